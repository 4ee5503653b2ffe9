//! The parameters of a rule: those of `salesplan.toml` over what the script declares.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{Dynamic, ImmutableString};
use salesplan_model::diagnostic::{Diagnostic, Location, RULE_SYNTAX, UNKNOWN_KEY, WRONG_TYPE};
use salesplan_model::settings::{Parameter, ParameterValue};

use crate::declared::{Declared, declared, type_of};
use crate::fault::printable;
use crate::inputs::{InputType, inputs};
use crate::names::nearest;
use crate::source::RuleSource;

/// A parameter as a variable of the script.
pub(crate) struct Variable {
    pub(crate) name: String,
    /// Its declared type, else that of its value.
    pub(crate) kind: InputType,
    /// `None` for a parameter without a value: reading it is an error.
    pub(crate) value: Option<ParameterValue>,
    /// Where `salesplan.toml` sets it.
    pub(crate) location: Option<Location>,
}

impl Variable {
    /// The value as the script gets it.
    pub(crate) fn dynamic(&self) -> Option<Dynamic> {
        self.value.as_ref().map(value)
    }
}

/// All parameters of a rule as variables, and what is wrong with the declarations and with
/// the values that are given.
pub(crate) fn variables(source: &RuleSource, given: &BTreeMap<String, Parameter>) -> (Vec<Variable>, Vec<Diagnostic>) {
    let (declared, mut faults) = declared(source);
    faults.extend(
        declared
            .iter()
            .filter_map(|parameter| hides_an_input(source, parameter)),
    );
    let mut variables: BTreeMap<String, Variable> = declared
        .iter()
        .map(|parameter| {
            let variable = Variable {
                name: parameter.name.clone(),
                kind: parameter.kind,
                value: parameter.value.clone(),
                location: None,
            };
            (parameter.name.clone(), variable)
        })
        .collect();
    let mut seen = BTreeSet::new();
    for (key, parameter) in given {
        // TOML keys are written with `-`, variables with `_`.
        let name = key.replace('-', "_");
        if let Some(fault) = fault(source, &name, parameter, &declared, &mut seen) {
            faults.push(fault);
            continue;
        }
        variables.insert(
            name.clone(),
            Variable {
                name,
                kind: type_of(&parameter.value),
                value: Some(parameter.value.clone()),
                location: Some(parameter.location.clone()),
            },
        );
    }
    let flags: Vec<Variable> = declared
        .iter()
        .filter(|parameter| parameter.value.is_none())
        .map(|parameter| Variable {
            name: format!("has_{}", parameter.name),
            kind: InputType::Flag,
            value: Some(ParameterValue::Flag(
                variables
                    .get(&parameter.name)
                    .is_some_and(|variable| variable.value.is_some()),
            )),
            location: None,
        })
        .collect();
    (variables.into_values().chain(flags).collect(), faults)
}

fn is_input(source: &RuleSource, name: &str) -> bool {
    inputs(source.hook).iter().any(|input| input.name == name)
}

fn hides_an_input(source: &RuleSource, parameter: &Declared) -> Option<Diagnostic> {
    is_input(source, &parameter.name).then(|| {
        let location = Location {
            file: source.path.clone(),
            span: parameter.span.clone(),
        };
        an_input_too(source, &parameter.name, location)
    })
}

fn an_input_too(source: &RuleSource, name: &str, location: Location) -> Diagnostic {
    let message = format!(
        "`{name}` is an input of the {} rule and cannot be a parameter too",
        source.hook.name()
    );
    Diagnostic::new(&UNKNOWN_KEY, message)
        .at(location, "")
        .help("give the parameter another name")
}

fn fault(
    source: &RuleSource,
    name: &str,
    parameter: &Parameter,
    declared: &[Declared],
    seen: &mut BTreeSet<String>,
) -> Option<Diagnostic> {
    let location = parameter.location.clone();
    if !seen.insert(name.to_owned()) {
        return Some(
            Diagnostic::new(&UNKNOWN_KEY, format!("`{name}` is given twice, with - and with _")).at(location, ""),
        );
    }
    if is_input(source, name) {
        return Some(an_input_too(source, name, location));
    }
    let is_flag_of = |d: &&Declared| d.value.is_none() && name.strip_prefix("has_") == Some(d.name.as_str());
    if let Some(optional) = declared.iter().find(is_flag_of) {
        let message = format!("`{name}` cannot be set: it says whether `{}` is", optional.name);
        return Some(Diagnostic::new(&UNKNOWN_KEY, message).at(location, ""));
    }
    let declaration = declared.iter().find(|declaration| declaration.name == name)?;
    if type_of(&parameter.value) == declaration.kind {
        return None;
    }
    let message = format!(
        "`{name}` must be a {}: {}",
        declaration.kind.word(),
        printable(&declaration.about)
    );
    let declared_here = Location {
        file: source.path.clone(),
        span: declaration.span.clone(),
    };
    let finding = Diagnostic::new(&WRONG_TYPE, message).at(location, "");
    // The text of a bundled script is not at hand where findings are drawn.
    Some(if source.bundled {
        finding
    } else {
        finding.see(declared_here, "declared here")
    })
}

fn value(value: &ParameterValue) -> Dynamic {
    match value {
        ParameterValue::Number(number) => Dynamic::from_decimal(number.normalize()),
        ParameterValue::Text(text) => Dynamic::from(ImmutableString::from(text.as_str())),
        ParameterValue::Flag(flag) => Dynamic::from_bool(*flag),
        ParameterValue::Day(day) => Dynamic::from(*day),
    }
}

/// Parameters that the script declares and never reads, and those of the file that it
/// does not read: probably misspelt.
pub(crate) fn unread(source: &RuleSource, variables: &[Variable], mentioned: &BTreeSet<String>) -> Vec<Diagnostic> {
    let read: Vec<&str> = variables
        .iter()
        .map(|v| v.name.as_str())
        .filter(|name| mentioned.contains(*name))
        .collect();
    let idle = declared(source)
        .0
        .into_iter()
        .filter(|declaration| !mentioned.contains(&declaration.name));
    let idle = idle.map(|declaration| {
        let location = Location {
            file: source.path.clone(),
            span: declaration.span,
        };
        Diagnostic::new(
            &RULE_SYNTAX,
            format!("the parameter `{}` is declared and never read", declaration.name),
        )
        .at(location, "")
        .help("take the declaration out, or read it")
    });
    let unread = variables.iter().filter(|variable| !mentioned.contains(&variable.name));
    let unread = unread.filter_map(|variable| {
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
    });
    idle.chain(unread).collect()
}
