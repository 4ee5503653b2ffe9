//! The rules about deals: `probability` against what became of each deal, `priority` against
//! the order by the current rule.

use std::collections::BTreeMap;

use num_traits::ToPrimitive;

use super::{Pair, Past, Stopped, expected};
use crate::deal::{Deal, Status};
use crate::id::DealId;
use crate::pipeline::{OpenDeal, open_deals};
use crate::scoring::{Observation, Scoring};

/// The open deals of one evening by both rules, each in its order of priority.
#[derive(Debug, Clone)]
pub struct OpenDeals<'a> {
    /// By the current rule.
    pub current: Vec<OpenDeal<'a>>,
    /// By the changed one.
    pub changed: Vec<OpenDeal<'a>>,
}

impl<'a> OpenDeals<'a> {
    /// Asks both.
    ///
    /// # Errors
    /// All faults of the rules that stop first.
    pub fn ask(past: &Past<'a>, pair: &Pair<'_>) -> Result<Self, Stopped> {
        // Neither rule about deals is asked for the conversions, so one set does for both.
        let (plan, conversions) = expected(past, pair.current, pair.proof).map_err(Stopped::Current)?;
        let open = |rules| open_deals(&plan, past.deals, &conversions, past.as_of, rules);
        Ok(Self {
            current: open(pair.current).map_err(Stopped::Current)?,
            changed: open(pair.changed).map_err(Stopped::Changed)?,
        })
    }

    /// The place in the changed order of each deal of the current order, both from 0.
    pub fn places(&self) -> Vec<usize> {
        let changed: BTreeMap<&DealId, usize> = self
            .changed
            .iter()
            .enumerate()
            .map(|(place, open)| (&open.deal.id, place))
            .collect();
        self.current.iter().map(|open| changed[&open.deal.id]).collect()
    }
}

/// What became of deals.
#[derive(Debug, Clone)]
pub struct Outcomes<'a>(BTreeMap<&'a DealId, Status>);

impl<'a> Outcomes<'a> {
    /// As the last files have them.
    pub fn new(deals: &'a [Deal]) -> Self {
        Self(deals.iter().map(|deal| (&deal.id, deal.status)).collect())
    }
}

/// The `probability` rule's chances, scored.
#[derive(Debug, Clone, Default)]
pub struct Chances {
    /// Deals that were decided by the end; every deal is a cluster.
    pub scoring: Scoring<DealId>,
    /// Chances of deals that were still open at the end: nobody knows yet.
    pub n_undecided: u64,
    /// Chances of deals that the last files do not have any more.
    pub n_gone: u64,
}

impl Chances {
    /// Scores the chances of an evening.
    pub fn add(&mut self, open: &OpenDeals<'_>, outcomes: &Outcomes<'_>) {
        for (before, place) in open.current.iter().zip(open.places()) {
            let id = &before.deal.id;
            let successes = match outcomes.0.get(id) {
                Some(Status::Won) => 1,
                Some(Status::Lost) => 0,
                Some(Status::Open) => {
                    self.n_undecided += 1;
                    continue;
                }
                None => {
                    self.n_gone += 1;
                    continue;
                }
            };
            let chance = |open: &OpenDeal<'_>| open.probability.to_f64().unwrap_or(0.0);
            let seen = Observation {
                trials: 1,
                successes,
                current: chance(before),
                changed: chance(&open.changed[place]),
            };
            self.scoring.add(id.clone(), seen);
        }
    }
}
