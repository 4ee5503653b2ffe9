//! What rules are told beside the deal as it stands, and the figures they can make of lists.

use jiff::civil::date;
use rust_decimal::Decimal;
use salesplan_model::deal::{Deal, Status};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::history::{History, Recorded};
use salesplan_model::id::DealId;
use salesplan_model::plan::GoalAmount;
use salesplan_model::rules::{DealQuestion, Hook, Rules};

use crate::world::{bare_deal, biggest_deal, compile, deal, plan, probability, question, rub, surroundings};

/// The deal in hand was pushed twice and pulled in between; three deals left its stage.
fn told(script: &str) -> Result<Decimal, Box<Diagnostic>> {
    let plan = plan();
    let deal = deal();
    let mut history = History::default();
    for (day, close) in [(1, 9), (5, 20), (9, 15)] {
        let state = Recorded {
            expected_close: Some(date(2026, 11, close)),
            ..Recorded::default()
        };
        history.record(date(2026, 10, day), [(deal.id.clone(), state)]);
    }
    let decided = |id: &str, status, closed| Deal {
        id: DealId::new(id),
        status,
        closed: Some(closed),
        created: Some(date(2026, 8, 1)),
        entered: vec![None, Some(date(2026, 9, 1)), None],
        ..deal.clone()
    };
    let others = vec![
        biggest_deal(),
        deal.clone(),
        decided("O-1", Status::Won, date(2026, 9, 5)),
        decided("O-2", Status::Won, date(2026, 9, 10)),
        decided("O-3", Status::Lost, date(2026, 9, 30)),
    ];
    let rules = compile(Hook::Probability, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.probability(&DealQuestion {
        surroundings: surroundings(&plan, others, Some(history)),
        ..question(&plan, &deal)
    })
}

/// Each of these is true of the deal in hand.
const TRUE: &[&str] = &[
    "has_history && slips == 2 && days_slipped == 21",
    "earlier_closes.len() == 3 && earlier_closes[0] == date(\"2026-11-09\") && earlier_closes[2] < expected_close",
    "has_first_expected_close && first_expected_close == date(\"2026-11-09\")",
    "expected_close - first_expected_close == days_slipped",
    "entered.meeting == date(\"2026-10-30\") && entered.lead == created && as_of - entered[stage] == days_in_stage",
    "!(\"deal\" in entered) && entered.len() == 2",
    "has_stage_days && stage_days_median == 9 && stage_days_count == 3",
    // 4 days are fewer than the 7 of this deal; 9 and 29 are more.
    "similar_tried == 2 && similar_won == 1",
    "has_value_rank && value_rank == 2 && !is_biggest",
    "goal == 600000 && goal_left == goal && has_goal_share && round(goal_share, 4) == 0.3333",
    "percent(goal_share) == \"33 %\" && has_currency && currency == \"RUB\"",
    // Monday to Friday; the evening is a Friday.
    "calendar.working_days(as_of, as_of + 3) == 1 && calendar.working_days(as_of, as_of) == 0",
    "calendar.working_days(as_of, as_of - 7) == -5 && working_days(calendar, as_of, as_of + 2) == 0",
    "calendar.is_working_day(as_of) && !calendar.is_working_day(as_of + 1)",
    "median([3, 1, 2]) == 2 && [1, 2].median() == 1.5 && median([0.1, ratio(1, 10)]) == 0.1",
    "quantile([10, 1, 4, 2], 0.25) == 1.75 && quantile([5], 1) == 5 && quantile([1, 2], ratio(1, 4)) == 1.25",
    "sum([0.1, 0.2]) == 0.3 && sum([]) == 0 && mean([1, 2, 6]) == 3",
    "let list = [3, 1]; median(list) == 2 && list[0] == 3",
];

#[test]
fn rules_know_the_past_and_what_surrounds_a_deal() {
    let mut wrong = Vec::new();
    for script in TRUE {
        let (setup, condition) = script.rsplit_once("; ").unwrap_or(("", script));
        let script = format!("{setup};\nif {condition} {{ 1 }} else {{ 0 }}");
        let answer = told(&script);
        if answer.as_ref().ok() != Some(&Decimal::ONE) {
            wrong.push(format!("{script}\n{answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_known_is_an_error_where_it_is_read() {
    for (name, guard) in [
        ("slips", "has_history"),
        ("days_slipped", "has_history"),
        ("earlier_closes.len()", "has_history"),
        ("first_expected_close.year", "has_first_expected_close"),
        ("stage_days_median", "has_stage_days"),
        ("stage_days_count", "has_stage_days"),
        ("similar_tried", "has_days_in_stage"),
        ("similar_won", "has_days_in_stage"),
        ("value_rank", "has_value_rank"),
        ("goal_share", "has_goal_share"),
    ] {
        let asked = format!("if {guard} {{ 1 }} else {{ 0 }}");
        assert_eq!(probability(&asked, &bare_deal()).ok(), Some(Decimal::ZERO), "{guard}");
        let fault = probability(&format!("{name} * 0"), &bare_deal()).unwrap_err();
        assert!(
            fault.help.as_ref().is_some_and(|help| help.contains(guard)),
            "{name}: {fault:?}"
        );
    }
    assert!(probability("entered.deal.year * 0", &deal()).is_err());
}

#[test]
fn figures_that_are_not_there_are_errors() {
    for script in [
        "median([])",
        "mean([])",
        "quantile([], 0.5)",
        "quantile([1], 1.1)",
        "quantile([1], -0.1)",
        "quantile([1], \"half\")",
        "sum([1, \"2\"])",
        "median([as_of])",
        "sum(3)",
        "percent(\"x\").len()",
        "calendar.working_days(as_of, 3)",
        "working_days(as_of, as_of)",
        "calendar == calendar",
    ] {
        assert!(probability(script, &deal()).is_err(), "{script}");
    }
}

/// What part of a goal a deal is follows the goal's metric.
#[test]
fn a_deal_is_one_of_a_goal_in_deals() {
    let mut plan = plan();
    plan.goal.amount = GoalAmount::Deals(8);
    let rules = compile(Hook::Probability, "goal_share").unwrap();
    let deal = Deal {
        amount: Some(rub(5)),
        ..deal()
    };
    let answer = rules.probability(&question(&plan, &deal)).unwrap();
    assert_eq!(answer, Decimal::new(125, 3));
}
