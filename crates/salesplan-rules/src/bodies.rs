//! The functions and closures of a parsed script, each with its own statements.

use std::collections::BTreeMap;

use rhai::{AST, ASTNode, Dynamic, Expr, Stmt};

/// A function or a closure.
pub(crate) struct Body {
    /// Those captured from around come first.
    pub(crate) parameters: Vec<String>,
    pub(crate) statements: Vec<Stmt>,
}

/// All of them, by name and number of parameters. Rhai names closures as no script can.
pub(crate) fn bodies(ast: &AST) -> BTreeMap<(String, usize), Body> {
    let body = |function: rhai::ScriptFnMetadata<'_>| {
        let (name, n_parameters) = (function.name.to_owned(), function.params.len());
        // Rhai shows a function's statements only to those who walk through it.
        let mut alone = ast.clone_functions_only();
        alone.retain_functions(|_, _, other, n| other == name && n == n_parameters);
        let mut statements = Vec::new();
        alone.walk(&mut |path: &[ASTNode<'_>]| {
            if let [ASTNode::Stmt(statement)] = path {
                statements.push((*statement).clone());
            }
            true
        });
        let parameters = function.params.iter().map(|name| (*name).to_owned()).collect();
        ((name, n_parameters), Body { parameters, statements })
    };
    ast.iter_functions().map(body).collect()
}

/// A closure where it is handed over, with what it captures: Rhai wraps the latter into a call of `curry`.
pub(crate) fn handed_closure(handed: &Expr) -> Option<(&Dynamic, &[Expr])> {
    match handed {
        Expr::DynamicConstant(pointer, _) if pointer.is_fnptr() => Some((pointer, &[])),
        Expr::Stmt(block) => match block.statements() {
            [Stmt::Share(_), Stmt::Expr(curry)] => match &**curry {
                Expr::FnCall(call, _) if call.name == "curry" => match call.args.as_slice() {
                    [Expr::DynamicConstant(pointer, _), captured @ ..] => Some((pointer, captured)),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
