//! An import: another program's file, read by a profile, becomes deals, facts or clients of a
//! plan.
//!
//! No row is lost silently. Every row of the file is counted once: added,
//! changed, unchanged, part of a deal of another row, not understood, or left out because it
//! was not yet known on the day that the import stands for. Rows that are not understood are
//! reported one by one and handed back as they stand, to be mended and imported
//! again.

use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::Date;
use salesplan_model::diagnostic::{Diagnostic, NOT_DECODABLE, UNREADABLE_EXPORT, any_error};
use salesplan_model::id::PlanId;
use salesplan_model::plan::Person;
use salesplan_model::settings::Settings;
use salesplan_sheets::{Form, Row, Rows, Sheet, Told, UNDECODED, Unreadable};

use crate::outline::Outline;
use crate::profile::{Kind, Profile};
use crate::sink::Sink;
use crate::snapshot::Snapshot;
use crate::workspace::Folder;

mod as_of;
mod cells;
mod clients;
mod days;
mod deals;
mod events;
mod evidence;
mod explain;
mod facts;
mod mapping;
mod names;
mod numbers;
mod rejected;
mod theirs;
mod upsert;

pub use explain::{ExplainedRow, Explanation};
use mapping::Mapping;
use rejected::{Rejected, Rejection};

/// Words of a deal that is decided.
const STATUS_DECIDED: [&str; 2] = ["won", "lost"];

/// So many rows are read before it is told again how many.
const ROWS_TOLD: usize = 16_384;

/// What an import works on.
#[derive(Clone, Copy)]
pub struct ImportInput<'a> {
    /// The workspace as it stands: the plan, and the deals and facts to be changed.
    pub workspace: &'a Snapshot,
    /// The workspace's settings.
    pub settings: &'a Settings,
    /// The plan that the rows belong to.
    pub plan: &'a PlanId,
    /// The name of the imported file in findings.
    pub source_name: &'a str,
    /// The imported file.
    pub source: &'a [u8],
    /// Only what was known on the evening of this day comes in; `None` takes the file as it stands.
    pub as_of: Option<Date>,
    /// The day of which the file tells: that one, or the day it was exported.
    pub day: Date,
    /// Whether the file is an old export, so that the stored deals may not know of later days.
    pub is_of_the_past: bool,
    /// Whether the file surely has all open deals, however many are missing.
    pub is_surely_whole: bool,
    /// Told now and then how many rows have been read.
    pub progress: Option<&'a dyn Fn(usize)>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// `None` where an error stands in the way; nothing is to be written then.
    pub imported: Option<Imported>,
    /// Errors and warnings in the profile, the plan, the stored deals and the imported file.
    pub findings: Vec<Diagnostic>,
    /// The imported file as text, for showing findings in it.
    pub source_text: String,
}

/// Files to write, and what happened to the rows.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Path relative to the workspace root and content. Files whose content stays as it is are left out.
    pub files: Vec<(String, Vec<u8>)>,
    /// The counts.
    pub summary: Summary,
    /// The rows that were not understood as they stand in the file, below its
    /// header, each after its line number and reason; `None` where there are none.
    pub rejected: Option<String>,
}

/// What happened to the rows of the file. `rows_read` is the sum of `added`,
/// `changed`, `unchanged`, `folded`, `not_understood`, `left_out_later` and `left_out_undated`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows below the header.
    pub rows_read: usize,
    /// New deals; facts of months that had no file of this profile.
    pub added: usize,
    /// Deals of which something changed; facts in files that changed.
    pub changed: usize,
    /// Rows that say nothing new.
    pub unchanged: usize,
    /// Of the added and changed deals, those that are won and were not before.
    pub newly_won: usize,
    /// Of the added and changed deals, those that are lost and were not before.
    pub newly_lost: usize,
    /// Rows that were reported and left out.
    pub not_understood: usize,
    /// Rows first known after the day that the import stands for.
    pub left_out_later: usize,
    /// Rows of which nothing says whether they were known by that day.
    pub left_out_undated: usize,
    /// Rows that belong to the deal of another row.
    pub folded: usize,
    /// Stored open deals that the file no longer has.
    pub gone: usize,
    /// Of the changed deals, those that had been gone.
    pub came_back: usize,
    /// Headers of the file that the profile does not name, in its order.
    pub ignored_columns: Vec<String>,
}

