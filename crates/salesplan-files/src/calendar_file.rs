//! `calendars/<name>.toml`: work week, days off, work days, and how the year is cut.

use std::collections::BTreeSet;

use salesplan_model::calendar::{Calendar, WorkWeek};
use salesplan_model::diagnostic::{
    DAY_OUTSIDE_YEARS, DAYS_OFF_TOO_LONG, Diagnostic, INVALID_YEAR, OFF_AND_WORKED, UNKNOWN_WEEKDAY,
};
use salesplan_model::period::{Period, days_between};
use salesplan_model::year_cut::YearCut;

use crate::lower;
use crate::plan_file::check_schema_version;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{self, Table};

/// The longest stretch of days off: a leap year.
const STRETCH_DAYS_MAX: i64 = 366;

/// The years that a calendar may speak of.
const YEARS: std::ops::RangeInclusive<u64> = 1900..=9000;

/// Reads a calendar; what it gives is whole only if nothing was found.
pub(crate) fn read(text: &str, name: &str, sink: &Sink) -> Calendar {
    let root = table::parse(text, sink);
    let mut file = Table::root(&root, format!("calendar `{name}`"), sink);
    check_schema_version(&mut file, true, sink);
    let title = file.text("title").map_or_else(|| name.to_string(), |title| title.value);
    let work_week = read_work_week(&mut file, sink).unwrap_or(WorkWeek::MON_FRI);
    let year_cut = file.word("year-cut", YearCut::WORDS);
    let years = read_years(&mut file, sink);
    let off = read_days(&mut file, "days-off", "a day off", sink);
    let worked = read_days(&mut file, "work-days", "a work day", sink);
    if years.is_none() && !(off.is_empty() && worked.is_empty()) && !file.has("years") {
        file.missing("years", "[2026, 2027]");
    }
    file.finish();
    if let Some(years) = &years {
        for day in off.iter().chain(&worked) {
            check_years(day, years, sink);
        }
    }
    check_contradictions(&off, &worked, sink);
    let days = |all: Vec<At<Period>>| all.into_iter().map(|day| day.value).collect();
    let mut calendar = Calendar::new(name, title, work_week).with_days(days(off), days(worked));
    calendar.years = years;
    calendar.year_cut = year_cut.map_or(YearCut::Gregorian, |cut| cut.value);
    calendar
}

fn read_work_week(file: &mut Table<'_, '_>, sink: &Sink) -> Option<WorkWeek> {
    let words = file.texts("work-week")?;
    let place = file.place("work-week");
    let mut weekdays = Vec::new();
    let mut is_whole = true;
    for word in words {
        match WorkWeek::WORDS.iter().find(|(known, _)| *known == word.value) {
            Some((_, weekday)) => weekdays.push(*weekday),
            None => {
                is_whole = false;
                let known = WorkWeek::WORDS.iter().map(|(known, _)| *known);
                sink.push(
                    Diagnostic::new(&UNKNOWN_WEEKDAY, format!("`{}` is not a weekday", word.value))
                        .at(sink.location(&word.span), "not a weekday")
                        .help(weekday_help(&word.value, known)),
                );
            }
        }
    }
    let work_week = WorkWeek::of(weekdays);
    if work_week.is_none() && is_whole {
        sink.push(
            Diagnostic::new(&UNKNOWN_WEEKDAY, "the work week has no day")
                .at(sink.location(&place), "nobody works")
                .help("name the weekdays that are worked: [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]"),
        );
    }
    work_week
}

/// `Monday` and `mo` are meant as `mon`, whatever else is near.
fn weekday_help(word: &str, known: impl Iterator<Item = &'static str> + Clone) -> String {
    let lower = word.to_lowercase();
    let mut alike = known.clone().filter(|known| lower.starts_with(&known[..2]));
    match alike.next() {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => suggest::help(word, known),
    }
}

fn read_years(file: &mut Table<'_, '_>, sink: &Sink) -> Option<BTreeSet<i16>> {
    let listed = file.counts("years")?;
    let mut years = BTreeSet::new();
    for year in listed {
        match i16::try_from(year.value).ok().filter(|_| YEARS.contains(&year.value)) {
            Some(number) => {
                years.insert(number);
            }
            None => sink.push(
                Diagnostic::new(
                    &INVALID_YEAR,
                    format!("{} is not a year that can be planned", year.value),
                )
                .at(sink.location(&year.span), "not such a year")
                .help("write the years with four digits: [2026, 2027]"),
            ),
        }
    }
    Some(years)
}

/// The entries `{ date, name }` and `{ from, to, name }` of a list.
fn read_days(file: &mut Table<'_, '_>, key: &'static str, what: &str, sink: &Sink) -> Vec<At<Period>> {
    let entries = file.list(key, what).unwrap_or_default();
    entries.into_iter().filter_map(|entry| read_day(entry, sink)).collect()
}

fn read_day(mut entry: Table<'_, '_>, sink: &Sink) -> Option<At<Period>> {
    let span = entry.span().clone();
    // What the day is called is for the reader of the file.
    entry.text("name");
    let days = lower::days(sink, &mut entry, "the days end before they begin");
    entry.finish();
    let (from, to, days) = days?;
    if days_between(days.from, days.to) >= STRETCH_DAYS_MAX {
        sink.push(
            Diagnostic::new(&DAYS_OFF_TOO_LONG, "these days are more than a year")
                .at(sink.location(&to.span), "the last day")
                .see(sink.location(&from.span), "the first day")
                .help("look for a slipped digit; weekdays that are never worked are left out of `work-week`"),
        );
        return None;
    }
    Some(At::new(days, span))
}

fn check_years(day: &At<Period>, years: &BTreeSet<i16>, sink: &Sink) {
    // A stretch is a year long at most, so its ends are all the years it has.
    let outside = [day.value.from.year(), day.value.to.year()]
        .into_iter()
        .find(|year| !years.contains(year));
    if let Some(year) = outside {
        sink.push(
            Diagnostic::new(
                &DAY_OUTSIDE_YEARS,
                format!("a day of {year} stands here, but the calendar does not speak of {year}"),
            )
            .at(sink.location(&day.span), "this day")
            .help(format!(
                "add {year} to `years` and all of its days off, or correct the date"
            )),
        );
    }
}

/// Notes work days that are days off too.
fn check_contradictions(off: &[At<Period>], worked: &[At<Period>], sink: &Sink) {
    let mut off: Vec<&At<Period>> = off.iter().collect();
    off.sort_by_key(|day| day.value.from);
    // Shape: one a day off. The one that lasts longest of those up to it.
    let mut longest: Vec<&At<Period>> = Vec::with_capacity(off.len());
    for day in &off {
        let so_far = longest.last().filter(|last| last.value.to >= day.value.to);
        longest.push(so_far.copied().unwrap_or(day));
    }
    for day in worked {
        let n_begun = off.partition_point(|off| off.value.from <= day.value.to);
        let Some(other) = n_begun
            .checked_sub(1)
            .map(|last| longest[last])
            .filter(|other| other.value.to >= day.value.from)
        else {
            continue;
        };
        let both = day.value.from.max(other.value.from);
        sink.push(
            Diagnostic::new(&OFF_AND_WORKED, format!("{both} is both a day off and a work day"))
                .at(sink.location(&day.span), "worked here")
                .see(sink.location(&other.span), "off here")
                .help("keep the one that holds"),
        );
    }
}
