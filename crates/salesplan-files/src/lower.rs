//! From texts of the files to exact values, with a finding for each that fails.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{
    Diagnostic, INVALID_EVIDENCE, INVALID_MONEY, INVALID_RATE, PERCENT_SIGN_FORGOTTEN, PERIOD_REVERSED,
    UNKNOWN_CURRENCY,
};
use salesplan_model::money::{Currency, Money, MoneyError};
use salesplan_model::period::Period;
use salesplan_model::plan::{DealsSeen, Evidence};
use salesplan_model::rate::{Rate, RateError};

use crate::sink::{At, Sink};
use crate::table::Table;
use crate::window;

pub(crate) fn rate(sink: &Sink, text: &At<String>) -> Option<Rate> {
    rate_called(sink, text, "conversion")
}

/// A rate that people call something else: a share, a margin.
pub(crate) fn rate_called(sink: &Sink, text: &At<String>, what: &str) -> Option<Rate> {
    let written = &text.value;
    let finding = match Rate::parse(written) {
        Ok(rate) => return Some(rate),
        Err(RateError::PercentForgotten) => {
            Diagnostic::new(&PERCENT_SIGN_FORGOTTEN, format!("the {what} {written} is above 1"))
                .help(format!("was the percent sign forgotten? write \"{written}%\""))
        }
        Err(error) => {
            let why = match error {
                RateError::NotPositive => "is not above 0".to_string(),
                RateError::AboveOne | RateError::PercentForgotten => "is above 1".to_string(),
                RateError::TooPrecise => "has more digits than can be kept exactly".to_string(),
                RateError::Syntax => format!("is not a {what}"),
            };
            Diagnostic::new(&INVALID_RATE, format!("`{written}` {why}")).help(format!(
                "a {what} is above 0 and at most 1: \"30%\", 0.3, \"3/10\" or \"3 of 10\""
            ))
        }
    };
    sink.push(finding.at(sink.location(&text.span), format!("this {what}")));
    None
}

/// Whether the text is a plain nothing: `0` or `0%`.
pub(crate) fn is_zero(text: &str) -> bool {
    let number = text.trim().trim_end_matches('%').trim_end();
    Decimal::from_str_exact(number).is_ok_and(|number| number.is_zero())
}

/// A number that is not below 0 and at most `max`, with six decimal digits at most.
pub(crate) fn quantity(text: &str, max: u32) -> Option<Decimal> {
    let number = Decimal::from_str_exact(text.trim()).ok()?.normalize();
    let fits = !number.is_sign_negative() && number <= Decimal::from(max) && number.scale() <= 6;
    fits.then_some(number)
}

/// A sum in the plan's currency. Where the plan has none, a text that could be no
/// sum in any currency is noted all the same.
pub(crate) fn money(sink: &Sink, text: &At<String>, currency: Option<Currency>) -> Option<Money> {
    // The code of ISO 4217 for "no currency".
    let any = Currency::parse("XXX").expect("three capitals are a code");
    match Money::parse(&text.value, currency.unwrap_or(any)) {
        Ok(money) => currency.map(|_| money),
        Err(MoneyError::TooPrecise) if currency.is_none() => None,
        Err(error) => {
            sink.push(invalid_money(
                sink,
                &text.value,
                &text.span,
                error,
                currency.unwrap_or(any),
            ));
            None
        }
    }
}

pub(crate) fn invalid_money(
    sink: &Sink,
    text: &str,
    span: &Range<usize>,
    error: MoneyError,
    currency: Currency,
) -> Diagnostic {
    let why = match error {
        MoneyError::Syntax => "is not a sum of money".to_string(),
        MoneyError::TooPrecise => format!("has more than the {} decimal digits of {currency}", currency.exponent()),
        MoneyError::TooLarge => "is too large".to_string(),
    };
    let help = match error {
        MoneyError::TooPrecise => both_readings(text, currency),
        MoneyError::Syntax | MoneyError::TooLarge => None,
    };
    Diagnostic::new(&INVALID_MONEY, format!("`{text}` {why}"))
        .at(sink.location(span), "this sum")
        .help(help.unwrap_or_else(|| "write digits with a point before the fraction: 1200.50".to_string()))
}

/// What `100.000` may mean: a hundred thousand, or a hundred.
fn both_readings(text: &str, currency: Currency) -> Option<String> {
    let (whole, fraction) = text.trim().split_once('.')?;
    let is_thousands = fraction.len() == 3 && whole.trim_start_matches('-').len() <= 3;
    let decimal = Decimal::from_str_exact(text.trim()).ok().filter(|_| is_thousands)?;
    let mut rounded = decimal.round_dp(currency.exponent());
    rounded.rescale(currency.exponent());
    Some(format!(
        "write {whole}{fraction} where the point sets thousands apart, {rounded} where it begins the fraction"
    ))
}

