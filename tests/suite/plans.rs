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
