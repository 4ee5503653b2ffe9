//! The imported file: decoded, cut into rows and cells, each with its place in
//! the decoded text so that a finding can underline it.

use std::ops::Range;

use salesplan_model::diagnostic::{DUPLICATE_ID, Diagnostic, NOT_DECODABLE, PROFILE_COLUMN_MISSING};

use crate::profile::{Column, FileFormat, Profile};
use crate::sink::Sink;
use crate::suggest;

/// What stands for bytes that fit no character.
pub(super) const UNDECODED: char = char::REPLACEMENT_CHARACTER;

/// The text of the file. Bytes that do not fit the encoding are reported once;
/// a row is only lost where one stands in a cell that the profile reads.
pub(super) fn decode(bytes: &[u8], format: &FileFormat, sink: &Sink) -> String {
    let (text, encoding, had_errors) = format.encoding.decode(bytes);
    if had_errors {
        let at = text.find(UNDECODED).unwrap_or(0);
        let n_places = text.matches(UNDECODED).count();
        sink.push(
            Diagnostic::new(
                &NOT_DECODABLE,
                format!("{n_places} characters of the file are not {}", encoding.name()),
            )
            .at(sink.location(&(at..at + UNDECODED.len_utf8())), "the first of them")
            .help("name the encoding in the profile: [file] encoding = \"windows-1251\""),
        );
    }
    text.into_owned()
}

/// The decoded file with its header.
pub(super) struct Source<'t> {
    text: &'t str,
    delimiter: u8,
    headers: Vec<String>,
    /// The header's line as it stands.
    header_span: Range<usize>,
}

/// One row of the file.
pub(super) struct SourceRow<'r> {
    text: &'r str,
    delimiter: u8,
    record: &'r csv::StringRecord,
    /// The row as it stands, without its line end.
    pub span: Range<usize>,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t str, delimiter: u8) -> Self {
        let mut reader = reader(text, delimiter);
        // The text is valid UTF-8 and rows may have any length, so nothing fails.
        let headers = reader
            .headers()
            .map(|names| names.iter().map(str::to_string).collect())
            .unwrap_or_default();
        let end = offset(reader.position()).min(text.len());
        Self {
            text,
            delimiter,
            headers,
            header_span: line_trimmed(text, 0..end),
        }
    }

    pub fn n_columns(&self) -> usize {
        self.headers.len()
    }

    pub fn header_text(&self) -> &'t str {
        &self.text[self.header_span.clone()]
    }

    /// Shape: one a column of the profile; its position in the file. Every
    /// column that is missing is reported; `None` if any is.
    pub fn positions(&self, profile: &Profile, sink: &Sink) -> Option<Vec<Option<usize>>> {
        let found: Vec<Option<Option<usize>>> = profile
            .columns
            .iter()
            .map(|column| self.position(column, profile, sink))
            .collect();
        found.into_iter().collect()
    }

    /// `None`: reported. `Some(None)`: the column is none of the file's.
    fn position(&self, column: &Column, profile: &Profile, sink: &Sink) -> Option<Option<usize>> {
        let Some(header) = &column.header else {
            return Some(None);
        };
        let place = profile.location(&header.span);
        let mut same = self
            .headers
            .iter()
            .enumerate()
            .filter(|(_, name)| **name == header.value)
            .map(|(index, _)| index);
        let finding = match (same.next(), same.next()) {
            (Some(only), None) => return Some(Some(only)),
            (Some(_), Some(_)) => Diagnostic::new(
                &DUPLICATE_ID,
                format!("two columns of the file are called `{}`", header.value),
            )
            .at(place, "which of them?")
            .help("give the columns of the file names of their own"),
            (None, _) => Diagnostic::new(
                &PROFILE_COLUMN_MISSING,
                format!("the file has no column `{}`", header.value),
            )
            .at(place, format!("`{}` is to come from it", column.name))
            .help(self.help_missing(&header.value)),
        };
        sink.push(finding.see(sink.location(&self.header_span), "the file's header"));
        None
    }

    fn help_missing(&self, header: &str) -> String {
        let other = [',', ';', '\t']
            .into_iter()
            .find(|other| self.headers.len() == 1 && self.headers[0].contains(*other));
        match other {
            Some(other) => format!(
                "are the fields parted by `{}`? say so: [file] delimiter = \"{}\"",
                other.escape_debug(),
                other.escape_debug()
            ),
            None => suggest::help(header, self.headers.iter().map(String::as_str)),
        }
    }

    /// Headers that no column of the profile names, in the order of the file.
    pub fn ignored(&self, positions: &[Option<usize>]) -> Vec<String> {
        let names = self.headers.iter().enumerate();
        names
            .filter(|(index, _)| !positions.contains(&Some(*index)))
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// Every row in order.
    pub fn each_row(&self, mut each: impl FnMut(&SourceRow<'_>)) {
        let mut reader = reader(self.text, self.delimiter);
        // Reading the header moves the reader behind it.
        let _ = reader.headers();
        let mut record = csv::StringRecord::new();
        let (mut line, mut counted) = (1, 0);
        while matches!(reader.read_record(&mut record), Ok(true)) {
            let start = record.position().map_or(0, offset);
            let span = line_trimmed(self.text, start..offset(reader.position()).min(self.text.len()));
            line += self.text[counted..span.start].matches('\n').count();
            counted = span.start;
            each(&SourceRow {
                text: self.text,
                delimiter: self.delimiter,
                record: &record,
                span,
                line,
            });
        }
    }
}

impl SourceRow<'_> {
    pub fn n_fields(&self) -> usize {
        self.record.len()
    }

    /// The row as it stands in the file.
    pub fn raw(&self) -> &str {
        &self.text[self.span.clone()]
    }

    /// A cell without the blanks around it.
    pub fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    /// Where a cell stands; the whole row where it has no such cell. Found by
    /// walking the raw text again, which only a finding pays for.
    pub fn cell_span(&self, column: usize) -> Range<usize> {
        let (mut field, mut quoted, mut from) = (0, false, self.span.start);
        for (offset, byte) in self.raw().bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                _ if byte == self.delimiter && !quoted => {
                    let end = self.span.start + offset;
                    if field == column {
                        return blank_trimmed(self.text, from..end);
                    }
                    field += 1;
                    from = end + 1;
                }
                _ => {}
            }
        }
        if field == column {
            blank_trimmed(self.text, from..self.span.end)
        } else {
            self.span.clone()
        }
    }

    /// A quote that nothing closes makes one row of all that follows it.
    pub fn is_unclosed(&self) -> bool {
        let is_last = self.text[self.span.end..].trim().is_empty();
        is_last && self.raw().contains('\n') && self.raw().matches('"').count() % 2 == 1
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}

fn offset(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// Without the line ends on either side.
fn line_trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    let start = span.start + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
    start..(start + raw.trim_matches(['\r', '\n']).len())
}

fn blank_trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    let start = span.start + raw.len() - raw.trim_start().len();
    start..start + raw.trim().len()
}
