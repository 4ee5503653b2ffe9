//! `diff`: what differs between two versions of a plan.

use salesplan_files::snapshot::Snapshot;
use salesplan_model::agreement::consents;
use salesplan_model::changes::{self, Books, Sources, Version};
use salesplan_report::changes::{Compared, DiffView};

use super::no_such_format;
use crate::args::{Diff, Format, Global};
use crate::console::Console;
use crate::evening;
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::Place;
use crate::rendering;
use crate::rules_moved::rules_moved;

/// What the files as they are on disk are called.
const WORK_TREE: &str = "the work tree";

/// One version of a plan.
struct Side {
    name: String,
    snapshot: Snapshot,
    loaded: Loaded,
}

pub(crate) fn run(global: &Global, args: &Diff, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json | Format::Markdown) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    if global.at.is_some() {
        return Err(Failure::usage(
            "`diff` takes its revisions as they are, not with --at",
            "salesplan diff FROM TO",
        ));
    }
    let (from, to) = revisions(args)?;
    let after = side(global, to.as_deref(), args.plan.as_deref(), console)?;
    let plan = after.loaded.folder.plan.id.to_string();
    let before = side(global, Some(&from), Some(&plan), console).inspect_err(|failure| {
        // Findings point into files of which nothing says that they are those of long ago.
        if matches!(failure, Failure::Findings { .. }) {
            console.note(&format!(
                "note: this is what keeps {} from being read:",
                from.escape_debug()
            ));
        }
    })?;
    let view = compare(global, &before, &after, console)?;
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else {
        let markdown = rendering::render(
            &after.snapshot,
            rendering::locale(global, &after.snapshot),
            "diff.md.j2",
            console.worded(&view)?,
        )?;
        console.print_markdown(&markdown, global.format)?;
    }
    Ok(if args.exit_code && !view.is_same {
        exit::FINDINGS
    } else {
        exit::DONE
    })
}

/// The two versions as they were named: `A B`, `A..B`, `A`, or nothing.
fn revisions(args: &Diff) -> Result<(String, Option<String>), Failure> {
    match (&args.from, &args.to) {
        (Some(range), None) if range.contains("..") => {
            let (from, to) = range.split_once("..").unwrap_or((range, ""));
            let tip = |text: &str| {
                if text.is_empty() {
                    "HEAD".to_string()
                } else {
                    text.to_string()
                }
            };
            if to.starts_with('.') {
                return Err(Failure::usage(
                    "a range with three dots is not compared",
                    "name the two revisions: salesplan diff FROM TO",
                ));
            }
            Ok((tip(from), Some(tip(to))))
        }
        (from, to) => Ok((from.clone().unwrap_or_else(|| "HEAD".into()), to.clone())),
    }
}

fn side(global: &Global, rev: Option<&str>, plan: Option<&str>, console: &Console<'_>) -> Result<Side, Failure> {
    let global = Global {
        at: rev.map(str::to_string),
        ..global.clone()
    };
    let place = Place::find(&global, console)?;
    let snapshot = inputs::snapshot(&place)?;
    let loaded = load(&snapshot, plan)?;
    Ok(Side {
        name: rev.unwrap_or(WORK_TREE).to_string(),
        snapshot,
        loaded,
    })
}

fn compare(global: &Global, before: &Side, after: &Side, console: &Console<'_>) -> Result<DiffView, Failure> {
    let (old, new) = (&before.loaded, &after.loaded);
    let written = changes::written(&changes::said(&old.folder.plan), &changes::said(&new.folder.plan));
    let consequences = changes::consequences(
        Version {
            prepared: &old.prepared,
            calendar: &old.folder.calendar,
        },
        Version {
            prepared: &new.prepared,
            calendar: &new.folder.calendar,
        },
    );
    let facts = changes::facts_moved(books(old), books(new));
    let rules = rules_moved(old, new);
    let evening = evening::choose_or_first(global, new.plan().period, console)?;
    let parts = if written.is_empty() && rules.is_empty() && facts.is_empty() {
        None
    } else {
        // Where a mixture cannot be worked with, the kinds cannot be told apart.
        changes::parts(sources(old), sources(new), evening).unwrap_or_default()
    };
    let with_steps = old
        .prepared
        .decomposition
        .segments
        .iter()
        .filter(|need| need.needs.len() > 1);
    Ok(DiffView::new(Compared {
        from: before.name.clone(),
        to: after.name.clone(),
        plan: new.plan(),
        written: &written,
        rules,
        facts: &facts,
        consequences: &consequences,
        leads_before: with_steps.map(|need| need.needs[0]).sum(),
        parts: parts.as_deref(),
        consents: &consents(new.books()),
    }))
}

fn books(loaded: &Loaded) -> Books<'_> {
    Books {
        plan: loaded.plan(),
        deals: &loaded.folder.deals,
        facts: &loaded.folder.facts,
    }
}

fn sources(loaded: &Loaded) -> Sources<'_> {
    Sources {
        plan: &loaded.folder.plan,
        given: loaded.folder.given(&loaded.settings),
        settings: &loaded.settings,
        rules: &loaded.rules,
    }
}
