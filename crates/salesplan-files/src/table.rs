//! Reading a TOML table key by key: each value with its place, each mistake
//! noted, and every key that nobody asked for reported at the end.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use salesplan_model::diagnostic::{
    Diagnostic, INVALID_COUNT, INVALID_DATE, INVALID_ID, MISSING_KEY, TOML_SYNTAX, UNKNOWN_KEY, UNKNOWN_VALUE,
    WRONG_TYPE,
};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::sink::{At, Sink};
use crate::suggest;

/// Parses a TOML file as far as it goes; syntax errors go to the sink.
pub(crate) fn parse<'t>(text: &'t str, sink: &Sink) -> Spanned<DeTable<'t>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut last_line = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let line = text.get(..span.start).map(|before| before.matches('\n').count());
        // One slip often makes several errors on its line; the first tells the most.
        if line == last_line && last_line.is_some() {
            continue;
        }
        last_line = line;
        sink.push(
            Diagnostic::new(
                &TOML_SYNTAX,
                format!("not valid TOML: {}", error.message().trim_end_matches('.')),
            )
            .at(sink.location(&span), "here")
            .help(syntax_help(text, &span)),
        );
    }
    root
}

/// What people write where TOML wants something else.
fn syntax_help(text: &str, span: &Range<usize>) -> &'static str {
    let at_fault = text.get(span.clone()).unwrap_or_default();
    let from_there = text.get(span.start..).unwrap_or_default();
    let is_digit = |c: char| c.is_ascii_digit();
    let by_comma = from_there.starts_with(',') && from_there[1..].starts_with(is_digit);
    let by_blank = at_fault.contains(' ') && at_fault.chars().all(|c| is_digit(c) || c == ' ');
    if at_fault.contains('%') {
        "a rate with a percent sign stands in quotes: \"50%\""
    } else if by_comma || by_blank {
        "thousands are parted by `_`: 1_000_000"
    } else {
        "texts stand in quotes, lists in [ ], and a key stands once in its table"
    }
}

/// A table being read.
pub(crate) struct Table<'t, 's> {
    table: &'t DeTable<'t>,
    /// Where the table's name or its opening stands.
    span: Range<usize>,
    /// What the table is, for messages: "segment `new`".
    what: String,
    sink: &'s Sink,
    asked: BTreeSet<&'static str>,
    /// Keys that were taken as members of a family.
    taken: BTreeSet<&'t str>,
}

impl<'t, 's> Table<'t, 's> {
    pub fn new(table: &'t DeTable<'t>, span: Range<usize>, what: impl Into<String>, sink: &'s Sink) -> Self {
        Self {
            table,
            span,
            what: what.into(),
            sink,
            asked: BTreeSet::new(),
            taken: BTreeSet::new(),
        }
    }

    pub fn root(root: &'t Spanned<DeTable<'t>>, what: impl Into<String>, sink: &'s Sink) -> Self {
        // The root has no name to underline; its first byte stands for it.
        Self::new(root.get_ref(), 0..0, what, sink)
    }

