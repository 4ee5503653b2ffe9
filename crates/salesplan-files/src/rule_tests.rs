//! `rules/HOOK.test.toml`: the test cases that stand beside a rule.
//!
//! What a case says is taken as it is written. Whether the rule has inputs of these names
//! and types is for the rule host to say.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{Diagnostic, MISSING_KEY, UNKNOWN_KEY, any_error};
use salesplan_model::rule_case::{Expected, Given, RuleCase};
use salesplan_model::rule_value::RuleValue;
use salesplan_model::rules::Hook;
use toml::Spanned;
use toml::de::DeValue;

use crate::plan_file::check_schema_version;
use crate::settings_file;
use crate::sink::Sink;
use crate::snapshot::SourceFile;
use crate::table::{self, Table, number_text, wrong_type};
use crate::workspace::{self, Read};

/// How the name of such a file ends.
pub const ENDING: &str = ".test.toml";

/// Where the test cases of a hook's rule stand.
pub fn path(hook: Hook) -> String {
    format!("rules/{}{ENDING}", hook.name())
}

/// Whether a path is that of a file with test cases. No figure is made from these.
pub fn is_path(path: &str) -> bool {
    path.starts_with("rules/") && path.ends_with(ENDING)
}

/// Reads the cases of a file, in order.
pub fn read(file: &SourceFile) -> Read<Vec<RuleCase>> {
    let sink = Sink::new(&file.path);
    let cases = workspace::text(file, &sink).map(|text| read_cases(text, &sink));
    let findings = sink.into_findings();
    Read {
        value: cases.filter(|_| !any_error(&findings)),
        findings,
    }
}

fn read_cases(text: &str, sink: &Sink) -> Vec<RuleCase> {
    let root = table::parse(text, sink);
    let mut file = Table::root(&root, "the test cases", sink);
    check_schema_version(&mut file, false, sink);
    let cases = file.list("case", "the case").unwrap_or_default();
    let cases = cases.into_iter().filter_map(|case| read_case(case, sink)).collect();
    file.finish();
    cases
}

fn read_case(mut case: Table<'_, '_>, sink: &Sink) -> Option<RuleCase> {
    let name = case.required("name", "\"what the case shows\"", |case| case.text("name"));
    let given_span = case.place("given");
    let given = case.table("given", "the inputs of the case");
    let given = given.map(|given| read_given(&given, sink)).unwrap_or_default();
    let parameters = case.table("parameters", "the parameters of the case");
    let parameters = parameters
        .map(|parameters| settings_file::parameters(parameters.entries(), sink))
        .unwrap_or_default();
    let expected = read_expected(&mut case, sink);
    case.finish();
    let name = name?;
    Some(RuleCase {
        location: sink.location(&name.span),
        name: name.value,
        given,
        given_location: sink.location(&given_span),
        parameters,
        expected: expected?,
    })
}

fn read_given(given: &Table<'_, '_>, sink: &Sink) -> Vec<Given> {
    let mut all: Vec<Given> = Vec::new();
    for (key, value) in given.entries() {
        let name = key.get_ref().replace('-', "_");
        let name_location = sink.location(&key.span());
        if let Some(first) = all.iter().find(|given| given.name == name) {
            let message = format!("`{name}` is given twice, with - and with _");
            sink.push(
                Diagnostic::new(&UNKNOWN_KEY, message)
                    .at(name_location, "the second")
                    .see(first.name_location.clone(), "the first"),
            );
            continue;
        }
        if let Some(read) = rule_value(key.get_ref(), value, sink) {
            all.push(Given {
                name,
                name_location,
                value: read,
                location: sink.location(&value.span()),
            });
        }
    }
    all
}

fn read_expected(case: &mut Table<'_, '_>, sink: &Sink) -> Option<Expected> {
    let answer = case.value("expect");
    let fault = case.text("expect-fault");
    match (answer, fault) {
        (Some(answer), None) => rule_value("expect", answer, sink).map(Expected::Answer),
        (None, Some(words)) => Some(Expected::Fault(words.value)),
        (Some(_), Some(words)) => {
            let message = "a case expects an answer or a fault, not both";
            sink.push(
                Diagnostic::new(&UNKNOWN_KEY, message)
                    .at(sink.location(&words.span), "beside `expect`")
                    .help("make two cases of it"),
            );
            None
        }
        // A fault of another type than text has been noted.
        (None, None) if case.has("expect-fault") => None,
        (None, None) => {
            sink.push(
                Diagnostic::new(&MISSING_KEY, "the case expects nothing")
                    .at(sink.location(case.span()), "`expect` is missing")
                    .help("add the answer, `expect = 0.3`, or words of the fault, `expect-fault = \"there is none\"`"),
            );
            None
        }
    }
}

