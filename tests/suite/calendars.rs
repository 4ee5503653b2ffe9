//! Working days and periods in words, as the commands show them.

use salesplan_tests::Workspace;
use serde_json::Value;

const PERIOD: &str = "period = { from = 2026-10-01, to = 2026-12-31 }";

/// The reference plan with other words for its period.
fn million(period: &str) -> Workspace {
    let workspace = Workspace::million();
    let plan = workspace.read("plans/million/plan.toml");
    assert!(plan.contains(PERIOD));
    workspace.write("plans/million/plan.toml", plan.replace(PERIOD, period));
    workspace
}

fn decomposition(workspace: &Workspace) -> Value {
    workspace.run("decompose --format json").exits(0).json()
}

fn days(period: &Value) -> (&str, &str) {
    (period["from"].as_str().unwrap(), period["to"].as_str().unwrap())
}

#[test]
fn weeks_without_a_working_day_are_planned_without_deals() {
    let workspace = million("calendar = \"ru\"\nperiod = \"2026-Q1\"");
    let plan = decomposition(&workspace);
    assert_eq!(days(&plan["period"]), ("2026-01-01", "2026-03-31"));
    for segment in plan["segments"].as_array().unwrap() {
        let deals = |week: &Value| week["stages"]["deal"].as_u64().unwrap();
        let weeks = segment["weeks"].as_array().unwrap();
        let idle = weeks
            .iter()
            .filter(|week| ["2026-W01", "2026-W02"].contains(&week["week"].as_str().unwrap()));
        assert_eq!(idle.map(deals).collect::<Vec<_>>(), [0, 0]);
        assert_eq!(weeks.iter().map(deals).sum::<u64>(), segment["deals"].as_u64().unwrap());
    }
}

#[test]
fn the_last_useful_day_is_worked() {
    let last = |calendar: &str| {
        let plan = decomposition(&million(&format!("calendar = \"{calendar}\"\nperiod = \"2026-Q4\"")));
        let funnel = plan["segments"][0]["funnel"].as_array().unwrap().clone();
        funnel.last().unwrap()["last_useful"].as_str().unwrap().to_string()
    };
    assert_eq!(last("mon-fri"), "2026-12-31");
    // In Russia 31 December 2026 is off.
    assert_eq!(last("ru"), "2026-12-30");
}

#[test]
fn the_calendar_cuts_the_period() {
    for (period, year_cut, expected) in [
        ("2026-Q4", "gregorian", ("2026-10-01", "2026-12-31")),
        ("2026-Q4", "4-4-5", ("2026-09-28", "2027-01-03")),
        ("2026-11", "4-4-5", ("2026-10-26", "2026-11-22")),
        ("2026-11", "5-4-4", ("2026-11-02", "2026-11-29")),
        ("2026", "4-5-4", ("2025-12-29", "2027-01-03")),
        ("2026", "gregorian", ("2026-01-01", "2026-12-31")),
    ] {
        let workspace = million(&format!("period = \"{period}\""));
        workspace.write("salesplan.toml", "schema-version = 1\ncalendar = \"retail\"\n");
        workspace.write(
            "calendars/retail.toml",
            format!("schema-version = 1\nyear-cut = \"{year_cut}\"\n"),
        );
        workspace.run("check --fail-on warning").succeeds();
        assert_eq!(
            days(&decomposition(&workspace)["period"]),
            expected,
            "{period} {year_cut}"
        );
    }
}

#[test]
fn the_plans_calendar_goes_before_the_one_of_the_settings() {
    let workspace = million("calendar = \"mon-fri\"\nperiod = \"2026-Q4\"");
    workspace.write("salesplan.toml", "schema-version = 1\ncalendar = \"weeks\"\n");
    workspace.write("calendars/weeks.toml", "schema-version = 1\nyear-cut = \"4-4-5\"\n");
    assert_eq!(days(&decomposition(&workspace)["period"]).1, "2026-12-31");
}

#[test]
fn a_review_is_stale_once_its_calendar_has_changed() {
    let workspace = million("calendar = \"own\"\nperiod = \"2026-Q4\"");
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write("calendars/own.toml", "schema-version = 1\n");
    workspace.commit_all("The plan");
    let _ = workspace.run("review --week 2026-W45 --commit").exits(0);
    assert!(!workspace.run("check").has_finding("stale-review"));
    workspace.write("calendars/own.toml", "schema-version = 1\nwork-week = [\"mon\"]\n");
    let status = workspace.run("status --week 2026-W45").exits(0);
    assert!(status.stderr.contains("calendars/own.toml"), "{status}");
    workspace.commit_all("Mondays only");
    assert!(workspace.run("check").has_finding("stale-review"));
}

#[cfg(unix)]
#[test]
fn links_are_no_calendars() {
    let outside = Workspace::new();
    outside.write("own.toml", "schema-version = 1\n");
    let workspace = million("calendar = \"own\"\nperiod = \"2026-Q4\"");
    std::fs::create_dir_all(workspace.path("calendars")).unwrap();
    std::os::unix::fs::symlink(outside.path("own.toml"), workspace.path("calendars/own.toml")).unwrap();
    assert!(workspace.run("check").exits(1).has_finding("not-a-file"));
    std::fs::remove_dir_all(workspace.path("calendars")).unwrap();
    std::os::unix::fs::symlink(outside.root(), workspace.path("calendars")).unwrap();
    let check = workspace.run("check").exits(1);
    assert!(
        check.has_finding("not-a-file") && check.has_finding("unknown-calendar"),
        "{check}"
    );
}

#[test]
fn names_do_not_lead_out_of_the_folder() {
    for name in ["../calendars/own", "sub/own", "", ".", "own.toml", "own\\u0000", "OWN"] {
        let workspace = million(&format!("calendar = \"{name}\"\nperiod = \"2026-Q4\""));
        workspace.write("calendars/own.toml", "schema-version = 1\n");
        workspace.write("calendars/sub/own.toml", "schema-version = 1\n");
        assert!(
            workspace.run("check").exits(1).has_finding("unknown-calendar"),
            "{name}"
        );
    }
}

#[test]
fn the_calendar_in_the_documentation_is_one() {
    let page = std::fs::read_to_string(salesplan_tests::source_tree::root().join("docs/files.md")).unwrap();
    let calendar = page
        .split("## Calendars")
        .nth(1)
        .and_then(|rest| rest.split("```").nth(1));
    let calendar = calendar.and_then(|block| block.strip_prefix("toml\n")).unwrap();
    let workspace = million("calendar = \"berlin\"\nperiod = \"2026-12\"");
    workspace.write("calendars/berlin.toml", calendar);
    workspace.run("check --fail-on warning").succeeds();
    assert_eq!(days(&decomposition(&workspace)["period"]), ("2026-12-01", "2026-12-31"));
}
