//! A workspace read whole: settings, plans, deals and facts, with every mistake
//! of every file in one run.

use std::collections::BTreeSet;

use salesplan_model::action::Action;
use salesplan_model::agreement::Agreement;
use salesplan_model::baseline::Baseline;
use salesplan_model::calendar::Calendar;
use salesplan_model::client::Client;
use salesplan_model::commitment::Commitments;
use salesplan_model::deal::Deal;
use salesplan_model::diagnostic::{
    DEALS_TWICE, Diagnostic, FILE_TOO_LARGE, INVALID_ID, Location, MISSING_FILE, NOT_A_FILE, NOT_TEXT, UNEXPECTED_FILE,
    UNKNOWN_PERSON, UNKNOWN_RULE, any_error,
};
use salesplan_model::experiment::Experiment;
use salesplan_model::fact::Fact;
use salesplan_model::family::{Families, Unreadable};
use salesplan_model::id::PlanId;
use salesplan_model::plan::{Plan, Team};
use salesplan_model::playbook::Playbook;
use salesplan_model::prepare::Given;
use salesplan_model::rules::Hook;
use salesplan_model::settings::Settings;

use crate::calendars::{self, Calendars};
use crate::facts::SeenIds;
use crate::outline::Outline;
use crate::parallel;
use crate::plan_file::PlanRead;
use crate::sink::Sink;
use crate::snapshot::{Content, Snapshot, SourceFile, bytes_max};
use crate::suggest;
use crate::team_file::ReadTeam;
use crate::{
    actions_file, agreement_file, baseline_file, clients, commitments, deals, experiments_file, facts, plan_file,
    playbooks_file, rule_tests, settings_file, team_file,
};

/// One plan with its deals and facts, valid by itself. Its figures are as written: what it
/// asks of facts and rules is computed from here.
#[derive(Debug, Clone)]
pub struct PlanFolder {
    /// The plan as written.
    pub plan: Plan,
    /// Its calendar: the one it names, else that of the settings, else Monday to Friday.
    pub calendar: Calendar,
    /// The deals, in file order.
    pub deals: Vec<Deal>,
    /// The facts, by file name and then in file order.
    pub facts: Vec<Fact>,
    /// What people commit to, by file name.
    pub commitments: Vec<Commitments>,
    /// What they answered, by file name.
    pub agreements: Vec<Agreement>,
    /// What was planned when all had agreed for the first time.
    pub baseline: Option<Baseline>,
    /// Clients, in file order.
    pub clients: Vec<Client>,
    /// Promises and decisions, in file order.
    pub actions: Vec<Action>,
    /// Experiments, in file order.
    pub experiments: Vec<Experiment>,
    /// Versions of the steps' playbooks, in file order.
    pub playbooks: Vec<Playbook>,
}

impl PlanFolder {
    /// What stands beside the plan, without its history.
    pub fn given(&self, settings: &Settings) -> Given<'_> {
        Given {
            commitments: &self.commitments,
            agreements: &self.agreements,
            tolerance: settings.tolerance,
            baseline: self.baseline.as_ref(),
            clients: &self.clients,
            actions: &self.actions,
            experiments: &self.experiments,
            playbooks: &self.playbooks,
            ..Given::of(&self.calendar, &self.deals, &self.facts)
        }
    }
}

/// Output with whatever was found on the way.
#[derive(Debug, Clone)]
pub struct Read<T> {
    /// `None` where an error stands in the way.
    pub value: Option<T>,
    /// Errors and warnings.
    pub findings: Vec<Diagnostic>,
}

/// The names of the plans: folders below `plans/`.
pub fn plan_ids(snapshot: &Snapshot) -> Vec<PlanId> {
    let folders: BTreeSet<&str> = snapshot
        .below("plans/")
        .filter_map(|file| file.path.strip_prefix("plans/")?.split_once('/').map(|(plan, _)| plan))
        .collect();
    folders.into_iter().map(PlanId::new).collect()
}

/// Reads the settings, or gives the defaults where there is no file.
pub fn read_settings(snapshot: &Snapshot) -> Read<Settings> {
    let Some(file) = snapshot.get(settings_file::PATH) else {
        return Read {
            value: Some(Settings::default()),
            findings: Vec::new(),
        };
    };
    let sink = Sink::new(&settings_file::path());
    let settings = text(file, &sink).map(|text| settings_file::read(text, &sink));
    let findings = sink.into_findings();
    let value = if any_error(&findings) { None } else { settings };
    Read { value, findings }
}

