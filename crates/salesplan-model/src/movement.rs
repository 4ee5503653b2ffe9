//! How the open deals of one evening became those of a later one: what came in, what changed,
//! and what went out.
//!
//! The parts of every deal sum to its end minus its start, so those of all deals do. A deal
//! that did two things has one change of its amount and one entry or exit, at its final
//! amount; where it counts is told by the order of [`Kind`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use jiff::civil::Date;

use crate::deal::Status;
use crate::history::{History, Recorded};
use crate::id::DealId;
use crate::money::Money;

mod path;
mod restated;
mod side;
mod won;

pub use path::{Path, Step, paths};
pub use restated::{Measure, Restated, restated};
pub use side::{Known, Side};
pub use won::{won_differs, won_differs_in_week};

/// What happened to a deal. Of several exits the first of this order counts, of several
/// entries likewise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It was decided, and is open again.
    Reopened,
    /// It was not there before.
    New,
    /// Its close was moved into the period.
    PulledIn,
    /// It came from another person or segment.
    MovedIn,
    /// Its amount rose.
    Grown,
    /// Its amount fell.
    Shrunk,
    /// The client bought.
    Won,
    /// The client did not.
    Lost,
    /// It is no longer in the file.
    Gone,
    /// Its close was moved out of the period.
    Slipped,
    /// It went to another person or segment.
    MovedOut,
    /// It was decided on a day of a week that was reviewed before, and nobody had said so.
    Restated,
    /// The deal is as it was: the plan counts it otherwise.
    Plan,
    /// The deal is as it was: a frozen rate of exchange or tax is another one.
    Rate,
    /// The import reads the source otherwise.
    Mapping,
}

impl Kind {
    /// All, in the order in which they are told.
    pub const ALL: &'static [Self] = &[
        Self::New,
        Self::Reopened,
        Self::PulledIn,
        Self::MovedIn,
        Self::Grown,
        Self::Shrunk,
        Self::Won,
        Self::Lost,
        Self::Gone,
        Self::Slipped,
        Self::MovedOut,
        Self::Restated,
        Self::Plan,
        Self::Rate,
        Self::Mapping,
    ];

    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reopened => "reopened",
            Self::New => "new",
            Self::PulledIn => "pulled_in",
            Self::MovedIn => "moved_in",
            Self::Grown => "grown",
            Self::Shrunk => "shrunk",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Gone => "gone",
            Self::Slipped => "slipped",
            Self::MovedOut => "moved_out",
            Self::Restated => "restated",
            Self::Plan => "plan",
            Self::Rate => "rate",
            Self::Mapping => "mapping",
        }
    }
}

/// What deals are worth, in minor units: stated amounts, and apart from them the averages of
/// the segments for deals that state none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Worth {
    /// Sum of stated amounts.
    pub stated: i64,
    /// Sum of averages for those without an amount.
    pub at_average: i64,
}

impl Worth {
    /// A stated amount, else an average.
    fn of(amount: Option<Money>, average: Option<i64>) -> Self {
        Self {
            stated: amount.map_or(0, |amount| amount.minor),
            at_average: amount.map_or(average.unwrap_or(0), |_| 0),
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            stated: self.stated.saturating_sub(other.stated),
            at_average: self.at_average.saturating_sub(other.at_average),
        }
    }

    fn negative(self) -> Self {
        Self::default().minus(self)
    }

    fn total(self) -> i64 {
        self.stated.saturating_add(self.at_average)
    }
}

impl AddAssign for Worth {
    fn add_assign(&mut self, other: Self) {
        self.stated = self.stated.saturating_add(other.stated);
        self.at_average = self.at_average.saturating_add(other.at_average);
    }
}

/// Deals with what they are worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Total {
    /// What they are worth together.
    pub worth: Worth,
    /// Each with its part, by id.
    pub deals: Vec<(DealId, Worth)>,
}

impl Total {
    fn join(&mut self, other: Self) {
        self.worth += other.worth;
        self.deals.extend(other.deals);
    }

    fn add(&mut self, id: &DealId, worth: Worth) {
        self.worth += worth;
        self.deals.push((id.clone(), worth));
    }
}

/// The movement of the open deals that count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Movement {
    /// The deals at the start.
    pub start: Total,
    /// The deals at the end.
    pub end: Total,
    /// What happened, signed, without kinds that did not: `start` and these sum to `end`.
    pub buckets: BTreeMap<Kind, Total>,
}

impl Movement {
    /// Whether no deal stood at the start or the end, and none came in between.
    pub fn is_empty(&self) -> bool {
        self.start.deals.is_empty() && self.end.deals.is_empty() && self.buckets.is_empty()
    }

