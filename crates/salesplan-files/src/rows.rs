//! Rows of deals and facts, alike whether they stand in CSV or in TOML: named
//! texts with their places.

use std::cell::RefCell;
use std::ops::Range;

use salesplan_model::diagnostic::{CSV_SYNTAX, DUPLICATE_ID, Diagnostic, MISSING_COLUMN, UNKNOWN_COLUMN};
use salesplan_sheets::unguarded;
use toml::de::DeValue;

use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{self, Table, number_text, wrong_type};

/// Which columns a table may have.
pub(crate) struct Columns {
    /// Their names, in the order in which the program writes them.
    pub fixed: &'static [&'static str],
    /// Names of columns that are written only where a file has them.
    pub more: &'static [&'static str],
    /// A column must be there for a row to mean anything.
    pub required: &'static [&'static str],
    /// Families of further columns: `entered.` for `entered.meeting`.
    pub families: &'static [&'static str],
}

impl Columns {
    fn has(&self, name: &str) -> bool {
        self.known().any(|known| known == name)
    }

    fn known(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.fixed.iter().chain(self.more).copied()
    }
}

/// The columns that a file has, by position.
pub(crate) struct Header {
    pub names: Vec<String>,
}

impl Header {
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// Columns of the family by position, with the part of their name after its prefix.
    pub fn family<'h>(&'h self, prefix: &'h str) -> impl Iterator<Item = (usize, &'h str)> {
        self.names
            .iter()
            .enumerate()
            .filter_map(move |(index, name)| Some((index, name.strip_prefix(prefix)?)))
    }
}

/// One field of a row; its place is worked out only for a finding.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'r> {
    pub text: &'r str,
    row: &'r dyn Row,
    column: usize,
}

impl<'r> Cell<'r> {
    /// The field of that name, where the row has one that is not empty.
    pub fn find(header: &Header, row: &'r dyn Row, name: &str) -> Option<Self> {
        let column = header.position(name)?;
        Some(Self {
            text: row.text(column)?,
            row,
            column,
        })
    }

    pub fn span(&self) -> Range<usize> {
        self.row.span(self.column)
    }

    /// Text and place, for readers that keep them.
    pub fn at(&self) -> At<String> {
        At::new(self.text.to_string(), self.span())
    }
}

/// One row.
pub(crate) trait Row {
    /// The text of a column, trimmed; `None` where it is empty.
    fn text(&self, column: usize) -> Option<&str>;
    /// Where that text stands.
    fn span(&self, column: usize) -> Range<usize>;
    /// Where the row stands.
    fn whole(&self) -> Range<usize>;
}

/// Reads a CSV file row by row; a row with a wrong number of fields is reported and skipped.
pub(crate) fn read_csv(text: &str, columns: &Columns, sink: &Sink, mut each: impl FnMut(&Header, &dyn Row)) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(header) => header
            .iter()
            .map(|name| name.trim().trim_start_matches('\u{feff}').trim().to_string())
            .collect(),
        Err(_) => return,
    };
    let header = Header { names };
    if !check_header(text, &header, columns, sink) {
        return;
    }
    let mut record = csv::StringRecord::new();
    let fields = RefCell::new(Vec::new());
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            // The text is valid UTF-8 and rows may have any length, so nothing else fails.
            Ok(false) | Err(_) => return,
        }
        let offset = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(usize::MAX);
        fields.borrow_mut().clear();
        let row = CsvRow {
            text,
            whole: line_of(text, record.position().map_or(0, offset), offset(reader.position())),
            record: &record,
            fields: &fields,
        };
        if record.len() == header.names.len() {
            each(&header, &row);
        } else {
            sink.push(
                Diagnostic::new(
                    &CSV_SYNTAX,
                    format!("the row has {} fields, the header {}", record.len(), header.names.len()),
                )
                .at(sink.location(&row.whole()), "this row")
                .help("put a field with a comma or a line break into double quotes"),
            );
        }
    }
}

fn check_header(text: &str, header: &Header, columns: &Columns, sink: &Sink) -> bool {
    let first_line = 0..text.find('\n').unwrap_or(text.len());
    let mut good = true;
    let mut searched = 0;
    for (index, name) in header.names.iter().enumerate() {
        let found = text[searched..first_line.end]
            .find(name.as_str())
            .map_or(searched, |at| searched + at);
        let span = found..found + name.len();
        searched = span.end.min(first_line.end);
        let in_family = columns.families.iter().any(|prefix| name.starts_with(prefix));
        if !columns.has(name) && !in_family {
            let known = columns.known();
            sink.push(
                Diagnostic::new(&UNKNOWN_COLUMN, format!("unknown column `{name}`"))
                    .at(sink.location(&span), "not a column here")
                    .help(suggest::help(name, known)),
            );
            good = false;
        } else if header.names[..index].contains(name) {
            sink.push(
                Diagnostic::new(&DUPLICATE_ID, format!("two columns are called `{name}`"))
                    .at(sink.location(&span), "the second")
                    .help("keep one of them"),
            );
            good = false;
        }
    }
    for name in columns.required.iter().filter(|name| header.position(name).is_none()) {
        sink.push(
            Diagnostic::new(&MISSING_COLUMN, format!("there is no column `{name}`"))
                .at(sink.location(&first_line), "the header")
                .help(format!("add the column `{name}`")),
        );
        good = false;
    }
    good
}

