//! What changed beside the deals since the previous review.

use salesplan_model::changes::{Section, Written};
use serde::Serialize;

use crate::changes::{DifferenceView, RuleMoved, difference_of};

/// What somebody changed in the plan and in the rules.
#[derive(Debug, Clone, Serialize)]
pub struct SinceView {
    /// The week of the previous review.
    pub week: String,
    /// Written figures of plan.toml.
    pub plan: Vec<DifferenceView>,
    /// People, shares, hours, and the plans above and below.
    pub organisation: Vec<DifferenceView>,
    /// Rules and settings.
    pub rules: Vec<RuleMoved>,
}

impl SinceView {
    /// Shapes what changed for output.
    pub fn new(week: &str, written: &[Written], rules: Vec<RuleMoved>) -> Self {
        let of = |section: Section| {
            let own = written.iter().filter(|written| written.section == section);
            own.map(difference_of).collect()
        };
        Self {
            week: week.to_string(),
            plan: of(Section::Plan),
            organisation: of(Section::Organisation),
            rules,
        }
    }
}
