//! The bundled rules give sensible answers.

use std::collections::BTreeSet;

use jiff::civil::date;
use rust_decimal::Decimal;
use salesplan_model::deal::Deal;
use salesplan_model::diagnostic::{UNKNOWN_KEY, WRONG_TYPE};
use salesplan_model::rate::Rate;
use salesplan_model::rules::{Hook, Priority, Rules, StepQuestion};
use salesplan_model::settings::ParameterValue;
use salesplan_rules::{RuleSet, RuleSource, inputs};

use crate::world::{
    Parameters, bare_deal, bundled_with, deal, plan, question, quota_question, rub, season_question, source,
    step_question, still,
};

fn rules() -> RuleSet {
    RuleSet::compile(Vec::new(), &Parameters::new(), still()).unwrap()
}

fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[test]
fn conversion_blends_plan_and_facts() {
    let plan = plan();
    let asked = step_question(&plan);
    let answers = [
        // (20 x 0.3 + 15 + 1) / (20 + 52 + 6)
        (asked, (22, 78)),
        // Nothing happened yet and the plan is an assumption: the plan.
        (
            StepQuestion {
                trials: 0,
                successes: 0,
                evidence_trials: 0,
                evidence_successes: 0,
                ..asked
            },
            (3, 10),
        ),
        // Nobody passed: low, but never 0.
        (
            StepQuestion {
                trials: 100,
                successes: 0,
                evidence_trials: 0,
                evidence_successes: 0,
                ..asked
            },
            (6, 120),
        ),
        // Everybody passed, and at a planned rate of a third.
        (
            StepQuestion {
                plan: Rate::of(1, 3).unwrap(),
                trials: 1,
                successes: 1,
                evidence_trials: 0,
                evidence_successes: 0,
                ..asked
            },
            (23, 63),
        ),
        // More passed than are on record: never above 1.
        (
            StepQuestion {
                trials: 2,
                successes: 90,
                evidence_trials: 0,
                evidence_successes: 0,
                ..asked
            },
            (1, 1),
        ),
        (
            StepQuestion {
                trials: u64::MAX,
                successes: u64::MAX,
                ..asked
            },
            (1, 1),
        ),
    ];
    for (question, (successes, trials)) in answers {
        let answer = rules().conversion(&question).unwrap();
        let expected = Rate::of(successes, trials).unwrap();
        // The last case is too wide for 64 bits and so rounded.
        let near = (answer.to_f64() - expected.to_f64()).abs() < 1e-12;
        assert!(
            answer == expected || (question.trials == u64::MAX && near),
            "{question:?}: {answer}"
        );
    }
}

#[test]
fn conversion_listens_to_its_weight() {
    let plan = plan();
    let unproven = StepQuestion {
        evidence_trials: 0,
        evidence_successes: 0,
        ..step_question(&plan)
    };
    for (weight, expected) in [("4", (22, 100)), ("0", (13, 70)), ("-5", (13, 70))] {
        let rules = bundled_with(Hook::Conversion, &[("weight", ParameterValue::Number(number(weight)))]).unwrap();
        assert_eq!(
            rules.conversion(&unproven).ok(),
            Rate::of(expected.0, expected.1).ok(),
            "weight {weight}"
        );
    }
}

#[test]
fn probability_is_the_way_before_the_deal_less_with_waiting() {
    let plan = plan();
    let waiting = |days: i64| {
        let entered = crate::world::AS_OF.checked_sub(jiff::Span::new().days(days)).unwrap();
        Deal {
            entered: vec![None, Some(entered), None],
            ..deal()
        }
    };
    let cases = [
        ("a week in the stage", waiting(7), "0.3"),
        ("42 days: twice the usual 21", waiting(42), "0.3"),
        ("84 days: half", waiting(84), "0.15"),
        ("126 days: a third", waiting(126), "0.1"),
        (
            "not known since when",
            Deal {
                entered: vec![None, None, None],
                ..deal()
            },
            "0.3",
        ),
        (
            "the first stage is entered on creation",
            Deal {
                stage: Some(0),
                created: Some(date(2026, 7, 17)),
                entered: vec![],
                ..deal()
            },
            "0.075",
        ),
        (
            "in the last stage, a day",
            Deal {
                stage: Some(2),
                entered: vec![None, None, Some(date(2026, 11, 5))],
                ..deal()
            },
            "1",
        ),
        (
            "in the last stage, grace is over",
            Deal {
                stage: Some(2),
                entered: vec![None, None, Some(date(2026, 10, 9))],
                ..deal()
            },
            "0.5",
        ),
        ("no stage", bare_deal(), "0"),
    ];
    for (case, deal, expected) in cases {
        assert_eq!(
            rules().probability(&question(&plan, &deal)).unwrap(),
            number(expected),
            "{case}"
        );
    }
}

