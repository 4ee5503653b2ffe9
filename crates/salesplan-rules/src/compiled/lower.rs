//! From Rhai's tree to ours. `None` means that the script runs in Rhai.

use std::collections::BTreeMap;

use rhai::{AST, ASTFlags, Dynamic, Expr, FnCallExpr, FnPtr, Stmt, Token};

use super::functions::function;
use super::run::OPERATIONS_A_STEP;
use super::tree::{Closure, Comparison, Each, For, Node, Operator, Program};
use super::value::Value;
use crate::bodies::{Body, handed_closure};
use crate::engine::{OPERATIONS_MAX, VARIABLES_MAX};

/// What a name means where it is read.
#[derive(Clone, Copy)]
enum Meaning<'s> {
    Input(usize),
    /// A parameter with its value, or one without.
    Parameter(Option<&'s Dynamic>),
    Variable {
        place: usize,
        may_change: bool,
    },
}

/// What the script may read from outside.
pub(crate) struct Outside<'s> {
    /// Names of the inputs, in the order of the rule's inputs.
    pub(crate) inputs: Vec<&'s str>,
    /// Parameters with their values; `None` for one without.
    pub(crate) parameters: Vec<(&'s str, Option<&'s Dynamic>)>,
}

impl Program {
    /// Lowers the whole script, or nothing of it.
    pub(crate) fn lower(ast: &AST, bodies: &BTreeMap<(String, usize), Body>, outside: &Outside<'_>) -> Option<Self> {
        let n_inputs = outside.inputs.len();
        let mut names: Vec<(&str, Meaning<'_>)> = Vec::new();
        names.extend(
            outside
                .inputs
                .iter()
                .enumerate()
                .map(|(at, name)| (*name, Meaning::Input(at))),
        );
        names.extend(
            outside
                .parameters
                .iter()
                .map(|(name, value)| (*name, Meaning::Parameter(*value))),
        );
        let mut lowering = Lowering {
            names,
            places: n_inputs,
            bodies,
            in_closure: false,
        };
        let body = lowering.block(ast.statements())?;
        let size = body.size();
        let fits =
            lowering.places + outside.parameters.len() < VARIABLES_MAX && size * OPERATIONS_A_STEP <= OPERATIONS_MAX;
        fits.then_some(Self {
            body,
            places: lowering.places,
            size,
        })
    }
}

struct Lowering<'s> {
    /// What is in sight, the innermost last.
    names: Vec<(&'s str, Meaning<'s>)>,
    places: usize,
    bodies: &'s BTreeMap<(String, usize), Body>,
    in_closure: bool,
}

