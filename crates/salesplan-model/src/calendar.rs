//! Which days are worked, and how the year is cut. A plan that names no calendar works
//! Monday to Friday in months of the Gregorian calendar.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use crate::period::{Period, days_between};
use crate::year_cut::YearCut;

/// Working days. Days off and work days are kept as stretches, so that a question costs a
/// binary search however long somebody's holidays are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Its name in the files.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The years it speaks of; `None` for every year. In others only the work week holds.
    pub years: Option<BTreeSet<i16>>,
    /// How it cuts the year.
    pub year_cut: YearCut,
    work_week: WorkWeek,
    /// Stretches without work, in order and apart: never two with only weekend between.
    off: Vec<Period>,
    /// Stretches of work, in order and apart.
    worked: Vec<Period>,
}

/// The weekdays that are worked: at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkWeek {
    /// From Monday on.
    days: [bool; 7],
}

impl WorkWeek {
    /// Monday to Friday.
    pub const MON_FRI: Self = Self {
        days: [true, true, true, true, true, false, false],
    };

    /// The weekdays, with the word of the files.
    pub const WORDS: &'static [(&'static str, Weekday)] = &[
        ("mon", Weekday::Monday),
        ("tue", Weekday::Tuesday),
        ("wed", Weekday::Wednesday),
        ("thu", Weekday::Thursday),
        ("fri", Weekday::Friday),
        ("sat", Weekday::Saturday),
        ("sun", Weekday::Sunday),
    ];

    /// The week in which these days are worked; `None` where there is none.
    pub fn of(weekdays: impl IntoIterator<Item = Weekday>) -> Option<Self> {
        let mut days = [false; 7];
        for weekday in weekdays {
            days[index(weekday)] = true;
        }
        days.contains(&true).then_some(Self { days })
    }

    fn contains(self, date: Date) -> bool {
        self.days[index(date.weekday())]
    }

    /// Days of this work week from one day to another, both counted.
    fn count(self, from: Date, to: Date) -> i64 {
        let n_days = n_days(from, to);
        let a_week = self.days.iter().map(|is_worked| i64::from(*is_worked)).sum::<i64>();
        let begun = self.days.iter().cycle().skip(index(from.weekday()));
        let rest = usize::try_from(n_days % 7).unwrap_or(0);
        n_days / 7 * a_week + begun.take(rest).map(|is_worked| i64::from(*is_worked)).sum::<i64>()
    }
}

fn index(weekday: Weekday) -> usize {
    weekday.to_monday_zero_offset().unsigned_abs().into()
}

impl Calendar {
    /// A calendar that knows of nothing but its work week.
    pub fn new(id: impl Into<String>, title: impl Into<String>, work_week: WorkWeek) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            years: None,
            year_cut: YearCut::Gregorian,
            work_week,
            off: Vec::new(),
            worked: Vec::new(),
        }
    }

    /// Sets the days that the work week does not tell: holidays, transferred days off, and
    /// weekends that are worked. A day that is both is off.
    #[must_use]
    pub fn with_days(mut self, off: Vec<Period>, worked: Vec<Period>) -> Self {
        self.worked = joined(worked, |_| false);
        let is_idle = |day: Date| !self.work_week.contains(day) && stretch(&self.worked, day).is_none();
        self.off = joined(off, is_idle);
        self
    }

    /// Whether people work on that day.
    pub fn is_working(&self, date: Date) -> bool {
        stretch(&self.off, date).is_none() && self.is_working_unless_off(date)
    }

    fn is_working_unless_off(&self, date: Date) -> bool {
        self.work_week.contains(date) || stretch(&self.worked, date).is_some()
    }

    /// Working days after `earlier` up to and with `later`: from a Friday to the Monday after
    /// it is one. Below 0 when `later` comes first.
    pub fn working_days_between(&self, earlier: Date, later: Date) -> i64 {
        if later < earlier {
            return -self.working_days_between(later, earlier);
        }
        match earlier.tomorrow() {
            Ok(first) => self.working_days_in(first, later),
            Err(_) => 0,
        }
    }

    /// Counted by weeks and stretches, since the days may lie thousands of years apart.
    fn working_days_in(&self, from: Date, to: Date) -> i64 {
        let worked_unless_off = |from: Date, to: Date| {
            let added =
                within(&self.worked, from, to).map(|(from, to)| n_days(from, to) - self.work_week.count(from, to));
            self.work_week.count(from, to) + added.sum::<i64>()
        };
        let off = within(&self.off, from, to).map(|(from, to)| worked_unless_off(from, to));
        worked_unless_off(from, to) - off.sum::<i64>()
    }

    /// The day itself where it is worked, else the working day before it; the day itself
    /// where none is before it.
    pub fn on_or_before(&self, date: Date) -> Date {
        let mut day = date;
        // A weekend, a stretch of days off, a weekend: stretches with nothing but a weekend
        // between them are one, so this ends soon.
        loop {
            let before = match stretch(&self.off, day) {
                Some(stretch) => stretch.from.yesterday(),
                None if self.is_working_unless_off(day) => return day,
                None => day.yesterday(),
            };
            match before {
                Ok(before) => day = before,
                Err(_) => return date,
            }
        }
    }

    /// The days of the period over which its figures are spread: the working
    /// ones, or every day where none is worked (a plan for one weekend).
    pub fn planned_days(&self, period: Period) -> Vec<Date> {
        let working: Vec<Date> = period.days().filter(|day| self.is_working(*day)).collect();
        if working.is_empty() {
            period.days().collect()
        } else {
            working
        }
    }

    /// The years that the period touches and the calendar does not speak of.
    pub fn years_not_covered(&self, period: Period) -> Vec<i16> {
        let Some(years) = &self.years else {
            return Vec::new();
        };
        (period.from.year()..=period.to.year())
            .filter(|year| !years.contains(year))
            .collect()
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new("mon-fri", "Monday to Friday", WorkWeek::MON_FRI)
    }
}

