//! What is worth promising: from gaps, findings, and deals to talk about.

use jiff::civil::Date;

use super::{Action, Ended, Gap, Watched};
use crate::channels::Shift;
use crate::client::{Reason, folded};
use crate::conversion::WayOfSelling;
use crate::id::{DealId, PersonId};
use crate::period::{Week, days_before};
use crate::standing::Standing;

/// More than these nobody takes on in a week.
const PROPOSALS_MAX: usize = 10;

/// How many clients are talked about.
const CLIENTS_MAX: usize = 2;

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
    /// A client worth a word without a next step, by its name.
    ClientStep(String),
    /// A next step that is overdue; in the deal's own words.
    OverdueStep(DealId, String),
    /// An open deal whose close has passed.
    NewClose(DealId),
    /// New entries into a stage: segment, stage, how many.
    Bring(usize, usize, u64),
    /// Leads that the channels cannot bring: segment, how many.
    FindLeads(usize, u64),
    /// Leads still to come that had better come by another channel: segment, the channels that
    /// bring fewer and more, how many.
    ShiftLeads(usize, usize, usize, u64),
    /// A way of selling that does not work as planned: segment and the step's first stage.
    Develop(usize, usize),
}

/// Proposals of an evening, the weightiest first. What an open action is about already is not
/// proposed again. Days end with the coming week.
///
/// `head`: who answers for the company's resources.
pub fn proposals(
    standing: &Standing<'_>,
    actions: &[Watched<'_>],
    period_end: Date,
    n_deals: usize,
    head: Option<&PersonId>,
) -> Vec<Proposal> {
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
        if step.judged.way_of_selling == WayOfSelling::Refuted {
            all.push((Subject::Develop(step.segment, step.stage), None));
        }
    }
    for item in &standing.catch_up {
        if let Some(missing) = item.shortfall().filter(|missing| *missing > 0 && item.stages.len() > 1) {
            all.push((Subject::FindLeads(item.segment, missing), None));
        }
    }
    for sources in &standing.sources {
        if let Some(shift) = sources.shift.as_ref().and_then(Shift::proposed) {
            let subject = Subject::ShiftLeads(sources.segment, shift.from, shift.to, shift.leads);
            all.push((subject, head.cloned()));
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
    let worth = standing.accounts.iter().filter(|account| !account.reasons.is_empty());
    for account in worth.take(CLIENTS_MAX) {
        if account.reasons.contains(&Reason::NoNextStep) {
            let client = account.client;
            all.push((Subject::ClientStep(client.name.clone()), client.owner.clone()));
        }
    }
    for item in &standing.catch_up {
        let last = item.stages.len().saturating_sub(1);
        for (stage, need) in item.stages.iter().enumerate().take(last) {
            if let Some(count) = need.per_week.filter(|count| *count > 0) {
                all.push((Subject::Bring(item.segment, stage, count), None));
            }
        }
    }
    let is_new = |subject: &Subject| {
        let open = actions.iter().filter(|watched| watched.state.is_open());
        !open.into_iter().any(|watched| subject.is_of(watched.action))
    };
    let proposals = all.into_iter().filter(|(subject, _)| is_new(subject));
    proposals
        .take(PROPOSALS_MAX)
        .map(|(subject, owner)| Proposal { subject, owner, due })
        .collect()
}

impl Subject {
    /// Whether an action is about the same.
    fn is_of(&self, action: &Action) -> bool {
        match self {
            Self::NextStep(deal) | Self::OverdueStep(deal, _) | Self::NewClose(deal) => {
                !action.is_decision && action.deal.as_ref() == Some(deal)
            }
            Self::ClientStep(name) => {
                let is_about = |client: &String| folded(client) == folded(name);
                !action.is_decision && action.client.as_ref().is_some_and(is_about)
            }
            Self::Bring(segment, stage, _) => {
                let target = action.target;
                target.is_some_and(|target| target.segment == *segment && target.stage == *stage)
            }
            Self::FindLeads(segment, _) => action.gap == Some(Gap::Leads { segment: *segment }),
            Self::ShiftLeads(segment, ..) => action.gap == Some(Gap::Mix { segment: *segment }),
            Self::Develop(segment, stage) => {
                let gap = Gap::Conversion {
                    segment: *segment,
                    stage: *stage,
                };
                action.gap == Some(gap)
            }
        }
    }
}

impl Proposal {
    /// The action by which somebody took it on after the evening on which it was made.
    pub fn taken_on_by<'a>(&self, actions: &'a [Action], evening: Date) -> Option<&'a Action> {
        let is_given_up = |action: &Action| matches!(action.ended, Some((_, Ended::Dropped)));
        actions
            .iter()
            .find(|action| action.added > evening && !is_given_up(action) && self.subject.is_of(action))
    }
}
