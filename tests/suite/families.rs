//! Plans within plans: what a command says of one of them, and what its review is made from.

use salesplan_tests::Workspace;

fn plan(parent: Option<&str>, amount: u64, rest: &str) -> String {
    let parent = parent
        .map(|parent| format!("parent = \"{parent}\"\n"))
        .unwrap_or_default();
    format!(
        "schema-version = 1\n{parent}period = \"2026-Q4\"\n[goal]\nmetric = \"deals\"\namount = {amount}\n\
         [segments.all]\ndeals = {amount}\n{rest}"
    )
}

fn company() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("salesplan.toml", "");
    let children = "[children]\nover-assignment = 1.5\nassigned = { north = 9, south = 6 }\n";
    workspace.write("plans/company/plan.toml", plan(None, 10, children));
    workspace.write("plans/north/plan.toml", plan(Some("company"), 9, ""));
    workspace.write("plans/south/plan.toml", plan(Some("company"), 6, ""));
    workspace.write("plans/team/plan.toml", plan(Some("south"), 6, ""));
    workspace
}

#[test]
fn a_plan_shows_its_parent_and_its_children() {
    let workspace = company();
    workspace.run("check --fail-on warning").succeeds();
    let family = |line: &str| workspace.run(line).exits(0).json()["family"].clone();
    let company = family("decompose company --format json");
    assert_eq!(company["over_assignment"], "1.5");
    assert_eq!(
        (&company["expected"], &company["children_goal"]),
        (&15.into(), &15.into())
    );
    assert_eq!(company["children"][1]["assigned"], 6);
    let south = family("decompose south --format json");
    assert_eq!((&south["parent"], &south["assigned"]), (&"company".into(), &6.into()));
    assert_eq!(south["children"][0]["plan"], "team");
    let other = family("decompose company --format json --set goal.amount=20 --set all.deals=20");
    assert_eq!((&other["expected"], &other["difference"]), (&30.into(), &(-15).into()));
    let review = workspace
        .run("review south --week 2026-W45 --format json")
        .exits(0)
        .json();
    assert_eq!(review["decomposition"]["family"], south);
}

#[test]
fn one_plan_is_told_what_concerns_it() {
    let workspace = company();
    workspace.write("plans/team/plan.toml", plan(Some("south"), 5, ""));
    workspace.write("plans/lost/plan.toml", plan(Some("sout"), 5, ""));
    let ids = |line: &str| -> Vec<String> {
        let json = workspace.run(line).json();
        let findings = json["findings"].as_array().expect("findings").clone();
        findings
            .iter()
            .map(|finding| finding["id"].as_str().unwrap_or("-").to_string())
            .collect()
    };
    assert_eq!(ids("check south --format json"), ["children-differ"]);
    assert_eq!(ids("check company --format json"), [""; 0]);
    assert_eq!(ids("check team --format json"), [""; 0]);
    assert_eq!(ids("check lost --format json"), ["unknown-parent"]);
    assert_eq!(ids("check --format json"), ["unknown-parent", "children-differ"]);
    let _ = workspace.run("decompose lost").exits(2).says("did you mean `south`?");
    workspace.run("decompose company").succeeds();
}

#[test]
fn a_review_is_stale_when_a_plan_above_or_a_child_changes() {
    let workspace = company();
    workspace.commit_all("The plans");
    workspace.run("review south --week 2026-W45 --commit").succeeds();
    let is_stale = || workspace.run("check").has_finding("stale-review");
    assert!(!is_stale());
    let files = [
        ("north", plan(Some("company"), 9, "# later\n"), false),
        ("company", plan(None, 10, ""), true),
    ];
    for (name, text, changes) in files {
        let path = format!("plans/{name}/plan.toml");
        workspace.write(&path, text);
        let noted = workspace.run("review south --week 2026-W45");
        assert_eq!(format!("{noted}").contains("uncommitted changes"), changes, "{noted}");
        workspace.commit_all("Another plan");
        assert_eq!(is_stale(), changes, "{name}");
    }
    workspace.run("review south --week 2026-W45 --commit").succeeds();
    assert!(!is_stale());
    workspace.write("plans/team/plan.toml", plan(Some("south"), 6, "# later\n"));
    workspace.commit_all("A child");
    assert!(is_stale());
}
