//! The `conversion` rule: what it expected of each step against those who entered the stage
//! after that evening.

use jiff::civil::Date;

use super::{Pair, Past, Stopped, expected};
use crate::actuals::Actuals;
use crate::conversion::{Conversion, seen, trial};
use crate::deal::Deal;
use crate::id::DealId;
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan, Stage};
use crate::scoring::{Observation, Scoring};

/// What hangs together: the same deal is met evening after evening, and where only counts
/// are known, the whole step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cluster {
    /// One deal.
    Deal(DealId),
    /// A step, by the index of its segment and stage.
    Step(usize, usize),
}

/// The `conversion` rule's rates, scored.
#[derive(Debug, Clone)]
pub struct Rates<'a> {
    /// Those who entered after an evening, and had time to pass by the end.
    pub scoring: Scoring<Cluster>,
    /// Steps of evenings after which nobody is known to have entered who had time to pass.
    pub n_without_trials: u64,
    /// Steps of evenings that the last plan does not have any more.
    pub n_gone: u64,
    plan: &'a Plan,
    /// Shape: one a segment of the last plan.
    deals: Vec<Vec<&'a Deal>>,
    /// What had happened by the end.
    actuals: Actuals,
}

impl<'a> Rates<'a> {
    /// Against what the last files say.
    pub fn new(last: &Past<'a>) -> Self {
        let mut deals = vec![Vec::new(); last.plan.segments.len()];
        for deal in last.given.deals {
            if let Some(segment) = deal.segment {
                deals[segment].push(deal);
            }
        }
        Self {
            scoring: Scoring::default(),
            n_without_trials: 0,
            n_gone: 0,
            plan: last.plan,
            deals,
            actuals: Actuals::gather(last.plan, last.given.deals, last.given.facts, last.as_of),
        }
    }

    /// Scores the rates of an evening.
    ///
    /// # Errors
    /// All faults of the rules that stop first.
    pub fn add(&mut self, past: &Past<'_>, pair: &Pair<'_>) -> Result<(), Stopped> {
        let current = expected(past, pair.current, pair.proof).map_err(Stopped::Current)?;
        // The plan itself may ask the conversion rule for its rates.
        let changed = expected(past, pair.changed, pair.proof).map_err(Stopped::Changed)?;
        for (before, after) in current.conversions.iter().zip(&changed.conversions) {
            self.add_step(&current.prepared.plan, past.as_of, before, after);
        }
        Ok(())
    }

    fn add_step(&mut self, plan: &Plan, as_of: Date, current: &Conversion, changed: &Conversion) {
        let Some((segment, stage)) = self.step_now(plan, current) else {
            self.n_gone += 1;
            return;
        };
        let n_before = self.scoring.n_observations();
        let judged = |trials: u64, successes: u64| Observation {
            trials,
            successes,
            current: current.expected.to_f64(),
            changed: changed.expected.to_f64(),
        };
        let now = &self.plan.segments[segment];
        let end = self.actuals.as_of;
        let lag = now.stages[stage].step.as_ref().map_or(0, |step| step.lag.days);
        let after = as_of.tomorrow().unwrap_or(as_of);
        let from_deals = |stage: &Stage| stage.source == FactSource::Deals;
        match Period::new(after, days_before(end, lag)) {
            Some(window) if from_deals(&now.stages[stage]) && from_deals(&now.stages[stage + 1]) => {
                for deal in &self.deals[segment] {
                    if let Some(trial) = trial(deal, now, stage, window, end) {
                        let cluster = Cluster::Deal(deal.id.clone());
                        self.scoring.add(cluster, judged(1, u64::from(trial.passed)));
                    }
                }
            }
            Some(_) => {
                let of = Period { from: after, to: end };
                let counted = seen(self.plan, &self.deals[segment], &self.actuals, segment, stage, of).all();
                if counted.are_whole() {
                    let cluster = Cluster::Step(segment, stage);
                    self.scoring.add(cluster, judged(counted.trials, counted.successes));
                }
            }
            // Nobody who entered since has had time.
            None => {}
        }
        if self.scoring.n_observations() == n_before {
            self.n_without_trials += 1;
        }
    }

    /// Where the last plan has the step, by the ids of its segment and both stages.
    fn step_now(&self, plan: &Plan, step: &Conversion) -> Option<(usize, usize)> {
        let then = &plan.segments[step.segment];
        let segment = self.plan.segments.iter().position(|now| now.id == then.id)?;
        let (from, to) = (&then.stages[step.stage].id, &then.stages[step.stage + 1].id);
        let stages = &self.plan.segments[segment].stages;
        let stage = stages
            .windows(2)
            .position(|pair| pair[0].id == *from && pair[1].id == *to)?;
        Some((segment, stage))
    }
}
