//! What is said of imports: their counts, their findings, their JSON.

use std::collections::BTreeSet;

use salesplan_files::import::Summary;
use salesplan_files::snapshot::Snapshot;
use salesplan_report::language::Language;
use serde::Serialize;

use super::explaining;
use super::{Done, Work, exit_code, files};
use crate::args::Format;
use crate::console::{Console, one_line};
use crate::failure::Failure;

/// How many findings are shown in full.
const FINDINGS_SHOWN: usize = 10;

/// What `import` prints as JSON of one file.
#[derive(Serialize)]
struct ImportView {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema_version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    profile: String,
    files: Vec<String>,
    rows_read: usize,
    added: usize,
    changed: usize,
    unchanged: usize,
    folded: usize,
    newly_won: usize,
    newly_lost: usize,
    gone: usize,
    came_back: usize,
    not_understood: usize,
    left_out_later: usize,
    left_out_undated: usize,
    ignored_columns: Vec<String>,
}

/// And of several.
#[derive(Serialize)]
struct ImportsView {
    schema_version: u32,
    imports: Vec<ImportView>,
}

/// The imports of one run as they are made.
pub(super) struct Imports<'w, 'a> {
    work: &'w Work<'a>,
    views: Vec<ImportView>,
    rejected: String,
    /// What has been said; the weeks of one file repeat it.
    said: BTreeSet<String>,
    n_silent: usize,
    is_one: bool,
    /// The workspace as the last of them left it, for its language.
    snapshot: Snapshot,
}

impl<'w, 'a> Imports<'w, 'a> {
    pub fn new(work: &'w Work<'a>) -> Self {
        Self {
            is_one: work.args.files.len() <= 1 && work.args.backfill.is_none(),
            work,
            views: Vec::new(),
            rejected: String::new(),
            said: BTreeSet::new(),
            n_silent: 0,
            snapshot: Snapshot::default(),
        }
    }

    /// Takes one import, and tells a person of it.
    pub fn add(&mut self, done: Done, console: &mut Console<'_>) -> Result<(), Failure> {
        let rejected = done
            .outcome
            .imported
            .as_ref()
            .and_then(|imported| imported.rejected.as_deref());
        // The weeks of one file reject the same rows: the last of them says it all.
        if self.work.args.backfill.is_some() {
            self.rejected.clear();
        }
        self.rejected.push_str(rejected.unwrap_or_default());
        if self.work.global.format == Format::Human {
            if let Some(why) = done.chosen.why.as_ref().filter(|_| self.views.is_empty()) {
                let language = console.language(&done.snapshot);
                let read_as = explaining::read_as(&done.step.source.name, &done.chosen.profile, why, &language);
                console.note(&format!("{read_as}\n"));
            }
            self.show_findings(&done, console);
            let language = console.language(&done.snapshot);
            let text = if self.is_one {
                self.sentence(&done, &language)
            } else {
                self.line(&done, &language)
            };
            console.print(&text)?;
        }
        self.views.push(view(&done, self.is_one));
        self.snapshot = done.snapshot;
        Ok(())
    }

    fn words(&self, console: &Console<'_>) -> Language {
        console.language(&self.snapshot)
    }

    pub fn say(&mut self, text: &str, console: &mut Console<'_>) -> Result<(), Failure> {
        if self.work.global.format == Format::Human {
            console.print(&format!("  {text}\n"))?;
        }
        Ok(())
    }

    /// Tells what is to be told of all together.
    pub fn finish(mut self, refused: bool, said: Option<String>, console: &mut Console<'_>) -> Result<u8, Failure> {
        self.work.write_rejected(&self.rejected)?;
        let language = self.words(console);
        if self.work.global.format == Format::Json {
            match (self.is_one, self.views.pop()) {
                (true, Some(view)) => console.print_json(&view)?,
                (_, last) => {
                    self.views.extend(last);
                    console.print_json(&ImportsView {
                        schema_version: salesplan_report::SCHEMA_VERSION,
                        imports: self.views,
                    })?;
                }
            }
        } else if self.n_silent > 0 {
            console.note(&language.words("import-more", [("n", self.n_silent.into())]));
        }
        if let Some(said) = said {
            console.note(&said);
        }
        if refused {
            console.note(&language.words("import-refused", []));
        }
        Ok(exit_code(refused))
    }

