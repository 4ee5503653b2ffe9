//! `import`: deals, facts or clients from a file of another program, by a profile.

use std::collections::BTreeSet;
use std::path::Path;

use salesplan_files::digest;
use salesplan_files::import::{self, ImportInput, Outcome};
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace;
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Tip};
use salesplan_model::diagnostic::any_error;

use super::no_such_format;
use crate::args::{Format, Global, Import, ImportCommand};
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::history::{IMPORT, PROFILE};
use crate::inputs;
use crate::loaded::choose;
use crate::place::{self, Place, Reads};
use crate::progress::Progress;
use crate::writing;

mod choosing;
mod explaining;
pub(super) mod reading;
mod report;
mod steps;

use choosing::Chosen;
use reading::check_is_free;
use report::{Imports, summary};
use steps::Step;

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
    if let Some(ImportCommand::NewProfile { file, plan }) = &args.command {
        return explaining::new_profile(global, file, plan.as_deref(), console);
    }
    if args.list_profiles {
        return explaining::list_profiles(global, console);
    }
    let base = place::start(global, console)?;
    let sources = match &args.from_command {
        Some(name) => vec![steps::command_source(global, args, name, console)?],
        None => steps::read_sources(&base, &args.files)?,
    };
    if let Some(rejected) = &args.rejected {
        check_is_free(&base.join(rejected))?;
    }
    let work = Work {
        global,
        args,
        base: &base,
    };
    if args.explain {
        return explaining::explain(&work, &sources[0], console);
    }
    let steps = work.steps(&sources, console)?;
    if args.commit {
        work.commit(&steps, console)
    } else {
        work.write(&steps, console)
    }
}

struct Work<'a> {
    global: &'a Global,
    args: &'a Import,
    /// The folder that paths on the command line start from.
    base: &'a Path,
}

/// An import that went through, with what is needed to show its findings.
struct Done {
    outcome: Outcome,
    snapshot: Snapshot,
    chosen: Chosen,
    step: Step,
}

