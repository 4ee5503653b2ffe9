//! Conversion rates as exact fractions.
//!
//! A rate is read from its text and never passes through binary floating point:
//! `21 / 0.35` is 60 there only by luck, and the 61st meeting costs somebody a week.

use std::fmt;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

/// A share above 0 and at most 1, reduced.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(Ratio<u64>);

/// Why a text is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateError {
    /// None of the four forms.
    Syntax,
    /// Zero or below.
    NotPositive,
    /// Above one, and read as a percentage it would be a rate: the sign was forgotten.
    PercentForgotten,
    /// Above one.
    AboveOne,
    /// More digits than 64 bits hold.
    TooPrecise,
}

/// `part` of `whole`, which is not 0, reduced. Unlike a rate it may be 0, and more than 1.
pub fn fraction(part: u64, whole: u64) -> String {
    Ratio::new(part, whole).to_string()
}

impl Rate {
    /// Certainty.
    pub fn one() -> Self {
        Self(Ratio::new_raw(1, 1))
    }

    /// `successes` of `trials`.
    ///
    /// # Errors
    /// The fraction is not above 0 and at most 1.
    pub fn of(successes: u64, trials: u64) -> Result<Self, RateError> {
        if successes == 0 || trials == 0 {
            return Err(RateError::NotPositive);
        }
        if successes > trials {
            return Err(RateError::AboveOne);
        }
        Ok(Self(Ratio::new(successes, trials)))
    }

    /// Reads `30%`, `0.3`, `3/10` or `3 of 10`.
    ///
    /// # Errors
    /// See [`RateError`].
    pub fn parse(text: &str) -> Result<Self, RateError> {
        let text = text.trim();
        if let Some((successes, trials)) = text.split_once('/').or_else(|| text.split_once(" of ")) {
            let whole = |part: &str| part.trim().parse::<u64>().map_err(|_| RateError::Syntax);
            return Self::of(whole(successes)?, whole(trials)?);
        }
        if let Some(percent) = text.strip_suffix('%') {
            return Self::from_fraction(decimal_fraction(percent.trim_end())?, 100);
        }
        let fraction = decimal_fraction(text)?;
        Self::from_fraction(fraction, 1).map_err(|error| {
            let as_percent = Self::from_fraction(fraction, 100);
            if error == RateError::AboveOne && as_percent.is_ok() {
                RateError::PercentForgotten
            } else {
                error
            }
        })
    }

    /// An exact decimal, as a rule gives it.
    ///
    /// # Errors
    /// See [`RateError`].
    pub fn from_decimal(decimal: Decimal) -> Result<Self, RateError> {
        Self::from_fraction(fraction_of(decimal)?, 1)
    }

    fn from_fraction((numerator, denominator): (i128, i128), per: i128) -> Result<Self, RateError> {
        if numerator <= 0 {
            return Err(RateError::NotPositive);
        }
        let denominator = denominator.checked_mul(per).ok_or(RateError::TooPrecise)?;
        if numerator > denominator {
            return Err(RateError::AboveOne);
        }
        let reduced = Ratio::new(numerator, denominator);
        match (reduced.numer().to_u64(), reduced.denom().to_u64()) {
            (Some(numerator), Some(denominator)) => Ok(Self(Ratio::new_raw(numerator, denominator))),
            _ => Err(RateError::TooPrecise),
        }
    }

    /// The numerator of the reduced fraction.
    pub fn numerator(self) -> u64 {
        *self.0.numer()
    }

    /// The denominator of the reduced fraction.
    pub fn denominator(self) -> u64 {
        *self.0.denom()
    }

    /// The nearest binary number, for statistics and display only.
    pub fn to_f64(self) -> f64 {
        self.numerator() as f64 / self.denominator() as f64
    }

    /// The exact fraction, for sums and products that 64 bits do not hold.
    pub fn to_ratio(self) -> Ratio<i128> {
        Ratio::new_raw(i128::from(self.numerator()), i128::from(self.denominator()))
    }

