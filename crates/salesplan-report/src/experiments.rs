//! `experiments`: what is compared, and what can be said of it.

use jiff::civil::Date;
use salesplan_model::experiment::{Arm, ArmVerdict, Design, EffectOnGoal, Experiment, Measured, State, Trap, Verdict};
use salesplan_model::money::Money;
use salesplan_model::period::Period;
use salesplan_model::plan::Plan;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::rounded;

/// Experiments of a plan on an evening.
#[derive(Debug, Clone, Serialize)]
pub struct ExperimentsView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// In file order.
    pub experiments: Vec<ExperimentView>,
}

/// One experiment.
#[derive(Debug, Clone, Serialize)]
pub struct ExperimentView {
    /// Its id.
    pub id: String,
    /// What is believed.
    pub hypothesis: String,
    /// The owner's id.
    pub owner: String,
    /// What people call the owner.
    pub owner_name: String,
    /// `conversion`, `average-deal`, `cycle-days` or `cost-per-deal`.
    pub measure: &'static str,
    /// `rate`, `money` or `days`: of every figure of the measure below.
    pub unit: &'static str,
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// The stage with which a case begins.
    pub stage: String,
    /// What people call it.
    pub stage_title: String,
    /// What people call the stage that a conversion leads to; null for other measures.
    pub to_title: Option<String>,
    /// The smallest effect worth having.
    pub smallest_effect: Value,
    /// The loss at which it is stopped; null without such a limit.
    pub harm: Value,
    /// The first day of its cases.
    pub from: String,
    /// The last day of its cases.
    pub by: String,
    /// `planned`, `too_early`, `better`, `first_is_better`, `harm`, `not_shown`, `cannot_tell`, `stopped`
    /// or `adopted`.
    pub state: &'static str,
    /// Whether somebody is to decide something or to wait for it.
    pub is_running: bool,
    /// The arm that the state names.
    pub arm: Option<String>,
    /// What people call it.
    pub arm_title: Option<String>,
    /// Since when a winner is shown.
    pub decided: Option<String>,
    /// The day on which it ended.
    pub ended: Option<String>,
    /// What somebody said of its end.
    pub comment: Option<String>,
    /// Days after which a case counts.
    pub matures_after_days: u32,
    /// What it takes.
    pub design: DesignView,
    /// The arms; the first is what is done now.
    pub arms: Vec<ArmView>,
    /// What else may make the arms differ.
    pub traps: Vec<TrapView>,
    /// Deals that fit several arms and count in none.
    pub in_several: u64,
    /// Won deals without an amount, where amounts are measured.
    pub without_amount: u64,
}

/// What an experiment takes.
#[derive(Debug, Clone, Serialize)]
pub struct DesignView {
    /// The figure as planned.
    pub planned: Value,
    /// Cases that each arm needs; null where nothing tells how much cases differ.
    pub cases_per_arm: Option<u64>,
    /// Whether the file states fewer cases than the smallest effect takes.
    pub falls_short: bool,
    /// The smallest effect that so many cases show; null where not even the largest one would.
    pub shown_by_cases: Value,
    /// Cases a week lately, over all arms.
    pub flow_per_week: f64,
    /// Weeks until the last of them counts; null where none come.
    pub weeks: Option<f64>,
    /// That evening.
    pub ends: Option<String>,
    /// The smallest effect that can be shown by the last day; null where none can.
    pub shown_by_last_day: Value,
    /// Whether the cases come until the last day.
    pub is_learnable: bool,
    /// What people call an earlier stage at which more cases come.
    pub earlier_stage_title: Option<String>,
}