fn rule_value(key: &str, value: &Spanned<DeValue<'_>>, sink: &Sink) -> Option<RuleValue> {
    let unreadable = |wanted: &str| wrong_type(sink, key, value, wanted);
    match value.get_ref() {
        DeValue::Boolean(flag) => Some(RuleValue::Flag(*flag)),
        DeValue::String(text) => Some(RuleValue::Text(text.to_string())),
        DeValue::Integer(_) | DeValue::Float(_) => number_text(value.get_ref())
            .and_then(|text| Decimal::from_str_exact(&text).ok())
            .map(RuleValue::Number)
            .or_else(|| unreadable("a number such as 1200 or 0.05")),
        DeValue::Datetime(day) => day
            .to_string()
            .parse::<Date>()
            .ok()
            .filter(|_| day.time.is_none())
            .map(RuleValue::Day)
            .or_else(|| unreadable("a date such as 2026-11-08")),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| rule_value(key, item, sink));
            items.collect::<Option<Vec<_>>>().map(RuleValue::List)
        }
        DeValue::Table(entries) => {
            let entries = table::sorted(entries).into_iter().map(|(name, value)| {
                let read = rule_value(name.get_ref(), value, sink)?;
                Some((name.get_ref().replace('-', "_"), read))
            });
            entries.collect::<Option<BTreeMap<_, _>>>().map(RuleValue::Map)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Content, Snapshot};

    fn read_text(text: &str) -> Read<Vec<RuleCase>> {
        let mut snapshot = Snapshot::default();
        let path = path(Hook::Priority);
        snapshot.insert(&path, None, Content::Bytes(text.as_bytes().to_vec()));
        read(snapshot.get(&path).expect("inserted just now"))
    }

    fn kinds(text: &str) -> Vec<(&'static str, String)> {
        let findings = read_text(text).findings;
        let place = |finding: &Diagnostic| {
            let label = finding.primary.as_ref().expect("a finding of a file has a place");
            text[label.location.span.clone()].to_string()
        };
        findings
            .iter()
            .map(|finding| (finding.kind.id, place(finding)))
            .collect()
    }

    #[test]
    fn a_case_is_taken_as_it_is_written() {
        let text = r#"
            [[case]]
            name = "all kinds"
            given = { amount = 1_000.50, share = "7/26", has-client = false, as-of = 2026-11-08, tags = ["a", "b"] }
            parameters = { large-factor = 2 }
            expect = { score = 3, reasons = [] }

            [[case]]
            name = "a fault"
            expect-fault = "there is none"
        "#;
        let read = read_text(text);
        assert_eq!(read.findings, []);
        let cases = read.value.expect("nothing is wrong");
        let given: Vec<String> = cases[0]
            .given
            .iter()
            .map(|given| format!("{} = {}", given.name, given.value))
            .collect();
        assert_eq!(
            given,
            [
                "amount = 1000.5",
                "share = \"7/26\"",
                "has_client = false",
                "as_of = 2026-11-08",
                "tags = [\"a\", \"b\"]"
            ]
        );
        assert_eq!(cases[0].parameters.keys().collect::<Vec<_>>(), ["large_factor"]);
        assert!(matches!(&cases[0].expected, Expected::Answer(RuleValue::Map(parts)) if parts.len() == 2));
        assert_eq!(cases[1].expected, Expected::Fault("there is none".to_string()));
        assert_eq!(&text[cases[1].location.span.clone()], "\"a fault\"");
    }

    #[test]
    fn every_slip_has_its_place() {
        let text = r#"
            [[case]]
            name = "a"
            given = { amount = 1, a-b = 1, a_b = 2 }
            expekt = 3

            [[case]]
            given = { at = 10:30:00, deep = [{ x = 0x10 }] }
            expect = 1
            expect-fault = "x"
        "#;
        assert_eq!(
            kinds(text),
            [
                ("unknown-key", "a_b".to_string()),
                ("missing-key", "[[case]]".to_string()),
                ("unknown-key", "expekt".to_string()),
                ("missing-key", "[[case]]".to_string()),
                ("wrong-type", "10:30:00".to_string()),
                ("wrong-type", "0x10".to_string()),
                ("unknown-key", "\"x\"".to_string()),
            ]
        );
        assert_eq!(kinds("cases = 3\n"), [("unknown-key", "cases".to_string())]);
        assert_eq!(kinds("case = 3\n"), [("wrong-type", "3".to_string())]);
    }
}
