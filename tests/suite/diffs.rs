//! Two versions of a plan as folders, and what `diff` says of them.
//!
//! A case has `before/` and `after/`, each a workspace; `expected.md` is what a comment on a
//! pull request would show and `expected.json` what programs get.

use salesplan_tests::Workspace;
use salesplan_tests::expected::{compare, none_failed};
use salesplan_tests::source_tree::{cases, folders_in};

const WEEK: &str = "--week 2026-W42";

/// A repository with the two versions as its two commits.
fn two_versions(name: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.git_init();
    workspace.copy_from(&cases("diffs").join(name).join("before"), "");
    workspace.commit_all("The plan as it was");
    for folder in ["plans", "rules"] {
        let _ = std::fs::remove_dir_all(workspace.path(folder));
    }
    workspace.copy_from(&cases("diffs").join(name).join("after"), "");
    workspace.commit_all("What has changed");
    workspace
}

#[test]
fn every_pair_differs_as_expected() {
    let mut failures = Vec::new();
    for name in folders_in(&cases("diffs")) {
        let workspace = two_versions(&name);
        let told = workspace
            .run(&format!("diff HEAD~1 HEAD {WEEK} --format markdown"))
            .printed();
        let json = workspace
            .run(&format!("diff HEAD~1 HEAD {WEEK} --format json"))
            .exits(0)
            .json();
        let json = serde_json::to_string_pretty(&json).unwrap() + "\n";
        let folder = cases("diffs").join(&name);
        let results = [
            compare(&told, &folder.join("expected.md")),
            compare(&json, &folder.join("expected.json")),
        ];
        failures.extend(
            results
                .into_iter()
                .filter_map(Result::err)
                .map(|why| format!("{name}: {why}")),
        );
    }
    none_failed(&failures);
}

#[test]
fn the_other_way_round_before_and_after_change_places() {
    for name in folders_in(&cases("diffs")) {
        let workspace = two_versions(&name);
        let figures = |range: &str| {
            let json = workspace
                .run(&format!("diff {range} {WEEK} --format json"))
                .exits(0)
                .json();
            let mut all: Vec<(String, String, String)> = Vec::new();
            for list in ["written", "organisation", "consequences", "facts", "files"] {
                for item in json[list].as_array().unwrap() {
                    let name = item.get("figure").or(item.get("file")).unwrap();
                    all.push((name.to_string(), item["before"].to_string(), item["after"].to_string()));
                }
            }
            all.sort();
            all
        };
        let mut turned: Vec<_> = figures("HEAD HEAD~1")
            .into_iter()
            .map(|(name, before, after)| (name, after, before))
            .collect();
        turned.sort();
        assert_eq!(figures("HEAD~1..HEAD"), turned, "{name}");
    }
}

#[test]
fn a_version_does_not_differ_from_itself() {
    let workspace = two_versions("conversion-falls");
    for range in ["HEAD HEAD", ""] {
        let told = workspace.run(&format!("diff {range} {WEEK} --exit-code")).printed();
        assert!(told.contains("No difference in meaning"), "{told}");
    }
    let told = workspace.run(&format!("diff HEAD~1 {WEEK} --exit-code")).exits(1);
    assert!(told.stdout.contains("59.5 %"), "{told}");
}

/// The parts that each kind of change has in a figure sum to what moved.
#[test]
fn parts_sum_to_the_whole() {
    for name in folders_in(&cases("diffs")) {
        let json = two_versions(&name)
            .run(&format!("diff HEAD~1 HEAD {WEEK} --format json"))
            .json();
        let number = |value: &serde_json::Value| -> f64 {
            value
                .as_f64()
                .unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
        };
        for part in json["parts"].as_array().into_iter().flatten() {
            let added: f64 = part["by"]
                .as_array()
                .unwrap()
                .iter()
                .map(|by| number(&by["added"]))
                .sum();
            let moved = number(&part["after"]) - number(&part["before"]);
            assert!((added - moved).abs() < 1e-9, "{name}: {part}");
        }
    }
}

#[test]
fn what_cannot_be_compared_says_why() {
    let workspace = two_versions("only-the-spelling");
    let refused = |line: &str, words: &str| {
        let _ = workspace.run(line).exits(2).says(words);
    };
    refused("diff nowhere", "nowhere");
    refused("diff HEAD~1...HEAD", "three dots");
    refused("diff --at HEAD", "--at");
    refused("diff --format csv", "human, json and markdown");
    workspace.write("plans/team-splits-a-deal/plan.toml", "not a plan");
    refused("diff", "toml-syntax");
    workspace.commit_all("A slip");
    workspace.git(&["checkout", "-q", "HEAD~1", "--", "plans"]);
    refused("diff", "this is what keeps HEAD from being read");
    let log = workspace.run("log").printed();
    assert!(log.contains("the plan cannot be read"), "{log}");
}

#[test]
fn the_log_names_who_changed_which_target_and_why() {
    let workspace = two_versions("conversion-falls");
    workspace.write("plans/team-stale/notes.md", "nothing of the plan");
    workspace.commit_all("A note");
    let json = workspace.run("log --format json").exits(0).json();
    let entries = json["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "{json}");
    assert_eq!(entries[0]["subject"], "What has changed");
    assert_eq!(entries[0]["changes"][0]["figure"], "new.meeting.conversion");
    assert_eq!(entries[1]["state"], "begun");
    assert_eq!(
        workspace.run("log --limit 1 --format json").json()["entries"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
