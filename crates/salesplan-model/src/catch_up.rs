//! What is still to be done: the remainder of the goal, decomposed again.

use jiff::civil::Date;
use num_traits::ToPrimitive;

use crate::actuals::Actuals;
use crate::calendar::Calendar;
use crate::conversion::Conversion;
use crate::decompose::{Decomposition, deals_for, last_useful, needs_for};
use crate::money::Money;
use crate::period::days_between;
use crate::pipeline::OpenDeal;
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
    /// New entries needed as if nothing were open.
    pub gross: u64,
    /// New entries needed beside what the open deals in or past the stage are expected to bring.
    pub net: u64,
    /// The last day on which an entry usually still becomes a deal in the period.
    pub by: Date,
    /// `net` spread evenly over the weeks until `by`, rounded up; `None` once that day is over.
    pub per_week: Option<u64>,
}

/// Decomposes what remains of every segment's goal at the expected rates.
///
/// remaining deals = ceil(remaining money / average deal). A figure that does
/// not fit 64 bits leaves the segment out; `decompose` has refused such plans.
/// net(stage) = ceil((remaining deals - expected wins of the open deals that are
/// in the stage or past it) / chance of the way from the stage), at least 0: an
/// estimate, since the expected wins are one.
pub fn catch_up(
    plan: &Plan,
    decomposition: &Decomposition,
    actuals: &Actuals,
    conversions: &[Conversion],
    open: &[OpenDeal<'_>],
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
            .map(|(stage, gross)| {
                let by = last_useful(plan, segment, stage, calendar);
                let way = (stage..segment.last_stage())
                    .map(|s| expected(s).to_f64())
                    .product::<f64>();
                let missing = deals as f64 - expected_wins(open, index, stage);
                let net = net_entries(missing, way).min(gross);
                StageCatchUp {
                    gross,
                    net,
                    by,
                    per_week: per_week(net, actuals.as_of, by),
                }
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

/// Expected wins of the segment's open deals that are in `stage` or past it.
fn expected_wins(open: &[OpenDeal<'_>], segment: usize, stage: usize) -> f64 {
    let mine = open.iter().filter(|deal| {
        deal.in_scope && deal.deal.segment == Some(segment) && deal.state.stage.is_some_and(|reached| reached >= stage)
    });
    mine.filter_map(|deal| deal.probability.to_f64()).sum()
}

/// A millionth of an entry is rounding noise of the estimate, not a need.
const NOISE: f64 = 1e-6;

fn net_entries(missing_deals: f64, way: f64) -> u64 {
    if missing_deals <= NOISE || way <= 0.0 {
        0
    } else {
        (missing_deals / way - NOISE).ceil() as u64
    }
}

/// Weeks are counted from the day after as-of and begun ones count whole.
fn per_week(entries: u64, as_of: Date, by: Date) -> Option<u64> {
    let days = u64::try_from(days_between(as_of, by)).ok().filter(|days| *days > 0)?;
    Some(entries.div_ceil(days.div_ceil(7)))
}
