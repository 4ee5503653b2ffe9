//! Test cases of a rule: is what a case gives what the rule reads, and does the rule
//! answer as expected?

use std::collections::BTreeMap;

use rhai::{Array, Dynamic, EvalAltResult};
use salesplan_model::diagnostic::{Diagnostic, Location, MISSING_KEY, UNKNOWN_KEY, UNKNOWN_VALUE, WRONG_TYPE};
use salesplan_model::rule_case::{Expected, Given, RuleCase};
use salesplan_model::rule_value::RuleValue;
use salesplan_model::settings::Parameter;

use crate::engine::Clock;
use crate::inputs::{Input, InputType, inputs};
use crate::names::nearest;
use crate::question::Values;
use crate::source::RuleSource;
use crate::trial::Trial;
use crate::value;

/// What came of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// What was expected.
    Passed,
    /// Something else.
    Differs(Vec<Difference>),
    /// The rule stopped where an answer was expected.
    Stopped(Box<Diagnostic>),
    /// The case cannot be put to the rule.
    Unfit(Vec<Diagnostic>),
}

/// A part of an answer that is not what was expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// `score`, or `the answer` where it has no parts, or `the fault`.
    pub part: String,
    /// What the case says, as it is written there.
    pub expected: RuleValue,
    /// What came; `None` where the answer has no such part.
    pub got: Option<RuleValue>,
}

/// Puts a case to a rule; `given` are the parameters of `salesplan.toml`.
pub fn judge(source: RuleSource, given: &BTreeMap<String, Parameter>, case: &RuleCase, clock: Clock) -> Verdict {
    let mut parameters = given.clone();
    parameters.extend(case.parameters.clone());
    let trial = match Trial::compile(source, &parameters, clock) {
        Ok(trial) => trial,
        Err(faults) => return Verdict::Unfit(faults),
    };
    let values = match trial.given(case) {
        Ok(values) => values,
        Err(findings) => return Verdict::Unfit(findings),
    };
    let answer = match trial.ask(&values) {
        Ok(answer) => trial.checked(answer),
        Err(error) => match trial.missing(case, &values, &error) {
            Some(missing) => return Verdict::Unfit(vec![missing]),
            None => Err(trial.fault(&error)),
        },
    };
    match (&case.expected, answer) {
        (Expected::Answer(expected), Ok(got)) => {
            let differences = differences(expected, &got);
            if differences.is_empty() {
                Verdict::Passed
            } else {
                Verdict::Differs(differences)
            }
        }
        (Expected::Answer(_), Err(fault)) => {
            let text = format!("by the case \"{}\"", case.name);
            Verdict::Stopped(Box::new(fault.see(case.location.clone(), text)))
        }
        (Expected::Fault(words), Err(fault)) if fault.message.to_lowercase().contains(&words.to_lowercase()) => {
            Verdict::Passed
        }
        (Expected::Fault(words), Err(fault)) => no_such_fault(words, RuleValue::Text(fault.message)),
        (Expected::Fault(words), Ok(answer)) => no_such_fault(words, answer),
    }
}

fn no_such_fault(words: &str, got: RuleValue) -> Verdict {
    Verdict::Differs(vec![Difference {
        part: "the fault".to_owned(),
        expected: RuleValue::Text(words.to_owned()),
        got: Some(got),
    }])
}

/// Of a map only the parts that are expected are compared.
fn differences(expected: &RuleValue, got: &RuleValue) -> Vec<Difference> {
    let (RuleValue::Map(parts), RuleValue::Map(answer)) = (expected, got) else {
        let whole = Difference {
            part: "the answer".to_owned(),
            expected: expected.clone(),
            got: Some(got.clone()),
        };
        return if is_same(expected, got) {
            Vec::new()
        } else {
            vec![whole]
        };
    };
    let differs =
        |(part, expected): &(&String, &RuleValue)| !answer.get(*part).is_some_and(|got| is_same(expected, got));
    let parts = parts.iter().filter(differs);
    parts
        .map(|(part, expected)| Difference {
            part: part.clone(),
            expected: expected.clone(),
            got: answer.get(part).cloned(),
        })
        .collect()
}

/// Numbers are the same whatever they are written as, and only where they are exactly so.
fn is_same(expected: &RuleValue, got: &RuleValue) -> bool {
    match (expected, got) {
        (_, RuleValue::Number(_) | RuleValue::Ratio { .. }) => {
            let expected = value::exact(expected);
            expected.is_some() && expected == value::exact(got)
        }
        (RuleValue::List(expected), RuleValue::List(got)) => {
            expected.len() == got.len() && expected.iter().zip(got).all(|(expected, got)| is_same(expected, got))
        }
        (RuleValue::Map(expected), RuleValue::Map(got)) => expected
            .iter()
            .all(|(name, expected)| got.get(name).is_some_and(|got| is_same(expected, got))),
        _ => expected == got,
    }
}

