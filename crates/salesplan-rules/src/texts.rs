//! Texts of a rule: looking into them, and writing figures for a reader.

use rhai::{Dynamic, Engine, EvalAltResult};
use rust_decimal::Decimal;

use crate::numbers::as_decimal;

/// Digits after the point that a figure for a reader has at most.
const FIGURE_DIGITS: u32 = 2;

/// Registers what can be done with texts.
pub(crate) fn register(engine: &mut Engine) {
    engine
        .register_fn("contains", |text: &str, part: &str| text.contains(part))
        .register_fn("starts_with", |text: &str, part: &str| text.starts_with(part))
        .register_fn("ends_with", |text: &str, part: &str| text.ends_with(part))
        .register_fn("lower", |text: &str| text.to_lowercase())
        .register_fn("to_string", |text: &str| text.to_owned())
        .register_fn("is_empty", |text: &str| text.is_empty())
        .register_fn("len", |text: &str| {
            i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
        })
        .register_fn("figure", |x: Dynamic| as_decimal(&x).map(figure))
        .register_fn("plural", |n: Dynamic, word: &str| plural(&n, word));
}

/// `1,234.5`: thousands grouped, at most two digits after the point.
pub(crate) fn figure(number: Decimal) -> String {
    let number = number.round_dp(FIGURE_DIGITS).normalize();
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() {
        "-"
    } else {
        ""
    };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

fn plural(count: &Dynamic, word: &str) -> Result<String, Box<EvalAltResult>> {
    as_decimal(count).map(|count| counted(count, word))
}

/// `1 day`, `3 days`.
pub(crate) fn counted(count: Decimal, word: &str) -> String {
    let ending = if count == Decimal::ONE { "" } else { "s" };
    format!("{} {word}{ending}", figure(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped() {
        for (number, text) in [
            ("0", "0"),
            ("999", "999"),
            ("1000.00", "1,000"),
            ("-1234567.891", "-1,234,567.89"),
            ("-0.001", "0"),
        ] {
            assert_eq!(figure(Decimal::from_str_exact(number).unwrap()), text);
        }
    }
}
