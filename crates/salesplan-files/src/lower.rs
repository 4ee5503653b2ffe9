//! From texts of the files to exact values, with a finding for each that fails.

use std::ops::Range;

use jiff::civil::Date;
use salesplan_model::diagnostic::{
    Diagnostic, INVALID_EVIDENCE, INVALID_MONEY, INVALID_RATE, PERCENT_SIGN_FORGOTTEN, UNKNOWN_CURRENCY,
};
use salesplan_model::money::{Currency, Money, MoneyError};
use salesplan_model::plan::{DealsSeen, Evidence};
use salesplan_model::rate::{Rate, RateError};

use crate::sink::{At, Sink};

pub(crate) fn rate(sink: &Sink, text: &At<String>) -> Option<Rate> {
    let written = &text.value;
    let finding = match Rate::parse(written) {
        Ok(rate) => return Some(rate),
        Err(RateError::PercentForgotten) => {
            Diagnostic::new(&PERCENT_SIGN_FORGOTTEN, format!("the conversion {written} is above 1"))
                .help(format!("was the percent sign forgotten? write \"{written}%\""))
        }
        Err(error) => {
            let why = match error {
                RateError::NotPositive => "is not above 0",
                RateError::AboveOne | RateError::PercentForgotten => "is above 1",
                RateError::TooPrecise => "has more digits than can be kept exactly",
                RateError::Syntax => "is not a conversion",
            };
            Diagnostic::new(&INVALID_RATE, format!("`{written}` {why}"))
                .help("a conversion is above 0 and at most 1: \"30%\", 0.3, \"3/10\" or \"3 of 10\"")
        }
    };
    sink.push(finding.at(sink.location(&text.span), "this conversion"));
    None
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
    Diagnostic::new(&INVALID_MONEY, format!("`{text}` {why}"))
        .at(sink.location(span), "this sum")
        .help("write digits with a point before the fraction: 1200.50")
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

pub(crate) fn date(sink: &Sink, text: &str, span: &Range<usize>) -> Option<Date> {
    match text.parse::<Date>() {
        Ok(date) if text.len() == 10 => Some(date),
        _ => {
            sink.push(crate::table::invalid_date(sink, text, span));
            None
        }
    }
}

/// `15 of 52, 2026-Q3`: successes of trials, then where they were seen.
pub(crate) fn evidence(sink: &Sink, text: &At<String>) -> Option<Evidence> {
    let counts = text.value.split(',').next().unwrap_or_default();
    let parsed = counts.split_once(" of ").and_then(|(successes, trials)| {
        let successes: u64 = successes.trim().parse().ok()?;
        let trials: u64 = trials.trim().parse().ok()?;
        (successes <= trials && trials > 0).then_some((successes, trials))
    });
    match parsed {
        Some((successes, trials)) => Some(Evidence {
            successes,
            trials,
            text: text.value.clone(),
        }),
        None => invalid_evidence(sink, text, "\"15 of 52, 2026-Q3\""),
    }
}

/// `12 deals, 2026-Q3`: how many deals the average was seen in.
pub(crate) fn deals_seen(sink: &Sink, text: &At<String>) -> Option<DealsSeen> {
    let counts = text.value.split(',').next().unwrap_or_default();
    let parsed = counts
        .trim()
        .strip_suffix(" deals")
        .and_then(|n| n.trim().parse::<u64>().ok());
    match parsed.filter(|n| *n > 0) {
        Some(n_deals) => Some(DealsSeen {
            n_deals,
            text: text.value.clone(),
        }),
        None => invalid_evidence(sink, text, "\"12 deals, 2026-Q3\""),
    }
}

fn invalid_evidence<T>(sink: &Sink, text: &At<String>, example: &str) -> Option<T> {
    sink.push(
        Diagnostic::new(
            &INVALID_EVIDENCE,
            format!("`{}` does not say how much was seen", text.value),
        )
        .at(sink.location(&text.span), "this evidence")
        .help(format!("write counts, then where they were seen: {example}")),
    );
    None
}