    fn show_findings(&mut self, done: &Done, console: &mut Console<'_>) {
        let findings = &done.outcome.findings;
        // What is said of many rows at once comes first.
        let (of_rows, of_all): (Vec<_>, Vec<_>) = findings
            .iter()
            .partition(|finding| finding.kind.id == "row-not-understood");
        let n_rows = summary(done).not_understood;
        let n_hidden_rows = n_rows.saturating_sub(FINDINGS_SHOWN.min(of_rows.len())) * usize::from(!of_rows.is_empty());
        for finding in of_all.into_iter().chain(of_rows.into_iter().take(FINDINGS_SHOWN)) {
            if self.said.insert(finding.message.clone()) {
                console.note(&format!("{}\n", console.drawn(finding, &done.snapshot)));
            }
        }
        if findings
            .iter()
            .filter(|finding| finding.kind.id == "row-not-understood")
            .count()
            > FINDINGS_SHOWN
        {
            self.n_silent = self.n_silent.max(n_hidden_rows);
        }
    }

    /// One import in full.
    fn sentence(&self, done: &Done, language: &Language) -> String {
        let summary = summary(done);
        let rows = [
            ("read", summary.rows_read.into()),
            ("added", summary.added.into()),
            ("changed", summary.changed.into()),
            ("same", summary.unchanged.into()),
            ("left", summary.not_understood.into()),
        ];
        let mut lines = vec![language.words("import-rows", rows)];
        if self.work.args.dry_run {
            lines[0] += &format!(" {}", language.words("import-dry", []));
        }
        if summary.folded > 0 {
            lines.push(language.words("import-folded", [("n", summary.folded.into())]));
        }
        if summary.newly_won + summary.newly_lost > 0 {
            let closed = [("won", summary.newly_won.into()), ("lost", summary.newly_lost.into())];
            lines.push(language.words("import-closed", closed));
        }
        if summary.gone > 0 {
            let gone = [("n", summary.gone.into()), ("day", done.step.day.to_string().into())];
            lines.push(language.words("import-gone", gone));
        }
        if summary.came_back > 0 {
            lines.push(language.words("import-back", [("n", summary.came_back.into())]));
        }
        if summary.left_out_later + summary.left_out_undated > 0 {
            let as_of = done.step.as_of.map(|day| day.to_string()).unwrap_or_default();
            let left_out = [
                ("later", summary.left_out_later.into()),
                ("day", as_of.into()),
                ("undated", summary.left_out_undated.into()),
            ];
            lines.push(language.words("import-left-out", left_out));
        }
        if !summary.ignored_columns.is_empty() {
            let columns = one_line(&summary.ignored_columns.join(", "));
            lines.push(language.words("import-columns", [("columns", columns.into())]));
        }
        lines.join("\n") + "\n"
    }

    /// One of several.
    fn line(&self, done: &Done, language: &Language) -> String {
        let summary = summary(done);
        let parts = [
            (summary.added, "import-part-added", true),
            (summary.changed, "import-part-changed", true),
            (summary.newly_won, "import-part-won", false),
            (summary.newly_lost, "import-part-lost", false),
            (summary.gone, "import-part-gone", false),
            (summary.came_back, "import-part-back", false),
            (summary.not_understood, "import-part-left", false),
        ];
        let said = parts.into_iter().filter(|(n, _, is_always)| *n > 0 || *is_always);
        let said: Vec<String> = said.map(|(n, key, _)| language.words(key, [("n", n.into())])).collect();
        format!("{} {}: {}\n", done.step.day, done.step.source.name, said.join(", "))
    }
}

pub(super) fn summary(done: &Done) -> &Summary {
    &done
        .outcome
        .imported
        .as_ref()
        .expect("an import without output is a failure")
        .summary
}

fn view(done: &Done, is_one: bool) -> ImportView {
    let summary = summary(done);
    ImportView {
        schema_version: is_one.then_some(salesplan_report::SCHEMA_VERSION),
        source: (!is_one).then(|| done.step.source.name.clone()),
        as_of: (!is_one).then(|| done.step.day.to_string()),
        profile: done.chosen.profile.name.clone(),
        files: files(done).map(|(path, _)| path.to_string()).collect(),
        rows_read: summary.rows_read,
        added: summary.added,
        changed: summary.changed,
        unchanged: summary.unchanged,
        folded: summary.folded,
        newly_won: summary.newly_won,
        newly_lost: summary.newly_lost,
        gone: summary.gone,
        came_back: summary.came_back,
        not_understood: summary.not_understood,
        left_out_later: summary.left_out_later,
        left_out_undated: summary.left_out_undated,
        ignored_columns: summary.ignored_columns.clone(),
    }
}
