//! What a plan's review is made from: the files of its folder, those of the whole workspace,
//! and plan.toml of the plans above it and of its children.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use salesplan_model::id::PlanId;
use toml::de::{DeTable, DeValue};

use crate::snapshot::{Content, Snapshot, SourceFile};
use crate::{digest, plan_file, rule_tests, settings_file, workspace};

/// Which plan each plan is a part of.
#[derive(Debug, Clone, Default)]
pub struct Parents(BTreeMap<PlanId, PlanId>);

/// The files that a plan's review is made from.
#[derive(Debug, Clone)]
pub struct Inputs {
    plan: PlanId,
    /// The plans above it and its children.
    relatives: BTreeSet<PlanId>,
}

impl Parents {
    /// Reads nothing but whose part each plan is, mistakes or not.
    pub fn read(snapshot: &Snapshot) -> Self {
        let plans: BTreeSet<PlanId> = workspace::plan_ids(snapshot).into_iter().collect();
        let parent = |plan: &PlanId| {
            let text = snapshot.text(&plan_file::path(plan.as_str()))?;
            let (root, _) = DeTable::parse_recoverable(text);
            match root.get_ref().get("parent")?.get_ref() {
                DeValue::String(parent) => plans.get(&PlanId::new(parent.as_ref())).cloned(),
                _ => None,
            }
        };
        Self(
            plans
                .iter()
                .filter_map(|plan| Some((plan.clone(), parent(plan)?)))
                .collect(),
        )
    }

    /// What the review of a plan is made from.
    pub fn inputs_of(&self, plan: &PlanId) -> Inputs {
        let children = self.0.iter().filter(|(_, parent)| *parent == plan);
        let mut relatives: BTreeSet<PlanId> = children.map(|(child, _)| child.clone()).collect();
        let mut above = self.0.get(plan);
        while let Some(parent) = above.filter(|parent| *parent != plan) {
            // In a ring below the plan the walk ends where it has been.
            if !relatives.insert(parent.clone()) && self.0.get(parent) != Some(plan) {
                break;
            }
            above = self.0.get(parent);
        }
        Inputs {
            plan: plan.clone(),
            relatives,
        }
    }
}

impl Inputs {
    /// Whether the file at a path is one of them.
    pub fn contains(&self, path: &str) -> bool {
        if rule_tests::is_path(path) {
            return false;
        }
        if path == settings_file::PATH || FOLDERS.iter().any(|folder| path.starts_with(folder)) {
            return true;
        }
        let folder = path.strip_prefix("plans/").and_then(|rest| rest.split_once('/'));
        folder.is_some_and(|(plan, name)| {
            plan == self.plan.as_str() || (name == "plan.toml" && self.relatives.contains(&PlanId::new(plan)))
        })
    }

    /// The files and folders that hold them.
    pub fn paths(&self) -> Vec<String> {
        let own = [settings_file::PATH.to_string(), format!("plans/{}", self.plan)];
        let folders = FOLDERS.iter().map(|folder| folder.trim_end_matches('/').to_string());
        let relatives = self
            .relatives
            .iter()
            .map(|plan| plan_file::path(plan.as_str()).to_string());
        own.into_iter().chain(folders).chain(relatives).collect()
    }

    /// Those that a snapshot has.
    pub fn files<'s>(&'s self, snapshot: &'s Snapshot) -> impl Iterator<Item = &'s SourceFile> {
        let is_file = |file: &&SourceFile| !matches!(file.content, Content::NotAFile(_));
        snapshot
            .files()
            .filter(|file| self.contains(&file.path))
            .filter(is_file)
    }

    /// The digest of every path with the id of its content. `None` where a file has no id
    /// (outside a repository).
    pub fn digest(&self, snapshot: &Snapshot) -> Option<String> {
        let inputs: Vec<(&Arc<str>, &str)> = self
            .files(snapshot)
            .map(|file| Some((&file.path, file.blob_id.as_deref()?)))
            .collect::<Option<_>>()?;
        Some(digest::of_parts(
            inputs.into_iter().map(|(path, id)| (&**path, id.as_bytes())),
        ))
    }
}

/// Folders whose files serve every plan.
const FOLDERS: [&str; 3] = ["rules/", "templates/", "calendars/"];

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(plans: &[(&str, &str)]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (plan, text) in plans {
            for (name, text) in [("plan.toml", *text), ("team.toml", "")] {
                let path = format!("plans/{plan}/{name}");
                snapshot.insert(&path, Some(text.into()), Content::Bytes(text.as_bytes().to_vec()));
            }
        }
        for path in [
            "salesplan.toml",
            "rules/quota.rhai",
            "templates/x.j2",
            "calendars/a.toml",
        ] {
            snapshot.insert(path, Some("1".into()), Content::Bytes(Vec::new()));
        }
        snapshot
    }

    fn of(snapshot: &Snapshot, plan: &str) -> Vec<String> {
        let inputs = Parents::read(snapshot).inputs_of(&PlanId::new(plan));
        let files = inputs.files(snapshot).map(|file| file.path.to_string());
        files.filter(|path| path.starts_with("plans/")).collect()
    }

    #[test]
    fn a_review_is_made_from_its_folder_those_above_and_the_children() {
        let snapshot = workspace(&[
            ("company", "title = \"Company\""),
            ("north", "parent = \"company\"\nthis is [ not TOML"),
            ("south", "parent = \"company\""),
            ("team", "parent = \"north\""),
            ("alone", "parent = \"nobody\""),
            ("odd", "parent = 5"),
        ]);
        let all = |plans: &[&str]| plans.iter().map(|path| format!("plans/{path}")).collect::<Vec<_>>();
        assert_eq!(
            of(&snapshot, "company"),
            all(&[
                "company/plan.toml",
                "company/team.toml",
                "north/plan.toml",
                "south/plan.toml"
            ])
        );
        assert_eq!(
            of(&snapshot, "team"),
            all(&[
                "company/plan.toml",
                "north/plan.toml",
                "team/plan.toml",
                "team/team.toml"
            ])
        );
        assert_eq!(of(&snapshot, "alone"), all(&["alone/plan.toml", "alone/team.toml"]));
        let inputs = Parents::read(&snapshot).inputs_of(&PlanId::new("south"));
        assert_eq!(
            inputs.paths(),
            [
                "salesplan.toml",
                "plans/south",
                "rules",
                "templates",
                "calendars",
                "plans/company/plan.toml"
            ]
        );
        assert!(inputs.contains("rules/quota.rhai") && !inputs.contains("plans/north/plan.toml"));
    }

    #[test]
    fn rings_end() {
        let part_of = |parent: &str| format!("parent = \"{parent}\"");
        let (a, b, c, own) = (part_of("a"), part_of("b"), part_of("c"), part_of("self"));
        let snapshot = workspace(&[("a", &b), ("b", &c), ("c", &a), ("below", &a), ("self", &own)]);
        for plan in ["a", "b", "c", "below"] {
            let relatives = of(&snapshot, plan);
            let n_of_ring = ["a", "b", "c"]
                .iter()
                .filter(|id| relatives.contains(&format!("plans/{id}/plan.toml")));
            assert_eq!(n_of_ring.count(), 3, "{plan}: {relatives:?}");
        }
        assert_eq!(of(&snapshot, "self").len(), 2);
    }
}
