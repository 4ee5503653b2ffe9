//! Figures about a list of numbers, exact as decimals.

use rhai::{Array, Dynamic, EvalAltResult};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::engine::ARRAY_MAX;
use crate::host::{Host, stop};
use crate::numbers::as_decimal;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers what can be computed from lists of numbers.
pub(crate) fn register(host: &mut Host<'_>) {
    host.function(
        "sum",
        "sum(list)",
        "all numbers of the list together; 0 for an empty list",
    )
    .of(|list: &mut Array| sum(&numbers(list)?));
    host.function("mean", "mean(list)", "their mean")
        .of(|list: &mut Array| mean(&numbers(list)?));
    host.function(
        "median",
        "median(list)",
        "the middle one of them; of two the number half-way",
    )
    .of(|list: &mut Array| quantile(numbers(list)?, HALF));
    host.function(
        "quantile",
        "quantile(list, 0.9)",
        "the number up to which that part of them lies; between two neighbours in proportion, as spreadsheets do",
    )
    .of(|list: &mut Array, part: Dynamic| {
        let part = as_decimal(&part)?;
        if part < Decimal::ZERO || part > Decimal::ONE {
            let message = format!("a quantile is asked for at {part}, which is not from 0 to 1");
            return Err(stop(message, "write 0.9 for the number that nine of ten do not exceed"));
        }
        quantile(numbers(list)?, part)
    });
    host.function("percent", "percent(x)", "the part as a reader writes it: 24 % for 0.24")
        .of(|part: Dynamic| percent(as_decimal(&part)?));
}

const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

fn numbers(list: &Array) -> Outcome<Vec<Decimal>> {
    // A native call counts as one operation whatever it does.
    if list.len() > ARRAY_MAX {
        let message = format!("the list has {} numbers", list.len());
        return Err(stop(message, "a list has at most 1,000"));
    }
    list.iter().map(as_decimal).collect()
}

fn sum(numbers: &[Decimal]) -> Outcome<Decimal> {
    let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, x| sum.checked_add(*x));
    sum.ok_or_else(too_large)
}

fn mean(numbers: &[Decimal]) -> Outcome<Decimal> {
    let mean = sum(numbers)?.checked_div(Decimal::from(numbers.len()));
    mean.ok_or_else(nothing_there)
}

/// The number up to which that part of the list lies, between two neighbours in proportion:
/// definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), which
/// is that of the common spreadsheets. At 0.5 it is the median.
fn quantile(mut numbers: Vec<Decimal>, part: Decimal) -> Outcome<Decimal> {
    numbers.sort_unstable();
    let steps = Decimal::from(numbers.len().saturating_sub(1));
    let place = (steps * part.round_dp(PLACE_DIGITS)).normalize();
    let below = place.trunc().to_usize().unwrap_or(0);
    let lower = *numbers.get(below).ok_or_else(nothing_there)?;
    let upper = numbers.get(below + 1).copied().unwrap_or(lower);
    let between = upper.checked_sub(lower).and_then(|gap| gap.checked_mul(place.fract()));
    between
        .and_then(|between| lower.checked_add(between))
        .ok_or_else(too_large)
}

/// Digits of the part that is asked for; with the place in a list they fit a decimal.
const PLACE_DIGITS: u32 = 20;

/// `24 %`: in whole percent, since a reason is read and not computed with.
pub(crate) fn percent(part: Decimal) -> Outcome<String> {
    let percent = part.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(too_large)?;
    let whole = percent.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Ok(format!("{} %", crate::texts::figure(whole)))
}

fn nothing_there() -> Box<EvalAltResult> {
    stop(
        "the list is empty, so there is no such number",
        "ask list.is_empty() first",
    )
}

fn too_large() -> Box<EvalAltResult> {
    stop(
        "the number is too large to be exact",
        "round the numbers first, or use fewer of them",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[&str]) -> Vec<Decimal> {
        numbers.iter().map(|x| Decimal::from_str_exact(x).unwrap()).collect()
    }

    fn at(numbers: &[&str], part: &str) -> String {
        let part = Decimal::from_str_exact(part).unwrap();
        quantile(of(numbers), part).unwrap().normalize().to_string()
    }

    /// As R's `quantile(x, p)` and a spreadsheet's PERCENTILE.INC give them.
    #[test]
    fn quantiles_lie_between_neighbours_in_proportion() {
        let four = ["10", "1", "4", "2"];
        for (part, expected) in [("0", "1"), ("0.25", "1.75"), ("0.5", "3"), ("0.9", "8.2"), ("1", "10")] {
            assert_eq!(at(&four, part), expected, "{part}");
        }
        assert_eq!(at(&["3", "1", "2"], "0.5"), "2");
        assert_eq!(at(&["7"], "0.3"), "7");
        assert_eq!(at(&["0.1", "0.2"], "0.5"), "0.15");
        assert!(quantile(Vec::new(), HALF).is_err());
    }

    #[test]
    fn sums_and_means_are_exact() {
        assert_eq!(sum(&of(&["0.1", "0.2"])).unwrap(), Decimal::new(3, 1));
        assert_eq!(sum(&[]).unwrap(), Decimal::ZERO);
        assert_eq!(mean(&of(&["1", "2", "6"])).unwrap(), Decimal::from(3));
        assert!(mean(&[]).is_err());
        assert!(sum(&[Decimal::MAX, Decimal::MAX]).is_err());
    }

    #[test]
    fn parts_are_written_in_whole_percent() {
        for (part, text) in [("0.2449", "24 %"), ("0.005", "1 %"), ("0", "0 %"), ("12.5", "1,250 %")] {
            assert_eq!(percent(Decimal::from_str_exact(part).unwrap()).unwrap(), text);
        }
    }
}