    fn join(&mut self, other: Self) {
        self.start.join(other.start);
        self.end.join(other.end);
        for (kind, total) in other.buckets {
            self.buckets.entry(kind).or_default().join(total);
        }
    }

    fn add(&mut self, kind: Kind, id: &DealId, worth: Worth) {
        self.buckets.entry(kind).or_default().add(id, worth);
    }
}

/// What is compared.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The deals as known on the earlier evening.
    pub before: &'a Side,
    /// The deals as known on the later one.
    pub after: &'a Side,
    /// Recorded states between them, where there are any.
    pub history: Option<&'a History>,
}

impl Compared<'_> {
    /// Every deal that is in either state, or was recorded between them.
    fn deals(&self) -> BTreeSet<&DealId> {
        let Self { before, after, history } = self;
        let between = history
            .iter()
            .flat_map(|history| history.changed_between(before.as_of, after.as_of));
        before.deals.keys().chain(after.deals.keys()).chain(between).collect()
    }

    fn moved<'c>(&'c self, id: &'c DealId) -> Moved<'c> {
        let (was, is) = (self.before.deals.get(id), self.after.deals.get(id));
        let mut moved = Moved {
            id,
            was,
            is,
            seen: None,
            compared: *self,
        };
        if is.is_none() && !was.is_some_and(Known::counts) {
            moved.seen = moved.seen_between();
        }
        moved
    }
}

/// The movement of the deals that are in the slice: all of them, those of a person or of a
/// segment. In a slice, what happens to a deal belongs to whoever has it at the end.
pub fn movement(compared: Compared<'_>, is_in_slice: impl Fn(&Known) -> bool) -> Movement {
    let mut movement = Movement::default();
    for id in compared.deals() {
        compared.moved(id).add_to(&mut movement, &is_in_slice);
    }
    movement
}

/// The same for every slice that a key tells apart, in one go: each deal counts in the slices
/// that it is in on either evening.
pub fn movements_by<K: Ord>(compared: Compared<'_>, key: impl Fn(&Known) -> K) -> BTreeMap<K, Movement> {
    let mut movements: BTreeMap<K, Movement> = BTreeMap::new();
    for id in compared.deals() {
        let deal = compared.moved(id);
        let slices: BTreeSet<K> = deal
            .was
            .into_iter()
            .chain(deal.is)
            .chain(&deal.seen)
            .map(&key)
            .collect();
        for slice in slices {
            let mut of_deal = Movement::default();
            deal.add_to(&mut of_deal, &|known: &Known| key(known) == slice);
            movements.entry(slice).or_default().join(of_deal);
        }
    }
    movements
}

/// One deal on both evenings.
struct Moved<'a> {
    id: &'a DealId,
    was: Option<&'a Known>,
    is: Option<&'a Known>,
    /// What was recorded in between of a deal that is gone at the end, and counted then alone.
    seen: Option<Known>,
    compared: Compared<'a>,
}

