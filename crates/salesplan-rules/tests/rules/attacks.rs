//! Hostile scripts: each ends in the expected finding, in less than a second.
//!
//! The scripts stand in `tests/attacks/`, one a file, with the expected kind in the
//! first line. Those that must be long are made here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use salesplan_model::rules::{Hook, Rules};
use salesplan_rules::{Question, RuleSet, Trial};

use crate::world::{Parameters, deal, plan, question, real, source};

const TIME_MAX: Duration = Duration::from_secs(1);

/// Windows gives a program's main thread no more than this.
const STACK: usize = 1024 * 1024;

/// The kind of the finding that the script ends in, or "ok".
fn outcome(script: &str) -> &'static str {
    let plan = plan();
    let deal = deal();
    let compiled = RuleSet::compile(vec![source(Hook::Probability, script)], &Parameters::new(), real());
    match compiled.map(|rules| rules.probability(&question(&plan, &deal))) {
        Err(faults) => faults[0].kind.id,
        Ok(Err(fault)) => fault.kind.id,
        Ok(Ok(_)) => "ok",
    }
}

/// The same for somebody who follows the script statement by statement.
fn outcome_followed(script: &str) -> &'static str {
    let plan = plan();
    let deal = deal();
    let compiled = Trial::compile(source(Hook::Probability, script), &BTreeMap::new(), real());
    let values = Question::Probability(&question(&plan, &deal)).values();
    match compiled.map(|trial| trial.trace(&values).answer) {
        Err(faults) => faults[0].kind.id,
        Ok(Err(fault)) => fault.kind.id,
        Ok(Ok(_)) => "ok",
    }
}

/// What is wrong with the way the script ends, if anything.
fn escapes(name: &str, script: &str, expected: &str) -> Option<String> {
    ends(name, script, expected, outcome)
        .or_else(|| ends(&format!("{name}, followed"), script, expected, outcome_followed))
}

fn ends(name: &str, script: &str, expected: &str, outcome: fn(&str) -> &'static str) -> Option<String> {
    let clock = real();
    let outcome = thread::scope(|scope| {
        let run = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || outcome(script));
        run.unwrap().join().unwrap_or("a panic")
    });
    let time = clock();
    let is_right = outcome == expected && time < TIME_MAX;
    (!is_right).then(|| format!("{name}: {outcome} after {time:?}, not {expected}"))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the attacks are files of this crate")]
fn every_attack_ends_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 100, "{} attacks", paths.len());
    let mut escaped = Vec::new();
    for path in &paths {
        let script = fs::read_to_string(path).unwrap();
        let expected = script
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("// expect: "))
            .expect("a first line");
        escaped.extend(escapes(&path.file_stem().unwrap().to_string_lossy(), &script, expected));
    }
    assert!(escaped.is_empty(), "{}", escaped.join("\n"));
}

#[test]
fn every_long_attack_ends_as_expected() {
    const LIMIT: &str = "rule-limit-exceeded";
    let nested = |open: &str, inner: &str, close: &str, depth: usize| {
        [&open.repeat(depth), inner, &close.repeat(depth)].concat()
    };
    let attacks = [
        ("brackets", nested("(", "1", ")", 10_000), LIMIT),
        ("not", nested("!", "true", "", 10_000), LIMIT),
        ("minus", nested("- ", "1", "", 10_000), LIMIT),
        ("lists", nested("[", "1", "]", 10_000), LIMIT),
        ("maps", nested("#{a:", "1", "}", 3_500), LIMIT),
        ("blocks", nested("{", "1", "}", 10_000), LIMIT),
        ("ifs", nested("if true {", "1", "}", 2_500), LIMIT),
        ("else ifs", nested("if false { 1 } else ", "{ 1 }", "", 1_500), LIMIT),
        ("sum", nested("1 + ", "1", "", 10_000), LIMIT),
        ("closures", nested("|x| ", "1", "", 10_000), LIMIT),
        ("texts in texts", nested("`${", "1", "}`", 10_000), LIMIT),
        ("properties", format!("amount{}", ".b".repeat(15_000)), LIMIT),
        ("indices", format!("tags{}", "[0]".repeat(10_000)), LIMIT),
        ("and", nested("true && ", "true", "", 3_500), LIMIT),
        (
            "one variable again and again",
            "let x = 1;".repeat(3_000),
            "rule-answer",
        ),
        ("variables", (0..2_500).map(|i| format!("let v{i}=1;")).collect(), LIMIT),
        ("statements", "1;".repeat(16_000), "ok"),
        (
            "parameters",
            format!(
                "fn f({}) {{ 1 }} 1",
                (0..5_000).map(|i| format!("p{i}")).collect::<Vec<_>>().join(",")
            ),
            "ok",
        ),
        ("list literal", format!("let l = [{}]; 1", "1,".repeat(15_000)), LIMIT),
        (
            "map literal",
            format!(
                "let m = #{{{}}}; 1",
                (0..3_000).map(|i| format!("k{i}: 1,")).collect::<String>()
            ),
            LIMIT,
        ),
        ("text literal", format!("\"{}\"", "x".repeat(30_000)), LIMIT),
        ("name", "x".repeat(30_000), "rule-syntax"),
        ("open comment", format!("/*{}", "/*".repeat(15_000)), "rule-answer"),
        ("lines", "\n".repeat(32_000) + "x", "rule-syntax"),
        (
            "switch",
            format!(
                "switch stage {{ {} _ => 1 }}",
                (0..2_000).map(|i| format!("\"{i}\" => 1,")).collect::<String>()
            ),
            "ok",
        ),
        ("too long", "// x\n".repeat(10_000), LIMIT),
    ];
    let escaped: Vec<_> = attacks
        .iter()
        .filter_map(|(name, script, expected)| escapes(name, script, expected))
        .collect();
    assert!(escaped.is_empty(), "{}", escaped.join("\n"));
}
