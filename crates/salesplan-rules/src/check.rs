//! What can be told of a script before it runs: calls of functions that rules do not
//! have, functions that hide the host's, divisions that lose the remainder, and which
//! inputs it reads at all.

use std::collections::BTreeSet;
use std::ops::Range;

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt, Token};
use salesplan_model::diagnostic::{Diagnostic, Location, RULE_SYNTAX, sort};

use crate::fault::printable;
use crate::host::functions;
use crate::inputs::{Input, InputType};
use crate::names::nearest;
use crate::source::RuleSource;
use crate::span;

/// The functions of lists that use a closure and do not keep it.
const CLOSURE_TAKERS: &[&str] = &["map", "filter", "reduce", "some", "all", "find"];

/// What the walk through a script has found.
pub(crate) struct Checked {
    /// Every name that the script reads or writes.
    pub(crate) mentioned: BTreeSet<String>,
    /// What is wrong with it.
    pub(crate) faults: Vec<Diagnostic>,
}

/// Walks through a script and its functions.
pub(crate) fn check(source: &RuleSource, ast: &AST, inputs: &[&'static Input]) -> Checked {
    let own: BTreeSet<String> = ast.iter_functions().map(|function| function.name.to_owned()).collect();
    let mut checker = Checker {
        source,
        inputs,
        own,
        mentioned: BTreeSet::new(),
        faults: Vec::new(),
    };
    checker.hidden_functions();
    checker.walk(&ast.clone_statements_only(), false);
    checker.walk(&ast.clone_functions_only(), true);
    // Closures do see the variables around them; Rhai names them as no script can.
    let mut named = ast.clone_functions_only();
    named.retain_functions(|_, _, name, _| !name.starts_with("anon$"));
    named.walk(&mut |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(expression)) = path.last() {
            checker.inside_function(expression);
        }
        true
    });
    // Rhai keeps functions in no order that means anything.
    sort(&mut checker.faults);
    Checked {
        mentioned: checker.mentioned,
        faults: checker.faults,
    }
}

