//! The answers of the hooks from the values of the quick way. `None` is everything that
//! is wrong with an answer, and is said by `crate::answer`.

use rhai::Dynamic;
use rust_decimal::Decimal;
use salesplan_model::rate::Rate;
use salesplan_model::rules::Priority;

use super::value::Value;
use crate::answer::{self, is_reason};

/// A number from 0 to `most`.
pub(crate) fn between(answer: &Value<'_>, most: u32) -> Option<Decimal> {
    let number = match answer {
        Value::Number(number) => *number,
        Value::Whole(whole) => Decimal::from(*whole),
        Value::Ratio(ratio) => return answer::between(&Dynamic::from(**ratio), most).ok(),
        _ => return None,
    };
    (number >= Decimal::ZERO && number <= Decimal::from(most)).then_some(number)
}

/// The expected rate.
pub(crate) fn rate(answer: &Value<'_>) -> Option<Rate> {
    let number = match answer {
        Value::Number(number) => Dynamic::from_decimal(*number),
        Value::Whole(whole) => Dynamic::from_int(*whole),
        Value::Ratio(ratio) => Dynamic::from(**ratio),
        _ => return None,
    };
    answer::rate(&number).ok()
}

/// The score and its reasons.
pub(crate) fn priority(answer: Value<'_>) -> Option<Priority> {
    let Value::Map(entries) = answer else { return None };
    let [(_, reasons), (_, score)] = <[_; 2]>::try_from(entries)
        .ok()
        .filter(|[(first, _), (second, _)]| *first == "reasons" && *second == "score")?;
    let Value::List(reasons) = reasons else { return None };
    let reason = |reason| match reason {
        Value::Text(text) if is_reason(&text) => Some(text.into_owned()),
        _ => None,
    };
    (reasons.len() <= answer::REASONS_MAX).then_some(())?;
    Some(Priority {
        score: score.decimal()?,
        reasons: reasons.into_iter().map(reason).collect::<Option<_>>()?,
    })
}
