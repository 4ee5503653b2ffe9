//! `record`: what happened, written down by hand.

use jiff::civil::Date;
use salesplan_files::commitments_text::plain_csv;
use salesplan_files::recording::asked::asked_of;
use salesplan_files::recording::{Again, Book, Earlier, Entry, Fate, Figure, Recorded, template};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::suggest;
use salesplan_files::workspace::{self, Read};
use salesplan_model::actuals::Actuals;
use salesplan_model::diagnostic::{
    AMBIGUOUS_FACT, DOUBLE_COUNT, Diagnostic, INVALID_DATE, Kind, NEGATIVE_COUNT, UNKNOWN_VALUE,
};
use salesplan_model::flow;
use salesplan_model::period::{Period, Week};
use salesplan_model::plan::Plan;
use salesplan_report::SCHEMA_VERSION;
use serde::Serialize;

use super::changing::{self, Changed};
use super::commitments::person;
use super::import::reading::read_regular;
use super::no_such_format;
use crate::args::{Format, Global, Record, Weeks};
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::{self, Place};
use crate::writing::shown;

mod dialogue;
mod figures;

/// What `record` prints as JSON.
#[derive(Serialize)]
struct RecordView {
    schema_version: u32,
    plan: String,
    files: Vec<String>,
    figures: Vec<FigureView>,
}

#[derive(Serialize)]
struct FigureView {
    date: String,
    measure: String,
    person: Option<String>,
    segment: Option<String>,
    channel: Option<String>,
    count: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    /// `added`, `replaced` or `unchanged`.
    outcome: &'static str,
}

pub(crate) fn run(global: &Global, args: &Record, console: &mut Console<'_>) -> Result<u8, Failure> {
    if args.template {
        return print_template(global, args, console);
    }
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let mut asked = None;
    if args.figures.is_empty() && args.from.is_none() {
        if !console.can_ask() {
            return Err(Failure::usage(
                "nothing to record",
                "name the figures, such as `lead=4 meeting=2`; on a terminal each is asked for",
            ));
        }
        let place = Place::find(global, console)?;
        let snapshot = inputs::snapshot(&place)?;
        match dialogue::hold(global, args, &snapshot, console)? {
            Some(answers) => asked = Some(answers),
            None => {
                console.note("Nothing was recorded.");
                return Ok(0);
            }
        }
    }
    let mut done = None;
    let mut change = |_: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
        let loaded = load(snapshot, args.plan.as_deref())?;
        let (entries, again) = match &asked {
            Some(answers) => (answers.entries.clone(), answers.again),
            None => (entries(global, args, &loaded, snapshot, console)?, again_of(args)),
        };
        let (recorded, said) = recorded(&loaded, snapshot, &entries, again, console)?;
        let files = recorded.files.clone();
        done = Some((loaded.folder.plan.id.to_string(), entries, recorded));
        Ok(Changed { files, said })
    };
    if args.dry_run {
        let place = Place::find(global, console)?;
        let changed = change(&place, &inputs::snapshot(&place)?, console)?;
        console.note(&format!("{} (nothing was written)", changed.said));
    } else {
        changing::write(global, args.commit, &mut change, console)?;
    }
    if let Some((plan, entries, recorded)) = done.filter(|_| global.format == Format::Json) {
        console.print_json(&view(plan, &entries, &recorded))?;
    }
    Ok(0)
}

fn again_of(args: &Record) -> Again {
    match (args.add, args.replace) {
        (true, _) => Again::Add,
        (_, true) => Again::Replace,
        _ => Again::Ask,
    }
}

