//! The walk that finds the types of everything and, once nothing changes, what is wrong.

use std::collections::BTreeMap;

use rhai::{AST, ASTFlags, Dynamic, Expr, FnCallExpr, FnPtr, Position, Stmt, Token};
use salesplan_model::diagnostic::{Diagnostic, Location, RULE_TYPE, sort};

use super::functions::{given, numbers_asked};
use super::kinds::{Kinds, Type};
use super::operators::{arithmetic, compares, unary};
use crate::bodies::{Body, handed_closure};
use crate::source::RuleSource;
use crate::span;

/// Rounds after which a script is taken to be too entangled to say anything of.
const ROUNDS_MAX: usize = 24;

/// Names from outside with their types.
pub(crate) type Known = BTreeMap<String, Type>;

/// What can never work in the script, where it stands.
pub(crate) fn check(
    source: &RuleSource,
    ast: &AST,
    bodies: &BTreeMap<(String, usize), Body>,
    known: Known,
) -> Vec<Diagnostic> {
    let mut inference = Inference {
        source,
        bodies,
        names: known,
        has_changed: true,
        faults: None,
    };
    let mut n_rounds = 0;
    while inference.has_changed {
        if n_rounds == ROUNDS_MAX {
            return Vec::new();
        }
        n_rounds += 1;
        inference.has_changed = false;
        inference.script(ast);
    }
    inference.faults = Some(Vec::new());
    inference.script(ast);
    let mut faults = inference.faults.unwrap_or_default();
    sort(&mut faults);
    faults.dedup();
    faults
}

struct Inference<'s> {
    source: &'s RuleSource,
    bodies: &'s BTreeMap<(String, usize), Body>,
    names: Known,
    has_changed: bool,
    /// Where they are noted, in the last round.
    faults: Option<Vec<Diagnostic>>,
}

impl<'s> Inference<'s> {
    fn script(&mut self, ast: &AST) {
        self.block(ast.statements());
        let bodies = self.bodies;
        for ((name, _), body) in bodies {
            if !name.starts_with("anon$") {
                body.parameters.iter().for_each(|name| self.join(name, Type::UNKNOWN));
            }
            self.block(&body.statements);
        }
    }

    fn name(&self, name: &str) -> Type {
        let is_function = self.bodies.keys().any(|(other, _)| other == name);
        let unset = if is_function { Type::UNKNOWN } else { Type::NEVER };
        self.names.get(name).copied().unwrap_or(unset)
    }

    fn join(&mut self, name: &str, value: Type) {
        let before = self.names.get(name).copied().unwrap_or(Type::NEVER);
        let after = before.or(value);
        if after != before || !self.names.contains_key(name) {
            self.names.insert(name.to_owned(), after);
            self.has_changed = true;
        }
    }

    /// What stands in the variable at the root of an expression may have become this too.
    fn join_root(&mut self, expression: &Expr, value: Type) {
        match expression {
            Expr::Variable(variable, _, _) => self.join(&variable.1, value),
            Expr::Dot(sides, _, _) | Expr::Index(sides, _, _) => {
                let items = Type {
                    kinds: Kinds::NONE,
                    items: Kinds::ALL,
                };
                self.join_root(&sides.lhs, items);
            }
            _ => {}
        }
    }

    fn block(&mut self, statements: &[Stmt]) -> Type {
        let mut last = Type::of(Kinds::NOTHING);
        for statement in statements {
            last = self.statement(statement);
        }
        last
    }

