//! Numbers as programs write them: `1 234,56`, `€ 3.500,00`, `USD 485,000.00`, `90%`.
//!
//! Of two marks the last is the decimal one, and a mark that comes twice parts thousands.
//! `1,234` alone does not say which it is, so the other cells of the column are asked. Where
//! they do not tell either, a column of sums of which every one from a thousand on is marked
//! like that parts its thousands. Nothing else is guessed.

use rust_decimal::Decimal;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Digits with a point before the fraction, and as many decimals as the source wrote.
    pub plain: String,
    /// The currency that stands beside it.
    pub currency: Option<Beside>,
}

/// A currency beside a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// By its code.
    Code(&'static str),
    /// By a sign of several currencies, by their codes.
    OneOf(&'static [&'static str]),
}

const DOLLARS: Beside = Beside::OneOf(&[
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD",
]);
const YENS: Beside = Beside::OneOf(&["JPY", "CNY"]);

/// Which marks some cells have shown to be decimal ones.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Decimals {
    point: bool,
    comma: bool,
    /// Cells such as `1.234` and `1,234`.
    n_unclear_points: usize,
    n_unclear_commas: usize,
    /// Whether there is a thousand without any mark.
    has_plain_thousands: bool,
}

impl Decimals {
    /// Looks at a cell.
    pub fn note(&mut self, cell: &str) {
        let Some(parts) = parts(cell) else { return };
        match mark(parts.body) {
            Mark::Shown('.') => self.point = true,
            Mark::Shown(_) => self.comma = true,
            Mark::Unclear('.') => self.n_unclear_points += 1,
            Mark::Unclear(_) => self.n_unclear_commas += 1,
            Mark::None => {
                let is_bare = parts.body.bytes().all(|byte| byte.is_ascii_digit());
                self.has_plain_thousands |= is_bare && parts.body.len() > 3;
            }
        }
    }

    fn only(self) -> Option<char> {
        match (self.point, self.comma) {
            (true, false) => Some('.'),
            (false, true) => Some(','),
            _ => None,
        }
    }

    /// The decimal mark of a column that parts all of its thousands by the other one.
    fn parting(self) -> Option<char> {
        match (self.n_unclear_points, self.n_unclear_commas) {
            _ if self.has_plain_thousands || self.point || self.comma => None,
            (2.., 0) => Some(','),
            (0, 2..) => Some('.'),
            _ => None,
        }
    }
}

/// Names that stand beside a sum.
const CURRENCIES: &[(&str, Option<Beside>)] = &[
    ("", None),
    ("€", Some(Beside::Code("EUR"))),
    ("£", Some(Beside::Code("GBP"))),
    ("₽", Some(Beside::Code("RUB"))),
    ("руб", Some(Beside::Code("RUB"))),
    ("руб.", Some(Beside::Code("RUB"))),
    ("р.", Some(Beside::Code("RUB"))),
    ("₸", Some(Beside::Code("KZT"))),
    ("₴", Some(Beside::Code("UAH"))),
    ("грн", Some(Beside::Code("UAH"))),
    ("грн.", Some(Beside::Code("UAH"))),
    ("₺", Some(Beside::Code("TRY"))),
    ("₹", Some(Beside::Code("INR"))),
    ("zł", Some(Beside::Code("PLN"))),
    ("$", Some(DOLLARS)),
    ("US$", Some(Beside::Code("USD"))),
    ("¥", Some(YENS)),
    ("USD", Some(Beside::Code("USD"))),
    ("EUR", Some(Beside::Code("EUR"))),
    ("GBP", Some(Beside::Code("GBP"))),
    ("RUB", Some(Beside::Code("RUB"))),
    ("RUR", Some(Beside::Code("RUB"))),
    ("KZT", Some(Beside::Code("KZT"))),
    ("UAH", Some(Beside::Code("UAH"))),
    ("BYN", Some(Beside::Code("BYN"))),
    ("CHF", Some(Beside::Code("CHF"))),
    ("PLN", Some(Beside::Code("PLN"))),
    ("CAD", Some(Beside::Code("CAD"))),
    ("AUD", Some(Beside::Code("AUD"))),
    ("JPY", Some(Beside::Code("JPY"))),
    ("CNY", Some(Beside::Code("CNY"))),
    ("INR", Some(Beside::Code("INR"))),
    ("SEK", Some(Beside::Code("SEK"))),
    ("NOK", Some(Beside::Code("NOK"))),
    ("DKK", Some(Beside::Code("DKK"))),
    ("CZK", Some(Beside::Code("CZK"))),
    ("TRY", Some(Beside::Code("TRY"))),
    ("AED", Some(Beside::Code("AED"))),
    ("BRL", Some(Beside::Code("BRL"))),
    ("MXN", Some(Beside::Code("MXN"))),
    ("SGD", Some(Beside::Code("SGD"))),
    ("ILS", Some(Beside::Code("ILS"))),
    ("UZS", Some(Beside::Code("UZS"))),
    ("GEL", Some(Beside::Code("GEL"))),
    ("AMD", Some(Beside::Code("AMD"))),
];

