//! `diff`: what differs between two versions of a plan.

use salesplan_files::snapshot::Snapshot;
use salesplan_model::agreement::consents;
use salesplan_model::changes::{self, Books, Sources, Version};
use salesplan_model::rules::Hook;
use salesplan_model::settings::Settings;
use salesplan_report::changes::{Compared, DiffView, RuleMoved};
use salesplan_rules::RuleSet;

use super::no_such_format;
use crate::args::{Diff, Format, Global};
use crate::console::Console;
use crate::evening;
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::Place;
use crate::rendering;

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
    let before = side(global, Some(&from), Some(&plan), console).inspect_err(|_| {
        console.note(&format!(
            "note: this is what keeps {} from being read:",
            from.escape_debug()
        ));
    })?;
    let view = compare(global, &before, &after, console)?;
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else {
        let markdown = rendering::render(&after.snapshot, "diff.md.j2", console.worded(&view)?)?;
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

/// Rules that another file serves or that say something else, and settings.
fn rules_moved(old: &Loaded, new: &Loaded) -> Vec<RuleMoved> {
    let mut moved = Vec::new();
    let mut note = |name: String, before: String, after: String| {
        if before != after {
            moved.push(RuleMoved { name, before, after });
        }
    };
    for hook in Hook::ALL {
        let (was, is) = (served(&old.rules, *hook), served(&new.rules, *hook));
        let same_text = was.1 == is.1;
        let after = if was.0 == is.0 && !same_text {
            format!("{}, changed", is.0)
        } else {
            is.0
        };
        note(hook.name().to_string(), was.0, after);
        let values = |settings: &Settings| {
            let of_hook = settings.parameters.get(hook).cloned().unwrap_or_default();
            of_hook
                .into_iter()
                .map(|(name, parameter)| (name, parameter.value.to_string()))
                .collect::<Vec<_>>()
        };
        let (was, is) = (values(&old.settings), values(&new.settings));
        let mut names: Vec<&String> = was.iter().chain(&is).map(|(name, _)| name).collect();
        names.sort();
        names.dedup();
        for name in names {
            let of = |list: &[(String, String)]| {
                let found = list.iter().find(|(other, _)| other == name);
                found.map_or("the default".to_string(), |(_, value)| value.clone())
            };
            note(format!("{}.{name}", hook.name()), of(&was), of(&is));
        }
    }
    let (was, is) = (&old.settings, &new.settings);
    note(
        "proof.trials-min".into(),
        was.proof.trials_min.to_string(),
        is.proof.trials_min.to_string(),
    );
    note(
        "proof.proven-from".into(),
        was.proof.proven_from.to_string(),
        is.proof.proven_from.to_string(),
    );
    note(
        "proof.refuted-to".into(),
        was.proof.refuted_to.to_string(),
        is.proof.refuted_to.to_string(),
    );
    let tolerance = |settings: &Settings| settings.tolerance.map_or("none".to_string(), |part| part.to_string());
    note("agreement.tolerance".into(), tolerance(was), tolerance(is));
    if was.policy != is.policy {
        note("policy".into(), "as it was".into(), "changed".into());
    }
    moved
}

/// Which file serves a hook, and its text.
fn served(rules: &RuleSet, hook: Hook) -> (String, String) {
    let source = rules.served().find(|source| source.hook == hook);
    source.map_or_else(Default::default, |source| {
        let name = if source.bundled {
            "the bundled rule".to_string()
        } else {
            source.path.to_string()
        };
        (name, source.text.clone())
    })
}