/// Files that belong to no plan and are out of place or wrong: rules without a hook, links,
/// calendars with mistakes.
pub fn check_layout(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for file in snapshot.files() {
        let whole = Location {
            file: file.path.clone(),
            span: 0..0,
        };
        if matches!(&*file.path, "plans" | "rules" | "templates" | "calendars") {
            // A folder is never among the files; what stands in its place is a link.
            findings.extend(source_text(file).err().unwrap_or_default());
        } else if let Some(name) = file.path.strip_prefix("rules/") {
            let name = name
                .strip_suffix(".rhai")
                .or_else(|| name.strip_suffix(rule_tests::ENDING));
            if name.and_then(Hook::of_name).is_none() {
                let hooks: Vec<String> = Hook::ALL.iter().map(|hook| format!("`{}.rhai`", hook.name())).collect();
                findings.push(
                    Diagnostic::new(
                        &UNKNOWN_RULE,
                        format!("{} belongs to no hook and is not run", file.path),
                    )
                    .at(whole, "")
                    .help(format!("hooks are {}", hooks.join(", "))),
                );
            }
        } else if file.path.starts_with("plans/") && file.path.matches('/').count() == 1 && !file.path.ends_with(".md")
        {
            findings.push(unexpected(file));
        }
    }
    findings.extend(calendars::check(snapshot));
    findings
}

/// Reads one plan's folder. All mistakes of all of its files are found in one run.
pub fn read_plan(snapshot: &Snapshot, id: &PlanId, settings: &Settings) -> Read<PlanFolder> {
    let mut folder = Folder {
        snapshot,
        id,
        findings: Vec::new(),
    };
    if !valid_plan_id(id.as_str()) {
        folder.findings.push(
            Diagnostic::new(
                &INVALID_ID,
                format!("`{}` cannot be the name of a plan", id.as_str().escape_debug()),
            )
            .help("use letters, digits, `-` and `_`, beginning with a letter or digit"),
        );
        return Read {
            value: None,
            findings: folder.findings,
        };
    }
    let team = folder.team();
    let read = folder.plan(settings, team.good);
    let (outline, plan) = (read.outline, read.plan);
    // Without its calendar the plan is not valid; what else is wrong with it is found all the same.
    let calendar = read.calendar.unwrap_or_default();
    folder.findings.extend(team.read.unknown_segments(&outline));
    let deals = folder.deals(&outline);
    let facts = folder.facts(&outline);
    let commitments = folder.commitments(&outline);
    let agreements = folder.agreements();
    let baseline = folder.baseline();
    let actions = folder.actions(&outline);
    let clients = folder.clients(&outline);
    let experiments = folder.experiments(&outline);
    let playbooks = folder.playbooks(&outline);
    folder.unexpected_files();
    folder
        .findings
        .extend(snapshot.faults_of(&plan_file::path(id.as_str())).cloned());
    let findings = folder.findings;
    let plan = plan.filter(|_| !any_error(&findings));
    let value = plan.map(|plan| PlanFolder {
        plan,
        calendar,
        deals,
        facts,
        commitments,
        agreements,
        baseline,
        clients,
        actions,
        experiments,
        playbooks,
    });
    Read { value, findings }
}

/// The names that a plan's files may use, as far as they can be read.
pub(crate) fn outline(snapshot: &Snapshot, id: &PlanId, settings: &Settings) -> Outline {
    let mut folder = Folder {
        snapshot,
        id,
        findings: Vec::new(),
    };
    let team = folder.team();
    folder.plan(settings, team.good).outline
}

/// Reads the deals of another state of a plan's folder as the plan of `now` understands them: a
/// stage or segment that it does not have is none. `None` where that state has no file of deals, or
/// mistakes in it.
pub fn read_deals_of(then: &Snapshot, now: &Snapshot, id: &PlanId, settings: &Settings) -> Option<Vec<Deal>> {
    let own = outline(then, id, settings);
    let outline = outline(now, id, settings);
    let mut folder = Folder {
        snapshot: then,
        id,
        findings: Vec::new(),
    };
    let has_file = ["deals.csv", "deals.toml"].map(|name| then.get(&folder.path(name)).is_some());
    let _ = folder.deals(&own);
    if has_file == [false; 2] || any_error(&folder.findings) {
        return None;
    }
    Some(folder.deals(&outline))
}

