//! How a year is cut into quarters and months: by the Gregorian calendar, or into whole
//! ISO weeks, so that quarters are alike.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::period::Period;

/// How a year is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearCut {
    /// January to December.
    Gregorian,
    /// ISO weeks: the months of every quarter have so many. The year's last month gets
    /// the 53rd week, where there is one.
    Weeks([u8; 3]),
}

/// A year or a part of one, as people write it: `2026`, `2026-Q4`, `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearPart {
    /// The whole year.
    Year(i16),
    /// The year and its quarter, 1 to 4.
    Quarter(i16, u8),
    /// The year and its month, 1 to 12.
    Month(i16, u8),
}

impl YearCut {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("gregorian", Self::Gregorian),
        ("4-4-5", Self::Weeks([4, 4, 5])),
        ("4-5-4", Self::Weeks([4, 5, 4])),
        ("5-4-4", Self::Weeks([5, 4, 4])),
    ];

    /// The days of a year or a part of it; `None` where dates do not reach so far.
    pub fn days(self, part: YearPart) -> Option<Period> {
        match self {
            Self::Gregorian => gregorian(part),
            Self::Weeks(lengths) => weeks(part, lengths),
        }
    }
}

fn gregorian(part: YearPart) -> Option<Period> {
    let (year, first, last) = match part {
        YearPart::Year(year) => (year, 1, 12),
        YearPart::Quarter(year, quarter) => (year, quarter * 3 - 2, quarter * 3),
        YearPart::Month(year, month) => (year, month, month),
    };
    let first_of = |month: u8| Date::new(year, i8::try_from(month).ok()?, 1).ok();
    Period::new(first_of(first)?, first_of(last)?.last_of_month())
}

fn weeks(part: YearPart, lengths: [u8; 3]) -> Option<Period> {
    const QUARTER: u8 = 13;
    let (year, first, last) = match part {
        YearPart::Year(year) => (year, 1, 4 * QUARTER),
        YearPart::Quarter(year, quarter) => (year, (quarter - 1) * QUARTER + 1, quarter * QUARTER),
        YearPart::Month(year, month) => {
            let (quarter, month) = ((month - 1) / 3, usize::from((month - 1) % 3));
            let before = quarter * QUARTER + lengths[..month].iter().sum::<u8>();
            (year, before + 1, before + lengths[month])
        }
    };
    let day = |week: u8, weekday| Some(ISOWeekDate::new(year, i8::try_from(week).ok()?, weekday).ok()?.date());
    let long_year = (last == 4 * QUARTER).then(|| day(53, Weekday::Sunday)).flatten();
    let to = match long_year {
        Some(sunday) => sunday,
        None => day(last, Weekday::Sunday)?,
    };
    Period::new(day(first, Weekday::Monday)?, to)
}

impl YearPart {
    /// Reads `2026`, `2026-Q4` and `2026-11`, each of exactly this form.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str, n: usize| {
            let fits = text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| text.parse::<i16>().ok()).flatten()
        };
        let Some((year, part)) = text.split_once('-') else {
            return Some(Self::Year(digits(text, 4)?));
        };
        let year = digits(year, 4)?;
        let within = |number: Option<i16>, most: u8| {
            let number = u8::try_from(number?).ok()?;
            (1..=most).contains(&number).then_some(number)
        };
        match part.strip_prefix('Q') {
            Some(quarter) => Some(Self::Quarter(year, within(digits(quarter, 1), 4)?)),
            None => Some(Self::Month(year, within(digits(part, 2), 12)?)),
        }
    }

    /// What somebody who wrote `Q4 2026`, `2026-q4`, `11.2026` or `2026/9` probably meant.
    pub fn guess(text: &str) -> Option<Self> {
        let upper = text.to_uppercase();
        let mut numbers: Vec<&str> = upper
            .split(|c: char| !c.is_ascii_digit())
            .filter(|number| !number.is_empty())
            .collect();
        let year = numbers.remove(numbers.iter().position(|number| number.len() == 4)?);
        let letters: Vec<char> = upper.chars().filter(|c| c.is_alphabetic()).collect();
        match (&numbers[..], &letters[..]) {
            ([], []) => Self::parse(year),
            ([quarter], ['Q']) => Self::parse(&format!("{year}-Q{quarter}")),
            ([month], []) => Self::parse(&format!("{year}-{month:0>2}")),
            _ => None,
        }
    }
}