/// A cell without what stands around its digits.
struct Parts<'c> {
    is_negative: bool,
    body: &'c str,
    currency: Option<Beside>,
    is_percent: bool,
}

fn parts(cell: &str) -> Option<Parts<'_>> {
    let first = cell.find(|char: char| char.is_ascii_digit())?;
    let last = cell.rfind(|char: char| char.is_ascii_digit())? + 1;
    let (before, body, after) = (cell[..first].trim(), &cell[first..last], cell[last..].trim());
    let (is_negative, before) = match before.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim()),
        None => match before.strip_suffix(['-', '\u{2212}']) {
            Some(rest) => (true, rest.trim()),
            None => (false, before),
        },
    };
    let is_percent = after == "%" && before.is_empty();
    let named = |text: &str| CURRENCIES.iter().find(|(name, _)| *name == text).map(|(_, code)| *code);
    let (before, after) = (named(before)?, if is_percent { None } else { named(after)? });
    let currency = match (before, after) {
        (Some(Beside::OneOf(codes)), Some(Beside::Code(code))) if codes.contains(&code) => after,
        // Two different currencies are none.
        (Some(before), Some(after)) if before != after => return None,
        _ => before.or(after),
    };
    Some(Parts {
        is_negative,
        body,
        currency,
        is_percent,
    })
}

enum Mark {
    /// There is none: whatever is there parts thousands.
    None,
    /// This is the decimal mark.
    Shown(char),
    /// This is the only mark, and three digits follow it.
    Unclear(char),
}

fn mark(body: &str) -> Mark {
    let count = |mark: char| body.matches(mark).count();
    let (points, commas) = (count('.'), count(','));
    match (points, commas) {
        (0, 0) => Mark::None,
        (_, 0) | (0, _) => {
            let mark = if points > 0 { '.' } else { ',' };
            if points + commas > 1 {
                return Mark::Shown(if mark == '.' { ',' } else { '.' });
            }
            let (whole, fraction) = body.split_once(mark).unwrap_or((body, ""));
            let is_group = fraction.len() == 3 && whole.len() <= 3 && whole != "0";
            if is_group {
                Mark::Unclear(mark)
            } else {
                Mark::Shown(mark)
            }
        }
        _ => {
            let is_point_last = body.rfind('.') > body.rfind(',');
            Mark::Shown(if is_point_last { '.' } else { ',' })
        }
    }
}

/// Why a cell is no number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// It is none.
    Other,
    /// Its only mark may part thousands, or the fraction.
    Unclear,
}

/// Reads a number whose decimal mark is stated, or is found out.
pub(super) fn read(cell: &str, stated: Option<char>, decimals: Decimals, is_sum: bool) -> Result<Number, NoNumber> {
    let parts = parts(cell).ok_or(NoNumber::Other)?;
    if parts.is_percent && is_sum {
        return Err(NoNumber::Other);
    }
    let decimal = match (stated, mark(parts.body)) {
        (Some(stated), _) => stated,
        (None, Mark::None) => '.',
        (None, Mark::Shown(mark)) => mark,
        (None, Mark::Unclear(_)) => match decimals.only() {
            Some(known) => known,
            None => decimals.parting().filter(|_| is_sum).ok_or(NoNumber::Unclear)?,
        },
    };
    let mut plain = plain(parts.body, decimal).ok_or(NoNumber::Other)?;
    if parts.is_percent {
        let percent = Decimal::from_str_exact(&plain).map_err(|_| NoNumber::Other)?;
        plain = (percent / Decimal::ONE_HUNDRED).normalize().to_string();
    }
    if is_sum {
        plain = without_third_zero(plain);
    }
    if parts.is_negative {
        plain.insert(0, '-');
    }
    Ok(Number {
        plain,
        currency: parts.currency,
    })
}

/// A sum that the source writes as `100.000`, its mark known: what is written into our files
/// must not read as a hundred thousand.
fn without_third_zero(plain: String) -> String {
    let has_three = plain.split_once('.').is_some_and(|(_, fraction)| fraction.len() == 3);
    match plain.strip_suffix('0') {
        Some(shorter) if has_three => shorter.to_string(),
        _ => plain,
    }
}

fn plain(body: &str, decimal: char) -> Option<String> {
    let (whole, fraction) = match body.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let mut plain = without_groups(whole, decimal)?;
    if let Some(fraction) = fraction {
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        is_fraction.then_some(())?;
        plain = format!("{plain}.{fraction}");
    }
    Decimal::from_str_exact(&plain).is_ok().then_some(plain)
}

