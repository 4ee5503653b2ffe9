//! Golden cases: a plan as a salesperson keeps it, and the review that comes of it.
//!
//! `evening.txt` says for when; `expected.md` is what people read and
//! `expected.json` what templates receive. Whoever changes one reads the
//! difference as a head of sales would, figure by figure.

use salesplan_tests::case::Case;
use salesplan_tests::expected::{compare, none_failed};
use salesplan_tests::source_tree::{cases, folders_in, root};

/// The machine's block at the end of a review.
const SOURCES: &str = "\n<!-- salesplan-sources ";

#[test]
fn every_plan_gives_its_review() {
    let mut failures = Vec::new();
    for name in folders_in(&cases("reviews")) {
        let case = Case::new(cases("reviews").join(&name));
        let evening = case
            .text("evening.txt")
            .unwrap_or_else(|| panic!("{name} has no evening.txt"));
        let workspace = case.workspace();
        let line = format!("review {}", evening.trim());
        let review = workspace.run(&line).printed();
        let report = workspace.run(&format!("{line} --format json")).exits(0).json();
        let results = [
            compare(&without_sources(&review), &case.beside("expected.md")),
            compare(&without_digests(report), &case.beside("expected.json")),
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

/// The case shows what the bundled plan gives, so it must be that plan.
#[test]
fn the_reference_case_has_the_reference_plan() {
    for file in ["plan.toml", "team.toml"] {
        let read =
            |folder: std::path::PathBuf| std::fs::read_to_string(folder.join("plans/million").join(file)).unwrap();
        assert_eq!(read(cases("reviews").join("million")), read(root()), "{file}");
    }
}

/// The part that people read, so that a new release does not change every case.
fn without_sources(review: &str) -> String {
    let (body, _) = review.split_once(SOURCES).expect("a review ends with its sources");
    body.replace(
        &format!("Made by salesplan {}", env!("CARGO_PKG_VERSION")),
        "Made by salesplan VERSION",
    )
}

/// The report without what changes with every release and every word of a bundled rule.
fn without_digests(mut report: serde_json::Value) -> String {
    report["sources"]["version"] = "VERSION".into();
    report["sources"]["rules_digest"] = "DIGEST".into();
    report.sort_all_objects();
    serde_json::to_string_pretty(&report).expect("a report is JSON") + "\n"
}
