//! One hook's rule, compiled: the script, its parameters and the inputs that it reads.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{AST, Dynamic, Engine, Scope};
use salesplan_model::diagnostic::{Diagnostic, Location, RULE_ANSWER, RULE_LIMIT_EXCEEDED};
use salesplan_model::settings::Parameter;

use crate::bodies::bodies;
use crate::budget::Budget;
use crate::compiled::{Outside, Program, Value};
use crate::engine::{SCRIPT_BYTES_MAX, begin_call, operations};
use crate::inputs::{Bound, Told, inputs};
use crate::parameters::Variable;
use crate::source::RuleSource;
use crate::{answer, check, fault, parameters, span, types};

/// A rule whose inputs come from a table of `F`.
pub(crate) struct Rule<F: 'static> {
    pub(crate) source: RuleSource,
    pub(crate) ast: AST,
    /// The parameters as variables; copied for every call, so that nothing that a
    /// script does to its variables outlives the call.
    pub(crate) parameters: Scope<'static>,
    /// Every name that the script reads or writes.
    pub(crate) mentioned: BTreeSet<String>,
    /// The inputs that the script mentions.
    inputs: Vec<Bound<F>>,
    /// The quick way, where the whole script can go it.
    program: Option<Program>,
}

/// How an answer of a hook is read.
pub(crate) struct Form<T> {
    /// From the quick way; `None` where the answer is not as it should be.
    pub(crate) quick: fn(Value<'_>) -> Option<T>,
    /// From Rhai, or what is wrong with the answer.
    pub(crate) checked: fn(Dynamic) -> Result<T, String>,
}

impl<F: Copy> Rule<F> {
    /// Compiles a script, or says everything that is wrong with it and its parameters.
    pub(crate) fn compile(
        engine: &Engine,
        source: RuleSource,
        table: impl Iterator<Item = &'static Bound<F>>,
        given: &BTreeMap<String, Parameter>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (variables, mut faults) = parameters::variables(&source, given);
        if source.text.len() > SCRIPT_BYTES_MAX {
            faults.push(too_long(&source));
            return Err(faults);
        }
        let known = inputs(source.hook);
        let names: Vec<&str> = known
            .iter()
            .map(|input| input.name)
            .chain(variables.iter().map(|variable| variable.name.as_str()))
            .collect();
        let ast = match engine.compile_with_scope(&declared(&names), &source.text) {
            Ok(ast) => ast,
            Err(error) => {
                faults.push(fault::of_parsing(&source, &error, &names));
                return Err(faults);
            }
        };
        let checked = check::check(&source, &ast, &known);
        faults.extend(checked.faults);
        let bodies = bodies(&ast);
        let mut types = types::Known::new();
        types.extend(known.iter().map(|input| (input.name.to_owned(), input.kind.into())));
        types.extend(
            variables
                .iter()
                .map(|variable| (variable.name.clone(), variable.kind.into())),
        );
        faults.extend(types::check(&source, &ast, &bodies, types));
        faults.extend(parameters::unread(&source, &variables, &checked.mentioned));
        if !faults.is_empty() {
            return Err(faults);
        }
        let inputs: Vec<Bound<F>> = table
            .filter(|bound| checked.mentioned.contains(bound.input.name))
            .copied()
            .collect();
        let values: Vec<Option<Dynamic>> = variables.iter().map(Variable::dynamic).collect();
        let outside = Outside {
            inputs: inputs.iter().map(|bound| bound.input.name).collect(),
            parameters: variables
                .iter()
                .zip(&values)
                .map(|(variable, value)| (variable.name.as_str(), value.as_ref()))
                .collect(),
        };
        let program = Program::lower(&ast, &bodies, &outside);
        let mut parameters = Scope::new();
        for (variable, value) in variables.into_iter().zip(values) {
            if let (Some(value), true) = (value, checked.mentioned.contains(&variable.name)) {
                parameters.push_dynamic(variable.name, value);
            }
        }
        Ok(Self {
            source,
            ast,
            parameters,
            mentioned: checked.mentioned,
            inputs,
            program,
        })
    }

