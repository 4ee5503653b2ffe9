//! What the end of a period teaches: what was said from week to week, and how it came.

use salesplan_model::lessons::Lost;
use salesplan_model::plan::Plan;
use serde::Serialize;

use crate::sources::Headline;

/// Looked back at on the period's last evening.
#[derive(Debug, Clone, Serialize)]
pub struct LessonsView {
    /// What each committed review said.
    pub weeks: Vec<SaidView>,
    /// Where deals were lost.
    pub lost: Vec<LostView>,
}

/// What a review said.
#[derive(Debug, Clone, Serialize)]
pub struct SaidView {
    /// Its week.
    pub week: String,
    /// In a line.
    pub headline: Headline,
}

/// Deals that were lost from a stage.
#[derive(Debug, Clone, Serialize)]
pub struct LostView {
    /// What people call the segment.
    pub segment_title: String,
    /// The stage's id; null where no day says how far they had come.
    pub stage: Option<String>,
    /// What people call it.
    pub stage_title: Option<String>,
    /// How many.
    pub count: u64,
    /// Sum of their stated amounts; null for a plan without money.
    pub amount: Option<String>,
}

impl LessonsView {
    /// Shapes where deals were lost; what reviews said is added by who has read them.
    pub fn new(plan: &Plan, lost: &[Lost]) -> Self {
        let lost = lost.iter().map(|lost| {
            let segment = &plan.segments[lost.segment];
            let stage = lost.stage.map(|stage| &segment.stages[stage]);
            LostView {
                segment_title: segment.title.clone(),
                stage: stage.map(|stage| stage.id.to_string()),
                stage_title: stage.map(|stage| stage.title.clone()),
                count: lost.count,
                amount: lost.amount.map(|amount| amount.to_string()),
            }
        });
        Self {
            weeks: Vec::new(),
            lost: lost.collect(),
        }
    }
}
