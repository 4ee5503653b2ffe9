//! Families of plans made up of what the comparison reads of them.

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::diagnostic::Location;
use crate::id::SegmentId;
use crate::money::Currency;
use crate::period::Period;
use crate::plan::{Basis, Family, Goal, Part, Resources, Segment, Team, Vat};

fn place(id: &str, at: usize) -> Location {
    Location {
        file: Arc::from(format!("plans/{id}/plan.toml")),
        span: at..at + 1,
    }
}

fn rub(units: i64) -> GoalAmount {
    GoalAmount::Revenue(Money::new(units * 100, Currency::parse("RUB").unwrap()))
}

fn plan(id: &str, parent: Option<&str>, amount: GoalAmount) -> Plan {
    let segment = Segment {
        id: SegmentId::new("all"),
        title: "all".into(),
        part: Part::Deals(1),
        part_location: place(id, 9),
        average_deal: None,
        margin: None,
        commission: None,
        cost_per_lead: None,
        stages: Vec::new(),
        funnel: None,
        clients: None,
        purchase: None,
        location: place(id, 8),
    };
    Plan {
        id: PlanId::new(id),
        title: id.to_uppercase(),
        period: Period::new(date(2026, 10, 1), date(2026, 12, 31)).unwrap(),
        exchange: Default::default(),
        goal: Goal {
            amount,
            minimum: None,
            stretch: None,
            basis: Basis::Signed,
            vat: Vat::Excluded,
            currency: Currency::parse("RUB"),
            fixed_costs: None,
            location: place(id, 1),
        },
        segments: vec![segment],
        channels: Vec::new(),
        resources: Resources::default(),
        team: Team::default(),
        family: Family {
            parent: parent.map(|parent| (PlanId::new(parent), place(id, 0))),
            ..Family::default()
        },
        scenarios: Vec::new(),
    }
}

fn assigning(mut plan: Plan, ratio: Option<&str>, to: &[(&str, i64)]) -> Plan {
    plan.family.over_assignment = ratio.map(|ratio| ratio.parse().unwrap());
    plan.family.location = Some(place(plan.id.as_str(), 2));
    let assigned = |(number, (child, amount)): (usize, &(&str, i64))| Assigned {
        plan: PlanId::new(*child),
        amount: rub(*amount),
        location: place(plan.id.as_str(), 3 + number),
    };
    plan.family.assigned = to.iter().enumerate().map(assigned).collect();
    plan
}

fn told(findings: &[Diagnostic]) -> Vec<String> {
    let mut findings = findings.to_vec();
    crate::diagnostic::sort(&mut findings);
    let told = |finding: &Diagnostic| format!("{}: {}", finding.kind.id, finding.message);
    findings.iter().map(told).collect()
}

#[track_caller]
fn found(plans: &[Plan], expected: &[&str]) {
    assert_eq!(told(&Families::new(plans, &[]).findings()), expected);
}

#[test]
fn goals_of_children_make_the_goal() {
    let mut plans = vec![
        plan("company", None, rub(1_000)),
        plan("north", Some("company"), rub(600)),
        plan("south", Some("company"), rub(400)),
    ];
    found(&plans, &[]);
    plans[0].family.over_assignment = Some("1.10".parse().unwrap());
    found(
        &plans,
        &[
            "children-differ: the children of `company` are to bring 1000.00 RUB of 1100.00 RUB, 1.1 times its goal: 100.00 RUB missing",
        ],
    );
    plans[2].goal.amount = rub(501);
    found(
        &plans,
        &[
            "children-differ: the children of `company` are to bring 1101.00 RUB of 1100.00 RUB, 1.1 times its goal: 1.00 RUB too much",
        ],
    );
    plans[2].goal.amount = rub(500);
    found(&plans, &[]);
}

