//! The rules about deals: `probability` against what became of each deal, `priority` against
//! the order by the current rule.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_traits::ToPrimitive;

use super::{Pair, Past, Stopped, expected};
use crate::deal::{Deal, Status};
use crate::id::DealId;
use crate::pipeline::{OpenDeal, open_deals};
use crate::plan::{Plan, Segment, Stage};
use crate::plan_fact::so_far;
use crate::scoring::{Observation, Scored, Scoring};
use crate::surroundings::Surroundings;

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
        let worked = expected(past, pair.current, pair.proof).map_err(Stopped::Current)?;
        let prepared = &worked.prepared;
        let to_date = so_far(&prepared.plan, &prepared.decomposition, &worked.actuals);
        let books = prepared.books(past.given);
        let surroundings = Surroundings::gather(books, &to_date, past.as_of);
        let (plan, conversions) = (&prepared.plan, &worked.conversions);
        let open = |rules| open_deals(plan, past.given.deals, conversions, &surroundings, past.as_of, rules);
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

/// The `probability` rule's chances, scored in two ways. Every deal is a cluster.
#[derive(Debug, Clone)]
pub struct Chances {
    /// Chances of deals that were won or lost by the end. Deals that nobody closes are never
    /// among them, and those that are decided quickly are among them too often.
    pub decided: Scoring<DealId>,
    /// Chances of evenings after which deals had time to be decided. One that is still open
    /// counts as not won.
    pub settled: Scoring<DealId>,
    /// The last of these evenings.
    pub settled_until: Date,
    /// Chances of deals that were still open at the end.
    pub n_undecided: u64,
    /// Chances of deals that the last files do not have any more.
    pub n_gone: u64,
}

impl Chances {
    /// None yet.
    pub fn new(settled_until: Date) -> Self {
        Self {
            decided: Scoring::default(),
            settled: Scoring::default(),
            settled_until,
            n_undecided: 0,
            n_gone: 0,
        }
    }

    /// Scores the chances of an evening.
    pub fn add(&mut self, as_of: Date, open: &OpenDeals<'_>, outcomes: &Outcomes<'_>) {
        for (before, place) in open.current.iter().zip(open.places()) {
            let id = &before.deal.id;
            let Some(outcome) = outcomes.0.get(id) else {
                self.n_gone += 1;
                continue;
            };
            let chance = |open: &OpenDeal<'_>| open.probability.to_f64().unwrap_or(0.0);
            let seen = Observation {
                trials: 1,
                successes: u64::from(*outcome == Status::Won),
                current: chance(before),
                changed: chance(&open.changed[place]),
            };
            if *outcome == Status::Open {
                self.n_undecided += 1;
            } else {
                self.decided.add(id.clone(), seen);
            }
            if as_of <= self.settled_until {
                self.settled.add(id.clone(), seen);
            }
        }
    }

    /// The scores that a margin bounds: of deals that had time, or where no evening is old
    /// enough, of those that were decided.
    pub fn judged(&self) -> Option<Scored> {
        self.settled.scored().or_else(|| self.decided.scored())
    }
}

/// Days that deals are given to be decided where nobody says: twice the longest way of the
/// plan, since half of those who pass take longer than its lags; at least 30.
pub fn usual_wait_days(plan: &Plan) -> u32 {
    let lag = |stage: &Stage| stage.step.as_ref().map_or(0, |step| step.lag.days);
    let way = |segment: &Segment| segment.stages.iter().map(lag).fold(0, u32::saturating_add);
    let longest = plan.segments.iter().map(way).max().unwrap_or(0);
    longest.saturating_mul(2).max(30)
}
