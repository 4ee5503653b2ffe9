//! Arithmetic and comparisons of the quick way, value by value as the host and Rhai have
//! them. `None` is anything that Rhai would stop at, or that is rare.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::tree::{Comparison, Operator};
use super::value::Value;
use crate::dates::{days_between, moved};
use crate::ratio::Ratio;

#[inline]
pub(super) fn operate<'a>(operator: Operator, a: &Value<'a>, b: &Value<'a>) -> Option<Value<'a>> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => decimals(operator, *a, *b),
        (Value::Number(a), Value::Whole(b)) => decimals(operator, *a, Decimal::from(*b)),
        (Value::Whole(a), Value::Number(b)) => decimals(operator, Decimal::from(*a), *b),
        (Value::Whole(a), Value::Whole(b)) => wholes(operator, *a, *b),
        (Value::Ratio(_), _) | (_, Value::Ratio(_)) => ratios(operator, a.exact()?, b.exact()?),
        (Value::Text(a), Value::Text(b)) if operator == Operator::Add => {
            Some(Value::Text(Cow::Owned(format!("{a}{b}")))).filter(Value::fits)
        }
        (Value::Day(to), Value::Day(from)) if operator == Operator::Subtract => {
            Some(Value::Number(days_between(*from, *to)))
        }
        (Value::Day(day), days) => {
            let days = match days {
                Value::Number(days) => *days,
                Value::Whole(days) => Decimal::from(*days),
                _ => return None,
            };
            match operator {
                Operator::Add => moved(*day, days),
                Operator::Subtract => moved(*day, -days),
                _ => None,
            }
            .map(Value::Day)
        }
        _ => None,
    }
}

#[inline]
fn decimals<'a>(operator: Operator, a: Decimal, b: Decimal) -> Option<Value<'a>> {
    match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        Operator::Remainder => a.checked_rem(b),
    }
    .map(Value::Number)
}

fn wholes<'a>(operator: Operator, a: i64, b: i64) -> Option<Value<'a>> {
    match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        // Whole numbers are not divided in rules.
        Operator::Divide => None,
        Operator::Remainder => a.checked_rem(b),
    }
    .map(Value::Whole)
}

fn ratios<'a>(operator: Operator, a: Ratio, b: Ratio) -> Option<Value<'a>> {
    match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => Ratio::of(a, b),
        Operator::Remainder => None,
    }
    .map(Value::ratio)
}

#[inline]
pub(super) fn compare(comparison: Comparison, a: &Value<'_>, b: &Value<'_>) -> Option<bool> {
    Some(match comparison {
        Comparison::Equal => a.equals(b)?,
        Comparison::NotEqual => !a.equals(b)?,
        Comparison::Less => a.order(b)?.is_lt(),
        Comparison::LessOrEqual => a.order(b)?.is_le(),
        Comparison::Greater => a.order(b)?.is_gt(),
        Comparison::GreaterOrEqual => a.order(b)?.is_ge(),
    })
}

pub(super) fn negate<'a>(value: &Value<'a>) -> Option<Value<'a>> {
    match value {
        Value::Number(number) => Some(Value::Number(-*number)),
        Value::Whole(whole) => whole.checked_neg().map(Value::Whole),
        Value::Ratio(ratio) => ratio.checked_neg().map(Value::ratio),
        _ => None,
    }
}

/// Whether the part is in the list, the text, or among the names of the map.
pub(super) fn contains(whole: &Value<'_>, part: &Value<'_>) -> Option<bool> {
    match whole {
        Value::List(list) => {
            for item in list {
                if item.equals(part)? {
                    return Some(true);
                }
            }
            Some(false)
        }
        Value::Text(text) => Some(text.contains(part.text()?)),
        Value::Map(_) => Some(entry(whole, part.text()?).is_some()),
        _ => None,
    }
}

/// The value of that name in a map.
pub(super) fn entry<'v, 'a>(map: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    let Value::Map(entries) = map else { return None };
    let at = entries.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
    Some(&entries[at].1)
}

/// What stands after the dot without brackets.
pub(super) fn property<'a>(value: &Value<'a>, name: &str) -> Option<Value<'a>> {
    match value {
        Value::Day(day) => {
            let part = match name {
                "year" => Decimal::from(day.year()),
                "month" => Decimal::from(day.month()),
                "day" => Decimal::from(day.day()),
                _ => return None,
            };
            Some(Value::Number(part))
        }
        map => entry(map, name).cloned(),
    }
}

/// What stands in brackets after a list or a map.
pub(super) fn index<'a>(whole: &Value<'a>, at: &Value<'a>) -> Option<Value<'a>> {
    match (whole, at) {
        (Value::List(list), Value::Whole(at)) => list.get(usize::try_from(*at).ok()?).cloned(),
        (map, Value::Text(name)) => entry(map, name).cloned(),
        _ => None,
    }
}
