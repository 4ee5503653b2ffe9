//! Plans as folders that a head of sales could read, with what the program says of them.
//!
//! A case has the files of a plan (`plan.toml`, `team.toml`, `deals.csv`, `facts/`), those
//! that stand beside plans (`calendars/`, `rules/`, `salesplan.toml`), `runs.txt` with the
//! commands, one a line, and what each prints in `expected/`. Where the figures can be worked
//! by hand, `plan.toml` does so in a comment.

use std::collections::BTreeSet;
use std::path::Path;

use salesplan_tests::expected::{compare, none_failed};
use salesplan_tests::source_tree::{cases, files_in, folders_in};
use salesplan_tests::workspace::copy_folder;
use salesplan_tests::{Outcome, Workspace};

/// Every case shows its tree, for people and for programs, and its weeks.
const ALWAYS: &[&str] = &["decompose", "decompose --format json", "decompose --by week"];

/// What a case has beside the plan's own files.
const BESIDE: &[&str] = &["runs.txt", "expected", "calendars", "rules", "salesplan.toml"];

#[test]
fn every_plan_says_what_is_expected() {
    let mut failures = Vec::new();
    for name in folders_in(&cases("plans")) {
        let folder = cases("plans").join(&name);
        let workspace = workspace(&folder, &name);
        let runs = runs(&folder);
        let faults = ALWAYS.iter().filter(|run| !runs.iter().any(|own| own == *run));
        failures.extend(faults.map(|run| format!("{name}: runs.txt is without `{run}`")));
        for run in &runs {
            let file = folder.join("expected").join(file_name(run));
            let outcome = workspace.run(run);
            if outcome.code != 0 {
                failures.push(format!("{name}: {outcome}"));
                continue;
            }
            let told = told(run, &outcome);
            let same = compare(&told, &file).map_err(|why| format!("{name}: {why}"));
            failures.extend(same.err());
        }
        let written: BTreeSet<String> = runs.iter().map(|run| file_name(run)).collect();
        let there = if folder.join("expected").is_dir() {
            files_in(&folder.join("expected"))
        } else {
            Vec::new()
        };
        let forgotten = there.into_iter().filter(|file| !written.contains(file));
        failures.extend(forgotten.map(|file| format!("{name}: no run prints expected/{file}")));
    }
    none_failed(&failures);
}

/// The commands of a case.
fn runs(folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join("runs.txt"));
    let text = text.unwrap_or_else(|error| panic!("{} has no runs.txt: {error}", folder.display()));
    text.lines()
        .filter(|line| !line.is_empty())
        .map(str::to_string)
        .collect()
}

/// The case as a workspace, with its plan under the case's name.
fn workspace(folder: &Path, name: &str) -> Workspace {
    let workspace = Workspace::new();
    let is_beside = |path: &str| {
        BESIDE
            .iter()
            .any(|top| path == *top || path.starts_with(&format!("{top}/")))
    };
    copy_folder(folder, &workspace.path(&format!("plans/{name}")), &|path| {
        !is_beside(path)
    });
    copy_folder(folder, workspace.root(), &|path| {
        is_beside(path) && !path.starts_with("expected") && path != "runs.txt"
    });
    workspace
}

/// `decompose --by week` is kept in `decompose-by-week.txt`, JSON in `.json`.
fn file_name(run: &str) -> String {
    let (words, ending) = match run.split_once(" --format ") {
        Some((words, "json")) => (words, "json"),
        Some((words, "markdown")) => (words, "md"),
        Some((words, other)) => (words, other),
        None => (run, "txt"),
    };
    let plain = |c: char| if c.is_alphanumeric() || c == '.' { c } else { '-' };
    let name: String = words.replace(" --", " ").chars().map(plain).collect();
    format!("{name}.{ending}")
}

/// Both streams for people, the document alone for programs.
fn told(run: &str, outcome: &Outcome) -> String {
    if run.contains(" --format ") {
        outcome.stdout.clone()
    } else {
        outcome.to_string()
    }
}

/// What is set for one segment says nothing of another that has the same funnel.
#[test]
fn segments_of_one_funnel_are_uncertain_each_by_its_own_rates() {
    let workspace = Workspace::new();
    workspace.write(
        "plans/p/plan.toml",
        "schema-version = 1\nperiod = \"2026-Q4\"\n[goal]\nmetric = \"deals\"\namount = 40\n\
         [segments.a]\ndeals = 20\nfunnel = \"f\"\n[segments.b]\ndeals = 20\nfunnel = \"f\"\n[funnels.f]\n\
         stages = [{ id = \"lead\", conversion = { rate = \"20%\", evidence = \"200000 of 1000000, 2026-Q3\" } }, { id = \"deal\" }]\n",
    );
    for set in ["a.lead.conversion=90%", "b.lead.conversion=90%"] {
        let tree = workspace
            .run(&format!("decompose --format json --set {set}"))
            .exits(0)
            .json();
        let (plain, uncertain) = (
            tree["chance"].as_f64().unwrap(),
            tree["chance_uncertain"].as_f64().unwrap(),
        );
        assert!((plain - uncertain).abs() < 0.01, "{set}: {plain} and {uncertain}");
    }
}

/// A goal of one deal leaves a small segment none, and its channels no leads.
#[test]
fn a_channel_that_brings_nothing_can_be_explained_too() {
    let workspace = Workspace::new();
    workspace.write(
        "plans/p/plan.toml",
        "schema-version = 1\nperiod = \"2026-10\"\n[goal]\nmetric = \"deals\"\namount = 1\n\
         [segments.a]\nshare = \"1/3\"\nfunnel = \"f\"\n[segments.b]\nshare = \"2/3\"\n\
         [channels.webinar]\nshare = \"100%\"\n[funnels.f]\n\
         stages = [{ id = \"lead\", conversion = \"50%\" }, { id = \"deal\" }]\n",
    );
    for figure in ["a.lead.webinar", "a.lead.webinar.2026-W42"] {
        let explained = workspace
            .run(&format!("explain {figure} --format json"))
            .exits(0)
            .json();
        assert_eq!(explained["derivation"]["value"], 0, "{figure}");
    }
}
