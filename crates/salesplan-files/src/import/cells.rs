//! One cell of the source in our words and forms: its map, its days, its numbers.

use salesplan_sheets::{UNDECODED, unguarded};

use super::days::{self, Moment, Order, Written};
use super::evidence::Evidence;
use super::numbers::{self, Beside, NoNumber};
use crate::profile::{AS_IT_STANDS, Column, FileFormat, Shape};

/// How many characters of a cell a message shows.
const SHOWN: usize = 60;

/// Why a cell is not understood.
#[derive(Debug, PartialEq)]
pub(super) struct Misread {
    pub why: String,
    pub help: String,
    /// Whether every cell that says the same is not understood for the same reason, so that
    /// it is said once.
    pub is_of_value: bool,
    /// Whether columns of one header say different things; `why` is the header.
    pub is_conflict: bool,
}

impl Misread {
    pub fn new(why: String, help: impl Into<String>) -> Self {
        Self {
            why,
            help: help.into(),
            is_of_value: false,
            is_conflict: false,
        }
    }

    /// Why a required cell is not understood whose columns differ.
    pub fn of_conflict(header: &str) -> Self {
        Self::new(
            format!("two columns are called `{header}` and say different things"),
            format!("name the one that is meant, as `{header}#1` or `{header}#2`"),
        )
    }
}

/// What a cell says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    /// In our form; empty where it says nothing.
    pub text: String,
    /// The currency beside a sum.
    pub currency: Option<Beside>,
    /// The second of a day.
    pub second: u32,
    /// Whether the text is still theirs, so that it may be the name of a stage or a person.
    pub is_theirs: bool,
}

impl Said {
    fn ours(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// A cell as a message shows it.
pub(super) fn shown(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_string(),
    }
}

/// Reads one cell of the column at `index` of the source.
pub(super) fn read(
    column: &Column,
    cell: &str,
    index: usize,
    format: &FileFormat,
    evidence: &Evidence,
) -> Result<Said, Misread> {
    if cell.is_empty() || column.empty.iter().chain(&format.blanks).any(|nothing| nothing == cell) {
        return Ok(Said::default());
    }
    if cell.contains(UNDECODED) {
        let encoding = format.encoding.map_or("UTF-8", |encoding| encoding.name());
        let why = format!("`{}` has bytes that are not {encoding}", shown(cell));
        return Err(Misread::new(
            why,
            "mend the cell, or name the file's encoding in the profile",
        ));
    }
    if !column.map.is_empty() {
        match column.mapped(cell) {
            Some(ours) if ours.value != AS_IT_STANDS => return Ok(Said::ours(ours.value.clone())),
            Some(_) => {}
            None => return Err(unmapped(column, cell)),
        }
    }
    let is_blank = matches!(cell, "-" | "–" | "—");
    match column.shape() {
        Shape::Day | Shape::Number if is_blank => Ok(Said::default()),
        Shape::Day => read_day(cell, index, format, evidence),
        Shape::Number => read_number(column, cell, index, format, evidence),
        Shape::Text => {
            if column.name == "id" {
                check_id(cell)?;
            }
            Ok(Said {
                is_theirs: true,
                ..Said::ours(unguarded(cell))
            })
        }
    }
}

/// A spreadsheet keeps fifteen digits of a number, and shows the rest of a longer id as zeros
/// or not at all.
fn check_id(cell: &str) -> Result<(), Misread> {
    let is_rounded = cell.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        let is_number = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'+'))
        };
        is_number(digits) && is_number(power) && (digits.contains(['.', ',']) || power.starts_with('+'))
    });
    if is_rounded {
        return Err(Misread::new(
            format!("the id `{cell}` was rounded by a spreadsheet"),
            "take the file as the CRM wrote it, without opening it in a spreadsheet first, or format the column as text",
        ));
    }
    Ok(())
}

fn unmapped(column: &Column, cell: &str) -> Misread {
    Misread {
        is_of_value: true,
        ..Misread::new(
            format!("the map of `{}` has nothing for `{}`", column.name, shown(cell)),
            format!(
                "add it to the profile: map = {{ \"{}\" = \"…\" }}, or \"*\" for all the rest",
                shown(cell).escape_debug()
            ),
        )
    }
}

fn read_day(cell: &str, index: usize, format: &FileFormat, evidence: &Evidence) -> Result<Said, Misread> {
    let said = |moment: Moment| Said {
        second: moment.second,
        ..Said::ours(moment.day.to_string())
    };
    if !format.date_formats.is_empty() {
        let moment = days::in_forms(cell, &format.date_formats);
        return moment.map(said).ok_or_else(|| misread_day(cell, format));
    }
    match (days::read(cell), evidence.order(index)) {
        (Some(Written::Plain(moment) | Written::Ordered(moment, _)), _) => Ok(said(moment)),
        (Some(Written::Either(day_first, _)), Some(Order::DayFirst)) => Ok(said(day_first)),
        (Some(Written::Either(_, month_first)), Some(Order::MonthFirst)) => Ok(said(month_first)),
        (Some(Written::Either(..)), None) => Err(Misread::new(
            format!("`{cell}` may be two days, and the column writes both the day and the month first"),
            "say how the file writes its days: --date-format %d/%m/%Y",
        )),
        (None, _) => Err(misread_day(cell, format)),
    }
}

fn misread_day(cell: &str, format: &FileFormat) -> Misread {
    let help = "say how the file writes its days: [file] date-formats = [\"%d.%m.%Y\"] in the profile";
    if format.date_formats.is_empty() {
        return Misread::new(format!("`{}` is not a day in any usual form", shown(cell)), help);
    }
    let forms: Vec<String> = format.date_formats.iter().map(|form| format!("`{form}`")).collect();
    Misread::new(
        format!("`{}` is not a day of the form {}", shown(cell), forms.join(" or ")),
        help,
    )
}

fn read_number(
    column: &Column,
    cell: &str,
    index: usize,
    format: &FileFormat,
    evidence: &Evidence,
) -> Result<Said, Misread> {
    let is_sum = column.name != "count";
    match numbers::read(cell, format.decimal, evidence.decimals(index), is_sum) {
        Ok(number) => Ok(Said {
            currency: number.currency,
            ..Said::ours(number.plain)
        }),
        Err(NoNumber::Unclear) => Err(Misread::new(
            format!("`{cell}` may be a thousand or a fraction, and no cell of the column tells which"),
            "say which mark stands before the fraction: [file] decimal = \",\" in the profile",
        )),
        Err(NoNumber::Other) => {
            let why = match format.decimal {
                Some(decimal) => format!("`{}` is not a number with `{decimal}` before its fraction", shown(cell)),
                None => format!("`{}` is not a number", shown(cell)),
            };
            Err(Misread::new(
                why,
                "mend the cell, or say which mark stands before the fraction: [file] decimal = \",\" in the profile",
            ))
        }
    }
}
