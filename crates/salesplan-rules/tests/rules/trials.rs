//! A rule by itself: test cases, traces, and the questions of a calculation looked at.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::date;
use rust_decimal::Decimal;
use salesplan_model::deal::Deal;
use salesplan_model::rule_case::{Expected, Given, RuleCase};
use salesplan_model::rule_value::RuleValue;
use salesplan_model::rules::{Hook, Priority, Rules};
use salesplan_model::settings::{Parameter, ParameterValue};
use salesplan_rules::{Question, RuleSet, Trial, Values, Verdict, Watched, bundled, judge};

use crate::world::{
    AS_OF, Parameters, bare_deal, deal, place, plan, question, quota_question, rub, season_question, source,
    step_question, still,
};

fn number(text: &str) -> RuleValue {
    RuleValue::Number(Decimal::from_str_exact(text).unwrap())
}

fn text(text: &str) -> RuleValue {
    RuleValue::Text(text.to_owned())
}

fn case(given: &[(&str, RuleValue)], expected: Expected) -> RuleCase {
    let given = given.iter().map(|(name, value)| Given {
        name: (*name).to_owned(),
        name_location: place("case.toml"),
        value: value.clone(),
        location: place("case.toml"),
    });
    RuleCase {
        name: "a case".to_owned(),
        location: place("case.toml"),
        given: given.collect(),
        given_location: place("case.toml"),
        parameters: BTreeMap::new(),
        expected,
    }
}

fn judged(hook: Hook, script: &str, given: &[(&str, RuleValue)], expected: Expected) -> Verdict {
    judge(source(hook, script), &BTreeMap::new(), &case(given, expected), still())
}

/// What the findings of a case that does not fit say.
fn unfit(hook: Hook, script: &str, given: &[(&str, RuleValue)]) -> Vec<(&'static str, String)> {
    match judged(hook, script, given, Expected::Answer(number("1"))) {
        Verdict::Unfit(findings) => findings
            .into_iter()
            .map(|finding| (finding.kind.id, finding.message))
            .collect(),
        other => panic!("the case fits: {other:?}"),
    }
}

#[test]
fn answers_are_compared_exactly_in_any_writing() {
    let conversion = |expected: RuleValue| {
        let given = [("successes", number("7")), ("trials", number("26"))];
        judged(
            Hook::Conversion,
            "ratio(successes, trials)",
            &given,
            Expected::Answer(expected),
        )
    };
    assert_eq!(conversion(text("7/26")), Verdict::Passed);
    assert_eq!(conversion(text("14/52")), Verdict::Passed);
    for close in [
        text("26.9%"),
        number("0.2692307692307692307692307692"),
        text("many"),
        RuleValue::Flag(true),
    ] {
        assert!(matches!(conversion(close), Verdict::Differs(_)));
    }
}

#[test]
fn of_a_map_only_what_is_named_is_compared() {
    let script = "#{ score: 2.50, reasons: [\"a\", \"b\"] }";
    let answer = |parts: &[(&str, RuleValue)]| {
        let parts = parts.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        judged(
            Hook::Priority,
            script,
            &[],
            Expected::Answer(RuleValue::Map(parts.collect())),
        )
    };
    assert_eq!(answer(&[("score", number("2.5"))]), Verdict::Passed);
    assert_eq!(
        answer(&[("reasons", RuleValue::List(vec![text("a"), text("b")]))]),
        Verdict::Passed
    );
    let Verdict::Differs(differences) = answer(&[
        ("score", number("2")),
        ("reasons", RuleValue::List(vec![text("b"), text("a")])),
        ("urgent", RuleValue::Flag(true)),
    ]) else {
        panic!("all three parts differ");
    };
    let parts: Vec<(&str, bool)> = differences
        .iter()
        .map(|difference| (difference.part.as_str(), difference.got.is_some()))
        .collect();
    assert_eq!(parts, [("reasons", true), ("score", true), ("urgent", false)]);
}

#[test]
fn flags_follow_from_what_is_given() {
    let script = "if has_path && has_amount && has_value && !has_owner { path } else { 0 }";
    let given = [("path", number("0.5")), ("amount", number("3"))];
    let half = || Expected::Answer(text("50%"));
    assert_eq!(judged(Hook::Probability, script, &given, half()), Verdict::Passed);
    // Unless the case says otherwise.
    let owned = [given[0].clone(), given[1].clone(), ("has_owner", RuleValue::Flag(true))];
    assert!(matches!(
        judged(Hook::Probability, script, &owned, half()),
        Verdict::Differs(_)
    ));
    // No input says by itself whether there is evidence.
    assert_eq!(
        unfit(Hook::Conversion, "if has_evidence { 1 } else { 0.5 }", &[]),
        [(
            "missing-key",
            "the case gives no `has-evidence`, which the rule reads".to_owned()
        )]
    );
}