/// Reads a table of one person's commitments, as the plan of that folder understands it.
pub fn read_commitments_table(
    snapshot: &Snapshot,
    id: &PlanId,
    settings: &Settings,
    person: &str,
    table: &SourceFile,
) -> Read<Commitments> {
    let mut folder = Folder {
        snapshot,
        id,
        findings: Vec::new(),
    };
    let team = folder.team();
    let outline = folder.plan(settings, team.good).outline;
    folder.findings.clear();
    let value = folder.with_text(table, |text, sink| {
        commitments::read_from_csv(text, person, &outline, sink)
    });
    let findings = folder.findings;
    Read {
        value: value.filter(|_| !any_error(&findings)),
        findings,
    }
}

/// All plans of a workspace by their plan.toml alone, to be held against each other.
#[derive(Debug, Clone, Default)]
pub struct WrittenPlans {
    /// The plans without a mistake in their plan.toml.
    pub plans: Vec<Plan>,
    /// The others.
    pub unreadable: Vec<Unreadable>,
}

impl WrittenPlans {
    /// How the plans nest.
    pub fn families(&self) -> Families<'_> {
        Families::new(&self.plans, &self.unreadable)
    }
}

/// Reads plan.toml of every plan. What is wrong with it is told by [`read_plan`] alone.
pub fn read_plans_as_written(snapshot: &Snapshot, settings: &Settings) -> WrittenPlans {
    let mut written = WrittenPlans::default();
    for id in plan_ids(snapshot) {
        let mut folder = Folder {
            snapshot,
            id: &id,
            findings: Vec::new(),
        };
        let read = folder.plan(settings, None);
        let is_named = valid_plan_id(id.as_str());
        match read.plan.filter(|_| is_named && !any_error(&folder.findings)) {
            Some(plan) => written.plans.push(plan),
            None => written.unreadable.push(Unreadable {
                parent: read.parent,
                id,
            }),
        }
    }
    written
}

/// Whether a text may name a plan: it becomes part of paths.
pub fn valid_plan_id(id: &str) -> bool {
    id.len() <= 100
        && id.chars().next().is_some_and(char::is_alphanumeric)
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

pub(crate) struct Folder<'a> {
    pub snapshot: &'a Snapshot,
    pub id: &'a PlanId,
    pub findings: Vec<Diagnostic>,
}

/// The team of a folder.
pub(crate) struct FolderTeam {
    /// `None` without a team.toml that has no mistake.
    pub good: Option<Team>,
    /// As far as it could be read.
    read: ReadTeam,
}