/// One arm.
#[derive(Debug, Clone, Serialize)]
pub struct ArmView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The tag of its deals.
    pub tag: Option<String>,
    /// Their channel.
    pub channel: Option<String>,
    /// Their owner.
    pub person: Option<String>,
    /// The version of the playbook that they went by.
    pub playbook: Option<String>,
    /// The first of its days; null where it has no first.
    pub from: Option<String>,
    /// The last of its days; null where it has no last.
    pub to: Option<String>,
    /// Cases that had time.
    pub cases: u64,
    /// Cases that have not.
    pub young: u64,
    /// Of those that had time how many passed; null where that is not measured.
    pub passed: Option<u64>,
    /// The figure of its cases alone; null without any.
    pub seen: Value,
    /// What is believed of the true figure.
    pub mean: Value,
    /// The lower end of 90 % of the belief.
    pub low: Value,
    /// The upper end.
    pub high: Value,
    /// The chance that it is the best of all arms.
    pub is_best: f64,
    /// What is lost on average by choosing it now.
    pub expected_loss: Value,
    /// The stake of the wager that it is better than the first arm, which began at 1; null for
    /// the first.
    pub stake: Option<f64>,
    /// What the stake has to reach.
    pub stake_needed: f64,
    /// The chance that it does more harm than allowed.
    pub harm: Option<f64>,
    /// Money more, or saved, with the planned leads, if it became the plan.
    pub money: Option<String>,
    /// The same at both ends of what is likely of its figure, the lower sum first.
    pub money_between: Option<[String; 2]>,
    /// Leads fewer for the same goal.
    pub leads_saved: Option<f64>,
}

/// Why a difference may come of something else.
#[derive(Debug, Clone, Serialize)]
pub struct TrapView {
    /// `seasons`, `people`, `channels` or `mix`.
    pub trap: &'static str,
    /// The part that the arms have in common; null for a mix.
    pub shared: Option<f64>,
    /// The difference over all cases; null but for a mix.
    pub together: Value,
    /// The difference within channels; null but for a mix.
    pub within: Value,
}

impl ExperimentsView {
    /// Shapes experiments for output.
    pub fn new(plan: &Plan, as_of: Date, verdicts: &[Verdict<'_>]) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            as_of: as_of.to_string(),
            experiments: verdicts
                .iter()
                .map(|verdict| ExperimentView::new(plan, verdict))
                .collect(),
        }
    }
}

/// Those of which a review speaks: what runs, and what ended on one of these days.
pub(crate) fn of_review(plan: &Plan, verdicts: &[Verdict<'_>], days: Period) -> Vec<ExperimentView> {
    let is_told = |verdict: &&Verdict<'_>| {
        let ended = verdict.experiment.ending(days.to).map(|ending| ending.day);
        verdict.state.is_running() || ended.is_some_and(|day| days.contains(day))
    };
    let told = verdicts.iter().filter(is_told);
    told.map(|verdict| ExperimentView::new(plan, verdict)).collect()
}

impl ExperimentView {
    fn new(plan: &Plan, verdict: &Verdict<'_>) -> Self {
        let experiment = verdict.experiment;
        let segment = &plan.segments[experiment.segment];
        let stage = &segment.stages[experiment.stage];
        let person = plan.team.people.iter().find(|person| person.id == experiment.owner);
        let ending = experiment.ended.as_ref().filter(|_| !verdict.state.is_running());
        let figure = |value: f64| figure(plan, experiment.measure, value);
        let arm = verdict.state.arm().map(|arm| &experiment.arms[arm]);
        Self {
            id: experiment.id.clone(),
            hypothesis: experiment.hypothesis.clone(),
            owner: experiment.owner.to_string(),
            owner_name: person.map_or_else(|| experiment.owner.to_string(), |person| person.name.clone()),
            measure: experiment.measure.word(),
            unit: match experiment.measure {
                Measured::Conversion => "rate",
                Measured::AverageDeal | Measured::CostPerDeal => "money",
                Measured::CycleDays => "days",
            },
            segment: segment.id.to_string(),
            segment_title: segment.title.clone(),
            stage: stage.id.to_string(),
            stage_title: stage.title.clone(),
            to_title: (experiment.measure == Measured::Conversion)
                .then(|| segment.stages[experiment.stage + 1].title.clone()),
            smallest_effect: figure(experiment.smallest_effect),
            harm: experiment.harm.map_or(Value::Null, figure),
            from: experiment.days.from.to_string(),
            by: experiment.days.to.to_string(),
            state: verdict.state.word(),
            is_running: verdict.state.is_running(),
            arm: arm.map(|arm| arm.id.clone()),
            arm_title: arm.map(|arm| arm.title.clone()),
            decided: verdict.decided.map(|day| day.to_string()),
            ended: ending
                .filter(|_| verdict.state != State::Planned)
                .map(|ending| ending.day.to_string()),
            comment: ending.and_then(|ending| ending.comment.clone()),
            matures_after_days: verdict.matures_after,
            design: design_view(plan, experiment, &verdict.design),
            arms: experiment
                .arms
                .iter()
                .zip(&verdict.arms)
                .map(|(arm, said)| arm_view(plan, experiment, arm, said))
                .collect(),
            traps: verdict
                .traps
                .iter()
                .map(|trap| trap_view(plan, experiment, *trap))
                .collect(),
            in_several: verdict.n_in_several,
            without_amount: verdict.n_without_amount,
        }
    }
}