/// What is to be recorded: the filled lines of a table, or the figures on the command line.
fn entries(
    global: &Global,
    args: &Record,
    loaded: &Loaded,
    snapshot: &Snapshot,
    console: &mut Console<'_>,
) -> Result<Vec<Entry>, Failure> {
    let plan = loaded.plan();
    if let Some(file) = &args.from {
        let bytes = read_regular(&place::start(global, console)?.join(file), bytes_max("any.csv"))?;
        let name = file
            .file_name()
            .map_or_else(|| "the table".into(), |name| shown(name.as_ref()));
        let mut snapshot = snapshot.clone();
        let text = plain_csv(&template::decoded(&bytes));
        snapshot.insert(&name, None, Content::Bytes(text.into_bytes()));
        let read = template::read(snapshot.get(&name).expect("inserted just now"));
        let book = Book::open(&snapshot, &plan.id, &loaded.settings);
        let today = console.today();
        let (entries, findings) = understood(read, &book, plan, today);
        if !findings.is_empty() {
            console.note("Nothing was recorded.");
            return Err(Failure::findings(findings, &snapshot));
        }
        if entries.is_empty() {
            let message = format!("no line of {name} has a figure");
            return Err(Failure::usage(message, "fill the columns `count` and `amount`"));
        }
        return Ok(entries);
    }
    let (date, days) = day(global, plan.period, console.today())?;
    if let Some(id) = &args.person {
        person(plan, id)?;
    }
    let entry = |text: &String| {
        let mut figure = figures::parse(text, plan)?;
        figure.person.clone_from(&args.person);
        figure.channel.clone_from(&args.channel);
        figure.segment = figure.segment.or_else(|| args.segment.clone());
        Ok(Entry { date, days, figure })
    };
    args.figures.iter().map(entry).collect()
}

/// The lines of a table as entries, and all that is wrong with any of them, each where it stands.
fn understood(
    read: Read<Vec<template::Filled>>,
    book: &Book<'_>,
    plan: &Plan,
    today: Date,
) -> (Vec<Entry>, Vec<Diagnostic>) {
    let mut findings = read.findings;
    let mut entries = Vec::new();
    let people = || plan.team.people.iter().map(|person| person.id.as_str());
    for line in read.value.unwrap_or_default() {
        let Ok((date, days)) = days_of(line.week, plan.period, today) else {
            findings.push(
                Diagnostic::new(
                    &INVALID_DATE,
                    format!("week {} has not come yet: today is {today}", line.week),
                )
                .at(line.location, "this row")
                .help("record what happened; what is expected belongs to the deals"),
            );
            continue;
        };
        let entry = Entry {
            date,
            days,
            figure: line.figure,
        };
        // Whoever fills a table is told of a slip, where a file of facts may name somebody of old.
        let stranger = entry
            .figure
            .person
            .as_deref()
            .filter(|id| !people().any(|known| known == *id));
        if let Some(id) = stranger {
            findings.push(
                Diagnostic::new(&UNKNOWN_VALUE, format!("`{id}` is not in team.toml"))
                    .at(line.location.clone(), "this row")
                    .help(suggest::help(id, people())),
            );
        }
        match book.understand(&entry) {
            Ok(_) => entries.push(entry),
            Err(wrong) => findings.extend(
                wrong
                    .into_iter()
                    .map(|finding| finding.at(line.location.clone(), "this row")),
            ),
        }
    }
    (entries, findings)
}

/// The day of the figures, and the days that they are about.
fn day(global: &Global, period: Period, today: Date) -> Result<(Date, Period), Failure> {
    if let Some(day) = global.as_of {
        return if day > today {
            Err(not_yet(&day.to_string(), today))
        } else {
            Ok((day, Period { from: day, to: day }))
        };
    }
    let one = |weeks: Weeks| {
        weeks
            .only()
            .ok_or_else(|| Failure::usage("figures are recorded for one week at a time", "name one of them"))
    };
    let week = global.week.map(one).transpose()?;
    days_of(week.unwrap_or_else(|| Week::of(today).before()), period, today)
}

/// The figures of a week stand on its last day in the period, or on today where that is earlier.
/// A week outside of the period is taken whole.
fn days_of(week: Week, period: Period, today: Date) -> Result<(Date, Period), Failure> {
    let whole = Period {
        from: week.monday(),
        to: week.sunday(),
    };
    let days = Period::new(whole.from.max(period.from), whole.to.min(period.to)).unwrap_or(whole);
    if days.from > today {
        return Err(not_yet(&week.to_string(), today));
    }
    Ok((days.to.min(today), days))
}

fn not_yet(what: &str, today: Date) -> Failure {
    Failure::usage(
        format!("{what} has not come yet: today is {today}"),
        "record what happened; what is expected belongs to the deals",
    )
}

