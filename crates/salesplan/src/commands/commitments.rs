//! `commitments`: a draft to change, and tables for people who keep tables.

use std::path::Path;

use salesplan_files::commitments_text;
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::suggest;
use salesplan_files::workspace;
use salesplan_model::commitment::{self, Commitment};
use salesplan_model::diagnostic::any_error;
use salesplan_model::plan::Plan;

use super::import::reading::read_regular;
use super::{look_at, no_such_format};
use crate::args::{
    Commitments, CommitmentsCommand, ExportCommitments, Format, Global, ImportCommitments, NewCommitments,
};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::{self, Place, Reads};
use crate::writing::{self, Turn, shown};

pub(crate) fn run(global: &Global, args: &Commitments, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        CommitmentsCommand::New(new) => draft(global, new, console),
        CommitmentsCommand::Export(export) => self::export(global, export, console),
        CommitmentsCommand::Import(import) => self::import(global, import, console),
    }
}

/// A loaded plan with the files it comes from.
struct Opened {
    place: Place,
    snapshot: Snapshot,
    loaded: Loaded,
    /// Held while files may be written, from before they are read.
    _turn: Option<Turn>,
}

/// Opens a plan; to write into it where `is_written`.
fn open(global: &Global, plan: Option<&str>, is_written: bool, console: &Console<'_>) -> Result<Opened, Failure> {
    let place = Place::find(global, console)?;
    let turn = is_written.then(|| writing::take_turn_at(&place)).transpose()?;
    let snapshot = inputs::snapshot(&place)?;
    let loaded = load(&snapshot, plan)?;
    Ok(Opened {
        place,
        snapshot,
        loaded,
        _turn: turn,
    })
}

impl Opened {
    fn path(&self, person: &str) -> String {
        format!("plans/{}/commitments/{person}.toml", self.loaded.folder.plan.id)
    }

    fn lines(&self, person: &str) -> &[Commitment] {
        let mut all = self.loaded.folder.commitments.iter();
        all.find(|own| own.person.as_str() == person)
            .map_or(&[], |own| &own.lines)
    }

    /// The folder to write into.
    fn root(&self) -> Result<&Path, Failure> {
        match &self.place.reads {
            Reads::Files(root) => Ok(root),
            Reads::Revision(_) => Err(Failure::usage(
                "there is no work tree to write into",
                "run it in a clone with files, without --at; or --print",
            )),
        }
    }
}

/// The index of a person, or a failure with the nearest name.
pub(super) fn person(plan: &Plan, id: &str) -> Result<usize, Failure> {
    let found = plan.team.people.iter().position(|person| person.id.as_str() == id);
    found.ok_or_else(|| {
        let ids = plan.team.people.iter().map(|person| person.id.as_str());
        let help = if plan.team.people.is_empty() {
            "the plan has no team.toml: write who sells".to_string()
        } else {
            suggest::help(id, ids)
        };
        Failure::usage(format!("`{}` is not in team.toml", id.escape_debug()), help)
    })
}

fn draft(global: &Global, args: &NewCommitments, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.format != Format::Human {
        return Err(no_such_format(global.format, "human: a draft is a file to change"));
    }
    let mut opened = open(global, args.plan.as_deref(), !args.print, console)?;
    let index = person(opened.loaded.plan(), &args.person)?;
    let evening = evening::choose_or_first(global, opened.loaded.plan().period, console)?;
    let Opened {
        place,
        snapshot,
        loaded,
        ..
    } = &mut opened;
    look_at(loaded, place, snapshot, evening, console)?;
    let plan = opened.loaded.plan();
    let standing = opened.loaded.standing(evening, &opened.snapshot)?;
    let drafted = commitment::draft(opened.loaded.books(), &standing, index);
    let text = commitments_text::draft(&drafted, plan, &plan.team.people[index].name);
    if args.print {
        console.print(&text)?;
        return Ok(console.finish(&opened.loaded.findings, &opened.snapshot));
    }
    let path = opened.path(&args.person);
    if opened.snapshot.get(&path).is_some() {
        return Err(Failure::usage(
            format!("{path} is there already, and a draft does not overwrite it"),
            "--print shows the draft",
        ));
    }
    writing::create(opened.root()?, path.as_ref(), text.as_bytes())?;
    let n_lines = drafted.lines.iter().filter(|line| !line.is_open).count();
    let lines = if n_lines == 1 {
        "1 line".to_string()
    } else {
        format!("{n_lines} lines")
    };
    console.note(&format!(
        "Drafted {path} with {lines}. Change it until it is the person's own plan."
    ));
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

fn export(global: &Global, args: &ExportCommitments, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Csv) {
        return Err(no_such_format(global.format, "csv"));
    }
    let opened = open(global, args.plan.as_deref(), false, console)?;
    person(opened.loaded.plan(), &args.person)?;
    let text = commitments_text::to_csv(opened.lines(&args.person), opened.loaded.plan());
    console.print(&text)?;
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

fn import(global: &Global, args: &ImportCommitments, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.format != Format::Human {
        return Err(no_such_format(global.format, "human"));
    }
    let mut opened = open(global, args.plan.as_deref(), !args.dry_run, console)?;
    let index = person(opened.loaded.plan(), &args.person)?;
    let base = place::start(global, console)?;
    let bytes = read_regular(&base.join(&args.file), bytes_max("any.toml"))?;
    let name = args
        .file
        .file_name()
        .map_or_else(|| "the table".into(), |name| shown(Path::new(name)));
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => commitments_text::plain_csv(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    };
    opened.snapshot.insert(&name, None, Content::Bytes(bytes));
    let table = opened.snapshot.get(&name).expect("inserted just now");
    let (id, settings) = (&opened.loaded.folder.plan.id, &opened.loaded.settings);
    let read = workspace::read_commitments_table(&opened.snapshot, id, settings, &args.person, table);
    let Some(new) = read.value.filter(|_| !any_error(&read.findings)) else {
        return Err(Failure::findings(read.findings, &opened.snapshot));
    };
    let path = opened.path(&args.person);
    let before = opened.snapshot.text(&path).unwrap_or_default();
    let plan = opened.loaded.plan();
    let old = opened.lines(&args.person);
    let after = commitments_text::replaced(before, old, &new.lines, plan);
    if new.lines.is_empty() && !old.is_empty() {
        return Err(Failure::usage(
            format!("{name} has no lines, and {path} has {}: nothing was written", old.len()),
            "if nothing is committed to any more, remove the lines from the file by hand",
        ));
    }
    let count = |n: usize| {
        if n == 1 {
            "1 line".to_string()
        } else {
            format!("{n} lines")
        }
    };
    let (was, is) = (count(old.len()), count(new.lines.len()));
    let who = &plan.team.people[index].name;
    let said = if after == before {
        format!("{who}: {is}, as they are in {path}.")
    } else if args.dry_run {
        format!("{who}: {is} would take the place of {was} in {path}.")
    } else {
        writing::replace(opened.root()?, path.as_ref(), after.as_bytes())?;
        format!("{who}: {is} in the place of {was} in {path}.")
    };
    console.print(&format!("{said}\n"))?;
    Ok(console.finish(&read.findings, &opened.snapshot))
}
