//! The quick way beside Rhai: for every script and question, where it answers, Rhai
//! gives the same; and what is told of types never runs through.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use rhai::{Dynamic, Scope};
use rust_decimal::Decimal;
use salesplan_model::rules::Hook;

use crate::bodies::bodies;
use crate::compiled::{Outside, Program, Value};
use crate::engine::{begin_call, sandbox};
use crate::inputs::{InputType, Told};
use crate::ratio::Ratio;
use crate::source::{RuleSource, bundled};
use crate::types::kinds::Type;
use crate::types::{self, Known};

/// The names that the scripts here may read, with their types.
const INPUTS: [(&str, InputType); 12] = [
    ("amount", InputType::Number),
    ("large", InputType::Number),
    ("days", InputType::Number),
    ("silent", InputType::Number),
    ("has_amount", InputType::Flag),
    ("is_new", InputType::Flag),
    ("stage", InputType::Text),
    ("client", InputType::Text),
    ("closes", InputType::Day),
    ("as_of", InputType::Day),
    ("rate", InputType::Ratio),
    ("tags", InputType::Texts),
];

/// What a question says; `None` for what is missing.
type Question = Vec<Option<Held>>;

#[derive(Debug, Clone)]
enum Held {
    Number(Decimal),
    Flag(bool),
    Text(String),
    Day(i16),
    Ratio(i64, i64),
    Texts(Vec<String>),
}

impl Held {
    fn told(&self) -> Told<'_> {
        match self {
            Self::Number(number) => Told::Number(number.normalize()),
            Self::Flag(flag) => Told::Flag(*flag),
            Self::Text(text) => Told::Text(text),
            Self::Day(year) => Told::Day(date(*year, 3, 31)),
            Self::Ratio(a, b) => Told::Ratio(Ratio::of(Ratio::from_int(*a), Ratio::from_int(*b)).unwrap()),
            Self::Texts(texts) => Told::Texts(texts),
        }
    }
}

/// How a script ended: the answer in full, or nothing where it was not to be had.
#[derive(Debug, PartialEq)]
struct Ends {
    quick: Option<String>,
    checked: Result<String, String>,
    is_told_of: bool,
}

fn ends(script: &str, inputs: &[(&str, InputType)], question: &Question) -> Option<Ends> {
    let engine = sandbox(Arc::new(|| std::time::Duration::ZERO));
    let mut declared = Scope::new();
    for (name, _) in inputs {
        declared.push(*name, ());
    }
    let ast = engine.compile_with_scope(&declared, script).ok()?;
    let bodies = bodies(&ast);
    let source = RuleSource {
        text: script.to_owned(),
        ..bundled(Hook::Priority)
    };
    let known: Known = inputs
        .iter()
        .map(|(name, kind)| ((*name).to_owned(), Type::from(*kind)))
        .collect();
    let is_told_of = !types::check(&source, &ast, &bodies, known).is_empty();

    let outside = Outside {
        inputs: inputs.iter().map(|(name, _)| *name).collect(),
        parameters: Vec::new(),
    };
    let program = Program::lower(&ast, &bodies, &outside);
    let quick = program.as_ref().and_then(|program| {
        let (answer, _) = program.run(&|at| question[at].as_ref().map(Held::told))?;
        Some(format!("{:?}", dynamic(&answer)))
    });

    let mut scope = Scope::new();
    for ((name, _), held) in inputs.iter().zip(question) {
        if let Some(held) = held {
            scope.push_dynamic((*name).to_owned(), held.told().into());
        }
    }
    begin_call();
    let checked = engine.eval_ast_with_scope::<Dynamic>(&mut scope, &ast);
    Some(Ends {
        quick,
        checked: checked
            .map(|value| format!("{value:?}"))
            .map_err(|error| error.to_string()),
        is_told_of,
    })
}

fn dynamic(value: &Value<'_>) -> Dynamic {
    match value {
        Value::Unread | Value::Unit => Dynamic::UNIT,
        Value::Flag(flag) => Dynamic::from_bool(*flag),
        Value::Whole(whole) => Dynamic::from_int(*whole),
        Value::Number(number) => Dynamic::from_decimal(*number),
        Value::Ratio(ratio) => Dynamic::from(**ratio),
        Value::Day(day) => Dynamic::from(*day),
        Value::Text(text) => Dynamic::from(text.to_string()),
        Value::List(list) => Dynamic::from_array(list.iter().map(dynamic).collect()),
        Value::Map(entries) => Dynamic::from_map(
            entries
                .iter()
                .map(|(name, value)| ((*name).into(), dynamic(value)))
                .collect(),
        ),
    }
}

/// A script that should go the quick way to its answer, for the question.
fn holds(script: &str, question: &Question) -> Result<bool, TestCaseError> {
    let Some(ends) = ends(script, &INPUTS, question) else {
        return Ok(false);
    };
    if let Some(quick) = &ends.quick {
        prop_assert_eq!(Ok(quick), ends.checked.as_ref(), "{}", script);
    }
    Ok(ends.quick.is_some())
}

