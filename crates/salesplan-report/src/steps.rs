//! `steps`: the way of selling, step by step, and where to work first.

use jiff::civil::Date;
use salesplan_model::conversion::Conversion;
use salesplan_model::plan::Plan;
use salesplan_model::playbook::Playbook;
use salesplan_model::standing::Standing;
use salesplan_model::steps::{By, Spread, StepSpread};
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::rounded;
use crate::levers::outcome;
use crate::playbooks::{self, VersionView};

/// The steps of a plan on an evening, what can be gained most first.
#[derive(Debug, Clone, Serialize)]
pub struct StepsView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// Every step of every funnel.
    pub steps: Vec<StepView>,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// The stage it starts from.
    pub from: String,
    /// What people call it.
    pub from_title: String,
    /// What people call the stage it leads to.
    pub to_title: String,
    /// The planned rate of the channels that came.
    pub plan: f64,
    /// Of the running period: how many had time.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// The lower end of 90 % of what is likely; null without trials.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Whether it is counted from deals, so that people and channels can be compared.
    pub is_followed: bool,
    /// Days after which a deal counts in the comparisons below, passed or not.
    pub matures_after_days: u32,
    /// How those who sell differ.
    pub people: SpreadView,
    /// How channels differ.
    pub channels: SpreadView,
    /// How versions of its playbook differ.
    pub playbooks: SpreadView,
    /// The versions that are worked by on the evening, and those that deals had time with; in the
    /// order in which they began. Empty without a playbook.
    pub versions: Vec<VersionView>,
    /// What one point more adds to the expected outcome, in the goal's metric.
    pub point: Value,
    /// What the distance from the typical to the best brings; null where they differ by chance.
    pub to_gain: Option<Value>,
    /// What people call the one to learn from; null likewise.
    pub learn_from: Option<String>,
    /// `people`, `channels` or `playbooks`: whose; null likewise.
    pub learn_by: Option<&'static str>,
}

/// How groups differ.
#[derive(Debug, Clone, Serialize)]
pub struct SpreadView {
    /// `differ`, `by_chance`, or `too_few` where nothing can be said.
    pub verdict: &'static str,
    /// The chance of so large a spread where all are alike.
    pub by_chance: Option<f64>,
    /// The rate of all together, of all deals that had time.
    pub typical: Option<f64>,
    /// What people call the best; null where the spread is chance, and where another leads among
    /// those decided.
    pub best_title: Option<String>,
    /// The rate to expect of the best.
    pub best_rate: Option<f64>,
    /// Groups with ten deals at least, the best first.
    pub groups: Vec<GroupView>,
}

/// One person or channel.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// How many had time.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// The rate to expect of it.
    pub rate: f64,
}

impl StepsView {
    /// Shapes the steps of an evening for output.
    pub fn new(plan: &Plan, standing: &Standing<'_>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            as_of: standing.evening.as_of.to_string(),
            steps: views(plan, standing),
        }
    }
}

/// The steps that a review speaks of: all, as soon as a deal had time to pass any.
pub(crate) fn of_review(plan: &Plan, standing: &Standing<'_>) -> Vec<StepView> {
    let mut steps = views(plan, standing);
    if steps.iter().all(|step| step.trials == 0) {
        steps.clear();
    }
    steps
}

fn views(plan: &Plan, standing: &Standing<'_>) -> Vec<StepView> {
    let seen = |step: &StepSpread| {
        let mut all = standing.conversions.iter();
        all.find(|of| of.segment == step.segment && of.stage == step.stage)
    };
    let steps = standing.steps.iter();
    steps
        .filter_map(|step| {
            Some(step_view(
                plan,
                (standing.playbooks, standing.evening.as_of),
                step,
                seen(step)?,
            ))
        })
        .collect()
}

fn step_view(plan: &Plan, (playbooks, as_of): (&[Playbook], Date), step: &StepSpread, seen: &Conversion) -> StepView {
    let segment = &plan.segments[step.segment];
    let people = |id: &str| {
        let known = plan.team.people.iter().find(|person| person.id.as_str() == id);
        known.map_or_else(|| id.to_string(), |person| person.name.clone())
    };
    let channels = |id: &str| {
        let known = plan.channels.iter().find(|channel| channel.id.as_str() == id);
        known.map_or_else(|| id.to_string(), |channel| channel.title.clone())
    };
    StepView {
        segment: segment.id.to_string(),
        segment_title: segment.title.clone(),
        from: segment.stages[step.stage].id.to_string(),
        from_title: segment.stages[step.stage].title.clone(),
        to_title: segment.stages[step.stage + 1].title.clone(),
        plan: rounded(seen.judged.plan.to_f64()),
        trials: seen.judged.trials,
        successes: seen.judged.successes,
        low: seen.judged.interval.map(|(low, _)| rounded(low)),
        high: seen.judged.interval.map(|(_, high)| rounded(high)),
        is_followed: step.is_followed,
        matures_after_days: step.matures_after,
        people: spread_view(&step.people, &people),
        channels: spread_view(&step.channels, &channels),
        playbooks: spread_view(&step.playbooks, &|version| version.to_string()),
        versions: playbooks::versions(plan, playbooks, step, as_of),
        point: outcome(plan, step.point),
        to_gain: (step.to_gain > 0.0).then(|| outcome(plan, step.to_gain)),
        learn_from: step.best().map(|(by, group)| match by {
            By::People => people(&group.id),
            By::Channels => channels(&group.id),
            By::Playbooks => group.id.clone(),
        }),
        learn_by: step.best().map(|(by, _)| match by {
            By::People => "people",
            By::Channels => "channels",
            By::Playbooks => "playbooks",
        }),
    }
}

pub(crate) fn spread_view(spread: &Spread, title: &dyn Fn(&str) -> String) -> SpreadView {
    SpreadView {
        verdict: match spread.differs() {
            Some(true) => "differ",
            Some(false) => "by_chance",
            None => "too_few",
        },
        by_chance: spread.by_chance.map(rounded),
        typical: spread.typical().map(rounded),
        best_title: spread.best().map(|best| title(&best.id)),
        best_rate: spread.best().map(|best| rounded(best.rate)),
        groups: spread
            .groups
            .iter()
            .map(|group| GroupView {
                id: group.id.clone(),
                title: title(&group.id),
                trials: group.trials,
                successes: group.successes,
                rate: rounded(group.rate),
            })
            .collect(),
    }
}