    /// Leaves every question to Rhai.
    pub(crate) fn slow_down(&mut self) {
        self.program = None;
    }

    /// The rule's answer in the form that the hook asks for, by the quick way where it has one.
    pub(crate) fn answer<'a, T>(
        &self,
        engine: &Engine,
        budget: &Budget,
        value: impl Fn(F) -> Option<Told<'a>>,
        asked: impl Fn(Diagnostic) -> Diagnostic,
        form: &Form<T>,
    ) -> Result<T, Box<Diagnostic>> {
        if budget.is_spent() {
            return Err(Box::new(budget.finding(&self.source)));
        }
        if let Some(program) = &self.program
            && let Some((answer, steps)) = program.run(&|at| value(self.inputs[at].value))
            && let Some(answer) = (form.quick)(answer)
        {
            budget.spend(steps);
            return Ok(answer);
        }
        let answer = self.ask_within(engine, budget, value, &asked)?;
        (form.checked)(answer).map_err(|message| Box::new(asked(self.wrong_answer(message))))
    }

    /// What Rhai answers, as long as the rules have steps left in all.
    pub(crate) fn ask_within<'a>(
        &self,
        engine: &Engine,
        budget: &Budget,
        value: impl Fn(F) -> Option<Told<'a>>,
        asked: impl Fn(Diagnostic) -> Diagnostic,
    ) -> Result<Dynamic, Box<Diagnostic>> {
        if budget.is_spent() {
            return Err(Box::new(budget.finding(&self.source)));
        }
        let answer = self.ask(engine, value, asked);
        budget.spend(operations());
        answer
    }

    /// Asks the rule; `value` gives the value of an input.
    pub(crate) fn ask<'a>(
        &self,
        engine: &Engine,
        value: impl Fn(F) -> Option<Told<'a>>,
        asked: impl Fn(Diagnostic) -> Diagnostic,
    ) -> Result<Dynamic, Box<Diagnostic>> {
        begin_call();
        let mut scope = self.parameters.clone();
        for bound in &self.inputs {
            // What is missing is no variable at all, so that reading it is an error.
            if let Some(value) = value(bound.value) {
                scope.push_dynamic(bound.input.name, value.into());
            }
        }
        engine
            .eval_ast_with_scope::<Dynamic>(&mut scope, &self.ast)
            .map_err(|error| Box::new(asked(fault::of_running(&self.source, &error, |name| self.guard(name)))))
    }

    /// The answer is of the wrong form.
    pub(crate) fn wrong_answer(&self, message: String) -> Diagnostic {
        let position = self
            .ast
            .statements()
            .last()
            .map_or(rhai::Position::NONE, rhai::Stmt::position);
        let span = span::token(&self.source.text, position);
        Diagnostic::new(&RULE_ANSWER, fault::printable(&message))
            .at(
                Location {
                    file: self.source.path.clone(),
                    span,
                },
                "",
            )
            .help(answer::form(self.source.hook))
    }

    /// The flag that says whether a name has a value.
    pub(crate) fn guard(&self, name: &str) -> Option<String> {
        let input = inputs(self.source.hook).into_iter().find(|input| input.name == name);
        match input {
            Some(input) => input.guard.map(str::to_owned),
            // Every declared name that is no input is a parameter without a value.
            None => Some(format!("has_{name}")),
        }
    }
}

/// The names that the script may use, without values.
fn declared(names: &[&str]) -> Scope<'static> {
    let mut scope = Scope::new();
    for name in names {
        scope.push(*name, ());
    }
    scope
}

fn too_long(source: &RuleSource) -> Diagnostic {
    let message = format!(
        "the script has {} bytes, more than {SCRIPT_BYTES_MAX}",
        source.text.len()
    );
    Diagnostic::new(&RULE_LIMIT_EXCEEDED, message)
        .at(
            Location {
                file: source.path.clone(),
                span: 0..0,
            },
            "",
        )
        .help("a rule answers one question; is this the right file?")
}
