//! The `[file]` table of a profile: delimiter, encoding, and how the source
//! writes days and numbers.

use jiff::civil::date;
use jiff::tz::TimeZone;
use salesplan_model::diagnostic::{Diagnostic, UNKNOWN_VALUE};
use salesplan_sheets::{Encoding, Told};

use crate::sink::{At, Sink};
use crate::table::Table;

/// How the source writes its file. What the profile does not say is found out from the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct FileFormat {
    /// Between two fields; one ASCII character.
    pub delimiter: Option<u8>,
    /// A byte order mark in the file wins over it.
    pub encoding: Option<&'static Encoding>,
    /// Which sheet of a workbook.
    pub sheet: Option<String>,
    /// Tried in order; of a form with a time the day is taken.
    pub date_formats: Vec<String>,
    /// Before the fraction of a number.
    pub decimal: Option<char>,
    /// Texts that mean nothing, in every column.
    pub blanks: Vec<String>,
}

impl FileFormat {
    /// What the reader of the file is told.
    pub fn told(&self) -> Told<'_> {
        Told {
            encoding: self.encoding,
            delimiter: self.delimiter,
            sheet: self.sheet.as_deref(),
        }
    }
}

const DECIMALS: &[(&str, char)] = &[(".", '.'), (",", ',')];

pub(super) fn read(mut table: Table<'_, '_>, sink: &Sink) -> FileFormat {
    let delimiter = table.text("delimiter").and_then(|text| read_delimiter(&text, sink));
    let encoding = table.text("encoding").and_then(|label| read_encoding(&label, sink));
    let formats = table.texts("date-formats").unwrap_or_default();
    let format = FileFormat {
        delimiter,
        encoding,
        sheet: table.text("sheet").map(|sheet| sheet.value),
        date_formats: formats
            .into_iter()
            .filter_map(|text| read_date_format(text, sink))
            .collect(),
        decimal: table.word("decimal", DECIMALS).map(|decimal| decimal.value),
        blanks: table
            .texts("blanks")
            .unwrap_or_default()
            .into_iter()
            .map(|text| text.value.trim().to_string())
            .collect(),
    };
    table.finish();
    format
}

impl FileFormat {
    /// This one, and what it leaves open as `base` says.
    pub fn over(self, base: Self) -> Self {
        Self {
            delimiter: self.delimiter.or(base.delimiter),
            encoding: self.encoding.or(base.encoding),
            sheet: self.sheet.or(base.sheet),
            date_formats: if self.date_formats.is_empty() {
                base.date_formats
            } else {
                self.date_formats
            },
            decimal: self.decimal.or(base.decimal),
            blanks: [base.blanks, self.blanks].concat(),
        }
    }
}

fn read_delimiter(text: &At<String>, sink: &Sink) -> Option<u8> {
    match text.value.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r') => {
            Some(*byte)
        }
        _ => unknown(
            sink,
            text,
            "is not a delimiter",
            "write one character, such as \",\", \";\" or \"\\t\"",
        ),
    }
}

fn read_encoding(label: &At<String>, sink: &Sink) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.value.as_bytes());
    encoding.or_else(|| {
        unknown(
            sink,
            label,
            "is not an encoding that is known",
            "common ones are \"utf-8\", \"utf-16le\", \"windows-1251\" and \"windows-1252\"",
        )
    })
}

/// Tries the form on a moment: one that cannot write it cannot read one either.
pub(crate) fn read_date_format(text: At<String>, sink: &Sink) -> Option<String> {
    let moment = date(2026, 10, 31)
        .at(23, 58, 59, 0)
        .to_zoned_datetime(TimeZone::UTC)
        .ok()?;
    let written = jiff::fmt::strtime::format(&text.value, &moment).ok();
    let day = written.and_then(|written| jiff::fmt::strtime::parse(&text.value, written).ok()?.to_date().ok());
    match day {
        Some(day) if day == moment.date() => Some(text.value),
        _ => unknown(
            sink,
            &text,
            "does not say the day, the month and the year",
            "write the form of the dates, such as \"%d.%m.%Y\" or \"%Y-%m-%d %H:%M:%S\"",
        ),
    }
}

fn unknown<T>(sink: &Sink, text: &At<String>, why: &str, help: &str) -> Option<T> {
    sink.push(
        Diagnostic::new(&UNKNOWN_VALUE, format!("`{}` {why}", text.value.escape_debug()))
            .at(sink.location(&text.span), "unknown")
            .help(help),
    );
    None
}
