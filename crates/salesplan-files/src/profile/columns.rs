//! The tables `[columns]` and `[optional]` of a profile: where each of our columns comes from.
//!
//! Values that the profile itself gives (`value`, `default`, the right sides of
//! a `map`) are in our words and forms; only what stands in the file is read by
//! the file's forms of dates and numbers.

use std::collections::BTreeMap;
use std::ops::Range;

use salesplan_model::deal::Status;
use salesplan_model::diagnostic::{Diagnostic, PROFILE_COLUMN, UNKNOWN_KEY, UNKNOWN_VALUE};
use toml::Spanned;
use toml::de::DeValue;

use crate::deals::ENTERED;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{Table, number_text, sorted, wrong_type};

/// Left side of a `map` entry for every value that has none of its own.
pub(crate) const REST: &str = "*";
/// Right side of a `map` entry: the value as it stands in the file.
pub(crate) const AS_IT_STANDS: &str = "*";
/// Where the name of a stage stands in a header: `Date entered "{stage}"`.
pub(crate) const STAGE: &str = "{stage}";

/// Where one of our columns comes from. Of several with one name the first that says
/// something counts.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Our name: `owner`, `entered.meeting`; `entered.*` for whatever stage the header names.
    pub name: String,
    /// Where the profile says it.
    pub place: Range<usize>,
    /// Their headers: the first that says something counts.
    pub headers: Vec<At<String>>,
    /// Their headers whose cells together make the value, where none of `headers` is there.
    pub joined: Vec<At<String>>,
    /// The same for every row.
    pub value: Option<At<String>>,
    /// Their value to ours.
    pub map: BTreeMap<String, At<String>>,
    /// Their values that mean nothing.
    pub empty: Vec<String>,
    /// Where neither the file nor the stored deal says anything.
    pub default: Option<At<String>>,
    /// Our column with the day from which the value was known.
    pub known_from: Option<At<String>>,
    /// Whether the file may lack it.
    pub is_optional: bool,
}

/// What kind of text a column of ours holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Day,
    Number,
    Text,
}

impl Column {
    /// A column that comes from a header and nothing more.
    pub fn of_header(name: &str, header: &str) -> Self {
        Self {
            headers: vec![At::new(header.to_string(), 0..0)],
            ..Self::nowhere(name.to_string(), 0..0, false)
        }
    }

    pub(super) fn nowhere(name: String, place: Range<usize>, is_optional: bool) -> Self {
        Self {
            name,
            place,
            headers: Vec::new(),
            joined: Vec::new(),
            value: None,
            map: BTreeMap::new(),
            empty: Vec::new(),
            default: None,
            known_from: None,
            is_optional,
        }
    }

    pub fn shape(&self) -> Shape {
        match self.name.as_str() {
            "date" | "created" | "expected-close" | "closed" | "next-step-date" | "last-activity" => Shape::Day,
            name if name.starts_with(ENTERED) => Shape::Day,
            "amount" | "count" | "potential" => Shape::Number,
            _ => Shape::Text,
        }
    }

    /// Whether any of it comes from the file.
    pub fn is_in_file(&self) -> bool {
        !self.headers.is_empty() || !self.joined.is_empty()
    }

    /// What the profile itself may put into the column.
    pub fn own_words(&self) -> impl Iterator<Item = &At<String>> {
        let mapped = self
            .map
            .values()
            .filter(|target| !target.value.is_empty() && target.value != AS_IT_STANDS);
        self.value.iter().chain(&self.default).chain(mapped)
    }

    /// The right side of the map for a value; letters of either case are the same.
    pub fn mapped(&self, cell: &str) -> Option<&At<String>> {
        in_map(&self.map, cell).or_else(|| self.map.get(REST))
    }
}

/// The entry of a map for a value; letters of either case are the same.
pub(crate) fn in_map<'m>(map: &'m BTreeMap<String, At<String>>, cell: &str) -> Option<&'m At<String>> {
    map.get(cell).or_else(|| {
        let lower = cell.to_lowercase();
        let same = |(theirs, _): &(&String, &At<String>)| theirs.to_lowercase() == lower;
        map.iter().find(same).map(|(_, ours)| ours)
    })
}

pub(super) fn read(table: &Table<'_, '_>, known: &[&str], is_optional: bool, sink: &Sink) -> Vec<Column> {
    let family = ENTERED.trim_end_matches('.');
    let mut columns: Vec<Column> = Vec::new();
    for (key, value) in table.entries() {
        let name = key.get_ref().to_string();
        // Only deals have a stage and days of entering it.
        let has_stages = known.contains(&"stage");
        match value.get_ref() {
            DeValue::Table(stages) if has_stages && name == family => {
                for (stage, value) in sorted(stages) {
                    let name = format!("{ENTERED}{}", stage.get_ref());
                    columns.extend(read_column(name, stage.span(), value, is_optional, sink));
                }
            }
            _ if has_stages && name == family => {
                wrong_type::<()>(
                    sink,
                    family,
                    value,
                    "a table of stages, such as entered.meeting = \"Date of the meeting\"",
                );
            }
            DeValue::Array(items) if known.contains(&name.as_str()) => {
                for item in items.iter() {
                    columns.extend(read_column(name.clone(), key.span(), item, is_optional, sink));
                }
            }
            _ if known.contains(&name.as_str()) => {
                columns.extend(read_column(name, key.span(), value, is_optional, sink));
            }
            _ => sink.push(
                Diagnostic::new(&UNKNOWN_KEY, format!("`{name}` is not a column of ours"))
                    .at(
                        sink.location(&key.span()),
                        "our columns stand on the left, those of the file on the right",
                    )
                    .help(suggest::help(&name, known.iter().copied())),
            ),
        }
    }
    columns
}

