//! `rules list`: which file serves each hook, and with which parameters.

use salesplan_model::lines::Lines;
use salesplan_model::rules::Hook;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::rules::{ParameterView, RuleView, RulesView, ValueView};
use salesplan_rules::{ParameterInEffect, Trial, api};

use super::{Files, why};
use crate::args::{Format, Global};
use crate::commands::no_such_format;
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::loaded::clock;
use crate::rendering;

pub(crate) fn run(global: &Global, console: &mut Console<'_>) -> Result<u8, Failure> {
    if matches!(global.format, Format::Csv | Format::Html | Format::Definitions) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    let files = Files::read(global, console)?;
    let mut faults = Vec::new();
    let mut rules = Vec::new();
    for hook in Hook::ALL {
        let source = match files.served(*hook) {
            Ok(source) => source,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        let mut rule = RuleView {
            hook: hook.name(),
            file: source.path.to_string(),
            bundled: source.bundled,
            why: why(&source),
            asked: api::asked(*hook),
            answers: api::answers(*hook),
            parameters: Vec::new(),
        };
        match Trial::compile(source, &files.parameters(*hook), clock()) {
            Ok(trial) => {
                let parameters = trial.parameters().iter();
                rule.parameters = parameters.map(|parameter| view(parameter, &files)).collect();
            }
            Err(found) => faults.extend(found),
        }
        rules.push(rule);
    }
    let view = RulesView {
        schema_version: SCHEMA_VERSION,
        rules,
    };
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else {
        let markdown = rendering::render(
            &files.snapshot,
            rendering::locale(global, &files.snapshot),
            "rules.md.j2",
            console.worded(&view)?,
        )?;
        console.print_markdown(&markdown, global.format)?;
    }
    if faults.is_empty() {
        Ok(exit::DONE)
    } else {
        Err(Failure::findings(faults, &files.snapshot))
    }
}

fn view(parameter: &ParameterInEffect, files: &Files) -> ParameterView {
    let location = parameter.location.as_ref();
    let line = location.and_then(|location| {
        let text = files.snapshot.text(&location.file)?;
        Some(Lines::new(text).place(location.span.start).0)
    });
    ParameterView {
        name: parameter.name.replace('_', "-"),
        value: parameter.value.as_ref().map(ValueView::new),
        shown: parameter.value.as_ref().map_or("none".into(), ToString::to_string),
        file: location.map(|location| location.file.to_string()),
        line,
        about: parameter.about.clone(),
    }
}