fn priority_of(rules: &RuleSet, deal: &Deal) -> Priority {
    let plan = plan();
    rules.priority(&question(&plan, deal), number("0.3")).unwrap()
}

#[test]
fn priority_says_why() {
    let cases: [(&str, Deal, &str, &[&str]); 11] = [
        ("goes its way", deal(), "60000", &[]),
        (
            "large",
            Deal {
                amount: Some(rub(300_000)),
                ..deal()
            },
            "180000",
            &["large: 300,000"],
        ),
        (
            "just not large",
            Deal {
                amount: Some(rub(299_999)),
                ..deal()
            },
            "89999.7",
            &[],
        ),
        ("the average stands in", Deal { amount: None, ..deal() }, "60000", &[]),
        (
            "no next step",
            Deal {
                next_step: None,
                ..deal()
            },
            "90000",
            &["no next step"],
        ),
        (
            "next step overdue",
            Deal {
                next_step_date: Some(date(2026, 11, 1)),
                ..deal()
            },
            "78000",
            &["next step overdue by 5 days"],
        ),
        (
            "close date passed",
            Deal {
                expected_close: Some(date(2026, 11, 5)),
                ..deal()
            },
            "90000",
            &["close date passed by 1 day"],
        ),
        (
            "closes today",
            Deal {
                expected_close: Some(date(2026, 11, 6)),
                ..deal()
            },
            "72000",
            &["closes today"],
        ),
        (
            "closes soon",
            Deal {
                expected_close: Some(date(2026, 11, 13)),
                ..deal()
            },
            "72000",
            &["closes in 7 days"],
        ),
        (
            "silent",
            Deal {
                last_activity: Some(date(2026, 10, 18)),
                ..deal()
            },
            "78000",
            &["silent for 19 days"],
        ),
        ("nothing known", bare_deal(), "0.45", &["no next step"]),
    ];
    for (case, deal, score, reasons) in cases {
        let answer = priority_of(&rules(), &deal);
        assert_eq!(
            (answer.score, answer.reasons),
            (number(score), reasons.iter().map(|r| (*r).to_owned()).collect()),
            "{case}"
        );
    }
}

#[test]
fn several_reasons_add_up() {
    let worst = Deal {
        amount: Some(rub(1_000_000)),
        next_step: None,
        expected_close: Some(date(2026, 10, 1)),
        last_activity: Some(date(2026, 9, 1)),
        ..deal()
    };
    let answer = priority_of(&rules(), &worst);
    assert_eq!(answer.score, number("1755000"));
    assert_eq!(
        answer.reasons,
        [
            "large: 1,000,000",
            "no next step",
            "close date passed by 36 days",
            "silent for 66 days"
        ]
    );
}

#[test]
fn an_absolute_size_goes_before_the_factor() {
    let large = |amount: i64| {
        bundled_with(
            Hook::Priority,
            &[("large", ParameterValue::Number(Decimal::from(amount)))],
        )
        .unwrap()
    };
    assert_eq!(priority_of(&large(200_000), &deal()).reasons, ["large: 200,000"]);
    assert_eq!(
        priority_of(
            &large(200_001),
            &Deal {
                amount: Some(rub(200_000)),
                ..deal()
            }
        )
        .reasons,
        [""; 0]
    );
}

