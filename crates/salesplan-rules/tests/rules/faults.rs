//! Every fault says what is wrong, where, and how to mend it.

use salesplan_model::diagnostic::{Kind, RULE_ANSWER, RULE_FAULT, RULE_LIMIT_EXCEEDED, RULE_SYNTAX, RULE_TYPE};

use rust_decimal::Decimal;
use salesplan_model::rules::Hook;
use salesplan_model::settings::ParameterValue;
use salesplan_rules::RuleSet;

use crate::world::{
    bare_deal, conversion, deal, fault, given, place, priority, probability, source, still, underlined,
};

struct Case {
    script: &'static str,
    kind: &'static Kind,
    /// The text at fault.
    underlined: &'static str,
    message: &'static str,
    /// A part of the help; empty where there need not be any.
    help: &'static str,
}

const fn case(
    kind: &'static Kind,
    script: &'static str,
    underlined: &'static str,
    message: &'static str,
    help: &'static str,
) -> Case {
    Case {
        script,
        kind,
        underlined,
        message,
        help,
    }
}

static COMPILED: &[Case] = &[
    case(
        &RULE_SYNTAX,
        "let scroe = path; score",
        "score",
        "unknown name `score`",
        "did you mean `scroe`?",
    ),
    case(
        &RULE_SYNTAX,
        "path * amout",
        "amout",
        "unknown name `amout`",
        "did you mean `amount`?",
    ),
    case(
        &RULE_SYNTAX,
        "// да\nlet x = list;",
        "list",
        "unknown name `list`",
        "the rule knows: id, has_client",
    ),
    case(
        &RULE_SYNTAX,
        "// да\nlet x = лист;",
        "лист",
        "unexpected 'л'",
        "Latin letters",
    ),
    case(
        &RULE_SYNTAX,
        "if path > 0 { 1 ",
        "1",
        "the script ends too early",
        "brace",
    ),
    case(&RULE_SYNTAX, "let x = ;\n1", ";", "unexpected ';'", ""),
    case(&RULE_SYNTAX, "\"open\n1", "\"open", "open string is not terminated", ""),
    case(&RULE_SYNTAX, "1e-3", "e", "letters follow a number", "0.05"),
    case(
        &RULE_SYNTAX,
        "path * 3/10 + 3 / 10",
        "3 / 10",
        "two whole numbers are divided, which would drop the remainder",
        "3.0 / 10",
    ),
    case(
        &RULE_SYNTAX,
        "sleep(3); path",
        "sleep",
        "there is no function `sleep` in rules",
        "rules have: to_string, ratio",
    ),
    case(
        &RULE_SYNTAX,
        "minn(path, 1)",
        "minn",
        "there is no function `minn` in rules",
        "did you mean `min`?",
    ),
    case(
        &RULE_SYNTAX,
        "tags.lenght()",
        "lenght",
        "there is no method `lenght` in rules",
        "did you mean `len`?",
    ),
    case(
        &RULE_SYNTAX,
        "// fn min\nfn  min(a, b) { 0 }\npath",
        "min",
        "the function `min` would hide the one that rules have",
        "another name",
    ),
    case(
        &RULE_SYNTAX,
        "fn f(x) { x * path } f(1)",
        "path",
        "a function does not see `path`",
        "hand it over as a parameter",
    ),
    case(
        &RULE_SYNTAX,
        "switch amount { 5 => 1, _ => 0 }",
        "switch",
        "`switch` is only for an input that is a text",
        "3 and 3.0",
    ),
    case(
        &RULE_SYNTAX,
        "eval(\"1\")",
        "eval",
        "`eval` is not available in rules",
        "",
    ),
    case(
        &RULE_SYNTAX,
        "import \"x\" as x; 1",
        "import",
        "`import` is not available in rules",
        "",
    ),
    case(&RULE_SYNTAX, "path << 2", "<<", "`<<` is not available in rules", ""),
];

