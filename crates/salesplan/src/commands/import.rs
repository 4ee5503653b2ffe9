//! `import`: deals or facts from a CSV file, by a profile.

use std::fs;
use std::path::{Path, PathBuf};

use salesplan_files::digest;
use salesplan_files::import::{self, ImportInput, Outcome, Summary};
use salesplan_files::profile::{self, Profile};
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace;
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Tip};
use salesplan_model::diagnostic::{Diagnostic, any_error};
use serde::Serialize;

use super::no_such_format;
use crate::args::{Format, Global, Import};
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::loaded::choose;
use crate::place::{Place, Reads};

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
        return Err(no_such_format(global.format));
    }
    if global.at.is_some() || global.week.is_some() {
        return Err(Failure::usage(
            "`import` writes files, so it takes neither --at nor --week",
            "--as-of DATE brings in what was known by a day",
        ));
    }
    let source_path = console.folder().join(&args.file);
    let source = fs::read(&source_path).map_err(|error| Failure::io("read", &source_path, &error))?;
    let work = Work {
        global,
        args,
        source: &source,
    };
    if args.commit {
        work.commit(console)
    } else {
        work.write(console)
    }
}

struct Work<'a> {
    global: &'a Global,
    args: &'a Import,
    source: &'a [u8],
}

/// An import that went through, with what is needed to show its findings.
struct Done {
    outcome: Outcome,
    snapshot: Snapshot,
}

