//! Deals, and what was known of each on a given day.

use jiff::civil::Date;

use crate::diagnostic::Location;
use crate::exchange::Stated;
use crate::id::{ChannelId, DealId, PersonId};
use crate::money::Money;
use crate::plan::{FactSource, Segment};

/// One opportunity as the snapshot has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Deal {
    /// Its stable id.
    pub id: DealId,
    /// Who might buy.
    pub client: Option<String>,
    /// Who works on it.
    pub owner: Option<PersonId>,
    /// Index of its segment in the plan.
    pub segment: Option<usize>,
    /// The channel it came through.
    pub channel: Option<ChannelId>,
    /// Index of its stage in the segment, as the snapshot has it.
    pub stage: Option<usize>,
    /// Open, won or lost, as the snapshot has it.
    pub status: Status,
    /// The stated amount, in the goal's currency and on its tax basis.
    pub amount: Option<Money>,
    /// The amount as its source gives it, where that is another.
    pub stated: Option<Box<Stated>>,
    /// When it was first known.
    pub created: Option<Date>,
    /// When it is expected to close.
    pub expected_close: Option<Date>,
    /// When it was won or lost.
    pub closed: Option<Date>,
    /// What happens next.
    pub next_step: Option<String>,
    /// When that is due.
    pub next_step_date: Option<Date>,
    /// When the client was last heard of.
    pub last_activity: Option<Date>,
    /// The company's own words.
    pub tags: Vec<String>,
    /// Shape: one a stage of the segment; the day it was entered, where recorded.
    pub entered: Vec<Option<Date>>,
    /// Shape: one a stage, or empty; the version of the playbook by which it went on from there,
    /// where the files name another than the register.
    pub playbooks: Vec<Option<String>>,
    /// Why the client did not buy, in the words of the files.
    pub lost_reason: Option<String>,
    /// The day on which an export no longer had it, though nothing had been decided.
    pub gone: Option<Date>,
    /// Whether what it says without a day, such as its amount, may be of a later day than the
    /// evening that it speaks for: nobody had recorded it by then.
    pub is_of_later_day: bool,
    /// Where the deal stands in the files.
    pub location: Location,
}

/// Whether a deal is still to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not decided.
    Open,
    /// The client bought.
    Won,
    /// The client did not.
    Lost,
}

impl Status {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("open", Self::Open), ("won", Self::Won), ("lost", Self::Lost)];

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// What was known of a deal on the evening of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealState {
    /// Open, won or lost by then.
    pub status: Status,
    /// The last stage entered by then; `None` where nothing says.
    pub stage: Option<usize>,
    /// The state is the snapshot's because no date says what it was by then.
    pub not_as_of: bool,
}

impl Deal {
    /// The day by which the deal had reached `stage`: its own date, or that of a
    /// later stage, since reaching a stage implies the earlier ones.
    /// `None` where no date says so.
    pub fn reached(&self, segment: &Segment, stage: usize) -> Option<Date> {
        (stage..segment.stages.len())
            .filter_map(|later| self.entered_on(segment, later))
            .min()
    }

    /// The day on which it entered `stage` itself: the recorded one, for the first stage the
    /// day it was created, for the last the day it was won. `None` where no date says so.
    pub fn entered_on(&self, segment: &Segment, stage: usize) -> Option<Date> {
        let recorded = self.entered.get(stage).copied().flatten();
        let implied = if stage == segment.last_stage() {
            (self.status == Status::Won).then_some(self.closed).flatten()
        } else if stage == 0 {
            self.created
        } else {
            None
        };
        recorded.or(implied)
    }

    /// The day it was won or lost: the closing day, or for a won deal the day it
    /// entered the last stage.
    pub fn decided_on(&self, segment: Option<&Segment>) -> Option<Date> {
        let entered_last = || segment.and_then(|segment| self.entered.get(segment.last_stage()).copied().flatten());
        self.closed
            .or_else(|| (self.status == Status::Won).then(entered_last).flatten())
    }

    /// The day on which it counts as an entry into a stage that is counted from the deals, as far
    /// as that was known by `as_of`.
    pub fn counts_as_entry(&self, segment: &Segment, stage: usize, as_of: Date) -> Option<Date> {
        if segment.stages[stage].source != FactSource::Deals {
            return None;
        }
        self.state(Some(segment), as_of)?;
        self.reached(segment, stage).filter(|day| *day <= as_of)
    }

    /// The first day that is recorded of the deal at all.
    pub fn first_known(&self) -> Option<Date> {
        self.entered
            .iter()
            .flatten()
            .chain(&self.created)
            .min()
            .copied()
            .or(self.closed)
    }

    /// What was known on the evening of `as_of`; `None` where the deal was not yet known, or
    /// was gone.
    pub fn state(&self, segment: Option<&Segment>, as_of: Date) -> Option<DealState> {
        if self.first_known().is_some_and(|first| first > as_of) || self.gone.is_some_and(|day| day <= as_of) {
            return None;
        }
        let decided_on = self.decided_on(segment);
        let status = match (self.status, decided_on) {
            (Status::Open, _) => Status::Open,
            (decided, Some(day)) if day <= as_of => decided,
            (_, Some(_)) => Status::Open,
            (decided, None) => decided,
        };
        let undated_close = self.status != Status::Open && decided_on.is_none();
        let Some(segment) = segment else {
            return Some(DealState {
                status,
                stage: None,
                not_as_of: undated_close,
            });
        };
        let (stage, stage_not_as_of) = self.stage_at(segment, status, as_of);
        Some(DealState {
            status,
            stage,
            not_as_of: undated_close || stage_not_as_of,
        })
    }