static RUN: &[Case] = &[
    case(
        &RULE_TYPE,
        "amount >= \"500000\"",
        ">=",
        "this compares a number with a text",
        "numbers with numbers",
    ),
    case(
        &RULE_TYPE,
        "\"a\" == 1",
        "==",
        "this compares a text with a whole number",
        "texts with texts",
    ),
    case(
        &RULE_TYPE,
        "() < 3",
        "<",
        "this compares nothing with a whole number",
        "numbers",
    ),
    case(
        &RULE_TYPE,
        "() == ()",
        "==",
        "this compares nothing with nothing",
        "numbers",
    ),
    case(
        &RULE_TYPE,
        "has_client != 1",
        "!=",
        "this compares true or false with a whole number",
        "numbers",
    ),
    case(
        &RULE_TYPE,
        "as_of > \"2026-01-01\"",
        ">",
        "this compares a date with a text",
        "dates with dates",
    ),
    case(
        &RULE_FAULT,
        "plural(1, \"a\") in [1]",
        "in",
        "this compares a whole number with a text",
        "",
    ),
    case(
        &RULE_TYPE,
        "amount + \"x\"",
        "+",
        "`+` cannot be done with a number and a text",
        "backticks",
    ),
    case(
        &RULE_TYPE,
        "amount * true",
        "*",
        "`*` cannot be done with a number and true or false",
        "",
    ),
    case(
        &RULE_TYPE,
        "let n = tags.len();\nn / 2",
        "/",
        "two whole numbers are divided, which would drop the remainder",
        "ratio(3, 10)",
    ),
    case(
        &RULE_TYPE,
        "let n = 7; n /= 2; n",
        "/=",
        "two whole numbers are divided, which would drop the remainder",
        "ratio(3, 10)",
    ),
    case(&RULE_FAULT, "path / 0", "/", "division by zero: 0.3 / 0", ""),
    case(
        &RULE_FAULT,
        "ratio(1, path - 0.3)",
        "ratio",
        "a ratio of nothing: the second number is 0",
        "whether",
    ),
    case(&RULE_FAULT, "ratio(1, 2) / 0", "/", "division by zero", "whether"),
    case(&RULE_FAULT, "let m = #{ a: 1 };\nm.b", "b", "the map has no `b`", ""),
    case(
        &RULE_FAULT,
        "let m = #{ a: 1 };\nm[\"b\"]",
        "\"b\"",
        "the map has no `b`",
        "",
    ),
    case(
        &RULE_FAULT,
        "tags[5]",
        "5",
        "there is no place 5 in a list of 2",
        "counted from 0",
    ),
    case(
        &RULE_FAULT,
        "let f = |x| x * amount * tags;\nf.call(2)",
        "*",
        "`*` cannot be done with a number and a list",
        "",
    ),
    case(
        &RULE_FAULT,
        "fn half(x) { x / 0 }\n half(path)",
        "/",
        "division by zero: 0.3 / 0",
        "",
    ),
    case(
        &RULE_TYPE,
        "if amount { 1 } else { 0 }",
        "amount",
        "this must be true or false, not a number",
        "",
    ),
    case(
        &RULE_FAULT,
        "throw \"no idea\"",
        "throw",
        "the rule gave up: no idea",
        "",
    ),
    case(
        &RULE_FAULT,
        "date(\"1.10.2026\")",
        "date",
        "'1.10.2026' is not a date",
        "2026-10-01",
    ),
    case(
        &RULE_FAULT,
        "as_of + 0.5",
        "+",
        "a date cannot be moved by 0.5 days",
        "whole number",
    ),
    case(
        &RULE_TYPE,
        "min(path, \"1\")",
        "min",
        "this asks for a number, not a text",
        "",
    ),
    case(
        &RULE_FAULT,
        "round(path, -1)",
        "round",
        "cannot round to -1 digits",
        "0 to 28",
    ),
    case(
        &RULE_FAULT,
        "clamp(path, 1, 0)",
        "clamp",
        "clamp between 1 and 0, which is below it",
        "smaller",
    ),
    case(
        &RULE_FAULT,
        "for x in amount { }",
        "amount",
        "only a list or a range can be walked through",
        "",
    ),
    case(
        &RULE_FAULT,
        "amount.year",
        "year",
        "unknown property 'year' - a getter is not registered for type 'decimal'",
        "",
    ),
    case(
        &RULE_FAULT,
        "[1, \"a\"].sort()",
        "sort",
        "a list cannot be sorted that has a whole number and a text",
        "among themselves",
    ),
    case(
        &RULE_FAULT,
        "tags.filter(|tag| 1)",
        "filter",
        "the closure answers a whole number, not true or false",
        "comparison",
    ),
    case(
        &RULE_FAULT,
        "tags.remove(0.5)",
        "remove",
        "0.5 is not a whole number",
        "whole numbers",
    ),
    case(
        &RULE_TYPE,
        "tags.map(|tag| tag > 1)",
        ">",
        "this compares a text with a whole number",
        "",
    ),
    case(
        &RULE_FAULT,
        "[1].map(\"len\")",
        "map",
        "`map` cannot be done with a list and a text",
        "",
    ),
    case(
        &RULE_LIMIT_EXCEEDED,
        "loop { }",
        "{",
        "the rule takes more than 100000 steps",
        "does a loop ever end?",
    ),
    case(
        &RULE_LIMIT_EXCEEDED,
        "fn f(x) { f(x) } f(1)",
        "f",
        "functions call each other more than 32 levels deep",
        "",
    ),
    case(
        &RULE_LIMIT_EXCEEDED,
        "let s = \"xxxxxxxx\"; loop { s += s; }",
        "+=",
        "a text, list or map grows beyond its limit",
        "texts may have 10000 bytes, lists 1000",
    ),
    case(
        &RULE_ANSWER,
        "path * 4",
        "*",
        "the answer is `1.2`, not between 0 and 1",
        "from 0 to 1",
    ),
    case(
        &RULE_ANSWER,
        "let x = 1;\n-0.1",
        "-",
        "the answer is `-0.1`, not between 0 and 1",
        "from 0 to 1",
    ),
    case(
        &RULE_ANSWER,
        "\"high\"",
        "\"high\"",
        "the answer is `high`, not a number",
        "from 0 to 1",
    ),
    case(
        &RULE_ANSWER,
        "let x = path;",
        "let",
        "the answer is nothing, not a number",
        "from 0 to 1",
    ),
];