    pub fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self) {
        for (key, _) in sorted(self.table) {
            let name = key.get_ref().as_ref();
            if !self.asked.contains(name) && !self.taken.contains(name) {
                let known = self.asked.iter().copied();
                self.sink.push(
                    Diagnostic::new(&UNKNOWN_KEY, format!("unknown key `{name}` in {}", self.what))
                        .at(self.sink.location(&key.span()), "not a key here")
                        .help(suggest::help(name, known)),
                );
            }
        }
    }

    /// The value of a key, whatever its type.
    pub fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.insert(key);
        self.table
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    /// Where the value of a key stands, else the table.
    pub fn place(&mut self, key: &'static str) -> Range<usize> {
        self.value(key).map_or(self.span.clone(), Spanned::span)
    }

    pub fn has(&mut self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Whether the value of a key is a table.
    pub fn is_table(&mut self, key: &'static str) -> bool {
        let value = self.value(key);
        value.is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    /// Notes a missing key.
    pub fn missing(&self, key: &str, example: &str) {
        self.sink.push(
            Diagnostic::new(&MISSING_KEY, format!("{} has no `{key}`", self.what))
                .at(self.sink.location(&self.span), format!("`{key}` is missing"))
                .help(format!("add it: `{key} = {example}`")),
        );
    }

    /// The value, and a finding where it is missing.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        example: &str,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key) {
            self.missing(key, example);
            return None;
        }
        read(self)
    }

    fn wrong_type<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
        wrong_type(self.sink, key, value, wanted)
    }

    pub fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(At::new(text.to_string(), value.span())),
            _ => self.wrong_type(key, value, "a text in quotes"),
        }
    }

    /// A number or text as it is written, for exact reading.
    pub fn number_text(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.value(key)?;
        match number_text(value.get_ref()) {
            Some(text) => Some(At::new(text, value.span())),
            None => self.wrong_type(key, value, "a number"),
        }
    }

    pub fn count(&mut self, key: &'static str) -> Option<At<u64>> {
        let value = self.value(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            return self.wrong_type(key, value, "a whole number");
        };
        self.whole(key, number, value.span())
    }

    /// The counts of a list.
    pub fn counts(&mut self, key: &'static str) -> Option<Vec<At<u64>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong_type(key, value, "a list of whole numbers");
        };
        let mut counts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Integer(number) => counts.extend(self.whole(key, number, item.span())),
                _ => {
                    self.wrong_type::<()>(key, item, "a whole number");
                }
            }
        }
        Some(counts)
    }

    fn whole(&self, key: &str, number: &toml::de::DeInteger<'_>, span: Range<usize>) -> Option<At<u64>> {
        match u64::from_str_radix(number.as_str(), number.radix()) {
            Ok(count) if i64::try_from(count).is_ok() => Some(At::new(count, span)),
            _ => {
                self.sink.push(
                    Diagnostic::new(&INVALID_COUNT, format!("`{key}` is not a count"))
                        .at(self.sink.location(&span), "not a count")
                        .help("write a whole number such as 4"),
                );
                None
            }
        }
    }

    pub fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(day) => {
                let text = day.to_string();
                // What the parser could not make out it has reported, and left empty.
                if text.is_empty() {
                    return None;
                }
                text
            }
            DeValue::String(text) => text.to_string(),
            _ => return self.wrong_type(key, value, "a date such as 2026-10-01"),
        };
        match text.parse::<Date>() {
            Ok(date) if text.len() == 10 => Some(At::new(date, value.span())),
            _ => {
                self.sink.push(invalid_date(self.sink, &text, &value.span()));
                None
            }
        }
    }

    /// One of a fixed set of words.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text(key)?;
        match words.iter().find(|(word, _)| *word == text.value) {
            Some((_, meaning)) => Some(At::new(*meaning, text.span)),
            None => {
                self.sink.push(
                    Diagnostic::new(&UNKNOWN_VALUE, format!("`{}` is not a {key} that is known", text.value))
                        .at(self.sink.location(&text.span), "unknown")
                        .help(suggest::help(&text.value, words.iter().map(|(word, _)| *word))),
                );
                None
            }
        }
    }

    pub fn table(&mut self, key: &'static str, what: impl Into<String>) -> Option<Table<'t, 's>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(table, self.key_span(key), what, self.sink)),
            _ => self.wrong_type(key, value, "a table"),
        }
    }

    fn key_span(&self, key: &str) -> Range<usize> {
        self.table
            .keys()
            .find(|name| name.get_ref() == key)
            .map_or(self.span.clone(), Spanned::span)
    }

    /// The tables below a key by their own names, in file order: `[segments.new]`.
    pub fn named_tables(&mut self, key: &'static str, what: &str) -> Vec<(At<String>, Table<'t, 's>)> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Table(tables) = value.get_ref() else {
            self.wrong_type::<()>(key, value, "a table of tables");
            return Vec::new();
        };
        let mut named = Vec::new();
        for (name, value) in sorted(tables) {
            let id = name.get_ref().to_string();
            match value.get_ref() {
                DeValue::Table(table) => {
                    let table = Table::new(table, name.span(), format!("{what} `{id}`"), self.sink);
                    named.push((At::new(id, name.span()), table));
                }
                _ => {
                    self.wrong_type::<()>(&id, value, "a table");
                }
            }
        }
        named
    }

    /// The tables of a list, in order; `None` without the key.
    pub fn list(&mut self, key: &'static str, what: &str) -> Option<Vec<Table<'t, 's>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong_type(key, value, "a list of tables");
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Table::new(table, item.span(), what, self.sink)),
                _ => {
                    self.wrong_type::<()>(key, item, "a list of tables");
                }
            }
        }
        Some(tables)
    }

    /// The texts of a list.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<At<String>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong_type(key, value, "a list of texts");
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push(At::new(text.to_string(), item.span())),
                _ => {
                    self.wrong_type::<()>(key, item, "a text in quotes");
                }
            }
        }
        Some(texts)
    }

    /// Key and value of the entries whose keys belong to a family: `p10`, `p50`. In file order.
    pub fn family(
        &mut self,
        belongs: impl Fn(&str) -> bool,
    ) -> Vec<(&'t Spanned<std::borrow::Cow<'t, str>>, &'t Spanned<DeValue<'t>>)> {
        let mut members = sorted(self.table);
        members.retain(|(key, _)| belongs(key.get_ref()));
        self.taken.extend(members.iter().map(|(key, _)| key.get_ref().as_ref()));
        members
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<At<bool>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(At::new(*flag, value.span())),
            _ => self.wrong_type(key, value, "true or false"),
        }
    }

    /// Key and value of every entry, in file order; all count as asked for.
    pub fn entries(&self) -> Vec<(&'t Spanned<std::borrow::Cow<'t, str>>, &'t Spanned<DeValue<'t>>)> {
        sorted(self.table)
    }

    /// A value that is a table or a text: `{ from = …, to = … }` or `"2026-Q4"`. Where its
    /// quotes were left out, TOML takes the text for a number or a date.
    pub fn text_or_table(&mut self, key: &'static str, what: &str) -> Option<Result<At<String>, Table<'t, 's>>> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Table(table) => return Some(Err(Table::new(table, self.key_span(key), what, self.sink))),
            DeValue::Datetime(day) => Some(day.to_string()),
            other => number_text(other),
        };
        match text {
            // What the parser could not make out it has reported, and left empty.
            Some(text) if text.is_empty() && matches!(value.get_ref(), DeValue::Datetime(_)) => None,
            Some(text) => Some(Ok(At::new(text, value.span()))),
            None => self.wrong_type(key, value, "a text in quotes or a table"),
        }
    }

    /// A value that is a plain one or a table: `"30%"` or `{ rate = "30%" }`.
    pub fn plain_or_table(&mut self, key: &'static str, what: &str) -> Option<Result<At<String>, Table<'t, 's>>> {
        let value = self.value(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Err(Table::new(table, value.span(), what, self.sink)));
        }
        match number_text(value.get_ref()) {
            Some(text) => Some(Ok(At::new(text, value.span()))),
            None => self.wrong_type(key, value, "a number or a text in quotes"),
        }
    }
}

