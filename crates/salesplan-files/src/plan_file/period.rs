//! The plan's period, in dates or in words, and the calendar that both are read by.

use std::ops::Range;

use salesplan_model::calendar::Calendar;
use salesplan_model::diagnostic::{CALENDAR_DOES_NOT_COVER, Diagnostic, INVALID_PERIOD, PERIOD_TOO_LONG};
use salesplan_model::findings;
use salesplan_model::period::{Period, days_between};
use salesplan_model::plan::Plan;
use salesplan_model::settings::Settings;
use salesplan_model::year_cut::YearPart;

use super::PERIOD_DAYS_MAX;
use crate::calendars::Calendars;
use crate::lower;
use crate::sink::{At, Sink};
use crate::table::Table;

/// What a period looks like.
const FORMS: &str = "\"2026-11\", \"2026-Q4\", \"2026\" or { from = 2026-10-01, to = 2026-12-31 }";

/// The calendar that the plan names, else the one of the settings, else the default.
pub(super) fn read_calendar(
    plan: &mut Table<'_, '_>,
    settings: &Settings,
    calendars: &Calendars<'_>,
    sink: &Sink,
) -> Option<Calendar> {
    if plan.has("calendar") {
        let name = plan.text("calendar")?;
        return calendars.named(&name.value, &sink.location(&name.span), sink);
    }
    match &settings.calendar {
        Some(default) => calendars.named(&default.name, &default.location, sink),
        None => calendars.unnamed(),
    }
}

/// The period; a text is cut out of the year by the calendar, and is no period without one.
pub(super) fn read_period(plan: &mut Table<'_, '_>, calendar: Option<&Calendar>, sink: &Sink) -> Option<Period> {
    match plan.text_or_table("period", "the period")? {
        Ok(text) => in_words(&text, calendar, sink),
        Err(table) => in_dates(table, sink),
    }
}

fn in_words(text: &At<String>, calendar: Option<&Calendar>, sink: &Sink) -> Option<Period> {
    let invalid = |message: String, help: String| {
        sink.push(
            Diagnostic::new(&INVALID_PERIOD, message)
                .at(sink.location(&text.span), "not a period")
                .help(help),
        );
    };
    let Some(part) = YearPart::parse(&text.value) else {
        let help = match YearPart::guess(&text.value) {
            Some(part) => format!("did you mean \"{part}\"?"),
            None => format!("write {FORMS}"),
        };
        invalid(format!("`{}` is not a period", text.value.escape_debug()), help);
        return None;
    };
    let days = calendar?.year_cut.days(part);
    if days.is_none() {
        invalid(
            format!("`{part}` reaches past the last day that dates know of"),
            "look for a slipped digit".into(),
        );
    }
    days
}

fn in_dates(mut table: Table<'_, '_>, sink: &Sink) -> Option<Period> {
    let from = table.required("from", "2026-10-01", |table| table.date("from"));
    let to = table.required("to", "2026-12-31", |table| table.date("to"));
    table.finish();
    let (from, to) = (from?, to?);
    let period = lower::period(sink, &from, &to, "the period ends before it begins")?;
    if days_between(period.from, period.to) >= PERIOD_DAYS_MAX {
        sink.push(
            Diagnostic::new(&PERIOD_TOO_LONG, "the period is longer than ten years")
                .at(sink.location(&to.span), "the last day")
                .help("plan a month, a quarter or a year at a time"),
        );
        return None;
    }
    Some(period)
}

/// Notes the years to which the plan reaches and of which its calendar says nothing.
pub(super) fn check_coverage(
    plan: &Plan,
    calendar: &Calendar,
    calendars: &Calendars<'_>,
    place: &Range<usize>,
    sink: &Sink,
) {
    const SHOWN: usize = 3;
    let reach = findings::reach(plan);
    let years = calendar.years_not_covered(reach);
    if years.is_empty() {
        return;
    }
    let mut named: Vec<String> = years.iter().take(SHOWN).map(i16::to_string).collect();
    if years.len() > SHOWN {
        named.push(format!("{} more", years.len() - SHOWN));
    }
    let label = if calendar.years_not_covered(plan.period).is_empty() {
        format!("its first deals need entries from {} on", reach.from)
    } else {
        format!("{} to {}", plan.period.from, plan.period.to)
    };
    let help = if calendars.is_own(&calendar.id) {
        format!(
            "only its work week holds there: add the year and its days off to calendars/{}.toml",
            calendar.id
        )
    } else {
        format!(
            "only its work week holds there: a calendars/{}.toml of your own serves instead of the bundled one",
            calendar.id
        )
    };
    sink.push(
        Diagnostic::new(
            &CALENDAR_DOES_NOT_COVER,
            format!("calendar `{}` says nothing of {}", calendar.id, named.join(", ")),
        )
        .at(sink.location(place), label)
        .help(help),
    );
}