    /// The exact fraction, for products of any length.
    pub fn to_big(self) -> BigRational {
        Ratio::new_raw(BigInt::from(self.numerator()), BigInt::from(self.denominator()))
    }

    /// The smallest count from which this rate lets at least `next` through:
    /// ceil(`next` / rate). `None` where 64 bits do not hold it.
    pub fn needed_for(self, next: u64) -> Option<u64> {
        let product = u128::from(next) * u128::from(self.denominator());
        u64::try_from(product.div_ceil(u128::from(self.numerator()))).ok()
    }

    /// The product of two rates, or `None` where 64 bits do not hold it reduced.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let product = self.to_ratio() * other.to_ratio();
        Self::from_fraction((*product.numer(), *product.denom()), 1).ok()
    }
}

fn decimal_fraction(text: &str) -> Result<(i128, i128), RateError> {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    let decimal = Decimal::from_str_exact(&plain).map_err(|error| match error {
        rust_decimal::Error::ErrorString(_) => RateError::Syntax,
        _ => RateError::TooPrecise,
    })?;
    fraction_of(decimal)
}

fn fraction_of(decimal: Decimal) -> Result<(i128, i128), RateError> {
    let exact = decimal.normalize();
    let denominator = 10_i128.checked_pow(exact.scale()).ok_or(RateError::TooPrecise)?;
    Ok((exact.mantissa(), denominator))
}

/// The reduced fraction: `3/10`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator(), self.denominator())
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn four_forms_mean_the_same() {
        for text in ["30%", "0.3", "3/10", "3 of 10", " 30 % ", "0.300", "30.0%", "6/20"] {
            assert_eq!(Rate::parse(text), Rate::of(3, 10), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_rate_says_why() {
        for (text, error) in [
            ("30", RateError::PercentForgotten),
            ("1.5", RateError::PercentForgotten),
            ("130", RateError::AboveOne),
            ("130%", RateError::AboveOne),
            ("0", RateError::NotPositive),
            ("-0.1", RateError::NotPositive),
            ("0 of 10", RateError::NotPositive),
            ("11 of 10", RateError::AboveOne),
            ("third", RateError::Syntax),
            ("", RateError::Syntax),
            ("1/", RateError::Syntax),
            ("nan", RateError::Syntax),
            ("1e-3", RateError::Syntax),
        ] {
            assert_eq!(Rate::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn the_traps_of_binary_floating_point() {
        for (next, rate, need) in [
            (21, "0.35", 60),
            (42, "70%", 60),
            (57, "57%", 100),
            (3, "30%", 10),
            (1, "1/3", 3),
        ] {
            assert_eq!(
                Rate::parse(rate).unwrap().needed_for(next),
                Some(need),
                "{next} / {rate}"
            );
        }
    }

    proptest! {
        #[test]
        fn need_is_the_smallest_count_that_suffices(next in 0_u64..1_000_000, a in 1_u64..10_000, b in 1_u64..10_000) {
            let rate = Rate::of(a.min(b), a.max(b)).unwrap();
            let need = rate.needed_for(next).unwrap();
            let passes = |n: u64| u128::from(n) * u128::from(rate.numerator()) >= u128::from(next) * u128::from(rate.denominator());
            prop_assert!(passes(need));
            prop_assert!(need == 0 || !passes(need - 1));
        }

        #[test]
        fn text_forms_agree(percent in 1_u64..=100, digits in 0_usize..4) {
            let rate = Rate::of(percent, 100).unwrap();
            let decimal = format!("{}.{:02}{}", percent / 100, percent % 100, "0".repeat(digits));
            prop_assert_eq!(Rate::parse(&decimal), Ok(rate));
            prop_assert_eq!(Rate::parse(&format!("{percent}%")), Ok(rate));
            prop_assert_eq!(Rate::parse(&format!("{percent}/100")), Ok(rate));
            prop_assert_eq!(Rate::parse(&format!("{percent} of 100")), Ok(rate));
            prop_assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
        }
    }
}
