//! `review --commit`: of one week, of several or of all that have none yet; of one plan or of
//! every plan; pushed where that is asked for.

use std::collections::BTreeSet;

use salesplan_files::workspace;
use salesplan_git::{CommitOptions, Revision};
use salesplan_model::id::PlanId;
use salesplan_model::period::{Period, Week};
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::report::Report;
use serde::Serialize;

use super::review_many::weeks;
use super::{listed, uncommitted_inputs};
use crate::args::{Format, Global, Review};
use crate::committing::{self, Made};
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::loaded::choose;
use crate::place::{Place, Reads};
use crate::progress::Progress;
use crate::{evening, inputs, pushing, review_file};

/// What several reviews print as JSON.
#[derive(Serialize)]
struct ReviewsView<'m> {
    schema_version: u32,
    reviews: Vec<&'m Report>,
}

/// A review to make.
struct Job {
    plan: PlanId,
    /// `None` for the evening that the options name.
    week: Option<Week>,
}

/// What came of all of them.
#[derive(Default)]
struct Batch {
    made: Vec<Made>,
    /// What could not be made, and why. It keeps the others from nothing.
    failed: Vec<(String, Failure)>,
}

pub(super) fn run(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.lang.is_some() {
        return Err(Failure::usage(
            "--lang is for reading; what is committed is in the language of the workspace",
            "set `locale` in salesplan.toml",
        ));
    }
    if global.format == Format::Html {
        return Err(Failure::usage(
            "--commit writes Markdown and charts, and prints no page",
            "leave --commit out to print the review with --format html",
        ));
    }
    let place = Place::at_tip(global, console)?;
    let make = |place: &Place, console: &mut Console<'_>| -> Result<(Batch, Vec<Revision>), Failure> {
        let batch = batch(place, global, args, console)?;
        let revisions = batch.made.iter().filter_map(|made| made.revision).collect();
        Ok((batch, revisions))
    };
    let batch = match &args.push {
        Some(remote) => {
            let remote = (!remote.is_empty()).then_some(remote.as_str());
            pushing::until_pushed(place, remote, &make, console)?
        }
        None => make(&place, console)?.0,
    };
    note_left_out(global, &batch, console)?;
    if global.format == Format::Json {
        print_json(global, args, &batch, console)?;
    }
    let mut code = exit::DONE;
    for made in &batch.made {
        code = code.max(console.exit_code(&made.review.findings));
    }
    for (what, failure) in batch.failed {
        code = code.max(failure.about(&what).report(Format::Human, console));
    }
    Ok(code)
}

/// Whether it is about one review only, whose failure is the command's.
fn is_one(global: &Global, args: &Review) -> bool {
    let is_range = global.week.is_some_and(|weeks| weeks.only().is_none());
    !args.all && !args.all_plans && !is_range
}

fn print_json(global: &Global, args: &Review, batch: &Batch, console: &mut Console<'_>) -> Result<(), Failure> {
    let mut reports = batch.made.iter().map(|made| &made.review.report);
    if is_one(global, args) {
        return reports.next().map_or(Ok(()), |report| console.print_json(report));
    }
    console.print_json(&ReviewsView {
        schema_version: SCHEMA_VERSION,
        reviews: reports.collect(),
    })
}

/// Says which inputs are not in the reviews, since they are not committed.
fn note_left_out(global: &Global, batch: &Batch, console: &mut Console<'_>) -> Result<(), Failure> {
    let place = Place::at_tip(global, console)?;
    let mut left_out = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for made in &batch.made {
        if seen.insert(made.review.report.plan.clone()) {
            left_out.extend(uncommitted_inputs(&place, &made.review.inputs)?);
        }
    }
    if !left_out.is_empty() {
        let left_out: Vec<String> = left_out.into_iter().collect();
        console.note(&format!(
            "note: left out, since it is not committed: {}",
            listed(&left_out)
        ));
    }
    Ok(())
}

