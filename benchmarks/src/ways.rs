//! The same rule in other languages, and in Rust as the limit.

use cel::{Context, Program};
use jiff::civil::Date;
use mlua::{Function, Lua, Table};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use salesplan_model::rules::{DealQuestion, Priority};

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// What the rule reads of a deal.
struct Facts {
    amount: Option<Decimal>,
    has_next_step: bool,
    days_to_close: Option<i64>,
    silent_days: Option<i64>,
}

fn facts(question: &DealQuestion<'_>) -> Facts {
    let deal = question.deal;
    let heard = deal.last_activity.filter(|day| *day <= question.as_of);
    Facts {
        amount: question.amount.map(|amount| amount.to_decimal().normalize()),
        has_next_step: deal.next_step.is_some(),
        days_to_close: deal.expected_close.map(|day| days(question.as_of, day)),
        silent_days: heard.map(|day| days(day, question.as_of)),
    }
}

pub(crate) fn native(question: &DealQuestion<'_>, probability: Decimal) -> Priority {
    let facts = facts(question);
    let mut reasons = Vec::new();
    let mut score = facts.amount.map_or(probability, |amount| amount * probability);
    if let Some(amount) = facts.amount.filter(|amount| *amount >= Decimal::from(500_000)) {
        score *= Decimal::TWO;
        reasons.push(format!("large: {amount}"));
    }
    if !facts.has_next_step {
        score *= Decimal::new(15, 1);
        reasons.push("no next step".to_owned());
    }
    match facts.days_to_close {
        Some(days) if days < 0 => {
            score *= Decimal::new(15, 1);
            reasons.push(format!("close date passed by {} days", -days));
        }
        Some(days) if days <= 7 => {
            score *= Decimal::new(12, 1);
            reasons.push(format!("closes in {days} days"));
        }
        _ => {}
    }
    if let Some(days) = facts.silent_days.filter(|days| *days >= 14) {
        score *= Decimal::new(13, 1);
        reasons.push(format!("silent for {days} days"));
    }
    Priority { score, reasons }
}

pub(crate) struct LuaRule {
    lua: Lua,
    rule: Function,
}

impl LuaRule {
    pub(crate) fn new() -> Self {
        let lua = Lua::new();
        let rule = lua.load(include_str!("rule/priority.lua")).eval().expect("a function");
        Self { lua, rule }
    }

    pub(crate) fn ask(&self, question: &DealQuestion<'_>, probability: f64) -> (f64, Vec<String>) {
        let facts = facts(question);
        let values = (
            facts.amount.and_then(|amount| amount.to_f64()),
            probability,
            facts.has_next_step,
            facts.days_to_close,
            facts.silent_days,
        );
        let (score, reasons): (f64, Table) = self.rule.call(values).expect("an answer");
        let reasons = reasons.sequence_values().collect::<Result<_, _>>().expect("texts");
        debug_assert!(self.lua.used_memory() > 0);
        (score, reasons)
    }
}

pub(crate) struct CelRule(Program);

impl CelRule {
    pub(crate) fn new() -> Self {
        Self(Program::compile(include_str!("rule/priority.cel")).expect("an expression"))
    }

    pub(crate) fn ask(
        &self,
        around: &Context<'_>,
        question: &DealQuestion<'_>,
        probability: f64,
    ) -> (f64, Vec<String>) {
        let facts = facts(question);
        let mut context = around.new_inner_scope();
        let amount = facts.amount.and_then(|amount| amount.to_f64());
        context.add_variable_from_value("has_value", amount.is_some());
        context.add_variable_from_value("amount", amount.unwrap_or(0.0));
        context.add_variable_from_value("probability", probability);
        context.add_variable_from_value("has_next_step", facts.has_next_step);
        context.add_variable_from_value("has_expected_close", facts.days_to_close.is_some());
        context.add_variable_from_value("days_to_close", facts.days_to_close.unwrap_or(0));
        context.add_variable_from_value("has_last_activity", facts.silent_days.is_some());
        context.add_variable_from_value("silent_days", facts.silent_days.unwrap_or(0));
        let cel::Value::Map(answer) = self.0.execute(&context).expect("an answer") else {
            panic!("not a map");
        };
        let Some(cel::Value::Float(score)) = answer.map.get(&"score".into()) else {
            panic!("no score");
        };
        let Some(cel::Value::List(reasons)) = answer.map.get(&"reasons".into()) else {
            panic!("no reasons");
        };
        let reason = |reason: &cel::Value| match reason {
            cel::Value::String(text) => text.to_string(),
            other => panic!("{other:?} is no text"),
        };
        (*score, reasons.iter().map(reason).collect())
    }
}