#[test]
fn months_of_a_quarter_add_up_and_days_outside_do_not() {
    let month = |id: &str, month, amount| {
        let mut plan = plan(id, Some("quarter"), rub(amount));
        let first = date(2026, month, 1);
        plan.period = Period::new(first, first.last_of_month()).unwrap();
        plan
    };
    let quarter = plan("quarter", None, rub(600));
    let mut plans = vec![month("a", 10, 100), month("b", 11, 200), month("c", 12, 300), quarter];
    found(&plans, &[]);
    plans[0] = month("a", 9, 100);
    let outside = "child-outside-period: `a` runs from 2026-09-01 to 2026-09-30, and `quarter`, which it is a part of, from 2026-10-01 to 2026-12-31";
    found(&plans, &[outside]);
    let families = Families::new(&plans, &[]);
    let figures = families.figures(&plans[3]).unwrap();
    assert_eq!((figures.children_goal, figures.difference), (None, None));
    assert_eq!(figures.expected, Some(rub(600)));
}

#[test]
fn what_is_assigned_is_held_against_the_goals() {
    let company = assigning(
        plan("company", None, rub(1_000)),
        None,
        &[("east", 300), ("other", 100), ("typo", 100), ("north", 600)],
    );
    let plans = [
        company,
        plan("east", Some("company"), rub(250)),
        plan("north", Some("company"), rub(600)),
        plan("other", None, rub(1)),
        plan("west", Some("company"), rub(150)),
    ];
    let all = [
        "assigned-in-all: `company` assigns its children 1100.00 RUB of 1000.00 RUB: 100.00 RUB too much",
        "assigned-differs: `east` is assigned 300.00 RUB and has a goal of 250.00 RUB: 50.00 RUB less",
        "assigned-to-no-child: `company` assigns something to `other`, which is no part of it",
        "assigned-to-no-child: `company` assigns something to `typo`, and there is no such plan",
        "nothing-assigned: `company` assigns something to its children, and nothing to `west`",
    ];
    found(&plans, &all);
    let families = Families::new(&plans, &[]);
    assert_eq!(told(&families.findings_of(&PlanId::new("company"))), all);
    assert_eq!(told(&families.findings_of(&PlanId::new("east"))), [all[1]]);
    assert_eq!(told(&families.findings_of(&PlanId::new("west"))), [all[4]]);
    assert_eq!(told(&families.findings_of(&PlanId::new("north"))), [""; 0]);
}

#[test]
fn unlike_goals_are_not_added() {
    let company = plan("company", None, rub(1_000));
    let child = |id: &str| plan(id, Some("company"), rub(1));
    let mut plans = vec![company, child("a"), child("b"), child("c"), child("d")];
    plans[1].goal.amount = GoalAmount::Deals(4);
    plans[2].goal.currency = Currency::parse("EUR");
    plans[3].goal.basis = Basis::Paid;
    plans[4].goal.vat = Vat::Included;
    found(
        &plans,
        &[
            "child-not-comparable: the goal of `a` cannot be added up for `company`: its metric is deals and not revenue",
            "child-not-comparable: the goal of `b` cannot be added up for `company`: its currency is EUR and not RUB",
            "child-not-comparable: the goal of `c` cannot be added up for `company`: its basis is paid and not signed",
            "child-not-comparable: the goal of `d` cannot be added up for `company`: its VAT is included and not excluded",
        ],
    );
    for plan in &mut plans {
        plan.goal.amount = GoalAmount::Deals(4);
        plan.goal.basis = Basis::Signed;
    }
    found(
        &plans,
        &["children-differ: the children of `company` are to bring 16 deals of 4 deals: 12 deals too much"],
    );
}

#[test]
fn parents_are_there_and_rings_are_told_once() {
    let plans = [
        plan("a", Some("c"), rub(1)),
        plan("b", Some("a"), rub(1)),
        plan("c", Some("b"), rub(1)),
        plan("below", Some("a"), rub(1)),
        plan("lost", Some("belov"), rub(1)),
        plan("self", Some("self"), rub(1)),
    ];
    let families = Families::new(&plans, &[]);
    assert_eq!(
        told(&families.findings()),
        [
            "parent-cycle: `a` and `c` and `b` are parts of each other",
            "unknown-parent: there is no plan `belov`",
            "parent-cycle: `self` is its own parent",
        ]
    );
    let help = families.findings_of(&PlanId::new("lost"))[0].help.clone();
    assert_eq!(help.as_deref(), Some("did you mean `below`?"));
    for (id, n_findings) in [("a", 1), ("b", 1), ("c", 1), ("below", 0), ("self", 1)] {
        assert_eq!(families.findings_of(&PlanId::new(id)).len(), n_findings, "{id}");
    }
}

