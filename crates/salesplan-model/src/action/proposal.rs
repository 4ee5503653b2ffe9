//! What is worth promising: from gaps, findings, and deals to talk about.

use jiff::civil::Date;

use super::Watched;
use crate::conversion::WayOfSelling;
use crate::id::{DealId, PersonId};
use crate::period::{Week, days_before};
use crate::standing::Standing;

/// More than these nobody takes on in a week.
const PROPOSALS_MAX: usize = 10;

/// Something that somebody could promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is about.
    pub subject: Subject,
    /// Who; `None` for the company.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Date,
}

/// What a proposal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An open deal without a next step.
    NextStep(DealId),
    /// A next step that is overdue; in the deal's own words.
    OverdueStep(DealId, String),
    /// An open deal whose close has passed.
    NewClose(DealId),
    /// New entries into a stage: segment, stage, how many.
    Bring(usize, usize, u64),
    /// Leads that the channels cannot bring: segment, how many.
    FindLeads(usize, u64),
    /// A way of selling that does not work as planned: segment and the step's first stage.
    Develop(usize, usize),
}

/// Proposals of an evening, the weightiest first. What an open action is about already is not
/// proposed again. Days end with the coming week.
pub fn proposals(standing: &Standing<'_>, actions: &[Watched<'_>], period_end: Date, n_deals: usize) -> Vec<Proposal> {
    let Ok(tomorrow) = standing.evening.as_of.tomorrow() else {
        return Vec::new();
    };
    if tomorrow > period_end {
        return Vec::new();
    }
    let sunday = Week::of(tomorrow).sunday();
    // Fridays, since nobody promises for a weekend; of a cut week its last day.
    let due = days_before(sunday, 2).max(tomorrow).min(period_end);
    let mut all = Vec::new();
    for step in &standing.conversions {
        if step.way_of_selling == WayOfSelling::Refuted {
            all.push((Subject::Develop(step.segment, step.stage), None));
        }
    }
    for item in &standing.catch_up {
        if let Some(missing) = item.shortfall().filter(|missing| *missing > 0 && item.stages.len() > 1) {
            all.push((Subject::FindLeads(item.segment, missing), None));
        }
    }
    for open in standing.open.iter().take(n_deals) {
        let deal = open.deal;
        let is_overdue = |day: Option<Date>| day.is_some_and(|day| day <= standing.evening.as_of);
        let subject = match &deal.next_step {
            None => Some(Subject::NextStep(deal.id.clone())),
            Some(step) if is_overdue(deal.next_step_date) => Some(Subject::OverdueStep(deal.id.clone(), step.clone())),
            Some(_) if is_overdue(deal.expected_close) => Some(Subject::NewClose(deal.id.clone())),
            Some(_) => None,
        };
        all.extend(subject.map(|subject| (subject, deal.owner.clone())));
    }
    for item in &standing.catch_up {
        let last = item.stages.len().saturating_sub(1);
        for (stage, need) in item.stages.iter().enumerate().take(last) {
            if let Some(count) = need.per_week.filter(|count| *count > 0) {
                all.push((Subject::Bring(item.segment, stage, count), None));
            }
        }
    }
    let is_new = |subject: &Subject| !actions.iter().any(|watched| is_about(watched, subject));
    let proposals = all.into_iter().filter(|(subject, _)| is_new(subject));
    proposals
        .take(PROPOSALS_MAX)
        .map(|(subject, owner)| Proposal { subject, owner, due })
        .collect()
}

/// Whether an action that is still open is about the same.
fn is_about(watched: &Watched<'_>, subject: &Subject) -> bool {
    let action = watched.action;
    let is_open = watched.state.is_open();
    match subject {
        Subject::NextStep(deal) | Subject::OverdueStep(deal, _) | Subject::NewClose(deal) => {
            is_open && action.deal.as_ref() == Some(deal)
        }
        Subject::Bring(segment, stage, _) => {
            let target = action.target;
            is_open && target.is_some_and(|target| target.segment == *segment && target.stage == *stage)
        }
        Subject::FindLeads(..) | Subject::Develop(..) => false,
    }
}
