//! Whether leads still to come had better come by another channel, as it stands in `channels`.

use salesplan_model::channels::{Comparison, InMix, Move, Shift};
use salesplan_model::plan::{GoalAmount, Plan};
use serde::Serialize;
use serde_json::Value;

use crate::channels::estimate;
use crate::figures::rounded;

/// What is said of the mix of a segment's leads that are still to come.
#[derive(Debug, Clone, Serialize)]
pub struct ShiftView {
    /// `move`; `not_yet` where it is too little likely to help; `kept` where it is likely enough, but
    /// the channel that would bring fewer may yet be the best and keeps all of its leads; or `none`
    /// where the mix is as good as any within the limits.
    pub verdict: &'static str,
    /// The move that promises most; null with `none`.
    #[serde(rename = "move")]
    pub best: Option<MoveView>,
    /// The trial that teaches more; null where none would tell in time, and where
    /// there is none to make.
    pub trial: Option<ComparisonView>,
    /// What it would be worth to know the true rates before the leads come, in the goal's
    /// metric.
    pub knowing: Value,
    /// The channels, in the order of the plan.
    pub channels: Vec<InMixView>,
}

/// Leads that come by another channel than planned.
#[derive(Debug, Clone, Serialize)]
pub struct MoveView {
    /// The channel that brings fewer.
    pub from: String,
    /// What people call it.
    pub from_title: String,
    /// The channel that brings more.
    pub to: String,
    /// What people call it.
    pub to_title: String,
    /// How many.
    pub leads: u64,
    /// The chance that it helps.
    pub helps: f64,
    /// The chance of the goal without it.
    pub chance_before: f64,
    /// The chance of the goal with it.
    pub chance_after: f64,
    /// What it adds to that, over all that the rates may be: the middle.
    pub change: f64,
    /// The lower end of 80 %.
    pub change_low: f64,
    /// The upper end.
    pub change_high: f64,
    /// What it adds to the outcome on average, in the goal's metric.
    pub gain: Value,
    /// What it costs more, below zero less; null where a cost is not known.
    pub cost: Option<String>,
}

/// A trial of the two channels.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonView {
    /// The smallest difference that it shows, in whole points of the first step's conversion.
    pub points: u64,
    /// Leads that each channel needs.
    pub cases_per_arm: u64,
    /// Weeks until the last of them counts.
    pub weeks: u64,
    /// The command that begins it; null where the team has nobody to answer for it.
    pub command: Option<String>,
}

/// One channel in what remains.
#[derive(Debug, Clone, Serialize)]
pub struct InMixView {
    /// Its id.
    pub channel: String,
    /// What people call it.
    pub title: String,
    /// Leads still to come by the plan.
    pub leads: u64,
    /// How many more than these it can bring.
    pub room: u64,
    /// What one lead more costs; null where nothing tells it.
    pub cost_of_one_more: Option<String>,
    /// The share of its leads that is believed to become deals.
    pub rate: f64,
    /// The lower end of 90 % of what is likely of it.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The chance that its leads are worth more than those of every other.
    pub is_best: f64,
    /// Leads that it keeps so that it can be told from the best.
    pub keeps: u64,
    /// Weeks until then; null where it keeps none for that.
    pub weeks: Option<u64>,
}

impl ShiftView {
    pub(crate) fn new(plan: &Plan, segment: usize, shift: &Shift) -> Self {
        let comparison = shift.comparison.as_ref();
        Self {
            verdict: shift.verdict.word(),
            best: shift.best.as_ref().map(|of| move_view(plan, of)),
            trial: comparison.map(|of| comparison_view(plan, segment, of)),
            knowing: of_goal(plan, shift.knowing),
            channels: shift.channels.iter().map(|of| in_mix_view(plan, of)).collect(),
        }
    }
}

/// An estimate in units of the goal.
fn of_goal(plan: &Plan, units: f64) -> Value {
    match plan.goal.amount {
        GoalAmount::Deals(_) => Value::from((units * 10.0).round() / 10.0),
        _ => Value::from(estimate(plan, units)),
    }
}

fn move_view(plan: &Plan, of: &Move) -> MoveView {
    let channel = |index: usize| &plan.channels[index];
    MoveView {
        from: channel(of.from).id.to_string(),
        from_title: channel(of.from).title.clone(),
        to: channel(of.to).id.to_string(),
        to_title: channel(of.to).title.clone(),
        leads: of.leads,
        helps: rounded(of.helps),
        chance_before: rounded(of.chance.0),
        chance_after: rounded(of.chance.1),
        change: rounded(of.change.middle),
        change_low: rounded(of.change.low),
        change_high: rounded(of.change.high),
        gain: of_goal(plan, of.gain),
        cost: of.cost.and_then(|cost| estimate(plan, cost)),
    }
}

fn comparison_view(plan: &Plan, segment: usize, of: &Comparison) -> ComparisonView {
    let (from, to) = (&plan.channels[of.from].id, &plan.channels[of.to].id);
    let of_segment = &plan.segments[segment];
    let owner = plan.resources.owner.as_ref();
    let owner = owner.or_else(|| plan.team.people.first().map(|person| &person.id));
    let command = owner.map(|owner| {
        format!(
            "salesplan experiments new {from}-or-{to} --plan {} --hypothesis \"{to} qualifies more leads than {from}\" \
             --owner {owner} --measure conversion --segment {} --stage {} --effect \"{} points\" \
             --arm {from}=channel:{from} --arm {to}=channel:{to} --from {} --by {}",
            plan.id, of_segment.id, of_segment.stages[0].id, of.points, of.days.from, of.days.to,
        )
    });
    ComparisonView {
        points: of.points,
        cases_per_arm: of.cases_per_arm,
        weeks: of.weeks,
        command,
    }
}

fn in_mix_view(plan: &Plan, of: &InMix) -> InMixView {
    let channel = &plan.channels[of.channel];
    InMixView {
        channel: channel.id.to_string(),
        title: channel.title.clone(),
        leads: of.leads,
        room: of.room,
        cost_of_one_more: of.costs.and_then(|cost| estimate(plan, cost)),
        rate: rounded(of.rate.middle),
        low: rounded(of.rate.low),
        high: rounded(of.rate.high),
        is_best: rounded(of.is_best),
        keeps: of.keeps,
        weeks: of.weeks,
    }
}
