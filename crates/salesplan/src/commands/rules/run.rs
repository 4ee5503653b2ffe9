//! `rules run`: one question of the plan put to a rule, and how it comes to its answer.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::workspace::source_text;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::rule_value::RuleValue;
use salesplan_model::rules::Hook;
use salesplan_model::standing::Evening;
use salesplan_report::findings::FindingView;
use salesplan_report::language::Language;
use salesplan_report::rules::{NamedView, StepView, ValueView};
use salesplan_rules::{Question, RuleSource, Trace, Trial, Values, Watched};
use serde::Serialize;

use super::question::{self, Choice};
use super::{Files, why};
use crate::args::{Format, Global, RunRule};
use crate::commands::no_such_format;
use crate::console::{Console, one_line};
use crate::evening;
use crate::failure::{Failure, exit};
use crate::loaded::{clock, compile_rules_with};
use crate::place;
use crate::writing::shown;

/// The question that was meant, and the rule's own words about it.
struct Asked {
    name: String,
    values: Values,
    /// The fault with the place of the deal, step, person or day at hand.
    fault: Option<Diagnostic>,
}

/// What `rules run` prints as JSON.
#[derive(Serialize)]
struct RunView {
    schema_version: u32,
    hook: &'static str,
    file: String,
    bundled: bool,
    question: String,
    as_of: String,
    /// Null where the rule stopped.
    answer: Option<ValueView>,
    inputs: Vec<NamedView>,
    parameters: Vec<NamedView>,
    steps: Vec<StepView>,
    findings: Vec<FindingView>,
}

pub(crate) fn run(global: &Global, args: &RunRule, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let choice = Choice::new(args)?;
    let mut files = Files::read(global, console)?;
    let other = match &args.rule {
        Some(path) => Some(file(
            args.hook,
            path,
            &place::start(global, console)?,
            &mut files.snapshot,
        )?),
        None => None,
    };
    let failed = |findings| Failure::findings(findings, &files.snapshot);
    let source = match &other {
        Some(other) => other.clone(),
        None => files.served(args.hook).map_err(failed)?,
    };
    let rules = compile_rules_with(&files.snapshot, &files.settings, other).map_err(failed)?;
    let trial = Trial::compile(source, &files.parameters(args.hook), clock()).map_err(failed)?;
    let folder = files.plan(args.plan.as_deref())?;
    let evening = evening::choose(global, folder.plan.period, console)?;

    let fitting: Mutex<BTreeMap<String, Asked>> = Mutex::default();
    let all: Mutex<Vec<String>> = Mutex::default();
    let watch = |question: Question<'_>| {
        let values = question.values();
        let name = question::name(args.hook, &values);
        if choice.fits(&values) {
            let fault = rules.ask(question).err().map(|fault| *fault);
            // What is asked twice counts as it is asked last: for the evening itself.
            let mut fitting = fitting.lock().unwrap_or_else(PoisonError::into_inner);
            fitting.insert(name.clone(), Asked { name, values, fault });
        } else {
            all.lock().unwrap_or_else(PoisonError::into_inner).push(name);
        }
    };
    let faults = files.ask_for(&folder, &Watched::new(&rules, args.hook, &watch), evening);
    let fitting = fitting.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort();
    all.dedup();
    let names: Vec<String> = fitting.keys().cloned().collect();
    let mut fitting = fitting.into_values();
    let asked = match (fitting.next(), fitting.next()) {
        (Some(asked), None) => asked,
        // What stopped the calculation on its way to the question is what to say.
        (None, _) if !faults.is_empty() => return Err(failed(faults)),
        _ => return Err(choice.unclear(&names, &all)),
    };
    let trace = trial.trace(&asked.values);
    let fault = trace
        .answer
        .as_ref()
        .err()
        .map(|fault| asked.fault.clone().unwrap_or_else(|| (**fault).clone()));
    match global.format {
        Format::Json => console.print_json(&view(&trial, &asked, &trace, evening, fault.as_ref(), &files.snapshot))?,
        _ => {
            let language = console.language(&files.snapshot);
            console.print(&text(&trial, args.rule.is_some(), &asked, &trace, evening, &language))?;
        }
    }
    match fault {
        Some(fault) => Err(failed(vec![fault])),
        None => Ok(exit::DONE),
    }
}

/// A rule that the user named; the path is the user's own, and followed wherever it leads.
fn file(hook: Hook, path: &Path, start: &Path, snapshot: &mut Snapshot) -> Result<RuleSource, Failure> {
    let full = start.join(path);
    let metadata = std::fs::metadata(&full).map_err(|error| Failure::io("read", path, &error))?;
    if !metadata.is_file() {
        return Err(Failure::usage(
            format!("{} is not a file", shown(path)),
            "name a script",
        ));
    }
    let name = shown(path);
    let content = if metadata.len() > bytes_max("rule.rhai") {
        Content::TooLarge { bytes: metadata.len() }
    } else {
        Content::Bytes(std::fs::read(&full).map_err(|error| Failure::io("read", path, &error))?)
    };
    snapshot.insert(&name, None, content);
    let file = snapshot.get(&name).expect("inserted just now");
    let text = source_text(file).map_err(|findings| Failure::findings(findings, snapshot))?;
    Ok(RuleSource {
        hook,
        path: Arc::from(name.as_str()),
        text: text.to_string(),
        bundled: false,
    })
}

