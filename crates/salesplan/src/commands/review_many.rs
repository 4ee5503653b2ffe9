//! `review --all` and `review --week A..B`: one review after the other, printed.

use salesplan_model::period::{Period, Week};
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::html;
use salesplan_report::report::Report;
use serde::Serialize;

use super::{Opened, open};
use crate::args::{Format, Global, Review, Weeks};
use crate::console::Console;
use crate::evening_deals::Lateness;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::review_file;

/// What several reviews print as JSON.
#[derive(Serialize)]
struct ReviewsView {
    schema_version: u32,
    reviews: Vec<Report>,
}

/// Prints them one after the other.
pub(super) fn run(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if args.person.is_some() {
        return Err(Failure::usage(
            "--for is about one week",
            "name a single week with --week",
        ));
    }
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
        if index + 1 < weeks.len() {
            opened.lateness = Lateness::Late;
        }
        let mut report = opened.report(&global, console)?;
        charts.extend(review_file::charts(
            &mut report,
            opened.locale(),
            global.format == Format::Html,
        )?);
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

/// The weeks of the period that were asked for and are over.
pub(super) fn weeks(global: &Global, period: Period, console: &Console<'_>) -> Result<Vec<Week>, Failure> {
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
