//! What earlier commits said of the deals, as rules and reviews know it.

use salesplan_tests::Workspace;

const DEALS: &str = "plans/million/deals.csv";

/// Answers with what the rule is told of the past.
const TELLING: &str = r#"
let reasons = [];
if has_history {
    reasons.push(`slips ${slips}, days ${days_slipped}`);
    for day in earlier_closes { reasons.push(day.to_string()); }
    if has_first_expected_close { reasons.push(`first ${first_expected_close}`); }
}
#{ score: 1, reasons: reasons }
"#;

/// The demo's plan with a rule that tells, and the deal's close as it was written on each day.
fn workspace(closes: &[(&str, &str)]) -> Workspace {
    let workspace = Workspace::million();
    workspace.write("rules/priority.rhai", TELLING);
    workspace.commit_all("The plan");
    for (day, close) in closes {
        workspace.write(DEALS, deals(close));
        workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {day}"));
    }
    workspace
}

fn deals(close: &str) -> String {
    format!("id,segment,stage,expected-close\nD-1,new,lead,{close}\n")
}

fn reasons(workspace: &Workspace, options: &str) -> Vec<String> {
    let deals = workspace.run(&format!("deals --format json {options}")).exits(0).json();
    let reasons = deals["deals"][0]["reasons"].as_array().expect("an open deal").clone();
    reasons
        .iter()
        .map(|reason| reason.as_str().unwrap().to_string())
        .collect()
}

const PUSHED: &[(&str, &str)] = &[
    ("2026-10-11", "2026-10-30"),
    ("2026-10-18", "2026-11-06"),
    // Twice on one day: only the evening counts.
    ("2026-10-25", "2027-11-20"),
    ("2026-10-25", "2026-11-20"),
];

const ALL: [&str; 4] = ["slips 2, days 21", "2026-10-30", "2026-11-06", "first 2026-10-30"];

#[test]
fn slips_are_read_from_earlier_commits() {
    let workspace = workspace(PUSHED);
    assert_eq!(reasons(&workspace, "--week 2026-W44"), ALL);
    // In the folder the deal is put off once more, and nobody has committed that.
    workspace.write(DEALS, deals("2026-12-04"));
    assert_eq!(reasons(&workspace, "--week 2026-W44")[0], "slips 3, days 35");
    assert_eq!(reasons(&workspace, "--week 2026-W44 --at HEAD"), ALL);
}

#[test]
fn a_revision_knows_its_own_past_only() {
    let workspace = workspace(PUSHED);
    let earlier = reasons(&workspace, "--week 2026-W44 --at HEAD~2");
    assert_eq!(earlier, ["slips 1, days 7", "2026-10-30", "first 2026-10-30"]);
    assert_eq!(
        reasons(&workspace, "--week 2026-W44 --at HEAD~3"),
        ["slips 0, days 0", "first 2026-10-30"]
    );
}

/// What was recorded after the evening is left out, the close that the deal has now as well.
#[test]
fn an_evening_in_the_past_knows_what_was_recorded_by_then() {
    let workspace = workspace(PUSHED);
    assert_eq!(
        reasons(&workspace, "--week 2026-W41"),
        ["slips 0, days 0", "first 2026-10-30"]
    );
}

#[test]
fn the_committed_review_is_the_printed_one_and_stays_so() {
    let workspace = workspace(PUSHED);
    workspace.run("review --week 2026-W44 --commit").succeeds();
    let committed = workspace.read("reviews/million/2026-W44.md");
    assert!(committed.contains("slips 2, days 21"), "{committed}");
    let printed = workspace.run("review --week 2026-W44 --at HEAD~1").exits(0).stdout;
    assert_eq!(committed, printed);
    // Later states of the deals lie after its evening.
    let _ = workspace
        .run("review --week 2026-W44 --commit")
        .exits(0)
        .says("is up to date");
}

