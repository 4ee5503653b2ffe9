//! Reading a rule's answer into the type that its hook asks for.

use rhai::Dynamic;
use rust_decimal::Decimal;
use salesplan_model::rate::{Rate, RateError};
use salesplan_model::rules::{Hook, Priority};

use crate::compiled;
use crate::fault::shown;
use crate::numbers;
use crate::ratio::Ratio;
use crate::rule::Form;

mod findings;

pub(crate) use findings::{Named, findings, notes};

/// The most that a day may count for.
const SEASON_MAX: u32 = 1_000;

/// The most that a quota may weigh.
const QUOTA_MAX: u32 = 1_000_000;

pub(crate) const REASONS_MAX: usize = 20;
const REASON_CHARACTERS_MAX: usize = 200;

/// Digits to which an expected rate is rounded that does not fit a fraction of 64 bits,
/// as after a division of decimals. Three times as precise as anything it is used for.
const RATE_DIGITS: u32 = 18;

/// What an answer of the hook looks like, for the help of a wrong one.
pub(crate) fn form(hook: Hook) -> &'static str {
    match hook {
        Hook::Seasonality => "the answer is a number from 0 to 1000: what the day counts for beside the others",
        Hook::Quota => "the answer is a number from 0 to 1000000: what the quota weighs beside the others",
        Hook::Conversion => "the answer is a number above 0 and at most 1: the expected rate",
        Hook::Probability => "the answer is a number from 0 to 1: the chance that the deal is won",
        Hook::Priority => "the answer is a map: #{ score: number, reasons: [\"why\", \"why else\"] }",
        Hook::Check => {
            "the answer is a list of findings: [#{ id: \"no-step\", message: \"..\" }]; each may have severity \
             (\"warning\" or \"error\"), help, and one of deal, segment and person with an id"
        }
        Hook::Review => "the answer is a list of notes: [\"one line\", \"another\"]",
    }
}

/// What is wrong with an answer of the hook, whatever it is good for otherwise.
pub(crate) fn wrong(hook: Hook, answer: &Dynamic) -> Option<String> {
    match hook {
        Hook::Seasonality => between(answer, SEASON_MAX).err(),
        Hook::Quota => between(answer, QUOTA_MAX).err(),
        Hook::Conversion => rate(answer).err(),
        Hook::Probability => between(answer, 1).err(),
        Hook::Priority => priority(answer.clone()).err(),
        Hook::Check => findings::of_any_plan(answer).err(),
        Hook::Review => notes(answer).err(),
    }
}

/// What a day counts for.
pub(crate) const SEASON: Form<Decimal> = Form {
    quick: |answer| compiled::between(&answer, SEASON_MAX),
    checked: |answer| between(&answer, SEASON_MAX),
};

/// What a quota weighs.
pub(crate) const QUOTA: Form<Decimal> = Form {
    quick: |answer| compiled::between(&answer, QUOTA_MAX),
    checked: |answer| between(&answer, QUOTA_MAX),
};

/// The expected rate.
pub(crate) const RATE: Form<Rate> = Form {
    quick: |answer| compiled::rate(&answer),
    checked: |answer| rate(&answer),
};

/// The chance.
pub(crate) const CHANCE: Form<Decimal> = Form {
    quick: |answer| compiled::between(&answer, 1),
    checked: |answer| between(&answer, 1),
};

/// The score and its reasons.
pub(crate) const PRIORITY: Form<Priority> = Form {
    quick: compiled::priority,
    checked: priority,
};

/// The expected rate, or what is wrong with the answer.
pub(crate) fn rate(answer: &Dynamic) -> Result<Rate, String> {
    let number = numbers::exact(answer).ok_or_else(|| format!("the answer is {}, not a number", shown(answer)))?;
    if !number.is_positive() || number > Ratio::from_int(1) {
        return Err(format!("the answer is {}, not above 0 and at most 1", shown(answer)));
    }
    if let Some((successes, trials)) = number.parts() {
        return Rate::of(successes, trials).map_err(|error| rate_error(error, answer));
    }
    let rounded = number.to_decimal().map(|decimal| decimal.round_dp(RATE_DIGITS));
    let rate = rounded.ok_or(RateError::TooPrecise).and_then(Rate::from_decimal);
    rate.map_err(|error| rate_error(error, answer))
}

fn rate_error(error: RateError, answer: &Dynamic) -> String {
    match error {
        RateError::NotPositive => format!("the answer is {}, which is as good as 0", shown(answer)),
        _ => format!("the answer is {}, which cannot be kept exactly", shown(answer)),
    }
}

/// A number from 0 to `most`.
pub(crate) fn between(answer: &Dynamic, most: u32) -> Result<Decimal, String> {
    let exact = numbers::exact(answer).ok_or_else(|| format!("the answer is {}, not a number", shown(answer)))?;
    if exact < Ratio::from_int(0) || exact > Ratio::from_int(most.into()) {
        return Err(format!("the answer is {}, not between 0 and {most}", shown(answer)));
    }
    numbers::decimal(answer).ok_or_else(|| format!("the answer is {}, which cannot be kept exactly", shown(answer)))
}

/// Whether a reason is short and of one line.
pub(crate) fn is_reason(text: &str) -> bool {
    let is_plain = |byte: &u8| (b' '..=b'~').contains(byte);
    if text.len() <= REASON_CHARACTERS_MAX && text.as_bytes().iter().all(is_plain) {
        return true;
    }
    text.chars().count() <= REASON_CHARACTERS_MAX && !text.chars().any(char::is_control)
}

/// The score and its reasons, or what is wrong with the answer.
fn priority(answer: Dynamic) -> Result<Priority, String> {
    let Some(mut map) = answer.read_lock::<rhai::Map>().map(|map| map.clone()) else {
        return Err(format!("the answer is {}, not a map", shown(&answer)));
    };
    let score = map.remove("score").ok_or("the answer has no `score`")?;
    let reasons = map.remove("reasons").ok_or("the answer has no `reasons`")?;
    if let Some(other) = map.keys().next() {
        return Err(format!("the answer has `{other}`, which nobody reads"));
    }
    let score = numbers::decimal(&score).ok_or_else(|| format!("`score` is {}, not a number", shown(&score)))?;
    Ok(Priority {
        score,
        reasons: reasons_of(reasons)?,
    })
}

fn reasons_of(reasons: Dynamic) -> Result<Vec<String>, String> {
    let Some(list) = reasons.read_lock::<rhai::Array>().map(|list| list.clone()) else {
        return Err(format!("`reasons` is {}, not a list", shown(&reasons)));
    };
    if list.len() > REASONS_MAX {
        return Err(format!("there are {} reasons, more than {REASONS_MAX}", list.len()));
    }
    list.iter().map(reason).collect()
}

fn reason(reason: &Dynamic) -> Result<String, String> {
    line(reason, "a reason", REASON_CHARACTERS_MAX)
}

/// A text of one line. `what` names it in a message.
fn line(value: &Dynamic, what: &str, characters_max: usize) -> Result<String, String> {
    let Some(text) = value.read_lock::<rhai::ImmutableString>() else {
        return Err(format!("{what} is {}, not a text", shown(value)));
    };
    if text.chars().count() > characters_max {
        return Err(format!("{what} has more than {characters_max} characters"));
    }
    if text.chars().any(char::is_control) {
        return Err(format!(
            "{what} has more than one line, or characters that cannot be printed"
        ));
    }
    Ok(text.to_string())
}
