//! What the end of a period teaches: what was said from week to week, and how it came.

use std::collections::BTreeMap;

use salesplan_model::action::{State, Watched};
use salesplan_model::deal::Status;
use salesplan_model::id::DealId;
use salesplan_model::lessons::Lost;
use salesplan_model::plan::Plan;
use serde::Serialize;

use crate::actions::{ActionView, action_view};
use crate::sources::Headline;

/// Looked back at on the period's last evening.
#[derive(Debug, Clone, Serialize)]
pub struct LessonsView {
    /// What each committed review said.
    pub weeks: Vec<SaidView>,
    /// Where deals were lost.
    pub lost: Vec<LostView>,
    /// What was promised, and what came of it.
    pub promised: PromisesView,
}

/// Promises of the period. Decisions are not among them.
#[derive(Debug, Clone, Serialize)]
pub struct PromisesView {
    /// How many.
    pub count: usize,
    /// Done, or kept by the facts.
    pub kept: usize,
    /// Overdue, or broken by the facts.
    pub broken: usize,
    /// Given up.
    pub dropped: usize,
    /// Deals about which something was promised and done, and how they were decided since.
    pub deals_of_kept: DecidedView,
    /// Deals about which something was promised and not done.
    pub deals_of_broken: DecidedView,
    /// Promises and decisions one by one, in file order.
    pub actions: Vec<ActionView>,
}

/// How deals were decided.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct DecidedView {
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
    /// Not decided.
    pub open: usize,
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
    /// Shapes where deals were lost and what came of promises; what reviews said is added by who
    /// has read them.
    pub fn new(plan: &Plan, lost: &[Lost], watched: &[Watched<'_>]) -> Self {
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
            promised: PromisesView::new(plan, watched),
        }
    }
}

impl PromisesView {
    fn new(plan: &Plan, watched: &[Watched<'_>]) -> Self {
        let promises: Vec<&Watched<'_>> = watched.iter().filter(|watched| !watched.action.is_decision).collect();
        let count = |of: &dyn Fn(State) -> bool| promises.iter().filter(|watched| of(watched.state)).count();
        let is_kept = |state| matches!(state, State::Done | State::Kept);
        let is_broken = |state| matches!(state, State::Overdue | State::Broken);
        Self {
            count: promises.len(),
            kept: count(&is_kept),
            broken: count(&is_broken),
            dropped: count(&|state| state == State::Dropped),
            deals_of_kept: decided(&promises, is_kept),
            deals_of_broken: decided(&promises, is_broken),
            actions: watched.iter().map(|watched| action_view(plan, watched)).collect(),
        }
    }
}

/// How the deals were decided about which something was promised that came to such an end. Each
/// counts once.
fn decided(promises: &[&Watched<'_>], is_such: impl Fn(State) -> bool) -> DecidedView {
    let such = promises.iter().filter(|watched| is_such(watched.state));
    let by_deal: BTreeMap<&DealId, Option<Status>> = such
        .filter_map(|watched| Some((watched.action.deal.as_ref()?, watched.deal)))
        .collect();
    let mut decided = DecidedView::default();
    for status in by_deal.into_values() {
        match status {
            Some(Status::Won) => decided.won += 1,
            Some(Status::Lost) => decided.lost += 1,
            Some(Status::Open) | None => decided.open += 1,
        }
    }
    decided
}
