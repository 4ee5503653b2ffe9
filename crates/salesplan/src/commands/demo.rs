//! `demo`: a repository to look at, with six weeks of history and their reviews.
//!
//! Its dates and its author are fixed, so the same program makes the same commits
//! on every machine. With `--lang ru` its texts are Russian; figures and days are the same.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Span;
use jiff::civil::{Date, date};
use salesplan_git::{Change, CommitOptions, Identity, NewFile, Repository, Signing};
use salesplan_model::period::Week;
use salesplan_model::rules::Hook;
use salesplan_model::settings::Locale;

use crate::args::{Demo, Format, Global, Weeks};
use crate::bundled;
use crate::commands::init::settings_text;
use crate::committing;
use crate::console::Console;
use crate::evening;
use crate::failure::{Failure, exit};
use crate::place::{self, Place, Reads};
use crate::writing::{NewFolder, failed, kind_at, name_of, shown};

mod words;

use words::Words;

/// Written out, so that it can be changed.
const PRIORITY_RULE: &str = salesplan_rules::bundled_text(Hook::Priority);

/// What a week changes: files by their path in the workspace.
type WeekFiles = &'static [(&'static str, &'static str)];

macro_rules! week {
    ($week:literal: $($file:literal),+) => {
        ($week, &[$((concat!("plans/million/", $file), include_str!(concat!("../../../../demo/", $week, "/", $file)))),+])
    };
}

const WEEKS: &[(&str, WeekFiles)] = &[
    week!("2026-W41": "deals.csv", "clients.csv", "experiments.toml", "playbooks.toml", "playbooks/new-meeting-1.md",
        "facts/2026-09.csv", "facts/2026-10.csv"),
    week!("2026-W42": "deals.csv", "facts/2026-10.csv"),
    week!("2026-W43": "deals.csv", "clients.csv", "facts/2026-10.csv"),
    week!("2026-W44": "deals.csv", "actions.toml", "facts/2026-10.csv"),
    week!("2026-W45": "deals.csv", "actions.toml"),
    week!("2026-W46": "deals.csv", "clients.csv", "actions.toml", "facts/2026-11.csv"),
];

/// The day on which the demo's plan was written.
const PLANNED_ON: Date = date(2026, 9, 30);

pub(crate) fn run(global: &Global, args: &Demo, console: &mut Console<'_>) -> Result<u8, Failure> {
    let target = target(global, &args.folder, console)?;
    let mut folder = NewFolder::beside(&target)?;
    let report = build(folder.path(), global, console)?;
    folder.put_in_place()?;
    folder.keep();
    console.print_markdown(
        &report,
        if console.is_terminal() {
            Format::Human
        } else {
            Format::Markdown
        },
    )?;
    let next = console.phrases(&what_next(&args.folder));
    console.note(&next);
    Ok(exit::DONE)
}

/// Where the demo goes; refused before anything is made where it cannot.
fn target(global: &Global, folder: &Path, console: &Console<'_>) -> Result<PathBuf, Failure> {
    let start = place::start(global, console)?;
    // By its components, so that no `/` at the end makes a link the folder it leads to.
    let target: PathBuf = start.join(folder).components().collect();
    if target.file_name().is_none() {
        return Err(refused(folder, "is no name of a folder"));
    }
    match kind_at(&target)? {
        None => Ok(target),
        Some(kind) if !kind.is_dir() => Err(refused(folder, &format!("is {}, not a folder", name_of(kind)))),
        // Replaced by the demo, it would leave the shell in a folder that is gone.
        Some(_) if is_same_folder(&target, &start) || is_same_folder(&target, console.folder()) => {
            Err(refused(folder, "is the folder you are in"))
        }
        Some(_) if is_empty(&target)? => Ok(target),
        Some(_) => Err(refused(folder, "is not empty")),
    }
}

fn refused(folder: &Path, why: &str) -> Failure {
    Failure::usage(
        format!("{} {why}", shown(folder)),
        "name another folder: `salesplan demo FOLDER`",
    )
}

fn is_empty(folder: &Path) -> Result<bool, Failure> {
    let mut entries = fs::read_dir(folder).map_err(|error| failed("look into", folder, &error))?;
    Ok(entries.next().is_none())
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    let real = |folder: &Path| fs::canonicalize(folder).ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}

/// How two of the three bring their part, and what they agreed to.
const AGREED: WeekFiles = &[
    (
        "plans/million/commitments/anna.toml",
        include_str!("../../../../demo/commitments/anna.toml"),
    ),
    (
        "plans/million/commitments/boris.toml",
        include_str!("../../../../demo/commitments/boris.toml"),
    ),
    (
        "plans/million/agreements/anna.toml",
        include_str!("../../../../demo/agreements/anna.toml"),
    ),
    (
        "plans/million/agreements/boris.toml",
        include_str!("../../../../demo/agreements/boris.toml"),
    ),
];

