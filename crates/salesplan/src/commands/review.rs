//! `review`: prints the weekly review, or commits it to the branch it was read from.

use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Revision, Tip};
use salesplan_model::period::Period;
use salesplan_model::standing::Evening;
use salesplan_report::sources::Sources;
use salesplan_report::terminal::Style;

use super::{listed, no_such_format, open, review_for, review_many, uncommitted_inputs};
use crate::args::{Format, Global, Review};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;
use crate::making::{self, Draft, Others};
use crate::place::Place;
use crate::pushing;
use crate::rendering;
use crate::review_file::{self, ChartOrigin, Existing};

pub(crate) fn run(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if matches!(global.format, Format::Csv | Format::Definitions) {
        return Err(no_such_format(global.format, "human, json, markdown and html"));
    }
    let is_range = global.week.is_some_and(|weeks| weeks.only().is_none());
    if args.all || is_range {
        return review_many::run(global, args, console);
    }
    if args.sheet || args.message {
        return short_form(global, args, console);
    }
    if let Some(person) = &args.person {
        review_for::run(global, args, person, console)
    } else if args.commit {
        run_commit(global, args, console)
    } else {
        run_print(global, args, console)
    }
}

/// The sheet for a meeting, or the message: the same report in other forms.
fn short_form(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let report = opened.report(global, console)?;
    // A message goes where Markdown is not read, so it is plain text wherever it is printed.
    if args.message && global.format == Format::Human {
        let view = console.worded(&report)?;
        let markdown = rendering::render(&opened.snapshot, opened.locale(), "message.md.j2", view)?;
        console.print(&salesplan_report::terminal::render(&markdown, Style::Plain, None))?;
    } else {
        let template = if args.message { "message.md.j2" } else { "sheet.md.j2" };
        let format = match global.format {
            Format::Human if !console.is_terminal() => Format::Markdown,
            format => format,
        };
        opened.print(format, template, &report, console)?;
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

fn run_print(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let mut report = opened.report(global, console)?;
    let charts = review_file::charts(&mut report, opened.locale())?;
    if global.format == Format::Json {
        opened.print_json(&report, console)?;
    } else if global.format == Format::Html {
        opened.print_page(review_file::TEMPLATE, &report, charts, console)?;
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

pub(super) fn run_commit(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.lang.is_some() {
        return Err(no_language());
    }
    let place = Place::at_tip(global, console)?;
    let options = CommitOptions {
        allow_detached: args.allow_detached,
        ..CommitOptions::default()
    };
    let one = |place: &Place, console: &mut Console<'_>| {
        let evening = |period, console: &Console<'_>| evening::choose(global, period, console);
        commit(place, args.plan.as_deref(), &evening, &options, console)
    };
    let made = match &args.push {
        Some(remote) => {
            let remote = (!remote.is_empty()).then_some(remote.as_str());
            pushing::until_pushed(place, remote, &one, console)?
        }
        None => one(&place, console)?,
    };
    let place = Place::at_tip(global, console)?;
    if made.review.report.as_of >= console.today().to_string() {
        console.note(&format!(
            "note: {} is not over, and more may happen until then",
            made.review.report.as_of
        ));
    }
    let left_out = uncommitted_inputs(&place, &made.review.inputs)?;
    if !left_out.is_empty() {
        console.note(&format!(
            "note: left out, since it is not committed: {}",
            listed(&left_out)
        ));
    }
    if global.format == Format::Json {
        console.print_json(&made.review.report)?;
    }
    match made.revision {
        Some(revision) => console.note(&format!("Committed {} as {}.", made.path, short(&revision))),
        None => console.note(&format!("{} is up to date.", made.path)),
    }
    Ok(console.exit_code(&made.review.findings))
}

/// A review that was committed, or was there already.
pub(crate) struct Made {
    pub path: String,
    pub review: making::Review,
    pub revision: Option<Revision>,
}

/// Makes a week's review from the branch tip and commits it. When the branch moves
/// meanwhile the bytes are kept if the new tip has the same inputs, else made again.
pub(crate) fn commit(
    place: &Place,
    plan: Option<&str>,
    evening: &dyn Fn(Period, &Console<'_>) -> Result<Evening, Failure>,
    options: &CommitOptions,
    console: &mut Console<'_>,
) -> Result<Made, Failure> {
    let repository = place.repository.as_ref().expect("a place at a tip has a repository");
    let mut made: Option<(Sources, Others, making::Review)> = None;
    let mut may_write_index = true;
    let outcome = repository.commit(options, |tip: &Tip| -> Result<Option<Change>, Failure> {
        let revision = tip
            .revision
            .as_ref()
            .ok_or_else(|| Failure::usage("the branch has no commits", "commit the plan first"))?;
        let draft = Draft::read(place, repository, revision, plan, |period| evening(period, console))?;
        let path = draft.path();
        let index = place.in_repository(&review_file::index_path(&draft.plan));
        may_write_index = review_file::may_write_index(repository, revision, &index)?;
        let sources = draft.sources.clone();
        let unchanged = match review_file::existing(repository, revision, &place.in_repository(&path))? {
            Existing::Edited => return Err(edited(&path)),
            Existing::Own(existing) if existing.as_of > sources.as_of => return Err(earlier(&path, &existing.as_of)),
            Existing::Own(existing) => existing.same_but_commit(&sources),
            Existing::Nothing => false,
        };
        let others = draft.others();
        let is_made = made
            .as_ref()
            .is_some_and(|(before, listed, _)| before.same_but_commit(&sources) && *listed == others);
        if !is_made {
            let review = draft.make(place, repository, None, console)?;
            made = Some((sources, others, review));
        }
        let (_, _, review) = made.as_ref().expect("made just now");
        let files: Vec<NewFile> = review
            .files
            .iter()
            .map(|(path, bytes)| NewFile {
                path: place.in_repository(path),
                bytes: bytes.clone(),
            })
            .filter(|file| may_write_index || file.path != index)
            .collect();
        let beside = place.in_repository(path.strip_suffix(".md").unwrap_or(&path));
        let there = review_file::charts_there(repository, revision, &beside)?;
        let is_ours = |path: &str| files.iter().any(|file| file.path == path);
        let edited_chart = there.iter().find(|chart| match chart.origin {
            ChartOrigin::Own => false,
            ChartOrigin::Edited => true,
            ChartOrigin::Foreign => is_ours(&chart.path),
        });
        if let Some(chart) = edited_chart {
            return Err(edited(place.in_workspace(&chart.path).unwrap_or(&chart.path)));
        }
        // Charts that the review made before had, and this one has not.
        let left = there
            .into_iter()
            .filter(|chart| chart.origin == ChartOrigin::Own && !is_ours(&chart.path));
        let removed = left.map(|chart| chart.path).collect();
        Ok((!unchanged).then(|| Change {
            removed,
            files,
            message: message(&review.report),
        }))
    })?;
    let (_, _, review) = made.expect("a commit that succeeds has been prepared");
    let mut made = Made {
        path: review.files[0].0.clone(),
        review,
        revision: None,
    };
    if let CommitOutcome::Committed {
        revision, left_behind, ..
    } = outcome
    {
        made.revision = Some(revision);
        if !may_write_index {
            console.note("note: the list of reviews was edited by hand, so it is left as it is");
        }
        for path in left_behind {
            console.note(&format!(
                "note: {path} is committed, but could not be written to the folder; to have it there: `git restore {path}`"
            ));
        }
    }
    Ok(made)
}

pub(super) fn no_language() -> Failure {
    Failure::usage(
        "--lang is for reading; what is committed is in the language of the workspace",
        "set `locale` in salesplan.toml",
    )
}

fn edited(path: &str) -> Failure {
    Failure::usage(
        format!("{path} was edited by hand, and a review never overwrites that"),
        format!(
            "to drop the edit: `git rm {path} && git commit -m \"Drop the edit\"`; to keep it, leave this week as it is"
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

pub(super) fn short(revision: &Revision) -> String {
    revision.to_string().chars().take(12).collect()
}
