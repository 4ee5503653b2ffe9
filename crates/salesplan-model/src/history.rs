//! What earlier states of the files said of the deals: whether a close was put off, and how
//! often. Where those states come from is the command line's matter.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::deal::{Deal, Status};
use crate::id::{DealId, PersonId, SegmentId, StageId};
use crate::money::Money;
use crate::period::days_between;

/// What the files said of a deal, as far as they did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recorded {
    /// When it was expected to close.
    pub expected_close: Option<Date>,
    /// Its amount.
    pub amount: Option<Money>,
    /// The stage it was in.
    pub stage: Option<StageId>,
    /// Open, won or lost, where that was stated.
    pub status: Option<Status>,
    /// Who worked on it.
    pub owner: Option<PersonId>,
    /// Its segment.
    pub segment: Option<SegmentId>,
    /// The day on which an export no longer had it.
    pub gone: Option<Date>,
}

/// The earlier states of a plan's deals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// By day; each state of a deal differs from the one before.
    deals: BTreeMap<DealId, Vec<(Date, Recorded)>>,
    /// Days whose state comes from an import that reads its source otherwise than the one
    /// before: what it changed cannot be told from what happened.
    remapped: BTreeSet<Date>,
    /// Deals that such an import took out of the files, with the days.
    left_out: BTreeMap<DealId, BTreeSet<Date>>,
    /// Whether still earlier states may be missing.
    pub is_cut_off: bool,
    /// How many states could not be read and are left out.
    pub n_unreadable: u64,
}

/// States in the order of the days that they speak of, one a day: that of its evening.
/// States of the same day come in the order in which they were recorded.
pub fn evenings<T>(mut states: Vec<(Date, T)>) -> Vec<(Date, T)> {
    states.sort_by_key(|(day, _)| *day);
    // The later one is handed over first and stays when its state is put in its place.
    states.dedup_by(|later, kept| {
        let is_same_day = later.0 == kept.0;
        if is_same_day {
            std::mem::swap(later, kept);
        }
        is_same_day
    });
    states
}

impl History {
    /// Adds what the files said of all deals on the evening of a day, which is not before
    /// those that were added. Where they said the same of a deal before, nothing is added.
    pub fn record(&mut self, day: Date, deals: impl IntoIterator<Item = (DealId, Recorded)>) {
        for (id, state) in deals {
            let states = self.deals.entry(id).or_default();
            if states.last().is_none_or(|(_, before)| *before != state) {
                states.push((day, state));
            }
        }
    }

    /// Notes that the state of a day was read with another mapping than the one before.
    pub fn note_other_mapping(&mut self, day: Date) {
        self.remapped.insert(day);
    }

    /// Notes that such a state of a day no longer has a deal.
    pub fn note_left_out(&mut self, day: Date, deal: DealId) {
        self.left_out.entry(deal).or_default().insert(day);
    }

    /// Whether a deal changed or went after `since`, up to an evening, by an import that reads its
    /// source otherwise.
    pub fn was_read_otherwise(&self, deal: &DealId, since: Date, as_of: Date) -> bool {
        let is_within = |day: &Date| *day > since && *day <= as_of;
        let left_out = self.left_out.get(deal).into_iter().flatten();
        let mut changed = self.between(deal, since, as_of).iter().map(|(day, _)| day);
        left_out.into_iter().any(is_within) || changed.any(|day| self.remapped.contains(day))
    }

    /// The states of a deal that began after `since`, up to an evening.
    pub fn between(&self, deal: &DealId, since: Date, as_of: Date) -> &[(Date, Recorded)] {
        let states = self.states(deal, as_of);
        &states[states.partition_point(|(day, _)| *day <= since)..]
    }

    /// The deals that have such states.
    pub fn changed_between(&self, since: Date, as_of: Date) -> impl Iterator<Item = &DealId> {
        let has_changed = move |deal: &&DealId| !self.between(deal, since, as_of).is_empty();
        self.deals.keys().filter(has_changed)
    }

    /// Whether anything was recorded by an evening.
    pub fn knows(&self, as_of: Date) -> bool {
        let mut first = self.deals.values().filter_map(|states| states.first());
        first.any(|(day, _)| *day <= as_of)
    }

    /// The states of a deal up to an evening, each with the day from which on it held.
    pub fn states(&self, deal: &DealId, as_of: Date) -> &[(Date, Recorded)] {
        let states = self.deals.get(deal).map_or(&[][..], Vec::as_slice);
        &states[..states.partition_point(|(day, _)| *day <= as_of)]
    }

    /// When a deal was expected to close, as known on an evening. What the deal says now
    /// counts as the last word whatever the evening, since no day says when it was written.
    pub fn closes(&self, deal: &Deal, as_of: Date) -> Closes {
        let recorded = self
            .states(&deal.id, as_of)
            .iter()
            .filter_map(|(_, state)| state.expected_close);
        let mut days: Vec<Date> = recorded.chain(deal.expected_close).collect();
        days.dedup();
        Closes { days }
    }
}

/// The days on which a deal was expected to close, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closes {
    /// Each differs from the one before; the last is what is expected now.
    days: Vec<Date>,
}

impl Closes {
    /// The first day that was named; `None` where none ever was.
    pub fn first(&self) -> Option<Date> {
        self.days.first().copied()
    }

    /// The days that were named before the last, oldest first.
    pub fn earlier(&self) -> &[Date] {
        &self.days[..self.days.len().saturating_sub(1)]
    }

    /// How often the day was moved later.
    pub fn n_slips(&self) -> usize {
        self.days.windows(2).filter(|pair| pair[1] > pair[0]).count()
    }

    /// Days by which the last is later than the first; 0 where it is not.
    pub fn days_slipped(&self) -> i64 {
        let ends = self.days.first().zip(self.days.last());
        ends.map_or(0, |(first, last)| days_between(*first, *last).max(0))
    }
}

#[cfg(test)]
mod tests;