impl<'s> Lowering<'s> {
    fn meaning(&self, name: &str) -> Option<Meaning<'s>> {
        let found = self.names.iter().rev().find(|(other, _)| *other == name);
        found.map(|(_, meaning)| *meaning)
    }

    fn declare(&mut self, name: &'s str, may_change: bool) -> usize {
        let place = self.places;
        self.places += 1;
        self.names.push((name, Meaning::Variable { place, may_change }));
        place
    }

    /// The place of a variable that the script made and may change.
    fn place(&self, expression: &Expr) -> Option<usize> {
        match expression {
            Expr::Variable(variable, _, _) => match self.meaning(&variable.1)? {
                Meaning::Variable {
                    place,
                    may_change: true,
                } if !self.in_closure => Some(place),
                _ => None,
            },
            _ => None,
        }
    }

    fn block(&mut self, statements: &'s [Stmt]) -> Option<Node> {
        let in_sight = self.names.len();
        let parts: Option<Vec<Node>> = statements.iter().map(|statement| self.statement(statement)).collect();
        self.names.truncate(in_sight);
        let mut parts = parts?;
        match parts.len() {
            1 => parts.pop(),
            _ => Some(Node::Block(parts)),
        }
    }

    fn statement(&mut self, statement: &'s Stmt) -> Option<Node> {
        match statement {
            Stmt::Noop(_) => Some(Node::Constant(Value::Unit)),
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, _) => self.call(call),
            Stmt::Block(block) => self.block(block.statements()),
            Stmt::If(flow, _) => {
                let condition = self.expression(&flow.expr)?;
                let body = self.block(flow.body.statements())?;
                let branch = self.block(flow.branch.statements())?;
                Some(Node::If(Box::new([condition, body, branch])))
            }
            Stmt::Var(definition, flags, _) => {
                let value = self.expression(&definition.1)?;
                let place = self.declare(&definition.0.name, !flags.contains(ASTFlags::CONSTANT));
                Some(Node::Let(place, Box::new(value)))
            }
            Stmt::Assignment(assignment) => {
                let (operation, sides) = &**assignment;
                let place = self.place(&sides.lhs)?;
                let operator = match operation.get_op_assignment_info() {
                    Some((.., operator, _)) => Some(arithmetic(operator)?),
                    None => None,
                };
                Some(Node::Set(place, operator, Box::new(self.expression(&sides.rhs)?)))
            }
            Stmt::For(parts, _) => {
                let (item, counter, flow) = &**parts;
                let list = self.expression(&flow.expr)?;
                let in_sight = self.names.len();
                let counter = counter.as_ref().map(|counter| self.declare(&counter.name, true));
                let place = self.declare(&item.name, true);
                let body = self.block(flow.body.statements());
                self.names.truncate(in_sight);
                let body = body?;
                Some(Node::For(Box::new(For {
                    place,
                    counter,
                    list,
                    size: body.size() + 1,
                    body,
                })))
            }
            Stmt::Return(value, flags, _) if !flags.contains(ASTFlags::BREAK) && !self.in_closure => {
                let value = match value {
                    Some(value) => self.expression(value)?,
                    None => Node::Constant(Value::Unit),
                };
                Some(Node::Return(Box::new(value)))
            }
            Stmt::BreakLoop(None, flags, _) if flags.contains(ASTFlags::BREAK) => Some(Node::Break),
            Stmt::BreakLoop(None, _, _) => Some(Node::Continue),
            _ => None,
        }
    }

    fn expression(&mut self, expression: &'s Expr) -> Option<Node> {
        match expression {
            Expr::Unit(_) => Some(Node::Constant(Value::Unit)),
            Expr::BoolConstant(flag, _) => Some(Node::Constant(Value::Flag(*flag))),
            Expr::IntegerConstant(whole, _) => Some(Node::Constant(Value::Whole(*whole))),
            Expr::StringConstant(text, _) => Some(Node::Constant(Value::Text(text.to_string().into()))),
            Expr::DynamicConstant(value, _) => Value::simple(value).map(Node::Constant),
            Expr::Variable(variable, _, _) => self.variable(&variable.1),
            Expr::Stmt(block) => self.block(block.statements()),
            Expr::InterpolatedString(parts, _) => self.pure_parts(parts).map(Node::Template),
            Expr::Array(parts, _) => self.pure_parts(parts).map(Node::List),
            Expr::Map(map, _) => {
                let mut entries = Vec::new();
                for (name, value) in &map.0 {
                    entries.push((name.name.to_string(), self.pure(value)?));
                }
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Some(Node::Map(entries))
            }
            Expr::And(parts, _) => self.parts(parts).map(Node::All),
            Expr::Or(parts, _) => self.parts(parts).map(Node::Any),
            Expr::FnCall(call, _) => self.call(call),
            Expr::Dot(sides, flags, _) if !flags.contains(ASTFlags::NEGATED) => {
                if let (Expr::Variable(..), Expr::MethodCall(call, _)) = (&sides.lhs, &sides.rhs)
                    && call.name == "push"
                {
                    return self.push(&sides.lhs, call);
                }
                let whole = self.pure(&sides.lhs)?;
                self.chain(whole, Some(&sides.lhs), &sides.rhs)
            }
            Expr::Index(sides, flags, _) if is_last(*flags) => {
                let whole = self.pure(&sides.lhs)?;
                let at = self.pure(&sides.rhs)?;
                Some(Node::Index(Box::new([whole, at])))
            }
            _ => None,
        }
    }

    fn parts(&mut self, parts: &'s [Expr]) -> Option<Vec<Node>> {
        parts.iter().map(|part| self.expression(part)).collect()
    }

    fn pure_parts(&mut self, parts: &'s [Expr]) -> Option<Vec<Node>> {
        parts.iter().map(|part| self.pure(part)).collect()
    }

    /// Rhai evaluates some operands last to first; ones without effects need not care.
    fn pure(&mut self, expression: &'s Expr) -> Option<Node> {
        self.expression(expression).filter(Node::is_pure)
    }

    fn variable(&self, name: &str) -> Option<Node> {
        Some(match self.meaning(name)? {
            Meaning::Input(at) => Node::Input(at),
            Meaning::Parameter(Some(value)) => Node::Constant(Value::simple(value)?),
            Meaning::Parameter(None) => Node::Missing,
            Meaning::Variable { place, .. } => Node::Local(place),
        })
    }

    /// What follows a dot: properties and methods, one after the other.
    fn chain(&mut self, whole: Node, holder: Option<&'s Expr>, rest: &'s Expr) -> Option<Node> {
        match rest {
            Expr::Property(names, _) => Some(Node::Property(Box::new(whole), names.2.to_string())),
            Expr::MethodCall(call, _) => self.method(whole, holder, call),
            Expr::Dot(sides, flags, _) if !flags.contains(ASTFlags::NEGATED) => {
                let whole = self.chain(whole, holder, &sides.lhs)?;
                self.chain(whole, None, &sides.rhs)
            }
            _ => None,
        }
    }

    fn method(&mut self, whole: Node, holder: Option<&'s Expr>, call: &'s FnCallExpr) -> Option<Node> {
        let each = match call.name.as_str() {
            "map" => Some(Each::Map),
            "filter" => Some(Each::Filter),
            "some" => Some(Each::Some),
            "all" => Some(Each::All),
            _ => None,
        };
        if let (Some(each), [closure]) = (each, call.args.as_slice()) {
            let closure = self.closure(closure, holder)?;
            return Some(Node::Each(each, Box::new((whole, closure))));
        }
        let mut parts = vec![whole];
        parts.extend(self.pure_parts(&call.args)?);
        named(&call.name, parts)
    }

    fn push(&mut self, list: &'s Expr, call: &'s FnCallExpr) -> Option<Node> {
        let place = self.place(list)?;
        let [item] = call.args.as_slice() else { return None };
        Some(Node::Push(place, Box::new(self.pure(item)?)))
    }

    fn call(&mut self, call: &'s FnCallExpr) -> Option<Node> {
        let mut parts = self.pure_parts(&call.args)?;
        let Some(operator) = &call.op_token else {
            return named(&call.name, parts);
        };
        match (operator, parts.len()) {
            // Both are a call of `contains`; Rhai writes `!` around the second.
            (Token::In | Token::NotIn, 2) => named("contains", parts),
            (Token::Bang, 1) => parts.pop().map(|part| Node::Not(Box::new(part))),
            (Token::Minus | Token::UnaryMinus, 1) => parts.pop().map(|part| Node::Negate(Box::new(part))),
            (_, 2) => {
                let sides: Box<[Node; 2]> = Box::new(parts.try_into().ok()?);
                match comparison(operator) {
                    Some(comparison) => Some(Node::Compare(comparison, sides)),
                    None => arithmetic(operator).map(|operator| Node::Operate(operator, sides)),
                }
            }
            _ => None,
        }
    }

    /// A closure that is handed to a list at once and sees the variables around it.
    fn closure(&mut self, handed: &'s Expr, holder: Option<&'s Expr>) -> Option<Closure> {
        if self.in_closure {
            return None;
        }
        let (pointer, captured) = handed_closure(handed)?;
        let name = pointer.read_lock::<FnPtr>()?.fn_name().to_owned();
        let bodies = self.bodies;
        let definition = bodies.get(&(name, captured.len() + 1))?;
        let [around @ .., item] = definition.parameters.as_slice() else {
            return None;
        };
        // A list whose closure looks at the list itself is a fault.
        let holds = |name: &str| matches!(holder, Some(Expr::Variable(variable, _, _)) if variable.1 == name);
        if around.iter().any(|name| holds(name)) {
            return None;
        }
        let captured = captured
            .iter()
            .map(|name| self.expression(name))
            .collect::<Option<Vec<_>>>()?;
        let in_sight = self.names.len();
        let place = self.declare(item, true);
        self.in_closure = true;
        let body = self.block(&definition.statements);
        self.in_closure = false;
        self.names.truncate(in_sight);
        let body = body.filter(Node::is_pure)?;
        Some(Closure {
            place,
            size: body.size() + captured.len() as u64 + 4,
            captured,
            body,
        })
    }
}

