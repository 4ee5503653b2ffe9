//! Days as values of a rule: comparison, differences, and a way to write one down.

use jiff::Span;
use jiff::civil::Date;
use rhai::{Dynamic, EvalAltResult};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::host::{Host, stop};

/// Days from `from` to `to`; below 0 when `to` comes first.
pub(crate) fn days_between(from: Date, to: Date) -> Decimal {
    const SECONDS_A_DAY: i64 = 24 * 60 * 60;
    Decimal::from(from.duration_until(to).as_secs() / SECONDS_A_DAY)
}

/// Registers what can be done with days.
pub(crate) fn register(host: &mut Host<'_>) {
    host.engine.register_type_with_name::<Date>("date");
    host.function(
        "date",
        "date(\"2026-10-01\")",
        "a day; later - earlier is a number of days, date + 7 a week later",
    )
    .of(parse);
    host.engine
        .register_fn("-", |to: Date, from: Date| days_between(from, to))
        .register_fn("-", |date: Date, days: Decimal| shift(date, -days))
        .register_fn("-", |date: Date, days: i64| shift(date, -Decimal::from(days)))
        .register_fn("+", shift)
        .register_fn("+", |date: Date, days: i64| shift(date, Decimal::from(days)));
    host.function("days_since", "later.days_since(earlier)", "the days between two dates")
        .of(|to: Date, from: Date| days_between(from, to));
    host.function("weekday", "date.weekday()", "1 for Monday to 7 for Sunday")
        .of(|date: Date| Decimal::from(date.weekday().to_monday_one_offset()));
    host.also("to_string").of(|date: Date| date.to_string());
    host.engine
        .register_get("year", |date: &mut Date| Decimal::from(date.year()))
        .register_get("month", |date: &mut Date| Decimal::from(date.month()))
        .register_get("day", |date: &mut Date| Decimal::from(date.day()));
}

fn parse(text: &str) -> Result<Dynamic, Box<EvalAltResult>> {
    let date: Option<Date> = (text.len() == 10).then(|| text.parse().ok()).flatten();
    date.map(Dynamic::from)
        .ok_or_else(|| stop(format!("'{text}' is not a date"), "write a day as date(\"2026-10-01\")"))
}

fn shift(date: Date, days: Decimal) -> Result<Dynamic, Box<EvalAltResult>> {
    moved(date, days).map(Dynamic::from).ok_or_else(|| {
        stop(
            format!("a date cannot be moved by {days} days"),
            "add a whole number of days",
        )
    })
}

/// The day so many whole days later.
pub(crate) fn moved(date: Date, days: Decimal) -> Option<Date> {
    let whole = days.is_integer().then(|| days.to_i32()).flatten()?;
    let span: Span = Span::new().try_days(i64::from(whole)).ok()?;
    date.checked_add(span).ok()
}
