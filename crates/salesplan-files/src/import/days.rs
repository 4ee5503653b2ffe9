//! Days as programs write them.
//!
//! `31/12/2026` says its order, `03/04/2026` does not: whoever wrote the column did, so all
//! of its cells are asked, then the other columns of the file. Where none tells, nobody
//! guesses.

use jiff::civil::Date;
use jiff::fmt::strtime;

/// Days outside these years are a form misread, not a sale.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Numbers that spreadsheets count days by: from 1982 to 2064. No other number in a column of
/// days is as large.
const SERIALS: std::ops::RangeInclusive<i64> = 30_000..=60_000;

/// A day, and the second of it where the source says the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub day: Date,
    pub second: u32,
}

/// What a text says, without a look at its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// One day only.
    Plain(Moment),
    /// `13/04/2026` or `04/13/2026`: also the order in which the day and the month stand.
    Ordered(Moment, Order),
    /// `03/04/2026`: the day first, and the month first.
    Either(Moment, Moment),
}

/// Which of day and month stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Which orders some cells have shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    pub fn note(&mut self, order: Order) {
        match order {
            Order::DayFirst => self.day_first = true,
            Order::MonthFirst => self.month_first = true,
        }
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            day_first: self.day_first || other.day_first,
            month_first: self.month_first || other.month_first,
        }
    }

    /// The only order that was shown.
    pub fn only(self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }

    pub fn both(self) -> bool {
        self.day_first && self.month_first
    }
}

/// Reads a text in the stated forms; years first are read always.
pub(super) fn in_forms(text: &str, forms: &[String]) -> Option<Moment> {
    let read_form = |form: &String| {
        let parsed = strtime::parse(form, text).ok()?;
        let day = parsed.to_date().ok()?;
        let second = parsed
            .to_time()
            .map_or(0, |time| seconds(time.hour(), time.minute(), time.second()));
        Some(Moment { day, second })
    };
    let moment = forms.iter().find_map(read_form);
    moment.filter(|moment| YEARS.contains(&moment.day.year())).or_else(|| {
        let is_year_first = text.len() >= 10 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
        match is_year_first.then(|| read(text)).flatten() {
            Some(Written::Plain(moment)) => Some(moment),
            _ => None,
        }
    })
}

fn seconds(hour: i8, minute: i8, second: i8) -> u32 {
    [hour, minute, second]
        .iter()
        .fold(0, |sum, part| sum * 60 + u32::try_from(*part).unwrap_or(0))
}

/// What a text says of a day in any of the usual forms.
pub(super) fn read(text: &str) -> Option<Written> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !text.starts_with('.');
    if let Some(day) = is_number.then(|| serial(text).or_else(|| compact(text))).flatten() {
        return Some(Written::Plain(Moment { day, second: 0 }));
    }
    in_digits(text).or_else(|| with_month_name(text))
}

/// `46300`, or `46300.75` with a time.
fn serial(text: &str) -> Option<Date> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days: i64 = days.parse().ok().filter(|days| SERIALS.contains(days))?;
    // Day 1 is the first of 1900, and the spreadsheets believe in a 29th of February that year.
    Date::new(1899, 12, 30)
        .ok()?
        .checked_add(jiff::Span::new().days(days))
        .ok()
}

/// `20261005`.
fn compact(text: &str) -> Option<Date> {
    (text.len() == 8 && !text.contains('.')).then_some(())?;
    date(
        text[..4].parse().ok()?,
        text[4..6].parse().ok()?,
        text[6..].parse().ok()?,
    )
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day)
        .ok()
        .filter(|day| YEARS.contains(&day.year()))
}

/// `2026-10-05`, `5.10.2026`, `10/5/2026`, each with a time or without.
fn in_digits(text: &str) -> Option<Written> {
    let (first, rest) = number(text)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let (second, rest) = number(&rest[1..])?;
    let (third, rest) = number(rest.strip_prefix(mark)?)?;
    let second_of_day = time(rest)?;
    let moment = |day: Date| Moment {
        day,
        second: second_of_day,
    };
    let small = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
    if first.len() == 4 {
        return date(first.parse().ok()?, small(second)?, small(third)?).map(|day| Written::Plain(moment(day)));
    }
    let year: i16 = third.parse().ok().filter(|_| third.len() == 4)?;
    let (first, second) = (small(first)?, small(second)?);
    let day_first = date(year, second, first).map(moment);
    // Nobody writes the month first with points.
    if mark == '.' {
        return day_first.map(Written::Plain);
    }
    match (day_first, date(year, first, second).map(moment)) {
        (Some(one), Some(other)) if one == other => Some(Written::Plain(one)),
        (Some(one), Some(other)) => Some(Written::Either(one, other)),
        (Some(one), None) => Some(Written::Ordered(one, Order::DayFirst)),
        (None, Some(other)) => Some(Written::Ordered(other, Order::MonthFirst)),
        (None, None) => None,
    }
}

/// The digits that a text begins with, and what follows.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (end > 0).then(|| text.split_at(end))
}

/// The second of the day behind a date; 0 where nothing follows, `None` where it is no time.
fn time(rest: &str) -> Option<u32> {
    let rest = rest.trim_start_matches(['T', ',', ' ', '\u{a0}', '\u{202f}']);
    if rest.is_empty() {
        return Some(0);
    }
    let (hour, rest) = number(rest)?;
    let (minute, rest) = number(rest.strip_prefix(':')?)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest)?,
        None => ("0", rest),
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => number(fraction)?.1,
        None => rest,
    };
    let rest = rest.trim().to_ascii_uppercase();
    let (half, zone) = match (rest.strip_prefix("AM"), rest.strip_prefix("PM")) {
        (Some(zone), _) => (Some(0), zone),
        (_, Some(zone)) => (Some(12), zone),
        _ => (None, rest.as_str()),
    };
    let zone = zone.trim();
    let is_offset = |zone: &str| {
        let digits = zone.strip_prefix(['+', '-']).unwrap_or("x").replace(':', "");
        matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    // The day is taken as it is written, in whatever zone.
    (matches!(zone, "" | "Z" | "UTC" | "GMT") || is_offset(zone)).then_some(())?;
    let part = |text: &str, max: i8| text.parse::<i8>().ok().filter(|part| *part <= max);
    let hour = match half {
        Some(half) => part(hour, 12)? % 12 + half,
        None => part(hour, 24)?,
    };
    Some(seconds(hour, part(minute, 59)?, part(second, 60)?))
}

