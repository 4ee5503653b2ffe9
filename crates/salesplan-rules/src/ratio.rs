//! The exact fraction that rules get from `ratio(a, b)` and as the planned rate.
//!
//! A decimal cannot hold a third; a chain of conversions in decimals asks for one
//! lead too many. So a rate stays a fraction until the very end.

use std::cmp::Ordering;
use std::fmt;

use num_rational::Ratio as Fraction;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use salesplan_model::rate::Rate;

/// An exact, reduced fraction. Everything that does not fit is an error, never a wrong number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ratio(Fraction<i128>);

impl Ratio {
    /// `a` of `b`; `None` where `b` is zero or the fraction does not fit.
    pub(crate) fn of(a: Self, b: Self) -> Option<Self> {
        if b.0.is_zero() {
            None
        } else {
            a.0.checked_div(&b.0).and_then(Self::bounded)
        }
    }

    pub(crate) fn from_int(value: i64) -> Self {
        Self(Fraction::from_integer(i128::from(value)))
    }

    pub(crate) fn from_decimal(value: Decimal) -> Self {
        let exact = value.normalize();
        // A decimal has at most 28 digits after the point, and 10^28 fits.
        Self(Fraction::new(exact.mantissa(), 10_i128.pow(exact.scale())))
    }

    pub(crate) fn from_rate(rate: Rate) -> Self {
        Self(Fraction::new_raw(
            i128::from(rate.numerator()),
            i128::from(rate.denominator()),
        ))
    }

    pub(crate) fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(&other.0).and_then(Self::bounded)
    }

    pub(crate) fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(&other.0).and_then(Self::bounded)
    }

    pub(crate) fn checked_mul(self, other: Self) -> Option<Self> {
        self.0.checked_mul(&other.0).and_then(Self::bounded)
    }

    pub(crate) fn checked_neg(self) -> Option<Self> {
        Self::bounded(-self.0)
    }

    pub(crate) fn abs(self) -> Self {
        Self(self.0.abs())
    }

    pub(crate) fn is_positive(self) -> bool {
        self.0.is_positive()
    }

    /// The numerator and denominator where 64 bits hold them and neither is negative.
    pub(crate) fn parts(self) -> Option<(u64, u64)> {
        Some((self.0.numer().to_u64()?, self.0.denom().to_u64()?))
    }

    /// The numerator and denominator.
    pub(crate) fn fraction(self) -> (i128, i128) {
        (*self.0.numer(), *self.0.denom())
    }

    /// The decimal that it is; `None` where no decimal is that exactly.
    pub(crate) fn exact_decimal(self) -> Option<Decimal> {
        self.to_decimal()
            .map(|decimal| decimal.normalize())
            .filter(|decimal| Self::from_decimal(*decimal) == self)
    }

    /// The nearest decimal, or `None` where it does not fit.
    pub(crate) fn to_decimal(self) -> Option<Decimal> {
        let whole = |n: i128| Decimal::try_from_i128_with_scale(n, 0).ok();
        whole(*self.0.numer())?.checked_div(whole(*self.0.denom())?)
    }

    /// Keeps one bit free, so that negating and reducing can never overflow.
    fn bounded(fraction: Fraction<i128>) -> Option<Self> {
        const LIMIT: i128 = i128::MAX / 2;
        let fits = fraction.numer().unsigned_abs() <= LIMIT.unsigned_abs() && *fraction.denom() <= LIMIT;
        fits.then_some(Self(fraction))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.numer(), self.0.denom())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: i64, b: i64) -> Ratio {
        Ratio::of(Ratio::from_int(a), Ratio::from_int(b)).unwrap()
    }

    #[test]
    fn thirds_stay_thirds() {
        let third = of(1, 3);
        assert_eq!(
            third.checked_add(third).unwrap().checked_add(third),
            Some(Ratio::from_int(1))
        );
        assert_eq!(of(2, 6).to_string(), "1/3");
        assert_eq!(Ratio::from_decimal(Decimal::new(350, 3)), of(7, 20));
        assert!(of(1, 3) > Ratio::from_decimal(Decimal::new(333_333_333, 9)));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(Ratio::of(of(1, 2), Ratio::from_int(0)), None);
        let huge = Ratio::from_decimal(Decimal::MAX);
        assert_eq!(huge.checked_mul(huge), None);
        // The product is exactly the smallest 128-bit number, which has no opposite.
        let low = Ratio::from_int(i64::MIN);
        let high = Ratio::from_decimal(Decimal::from_i128_with_scale(1 << 64, 0));
        assert_eq!(low.checked_mul(high), None);
    }
}
