//! Money: whole minor units of one currency, added without rounding.

use std::fmt;

use rust_decimal::Decimal;

/// An ISO 4217 currency: its code and how many decimal digits its minor unit has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// Currencies whose minor unit is not a hundredth (ISO 4217, table A.1).
const UNUSUAL_EXPONENTS: &[(&str, u8)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// Reads a three-letter code in capitals, or gives `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        if !code.iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        let exponent = UNUSUAL_EXPONENTS
            .iter()
            .find(|(unusual, _)| *unusual == text)
            .map_or(2, |(_, exponent)| *exponent);
        Some(Self { code, exponent })
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).expect("only ASCII capitals are let in by parse")
    }

    /// Decimal digits of the minor unit: 2 for RUB, 0 for JPY, 3 for KWD.
    pub fn exponent(&self) -> u32 {
        u32::from(self.exponent)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A sum of money in minor units of its currency.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Kopecks, cents: the smallest unit that the currency has.
    pub minor: i64,
    /// The currency the minor units belong to.
    pub currency: Currency,
}

/// Why a text is not a sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyError {
    /// Not a decimal number.
    Syntax,
    /// More decimal digits than the currency has.
    TooPrecise,
    /// More than 64 bits of minor units.
    TooLarge,
}

impl Money {
    /// A sum of `minor` units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Reads a decimal number such as `1200`, `1200.00`, `1_200` exactly.
    ///
    /// # Errors
    /// The text is not a number, has more digits than the currency's minor unit,
    /// or does not fit 64 bits. `100.000` has too many although they are zeros: half of
    /// Europe writes a hundred thousand like that.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        if let Some(minor) = plain_minor(text, currency.exponent()) {
            return Ok(Self::new(minor, currency));
        }
        let plain: String = text.chars().filter(|c| *c != '_').collect();
        let decimal = Decimal::from_str_exact(plain.trim()).map_err(|error| match error {
            rust_decimal::Error::ErrorString(_) => MoneyError::Syntax,
            rust_decimal::Error::Underflow => MoneyError::TooPrecise,
            _ => MoneyError::TooLarge,
        })?;
        if parts_thousands(decimal.scale(), currency) {
            return Err(MoneyError::TooPrecise);
        }
        Self::from_decimal(decimal, currency)
    }

    /// Takes an exact decimal number of major units.
    ///
    /// # Errors
    /// As for [`Money::parse`]; zeros at the end say nothing here.
    pub fn from_decimal(decimal: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let exact = decimal.normalize();
        if exact.scale() > currency.exponent() {
            return Err(MoneyError::TooPrecise);
        }
        let shift = 10_i128.pow(currency.exponent() - exact.scale());
        let minor = exact.mantissa().checked_mul(shift).ok_or(MoneyError::TooLarge)?;
        let minor = i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?;
        Ok(Self::new(minor, currency))
    }

    /// The sum in major units, exactly.
    pub fn to_decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.minor), self.currency.exponent())
    }

    /// The sum, or `None` where the currencies differ or 64 bits do not hold it.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// The difference, or `None` where the currencies differ or 64 bits do not hold it.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_sub(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// `count` times the sum, or `None` where 64 bits do not hold it.
    pub fn checked_times(self, count: u64) -> Option<Self> {
        let count = i64::try_from(count).ok()?;
        self.minor
            .checked_mul(count)
            .map(|minor| Self::new(minor, self.currency))
    }
}

/// Whether that many digits after a point may be thousands that the point sets apart.
fn parts_thousands(n_decimals: u32, currency: Currency) -> bool {
    n_decimals == 3 && currency.exponent() < 3
}

/// The minor units of plain digits, which most sums are: `-1200.50`; `None` for any other form.
fn plain_minor(text: &str, exponent: u32) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let n_decimals = u32::try_from(fraction.map_or(0, str::len)).ok()?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Fifteen digits fit, whatever the exponent.
    let is_plain = digits.len() <= 15 && all_digits(whole) && fraction.is_none_or(all_digits) && n_decimals <= exponent;
    is_plain.then_some(())?;
    let in_digits = whole.bytes().chain(fraction.unwrap_or_default().bytes());
    let minor = in_digits.fold(0_i64, |minor, digit| minor * 10 + i64::from(digit - b'0'));
    let minor = minor.checked_mul(10_i64.pow(exponent - n_decimals))?;
    Some(if digits.len() < text.len() { -minor } else { minor })
}

/// Major units with all of the currency's digits and no grouping: `1000000.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_decimal())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rub() -> Currency {
        Currency::parse("RUB").unwrap()
    }

    #[test]
    fn the_text_of_a_sum_is_read_exactly() {
        for (text, minor) in [
            ("1000000", 100_000_000),
            ("0.01", 1),
            ("1_200.5", 120_050),
            ("-5", -500),
            ("5.10000", 510),
        ] {
            assert_eq!(Money::parse(text, rub()).map(|m| m.minor), Ok(minor), "{text}");
        }
        assert_eq!(
            Money::parse("90071992547409.93", rub()).unwrap().to_string(),
            "90071992547409.93"
        );
    }

    #[test]
    fn what_is_not_a_sum_says_why() {
        assert_eq!(Money::parse("ten", rub()), Err(MoneyError::Syntax));
        assert_eq!(Money::parse("", rub()), Err(MoneyError::Syntax));
        assert_eq!(Money::parse("0.001", rub()), Err(MoneyError::TooPrecise));
        assert_eq!(Money::parse("100.000", rub()), Err(MoneyError::TooPrecise));
        assert_eq!(Money::parse("1.0000", rub()), Ok(Money::new(100, rub())));
        let dinar = Currency::parse("KWD").unwrap();
        assert_eq!(Money::parse("100.000", dinar), Ok(Money::new(100_000, dinar)));
        assert_eq!(Money::parse("99999999999999999999", rub()), Err(MoneyError::TooLarge));
        assert_eq!(
            Money::parse("1.5", Currency::parse("JPY").unwrap()),
            Err(MoneyError::TooPrecise)
        );
    }

    #[test]
    fn digits_are_those_of_the_currency() {
        for (code, text) in [("RUB", "1.00"), ("JPY", "1"), ("KWD", "1.000")] {
            let currency = Currency::parse(code).unwrap();
            assert_eq!(Money::parse("1", currency).unwrap().to_string(), text);
        }
    }

    #[test]
    fn unlike_currencies_are_never_added() {
        let usd = Currency::parse("USD").unwrap();
        assert_eq!(Money::new(1, rub()).checked_add(Money::new(1, usd)), None);
        assert_eq!(Money::new(i64::MAX, usd).checked_add(Money::new(1, usd)), None);
    }
}
