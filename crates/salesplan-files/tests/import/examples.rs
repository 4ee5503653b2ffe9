//! The examples as they are shipped: their plans and profiles load without the data.

use std::path::{Path, PathBuf};

use salesplan_files::profile::{self, Profile};
use salesplan_files::snapshot::{Content, Snapshot};

use crate::fixture::{Workspace, good_profile};

/// The workspace's root, two folders above this crate.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(example: &str, path: &str) -> String {
    let file = root().join("examples").join(example).join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

pub fn workspace(example: &str, plan: &str) -> Workspace {
    let mut snapshot = Snapshot::default();
    for path in ["salesplan.toml", &format!("plans/{plan}/plan.toml")] {
        snapshot.insert(path, None, Content::Bytes(read(example, path).into_bytes()));
    }
    Workspace::of_folder(snapshot, plan)
}

pub fn profile(example: &str, name: &str) -> Profile {
    good_profile(name, &read(example, &profile::path(name)))
}

#[test]
fn the_lists_of_weeks_are_those_of_the_plans() {
    for (example, plan) in [("olist", "olist-2018"), ("maven", "maven-2017")] {
        let weeks = workspace(example, plan).period().weeks();
        let lines: String = weeks
            .iter()
            .map(|span| format!("{} {}\n", span.week, span.days.to))
            .collect();
        assert_eq!(read(example, "weeks.txt"), lines, "{example}");
    }
}

#[test]
fn the_profile_in_the_docs_is_a_good_one() {
    let docs = std::fs::read_to_string(root().join("docs/real-data.md")).expect("docs/real-data.md is there");
    let block = docs
        .split("```toml")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("a profile");
    good_profile("docs", block);
}

#[test]
fn plans_and_profiles_of_the_examples_are_good() {
    workspace("olist", "olist-2018").assert_loads();
    workspace("maven", "maven-2017").assert_loads();
    for (example, name) in [("olist", "olist-leads"), ("olist", "olist-won"), ("maven", "maven")] {
        assert_eq!(profile(example, name).name, name);
    }
}
