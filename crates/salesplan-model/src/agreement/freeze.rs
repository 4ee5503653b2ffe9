//! Quotas freeze at agreement: what a person agreed to does not move because somebody else
//! falls ill, joins or leaves. It moves where the plan itself asks for something else.

use std::collections::BTreeMap;

use super::{Agreement, Answer, Quotas, by_person, changes::asks_the_same};
use crate::decompose::Decomposition;
use crate::id::{PersonId, SegmentId};
use crate::plan::Plan;
use crate::rate::Rate;

/// The parts of segments that people have agreed to bring.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frozen(BTreeMap<PersonId, BTreeMap<SegmentId, Rate>>);

impl Frozen {
    /// Those of all agreements that are intact. A part that team.toml states is not frozen:
    /// whoever writes it there means it.
    pub fn of(plan: &Plan, agreements: &[Agreement]) -> Self {
        let mut frozen = Self::default();
        for agreement in agreements {
            let holds = agreement.answer == Answer::Agreed && agreement.is_intact;
            let person = plan.team.people.iter().find(|person| person.id == agreement.person);
            let Some(person) = person.filter(|_| holds && agreement.content.plan == plan.id) else {
                continue;
            };
            let quotas = agreement.content.quotas.iter();
            let open = quotas.filter(|quota| person.share_of(quota.segment.as_str()).is_none());
            let parts = open.map(|quota| (quota.segment.clone(), quota.share)).collect();
            frozen.0.insert(person.id.clone(), parts);
        }
        frozen
    }

    /// Whether nothing is frozen.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(BTreeMap::is_empty)
    }

    /// A person's frozen part of a segment.
    pub fn share(&self, person: &PersonId, segment: &SegmentId) -> Option<Rate> {
        self.0.get(person)?.get(segment).copied()
    }
}

/// What stays frozen, given what the plan asks of everybody with all of it frozen: the parts
/// of those who are asked for what they agreed to. The others are to agree anew, to what the
/// plan would ask of them without their earlier answer.
pub(crate) fn held(
    frozen: &Frozen,
    plan: &Plan,
    decomposition: &Decomposition,
    agreements: &[Agreement],
    tolerance: Option<Rate>,
) -> Frozen {
    let quotas = Quotas::of(plan, decomposition);
    let answers = by_person(agreements);
    let is_held = |id: &PersonId| {
        let index = plan.team.people.iter().position(|person| person.id == *id);
        let agreed = answers.get(id).map(|agreement| &agreement.content);
        index.zip(agreed).is_some_and(|(index, agreed)| {
            let now = quotas.content(index, None);
            asks_the_same(agreed, &now, tolerance)
        })
    };
    let mut held = frozen.clone();
    held.0.retain(|person, _| is_held(person));
    held
}
