//! How many passed a step, of those who had time to, by the channel they came by.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use jiff::civil::Date;

use super::Basis;
use crate::actuals::{Actuals, ByChannel, channel_index};
use crate::deal::{Deal, Status};
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan, Segment};

/// How many passed a step, of those who had time to.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How they were counted.
    pub basis: Basis,
    /// By the index of the channel; `None` for those who came by no channel of the plan.
    pub by_channel: BTreeMap<Option<usize>, Counts>,
    /// Entries into the next stage by entries into this one.
    pub period_ratio: Option<(u64, u64)>,
}

/// Those who had time to pass a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many had time to pass.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// How many of the others may yet pass.
    pub undecided: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.trials = self.trials.saturating_add(other.trials);
        self.successes = self.successes.saturating_add(other.successes);
        self.undecided = self.undecided.saturating_add(other.undecided);
    }
}

impl Counts {
    /// Whether no more passed than tried. Counts with more successes than trials lack entries
    /// and say nothing of the rate.
    pub fn are_whole(&self) -> bool {
        self.successes <= self.trials
    }

    /// Without those who may yet pass.
    pub(crate) fn decided(self) -> Self {
        Self {
            trials: self.trials.saturating_sub(self.undecided),
            undecided: 0,
            ..self
        }
    }
}

impl From<Trial> for Counts {
    fn from(trial: Trial) -> Self {
        Self {
            trials: 1,
            successes: u64::from(trial.passed),
            undecided: u64::from(trial.is_undecided),
        }
    }
}

impl Seen {
    /// Over all channels.
    pub fn all(&self) -> Counts {
        let mut all = Counts::default();
        for counts in self.by_channel.values() {
            all += *counts;
        }
        all
    }
}

/// Counts a step among those whose time to pass ended within the days of `of`.
///
/// `deals` are those of the segment; `plan.period` says where facts that are counts begin.
pub fn seen(plan: &Plan, deals: &[&Deal], actuals: &Actuals, segment_index: usize, stage: usize, of: Period) -> Seen {
    let segment = &plan.segments[segment_index];
    let lag = segment.stages[stage].step.as_ref().map_or(0, |step| step.lag.days);
    let entries = actuals.count(segment_index, stage, of);
    let passed = actuals.count(segment_index, stage + 1, of);
    let period_ratio = (entries > 0).then_some((passed, entries));
    let from_deals = |index: usize| segment.stages[index].source == FactSource::Deals;
    let (basis, by_channel) = if from_deals(stage) && from_deals(stage + 1) {
        // Entries whose time to pass ended within the period, up to as-of: the mirror image of
        // the stock rule for counts, so that both bases speak of the same weeks.
        let matured = Period {
            from: days_before(of.from, lag),
            to: days_before(of.to, lag),
        };
        let found = cohort(plan, deals, actuals.as_of, segment_index, stage, matured);
        (Basis::Cohort, found)
    } else {
        from_counts(actuals, segment_index, stage, lag, of)
    };
    Seen {
        basis,
        by_channel,
        period_ratio,
    }
}

fn from_counts(
    actuals: &Actuals,
    segment: usize,
    stage: usize,
    lag: u32,
    of: Period,
) -> (Basis, BTreeMap<Option<usize>, Counts>) {
    let entries = |from: Date, to: Date| {
        let window = Period::new(from, to);
        window.map_or_else(ByChannel::new, |window| {
            actuals.count_by_channel(segment, stage, window)
        })
    };
    let (basis, stock) = match actuals.stages[segment][stage].stock_before(of.from) {
        Some(stock) => (Basis::CountsWithStock, stock),
        None if lag == 0 => (Basis::CountsWithoutStock, ByChannel::new()),
        None => {
            let before = entries(days_before(of.from, lag), days_before(of.from, 1));
            (Basis::CountsWithoutStock, before)
        }
    };
    let ripe = entries(of.from, days_before(of.to, lag));
    let passed = actuals.count_by_channel(segment, stage + 1, of);
    let mut counts: BTreeMap<Option<usize>, Counts> = BTreeMap::new();
    for (channel, trials) in stock.into_iter().chain(ripe) {
        *counts.entry(channel).or_default() += Counts {
            trials,
            ..Counts::default()
        };
    }
    for (channel, successes) in passed {
        *counts.entry(channel).or_default() += Counts {
            successes,
            ..Counts::default()
        };
    }
    (basis, counts)
}

/// What became of a deal that entered a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// It reached the next stage.
    pub passed: bool,
    /// It did not, and is open: it may yet.
    pub is_undecided: bool,
}

/// What had become by `as_of` of a deal that entered the stage within the window; `None` for
/// any other deal.
///
/// A deal that is known to be past the stage, though no day says since when, is
/// neither: to call it a failure would be false, to call it a success undated.
pub fn trial(deal: &Deal, segment: &Segment, stage: usize, window: Period, as_of: Date) -> Option<Trial> {
    deal.reached(segment, stage).filter(|date| window.contains(*date))?;
    let passed_on = deal.reached(segment, stage + 1);
    let state = deal.state(Some(segment), as_of);
    let is_past = state.is_some_and(|state| state.stage.is_some_and(|reached| reached > stage));
    if passed_on.is_none() && is_past {
        return None;
    }
    let passed = passed_on.is_some_and(|date| date <= as_of);
    let is_open = state.is_some_and(|state| state.status == Status::Open);
    Some(Trial {
        passed,
        is_undecided: !passed && is_open,
    })
}

fn cohort(
    plan: &Plan,
    deals: &[&Deal],
    as_of: Date,
    segment: usize,
    stage: usize,
    window: Period,
) -> BTreeMap<Option<usize>, Counts> {
    let segment = &plan.segments[segment];
    let mut counts: BTreeMap<Option<usize>, Counts> = BTreeMap::new();
    for deal in deals {
        if let Some(trial) = trial(deal, segment, stage, window, as_of) {
            let channel = channel_index(plan, deal.channel.as_ref());
            *counts.entry(channel).or_default() += trial.into();
        }
    }
    counts
}
