//! Every kind of finding has a folder that provokes it, named after its id.
//!
//! `expected.txt` holds what a person sees, and below it the places as other
//! programs get them. Messages are written for readers: look at the difference
//! before writing it anew.

use salesplan_model::diagnostic::CATALOGUE;
use salesplan_tests::Workspace;
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
        // The findings of the company's own rule and policy have ids of their own.
        let is_told = match id.strip_prefix("own-").or_else(|| id.strip_prefix("policy-")) {
            Some(severity) => played.outcome.stdout.starts_with(&format!("{severity}[")),
            None => played.outcome.has_finding(&id),
        };
        if !is_told {
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

#[test]
fn all_mistakes_of_all_files_come_in_one_run() {
    let workspace = Workspace::million();
    workspace.write("salesplan.toml", "schema-version = 1\nlocal = \"en\"\n");
    workspace.write(
        "plans/million/team.toml",
        "[people.anna]\nnam = \"Anna\"\n\n[people.boris]\nfrom = 2026-13-01\n",
    );
    workspace.write(
        "plans/million/deals.csv",
        "id,segment,stage\nD-01,new,leed\nD-01,new,lead\nD-02,nev,lead\n",
    );
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-05,lead,new,many\n,lead,new,1\n",
    );
    workspace.write("rules/priority.rhai", "let score = amuont;\n");
    workspace.write("templates/review.md.j2", "{{ week\n");
    let check = workspace.run("check --format json").exits(1);
    let findings = check.json()["findings"].as_array().unwrap().clone();
    let found: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!(
                "{}:{} {}",
                finding["file"].as_str().unwrap(),
                finding["line"],
                finding["id"].as_str().unwrap()
            )
        })
        .collect();
    for expected in [
        "plans/million/deals.csv:2 unknown-stage",
        "plans/million/deals.csv:3 duplicate-deal",
        "plans/million/deals.csv:4 unknown-segment",
        "plans/million/facts/2026-10.csv:2 invalid-count",
        "plans/million/facts/2026-10.csv:3 missing-key",
        "plans/million/team.toml:2 unknown-key",
        "plans/million/team.toml:5 ",
        "rules/priority.rhai:1 rule-syntax",
        "salesplan.toml:2 unknown-key",
        "templates/review.md.j2:",
    ] {
        assert!(
            found.iter().any(|found| found.starts_with(expected)),
            "{expected} is not among {found:#?}"
        );
    }
    assert!(
        found.is_sorted_by_key(|found| found.split(':').next().map(str::to_string)),
        "by file: {found:#?}"
    );
}

#[test]
fn columns_count_characters() {
    let workspace = Workspace::million();
    workspace.write(
        "plans/million/deals.csv",
        "id,client,segment,stage\nD-01,Жёлтый 👍 é,new,leed\n",
    );
    let findings = workspace.run("check --format json").exits(1).json();
    let finding = &findings["findings"][0];
    assert_eq!(
        (finding["line"].as_u64(), finding["column"].as_u64()),
        (Some(2), Some(21)),
        "{finding}"
    );
}

#[test]
fn fail_on_decides_which_findings_fail() {
    let workspace = Workspace::million();
    for (text, code_on_error, code_on_warning) in [
        ("id,segment,stage,owner\nD-01,new,lead,anna\n", 0, 0),
        ("id,segment,stage,owner\nD-01,new,lead,vera\n", 0, 1),
        ("id,segment,stage,owner\nD-01,new,leed,anna\n", 1, 1),
    ] {
        workspace.write("plans/million/deals.csv", text);
        let _ = workspace.run("check").exits(code_on_error);
        let _ = workspace.run("check --fail-on warning").exits(code_on_warning);
        let _ = workspace.run("check --fail-on off").exits(0);
    }
}

/// `check` asks the rules for two evenings, each with other deals open.
#[test]
fn a_rule_that_fails_for_every_deal_is_one_finding() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    workspace.write("salesplan-demo/rules/priority.rhai", "amount >= (() ?? \"large\")\n");
    let findings = workspace.run("-C salesplan-demo check --format json").exits(1).json();
    let ids: Vec<&str> = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|f| f["id"].as_str())
        .collect();
    assert_eq!(ids, ["rule-fault"]);
}
