//! `playbook`: how a step is done, as a text with versions: listed, shown, and set.

use jiff::civil::Date;
use salesplan_files::suggest;
use salesplan_model::playbook::{Playbook, in_force, worked_by};
use salesplan_report::playbooks::{PlaybookTextView, PlaybooksView};

use super::commitments::person;
use super::{Opened, no_such_format, open};
use crate::args::{Format, Global, Playbook as Args, PlaybookCommand, ShowPlaybook};
use crate::console::{Console, one_line};
use crate::evening;
use crate::failure::Failure;

mod set;
mod step;

pub(super) use step::Step;

pub(crate) fn run(global: &Global, args: &Args, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        PlaybookCommand::List(args) => list(global, args.plan.as_deref(), console),
        PlaybookCommand::Show(args) => show(global, args, console),
        PlaybookCommand::Set(args) => set::run(global, args, console),
    }
}

fn list(global: &Global, plan: Option<&str>, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, plan, console)?;
    let loaded = &opened.loaded;
    let evening = evening::choose_or_first(global, loaded.plan().period, console)?;
    let standing = loaded.standing(evening, &opened.snapshot)?;
    let view = PlaybooksView::new(loaded.plan(), &standing);
    opened.print(global.format, "playbook-list.md.j2", &view, console)?;
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}

fn show(global: &Global, args: &ShowPlaybook, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, args.plan.as_deref(), console)?;
    let plan = opened.loaded.plan();
    // What somebody works by is asked of today, unless another evening is named.
    let day = match (global.week, global.as_of) {
        (None, None) => console.today(),
        _ => evening::choose_or_first(global, plan.period, console)?.as_of,
    };
    let step = Step::find(plan, &args.step)?;
    let playbook = chosen(&opened, args, &step, day)?;
    let path = format!("plans/{}/{}", plan.id, playbook.text);
    let text = opened.snapshot.text(&path).unwrap_or_default();
    let view = PlaybookTextView::new(&step.name, playbook, text);
    match global.format {
        Format::Json => opened.print_json(&view, console)?,
        Format::Human | Format::Markdown => {
            let lines: Vec<String> = text.lines().map(one_line).collect();
            console.print_markdown(&format!("{}\n", lines.join("\n")), global.format)?;
        }
        other => return Err(no_such_format(other, "human, json and markdown")),
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

/// The version that is asked for: by its name, or the one in force for somebody.
fn chosen<'o>(opened: &'o Opened, args: &ShowPlaybook, step: &Step, day: Date) -> Result<&'o Playbook, Failure> {
    let plan = opened.loaded.plan();
    let all = step.versions(&opened.loaded);
    if all.is_empty() {
        return Err(Failure::usage(
            format!("`{}` has no playbook", step.name),
            format!("write one: `salesplan playbook set {} FILE`", step.name),
        ));
    }
    if let Some(version) = &args.version {
        let found = all.iter().find(|playbook| playbook.version == *version);
        return found.copied().ok_or_else(|| {
            Failure::usage(
                format!("`{}` has no version `{}`", step.name, version.escape_debug()),
                suggest::help(version, all.iter().map(|playbook| playbook.version.as_str())),
            )
        });
    }
    let playbooks = &opened.loaded.folder.playbooks;
    let now = match &args.person {
        Some(id) => {
            let person = &plan.team.people[person(plan, id)?].id;
            in_force(playbooks, step.index, Some(person), day)
        }
        None => match &worked_by(playbooks, plan, step.index, day)[..] {
            [] => None,
            [(only, _)] => Some(*only),
            several => {
                let names: Vec<&str> = several.iter().map(|(known, _)| known.version.as_str()).collect();
                return Err(Failure::usage(
                    format!("people work by several versions: {}", names.join(", ")),
                    "name one with --version, or somebody with --person",
                ));
            }
        },
    };
    now.ok_or_else(|| {
        Failure::usage(
            format!("no version has begun by {day}"),
            "name one with --version, or another evening with --as-of",
        )
    })
}