fn read_column(
    name: String,
    place: Range<usize>,
    value: &Spanned<DeValue<'_>>,
    is_optional: bool,
    sink: &Sink,
) -> Option<Column> {
    let mut column = Column::nowhere(name, place, is_optional);
    match value.get_ref() {
        DeValue::Table(table) => {
            let mut table = Table::new(table, value.span(), format!("column `{}`", column.name), sink);
            column.headers = if table.value("column").is_some_and(|value| value.get_ref().is_array()) {
                trimmed_all(table.texts("column"))
            } else {
                table.text("column").map(trimmed).into_iter().collect()
            };
            column.joined = trimmed_all(table.texts("join"));
            column.value = table.number_text("value");
            column.default = table.number_text("default");
            column.empty = trimmed_all(table.texts("empty"))
                .into_iter()
                .map(|text| text.value)
                .collect();
            column.known_from = table.text("known-from");
            if let Some(map) = table.table("map", "the map") {
                column.map = read_map(&map, sink);
            }
            table.finish();
        }
        plain => match number_text(plain) {
            Some(header) => column.headers.push(trimmed(At::new(header, value.span()))),
            None => return wrong_type(sink, &column.name, value, "the file's header in quotes, or a table"),
        },
    }
    check_origin(&column, &value.span(), sink).then_some(())?;
    check_status(&column, sink);
    Some(column)
}

fn trimmed_all(texts: Option<Vec<At<String>>>) -> Vec<At<String>> {
    texts.unwrap_or_default().into_iter().map(trimmed).collect()
}

/// The reader of the file trims its headers and cells, so the profile's are trimmed too.
fn trimmed(text: At<String>) -> At<String> {
    At::new(text.value.trim().to_string(), text.span)
}

pub(super) fn read_map(map: &Table<'_, '_>, sink: &Sink) -> BTreeMap<String, At<String>> {
    let mut entries = BTreeMap::new();
    for (theirs, ours) in map.entries() {
        match number_text(ours.get_ref()) {
            Some(text) => {
                entries.insert(theirs.get_ref().trim().to_string(), At::new(text, ours.span()));
            }
            None => {
                wrong_type::<()>(sink, theirs.get_ref(), ours, "a text in quotes");
            }
        }
    }
    entries
}

/// A column comes from the file or is a constant, and an id is never a constant.
fn check_origin(column: &Column, span: &Range<usize>, sink: &Sink) -> bool {
    let about_file = !column.map.is_empty() || !column.empty.is_empty() || column.known_from.is_some();
    let is_any_stage = column.name == format!("{ENTERED}*");
    let names_stage = |header: &At<String>| header.value.contains(STAGE);
    let fault = match (column.is_in_file(), &column.value, &column.default) {
        (true, Some(_), _) => "comes from the file and is a constant too",
        (false, Some(_), Some(_)) => "has a constant, so its default is never used",
        (false, None, None) => "does not say where it comes from",
        (false, ..) if about_file => "has `map`, `empty` or `known-from`, but no column of the file",
        (false, ..) if column.name == "id" => "would be the same for every row",
        _ if column
            .headers
            .iter()
            .chain(&column.joined)
            .any(|header| header.value.is_empty()) =>
        {
            "has an empty header"
        }
        _ if is_any_stage != column.headers.iter().any(names_stage) => {
            "does not name the stage where its header does: entered.\"*\" = 'Date entered \"{stage}\"'"
        }
        _ => return true,
    };
    sink.push(
        Diagnostic::new(&PROFILE_COLUMN, format!("`{}` {fault}", column.name))
            .at(sink.location(span), "where does it come from?")
            .help("write the file's header, as in owner = \"Deal owner\"; { column = \"…\" } to say more; { value = \"…\" } for a constant"),
    );
    false
}

fn check_status(column: &Column, sink: &Sink) {
    if column.name != "status" {
        return;
    }
    let words = || Status::WORDS.iter().map(|(word, _)| *word);
    for word in column
        .own_words()
        .filter(|word| !words().any(|known| known == word.value))
    {
        sink.push(
            Diagnostic::new(&UNKNOWN_VALUE, format!("`{}` is not a status", word.value))
                .at(sink.location(&word.span), "unknown status")
                .help(suggest::help(&word.value, words())),
        );
    }
}

/// `known-from` names one of the days that tell when a deal was known, and the profile reads it.
pub(super) fn check_known_from(columns: &[Column], sink: &Sink) {
    let is_day = |name: &str| matches!(name, "created" | "closed") || name.starts_with(ENTERED);
    let days = || {
        columns
            .iter()
            .map(|column| column.name.as_str())
            .filter(|name| is_day(name))
    };
    for from in columns.iter().filter_map(|column| column.known_from.as_ref()) {
        if !days().any(|day| day == from.value) {
            sink.push(
                Diagnostic::new(
                    &UNKNOWN_VALUE,
                    format!("`{}` is not a day that this profile reads", from.value),
                )
                .at(sink.location(&from.span), "known from when?")
                .help(suggest::help(&from.value, days())),
            );
        }
    }
}
