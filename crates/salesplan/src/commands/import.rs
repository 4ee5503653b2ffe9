//! `import`: deals or facts from a CSV file, by a profile.

use std::fs;
use std::path::Path;

use salesplan_files::digest;
use salesplan_files::import::{self, ImportInput, Outcome, Summary};
use salesplan_files::profile::{self, Profile};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::workspace::{self, valid_plan_id};
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Tip};
use salesplan_model::diagnostic::{Diagnostic, any_error};
use salesplan_report::language::Language;
use serde::Serialize;

use super::no_such_format;
use crate::args::{Format, Global, Import};
use crate::command_source::Sources;
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::history::{IMPORT, PROFILE};
use crate::inputs;
use crate::loaded::choose;
use crate::place::{self, Place, Reads};
use crate::writing::{self, shown};

pub(super) mod reading;

use reading::{check_is_free, read_profile, read_regular, unknown_profile};

/// How many rows that were not understood are shown in full.
const ROWS_SHOWN: usize = 10;

/// What `import` prints as JSON.
#[derive(Serialize)]
struct ImportView<'s> {
    schema_version: u32,
    files: Vec<&'s str>,
    rows_read: usize,
    added: usize,
    changed: usize,
    unchanged: usize,
    newly_won: usize,
    newly_lost: usize,
    not_understood: usize,
    left_out_later: usize,
    left_out_undated: usize,
    ignored_columns: &'s [String],
}

pub(crate) fn run(global: &Global, args: &Import, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    if global.at.is_some() || global.week.is_some() {
        return Err(Failure::usage(
            "`import` writes files, so it takes neither --at nor --week",
            "--as-of DATE brings in what was known by a day",
        ));
    }
    let base = place::start(global, console)?;
    let source = source(global, args, &base, console)?;
    if let Some(rejected) = &args.rejected {
        check_is_free(&base.join(rejected))?;
    }
    let work = Work {
        global,
        args,
        base: &base,
        source: &source,
    };
    if args.commit {
        work.commit(console)
    } else {
        work.write(console)
    }
}

/// The bytes to import: those of a file, or what a trusted command prints.
fn source(global: &Global, args: &Import, base: &Path, console: &mut Console<'_>) -> Result<Vec<u8>, Failure> {
    if let Some(file) = &args.file {
        return read_regular(&base.join(file), bytes_max("any.csv"));
    }
    let name = args.from_command.as_deref().unwrap_or_default();
    let place = if args.commit {
        Place::at_tip(global, console)?
    } else {
        Place::find(global, console)?
    };
    Sources::read(&place)?.output(name, console)
}

struct Work<'a> {
    global: &'a Global,
    args: &'a Import,
    /// The folder that paths on the command line start from.
    base: &'a Path,
    source: &'a [u8],
}

/// An import that went through, with what is needed to show its findings.
struct Done {
    outcome: Outcome,
    snapshot: Snapshot,
    /// SHA-256 over the profile's text: what reads its source otherwise has another.
    profile_digest: String,
}

