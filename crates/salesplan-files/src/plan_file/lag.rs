//! How long passing to the next stage takes: `lag-days`.

use std::ops::Range;

use salesplan_model::diagnostic::{Diagnostic, INVALID_COUNT, INVALID_LAG};
use salesplan_model::plan::Lag;
use toml::de::DeValue;

use super::PERIOD_DAYS_MAX;
use super::grounds::Past;
use crate::lower;
use crate::sink::{At, Sink};
use crate::table::{Table, number_text, wrong_type};

const HELP: &str =
    "write lag-days = 21, { days = 21, evidence = \"12 passages, 2026-Q3\" } or { p10 = 7, p50 = 21, p90 = 60 }";

/// Reads the lag of a stage; none is no day. What is wrong with it is noted.
pub(super) fn read_lag(item: &mut Table<'_, '_>, past: Past<'_>) -> Lag {
    if !item.has("lag-days") {
        return Lag::fixed(0);
    }
    let span = item.place("lag-days");
    let location = past.sink.location(&span);
    let lag = if item.is_table("lag-days") {
        item.table("lag-days", "a lag")
            .map(|table| read_table(table, &span, past))
    } else {
        let days = item.count("lag-days").and_then(|days| within(&days, past.sink));
        days.map(Lag::fixed)
    };
    Lag {
        location: Some(location),
        ..lag.unwrap_or(Lag::fixed(0))
    }
}

fn read_table(mut table: Table<'_, '_>, whole: &Range<usize>, past: Past<'_>) -> Lag {
    let sink = past.sink;
    let days = table.has("days").then(|| table.count("days"));
    let quantiles = read_quantiles(&mut table, sink);
    let grounds = past.grounds(&mut table, &lower::PASSAGES);
    let is_measured = table.has("measured");
    let measured = table.place("measured");
    table.finish();
    let fault = |message: &str, span| {
        let finding = Diagnostic::new(&INVALID_LAG, message).at(sink.location(span), "this lag");
        sink.push(finding.help(HELP));
    };
    let mut lag = match (days, quantiles) {
        (None, Quantiles::None) => {
            fault("a lag without days", whole);
            Lag::fixed(0)
        }
        (Some(_), Quantiles::Good(_) | Quantiles::Noted) => {
            fault("a lag gives `days` or quantiles, not both", whole);
            Lag::fixed(0)
        }
        (Some(days), Quantiles::None) => {
            let days = days.and_then(|days| within(&days, sink));
            Lag::fixed(days.unwrap_or(0))
        }
        (None, Quantiles::Noted) => Lag::fixed(0),
        (None, Quantiles::Good(quantiles)) => {
            if is_measured {
                fault("what is measured is one number of days, not quantiles", &measured);
            }
            Lag::of_quantiles(quantiles).unwrap_or_else(|| {
                fault("the days of the quantiles fall", whole);
                Lag::fixed(0)
            })
        }
    };
    lag.evidence = grounds.seen;
    lag.ask = grounds.ask;
    lag
}

/// The keys `p10`, `p50` of a lag.
enum Quantiles {
    None,
    /// Reported as wrong.
    Noted,
    /// By rising percent.
    Good(Vec<(u8, u32)>),
}

fn read_quantiles(table: &mut Table<'_, '_>, sink: &Sink) -> Quantiles {
    let percent = |key: &str| key.strip_prefix('p').map(str::to_string);
    let is_quantile = |key: &str| percent(key).is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    let members = table.family(is_quantile);
    if members.is_empty() {
        return Quantiles::None;
    }
    let mut is_good = true;
    let mut quantiles: Vec<(u8, u32)> = Vec::new();
    for (key, value) in members {
        let name = key.get_ref();
        let number: Option<u8> = percent(name).and_then(|p| p.parse().ok());
        let number = number.filter(|p| (1..=99).contains(p) && quantiles.iter().all(|(other, _)| other != p));
        if number.is_none() {
            sink.push(
                Diagnostic::new(&INVALID_LAG, format!("`{name}` is not a quantile of its own"))
                    .at(sink.location(&key.span()), "from p1 to p99, each once")
                    .help(HELP),
            );
        }
        let days = match value.get_ref() {
            DeValue::Integer(_) => {
                let days = number_text(value.get_ref()).and_then(|text| text.parse().ok());
                within(&At::new(days.unwrap_or(u64::MAX), value.span()), sink)
            }
            _ => wrong_type(sink, name, value, "a whole number"),
        };
        match (number, days) {
            (Some(number), Some(days)) => quantiles.push((number, days)),
            _ => is_good = false,
        }
    }
    if !is_good {
        return Quantiles::Noted;
    }
    quantiles.sort_unstable();
    Quantiles::Good(quantiles)
}

fn within(days: &At<u64>, sink: &Sink) -> Option<u32> {
    match u32::try_from(days.value) {
        Ok(days) if i64::from(days) <= PERIOD_DAYS_MAX => Some(days),
        _ => {
            sink.push(
                Diagnostic::new(&INVALID_COUNT, "`lag-days` is not between 0 days and ten years")
                    .at(sink.location(&days.span), "not so many days")
                    .help("write the days that passing to the next stage usually takes"),
            );
            None
        }
    }
}