/// The files with the entries in them, and a sentence that says what became of each.
fn recorded(
    loaded: &Loaded,
    snapshot: &Snapshot,
    entries: &[Entry],
    again: Again,
    console: &mut Console<'_>,
) -> Result<(Recorded, String), Failure> {
    let plan = loaded.plan();
    let book = Book::open(snapshot, &plan.id, &loaded.settings);
    let recorded = book
        .record(entries, again)
        .map_err(|findings| by_words(findings, entries, plan))?;
    let clashes: Vec<String> = entries.iter().zip(&recorded.fates).filter_map(clash).collect();
    if !clashes.is_empty() {
        return Err(Failure::usage(
            format!("recorded already: {}", clashes.join("; ")),
            "--add adds to it, --replace puts the new figure in its place; what an import brought is mended where it comes from",
        ));
    }
    let changed = changing::checked(loaded, snapshot, &recorded.files)?;
    for finding in new_guards(loaded, snapshot, &changed)? {
        console.note(&format!("{}\n", console.drawn(&finding, &changed)));
    }
    let said = said(entries, &recorded);
    Ok((recorded, said))
}

/// Figures on the command line stand in no file, so that findings of theirs are told by their words, and
/// mended where they were typed.
fn by_words(findings: Vec<Diagnostic>, entries: &[Entry], plan: &Plan) -> Failure {
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    // Whoever records has no row to remove and no plan to change: the deals are where it is said.
    let is_any = |kind: &Kind| findings.iter().any(|finding| finding.kind.id == kind.id);
    let several = entries.iter().filter(|entry| entry.figure.segment.is_none());
    let mut several = several.map(|entry| figures::of_segments(plan, &entry.figure.measure));
    let of_deals = "say it in deals.csv: the day in the deal's column `entered.STAGE`, or `won` and the day in `status` and `closed`";
    let help = if is_any(&DOUBLE_COUNT) {
        Some(of_deals.to_string())
    } else if is_any(&AMBIGUOUS_FACT) {
        let written = several.find(|written| written.contains(" or "));
        written.map(|written| format!("write {written}"))
    } else if is_any(&NEGATIVE_COUNT) {
        Some("write 0 or more; to mend a figure that was too high, write the right one with --replace".to_string())
    } else {
        None
    };
    let help = help.or_else(|| findings.iter().find_map(|finding| finding.help.clone()));
    Failure::usage(
        messages.join("; "),
        help.unwrap_or_else(|| "look at `salesplan status` for the measures".to_string()),
    )
}

fn clash((entry, fate): (&Entry, &Fate)) -> Option<String> {
    let Fate::Clashes(earlier) = fate else { return None };
    let told = |earlier: &Earlier| {
        let owner = if earlier.is_imported { ", from an import" } else { "" };
        format!("{} ({}:{}{owner})", earlier.figure, earlier.path, earlier.line)
    };
    let rows: Vec<String> = earlier.iter().map(told).collect();
    Some(format!("{} {}", figures::named(&entry.figure), rows.join(", ")))
}

/// What the figures make impossible that was possible before.
fn new_guards(loaded: &Loaded, before: &Snapshot, after: &Snapshot) -> Result<Vec<Diagnostic>, Failure> {
    let guards = |snapshot: &Snapshot| {
        let plan = loaded.plan();
        let read = workspace::read_plan(snapshot, &plan.id, &loaded.settings);
        let Some(folder) = read.value else {
            return Err(Failure::findings(read.findings, snapshot));
        };
        let actuals = Actuals::gather(plan, &folder.deals, &folder.facts, plan.period.to);
        Ok(flow::overtaken(plan, &loaded.prepared.decomposition, &actuals))
    };
    let known = guards(before)?;
    let is_new = |finding: &Diagnostic| !known.contains(finding);
    Ok(guards(after)?.into_iter().filter(is_new).collect())
}

