//! Playbooks: how a step is done, as texts with versions, and which of them somebody worked by.
//!
//! A deal belongs to the version that was in force for its owner on the day it entered the step,
//! unless it names another. So a change of the playbook is something that can be compared.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::deal::Deal;
use crate::diagnostic::{Diagnostic, Location, PLAYBOOK_OVERLAP, PLAYBOOK_UNUSED, UNKNOWN_PLAYBOOK};
use crate::id::PersonId;
use crate::plan::{Person, Plan, Segment};
use crate::standing::Books;
use crate::suggest;

/// A version of a step's playbook from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the stage that the step starts from.
    pub stage: usize,
    /// The name of the version, such as `2`.
    pub version: String,
    /// The first day on which it is worked by.
    pub from: Date,
    /// Who works by it; empty for everybody.
    pub people: Vec<PersonId>,
    /// The name of its text in the plan's folder: `playbooks/first-call-2.md`.
    pub text: String,
    /// The digest of the text when it became a version.
    pub digest: String,
    /// Where it stands.
    pub location: Location,
}

impl Playbook {
    fn is_of(&self, segment: usize, stage: usize) -> bool {
        self.segment == segment && self.stage == stage
    }

    fn is_for(&self, person: Option<&PersonId>) -> bool {
        self.people.is_empty() || person.is_some_and(|person| self.people.contains(person))
    }

    /// Later ones go first; of one day those that name people.
    fn rank(&self) -> (Date, bool) {
        (self.from, !self.people.is_empty())
    }
}

/// What a person works by in a step on a day: of the versions that are for them the last that
/// has begun. `None` before the first.
pub fn in_force<'p>(
    all: &'p [Playbook],
    (segment, stage): (usize, usize),
    person: Option<&PersonId>,
    day: Date,
) -> Option<&'p Playbook> {
    let of_step = all.iter().filter(|playbook| playbook.is_of(segment, stage));
    let begun = of_step.filter(|playbook| playbook.from <= day && playbook.is_for(person));
    // Of equal ones, which are a finding, the first.
    begun.rev().max_by_key(|playbook| playbook.rank())
}

/// The version that a deal went through a step by: the one that it names, else what its owner
/// worked by on the day it entered. `None` where it never did, or there was none.
pub fn version_of<'d>(all: &'d [Playbook], deal: &'d Deal, segment: &Segment, stage: usize) -> Option<&'d str> {
    let entered = deal.reached(segment, stage)?;
    let named = deal.playbooks.get(stage).and_then(Option::as_deref);
    named.or_else(|| {
        let step = (deal.segment?, stage);
        in_force(all, step, deal.owner.as_ref(), entered).map(|playbook| playbook.version.as_str())
    })
}

/// What a step is done by on a day, and by whom: the team's people by their index; a version
/// that everybody works by, or that nobody of a team tells apart, has nobody.
pub fn worked_by<'p>(
    all: &'p [Playbook],
    plan: &Plan,
    step: (usize, usize),
    day: Date,
) -> Vec<(&'p Playbook, Vec<usize>)> {
    let here = |person: &Person| person.to.is_none_or(|last| last >= day);
    let people = plan.team.people.iter().enumerate().filter(|(_, person)| here(person));
    let mut found: Vec<(&Playbook, Vec<usize>)> = Vec::new();
    let mut n_people = 0;
    for (index, person) in people {
        n_people += 1;
        let Some(playbook) = in_force(all, step, Some(&person.id), day) else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| known.version == playbook.version) {
            Some((_, people)) => people.push(index),
            None => found.push((playbook, vec![index])),
        }
    }
    if n_people == 0 {
        return in_force(all, step, None, day)
            .map(|playbook| (playbook, Vec::new()))
            .into_iter()
            .collect();
    }
    if let [(_, people)] = &mut found[..]
        && people.len() == n_people
    {
        people.clear();
    }
    found.sort_by_key(|(playbook, _)| std::cmp::Reverse(playbook.rank()));
    found
}

