//! The evenings to replay: the last commit of each week that changed the plan's files.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_files::snapshot::Snapshot;
use salesplan_files::workspace::{self, PlanFolder};
use salesplan_git::{Repository, Revision};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::history::History;
use salesplan_model::id::PlanId;
use salesplan_model::period::Week;
use salesplan_model::prepare::Given;
use salesplan_model::replay::Past;
use salesplan_model::standing::Evening;

use crate::failure::Failure;
use crate::history::{EarlierStates, day_of};
use crate::inputs;
use crate::place::Place;

/// A commit that may be replayed.
pub(super) struct Candidate {
    pub revision: Revision,
    /// The day that it speaks of.
    pub day: Option<Date>,
}

/// All of them.
pub(super) struct Candidates {
    /// The last commit of each week, oldest week first; before them those without a day.
    pub weeks: Vec<Candidate>,
    /// The day of the newest commit that has one.
    pub last_day: Option<Date>,
    /// Whether earlier ones may be missing in this clone.
    pub is_cut_off: bool,
}

impl Candidates {
    pub fn find(place: &Place, plan: &PlanId, from: Option<&str>, to: &Revision) -> Result<Self, Failure> {
        let repository = place.repository.as_ref().expect("a replay has a repository");
        let from = from.map(|text| first(repository, text, to)).transpose()?;
        let folder = place.in_repository(&format!("plans/{plan}/"));
        let history = repository.history(to, &[&folder])?;
        let (mut dayless, mut weeks) = (Vec::new(), BTreeMap::new());
        let mut last_day = None;
        let mut is_cut_off = history.is_cut_off;
        // Newest first: the first one met is the last of its week.
        for past in history.states {
            if let Some(from) = &from
                && !repository.is_ancestor(from, &past.revision)?
            {
                is_cut_off = false;
                break;
            }
            let day = day_of(&past.details);
            last_day = last_day.or(day);
            let candidate = Candidate {
                revision: past.revision,
                day,
            };
            match day {
                Some(day) => {
                    weeks.entry(Week::of(day)).or_insert(candidate);
                }
                None => dayless.push(candidate),
            }
        }
        dayless.reverse();
        Ok(Self {
            weeks: dayless.into_iter().chain(weeks.into_values()).collect(),
            last_day,
            is_cut_off,
        })
    }
}

fn first(repository: &Repository, text: &str, to: &Revision) -> Result<Revision, Failure> {
    let from = repository.resolve(text)?;
    if repository.is_ancestor(&from, to)? {
        Ok(from)
    } else {
        Err(Failure::usage(
            format!("{text} (--from) does not come before {to} (--to)"),
            "name an ancestor of --to",
        ))
    }
}

/// The plan's files of a snapshot.
pub(super) struct Opened {
    pub snapshot: Snapshot,
    pub evening: Evening,
    folder: PlanFolder,
    /// What earlier states said of the deals.
    history: History,
}

impl Opened {
    /// Reads a snapshot, or says in words why it cannot be replayed.
    pub fn read(
        place: &Place,
        repository: &Repository,
        candidate: &Candidate,
        plan: &PlanId,
    ) -> Result<Result<Self, String>, Failure> {
        let Some(day) = candidate.day else {
            return Ok(Err("it has no date that could be told".into()));
        };
        let snapshot = inputs::from_revision(place, repository, &candidate.revision)?;
        let mut opened = Self::of(snapshot, day, plan);
        if let Ok(opened) = &mut opened {
            let as_of = opened.evening.as_of;
            let states = EarlierStates::list(place, repository, &candidate.revision, plan, as_of)?;
            opened.history = states.read(repository, &opened.folder.plan.exchange)?;
        }
        Ok(opened)
    }

    fn of(snapshot: Snapshot, day: Date, plan: &PlanId) -> Result<Self, String> {
        let settings = workspace::read_settings(&snapshot);
        let settings = settings.value.ok_or_else(|| told(&settings.findings))?;
        if !workspace::plan_ids(&snapshot).contains(plan) {
            return Err("the plan is not in it".into());
        }
        let read = workspace::read_plan(&snapshot, plan, &settings);
        let folder = read.value.ok_or_else(|| told(&read.findings))?;
        let period = folder.plan.period;
        let evening = Evening::of_day(day, period)
            .ok()
            .filter(|_| Week::of(day).monday() <= period.to);
        match evening {
            Some(evening) => Ok(Self {
                snapshot,
                evening,
                folder,
                history: History::default(),
            }),
            None => Err(format!("it is outside the plan's period, {period}")),
        }
    }

    pub fn past(&self) -> Past<'_> {
        Past {
            plan: &self.folder.plan,
            given: Given {
                history: Some(&self.history),
                ..Given::of(&self.folder.calendar, &self.folder.deals, &self.folder.facts)
            },
            as_of: self.evening.as_of,
        }
    }
}

/// The first error of some findings, and how many more there are.
pub(super) fn told(findings: &[Diagnostic]) -> String {
    let mut errors = findings.iter().filter(|finding| finding.is_error());
    let first = errors.next().map_or_else(String::new, |error| {
        let file = error.primary.as_ref().map(|label| format!("{}: ", label.location.file));
        format!("{}{}", file.unwrap_or_default(), error.message)
    });
    match errors.count() {
        0 => first,
        1 => format!("{first} (and one more error)"),
        n_more => format!("{first} (and {n_more} more errors)"),
    }
}
