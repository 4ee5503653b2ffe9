//! `review --all` and `review --week A..B`: one review after the other.

use salesplan_files::workspace;
use salesplan_git::CommitOptions;
use salesplan_model::id::PlanId;
use salesplan_model::period::{Period, Week};
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::html;
use salesplan_report::report::Report;
use serde::Serialize;

use super::review::{self, short};
use super::{Opened, open};
use crate::args::{Format, Global, Review, Weeks};
use crate::console::Console;
use crate::failure::Failure;
use crate::loaded::choose;
use crate::place::{Place, Reads};
use crate::progress::Progress;
use crate::review_file;
use crate::{evening, inputs};

/// What several reviews print as JSON.
#[derive(Serialize)]
struct ReviewsView {
    schema_version: u32,
    reviews: Vec<Report>,
}

pub(super) fn run(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if args.person.is_some() {
        return Err(Failure::usage(
            "--for is about one week",
            "name a single week with --week",
        ));
    }
    if args.commit {
        commit(global, args, console)
    } else {
        print(global, args, console)
    }
}

fn print(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    let first: Opened = open(global, args.plan.as_deref(), console)?;
    let weeks = weeks(global, first.loaded.plan().period, console)?;
    let mut progress = Progress::default();
    let mut reports = Vec::new();
    let mut text = String::new();
    let mut charts = Vec::new();
    for (index, week) in weeks.iter().enumerate() {
        progress.show(&format!("{week}: {} of {}", index + 1, weeks.len()), console);
        let global = Global {
            week: Some(Weeks::one(*week)),
            as_of: None,
            ..global.clone()
        };
        let mut opened = open(&global, args.plan.as_deref(), console)?;
        let mut report = opened.report(&global, console)?;
        charts.extend(review_file::charts(&mut report, opened.locale())?);
        if global.format == Format::Json {
            reports.push(report);
            continue;
        }
        let markdown = crate::rendering::render(
            &opened.snapshot,
            opened.locale(),
            review_file::TEMPLATE,
            console.worded(&report)?,
        )?;
        text += &markdown;
        text.push('\n');
    }
    progress.clear(console);
    if global.format == Format::Json {
        super::print_worded(
            &ReviewsView {
                schema_version: SCHEMA_VERSION,
                reviews: reports,
            },
            console,
        )?;
    } else if global.format == Format::Html {
        let beside = format!("reviews/{}/", first.loaded.folder.plan.id);
        let charts = charts
            .into_iter()
            .map(|(path, svg): (String, String)| (path.strip_prefix(&beside).unwrap_or(&path).to_string(), svg));
        console.print(&html::page(&text, first.locale().word(), &charts.collect()))?;
    } else {
        let format = if console.is_terminal() {
            global.format
        } else {
            Format::Markdown
        };
        console.print_markdown(&format!("{}\n", text.trim_end_matches('\n')), format)?;
    }
    Ok(console.finish(&first.loaded.findings, &first.snapshot))
}

fn commit(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.lang.is_some() {
        return Err(review::no_language());
    }
    let place = Place::at_tip(global, console)?;
    let (plan, period) = plan_and_period(&place, args)?;
    let mut weeks = weeks(global, period, console)?;
    if args.all {
        let (Some(repository), Reads::Revision(tip)) = (&place.repository, &place.reads) else {
            unreachable!("a place at a tip has a repository and a revision");
        };
        let known = review_file::past(&place, repository, tip, &plan)?;
        weeks.retain(|week| known.iter().all(|past| past.week != *week));
    }
    let options = CommitOptions {
        allow_detached: args.allow_detached,
        ..CommitOptions::default()
    };
    let mut progress = Progress::default();
    let mut code = 0;
    let mut n_made = 0;
    for (index, week) in weeks.iter().enumerate() {
        progress.show(&format!("{week}: {} of {}", index + 1, weeks.len()), console);
        let evening = |period: Period, _: &Console<'_>| {
            Evening::of_week(*week, period).map_err(|outside| evening::outside_period(outside, global))
        };
        let made = review::commit(&place, Some(plan.as_str()), &evening, &options, console)?;
        code = code.max(console.exit_code(&made.review.findings));
        progress.clear(console);
        if let Some(revision) = made.revision {
            n_made += 1;
            console.note(&format!("Committed {} as {}.", made.path, short(&revision)));
        }
    }
    if n_made == 0 {
        console.note("Every week has its review.");
    }
    Ok(code)
}

fn plan_and_period(place: &Place, args: &Review) -> Result<(PlanId, Period), Failure> {
    let snapshot = inputs::snapshot(place)?;
    let plan = choose(&snapshot, args.plan.as_deref())?;
    let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
    let read = workspace::read_plan(&snapshot, &plan, &settings);
    let folder = read.value.ok_or_else(|| Failure::findings(read.findings, &snapshot))?;
    Ok((plan, folder.plan.period))
}

/// The weeks of the period that were asked for and are over.
fn weeks(global: &Global, period: Period, console: &Console<'_>) -> Result<Vec<Week>, Failure> {
    let today = global.as_of.unwrap_or_else(|| console.today());
    let of_period = period.weeks().into_iter().map(|span| span.week);
    let weeks: Vec<Week> = match global.week {
        Some(asked) => of_period
            .filter(|week| (asked.from..=asked.to).contains(week))
            .collect(),
        None => of_period
            .filter(|week| Evening::of_week(*week, period).is_ok_and(|evening| evening.as_of < today))
            .collect(),
    };
    if weeks.is_empty() {
        return Err(Failure::usage(
            format!("no week of the plan is among them: it runs over {period}"),
            "name weeks of the period: --week 2026-W41..2026-W45",
        ));
    }
    Ok(weeks)
}
