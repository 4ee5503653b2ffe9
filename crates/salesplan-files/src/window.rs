//! Days of the past that facts are read from: `2026-Q3`, in the plain calendar.

use jiff::civil::Date;
use salesplan_model::diagnostic::{Diagnostic, EVIDENCE_NOT_PAST, INVALID_EVIDENCE, PERIOD_REVERSED};
use salesplan_model::period::{Period, Week, days_before};

use crate::sink::{At, Sink};

/// Why a text names no days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// None of the forms.
    Form,
    /// The last day is before the first.
    Reversed,
}

/// Reads `2026-Q3`, `2026-09`, `2026`, `2026-W30` or `2026-07-01..2026-09-30`.
pub(crate) fn parse(text: &str) -> Result<Period, Fault> {
    if let Some((from, to)) = text.split_once("..") {
        let day = |text: &str| day(text.trim()).ok_or(Fault::Form);
        return Period::new(day(from)?, day(to)?).ok_or(Fault::Reversed);
    }
    if let Some(week) = Week::parse(text) {
        let (from, to) = (week.monday(), week.sunday());
        return Ok(Period { from, to });
    }
    let (year, part) = match text.split_once('-') {
        Some((year, part)) => (year, Some(part)),
        None => (text, None),
    };
    let (first, last) = match part {
        None => (1, 12),
        Some(part) => months(part).ok_or(Fault::Form)?,
    };
    let year: i16 = digits(year, 4).ok_or(Fault::Form)?;
    let first_of = |month: i8| Date::new(year, month, 1).map_err(|_| Fault::Form);
    Ok(Period {
        from: first_of(first)?,
        to: first_of(last)?.last_of_month(),
    })
}

/// First and last month of `Q3` or `09`.
fn months(part: &str) -> Option<(i8, i8)> {
    if let Some(quarter) = part.strip_prefix('Q') {
        let quarter: i8 = digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Some((quarter * 3 - 2, quarter * 3));
    }
    let month: i8 = digits(part, 2).filter(|month| (1..=12).contains(month))?;
    Some((month, month))
}

fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|_| text.len() == 10)
}

/// The days that a text names, where all of them are before the plan's `period`.
pub(crate) fn read(sink: &Sink, text: &At<String>, period: Option<Period>) -> Option<Period> {
    let place = sink.location(&text.span);
    let days = match parse(&text.value) {
        Ok(days) => days,
        Err(Fault::Form) => {
            sink.push(
                Diagnostic::new(&INVALID_EVIDENCE, format!("`{}` names no days", text.value))
                    .at(place, "facts of which days?")
                    .help(
                        "name them as \"2026-Q3\", \"2026-09\", \"2026-W30\", \"2026\" or \"2026-07-01..2026-09-30\"",
                    ),
            );
            return None;
        }
        Err(Fault::Reversed) => {
            sink.push(
                Diagnostic::new(&PERIOD_REVERSED, format!("`{}` ends before it begins", text.value))
                    .at(place, "these days")
                    .help("swap the two dates"),
            );
            return None;
        }
    };
    if let Some(period) = period
        && days.to >= period.from
    {
        let last = days_before(period.from, 1);
        sink.push(
            Diagnostic::new(
                &EVIDENCE_NOT_PAST,
                format!("`{}` is not over when the period begins", text.value),
            )
            .at(place, format!("lasts until {}", days.to))
            .help(format!(
                "name days up to {last}; what the period itself shows is weighed in its reviews"
            )),
        );
        return None;
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_named_in_five_forms() {
        for (text, from, to) in [
            ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
            ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2026", date(2026, 1, 1), date(2026, 12, 31)),
            ("2026-W30", date(2026, 7, 20), date(2026, 7, 26)),
            ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
            ("2026-07-01..2026-09-30", date(2026, 7, 1), date(2026, 9, 30)),
            ("2026-07-01 .. 2026-07-01", date(2026, 7, 1), date(2026, 7, 1)),
        ] {
            assert_eq!(parse(text), Ok(Period { from, to }), "{text}");
        }
    }

    #[test]
    fn what_names_no_days_says_why() {
        for text in [
            "",
            "-",
            "..",
            "Q3",
            "2026-Q5",
            "2026-Q0",
            "2026-Q",
            "2026-q3",
            "2026-13",
            "2026-00",
            "2026-9",
            "26-09",
            "+026",
            "2026-W54",
            "2026-07-01",
            "2026-07-01..",
            "2026-02-30..2026-03-01",
            "20２6",
            "2026-Q३",
        ] {
            assert_eq!(parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(parse("2026-09-30..2026-07-01"), Err(Fault::Reversed));
    }
}
