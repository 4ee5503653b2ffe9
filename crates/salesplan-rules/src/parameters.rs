//! The parameters of a rule: those of `salesplan.toml` over the bundled defaults.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{Dynamic, ImmutableString};
use salesplan_model::diagnostic::{Diagnostic, Location, UNKNOWN_KEY, WRONG_TYPE};
use salesplan_model::rules::Hook;
use salesplan_model::settings::{Parameter, ParameterValue};

use crate::inputs::inputs;
use crate::names::nearest;
use crate::source::{RuleSource, bundled_parameters};

/// A parameter as a variable of the script.
pub(crate) struct Variable {
    pub(crate) name: String,
    /// `None` for a parameter without a value: reading it is an error.
    pub(crate) value: Option<Dynamic>,
    /// Where `salesplan.toml` sets it.
    pub(crate) location: Option<Location>,
}

/// All parameters of a hook as variables, and what is wrong with those of the file.
pub(crate) fn variables(hook: Hook, given: &BTreeMap<String, Parameter>) -> (Vec<Variable>, Vec<Diagnostic>) {
    let mut variables = BTreeMap::new();
    for default in bundled_parameters(hook) {
        let name = default.name.to_owned();
        variables.insert(
            name.clone(),
            Variable {
                name,
                value: default.value.map(Dynamic::from_decimal),
                location: None,
            },
        );
    }
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (key, parameter) in given {
        // TOML keys are written with `-`, variables with `_`.
        let name = key.replace('-', "_");
        let location = parameter.location.clone();
        if let Some(fault) = fault(hook, &name, parameter, &mut seen) {
            faults.push(fault);
            continue;
        }
        variables.insert(
            name.clone(),
            Variable {
                name,
                value: Some(value(&parameter.value)),
                location: Some(location),
            },
        );
    }
    let mut variables: Vec<Variable> = variables.into_values().collect();
    variables.extend(flags(hook, given));
    (variables, faults)
}

fn fault(hook: Hook, name: &str, parameter: &Parameter, seen: &mut BTreeSet<String>) -> Option<Diagnostic> {
    let location = parameter.location.clone();
    if !seen.insert(name.to_owned()) {
        return Some(
            Diagnostic::new(&UNKNOWN_KEY, format!("`{name}` is given twice, with - and with _")).at(location, ""),
        );
    }
    if inputs(hook).iter().any(|input| input.name == name) {
        let message = format!(
            "`{name}` is an input of the {} rule and cannot be a parameter too",
            hook.name()
        );
        return Some(
            Diagnostic::new(&UNKNOWN_KEY, message)
                .at(location, "")
                .help("give the parameter another name"),
        );
    }
    let mut defaults = bundled_parameters(hook).iter();
    if let Some(optional) = defaults
        .clone()
        .find(|d| d.value.is_none() && name.strip_prefix("has_") == Some(d.name))
    {
        let message = format!("`{name}` cannot be set: it says whether `{}` is", optional.name);
        return Some(Diagnostic::new(&UNKNOWN_KEY, message).at(location, ""));
    }
    let default = defaults.find(|default| default.name == name)?;
    if matches!(parameter.value, ParameterValue::Number(_)) {
        return None;
    }
    let message = format!("`{name}` must be a number: {}", default.about);
    Some(Diagnostic::new(&WRONG_TYPE, message).at(location, ""))
}

fn value(value: &ParameterValue) -> Dynamic {
    match value {
        ParameterValue::Number(number) => Dynamic::from_decimal(number.normalize()),
        ParameterValue::Text(text) => Dynamic::from(ImmutableString::from(text.as_str())),
        ParameterValue::Flag(flag) => Dynamic::from_bool(*flag),
        ParameterValue::Day(day) => Dynamic::from(*day),
    }
}

/// `has_NAME` for the parameters that have no default.
fn flags(hook: Hook, given: &BTreeMap<String, Parameter>) -> Vec<Variable> {
    let is_given = |name: &str| given.keys().any(|key| key.replace('-', "_") == name);
    let without_default = bundled_parameters(hook)
        .iter()
        .filter(|default| default.value.is_none());
    without_default
        .map(|default| Variable {
            name: format!("has_{}", default.name),
            value: Some(Dynamic::from_bool(is_given(default.name))),
            location: None,
        })
        .collect()
}

/// Parameters of the file that the script never reads: probably misspelt.
pub(crate) fn unread(source: &RuleSource, variables: &[Variable], mentioned: &BTreeSet<String>) -> Vec<Diagnostic> {
    let read: Vec<&str> = variables
        .iter()
        .map(|v| v.name.as_str())
        .filter(|name| mentioned.contains(*name))
        .collect();
    let unread = variables.iter().filter(|variable| !mentioned.contains(&variable.name));
    unread
        .filter_map(|variable| {
            let message = format!("{} does not read a parameter `{}`", source.path, variable.name);
            let near = nearest(&variable.name, &read).map(|near| format!("did you mean `{near}`? "));
            let help = match read.as_slice() {
                [] => "it reads none".to_owned(),
                names => format!("{}it reads: {}", near.unwrap_or_default(), names.join(", ")),
            };
            Some(
                Diagnostic::new(&UNKNOWN_KEY, message)
                    .at(variable.location.clone()?, "")
                    .help(help),
            )
        })
        .collect()
}
