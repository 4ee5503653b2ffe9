//! `experiments`: ways of selling held against each other, from the first day to the plan.

use jiff::civil::Date;
use salesplan_files::experiments_file;
use salesplan_files::experiments_text;
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::suggest;
use salesplan_model::experiment::{Experiment, Verdict, verdicts};
use salesplan_report::experiments::ExperimentsView;

use super::changing::{self, ChangeOf, Changed, checked};
use super::{no_such_format, open};
use crate::args::{Experiments, ExperimentsCommand, Format, Global, StopExperiment};
use crate::console::{Console, one_line};
use crate::evening;
use crate::failure::Failure;
use crate::loaded::{Loaded, load};
use crate::place::Place;

mod adopt;
mod new;

pub(crate) fn run(global: &Global, args: &Experiments, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        ExperimentsCommand::New(new) => new::run(global, new, console),
        ExperimentsCommand::List(list) => {
            let is_told = |verdict: &Verdict<'_>| list.all || verdict.experiment.ended.is_none();
            print(global, list.plan.as_deref(), "experiment-list.md.j2", &is_told, console)
        }
        ExperimentsCommand::Show(show) => {
            let is_it = |verdict: &Verdict<'_>| verdict.experiment.id == show.id;
            let named = Some(show.id.as_str());
            print_named(
                global,
                show.plan.as_deref(),
                named,
                "experiment-show.md.j2",
                &is_it,
                console,
            )
        }
        ExperimentsCommand::Stop(stop) => self::stop(global, stop, console),
        ExperimentsCommand::Adopt(adopt) => adopt::run(global, adopt, console),
    }
}

type IsTold<'t> = dyn Fn(&Verdict<'_>) -> bool + 't;

fn print(
    global: &Global,
    plan: Option<&str>,
    template: &'static str,
    is_told: &IsTold<'_>,
    console: &mut Console<'_>,
) -> Result<u8, Failure> {
    print_named(global, plan, None, template, is_told, console)
}

fn print_named(
    global: &Global,
    plan: Option<&str>,
    named: Option<&str>,
    template: &'static str,
    is_told: &IsTold<'_>,
    console: &mut Console<'_>,
) -> Result<u8, Failure> {
    let mut opened = open(global, plan, console)?;
    if let Some(id) = named {
        find(&opened.loaded, id)?;
    }
    let evening = evening::choose_or_first(global, opened.loaded.plan().period, console)?;
    opened.look_at(evening, global, console)?;
    let loaded = &opened.loaded;
    let mut said = verdicts(loaded.books(), evening.as_of);
    said.retain(|verdict| is_told(verdict));
    let view = ExperimentsView::new(loaded.plan(), evening.as_of, &said);
    opened.print(global.format, template, &view, console)?;
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}

/// The experiment of that id, or a failure with the nearest one.
fn find<'l>(loaded: &'l Loaded, id: &str) -> Result<&'l Experiment, Failure> {
    let all = &loaded.folder.experiments;
    let found = all.iter().find(|experiment| experiment.id == id);
    found.ok_or_else(|| {
        let help = if all.is_empty() {
            "there is none yet: `salesplan experiments new` begins one".to_string()
        } else {
            suggest::help(id, all.iter().map(|experiment| experiment.id.as_str()))
        };
        Failure::usage(format!("there is no experiment `{}`", id.escape_debug()), help)
    })
}

/// The experiment of that id, which has not ended.
fn find_open<'l>(loaded: &'l Loaded, id: &str) -> Result<&'l Experiment, Failure> {
    let experiment = find(loaded, id)?;
    match &experiment.ended {
        Some(ending) => Err(Failure::usage(
            format!("`{id}` ended on {} already", ending.day),
            "begin a new one with `salesplan experiments new`",
        )),
        None => Ok(experiment),
    }
}

/// The day on which something is said: the one named, else today.
fn day(global: &Global, console: &Console<'_>) -> Result<Date, Failure> {
    if global.week.is_some() {
        return Err(Failure::usage(
            "an experiment begins and ends on a day, not in a week",
            "name the day with --as-of, or nothing for today",
        ));
    }
    Ok(global.as_of.unwrap_or_else(|| console.today()))
}

fn path(loaded: &Loaded) -> String {
    format!("plans/{}/{}", loaded.folder.plan.id, experiments_file::NAME)
}

/// The file with an end of the experiment, read again to see that it is one.
fn ended(
    loaded: &Loaded,
    snapshot: &Snapshot,
    experiment: &Experiment,
    adopted: Option<&str>,
    day: Date,
    comment: Option<&str>,
) -> Result<(String, String), Failure> {
    if day < experiment.days.from {
        return Err(Failure::usage(
            format!("`{}` begins on {}, which is later", experiment.id, experiment.days.from),
            "remove it from the file, or name another day with --as-of",
        ));
    }
    let path = path(loaded);
    let text = snapshot.text(&path).unwrap_or_default();
    let comment = comment.map(one_line);
    let place = experiment.location.span.start;
    let by_hand = || {
        Failure::usage(
            format!("`{}` is not written in a table of its own in {path}", experiment.id),
            format!(
                "write it under a line [experiment.{}], or change it by hand",
                experiment.id
            ),
        )
    };
    let text = experiments_text::with_end(text, place, adopted, day, comment.as_deref()).ok_or_else(by_hand)?;
    let files = [(path.clone(), text)];
    let again = load(
        &checked(loaded, snapshot, &files)?,
        Some(loaded.folder.plan.id.as_str()),
    )?;
    let is_ended =
        |other: &&Experiment| other.id == experiment.id && other.ended.as_ref().is_some_and(|ending| ending.day == day);
    if again.folder.experiments.iter().find(is_ended).is_none() {
        return Err(by_hand());
    }
    let [file] = files;
    Ok(file)
}

/// Writes a change, and prints the experiment that it is about where other programs read it.
fn change(
    global: &Global,
    is_commit: bool,
    change: &mut ChangeOf<'_>,
    (id, plan): (&str, Option<&str>),
    console: &mut Console<'_>,
) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let mut after = None;
    let mut kept = |place: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
        let changed = change(place, snapshot, console)?;
        let mut files = snapshot.clone();
        for (path, text) in &changed.files {
            files.insert(path, None, Content::Bytes(text.clone().into_bytes()));
        }
        after = Some(files);
        Ok(changed)
    };
    changing::write(global, is_commit, &mut kept, console)?;
    let (Some(after), Format::Json) = (after, global.format) else {
        return Ok(0);
    };
    let loaded = load(&after, plan)?;
    let as_of = day(global, console)?;
    let mut said = verdicts(loaded.books(), as_of);
    said.retain(|verdict| verdict.experiment.id == id);
    console.print_json(&ExperimentsView::new(loaded.plan(), as_of, &said))?;
    Ok(0)
}

fn stop(global: &Global, args: &StopExperiment, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut stopped = |_: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
        let loaded = load(snapshot, args.plan.as_deref())?;
        let experiment = find_open(&loaded, &args.id)?;
        let day = day(global, console)?;
        let file = ended(&loaded, snapshot, experiment, None, day, args.comment.as_deref())?;
        Ok(Changed {
            files: vec![file],
            said: format!("Stopped {}: {}.", experiment.id, one_line(&experiment.hypothesis)),
        })
    };
    let what = (args.id.as_str(), args.plan.as_deref());
    change(global, args.commit, &mut stopped, what, console)
}
