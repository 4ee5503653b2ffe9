//! The questions of `record` on a terminal: week, person, channel, then each measure of the plan
//! with what it was a week before.

use salesplan_files::recording::asked::{Asked, Wants, asked_of};
use salesplan_files::recording::{Again, Book, Entry, Fate, Figure};
use salesplan_files::snapshot::Snapshot;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::fact::Fact;
use salesplan_model::period::{Period, Week};
use salesplan_model::plan::Plan;

use super::{blank, day, days_of, figures};
use crate::args::{Global, Record};
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::loaded::{Loaded, load};

/// What was answered.
pub(super) struct Answers {
    pub entries: Vec<Entry>,
    pub again: Again,
}

/// Asks for everything; `None` where nothing is to be written.
pub(super) fn hold(
    global: &Global,
    args: &Record,
    snapshot: &Snapshot,
    console: &mut Console<'_>,
) -> Result<Option<Answers>, Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let plan = loaded.plan();
    console.note(&format!("{}: what happened? Enter skips.", one_line(&plan.title)));
    let Some((date, days)) = ask_day(global, plan, console)? else {
        return Ok(None);
    };
    let people: Vec<String> = plan.team.people.iter().map(|person| person.id.to_string()).collect();
    let person = ask_name("Person", args.person.as_ref(), &people, console)?;
    let channels: Vec<String> = plan.channels.iter().map(|channel| channel.id.to_string()).collect();
    let channel = ask_name("Channel", args.channel.as_ref(), &channels, console)?;
    let book = Book::open(snapshot, &plan.id, &loaded.settings);
    let last_week = Period {
        from: Week::of(days.from).before().monday(),
        to: Week::of(days.from).before().sunday(),
    };
    let mut entries = Vec::new();
    for asked in asked_of(plan) {
        let entry = Entry {
            date,
            days,
            figure: Figure {
                person: person.clone(),
                channel: channel.clone(),
                ..blank(&asked)
            },
        };
        let before = recorded_in(&loaded, &book, &entry, last_week);
        entries.extend(ask_figure(&asked, entry, before, &book, console)?);
    }
    if entries.is_empty() {
        return Ok(None);
    }
    confirm(entries, &book, console)
}

fn ask_day(
    global: &Global,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Option<(jiff::civil::Date, Period)>, Failure> {
    let today = console.today();
    if global.week.is_some() || global.as_of.is_some() {
        return day(global, plan.period, today).map(Some);
    }
    let usual = Week::of(today).before();
    loop {
        let Some(answer) = console.ask(&format!("Week [{usual}]: "))? else {
            return Ok(None);
        };
        let week = if answer.is_empty() {
            Some(usual)
        } else {
            Week::parse(&answer)
        };
        match week.map(|week| days_of(week, plan.period, today)) {
            Some(Ok(days)) => return Ok(Some(days)),
            Some(Err(Failure::Message { message, .. })) => console.note(&message),
            Some(Err(failure)) => return Err(failure),
            None => console.note("A week is written as 2026-W45."),
        }
    }
}

/// One of the names, or none.
fn ask_name(
    what: &str,
    given: Option<&String>,
    names: &[String],
    console: &mut Console<'_>,
) -> Result<Option<String>, Failure> {
    if given.is_some() || names.is_empty() {
        return Ok(given.cloned());
    }
    loop {
        let answer = console.ask(&format!("{what} ({}): ", one_line(&names.join(", "))))?;
        match answer.filter(|answer| !answer.is_empty()) {
            None => return Ok(None),
            Some(name) if names.contains(&name) => return Ok(Some(name)),
            Some(name) => console.note(&format!("There is no `{}`.", one_line(&name))),
        }
    }
}

/// What is recorded of the same figure for some days: a count, or a sum where it has none.
fn recorded_in(loaded: &Loaded, book: &Book<'_>, entry: &Entry, days: Period) -> Option<String> {
    let mut probe = entry.clone();
    probe.figure.count = Some("0".into());
    probe.figure.amount = None;
    let wanted = book.understand(&probe).ok()?;
    let is_same = |fact: &&Fact| {
        days.contains(fact.date)
            && (&fact.measure, fact.segment, &fact.person, &fact.channel)
                == (&wanted.measure, wanted.segment, &wanted.person, &wanted.channel)
    };
    let facts: Vec<&Fact> = loaded.folder.facts.iter().filter(is_same).collect();
    let count = facts
        .iter()
        .filter_map(|fact| fact.count)
        .reduce(|sum, more| sum + more);
    let sums = facts.iter().filter_map(|fact| fact.amount);
    let amount = sums.reduce(|sum, more| sum.checked_add(more).unwrap_or(sum));
    match (count, amount) {
        (Some(count), Some(amount)) => Some(format!("{count}:{amount}")),
        (count, amount) => count
            .map(|count| count.to_string())
            .or(amount.map(|amount| amount.to_string())),
    }
}

fn ask_figure(
    asked: &Asked,
    mut entry: Entry,
    before: Option<String>,
    book: &Book<'_>,
    console: &mut Console<'_>,
) -> Result<Option<Entry>, Failure> {
    let form = match asked.wants {
        Wants::Count => "",
        Wants::Sum => ", a sum",
        Wants::CountAndSum => ", COUNT:SUM",
    };
    let before = before.map_or(String::new(), |before| format!(" (last week {before})"));
    let question = format!("{}{form}{before}: ", one_line(&asked.title));
    loop {
        let Some(answer) = console.ask(&question)?.filter(|answer| !answer.is_empty()) else {
            return Ok(None);
        };
        if let Err(Failure::Message { message, .. }) = figures::fill(&mut entry.figure, &answer) {
            console.note(&message);
            continue;
        }
        match book.understand(&entry) {
            Ok(_) => return Ok(Some(entry)),
            Err(findings) => {
                let words: Vec<&str> = findings
                    .iter()
                    .map(|finding: &Diagnostic| finding.message.as_str())
                    .collect();
                console.note(&words.join("; "));
            }
        }
    }
}

/// Shows what is to be written, and asks what to do with what is recorded already.
fn confirm(entries: Vec<Entry>, book: &Book<'_>, console: &mut Console<'_>) -> Result<Option<Answers>, Failure> {
    let told: Vec<String> = entries.iter().map(|entry| figures::told(&entry.figure)).collect();
    console.note(&format!("{}: {}", entries[0].date, told.join(", ")));
    let mut again = Again::Ask;
    let fates = book
        .record(&entries, again)
        .map_or_else(|_| Vec::new(), |recorded| recorded.fates);
    if fates.iter().any(|fate| matches!(fate, Fate::Clashes(_))) {
        for clash in entries.iter().zip(&fates).filter_map(super::clash) {
            console.note(&format!("Recorded already: {clash}"));
        }
        let answer = console.ask("Add to it, replace it, or leave everything as it is? [a/r/Enter]: ")?;
        again = match answer.as_deref() {
            Some("a" | "add") => Again::Add,
            Some("r" | "replace") => Again::Replace,
            _ => return Ok(None),
        };
    } else {
        let answer = console.ask("Write it down? [Y/n]: ")?;
        let is_yes =
            answer.is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "" | "y" | "yes" | "д" | "да"));
        if !is_yes {
            return Ok(None);
        }
    }
    Ok(Some(Answers { entries, again }))
}
