//! The way of selling step by step: who differs in it by more than chance.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use salesplan_tests::Workspace;
use salesplan_tests::source_tree::root;

const PLAN: &str = r#"schema-version = 1
title = "Wins"
period = { from = 2017-10-01, to = 2017-12-31 }
[goal]
metric = "revenue"
amount = 3_000_000
currency = "USD"
[segments.all]
amount = 3_000_000
average-deal = 2_400
funnel = "f"
facts = { source = "deals" }
[funnels.f]
stages = [{ id = "engaged", conversion = "50%", lag-days = 45 }, { id = "deal" }]
"#;

/// A workspace with these deals: owner, engaged on, won or lost, closed on.
fn workspace(deals: &[(String, String, &str, String)]) -> Workspace {
    let workspace = Workspace::new();
    workspace.write("plans/p/plan.toml", PLAN);
    let people: BTreeSet<&str> = deals.iter().map(|(owner, ..)| owner.as_str()).collect();
    let mut team = String::new();
    for person in people {
        let _ = writeln!(team, "[people.{person}]\nname = \"{person}\"");
    }
    workspace.write("plans/p/team.toml", team);
    let mut text = String::from("id,owner,stage,status,closed,entered.engaged\n");
    for (index, (owner, engaged, status, closed)) in deals.iter().enumerate() {
        let stage = if *status == "won" { "deal" } else { "engaged" };
        let _ = writeln!(text, "D-{index:05},{owner},{stage},{status},{closed},{engaged}");
    }
    workspace.write("plans/p/deals.csv", text);
    workspace
}

fn people(workspace: &Workspace, evening: &str) -> serde_json::Value {
    let view = workspace.run(&format!("steps --as-of {evening} --format json"));
    let view = view.exits(0).json();
    view["steps"][0]["people"].clone()
}

/// Sellers of a public data set that sell alike: whoever was best is so by chance.
#[test]
fn sellers_that_differ_only_by_chance_are_said_to() {
    let folder = std::env::var_os("SALESPLAN_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let file = folder.join("maven/sales_pipeline.csv");
    if !file.exists() {
        eprintln!("skipped: {} is missing", file.display());
        return;
    }
    let workspace = Workspace::new();
    workspace.copy_from(&root().join("examples/maven"), "");
    workspace.commit_all("Plan and profile");
    let import = format!("import --profile maven {}", file.display());
    let imported = workspace.run(&import).printed();
    assert!(imported.contains("8,800"), "{imported}");
    // Deals that were left open are among them: from none to a third of a seller's.
    for (evening, n_sellers) in [("2017-06-30", 25), ("2017-09-30", 30), ("2017-12-31", 30)] {
        let people = people(&workspace, evening);
        assert!(people["groups"].as_array().unwrap().len() >= n_sellers, "{people}");
        assert_eq!(people["verdict"], "by_chance", "{evening}: {people}");
        assert_eq!(people["best_title"], serde_json::Value::Null);
    }
}

/// Deals of sellers who each have so many of them won, lost and left open.
fn of_sellers(sellers: &[(&str, [usize; 3])]) -> Vec<(String, String, &'static str, String)> {
    let deals = sellers.iter().flat_map(|(owner, [won, lost, open])| {
        (0..won + lost + open).map(move |index| {
            let day = 1 + index % 28;
            let closed = format!("2017-08-{day:02}");
            let (status, closed) = match index {
                _ if index < *won => ("won", closed),
                _ if index < won + lost => ("lost", closed),
                _ => ("open", String::new()),
            };
            ((*owner).to_string(), format!("2017-07-{day:02}"), status, closed)
        })
    });
    deals.collect()
}

/// Deals of three sellers, each of whom wins so many of forty and loses the others.
fn of_three([anna, boris, gleb]: [usize; 3]) -> Vec<(String, String, &'static str, String)> {
    of_sellers(&[
        ("anna", [anna, 40 - anna, 0]),
        ("boris", [boris, 40 - boris, 0]),
        ("gleb", [gleb, 40 - gleb, 0]),
    ])
}

#[test]
fn who_leads_only_by_deals_that_another_leaves_open_is_not_the_best() {
    let deals = [
        ("anna", [130, 70, 0]),
        ("boris", [100, 10, 90]),
        ("gleb", [60, 140, 0]),
        ("nina", [60, 140, 0]),
    ];
    let workspace = workspace(&of_sellers(&deals));
    let people = people(&workspace, "2017-12-31");
    assert_eq!(people["verdict"], "differ", "{people}");
    assert_eq!(people["best_title"], serde_json::Value::Null);
    let told = workspace.run("steps --as-of 2017-12-31").printed();
    assert!(told.contains("who is best hangs on what is left open"), "{told}");
}

#[test]
fn a_seller_who_is_better_is_found_and_what_that_is_worth_is_said() {
    let workspace = workspace(&of_three([31, 14, 12]));
    let people = people(&workspace, "2017-12-31");
    assert_eq!(
        (&people["verdict"], &people["best_title"]),
        (&"differ".into(), &"anna".into())
    );
    // Drawn towards all, since a part of the lead is luck.
    let (best, typical) = (
        people["best_rate"].as_f64().unwrap(),
        people["typical"].as_f64().unwrap(),
    );
    assert!(typical < best && best < 31.0 / 40.0, "{people}");
    let told = workspace.run("steps --as-of 2017-12-31").printed();
    assert!(told.contains("learn from the best"), "{told}");
}

#[test]
fn sellers_as_alike_as_chance_leaves_them_are_no_ranking() {
    let workspace = workspace(&of_three([21, 17, 15]));
    assert_eq!(people(&workspace, "2017-12-31")["verdict"], "by_chance");
    let told = workspace.run("steps --as-of 2017-12-31 --lang ru").printed();
    assert!(told.contains("разница случайна"), "{told}");
}
