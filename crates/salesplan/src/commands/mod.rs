//! The commands, one file each: parse, load, call the calculation, print.

pub(crate) mod action;
pub(crate) mod agree;
pub(crate) mod agreements;
mod changing;
pub(crate) mod channels;
pub(crate) mod check;
pub(crate) mod ci;
pub(crate) mod commitments;
pub(crate) mod completions;
pub(crate) mod deals;
pub(crate) mod decompose;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod experiments;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod levers;
pub(crate) mod log;
pub(crate) mod movement;
pub(crate) mod playbook;
pub(crate) mod reassign;
pub(crate) mod record;
pub(crate) mod resources;
pub(crate) mod review;
mod review_commit;
mod review_for;
mod review_many;
pub(crate) mod rules;
pub(crate) mod scenarios;
pub(crate) mod status;
pub(crate) mod steps;
pub(crate) mod team;
pub(crate) mod trust;
pub(crate) mod verify;

use jiff::civil::Date;
use salesplan_files::inputs::{Inputs, Parents};
use salesplan_files::rule_tests;
use salesplan_files::snapshot::{Snapshot, SourceFile};
use salesplan_git::Revision;
use salesplan_model::settings::Locale;
use salesplan_model::standing::Evening;
use salesplan_report::comparison::ComparisonView;
use salesplan_report::html;
use salesplan_report::report::Report;
use salesplan_report::sources::Sources;
use serde::Serialize;

use crate::args::{Format, Global};
use crate::console::{Console, one_line};
use crate::evening;
use crate::evening_deals::{At, EveningDeals, Lateness};
use crate::failure::Failure;
use crate::history::{EarlierStates, note_gaps};
use crate::inputs;
use crate::loaded::{Loaded, choose, load};
use crate::movement::Before;
use crate::place::{Place, Reads};
use crate::privacy;
use crate::rendering;
use crate::review_file::{self, Past};
use crate::what_if;

/// A workspace that a reading command has loaded.
struct Opened {
    place: Place,
    snapshot: Snapshot,
    loaded: Loaded,
    /// Figures before and after, where other figures were asked for.
    what_if: Option<ComparisonView>,
    /// Committed reviews; empty until the report is made.
    past: Vec<Past>,
    /// Late where a later week is asked for as well, which begins where this one ends.
    lateness: Lateness,
}

fn open(global: &Global, plan: Option<&str>, console: &mut Console<'_>) -> Result<Opened, Failure> {
    let place = Place::find(global, console)?;
    let unsaid = |failure| privacy::unsaid(global, failure);
    let snapshot = inputs::snapshot(&place).map_err(unsaid)?;
    let plan = choose(&snapshot, plan)?;
    let mut loaded = load(&snapshot, Some(plan.as_str())).map_err(unsaid)?;
    loaded.settings.locale = global.lang.unwrap_or(loaded.settings.locale);
    console.speak(privacy::speech(global, &loaded, None, console)?);
    let what_if = what_if::apply(global, &mut loaded, &snapshot)?;
    Ok(Opened {
        place,
        snapshot,
        loaded,
        what_if,
        past: Vec::new(),
        lateness: Lateness::default(),
    })
}

impl Opened {
    /// The report for the evening at hand, from what the command reads.
    fn report(&mut self, global: &Global, console: &mut Console<'_>) -> Result<Report, Failure> {
        let (evening, sources) = self.sources(global, console)?;
        let mut report = review_file::report(&self.loaded, &self.snapshot, evening, sources)?;
        report.with_past(review_file::said_before(&self.past, evening.week));
        Ok(report)
    }

    /// The evening at hand, and what a report for it is made from.
    fn sources(&mut self, global: &Global, console: &mut Console<'_>) -> Result<(Evening, Sources), Failure> {
        let evening = evening::choose_so_far(global, self.loaded.plan().period, console)?;
        let plan = self.loaded.folder.plan.id.clone();
        let (commit, dirty) = self.origin(console)?;
        if let (Some(repository), Some(commit)) = (&self.place.repository, &commit) {
            self.past = review_file::past(&self.place, repository, commit, &plan)?;
        }
        let (place, loaded, snapshot) = (&self.place, &mut self.loaded, &self.snapshot);
        let history_digest = read_history(loaded, place, commit.as_ref(), evening.as_of, console)?;
        let previous = review_file::previous_of(&self.past, evening.week);
        let mut sources = review_file::sources_of(loaded, snapshot, evening, commit.as_ref(), previous, history_digest);
        sources.dirty = dirty;
        let at = At::of(place, commit.as_ref(), &self.past);
        if let Some((at, previous)) = at.zip(previous) {
            loaded.before = unless_missing(Before::read(at, previous), console)?;
        }
        read_deals(loaded, at, snapshot, evening, (Some(&sources), self.lateness), console)?;
        // What was recorded may name people and clients who are in no file any more.
        console.speak(privacy::speech(global, &self.loaded, None, console)?);
        Ok((evening, sources))
    }