pub(crate) fn wrong_type<T>(sink: &Sink, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
    sink.push(
        Diagnostic::new(&WRONG_TYPE, format!("`{key}` is not {wanted}"))
            .at(
                sink.location(&value.span()),
                format!("this is {}", type_name(value.get_ref())),
            )
            .help(format!("write {wanted}")),
    );
    None
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

pub(crate) fn invalid_count(sink: &Sink, what: &str, span: &Range<usize>) -> Diagnostic {
    Diagnostic::new(&INVALID_COUNT, format!("`{what}` is not a count"))
        .at(sink.location(span), "not a count")
        .help("write a whole number such as 4")
}

pub(crate) fn invalid_date(sink: &Sink, text: &str, span: &Range<usize>) -> Diagnostic {
    Diagnostic::new(&INVALID_DATE, format!("`{text}` is not a date"))
        .at(sink.location(span), "not a day of the calendar")
        .help("write year, month and day: 2026-10-01")
}

/// The text of a number or string as the file has it, without `_`.
pub(crate) fn number_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_string()),
        DeValue::Float(number) => Some(number.as_str().to_string()),
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Entries in the order of the file; the table itself is ordered by key.
pub(crate) fn sorted<'t>(
    table: &'t DeTable<'t>,
) -> Vec<(&'t Spanned<std::borrow::Cow<'t, str>>, &'t Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// Notes an id that is not made of letters, digits, `-`, `_` and `.`.
pub(crate) fn check_id(sink: &Sink, what: &str, id: &At<String>) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = id.value.chars().next().is_some_and(char::is_alphanumeric);
    if starts && id.value.chars().all(fits) && id.value.chars().count() <= 100 {
        return true;
    }
    sink.push(
        Diagnostic::new(
            &INVALID_ID,
            format!("`{}` cannot be the id of {what}", id.value.escape_debug()),
        )
        .at(sink.location(&id.span), "not an id")
        .help("use letters, digits, `-`, `_` and `.`, beginning with a letter or digit, 100 at most"),
    );
    false
}