fn number() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => prop::sample::select(vec!["amount", "large", "days", "silent", "n", "score"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["0", "1", "2", "0.5", "1.50", "-3", "79228162514264337593543950335.0", "9223372036854775807"]).prop_map(str::to_owned),
        1 => Just("rate".to_owned()),
        1 => Just("(closes - as_of)".to_owned()),
        1 => Just("tags.len()".to_owned()),
        1 => Just("as_of.month".to_owned()),
        1 => Just("factors[stage]".to_owned()),
        1 => Just("factors.b".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (pair.clone(), prop::sample::select(vec!["+", "-", "*", "/", "%"]))
                .prop_map(|((a, b), operator)| format!("({a} {operator} {b})")),
            (pair.clone(), prop::sample::select(vec!["min", "max", "ratio", "round"]))
                .prop_map(|((a, b), name)| format!("{name}({a}, {b})")),
            (
                inner.clone(),
                prop::sample::select(vec!["abs", "floor", "ceil", "round", "decimal", "-"])
            )
                .prop_map(|(a, name)| format!("{name}({a})")),
            (pair, inner.clone()).prop_map(|((a, b), c)| format!("clamp({a}, {b}, {c})")),
            inner
                .prop_map(|a| format!("if has_amount {{ {a} }} else {{ days }}"))
                .prop_map(|a| format!("({{ {a} }})")),
        ]
    })
    .boxed()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "stage",
            "client",
            "\"b\"",
            "\"новый\"",
            "client.lower()",
            "(stage + client)"
        ])
        .prop_map(str::to_owned),
        number().prop_map(|a| format!("`of ${{{a}}}`")),
        number().prop_map(|a| format!("figure({a})")),
        number().prop_map(|a| format!("plural({a}, \"day\")")),
        Just("as_of.to_string()".to_owned()),
    ]
}

fn flag() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "has_amount",
            "is_new",
            "\"vip\" in tags",
            "stage in factors",
            "tags.is_empty()"
        ])
        .prop_map(str::to_owned),
        (
            number(),
            prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]),
            number()
        )
            .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
        (text(), text()).prop_map(|(a, b)| format!("({a} == {b})")),
        (text(), text()).prop_map(|(a, b)| format!("{a}.starts_with({b})")),
        (text(), text()).prop_map(|(a, b)| format!("({a} in {b})")),
        Just("(closes >= as_of)".to_owned()),
        Just("(stage in [\"a\", \"b\"])".to_owned()),
        number().prop_map(|a| format!("({a} in [1, 2.0, n])")),
        text().prop_map(|a| format!("tags.some(|tag| tag == {a})")),
        Just("tags.all(|tag| tag != stage)".to_owned()),
        Just("(tags.filter(|tag| tag.len() > 2).len() > 1)".to_owned()),
        // What is no flag at all.
        Just("n".to_owned()),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.prop_map(|a| format!("!{a}")),
        ]
    })
    .boxed()
}

fn statement() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        (prop::sample::select(vec!["=", "+=", "-=", "*=", "/="]), number())
            .prop_map(|(operator, a)| format!("score {operator} {a};")),
        text().prop_map(|a| format!("reasons.push({a});")),
        number().prop_map(|a| format!("let n = {a};")),
        number().prop_map(|a| format!("n = {a};")),
        (flag(), number()).prop_map(|(a, b)| format!("if {a} {{ return {b}; }}")),
        Just("reasons = tags.map(|tag| `${tag}!`);".to_owned()),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let block = prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join(" "));
        prop_oneof![
            (flag(), block.clone(), block.clone()).prop_map(|(a, b, c)| format!("if {a} {{ {b} }} else {{ {c} }}")),
            (flag(), block.clone()).prop_map(|(a, b)| format!("if {a} {{ {b} }}")),
            block
                .clone()
                .prop_map(|a| format!("for (tag, at) in tags {{ if at > 2 {{ break; }} {a} }}")),
            block.prop_map(|a| format!(
                "for tag in tags {{ for other in tags {{ if tag == other {{ continue; }} {a} }} }}"
            )),
        ]
    })
    .boxed()
}

fn script() -> impl Strategy<Value = String> {
    let end = prop_oneof![
        Just("#{ score: score, reasons: reasons }".to_owned()),
        Just("[score, n, reasons]".to_owned()),
        number(),
        text(),
        flag(),
    ];
    (prop::collection::vec(statement(), 0..6), end).prop_map(|(statements, end)| {
        let head = "let n = 1; let score = amount; let reasons = []; let factors = #{ \"b\": 0.5, a: 2 };";
        format!("{head}\n{}\n{end}", statements.join("\n"))
    })
}