impl Moved<'_> {
    fn add_to(&self, movement: &mut Movement, is_in_slice: &impl Fn(&Known) -> bool) {
        let counts = |known: Option<&Known>| known.is_some_and(|known| known.counts() && is_in_slice(known));
        let (at_start, at_end) = (counts(self.was), counts(self.is));
        let start = self.was.filter(|_| at_start).map(|was| was.worth);
        let end = self.is.filter(|_| at_end).map(|is| is.worth);
        if let Some(worth) = start {
            movement.start.add(self.id, worth);
        }
        if let Some(worth) = end {
            movement.end.add(self.id, worth);
        }
        // What it is worth last, whether it still counts or not.
        let last = self.is.or(self.was).map_or(Worth::default(), |known| known.worth);
        if let Some(start) = start {
            let by_rates = self.by_rates().minus(start);
            if by_rates != Worth::default() {
                movement.add(Kind::Rate, self.id, by_rates);
            }
            let change = last.minus(start).minus(by_rates);
            if change != Worth::default() {
                movement.add(self.change_of_worth(change), self.id, change);
            }
        }
        let is_theirs_now = self.is.or(self.was).is_some_and(is_in_slice);
        match (at_start, at_end) {
            (true, true) => {}
            (true, false) if is_theirs_now => movement.add(self.exit(), self.id, last.negative()),
            // Whatever became of it is of whoever has it now.
            (true, false) => movement.add(Kind::MovedOut, self.id, last.negative()),
            (false, true) => movement.add(self.entry(false), self.id, last),
            (false, false) => {
                if let Some(seen) = self.seen.as_ref().filter(|seen| is_in_slice(seen)) {
                    movement.add(self.entry(true), self.id, seen.worth);
                    movement.add(self.exit(), self.id, seen.worth.negative());
                } else if let Some(exit) = self.touched().filter(|_| is_theirs_now) {
                    movement.add(self.entry(true), self.id, last);
                    movement.add(exit, self.id, last.negative());
                }
            }
        }
    }

    /// What it was worth at the start, by the rates of the end.
    fn by_rates(&self) -> Worth {
        let Some(was) = self.was else { return Worth::default() };
        match was.stated.map(|stated| self.compared.after.exchange().bring(&stated)) {
            Some(Ok(Some(amount))) => Worth {
                stated: amount.minor,
                at_average: 0,
            },
            _ => was.worth,
        }
    }

    fn between(&self) -> &[(Date, Recorded)] {
        let Compared { before, after, history } = self.compared;
        history.map_or(&[][..], |history| history.between(self.id, before.as_of, after.as_of))
    }

    /// The last state in between in which it counted.
    fn seen_between(&self) -> Option<Known> {
        let states = self.between().iter().rev();
        let mut known = states.map(|(_, recorded)| self.compared.after.of_recorded(recorded));
        known.find(Known::counts)
    }

    fn is_remapped(&self) -> bool {
        let Compared { before, after, history } = self.compared;
        history.is_some_and(|history| history.was_read_otherwise(self.id, before.as_of, after.as_of))
    }

    fn change_of_worth(&self, change: Worth) -> Kind {
        let states = |known: Option<&Known>| known.is_some_and(|known| known.has_amount);
        let segment = |known: Option<&'_ Known>| known.map(|known| known.segment.clone());
        if self.is_remapped() {
            Kind::Mapping
        } else if !states(self.was) && !states(self.is) && segment(self.was) == segment(self.is) {
            // It never said an amount, so the average of its segment is another one.
            Kind::Plan
        } else if change.total() > 0 || (change.total() == 0 && change.stated > 0) {
            Kind::Grown
        } else {
            Kind::Shrunk
        }
    }

    /// How a deal went out that counted at the start, with whomever.
    fn exit(&self) -> Kind {
        let Some(is) = self.is else {
            return if self.is_remapped() { Kind::Mapping } else { Kind::Gone };
        };
        // What is of no segment is in no sum of the plan, won or not.
        if !is.has_segment {
            return Kind::Gone;
        }
        let is_late = is.decided_on.is_some_and(|day| day <= self.compared.before.as_of);
        let closes = |known: Option<&Known>| known.and_then(|known| known.expected_close);
        match is.status {
            Status::Won | Status::Lost if is_late => Kind::Restated,
            Status::Won => Kind::Won,
            Status::Lost => Kind::Lost,
            Status::Open if self.is_remapped() => Kind::Mapping,
            Status::Open if closes(self.was) != closes(self.is) => Kind::Slipped,
            Status::Open => Kind::Plan,
        }
    }

    /// How a deal came in. `is_in_between` says that it does not count at the end any more.
    fn entry(&self, is_in_between: bool) -> Kind {
        let Some(was) = self.was else {
            return if self.is_remapped() { Kind::Mapping } else { Kind::New };
        };
        if was.counts() {
            // With somebody else, since it did not count here.
            return Kind::MovedIn;
        }
        let is_other_close = self.is.is_some_and(|is| is.expected_close != was.expected_close);
        match was.status {
            Status::Won | Status::Lost => Kind::Reopened,
            Status::Open if self.is_remapped() => Kind::Mapping,
            // Whoever buys before the day that was expected has pulled it in as well.
            Status::Open if !was.is_in_time && (is_other_close || is_in_between) => Kind::PulledIn,
            // What was of no segment was in no sum of the plan.
            Status::Open if !was.has_segment => Kind::New,
            Status::Open => Kind::Plan,
        }
    }

    /// How a deal went out that counts here on neither evening and counted in between, or
    /// counted with somebody else.
    fn touched(&self) -> Option<Kind> {
        let Compared { before, after, .. } = self.compared;
        let is_within = |day: &Date| *day > before.as_of && *day <= after.as_of;
        if self.was.is_some_and(Known::counts) {
            return (!self.is.is_some_and(Known::counts)).then(|| self.exit());
        }
        let is = self.is?;
        if !is.has_segment {
            return None;
        }
        // Lost, open again and lost once more is two days.
        let was_decided = self
            .was
            .is_some_and(|was| (was.status, was.decided_on) == (is.status, is.decided_on));
        let is_decided_now = is.decided_on.as_ref().is_some_and(is_within) && !was_decided;
        let was_recorded = || {
            self.between().iter().any(|(_, state)| {
                state.status.is_none_or(|status| status == Status::Open) && after.is_in_time(state.expected_close)
            })
        };
        match is.status {
            Status::Won if is_decided_now => Some(Kind::Won),
            Status::Lost if is_decided_now && (is.is_in_time || was_recorded()) => Some(Kind::Lost),
            Status::Open if was_recorded() => Some(Kind::Slipped),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
