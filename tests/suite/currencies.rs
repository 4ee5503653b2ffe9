//! Sums in other currencies and with or without tax: kept as their source gives them, and
//! brought to the goal's basis once.

use salesplan_tests::Workspace;
use serde_json::Value;

const PLAN: &str = r#"schema-version = 1
title = "Abroad"
period = { from = 2026-10-01, to = 2026-12-31 }

[goal]
metric = "revenue"
amount = 1_000_000
currency = "RUB"
vat = "excluded"
vat-rate = "20%"

[rates]
USD = "92.50"
EUR = 100.25

[segments.new]
title = "New clients"
amount = 600_000
average-deal = 200_000
facts = { source = "deals" }

[segments.repeat]
title = "Regular clients"
amount = 400_000
average-deal = 100_000
"#;

const DEALS: &str = "id,segment,status,amount,currency,vat,closed,expected-close\n\
    D-1,new,won,1000,USD,,2026-10-14,\n\
    D-2,new,won,120000,,included,2026-10-15,\n\
    D-3,new,open,2000,EUR,included 10%,,2026-12-01\n\
    D-4,new,open,150000,,,,2026-12-01\n";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write("plans/p/plan.toml", PLAN);
    workspace.write("plans/p/deals.csv", DEALS);
    workspace.write(
        "plans/p/facts/2026-10.csv",
        "date,measure,segment,count,amount,currency,vat\n\
         2026-10-16,deal,repeat,1,600,USD,included\n\
         2026-10-16,paid,,,1000,EUR,\n",
    );
    workspace
}

fn fact(status: &Value, measure: &str, segment: Option<&str>) -> String {
    let rows = status["to_date"]["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("{status}"));
    let row = rows
        .iter()
        .find(|row| row["measure"] == measure && row["segment"].as_str() == segment)
        .unwrap_or_else(|| panic!("no row {measure}: {status}"));
    row["fact"].as_str().unwrap().to_string()
}

#[test]
fn sums_are_brought_to_the_goals_basis() {
    let workspace = workspace();
    let status = workspace.run("status --week 2026-W42 --format json").json();
    // 1000 × 92.50, and 120,000 / 1.2.
    assert_eq!(fact(&status, "revenue", Some("new")), "192500.00");
    // 600 × 92.50 / 1.2.
    assert_eq!(fact(&status, "revenue", Some("repeat")), "46250.00");
    assert_eq!(fact(&status, "revenue", None), "238750.00");
    assert_eq!(fact(&status, "paid", None), "100250.00");
}

#[test]
fn deals_show_what_their_source_says_beside_it() {
    let workspace = workspace();
    let deals = workspace.run("deals --week 2026-W42 --format json").json();
    let d3 = deals["deals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|deal| deal["id"] == "D-3")
        .unwrap();
    // 2000 × 100.25 / 1.1 = 182,272.7272…
    assert_eq!(d3["amount"], "182272.73");
    assert_eq!(d3["stated"]["amount"], "2000.00");
    assert_eq!(d3["stated"]["currency"], "EUR");
    assert_eq!(d3["stated"]["vat"], "included");
    assert_eq!(d3["stated"]["vat_rate"], 0.1);
    let d4 = deals["deals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|deal| deal["id"] == "D-4")
        .unwrap();
    assert!(d4["stated"].is_null());
    let page = workspace.run("deals --week 2026-W42 --format markdown").printed();
    assert!(page.contains("| 182,273 (2,000 EUR with VAT) |"), "{page}");
    let page = workspace
        .run("deals --week 2026-W42 --format markdown --lang ru")
        .printed();
    assert!(page.contains("EUR с НДС)"), "{page}");
}

#[test]
fn a_frozen_rate_that_changes_is_told_as_such() {
    let workspace = workspace();
    workspace.commit_all("Plan");
    workspace.run("review --week 2026-W42 --commit").succeeds();
    workspace.write("plans/p/plan.toml", PLAN.replace("EUR = 100.25", "EUR = 110.00"));
    // And one deal grows in its own currency: 2000 → 2200.
    workspace.write(
        "plans/p/deals.csv",
        DEALS.replace("D-3,new,open,2000", "D-3,new,open,2200"),
    );
    workspace.commit_all("Rates");
    let movement = workspace.run("movement --week 2026-W43 --format json").json();
    let bucket = |kind: &str| {
        let buckets = movement["buckets"].as_array().unwrap();
        let found = buckets.iter().find(|bucket| bucket["kind"] == kind);
        found.unwrap_or_else(|| panic!("no {kind} in {movement}"))["amount"].clone()
    };
    // 2000 EUR with 10 % tax: 182,272.73 → 200,000; and 200 more of them.
    assert_eq!(bucket("rate"), "17727.27");
    assert_eq!(bucket("grown"), "20000.00");
    assert_eq!(movement["buckets"].as_array().unwrap().len(), 2, "{movement}");
    let page = workspace.run("movement --week 2026-W43 --format markdown").printed();
    assert!(page.contains("Counted at other rates"), "{page}");
    let diff = workspace.run("diff HEAD~1 HEAD --format json").printed();
    assert!(diff.contains("rates.EUR"), "{diff}");
    // The deal is told to have grown, in the goal's currency at the rate of now; nothing else is.
    let diff = workspace.run("diff HEAD~1 HEAD --format markdown").printed();
    assert!(diff.contains("the rate of EUR") && diff.contains("D-3"), "{diff}");
    assert!(!diff.contains("D-1"), "{diff}");
    let review = workspace.run("review --week 2026-W43").printed();
    assert!(review.contains("the rate of EUR"), "{review}");
    // What was paid in October is what it was: no week is restated by a rate.
    assert!(!review.contains("Of weeks that were reviewed before"), "{review}");
}

#[test]
fn a_goal_with_tax_counts_tax() {
    let workspace = workspace();
    workspace.write(
        "plans/p/plan.toml",
        PLAN.replace("vat = \"excluded\"", "vat = \"included\""),
    );
    let deals = "id,segment,status,amount,currency,vat,closed\n\
        D-1,new,won,100,,excluded,2026-10-14\nD-2,new,won,100,,0%,2026-10-14\nD-3,new,won,100,,,2026-10-14\nD-4,new,won,100,USD,excluded 5%,2026-10-14\n";
    workspace.write("plans/p/deals.csv", deals);
    let status = workspace.run("status --week 2026-W42 --format json").json();
    // 120, 100, 100 as the goal has it, and 100 × 92.50 × 1.05.
    assert_eq!(fact(&status, "revenue", Some("new")), "10032.50");
}

#[test]
fn figures_in_another_currency_are_recorded_as_such() {
    let workspace = workspace();
    let _ = workspace
        .run_words(["record", "--week", "2026-W43", "paid=1000 USD"])
        .exits(0);
    let text = workspace.read("plans/p/facts/2026-10.csv");
    assert!(text.ends_with("2026-10-25,paid,,,1000,USD,\n"), "{text}");
    let _ = workspace
        .run_words(["record", "--week", "2026-W43", "spend=5 GBP"])
        .exits(2)
        .says("the plan has no rate");
}
