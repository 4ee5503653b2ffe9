//! `profiles/<name>.toml`: how another program's CSV file becomes deals or
//! facts. A profile names our columns on the left and theirs on the right, so
//! that someone who knows the source can read it aloud and mend it.

use std::ops::Range;
use std::sync::Arc;

use salesplan_model::diagnostic::{Diagnostic, INVALID_ID, any_error};

use crate::plan_file::check_schema_version;
use crate::sink::{At, Sink};
use crate::table::{self, Table};
use crate::workspace::{Read, valid_plan_id};
use crate::{deals, facts};

mod columns;
mod format;

pub(crate) use columns::{AS_IT_STANDS, Column, REST, Shape};
pub(crate) use format::FileFormat;

/// How one kind of file is imported.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The file's name without folder and ending; part of the names of facts files.
    pub name: String,
    /// What people call the source.
    pub title: String,
    /// What the rows become.
    pub kind: Kind,
    pub(crate) path: Arc<str>,
    pub(crate) format: FileFormat,
    /// In the order of the profile, each of our columns once.
    pub(crate) columns: Vec<Column>,
}

/// What the rows of a file become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Deals: upserted by id into the plan's deals.csv.
    Deals,
    /// Facts: files by month that the import owns.
    Facts,
}

const KINDS: &[(&str, Kind)] = &[("deals", Kind::Deals), ("facts", Kind::Facts)];

impl Kind {
    /// Our columns that a profile of this kind may fill.
    pub(crate) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Deals => deals::COLUMNS,
            Self::Facts => facts::COLUMNS,
        }
    }

    /// Without these a row means nothing.
    fn required(self) -> &'static [&'static str] {
        match self {
            Self::Deals => &["id"],
            Self::Facts => &["date", "measure"],
        }
    }
}

impl Profile {
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    pub(crate) fn location(&self, span: &Range<usize>) -> salesplan_model::diagnostic::Location {
        salesplan_model::diagnostic::Location {
            file: self.path.clone(),
            span: span.clone(),
        }
    }
}

/// The path at which a profile of that name stands in a workspace.
pub fn path(name: &str) -> String {
    format!("profiles/{name}.toml")
}

/// Reads a profile; `path` is its name in findings, and its stem the profile's name.
pub fn read(path: &str, text: &str) -> Read<Profile> {
    let path: Arc<str> = Arc::from(path);
    let sink = Sink::new(&path);
    let root = table::parse(text, &sink);
    let mut file = Table::root(&root, "the profile", &sink);
    check_schema_version(&mut file, true, &sink);
    let name = stem(&path, &sink);
    let title = file.text("title").map_or_else(|| name.clone(), |title| title.value);
    let kind = file
        .required("kind", "\"deals\"", |file| file.word("kind", KINDS))
        .map(|kind: At<Kind>| kind.value);
    let format = file
        .table("file", "[file]")
        .map_or_else(FileFormat::default, |table| format::read(table, &sink));
    // Without the kind no column can be called unknown.
    let columns = file.required("columns", "… write a table [columns]", |file| {
        file.table("columns", "[columns]")
    });
    file.finish();
    let columns = kind
        .zip(columns)
        .map(|(kind, table)| columns::read(&table, kind.columns(), kind.required(), &sink));
    let findings = sink.into_findings();
    let value = match (kind, columns) {
        (Some(kind), Some(columns)) if !any_error(&findings) => Some(Profile {
            name,
            title,
            kind,
            path,
            format,
            columns,
        }),
        _ => None,
    };
    Read { value, findings }
}

fn stem(path: &str, sink: &Sink) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.strip_suffix(".toml").unwrap_or(file);
    if !valid_plan_id(stem) {
        sink.push(
            Diagnostic::new(
                &INVALID_ID,
                format!("`{}` cannot be the name of a profile", stem.escape_debug()),
            )
            .at(sink.location(&(0..0)), "")
            .help("name the file with letters, digits, `-` and `_`: profiles/crm-deals.toml"),
        );
    }
    stem.to_string()
}
