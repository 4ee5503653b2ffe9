//! `rules api`: what rules are told and may call, for readers, programs and editors.

use std::path::Path;

use salesplan_model::rules::Hook;
use salesplan_report::SCHEMA_VERSION;
use salesplan_rules::{Declared, api, bundled, declared, functions, inputs};
use serde::Serialize;

use crate::args::{Format, Global, RulesApi};
use crate::commands::no_such_format;
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::{place, writing};

/// What `rules api` prints as JSON.
#[derive(Serialize)]
struct ApiView {
    schema_version: u32,
    hooks: Vec<HookView>,
    functions: Vec<FunctionView>,
}

#[derive(Serialize)]
struct HookView {
    hook: &'static str,
    asked: &'static str,
    answers: &'static str,
    inputs: Vec<InputView>,
    parameters: Vec<DefaultView>,
}

#[derive(Serialize)]
struct InputView {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// The flag to ask first; null for what is always there.
    guard: Option<&'static str>,
    about: &'static str,
}

#[derive(Serialize)]
struct DefaultView {
    name: String,
    kind: &'static str,
    /// Null for a parameter without one.
    default: Option<String>,
    about: String,
}

#[derive(Serialize)]
struct FunctionView {
    name: &'static str,
    call: &'static str,
    about: &'static str,
}

pub(crate) fn run(global: &Global, args: &RulesApi, console: &mut Console<'_>) -> Result<u8, Failure> {
    let hooks: Vec<Hook> = match args.hook {
        Some(hook) => vec![hook],
        None => Hook::ALL.to_vec(),
    };
    if let Some(folder) = &args.output {
        if global.format != Format::Definitions {
            return Err(Failure::usage(
                "only definitions are written into a folder",
                "add --format definitions",
            ));
        }
        return write(&hooks, &place::start(global, console)?.join(folder), console);
    }
    match global.format {
        Format::Human | Format::Markdown => console.print_markdown(&page(args.hook, &hooks), global.format)?,
        Format::Json => console.print_json(&view(&hooks))?,
        Format::Definitions => {
            let files = definitions(&hooks).into_iter();
            let text: Vec<String> = files.map(|(name, text)| format!("// {name}\n{text}")).collect();
            console.print(&text.join("\n"))?;
        }
        Format::Csv | Format::Html => {
            return Err(no_such_format(global.format, "human, markdown, json and definitions"));
        }
    }
    Ok(exit::DONE)
}

fn page(hook: Option<Hook>, hooks: &[Hook]) -> String {
    let mut parts = Vec::new();
    if hook.is_none() {
        parts.push(format!("# What rules may use\n\n{}", api::hooks_in_markdown()));
    }
    parts.extend(hooks.iter().map(|hook| api::inputs_in_markdown(*hook)));
    parts.push(api::functions_in_markdown());
    parts.join("\n")
}

fn definitions(hooks: &[Hook]) -> Vec<(String, String)> {
    let of_hook = |hook: &Hook| (format!("{}.d.rhai", hook.name()), api::inputs_for_editors(*hook));
    let functions = ("functions.d.rhai".to_string(), api::functions_for_editors());
    hooks.iter().map(of_hook).chain([functions]).collect()
}

fn write(hooks: &[Hook], folder: &Path, console: &mut Console<'_>) -> Result<u8, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| writing::failed("make", folder, &error))?;
    let files = definitions(hooks);
    for (name, text) in &files {
        writing::replace(folder, Path::new(name), text.as_bytes())?;
    }
    console.note(&format!("Wrote {} files to {}.", files.len(), writing::shown(folder)));
    Ok(exit::DONE)
}

fn view(hooks: &[Hook]) -> ApiView {
    let input = |input: &salesplan_rules::Input| InputView {
        name: input.name,
        kind: input.kind.word(),
        guard: input.guard,
        about: input.about,
    };
    let parameter = |parameter: Declared| DefaultView {
        name: parameter.name,
        kind: parameter.kind.word(),
        default: parameter.value.map(|value| value.to_string()),
        about: parameter.about,
    };
    let hook = |hook: &Hook| HookView {
        hook: hook.name(),
        asked: api::asked(*hook),
        answers: api::answers(*hook),
        inputs: inputs(*hook).into_iter().map(input).collect(),
        parameters: declared(&bundled(*hook)).0.into_iter().map(parameter).collect(),
    };
    let functions = functions().iter().map(|function| FunctionView {
        name: function.name,
        call: function.call,
        about: function.about,
    });
    ApiView {
        schema_version: SCHEMA_VERSION,
        hooks: hooks.iter().map(hook).collect(),
        functions: functions.collect(),
    }
}