const MONTHS: [[&str; 2]; 12] = [
    ["jan", "янв"],
    ["feb", "фев"],
    ["mar", "мар"],
    ["apr", "апр"],
    ["may", "ма"],
    ["jun", "июн"],
    ["jul", "июл"],
    ["aug", "авг"],
    ["sep", "сен"],
    ["oct", "окт"],
    ["nov", "ноя"],
    ["dec", "дек"],
];

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is_named = |names: &[&str; 2]| names.iter().any(|name| word.starts_with(name));
    // "март" begins as "мая" does, and comes first.
    let index = MONTHS.iter().position(is_named)?;
    (word.chars().count() <= 9 && word.chars().all(char::is_alphabetic)).then(|| i8::try_from(index + 1).unwrap_or(1))
}

/// `15 Apr, 2021 00:02:00`, `Apr 15, 2021`, `15-Apr-2021`, `5 октября 2026 г.`.
fn with_month_name(text: &str) -> Option<Written> {
    let end = text.char_indices().take(40).last()?.0;
    let is_part = |char: char| matches!(char, ' ' | ',' | '-' | '\u{a0}');
    let mut parts = Vec::new();
    let mut rest = text.get(..).filter(|_| text.len() <= end + 4)?;
    while parts.len() < 3 {
        let part = rest.split(is_part).next()?;
        parts.push(part);
        rest = rest[part.len()..].trim_start_matches(is_part);
        if part.is_empty() {
            return None;
        }
    }
    let rest = rest.trim_start_matches("г.").trim_start();
    let second = time(rest)?;
    let (day, name) = if month(parts[0]).is_some() {
        (parts[1], parts[0])
    } else {
        (parts[0], parts[1])
    };
    let year: i16 = parts[2].parse().ok().filter(|_| parts[2].len() == 4)?;
    let day: i8 = day.parse().ok()?;
    date(year, month(name)?, day).map(|day| Written::Plain(Moment { day, second }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_usual_form() {
        for (text, written) in [
            ("2026-10-05", "2026-10-05"),
            ("2026/10/5", "2026-10-05"),
            ("2026-10-05 23:59:59", "2026-10-05"),
            ("2026-10-05T23:30:00.123-08:00", "2026-10-05"),
            ("2026-10-05T23:30:00Z", "2026-10-05"),
            ("05.10.2026", "2026-10-05"),
            ("5.10.2026 18:05", "2026-10-05"),
            ("31/12/2026", "2026-12-31"),
            ("12/31/2026 11:05 PM", "2026-12-31"),
            ("05/05/2026", "2026-05-05"),
            ("46300", "2026-10-05"),
            ("46300.75", "2026-10-05"),
            ("20261005", "2026-10-05"),
            ("15 Apr, 2021 00:02:00", "2021-04-15"),
            ("Apr 15, 2021", "2021-04-15"),
            ("15-Apr-2021", "2021-04-15"),
            ("5 октября 2026 г.", "2026-10-05"),
            ("8 мая 2026", "2026-05-08"),
            ("8 марта 2026", "2026-03-08"),
        ] {
            let day = match read(text) {
                Some(Written::Plain(moment) | Written::Ordered(moment, _)) => moment.day.to_string(),
                other => panic!("{text}: {other:?}"),
            };
            assert_eq!(day, written, "{text}");
        }
    }

    #[test]
    fn no_day_is_made_up() {
        for text in [
            "",
            "не закрыта",
            "31.02.2026",
            "01.02.18",
            "13/13/2026",
            "5/2026",
            "1234",
            "12345678901",
            "2026-10-05 x",
            "2026-10",
            "10-05",
            "May",
            "99 Apr 2021",
            "2026-10-05T25:00",
            "1e5",
            "..",
            "-",
            "5 апреля",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_order_is_shown_or_is_not() {
        assert!(matches!(read("13/04/2026"), Some(Written::Ordered(_, Order::DayFirst))));
        assert!(matches!(
            read("04/13/2026"),
            Some(Written::Ordered(_, Order::MonthFirst))
        ));
        assert!(matches!(read("03/04/2026"), Some(Written::Either(..))));
        assert!(matches!(read("03-04-2026"), Some(Written::Either(..))));
        assert!(matches!(read("03.04.2026"), Some(Written::Plain(_))));
    }

    #[test]
    fn stated_forms_are_the_only_ones_but_for_years_first() {
        let forms = ["%d.%m.%Y".to_string(), "%d/%m/%Y %H:%M:%S".to_string()];
        for (text, day) in [
            ("31.12.2017", Some("2017-12-31")),
            ("03/04/2018 19:58:54", Some("2018-04-03")),
            ("2018-02-26", Some("2018-02-26")),
            ("2018-02-26 19:58:54", Some("2018-02-26")),
            ("03/04/2018", None),
            ("46300", None),
            ("31.02.2018", None),
            ("01.02.18", None),
        ] {
            let read = in_forms(text, &forms).map(|moment| moment.day.to_string());
            assert_eq!(read.as_deref(), day, "{text}");
        }
    }
}
