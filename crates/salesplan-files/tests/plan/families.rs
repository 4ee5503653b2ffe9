//! All plans of a workspace, read to be held against each other.

use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace::{WrittenPlans, read_plans_as_written};
use salesplan_model::id::PlanId;
use salesplan_model::plan::GoalAmount;
use salesplan_model::settings::Settings;

use crate::fixture::{FUNNEL, GOAL, NEW, plan_of};

fn read(plans: &[(&str, String)]) -> WrittenPlans {
    let mut snapshot = Snapshot::default();
    for (plan, text) in plans {
        let path = format!("plans/{plan}/plan.toml");
        snapshot.insert(&path, None, Content::Bytes(text.clone().into_bytes()));
    }
    snapshot.insert("plans/empty/notes.md", None, Content::Bytes(Vec::new()));
    read_plans_as_written(&snapshot, &Settings::default())
}

fn part_of(parent: &str) -> String {
    format!("parent = \"{parent}\"\n{}", plan_of(&[GOAL, NEW, FUNNEL]))
}

#[test]
fn plans_with_mistakes_are_named_with_their_parents() {
    let children = "[children]\nover-assignment = 1.1\nassigned = { north = 600_000 }\n";
    let written = read(&[
        ("company", plan_of(&[GOAL, NEW, FUNNEL, children])),
        ("north", part_of("company")),
        ("south", part_of("company") + "unknown = 1\n"),
        ("west", "parent = \"company\"\ngoal = [".into()),
    ]);
    let names: Vec<&str> = written.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(names, ["company", "north"]);
    let unreadable = written.unreadable.iter();
    let unreadable: Vec<_> = unreadable
        .map(|plan| (plan.id.as_str(), plan.parent.as_ref().map(PlanId::as_str)))
        .collect();
    assert_eq!(
        unreadable,
        [("empty", None), ("south", Some("company")), ("west", Some("company"))]
    );
}

#[test]
fn what_is_written_is_compared() {
    let children = "[children]\nover-assignment = 1.1\nassigned = { north = 650_000 }\n";
    let written = read(&[
        ("company", plan_of(&[GOAL, NEW, FUNNEL, children])),
        ("north", part_of("company")),
    ]);
    let families = written.families();
    let figures = families.figures(&written.plans[0]).expect("a child");
    let units = |amount: Option<GoalAmount>| amount.map(GoalAmount::units);
    assert_eq!(
        (
            units(figures.expected),
            units(figures.children_goal),
            figures.difference
        ),
        (Some(66_000_000), Some(60_000_000), Some(-6_000_000))
    );
    assert_eq!(units(figures.children[0].assigned), Some(65_000_000));
    let ids: Vec<&str> = families.findings().iter().map(|finding| finding.kind.id).collect();
    assert_eq!(ids, ["children-differ", "assigned-differs", "assigned-in-all"]);
}