    /// Reads what speaks for an evening, for a command that prints no report.
    fn look_at(&mut self, evening: Evening, global: &Global, console: &mut Console<'_>) -> Result<(), Failure> {
        look_at(&mut self.loaded, &self.place, &self.snapshot, evening, console)?;
        // What was recorded may name people and clients who are in no file any more.
        console.speak(privacy::speech(global, &self.loaded, None, console)?);
        Ok(())
    }

    /// The commit that is read, and whether files differ from it.
    fn origin(&mut self, console: &mut Console<'_>) -> Result<(Option<Revision>, bool), Failure> {
        if self.place.repository.is_none() {
            return Ok((None, false));
        }
        if let Reads::Revision(revision) = &self.place.reads {
            return Ok((Some(*revision), false));
        }
        let tip = self.place.tip()?;
        let inputs = Parents::read(&self.snapshot).inputs_of(&self.loaded.folder.plan.id);
        let uncommitted = uncommitted_inputs(&self.place, &inputs)?;
        if !uncommitted.is_empty() && tip.is_some() {
            console.note(&format!(
                "note: read with uncommitted changes in {}",
                listed(&uncommitted)
            ));
        }
        self.fill_blob_ids(&inputs)?;
        Ok((tip, !uncommitted.is_empty()))
    }

    /// The ids that git would give to the plan's files in the work tree, for their digest.
    fn fill_blob_ids(&mut self, inputs: &Inputs) -> Result<(), Failure> {
        let Some(repository) = &self.place.repository else {
            return Ok(());
        };
        // Pinned files have theirs already.
        let without = inputs.files(&self.snapshot).filter(|file| file.blob_id.is_none());
        let files: Vec<SourceFile> = without.cloned().collect();
        for file in files {
            let id = repository.work_file_id(&self.place.in_repository(&file.path))?;
            self.snapshot.insert(&file.path, id, file.content);
        }
        Ok(())
    }
}

/// Reads what speaks for an evening: earlier states of the deals, and the deals themselves.
fn look_at(
    loaded: &mut Loaded,
    place: &Place,
    snapshot: &Snapshot,
    evening: Evening,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let commit = place.tip()?;
    let past = match (&place.repository, &commit) {
        (Some(repository), Some(commit)) => review_file::past(place, repository, commit, &loaded.folder.plan.id)?,
        _ => Vec::new(),
    };
    read_history(loaded, place, commit.as_ref(), evening.as_of, console)?;
    read_deals(
        loaded,
        At::of(place, commit.as_ref(), &past),
        snapshot,
        evening,
        (None, Lateness::default()),
        console,
    )
}

/// Reads the earlier states of the deals from a commit backwards; gives their digest.
fn read_history(
    loaded: &mut Loaded,
    place: &Place,
    commit: Option<&Revision>,
    as_of: Date,
    console: &mut Console<'_>,
) -> Result<Option<String>, Failure> {
    let (Some(repository), Some(commit)) = (&place.repository, commit) else {
        return Ok(None);
    };
    let plan = &loaded.folder.plan;
    let states = EarlierStates::list(place, repository, commit, &plan.id, as_of)?;
    let history = states.read(repository, &plan.exchange)?;
    note_gaps(&history, console);
    loaded.history = Some(history);
    Ok(states.digest())
}

/// Reads the deals that speak for an evening. Where this clone does not have what they are to be
/// read from, it says so, and the files have to do.
fn read_deals(
    loaded: &mut Loaded,
    at: Option<At<'_>>,
    snapshot: &Snapshot,
    evening: Evening,
    asked: (Option<&Sources>, Lateness),
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let recorded = match at {
        Some(at) => unless_missing(EveningDeals::read(at, loaded, snapshot, evening, asked), console)?,
        None => None,
    };
    let of_files = || EveningDeals::without_history(loaded, evening);
    loaded.evening = Some(recorded.unwrap_or_else(of_files));
    Ok(())
}

