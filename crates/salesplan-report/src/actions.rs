//! `action list`: promises and decisions, and what is worth promising.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;
use salesplan_model::action::{Gap, Proposal, Subject, Watched};
use salesplan_model::client::{Client, folded};
use salesplan_model::id::DealId;
use salesplan_model::period::Period;
use salesplan_model::plan::Plan;
use salesplan_model::resources::{Amount, Promise, Promised};
use serde::Serialize;

use crate::language::Language;

/// Promises and decisions of an evening.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ActionsView {
    /// Those that are open, and those that ended in the week; in order of their days.
    pub actions: Vec<ActionView>,
    /// What is worth promising, numbered from 1.
    pub proposals: Vec<ProposalView>,
    /// What was to come in the week.
    pub promised: PromisedView,
}

/// One promise or decision.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// Its id.
    pub id: String,
    /// What is to be done, or was decided.
    pub what: String,
    /// `action` or `decision`.
    pub kind: &'static str,
    /// The owner's id; null for the company.
    pub owner: Option<String>,
    /// What people call the owner; null for the company.
    pub owner_name: Option<String>,
    /// The last day.
    pub due: String,
    /// When it was promised.
    pub added: String,
    /// The week of the review that it comes from.
    pub week: Option<String>,
    /// The deal that it is about.
    pub deal: Option<String>,
    /// The client that it is about.
    pub client: Option<String>,
    /// `open`, `overdue`, `done`, `dropped`, `kept` or `broken`.
    pub state: &'static str,
    /// Days since it was promised.
    pub days: i64,
    /// How many are to come; null without a target.
    pub target: Option<u64>,
    /// The gap of the plan that it is to close: `leads` or `conversion`.
    pub gap: Option<&'static str>,
    /// How many came; null without a target.
    pub came: Option<u64>,
    /// How the deal was decided since; null where it was not.
    pub deal_now: Option<&'static str>,
    /// What somebody said of its end.
    pub comment: Option<String>,
}

/// What was last decided about a deal or client.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    /// Its id among the actions.
    pub id: String,
    /// What was decided.
    pub what: String,
    /// The owner's id; null for the company.
    pub owner: Option<String>,
    /// What people call the owner; null for the company.
    pub owner_name: Option<String>,
    /// When it was decided.
    pub added: String,
    /// The last day.
    pub due: String,
    /// `open`, `overdue`, `done`, `dropped`, `kept` or `broken`.
    pub state: &'static str,
}

/// The last decisions, by what they are about.
pub struct Decisions<'a> {
    by_deal: BTreeMap<&'a DealId, &'a Watched<'a>>,
    by_client: BTreeMap<String, &'a Watched<'a>>,
}

impl<'a> Decisions<'a> {
    /// Of all that is known; of several decisions of a day the last in the file holds.
    pub fn new(watched: &'a [Watched<'a>]) -> Self {
        let mut decisions: Vec<&Watched<'_>> = watched.iter().filter(|watched| watched.action.is_decision).collect();
        decisions.sort_by_key(|watched| watched.action.added);
        let about_deals = decisions
            .iter()
            .filter_map(|watched| Some((watched.action.deal.as_ref()?, *watched)));
        let about_clients = decisions
            .iter()
            .filter_map(|watched| Some((folded(watched.action.client.as_deref()?), *watched)));
        Self {
            by_deal: about_deals.collect(),
            by_client: about_clients.collect(),
        }
    }

    /// About a deal.
    pub fn about_deal(&self, plan: &Plan, deal: &DealId) -> Option<DecisionView> {
        self.by_deal.get(deal).map(|watched| decision_view(plan, watched))
    }

    /// About a client, by any of its names.
    pub fn about_client(&self, plan: &Plan, client: &Client) -> Option<DecisionView> {
        let found = client.names().into_iter().find_map(|name| self.by_client.get(&name));
        found.map(|watched| decision_view(plan, watched))
    }
}

fn decision_view(plan: &Plan, watched: &Watched<'_>) -> DecisionView {
    let action = watched.action;
    let (owner, owner_name) = owner(plan, action.owner.as_ref());
    DecisionView {
        id: action.id.clone(),
        what: action.what.clone(),
        owner,
        owner_name,
        added: action.added.to_string(),
        due: action.due.to_string(),
        state: watched.state.word(),
    }
}

