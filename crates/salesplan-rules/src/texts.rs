//! Texts of a rule: looking into them, and writing figures for a reader.

use rhai::{Dynamic, EvalAltResult};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::host::Host;
use crate::numbers::as_decimal;

/// Digits after the point that a figure for a reader has at most; from a hundred on none, as
/// on the pages where it stands.
const FIGURE_DIGITS: u32 = 2;
const WHOLE_FROM: Decimal = Decimal::ONE_HUNDRED;

/// Registers what can be done with texts.
pub(crate) fn register(host: &mut Host<'_>) {
    host.function(
        "contains",
        "list.contains(x), x in list, part in text",
        "whether it is in there",
    )
    .of(|text: &str, part: &str| text.contains(part));
    host.function("starts_with", "text.starts_with(part)", "whether the text begins so")
        .of(|text: &str, part: &str| text.starts_with(part));
    host.function("ends_with", "text.ends_with(part)", "whether the text ends so")
        .of(|text: &str, part: &str| text.ends_with(part));
    host.function("lower", "text.lower()", "the text in small letters")
        .of(|text: &str| text.to_lowercase());
    host.also("to_string").of(|text: &str| text.to_owned());
    host.function("is_empty", "list.is_empty()", "whether there is nothing in it")
        .of(|text: &str| text.is_empty());
    host.function("len", "list.len()", "how many there are in it")
        .of(|text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX));
    host.function(
        "figure",
        "figure(x)",
        "the number as a reader writes it: 12.5, and from a hundred on whole: 1,235",
    )
    .of(|x: Dynamic| as_decimal(&x).map(figure));
    host.function("plural", "plural(n, \"day\")", "the count with its word: 1 day, 3 days")
        .of(|n: Dynamic, word: &str| plural(&n, word));
}

/// `1,235`: thousands grouped; below a hundred at most two digits after the point: `12.5`.
pub(crate) fn figure(number: Decimal) -> String {
    let digits = if number.abs() < WHOLE_FROM { FIGURE_DIGITS } else { 0 };
    let number = number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    let number = number.normalize();
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
            ("-1234567.891", "-1,234,568"),
            ("77777.77", "77,778"),
            ("99.995", "100"),
            ("12.345", "12.35"),
            ("-0.001", "0"),
        ] {
            assert_eq!(figure(Decimal::from_str_exact(number).unwrap()), text);
        }
    }
}