/// The stretch that the day belongs to.
fn stretch(stretches: &[Period], day: Date) -> Option<Period> {
    let at = stretches.partition_point(|stretch| stretch.to < day);
    stretches.get(at).copied().filter(|stretch| stretch.from <= day)
}

/// The parts of the stretches that lie from one day to another, by their first and last days.
fn within(stretches: &[Period], from: Date, to: Date) -> impl Iterator<Item = (Date, Date)> {
    let first = stretches.partition_point(|stretch| stretch.to < from);
    let touching = stretches[first..].iter().take_while(move |stretch| stretch.from <= to);
    touching.map(move |stretch| (stretch.from.max(from), stretch.to.min(to)))
}

/// Days from one to another, both counted; 0 where the second comes first.
fn n_days(from: Date, to: Date) -> i64 {
    (days_between(from, to) + 1).max(0)
}

/// Stretches in order, those that touch made one. So are those parted by less than a week
/// of days that `is_idle` calls idle anyway.
fn joined(mut stretches: Vec<Period>, is_idle: impl Fn(Date) -> bool) -> Vec<Period> {
    stretches.sort_by_key(|stretch| stretch.from);
    let mut joined: Vec<Period> = Vec::new();
    for next in stretches {
        match joined.last_mut() {
            Some(last) if touch(*last, next, &is_idle) => last.to = last.to.max(next.to),
            _ => joined.push(next),
        }
    }
    joined
}

