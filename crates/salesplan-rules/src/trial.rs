//! One rule by itself, asked with values instead of a question: for test cases, and to see
//! how it comes to its answer.

use std::collections::BTreeMap;

use rhai::{Dynamic, Engine, EvalAltResult, Scope};
use salesplan_model::diagnostic::{Diagnostic, Location};
use salesplan_model::rule_value::RuleValue;
use salesplan_model::settings::Parameter;

use crate::declared::declared;
use crate::engine::{Clock, begin_call, sandbox};
use crate::inputs::{Input, inputs};
use crate::question::Values;
use crate::rule::Rule;
use crate::source::RuleSource;
use crate::value::seen;
use crate::{answer, fault, parameters};

/// One rule, compiled.
pub struct Trial {
    pub(crate) engine: Engine,
    pub(crate) rule: Rule<()>,
    parameters: Vec<ParameterInEffect>,
}

/// A parameter that a rule reads.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterInEffect {
    /// Its name in the script.
    pub name: String,
    /// `None` for one that has no default and is not set.
    pub value: Option<RuleValue>,
    /// Where it is set; `None` for a default.
    pub location: Option<Location>,
    /// What it means, where the script declares it.
    pub about: Option<String>,
}

impl Trial {
    /// Compiles a rule with its parameters.
    ///
    /// # Errors
    /// Every fault of the script and of its parameters.
    pub fn compile(
        source: RuleSource,
        given: &BTreeMap<String, Parameter>,
        clock: Clock,
    ) -> Result<Self, Vec<Diagnostic>> {
        let engine = sandbox(clock);
        let (declared, _) = declared(&source);
        let (variables, _) = parameters::variables(&source, given);
        let rule = Rule::compile(&engine, source, std::iter::empty(), given)?;
        let about = |name: &str| {
            let mut known = declared.iter();
            known.find(|known| known.name == name).map(|known| known.about.clone())
        };
        let flags = |name: &str| {
            let optional = name.strip_prefix("has_");
            declared.iter().any(|known| optional == Some(known.name.as_str()))
        };
        let parameters = variables
            .into_iter()
            .filter(|variable| rule.mentioned.contains(&variable.name) && !flags(&variable.name))
            .map(|variable| ParameterInEffect {
                value: variable.dynamic().as_ref().map(seen),
                about: about(&variable.name),
                location: variable.location,
                name: variable.name,
            })
            .collect();
        Ok(Self {
            engine,
            rule,
            parameters,
        })
    }

    /// The file that is tried.
    pub fn source(&self) -> &RuleSource {
        &self.rule.source
    }

    /// The inputs that the script mentions, in the order of the documentation.
    pub fn reads(&self) -> Vec<&'static Input> {
        let mut inputs = inputs(self.source().hook);
        inputs.retain(|input| self.rule.mentioned.contains(input.name));
        inputs
    }

    /// The parameters that the script mentions, by name.
    pub fn parameters(&self) -> &[ParameterInEffect] {
        &self.parameters
    }

    /// The rule's answer.
    ///
    /// # Errors
    /// The rule stopped, or its answer is not of the form that its hook asks for.
    pub fn answer(&self, values: &Values) -> Result<RuleValue, Box<Diagnostic>> {
        let answer = self.ask(values).map_err(|error| self.fault(&error))?;
        self.checked(answer)
    }

    /// What the script comes to, whatever it is.
    pub(crate) fn ask(&self, values: &Values) -> Result<Dynamic, Box<EvalAltResult>> {
        begin_call();
        let mut scope = self.scope(values);
        self.engine.eval_ast_with_scope(&mut scope, &self.rule.ast)
    }

    /// The answer as others see it, where it is of the right form.
    pub(crate) fn checked(&self, answer: Dynamic) -> Result<RuleValue, Box<Diagnostic>> {
        match answer::wrong(self.source().hook, &answer) {
            None => Ok(seen(&answer)),
            Some(message) => Err(Box::new(self.rule.wrong_answer(message))),
        }
    }

    pub(crate) fn fault(&self, error: &EvalAltResult) -> Box<Diagnostic> {
        Box::new(fault::of_running(&self.rule.source, error, |name| {
            self.rule.guard(name)
        }))
    }

    /// The variables of a call.
    pub(crate) fn scope(&self, values: &Values) -> Scope<'static> {
        let mut scope = self.rule.parameters.clone();
        for (name, value) in &values.0 {
            if self.rule.mentioned.contains(*name) {
                scope.push_dynamic(*name, value.clone());
            }
        }
        scope
    }
}
