//! `review`: prints the weekly review.

use salesplan_report::terminal::Style;

use super::{no_such_format, open, review_commit, review_for, review_many};
use crate::args::{Format, Global, Review};
use crate::console::Console;
use crate::failure::Failure;
use crate::rendering;
use crate::review_file;

pub(crate) fn run(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if matches!(global.format, Format::Csv | Format::Definitions) {
        return Err(no_such_format(global.format, "human, json, markdown and html"));
    }
    if args.commit {
        return review_commit::run(global, args, console);
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
    } else {
        run_print(global, args, console)
    }
}

/// The sheet for a meeting, or the message: the same report in other forms.
fn short_form(global: &Global, args: &Review, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.format == Format::Json {
        return Err(Failure::usage(
            "--sheet and --message are for people, and have no figures of their own",
            "leave them out: `salesplan review --format json` has all figures",
        ));
    }
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
    let charts = review_file::charts(&mut report, opened.locale(), global.format == Format::Html)?;
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