pub(crate) fn currency(sink: &Sink, text: &At<String>) -> Option<Currency> {
    let parsed = Currency::parse(&text.value);
    if parsed.is_none() {
        sink.push(
            Diagnostic::new(&UNKNOWN_CURRENCY, format!("`{}` is not a currency code", text.value))
                .at(sink.location(&text.span), "three capitals are wanted")
                .help("use the code of ISO 4217, such as \"RUB\" or \"EUR\""),
        );
    }
    parsed
}

/// The days from one date to another; a reversed pair is noted with the given message.
pub(crate) fn period(sink: &Sink, from: &At<Date>, to: &At<Date>, message: impl Into<String>) -> Option<Period> {
    let days = Period::new(from.value, to.value);
    if days.is_none() {
        sink.push(
            Diagnostic::new(&PERIOD_REVERSED, message)
                .at(sink.location(&to.span), "the last day")
                .see(sink.location(&from.span), "the first day")
                .help("swap the two dates"),
        );
    }
    days
}

/// The days of an entry: `{ date }`, or `{ from, to }` with its ends.
pub(crate) fn days(sink: &Sink, entry: &mut Table<'_, '_>, message: &str) -> Option<(At<Date>, At<Date>, Period)> {
    let (from, to) = if entry.has("from") || entry.has("to") {
        let from = entry.required("from", "2026-12-28", |entry| entry.date("from"));
        let to = entry.required("to", "2026-12-31", |entry| entry.date("to"));
        from.zip(to)?
    } else {
        let date = entry.required("date", "2026-12-28", |entry| entry.date("date"))?;
        (date.clone(), date)
    };
    let days = period(sink, &from, &to, message)?;
    Some((from, to, days))
}

pub(crate) fn date(sink: &Sink, text: &str, span: &Range<usize>) -> Option<Date> {
    match text.parse::<Date>() {
        Ok(date) if text.len() == 10 => Some(date),
        _ => {
            sink.push(crate::table::invalid_date(sink, text, span));
            None
        }
    }
}

/// Evidence stays below this many, as facts do.
const SEEN_MAX: u64 = 1 << 53;

/// The sign of evidence that is to be read from the facts of some days: `facts:2026-Q3`.
pub(crate) const FACTS: &str = "facts:";

/// A form of evidence that people count: how it is read, and an example of it.
pub(crate) struct Counted<T> {
    read: fn(&str) -> Option<T>,
    example: &'static str,
}

/// Successes of trials, then where they were seen.
pub(crate) const PASSED: Counted<Evidence> = Counted {
    read: passed,
    example: "15 of 52, 2026-Q3",
};

/// How many deals an average was seen in.
pub(crate) const DEALS: Counted<DealsSeen> = Counted {
    read: deals,
    example: "12 deals, 2026-Q3",
};

/// How many were timed on their way to the next stage.
pub(crate) const PASSAGES: Counted<(u64, String)> = Counted {
    read: |text| Some((counted(text, " passages")?, text.to_string())),
    example: "12 passages, 2026-Q3",
};

fn passed(text: &str) -> Option<Evidence> {
    let counts = text.split(',').next().unwrap_or_default();
    let (successes, trials) = counts.split_once(" of ")?;
    let successes: u64 = successes.trim().parse().ok()?;
    let trials: u64 = trials.trim().parse().ok()?;
    let fits = successes <= trials && (1..SEEN_MAX).contains(&trials);
    fits.then(|| Evidence {
        successes,
        trials,
        text: text.to_string(),
    })
}

fn deals(text: &str) -> Option<DealsSeen> {
    Some(DealsSeen {
        n_deals: counted(text, " deals")?,
        seen: None,
        text: text.to_string(),
    })
}

fn counted(text: &str, unit: &str) -> Option<u64> {
    let counts = text.split(',').next().unwrap_or_default();
    let number = counts.trim().strip_suffix(unit)?;
    number.trim().parse().ok().filter(|n| (1..SEEN_MAX).contains(n))
}

/// Evidence in counts. `or_facts` says whether the figure may rest on facts as well.
pub(crate) fn evidence<T>(sink: &Sink, text: &At<String>, form: &Counted<T>, or_facts: bool) -> Option<T> {
    let read = (form.read)(&text.value);
    if read.is_none() {
        let written = text.value.trim();
        let days = if window::parse(written).is_ok() {
            written
        } else {
            "2026-Q3"
        };
        let mut help = format!("write counts, then where they were seen: \"{}\"", form.example);
        if or_facts {
            help += &format!(", or have facts counted: \"{FACTS}{days}\"");
        } else if written.starts_with(FACTS) {
            help = format!("facts are not read for this figure: {help}");
        }
        sink.push(
            Diagnostic::new(
                &INVALID_EVIDENCE,
                format!("`{}` does not say how much was seen", text.value),
            )
            .at(sink.location(&text.span), "this evidence")
            .help(help),
        );
    }
    read
}