impl Folder<'_> {
    fn path(&self, name: &str) -> String {
        format!("plans/{}/{name}", self.id)
    }

    /// Reads one file, where it is there and is text, and keeps its findings.
    fn with_text<T>(&mut self, file: &SourceFile, read: impl FnOnce(&str, &Sink) -> T) -> Option<T> {
        let sink = Sink::new(&file.path);
        let value = text(file, &sink).map(|text| read(text, &sink));
        self.findings.extend(sink.into_findings());
        value
    }

    pub fn team(&mut self) -> FolderTeam {
        let before = self.findings.len();
        let file = self.snapshot.get(&self.path("team.toml"));
        let read = file.and_then(|file| self.with_text(file, team_file::read));
        // Owners are not called unknown because of a slip in team.toml.
        let good = read.as_ref().filter(|_| !any_error(&self.findings[before..]));
        FolderTeam {
            good: good.map(|read| read.team.clone()),
            read: read.unwrap_or_default(),
        }
    }

    pub fn plan(&mut self, settings: &Settings, team: Option<Team>) -> PlanRead {
        let path = plan_file::path(self.id.as_str());
        let Some(file) = self.snapshot.get(&path) else {
            self.findings.push(
                Diagnostic::new(&MISSING_FILE, format!("there is no {path}")).help(format!(
                    "write it, or remove the folder and let `salesplan init {}` begin one",
                    self.id
                )),
            );
            return PlanRead::default();
        };
        let before = self.findings.len();
        let id = self.id;
        let calendars = Calendars::new(self.snapshot);
        let read = self.with_text(file, |text, sink| {
            plan_file::read(text, id, settings, &calendars, team, sink)
        });
        let mut read = read.unwrap_or_default();
        let has_error = any_error(&self.findings[before..]);
        // After a slip of syntax names may be missing that the author did write.
        let broken = self.findings[before..]
            .iter()
            .any(|finding| finding.kind.id == "toml-syntax");
        read.outline.is_complete = read.outline.is_complete && !broken;
        read.plan = read.plan.filter(|_| !has_error);
        self.findings.extend(calendars.into_findings());
        read
    }

    fn deals(&mut self, outline: &Outline) -> Vec<Deal> {
        let csv = self.snapshot.get(&self.path("deals.csv"));
        let toml = self.snapshot.get(&self.path("deals.toml"));
        if let (Some(_), Some(toml)) = (csv, toml) {
            self.findings.push(
                Diagnostic::new(&DEALS_TWICE, "the plan has both deals.csv and deals.toml")
                    .at(
                        Location {
                            file: toml.path.clone(),
                            span: 0..0,
                        },
                        "the second",
                    )
                    .help("keep the deals in one of them"),
            );
        }
        let mut all = Vec::new();
        if let Some(file) = csv {
            all.extend(
                self.with_text(file, |text, sink| deals::read_from_csv(text, outline, sink))
                    .unwrap_or_default(),
            );
        }
        if let Some(file) = toml {
            all.extend(
                self.with_text(file, |text, sink| deals::read_from_toml(text, outline, sink))
                    .unwrap_or_default(),
            );
        }
        all
    }

    /// Files are read side by side; what is said of them is in their order.
    fn facts(&mut self, outline: &Outline) -> Vec<Fact> {
        let folder = self.path("facts/");
        let is_read = |file: &&SourceFile| file.path.ends_with(".csv") || file.path.ends_with(".toml");
        let files: Vec<&SourceFile> = self.snapshot.below(&folder).filter(is_read).collect();
        let read = parallel::for_each(&files, |file| {
            let sink = Sink::new(&file.path);
            let read = text(file, &sink).map(|text| {
                if file.path.ends_with(".csv") {
                    facts::read_from_csv(text, outline, &sink)
                } else {
                    facts::read_from_toml(text, outline, &sink)
                }
            });
            (read, sink.into_findings())
        });
        let n_facts = read
            .iter()
            .filter_map(|(read, _)| Some(read.as_ref()?.facts.len()))
            .sum();
        let mut all = Vec::with_capacity(n_facts);
        let mut seen = SeenIds::new();
        for (read, findings) in read {
            self.findings.extend(findings);
            let Some(read) = read else { continue };
            all.extend(read.facts);
            for (id, place) in read.ids {
                match seen.get(&id) {
                    Some(first) => self.findings.push(facts::duplicate_fact(&id, place, first.clone())),
                    None => {
                        seen.insert(id, place);
                    }
                }
            }
        }
        all
    }

    fn commitments(&mut self, outline: &Outline) -> Vec<Commitments> {
        let snapshot = self.snapshot;
        let (prefix, folder) = (self.path(""), self.path("commitments/"));
        let mut all = Vec::new();
        for file in snapshot.below(&folder) {
            let Some(person) = commitments::person_of(&file.path[prefix.len()..]) else {
                continue;
            };
            self.check_person(person, outline, file);
            all.extend(self.with_text(file, |text, sink| {
                commitments::read_from_toml(text, person, outline, sink)
            }));
        }
        all
    }

    fn agreements(&mut self) -> Vec<Agreement> {
        let snapshot = self.snapshot;
        let (prefix, folder) = (self.path(""), self.path("agreements/"));
        let mut all = Vec::new();
        for file in snapshot.below(&folder) {
            let Some(person) = agreement_file::person_of(&file.path[prefix.len()..]) else {
                continue;
            };
            let read = self.with_text(file, |text, sink| agreement_file::read(text, person, sink));
            all.extend(read.flatten());
        }
        all
    }

    fn clients(&mut self, outline: &Outline) -> Vec<Client> {
        let mut all = Vec::new();
        if let Some(file) = self.snapshot.get(&self.path("clients.csv")) {
            all.extend(self.with_text(file, |text, sink| clients::read_from_csv(text, outline, sink)));
        }
        if let Some(file) = self.snapshot.get(&self.path("clients.toml")) {
            all.extend(self.with_text(file, |text, sink| clients::read_from_toml(text, outline, sink)));
        }
        all.into_iter().flatten().collect()
    }

    fn actions(&mut self, outline: &Outline) -> Vec<Action> {
        let file = self.snapshot.get(&self.path(actions_file::NAME));
        let read = file.and_then(|file| self.with_text(file, |text, sink| actions_file::read(text, outline, sink)));
        read.unwrap_or_default()
    }

    fn experiments(&mut self, outline: &Outline) -> Vec<Experiment> {
        let file = self.snapshot.get(&self.path(experiments_file::NAME));
        let read = file.and_then(|file| self.with_text(file, |text, sink| experiments_file::read(text, outline, sink)));
        read.unwrap_or_default()
    }

    fn playbooks(&mut self, outline: &Outline) -> Vec<Playbook> {
        let snapshot = self.snapshot;
        let Some(file) = snapshot.get(&self.path(playbooks_file::NAME)) else {
            return Vec::new();
        };
        let read = self.with_text(file, |text, sink| playbooks_file::read(text, outline, sink));
        let playbooks = read.unwrap_or_default();
        let mut seen = BTreeSet::new();
        for playbook in playbooks.iter().filter(|playbook| seen.insert(&playbook.text)) {
            let text = snapshot.get(&self.path(&playbook.text));
            let said = match text {
                None => Some(playbooks_file::missing(playbook)),
                Some(text) => self
                    .with_text(text, |text, _| playbooks_file::changed(playbook, text))
                    .flatten(),
            };
            self.findings.extend(said);
        }
        playbooks
    }

    fn baseline(&mut self) -> Option<Baseline> {
        let file = self.snapshot.get(&self.path(baseline_file::NAME))?;
        self.with_text(file, baseline_file::read).flatten()
    }

    /// Notes commitments of somebody who is not in the team.
    fn check_person(&mut self, person: &str, outline: &Outline, file: &SourceFile) {
        if outline
            .people
            .as_ref()
            .is_some_and(|people| !people.iter().any(|id| id == person))
        {
            let people = outline.people.iter().flatten().map(String::as_str);
            self.findings.push(
                Diagnostic::new(
                    &UNKNOWN_PERSON,
                    format!("`{person}` is not in team.toml: the commitments count nothing"),
                )
                .at(
                    Location {
                        file: file.path.clone(),
                        span: 0..0,
                    },
                    "",
                )
                .help(suggest::help(person, people)),
            );
        }
    }

    fn unexpected_files(&mut self) {
        let prefix = self.path("");
        for file in self.snapshot.below(&prefix) {
            let name = &file.path[prefix.len()..];
            let is_known = matches!(
                name,
                "plan.toml"
                    | "team.toml"
                    | "clients.csv"
                    | "clients.toml"
                    | "deals.csv"
                    | "deals.toml"
                    | baseline_file::NAME
                    | actions_file::NAME
                    | experiments_file::NAME
                    | playbooks_file::NAME
            ) || commitments::person_of(name).is_some()
                || agreement_file::person_of(name).is_some()
                || name.ends_with(".md")
                || name
                    .strip_prefix("facts/")
                    .is_some_and(|fact| !fact.contains('/') && (fact.ends_with(".csv") || fact.ends_with(".toml")));
            if !is_known {
                self.findings.push(unexpected(file));
            }
        }
    }
}