/// What is wrong with the register beside team, deals and experiments.
pub fn findings(books: Books<'_>) -> Vec<Diagnostic> {
    let all = books.given.playbooks;
    let mut found = overlaps(all);
    // Of two that overlap one is never worked by, which says nothing new.
    if found.is_empty() {
        found.extend(all.iter().filter_map(|playbook| unused(books.plan, all, playbook)));
    }
    let known = Known::of(books);
    found.extend(unknown_of_deals(books, &known));
    found.extend(unknown_of_arms(books, &known));
    found
}

/// Two of one step, person and day: nobody can tell which is in force.
fn overlaps(all: &[Playbook]) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for second in all {
        let key = |person| (second.segment, second.stage, second.from, person);
        let keys: Vec<_> = match &second.people[..] {
            [] => vec![key(None)],
            people => people.iter().map(|person| key(Some(person))).collect(),
        };
        let Some(first) = keys.iter().find_map(|key| seen.get(key).copied()) else {
            seen.extend(keys.into_iter().map(|key| (key, second)));
            continue;
        };
        let first: &Playbook = first;
        found.push(
            Diagnostic::new(
                &PLAYBOOK_OVERLAP,
                format!(
                    "versions `{}` and `{}` of a playbook begin on {} for the same people",
                    first.version, second.version, second.from
                ),
            )
            .at(second.location.clone(), "the second")
            .see(first.location.clone(), "the first")
            .help("give one of them another day, or other people"),
        );
    }
    found
}

/// A version that nobody ever works by: all for whom it is had left by its first day, or
/// another one takes its place on that very day.
fn unused(plan: &Plan, all: &[Playbook], playbook: &Playbook) -> Option<Diagnostic> {
    let step = (playbook.segment, playbook.stage);
    let is_it = |person: Option<&PersonId>| in_force(all, step, person, playbook.from) == Some(playbook);
    let people = &plan.team.people;
    let is_used = if people.is_empty() {
        playbook.people.iter().map(Some).chain([None]).any(is_it)
    } else {
        let here = |person: &&Person| person.to.is_none_or(|last| last >= playbook.from);
        people.iter().filter(here).any(|person| is_it(Some(&person.id)))
    };
    (!is_used).then(|| {
        Diagnostic::new(
            &PLAYBOOK_UNUSED,
            format!("nobody works by version `{}` of the playbook", playbook.version),
        )
        .at(playbook.location.clone(), "this version")
        .help("name people who are there on its first day, or remove it")
    })
}

/// The versions of every step.
struct Known<'a> {
    plan: &'a Plan,
    versions: BTreeMap<(usize, usize), BTreeSet<&'a str>>,
}

impl<'a> Known<'a> {
    fn of(books: Books<'a>) -> Self {
        let mut versions: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for playbook in books.given.playbooks {
            let step = (playbook.segment, playbook.stage);
            versions.entry(step).or_default().insert(&playbook.version);
        }
        let plan = books.plan;
        Self { plan, versions }
    }

    /// What is said where the step has no such version.
    fn check(&self, step: (usize, usize), version: &str, what: &str, place: &Location) -> Option<Diagnostic> {
        let known = self.versions.get(&step);
        if known.is_some_and(|known| known.contains(version)) {
            return None;
        }
        let segment = &self.plan.segments[step.0];
        let step = format!("{}.{}", segment.id, segment.stages[step.1].id);
        let help = match known {
            Some(known) => suggest::help(version, known.iter().copied()),
            None => format!("write it: `salesplan playbook set {step} FILE`"),
        };
        Some(
            Diagnostic::new(
                &UNKNOWN_PLAYBOOK,
                format!("{what} names version `{version}`, which the playbook of `{step}` does not have"),
            )
            .at(place.clone(), "unknown version")
            .help(help),
        )
    }
}

