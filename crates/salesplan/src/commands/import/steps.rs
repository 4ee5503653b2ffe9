//! What is imported, in which order, and of which day each file tells.
//!
//! One file is today's, or what was known of it on an earlier day. Several files are old
//! exports with their days in their names. `--backfill` takes one file that knows its own
//! days through the weeks.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use salesplan_files::snapshot::bytes_max;
use salesplan_files::workspace;

use super::Work;
use super::reading::read_regular;
use crate::args::{Global, Import};
use crate::command_source::Sources;
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::choose;
use crate::place::Place;
use crate::writing::shown;

/// How far back a history begins where nobody says.
const WEEKS_BEFORE: i64 = 13;
/// More weeks than anybody plans.
const WEEKS_MAX: usize = 530;

/// A file to import.
#[derive(Clone)]
pub(super) struct Source {
    /// What it is called in findings and in the commit.
    pub name: String,
    pub bytes: Rc<Vec<u8>>,
    /// The day in its name.
    dated: Option<Date>,
}

/// One import.
#[derive(Clone)]
pub(super) struct Step {
    pub source: Source,
    /// Only what was known by then comes in.
    pub as_of: Option<Date>,
    /// The day of which the file tells.
    pub day: Date,
    /// Whether it is an old export.
    pub is_of_the_past: bool,
}

impl Step {
    /// The day that the commit is to speak of, where it is not the day it is made.
    pub fn stands_for(&self) -> Option<Date> {
        self.as_of.or_else(|| self.is_of_the_past.then_some(self.day))
    }
}

/// Reads all files.
pub(super) fn read_sources(base: &Path, files: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let read = |file: &PathBuf| {
        let bytes = read_regular(&base.join(file), bytes_max("any.csv"))?;
        let name = file
            .file_name()
            .map_or_else(|| "the file".into(), |name| shown(Path::new(name)));
        Ok(Source {
            dated: day_in(&name),
            name,
            bytes: Rc::new(bytes),
        })
    };
    files.iter().map(read).collect()
}

/// What a trusted command prints.
pub(super) fn command_source(
    global: &Global,
    args: &Import,
    name: &str,
    console: &mut Console<'_>,
) -> Result<Source, Failure> {
    let place = if args.commit {
        Place::at_tip(global, console)?
    } else {
        Place::find(global, console)?
    };
    Ok(Source {
        bytes: Rc::new(Sources::read(&place)?.output(name, console)?),
        name: one_line(name),
        dated: None,
    })
}

/// The last day that a name holds: `deals-2026-10-05.csv`, `deals_20261005.xlsx`.
fn day_in(name: &str) -> Option<Date> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let day = |text: &str| {
        let plain: String = text.chars().filter(|char| !matches!(char, '-' | '_' | '.')).collect();
        if plain.len() != 8 || !digits(&plain) {
            return None;
        }
        Date::new(
            plain[..4].parse().ok()?,
            plain[4..6].parse().ok()?,
            plain[6..].parse().ok()?,
        )
        .ok()
        .filter(|day| (2000..=2199).contains(&day.year()))
    };
    let is_edge = |char: Option<char>| char.is_none_or(|char| !char.is_ascii_digit());
    let mut found = None;
    for (start, _) in name.char_indices() {
        for length in [10, 8] {
            let Some(text) = name.get(start..start + length) else {
                continue;
            };
            let before = name[..start].chars().next_back();
            let after = name[start + length..].chars().next();
            if let Some(day) = day(text).filter(|_| is_edge(before) && is_edge(after)) {
                found = Some(day);
            }
        }
    }
    found
}