    fn statement(&mut self, statement: &Stmt) -> Type {
        let nothing = Type::of(Kinds::NOTHING);
        match statement {
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, position) => self.call(call, *position),
            Stmt::Block(block) => self.block(block.statements()),
            Stmt::If(flow, _) => {
                self.condition(&flow.expr);
                let body = self.block(flow.body.statements());
                body.or(self.block(flow.branch.statements()))
            }
            Stmt::While(flow, _) => {
                if !matches!(flow.expr, Expr::Unit(_)) {
                    self.condition(&flow.expr);
                }
                self.block(flow.body.statements());
                Type::UNKNOWN
            }
            Stmt::Do(flow, _, _) => {
                self.block(flow.body.statements());
                self.condition(&flow.expr);
                Type::UNKNOWN
            }
            Stmt::For(parts, _) => {
                let (item, counter, flow) = &**parts;
                let list = self.expression(&flow.expr);
                let one = if list.kinds.within(Kinds::LIST) {
                    Type::item(list.items)
                } else {
                    Type::UNKNOWN
                };
                self.join(&item.name, one);
                if let Some(counter) = counter {
                    self.join(&counter.name, Type::of(Kinds::WHOLE));
                }
                self.block(flow.body.statements());
                Type::UNKNOWN
            }
            Stmt::Var(definition, _, _) => {
                let value = self.expression(&definition.1);
                self.join(&definition.0.name, value);
                nothing
            }
            Stmt::Assignment(assignment) => {
                let (operation, sides) = &**assignment;
                let value = self.expression(&sides.rhs);
                let value = match operation.get_op_assignment_info() {
                    Some((.., operator, _)) => {
                        let before = self.expression(&sides.lhs);
                        self.arithmetic(operator, before, value, operation.position())
                    }
                    None => {
                        if !matches!(sides.lhs, Expr::Variable(..)) {
                            self.expression(&sides.lhs);
                        }
                        value
                    }
                };
                self.join_root(&sides.lhs, value);
                nothing
            }
            Stmt::Switch(switch, _) => {
                self.expression(&switch.0);
                for case in &switch.1.expressions {
                    self.expression(&case.lhs);
                    self.expression(&case.rhs);
                }
                Type::UNKNOWN
            }
            Stmt::TryCatch(flow, _) => {
                // What stops there is caught, and perhaps meant.
                let faults = self.faults.take();
                self.block(flow.body.statements());
                self.faults = faults;
                if let Expr::Variable(variable, _, _) = &flow.expr {
                    self.join(&variable.1, Type::UNKNOWN);
                }
                self.block(flow.branch.statements());
                Type::UNKNOWN
            }
            Stmt::Return(value, _, _) | Stmt::BreakLoop(value, _, _) => {
                if let Some(value) = value {
                    self.expression(value);
                }
                Type::NEVER
            }
            Stmt::Noop(_) | Stmt::Share(_) => nothing,
            _ => Type::UNKNOWN,
        }
    }

    fn expression(&mut self, expression: &Expr) -> Type {
        match expression {
            Expr::Unit(_) => Type::of(Kinds::NOTHING),
            Expr::BoolConstant(..) => Type::of(Kinds::FLAG),
            Expr::IntegerConstant(..) => Type::of(Kinds::WHOLE),
            Expr::CharConstant(..) => Type::of(Kinds::CHARACTER),
            Expr::StringConstant(..) => Type::of(Kinds::TEXT),
            Expr::DynamicConstant(value, _) => {
                self.kept(value);
                Type::of_value(value)
            }
            Expr::Variable(variable, _, _) => self.name(&variable.1),
            Expr::InterpolatedString(parts, _) => {
                self.parts(parts);
                Type::of(Kinds::TEXT)
            }
            Expr::Array(parts, _) => {
                let items = parts.iter().map(|part| self.expression(part).kinds);
                Type::list(items.fold(Kinds::NONE, |sum, one| sum | one))
            }
            Expr::Map(map, _) => {
                let items = map.0.iter().map(|(_, value)| self.expression(value).kinds);
                let items = items.fold(Kinds::NONE, |sum, one| sum | one);
                Type {
                    kinds: Kinds::MAP,
                    items,
                }
            }
            Expr::Stmt(block) => self.block(block.statements()),
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                parts.iter().for_each(|part| self.condition(part));
                Type::of(Kinds::FLAG)
            }
            Expr::Coalesce(parts, _) => {
                self.parts(parts);
                Type::UNKNOWN
            }
            Expr::FnCall(call, position) => self.call(call, *position),
            Expr::Dot(sides, flags, _) => {
                let whole = self.expression(&sides.lhs);
                let value = self.chain(whole, Some(&sides.lhs), &sides.rhs);
                if flags.contains(ASTFlags::NEGATED) {
                    Type::UNKNOWN
                } else {
                    value
                }
            }
            Expr::Index(sides, flags, _) => {
                let whole = self.expression(&sides.lhs);
                // What stands between the brackets and what follows them is one chain.
                if flags.contains(ASTFlags::BREAK) && !flags.contains(ASTFlags::NEGATED) {
                    self.expression(&sides.rhs);
                    return part_of(whole);
                }
                if let Expr::Dot(rest, _, _) | Expr::Index(rest, _, _) = &sides.rhs {
                    self.expression(&rest.lhs);
                    self.chain(Type::UNKNOWN, Some(&sides.lhs), &rest.rhs);
                }
                Type::UNKNOWN
            }
            _ => Type::UNKNOWN,
        }
    }

    /// What follows a dot. `holder` is what stands before it, which methods may change.
    fn chain(&mut self, whole: Type, holder: Option<&Expr>, rest: &Expr) -> Type {
        match rest {
            Expr::Property(names, _) => {
                let is_day_part = matches!(names.2.as_str(), "year" | "month" | "day");
                if whole.kinds == Kinds::DAY && is_day_part {
                    return Type::of(Kinds::NUMBER);
                }
                if whole.kinds == Kinds::MAP {
                    Type::item(whole.items)
                } else {
                    Type::UNKNOWN
                }
            }
            Expr::MethodCall(call, position) => self.method(whole, holder, call, *position),
            Expr::Dot(sides, _, _) => {
                let whole = self.chain(whole, holder, &sides.lhs);
                self.chain(whole, holder, &sides.rhs)
            }
            Expr::Index(sides, _, _) => {
                self.chain(whole, holder, &sides.lhs);
                if let Expr::Dot(rest, _, _) | Expr::Index(rest, _, _) = &sides.rhs {
                    self.expression(&rest.lhs);
                    self.chain(Type::UNKNOWN, holder, &rest.rhs);
                } else {
                    self.expression(&sides.rhs);
                }
                Type::UNKNOWN
            }
            other => {
                self.expression(other);
                Type::UNKNOWN
            }
        }
    }

    fn method(&mut self, whole: Type, holder: Option<&Expr>, call: &FnCallExpr, position: Position) -> Type {
        let takes_items = matches!(call.name.as_str(), "map" | "filter" | "some" | "all" | "find");
        let mut values = vec![whole];
        for value in &call.args {
            match handed_closure(value) {
                Some((pointer, _)) if takes_items && whole.kinds.within(Kinds::LIST) => {
                    self.asked_of_items(pointer, whole.items);
                    values.push(Type::of(Kinds::CLOSURE));
                }
                _ => values.push(self.expression(value)),
            }
        }
        self.function(call, holder, &values, position)
    }

    fn call(&mut self, call: &FnCallExpr, position: Position) -> Type {
        let values: Vec<Type> = call.args.iter().map(|value| self.expression(value)).collect();
        let Some(operator) = &call.op_token else {
            return self.function(call, call.args.first(), &values, position);
        };
        match (operator, values.as_slice()) {
            (Token::In | Token::NotIn, _) => Type::of(Kinds::FLAG),
            (Token::Bang | Token::Minus | Token::UnaryMinus, [value]) => {
                let name = if matches!(operator, Token::Bang) { "!" } else { "-" };
                let kinds = unary(name, value.kinds);
                if kinds.is_none() && !value.kinds.is_none() {
                    self.not_taken(name, &[*value], position);
                }
                Type::of(kinds)
            }
            (Token::EqualsTo | Token::NotEqualsTo, [a, b]) => self.comparison("==", *a, *b, position),
            (Token::LessThan | Token::LessThanEqualsTo | Token::GreaterThan | Token::GreaterThanEqualsTo, [a, b]) => {
                self.comparison("<", *a, *b, position)
            }
            (_, [a, b]) => {
                // Literals are told of with what to write instead.
                let literals = matches!(
                    call.args.as_slice(),
                    [Expr::IntegerConstant(..), Expr::IntegerConstant(..)]
                );
                if literals {
                    return Type::UNKNOWN;
                }
                self.arithmetic(operator, *a, *b, position)
            }
            _ => Type::UNKNOWN,
        }
    }

    fn function(&mut self, call: &FnCallExpr, holder: Option<&Expr>, values: &[Type], position: Position) -> Type {
        let name = call.name.as_str();
        let n_numbers = numbers_asked(name, values.len());
        let is_number = |value: &&Type| value.kinds.is_none() || value.kinds.meets(Kinds::NUMBERS | Kinds::OTHER);
        if let Some(wrong) = values.iter().take(n_numbers).find(|value| !is_number(value)) {
            let message = format!("this asks for a number, not {}", wrong.kinds.words());
            self.fault(position, message, Some("give a number".to_owned()));
        }
        let is_own = self.bodies.keys().any(|(own, _)| own == name);
        let Some(given) = given(name, values).filter(|_| !is_own) else {
            // It may change what it is called on.
            if let Some(holder) = holder {
                self.join_root(holder, Type::UNKNOWN);
            }
            return Type::UNKNOWN;
        };
        if let ("push" | "insert", Some(holder), Some(item)) = (name, holder, values.last()) {
            let grown = Type {
                kinds: Kinds::NONE,
                items: item.kinds,
            };
            self.join_root(holder, grown);
        }
        given
    }

    fn parts(&mut self, parts: &[Expr]) {
        for part in parts {
            self.expression(part);
        }
    }

    fn condition(&mut self, expression: &Expr) {
        let kinds = self.expression(expression).kinds;
        if !kinds.is_none() && !kinds.meets(Kinds::FLAG) {
            let message = format!("this must be true or false, not {}", kinds.words());
            self.fault(expression.position(), message, None);
        }
    }

    fn comparison(&mut self, operator: &str, a: Type, b: Type, position: Position) -> Type {
        let has_values = !a.kinds.is_none() && !b.kinds.is_none();
        if has_values && !compares(operator, a.kinds, b.kinds) {
            let message = format!("this compares {} with {}", a.kinds.words(), b.kinds.words());
            let help = "compare numbers with numbers, texts with texts and dates with dates".to_owned();
            self.fault(position, message, Some(help));
        }
        Type::of(Kinds::FLAG)
    }

    fn arithmetic(&mut self, operator: &Token, a: Type, b: Type, position: Position) -> Type {
        let symbol = match operator {
            Token::Plus => "+",
            Token::Minus => "-",
            Token::Multiply => "*",
            Token::Divide => "/",
            Token::Modulo => "%",
            _ => return Type::UNKNOWN,
        };
        let kinds = arithmetic(symbol, a.kinds, b.kinds);
        if kinds.is_none() && !a.kinds.is_none() && !b.kinds.is_none() {
            if symbol == "/" && a.kinds == Kinds::WHOLE && b.kinds == Kinds::WHOLE {
                let help = "write one of them as a decimal (3.0 / 10), or ratio(3, 10) for an exact fraction";
                let message = "two whole numbers are divided, which would drop the remainder".to_owned();
                self.fault(position, message, Some(help.to_owned()));
            } else {
                self.not_taken(symbol, &[a, b], position);
            }
        }
        // Lists can be added too, with whatever is in them.
        let items = if kinds.meets(Kinds::LIST) {
            Kinds::ALL
        } else {
            Kinds::NONE
        };
        Type { kinds, items }
    }

    fn not_taken(&mut self, symbol: &str, values: &[Type], position: Position) {
        let words: Vec<String> = values.iter().map(|value| value.kinds.words()).collect();
        let help = (symbol == "+" && values.iter().any(|value| value.kinds == Kinds::TEXT))
            .then(|| "put values into a text with backticks: `closes in ${days_to_close} days`".to_owned());
        self.fault(
            position,
            format!("`{symbol}` cannot be done with {}", words.join(" and ")),
            help,
        );
    }

    /// A closure that is asked about the items of a list at once.
    fn asked_of_items(&mut self, pointer: &Dynamic, items: Kinds) {
        if let Some(item) = self.parameters_of(pointer).last() {
            self.join(item, Type::item(items));
        }
    }

    /// A closure that may be called with anything.
    fn kept(&mut self, value: &Dynamic) {
        for name in self.parameters_of(value) {
            self.join(name, Type::UNKNOWN);
        }
    }

    fn parameters_of(&self, pointer: &Dynamic) -> &'s [String] {
        let bodies = self.bodies;
        let name = pointer.read_lock::<FnPtr>().map(|pointer| pointer.fn_name().to_owned());
        let body = name.and_then(|name| bodies.iter().find(|((other, _), _)| *other == name));
        body.map_or(&[], |(_, body)| &body.parameters)
    }

    fn fault(&mut self, position: Position, message: String, help: Option<String>) {
        let Some(faults) = &mut self.faults else { return };
        let location = Location {
            file: self.source.path.clone(),
            span: span::token(&self.source.text, position),
        };
        let finding = Diagnostic::new(&RULE_TYPE, message).at(location, "");
        faults.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }
}

fn part_of(whole: Type) -> Type {
    if !whole.kinds.is_none() && whole.kinds.within(Kinds::LIST | Kinds::MAP) {
        Type::item(whole.items)
    } else {
        Type::UNKNOWN
    }
}
