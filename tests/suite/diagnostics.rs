//! Every kind of finding has a folder that provokes it, named after its id.
//!
//! `expected.txt` holds what a person sees, and below it the places as other
//! programs get them. Messages are written for readers: look at the difference
//! before writing it anew.

use salesplan_model::diagnostic::CATALOGUE;
use salesplan_tests::case::{Case, Played};
use salesplan_tests::expected::{compare, none_failed};
use salesplan_tests::source_tree::{cases, folders_in};

#[test]
fn every_kind_of_finding_has_a_case() {
    let folders = folders_in(&cases("diagnostics"));
    let ids: Vec<&str> = CATALOGUE.iter().map(|kind| kind.id).collect();
    let without_case: Vec<&&str> = ids
        .iter()
        .filter(|id| !folders.iter().any(|folder| folder == **id))
        .collect();
    let without_id: Vec<&String> = folders
        .iter()
        .filter(|folder| !ids.contains(&folder.as_str()))
        .collect();
    assert!(
        without_case.is_empty(),
        "no case in tests/cases/diagnostics for {without_case:?}"
    );
    assert!(
        without_id.is_empty(),
        "no finding in the catalogue for the cases {without_id:?}"
    );
}

#[test]
fn every_case_is_found_and_told_as_expected() {
    let mut failures = Vec::new();
    for id in folders_in(&cases("diagnostics")) {
        let case = Case::new(cases("diagnostics").join(&id));
        let played = case.play("check");
        if !played.outcome.has_finding(&id) {
            failures.push(format!("{id} is not among the findings: {}", played.outcome));
        }
        let told = format!("{}{}", played.outcome, places(&played));
        failures.extend(
            compare(&told, &case.beside("expected.txt"))
                .err()
                .map(|why| format!("{id}: {why}")),
        );
    }
    none_failed(&failures);
}

/// Where `check --format json` sees each finding.
fn places(played: &Played) -> String {
    if !played.outcome.command.starts_with("salesplan check") {
        return String::new();
    }
    let json = played.workspace.run("check --format json").json();
    let findings = json["findings"].as_array().expect("`check` lists its findings");
    let mut lines = String::from("--- as JSON\n");
    for finding in findings {
        let word = |key: &str| finding[key].as_str().unwrap_or("-").to_string();
        lines += &format!(
            "{} {} {}:{}:{}\n",
            word("severity"),
            word("id"),
            word("file"),
            finding["line"],
            finding["column"]
        );
    }
    lines
}