/// Makes the repository and gives the newest review.
fn build(folder: &Path, global: &Global, console: &mut Console<'_>) -> Result<String, Failure> {
    let repository = Repository::init(folder)?;
    let locale = global.lang.unwrap_or(Locale::ENGLISH);
    let words = Words::of(locale);
    let plan = [
        ("README.md", words.home),
        ("plans/million/plan.toml", bundled::MILLION_PLAN),
        ("plans/million/team.toml", bundled::MILLION_TEAM),
        ("rules/priority.rhai", PRIORITY_RULE),
    ];
    let mut settings = settings_text("RUB");
    if locale != Locale::ENGLISH {
        settings = settings.replace("# locale = \"en\"", &format!("locale = \"{}\"", locale.word()));
    }
    let files = plan.iter().copied().chain([("salesplan.toml", settings.as_str())]);
    commit_files(
        &repository,
        files,
        "The plan for the fourth quarter",
        PLANNED_ON,
        &words,
    )?;
    let agreed_on = PLANNED_ON.saturating_add(Span::new().days(2));
    commit_files(
        &repository,
        AGREED.iter().copied(),
        "Anna and Boris write and agree",
        agreed_on,
        &words,
    )?;
    let mut newest = String::new();
    for (name, files) in WEEKS {
        let week = Week::parse(name).expect("the weeks of the demo are ISO weeks");
        commit_files(
            &repository,
            files.iter().copied(),
            &format!("{} {week}", words.text("Facts and deals of")),
            week.sunday(),
            &words,
        )?;
        newest = commit_review(folder, global, week, console)?;
        console.note(&format!("reviewed {week}"));
    }
    Ok(newest)
}

fn commit_files<'f>(
    repository: &Repository,
    files: impl Iterator<Item = (&'f str, &'f str)>,
    message: &str,
    day: Date,
    words: &Words,
) -> Result<(), Failure> {
    let files: Vec<(&str, &str)> = files.collect();
    let files: Vec<NewFile> = words
        .files(&files)
        .into_iter()
        .map(|(path, text)| NewFile {
            path,
            bytes: text.into_bytes(),
        })
        .collect();
    let change = Change {
        files,
        removed: Vec::new(),
        message: format!("{}\n", words.text(message)),
    };
    repository.commit(&on(day, 18), |_| Ok::<_, Failure>(Some(change.clone())))?;
    Ok(())
}

fn commit_review(folder: &Path, global: &Global, week: Week, console: &mut Console<'_>) -> Result<String, Failure> {
    let global = Global {
        at: None,
        as_of: None,
        // The workspace has its language by now.
        lang: None,
        week: Some(Weeks::one(week)),
        ..global.clone()
    };
    let repository = Repository::discover(folder)?;
    let tip = repository.resolve("HEAD")?;
    let place = Place {
        repository: Some(repository),
        prefix: String::new(),
        reads: Reads::Revision(tip),
    };
    let monday = week.sunday().tomorrow().unwrap_or(week.sunday());
    let made = committing::commit(
        &place,
        None,
        &|period, console| evening::choose(&global, period, console),
        &on(monday, 9),
        console,
    )?;
    fs::read_to_string(folder.join(&made.path)).map_err(|error| Failure::io("read", &folder.join(&made.path), &error))
}

/// Commit as the demo's author at a fixed hour, whoever runs it and when; a
/// signature would be the user's and make other commits of it.
fn on(day: Date, hour: i8) -> CommitOptions {
    let seconds = jiff::tz::TimeZone::UTC
        .to_timestamp(day.at(hour, 0, 0, 0))
        .map_or(0, |moment| moment.as_second());
    let identity = Identity::new("salesplan demo", "demo@example.org", seconds, 0);
    CommitOptions {
        author: Some(identity.clone()),
        committer: Some(identity),
        signing: Signing::Never,
        ..CommitOptions::default()
    }
}

fn what_next(directory: &Path) -> String {
    let folder = shown(directory);
    format!(
        "\nThis is {folder}/reviews/million/2026-W46.md. Try next, in {folder}\n\
         (the program installs with: cargo install --path crates/salesplan):\n  \
         salesplan decompose               what the goal asks for: deals, meetings, leads\n  \
         salesplan deals --week 2026-W46   the open deals in order, with reasons\n  \
         salesplan status --week 2026-W44  as it stood two weeks before\n  \
         salesplan experiments list        ways of selling held against each other\n  \
         git log --stat                    the history that the reviews were made from\n\
         Then change rules/priority.rhai or plans/million/plan.toml and run `salesplan check`."
    )
}
