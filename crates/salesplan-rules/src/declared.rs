//! The parameters that a script declares in the comment at its head:
//!
//! ```text
//! // @param large: number, a deal of this amount or more is large
//! // @param soon_days: number = 7, days before the close within which a deal counts as closing
//! ```
//!
//! Name, type, the value it has where `salesplan.toml` gives none, and what it means.
//! A parameter without a value is asked for with `has_NAME` first, as inputs are.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{Diagnostic, Location, RULE_SYNTAX};
use salesplan_model::settings::ParameterValue;

use crate::fault::printable;
use crate::inputs::InputType;
use crate::names::nearest;
use crate::source::RuleSource;

/// What a declaration begins with, behind the `//` of its comment.
const MARK: &str = "@param";

const FORM: &str = "write: // @param large: number = 500_000, what it means";

/// The types that a parameter may have.
const TYPES: &[InputType] = &[InputType::Number, InputType::Text, InputType::Flag, InputType::Day];

/// A parameter as its script declares it.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// Its name in the script; `salesplan.toml` may write `-` for `_`.
    pub name: String,
    /// Number, text, flag or date.
    pub kind: InputType,
    /// The value where `salesplan.toml` gives none. `None`: then `has_NAME` is false in the
    /// script and reading NAME is an error.
    pub value: Option<ParameterValue>,
    /// What it means, with its unit.
    pub about: String,
    /// Where the declaration stands in the script.
    pub span: Range<usize>,
}

/// The type of a parameter's value.
pub(crate) fn type_of(value: &ParameterValue) -> InputType {
    match value {
        ParameterValue::Number(_) => InputType::Number,
        ParameterValue::Text(_) => InputType::Text,
        ParameterValue::Flag(_) => InputType::Flag,
        ParameterValue::Day(_) => InputType::Day,
    }
}

/// The parameters that a script declares, in its order, and what is wrong with the
/// declarations.
pub fn declared(source: &RuleSource) -> (Vec<Declared>, Vec<Diagnostic>) {
    let mut parameters: Vec<Declared> = Vec::new();
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    let mut at = 0;
    let mut in_head = true;
    for line in source.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        in_head &= text.is_empty() || text.starts_with("//");
        let Some(declaration) = text.strip_prefix("//").map(str::trim_start) else {
            continue;
        };
        let Some(rest) = declaration.strip_prefix(MARK) else {
            continue;
        };
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let from = start + line.find(MARK).unwrap_or(0);
        let span = from..start + line.trim_end().len();
        let read = if in_head {
            parameter(rest, span.clone())
        } else {
            Err((
                "a parameter is declared below the head of the script".to_owned(),
                "move it into the comment that the script begins with".to_owned(),
            ))
        };
        let read = read.and_then(|parameter| {
            if names.insert(parameter.name.clone()) {
                Ok(parameter)
            } else {
                Err((
                    format!("the parameter `{}` is declared twice", parameter.name),
                    "keep one of them".to_owned(),
                ))
            }
        });
        match read {
            Ok(parameter) => parameters.push(parameter),
            Err((message, help)) => faults.push(fault(source, span, &message, &help)),
        }
    }
    (parameters, faults)
}

fn fault(source: &RuleSource, span: Range<usize>, message: &str, help: &str) -> Diagnostic {
    let location = Location {
        file: source.path.clone(),
        span,
    };
    Diagnostic::new(&RULE_SYNTAX, printable(message))
        .at(location, "")
        .help(printable(help))
}