#[test]
fn a_case_that_does_not_fit_says_why() {
    let says = |id: &'static str, message: &str| vec![(id, message.to_owned())];
    let script = "if has_path { path } else { 0 }";
    assert_eq!(
        unfit(Hook::Probability, script, &[("pth", number("0.5"))]),
        says("unknown-key", "the probability rule is not told `pth`")
    );
    assert_eq!(
        unfit(Hook::Probability, script, &[("path", text("long"))]),
        says("wrong-type", "`path` is not a number")
    );
    // A third is no decimal, and a chance is one.
    assert_eq!(
        unfit(Hook::Probability, script, &[("path", text("1/3"))]),
        says("wrong-type", "`path` is not a number")
    );
    assert_eq!(
        unfit(Hook::Probability, script, &[("path_days", number("3"))]),
        says("missing-key", "the case gives no `path`, which the rule reads")
    );
    assert_eq!(
        unfit(
            Hook::Probability,
            script,
            &[("path", number("0.5")), ("has_path", RuleValue::Flag(false))]
        ),
        says("unknown-value", "`path` is given, but `has-path` is false")
    );
    // What is in a branch that is not taken need not be given; what the rule never reads may be.
    let given = [("as_of", RuleValue::Day(AS_OF)), ("has_path", RuleValue::Flag(false))];
    assert_eq!(
        judged(Hook::Probability, script, &given, Expected::Answer(number("0"))),
        Verdict::Passed
    );
}

#[test]
fn a_fault_may_be_expected() {
    let fault = |words: &str| judged(Hook::Probability, "path", &[], Expected::Fault(words.to_owned()));
    assert_eq!(fault("There is NONE"), Verdict::Passed);
    assert!(matches!(fault("too many"), Verdict::Differs(_)));
    // An answer of the wrong form is a fault too.
    let two = |expected| judged(Hook::Probability, "2", &[], expected);
    assert_eq!(two(Expected::Fault("not between".to_owned())), Verdict::Passed);
    let Verdict::Stopped(stopped) = two(Expected::Answer(number("2"))) else {
        panic!("2 is no chance");
    };
    assert_eq!(&*stopped.secondary[0].location.file, "case.toml");
    assert!(matches!(
        judged(Hook::Probability, "1", &[], Expected::Fault("x".to_owned())),
        Verdict::Differs(_)
    ));
}

#[test]
fn parameters_of_a_case_stand_over_those_of_the_workspace() {
    let set = |value: i64| Parameter {
        value: ParameterValue::Number(Decimal::from(value)),
        location: place("salesplan.toml"),
    };
    let workspace = BTreeMap::from([("weight".to_owned(), set(5)), ("other".to_owned(), set(1))]);
    let mut asked = case(&[], Expected::Answer(number("0.7")));
    asked.parameters = BTreeMap::from([("weight".to_owned(), set(6))]);
    let script = source(Hook::Conversion, "(weight + other) / 10.0");
    assert_eq!(judge(script, &workspace, &asked, still()), Verdict::Passed);
}