/// What became of one row that was understood.
enum Fate {
    Added,
    Changed,
    Unchanged,
    Later,
    Undated,
    Folded,
    /// Counted with the file that it goes into.
    WithItsFile,
}

impl Summary {
    fn count(&mut self, fate: &Fate) {
        *match fate {
            Fate::Added => &mut self.added,
            Fate::Changed => &mut self.changed,
            Fate::Unchanged => &mut self.unchanged,
            Fate::Later => &mut self.left_out_later,
            Fate::Undated => &mut self.left_out_undated,
            Fate::Folded => &mut self.folded,
            Fate::WithItsFile => return,
        } += 1;
    }
}

/// The headers of a file, by which its profile is recognised.
pub fn headers(source_name: &str, source: &[u8]) -> Result<Vec<String>, Box<Diagnostic>> {
    match salesplan_sheets::read(source, &Told::default()) {
        Ok(sheet) => Ok(Rows::of(&sheet).headers().to_vec()),
        Err(unreadable) => {
            let sink = Sink::new(&Arc::from(source_name));
            Err(Box::new(unreadable_export(&unreadable, source_name, &sink)))
        }
    }
}

/// What a file is, in words: `text parted by ";", in windows-1251`.
pub fn form(source: &[u8]) -> String {
    salesplan_sheets::read(source, &Told::default()).map_or_else(|_| String::new(), |sheet| explain::form(&sheet))
}

/// Imports a file. All mistakes of the file are found in one run.
pub fn run(profile: &Profile, input: ImportInput<'_>) -> Outcome {
    let (imported, findings, source_text) = read(profile, &input, |context, _, rows| context.import(rows));
    Outcome {
        imported,
        findings,
        source_text,
    }
}

/// Says how a file would be read, and what stands in the way.
pub fn explain(profile: &Profile, input: ImportInput<'_>) -> (Option<Explanation>, Vec<Diagnostic>, String) {
    read(profile, &input, explain::explain)
}

