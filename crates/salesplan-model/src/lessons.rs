//! What the end of a period teaches: where deals were lost.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::deal::{Deal, Status};
use crate::money::Money;
use crate::plan::Plan;

/// Deals that were lost from one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the last stage that they had entered; `None` where no day says.
    pub stage: Option<usize>,
    /// How many.
    pub count: u64,
    /// Sum of their stated amounts; `None` for a plan without money.
    pub amount: Option<Money>,
}

/// The deals of the period that were lost by an evening, by segment and the stage that they had
/// come to.
pub fn lost(plan: &Plan, deals: &[Deal], as_of: Date) -> Vec<Lost> {
    let mut lost: BTreeMap<(usize, Option<usize>), (u64, i64)> = BTreeMap::new();
    for deal in deals.iter().filter(|deal| deal.status == Status::Lost) {
        let Some(index) = deal.segment else { continue };
        let segment = &plan.segments[index];
        let is_within = |day: Date| plan.period.contains(day) && day <= as_of;
        if !deal.decided_on(Some(segment)).is_some_and(is_within) {
            continue;
        }
        let entered = (0..segment.stages.len())
            .rev()
            .find(|stage| deal.entered_on(segment, *stage).is_some());
        let sum = lost.entry((index, entered.or(deal.stage))).or_default();
        sum.0 += 1;
        sum.1 = sum.1.saturating_add(deal.amount.map_or(0, |amount| amount.minor));
    }
    let shaped = lost.into_iter().map(|((segment, stage), (count, minor))| Lost {
        segment,
        stage,
        count,
        amount: plan.goal.currency.map(|currency| Money::new(minor, currency)),
    });
    shaped.collect()
}
