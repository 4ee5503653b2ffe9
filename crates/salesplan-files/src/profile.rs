//! `profiles/<name>.toml`: how another program's file becomes deals, facts or clients.
//!
//! A profile names our columns on the left and theirs on the right, so that someone who
//! knows the source can read it aloud and mend it. One that is `based-on` a bundled profile
//! says only what is different: which of their stages is which of ours, who is who.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use salesplan_model::diagnostic::{Diagnostic, INVALID_ID, UNKNOWN_VALUE, any_error};

use crate::plan_file::check_schema_version;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{self, Table};
use crate::workspace::{Read, valid_plan_id};
use crate::{clients, deals, facts};

mod bundled;
mod columns;
mod draft;
mod format;
mod overrides;
mod recognise;

pub use bundled::{BUNDLED, Named, all};
pub(crate) use columns::{AS_IT_STANDS, Column, STAGE, Shape, in_map};
pub use draft::draft;
pub(crate) use format::FileFormat;
use recognise::Marks;
pub(crate) use recognise::same_header;
pub use recognise::{Recognised, Why, recognise};

/// How one kind of file is imported.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The file's name without folder and ending; part of the names of facts files.
    pub name: String,
    /// What people call the source.
    pub title: String,
    /// What the rows become.
    pub kind: Kind,
    /// What one row is.
    pub(crate) one_row_per: OneRowPer,
    /// Whether each export has all open deals, so that one that is missing is gone.
    pub(crate) is_complete: bool,
    /// Whether a deal that is decided without a day was decided when it was first seen so.
    pub(crate) closed_when_seen: bool,
    pub(crate) path: Arc<str>,
    pub(crate) format: FileFormat,
    pub(crate) marks: Marks,
    /// In the order of the profile.
    pub(crate) columns: Vec<Column>,
    /// Their stage to ours, to `won` or to `lost`.
    pub(crate) stages: BTreeMap<String, At<String>>,
    /// Their name of a person to ours.
    pub(crate) people: BTreeMap<String, At<String>>,
}

/// What the rows of a file become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Deals: upserted by id into the plan's deals.csv.
    Deals,
    /// Facts: files by month that the import owns.
    Facts,
    /// Clients: upserted by name into the plan's clients.csv.
    Clients,
}

/// What one row of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum OneRowPer {
    /// A deal (a fact, a client).
    #[default]
    Deal,
    /// A product of a deal, which the rows repeat.
    Product,
    /// A change of a deal's stage.
    StageChange,
}

const KINDS: &[(&str, Kind)] = &[
    ("deals", Kind::Deals),
    ("facts", Kind::Facts),
    ("clients", Kind::Clients),
];

const ONE_ROW_PER: &[(&str, OneRowPer)] = &[
    ("deal", OneRowPer::Deal),
    ("product", OneRowPer::Product),
    ("stage-change", OneRowPer::StageChange),
];

impl Kind {
    /// Our columns that a profile of this kind may fill.
    pub(crate) fn columns(self, one_row_per: OneRowPer) -> Vec<&'static str> {
        match (self, one_row_per) {
            (Self::Deals, OneRowPer::StageChange) => [deals::IMPORTED, deals::MORE_COLUMNS, &["date"]].concat(),
            (Self::Deals, _) => [deals::IMPORTED, deals::MORE_COLUMNS].concat(),
            (Self::Facts, _) => [facts::COLUMNS, facts::MORE_COLUMNS].concat(),
            (Self::Clients, _) => clients::COLUMNS.to_vec(),
        }
    }

    /// The word of the files.
    pub fn word(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }

    /// Without these a row means nothing.
    fn required(self, one_row_per: OneRowPer) -> &'static [&'static str] {
        match (self, one_row_per) {
            (Self::Deals, OneRowPer::StageChange) => &["id", "stage", "date"],
            (Self::Deals, _) => &["id"],
            (Self::Facts, _) => &["date", "measure"],
            (Self::Clients, _) => &["name"],
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

    /// Our columns that it may fill.
    pub(crate) fn known_columns(&self) -> Vec<&'static str> {
        self.kind.columns(self.one_row_per)
    }

    /// Whether a row is a change of a stage.
    pub(crate) fn is_of_events(&self) -> bool {
        self.one_row_per == OneRowPer::StageChange
    }

    /// The headers by which it knows its files.
    pub fn known_by(&self) -> impl Iterator<Item = &str> {
        self.marks.all.iter().chain(&self.marks.any).map(String::as_str)
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
    let base = file.text("based-on").map(|base| read_base(&base, &sink));
    let profile = match base {
        None => Reading { path, sink: &sink }.whole(&mut file),
        Some(None) => None,
        Some(Some(base)) => Some(Reading { path, sink: &sink }.over(base, &mut file)),
    };
    file.finish();
    let findings = sink.into_findings();
    let value = profile.filter(|_| !any_error(&findings));
    Read { value, findings }
}

/// The bundled profile that another is based on.
fn read_base(name: &At<String>, sink: &Sink) -> Option<Profile> {
    let Some(text) = bundled::bundled_text(&name.value) else {
        sink.push(
            Diagnostic::new(&UNKNOWN_VALUE, format!("there is no bundled profile `{}`", name.value))
                .at(sink.location(&name.span), "unknown profile")
                .help(suggest::help(&name.value, BUNDLED.iter().map(|(name, _)| *name))),
        );
        return None;
    };
    // Its places are in another text than those of the profile that is based on it.
    let mut base = read(&bundled::bundled_path(&name.value), text).value?;
    base.forget_places();
    Some(base)
}

struct Reading<'s> {
    path: Arc<str>,
    sink: &'s Sink,
}

