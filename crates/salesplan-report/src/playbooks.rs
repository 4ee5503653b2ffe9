//! `playbook`: which text each step is done by, by whom since when, and what its versions have
//! shown.

use jiff::civil::Date;
use salesplan_model::plan::Plan;
use salesplan_model::playbook::{Playbook, worked_by};
use salesplan_model::standing::Standing;
use salesplan_model::steps::StepSpread;
use serde::Serialize;

use crate::SCHEMA_VERSION;
use crate::steps::{SpreadView, spread_view};

/// The playbooks of a plan on an evening.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybooksView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// The steps that have one, in the order of the funnels.
    pub playbooks: Vec<PlaybookView>,
}

/// The playbook of one step.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookView {
    /// The step as commands name it: `new.lead`.
    pub step: String,
    /// What people call the segment.
    pub segment_title: String,
    /// What people call the stage it starts from.
    pub from_title: String,
    /// What people call the stage it leads to.
    pub to_title: String,
    /// Its versions, in the order in which they began.
    pub versions: Vec<VersionView>,
    /// How they differ.
    pub spread: SpreadView,
}

/// One version.
#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    /// Its name.
    pub version: String,
    /// The first day on which it is worked by.
    pub from: String,
    /// Who works by it on the evening, by name; empty where all do, or nobody.
    pub people: Vec<String>,
    /// `in_force`, `coming` or `past`.
    pub state: &'static str,
    /// Its text in the plan's folder.
    pub text: String,
    /// How many deals had time to pass the step with it.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
}

/// The text of one version.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookTextView {
    /// Version of this document.
    pub schema_version: u32,
    /// The step as commands name it.
    pub step: String,
    /// The version.
    pub version: String,
    /// The first day on which it is worked by.
    pub from: String,
    /// Its text in the plan's folder.
    pub file: String,
    /// The text.
    pub text: String,
}

impl PlaybookTextView {
    /// Shapes a version with its text for output.
    pub fn new(step: &str, playbook: &Playbook, text: &str) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            step: step.to_string(),
            version: playbook.version.clone(),
            from: playbook.from.to_string(),
            file: playbook.text.clone(),
            text: text.to_string(),
        }
    }
}

impl PlaybooksView {
    /// Shapes the playbooks of an evening for output.
    pub fn new(plan: &Plan, standing: &Standing<'_>) -> Self {
        let (all, as_of) = (standing.playbooks, standing.evening.as_of);
        let has_one = |step: &&StepSpread| {
            all.iter()
                .any(|known| known.segment == step.segment && known.stage == step.stage)
        };
        let mut steps: Vec<&StepSpread> = standing.steps.iter().filter(has_one).collect();
        steps.sort_by_key(|step| (step.segment, step.stage));
        let view = |step: &StepSpread| {
            let segment = &plan.segments[step.segment];
            PlaybookView {
                step: format!("{}.{}", segment.id, segment.stages[step.stage].id),
                segment_title: segment.title.clone(),
                from_title: segment.stages[step.stage].title.clone(),
                to_title: segment.stages[step.stage + 1].title.clone(),
                versions: versions(plan, all, step, as_of),
                spread: spread_view(&step.playbooks, &|version| version.to_string()),
            }
        };
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            as_of: as_of.to_string(),
            playbooks: steps.into_iter().map(view).collect(),
        }
    }
}

/// The versions of a step: each once, from the day on which it last began.
pub(crate) fn versions(plan: &Plan, all: &[Playbook], step: &StepSpread, as_of: Date) -> Vec<VersionView> {
    let of_step = |known: &&Playbook| known.segment == step.segment && known.stage == step.stage;
    let mut written: Vec<&Playbook> = all.iter().filter(of_step).collect();
    written.sort_by_key(|playbook| playbook.from);
    let now = worked_by(all, plan, (step.segment, step.stage), as_of);
    let mut views: Vec<VersionView> = Vec::new();
    for playbook in written {
        let in_force = now.iter().find(|(known, _)| known.version == playbook.version);
        let counted = step.by_version.iter().find(|(name, _)| *name == playbook.version);
        let people = in_force.map_or(&[][..], |(_, people)| people);
        let begins_later = playbook.from > as_of;
        // Before it comes back it is what it was.
        if begins_later && views.iter().any(|view| view.version == playbook.version) {
            continue;
        }
        views.retain(|view| view.version != playbook.version);
        views.push(VersionView {
            version: playbook.version.clone(),
            from: in_force.map_or(playbook.from, |(known, _)| known.from).to_string(),
            people: people
                .iter()
                .map(|index| plan.team.people[*index].name.clone())
                .collect(),
            state: match (in_force, begins_later) {
                (Some(_), _) => "in_force",
                (None, true) => "coming",
                (None, false) => "past",
            },
            text: playbook.text.clone(),
            trials: counted.map_or(0, |(_, counts)| counts.trials),
            successes: counted.map_or(0, |(_, counts)| counts.successes),
        });
    }
    views
}