#[test]
fn a_child_with_mistakes_keeps_the_others_from_being_added() {
    let plans = [
        assigning(
            plan("company", None, rub(1_000)),
            None,
            &[("north", 600), ("south", 400)],
        ),
        plan("north", Some("company"), rub(600)),
        plan("part", Some("south"), rub(7)),
    ];
    let unreadable = [Unreadable {
        id: PlanId::new("south"),
        parent: Some(PlanId::new("company")),
    }];
    let families = Families::new(&plans, &unreadable);
    assert_eq!(
        told(&families.findings()),
        ["child-not-comparable: the goals of the children of `company` cannot be added up: `south` cannot be read"]
    );
    assert_eq!(families.figures(&plans[0]).unwrap().children_goal, None);
}

#[test]
fn figures_are_there_for_parents_and_children_alone() {
    let plans = [
        assigning(plan("company", None, rub(1_000)), Some("1.1"), &[("north", 600)]),
        plan("alone", None, rub(1)),
        plan("north", Some("company"), rub(1_000)),
    ];
    let families = Families::new(&plans, &[]);
    assert_eq!(families.figures(&plans[1]), None);
    let north = families.figures(&plans[2]).unwrap();
    assert_eq!(
        (north.parent.map(PlanId::as_str), north.assigned),
        (Some("company"), Some(rub(600)))
    );
    assert_eq!(
        (north.expected, north.children_goal, north.difference),
        (None, None, None)
    );
    let company = families.figures(&plans[0]).unwrap();
    assert_eq!(
        (company.parent, company.over_assignment.to_string().as_str()),
        (None, "1.1")
    );
    assert_eq!(
        (company.expected, company.children_goal),
        (Some(rub(1_100)), Some(rub(1_000)))
    );
    assert_eq!(
        (company.difference, company.children[0].assigned),
        (Some(-10_000), Some(rub(600)))
    );
    // With other figures than those written.
    let mut changed = plans[0].clone();
    changed.goal.amount = rub(500);
    assert_eq!(families.figures(&changed).unwrap().expected, Some(rub(550)));
}

#[test]
fn sums_beyond_64_bits_are_told() {
    let huge = GoalAmount::Deals(u64::try_from(i64::MAX).unwrap());
    let mut plans = vec![
        plan("company", None, huge),
        plan("a", Some("company"), huge),
        plan("b", Some("company"), huge),
    ];
    plans[0].family.over_assignment = Some("10".parse().unwrap());
    let families = Families::new(&plans, &[]);
    let figures = families.figures(&plans[0]).unwrap();
    assert_eq!(
        (figures.children_goal, figures.expected, figures.difference),
        (None, None, None)
    );
    assert_eq!(families.findings().len(), 1);
}

#[test]
fn ten_thousand_plans_of_any_shape_are_compared() {
    let name = |number: usize| format!("p{number}");
    let shapes: [&dyn Fn(usize) -> Option<String>; 4] = [
        &|number| number.checked_sub(1).map(name),
        &|number| Some(name((number + 1) % 10_000)),
        &|number| (number > 0).then(|| name(0)),
        &|number| Some(format!("nobody{number}")),
    ];
    for shape in shapes {
        let plans: Vec<Plan> = (0..10_000)
            .map(|number| plan(&name(number), shape(number).as_deref(), rub(1)))
            .collect();
        let families = Families::new(&plans, &[]);
        let n_findings = families.findings().len() + families.findings_of(&PlanId::new("p0")).len();
        assert!(n_findings <= 10_001, "{n_findings}");
    }
}