/// What the rule read of the question: name and value, in the order of the documentation.
fn read<'t>(trial: &'t Trial, asked: &'t Asked) -> impl Iterator<Item = (&'static str, Option<RuleValue>)> + 't {
    let inputs = trial.reads().into_iter();
    inputs.map(|input| (input.name, asked.values.get(input.name)))
}

fn text(trial: &Trial, is_tried: bool, asked: &Asked, trace: &Trace, evening: Evening, language: &Language) -> String {
    let source = trial.source();
    let why = match is_tried {
        true => source.path.to_string(),
        false => language.phrase(&why(source)),
    };
    let head = [
        ("hook", source.hook.name().into()),
        ("question", asked.name.as_str().into()),
        ("day", evening.as_of.to_string().into()),
        ("why", why.into()),
    ];
    let mut text = format!("{}\n\n", language.words("rule-question", head));
    text += &match &trace.answer {
        Ok(answer) => answer_text(answer, language),
        Err(_) => format!("{}\n", language.words("rule-stopped", [])),
    };
    let inputs = read(trial, asked).map(|(name, value)| (name.to_string(), value));
    let parameters = trial.parameters().iter();
    let parameters = parameters.map(|parameter| (parameter.name.clone(), parameter.value.clone()));
    for (title, rows) in [
        ("rule-told", inputs.collect::<Vec<_>>()),
        ("rule-its-parameters", parameters.collect()),
    ] {
        if !rows.is_empty() {
            text += &format!("\n{}\n\n{}", language.words(title, []), named(&rows, language));
        }
    }
    text += &format!("\n{}\n\n{}", language.words("rule-steps", []), steps(trace, language));
    text
}

/// A map part by part, a list in it line by line; anything else as it is.
fn answer_text(answer: &RuleValue, language: &Language) -> String {
    let title = language.words("rule-answer", []);
    let RuleValue::Map(parts) = answer else {
        return format!("{title}: {}\n", value_text(answer, language));
    };
    let mut plain = Vec::new();
    let mut lists = String::new();
    for (name, value) in parts {
        match value {
            RuleValue::List(items) if items.is_empty() => plain.push((name.clone(), None)),
            RuleValue::List(items) => {
                lists += &format!("  {}\n", one_line(name));
                for item in items {
                    lists += &format!("    {}\n", value_text(item, language));
                }
            }
            value => plain.push((name.clone(), Some(value.clone()))),
        }
    }
    format!("{title}\n\n{}{lists}", named(&plain, language))
}

fn value_text(value: &RuleValue, language: &Language) -> String {
    const CHARACTERS_MAX: usize = 200;
    let mut text = one_line(&value.to_string());
    if let Some((at, _)) = text.char_indices().nth(CHARACTERS_MAX) {
        text.truncate(at);
        text.push('…');
    }
    match value.approximately() {
        Some(about) => language.words(
            "value-about",
            [("value", text.into()), ("about", about.to_string().into())],
        ),
        None => text,
    }
}

fn named(rows: &[(String, Option<RuleValue>)], language: &Language) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let line = |(name, value): &(String, Option<RuleValue>)| {
        let none = || language.words("rule-none", []);
        let value = value.as_ref().map_or_else(none, |value| value_text(value, language));
        format!("  {name:width$}  {value}\n")
    };
    rows.iter().map(line).collect()
}

/// Each statement's first line; below it what it changed.
fn steps(trace: &Trace, language: &Language) -> String {
    let width = trace
        .steps
        .iter()
        .map(|step| step.line.to_string().len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for step in &trace.steps {
        text += &format!("  {:>width$}  {}\n", step.line, one_line(&step.text));
        for (name, value) in &step.changes {
            text += &format!(
                "  {:>width$}    {} = {}\n",
                "",
                one_line(name),
                value_text(value, language)
            );
        }
    }
    text
}

fn view(
    trial: &Trial,
    asked: &Asked,
    trace: &Trace,
    evening: Evening,
    fault: Option<&Diagnostic>,
    snapshot: &Snapshot,
) -> RunView {
    let source = trial.source();
    let findings: Vec<Diagnostic> = fault.cloned().into_iter().collect();
    let text_of = |file: &str| match file == &*source.path {
        true => Some(source.text.as_str()),
        false => snapshot.text(file),
    };
    let parameters = trial.parameters().iter();
    RunView {
        schema_version: salesplan_report::SCHEMA_VERSION,
        hook: source.hook.name(),
        file: source.path.to_string(),
        bundled: source.bundled,
        question: asked.name.clone(),
        as_of: evening.as_of.to_string(),
        answer: trace.answer.as_ref().ok().map(ValueView::new),
        inputs: read(trial, asked)
            .map(|(name, value)| NamedView::new(name, value.as_ref()))
            .collect(),
        parameters: parameters
            .map(|parameter| NamedView::new(&parameter.name, parameter.value.as_ref()))
            .collect(),
        steps: trace
            .steps
            .iter()
            .map(|step| StepView::new(step.line, &step.text, &step.changes))
            .collect(),
        findings: FindingView::all(&findings, text_of),
    }
}