    fn stage_at(&self, segment: &Segment, status: Status, as_of: Date) -> (Option<usize>, bool) {
        if status == Status::Won {
            return (Some(segment.last_stage()), false);
        }
        if segment.last_stage() == 0 {
            // Such a segment has no stage before the deal, so there is none to be unsure of.
            return (None, false);
        }
        let dated = (0..segment.stages.len())
            .rev()
            .find(|stage| self.entered_on(segment, *stage).is_some_and(|date| date <= as_of));
        let any_later =
            (0..segment.stages.len()).any(|stage| self.entered_on(segment, stage).is_some_and(|date| date > as_of));
        match (dated, self.stage) {
            // Nothing is dated later, so a stage beyond the last dated one is the
            // snapshot's word without a date.
            (dated, Some(snapshot)) if !any_later && dated.is_none_or(|d| snapshot > d) && self.status == status => {
                (Some(snapshot), true)
            }
            (Some(dated), _) => (Some(dated), false),
            (None, Some(_)) => (Some(0), true),
            (None, None) => (None, true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{SegmentId, StageId};
    use crate::plan::{Part, Stage};
    use jiff::civil::date;
    use std::sync::Arc;

    fn location() -> Location {
        Location {
            file: Arc::from("deals.csv"),
            span: 0..0,
        }
    }

    fn segment() -> Segment {
        let stage = |id: &str| Stage {
            id: StageId::new(id),
            title: id.into(),
            step: None,
            hours: None,
            activities: Vec::new(),
            source: FactSource::Deals,
            location: location(),
        };
        Segment {
            id: SegmentId::new("new"),
            title: "New".into(),
            part: Part::Deals(1),
            part_location: location(),
            average_deal: None,
            margin: None,
            commission: None,
            cost_per_lead: None,
            stages: vec![stage("lead"), stage("meeting"), stage("deal")],
            funnel: None,
            clients: None,
            purchase: None,
            location: location(),
        }
    }

    fn deal() -> Deal {
        Deal {
            id: DealId::new("D-1"),
            client: None,
            owner: None,
            segment: Some(0),
            channel: None,
            stage: None,
            status: Status::Open,
            amount: None,
            stated: None,
            created: None,
            expected_close: None,
            closed: None,
            next_step: None,
            next_step_date: None,
            last_activity: None,
            tags: vec![],
            entered: vec![None; 3],
            playbooks: Vec::new(),
            lost_reason: None,
            gone: None,
            is_of_later_day: false,
            location: location(),
        }
    }

    #[test]
    fn the_stage_on_a_day_is_the_last_one_entered_by_then() {
        let deal = Deal {
            stage: Some(2),
            status: Status::Won,
            closed: Some(date(2026, 10, 20)),
            entered: vec![Some(date(2026, 10, 1)), Some(date(2026, 10, 8)), None],
            playbooks: Vec::new(),
            ..deal()
        };
        let at = |day| deal.state(Some(&segment()), day);
        assert_eq!(at(date(2026, 9, 30)), None);
        assert_eq!(
            at(date(2026, 10, 7)),
            Some(DealState {
                status: Status::Open,
                stage: Some(0),
                not_as_of: false
            })
        );
        assert_eq!(
            at(date(2026, 10, 19)),
            Some(DealState {
                status: Status::Open,
                stage: Some(1),
                not_as_of: false
            })
        );
        assert_eq!(
            at(date(2026, 10, 20)),
            Some(DealState {
                status: Status::Won,
                stage: Some(2),
                not_as_of: false
            })
        );
    }

    #[test]
    fn reaching_a_stage_implies_the_earlier_ones() {
        let deal = Deal {
            stage: Some(2),
            status: Status::Won,
            closed: Some(date(2026, 10, 20)),
            ..deal()
        };
        assert_eq!(deal.reached(&segment(), 0), Some(date(2026, 10, 20)));
        assert_eq!(deal.reached(&segment(), 2), Some(date(2026, 10, 20)));
    }

    #[test]
    fn a_state_without_dates_is_the_snapshots_and_says_so() {
        let deal = Deal {
            stage: Some(1),
            ..deal()
        };
        assert_eq!(
            deal.state(Some(&segment()), date(2026, 10, 1)),
            Some(DealState {
                status: Status::Open,
                stage: Some(1),
                not_as_of: true
            })
        );
        assert_eq!(deal.reached(&segment(), 1), None);
    }

    #[test]
    fn a_win_dated_by_its_last_stage_was_open_before() {
        let deal = Deal {
            stage: Some(2),
            status: Status::Won,
            entered: vec![Some(date(2026, 1, 5)), None, Some(date(2026, 3, 10))],
            playbooks: Vec::new(),
            ..deal()
        };
        let status = |day| deal.state(Some(&segment()), day).map(|state| state.status);
        assert_eq!(status(date(2026, 2, 15)), Some(Status::Open));
        assert_eq!(status(date(2026, 3, 10)), Some(Status::Won));
    }

    #[test]
    fn a_lost_deal_was_open_before_it_closed() {
        let deal = Deal {
            status: Status::Lost,
            created: Some(date(2026, 10, 1)),
            closed: Some(date(2026, 10, 9)),
            ..deal()
        };
        assert_eq!(
            deal.state(Some(&segment()), date(2026, 10, 5)).map(|s| s.status),
            Some(Status::Open)
        );
        assert_eq!(
            deal.state(Some(&segment()), date(2026, 10, 9)).map(|s| s.status),
            Some(Status::Lost)
        );
    }
}