/// Thousands may be set apart by a blank, an apostrophe or the mark that is not
/// the decimal one, and then every group after the first has three digits:
/// `1.5` is never read as fifteen.
fn without_groups(whole: &str, decimal: char) -> Option<String> {
    let other = if decimal == '.' { ',' } else { '.' };
    let groups: Vec<&str> = whole
        .split([other, ' ', '\u{a0}', '\u{202f}', '\'', '\u{2019}'])
        .collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (groups.iter().all(is_digits) && in_threes).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_of(cell: &str, stated: Option<char>) -> Option<String> {
        read(cell, stated, Decimals::default(), true)
            .ok()
            .map(|number| number.plain)
    }

    #[test]
    fn with_a_stated_mark_nothing_is_guessed() {
        for (cell, decimal, read) in [
            ("1054", '.', Some("1054")),
            ("0.0", '.', Some("0.0")),
            ("1 234,56", ',', Some("1234.56")),
            ("1\u{a0}234\u{202f}567", ',', Some("1234567")),
            ("3.500,00", ',', Some("3500.00")),
            ("485,000.00", '.', Some("485000.00")),
            ("-12", '.', Some("-12")),
            ("1,5", '.', None),
            ("1.5", ',', None),
            ("12,34,567", '.', None),
            ("1.", '.', None),
            (".5", '.', None),
            ("1e5", '.', None),
            ("--5", '.', None),
            ("lots", '.', None),
        ] {
            assert_eq!(plain_of(cell, Some(decimal)).as_deref(), read, "{cell}");
        }
    }

    #[test]
    fn sums_say_their_marks_themselves() {
        for (cell, plain, currency) in [
            ("1 234,56", "1234.56", None),
            ("€ 3.500,00", "3500.00", Some(Beside::Code("EUR"))),
            ("USD 485,000.00", "485000.00", Some(Beside::Code("USD"))),
            ("485 000 руб.", "485000", Some(Beside::Code("RUB"))),
            ("$22,700.00", "22700.00", Some(DOLLARS)),
            ("-$500", "-500", Some(DOLLARS)),
            ("$5 USD", "5", Some(Beside::Code("USD"))),
            ("1'234'567", "1234567", None),
            ("1,234,567", "1234567", None),
            ("1.234.567", "1234567", None),
            ("12,5", "12.5", None),
            ("12.3450", "12.3450", None),
            ("1000,125", "1000.125", None),
        ] {
            let number = read(cell, None, Decimals::default(), true).unwrap();
            assert_eq!((number.plain.as_str(), number.currency), (plain, currency), "{cell}");
        }
        for cell in ["90%", "EUR 5 USD", "$5 EUR", "5 apples", "1,23,456", ""] {
            assert_eq!(
                read(cell, None, Decimals::default(), true),
                Err(NoNumber::Other),
                "{cell}"
            );
        }
    }

    #[test]
    fn a_column_of_sums_that_parts_every_thousand_parts_them_all() {
        let of = |cells: &[&str]| {
            let mut decimals = Decimals::default();
            cells.iter().for_each(|cell| decimals.note(cell));
            let read = |cell: &&str| read(cell, None, decimals, true).map(|number| number.plain);
            cells.iter().map(read).collect::<Result<Vec<_>, _>>()
        };
        let texts = |texts: &[&str]| Ok(texts.iter().map(|text| (*text).to_string()).collect());
        assert_eq!(of(&["50,000", "900", "1,250"]), texts(&["50000", "900", "1250"]));
        assert_eq!(of(&["50.000", "1.250"]), texts(&["50000", "1250"]));
        assert_eq!(of(&["1.250", "7,5"]), texts(&["1250", "7.5"]));
        // The mark is known; without its zero nobody takes the sum for a thousand.
        assert_eq!(of(&["1.250", "7.5"]), texts(&["1.25", "7.5"]));
        assert_eq!(of(&["50,000"]), Err(NoNumber::Unclear));
        assert_eq!(of(&["50,000", "1,250", "12000"]), Err(NoNumber::Unclear));
    }

    #[test]
    fn a_mark_before_three_digits_is_asked_of_the_column() {
        let count = |cell, decimals| read(cell, None, decimals, false).map(|number| number.plain);
        assert_eq!(count("1,234", Decimals::default()), Err(NoNumber::Unclear));
        let mut decimals = Decimals::default();
        decimals.note("7,5");
        assert_eq!(count("1,234", decimals).as_deref(), Ok("1.234"));
        assert_eq!(count("1.234", decimals).as_deref(), Ok("1234"));
        decimals.note("7.5");
        assert_eq!(count("1,234", decimals), Err(NoNumber::Unclear));
        assert_eq!(count("90%", Decimals::default()).as_deref(), Ok("0.9"));
    }
}
