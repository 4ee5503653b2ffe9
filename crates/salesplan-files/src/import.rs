//! An import: another program's CSV file, read by a profile, becomes deals or
//! facts of a plan.
//!
//! No row is lost silently. Every row of the file is counted once: added,
//! changed, unchanged, not understood, or left out because it was not yet known
//! on the day that the import stands for. Rows that are not understood are
//! reported one by one and handed back as they stand, to be mended and imported
//! again.

use std::sync::Arc;

use jiff::civil::Date;
use salesplan_model::diagnostic::{Diagnostic, any_error};
use salesplan_model::id::PlanId;
use salesplan_model::settings::Settings;

use crate::outline::Outline;
use crate::profile::{Kind, Profile};
use crate::sink::Sink;
use crate::snapshot::Snapshot;
use crate::workspace::Folder;

mod as_of;
mod cells;
mod deals;
mod facts;
mod mapping;
mod rejected;
mod source;

use mapping::Mapping;
use rejected::{Rejected, Rejection};
use source::{Source, SourceRow, decode};

/// What an import works on.
#[derive(Debug, Clone, Copy)]
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
/// `changed`, `unchanged`, `not_understood`, `left_out_later` and `left_out_undated`.
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
            Fate::WithItsFile => return,
        } += 1;
    }
}

/// Imports a file. All mistakes of the file are found in one run.
pub fn run(profile: &Profile, input: ImportInput<'_>) -> Outcome {
    let sink = Sink::new(&Arc::from(input.source_name));
    let source_text = decode(input.source, &profile.format, &sink);
    let mut folder = Folder {
        snapshot: input.workspace,
        id: input.plan,
        findings: Vec::new(),
    };
    // Who is in the team is a question for `check`: no row is refused over it.
    let read = folder.plan(input.settings, None);
    let mut findings = folder.findings;
    let imported = read.plan.and_then(|_| {
        let context = Context {
            profile,
            input: &input,
            outline: &read.outline,
            sink: &sink,
        };
        context.import(&source_text)
    });
    findings.extend(sink.into_findings());
    let imported = imported.filter(|_| !any_error(&findings));
    Outcome {
        imported,
        findings,
        source_text,
    }
}

/// What every step of one import asks for.
#[derive(Clone, Copy)]
struct Context<'a> {
    profile: &'a Profile,
    input: &'a ImportInput<'a>,
    outline: &'a Outline,
    /// Findings in the imported file.
    sink: &'a Sink,
}

impl Context<'_> {
    fn import(&self, text: &str) -> Option<Imported> {
        let source = Source::new(text, self.profile.format.delimiter);
        let positions = source.positions(self.profile, self.sink);
        let good = mapping::check_names(self);
        let positions = positions.filter(|_| good)?;
        let summary = Summary {
            ignored_columns: source.ignored(&positions),
            ..Summary::default()
        };
        match self.profile.kind {
            Kind::Deals => deals::import(self, &source, positions, summary),
            Kind::Facts => facts::import(self, &source, positions, summary),
        }
    }

    fn path(&self, name: &str) -> String {
        format!("plans/{}/{name}", self.input.plan)
    }
}

/// Gives each row to `take`, counts what became of it and collects those that are not understood.
fn take_rows(
    source: &Source<'_>,
    context: &Context<'_>,
    summary: &mut Summary,
    mut take: impl FnMut(&SourceRow<'_>, &mut Summary) -> Result<Fate, Rejection>,
) -> Option<String> {
    let mut rejected = Rejected::new(source, context.profile.format.delimiter, context.sink);
    source.each_row(|row| {
        summary.rows_read += 1;
        let fate = rejected::check_form(row, source.n_columns()).and_then(|()| take(row, summary));
        match fate {
            Ok(fate) => summary.count(&fate),
            Err(rejection) => {
                summary.not_understood += 1;
                rejected.add(row, rejection);
            }
        }
    });
    rejected.into_text()
}