impl Work<'_> {
    /// Reads the work tree and writes into it.
    fn write(&self, steps: &[Step], console: &mut Console<'_>) -> Result<u8, Failure> {
        let place = Place::find(self.global, console)?;
        let _turn = writing::take_turn_at(&place)?;
        let before = inputs::snapshot(&place)?;
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
        let mut snapshot = before.clone();
        let mut written: BTreeSet<String> = BTreeSet::new();
        let mut imports = Imports::new(self);
        let mut refused = false;
        for step in steps {
            let done = self.import(&place, &snapshot, step, console)?;
            refused |= self.refuses(&done);
            for (path, bytes) in files(&done) {
                snapshot.insert(path, None, Content::Bytes(bytes.to_vec()));
                written.insert(path.to_string());
            }
            imports.add(done, console)?;
        }
        if let Some(root) = root.filter(|_| !self.args.dry_run && !refused) {
            write_files(&root, &before, &snapshot, &written)?;
        }
        imports.finish(refused, None, console)
    }

    /// Reads the branch tip and commits to it, once for each step.
    fn commit(&self, steps: &[Step], console: &mut Console<'_>) -> Result<u8, Failure> {
        let mut imports = Imports::new(self);
        let mut said = String::new();
        let mut refused = false;
        for step in steps {
            let (done, outcome) = self.commit_step(step, console)?;
            refused |= self.refuses(&done);
            let about = match outcome {
                CommitOutcome::Committed { revision, .. } => format!("Committed as {}.", &revision.to_string()[..12]),
                CommitOutcome::Unchanged if refused => "Nothing was committed.".into(),
                CommitOutcome::Unchanged => "Nothing has changed; no commit was made.".into(),
            };
            imports.add(done, console)?;
            if steps.len() == 1 {
                said = about;
            } else {
                imports.say(&about, console)?;
            }
            if refused {
                break;
            }
        }
        imports.finish(refused, Some(said).filter(|said| !said.is_empty()), console)
    }

    fn commit_step(&self, step: &Step, console: &mut Console<'_>) -> Result<(Done, CommitOutcome), Failure> {
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
            let imported = done.insert(self.import(&place, &snapshot, step, console)?);
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
        Ok((done, outcome))
    }

    fn import(
        &self,
        place: &Place,
        snapshot: &Snapshot,
        step: &Step,
        console: &mut Console<'_>,
    ) -> Result<Done, Failure> {
        let plan = choose(snapshot, self.args.plan.as_deref())?;
        let settings = workspace::read_settings(snapshot);
        let mut snapshot = snapshot.clone();
        let chosen = choosing::choose_profile(self, place, &mut snapshot, &step.source)?;
        let outcome = {
            let progress = std::cell::RefCell::new((Progress::default(), console));
            let tell = |n_rows: usize| {
                let (progress, console) = &mut *progress.borrow_mut();
                progress.show(&format!("{}: {n_rows} rows read", step.source.name), console);
            };
            let input = ImportInput {
                workspace: &snapshot,
                settings: &settings.value.unwrap_or_default(),
                plan: &plan,
                source_name: &step.source.name,
                source: &step.source.bytes,
                as_of: step.as_of,
                day: step.day,
                is_of_the_past: step.is_of_the_past,
                is_surely_whole: self.args.complete,
                progress: Some(&tell),
            };
            let outcome = import::run(&chosen.profile, input);
            let (progress, console) = &mut *progress.borrow_mut();
            progress.clear(console);
            outcome
        };
        // The findings point into the file as text.
        snapshot.insert(
            &step.source.name,
            None,
            Content::Bytes(outcome.source_text.clone().into_bytes()),
        );
        if outcome.imported.is_none() || any_error(&outcome.findings) {
            return Err(Failure::findings(outcome.findings, &snapshot));
        }
        let done = Done {
            outcome,
            snapshot,
            chosen,
            step: step.clone(),
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

    /// With --strict, rows that were not understood keep everything from being written.
    fn refuses(&self, done: &Done) -> bool {
        self.args.strict && summary(done).not_understood > 0
    }

    fn message(&self, done: &Done) -> String {
        let name = &done.step.source.name;
        let summary = summary(done);
        let gone = if summary.gone > 0 {
            format!(", {} gone", summary.gone)
        } else {
            String::new()
        };
        let as_of = done
            .step
            .stands_for()
            .map(|day| format!("Salesplan-As-Of: {day}\n"))
            .unwrap_or_default();
        format!(
            "Import {name}: {} added, {} changed{gone}\n\n{IMPORT}: {}\n{as_of}{PROFILE}: {}\nSalesplan-Source: {}\n",
            summary.added,
            summary.changed,
            one_line(&done.chosen.name),
            done.chosen.digest,
            digest::of_parts([("source", done.step.source.bytes.as_slice())]),
        )
    }

    /// Writes the rows that were not understood; where there are none, no file.
    fn write_rejected(&self, rows: &str) -> Result<(), Failure> {
        let Some(path) = self.args.rejected.as_ref().filter(|_| !rows.is_empty()) else {
            return Ok(());
        };
        let path = self.base.join(path);
        // Once more: the import may have written its own file there.
        let (folder, name) = check_is_free(&path)?;
        writing::replace(folder, name, rows.as_bytes())
    }
}

fn files(done: &Done) -> impl Iterator<Item = (&str, &[u8])> {
    done.outcome.imported.iter().flat_map(|imported| {
        imported
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    })
}

fn bytes_of<'s>(snapshot: &'s Snapshot, path: &str) -> Option<&'s [u8]> {
    match snapshot.get(path).map(|file| &file.content) {
        Some(Content::Bytes(bytes)) => Some(bytes),
        _ => None,
    }
}

/// Writes the files that change; none of them where one cannot be put in its place.
fn write_files(root: &Path, before: &Snapshot, after: &Snapshot, paths: &BTreeSet<String>) -> Result<(), Failure> {
    let changed: Vec<&String> = paths
        .iter()
        .filter(|path| bytes_of(before, path) != bytes_of(after, path))
        .collect();
    for path in &changed {
        writing::check(root, Path::new(path))?;
    }
    for path in changed {
        writing::replace(root, Path::new(path), bytes_of(after, path).unwrap_or_default())?;
    }
    Ok(())
}

/// Exit code of an import.
fn exit_code(refused: bool) -> u8 {
    if refused { exit::FINDINGS } else { exit::DONE }
}
