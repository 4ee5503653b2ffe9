//! Which calendar a name means: the workspace's own, else one that comes with the program.

use std::cell::RefCell;
use std::collections::BTreeSet;

use salesplan_model::calendar::Calendar;
use salesplan_model::diagnostic::{Diagnostic, Location, UNKNOWN_CALENDAR, any_error};

use crate::calendar_file;
use crate::sink::Sink;
use crate::snapshot::Snapshot;
use crate::suggest;
use crate::workspace;

/// The calendars that come with the program, by name.
pub const BUNDLED: &[(&str, &str)] = &[
    ("mon-fri", include_str!("../../../calendars/mon-fri.toml")),
    ("ru", include_str!("../../../calendars/ru.toml")),
    ("us", include_str!("../../../calendars/us.toml")),
];

/// The calendar of plans for which none is named.
const DEFAULT: &str = "mon-fri";

/// The calendars of a workspace. What is found in their files is kept apart from what is
/// found in the file that names them.
pub(crate) struct Calendars<'s> {
    snapshot: &'s Snapshot,
    findings: RefCell<Vec<Diagnostic>>,
}

impl<'s> Calendars<'s> {
    pub fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            findings: RefCell::new(Vec::new()),
        }
    }

    /// The calendar that serves where none is named.
    pub fn unnamed(&self) -> Option<Calendar> {
        self.find(DEFAULT)
    }

    /// The calendar of that name, read and without a mistake. `sink` gets what is wrong
    /// with the name.
    pub fn named(&self, name: &str, location: &Location, sink: &Sink) -> Option<Calendar> {
        if self.names().contains(name) {
            return self.find(name);
        }
        sink.push(
            Diagnostic::new(&UNKNOWN_CALENDAR, format!("there is no calendar `{name}`"))
                .at(location.clone(), "unknown calendar")
                .help(suggest::help(name, self.names())),
        );
        None
    }

    /// Whether the workspace has a calendar of that name, so that no bundled one serves.
    pub fn is_own(&self, name: &str) -> bool {
        self.snapshot.get(&path(name)).is_some()
    }

    /// What was found in the calendars that were asked for.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings.into_inner()
    }

    fn names(&self) -> BTreeSet<&str> {
        let own = self.snapshot.below("calendars/").filter_map(|file| name_of(&file.path));
        own.chain(BUNDLED.iter().map(|(name, _)| *name)).collect()
    }

    fn find(&self, name: &str) -> Option<Calendar> {
        let (calendar, findings) = match self.snapshot.get(&path(name)) {
            Some(file) => match workspace::source_text(file) {
                Ok(text) => read(text, name),
                Err(findings) => (None, findings),
            },
            None => read(BUNDLED.iter().find(|(known, _)| *known == name)?.1, name),
        };
        self.findings.borrow_mut().extend(findings);
        calendar
    }
}

/// Every mistake in the workspace's own calendars, whether a plan names them or not.
pub(crate) fn check(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let calendars = Calendars::new(snapshot);
    for name in snapshot.below("calendars/").filter_map(|file| name_of(&file.path)) {
        calendars.find(name);
    }
    calendars.into_findings()
}

fn read(text: &str, name: &str) -> (Option<Calendar>, Vec<Diagnostic>) {
    let sink = Sink::new(&path(name).into());
    let calendar = calendar_file::read(text, name, &sink);
    let findings = sink.into_findings();
    ((!any_error(&findings)).then_some(calendar), findings)
}

fn path(name: &str) -> String {
    format!("calendars/{name}.toml")
}

