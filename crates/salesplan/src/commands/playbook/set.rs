//! `playbook set`: a text becomes the playbook of a step from a day on.

use std::path::Path;

use jiff::civil::Date;
use salesplan_files::digest;
use salesplan_files::playbooks_file::{self, FOLDER, NAME, Written, is_version};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_model::id::PersonId;
use salesplan_model::plan::Plan;
use salesplan_model::playbook::Playbook;
use salesplan_report::SCHEMA_VERSION;
use serde::Serialize;

use super::Step;
use crate::args::{Format, Global, SetPlaybook};
use crate::commands::changing::{self, Changed, checked};
use crate::commands::commitments::person;
use crate::commands::no_such_format;
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::loaded::{Loaded, load};
use crate::place::{self, Place};

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

pub(super) fn run(global: &Global, args: &SetPlaybook, console: &mut Console<'_>) -> Result<u8, Failure> {
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
        console.note(&format!("To see whether it is better: `{next}`"));
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

/// A version to be entered.
struct Entry<'a> {
    args: &'a SetPlaybook,
    text: &'a str,
    from: Date,
    step: Step,
    version: String,
    /// Its text in the plan's folder.
    file: String,
    digest: String,
    /// Whether the text is a version already.
    is_known: bool,
    /// Whether that version is entered for the day and the people already.
    is_entered: bool,
    /// Whether the step has another version.
    has_another: bool,
}

impl<'a> Entry<'a> {
    fn of(args: &'a SetPlaybook, text: &'a str, from: Date, loaded: &Loaded) -> Result<Self, Failure> {
        let plan = loaded.plan();
        let step = Step::find(plan, &args.step)?;
        for id in &args.people {
            person(plan, id)?;
        }
        let known = step.versions(loaded);
        let digest = digest::of_text(text);
        let same = known.iter().find(|playbook| playbook.digest == digest).copied();
        let version = version(args, &known, same, &step)?;
        let is_it = |playbook: &&Playbook| {
            let people = playbook.people.iter().map(PersonId::as_str);
            playbook.digest == digest && playbook.from == from && people.eq(args.people.iter().map(String::as_str))
        };
        Ok(Self {
            file: same.map_or_else(
                || format!("{FOLDER}{}-{version}.md", step.name.replace('.', "-")),
                |known| known.text.clone(),
            ),
            is_known: same.is_some(),
            is_entered: known.iter().copied().any(|playbook| is_it(&playbook)),
            has_another: known.iter().any(|playbook| playbook.version != version),
            args,
            text,
            from,
            step,
            version,
            digest,
        })
    }

    /// The files that change: its text, and the register with one line more.
    fn files(&self, plan: &Plan, snapshot: &Snapshot) -> Result<Vec<(String, String)>, Failure> {
        let mut files = Vec::new();
        let path = self.path(plan);
        if !self.is_known {
            if snapshot.get(&path).is_some() && snapshot.text(&path) != Some(self.text) {
                return Err(Failure::usage(
                    format!("{path} is there already, with another text"),
                    "move it away, or give the version another name with --version",
                ));
            }
            files.push((path, self.text.to_string()));
        }
        if !self.is_entered {
            let register = format!("plans/{}/{NAME}", plan.id);
            let (segment, stage) = self.step.ids(plan);
            let written = Written {
                segment,
                stage,
                version: &self.version,
                from: self.from,
                people: &self.args.people,
                text: &self.file,
                digest: &self.digest,
            };
            let text = playbooks_file::with_playbook(readable(snapshot, &register)?, &written);
            files.push((register, text));
        }
        Ok(files)
    }

    fn path(&self, plan: &Plan) -> String {
        format!("plans/{}/{}", plan.id, self.file)
    }

    fn said(&self) -> String {
        let who = if self.args.people.is_empty() {
            String::new()
        } else {
            format!(" by {}", self.args.people.join(", "))
        };
        let already = if self.is_entered { ", as it was already" } else { "" };
        one_line(&format!(
            "Version {} of the playbook of {} is worked by from {} on{who}{already}.",
            self.version, self.step.name, self.from
        ))
    }

    fn view(&self, plan: &Plan) -> SetView {
        let is_trial = self.has_another && !self.is_known;
        SetView {
            schema_version: SCHEMA_VERSION,
            step: self.step.name.clone(),
            version: self.version.clone(),
            from: self.from.to_string(),
            people: self.args.people.clone(),
            file: self.path(plan),
            digest: self.digest.clone(),
            is_known: self.is_known,
            next: is_trial.then(|| format!("salesplan experiments new ID --playbook {} …", self.step.name)),
        }
    }
}

fn entered(args: &SetPlaybook, text: &str, from: Date, snapshot: &Snapshot) -> Result<(Changed, SetView), Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let plan = loaded.plan();
    let entry = Entry::of(args, text, from, &loaded)?;
    let files = entry.files(plan, snapshot)?;
    let after = load(&checked(&loaded, snapshot, &files)?, Some(plan.id.as_str()))?;
    let is_there = |playbook: &Playbook| playbook.version == entry.version && playbook.from == from;
    if !after.folder.playbooks.iter().any(is_there) {
        return Err(Failure::usage(
            format!("{NAME} cannot be added to"),
            "write versions as [[playbook]] tables, the last things of the file",
        ));
    }
    let said = entry.said();
    Ok((Changed { files, said }, entry.view(plan)))
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