/// A row without the line ends before and after it.
fn line_of(text: &str, from: usize, to: usize) -> Range<usize> {
    let bytes = &text.as_bytes()[..to.min(text.len())];
    let is_end = |byte: Option<&u8>| matches!(byte, Some(b'\n' | b'\r'));
    let (mut from, mut to) = (from.min(bytes.len()), bytes.len());
    while is_end(bytes.get(from)) {
        from += 1;
    }
    while to > from && is_end(bytes.get(to - 1)) {
        to -= 1;
    }
    from..to
}

struct CsvRow<'r> {
    text: &'r str,
    whole: Range<usize>,
    record: &'r csv::StringRecord,
    /// Where the fields stand, once somebody has asked.
    fields: &'r RefCell<Vec<Range<usize>>>,
}

impl CsvRow<'_> {
    /// Walks the row's raw text and keeps where each field stands.
    fn walk(&self) {
        let mut fields = self.fields.borrow_mut();
        if !fields.is_empty() {
            return;
        }
        let (mut from, mut quoted) = (self.whole.start, false);
        for (at, byte) in self.text.as_bytes()[self.whole.clone()].iter().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted => {
                    let end = self.whole.start + at;
                    fields.push(from..end);
                    from = end + 1;
                }
                _ => {}
            }
        }
        fields.push(from..self.whole.end);
    }
}

impl Row for CsvRow<'_> {
    fn text(&self, column: usize) -> Option<&str> {
        let text = self.record.get(column).map(str::trim);
        text.map(unguarded).filter(|text| !text.is_empty())
    }

    fn span(&self, column: usize) -> Range<usize> {
        self.walk();
        let found = self.fields.borrow().get(column).cloned();
        found.map_or(self.whole(), |field| trimmed(self.text, field))
    }

    fn whole(&self) -> Range<usize> {
        self.whole.clone()
    }
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    let start = span.start + (raw.len() - raw.trim_start().len());
    start..(start + raw.trim().len()).max(start)
}

/// Reads the tables of a list in a TOML file as rows: `[[deals]]`.
pub(crate) fn read_toml(
    text: &str,
    list: &'static str,
    what: &str,
    columns: &Columns,
    sink: &Sink,
    mut each: impl FnMut(&Header, &dyn Row),
) {
    let root = table::parse(text, sink);
    let mut file = Table::root(&root, "the file", sink);
    for item in file.list(list, what).unwrap_or_default() {
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut good = true;
        for (key, value) in item.entries() {
            let name = key.get_ref().to_string();
            let is_family = columns
                .families
                .iter()
                .any(|prefix| prefix.trim_end_matches('.') == name);
            match value.get_ref() {
                DeValue::Table(family) if is_family => {
                    for (member, value) in table::sorted(family) {
                        names.push(format!("{name}.{}", member.get_ref()));
                        values.push(plain(&name, value, sink));
                    }
                }
                _ if columns.has(&name) => {
                    values.push(plain(&name, value, sink));
                    names.push(name);
                }
                _ => {
                    sink.push(
                        Diagnostic::new(
                            &salesplan_model::diagnostic::UNKNOWN_KEY,
                            format!("unknown key `{name}` in {what}"),
                        )
                        .at(sink.location(&key.span()), "not a key here")
                        .help(suggest::help(&name, columns.known())),
                    );
                }
            }
        }
        for name in columns
            .required
            .iter()
            .filter(|name| !names.iter().any(|known| known == *name))
        {
            item.missing(name, "…");
            good = false;
        }
        if good {
            each(
                &Header { names },
                &TomlRow {
                    values,
                    whole: item.span().clone(),
                },
            );
        }
    }
    file.finish();
}

/// The text of a plain value; a list of texts is joined with `;` as CSV has it.
fn plain(name: &str, value: &toml::Spanned<DeValue<'_>>, sink: &Sink) -> At<String> {
    let text = match value.get_ref() {
        DeValue::Datetime(day) => Some(day.to_string()),
        DeValue::Array(items) => items
            .iter()
            .map(|item| item.get_ref().as_str())
            .collect::<Option<Vec<_>>>()
            .map(|texts| texts.join(";")),
        other => number_text(other),
    };
    let text = text
        .or_else(|| wrong_type(sink, name, value, "a text, a number or a date"))
        .unwrap_or_default();
    At::new(text.trim().to_string(), value.span())
}

struct TomlRow {
    values: Vec<At<String>>,
    whole: Range<usize>,
}

impl Row for TomlRow {
    fn text(&self, column: usize) -> Option<&str> {
        self.values
            .get(column)
            .map(|at| at.value.as_str())
            .filter(|text| !text.is_empty())
    }

    fn span(&self, column: usize) -> Range<usize> {
        self.values.get(column).map_or(self.whole.clone(), |at| at.span.clone())
    }

    fn whole(&self) -> Range<usize> {
        self.whole.clone()
    }
}
