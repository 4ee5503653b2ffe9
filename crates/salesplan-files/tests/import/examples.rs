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
fn the_profiles_in_the_docs_are_good_ones() {
    for page in ["docs/real-data.md", "docs/import.md"] {
        let docs = std::fs::read_to_string(root().join(page)).expect("the page is there");
        let blocks: Vec<&str> = docs
            .split("```toml")
            .skip(1)
            .filter_map(|rest| rest.split("```").next())
            .collect();
        assert!(!blocks.is_empty(), "{page}");
        for block in blocks {
            good_profile("docs", block);
        }
    }
}

#[test]
fn plans_and_profiles_of_the_examples_are_good() {
    workspace("olist", "olist-2018").assert_loads();
    workspace("maven", "maven-2017").assert_loads();
    workspace("bpic2012", "bpic-2011").assert_loads();
    workspace("zoho", "zoho-2020").assert_loads();
    for (example, name) in [
        ("olist", "olist-leads"),
        ("olist", "olist-won"),
        ("maven", "maven"),
        ("bpic2012", "bpic2012"),
        ("zoho", "zoho"),
    ] {
        assert_eq!(profile(example, name).name, name);
    }
}
