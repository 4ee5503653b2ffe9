//! Pages of teams: printed for one, and committed beside a review.

use salesplan_tests::Workspace;
use salesplan_tests::source_tree::cases;
use serde_json::Value;

const PAGE: &str = "reviews/million/2026-W46/team-north.md";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&cases("reviews").join("teams"), "");
    workspace
}

/// The rows of a window by what they compare.
fn rows(window: &Value) -> Vec<(String, Value, Value)> {
    let rows = window["rows"].as_array().expect("a window has rows");
    rows.iter()
        .map(|row| {
            let name = format!("{} {}", row["segment"], row["measure"]);
            (name, row["plan"].clone(), row["fact"].clone())
        })
        .collect()
}

#[test]
fn a_team_sees_its_own_people_deals_and_promises() {
    let workspace = workspace();
    let shown = workspace.run("review --for north --week 2026-W46").printed();
    assert!(shown.contains("# 2026-W46 · North · One million"), "{shown}");
    for own in ["D-04", "R-03", "Boris", "Gleb", "bring leads from the fair"] {
        assert!(shown.contains(own), "{own}: {shown}");
    }
    for other in ["Anna", "D-03", "R-04", "Paper Comet", "Nine Acorns", "price list"] {
        assert!(!shown.contains(other), "{other}: {shown}");
    }
}

/// A team's figures are the sums of what its people see.
#[test]
fn a_team_is_the_sum_of_its_people() {
    let workspace = workspace();
    let json = |of: &str| {
        let line = format!("review --for {of} --week 2026-W46 --format json");
        workspace.run(&line).exits(0).json()
    };
    let team = rows(&json("North")["to_date"]);
    let people = ["boris", "gleb"].map(|person| rows(&json(person)["plan_fact"]["to_date"]));
    let number = |value: &Value| match value {
        Value::String(text) => text.parse::<f64>().expect("money is a number"),
        other => other.as_f64().unwrap_or_default(),
    };
    for (name, plan, fact) in team {
        let of_people = |value: fn(&(String, Value, Value)) -> &Value| -> f64 {
            let same = people.iter().flatten().filter(|row| row.0 == name);
            same.map(|row| number(value(row))).sum()
        };
        assert!((number(&plan) - of_people(|row| &row.1)).abs() < 0.005, "{name}");
        assert!((number(&fact) - of_people(|row| &row.2)).abs() < 0.005, "{name}");
    }
}

#[test]
fn whoever_is_neither_a_person_nor_a_team_is_told() {
    let refused = workspace().run("review --for Nort --week 2026-W46").exits(2);
    assert!(
        refused.stderr.contains("nobody and no team in team.toml is `Nort`"),
        "{refused}"
    );
    assert!(refused.stderr.contains("did you mean `North`?"), "{refused}");
}

#[test]
fn pages_of_teams_are_committed_verified_and_not_overwritten() {
    let workspace = workspace();
    workspace.write("salesplan.toml", "");
    workspace.commit_all("The plan");
    workspace.run("review --week 2026-W46 --commit").succeeds();
    let review = workspace.read("reviews/million/2026-W46.md");
    assert!(
        review.contains("[South](2026-W46/team-south.md), [North](2026-W46/team-north.md)"),
        "{review}"
    );
    assert_eq!(workspace.git(&["status", "--porcelain"]), "");
    let page = workspace.read(PAGE);
    assert!(page.contains("D-04") && !page.contains("D-03"), "{page}");
    workspace.run("verify").succeeds();
    workspace.write(PAGE, page.replace("North", "The North"));
    workspace.commit_all("An edit");
    let told = workspace.run("verify").exits(1).stdout;
    assert!(told.contains("team-north.md was edited by hand"), "{told}");
    workspace.write("plans/million/facts/2026-11.csv", "date,measure,segment,count\n");
    workspace.commit_all("No facts");
    let refused = workspace.run("review --week 2026-W46 --commit").exits(2);
    assert!(refused.stderr.contains("team-north.md was edited by hand"), "{refused}");
}