fn touch(last: Period, next: Period, is_idle: impl Fn(Date) -> bool) -> bool {
    let mut day = last.to;
    for _ in 0..7 {
        match day.tomorrow() {
            Ok(tomorrow) if tomorrow < next.from => day = tomorrow,
            _ => return true,
        }
        if !is_idle(day) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(from: Date, to: Date) -> Period {
        Period::new(from, to).unwrap()
    }

    /// A new year's week that ends on a Friday, the Monday after its weekend, and the
    /// Saturday of the next week worked.
    fn calendar() -> Calendar {
        Calendar::default().with_days(
            vec![
                days(date(2026, 1, 12), date(2026, 1, 12)),
                days(date(2026, 1, 1), date(2026, 1, 8)),
                days(date(2026, 1, 7), date(2026, 1, 9)),
            ],
            vec![days(date(2026, 1, 17), date(2026, 1, 17))],
        )
    }

    #[test]
    fn without_anything_said_monday_to_friday_is_worked() {
        let plain = Calendar::default();
        let week = days(date(2026, 11, 2), date(2026, 11, 8));
        let worked: Vec<bool> = week.days().map(|day| plain.is_working(day)).collect();
        assert_eq!(worked, [true, true, true, true, true, false, false]);
        assert_eq!(plain.on_or_before(date(2026, 11, 8)), date(2026, 11, 6));
        assert_eq!(
            plain.years_not_covered(days(date(1, 1, 1), date(9999, 12, 31))),
            [0_i16; 0]
        );
    }

    #[test]
    fn days_off_and_transferred_work_go_before_the_work_week() {
        let calendar = calendar();
        assert!(calendar.is_working(date(2026, 1, 13)));
        assert!(calendar.is_working(date(2026, 1, 17)));
        assert!(!calendar.is_working(date(2026, 1, 18)));
        for day in days(date(2026, 1, 1), date(2026, 1, 12)).days() {
            assert!(!calendar.is_working(day), "{day}");
            assert_eq!(calendar.on_or_before(day), date(2025, 12, 31));
        }
        assert_eq!(calendar.on_or_before(date(2026, 1, 18)), date(2026, 1, 17));
        assert_eq!(
            calendar.off,
            [days(date(2026, 1, 1), date(2026, 1, 12))],
            "a weekend between days off parts nothing"
        );
    }

    #[test]
    fn a_worked_weekend_parts_days_off() {
        let off = |day| days(date(2026, 1, day), date(2026, 1, day));
        let calendar = Calendar::default().with_days(vec![off(9), off(12)], vec![off(10)]);
        assert_eq!(calendar.on_or_before(date(2026, 1, 12)), date(2026, 1, 10));
        assert_eq!(calendar.on_or_before(date(2026, 1, 9)), date(2026, 1, 8));
    }

    #[test]
    fn a_calendar_without_a_working_day_ends_all_the_same() {
        let all = Calendar::default().with_days(vec![days(Date::MIN, Date::MAX)], Vec::new());
        assert_eq!(all.on_or_before(date(2026, 1, 1)), date(2026, 1, 1));
        let weekend = days(date(2026, 1, 3), date(2026, 1, 4));
        assert_eq!(all.planned_days(weekend), [weekend.from, weekend.to]);
        assert_eq!(WorkWeek::of([]), None);
    }

    #[test]
    fn the_day_before_is_what_a_walk_finds() {
        // Every third week off from Monday to Friday, the Sunday after it worked.
        let monday = date(2026, 1, 5);
        let weeks: Vec<Date> = (0..60)
            .map(|week| monday.saturating_add(jiff::Span::new().days(21 * week)))
            .collect();
        let off = weeks
            .iter()
            .map(|day| days(*day, day.saturating_add(jiff::Span::new().days(4))));
        let worked = weeks.iter().map(|day| day.saturating_add(jiff::Span::new().days(6)));
        let calendar = Calendar::default().with_days(off.collect(), worked.map(|day| days(day, day)).collect());
        for day in days(date(2025, 12, 1), date(2029, 12, 31)).days() {
            let mut walked = day;
            while !calendar.is_working(walked) {
                walked = walked.yesterday().unwrap();
            }
            assert_eq!(calendar.on_or_before(day), walked, "{day}");
        }
    }

    #[test]
    fn working_days_between_two_days_are_those_of_a_walk() {
        let off = |from, to| days(date(2026, 1, from), date(2026, 1, to));
        let calendars = [
            Calendar::default(),
            calendar(),
            Calendar::default().with_days(vec![off(9, 9), off(12, 20)], vec![off(10, 10), off(17, 18)]),
            Calendar::default().with_days(vec![days(Date::MIN, Date::MAX)], vec![off(3, 4)]),
        ];
        let month = days(date(2025, 12, 28), date(2026, 1, 25));
        for calendar in &calendars {
            for from in month.days() {
                let mut walked = 0;
                for to in days(from, month.to).days() {
                    walked += i64::from(to > from && calendar.is_working(to));
                    assert_eq!(calendar.working_days_between(from, to), walked, "{from} to {to}");
                    assert_eq!(calendar.working_days_between(to, from), -walked, "{to} to {from}");
                }
            }
        }
        // A friday and the monday after it.
        assert_eq!(
            calendars[0].working_days_between(date(2026, 11, 6), date(2026, 11, 9)),
            1
        );
        assert_eq!(calendars[0].working_days_between(Date::MIN, Date::MAX), 5_217_489);
    }

    #[test]
    fn years_that_it_does_not_speak_of_are_named() {
        let mut calendar = calendar();
        calendar.years = Some([2026, 2028].into());
        let years = calendar.years_not_covered(days(date(2025, 12, 31), date(2028, 1, 1)));
        assert_eq!(years, [2025, 2027]);
    }
}
