//! The bundled rules give sensible answers.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use salesplan_model::deal::{Deal, Status};
use salesplan_model::diagnostic::{UNKNOWN_KEY, WRONG_TYPE};
use salesplan_model::history::{History, Recorded};
use salesplan_model::id::DealId;
use salesplan_model::plan::Plan;
use salesplan_model::rate::Rate;
use salesplan_model::rules::{DealQuestion, Hook, Priority, Rules, StepQuestion};
use salesplan_model::settings::ParameterValue;
use salesplan_rules::{RuleSet, RuleSource, bundled, bundled_parameters, inputs};

use crate::world::{
    AS_OF, Parameters, bare_deal, biggest_deal, bundled_with, plan, question, quota_question, rub, season_question,
    source, step_question, still, surroundings,
};

/// A deal that nobody called a priority.
fn deal() -> Deal {
    Deal {
        tags: vec!["retail".to_owned()],
        ..crate::world::deal()
    }
}

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

/// A question about the deal with these others beside it and a history.
fn among<'a>(plan: &'a Plan, deal: &'a Deal, others: Vec<Deal>, history: Option<History>) -> DealQuestion<'a> {
    DealQuestion {
        surroundings: surroundings(plan, others, history),
        ..question(plan, deal)
    }
}

/// Deals that were in their second stage for so many days, won or lost.
fn decided(days: &[(i8, Status)]) -> Vec<Deal> {
    let of_days = |(index, (days, status)): (usize, &(i8, Status))| Deal {
        id: DealId::new(format!("O-{index}")),
        status: *status,
        closed: Some(date(2026, 9, 1 + days)),
        created: Some(date(2026, 8, 1)),
        entered: vec![None, Some(date(2026, 9, 1)), None],
        ..deal()
    };
    days.iter().enumerate().map(of_days).collect()
}

#[test]
fn probability_hears_the_companys_own_deals() {
    let plan = plan();
    // In its stage for 7 days, with a way of 30 %.
    let asked = deal();
    let others = [
        (3, Status::Won),
        (7, Status::Won),
        (8, Status::Won),
        (20, Status::Lost),
        (25, Status::Lost),
        (28, Status::Lost),
    ];
    for (others, weight, expected) in [
        (&others[..0], "20", number("0.3")),
        // Four stayed longer than 7 days, one of them won: (20 x 0.3 + 1) / (20 + 4).
        (&others[..], "20", Decimal::from(7) / Decimal::from(24)),
        (&others[..], "1", number("1.3") / Decimal::from(5)),
        (&others[..], "-3", number("1.3") / Decimal::from(5)),
        (&others[..2], "20", number("0.3")),
    ] {
        let rules = bundled_with(Hook::Probability, &[("weight", ParameterValue::Number(number(weight)))]).unwrap();
        let question = among(&plan, &asked, decided(others), None);
        assert_eq!(
            rules.probability(&question).unwrap(),
            expected,
            "{} {weight}",
            others.len()
        );
    }
}

#[test]
fn silence_is_measured_by_the_stages_own_days() {
    let plan = plan();
    let lost = |days: &[i8]| decided(&days.iter().map(|days| (*days, Status::Lost)).collect::<Vec<_>>());
    let silent_for = |days: i64| Deal {
        last_activity: Some(AS_OF - days.days()),
        ..deal()
    };
    let with_others = |others: Vec<Deal>| [vec![biggest_deal()], others].concat();
    for (days, others, reasons) in [
        (6, lost(&[2, 4, 6, 8, 20]), vec![]),
        (7, lost(&[2, 4, 6, 8, 20]), vec!["silent for 7 days (usual here: 6)"]),
        // Four are too few to know what is usual.
        (7, lost(&[2, 4, 6, 8]), vec![]),
        (14, lost(&[2, 4, 6, 8]), vec!["silent for 14 days"]),
    ] {
        let deal = silent_for(days);
        let question = among(&plan, &deal, with_others(others), None);
        let answer = rules().priority(&question, number("0.3")).unwrap();
        assert_eq!(answer.reasons, reasons, "{days}");
    }
}

#[test]
fn a_close_that_was_pushed_often_is_named() {
    let plan = plan();
    let asked = deal();
    let history = |closes: &[Date]| {
        let mut history = History::default();
        for (day, close) in (1..).zip(closes) {
            let state = Recorded {
                expected_close: Some(*close),
                ..Recorded::default()
            };
            history.record(date(2026, 10, day), [(asked.id.clone(), state)]);
        }
        history
    };
    let november = |day| date(2026, 11, day);
    let pushed = |closes: &[Date]| {
        let question = among(&plan, &asked, vec![biggest_deal()], Some(history(closes)));
        rules().priority(&question, number("0.3")).unwrap().reasons
    };
    assert_eq!(pushed(&[november(2), november(9)]), [""; 0]);
    let thrice = [november(2), november(9), november(4), november(16)];
    assert_eq!(pushed(&thrice), ["pushed 3 times, by 28 days in all"]);
}

#[test]
fn the_deal_on_which_much_of_the_goal_hangs_is_named() {
    let plan = plan();
    let asked = deal();
    let reasons = |chance: &str, others: &[i64]| {
        let other = |amount: &i64| Deal {
            amount: Some(rub(*amount)),
            ..deal()
        };
        let all = others.iter().map(other).chain([asked.clone()]).collect();
        let question = among(&plan, &asked, all, None);
        rules().priority(&question, number(chance)).unwrap().reasons
    };
    assert_eq!(reasons("0.3", &[150_000]), ["biggest open deal: 33 % of the goal"]);
    assert_eq!(reasons("0.3", &[200_000]), [""; 0], "another is as large");
    assert_eq!(reasons("0.3", &[200_001]), [""; 0]);
    assert_eq!(reasons("0.62", &[300_000]), ["likely: 62 %"]);
    assert_eq!(reasons("1", &[300_000]), [""; 0], "certain by plan");
}

fn priority_of(rules: &RuleSet, deal: &Deal) -> Priority {
    let plan = plan();
    rules.priority(&question(&plan, deal), number("0.3")).unwrap()
}

#[test]
fn priority_says_why() {
    let cases: [(&str, Deal, &str, &[&str]); 12] = [
        ("goes its way", deal(), "60000", &[]),
        (
            "large",
            Deal {
                amount: Some(rub(300_000)),
                ..deal()
            },
            "180000",
            &["large: 300,000 (usual here: 200,000)"],
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
        ("the company's own word", crate::world::deal(), "180000", &["priority"]),
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
            "large: 1,000,000 (usual here: 200,000)",
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
    assert_eq!(
        priority_of(&large(200_000), &deal()).reasons,
        ["large: 200,000 (usual here: 200,000)"]
    );
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
fn every_bundled_parameter_is_read_and_documented() {
    for hook in Hook::ALL {
        let text = bundled(*hook).text;
        for parameter in bundled_parameters(*hook) {
            assert!(
                text.contains(parameter.name),
                "{} does not read {}",
                hook.name(),
                parameter.name
            );
            assert!(
                inputs(*hook).iter().all(|input| input.name != parameter.name),
                "{}",
                parameter.name
            );
        }
    }
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
