//! `rules test`: the cases that stand beside the rules.

use salesplan_files::rule_tests;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::lines::Lines;
use salesplan_model::rule_case::RuleCase;
use salesplan_model::rule_value::RuleValue;
use salesplan_model::rules::Hook;
use salesplan_report::findings::{FindingView, tally};
use salesplan_report::language::Language;
use salesplan_report::rules::ValueView;
use salesplan_rules::{Difference, RuleSource, Trial, Verdict, judge};
use serde::Serialize;

use super::Files;
use crate::args::{Format, Global, TestRules};
use crate::commands::no_such_format;
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::loaded::clock;

/// The cases of one file, judged.
struct Tested {
    hook: Hook,
    source: RuleSource,
    cases: Vec<(RuleCase, Verdict)>,
}

/// What `rules test` prints as JSON.
#[derive(Serialize)]
struct TestView {
    schema_version: u32,
    passed: usize,
    failed: usize,
    cases: Vec<CaseView>,
    /// What keeps cases from being run at all: of rules and of files with cases.
    findings: Vec<FindingView>,
    /// Own rules that have no cases.
    untested: Vec<&'static str>,
}

#[derive(Serialize)]
struct CaseView {
    hook: &'static str,
    /// The rule's file.
    rule: String,
    bundled: bool,
    name: String,
    /// Where the case stands.
    file: String,
    line: usize,
    passed: bool,
    differences: Vec<DifferenceView>,
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct DifferenceView {
    part: String,
    expected: ValueView,
    got: Option<ValueView>,
}

pub(crate) fn run(global: &Global, args: &TestRules, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let files = Files::read(global, console)?;
    let mut findings = Vec::new();
    let mut tested = Vec::new();
    let mut untested = Vec::new();
    for hook in Hook::ALL
        .iter()
        .filter(|hook| args.hook.is_none_or(|wanted| wanted == **hook))
    {
        let Some(file) = files.snapshot.get(&rule_tests::path(*hook)) else {
            if files.snapshot.get(&format!("rules/{}.rhai", hook.name())).is_some() {
                untested.push(*hook);
            }
            continue;
        };
        let read = rule_tests::read(file);
        findings.extend(read.findings);
        let source = match files.served(*hook) {
            Ok(source) => source,
            Err(found) => {
                findings.extend(found);
                continue;
            }
        };
        let parameters = files.parameters(*hook);
        // What is wrong with the rule itself is said once, not for every case.
        if let Err(faults) = Trial::compile(source.clone(), &parameters, clock()) {
            findings.extend(faults);
            continue;
        }
        let judged = |case: RuleCase| {
            let verdict = judge(source.clone(), &parameters, &case, clock());
            (case, verdict)
        };
        let cases = read.value.unwrap_or_default().into_iter().map(judged).collect();
        tested.push(Tested {
            hook: *hook,
            source,
            cases,
        });
    }
    let all = || tested.iter().flat_map(|tested| &tested.cases);
    let n_passed = all().filter(|(_, verdict)| *verdict == Verdict::Passed).count();
    let n_failed = all().count() - n_passed;
    if global.format == Format::Json {
        let text_of = |file: &str| files.snapshot.text(file).or_else(|| crate::bundled::text(file));
        console.print_json(&TestView {
            schema_version: salesplan_report::SCHEMA_VERSION,
            passed: n_passed,
            failed: n_failed,
            cases: tested.iter().flat_map(|tested| views(tested, &files)).collect(),
            findings: FindingView::all(&findings, text_of),
            untested: untested.iter().map(|hook| hook.name()).collect(),
        })?;
    } else {
        for tested in &tested {
            print(tested, &files, global.verbose, console)?;
        }
        console.print_findings(&findings, &files.snapshot)?;
        for hook in &untested {
            let name = hook.name();
            console.note(&format!(
                "note: rules/{name}.rhai has no test cases; they would stand in {}",
                rule_tests::path(*hook)
            ));
        }
        let language = console.language(&files.snapshot);
        let is_nothing = tested.is_empty() && findings.is_empty();
        let mut summary = summary(args.hook, n_passed, n_failed, is_nothing, &language);
        if !findings.is_empty() {
            summary += &format!("; {}", tally(&findings, &language));
        }
        console.print(&format!("{summary}\n"))?;
    }
    if n_failed == 0 && findings.is_empty() {
        Ok(exit::DONE)
    } else {
        Ok(exit::FINDINGS)
    }
}

fn summary(hook: Option<Hook>, n_passed: usize, n_failed: usize, is_nothing: bool, language: &Language) -> String {
    if is_nothing {
        let name = hook.map_or("HOOK", Hook::name);
        let text =
            format!("no test cases: there is no rules/{name}.test.toml; `salesplan rules new {name}` writes one");
        return language.phrase(&text);
    }
    let passed = language.words("test-all-passed", [("n", n_passed.into())]);
    match n_failed {
        0 => passed,
        _ => language.words(
            "test-some-failed",
            [("passed", passed.into()), ("failed", n_failed.into())],
        ),
    }
}

fn print(tested: &Tested, files: &Files, verbose: bool, console: &mut Console<'_>) -> Result<(), Failure> {
    let language = console.language(&files.snapshot);
    let (passed, failed) = (language.words("test-passed", []), language.words("test-failed", []));
    for (case, verdict) in &tested.cases {
        let (name, place) = (one_line(&case.name), place(case, files));
        match verdict {
            Verdict::Passed if verbose => console.print(&format!("{passed}  {place}  {name}\n"))?,
            Verdict::Passed => {}
            Verdict::Differs(differences) => {
                let drawn: String = differences
                    .iter()
                    .map(|difference| drawn(difference, &language))
                    .collect();
                console.print(&format!("{failed}  {place}  {name}\n{drawn}\n"))?;
            }
            Verdict::Stopped(fault) => {
                console.print(&format!("{failed}  {place}  {name}\n"))?;
                console.print_findings(std::slice::from_ref(&**fault), &files.snapshot)?;
            }
            Verdict::Unfit(findings) => {
                console.print(&format!("{failed}  {place}  {name}\n"))?;
                console.print_findings(findings, &files.snapshot)?;
            }
        }
    }
    Ok(())
}

/// `rules/priority.test.toml:12`.
fn place(case: &RuleCase, files: &Files) -> String {
    format!("{}:{}", case.location.file, line(case, files))
}

fn line(case: &RuleCase, files: &Files) -> usize {
    let text = files.snapshot.text(&case.location.file).unwrap_or_default();
    Lines::new(text).place(case.location.span.start).0
}

/// What was expected and what came; of lists only the entries that differ are marked.
fn drawn(difference: &Difference, language: &Language) -> String {
    let say = |key: &str| language.words(key, []);
    let part = one_line(&difference.part);
    let written = |value: &RuleValue| one_line(&value.to_string());
    match (&difference.expected, &difference.got) {
        (RuleValue::List(expected), Some(RuleValue::List(got))) => {
            let lines = |items: &[RuleValue]| items.iter().map(written).collect::<Vec<_>>();
            format!(
                "  {part}: {}\n{}",
                say("test-expected-got"),
                drawn_lists(&lines(expected), &lines(got))
            )
        }
        (expected, got) => {
            let about = |value: &RuleValue| match value.approximately() {
                Some(about) => language.words(
                    "value-about",
                    [("value", written(value).into()), ("about", about.to_string().into())],
                ),
                None => written(value),
            };
            let got = got.as_ref().map_or_else(|| say("test-nothing"), about);
            {
                let words = [say("test-expected"), say("test-got")];
                let width = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
                let [wanted, came] = words;
                format!(
                    "  {part}\n    {wanted:width$}  {}\n    {came:width$}  {got}\n",
                    written(expected)
                )
            }
        }
    }
}

/// What both lists begin and end with stands once.
fn drawn_lists(expected: &[String], got: &[String]) -> String {
    let n_first = expected.iter().zip(got).take_while(|(a, b)| a == b).count();
    let (expected_rest, got_rest) = (&expected[n_first..], &got[n_first..]);
    let backwards = expected_rest.iter().rev().zip(got_rest.iter().rev());
    let n_last = backwards.take_while(|(a, b)| a == b).count();
    let marked = |mark: &'static str, items: &[String]| -> String {
        items.iter().map(|item| format!("    {mark} {item}\n")).collect()
    };
    [
        marked(" ", &expected[..n_first]),
        marked("-", &expected_rest[..expected_rest.len() - n_last]),
        marked("+", &got_rest[..got_rest.len() - n_last]),
        marked(" ", &expected_rest[expected_rest.len() - n_last..]),
    ]
    .concat()
}

fn views(tested: &Tested, files: &Files) -> Vec<CaseView> {
    let view = |(case, verdict): &(RuleCase, Verdict)| {
        let (differences, findings): (&[Difference], &[Diagnostic]) = match verdict {
            Verdict::Passed => (&[], &[]),
            Verdict::Differs(differences) => (differences, &[]),
            Verdict::Stopped(fault) => (&[], std::slice::from_ref(&**fault)),
            Verdict::Unfit(findings) => (&[], findings),
        };
        let differences = differences.iter();
        CaseView {
            hook: tested.hook.name(),
            rule: tested.source.path.to_string(),
            bundled: tested.source.bundled,
            name: case.name.clone(),
            file: case.location.file.to_string(),
            line: line(case, files),
            passed: *verdict == Verdict::Passed,
            differences: differences
                .map(|difference| DifferenceView {
                    part: difference.part.clone(),
                    expected: ValueView::new(&difference.expected),
                    got: difference.got.as_ref().map(ValueView::new),
                })
                .collect(),
            findings: FindingView::all(findings, |file| {
                files.snapshot.text(file).or_else(|| crate::bundled::text(file))
            }),
        }
    };
    tested.cases.iter().map(view).collect()
}
