//! Sums as their source gives them, brought once to the currency and the tax basis of the goal.
//!
//! Each sum is converted on its own, exactly, and rounded once to the minor unit, half away from
//! zero as invoices do. Whatever is added up afterwards are these rounded sums, so that parts sum
//! to their whole.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::deal::Deal;
use crate::fact::Fact;
use crate::money::{Currency, Money};
use crate::plan::Vat;

/// What sums are brought to, and by which rates. Rates are frozen: they stand in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    /// The goal's currency; a goal in deals may have none.
    pub currency: Option<Currency>,
    /// Whether the goal's sums are with value-added tax.
    pub vat: Vat,
    /// The tax by what is taxed: 0.2 for 20 %.
    pub vat_rate: Option<Decimal>,
    /// Units of the goal's currency for one unit of another.
    pub rates: BTreeMap<Currency, Decimal>,
}

/// A sum as its source gives it, where that is not what the goal counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The sum in its own currency.
    pub money: Money,
    /// Whether tax is in it, where the source says so; else it is as the goal has it.
    pub vat: Option<StatedVat>,
}

/// What a source says of the tax in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedVat {
    /// Whether it is in the sum.
    pub vat: Vat,
    /// The sum's own rate; the plan's where there is none.
    pub rate: Option<Decimal>,
}

/// Why a sum cannot be brought to the goal's basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBrought {
    /// The plan has no rate for its currency.
    NoRate,
    /// Nothing says how much the tax is.
    NoVatRate,
    /// The result does not fit 64 bits of minor units.
    TooLarge,
}

impl Exchange {
    /// Whether a sum is in the goal's currency and basis as it stands.
    pub fn is_own(&self, stated: &Stated) -> bool {
        self.currency == Some(stated.money.currency) && stated.vat.is_none_or(|said| said.vat == self.vat)
    }

    /// The sum in the goal's currency, with or without tax as the goal has it. `None` for a goal
    /// without a currency.
    ///
    /// # Errors
    /// A rate is missing, or the result is too large.
    pub fn bring(&self, stated: &Stated) -> Result<Option<Money>, NotBrought> {
        let Some(currency) = self.currency else { return Ok(None) };
        let source = stated.money.currency;
        let mut ratio = Ratio::one();
        if source != currency {
            ratio = ratio.times(Ratio::of(*self.rates.get(&source).ok_or(NotBrought::NoRate)?)?)?;
        }
        if let Some(said) = stated.vat.filter(|said| said.vat != self.vat) {
            let rate = said.rate.or(self.vat_rate).ok_or(NotBrought::NoVatRate)?;
            let with_tax = Ratio::of(rate.checked_add(Decimal::ONE).ok_or(NotBrought::TooLarge)?)?;
            ratio = ratio.times(match self.vat {
                Vat::Included => with_tax,
                Vat::Excluded => with_tax.inverse(),
            })?;
        }
        let ten = |exponent: u32| Ratio {
            above: 10_i128.pow(exponent),
            below: 1,
        };
        ratio = ratio.times(ten(currency.exponent()))?;
        ratio = ratio.times(ten(source.exponent()).inverse())?;
        let minor = ratio.rounded(stated.money.minor).ok_or(NotBrought::TooLarge)?;
        Ok(Some(Money::new(minor, currency)))
    }
}

/// A positive fraction.
#[derive(Clone, Copy)]
struct Ratio {
    above: i128,
    below: i128,
}

impl Ratio {
    fn one() -> Self {
        Self { above: 1, below: 1 }
    }

    fn of(decimal: Decimal) -> Result<Self, NotBrought> {
        let decimal = decimal.normalize();
        let below = 10_i128.checked_pow(decimal.scale()).ok_or(NotBrought::TooLarge)?;
        Ok(Self {
            above: decimal.mantissa(),
            below,
        })
    }

    fn inverse(self) -> Self {
        Self {
            above: self.below,
            below: self.above,
        }
    }

    fn times(self, other: Self) -> Result<Self, NotBrought> {
        let product = |a: i128, b: i128| a.checked_mul(b).ok_or(NotBrought::TooLarge);
        let (above, below) = (product(self.above, other.above)?, product(self.below, other.below)?);
        let common = num_integer::gcd(above, below).max(1);
        Ok(Self {
            above: above / common,
            below: below / common,
        })
    }

    /// So many units times the fraction, half away from zero.
    fn rounded(self, units: i64) -> Option<i64> {
        let exact = i128::from(units).checked_mul(self.above)?;
        let (whole, rest) = (exact / self.below, exact % self.below);
        let is_half = rest.unsigned_abs().checked_mul(2)? >= self.below.unsigned_abs();
        let away = if is_half { exact.signum() } else { 0 };
        i64::try_from(whole + away).ok()
    }
}