fn check(cases: &[Case]) {
    let differing: Vec<String> = cases.iter().filter_map(differs).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn differs(case: &Case) -> Option<String> {
    let finding = fault(case.script);
    let found = (
        finding.kind.id,
        underlined(case.script, &finding),
        finding.message.as_str(),
    );
    let expected = (case.kind.id, case.underlined, case.message);
    let help = finding.help.as_deref().unwrap_or_default();
    let file = &*finding.primary.as_ref().unwrap().location.file;
    let is_right = found == expected && help.contains(case.help) && file == "rules/probability.rhai";
    (!is_right).then(|| {
        format!(
            "{}\n  found {found:?}\n  not   {expected:?}\n  help  {help}",
            case.script
        )
    })
}

#[test]
fn what_is_found_before_the_rule_runs() {
    check(COMPILED);
}

#[test]
fn what_is_found_when_it_runs() {
    check(RUN);
}

#[test]
fn a_fault_names_the_deal_or_the_step() {
    let finding = fault("amount / 0");
    assert_eq!(finding.secondary.len(), 1);
    assert_eq!(
        (&finding.secondary[0].location, finding.secondary[0].text.as_str()),
        (&place("deals.csv"), "asked for this deal")
    );
    for script in ["plan / 0", "2"] {
        let finding = conversion(script).unwrap_err();
        let step = &finding.secondary[0];
        assert_eq!(
            (&step.location, step.text.as_str()),
            (&place("plan.toml"), "asked for this step")
        );
    }
}

#[test]
fn reading_what_the_deal_does_not_have_is_a_fault() {
    for (input, guard) in [
        ("client", "has_client"),
        ("owner", "has_owner"),
        ("segment", "has_segment"),
        ("channel", "has_channel"),
        ("stage", "has_stage"),
        ("amount", "has_value"),
        ("average_deal", "has_average_deal"),
        ("path", "has_path"),
        ("path_days", "has_path"),
        ("created", "has_created"),
        ("age_days", "has_created"),
        ("days_in_stage", "has_days_in_stage"),
        ("expected_close", "has_expected_close"),
        ("days_to_close", "has_expected_close"),
        ("last_activity", "has_last_activity"),
        ("silent_days", "has_last_activity"),
        ("next_step", "has_next_step"),
        ("next_step_date", "has_next_step_date"),
        ("days_to_next_step", "has_next_step_date"),
    ] {
        for use_of in ["== x", "> x", "+ x", ".len()", "?? 0"] {
            // What `x` is can only be told when the rule runs.
            let script = format!("let x = () ?? 1;\nif x == 1 {{ {input} {use_of} }}").replace(" .", ".");
            let finding = probability(&script, &bare_deal()).expect_err(&script);
            assert_eq!(
                finding.message,
                format!("`{input}` is read, but there is none"),
                "{script}"
            );
            assert_eq!(finding.help, Some(format!("ask first: `if {guard} {{ .. }}`")));
            assert_eq!(underlined(&script, &finding), input);
        }
        let guarded = format!("if {guard} {{ let x = {input}; 1 }} else {{ 0 }}");
        assert!(probability(&guarded, &bare_deal()).is_ok(), "{guarded}");
        assert!(probability(&guarded, &deal()).is_ok(), "{guarded}");
    }
}

#[test]
fn a_parameter_without_a_value_is_missing_too() {
    let finding = priority(
        "// @param large: number, large from here\nif amount > large { 1 } else { 0 }",
        &deal(),
    )
    .unwrap_err();
    assert_eq!(
        (finding.message.as_str(), finding.help.as_deref()),
        (
            "`large` is read, but there is none",
            Some("ask first: `if has_large { .. }`")
        )
    );
}

#[test]
fn a_declared_parameter_has_its_type_and_is_read() {
    let script = "// @param large: number = 5, large from here\n#{ score: large, reasons: [] }";
    let compile = |script, parameters: &[(&str, ParameterValue)]| {
        let rules = vec![source(Hook::Priority, script)];
        RuleSet::compile(rules, &given(Hook::Priority, parameters), still())
    };
    let set = |value| compile(script, &[("large", value)]);
    assert!(set(ParameterValue::Number(Decimal::ONE)).is_ok());
    let faults = set(ParameterValue::Text("5".into())).err().unwrap();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].message, "`large` must be a number: large from here");
    let idle = compile(
        "// @param large: number = 5, large from here\n#{ score: 1, reasons: [] }",
        &[],
    );
    let faults = idle.err().unwrap();
    assert_eq!(faults[0].message, "the parameter `large` is declared and never read");
    let input = compile(
        "// @param amount: number = 5, an input\n#{ score: amount, reasons: [] }",
        &[],
    );
    assert!(input.err().unwrap()[0].message.starts_with("`amount` is an input"));
}