fn unknown_of_deals(books: Books<'_>, known: &Known<'_>) -> Vec<Diagnostic> {
    let named = books.given.deals.iter().flat_map(|deal| {
        let versions = deal.playbooks.iter().enumerate();
        versions.filter_map(move |(stage, version)| Some((deal, (deal.segment?, stage), version.as_ref()?)))
    });
    let unknown = named
        .filter_map(|(deal, step, version)| known.check(step, version, &format!("deal `{}`", deal.id), &deal.location));
    unknown.collect()
}

fn unknown_of_arms(books: Books<'_>, known: &Known<'_>) -> Vec<Diagnostic> {
    let arms = books.given.experiments.iter().flat_map(|experiment| {
        let arms = experiment.arms.iter();
        arms.filter_map(move |arm| Some((experiment, arm, arm.playbook.as_ref()?)))
    });
    let unknown = arms.filter_map(|(experiment, arm, version)| {
        let step = (experiment.segment, experiment.stage);
        let what = format!("arm `{}` of experiment `{}`", arm.id, experiment.id);
        known.check(step, version, &what, &arm.location)
    });
    unknown.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;

    fn playbook(version: &str, from: Date, people: &[&str]) -> Playbook {
        Playbook {
            segment: 0,
            stage: 0,
            version: version.into(),
            from,
            people: people.iter().map(|id| PersonId::new(*id)).collect(),
            text: format!("playbooks/{version}.md"),
            digest: String::new(),
            location: Location {
                file: Arc::from("playbooks.toml"),
                span: 0..0,
            },
        }
    }

    fn for_person<'p>(all: &'p [Playbook], person: &str, day: Date) -> Option<&'p str> {
        in_force(all, (0, 0), Some(&PersonId::new(person)), day).map(|found| found.version.as_str())
    }

    #[test]
    fn the_last_that_has_begun_for_a_person_is_in_force() {
        let all = [
            playbook("1", date(2026, 10, 1), &[]),
            playbook("2", date(2026, 11, 2), &["anna"]),
            playbook("3", date(2026, 12, 1), &[]),
        ];
        assert_eq!(for_person(&all, "anna", date(2026, 9, 30)), None);
        assert_eq!(for_person(&all, "anna", date(2026, 11, 1)), Some("1"));
        assert_eq!(for_person(&all, "anna", date(2026, 11, 2)), Some("2"));
        assert_eq!(for_person(&all, "boris", date(2026, 11, 30)), Some("1"));
        assert_eq!(for_person(&all, "anna", date(2026, 12, 1)), Some("3"));
        // Of another step there is none.
        assert!(in_force(&all, (0, 1), None, date(2026, 12, 1)).is_none());
        assert_eq!(in_force(&all, (0, 0), None, date(2026, 11, 5)).unwrap().version, "1");
    }

    #[test]
    fn of_one_day_the_one_that_names_people_is_theirs() {
        let day = date(2026, 10, 1);
        for all in [
            [playbook("1", day, &[]), playbook("2", day, &["anna"])],
            [playbook("2", day, &["anna"]), playbook("1", day, &[])],
        ] {
            assert_eq!(for_person(&all, "anna", day), Some("2"));
            assert_eq!(for_person(&all, "boris", day), Some("1"));
            assert!(overlaps(&all).is_empty());
        }
    }

    #[test]
    fn what_begins_for_the_same_people_on_one_day_overlaps() {
        let day = date(2026, 10, 1);
        let named = |version: &str, people: &[&str]| playbook(version, day, people);
        assert_eq!(overlaps(&[named("1", &[]), named("2", &[])]).len(), 1);
        assert_eq!(
            overlaps(&[named("1", &["anna"]), named("2", &["boris", "anna"])]).len(),
            1
        );
        assert_eq!(overlaps(&[named("1", &["anna"]), named("2", &["boris"])]).len(), 0);
    }
}
