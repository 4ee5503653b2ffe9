//! What rules may use, written out from the tables that the host itself works with: for
//! readers and for editors.

use std::fmt::Write;

use salesplan_model::rules::Hook;

use crate::declared::declared;
use crate::host::{Function, functions};
use crate::inputs::{Input, InputType, inputs};
use crate::source::bundled;

/// When a hook is asked.
pub fn asked(hook: Hook) -> &'static str {
    match hook {
        Hook::Seasonality => "for every planned day of every segment",
        Hook::Quota => "for everybody who sells in a segment",
        Hook::Conversion => "for every funnel step",
        Hook::Probability => "for every open deal",
        Hook::Priority => "for every open deal, after `probability`",
        Hook::Check => "for every open deal after `priority`, then for the plan",
        Hook::Review => "for the plan, last",
    }
}

/// What a hook answers.
pub fn answers(hook: Hook) -> &'static str {
    match hook {
        Hook::Seasonality => "what the day counts for beside the others: a number from 0 to 1,000",
        Hook::Quota => "what their quota weighs beside the others: a number from 0 to 1,000,000",
        Hook::Conversion => "the rate expected from now on, above 0 and at most 1",
        Hook::Probability => "the chance that it is won, 0 to 1",
        Hook::Priority => "`#{ score: number, reasons: [texts] }`; the highest score comes first",
        Hook::Check => "`[#{ id: text, message: text }]`: the company's own findings",
        Hook::Review => "`[texts]`: notes for the review",
    }
}

/// The hooks as a Markdown table, in the order of asking.
pub fn hooks_in_markdown() -> String {
    let mut text = String::from("| hook | asked | answer |\n| --- | --- | --- |\n");
    for hook in Hook::ALL {
        put(
            &mut text,
            format_args!("| `{}` | {} | {} |\n", hook.name(), asked(*hook), answers(*hook)),
        );
    }
    text
}

/// What the rule of a hook is told, and its parameters, as Markdown tables.
pub fn inputs_in_markdown(hook: Hook) -> String {
    let name = hook.name();
    let mut text =
        format!("### What `{name}` is told\n\n| variable | type | there when | meaning |\n| --- | --- | --- | --- |\n");
    for input in inputs(hook) {
        let guard = input.guard.map_or("always".to_owned(), |guard| format!("`{guard}`"));
        let line = format_args!(
            "| `{}` | {} | {guard} | {} |\n",
            input.name,
            input.kind.word(),
            input.about
        );
        put(&mut text, line);
    }
    let (parameters, _) = declared(&bundled(hook));
    if parameters.is_empty() {
        return text;
    }
    put(
        &mut text,
        format_args!(
            "\nParameters of the bundled rule, `[rules.{name}]`:\n\n| parameter | default | meaning |\n| --- | ---: | --- |\n"
        ),
    );
    for parameter in parameters {
        let value = parameter.value.map_or("none".to_owned(), |value| value.to_string());
        let line = format_args!(
            "| `{}` | {value} | {} |\n",
            parameter.name.replace('_', "-"),
            parameter.about
        );
        put(&mut text, line);
    }
    text
}

/// Every function as a Markdown table.
pub fn functions_in_markdown() -> String {
    let mut text = String::from("### Functions\n\n| call | gives |\n| --- | --- |\n");
    let cell = |text: &str| text.replace('|', "\\|");
    for function in functions() {
        put(
            &mut text,
            format_args!("| `{}` | {} |\n", cell(function.call), cell(function.about)),
        );
    }
    text
}

/// The variables of a hook's rule as a definition file of the Rhai language server:
/// inputs, then the bundled rule's parameters.
pub fn inputs_for_editors(hook: Hook) -> String {
    let mut text = String::from("module static;\n");
    for input in inputs(hook) {
        put(&mut text, format_args!("\n/// {}\n", about(input)));
        put(
            &mut text,
            format_args!("let {}: {};\n", input.name, type_name(input.kind)),
        );
    }
    for parameter in declared(&bundled(hook)).0 {
        let key = parameter.name.replace('_', "-");
        let set = format_args!("\n/// `{key}` of [rules.{}]: {}\n", hook.name(), parameter.about);
        put(&mut text, set);
        put(
            &mut text,
            format_args!("let {}: {};\n", parameter.name, type_name(parameter.kind)),
        );
        if parameter.value.is_none() {
            put(&mut text, format_args!("\n/// whether `{key}` is set\n"));
            put(&mut text, format_args!("let has_{}: bool;\n", parameter.name));
        }
    }
    text
}

/// The functions of all rules as a definition file of the Rhai language server.
pub fn functions_for_editors() -> String {
    let mut text = String::from("module static;\n");
    for function in functions() {
        for signature in signatures(function) {
            put(&mut text, format_args!("\n/// {}: {}\n", function.call, function.about));
            put(&mut text, format_args!("fn {signature};\n"));
        }
    }
    text
}

fn about(input: &Input) -> String {
    match input.guard {
        Some(guard) => format!("{} (ask `{guard}` first)", input.about),
        None => input.about.to_owned(),
    }
}

fn type_name(kind: InputType) -> &'static str {
    match kind {
        InputType::Number => "decimal",
        InputType::Ratio => "ratio",
        InputType::Text => "String",
        InputType::Flag => "bool",
        InputType::Day => "date",
        InputType::Texts | InputType::Maps | InputType::Days => "Array",
        InputType::DaysByName => "Map",
        InputType::Calendar => "calendar",
    }
}

/// The ways to call a function, `name(a, b)`; what stands before a dot is its first
/// argument. Operators (`x in list`) are the language's own.
fn signatures(function: &Function) -> Vec<String> {
    let calls = split(function.call).into_iter();
    calls
        .filter_map(|call| {
            let (head, arguments) = call.strip_suffix(')')?.split_once('(')?;
            let receiver = head.strip_suffix(function.name)?.strip_suffix('.');
            let arguments = split(arguments).into_iter().map(argument);
            let all: Vec<&str> = receiver.into_iter().chain(arguments).collect();
            Some(format!("{}({})", function.name, all.join(", ")))
        })
        .collect()
}

/// An example of an argument gives way to a name.
fn argument(example: &str) -> &str {
    match example.chars().next() {
        Some('|') => "closure",
        Some('"') => "text",
        _ => example,
    }
}

/// The parts between commas that stand outside of brackets and of closures' parameters.
fn split(list: &str) -> Vec<&str> {
    let (mut depth, mut in_parameters, mut start) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '|' => in_parameters = !in_parameters,
            ',' if depth == 0 && !in_parameters => {
                parts.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn put(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("a text takes what is written");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        let mut all = functions().iter();
        signatures(all.find(|function| function.name == name).expect("a function"))
    }

    #[test]
    fn calls_become_signatures() {
        assert_eq!(of("round"), ["round(x)", "round(x, digits)"]);
        assert_eq!(of("reduce"), ["reduce(list, closure, first)"]);
        assert_eq!(of("plural"), ["plural(n, text)"]);
        assert_eq!(of("contains"), ["contains(list, x)"]);
        assert_eq!(of("keys"), ["keys(map)"]);
    }

    #[test]
    fn every_function_has_a_signature() {
        let without = functions().iter().filter(|function| signatures(function).is_empty());
        assert_eq!(
            without.map(|function| function.name).collect::<Vec<_>>(),
            Vec::<&str>::new()
        );
    }
}
