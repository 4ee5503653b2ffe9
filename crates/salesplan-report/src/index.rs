//! The page that lists a plan's reviews.

use serde::Serialize;

use crate::SCHEMA_VERSION;
use crate::decomposition::GoalView;
use crate::figures::Days;
use crate::report::Report;
use crate::sources::Headline;

/// All reviews of a plan, the newest first.
#[derive(Debug, Clone, Serialize)]
pub struct IndexView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The plan's days.
    pub period: Days,
    /// The goal.
    pub goal: GoalView,
    /// One a review.
    pub weeks: Vec<WeekView>,
}

/// One review in a line.
#[derive(Debug, Clone, Serialize)]
pub struct WeekView {
    /// The ISO week, after which its file is named.
    pub week: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// What it says; null for reviews of older versions.
    pub headline: Option<Headline>,
}

impl IndexView {
    /// Lists the weeks of a plan of which `report` is one: name, evening and headline of each.
    pub fn new(report: &Report, weeks: Vec<(String, String, Option<Headline>)>) -> Self {
        let mut weeks: Vec<WeekView> = weeks
            .into_iter()
            .map(|(week, as_of, headline)| WeekView { week, as_of, headline })
            .collect();
        weeks.sort_by(|a, b| b.week.cmp(&a.week));
        Self {
            schema_version: SCHEMA_VERSION,
            plan: report.plan.clone(),
            title: report.title.clone(),
            period: report.period.clone(),
            goal: report.goal.clone(),
            weeks,
        }
    }
}
