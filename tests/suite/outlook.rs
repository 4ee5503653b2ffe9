//! What the open deals bring: a chance, and a range of sums.

use salesplan_tests::Workspace;
use serde_json::Value;

fn workspace() -> Workspace {
    let workspace = Workspace::of_meetings();
    // Signed 200,000; open 100,000 and 300,000 at one half each.
    workspace.write(
        "plans/p/deals.csv",
        "id,stage,status,amount,created,expected-close,closed\n\
         D-1,deal,won,200000,2026-10-02,2026-10-20,2026-10-20\n\
         D-2,meeting,,100000,2026-10-05,2026-12-01,\n\
         D-3,meeting,,300000,2026-10-05,2026-12-01,\n\
         D-4,meeting,,900000,2026-10-05,2027-02-01,\n",
    );
    workspace.write("rules/probability.rhai", "0.5\n");
    workspace
}

/// 0, 100, 300 and 400 thousand with a quarter each, beside what is signed.
#[test]
fn the_range_is_what_is_signed_and_the_open_deals() {
    let workspace = workspace();
    let report = workspace.run("review --week 2026-W44 --format json").exits(0).json();
    let range = &report["outlook"]["range_from_open"];
    assert_eq!(
        (&range["low"], &range["high"]),
        (&"200000.00".into(), &"600000.00".into())
    );
    assert_eq!((&range["part"], &range["lattice"]), (&0.8.into(), &Value::Null));
    let said = "With the open deals alone the period would end between 200,000 and 600,000 in 8 cases of 10";
    for form in ["review", "review --sheet", "review --message", "status"] {
        let text = workspace.run(&format!("{form} --week 2026-W44")).printed();
        assert!(text.replace('\n', " ").contains(said), "{form}: {text}");
    }
    let russian = workspace.run("review --week 2026-W44 --lang ru").printed();
    assert!(russian.contains("в 8 случаях из 10"), "{russian}");
}

#[test]
fn the_chart_shows_it_and_says_it() {
    let workspace = workspace();
    let report = workspace.run("review --week 2026-W44 --format json").exits(0).json();
    let charts = report["charts"].as_array().unwrap();
    let goal = charts.iter().find(|chart| chart["kind"] == "goal").unwrap();
    let about = goal["alternative"].as_str().unwrap();
    assert!(about.contains("ends between 200,000 and 600,000"), "{about}");
    let page = workspace.run("review --week 2026-W44 --format html").printed();
    assert_eq!(
        page.matches("<polygon class=\"range\"").count(),
        2,
        "the range and its name"
    );
}

/// Where nothing is open there is nothing to come.
#[test]
fn without_open_deals_there_is_no_range() {
    let workspace = workspace();
    let outlook = |options: &str| {
        let line = format!("status --format json {options}");
        workspace.run(&line).exits(0).json()["outlook"].clone()
    };
    let deals = workspace.read("plans/p/deals.csv");
    let won: String = deals.lines().take(2).map(|line| format!("{line}\n")).collect();
    workspace.write("plans/p/deals.csv", won);
    assert!(outlook("--week 2026-W44")["range_from_open"].is_null());
}
