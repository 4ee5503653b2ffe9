//! How a rule comes to its answer: its top level followed statement by statement.

use std::collections::BTreeMap;

use rhai::{AST, Dynamic, Expr, Position, Scope, Stmt};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::rule_value::RuleValue;

use crate::engine::begin_call;
use crate::question::Values;
use crate::span;
use crate::trial::Trial;
use crate::value::seen;

/// What a rule did.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The statements that ran, in order. The last one gave the answer, or stopped.
    pub steps: Vec<Step>,
    /// The answer, or the fault.
    pub answer: Result<RuleValue, Box<Diagnostic>>,
}

/// One statement of the script's top level.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where it begins, counted from 1.
    pub line: usize,
    /// That line of the script, or what is left of it after the statement before.
    pub text: String,
    /// Variables that are new or have another value now, by name.
    pub changes: Vec<(String, RuleValue)>,
}

/// Statements that are followed one by one; those beyond count as one. Looking at all
/// variables after each takes time that no limit of the language counts.
const STEPS_MAX: usize = 200;

/// The value that follows a statement, and that no statement can give by itself.
#[derive(Clone)]
struct WentOn;

impl Trial {
    /// Asks the rule and follows it.
    pub fn trace(&self, values: &Values) -> Trace {
        begin_call();
        let mut scope = self.scope(values);
        let mut before = variables(&scope);
        let mut steps = Vec::new();
        let mut rest = self.rule.ast.statements();
        while let Some(first) = rest.first() {
            let n_together = if steps.len() + 1 < STEPS_MAX { 1 } else { rest.len() };
            let (together, after) = rest.split_at(n_together);
            rest = after;
            let answer = self.run(together, rest.is_empty(), &mut scope);
            let after = variables(&scope);
            let above = steps.last().map_or(0, |step: &Step| step.line);
            steps.push(self.step(first.position(), above, &before, &after));
            before = after;
            match answer {
                Ok(None) => {}
                Ok(Some(answer)) => {
                    let answer = self.checked(answer);
                    return Trace { steps, answer };
                }
                Err(error) => {
                    let answer = Err(self.fault(&error));
                    return Trace { steps, answer };
                }
            }
        }
        // A script without statements answers nothing.
        let answer = self.checked(Dynamic::UNIT);
        Trace { steps, answer }
    }

    /// Runs statements; gives the rule's answer where they end the rule.
    fn run(
        &self,
        statements: &[Stmt],
        is_last: bool,
        scope: &mut Scope<'_>,
    ) -> Result<Option<Dynamic>, Box<rhai::EvalAltResult>> {
        let mut statements = statements.to_vec();
        if !is_last {
            let went_on = Expr::DynamicConstant(Box::new(Dynamic::from(WentOn)), Position::NONE);
            statements.push(Stmt::Expr(Box::new(went_on)));
        }
        let alone = AST::new(statements, self.rule.ast.shared_lib().clone());
        let value = self.engine.eval_ast_with_scope::<Dynamic>(scope, &alone)?;
        Ok((!value.is::<WentOn>()).then_some(value))
    }

    /// `above` is the line of the statement before.
    fn step(&self, position: Position, above: usize, before: &Variables, after: &Variables) -> Step {
        let script = &self.source().text;
        let line = position.line().unwrap_or(1);
        let text = if line == above {
            // The line stands there already; Rhai may place a statement at its operator.
            script[span::offset(script, position)..].lines().next()
        } else {
            script.lines().nth(line - 1)
        };
        let text = text.unwrap_or_default();
        let is_new = |(name, value): &(&String, &RuleValue)| before.get(*name) != Some(value);
        Step {
            line,
            text: text.trim().to_owned(),
            changes: after
                .iter()
                .filter(is_new)
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        }
    }
}

type Variables = BTreeMap<String, RuleValue>;

/// The variables that a script sees: of each name the newest.
fn variables(scope: &Scope<'_>) -> Variables {
    let mut variables = Variables::new();
    // Rhai gives the newest first.
    for (name, _, value) in scope.iter_raw() {
        if !variables.contains_key(name) {
            variables.insert(name.to_owned(), seen(value));
        }
    }
    variables
}