/// Something that somebody could promise.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalView {
    /// Its number for `action add`.
    pub number: usize,
    /// What, in the language of the report.
    pub what: String,
    /// The owner's id; null for the company.
    pub owner: Option<String>,
    /// What people call the owner; null for the company.
    pub owner_name: Option<String>,
    /// By when.
    pub due: String,
    /// The deal that it is about.
    pub deal: Option<String>,
    /// The segment of the stage that is counted.
    pub segment: Option<String>,
    /// The client it is about; null where it is about none.
    pub client: Option<String>,
    /// The stage that is counted.
    pub measure: Option<String>,
    /// How many.
    pub target: Option<u64>,
    /// The gap of the plan that it closes, `leads`, `conversion` or `mix`; null for what is counted or
    /// is about a deal.
    pub gap: Option<&'static str>,
    /// The action by which somebody took it on since; null where nobody did. A review leaves
    /// out what was taken on by its evening, and knows of nothing later.
    pub taken_on_by: Option<String>,
}

/// What was to come in the week, of people and of the company.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PromisedView {
    /// How many came.
    pub kept: usize,
    /// How many did not.
    pub broken: usize,
    /// What the company promised and nobody recorded.
    pub not_recorded: Vec<String>,
    /// Those that did not: what, and by whom.
    pub lines: Vec<BrokenView>,
}

/// A promise that did not come.
#[derive(Debug, Clone, Serialize)]
pub struct BrokenView {
    /// What.
    pub what: String,
    /// By whom; null for the company.
    pub owner_name: Option<String>,
    /// How many or how much was promised; null where it is not counted.
    pub promised: Option<String>,
    /// What came of it.
    pub came: Option<String>,
}

