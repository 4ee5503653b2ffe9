//! `resources`: what the plan needs against what there is, and what the company promised
//! against what it delivered.

use salesplan_model::plan::Plan;
use salesplan_model::resources::{Action, Amount, Kind, Need, Promise, Promised, Proof, Resources};
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::{Days, rounded};

/// The check of a plan's resources.
#[derive(Debug, Clone, Serialize)]
pub struct ResourcesView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// Whether the period has begun, so that nothing can be brought before it any more.
    pub has_begun: bool,
    /// Currency of the sums.
    pub currency: Option<String>,
    /// Need against supply.
    pub resources: Vec<NeedView>,
    /// What was promised and delivered, week by week.
    pub promises: Vec<PromiseView>,
    /// Who answers for the promises: the head of sales.
    pub owner: Option<String>,
}

/// One need against its supply.
#[derive(Debug, Clone, Serialize)]
pub struct NeedView {
    /// `leads`, `at_start`, `clients`, `hours`, `money`, `step`, `path` or `average_deal`.
    pub kind: &'static str,
    /// The segment's id.
    pub segment: Option<String>,
    /// What people call it.
    pub segment_title: Option<String>,
    /// The channel's id; null for leads that no channel brings.
    pub channel: Option<String>,
    /// What people call it.
    pub channel_title: Option<String>,
    /// The person's id.
    pub person: Option<String>,
    /// What people call them.
    pub person_name: Option<String>,
    /// The stage, or the one that a step starts from.
    pub step: Option<String>,
    /// What people call it.
    pub step_title: Option<String>,
    /// What people call the stage that a step leads to.
    pub to_title: Option<String>,
    /// `count`, `hours`, `number` or `money`; null for a way of selling.
    pub unit: Option<&'static str>,
    /// How much is needed.
    pub need: Option<Value>,
    /// How much there is; null where the plan does not say.
    pub supply: Option<Value>,
    /// What is missing; zero where nothing is.
    pub gap: Option<Value>,
    /// Whether something is missing.
    pub is_short: bool,
    /// The week from which on something is missing.
    pub since: Option<String>,
    /// The week by which all of it is missing.
    pub by: Option<String>,
    /// Week by week, where it is a matter of weeks.
    pub weeks: Vec<NeedWeek>,
    /// `proven`, `unproven` or `refuted`; null for what is counted.
    pub verdict: Option<&'static str>,
    /// What the facts say of a way of selling.
    pub proof: Option<ProofView>,
    /// What to do; null where nothing is missing.
    pub action: Option<ActionView>,
}

/// One week of a need.
#[derive(Debug, Clone, Serialize)]
pub struct NeedWeek {
    /// The ISO week.
    pub week: String,
    /// What it needs.
    pub need: Value,
    /// What there is.
    pub supply: Option<Value>,
}

/// What the facts say of a way of selling.
#[derive(Debug, Clone, Serialize)]
pub struct ProofView {
    /// The planned rate, or the planned average deal.
    pub plan: Value,
    /// What was seen; null where nothing was.
    pub seen: Option<Value>,
    /// How many were seen.
    pub trials: u64,
    /// How many of them passed; null for a whole way and for an average deal.
    pub successes: Option<u64>,
    /// The chance that the truth is at least what is planned.
    pub at_least_plan: Option<f64>,
}

/// What to do about a gap.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// `bring_leads`, `find_channel`, `fill_pipeline`, `win_clients`, `add_hours`,
    /// `raise_budget`, `develop_way` or `raise_average_deal`.
    pub what: &'static str,
    /// How many; null for a way of selling.
    pub how_many: Option<Value>,
    /// From which week on it is missing, where that is known.
    pub since: Option<String>,
    /// By which week, where that is known.
    pub by: Option<String>,
    /// What it costs, where that is known.
    pub cost: Option<String>,
    /// Leads to plan with if the way stays as it was seen.
    pub or_leads: Option<u64>,
    /// The average deal to plan with if deals stay as they were seen.
    pub or_average: Option<String>,
}

/// What was promised for a week, and what came.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseView {
    /// The ISO week.
    pub week: String,
    /// Its days up to the evening.
    pub days: Days,
    /// `leads`, `hours` or `money`.
    pub kind: &'static str,
    /// The channel's id, for leads.
    pub channel: Option<String>,
    /// What people call it.
    pub channel_title: Option<String>,
    /// How much was promised.
    pub promised: Value,
    /// How much came; null where nobody recorded it.
    pub delivered: Option<Value>,
    /// What is missing, zero where nothing is; null where nobody recorded what came.
    pub gap: Option<Value>,
    /// Whether something is known to be missing.
    pub is_short: bool,
}

impl ResourcesView {
    /// Shapes a check for output.
    pub fn new(plan: &Plan, resources: &Resources, as_of: jiff::civil::Date) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            as_of: as_of.to_string(),
            has_begun: as_of >= plan.period.from,
            currency: plan.goal.currency.map(|currency| currency.to_string()),
            resources: resources.needs.iter().map(|need| need_view(plan, need)).collect(),
            promises: resources
                .promises
                .iter()
                .map(|promise| promise_view(plan, promise))
                .collect(),
            owner: plan.resources.owner.as_ref().map(|owner| {
                let person = plan.team.people.iter().find(|person| person.id == *owner);
                person.map_or_else(|| owner.to_string(), |person| person.name.clone())
            }),
        }
    }
}

