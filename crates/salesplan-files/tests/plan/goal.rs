//! Levels, profit, costs and commission.

use salesplan_model::plan::GoalAmount;
use salesplan_model::rate::Rate;

use crate::fixture::{FUNNEL, Folder, GOAL, NEW, PROFIT, REPEAT, found, good, plan_of};

const WITH_MARGIN: &str = "[segments.repeat]\nshare = \"100%\"\naverage-deal = 100_000\nmargin = \"60%\"\n";

#[test]
fn a_goal_has_levels_in_its_own_metric() {
    let plan = good(&plan_of(&[GOAL, "minimum = 500_000\nstretch = 700_000.50\n", REPEAT]));
    assert_eq!(plan.goal.minimum.map(GoalAmount::units), Some(50_000_000));
    assert_eq!(plan.goal.stretch.map(GoalAmount::units), Some(70_000_050));
    let deals = "[goal]\nmetric = \"deals\"\namount = 10\nminimum = 8\n[segments.repeat]\ndeals = 10\n";
    assert_eq!(good(&plan_of(&[deals])).goal.minimum, Some(GoalAmount::Deals(8)));
}

#[test]
fn levels_rise() {
    for (levels, finding) in [
        ("minimum = 600_000\n", "levels-out-of-order: 600_000"),
        ("minimum = 600_001\n", "levels-out-of-order: 600_001"),
        ("stretch = 600_000\n", "levels-out-of-order: 600_000"),
        ("minimum = 0\n", "invalid-money: 0"),
        ("stretch = \"much\"\n", "invalid-money: \"much\""),
        ("minimum = true\n", "wrong-type: true"),
    ] {
        assert_eq!(found(&plan_of(&[GOAL, levels, REPEAT])), [finding], "{levels}");
    }
}

#[test]
fn a_goal_in_profit_is_read_with_its_costs() {
    let plan = good(&plan_of(&[
        PROFIT,
        "fixed-costs = 100_000\ncommission = \"5%\"\n",
        WITH_MARGIN,
    ]));
    assert!(matches!(plan.goal.amount, GoalAmount::Profit(sum) if sum.minor == 60_000_000));
    assert_eq!(plan.goal.fixed_costs.map(|costs| costs.minor), Some(10_000_000));
    assert_eq!(plan.segments[0].margin, Rate::of(3, 5).ok());
    assert_eq!(plan.segments[0].commission, Rate::of(1, 20).ok());
}

#[test]
fn a_segments_commission_stands_before_the_goals_and_may_be_none() {
    for (own, commission) in [
        ("\"2%\"", Rate::of(1, 50).ok()),
        ("\"0%\"", None),
        ("0", None),
        ("0.0", None),
    ] {
        let segment = format!("{WITH_MARGIN}commission = {own}\n");
        let plan = good(&plan_of(&[PROFIT, "commission = 0.05\n", &segment]));
        assert_eq!(plan.segments[0].commission, commission, "{own}");
    }
}

#[test]
fn a_goal_in_profit_asks_for_what_it_is_made_of() {
    let segment = "[segments.repeat]\nshare = \"100%\"\n";
    assert_eq!(
        found(&plan_of(&[PROFIT, segment])),
        ["missing-average-deal: \"100%\"", "missing-margin: repeat"]
    );
    assert_eq!(
        found(&plan_of(&[PROFIT, "vat = \"included\"\n", WITH_MARGIN])),
        ["profit-with-vat: \"included\""]
    );
    let no_currency = "[goal]\nmetric = \"profit\"\namount = 600_000\n";
    assert_eq!(found(&plan_of(&[no_currency, WITH_MARGIN])), ["no-currency: 600_000"]);
}

#[test]
fn costs_are_not_below_nothing() {
    for (key, finding) in [
        ("fixed-costs = -1\n", "invalid-money: -1"),
        ("fixed-costs = [1]\n", "wrong-type: [1]"),
        ("commission = 5\n", "percent-sign-forgotten: 5"),
        ("commission = \"-5%\"\n", "invalid-rate: \"-5%\""),
        ("commision = \"5%\"\n", "unknown-key: commision"),
    ] {
        assert_eq!(found(&plan_of(&[GOAL, key, REPEAT])), [finding], "{key}");
    }
    let help = Folder::new(&plan_of(&[GOAL, "commision = \"5%\"\n", REPEAT])).help();
    assert_eq!(help, "did you mean `commission`?");
    assert!(found(&plan_of(&[GOAL, "fixed-costs = 0\n", REPEAT])).is_empty());
}

#[test]
fn a_goal_with_a_mistake_still_says_its_metric_and_currency() {
    // No complaint about a missing average deal, none about a foreign currency.
    let goal = "[goal]\nmetric = \"deals\"\namount = 0\ncurrency = \"EUR\"\n";
    let segment = "[segments.new]\ndeals = 3\nfunnel = \"new\"\n";
    let folder = Folder::new(&plan_of(&[goal, segment, FUNNEL]))
        .with("deals.csv", "id,stage,amount,currency\nD-1,lead,100,EUR\n");
    assert_eq!(folder.found(), ["invalid-money: 0"]);
    let none = plan_of(&[NEW, FUNNEL]);
    assert_eq!(Folder::new(&none).read().findings.len(), 1);
}
