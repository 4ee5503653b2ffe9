//! Dates of a plan: its period, and the ISO weeks it is cut into.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// An ISO 8601 week, written `2026-W45`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    year: i16,
    number: i8,
}

impl Week {
    /// The week that `date` falls into.
    pub fn of(date: Date) -> Self {
        let iso = date.iso_week_date();
        Self {
            year: iso.year(),
            number: iso.week(),
        }
    }

    /// Reads `2026-W45`; `None` for anything else, and for a 53rd week that the year lacks.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-W")?;
        if year.len() != 4 || number.len() != 2 || !(year.bytes().chain(number.bytes())).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let iso = ISOWeekDate::new(year.parse().ok()?, number.parse().ok()?, Weekday::Monday).ok()?;
        Some(Self {
            year: iso.year(),
            number: iso.week(),
        })
    }

    /// The week's first day.
    pub fn monday(self) -> Date {
        ISOWeekDate::new(self.year, self.number, Weekday::Monday)
            .expect("a week is only made from a valid ISO week")
            .date()
    }

    /// The week's last day, or the last day that dates know of.
    pub fn sunday(self) -> Date {
        self.monday().saturating_add(jiff::Span::new().days(6))
    }

    /// The week before, or the same at the beginning of time.
    pub fn before(self) -> Self {
        self.monday().yesterday().map_or(self, Self::of)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, not before the first.
    pub to: Date,
}

/// The part of an ISO week that lies within a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekSpan {
    /// The name of the week; a week cut by the period's end keeps it.
    pub week: Week,
    /// The days of the week inside the period.
    pub days: Period,
}

impl Period {
    /// A period of at least one day; `None` where `to` is before `from`.
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whether the day belongs to the period.
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// Every day in order.
    pub fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let to = self.to;
        std::iter::successors(Some(self.from), |day| day.tomorrow().ok()).take_while(move |day| *day <= to)
    }

    /// The ISO weeks that touch the period, cut at its ends.
    pub fn weeks(&self) -> Vec<WeekSpan> {
        let mut spans: Vec<WeekSpan> = Vec::new();
        let mut from = self.from;
        loop {
            let week = Week::of(from);
            let to = week.sunday().min(self.to);
            spans.push(WeekSpan {
                week,
                days: Period { from, to },
            });
            match to.tomorrow() {
                Ok(next) if to < self.to => from = next,
                _ => return spans,
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// `date` less `days` calendar days, held at the first day that dates know of.
pub fn days_before(date: Date, days: u32) -> Date {
    date.saturating_sub(jiff::Span::new().days(i64::from(days)))
}

/// Whole days from `earlier` to `later`; negative where they are the other way round.
pub fn days_between(earlier: Date, later: Date) -> i64 {
    (later - earlier).get_days().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_named_as_iso_8601_does() {
        for (day, name) in [
            (date(2026, 11, 8), "2026-W45"),
            (date(2027, 1, 3), "2026-W53"),
            (date(2024, 12, 30), "2025-W01"),
            (date(2026, 1, 1), "2026-W01"),
        ] {
            assert_eq!(Week::of(day).to_string(), name);
            assert_eq!(Week::parse(name), Some(Week::of(day)));
        }
        assert_eq!(Week::parse("2026-W53").map(Week::sunday), Some(date(2027, 1, 3)));
        for text in [
            "2025-W53",
            "2026-W00",
            "2026W45",
            "2026-W5",
            "2026-w45",
            "",
            "2026-W054",
            "+026-W01",
        ] {
            assert_eq!(Week::parse(text), None, "{text}");
        }
    }

    #[test]
    fn weeks_of_a_period_are_cut_at_its_ends_and_cover_every_day_once() {
        let quarter = Period::new(date(2026, 10, 1), date(2026, 12, 31)).unwrap();
        let weeks = quarter.weeks();
        assert_eq!(weeks.len(), 14);
        assert_eq!(weeks[0].week.to_string(), "2026-W40");
        assert_eq!(
            weeks[0].days,
            Period::new(date(2026, 10, 1), date(2026, 10, 4)).unwrap()
        );
        assert_eq!(weeks[13].days.to, quarter.to);
        let days: Vec<_> = weeks.iter().flat_map(|w| w.days.days()).collect();
        assert_eq!(days, quarter.days().collect::<Vec<_>>());
    }
}
