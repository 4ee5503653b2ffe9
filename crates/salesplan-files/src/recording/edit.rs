//! Changes to the text of a file of facts that leave the rest of it as it is.

use std::ops::Range;

use super::{Entry, StoredRow};
use crate::block_text::block_end;
use crate::deals_csv::to_csv;
use crate::facts::{COLUMNS, read_rows};
use crate::sink::Sink;

/// What is to change in one file.
#[derive(Default)]
pub(super) struct Edits {
    added: Vec<Entry>,
    replaced: Vec<(StoredRow, Entry)>,
    removed: Vec<StoredRow>,
}

/// The columns that hold a figure; the others say of what it is one.
const FIGURES: [&str; 4] = ["date", "count", "amount", "currency"];

impl Edits {
    pub fn append(&mut self, entry: &Entry) {
        self.added.push(entry.clone());
    }

    pub fn replace(&mut self, row: &StoredRow, entry: &Entry) {
        self.replaced.push((row.clone(), entry.clone()));
    }

    pub fn remove(&mut self, row: &StoredRow) {
        self.removed.push(row.clone());
    }

    /// The text with all of them.
    pub fn applied(&self, path: &str, text: &str) -> String {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        if path.ends_with(".toml") {
            self.in_toml(text, line_end)
        } else {
            self.in_csv(path, text, line_end)
        }
    }

    fn in_csv(&self, path: &str, text: &str, line_end: &str) -> String {
        let (mut names, rows) = csv_rows(path, text);
        if names.is_empty() {
            names = COLUMNS.iter().map(|name| (*name).to_string()).collect();
            let head = csv_line(&names, line_end);
            return self
                .added
                .iter()
                .fold(head, |text, entry| text + &line_of(entry, &names, line_end));
        }
        let missing = self.missing_columns(&names);
        let mut splices = Vec::new();
        let mut ends: Vec<(usize, Vec<String>)> = Vec::new();
        if !missing.is_empty() {
            let first = text.find('\n').unwrap_or(text.len());
            let header_end = text[..first].trim_end_matches('\r').len();
            ends.push((header_end, missing.clone()));
            ends.extend(rows.iter().map(|row| (row.end, vec![String::new(); missing.len()])));
        }
        for (row, entry) in &self.replaced {
            for name in FIGURES {
                let value = entry.figure.cell(name, entry.date).unwrap_or_default();
                if let Some((_, before, span)) = row.cells.iter().find(|(known, ..)| known == name) {
                    if *before != value {
                        splices.push((span.clone(), quoted(&value)));
                    }
                } else if let Some(column) = missing.iter().position(|column| column == name)
                    && let Some((_, values)) = ends.iter_mut().find(|(end, _)| *end == row.whole.end)
                {
                    values[column] = quoted(&value);
                }
            }
        }
        splices.extend(
            ends.into_iter()
                .map(|(end, values)| (end..end, format!(",{}", values.join(",")))),
        );
        for row in &self.removed {
            splices.push((with_line_end(text, &row.whole), String::new()));
        }
        names.extend(missing);
        let gap = if text.ends_with('\n') { "" } else { line_end };
        let added: String = self
            .added
            .iter()
            .map(|entry| line_of(entry, &names, line_end))
            .collect();
        let gap = if added.is_empty() { "" } else { gap };
        spliced(text, splices) + gap + &added
    }

    /// Columns that an entry needs and the file does not have.
    fn missing_columns(&self, names: &[String]) -> Vec<String> {
        let entries = || self.added.iter().chain(self.replaced.iter().map(|(_, entry)| entry));
        let is_needed = |column: &&&str| {
            let is_there = names.iter().any(|known| known == **column);
            !is_there && entries().any(|entry| entry.figure.cell(column, entry.date).is_some())
        };
        COLUMNS
            .iter()
            .filter(is_needed)
            .map(|column| (*column).to_string())
            .collect()
    }