/// `Recorded for 2026-W45, anna: lead 4, meeting 2.`
fn said(entries: &[Entry], recorded: &Recorded) -> String {
    const NAMED: usize = 8;
    let of = |wanted: Fate| {
        let pairs = entries.iter().zip(&recorded.fates);
        pairs.filter(move |(_, fate)| **fate == wanted).map(|(entry, _)| entry)
    };
    let mut parts = Vec::new();
    for (word, fate) in [
        ("Recorded", Fate::Added),
        ("Replaced", Fate::Replaced),
        ("As it was", Fate::Unchanged),
    ] {
        let told: Vec<String> = of(fate.clone()).map(|entry| figures::told(&entry.figure)).collect();
        if told.len() > NAMED {
            parts.push(format!("{word}: {} figures", told.len()));
        } else if !told.is_empty() {
            parts.push(format!("{word}: {}", told.join(", ")));
        }
    }
    let mut dates: Vec<Date> = entries.iter().map(|entry| entry.date).collect();
    dates.sort();
    dates.dedup();
    let days = match &dates[..] {
        [only] => format!("{only} ({})", Week::of(*only)),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    };
    let mut people: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.figure.person.as_deref())
        .collect();
    people.sort_unstable();
    people.dedup();
    let people = match &people[..] {
        [] => String::new(),
        [only] => format!(", {only}"),
        several => format!(", {} people", several.len()),
    };
    one_line(&format!("{}; {days}{people}.", parts.join("; ")))
}

fn view(plan: String, entries: &[Entry], recorded: &Recorded) -> RecordView {
    let figures = entries.iter().zip(&recorded.fates).map(|(entry, fate)| {
        let figure = entry.figure.clone();
        FigureView {
            date: entry.date.to_string(),
            measure: figure.measure,
            person: figure.person,
            segment: figure.segment,
            channel: figure.channel,
            count: figure.count,
            amount: figure.amount,
            currency: figure.currency,
            outcome: match fate {
                Fate::Added => "added",
                Fate::Replaced => "replaced",
                Fate::Unchanged | Fate::Clashes(_) => "unchanged",
            },
        }
    });
    RecordView {
        schema_version: SCHEMA_VERSION,
        plan,
        files: recorded.files.iter().map(|(path, _)| path.clone()).collect(),
        figures: figures.collect(),
    }
}

fn print_template(global: &Global, args: &Record, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Csv) {
        return Err(no_such_format(global.format, "csv"));
    }
    let place = Place::find(global, console)?;
    let snapshot = inputs::snapshot(&place)?;
    let loaded = load(&snapshot, args.plan.as_deref())?;
    let plan = loaded.plan();
    let weeks = match (global.week, global.as_of) {
        (Some(weeks), _) => weeks,
        (None, Some(day)) => Weeks::one(Week::of(day)),
        (None, None) => Weeks::one(Week::of(console.today()).before()),
    };
    let named: Vec<Week> = plan.period.weeks().into_iter().map(|span| span.week).collect();
    let weeks: Vec<Week> = named
        .into_iter()
        .filter(|week| weeks.from <= *week && *week <= weeks.to)
        .collect();
    if weeks.is_empty() {
        return Err(Failure::usage(
            "none of these weeks is in the plan's period",
            format!("it runs from {}", plan.period),
        ));
    }
    let people = people(plan, args.person.as_deref())?;
    let mut asked = asked_of(plan);
    for asked in &mut asked {
        asked.title = console.phrase(&asked.title);
    }
    if let Some(segment) = &args.segment {
        asked.retain(|asked| asked.segment.as_ref().is_none_or(|known| known == segment));
    }
    console.print(&template::write(&weeks, &people, &asked))?;
    Ok(console.finish(&loaded.findings, &snapshot))
}

/// The people with lines of their own; nobody in particular where the plan has no team.
fn people(plan: &Plan, named: Option<&str>) -> Result<Vec<Option<String>>, Failure> {
    if let Some(id) = named {
        person(plan, id)?;
        return Ok(vec![Some(id.to_string())]);
    }
    let ids = plan.team.people.iter().map(|person| Some(person.id.to_string()));
    let ids: Vec<Option<String>> = ids.collect();
    Ok(if ids.is_empty() { vec![None] } else { ids })
}

/// A figure that nothing is said of yet.
fn blank(asked: &salesplan_files::recording::asked::Asked) -> Figure {
    Figure {
        measure: asked.measure.clone(),
        segment: asked.segment.clone(),
        ..Figure::default()
    }
}