/// Makes and commits the reviews, one after the other.
fn batch(place: &Place, global: &Global, args: &Review, console: &mut Console<'_>) -> Result<Batch, Failure> {
    let mut batch = Batch::default();
    let jobs = jobs(place, global, args, &mut batch, console)?;
    let options = CommitOptions {
        allow_detached: args.allow_detached,
        ..CommitOptions::default()
    };
    let mut progress = Progress::default();
    for (index, job) in jobs.iter().enumerate() {
        let what = job
            .week
            .map_or_else(|| job.plan.to_string(), |week| format!("{week} of {}", job.plan));
        if jobs.len() > 1 {
            progress.show(&format!("{what}: {} of {}", index + 1, jobs.len()), console);
        }
        let evening = |period: Period, console: &Console<'_>| {
            let evening = match job.week {
                Some(week) => {
                    Evening::of_week(week, period).map_err(|outside| evening::outside_period(outside, global))
                }
                None => evening::choose(global, period, console),
            };
            evening::over(evening?, global, console)
        };
        let made = committing::commit(place, Some(job.plan.as_str()), &evening, &options, console);
        progress.clear(console);
        match made {
            Ok(made) => {
                note(&made, args, console);
                batch.made.push(made);
            }
            Err(failure) if is_one(global, args) || failure.code() != exit::COULD_NOT_RUN => return Err(failure),
            Err(failure) => batch.failed.push((what, failure)),
        }
    }
    let is_new = |made: &Made| made.revision.is_some();
    if args.all && batch.failed.is_empty() && !batch.made.iter().any(is_new) {
        console.note("Every week has its review.");
    }
    Ok(batch)
}

fn note(made: &Made, args: &Review, console: &mut Console<'_>) {
    let as_of = &made.review.report.as_of;
    if *as_of >= console.today().to_string() {
        console.note(&format!("note: {as_of} is not over, and more may happen until then"));
    }
    match made.revision {
        Some(revision) => {
            let short: String = revision.to_string().chars().take(12).collect();
            console.note(&format!("Committed {} as {short}.", made.path));
        }
        None if args.all => {}
        None => console.note(&format!("{} is up to date.", made.path)),
    }
}

/// The reviews that are asked for.
fn jobs(
    place: &Place,
    global: &Global,
    args: &Review,
    batch: &mut Batch,
    console: &mut Console<'_>,
) -> Result<Vec<Job>, Failure> {
    let snapshot = inputs::snapshot(place)?;
    if !args.all_plans {
        let plan = choose(&snapshot, args.plan.as_deref())?;
        if is_one(global, args) {
            return Ok(vec![Job { plan, week: None }]);
        }
        let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
        let read = workspace::read_plan(&snapshot, &plan, &settings);
        let folder = read.value.ok_or_else(|| Failure::findings(read.findings, &snapshot))?;
        return of_plan(place, global, args, plan, folder.plan.period, console);
    }
    let plans = workspace::plan_ids(&snapshot);
    if plans.is_empty() {
        console.note("The workspace has no plan yet, so there is nothing to review.");
    }
    let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
    let mut jobs = Vec::new();
    for plan in plans {
        let read = workspace::read_plan(&snapshot, &plan, &settings);
        let Some(folder) = read.value else {
            let failure = Failure::findings(read.findings, &snapshot);
            batch.failed.push((plan.to_string(), failure));
            continue;
        };
        match of_plan(place, global, args, plan.clone(), folder.plan.period, console) {
            Ok(of_plan) => jobs.extend(of_plan),
            // It has not begun, or is over: there is nothing to review, and nothing wrong.
            Err(Failure::Message { message, .. }) => console.note(&format!("{plan}: {message}.")),
            Err(other) => return Err(other),
        }
    }
    Ok(jobs)
}

/// The reviews of one plan.
fn of_plan(
    place: &Place,
    global: &Global,
    args: &Review,
    plan: PlanId,
    period: Period,
    console: &Console<'_>,
) -> Result<Vec<Job>, Failure> {
    if !args.all && global.week.is_none_or(|weeks| weeks.only().is_some()) {
        evening::choose(global, period, console)?;
        return Ok(vec![Job { plan, week: None }]);
    }
    let mut weeks = weeks(global, period, console)?;
    if args.all {
        let (Some(repository), Reads::Revision(tip)) = (&place.repository, &place.reads) else {
            unreachable!("a place at a tip has a repository and a revision");
        };
        let known = review_file::past(place, repository, tip, &plan)?;
        weeks.retain(|week| known.iter().all(|past| past.week != *week));
    }
    let job = |week| Job {
        plan: plan.clone(),
        week: Some(week),
    };
    Ok(weeks.into_iter().map(job).collect())
}