/// The name of the calendar that stands at a path.
fn name_of(path: &str) -> Option<&str> {
    path.strip_prefix("calendars/")?.strip_suffix(".toml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Content;
    use jiff::civil::{Date, date};
    use salesplan_model::period::Period;
    use salesplan_model::year_cut::{YearCut, YearPart};

    fn bundled(name: &str) -> Calendar {
        let calendars = Snapshot::default();
        let calendars = Calendars::new(&calendars);
        let calendar = calendars.find(name);
        assert_eq!(calendars.into_findings(), []);
        calendar.expect("a bundled calendar has no mistake")
    }

    fn working_days(calendar: &Calendar, part: &str) -> usize {
        let part = YearPart::parse(part).unwrap();
        let days = YearCut::Gregorian.days(part).unwrap().days();
        days.filter(|day| calendar.is_working(*day)).count()
    }

    fn by_month(calendar: &Calendar, year: i16) -> Vec<usize> {
        (1..=12)
            .map(|month| working_days(calendar, &YearPart::Month(year, month).to_string()))
            .collect()
    }

    #[test]
    fn russia_has_the_published_norm_of_working_days() {
        let ru = bundled("ru");
        assert_eq!(by_month(&ru, 2025), [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]);
        assert_eq!(by_month(&ru, 2026), [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]);
        for year in ["2025", "2026", "2027"] {
            assert_eq!(working_days(&ru, year), 247, "{year}");
        }
        let plain = bundled("mon-fri");
        assert_eq!(working_days(&plain, "2026") - working_days(&ru, "2026"), 14);
        assert!(ru.is_working(date(2025, 11, 1)), "a worked Saturday");
    }

    /// The days that article 112 of the Labour Code gives without any decree.
    #[test]
    fn in_2027_russia_is_off_by_statute_but_for_two_days() {
        let ru = bundled("ru");
        let plain = bundled("mon-fri");
        let year = YearCut::Gregorian.days(YearPart::Year(2027)).unwrap();
        let off = year.days().filter(|day| plain.is_working(*day) && !ru.is_working(*day));
        let days: Vec<String> = off.map(|day| day.strftime("%m-%d").to_string()).collect();
        let statute = "01-01 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-03 05-10 06-14 11-04";
        let by_statute: Vec<&str> = statute.split(' ').collect();
        let expected: Vec<&String> = days.iter().filter(|day| !by_statute.contains(&day.as_str())).collect();
        assert_eq!(expected, ["11-05", "12-31"]);
        assert_eq!(days.len(), by_statute.len() + 2);
    }

    /// The rules of 5 U.S.C. 6103 and of observed days, computed.
    #[test]
    fn the_united_states_have_their_federal_holidays() {
        let us = bundled("us");
        let plain = bundled("mon-fri");
        for year in [2025, 2026, 2027] {
            let nth = |month, weekday, nth| date(year, month, 1).nth_weekday_of_month(nth, weekday).unwrap();
            let observed = |day: Date| match day.weekday() {
                jiff::civil::Weekday::Saturday => day.yesterday().unwrap(),
                jiff::civil::Weekday::Sunday => day.tomorrow().unwrap(),
                _ => day,
            };
            use jiff::civil::Weekday::{Monday, Thursday};
            let mut holidays = vec![
                observed(date(year, 1, 1)),
                nth(1, Monday, 3),
                nth(2, Monday, 3),
                nth(5, Monday, -1),
                observed(date(year, 6, 19)),
                observed(date(year, 7, 4)),
                nth(9, Monday, 1),
                nth(10, Monday, 2),
                observed(date(year, 11, 11)),
                nth(11, Thursday, 4),
                observed(date(year, 12, 25)),
                observed(date(year + 1, 1, 1)),
            ];
            holidays.retain(|day| day.year() == year);
            let days = YearCut::Gregorian.days(YearPart::Year(year)).unwrap().days();
            let off: Vec<Date> = days
                .filter(|day| plain.is_working(*day) && !us.is_working(*day))
                .collect();
            assert_eq!(off, holidays);
        }
    }

    #[test]
    fn the_bundled_default_is_the_default_of_the_model() {
        assert_eq!(bundled(DEFAULT), Calendar::default());
    }

    #[test]
    fn a_quarter_with_the_holidays_of_may_plans_nothing_on_days_off() {
        let ru = bundled("ru");
        let quarter = YearCut::Gregorian.days(YearPart::Quarter(2026, 2)).unwrap();
        let days = ru.planned_days(quarter);
        assert_eq!(days.len(), 22 + 19 + 21);
        for off in [date(2026, 5, 1), date(2026, 5, 9), date(2026, 5, 11), date(2026, 6, 12)] {
            assert!(!days.contains(&off), "{off}");
        }
        // A plan for the new year's days alone is spread over them all.
        let new_year = Period::new(date(2026, 1, 1), date(2026, 1, 5)).unwrap();
        assert_eq!(ru.planned_days(new_year).len(), 5);
    }

    fn own(text: &str) -> (Option<Calendar>, Vec<String>) {
        let mut snapshot = Snapshot::default();
        let bytes = Content::Bytes(text.as_bytes().to_vec());
        snapshot.insert("calendars/ru.toml", None, bytes);
        let calendars = Calendars::new(&snapshot);
        let calendar = calendars.find("ru");
        let findings = calendars.into_findings();
        let told = findings
            .iter()
            .map(|finding| format!("{}: {}", finding.kind.id, finding.message));
        (calendar, told.collect())
    }

    #[test]
    fn a_calendar_of_the_workspace_goes_before_the_bundled_one() {
        let (calendar, findings) = own(
            "schema-version = 1\nwork-week = [\"sun\", \"mon\"]\nyears = [2026]\nyear-cut = \"4-5-4\"\n\
             days-off = [{ date = 2026-01-05 }, { from = 2026-12-20, to = 2026-12-31, name = \"closed\" }]\n\
             work-days = [{ date = 2026-01-06, name = \"stocktaking\" }]\n",
        );
        assert_eq!(findings, [""; 0]);
        let calendar = calendar.unwrap();
        let week = Period::new(date(2026, 1, 4), date(2026, 1, 10)).unwrap();
        assert_eq!(calendar.planned_days(week), [date(2026, 1, 4), date(2026, 1, 6)]);
        assert_eq!(calendar.year_cut, YearCut::Weeks([4, 5, 4]));
        assert_eq!((calendar.id.as_str(), calendar.title.as_str()), ("ru", "ru"));
        assert_eq!(calendar.years, Some([2026].into()));
    }

    #[test]
    fn every_mistake_is_told_and_none_takes_long() {
        let (calendar, findings) = own(
            "schema-version = 1\nwork-week = [\"mon\", \"Tuesday\", \"Donnerstag\", 5]\nyears = [26, 2026, -1, 99999999999999999999]\n\
             year-cut = \"4-4-6\"\nholidays = []\n\
             days-off = [{ from = 0001-01-01, to = 9999-12-31 }, { to = 2026-01-01 }, { date = 2025-12-31 }, {},\n\
               { from = 2026-02-02, to = 2026-02-01 }, { from = 2026-03-01, to = 2026-03-31, date = 2026-04-01 },\n\
               { date = 2026-13-01 }, 2026-05-01, { date = \"today\", why = 1 }]\n\
             work-days = [{ date = 2026-03-08 }, { date = 2026-03-08 }]\n",
        );
        assert_eq!(calendar, None);
        let ids: BTreeSet<&str> = findings.iter().map(|told| told.split(':').next().unwrap()).collect();
        let expected = [
            "day-outside-years",
            "days-off-too-long",
            "invalid-count",
            "invalid-date",
            "invalid-year",
            "missing-key",
            "off-and-worked",
            "period-reversed",
            "toml-syntax",
            "unknown-key",
            "unknown-value",
            "unknown-weekday",
            "wrong-type",
        ];
        assert_eq!(ids.into_iter().collect::<Vec<_>>(), expected, "{findings:#?}");
    }

    #[test]
    fn days_need_years_and_a_week_needs_a_day() {
        let (_, findings) = own("schema-version = 1\ndays-off = [{ date = 2026-01-05 }]\n");
        assert_eq!(findings, ["missing-key: calendar `ru` has no `years`"]);
        let (_, findings) = own("schema-version = 1\nwork-week = []\n");
        assert_eq!(findings, ["unknown-weekday: the work week has no day"]);
        let (calendar, findings) = own("schema-version = 1\nwork-week = [\"sat\"]\n");
        assert_eq!(findings, [""; 0]);
        assert_eq!(calendar.unwrap().on_or_before(date(2026, 1, 2)), date(2025, 12, 27));
    }

    #[test]
    fn a_work_day_within_longer_days_off_is_found() {
        let (_, findings) = own("schema-version = 1\nyears = [2026]\n\
             days-off = [{ from = 2026-01-01, to = 2026-01-20 }, { date = 2026-01-05 }]\n\
             work-days = [{ from = 2026-01-18, to = 2026-01-25 }, { date = 2026-01-21 }]\n");
        assert_eq!(
            findings,
            ["off-and-worked: 2026-01-18 is both a day off and a work day"]
        );
    }

    #[test]
    fn many_days_off_are_read_and_asked_quickly() {
        let years: Vec<String> = (1900..=9000).map(|year| year.to_string()).collect();
        let mut text = format!("schema-version = 1\nyears = [{}]\ndays-off = [\n", years.join(", "));
        for year in &years {
            text += &format!("{{ from = {year}-01-01, to = {year}-12-31 }},\n");
        }
        text += "]\n";
        let (calendar, findings) = own(&text);
        assert_eq!(findings, [""; 0]);
        let calendar = calendar.unwrap();
        for _ in 0..1_000 {
            assert_eq!(calendar.on_or_before(date(9000, 12, 31)), date(1899, 12, 29));
        }
    }
}