impl Work<'_> {
    /// Reads the work tree and writes into it.
    fn write(&self, console: &mut Console<'_>) -> Result<u8, Failure> {
        let place = Place::find(self.global, console)?;
        let snapshot = inputs::snapshot(&place)?;
        let done = self.import(&place, &snapshot, console)?;
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
            for (path, bytes) in files(&done) {
                if !is_same(&snapshot, path, bytes) {
                    replace(&root, path, bytes)?;
                }
            }
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
            let imported = done.insert(self.import(&place, &snapshot, console)?);
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

    fn import(&self, place: &Place, snapshot: &Snapshot, console: &Console<'_>) -> Result<Done, Failure> {
        let plan = choose(snapshot, self.args.plan.as_deref())?;
        let settings = workspace::read_settings(snapshot);
        let mut snapshot = snapshot.clone();
        let profile = self.profile(place, &mut snapshot, console)?;
        let source_name = self
            .args
            .file
            .file_name()
            .map_or_else(|| "the file".into(), |name| name.to_string_lossy().into_owned());
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
        Ok(Done { outcome, snapshot })
    }

    /// The profile by its name in the workspace, or by a path.
    fn profile(&self, place: &Place, snapshot: &mut Snapshot, console: &Console<'_>) -> Result<Profile, Failure> {
        let name = &self.args.profile;
        let in_workspace = profile::path(name);
        let (path, bytes) = match read_profile(place, &in_workspace)? {
            Some(bytes) => (in_workspace, bytes),
            None => {
                let path = console.folder().join(name);
                let bytes = fs::read(&path).map_err(|_| unknown_profile(place, name))?;
                (name.clone(), bytes)
            }
        };
        snapshot.insert(&path, None, Content::Bytes(bytes));
        let file = snapshot.get(&path).expect("inserted just now");
        let text = workspace::source_text(file).map_err(|findings| Failure::findings(findings, snapshot))?;
        let read = profile::read(&path, text);
        read.value
            .filter(|_| !any_error(&read.findings))
            .ok_or_else(|| Failure::findings(read.findings, snapshot))
    }

    /// With --strict, rows that were not understood keep everything from being written.
    fn refuses(&self, done: &Done) -> bool {
        self.args.strict && summary(done).not_understood > 0
    }

    fn message(&self, done: &Done) -> String {
        let name = self
            .args
            .file
            .file_name()
            .map(|name| name.to_string_lossy().replace(['\n', '\r'], " "))
            .unwrap_or_default();
        let summary = summary(done);
        let as_of = self
            .global
            .as_of
            .map(|day| format!("Salesplan-As-Of: {day}\n"))
            .unwrap_or_default();
        format!(
            "Import {name}: {} added, {} changed\n\nSalesplan-Import: {}\n{as_of}Salesplan-Source: {}\n",
            summary.added,
            summary.changed,
            self.args.profile.replace(['\n', '\r'], " "),
            digest::of_parts([("source", self.source)]),
        )
    }

    fn report(&self, done: &Done, said: Option<String>, console: &mut Console<'_>) -> Result<u8, Failure> {
        let summary = summary(done);
        if let (Some(path), Some(imported)) = (&self.args.rejected, &done.outcome.imported) {
            let path = console.folder().join(path);
            let rows = imported.rejected.clone().unwrap_or_default();
            fs::write(&path, rows).map_err(|error| Failure::io("write", &path, &error))?;
        }
        if self.global.format == Format::Json {
            console.print_json(&view(done, summary))?;
        } else {
            self.show_findings(&done.outcome.findings, &done.snapshot, console)?;
            console.print(&self.sentence(summary))?;
        }
        if let Some(said) = said {
            console.note(&said);
        }
        let refused = self.refuses(done);
        if refused {
            console.note("Nothing was written: rows were not understood, and --strict is set.");
        }
        Ok(if refused { exit::FINDINGS } else { exit::DONE })
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
            let all = "`--rejected FILE` writes all of them with the reason";
            console.note(&format!("… and {} more; {all}.", findings.len() - ROWS_SHOWN));
        }
        Ok(())
    }

    fn sentence(&self, summary: &Summary) -> String {
        let dry = if self.args.dry_run {
            " (nothing was written)"
        } else {
            ""
        };
        let mut lines = format!(
            "{} rows read: {} added, {} changed, {} unchanged, {} not understood{dry}\n",
            summary.rows_read, summary.added, summary.changed, summary.unchanged, summary.not_understood
        );
        if summary.newly_won + summary.newly_lost > 0 {
            lines += &format!("newly closed: {} won, {} lost\n", summary.newly_won, summary.newly_lost);
        }
        if summary.left_out_later + summary.left_out_undated > 0 {
            let as_of = self.global.as_of.map(|day| day.to_string()).unwrap_or_default();
            lines += &format!(
                "left out: {} dated after {as_of}, {} without any date\n",
                summary.left_out_later, summary.left_out_undated
            );
        }
        if !summary.ignored_columns.is_empty() {
            lines += &format!("columns not used: {}\n", one_line(&summary.ignored_columns.join(", ")));
        }
        lines
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

fn read_profile(place: &Place, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    match (&place.reads, &place.repository) {
        (Reads::Files(root), _) => Ok(fs::read(root.join(path)).ok()),
        (Reads::Revision(revision), Some(repository)) => Ok(repository
            .read(revision, &place.in_repository(path))?
            .map(|entry| entry.bytes)),
        (Reads::Revision(_), None) => Ok(None),
    }
}

fn unknown_profile(place: &Place, name: &str) -> Failure {
    let known: Vec<String> = match &place.reads {
        Reads::Files(root) => fs::read_dir(root.join("profiles"))
            .map(|entries| {
                let names = entries
                    .flatten()
                    .filter_map(|entry| entry.file_name().into_string().ok());
                names
                    .filter_map(|name| name.strip_suffix(".toml").map(str::to_string))
                    .collect()
            })
            .unwrap_or_default(),
        Reads::Revision(_) => Vec::new(),
    };
    let mut known = known;
    known.sort();
    let help = if known.is_empty() {
        "write profiles/NAME.toml, or give the path of a profile".to_string()
    } else {
        format!("there is: {}", one_line(&known.join(", ")))
    };
    Failure::usage(format!("there is no import profile `{name}`"), help)
}

fn is_same(snapshot: &Snapshot, path: &str, bytes: &[u8]) -> bool {
    matches!(snapshot.get(path).map(|file| &file.content), Some(Content::Bytes(old)) if old == bytes)
}

/// Writes a file whole or not at all: beside its place, then renamed.
fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let target = root.join(path);
    let beside: PathBuf = target.with_extension("salesplan-tmp");
    let folder = target.parent().unwrap_or(root);
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&beside, bytes))
        .and_then(|()| fs::rename(&beside, &target));
    written.map_err(|error| {
        // What was begun beside is of no use to anyone.
        let _ = fs::remove_file(&beside);
        Failure::io("write", &target, &error)
    })
}