/// A host function, or `contains`, which is asked so often that it is an operator.
fn named(name: &str, mut parts: Vec<Node>) -> Option<Node> {
    if name == "contains" && parts.len() == 2 {
        let (part, whole) = (parts.pop()?, parts.pop()?);
        return Some(Node::Contains(Box::new([whole, part])));
    }
    function(name, parts.len()).map(|function| Node::Call(function, parts))
}

/// Whether nothing follows these brackets.
fn is_last(flags: ASTFlags) -> bool {
    flags.contains(ASTFlags::BREAK) && !flags.contains(ASTFlags::NEGATED)
}

fn arithmetic(operator: &Token) -> Option<Operator> {
    Some(match operator {
        Token::Plus => Operator::Add,
        Token::Minus => Operator::Subtract,
        Token::Multiply => Operator::Multiply,
        Token::Divide => Operator::Divide,
        Token::Modulo => Operator::Remainder,
        _ => return None,
    })
}

fn comparison(operator: &Token) -> Option<Comparison> {
    Some(match operator {
        Token::EqualsTo => Comparison::Equal,
        Token::NotEqualsTo => Comparison::NotEqual,
        Token::LessThan => Comparison::Less,
        Token::LessThanEqualsTo => Comparison::LessOrEqual,
        Token::GreaterThan => Comparison::Greater,
        Token::GreaterThanEqualsTo => Comparison::GreaterOrEqual,
        _ => return None,
    })
}
