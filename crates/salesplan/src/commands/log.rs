//! `log`: who changed the targets, when and why.

use jiff::Timestamp;
use jiff::tz::Offset;
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::workspace;
use salesplan_git::{Past, Repository};
use salesplan_model::changes::{self, Said};
use salesplan_model::id::PlanId;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::changes::{LogEntry, LogView, difference_of};

use super::no_such_format;
use crate::args::{Format, Global, Log};
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::choose;
use crate::place::{Place, Reads};
use crate::rendering;

/// The files whose figures are targets, then those that say how they are read.
const FILES: &[&str] = &["plan.toml", "team.toml"];

pub(crate) fn run(global: &Global, args: &Log, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json | Format::Markdown) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    let place = Place::find(global, console)?;
    let snapshot = inputs::snapshot(&place)?;
    let plan = choose(&snapshot, args.plan.as_deref())?;
    let Some(repository) = &place.repository else {
        return Err(Failure::usage(
            "there is no history: the workspace is in no git repository",
            "`git init`, then commit the plan",
        ));
    };
    let tip = match &place.reads {
        Reads::Revision(revision) => *revision,
        Reads::Files(_) => repository.resolve("HEAD")?,
    };
    let mut paths: Vec<String> = FILES
        .iter()
        .map(|file| place.in_repository(&format!("plans/{plan}/{file}")))
        .collect();
    paths.push(place.in_repository("salesplan.toml"));
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let found = repository.history(&tip, &names)?;
    let mut entries = Vec::new();
    let mut states = found.states.into_iter().peekable();
    let mut known: Option<Version> = None;
    while let Some(past) = states.next() {
        if entries.len() == args.limit {
            break;
        }
        let own = match known.take() {
            Some(version) => version,
            None => read(repository, &snapshot, &plan, &past)?,
        };
        let before = match states.peek() {
            Some(earlier) => Some(read(repository, &snapshot, &plan, earlier)?),
            None => None,
        };
        entries.extend(entry(&past, &own, before.as_ref()));
        known = before;
    }
    let view = LogView {
        schema_version: SCHEMA_VERSION,
        plan: plan.to_string(),
        entries,
        is_cut_off: found.is_cut_off,
    };
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else {
        let markdown = rendering::render(
            &snapshot,
            rendering::locale(global, &snapshot),
            "log.md.j2",
            console.worded(&view)?,
        )?;
        console.print_markdown(&markdown, global.format)?;
    }
    Ok(0)
}

/// What a plan said at a commit.
enum Version {
    Said(Vec<Said>),
    /// There was no plan.
    Absent,
    /// Its files had mistakes.
    Unreadable,
}

/// Reads the plan's own files as a commit had them; calendars are those of today.
fn read(repository: &Repository, now: &Snapshot, plan: &PlanId, past: &Past) -> Result<Version, Failure> {
    let mut snapshot = Snapshot::default();
    for file in now.below("calendars/") {
        snapshot.insert(&file.path, file.blob_id.clone(), file.content.clone());
    }
    let paths = FILES.iter().map(|file| format!("plans/{plan}/{file}"));
    let paths = paths.chain(["salesplan.toml".to_string()]);
    for (path, blob) in paths.zip(&past.blob_ids) {
        let Some(blob) = blob else { continue };
        if let Some(bytes) = repository.blob(blob, bytes_max(&path))? {
            snapshot.insert(&path, Some(blob.clone()), Content::Bytes(bytes));
        }
    }
    if snapshot.get(&format!("plans/{plan}/plan.toml")).is_none() {
        return Ok(Version::Absent);
    }
    let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
    let read = workspace::read_plan(&snapshot, plan, &settings);
    Ok(read
        .value
        .map_or(Version::Unreadable, |folder| Version::Said(changes::said(&folder.plan))))
}

/// What a commit did to the targets; `None` where it did nothing to them.
fn entry(past: &Past, own: &Version, before: Option<&Version>) -> Option<LogEntry> {
    let mut changes = Vec::new();
    let state = match (own, before) {
        (Version::Absent, None | Some(Version::Absent)) => return None,
        (Version::Absent, Some(_)) => "removed",
        (Version::Unreadable, _) => "unreadable",
        (Version::Said(_), None | Some(Version::Absent)) => "begun",
        (Version::Said(_), Some(Version::Unreadable)) => "mended",
        (Version::Said(now), Some(Version::Said(then))) => {
            changes = changes::written(then, now);
            if changes.is_empty() {
                return None;
            }
            "changed"
        }
    };
    let details = &past.details;
    let offset = Offset::from_seconds(details.authored_offset_minutes * 60).unwrap_or(Offset::UTC);
    let day = Timestamp::from_second(details.authored_seconds).map(|time| offset.to_datetime(time).date().to_string());
    Some(LogEntry {
        commit: past.revision.to_string(),
        date: day.unwrap_or_default(),
        author: one_line(&details.author),
        subject: one_line(details.message.lines().next().unwrap_or_default()),
        state,
        changes: changes.iter().map(difference_of).collect(),
    })
}
