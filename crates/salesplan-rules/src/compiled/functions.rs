//! The host functions that the quick way has too. One that is not in this table takes a
//! script to Rhai, so a new host function needs nothing here.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::operators::contains;
use super::tree::Function;
use super::value::Value;
use crate::dates::days_between;
use crate::numbers::rounded;
use crate::ratio::Ratio;
use crate::statistics;
use crate::texts;

/// The function of that name for so many values. A method's first is what stands before the dot.
pub(super) fn function(name: &str, n_values: usize) -> Option<Function> {
    let function: Function = match (name, n_values) {
        ("min", 2) => |v| match v {
            [Value::Number(a), Value::Number(b)] => Some(Value::Number((*a).min(*b))),
            [a, b] => numbers(v)?.then(|| {
                if b.order(a).is_some_and(|o| o.is_lt()) {
                    b.clone()
                } else {
                    a.clone()
                }
            }),
            _ => None,
        },
        ("max", 2) => |v| match v {
            [Value::Number(a), Value::Number(b)] => Some(Value::Number((*a).max(*b))),
            [a, b] => numbers(v)?.then(|| {
                if b.order(a).is_some_and(|o| o.is_gt()) {
                    b.clone()
                } else {
                    a.clone()
                }
            }),
            _ => None,
        },
        ("clamp", 3) => |v| {
            let [x, low, high] = v else { return None };
            numbers(v)?;
            let is_wrong = low.order(high)?.is_gt();
            let inner = if x.order(low)?.is_lt() {
                low
            } else if x.order(high)?.is_gt() {
                high
            } else {
                x
            };
            (!is_wrong).then(|| inner.clone())
        },
        ("abs", 1) => |v| match &v[0] {
            Value::Ratio(ratio) => Some(Value::ratio(ratio.abs())),
            other => number(other.decimal()?.abs()),
        },
        ("floor", 1) => |v| number(v[0].decimal()?.floor()),
        ("ceil", 1) => |v| number(v[0].decimal()?.ceil()),
        ("round", 1) => |v| number(rounded(v[0].decimal()?, 0)),
        ("round", 2) => |v| {
            let digits = v[1].decimal()?.to_u32().filter(|digits| *digits <= 28)?;
            number(rounded(v[0].decimal()?, digits))
        },
        ("decimal", 1) => |v| number(v[0].decimal()?),
        ("ratio", 2) => |v| Ratio::of(v[0].exact()?, v[1].exact()?).map(Value::ratio),
        ("is_zero", 1) => |v| flag(v[0].exact()? == Ratio::from_int(0)),
        ("date", 1) => |v| {
            let text = v[0].text().filter(|text| text.len() == 10)?;
            text.parse().ok().map(Value::Day)
        },
        ("days_since", 2) => |v| match v {
            [Value::Day(to), Value::Day(from)] => number(days_between(*from, *to)),
            _ => None,
        },
        ("weekday", 1) => |v| number(Decimal::from(day(&v[0])?.weekday().to_monday_one_offset())),
        ("figure", 1) => |v| text(texts::figure(v[0].decimal()?)),
        ("percent", 1) => |v| text(statistics::percent(v[0].decimal()?).ok()?),
        ("plural", 2) => |v| text(texts::counted(v[0].decimal()?, v[1].text()?)),
        ("lower", 1) => |v| text(v[0].text()?.to_lowercase()),
        ("starts_with", 2) => |v| flag(v[0].text()?.starts_with(v[1].text()?)),
        ("ends_with", 2) => |v| flag(v[0].text()?.ends_with(v[1].text()?)),
        ("to_string", 1) => |v| {
            let mut written = String::new();
            v[0].write(&mut written)?;
            text(written)
        },
        ("contains", 2) => |v| contains(&v[0], &v[1]).map(Value::Flag),
        ("len", 1) => |v| {
            let length = match &v[0] {
                Value::List(list) => list.len(),
                Value::Map(map) => map.len(),
                Value::Text(text) => text.chars().count(),
                _ => return None,
            };
            i64::try_from(length).ok().map(Value::Whole)
        },
        ("is_empty", 1) => |v| {
            flag(match &v[0] {
                Value::List(list) => list.is_empty(),
                Value::Map(map) => map.is_empty(),
                Value::Text(text) => text.is_empty(),
                _ => return None,
            })
        },
        _ => return None,
    };
    Some(function)
}

/// `Some(true)` where all are numbers of any kind.
fn numbers(values: &[Value<'_>]) -> Option<bool> {
    let is_number = |value: &Value<'_>| matches!(value, Value::Number(_) | Value::Whole(_) | Value::Ratio(_));
    values.iter().all(is_number).then_some(true)
}

fn number<'a>(number: Decimal) -> Option<Value<'a>> {
    Some(Value::Number(number))
}

fn flag<'a>(flag: bool) -> Option<Value<'a>> {
    Some(Value::Flag(flag))
}

fn text<'a>(text: String) -> Option<Value<'a>> {
    Some(Value::Text(Cow::Owned(text))).filter(Value::fits)
}

fn day(value: &Value<'_>) -> Option<Date> {
    match value {
        Value::Day(day) => Some(*day),
        _ => None,
    }
}