struct Checker<'a> {
    source: &'a RuleSource,
    inputs: &'a [&'static Input],
    /// Names of the functions that the script defines.
    own: BTreeSet<String>,
    mentioned: BTreeSet<String>,
    faults: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn walk(&mut self, ast: &AST, in_function: bool) {
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            match path.last() {
                Some(ASTNode::Expr(expression)) => self.expression(expression, path, in_function),
                Some(ASTNode::Stmt(statement)) => self.statement(statement),
                _ => {}
            }
            true
        });
    }

    fn expression(&mut self, expression: &Expr, path: &[ASTNode<'_>], in_function: bool) {
        match expression {
            Expr::Variable(variable, _, _) => {
                self.mentioned.insert(variable.1.to_string());
            }
            Expr::FnCall(call, position) if is_closure(call) => self.closure(call, *position, path, in_function),
            Expr::FnCall(call, position) => self.call(call, *position, false),
            Expr::MethodCall(call, position) => self.call(call, *position, true),
            _ => {}
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::FnCall(call, position) => self.call(call, *position, false),
            Stmt::Switch(switch, position) if !self.is_text_input(&switch.0) => self.fault(
                span::token(&self.source.text, *position),
                "`switch` is only for an input that is a text".to_owned(),
                "write `if x == 3 { .. } else if x == 4 { .. }`: to `switch`, 3 and 3.0 are different things"
                    .to_owned(),
            ),
            _ => {}
        }
    }

    fn call(&mut self, call: &FnCallExpr, position: Position, is_method: bool) {
        if let Some(operator) = &call.op_token {
            if matches!(operator, Token::Divide) {
                self.division(call);
            }
            return;
        }
        let is_known =
            functions().iter().any(|function| function.name == call.name) || self.own.contains(call.name.as_str());
        if !is_known {
            self.unknown_function(&call.name, position, is_method);
        }
    }

    fn closure(&mut self, call: &FnCallExpr, position: Position, path: &[ASTNode<'_>], in_function: bool) {
        if closure_may_stand(path, in_function) {
            return;
        }
        let position = call.args.first().map_or(position, Expr::position);
        self.fault(
            span::token(&self.source.text, position),
            "a closure that uses variables from around it cannot be kept here".to_owned(),
            "hand it to a list right away (list.filter(|x| ..)), or name it with `let`, outside of loops and functions"
                .to_owned(),
        );
    }

    fn unknown_function(&mut self, name: &str, position: Position, is_method: bool) {
        let mut known: Vec<&str> = functions().iter().map(|function| function.name).collect();
        known.extend(self.own.iter().map(String::as_str));
        let near = nearest(name, &known).map(|near| format!("did you mean `{near}`? "));
        let help = format!("{}rules have: {}", near.unwrap_or_default(), known.join(", "));
        let what = if is_method { "method" } else { "function" };
        self.fault(
            span::token(&self.source.text, position),
            format!("there is no {what} `{name}` in rules"),
            help,
        );
    }

    fn division(&mut self, call: &FnCallExpr) {
        if let [Expr::IntegerConstant(a, from), Expr::IntegerConstant(b, to)] = call.args.as_slice() {
            let text = &self.source.text;
            let span = span::token(text, *from).start..span::token(text, *to).end;
            self.fault(
                span,
                "two whole numbers are divided, which would drop the remainder".to_owned(),
                format!("write {a}.0 / {b}, or ratio({a}, {b}) for an exact fraction"),
            );
        }
    }

    fn is_text_input(&self, subject: &Expr) -> bool {
        let Expr::Variable(variable, _, _) = subject else {
            return false;
        };
        let is_text = |input: &&&Input| input.name == variable.1 && input.kind == InputType::Text;
        variable.0.is_none() && self.inputs.iter().any(|input| is_text(&input))
    }

    /// A named function sees its parameters only; Rhai would say so when it runs.
    fn inside_function(&mut self, expression: &Expr) {
        let Expr::Variable(variable, _, position) = expression else {
            return;
        };
        if variable.0.is_none() && !self.own.contains(variable.1.as_str()) {
            let name = &variable.1;
            self.fault(
                span::token(&self.source.text, *position),
                format!("a function does not see `{name}`"),
                format!("hand it over as a parameter, or use a closure: let f = |x| x * {name};"),
            );
        }
    }

    fn hidden_functions(&mut self) {
        for function in functions() {
            if self.own.contains(function.name) {
                let name = function.name;
                self.fault(
                    definition(&self.source.text, name),
                    format!("the function `{name}` would hide the one that rules have"),
                    "give it another name".to_owned(),
                );
            }
        }
    }

    fn fault(&mut self, span: Range<usize>, message: String, help: String) {
        let location = Location {
            file: self.source.path.clone(),
            span,
        };
        self.faults.push(
            Diagnostic::new(&RULE_SYNTAX, printable(&message))
                .at(location, "")
                .help(printable(&help)),
        );
    }
}

/// A closure that uses variables from outside is compiled into a call of `curry` on the
/// bare function; in the script's own text the word is refused.
fn is_closure(call: &FnCallExpr) -> bool {
    call.name == "curry" && matches!(call.args.first(), Some(Expr::DynamicConstant(..)))
}

/// Whether such a closure stands where there is only ever one of it, or where it is used
/// at once. A loop that keeps closures within closures builds a chain that no limit
/// counts, and dropping it overflows the stack.
fn closure_may_stand(path: &[ASTNode<'_>], in_function: bool) -> bool {
    let mut around = path.iter().rev().skip(1);
    // Rhai wraps it into a block that marks the variables as shared.
    let holder = around.find(|node| !matches!(node, ASTNode::Expr(Expr::Stmt(_)) | ASTNode::Stmt(Stmt::Expr(_))));
    match holder {
        Some(
            ASTNode::Expr(Expr::MethodCall(call, _) | Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)),
        ) => CLOSURE_TAKERS.contains(&call.name.as_str()),
        Some(ASTNode::Stmt(Stmt::Var(..))) => !in_function && !around.any(is_loop),
        _ => false,
    }
}

fn is_loop(node: &ASTNode<'_>) -> bool {
    matches!(node, ASTNode::Stmt(Stmt::While(..) | Stmt::Do(..) | Stmt::For(..)))
}

/// Where the function's name stands in its definition.
fn definition(text: &str, name: &str) -> Range<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find("fn ") {
        at += found + 3;
        let rest = text[at..].trim_start();
        let start = text.len() - rest.len();
        let is_it = rest
            .strip_prefix(name)
            .is_some_and(|after| after.trim_start().starts_with('('));
        if is_it {
            return start..start + name.len();
        }
    }
    0..0
}