/// Reads `NAME: TYPE = VALUE, ABOUT`. An error is a message and what to do.
fn parameter(text: &str, span: Range<usize>) -> Result<Declared, (String, String)> {
    let malformed = |what: &str| (format!("a parameter's declaration {what}"), FORM.to_owned());
    let (name, rest) = text
        .split_once(':')
        .ok_or_else(|| malformed("has no type: a name, a colon and a type are asked for"))?;
    let name = name.trim();
    if !is_name(name) {
        return Err(malformed(&format!(
            "names `{name}`, which is no name: small Latin letters, digits and _"
        )));
    }
    let rest = rest.trim_start();
    let (word, rest) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    let Some(kind) = TYPES.iter().copied().find(|kind| kind.word() == word) else {
        let words: Vec<&str> = TYPES.iter().map(|kind| kind.word()).collect();
        let near = nearest(word, &words).map(|near| format!("did you mean `{near}`? "));
        return Err((
            format!("`{word}` is no type of a parameter"),
            format!("{}there are: {}", near.unwrap_or_default(), words.join(", ")),
        ));
    };
    let rest = rest.trim_start();
    let (value, rest) = match rest.strip_prefix('=') {
        Some(rest) => {
            let (value, rest) = value(kind, rest.trim_start())?;
            (Some(value), rest)
        }
        None => (None, rest),
    };
    let about = rest
        .trim_start()
        .strip_prefix(',')
        .map(str::trim)
        .filter(|about| !about.is_empty())
        .ok_or_else(|| malformed("does not say what it means: a comma and a few words are asked for"))?;
    Ok(Declared {
        name: name.to_owned(),
        kind,
        value,
        about: about.to_owned(),
        span,
    })
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Reads a value of a type, and gives what follows it.
fn value(kind: InputType, text: &str) -> Result<(ParameterValue, &str), (String, String)> {
    let (word, rest) = match text.strip_prefix('"') {
        Some(quoted) => match quoted.split_once('"') {
            Some((inside, rest)) => (inside, rest),
            None => (quoted, ""),
        },
        None => text.split_at(text.find([',', ' ', '\t']).unwrap_or(text.len())),
    };
    let is_quoted = text.starts_with('"');
    let read = match kind {
        InputType::Text if is_quoted => Some(ParameterValue::Text(word.to_owned())),
        InputType::Number if !is_quoted => number(word).map(ParameterValue::Number),
        InputType::Flag if !is_quoted => word.parse().ok().map(ParameterValue::Flag),
        InputType::Day if !is_quoted && word.len() == 10 => word.parse::<Date>().ok().map(ParameterValue::Day),
        _ => None,
    };
    let form = match kind {
        InputType::Text => "\"a text in quotes\"",
        InputType::Flag => "true or false",
        InputType::Day => "2026-10-01",
        _ => "500_000 or 0.25",
    };
    read.map(|value| (value, rest)).ok_or_else(|| {
        (
            format!("`{word}` is not a {}", kind.word()),
            format!("write a {} as {form}", kind.word()),
        )
    })
}

/// `500_000` or `-0.25`; the underscores stand between digits.
fn number(word: &str) -> Option<Decimal> {
    let is_grouped = word.split('_').all(|part| part.ends_with(|c: char| c.is_ascii_digit()));
    let is_plain = word.chars().all(|c| c.is_ascii_digit() || "_.-".contains(c));
    (is_grouped && is_plain)
        .then(|| Decimal::from_str_exact(&word.replace('_', "")).ok())
        .flatten()
        .map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use salesplan_model::rules::Hook;
    use std::sync::Arc;

    fn read(text: &str) -> (Vec<Declared>, Vec<String>) {
        let source = RuleSource {
            hook: Hook::Priority,
            path: Arc::from("rules/priority.rhai"),
            text: text.to_owned(),
            bundled: false,
        };
        let (parameters, faults) = declared(&source);
        (
            parameters,
            faults
                .iter()
                .map(|fault| {
                    let span = fault.primary.as_ref().map(|label| label.location.span.clone());
                    format!("{}: {}", &text[span.unwrap_or(0..0)], fault.message)
                })
                .collect(),
        )
    }

    #[test]
    fn name_type_value_and_meaning() {
        let text = "// A rule.\n//\n// @param large: number, large from here\n//@param tag: text = \"a, b\", the word\n\
                    // @param from: date = 2026-10-01, since when\n// @param loud: flag = true, or not\n\
                    // @param n: number = -1_000.50, a number\n1";
        let (parameters, faults) = read(text);
        assert!(faults.is_empty(), "{faults:?}");
        let shown: Vec<String> = parameters
            .iter()
            .map(|p| format!("{} {} {:?} {}", p.name, p.kind.word(), p.value, p.about))
            .collect();
        assert_eq!(
            shown,
            [
                "large number None large from here",
                "tag text Some(Text(\"a, b\")) the word",
                "from date Some(Day(2026-10-01)) since when",
                "loud flag Some(Flag(true)) or not",
                "n number Some(Number(-1000.5)) a number",
            ]
        );
    }

    #[test]
    fn every_mistake_is_told_at_its_declaration() {
        for (text, wanted) in [
            ("// @param large", "@param large: a parameter's declaration has no type"),
            (
                "// @param Large: number, x",
                "@param Large: number, x: a parameter's declaration names `Large`",
            ),
            (
                "// @param a: nubmer, x",
                "@param a: nubmer, x: `nubmer` is no type of a parameter",
            ),
            (
                "// @param a: number = x, y",
                "@param a: number = x, y: `x` is not a number",
            ),
            ("// @param a: text = x, y", "@param a: text = x, y: `x` is not a text"),
            (
                "// @param a: number = 1",
                "@param a: number = 1: a parameter's declaration does not say what it means",
            ),
            (
                "// @param a: number = 1__0, x",
                "@param a: number = 1__0, x: `1__0` is not a number",
            ),
            (
                "let x = 1;\n// @param a: number, x\nx",
                "@param a: number, x: a parameter is declared below the head",
            ),
            (
                "// @param a: number, x\n// @param a: text, y",
                "@param a: text, y: the parameter `a` is declared twice",
            ),
        ] {
            let (_, faults) = read(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].starts_with(wanted), "{faults:?}");
        }
    }

    #[test]
    fn other_comments_are_left_alone() {
        let (parameters, faults) = read("// @parameters are nice\n// see @param below\n1 // @param x");
        assert!(parameters.is_empty() && faults.is_empty(), "{faults:?}");
    }
}
