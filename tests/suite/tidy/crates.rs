//! Who may know whom. The command line knows the crates in the middle, they know
//! the model, and nobody else knows anybody; each heavy dependency has one owner.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};
use salesplan_tests::source_tree::root;

/// A crate and those of our own that it may use.
const DIRECTION: &[(&str, &[&str])] = &[
    (
        "salesplan",
        &[
            "salesplan-files",
            "salesplan-git",
            "salesplan-model",
            "salesplan-report",
            "salesplan-rules",
        ],
    ),
    // Bytes become sheets below the files, which say what they mean.
    ("salesplan-files", &["salesplan-model", "salesplan-sheets"]),
    ("salesplan-git", &[]),
    ("salesplan-model", &[]),
    ("salesplan-report", &["salesplan-model"]),
    ("salesplan-rules", &["salesplan-model"]),
    ("salesplan-sheets", &[]),
];

/// A dependency from outside and the crates that alone may use it.
const OWNERS: &[(&str, &[&str])] = &[
    ("annotate-snippets", &["salesplan"]),
    ("calamine", &["salesplan-sheets"]),
    ("clap", &["salesplan"]),
    ("clap_complete", &["salesplan"]),
    ("csv", &["salesplan-files", "salesplan-sheets"]),
    ("encoding_rs", &["salesplan-sheets"]),
    ("git2", &["salesplan-git"]),
    ("html5gum", &["salesplan-sheets"]),
    ("minijinja", &["salesplan-report"]),
    ("rhai", &["salesplan-rules"]),
    ("serde", &["salesplan", "salesplan-files", "salesplan-report"]),
    ("sha2", &["salesplan-files"]),
    ("statrs", &["salesplan-model"]),
    ("toml", &["salesplan-files"]),
    ("zip", &["salesplan-sheets"]),
];

/// Crates that are no part of the program and know what they like.
const BESIDE: &[&str] = &["salesplan-benchmarks", "salesplan-tests"];

/// The crates of the program with what they use to run, without what their tests use.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let manifest = root().join("Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap();
    let crates = metadata
        .packages
        .iter()
        .filter(|package| !BESIDE.contains(&package.name.as_str()));
    let uses = |package: &cargo_metadata::Package| {
        let runs = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind != DependencyKind::Development);
        runs.map(|dependency| dependency.name.clone()).collect()
    };
    crates
        .map(|package| (package.name.to_string(), uses(package)))
        .collect()
}

#[test]
fn crates_know_only_those_below_them() {
    let dependencies = dependencies();
    let known: Vec<&str> = dependencies.keys().map(String::as_str).collect();
    let named: Vec<&str> = DIRECTION.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        known, named,
        "a new crate needs its line in DIRECTION and in ARCHITECTURE.md"
    );
    for (name, may_use) in DIRECTION {
        let uses: Vec<&str> = dependencies[*name]
            .iter()
            .map(String::as_str)
            .filter(|other| known.contains(other))
            .collect();
        for other in &uses {
            assert!(may_use.contains(other), "{name} must not know {other}");
        }
    }
}

#[test]
fn heavy_dependencies_have_one_owner() {
    let dependencies = dependencies();
    for (dependency, owners) in OWNERS {
        let users: Vec<&str> = dependencies
            .iter()
            .filter(|(_, uses)| uses.contains(*dependency))
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(&users, owners, "who uses {dependency}");
    }
}

#[test]
fn dependencies_are_named_once_in_the_workspace() {
    for name in dependencies().keys() {
        let manifest = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let with_version = manifest.lines().filter(|line| line.contains("version = \""));
        assert_eq!(
            with_version.collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{name} states a version of its own"
        );
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{name} does not take the workspace's lints"
        );
    }
}