/// Deals with their sums by other rates. A sum that these do not reach stays as it was.
pub fn rebased_deals<'d>(deals: &'d [Deal], exchange: &Exchange) -> Cow<'d, [Deal]> {
    if deals.iter().all(|deal| deal.stated.is_none()) {
        return Cow::Borrowed(deals);
    }
    let mut deals = deals.to_vec();
    for deal in &mut deals {
        deal.amount = rebased(deal.stated.as_deref(), deal.amount, exchange);
    }
    Cow::Owned(deals)
}

/// Facts likewise.
pub fn rebased_facts<'f>(facts: &'f [Fact], exchange: &Exchange) -> Cow<'f, [Fact]> {
    if facts.iter().all(|fact| fact.stated.is_none()) {
        return Cow::Borrowed(facts);
    }
    let mut facts = facts.to_vec();
    for fact in &mut facts {
        fact.amount = rebased(fact.stated.as_deref(), fact.amount, exchange);
    }
    Cow::Owned(facts)
}

/// A sum by other rates; as it was where it is stated as the goal has it.
pub fn rebased(stated: Option<&Stated>, amount: Option<Money>, exchange: &Exchange) -> Option<Money> {
    let brought = stated.map(|stated| exchange.bring(stated));
    brought.and_then(Result::ok).flatten().or(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    fn exchange(vat: Vat) -> Exchange {
        let rate = |text: &str| Decimal::from_str_exact(text).unwrap();
        Exchange {
            currency: Some(currency("RUB")),
            vat,
            vat_rate: Some(rate("0.2")),
            rates: [("USD", "92.5"), ("JPY", "0.615"), ("KWD", "301.0005")]
                .into_iter()
                .map(|(code, text)| (currency(code), rate(text)))
                .collect(),
        }
    }

    fn stated(text: &str, code: &str, vat: Option<(Vat, Option<&str>)>) -> Stated {
        Stated {
            money: Money::parse(text, currency(code)).unwrap(),
            vat: vat.map(|(vat, rate)| StatedVat {
                vat,
                rate: rate.map(|rate| Decimal::from_str_exact(rate).unwrap()),
            }),
        }
    }

    #[test]
    fn sums_are_brought_exactly_and_rounded_once() {
        let included = Some((Vat::Included, None));
        for (text, code, vat, to, brought) in [
            ("1000", "USD", None, Vat::Excluded, "92500.00"),
            ("12000", "RUB", included, Vat::Excluded, "10000.00"),
            ("100", "RUB", included, Vat::Excluded, "83.33"),
            ("100", "RUB", Some((Vat::Included, Some("0.1"))), Vat::Excluded, "90.91"),
            ("100", "RUB", Some((Vat::Included, Some("0"))), Vat::Excluded, "100.00"),
            ("100", "RUB", Some((Vat::Excluded, None)), Vat::Included, "120.00"),
            ("100", "RUB", included, Vat::Included, "100.00"),
            // A yen has no smaller unit, a dinar a thousand of them.
            ("1000", "JPY", None, Vat::Excluded, "615.00"),
            ("0.001", "KWD", None, Vat::Excluded, "0.30"),
            // 1.23 × 92.5 = 113.775: a half goes away from zero, on either side of it.
            ("1.23", "USD", None, Vat::Excluded, "113.78"),
            ("-1.23", "USD", None, Vat::Excluded, "-113.78"),
            // One rounding, not two: 1.02 × 92.5 / 1.2 = 78.625.
            ("1.02", "USD", included, Vat::Excluded, "78.63"),
        ] {
            let money = exchange(to).bring(&stated(text, code, vat)).unwrap().unwrap();
            assert_eq!(money.to_string(), brought, "{text} {code} {vat:?}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let mut exchange = exchange(Vat::Excluded);
        let bring = |exchange: &Exchange, stated: Stated| exchange.bring(&stated);
        assert_eq!(bring(&exchange, stated("1", "EUR", None)), Err(NotBrought::NoRate));
        let large = stated("92233720368547758.07", "USD", None);
        assert_eq!(bring(&exchange, large), Err(NotBrought::TooLarge));
        exchange.vat_rate = None;
        let taxed = stated("1", "RUB", Some((Vat::Included, None)));
        assert_eq!(bring(&exchange, taxed), Err(NotBrought::NoVatRate));
        exchange.currency = None;
        assert_eq!(bring(&exchange, taxed), Ok(None));
    }
}