impl ActionsView {
    /// Shapes what was known on an evening; `days` are those of the week.
    pub fn new(
        plan: &Plan,
        watched: &[Watched<'_>],
        proposals: &[Proposal],
        promises: &[Promise],
        days: Period,
        language: &Language,
    ) -> Result<Self, String> {
        let shown = watched.iter().filter(|watched| watched.concerns(days));
        let mut actions: Vec<&Watched<'_>> = shown.collect();
        actions.sort_by_key(|watched| watched.action.due);
        let proposals = proposals.iter().enumerate();
        Ok(Self {
            actions: actions.iter().map(|watched| action_view(plan, watched)).collect(),
            proposals: proposals
                .map(|(index, proposal)| proposal_view(plan, index + 1, proposal, language))
                .collect::<Result<_, _>>()?,
            promised: promised(plan, watched, promises, days, language)?,
        })
    }
}

/// Shapes one action, whatever its state.
pub fn action_view(plan: &Plan, watched: &Watched<'_>) -> ActionView {
    let action = watched.action;
    let (owner, owner_name) = owner(plan, action.owner.as_ref());
    ActionView {
        id: action.id.clone(),
        what: action.what.clone(),
        kind: if action.is_decision { "decision" } else { "action" },
        owner,
        owner_name,
        due: action.due.to_string(),
        added: action.added.to_string(),
        week: action.week.map(|week| week.to_string()),
        deal: action.deal.as_ref().map(ToString::to_string),
        client: action.client.clone(),
        state: watched.state.word(),
        days: watched.days,
        target: action.target.map(|target| target.count),
        gap: action.gap.map(Gap::word),
        came: watched.came,
        deal_now: watched.deal.map(|status| status.word()),
        comment: action.comment.clone(),
    }
}

fn owner(plan: &Plan, id: Option<&salesplan_model::id::PersonId>) -> (Option<String>, Option<String>) {
    let person = id.and_then(|id| plan.team.people.iter().find(|person| person.id == *id));
    let name = person.map(|person| person.name.clone());
    (
        id.map(ToString::to_string),
        name.or_else(|| id.map(ToString::to_string)),
    )
}

fn proposal_view(plan: &Plan, number: usize, proposal: &Proposal, language: &Language) -> Result<ProposalView, String> {
    let say = |key: &str, arguments: Vec<(&'static str, String)>| language.say(key, &arguments.into_iter().collect());
    let stage = |segment: usize, stage: usize| {
        let segment = &plan.segments[segment];
        (segment.title.clone(), segment.stages[stage].title.clone())
    };
    // One of them goes by the stage's id, as everywhere; titles are in the plural.
    let entries = |key: &str, segment: usize, at: usize, count: u64| {
        let one = plan.segments[segment].stages[at].id.to_string();
        let (segment, stage) = stage(segment, at);
        let figure = language.numbers().number(count as f64);
        let texts = [("segment", segment), ("stage", stage), ("one", one), ("count", figure)];
        let mut arguments: FluentArgs<'_> = texts.into_iter().collect();
        arguments.set("n", count as f64);
        language.say(key, &arguments)
    };
    let (mut deal, mut client, mut place, mut target, mut gap) = (None, None, None, None, None);
    let what = match &proposal.subject {
        Subject::NextStep(id) => {
            deal = Some(id.to_string());
            say("propose-next-step", vec![("deal", id.to_string())])
        }
        Subject::ClientStep(name) => {
            client = Some(name.clone());
            say("propose-client-step", vec![("client", name.clone())])
        }
        Subject::OverdueStep(id, step) => {
            deal = Some(id.to_string());
            say(
                "propose-overdue-step",
                vec![("deal", id.to_string()), ("step", step.clone())],
            )
        }
        Subject::NewClose(id) => {
            deal = Some(id.to_string());
            say("propose-new-close", vec![("deal", id.to_string())])
        }
        Subject::Bring(segment, at, count) => {
            (place, target) = (Some((*segment, *at)), Some(*count));
            entries("propose-bring", *segment, *at, *count)
        }
        Subject::FindLeads(segment, count) => {
            (place, gap) = (Some((*segment, 0)), Some(Gap::Leads { segment: *segment }));
            entries("propose-find", *segment, 0, *count)
        }
        Subject::ShiftLeads(segment, from, to, count) => {
            (place, gap) = (Some((*segment, 0)), Some(Gap::Mix { segment: *segment }));
            let figure = language.numbers().number(*count as f64);
            let channel = |index: usize| plan.channels[index].title.clone();
            let (segment, _) = stage(*segment, 0);
            let texts = [
                ("segment", segment),
                ("from", channel(*from)),
                ("to", channel(*to)),
                ("count", figure),
            ];
            let mut arguments: FluentArgs<'_> = texts.into_iter().collect();
            arguments.set("n", *count as f64);
            language.say("propose-shift", &arguments)
        }
        Subject::Develop(segment, from) => {
            (place, gap) = (
                Some((*segment, *from)),
                Some(Gap::Conversion {
                    segment: *segment,
                    stage: *from,
                }),
            );
            let (title, from_title) = stage(*segment, *from);
            let (_, to_title) = stage(*segment, *from + 1);
            say(
                "propose-develop",
                vec![("segment", title), ("from", from_title), ("to", to_title)],
            )
        }
    }?;
    let (owner, owner_name) = owner(plan, proposal.owner.as_ref());
    let measure = place.map(|(segment, stage)| plan.segments[segment].stages[stage].id.to_string());
    Ok(ProposalView {
        number,
        what,
        owner,
        owner_name,
        due: proposal.due.to_string(),
        deal,
        client,
        segment: place.map(|(segment, _)| plan.segments[segment].id.to_string()),
        measure,
        target,
        gap: gap.map(Gap::word),
        taken_on_by: None,
    })
}

fn promised(
    plan: &Plan,
    watched: &[Watched<'_>],
    promises: &[Promise],
    days: Period,
    language: &Language,
) -> Result<PromisedView, String> {
    let mut view = PromisedView::default();
    for watched in watched {
        match watched.is_kept_within(days) {
            None => {}
            Some(true) => view.kept += 1,
            Some(false) => {
                view.broken += 1;
                view.lines.push(BrokenView {
                    what: watched.action.what.clone(),
                    owner_name: owner(plan, watched.action.owner.as_ref()).1,
                    promised: watched.action.target.map(|target| target.count.to_string()),
                    came: watched.came.map(|came| came.to_string()),
                });
            }
        }
    }
    let numbers = language.numbers();
    let written = |amount: &Amount| match amount {
        Amount::Count(count) => numbers.number(*count as f64),
        Amount::Number(number) => numbers.number(*number),
        Amount::Money(money) => money.to_string(),
    };
    let title = |promise: &Promise| {
        let plain = fluent_bundle::FluentArgs::new;
        match promise.of {
            Promised::Leads(channel) => {
                let mut arguments = plain();
                arguments.set("channel", plan.channels[channel].title.clone());
                language.say("promised-leads", &arguments)
            }
            Promised::Hours => language.say("promised-hours", &plain()),
            Promised::Money => language.say("promised-money", &plain()),
        }
    };
    for promise in promises.iter().filter(|promise| promise.span.days == days) {
        match promise.is_short() {
            None => view.not_recorded.push(title(promise)?),
            Some(false) => view.kept += 1,
            Some(true) => {
                view.broken += 1;
                view.lines.push(BrokenView {
                    what: title(promise)?,
                    owner_name: None,
                    promised: Some(written(&promise.promised)),
                    came: promise.delivered.as_ref().map(written),
                });
            }
        }
    }
    Ok(view)
}
