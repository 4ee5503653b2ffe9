//! What must be there before the period begins, and how much of it the open pipeline covers.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::{Action, Amount, Kind, Looked, Need};
use crate::deal::{Deal, Status};
use crate::decompose::Decomposition;
use crate::fact::{Fact, Measure};
use crate::period::days_before;
use crate::plan::{FactSource, Plan};

/// What one stage needs before the first day, and what the open pipeline covers of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtStart {
    /// Entries that must lie before the period.
    pub need: u64,
    /// How many of them the deals that are open on the evening before stand for.
    pub covered: u64,
}

/// What every stage of a segment needs at the start. Shape: one a stage.
///
/// A deal that is open in a stage stands for one entry into it, and for as many into each
/// stage before as the planned conversions take to make one.
pub fn at_start(
    plan: &Plan,
    decomposition: &Decomposition,
    deals: &[Deal],
    facts: &[Fact],
    index: usize,
) -> Vec<AtStart> {
    let segment = &plan.segments[index];
    let open = open_by_stage(plan, deals, facts, index);
    let mut worth = BigRational::zero();
    let mut stages = Vec::new();
    for stage in (0..segment.stages.len()).rev() {
        if stage < segment.last_stage() {
            let rate = decomposition.segments[index].rates[stage];
            worth *= BigRational::new(BigInt::from(rate.denominator()), BigInt::from(rate.numerator()));
        }
        worth += BigRational::from_integer(BigInt::from(open[stage]));
        let need = decomposition.before_start(index, stage);
        let covered = worth.floor().to_integer().to_u64().unwrap_or(u64::MAX).min(need);
        stages.push(AtStart { need, covered });
    }
    stages.reverse();
    stages
}

/// Open on the evening before the period: deals where the stage counts them, else the
/// recorded stock. Shape: one a stage; none in the last.
fn open_by_stage(plan: &Plan, deals: &[Deal], facts: &[Fact], index: usize) -> Vec<u64> {
    let segment = &plan.segments[index];
    let evening = days_before(plan.period.from, 1);
    let mut open = vec![0_u64; segment.stages.len()];
    for deal in deals.iter().filter(|deal| deal.segment == Some(index)) {
        let state = deal
            .state(Some(segment), evening)
            .filter(|state| state.status == Status::Open);
        if let Some(stage) = state.and_then(|state| state.stage)
            && segment.stages[stage].source == FactSource::Deals
        {
            open[stage] += 1;
        }
    }
    for (stage, open) in open.iter_mut().enumerate().take(segment.last_stage()) {
        if segment.stages[stage].source == FactSource::Entered {
            *open = stock(facts, index, stage, evening);
        }
    }
    open
}

/// The newest recorded stock up to an evening; rows of one evening add up.
fn stock(facts: &[Fact], segment: usize, stage: usize, evening: jiff::civil::Date) -> u64 {
    let recorded = || {
        facts.iter().filter(move |fact| {
            fact.segment == Some(segment) && fact.measure == Measure::Stock { stage } && fact.date <= evening
        })
    };
    let Some(newest) = recorded().map(|fact| fact.date).max() else {
        return 0;
    };
    let counts = recorded().filter(|fact| fact.date == newest);
    counts.filter_map(|fact| fact.count?.to_u64()).sum()
}

/// One need a stage that must have entries before the first day.
pub(super) fn needs(looked: &Looked<'_>) -> Vec<Need> {
    let mut needs = Vec::new();
    for index in 0..looked.books.plan.segments.len() {
        let stages = at_start(
            looked.books.plan,
            looked.books.decomposition,
            looked.books.given.deals,
            looked.books.given.facts,
            index,
        );
        for (stage, at_start) in stages.into_iter().enumerate().filter(|(_, at_start)| at_start.need > 0) {
            let missing = at_start.need - at_start.covered;
            needs.push(Need {
                need: Some(Amount::Count(at_start.need)),
                supply: Some(Amount::Count(at_start.covered)),
                gap: Some(Amount::Count(missing)),
                action: (missing > 0).then_some(Action::FillPipeline(index, stage, missing)),
                ..Need::of(Kind::AtStart(index, stage))
            });
        }
    }
    needs
}