/// The deals are the same again, but between the two something was promised and put off.
#[test]
fn a_review_is_made_anew_when_only_the_past_differs() {
    let workspace = workspace(&[("2026-10-11", "2026-11-20")]);
    workspace.run("review --week 2026-W44 --commit").succeeds();
    for (day, close) in [("2026-10-12", "2026-11-06"), ("2026-10-18", "2026-11-20")] {
        workspace.write(DEALS, deals(close));
        workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {day}"));
    }
    let _ = workspace
        .run("review --week 2026-W44 --commit")
        .exits(0)
        .says("Committed");
    assert!(
        workspace
            .read("reviews/million/2026-W44.md")
            .contains("slips 1, days 0")
    );
}

#[test]
fn states_that_cannot_be_read_are_left_out_and_counted() {
    let workspace = workspace(&[("2026-10-11", "2026-10-30")]);
    for (day, text) in [
        ("2026-10-12", "<<<<<<< HEAD\n"),
        ("2026-10-13", "id,mood,expected-close\nD-1,good,2026-11-06\n"),
        ("2026-10-14", &deals("2026-11-20")),
    ] {
        workspace.write(DEALS, text);
        workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {day}"));
    }
    assert_eq!(reasons(&workspace, "--week 2026-W44"), ALL);
    let _ = workspace
        .run("deals --week 2026-W44")
        .exits(0)
        .says("note: 1 earlier state of the deals cannot be read and is left out");
}

/// The deals moved from one file into the other, and their past moves along.
#[test]
fn both_files_of_deals_make_one_history() {
    let workspace = Workspace::million();
    workspace.write("rules/priority.rhai", TELLING);
    let toml = "plans/million/deals.toml";
    for (day, close) in [("2026-10-11", "2026-10-30"), ("2026-10-12", "2026-11-06")] {
        let deal = format!("[[deals]]\nid = \"D-1\"\nsegment = \"new\"\nstage = \"lead\"\nexpected-close = {close}\n");
        workspace.write(toml, deal);
        workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {day}"));
    }
    std::fs::remove_file(workspace.path(toml)).unwrap();
    workspace.write(DEALS, deals("2026-11-20"));
    workspace.commit_all("Deals\n\nSalesplan-As-Of: 2026-10-13");
    assert_eq!(reasons(&workspace, "--week 2026-W44"), ALL);
    assert_eq!(reasons(&workspace, "--as-of 2026-10-12")[0], "slips 2, days 21");
}

#[test]
fn without_a_repository_there_is_no_history() {
    let workspace = Workspace::million();
    workspace.write("rules/priority.rhai", TELLING);
    workspace.write(DEALS, deals("2026-11-20"));
    assert_eq!(reasons(&workspace, "--week 2026-W44"), [""; 0]);
    // A repository without a commit has none either.
    workspace.git_init();
    assert_eq!(reasons(&workspace, "--week 2026-W44"), [""; 0]);
}

#[test]
fn a_shallow_clone_says_what_it_cannot_know() {
    let origin = workspace(PUSHED);
    let clone = Workspace::new();
    let source = format!("file://{}", origin.root().display());
    clone.git(&["clone", "--quiet", "--depth=3", &source, "."]);
    let _ = clone
        .run("deals --week 2026-W44")
        .exits(0)
        .says("git fetch --unshallow");
    assert_eq!(reasons(&clone, "--week 2026-W44")[0], "slips 1, days 14");
}

#[test]
fn a_partial_clone_says_how_to_complete_it() {
    let origin = workspace(PUSHED);
    origin.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = Workspace::new();
    let source = format!("file://{}", origin.root().display());
    clone.git(&["clone", "--quiet", "--filter=blob:none", &source, "."]);
    let failed = clone.run("deals --week 2026-W44");
    assert_ne!(failed.code, 0);
    assert!(
        failed.stderr.contains("git fetch --refetch --no-filter"),
        "{}",
        failed.stderr
    );
}