impl Work<'_> {
    /// Reads the work tree and writes into it.
    fn write(&self, console: &mut Console<'_>) -> Result<u8, Failure> {
        let place = Place::find(self.global, console)?;
        let snapshot = inputs::snapshot(&place)?;
        let done = self.import(&place, &snapshot)?;
        let root = match (&place.reads, self.args.dry_run) {
            (Reads::Files(root), _) => Some(root.clone()),
            (Reads::Revision(_), true) => None,
            (Reads::Revision(_), false) => {
                return Err(Failure::usage(
                    "a bare repository has no files to write",
                    "import with --commit",
                ));
            }
        };
        if let Some(root) = root.filter(|_| !self.args.dry_run && !self.refuses(&done)) {
            write_files(&root, &snapshot, &done)?;
        }
        self.report(&done, None, console)
    }

    /// Reads the branch tip and commits to it.
    fn commit(&self, console: &mut Console<'_>) -> Result<u8, Failure> {
        let place = Place::at_tip(self.global, console)?;
        let repository = place.repository.as_ref().expect("a place at a tip has a repository");
        let options = CommitOptions {
            allow_detached: self.args.allow_detached,
            ..CommitOptions::default()
        };
        let mut done = None;
        let outcome = repository.commit(&options, |tip: &Tip| -> Result<Option<Change>, Failure> {
            let Some(revision) = &tip.revision else { return Ok(None) };
            let snapshot = inputs::from_revision(&place, repository, revision)?;
            let imported = done.insert(self.import(&place, &snapshot)?);
            if self.refuses(imported) {
                return Ok(None);
            }
            let new = |(path, bytes): (&str, &[u8])| NewFile {
                path: place.in_repository(path),
                bytes: bytes.to_vec(),
            };
            let files: Vec<NewFile> = files(imported).map(new).collect();
            Ok(Some(Change {
                files,
                removed: Vec::new(),
                message: self.message(imported),
            }))
        })?;
        let done = done.ok_or_else(|| Failure::usage("the branch has no commits yet", "commit the plan first"))?;
        let said = match outcome {
            CommitOutcome::Committed { revision, .. } => format!("Committed as {}.", &revision.to_string()[..12]),
            CommitOutcome::Unchanged if self.refuses(&done) => "Nothing was committed.".into(),
            CommitOutcome::Unchanged => "Nothing has changed; no commit was made.".into(),
        };
        self.report(&done, Some(said), console)
    }

    fn import(&self, place: &Place, snapshot: &Snapshot) -> Result<Done, Failure> {
        let plan = choose(snapshot, self.args.plan.as_deref())?;
        let settings = workspace::read_settings(snapshot);
        let mut snapshot = snapshot.clone();
        let (profile, profile_digest) = self.profile(place, &mut snapshot)?;
        let source_name = self.source_name();
        let input = ImportInput {
            workspace: &snapshot,
            settings: &settings.value.unwrap_or_default(),
            plan: &plan,
            source_name: &source_name,
            source: self.source,
            as_of: self.global.as_of,
        };
        let outcome = import::run(&profile, input);
        // The findings point into the file as it was decoded.
        snapshot.insert(
            &source_name,
            None,
            Content::Bytes(outcome.source_text.clone().into_bytes()),
        );
        if outcome.imported.is_none() || any_error(&outcome.findings) {
            return Err(Failure::findings(outcome.findings, &snapshot));
        }
        let done = Done {
            outcome,
            snapshot,
            profile_digest,
        };
        let pinned = files(&done).find(|(path, _)| done.snapshot.is_pinned(path));
        match pinned {
            // Written here, they would be public, and stand there twice.
            Some((path, _)) => Err(Failure::usage(
                format!("{path} is pinned to another commit, and is not written here"),
                "import where that file is kept, and pin the new commit",
            )),
            None => Ok(done),
        }
    }

    /// The profile by its name in the workspace, or by a path.
    fn profile(&self, place: &Place, snapshot: &mut Snapshot) -> Result<(Profile, String), Failure> {
        let name = &self.args.profile;
        let in_workspace = profile::path(name);
        // A name such as ../x would lead out of the folder of the profiles.
        let found = if valid_plan_id(name) {
            read_profile(place, &in_workspace)?
        } else {
            None
        };
        let (path, bytes) = match found {
            Some(bytes) => (in_workspace, bytes),
            None => {
                let path = self.base.join(name);
                if fs::metadata(&path).is_err() {
                    return Err(unknown_profile(place, name));
                }
                (one_line(name), read_regular(&path, bytes_max(&in_workspace))?)
            }
        };
        snapshot.insert(&path, None, Content::Bytes(bytes));
        let file = snapshot.get(&path).expect("inserted just now");
        let text = workspace::source_text(file).map_err(|findings| Failure::findings(findings, snapshot))?;
        let read = profile::read(&path, text);
        read.value
            .filter(|_| !any_error(&read.findings))
            .map(|profile| (profile, digest::of_parts([("profile", text.as_bytes())])))
            .ok_or_else(|| Failure::findings(read.findings, snapshot))
    }

    /// With --strict, rows that were not understood keep everything from being written.
    fn refuses(&self, done: &Done) -> bool {
        self.args.strict && summary(done).not_understood > 0
    }

    /// What the imported file is called in findings and in the commit.
    fn source_name(&self) -> String {
        let name = self.args.file.as_ref().and_then(|file| file.file_name());
        match (name, &self.args.from_command) {
            (Some(name), _) => shown(Path::new(name)),
            (None, Some(source)) => one_line(source),
            (None, None) => "the file".into(),
        }
    }

    fn message(&self, done: &Done) -> String {
        let name = self.source_name();
        let summary = summary(done);
        let as_of = self
            .global
            .as_of
            .map(|day| format!("Salesplan-As-Of: {day}\n"))
            .unwrap_or_default();
        format!(
            "Import {name}: {} added, {} changed\n\n{IMPORT}: {}\n{as_of}{PROFILE}: {}\nSalesplan-Source: {}\n",
            summary.added,
            summary.changed,
            one_line(&self.args.profile),
            done.profile_digest,
            digest::of_parts([("source", self.source)]),
        )
    }

    fn report(&self, done: &Done, said: Option<String>, console: &mut Console<'_>) -> Result<u8, Failure> {
        let summary = summary(done);
        self.write_rejected(done)?;
        if self.global.format == Format::Json {
            console.print_json(&view(done, summary))?;
        } else {
            self.show_findings(&done.outcome.findings, &done.snapshot, console)?;
            console.print(&self.sentence(summary, &console.language(&done.snapshot)))?;
        }
        if let Some(said) = said {
            console.note(&said);
        }
        let refused = self.refuses(done);
        if refused {
            console.note(&console.language(&done.snapshot).words("import-refused", []));
        }
        Ok(if refused { exit::FINDINGS } else { exit::DONE })
    }

    /// Writes the rows that were not understood; where there are none, no file.
    fn write_rejected(&self, done: &Done) -> Result<(), Failure> {
        let rows = done
            .outcome
            .imported
            .as_ref()
            .and_then(|imported| imported.rejected.as_ref());
        let (Some(path), Some(rows)) = (&self.args.rejected, rows) else {
            return Ok(());
        };
        let path = self.base.join(path);
        // Once more: the import may have written its own file there.
        let (folder, name) = check_is_free(&path)?;
        writing::replace(folder, name, rows.as_bytes())
    }

    fn show_findings(
        &self,
        findings: &[Diagnostic],
        snapshot: &Snapshot,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        for finding in findings.iter().take(ROWS_SHOWN) {
            console.note(&format!("{}\n", console.drawn(finding, snapshot)));
        }
        if findings.len() > ROWS_SHOWN {
            let n_more = findings.len() - ROWS_SHOWN;
            console.note(&console.language(snapshot).words("import-more", [("n", n_more.into())]));
        }
        Ok(())
    }

    fn sentence(&self, summary: &Summary, language: &Language) -> String {
        let rows = [
            ("read", summary.rows_read.into()),
            ("added", summary.added.into()),
            ("changed", summary.changed.into()),
            ("same", summary.unchanged.into()),
            ("left", summary.not_understood.into()),
        ];
        let mut lines = vec![language.words("import-rows", rows)];
        if self.args.dry_run {
            lines[0] += &format!(" {}", language.words("import-dry", []));
        }
        if summary.newly_won + summary.newly_lost > 0 {
            let closed = [("won", summary.newly_won.into()), ("lost", summary.newly_lost.into())];
            lines.push(language.words("import-closed", closed));
        }
        if summary.left_out_later + summary.left_out_undated > 0 {
            let as_of = self.global.as_of.map(|day| day.to_string()).unwrap_or_default();
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
}

fn summary(done: &Done) -> &Summary {
    &done
        .outcome
        .imported
        .as_ref()
        .expect("an import without output is a failure")
        .summary
}

fn files(done: &Done) -> impl Iterator<Item = (&str, &[u8])> {
    done.outcome.imported.iter().flat_map(|imported| {
        imported
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    })
}

fn view<'s>(done: &'s Done, summary: &'s Summary) -> ImportView<'s> {
    ImportView {
        schema_version: salesplan_report::SCHEMA_VERSION,
        files: files(done).map(|(path, _)| path).collect(),
        rows_read: summary.rows_read,
        added: summary.added,
        changed: summary.changed,
        unchanged: summary.unchanged,
        newly_won: summary.newly_won,
        newly_lost: summary.newly_lost,
        not_understood: summary.not_understood,
        left_out_later: summary.left_out_later,
        left_out_undated: summary.left_out_undated,
        ignored_columns: &summary.ignored_columns,
    }
}

fn is_same(snapshot: &Snapshot, path: &str, bytes: &[u8]) -> bool {
    matches!(snapshot.get(path).map(|file| &file.content), Some(Content::Bytes(old)) if old == bytes)
}

/// Writes the files that change; none of them where one cannot be put in its place.
fn write_files(root: &Path, snapshot: &Snapshot, done: &Done) -> Result<(), Failure> {
    let changed = || files(done).filter(|(path, bytes)| !is_same(snapshot, path, bytes));
    for (path, _) in changed() {
        writing::check(root, Path::new(path))?;
    }
    for (path, bytes) in changed() {
        writing::replace(root, Path::new(path), bytes)?;
    }
    Ok(())
}