impl Trial {
    /// What a case gives, as the rule is told it.
    fn given(&self, case: &RuleCase) -> Result<Values, Vec<Diagnostic>> {
        let known = inputs(self.source().hook);
        let mut findings = Vec::new();
        let mut given: BTreeMap<&'static str, (&Given, Dynamic)> = BTreeMap::new();
        for entry in &case.given {
            let Some(input) = known.iter().find(|input| input.name == entry.name) else {
                findings.push(self.unknown(entry, &known));
                continue;
            };
            match value::input(input.kind, &entry.value) {
                Some(value) => {
                    given.insert(input.name, (entry, value));
                }
                None => findings.push(wrong_type(entry, input)),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut values = Values::default();
        for input in &known {
            let is_denied = input.guard.and_then(|guard| holds(guard, &known, &given)) == Some(false);
            match given.get(input.name) {
                Some((entry, _)) if is_denied => findings.push(contradicted(entry, input)),
                Some((_, value)) => values.0.push((input.name, value.clone())),
                None if input.kind == InputType::Flag => {
                    // What a deal is said to be, and is not said to be here, it is not.
                    let said = || input.name.starts_with("is_").then_some(false);
                    let flag = holds(input.name, &known, &given).or_else(said);
                    values.0.extend(flag.map(|flag| (input.name, Dynamic::from_bool(flag))));
                }
                // A list that nothing guards is empty where the case says nothing of it.
                None if input.guard.is_none() && input.kind.is_list() => {
                    values.0.push((input.name, Dynamic::from_array(Array::new())));
                }
                None => {}
            }
        }
        if findings.is_empty() { Ok(values) } else { Err(findings) }
    }

    /// The finding for an input that the rule came to read and that the case does not give.
    /// What a flag says that there is none of is a fault of the rule instead.
    fn missing(&self, case: &RuleCase, values: &Values, error: &EvalAltResult) -> Option<Diagnostic> {
        let EvalAltResult::ErrorVariableNotFound(name, _) = error.unwrap_inner() else {
            return None;
        };
        let known = inputs(self.source().hook);
        let input = known.iter().find(|input| input.name == name)?;
        let flag = input.guard.and_then(|guard| values.get(guard));
        if flag == Some(RuleValue::Flag(false)) {
            return None;
        }
        let finding = missing(case, input);
        let read = self.fault(error).primary?;
        Some(finding.see(read.location, "read here"))
    }

    fn unknown(&self, entry: &Given, known: &[&'static Input]) -> Diagnostic {
        let names: Vec<&str> = known.iter().map(|input| input.name).collect();
        let hook = self.source().hook.name();
        let is_parameter = self.parameters().iter().any(|parameter| parameter.name == entry.name);
        let help = if is_parameter {
            format!("it is a parameter: `parameters = {{ {} = .. }}`", dashed(&entry.name))
        } else {
            let near = nearest(&entry.name, &names).map(|near| format!("did you mean `{}`? ", dashed(near)));
            format!(
                "{}`salesplan rules api {hook}` lists what there is",
                near.unwrap_or_default()
            )
        };
        let message = format!("the {hook} rule is not told `{}`", dashed(&entry.name));
        Diagnostic::new(&UNKNOWN_KEY, message)
            .at(entry.name_location.clone(), "no input of this name")
            .help(help)
    }
}

/// What a flag says: what the case gives for it, else whether it gives what the flag is
/// about. `None` for a flag of which the case cannot tell.
fn holds(flag: &str, known: &[&'static Input], given: &BTreeMap<&'static str, (&Given, Dynamic)>) -> Option<bool> {
    if let Some((_, value)) = given.get(flag) {
        return value.as_bool().ok();
    }
    let about = |input: &&&Input| input.guard == Some(flag) || flag.strip_prefix("has_") == Some(input.name);
    let mut about = known.iter().filter(about).peekable();
    about.peek()?;
    Some(about.any(|input| given.contains_key(input.name)))
}

fn wrong_type(entry: &Given, input: &Input) -> Diagnostic {
    let (name, kind) = (dashed(&entry.name), input.kind.word());
    Diagnostic::new(&WRONG_TYPE, format!("`{name}` is not a {kind}"))
        .at(entry.location.clone(), input.about)
        .help(format!("write `{name} = {}`", value::example(input.kind)))
}

fn missing(case: &RuleCase, input: &Input) -> Diagnostic {
    let name = dashed(input.name);
    let message = format!("the case gives no `{name}`, which the rule reads");
    let example = format!("add it: `{name} = {}`", value::example(input.kind));
    let help = match input.guard {
        Some(guard) => format!("{example}, or `{} = false`", dashed(guard)),
        None => example,
    };
    Diagnostic::new(&MISSING_KEY, message)
        .at(label_of(case), input.about)
        .help(help)
}

/// The inputs of the case may fill many lines; the first says where they are.
fn label_of(case: &RuleCase) -> Location {
    let span = &case.given_location.span;
    Location {
        span: span.start..span.end.min(span.start + 1),
        ..case.given_location.clone()
    }
}

fn contradicted(entry: &Given, input: &Input) -> Diagnostic {
    let (name, guard) = (dashed(&entry.name), dashed(input.guard.unwrap_or_default()));
    Diagnostic::new(&UNKNOWN_VALUE, format!("`{name}` is given, but `{guard}` is false"))
        .at(entry.location.clone(), input.about)
        .help("leave one of them out")
}

/// A name as TOML files have it.
fn dashed(name: &str) -> String {
    name.replace('_', "-")
}
