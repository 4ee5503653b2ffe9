//! `review`: prints the weekly review, or commits it to the branch it was read from.

use salesplan_files::inputs::{Inputs, Parents};
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Revision, Tip};

use super::{listed, no_such_format, open, review_for, uncommitted_inputs};
use crate::args::{Format, Global, Review};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;
use crate::history::{EarlierStates, note_gaps};
use crate::inputs;
use crate::loaded::{choose, load};
use crate::movement::Before;
use crate::place::Place;
use crate::rendering;
use crate::review_file::{self, Existing};

pub(crate) fn run(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if matches!(global.format, Format::Csv | Format::Html) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    if let Some(person) = &args.person {
        review_for::run(global, args, person, console)
    } else if args.commit {
        run_commit(global, args, console)
    } else {
        run_print(global, args, console)
    }
}

fn run_print(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let report = opened.report(global, console)?;
    if global.format == Format::Json {
        opened.print_json(&report, console)?;
    } else {
        opened.print_what_if(global.format, console)?;
        let markdown = if console.speaks_plainly() {
            review_file::render(&report, &opened.snapshot, opened.locale())?
        } else {
            // In other words it is not what --commit would write, so it is not sealed either.
            rendering::render(
                &opened.snapshot,
                opened.locale(),
                review_file::TEMPLATE,
                console.worded(&report)?,
            )?
        };
        // Redirected into a file it must be the file that --commit would write.
        let format = if console.is_terminal() {
            global.format
        } else {
            Format::Markdown
        };
        console.print_markdown(&markdown, format)?;
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

fn run_commit(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.lang.is_some() {
        return Err(Failure::usage(
            "--lang is for reading; what is committed is in the language of the workspace",
            "set `locale` in salesplan.toml",
        ));
    }
    let place = Place::at_tip(global, console)?;
    let options = CommitOptions {
        allow_detached: args.allow_detached,
        ..CommitOptions::default()
    };
    let made = commit(&place, global, args.plan.as_deref(), &options, console)?;
    if made.report.as_of >= console.today().to_string() {
        console.note(&format!(
            "note: {} is not over, and more may happen until then",
            made.report.as_of
        ));
    }
    let left_out = uncommitted_inputs(&place, &made.inputs)?;
    if !left_out.is_empty() {
        console.note(&format!(
            "note: left out, since it is not committed: {}",
            listed(&left_out)
        ));
    }
    if global.format == Format::Json {
        console.print_json(&made.report)?;
    }
    match made.revision {
        Some(revision) => console.note(&format!("Committed {} as {}.", made.path, short(&revision))),
        None => console.note(&format!("{} is up to date.", made.path)),
    }
    Ok(console.exit_code(&made.findings))
}

/// A review that was committed, or was there already.
pub(crate) struct Made {
    pub path: String,
    /// The files that it was made from.
    pub inputs: Inputs,
    pub report: salesplan_report::report::Report,
    pub revision: Option<Revision>,
    pub findings: Vec<salesplan_model::diagnostic::Diagnostic>,
}

/// Makes a week's review from the branch tip and commits it. When the branch moves
/// meanwhile the bytes are kept if the new tip has the same inputs, else made again.
pub(crate) fn commit(
    place: &Place,
    global: &Global,
    plan: Option<&str>,
    options: &CommitOptions,
    console: &mut Console<'_>,
) -> Result<Made, Failure> {
    let repository = place.repository.as_ref().expect("a place at a tip has a repository");
    let mut made: Option<(Made, String)> = None;
    let outcome = repository.commit(options, |tip: &Tip| -> Result<Option<Change>, Failure> {
        let revision = tip
            .revision
            .as_ref()
            .ok_or_else(|| Failure::usage("the branch has no commits", "commit the plan first"))?;
        let snapshot = inputs::from_revision(place, repository, revision)?;
        if snapshot.get("salesplan.toml").is_none() {
            return Err(Failure::usage(
                "reviews are committed only to a workspace that has a salesplan.toml",
                "write one (an empty file will do) and commit it",
            ));
        }
        let id = choose(&snapshot, plan)?;
        let mut loaded = load(&snapshot, Some(id.as_str()))?;
        let evening = evening::choose(global, loaded.folder.plan.period, console)?;
        let path = review_file::path(&id, evening.week);
        let in_repository = place.in_repository(&path);
        let previous = review_file::previous(place, repository, revision, &id, evening.week)?;
        let states = EarlierStates::list(place, repository, revision, &id, evening.as_of)?;
        let history_digest = states.digest();
        let sources = review_file::sources_of(&loaded, &snapshot, evening, Some(revision), previous, history_digest);
        let unchanged = match review_file::existing(repository, revision, &in_repository)? {
            Existing::Edited => return Err(edited(&path)),
            Existing::Own(existing) if existing.as_of > sources.as_of => return Err(earlier(&path, &existing.as_of)),
            Existing::Own(existing) => existing.same_but_commit(&sources),
            Existing::Nothing => false,
        };
        if made
            .as_ref()
            .is_none_or(|(made, _)| !made.report.sources.same_but_commit(&sources))
        {
            let history = states.read(repository, loaded.folder.plan.goal.currency)?;
            note_gaps(&history, console);
            loaded.history = Some(history);
            if let Some(previous) = &sources.previous {
                loaded.before = Before::read(place, repository, id.as_str(), previous)?.map(Box::new);
            }
            let report = review_file::report(&loaded, &snapshot, evening, sources)?;
            let text = if unchanged {
                String::new()
            } else {
                review_file::render(&report, &snapshot, loaded.settings.locale)?
            };
            let findings = loaded.findings;
            made = Some((
                Made {
                    path,
                    inputs: Parents::read(&snapshot).inputs_of(&id),
                    report,
                    revision: None,
                    findings,
                },
                text,
            ));
        }
        let (made, text) = made.as_ref().expect("made just now");
        let file = NewFile {
            path: in_repository,
            bytes: text.clone().into_bytes(),
        };
        Ok((!unchanged).then(|| Change {
            files: vec![file],
            removed: Vec::new(),
            message: message(&made.report),
        }))
    })?;
    let (mut made, _) = made.expect("a commit that succeeds has been prepared");
    if let CommitOutcome::Committed {
        revision, left_behind, ..
    } = outcome
    {
        made.revision = Some(revision);
        for path in left_behind {
            console.note(&format!(
                "note: {path} is committed, but could not be written to the folder; to have it there: `git restore {path}`"
            ));
        }
    }
    Ok(made)
}

fn edited(path: &str) -> Failure {
    Failure::usage(
        format!("{path} was edited by hand, and a review never overwrites that"),
        format!(
            "to drop the edit: `git rm {path} && git commit -m \"Drop the edited review\"`; to keep it, leave this week as it is"
        ),
    )
}

fn earlier(path: &str, as_of: &str) -> Failure {
    Failure::usage(
        format!("{path} is committed as of {as_of}, which is later"),
        "print the earlier evening without --commit",
    )
}

/// What the review says, then its sources as trailers.
fn message(report: &salesplan_report::report::Report) -> String {
    let trailers: Vec<String> = report
        .sources
        .trailers()
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    format!("{}\n\n{}\n", report.headline(), trailers.join("\n"))
}

fn short(revision: &Revision) -> String {
    revision.to_string().chars().take(12).collect()
}
