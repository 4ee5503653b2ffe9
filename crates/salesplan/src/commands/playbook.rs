//! `playbook`: how a step is done, as a text with versions: listed, shown, and set.

use std::path::Path;

use jiff::civil::Date;
use salesplan_files::digest;
use salesplan_files::playbooks_file::{self, FOLDER, NAME, Written, is_version};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::suggest;
use salesplan_model::id::PersonId;
use salesplan_model::plan::Plan;
use salesplan_model::playbook::{Playbook, in_force, worked_by};
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::playbooks::{PlaybookTextView, PlaybooksView};
use serde::Serialize;

use super::changing::{self, Changed, checked};
use super::commitments::person;
use super::{Opened, no_such_format, open};
use crate::args::{Format, Global, Playbook as Args, PlaybookCommand, SetPlaybook, ShowPlaybook};
use crate::console::{Console, one_line};
use crate::evening;
use crate::failure::Failure;
use crate::loaded::{Loaded, load};
use crate::place::{self, Place};

pub(crate) fn run(global: &Global, args: &Args, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        PlaybookCommand::List(args) => list(global, args.plan.as_deref(), console),
        PlaybookCommand::Show(args) => show(global, args, console),
        PlaybookCommand::Set(args) => set(global, args, console),
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

/// What `playbook set` prints as JSON.
#[derive(Debug, Clone, Serialize)]
struct SetView {
    schema_version: u32,
    step: String,
    version: String,
    from: String,
    /// Ids; empty for everybody.
    people: Vec<String>,
    /// The text in the workspace.
    file: String,
    digest: String,
    /// Whether a version came back that was there before.
    is_known: bool,
    /// The command that begins an experiment between the version before and this one.
    next: Option<String>,
}

fn set(global: &Global, args: &SetPlaybook, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    if global.week.is_some() {
        return Err(Failure::usage(
            "a playbook begins on a day, not in a week",
            "name the day with --from, or nothing for today",
        ));
    }
    let text = text_of(&place::start(global, console)?.join(&args.file), &args.file)?;
    let from = args.from.or(global.as_of).unwrap_or_else(|| console.today());
    let mut shown = None;
    let mut change = |_: &Place, snapshot: &Snapshot, _: &mut Console<'_>| {
        let (changed, view) = entered(args, &text, from, snapshot)?;
        shown = Some(view);
        Ok(changed)
    };
    changing::write(global, args.commit, &mut change, console)?;
    let Some(view) = shown else { return Ok(0) };
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else if let Some(next) = &view.next {
        console.note(&format!("To see whether it is better: {next}"));
    }
    Ok(0)
}

/// The text of a file that somebody names.
fn text_of(path: &Path, named: &Path) -> Result<String, Failure> {
    let unusable = |why: &str| {
        Failure::usage(
            format!("{} {why}", crate::writing::shown(named)),
            "name a text in Markdown, saved as UTF-8",
        )
    };
    let about = std::fs::metadata(path).map_err(|error| Failure::io("read", named, &error))?;
    if !about.is_file() {
        return Err(unusable("is no file"));
    }
    let most = bytes_max("plans/p/playbooks/x.md");
    if about.len() > most {
        return Err(unusable(&format!(
            "has {} bytes; a playbook has {most} at most",
            about.len()
        )));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::io("read", named, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| unusable("is no UTF-8 text"))?;
    if text.trim().is_empty() {
        return Err(unusable("is empty"));
    }
    if text.contains('\0') {
        return Err(unusable("is no text"));
    }
    Ok(text)
}

fn entered(args: &SetPlaybook, text: &str, from: Date, snapshot: &Snapshot) -> Result<(Changed, SetView), Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let plan = loaded.plan();
    let step = Step::find(plan, &args.step)?;
    for id in &args.people {
        person(plan, id)?;
    }
    let known = step.versions(&loaded);
    let digest = digest::of_text(text);
    let same = known.iter().find(|playbook| playbook.digest == digest);
    let version = version(args, &known, same.copied(), &step)?;
    let file = same.map_or_else(
        || format!("{FOLDER}{}-{version}.md", step.name.replace('.', "-")),
        |known| known.text.clone(),
    );
    let folder = format!("plans/{}", plan.id);
    let (register, path) = (format!("{folder}/{NAME}"), format!("{folder}/{file}"));
    let mut files = Vec::new();
    if same.is_none() {
        if snapshot.get(&path).is_some() && snapshot.text(&path) != Some(text) {
            return Err(Failure::usage(
                format!("{path} is there already, with another text"),
                "move it away, or give the version another name with --version",
            ));
        }
        files.push((path.clone(), text.to_string()));
    }
    let is_it = |playbook: &&&Playbook| {
        let people = playbook.people.iter().map(PersonId::as_str);
        playbook.digest == digest && playbook.from == from && people.eq(args.people.iter().map(String::as_str))
    };
    let is_entered = known.iter().any(|playbook| is_it(&playbook));
    let before = readable(snapshot, &register)?;
    let (segment, stage) = step.ids(plan);
    let written = Written {
        segment,
        stage,
        version: &version,
        from,
        people: &args.people,
        text: &file,
        digest: &digest,
    };
    if !is_entered {
        files.push((register, playbooks_file::with_playbook(before, &written)));
    }
    let after = load(&checked(&loaded, snapshot, &files)?, Some(plan.id.as_str()))?;
    let is_there = |playbook: &Playbook| playbook.version == version && playbook.from == from;
    if !after.folder.playbooks.iter().any(is_there) {
        return Err(Failure::usage(
            format!("{NAME} cannot be added to"),
            "write versions as [[playbook]] tables, the last things of the file",
        ));
    }
    let who = if args.people.is_empty() {
        String::new()
    } else {
        format!(" by {}", args.people.join(", "))
    };
    let already = if is_entered { ", as it was already" } else { "" };
    let said = format!(
        "Version {version} of the playbook of {} is worked by from {from} on{who}{already}.",
        step.name
    );
    let has_another = known.iter().any(|playbook| playbook.version != version);
    let view = SetView {
        schema_version: SCHEMA_VERSION,
        step: step.name.clone(),
        version: version.clone(),
        from: from.to_string(),
        people: args.people.clone(),
        file: path,
        digest,
        is_known: same.is_some(),
        next: (has_another && same.is_none())
            .then(|| format!("salesplan experiments new ID --playbook {} …", step.name)),
    };
    Ok((
        Changed {
            files,
            said: one_line(&said),
        },
        view,
    ))
}