impl fmt::Display for YearPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Week;
    use jiff::civil::date;

    #[test]
    fn only_the_written_forms_are_read() {
        for (text, part) in [
            ("2026", YearPart::Year(2026)),
            ("2026-Q4", YearPart::Quarter(2026, 4)),
            ("2026-11", YearPart::Month(2026, 11)),
            ("0000-01", YearPart::Month(0, 1)),
        ] {
            assert_eq!(YearPart::parse(text), Some(part));
            assert_eq!(part.to_string(), text);
        }
        for text in [
            "",
            "26",
            "2026-",
            "2026-q4",
            "2026-Q0",
            "2026-Q5",
            "2026-Q04",
            "2026-0",
            "2026-00",
            "2026-13",
            "2026-1",
            "-2026",
            "+026",
            "2026-Q",
            "2026-W45",
            "2026-11-01",
            " 2026",
            "２０２６",
            "2026-Q４",
            "é",
        ] {
            assert_eq!(YearPart::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_probably_meant() {
        for (text, meant) in [
            ("2026-q4", "2026-Q4"),
            ("Q4 2026", "2026-Q4"),
            ("4Q2026", "2026-Q4"),
            ("11.2026", "2026-11"),
            ("2026/9", "2026-09"),
            (" 2026 ", "2026"),
        ] {
            assert_eq!(
                YearPart::guess(text).map(|part| part.to_string()).as_deref(),
                Some(meant)
            );
        }
        for text in ["", "2026-13", "2026-W45", "november 2026", "2026-11-01", "ß-20266"] {
            assert_eq!(YearPart::guess(text), None, "{text}");
        }
    }

    fn days(cut: &str, part: &str) -> (Date, Date) {
        let (_, cut) = YearCut::WORDS.iter().find(|(word, _)| *word == cut).unwrap();
        let days = cut.days(YearPart::parse(part).unwrap()).unwrap();
        (days.from, days.to)
    }

    #[test]
    fn examples() {
        let gregorian = |part| days("gregorian", part);
        assert_eq!(gregorian("2028-02"), (date(2028, 2, 1), date(2028, 2, 29)));
        assert_eq!(gregorian("2026-Q4"), (date(2026, 10, 1), date(2026, 12, 31)));
        assert_eq!(gregorian("2026"), (date(2026, 1, 1), date(2026, 12, 31)));
        // 2026 has 53 weeks: it begins on 29 December 2025 and ends on 3 January 2027.
        assert_eq!(days("4-4-5", "2026"), (date(2025, 12, 29), date(2027, 1, 3)));
        assert_eq!(days("4-4-5", "2026-Q1"), (date(2025, 12, 29), date(2026, 3, 29)));
        assert_eq!(days("4-4-5", "2026-Q4"), (date(2026, 9, 28), date(2027, 1, 3)));
        assert_eq!(days("4-4-5", "2026-11"), (date(2026, 10, 26), date(2026, 11, 22)));
        assert_eq!(days("4-4-5", "2026-12"), (date(2026, 11, 23), date(2027, 1, 3)));
        assert_eq!(days("5-4-4", "2026-10"), (date(2026, 9, 28), date(2026, 11, 1)));
        assert_eq!(days("4-5-4", "2027-12"), (date(2027, 12, 6), date(2028, 1, 2)));
    }

    #[test]
    fn the_end_of_time_is_no_period() {
        for (_, cut) in YearCut::WORDS {
            for year in [0, 9999] {
                let _ = cut.days(YearPart::Year(year));
                let _ = cut.days(YearPart::Month(year, 1));
                let _ = cut.days(YearPart::Month(year, 12));
                let _ = cut.days(YearPart::Quarter(year, 4));
            }
        }
    }

    /// Counts the weeks of each ISO year by walking through its Mondays, and gives every
    /// day of 2000 to 2100 its month from that: the parts must say the same.
    #[test]
    fn every_day_is_in_exactly_one_month_and_quarter() {
        for (word, cut) in YearCut::WORDS {
            for year in 1999..=2101_i16 {
                let mut told: Vec<Date> = Vec::new();
                for month in 1..=12_u8 {
                    let days = cut.days(YearPart::Month(year, month)).unwrap();
                    for day in days.days() {
                        assert_eq!((month_of(word, day)), (year, month), "{day} in {word}");
                        told.push(day);
                    }
                    if month % 3 == 0 {
                        let quarter = cut.days(YearPart::Quarter(year, month / 3)).unwrap();
                        let first = cut.days(YearPart::Month(year, month - 2)).unwrap();
                        assert_eq!((quarter.from, quarter.to), (first.from, days.to));
                    }
                }
                let whole: Vec<Date> = cut.days(YearPart::Year(year)).unwrap().days().collect();
                assert_eq!(told, whole, "{year} in {word}");
                let next = cut.days(YearPart::Year(year + 1)).unwrap();
                assert_eq!(whole.last().unwrap().tomorrow().unwrap(), next.from);
            }
        }
    }

    /// The month of a day, by the name of its week: `2026-W45`.
    fn month_of(cut: &str, day: Date) -> (i16, u8) {
        if cut == "gregorian" {
            return (day.year(), day.month().unsigned_abs());
        }
        let week = Week::of(day).to_string();
        let (year, week) = week.split_once("-W").unwrap();
        let week: u8 = week.parse().unwrap();
        let mut ends = Vec::new();
        for _ in 0..4 {
            for length in cut.split('-') {
                ends.push(ends.last().unwrap_or(&0) + length.parse::<u8>().unwrap());
            }
        }
        *ends.last_mut().unwrap() = 53;
        let month = ends.iter().position(|end| week <= *end).unwrap() + 1;
        (year.parse().unwrap(), u8::try_from(month).unwrap())
    }
}
