//! What everybody is to bring.

use std::collections::BTreeMap;

use salesplan_model::decompose::SegmentNeed;
use salesplan_model::money::Money;
use salesplan_model::plan::GoalAmount;
use serde::Serialize;
use serde_json::Value;

use super::{Detail, View};

/// What one person is to bring.
#[derive(Debug, Clone, Serialize)]
pub struct PersonQuotas {
    /// Their id.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// Revenue, or deals where the goal counts them. Shape: one a segment; null where they
    /// do not sell.
    pub quotas: Vec<Option<Value>>,
    /// Over all segments.
    pub total: Value,
}

/// What a person is to bring for a segment.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// Their id.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// Revenue, or deals where the goal counts them.
    pub quota: Value,
    /// Entries by stage.
    pub stages: BTreeMap<String, u64>,
    /// Entries due before the period's first day, by stage.
    pub before_start: BTreeMap<String, u64>,
    /// Entries due in each week of the period, by stage; in the report of a review left out.
    pub weeks: Vec<BTreeMap<String, u64>>,
}

impl View<'_> {
    /// A quota is revenue, or deals where the goal counts them.
    pub(super) fn quota(&self, need: &SegmentNeed, units: i64) -> Value {
        match (need.goal, self.plan.goal.currency) {
            (GoalAmount::Revenue(_) | GoalAmount::Profit(_), Some(currency)) => {
                Value::from(Money::new(units, currency).to_string())
            }
            _ => Value::from(units),
        }
    }

    /// Everybody's quotas, person by person.
    pub(super) fn quotas(&self) -> Vec<PersonQuotas> {
        let segments = &self.decomposition.segments;
        let n_people = self.plan.team.people.len();
        let mut units: Vec<Vec<Option<i64>>> = vec![vec![None; segments.len()]; n_people];
        for (index, need) in segments.iter().enumerate() {
            for (part, quota) in need.schedule.parts.iter().zip(&need.quotas.units) {
                if let Some(person) = part.person {
                    units[person][index] = Some(*quota);
                }
            }
        }
        let people = self.plan.team.people.iter().zip(units);
        people
            .filter(|(_, units)| units.iter().any(Option::is_some))
            .map(|(person, units)| PersonQuotas {
                id: person.id.to_string(),
                name: person.name.clone(),
                total: self.quota(
                    &segments[0],
                    units
                        .iter()
                        .flatten()
                        .fold(0, |sum: i64, part| sum.saturating_add(*part)),
                ),
                quotas: units
                    .into_iter()
                    .zip(segments)
                    .map(|(units, need)| units.map(|units| self.quota(need, units)))
                    .collect(),
            })
            .collect()
    }

    pub(super) fn people(&self, index: usize) -> Vec<PersonView> {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        if self.detail == Detail::Outline || need.schedule.parts.iter().all(|part| part.person.is_none()) {
            return Vec::new();
        }
        let totals: Vec<_> = (0..segment.stages.len())
            .map(|stage| self.decomposition.by_person(index, stage))
            .collect();
        let cells: Vec<Vec<&[u64]>> = totals.iter().map(|totals| totals.parts().collect()).collect();
        let names = || segment.stages.iter().map(|stage| stage.id.to_string());
        let n_weeks = match self.detail {
            Detail::Full => self.decomposition.weeks.len(),
            Detail::Totals | Detail::Outline => 0,
        };
        need.schedule
            .parts
            .iter()
            .enumerate()
            .filter_map(|(position, part)| {
                let person = &self.plan.team.people[part.person?];
                let of = |slot: &dyn Fn(&[u64]) -> u64| {
                    names().zip(cells.iter().map(|stage| slot(stage[position]))).collect()
                };
                Some(PersonView {
                    id: person.id.to_string(),
                    name: person.name.clone(),
                    quota: self.quota(need, need.quotas.units.get(position).copied().unwrap_or(0)),
                    stages: of(&|totals| totals[totals.len() - 1]),
                    before_start: of(&|totals| totals[0]),
                    weeks: (0..n_weeks)
                        .map(|week| of(&|totals| totals[week + 1] - totals[week]))
                        .collect(),
                })
            })
            .collect()
    }
}
