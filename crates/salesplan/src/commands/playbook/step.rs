//! Steps by the names that commands give them: `new.lead`.

use salesplan_files::suggest;
use salesplan_model::plan::Plan;
use salesplan_model::playbook::Playbook;

use crate::failure::Failure;
use crate::loaded::Loaded;

/// A step that has or may have a playbook.
pub(in crate::commands) struct Step {
    /// Indices of segment and stage.
    pub index: (usize, usize),
    /// As commands name it: `new.lead`.
    pub name: String,
}

impl Step {
    /// The step of that name, or a failure with the nearest one.
    pub fn find(plan: &Plan, asked: &str) -> Result<Self, Failure> {
        let steps: Vec<Self> = plan
            .segments
            .iter()
            .enumerate()
            .flat_map(|(index, segment)| {
                (0..segment.last_stage()).map(move |stage| Self {
                    index: (index, stage),
                    name: format!("{}.{}", segment.id, segment.stages[stage].id),
                })
            })
            .collect();
        let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
        let fits =
            |step: &Self| step.name == asked || step.name.split_once('.').is_some_and(|(_, stage)| stage == asked);
        let mut found: Vec<Self> = steps.into_iter().filter(fits).collect();
        if found.len() > 1 {
            let names: Vec<&str> = found.iter().map(|step| step.name.as_str()).collect();
            return Err(Failure::usage(
                format!("several segments have a stage `{}`", asked.escape_debug()),
                format!("name one of {}", names.join(", ")),
            ));
        }
        found.pop().ok_or_else(|| {
            let help = if names.is_empty() {
                "no segment of the plan has a funnel".to_string()
            } else {
                suggest::help(asked, names.iter().map(String::as_str))
            };
            Failure::usage(format!("the plan has no step `{}`", asked.escape_debug()), help)
        })
    }

    /// The ids of its segment and stage.
    pub fn ids<'p>(&self, plan: &'p Plan) -> (&'p str, &'p str) {
        let segment = &plan.segments[self.index.0];
        (segment.id.as_str(), segment.stages[self.index.1].id.as_str())
    }

    /// The versions of its playbook, in file order.
    pub fn versions<'l>(&self, loaded: &'l Loaded) -> Vec<&'l Playbook> {
        let all = loaded.folder.playbooks.iter();
        all.filter(|playbook| (playbook.segment, playbook.stage) == self.index)
            .collect()
    }
}
