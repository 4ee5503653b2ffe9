//! `import --as-of`: a row as the source would have given it on an earlier day.
//!
//! What comes out is what an export of that day would have said, so what follows
//! need not know that the day is past: a deal that was decided later is open, days
//! after it are not there, and a row first heard of later is not there at all.

use crate::deals::ENTERED;
use crate::deals_csv::Cells;
use crate::outline::OutlineSegment;
use crate::profile::Profile;
use crate::rows::Header;

/// Where the columns stand that this module and the upsert look at.
pub(super) struct Places {
    pub id: usize,
    pub segment: usize,
    pub stage: usize,
    pub status: usize,
    pub created: usize,
    pub closed: usize,
    pub expected_close: usize,
    /// The profile that brought the deal in.
    pub source: usize,
    pub gone: usize,
    last_activity: usize,
    /// With the stage that was entered.
    entered: Vec<(String, usize)>,
    /// The amount that is known only from a certain day: the column and the day's.
    known_from: Vec<(usize, usize)>,
    /// Whether the profile says something of the status.
    says_status: bool,
}

/// Whether a row was known by a day.
#[derive(Debug, PartialEq)]
pub(super) enum Known {
    /// It was; `restage` where its stage of that day is to be found from the days of entering.
    Then { restage: bool },
    /// Its first day comes later.
    Later,
    /// It has no day at all.
    Undated,
}

impl Places {
    pub fn new(header: &Header, profile: &Profile) -> Self {
        // The fixed columns are always there.
        let at = |name: &str| header.position(name).unwrap_or_default();
        let known_from = profile
            .columns
            .iter()
            .filter_map(|column| Some((at(&column.name), at(&column.known_from.as_ref()?.value))));
        Self {
            id: at("id"),
            segment: at("segment"),
            stage: at("stage"),
            status: at("status"),
            created: at("created"),
            closed: at("closed"),
            expected_close: at("expected-close"),
            source: at("source"),
            gone: at("gone"),
            last_activity: at("last-activity"),
            entered: header
                .family(ENTERED)
                .map(|(index, stage)| (stage.to_string(), index))
                .collect(),
            known_from: known_from.collect(),
            says_status: profile.column("status").is_some() || !profile.stages.is_empty(),
        }
    }

    fn entered_at(&self, stage: &str) -> Option<usize> {
        self.entered
            .iter()
            .find(|(name, _)| name == stage)
            .map(|(_, index)| *index)
    }

    /// Columns that say when a deal was known.
    pub fn days(&self) -> impl Iterator<Item = usize> {
        [self.created, self.closed]
            .into_iter()
            .chain(self.entered.iter().map(|(_, index)| *index))
    }

    /// Whether the cells say that the deal is won or lost: `Some("won")`.
    pub fn decision(&self, cells: &Cells, segment: Option<&OutlineSegment>) -> Option<&'static str> {
        match cells[self.status].as_str() {
            "won" => Some("won"),
            "lost" => Some("lost"),
            "" if segment.is_some_and(|segment| last_stage(segment) == cells[self.stage]) => Some("won"),
            _ => None,
        }
    }

    /// Brings a row back to what was known on the evening of `as_of`.
    /// Days are texts of ten characters, year first, so they compare as days do.
    pub fn cut(&self, cells: &mut Cells, segment: Option<&OutlineSegment>, as_of: &str) -> Known {
        let Some(first) = self
            .days()
            .map(|day| cells[day].as_str())
            .filter(|day| !day.is_empty())
            .min()
        else {
            return Known::Undated;
        };
        if first > as_of {
            return Known::Later;
        }
        let last_entered = segment.and_then(|segment| self.entered_at(last_stage(segment)));
        let decided_on = [Some(self.closed), last_entered]
            .into_iter()
            .flatten()
            .find(|day| !cells[*day].is_empty());
        let is_later = |cells: &Cells, day: usize| cells[day].as_str() > as_of;
        let decided_later =
            self.decision(cells, segment).is_some() && decided_on.is_some_and(|day| is_later(cells, day));
        let entered_later = self.entered.iter().any(|(_, day)| is_later(cells, *day));
        for (column, day) in &self.known_from {
            if cells[*day].is_empty() || is_later(cells, *day) {
                cells[*column].clear();
            }
        }
        for day in self.days().chain([self.last_activity]) {
            if is_later(cells, day) {
                cells[day].clear();
            }
        }
        if decided_later && self.says_status {
            cells[self.status] = "open".into();
        }
        let restage = decided_later || entered_later;
        if restage {
            cells[self.stage].clear();
        }
        Known::Then { restage }
    }

    /// The stage of an undecided deal: the last one entered, else the one it is
    /// known to be in, else the first. Empty where the segment has but the last.
    pub fn open_stage(&self, cells: &Cells, segment: &OutlineSegment) -> String {
        let Some((_, open)) = segment.stages.split_last() else {
            return String::new();
        };
        let is_entered = |index: usize, stage: &str| {
            let recorded = self.entered_at(stage).is_some_and(|day| !cells[day].is_empty());
            recorded || (index == 0 && !cells[self.created].is_empty())
        };
        let entered = open
            .iter()
            .enumerate()
            .rev()
            .find(|(index, (stage, _))| is_entered(*index, stage));
        let stored = open.iter().find(|(stage, _)| *stage == cells[self.stage]);
        entered
            .map(|(_, stage)| stage)
            .or(stored)
            .or(open.first())
            .map(|(stage, _)| stage.clone())
            .unwrap_or_default()
    }
}

/// The stage that means a won deal.
pub(super) fn last_stage(segment: &OutlineSegment) -> &str {
    segment.stages.last().map_or("", |(stage, _)| stage)
}
