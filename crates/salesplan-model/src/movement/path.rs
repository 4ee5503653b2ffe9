//! What a deal did on the way, which its two ends do not show.

use jiff::civil::Date;

use super::Side;
use crate::history::History;
use crate::id::DealId;
use crate::money::Money;

/// A deal that changed more than once between two evenings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The deal.
    pub deal: DealId,
    /// What was recorded, oldest first; each differs from the one before.
    pub steps: Vec<Step>,
}

/// What was recorded of a deal from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub day: Date,
    /// Its amount.
    pub amount: Option<Money>,
    /// When it was expected to close.
    pub expected_close: Option<Date>,
}

/// The deals whose amount or close was recorded to change at least twice after `since`, by id.
/// The first step of each is what held before.
pub fn paths(after: &Side, history: &History, since: Date) -> Vec<Path> {
    let path = |deal: &DealId| {
        let mut steps: Vec<Step> = history
            .states(deal, after.as_of)
            .iter()
            .map(|(day, state)| Step {
                day: *day,
                amount: state.amount,
                expected_close: state.expected_close,
            })
            .collect();
        steps.dedup_by(|later, kept| (later.amount, later.expected_close) == (kept.amount, kept.expected_close));
        let n_before = steps.partition_point(|step| step.day <= since);
        let steps = steps.split_off(n_before.saturating_sub(1));
        (steps.len() > 2).then(|| Path {
            deal: deal.clone(),
            steps,
        })
    };
    after.deals.keys().filter_map(path).collect()
}
