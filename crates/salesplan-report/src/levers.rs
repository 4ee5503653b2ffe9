//! `levers`: what one unit of each lever does.

use salesplan_model::chance::Chance;
use salesplan_model::levers::{Effect, Lever};
use salesplan_model::plan::{GoalAmount, Plan};
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::decomposition::{GoalView, goal_view};
use crate::figures::rounded;

/// The levers of a plan, the strongest first.
#[derive(Debug, Clone, Serialize)]
pub struct LeversView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The goal.
    pub goal: GoalView,
    /// Chance of the goal as planned; null where the plan names nothing that could fail.
    pub chance: Option<f64>,
    /// Units to which successes were rounded down to compute it; null when exact.
    pub chance_lattice: Option<i64>,
    /// What the plan brings on average, in the goal's metric.
    pub expected: Value,
    /// Every lever.
    pub levers: Vec<LeverView>,
}

/// What one unit of one lever does.
#[derive(Debug, Clone, Serialize)]
pub struct LeverView {
    /// `conversion`, `average_deal`, `leads`, `channel_leads`, `cycle`, `purchase_rate` or `client`.
    pub lever: &'static str,
    /// The name of its figure, as `--set` takes it; null for leads and the cycle.
    pub figure: Option<String>,
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// What people call the stage that a step starts from.
    pub from_title: Option<String>,
    /// What people call the stage that it leads to.
    pub to_title: Option<String>,
    /// The channel's id.
    pub channel: Option<String>,
    /// What people call it.
    pub channel_title: Option<String>,
    /// Chance of the goal with it.
    pub chance: f64,
    /// Units to which successes were rounded down to compute it; null when exact.
    pub chance_lattice: Option<i64>,
    /// What it adds to the chance.
    pub chance_gain: f64,
    /// What it adds to the expected outcome, in the goal's metric.
    pub expected_gain: Value,
}

impl LeversView {
    /// Shapes levers for output.
    pub fn new(plan: &Plan, chance: Chance, expected: f64, effects: &[Effect]) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            goal: goal_view(plan),
            chance: can_fail(plan).then(|| rounded(chance.value)),
            chance_lattice: chance.lattice.filter(|_| can_fail(plan)),
            expected: outcome(plan, expected),
            levers: effects.iter().map(|effect| lever_view(plan, effect)).collect(),
        }
    }
}

fn can_fail(plan: &Plan) -> bool {
    let is_open = |segment: &salesplan_model::plan::Segment| segment.last_stage() > 0 || segment.purchase.is_some();
    plan.segments.iter().any(is_open)
}

/// Money to the minor unit, deals with their parts.
pub(crate) fn outcome(plan: &Plan, units: f64) -> Value {
    match (plan.goal.amount, plan.goal.currency) {
        (GoalAmount::Deals(_), _) | (_, None) => Value::from(rounded(units)),
        (_, Some(currency)) => {
            Value::from(salesplan_model::money::Money::new(units.round() as i64, currency).to_string())
        }
    }
}

fn lever_view(plan: &Plan, effect: &Effect) -> LeverView {
    let (lever, segment, stage, channel) = match effect.lever {
        Lever::Conversion(segment, stage) => ("conversion", segment, Some(stage), None),
        Lever::AverageDeal(segment) => ("average_deal", segment, None, None),
        Lever::Leads(segment) => ("leads", segment, None, None),
        Lever::ChannelLeads(segment, channel) => ("channel_leads", segment, None, Some(channel)),
        Lever::Cycle(segment) => ("cycle", segment, None, None),
        Lever::PurchaseRate(segment) => ("purchase_rate", segment, None, None),
        Lever::Client(segment) => ("client", segment, None, None),
    };
    let segment = &plan.segments[segment];
    let channel = channel.map(|index| &plan.channels[index]);
    let title = |index: usize| segment.stages[index].title.clone();
    LeverView {
        lever,
        figure: match (lever, stage) {
            ("conversion", Some(stage)) => Some(format!("{}.{}.conversion", segment.id, segment.stages[stage].id)),
            ("average_deal", _) => Some(format!("{}.average-deal", segment.id)),
            ("purchase_rate", _) => Some(format!("{}.purchase-rate", segment.id)),
            ("client", _) => Some(format!("{}.clients", segment.id)),
            _ => None,
        },
        segment: segment.id.to_string(),
        segment_title: segment.title.clone(),
        from_title: stage.map(title),
        to_title: stage.map(|stage| title(stage + 1)),
        channel: channel.map(|channel| channel.id.to_string()),
        channel_title: channel.map(|channel| channel.title.clone()),
        chance: rounded(effect.chance.value),
        chance_lattice: effect.chance.lattice,
        chance_gain: rounded(effect.chance_gain),
        expected_gain: outcome(plan, effect.expected_gain),
    }
}
