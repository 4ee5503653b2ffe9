//! `review --for`: what concerns one person or one team, and nothing of anybody else.

use salesplan_files::suggest;
use salesplan_model::plan::Plan;
use salesplan_model::slice::{Whose, slice};
use salesplan_model::team_slice::{members, team_slices, teams};
use salesplan_report::findings::FindingView;
use salesplan_report::person::PersonReport;

use super::{Opened, open};
use crate::args::{Format, Global, Review};
use crate::console::Console;
use crate::failure::Failure;
use crate::privacy;
use crate::review_file;

pub(crate) fn run(global: &Global, args: &Review, id: &str, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !global.set.is_empty() || global.scenario.is_some() {
        return Err(Failure::usage(
            "--for takes the plan as it is written",
            "--set and --scenario show figures of the whole plan: leave them out",
        ));
    }
    let mut opened = open(global, args.plan.as_deref(), console)?;
    match find(opened.loaded.plan(), id)? {
        Reader::Person(person) => to_person(global, &mut opened, person, console),
        Reader::Team(team) => to_team(global, &mut opened, &team, console),
    }
}

fn to_person(global: &Global, opened: &mut Opened, person: usize, console: &mut Console<'_>) -> Result<u8, Failure> {
    console.speak(privacy::speech(global, &opened.loaded, Some(&[person]), console)?);
    let (evening, sources) = opened.sources(global, console)?;
    // Names of the previous review's state are known only now.
    console.speak(privacy::speech(global, &opened.loaded, Some(&[person]), console)?);
    let Opened { loaded, snapshot, .. } = &*opened;
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
    opened.print(format(global, console), "review-person.md.j2", &report, console)?;
    Ok(console.finish(&theirs.findings, snapshot))
}

fn to_team(global: &Global, opened: &mut Opened, team: &str, console: &mut Console<'_>) -> Result<u8, Failure> {
    let audience = members(&opened.loaded.plan().team, team);
    console.speak(privacy::speech(global, &opened.loaded, Some(&audience), console)?);
    let (evening, sources) = opened.sources(global, console)?;
    console.speak(privacy::speech(global, &opened.loaded, Some(&audience), console)?);
    let Opened { loaded, snapshot, .. } = &*opened;
    let standing = loaded.standing(evening, snapshot)?;
    let slices = team_slices(loaded.books(), &standing);
    let theirs = slices.iter().find(|slice| slice.team == team);
    let theirs = theirs.expect("the team was found among those of the plan");
    let report = review_file::team_report(loaded, theirs, &standing, sources);
    opened.print(format(global, console), review_file::TEAM_TEMPLATE, &report, console)?;
    Ok(console.finish(&[], snapshot))
}

/// As with a whole review, what is redirected is Markdown.
fn format(global: &Global, console: &Console<'_>) -> Format {
    match global.format {
        Format::Human if !console.is_terminal() => Format::Markdown,
        format => format,
    }
}

/// Whom a review is for.
enum Reader {
    /// The person of that index.
    Person(usize),
    /// The people of a team within the team.
    Team(String),
}

/// The person with that id, else the team of that name.
fn find(plan: &Plan, id: &str) -> Result<Reader, Failure> {
    let people = &plan.team.people;
    if let Some(person) = people.iter().position(|person| person.id.as_str() == id) {
        return Ok(Reader::Person(person));
    }
    let teams = teams(&plan.team);
    match teams.iter().find(|team| team.to_lowercase() == id.to_lowercase()) {
        Some(team) => Ok(Reader::Team((*team).to_string())),
        None => {
            let known = people.iter().map(|person| person.id.as_str()).chain(teams);
            let whom = if people.iter().any(|person| person.team.is_some()) {
                "nobody and no team in team.toml"
            } else {
                "nobody in team.toml"
            };
            Err(Failure::usage(
                format!("{whom} is `{id}`"),
                suggest::help(id, known.collect::<Vec<_>>()),
            ))
        }
    }
}
