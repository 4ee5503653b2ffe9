//! `rules bench`: how long the rules take for the plan's own questions.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use salesplan_files::workspace::PlanFolder;
use salesplan_model::rules::Hook;
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_rules::{Question, RuleSet, Watched};
use serde::Serialize;

use super::Files;
use crate::args::{BenchRules, Format, Global};
use crate::commands::no_such_format;
use crate::console::Console;
use crate::evening;
use crate::failure::{Failure, exit};
use crate::loaded::compile_rules;

/// How long a rule is asked where no count of calls is given.
const LONG_ENOUGH: Duration = Duration::from_secs(1);

/// Fewer calls of one question in a row would measure the reading of the clock.
const REPEATS_MIN: u64 = 10;

/// What `rules bench` prints as JSON.
#[derive(Serialize)]
struct BenchView {
    schema_version: u32,
    as_of: String,
    rules: Vec<MeasuredView>,
}

#[derive(Serialize)]
struct MeasuredView {
    hook: &'static str,
    file: String,
    bundled: bool,
    /// How many questions the evening has.
    questions: u64,
    calls: u64,
    /// Null where there is no question.
    ns_per_call: Option<u64>,
    calls_per_second: Option<u64>,
}

/// Calls and the time that they took together.
#[derive(Debug, Clone, Copy, Default)]
struct Spent {
    questions: u64,
    calls: u64,
    time: Duration,
}

pub(crate) fn run(global: &Global, args: &BenchRules, console: &mut Console<'_>) -> Result<u8, Failure> {
    if matches!(global.format, Format::Csv | Format::Html | Format::Definitions) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    let files = Files::read(global, console)?;
    let failed = |findings| Failure::findings(findings, &files.snapshot);
    let rules = compile_rules(&files.snapshot, &files.settings).map_err(failed)?;
    let folder = files.plan(args.plan.as_deref())?;
    let evening = evening::choose(global, folder.plan.period, console)?;
    let mut measured = Vec::new();
    for source in rules
        .served()
        .filter(|source| args.hook.is_none_or(|hook| hook == source.hook))
    {
        let ask = |n_each| asked(&files, &folder, &rules, source.hook, evening, n_each);
        let spent = measured_long_enough(args.calls, ask)?;
        let per_call = spent.time.as_nanos().checked_div(u128::from(spent.calls));
        let ns_per_call = per_call.and_then(|ns| u64::try_from(ns).ok());
        measured.push(MeasuredView {
            hook: source.hook.name(),
            file: source.path.to_string(),
            bundled: source.bundled,
            questions: spent.questions,
            calls: spent.calls,
            ns_per_call,
            calls_per_second: ns_per_call.map(|ns| 1_000_000_000 / ns.max(1)),
        });
    }
    let view = BenchView {
        schema_version: SCHEMA_VERSION,
        as_of: evening.as_of.to_string(),
        rules: measured,
    };
    match global.format {
        Format::Json => console.print_json(&view)?,
        _ => console.print_markdown(&table(&view), global.format)?,
    }
    Ok(exit::DONE)
}

/// Asks again until there were so many calls, or until it took long enough. The first
/// calls are not counted: nothing is in the machine's caches yet.
fn measured_long_enough(calls: Option<u64>, ask: impl Fn(u64) -> Result<Spent, Failure>) -> Result<Spent, Failure> {
    let mut last = ask(REPEATS_MIN)?;
    let mut spent = Spent {
        questions: last.questions,
        ..Spent::default()
    };
    let is_enough = |spent: &Spent| match calls {
        Some(calls) => spent.calls >= calls.max(1),
        None => spent.time >= LONG_ENOUGH,
    };
    while last.questions > 0 && !is_enough(&spent) {
        let missing = match calls {
            Some(calls) => u128::from(calls.saturating_sub(spent.calls)),
            None => {
                let ns = LONG_ENOUGH.saturating_sub(spent.time).as_nanos();
                ns.saturating_mul(u128::from(last.calls)) / last.time.as_nanos().max(1) + 1
            }
        };
        let n_each = u64::try_from(missing.div_ceil(u128::from(last.questions))).unwrap_or(u64::MAX);
        last = ask(n_each.max(REPEATS_MIN))?;
        spent.calls = spent.calls.saturating_add(last.calls);
        spent.time += last.time;
    }
    Ok(spent)
}

/// Asks every question of the evening so often.
fn asked(
    files: &Files,
    folder: &PlanFolder,
    rules: &RuleSet,
    hook: Hook,
    evening: Evening,
    n_each: u64,
) -> Result<Spent, Failure> {
    let spent = Mutex::new(Spent::default());
    let watch = |question: Question<'_>| {
        let start = Instant::now();
        for _ in 0..n_each {
            // A fault stops the calculation too, and is told from there.
            let _ = std::hint::black_box(rules.ask(std::hint::black_box(question)));
        }
        let time = start.elapsed();
        let mut spent = spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.questions += 1;
        spent.calls += n_each;
        spent.time += time;
    };
    let faults = files.ask_for(folder, &Watched::new(rules, hook, &watch), evening);
    if faults.is_empty() {
        Ok(spent.into_inner().unwrap_or_else(PoisonError::into_inner))
    } else {
        Err(Failure::findings(faults, &files.snapshot))
    }
}

fn table(view: &BenchView) -> String {
    let mut text = format!(
        "Asked for {}, each question many times over.\n\n\
         | rule | file | questions | calls | ns a call | calls a second |\n\
         | --- | --- | ---: | ---: | ---: | ---: |\n",
        view.as_of
    );
    for rule in &view.rules {
        let number = |number: Option<u64>| number.map_or(String::new(), grouped);
        text += &format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            rule.hook,
            if rule.bundled { "bundled" } else { &rule.file },
            grouped(rule.questions),
            grouped(rule.calls),
            number(rule.ns_per_call),
            number(rule.calls_per_second)
        );
    }
    text
}

/// `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