fn question() -> impl Strategy<Value = Question> {
    let number = || {
        let held = prop_oneof![
            (-500_i64..500, 0_u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
            Just(Decimal::ZERO),
            Just(Decimal::MAX),
            Just(Decimal::new(1, 28)),
        ];
        prop::option::weighted(0.95, held.prop_map(Held::Number))
    };
    let flag = || prop::option::weighted(0.95, any::<bool>().prop_map(Held::Flag));
    let words = || prop::sample::select(vec!["a", "b", "vip", "", "Новый", "long text of a client"]);
    let text = || prop::option::weighted(0.95, words().prop_map(|text| Held::Text(text.to_owned())));
    let day = || prop::option::weighted(0.95, (1_i16..9999).prop_map(Held::Day));
    let ratio = prop::option::weighted(0.95, (-5_i64..50, 1_i64..50).prop_map(|(a, b)| Held::Ratio(a, b)));
    let tags = prop::collection::vec(words().prop_map(str::to_owned), 0..5).prop_map(|tags| Some(Held::Texts(tags)));
    let numbers = (number(), number(), number(), number());
    let others = (flag(), flag(), text(), text(), day(), day(), ratio, tags);
    (numbers, others).prop_map(|((a, b, c, d), (e, f, g, h, i, j, k, l))| vec![a, b, c, d, e, f, g, h, i, j, k, l])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_quick_way_answers_as_rhai_does(script in script(), question in question()) {
        holds(&script, &question)?;
    }

    /// An expression alone is evaluated for certain, so what is told of it must stop it.
    #[test]
    fn what_is_told_of_types_stops_the_script(
        a in wild(), b in wild(), operator in prop::sample::select(OPERATORS.to_vec()), question in question(),
    ) {
        for script in [format!("{a} {operator} {b}"), format!("let x = {a}; x {operator} {b}"), format!("min({a}, {b})"), format!("if {a} {{ 1 }}"), format!("{a} && true"), format!("{a} || true"), format!("-{a}"), format!("!{a}")] {
            if let Some(ends) = ends(&script, &INPUTS, &question)
                && ends.is_told_of
            {
                prop_assert!(ends.checked.is_err(), "{} gives {:?}", script, ends.checked);
            }
        }
    }
}

const OPERATORS: &[&str] = &["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in"];

/// Values of every type.
fn wild() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "1",
        "2.5",
        "()",
        "true",
        "'c'",
        "\"text\"",
        "[1, 2]",
        "[]",
        "#{}",
        "#{ a: 1 }",
        "amount",
        "is_new",
        "stage",
        "as_of",
        "rate",
        "tags",
        "tags.len()",
        "(0..3)",
        "tags.pop()",
        "[1][0]",
        "#{ a: 1 }.a",
        "stage[0]",
        "factors",
        "(if is_new { 1 } else { \"b\" })",
        "(if is_new { 1 } else { 2.0 })",
        "(|x| x)",
        "tags.find(|t| t == \"a\")",
    ])
    .prop_map(str::to_owned)
}

/// Most of what is generated must go the quick way, or the comparison says little.
#[test]
fn most_scripts_go_the_quick_way() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut n_quick = 0;
    for _ in 0..200 {
        let script = script().new_tree(&mut runner).unwrap().current();
        let question = question().new_tree(&mut runner).unwrap().current();
        n_quick += u32::from(holds(&script, &question).unwrap());
    }
    assert!(n_quick > 50, "{n_quick} of 200");
}

/// The bundled rules and the examples of the page go the quick way in full.
#[test]
fn bundled_rules_and_examples_are_lowered() {
    let page = include_str!("../../../docs/rules.md");
    let examples = page
        .split("```rhai\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let examples = examples.map(|text| {
        let name = text.trim_start_matches("// rules/").split(".rhai").next().unwrap();
        (Hook::of_name(name).unwrap_or(Hook::Priority), text.to_owned())
    });
    let rules = Hook::ALL.iter().map(|hook| (*hook, bundled(*hook).text));
    for (hook, text) in rules.chain(examples) {
        let engine = sandbox(Arc::new(|| std::time::Duration::ZERO));
        let given = BTreeMap::new();
        let source = RuleSource {
            text: text.clone(),
            ..bundled(hook)
        };
        let (variables, _) = crate::parameters::variables(&source, &given);
        let values: Vec<Option<Dynamic>> = variables.iter().map(|variable| variable.dynamic()).collect();
        let inputs = crate::inputs::inputs(hook);
        let mut declared = Scope::new();
        let names = inputs.iter().map(|input| input.name);
        for name in names
            .clone()
            .chain(variables.iter().map(|variable| variable.name.as_str()))
        {
            declared.push(name, ());
        }
        let ast = engine.compile_with_scope(&declared, &text).unwrap();
        let outside = Outside {
            inputs: names.collect(),
            parameters: variables
                .iter()
                .zip(&values)
                .map(|(variable, value)| (variable.name.as_str(), value.as_ref()))
                .collect(),
        };
        // Those that look through maps are for Rhai.
        if matches!(hook, Hook::Check | Hook::Review) {
            continue;
        }
        assert!(Program::lower(&ast, &bodies(&ast), &outside).is_some(), "{text}");
    }
}