#[test]
fn a_priority_of_another_form_says_so() {
    let long = format!("#{{ score: 1, reasons: [\"{}\"] }}", "x".repeat(201));
    for (script, message) in [
        ("5", "the answer is `5`, not a map"),
        ("#{ reasons: [] }", "the answer has no `score`"),
        ("#{ score: 1 }", "the answer has no `reasons`"),
        (
            "#{ score: 1, reasons: [], reason: 1 }",
            "the answer has `reason`, which nobody reads",
        ),
        ("#{ score: \"high\", reasons: [] }", "`score` is `high`, not a number"),
        ("#{ score: 1, reasons: \"late\" }", "`reasons` is `late`, not a list"),
        ("#{ score: 1, reasons: [\"late\", 5] }", "a reason is `5`, not a text"),
        (
            "#{ score: 1, reasons: [\"two\\nlines\"] }",
            "a reason has more than one line, or characters that cannot be printed",
        ),
        (
            "let l = []; for x in 0..21 { l.push(\"x\") } #{ score: 1, reasons: l }",
            "there are 21 reasons, more than 20",
        ),
        (&long, "a reason has more than 200 characters"),
    ] {
        let finding = priority(script, &deal()).expect_err(script);
        assert_eq!(
            (finding.kind.id, finding.message.as_str()),
            (RULE_ANSWER.id, message),
            "{script}"
        );
        assert_eq!(finding.secondary.len(), 1);
    }
}

#[test]
fn a_rate_outside_its_bounds_says_so() {
    for (script, message) in [
        ("0", "the answer is `0`, not above 0 and at most 1"),
        ("plan * 4", "the answer is `6/5`, not above 0 and at most 1"),
        ("-plan", "the answer is `-3/10`, not above 0 and at most 1"),
        ("segment", "the answer is `new`, not a number"),
        (
            "0.0000000000000000000000001",
            "the answer is `0.0000000000000000000000001`, which is as good as 0",
        ),
    ] {
        let finding = conversion(script).expect_err(script);
        assert_eq!(
            (finding.kind.id, finding.message.as_str()),
            (RULE_ANSWER.id, message),
            "{script}"
        );
    }
}

#[test]
fn a_script_that_is_too_long_is_not_read() {
    let finding = fault(&"// x\n".repeat(20_000));
    assert_eq!(
        (finding.kind.id, finding.message.as_str()),
        (RULE_LIMIT_EXCEEDED.id, "the script has 100000 bytes, more than 32768")
    );
}

#[test]
fn what_a_script_says_cannot_forge_a_line() {
    let finding = fault("throw \"first\\n::error::second\\x1b[2J\"");
    assert_eq!(finding.message, "the rule gave up: first ::error::second [2J");
    let finding = fault("let s = \"x\"; while s.len() < 5000 { s += s; } throw s");
    assert_eq!(finding.message.chars().count(), 1_001);
}