impl Work<'_> {
    /// The imports to make, in their order.
    pub(super) fn steps(&self, sources: &[Source], console: &Console<'_>) -> Result<Vec<Step>, Failure> {
        if let Some(since) = self.args.backfill {
            return self.backfill(sources, since, console);
        }
        if let [source] = sources {
            let today = console.today();
            let named = source.dated.filter(|day| *day <= today);
            return Ok(vec![Step {
                source: source.clone(),
                as_of: self.global.as_of,
                day: self.global.as_of.or(named).unwrap_or(today),
                is_of_the_past: false,
            }]);
        }
        self.series(sources)
    }

    /// Old exports, each of the day in its name.
    fn series(&self, sources: &[Source]) -> Result<Vec<Step>, Failure> {
        let undated: Vec<&str> = sources
            .iter()
            .filter(|source| source.dated.is_none())
            .map(|source| source.name.as_str())
            .collect();
        if self.global.as_of.is_some() {
            return Err(Failure::usage(
                "several files are old exports, each of the day in its name, so --as-of says too much",
                "import a file that is of another day than its name says by itself: import FILE --as-of DATE",
            ));
        }
        if !undated.is_empty() {
            return Err(Failure::usage(
                format!("no day stands in the name of {}", undated.join(", ")),
                "of several files each is an export of the day in its name: deals-2026-10-05.csv; import others one by one, with --as-of DATE",
            ));
        }
        let mut steps: Vec<Step> = sources
            .iter()
            .filter_map(|source| {
                Some(Step {
                    source: source.clone(),
                    as_of: None,
                    day: source.dated?,
                    is_of_the_past: true,
                })
            })
            .collect();
        steps.sort_by_key(|step| step.day);
        Ok(steps)
    }

    /// One import a week, as of its Sunday, and the last as of the day itself.
    fn backfill(&self, sources: &[Source], since: Option<Date>, console: &Console<'_>) -> Result<Vec<Step>, Failure> {
        let [source] = sources else {
            return Err(Failure::usage(
                "--backfill takes one file that knows its own days",
                "several old exports are imported without it: import deals-2026-10-05.csv deals-2026-10-12.csv",
            ));
        };
        let until = self.global.as_of.unwrap_or_else(|| console.today());
        let since = match since {
            Some(since) => since,
            None => self.begin(until, console)?,
        };
        let mut days: Vec<Date> = Vec::new();
        let mut sunday = sunday_of(since);
        while sunday < until && days.len() < WEEKS_MAX {
            days.push(sunday);
            sunday = sunday.saturating_add(7.days());
        }
        days.push(until);
        let step = |day| Step {
            source: source.clone(),
            as_of: Some(day),
            day,
            is_of_the_past: true,
        };
        Ok(days.into_iter().map(step).collect())
    }

    fn begin(&self, until: Date, console: &Console<'_>) -> Result<Date, Failure> {
        let place = Place::find(self.global, console)?;
        let snapshot = inputs::snapshot(&place)?;
        let plan = choose(&snapshot, self.args.plan.as_deref())?;
        let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
        let read = workspace::read_plan(&snapshot, &plan, &settings);
        let from = read.value.map_or(until, |folder| folder.plan.period.from);
        Ok(from.min(until).saturating_sub((WEEKS_BEFORE * 7).days()))
    }
}

fn sunday_of(day: Date) -> Date {
    let left = (7 - i64::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
    let sunday = day.saturating_add(left.days());
    debug_assert_eq!(sunday.weekday(), Weekday::Sunday);
    sunday
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_days() {
        for (name, day) in [
            ("deals-2026-10-05.csv", Some("2026-10-05")),
            ("hubspot-crm-exports-all-deals-2026-10-05-1.csv", Some("2026-10-05")),
            ("20261005_deals.xlsx", Some("2026-10-05")),
            ("deals_2026_10_05.csv", Some("2026-10-05")),
            ("Сделки 2026.10.05.csv", Some("2026-10-05")),
            ("deals-2026-13-05.csv", None),
            ("export-1202610051.csv", None),
            ("deals.csv", None),
            ("deals-2026-10.csv", None),
        ] {
            assert_eq!(day_in(name).map(|day| day.to_string()).as_deref(), day, "{name}");
        }
    }

    #[test]
    fn weeks_end_on_sundays() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(sunday_of(day("2026-10-05")), day("2026-10-11"));
        assert_eq!(sunday_of(day("2026-10-11")), day("2026-10-11"));
    }
}
