//! `review --for`: what concerns one person, and nothing of anybody else.

use salesplan_files::suggest;
use salesplan_model::plan::Plan;
use salesplan_model::slice::{Whose, slice};
use salesplan_report::findings::FindingView;
use salesplan_report::person::PersonReport;

use super::{Opened, open};
use crate::args::{Format, Global, Review};
use crate::console::Console;
use crate::failure::Failure;
use crate::privacy;

pub(crate) fn run(global: &Global, args: &Review, id: &str, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !global.set.is_empty() || global.scenario.is_some() {
        return Err(Failure::usage(
            "--for takes the plan as it is written",
            "--set and --scenario show figures of the whole plan: leave them out",
        ));
    }
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let person = find(opened.loaded.plan(), id)?;
    console.speak(privacy::speech(global, &opened.loaded, Some(person), console)?);
    let (evening, sources) = opened.sources(global, console)?;
    console.speak(privacy::speech(global, &opened.loaded, Some(person), console)?);
    let Opened { loaded, snapshot, .. } = &opened;
    let standing = loaded.standing(evening, snapshot)?;
    let theirs = slice(loaded.books(), &standing, &loaded.findings, Whose::Person(person));
    let plan = loaded.plan();
    let report = PersonReport::new(
        plan,
        &plan.team.people[person],
        &theirs,
        &standing,
        FindingView::all(&theirs.findings, |file| snapshot.text(file)),
        sources,
    );
    // As with a whole review, what is redirected is Markdown.
    let format = match global.format {
        Format::Human if !console.is_terminal() => Format::Markdown,
        format => format,
    };
    opened.print(format, "review-person.md.j2", &report, console)?;
    Ok(console.finish(&theirs.findings, snapshot))
}

/// The index of the person with that id.
fn find(plan: &Plan, id: &str) -> Result<usize, Failure> {
    let people = &plan.team.people;
    people
        .iter()
        .position(|person| person.id.as_str() == id)
        .ok_or_else(|| {
            let known = people.iter().map(|person| person.id.as_str());
            Failure::usage(format!("nobody in team.toml is `{id}`"), suggest::help(id, known))
        })
}