fn trial(hook: Hook, script: &str) -> Trial {
    Trial::compile(source(hook, script), &BTreeMap::new(), still()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Lines and changes, one text a step.
fn steps(script: &str) -> (Vec<String>, Result<RuleValue, String>) {
    let trace = trial(Hook::Seasonality, script).trace(&Values::default());
    let shown = |step: &salesplan_rules::Step| {
        let changes: Vec<String> = step
            .changes
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        format!("{}: {} [{}]", step.line, step.text, changes.join(", "))
    };
    let answer = trace.answer.map_err(|fault| fault.message);
    (trace.steps.iter().map(shown).collect(), answer)
}

#[test]
fn a_trace_tells_what_each_statement_changed() {
    let (steps, answer) = steps(
        "let a = 1; let b = a + 1;\nif a > 0 {\n  let inner = 5;\n  a += inner;\n}\nlet b = [a];\nlet f = |x| x * a;\nb.push(f.call(2));\nfn twice(x) { 2 * x }\ntwice(b[1])",
    );
    assert_eq!(answer, Ok(number("24")));
    assert_eq!(
        steps,
        [
            "1: let a = 1; let b = a + 1; [a = 1]",
            "1: let b = a + 1; [b = 2]",
            "2: if a > 0 { [a = 6]",
            "6: let b = [a]; [b = [6]]",
            "7: let f = |x| x * a; [f = a function]",
            "8: b.push(f.call(2)); [b = [6, 12]]",
            "10: twice(b[1]) []",
        ]
    );
}

#[test]
fn a_trace_ends_where_the_rule_ends() {
    let (returned, answer) = steps("let a = 1;\nif a == 1 { return 3; }\na = 4;\na");
    assert_eq!(answer, Ok(number("3")));
    assert_eq!(returned, ["1: let a = 1; [a = 1]", "2: if a == 1 { return 3; } []"]);

    let (stopped, answer) = steps("let a = 1;\na = a / 0.0;\na");
    assert!(answer.unwrap_err().contains("zero"));
    assert_eq!(stopped, ["1: let a = 1; [a = 1]", "2: a = a / 0.0; []"]);

    let (endless, answer) = steps("let a = 1;\nloop { a += 1; }\na");
    assert!(answer.unwrap_err().contains("steps"));
    assert_eq!(endless.len(), 2);

    // A value in the middle is no answer, and nothing is none either.
    assert_eq!(steps("1;\n2").1, Ok(number("2")));
    assert!(steps("").1.is_err());
    assert!(steps("let a = 1;").1.is_err());
}

/// All hooks' questions, through a rule set and by the values that it is told.
#[test]
fn a_trace_answers_as_the_rule_does() {
    let plan = plan();
    let busy = Deal {
        amount: Some(rub(900_000)),
        next_step: None,
        expected_close: Some(date(2026, 11, 1)),
        ..deal()
    };
    let (quiet, bare) = (deal(), bare_deal());
    let rules = RuleSet::compile(Vec::new(), &Parameters::new(), still()).unwrap();
    let season = season_question(&plan, AS_OF);
    let quota = quota_question(&plan);
    let step = step_question(&plan);
    let deals = [question(&plan, &quiet), question(&plan, &busy), question(&plan, &bare)];
    let mut questions = vec![
        Question::Seasonality(&season),
        Question::Quota(&quota),
        Question::Conversion(&step),
    ];
    questions.extend(deals.iter().map(Question::Probability));
    questions.extend(deals.iter().map(|deal| Question::Priority(deal, Decimal::new(3, 1))));
    let priority = Priority {
        score: Decimal::ONE,
        reasons: Vec::new(),
    };
    questions.extend(
        deals
            .iter()
            .map(|deal| Question::CheckDeal(deal, Decimal::new(3, 1), &priority)),
    );
    for question in &questions {
        let trial = Trial::compile(bundled(question.hook()), &BTreeMap::new(), still()).unwrap();
        let traced = trial.trace(&question.values());
        assert_eq!(traced.answer, trial.answer(&question.values()), "{question:?}");
        assert!(traced.answer.is_ok() && rules.ask(*question).is_ok(), "{question:?}");
    }
    // Those of the whole plan are asked of no deal and no step; own_words.rs asks them.
    let asked = |hook: &Hook| *hook == Hook::Review || questions.iter().any(|question| question.hook() == *hook);
    assert!(Hook::ALL.iter().all(asked), "a hook without a question here");
}

#[test]
fn who_looks_on_sees_the_questions_of_one_hook() {
    let plan = plan();
    let rules = RuleSet::compile(Vec::new(), &Parameters::new(), still()).unwrap();
    let seen = Mutex::new(Vec::new());
    let watch = |question: Question<'_>| {
        let person = question.values().get("person");
        seen.lock().unwrap().push((question.hook(), person));
    };
    let watched = Watched::new(&rules, Hook::Quota, &watch);
    // The bundled rule would not be asked otherwise.
    assert!(!watched.is_bundled(Hook::Quota) && watched.is_bundled(Hook::Seasonality));
    let quota = quota_question(&plan);
    assert_eq!(watched.quota(&quota), rules.quota(&quota));
    watched.conversion(&step_question(&plan)).unwrap();
    assert_eq!(*seen.lock().unwrap(), [(Hook::Quota, Some(text("anna")))]);
}