fn unexpected(file: &SourceFile) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_FILE, format!("{} is not read by anything", file.path))
        .at(Location { file: file.path.clone(), span: 0..0 }, "")
        .help("a plan's folder holds plan.toml, team.toml, clients.csv or clients.toml, deals.csv or deals.toml, facts/*.csv, facts/*.toml, commitments/*.toml, agreements/*.toml, baseline.toml, actions.toml, experiments.toml, playbooks.toml with playbooks/*.md and notes in *.md")
}

/// The text of a file; whatever keeps it from being text is reported.
pub(crate) fn text<'f>(file: &'f SourceFile, sink: &Sink) -> Option<&'f str> {
    let whole = sink.location(&(0..0));
    let finding = match &file.content {
        Content::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => return Some(text),
            Err(error) => {
                let valid = &bytes[..error.valid_up_to()];
                let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
                Diagnostic::new(&NOT_TEXT, format!("{} is not UTF-8 text: see line {line}", file.path))
                    .help("save the file as UTF-8")
            }
        },
        Content::NotAFile(what) => Diagnostic::new(&NOT_A_FILE, format!("{} is {what}, not a file", file.path))
            .help("put the file itself in its place; links are not followed"),
        Content::TooLarge { bytes } => Diagnostic::new(
            &FILE_TOO_LARGE,
            format!(
                "{} has {bytes} bytes; at most {} are read",
                file.path,
                bytes_max(&file.path)
            ),
        )
        .help("split the file, or move what no longer matters out of it"),
    };
    sink.push(finding.at(whole, ""));
    None
}

/// The text of a rule or template, for the crates that understand it.
///
/// # Errors
/// The finding that says why it cannot be read.
pub fn source_text(file: &SourceFile) -> Result<&str, Vec<Diagnostic>> {
    let sink = Sink::new(&file.path);
    let read = text(file, &sink);
    read.ok_or_else(|| sink.into_findings())
}