impl Reading<'_> {
    fn whole(self, file: &mut Table<'_, '_>) -> Option<Profile> {
        let sink = self.sink;
        let kind = file
            .required("kind", "\"deals\"", |file| file.word("kind", KINDS))
            .map(|kind: At<Kind>| kind.value);
        // Without the kind no column can be called unknown.
        let table = file.required("columns", "… write a table [columns]", |file| {
            file.table("columns", "[columns]")
        });
        let empty = Profile {
            name: String::new(),
            title: String::new(),
            kind: kind.unwrap_or(Kind::Deals),
            one_row_per: OneRowPer::default(),
            is_complete: false,
            closed_when_seen: false,
            path: self.path.clone(),
            format: FileFormat::default(),
            marks: Marks::default(),
            columns: Vec::new(),
            stages: BTreeMap::new(),
            people: BTreeMap::new(),
        };
        let Some(kind) = kind else {
            file.table("optional", "[optional]");
            self.rest(empty, file);
            return None;
        };
        let mut profile = self.rest(empty, file);
        if let Some(table) = table {
            profile.columns = columns::read(&table, &profile.known_columns(), false, sink);
            for name in kind.required(profile.one_row_per) {
                if table.entries().iter().all(|(key, _)| key.get_ref() != *name) {
                    table.missing(name, "\"the file's header\"");
                }
            }
        }
        if let Some(optional) = file.table("optional", "[optional]") {
            let columns = columns::read(&optional, &profile.known_columns(), true, sink);
            profile.columns.extend(columns);
        }
        columns::check_known_from(&profile.columns, sink);
        Some(profile)
    }

    /// What the file says anew stands before what its base says.
    fn over(self, base: Profile, file: &mut Table<'_, '_>) -> Profile {
        let sink = self.sink;
        let mut profile = self.rest(base, file);
        for (key, is_optional) in [("columns", false), ("optional", true)] {
            let Some(table) = file.table(key, format!("[{key}]")) else {
                continue;
            };
            let own = columns::read(&table, &profile.known_columns(), is_optional, sink);
            let is_own = |column: &Column| own.iter().any(|other| other.name == column.name);
            profile.columns.retain(|column| !is_own(column));
            profile.columns.extend(own);
        }
        columns::check_known_from(&profile.columns, sink);
        profile
    }

    /// All but the columns.
    fn rest(self, base: Profile, file: &mut Table<'_, '_>) -> Profile {
        let sink = self.sink;
        let name = stem(&self.path, sink);
        let format = file.table("file", "[file]").map(|table| format::read(table, sink));
        let marks = file.table("recognise", "[recognise]").map(|mut table| {
            let texts = |texts: Option<Vec<At<String>>>| texts.unwrap_or_default().into_iter().map(|text| text.value);
            let marks = Marks {
                all: texts(table.texts("all")).collect(),
                any: texts(table.texts("any")).collect(),
            };
            table.finish();
            marks
        });
        let map = |table: Option<Table<'_, '_>>, base: BTreeMap<String, At<String>>| {
            let own = table.map(|table| columns::read_map(&table, sink)).unwrap_or_default();
            let kept = base.into_iter().filter(|(theirs, _)| in_map(&own, theirs).is_none());
            kept.collect::<BTreeMap<_, _>>()
                .into_iter()
                .chain(own.clone())
                .collect()
        };
        let title = file.text("title").map(|title| title.value);
        Profile {
            title: title.unwrap_or_else(|| {
                if base.title.is_empty() {
                    name.clone()
                } else {
                    base.title
                }
            }),
            name,
            kind: base.kind,
            one_row_per: file
                .word("one-row-per", ONE_ROW_PER)
                .map_or(base.one_row_per, |word| word.value),
            is_complete: file.flag("complete").map_or(base.is_complete, |flag| flag.value),
            closed_when_seen: file
                .flag("closed-when-seen")
                .map_or(base.closed_when_seen, |flag| flag.value),
            path: self.path,
            format: match format {
                Some(format) => format.over(base.format),
                None => base.format,
            },
            marks: marks.unwrap_or(base.marks),
            columns: base.columns,
            stages: map(file.table("stages", "[stages]"), base.stages),
            people: map(file.table("people", "[people]"), base.people),
        }
    }
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