#[test]
fn a_date_after_the_evening_is_not_known() {
    let later = Deal {
        last_activity: Some(date(2026, 11, 7)),
        entered: vec![None, Some(date(2026, 11, 7)), None],
        ..deal()
    };
    let script = "if has_last_activity || has_days_in_stage { 1 } else { 0 }";
    assert_eq!(crate::world::probability(script, &later).ok(), Some(Decimal::ZERO));
    assert_eq!(crate::world::probability(script, &deal()).ok(), Some(Decimal::ONE));
}

#[test]
fn a_misspelt_parameter_is_an_error_at_its_place() {
    let faults = bundled_with(
        Hook::Priority,
        &[("silent-after-day", ParameterValue::Number(Decimal::TEN))],
    )
    .err()
    .unwrap();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].kind, &UNKNOWN_KEY);
    assert_eq!(
        faults[0].primary.as_ref().unwrap().location,
        crate::world::place("salesplan.toml")
    );
    assert!(
        faults[0]
            .help
            .as_ref()
            .unwrap()
            .starts_with("did you mean `silent_after_days`?"),
        "{:?}",
        faults[0].help
    );
}

#[test]
fn parameters_are_checked() {
    for (name, value, kind) in [
        ("large", ParameterValue::Text("500000".to_owned()), &WRONG_TYPE),
        ("amount", ParameterValue::Number(Decimal::TEN), &UNKNOWN_KEY),
        ("has-large", ParameterValue::Flag(true), &UNKNOWN_KEY),
        ("if", ParameterValue::Number(Decimal::TEN), &UNKNOWN_KEY),
    ] {
        let faults = bundled_with(Hook::Priority, &[(name, value)])
            .err()
            .unwrap_or_else(|| panic!("{name}"));
        assert_eq!((faults.len(), faults[0].kind), (1, kind), "{name}: {faults:?}");
    }
    let kebab = bundled_with(
        Hook::Priority,
        &[("silent-after-days", ParameterValue::Number(Decimal::ONE))],
    )
    .unwrap();
    assert_eq!(priority_of(&kebab, &deal()).reasons, ["silent for 2 days"]);
}

#[test]
fn guards_are_inputs_themselves() {
    for hook in Hook::ALL {
        let inputs = inputs(*hook);
        for guard in inputs.iter().filter_map(|input| input.guard) {
            assert!(inputs.iter().any(|input| input.name == guard), "{guard}");
        }
    }
}

/// Every rule that the page on rules shows, by the comment in its first line.
#[test]
fn the_examples_of_the_page_answer() {
    let page = include_str!("../../../../docs/rules.md");
    let blocks = page.split("```rhai\n// rules/").skip(1);
    let examples: Vec<RuleSource> = blocks
        .map(|block| {
            let name = block.split(".rhai").next().and_then(Hook::of_name);
            let text = block.split_once('\n').and_then(|(_, rest)| rest.split("```").next());
            source(name.expect("a hook"), text.expect("the block is closed"))
        })
        .collect();
    let hooks: BTreeSet<Hook> = examples.iter().map(|example| example.hook).collect();
    assert_eq!(hooks, Hook::ALL.iter().copied().collect());

    let rules = RuleSet::compile(examples, &Parameters::new(), still()).unwrap();
    let plan = plan();
    let weight = quota_question(&plan).weight;
    assert_eq!(
        rules.seasonality(&season_question(&plan, date(2026, 11, 6))),
        Ok(number("1.3"))
    );
    assert_eq!(
        rules.quota(&quota_question(&plan)),
        Ok(weight / Decimal::TWO),
        "Anna joins late"
    );
    assert_eq!(
        rules.conversion(&step_question(&plan)),
        Ok(Rate::of(3, 10).unwrap()),
        "6 are too few"
    );
    for deal in [deal(), bare_deal()] {
        assert!(rules.probability(&question(&plan, &deal)).is_ok());
        assert!(rules.priority(&question(&plan, &deal), Decimal::ONE).is_ok());
    }
}
