//! One cell of the source in our words and forms: its map, its days, its numbers.

use jiff::civil::Date;
use jiff::fmt::strtime;
use rust_decimal::Decimal;

use super::source::UNDECODED;
use crate::profile::{AS_IT_STANDS, Column, FileFormat, REST, Shape};

/// Days outside these years are a form misread, not a sale.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Why a cell is not understood.
#[derive(Debug, PartialEq)]
pub(super) struct Misread {
    pub why: String,
    pub help: String,
}

/// What a cell says in our form; empty where it says nothing.
pub(super) fn read(column: &Column, cell: &str, format: &FileFormat) -> Result<String, Misread> {
    if let Some(constant) = &column.value {
        return Ok(constant.value.clone());
    }
    if cell.is_empty() || column.empty.iter().any(|nothing| nothing == cell) {
        return Ok(String::new());
    }
    if cell.contains(UNDECODED) {
        let why = format!("`{cell}` has bytes that are not {}", format.encoding.name());
        return Err(Misread {
            why,
            help: "mend the cell, or name the file's encoding in the profile".into(),
        });
    }
    if !column.map.is_empty() {
        match column.map.get(cell).or_else(|| column.map.get(REST)) {
            Some(ours) if ours.value != AS_IT_STANDS => return Ok(ours.value.clone()),
            Some(_) => {}
            None => return Err(unmapped(column, cell)),
        }
    }
    match column.shape() {
        Shape::Text => Ok(cell.to_string()),
        Shape::Day => day(cell, format)
            .map(|day| day.to_string())
            .ok_or_else(|| misread_day(cell, format)),
        Shape::Number => number(cell, format.decimal).ok_or_else(|| misread_number(cell, format.decimal)),
    }
}

fn unmapped(column: &Column, cell: &str) -> Misread {
    Misread {
        why: format!("the map of `{}` has nothing for `{cell}`", column.name),
        help: format!(
            "add it to the profile: map = {{ \"{}\" = \"…\" }}, or \"*\" for all the rest",
            cell.escape_debug()
        ),
    }
}

fn day(cell: &str, format: &FileFormat) -> Option<Date> {
    let read = |form: &String| strtime::parse(form, cell).ok()?.to_date().ok();
    format
        .date_formats
        .iter()
        .find_map(read)
        .filter(|day| YEARS.contains(&day.year()))
}

fn misread_day(cell: &str, format: &FileFormat) -> Misread {
    let forms: Vec<String> = format.date_formats.iter().map(|form| format!("`{form}`")).collect();
    Misread {
        why: format!("`{cell}` is not a day of the form {}", forms.join(" or ")),
        help: "say in the profile how the file writes its days: [file] date-formats = [\"%d.%m.%Y\"]".into(),
    }
}

/// Digits with a point before the fraction, and as many decimals as the source wrote.
fn number(cell: &str, decimal: char) -> Option<String> {
    let (whole, fraction) = match cell.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (cell, None),
    };
    let mut plain = without_groups(whole, decimal)?;
    if let Some(fraction) = fraction {
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        is_fraction.then_some(())?;
        plain = format!("{plain}.{fraction}");
    }
    Decimal::from_str_exact(&plain).is_ok().then_some(plain)
}

/// Thousands may be set apart by a blank, an apostrophe or the mark that is not
/// the decimal one, and then every group after the first has three digits:
/// `1.5` is never read as fifteen.
fn without_groups(whole: &str, decimal: char) -> Option<String> {
    let other = if decimal == '.' { ',' } else { '.' };
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let groups: Vec<&str> = whole[sign.len()..]
        .split([other, ' ', '\u{a0}', '\u{202f}', '\''])
        .collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (groups.iter().all(is_digits) && in_threes).then(|| format!("{sign}{}", groups.concat()))
}

fn misread_number(cell: &str, decimal: char) -> Misread {
    Misread {
        why: format!("`{cell}` is not a number with `{decimal}` before its fraction"),
        help: "say in the profile which mark stands before the fraction: [file] decimal = \",\"".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_groups_and_never_guessed() {
        for (cell, decimal, read) in [
            ("1054", '.', Some("1054")),
            ("0.0", '.', Some("0.0")),
            ("1 234,56", ',', Some("1234.56")),
            ("1\u{a0}234\u{202f}567", ',', Some("1234567")),
            ("3.500,00", ',', Some("3500.00")),
            ("485,000.00", '.', Some("485000.00")),
            ("-12", '.', Some("-12")),
            ("1,5", '.', None),
            ("1.5", ',', None),
            ("12,34,567", '.', None),
            ("1.", '.', None),
            (".5", '.', None),
            ("1e5", '.', None),
            ("USD 5", '.', None),
            ("--5", '.', None),
        ] {
            assert_eq!(number(cell, decimal).as_deref(), read, "{cell}");
        }
    }

    #[test]
    fn days_are_read_in_the_profiles_forms_only() {
        let format = FileFormat {
            date_formats: vec!["%d.%m.%Y".into(), "%Y-%m-%d %H:%M:%S".into()],
            ..FileFormat::default()
        };
        for (cell, read) in [
            ("31.12.2017", Some("2017-12-31")),
            ("2018-02-26 19:58:54", Some("2018-02-26")),
            ("2018-02-26", None),
            ("31.02.2018", None),
            ("01.02.18", None),
            ("не закрыта", None),
            ("", None),
        ] {
            assert_eq!(day(cell, &format).map(|day| day.to_string()).as_deref(), read, "{cell}");
        }
    }
}