/// A figure of a measure: a share, money as text, days.
fn figure(plan: &Plan, measure: Measured, value: f64) -> Value {
    match (measure, plan.goal.currency) {
        (Measured::AverageDeal | Measured::CostPerDeal, Some(currency)) => {
            Value::from(Money::new(value.round() as i64, currency).to_string())
        }
        (Measured::AverageDeal | Measured::CostPerDeal, None) => Value::Null,
        (Measured::Conversion | Measured::CycleDays, _) => Value::from(rounded(value)),
    }
}

fn design_view(plan: &Plan, experiment: &Experiment, design: &Design) -> DesignView {
    let segment = &plan.segments[experiment.segment];
    let figure = |value: f64| figure(plan, experiment.measure, value);
    DesignView {
        planned: figure(design.planned),
        cases_per_arm: design.cases_per_arm,
        falls_short: design.falls_short,
        shown_by_cases: design.shown_by_cases.map_or(Value::Null, figure),
        flow_per_week: rounded(design.flow.per_week),
        weeks: design.weeks.map(rounded),
        ends: design.ends.map(|day| day.to_string()),
        shown_by_last_day: design.shown_by_last_day.map_or(Value::Null, figure),
        is_learnable: design.is_learnable,
        earlier_stage_title: design.earlier_stage.map(|stage| segment.stages[stage].title.clone()),
    }
}

fn arm_view(plan: &Plan, experiment: &Experiment, arm: &Arm, said: &ArmVerdict) -> ArmView {
    let figure = |value: f64| figure(plan, experiment.measure, value);
    let money = |minor: f64| Some(Money::new(minor.round() as i64, plan.goal.currency?).to_string());
    let stated = |day: Date| (day != Date::MIN && day != Date::MAX).then(|| day.to_string());
    ArmView {
        id: arm.id.clone(),
        title: arm.title.clone(),
        tag: arm.tag.clone(),
        channel: arm.channel.as_ref().map(ToString::to_string),
        person: arm.person.as_ref().map(ToString::to_string),
        playbook: arm.playbook.clone(),
        from: arm.days.and_then(|days| stated(days.from)),
        to: arm.days.and_then(|days| stated(days.to)),
        cases: said.n_cases,
        young: said.n_young,
        passed: (experiment.measure == Measured::Conversion).then_some(said.n_passed),
        seen: said.seen.map_or(Value::Null, figure),
        mean: figure(said.mean),
        low: figure(said.interval.0),
        high: figure(said.interval.1),
        is_best: rounded(said.is_best),
        expected_loss: figure(said.expected_loss),
        // Beyond a thousand it is of no use to anybody.
        stake: said.wager.map(|wager| rounded(wager.ln_most.exp().min(1_000.0))),
        stake_needed: salesplan_model::experiment::ln_needed(experiment.arms.len())
            .exp()
            .round(),
        harm: said.harm.map(rounded),
        money: said.effect.money.and_then(money),
        money_between: both(said.effect_between).and_then(|[low, high]| Some([money(low)?, money(high)?])),
        leads_saved: said.effect.leads_saved.map(|leads| (leads * 10.0).round() / 10.0 + 0.0),
    }
}

/// Both sums, the lower first.
fn both((one, other): (EffectOnGoal, EffectOnGoal)) -> Option<[f64; 2]> {
    let (one, other) = (one.money?, other.money?);
    Some([one.min(other), one.max(other)])
}

fn trap_view(plan: &Plan, experiment: &Experiment, trap: Trap) -> TrapView {
    let (shared, mix) = match trap {
        Trap::Seasons(shared) | Trap::People(shared) | Trap::Channels(shared) => (Some(rounded(shared)), None),
        Trap::Mix { together, within } => (None, Some((together, within))),
    };
    let figure = |value: Option<f64>| value.map_or(Value::Null, |value| figure(plan, experiment.measure, value));
    TrapView {
        trap: trap.word(),
        shared,
        together: figure(mix.map(|(together, _)| together)),
        within: figure(mix.map(|(_, within)| within)),
    }
}
