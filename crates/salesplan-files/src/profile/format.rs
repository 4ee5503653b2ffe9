//! The `[file]` table of a profile: delimiter, encoding, and how the source
//! writes days and numbers.

use encoding_rs::Encoding;
use jiff::civil::date;
use jiff::tz::TimeZone;
use salesplan_model::diagnostic::{Diagnostic, UNKNOWN_VALUE};

use crate::sink::{At, Sink};
use crate::table::Table;

/// How the source writes its file.
#[derive(Debug, Clone)]
pub(crate) struct FileFormat {
    /// Between two fields; one ASCII character.
    pub delimiter: u8,
    /// A byte order mark in the file wins over it.
    pub encoding: &'static Encoding,
    /// Tried in order; of a form with a time the day is taken.
    pub date_formats: Vec<String>,
    /// Before the fraction of a number.
    pub decimal: char,
}

impl Default for FileFormat {
    fn default() -> Self {
        Self {
            delimiter: b',',
            encoding: encoding_rs::UTF_8,
            date_formats: vec!["%Y-%m-%d".into()],
            decimal: '.',
        }
    }
}

const DECIMALS: &[(&str, char)] = &[(".", '.'), (",", ',')];

pub(super) fn read(mut table: Table<'_, '_>, sink: &Sink) -> FileFormat {
    let mut format = FileFormat::default();
    if let Some(delimiter) = table.text("delimiter").and_then(|text| read_delimiter(&text, sink)) {
        format.delimiter = delimiter;
    }
    if let Some(encoding) = table.text("encoding").and_then(|label| read_encoding(&label, sink)) {
        format.encoding = encoding;
    }
    if let Some(decimal) = table.word("decimal", DECIMALS) {
        format.decimal = decimal.value;
    }
    if let Some(formats) = table.texts("date-formats") {
        format.date_formats = formats
            .into_iter()
            .filter_map(|text| read_date_format(text, sink))
            .collect();
    }
    table.finish();
    format
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
fn read_date_format(text: At<String>, sink: &Sink) -> Option<String> {
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