/// The register's text; what stands in its place and is no text is refused.
fn readable<'s>(snapshot: &'s Snapshot, path: &str) -> Result<&'s str, Failure> {
    match snapshot.get(path).map(|file| &file.content) {
        None => Ok(""),
        Some(Content::Bytes(_)) => Ok(snapshot.text(path).unwrap_or_default()),
        Some(_) => Err(Failure::usage(
            format!("{path} is no file that can be added to"),
            "put the file itself in its place",
        )),
    }
}

/// The name of the new version: the one that is asked for, that of the same text, or the next
/// number.
fn version(args: &SetPlaybook, known: &[&Playbook], same: Option<&Playbook>, step: &Step) -> Result<String, Failure> {
    let refused = |what: String, help: &str| Err(Failure::usage(what, help));
    match (&args.version, same) {
        (Some(asked), Some(same)) if *asked != same.version => refused(
            format!("this text is version `{}` of `{}` already", same.version, step.name),
            "leave --version out to let it come back, or change the text",
        ),
        (_, Some(same)) => Ok(same.version.clone()),
        (Some(asked), None) if !is_version(asked) => refused(
            format!("`{}` is no name of a version", asked.escape_debug()),
            "use letters, digits, `-`, `_` and `.`, 40 at most",
        ),
        (Some(asked), None) if known.iter().any(|playbook| playbook.version == *asked) => refused(
            format!("version `{asked}` of `{}` has another text", step.name),
            "give the new text another name, or leave --version out",
        ),
        (Some(asked), None) => Ok(asked.clone()),
        (None, None) => {
            let numbers = known.iter().filter_map(|playbook| playbook.version.parse::<u32>().ok());
            Ok(numbers.max().unwrap_or(0).saturating_add(1).to_string())
        }
    }
}

/// A step that has or may have a playbook.
pub(super) struct Step {
    /// Indices of segment and stage.
    pub index: (usize, usize),
    /// As commands name it: `new.lead`.
    pub name: String,
}

impl Step {
    /// The step of that name, or a failure with the nearest one.
    pub fn find(plan: &Plan, asked: &str) -> Result<Self, Failure> {
        let steps: Vec<Self> = plan
            .segments
            .iter()
            .enumerate()
            .flat_map(|(index, segment)| {
                (0..segment.last_stage()).map(move |stage| Self {
                    index: (index, stage),
                    name: format!("{}.{}", segment.id, segment.stages[stage].id),
                })
            })
            .collect();
        let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
        let fits =
            |step: &Self| step.name == asked || step.name.split_once('.').is_some_and(|(_, stage)| stage == asked);
        let mut found: Vec<Self> = steps.into_iter().filter(fits).collect();
        if found.len() > 1 {
            let names: Vec<&str> = found.iter().map(|step| step.name.as_str()).collect();
            return Err(Failure::usage(
                format!("several segments have a stage `{}`", asked.escape_debug()),
                format!("name one of {}", names.join(", ")),
            ));
        }
        found.pop().ok_or_else(|| {
            let help = if names.is_empty() {
                "no segment of the plan has a funnel".to_string()
            } else {
                suggest::help(asked, names.iter().map(String::as_str))
            };
            Failure::usage(format!("the plan has no step `{}`", asked.escape_debug()), help)
        })
    }

    /// The ids of its segment and stage.
    pub fn ids<'p>(&self, plan: &'p Plan) -> (&'p str, &'p str) {
        let segment = &plan.segments[self.index.0];
        (segment.id.as_str(), segment.stages[self.index.1].id.as_str())
    }

    /// The versions of its playbook, in file order.
    pub fn versions<'l>(&self, loaded: &'l Loaded) -> Vec<&'l Playbook> {
        let all = loaded.folder.playbooks.iter();
        all.filter(|playbook| (playbook.segment, playbook.stage) == self.index)
            .collect()
    }
}