/// Input files of a plan that differ from the branch tip, by their path in the workspace.
fn uncommitted_inputs(place: &Place, inputs: &Inputs) -> Result<Vec<String>, Failure> {
    let Some(repository) = place.repository.as_ref().filter(|repository| !repository.is_bare()) else {
        return Ok(Vec::new());
    };
    let paths: Vec<String> = inputs.paths().iter().map(|path| place.in_repository(path)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let changed = repository.uncommitted(&paths)?;
    Ok(changed
        .iter()
        .filter_map(|path| place.in_workspace(path))
        .filter(|path| !rule_tests::is_path(path))
        .map(str::to_string)
        .collect())
}

/// A few names, and how many more there are.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let shown = one_line(&shown);
    if names.len() > SHOWN {
        format!("{shown} and {} more", names.len() - SHOWN)
    } else {
        shown
    }
}

impl Opened {
    /// The language of what people read.
    fn locale(&self) -> Locale {
        self.loaded.settings.locale
    }

    /// Prints a view as JSON, or through a template as Markdown or for a terminal. Where
    /// other figures were asked for, those before and after come first.
    fn print(
        &self,
        format: Format,
        template: &'static str,
        view: &impl Serialize,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        match format {
            Format::Json => self.print_json(view, console),
            Format::Human | Format::Markdown => {
                self.print_what_if(format, console)?;
                let markdown = rendering::render(&self.snapshot, self.locale(), template, console.worded(view)?)?;
                console.print_markdown(&markdown, format)
            }
            Format::Html => self.print_page(template, view, Vec::new(), console),
            Format::Csv | Format::Definitions => Err(no_such_format(format, "human, json, markdown and html")),
        }
    }

    /// Prints a view as a page for a browser, with charts by their files in the workspace.
    fn print_page(
        &self,
        template: &'static str,
        view: &impl Serialize,
        charts: Vec<(String, String)>,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        let render = |template, view| rendering::render(&self.snapshot, self.locale(), template, view);
        let mut markdown = match &self.what_if {
            Some(what_if) => render("what-if.md.j2", console.worded(what_if)?)? + "\n",
            None => String::new(),
        };
        markdown += &render(template, console.worded(view)?)?;
        // The Markdown names them beside itself.
        let beside = format!("reviews/{}/", self.loaded.folder.plan.id);
        let charts = charts
            .into_iter()
            .map(|(path, svg)| (path.strip_prefix(&beside).unwrap_or(&path).to_string(), svg));
        console.print(&html::page(&markdown, self.locale().word(), &charts.collect()))
    }

    /// Prints a view as JSON, with `what_if` where other figures were asked for.
    fn print_json(&self, view: &impl Serialize, console: &mut Console<'_>) -> Result<(), Failure> {
        #[derive(Serialize)]
        struct Changed<'v, V> {
            what_if: &'v ComparisonView,
            #[serde(flatten)]
            view: &'v V,
        }
        match &self.what_if {
            Some(what_if) => print_worded(&Changed { what_if, view }, console),
            None => print_worded(view, console),
        }
    }

    fn print_what_if(&self, format: Format, console: &mut Console<'_>) -> Result<(), Failure> {
        let Some(what_if) = &self.what_if else { return Ok(()) };
        let markdown = rendering::render(&self.snapshot, self.locale(), "what-if.md.j2", console.worded(what_if)?)?;
        console.print_markdown(&format!("{}\n", markdown.trim_end_matches('\n')), format)?;
        console.print("\n")
    }
}

/// Prints a view as JSON in the words that hold.
fn print_worded(view: &impl Serialize, console: &mut Console<'_>) -> Result<(), Failure> {
    if console.speaks_plainly() {
        return console.print_json(view);
    }
    let view = console.worded(view)?;
    console.print_json(&view)
}

fn no_such_format(format: Format, known: &str) -> Failure {
    let name = match format {
        Format::Human => "human",
        Format::Json => "json",
        Format::Markdown => "markdown",
        Format::Csv => "csv",
        Format::Html => "html",
        Format::Definitions => "definitions",
    };
    Failure::usage(
        format!("this command does not write {name}"),
        format!("it writes {known}"),
    )
}

/// What is not in this clone is noted, and gone without.
fn unless_missing<T>(read: Result<T, Failure>, console: &mut Console<'_>) -> Result<Option<T>, Failure> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(Failure::Message { message, help, .. }) => {
            let help = help.map_or(String::new(), |help| format!("; {help}"));
            console.note(&format!("note: {message}{help}"));
            Ok(None)
        }
        Err(other) => Err(other),
    }
}