pub(crate) fn need_view(plan: &Plan, need: &Need) -> NeedView {
    let (kind, segment, stage) = match need.kind {
        Kind::Leads(_) => ("leads", None, None),
        Kind::AtStart(segment, stage) => ("at_start", Some(segment), Some(stage)),
        Kind::Clients(segment) => ("clients", Some(segment), None),
        Kind::Hours(_) => ("hours", None, None),
        Kind::Money => ("money", None, None),
        Kind::Step(segment, stage) => ("step", Some(segment), Some(stage)),
        Kind::Path(segment) => ("path", Some(segment), None),
        Kind::AverageDeal(segment) => ("average_deal", Some(segment), None),
    };
    let segment = segment.map(|index| &plan.segments[index]);
    let channel = match need.kind {
        Kind::Leads(channel) => channel.map(|index| &plan.channels[index]),
        _ => None,
    };
    let person = match need.kind {
        Kind::Hours(person) => person.map(|index| &plan.team.people[index]),
        _ => None,
    };
    let title = |index: usize| Some(segment?.stages.get(index)?.title.clone());
    NeedView {
        kind,
        segment: segment.map(|segment| segment.id.to_string()),
        segment_title: segment.map(|segment| segment.title.clone()),
        channel: channel.map(|channel| channel.id.to_string()),
        channel_title: channel.map(|channel| channel.title.clone()),
        person: person.map(|person| person.id.to_string()),
        person_name: person.map(|person| person.name.clone()),
        step: stage.and_then(|index| Some(segment?.stages[index].id.to_string())),
        step_title: stage.and_then(title),
        to_title: stage.filter(|_| kind == "step").and_then(|index| title(index + 1)),
        unit: need.need.map(|need| match (need, kind) {
            (Amount::Count(_), _) => "count",
            (Amount::Number(_), "hours") => "hours",
            (Amount::Number(_), _) => "number",
            (Amount::Money(_), _) => "money",
        }),
        need: need.need.map(amount),
        supply: need.supply.map(amount),
        gap: need.gap.map(amount),
        is_short: need.action.is_some(),
        since: need.since.map(|week| week.to_string()),
        by: need.by.map(|week| week.to_string()),
        weeks: need
            .weeks
            .iter()
            .map(|week| NeedWeek {
                week: week.span.week.to_string(),
                need: amount(week.need),
                supply: week.supply.map(amount),
            })
            .collect(),
        verdict: need.proof.map(|proof| proof.verdict.word()),
        proof: need.proof.map(|proof| proof_view(plan, need.kind, proof)),
        action: need.action.map(|action| action_view(need, action)),
    }
}

fn amount(amount: Amount) -> Value {
    match amount {
        Amount::Count(count) => Value::from(count),
        Amount::Number(number) => Value::from(rounded(number)),
        Amount::Money(money) => Value::from(money.to_string()),
    }
}

/// Rates are numbers, an average deal is a sum.
fn proof_view(plan: &Plan, kind: Kind, proof: Proof) -> ProofView {
    let value = |number: f64| match (kind, plan.goal.currency) {
        (Kind::AverageDeal(_), Some(currency)) => {
            Value::from(salesplan_model::money::Money::new(number.round() as i64, currency).to_string())
        }
        _ => Value::from(rounded(number)),
    };
    ProofView {
        plan: value(proof.plan),
        seen: proof.seen.map(value),
        trials: proof.trials,
        successes: proof.successes,
        at_least_plan: proof.at_least_plan.map(rounded),
    }
}

fn action_view(need: &Need, action: Action) -> ActionView {
    let view = |what: &'static str, how_many: Option<Value>| ActionView {
        what,
        how_many,
        since: need.since.map(|week| week.to_string()),
        by: need.by.map(|week| week.to_string()),
        cost: None,
        or_leads: None,
        or_average: None,
    };
    match action {
        Action::BringLeads(_, count, cost) => ActionView {
            cost: cost.map(|cost| cost.to_string()),
            ..view("bring_leads", Some(count.into()))
        },
        Action::FindChannel(count) => view("find_channel", Some(count.into())),
        Action::FillPipeline(_, _, count) => view("fill_pipeline", Some(count.into())),
        Action::WinClients(_, count) => view("win_clients", Some(count.into())),
        Action::AddHours(_, hours) => view("add_hours", Some(rounded(hours).into())),
        Action::RaiseBudget(sum) => ActionView {
            cost: Some(sum.to_string()),
            ..view("raise_budget", Some(sum.to_string().into()))
        },
        Action::DevelopWay(_, _, leads) => ActionView {
            or_leads: leads,
            ..view("develop_way", None)
        },
        Action::RaiseAverageDeal(_, mean) => ActionView {
            or_average: Some(mean.to_string()),
            ..view("raise_average_deal", None)
        },
    }
}

fn promise_view(plan: &Plan, promise: &Promise) -> PromiseView {
    let (kind, channel) = match promise.of {
        Promised::Leads(channel) => ("leads", Some(&plan.channels[channel])),
        Promised::Hours => ("hours", None),
        Promised::Money => ("money", None),
    };
    let gap = promise.delivered.map(|delivered| match (promise.promised, delivered) {
        (Amount::Count(promised), Amount::Count(came)) => Amount::Count(promised.saturating_sub(came)),
        (Amount::Money(promised), Amount::Money(came)) => Amount::Money(salesplan_model::money::Money::new(
            promised.minor.saturating_sub(came.minor).max(0),
            promised.currency,
        )),
        (Amount::Number(promised), Amount::Number(came)) => Amount::Number((promised - came).max(0.0)),
        (promised, _) => promised,
    });
    PromiseView {
        week: promise.span.week.to_string(),
        days: Days::new(promise.span.days.from, promise.span.days.to),
        kind,
        channel: channel.map(|channel| channel.id.to_string()),
        channel_title: channel.map(|channel| channel.title.clone()),
        promised: amount(promise.promised),
        delivered: promise.delivered.map(amount),
        is_short: promise.is_short() == Some(true),
        gap: gap.map(amount),
    }
}