    fn in_toml(&self, text: &str, line_end: &str) -> String {
        let mut splices = Vec::new();
        for (row, entry) in &self.replaced {
            let is_inline = text[row.whole.start..].starts_with('{');
            let gap = if is_inline { ", " } else { line_end };
            let last = row
                .cells
                .iter()
                .map(|(.., span)| span.end)
                .max()
                .unwrap_or(row.whole.end);
            let mut more = String::new();
            for name in FIGURES {
                let value = entry.figure.cell(name, entry.date);
                let stored = row.cells.iter().find(|(known, ..)| known == name);
                match (stored, value) {
                    (Some((_, before, span)), Some(value)) if *before != value => {
                        splices.push((span.clone(), toml_value(name, &value)));
                    }
                    (Some((.., span)), None) => splices.push((key_of(text, span, is_inline), String::new())),
                    (None, Some(value)) => more += &format!("{gap}{name} = {}", toml_value(name, &value)),
                    _ => {}
                }
            }
            // After the comment that may follow the last value.
            let end = if is_inline { last } else { last + line_left(text, last) };
            splices.push((end..end, more));
        }
        for row in &self.removed {
            splices.push((block_of(text, row), String::new()));
        }
        let changed = spliced(text, splices);
        self.added.iter().fold(changed, |text, entry| {
            let cells = COLUMNS
                .iter()
                .filter_map(|name| Some((name, entry.figure.cell(name, entry.date)?)));
            let lines: String = cells
                .map(|(name, value)| format!("{name} = {}{line_end}", toml_value(name, &value)))
                .collect();
            let gap = match &text {
                text if text.is_empty() => String::new(),
                text if text.ends_with(&line_end.repeat(2)) => String::new(),
                text if text.ends_with('\n') => line_end.to_string(),
                _ => line_end.repeat(2),
            };
            format!("{text}{gap}[[facts]]{line_end}{lines}")
        })
    }
}

/// The columns of a CSV file, and where each of its rows stands without its line end.
fn csv_rows(path: &str, text: &str) -> (Vec<String>, Vec<Range<usize>>) {
    let header = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
        .headers()
        .map(|names| {
            names
                .iter()
                .map(|name| name.trim_start_matches('\u{feff}').to_string())
                .collect()
        })
        .unwrap_or_default();
    let sink = Sink::new(&path.into());
    let mut rows = Vec::new();
    read_rows(path, text, &sink, |_, row| rows.push(row.whole()));
    (header, rows)
}

fn line_of(entry: &Entry, names: &[String], line_end: &str) -> String {
    let cells: Vec<String> = names
        .iter()
        .map(|name| entry.figure.cell(name, entry.date).unwrap_or_default())
        .collect();
    csv_line(&cells, line_end)
}

fn csv_line(cells: &[String], line_end: &str) -> String {
    let line = String::from_utf8(to_csv(cells, std::iter::empty())).expect("texts stay texts");
    format!("{}{line_end}", line.trim_end_matches('\n'))
}

fn quoted(cell: &str) -> String {
    // A line of one empty cell would be quoted.
    if cell.is_empty() {
        return String::new();
    }
    csv_line(&[cell.to_string()], "")
}

/// The days and numbers of the files are bare, everything else is a text.
fn toml_value(name: &str, value: &str) -> String {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if name == "date" || (matches!(name, "count" | "amount") && is_number && (value == "0" || !value.starts_with('0')))
    {
        value.to_string()
    } else {
        toml::Value::from(value).to_string()
    }
}

/// A row of a CSV file with the end of its line.
fn with_line_end(text: &str, row: &Range<usize>) -> Range<usize> {
    let rest = &text[row.end..];
    let end = ["\r\n", "\n"]
        .iter()
        .find(|end| rest.starts_with(**end))
        .map_or(0, |end| end.len());
    row.start..row.end + end
}

/// How much of a line is left after a place.
fn line_left(text: &str, place: usize) -> usize {
    let rest = text[place..].split('\n').next().unwrap_or_default();
    rest.trim_end_matches('\r').len()
}

/// The line of a key whose value stands at a place; of an inline table the key with its comma.
fn key_of(text: &str, value: &Range<usize>, is_inline: bool) -> Range<usize> {
    if is_inline {
        let start = text[..value.start].rfind([',', '{']).unwrap_or(value.start);
        let keeps_brace = usize::from(text[start..].starts_with('{'));
        return start + keeps_brace..value.end;
    }
    let start = text[..value.start].rfind('\n').map_or(0, |at| at + 1);
    start..value.end + text[value.end..].find('\n').map_or(text.len() - value.end, |at| at + 1)
}

/// A table of a list with its head, without the comments of what follows it.
fn block_of(text: &str, row: &StoredRow) -> Range<usize> {
    let start = text[..row.whole.start].rfind('\n').map_or(0, |at| at + 1);
    if text[start..].trim_start().starts_with("[[") {
        let end = block_end(text, row.whole.start);
        let gap = text[end..].len() - text[end..].trim_start_matches(['\r', '\n']).len();
        return start..end + gap;
    }
    let rest = &text[row.whole.end..];
    let comma = rest.len() - rest.trim_start().strip_prefix(',').map_or(rest.len(), str::len);
    row.whole.start..row.whole.end + comma
}

/// The text with each range in another form; ranges do not overlap.
fn spliced(text: &str, mut splices: Vec<(Range<usize>, String)>) -> String {
    splices.sort_by_key(|(span, _)| (span.start, span.end));
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in splices {
        changed += &text[at.min(span.start)..span.start];
        changed += &new;
        at = at.max(span.end);
    }
    changed + &text[at..]
}