/// Reads the file and the plan, and lets `take` make something of them.
fn read<T>(
    profile: &Profile,
    input: &ImportInput<'_>,
    take: impl FnOnce(&Context<'_>, &Sheet, &Rows<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>, String) {
    let sink = Sink::new(&Arc::from(input.source_name));
    let sheet = match salesplan_sheets::read(input.source, &profile.format.told()) {
        Ok(sheet) => sheet,
        Err(unreadable) => {
            let finding = unreadable_export(&unreadable, input.source_name, &sink);
            return (None, vec![finding], String::new());
        }
    };
    report_undecoded(&sheet, &sink);
    let mut folder = Folder {
        snapshot: input.workspace,
        id: input.plan,
        findings: Vec::new(),
    };
    // What is wrong with the team is a question for `check`: no row is refused over it.
    let team = folder.team().good.unwrap_or_default();
    folder.findings.clear();
    let read = folder.plan(input.settings, None);
    let mut findings = folder.findings;
    let taken = read.plan.and_then(|_| {
        let context = Context {
            profile,
            input,
            outline: &read.outline,
            people: &team.people,
            text: &sheet.text,
            sink: &sink,
        };
        take(&context, &sheet, &Rows::of(&sheet))
    });
    findings.extend(sink.into_findings());
    let taken = taken.filter(|_| !any_error(&findings));
    (taken, findings, sheet.text)
}

fn unreadable_export(unreadable: &Unreadable, name: &str, sink: &Sink) -> Diagnostic {
    let (why, help) = match unreadable {
        Unreadable::OldWorkbook => (
            "is a workbook of Excel before 2007".to_string(),
            "save it as .xlsx or as CSV".to_string(),
        ),
        Unreadable::OtherArchive => (
            "is an archive and no Excel workbook".into(),
            "save the table as .xlsx or as CSV".into(),
        ),
        Unreadable::Damaged(why) => (
            format!("cannot be read as a workbook: {why}"),
            "export it again, or as CSV".into(),
        ),
        Unreadable::NoSuchSheet(sheets) if sheets.is_empty() => {
            ("has no sheet that is shown".into(), "export it again, or as CSV".into())
        }
        Unreadable::NoSuchSheet(sheets) => (
            "has no sheet of the name that the profile gives".into(),
            format!("there is: {}", sheets.join(", ")),
        ),
        Unreadable::NoTable => (
            "is a page without a table".into(),
            "was it saved from a browser that was not signed in? export it again".into(),
        ),
        Unreadable::TooLarge { what, max } => (
            format!("has more than {max} {what}"),
            "leave out what is not needed, or split the export".into(),
        ),
    };
    Diagnostic::new(&UNREADABLE_EXPORT, format!("{name} {why}"))
        .at(sink.location(&(0..0)), "")
        .help(help)
}

/// Bytes that do not fit the encoding are reported once; a row is only lost where one stands
/// in a cell that the profile reads.
fn report_undecoded(sheet: &Sheet, sink: &Sink) {
    let Form::Text { encoding, n_undecoded } = &sheet.form else {
        return;
    };
    if *n_undecoded == 0 {
        return;
    }
    let at = sheet.text.find(UNDECODED).unwrap_or(0);
    sink.push(
        Diagnostic::new(
            &NOT_DECODABLE,
            format!("{n_undecoded} characters of the file are not {encoding}"),
        )
        .at(sink.location(&(at..at + UNDECODED.len_utf8())), "the first of them")
        .help("name the encoding in the profile: [file] encoding = \"windows-1251\""),
    );
}

/// `1 row`, `3 rows`.
fn rows(n: usize) -> String {
    if n == 1 { "1 row".into() } else { format!("{n} rows") }
}

/// What every step of one import asks for.
#[derive(Clone, Copy)]
struct Context<'a> {
    profile: &'a Profile,
    input: &'a ImportInput<'a>,
    outline: &'a Outline,
    /// The team, as far as it is known.
    people: &'a [Person],
    /// The file as text.
    text: &'a str,
    /// Findings in the imported file.
    sink: &'a Sink,
}

impl Context<'_> {
    fn import(&self, source: &Rows<'_>) -> Option<Imported> {
        let summary = Summary::default();
        match self.profile.kind {
            Kind::Deals => deals::import(self, source, summary),
            Kind::Facts => facts::import(self, source, summary),
            Kind::Clients => clients::import(self, source, summary),
        }
    }

    fn path(&self, name: &str) -> String {
        format!("plans/{}/{name}", self.input.plan)
    }

    /// Of the columns that a file need not have, those that the profile fills.
    fn more_columns(&self, more: &[&'static str]) -> Vec<&'static str> {
        let fills = |name: &&&str| self.profile.column(name).is_some();
        more.iter().filter(fills).copied().collect()
    }

    /// Tells whoever watches how many rows have been read.
    fn tell(&self, n_rows: usize) {
        if let Some(progress) = self.input.progress.filter(|_| n_rows.is_multiple_of(ROWS_TOLD)) {
            progress(n_rows);
        }
    }
}

/// Gives each row to `take`, whatever its form, counts what became of it and collects those that are not understood.
fn take_rows(
    source: &Rows<'_>,
    context: &Context<'_>,
    summary: &mut Summary,
    mut take: impl FnMut(&Row<'_>, &mut Summary) -> Result<Fate, Rejection>,
) -> Option<String> {
    let mut rejected = Rejected::new(source, context.sink);
    source.each(|row| {
        summary.rows_read += 1;
        context.tell(summary.rows_read);
        match take(row, summary) {
            Ok(fate) => summary.count(&fate),
            Err(rejection) => {
                summary.not_understood += 1;
                rejected.add(row, rejection);
            }
        }
        ControlFlow::Continue(())
    });
    rejected.into_text()
}
