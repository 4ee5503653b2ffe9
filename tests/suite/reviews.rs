//! Golden cases: a plan as a salesperson keeps it, and the review that comes of it.
//!
//! `evening.txt` says for when; `expected.md` is what people read and
//! `expected.json` what templates receive. Whoever changes one reads the
//! difference as a head of sales would, figure by figure.

use jiff::civil::date;
use salesplan_tests::Workspace;
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

/// What has not come cannot be over: neither missed nor a lesson, and it is said.
#[test]
fn an_evening_that_is_yet_to_come_is_not_the_end() {
    let workspace = Workspace::million();
    let ahead = workspace.run("review --as-of 2026-12-31").printed();
    let said = "31\u{a0}December 2026 has not come yet: this is what would be if nothing more happened.";
    assert!(ahead.contains(said), "{ahead}");
    assert!(
        !ahead.contains("was missed") && !ahead.contains("## Lessons"),
        "{ahead}"
    );
    let over = workspace
        .run_on(date(2027, 1, 4), "review --as-of 2026-12-31")
        .printed();
    assert!(
        over.contains("The goal was missed") && over.contains("## Lessons"),
        "{over}"
    );
    assert!(!over.contains("has not come yet"), "{over}");
}

/// Deals that count as certain are named, and what the chance rests on once their day has passed.
#[test]
fn certain_deals_are_named_and_late_ones_left_out_once() {
    let workspace = Case::new(cases("reviews").join("million")).workspace();
    let review = workspace.run("review --week 2026-W46").printed();
    assert!(review.contains(", R-03 and R-04 counted as certain;"), "{review}");
    let line = review
        .lines()
        .find(|line| line.contains("past its close date"))
        .expect(&review);
    assert!(
        line.contains("R-03 is past its close date; without it the chance would be "),
        "{line}"
    );
    let outlook = &workspace.run("review --week 2026-W46 --format json").json()["outlook"];
    assert_eq!(outlook["pipeline"]["certain"], serde_json::json!(["R-03", "R-04"]));
    let without = &outlook["without_passed"];
    assert_eq!(without["deals"], serde_json::json!(["R-03"]));
    assert!(without["chance"].as_f64().unwrap() < outlook["chance_from_open"].as_f64().unwrap());
    // On the day itself it may still close.
    let before = &workspace.run("review --as-of 2026-11-10 --format json").json()["outlook"];
    assert_eq!(before["without_passed"], serde_json::Value::Null);
}

#[test]
fn forms_for_people_have_no_figures_for_programs() {
    let workspace = Workspace::million();
    for form in ["--sheet", "--message"] {
        let refused = workspace
            .run(&format!("review --week 2026-W46 {form} --format json"))
            .exits(2);
        let _ = refused.says("leave them out: `salesplan review --format json` has all figures");
    }
}

/// In the review itself stand the same charts as beside it, each with what its forms mean; a page has
/// pictures in either case.
#[test]
fn charts_in_the_review_are_those_beside_it() {
    let workspace = Case::new(cases("reviews").join("million")).workspace();
    let kinds = |report: &serde_json::Value| -> Vec<String> {
        let charts = report["charts"].as_array().unwrap().iter();
        charts
            .map(|chart| chart["kind"].as_str().unwrap().to_string())
            .collect()
    };
    let beside = workspace.run("review --week 2026-W46 --format json").json();
    workspace.write("salesplan.toml", "schema-version = 1\n[review]\ncharts = \"mermaid\"\n");
    let within = workspace.run("review --week 2026-W46 --format json").json();
    assert_eq!(kinds(&within), kinds(&beside));
    assert_eq!(kinds(&within), ["goal", "funnel", "movement"]);
    let review = workspace.run("review --week 2026-W46").printed();
    assert_eq!(review.matches("xychart-beta").count(), 3, "{review}");
    assert_eq!(
        review.matches("Bars are the fact, the line is the plan.").count(),
        2,
        "{review}"
    );
    assert!(
        review.contains("Each bar is what was open after that step."),
        "{review}"
    );
    assert!(!review.contains("!["), "{review}");
    let page = workspace.run("review --week 2026-W46 --format html").printed();
    assert_eq!(page.matches("<svg").count(), 3);
}
