//! What follows from changed figures: needs, quotas, dates, the chance of the goal.

use jiff::civil::Date;

use super::Figure;
use crate::agreement::{Quota, Quotas};
use crate::calendar::Calendar;
use crate::chance::{self, Chance};
use crate::decompose::last_useful_days;
use crate::id::PersonId;
use crate::prepare::Prepared;

/// Two versions of a plan that can be worked with.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The plan.
    pub prepared: &'a Prepared,
    /// Its working days.
    pub calendar: &'a Calendar,
}

/// What follows from the written changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Consequences {
    /// Planned figures and dates that moved.
    pub moved: Vec<Consequence>,
    /// The chance of the goal before and after.
    pub chance: (Chance, Chance),
    /// The chance at the new figures from the leads of before; `None` where the two versions do
    /// not have the same sources of leads.
    pub chance_with_leads_of_before: Option<Chance>,
    /// Quotas that moved.
    pub quotas: Vec<QuotaMoved>,
}

/// A planned figure that moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Consequence {
    /// `revenue`, `deals`, or `<segment>.<stage>` for a need and `<segment>.<stage>.by` for its
    /// last useful day.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What is counted, for a need: `meetings`.
    pub noun: Option<String>,
    /// As it was; [`Figure::Nothing`] where it was not planned.
    pub before: Figure,
    /// As it is now.
    pub after: Figure,
}

/// A quota that moved.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotaMoved {
    /// Whose.
    pub person: PersonId,
    /// What people call them.
    pub name: String,
    /// What people call the segment.
    pub segment_title: String,
    /// As it was.
    pub before: Figure,
    /// As it is now.
    pub after: Figure,
}

/// Compares what two versions of a plan ask for.
pub fn consequences(before: Version<'_>, after: Version<'_>) -> Consequences {
    let (old, new) = (planned(before), planned(after));
    let chance = |version: Version<'_>| {
        let of_plan = chance::of_plan(&version.prepared.plan, &version.prepared.decomposition);
        of_plan.goal
    };
    let same_sources = before.prepared.plan.segments.len() == after.prepared.plan.segments.len();
    let with_leads_of_before = same_sources.then(|| {
        chance::from_trials_of(
            &after.prepared.plan,
            &after.prepared.decomposition,
            &before.prepared.plan,
            &before.prepared.decomposition,
        )
    });
    Consequences {
        moved: moved(&old, &new),
        chance: (chance(before), chance(after)),
        chance_with_leads_of_before: with_leads_of_before.flatten(),
        quotas: quotas_moved(before, after),
    }
}

/// A planned figure of one version.
struct Planned {
    name: String,
    title: String,
    noun: Option<String>,
    value: Figure,
}

/// Every planned figure, on one side of a consequence.
fn planned(version: Version<'_>) -> Vec<Planned> {
    let (plan, decomposition) = (&version.prepared.plan, &version.prepared.decomposition);
    let plain = |name: String, title: String, value: Figure| Planned {
        name,
        title,
        noun: None,
        value,
    };
    let mut all = vec![plain(
        "deals".to_string(),
        "planned deals".to_string(),
        Figure::Count(decomposition.deals),
    )];
    if let Some(revenue) = decomposition.revenue {
        all.push(plain("revenue".into(), "planned sales".into(), Figure::Money(revenue)));
    }
    for (segment, need) in plan.segments.iter().zip(&decomposition.segments) {
        let days = last_useful_days(plan, segment, version.calendar);
        for ((stage, need), day) in segment.stages.iter().zip(&need.needs).zip(days) {
            let name = format!("{}.{}", segment.id, stage.id);
            let title = format!("{}: {}", segment.title, stage.title);
            let by = |day: Date| Figure::Text(day.to_string());
            all.push(plain(
                format!("{name}.by"),
                format!("{title}, last useful day"),
                by(day),
            ));
            all.push(Planned {
                name,
                title,
                noun: Some(stage.title.clone()),
                value: Figure::Count(*need),
            });
        }
    }
    all
}

fn moved(old: &[Planned], new: &[Planned]) -> Vec<Consequence> {
    let find = |list: &[Planned], name: &str| {
        let found = list.iter().find(|planned| planned.name == name);
        found.map_or(Figure::Nothing, |planned| planned.value.clone())
    };
    let is_gone = |planned: &&Planned| !new.iter().any(|other| other.name == planned.name);
    let all = new.iter().chain(old.iter().filter(is_gone));
    all.map(|planned| Consequence {
        name: planned.name.clone(),
        title: planned.title.clone(),
        noun: planned.noun.clone(),
        before: find(old, &planned.name),
        after: find(new, &planned.name),
    })
    .filter(|moved| moved.before != moved.after)
    .collect()
}

fn quotas_moved(before: Version<'_>, after: Version<'_>) -> Vec<QuotaMoved> {
    let mut all: Vec<(PersonId, String, String, String, Figure, Figure)> = Vec::new();
    for (is_after, version) in [(false, before), (true, after)] {
        let plan = &version.prepared.plan;
        let quotas = Quotas::of(plan, &version.prepared.decomposition);
        for (index, person) in plan.team.people.iter().enumerate() {
            for (segment_index, segment) in plan.segments.iter().enumerate() {
                let Some(quota) = quotas.quota(index, segment_index) else {
                    continue;
                };
                let figure = match quota.quota {
                    Quota::Revenue(sum) => Figure::Money(sum),
                    Quota::Deals(count) => Figure::Count(count),
                };
                let known = all
                    .iter_mut()
                    .find(|(id, _, of, ..)| *id == person.id && of == segment.id.as_str());
                match known {
                    Some((.., after)) if is_after => *after = figure,
                    _ => {
                        let (before, after) = if is_after {
                            (Figure::Nothing, figure)
                        } else {
                            (figure, Figure::Nothing)
                        };
                        let (id, name) = (person.id.clone(), person.name.clone());
                        all.push((id, name, segment.id.to_string(), segment.title.clone(), before, after));
                    }
                }
            }
        }
    }
    let differs = |(.., before, after): &(PersonId, String, String, String, Figure, Figure)| before != after;
    all.into_iter()
        .filter(differs)
        .map(|(person, name, _, segment_title, before, after)| QuotaMoved {
            person,
            name,
            segment_title,
            before,
            after,
        })
        .collect()
}
