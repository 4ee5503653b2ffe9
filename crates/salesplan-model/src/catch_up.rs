//! What is still to be done: the remainder of the goal, decomposed again.

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::calendar::Calendar;
use crate::conversion::Conversion;
use crate::decompose::{Decomposition, deals_for, last_useful, needs_for};
use crate::money::Money;
use crate::plan::{GoalAmount, Plan};
use crate::plan_fact::to_date;

/// What one segment still has to bring.
#[derive(Debug, Clone, PartialEq)]
pub struct CatchUp {
    /// Index of the segment.
    pub segment: usize,
    /// What is missing to the segment's part of the goal, in the goal's metric; never below zero.
    pub remaining: GoalAmount,
    /// Shape: one a stage. Entries still needed at the expected rates, and until when they count.
    pub stages: Vec<StageCatchUp>,
}

/// What one stage still has to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageCatchUp {
    /// Entries needed, before what is already open is counted off.
    pub gross: u64,
    /// The last day on which an entry usually still becomes a deal in the period.
    pub by: Date,
}

/// Decomposes what remains of every segment's goal at the expected rates.
///
/// remaining deals = ceil(remaining money / average deal). A figure that does
/// not fit 64 bits leaves the segment out; `decompose` has refused such plans.
pub fn catch_up(
    plan: &Plan,
    decomposition: &Decomposition,
    actuals: &Actuals,
    conversions: &[Conversion],
    calendar: &Calendar,
) -> Vec<CatchUp> {
    let window = to_date(plan, actuals);
    let of_segment = |index: usize| {
        let segment = &plan.segments[index];
        let (remaining, deals) = match decomposition.segments[index].goal {
            GoalAmount::Revenue(goal) => {
                let fact = actuals.revenue(plan, index, window);
                let remaining = Money::new(goal.minor.saturating_sub(fact).max(0), goal.currency);
                (
                    GoalAmount::Revenue(remaining),
                    deals_for(remaining, segment.average_deal.as_ref()?.amount)?,
                )
            }
            GoalAmount::Deals(goal) => {
                let remaining = goal.saturating_sub(actuals.count(index, segment.last_stage(), window));
                (GoalAmount::Deals(remaining), remaining)
            }
        };
        let expected = |stage: usize| {
            let conversion = conversions.iter().find(|c| c.segment == index && c.stage == stage);
            conversion.map_or(crate::rate::Rate::one(), |c| c.expected)
        };
        let needs = needs_for(segment, deals, expected)?;
        let stages = needs
            .into_iter()
            .enumerate()
            .map(|(stage, gross)| StageCatchUp {
                gross,
                by: last_useful(plan, segment, stage, calendar),
            })
            .collect();
        Some(CatchUp {
            segment: index,
            remaining,
            stages,
        })
    };
    (0..plan.segments.len()).filter_map(of_segment).collect()
}
