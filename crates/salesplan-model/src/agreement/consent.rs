//! Who has written, who has agreed, and whose agreement no longer holds.

use super::{Agreement, Answer, Change, Content, Quotas, by_person, changes};
use crate::commitment::Commitments;
use crate::rate::Rate;
use crate::standing::Books;

/// Where one person stands with the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Consent<'a> {
    /// Index of the person.
    pub person: usize,
    /// Whether the person wrote how the sum will come.
    pub has_written: bool,
    /// The answer, where there is one.
    pub agreement: Option<&'a Agreement>,
    /// What it comes to.
    pub state: State,
    /// What is asked now, in full.
    pub content: Content,
}

/// What a person's answer comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// No answer yet.
    Missing,
    /// The person said no.
    Declined,
    /// The person said yes to other figures than are asked now.
    Stale(Vec<Change>),
    /// What was agreed has been altered since: its digest does not fit.
    Damaged,
    /// The person has agreed to what is asked now.
    Agreed,
}

impl State {
    /// The word of every output.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Declined => "declined",
            Self::Stale(_) => "stale",
            Self::Damaged => "damaged",
            Self::Agreed => "agreed",
        }
    }
}

/// Everybody of whom the plan asks something, in the team's order.
pub fn consents(books: Books<'_>) -> Vec<Consent<'_>> {
    let quotas = Quotas::of(books.plan, books.decomposition);
    let answers = by_person(books.given.agreements);
    let people = books.plan.team.people.iter().enumerate();
    people
        .filter(|(index, _)| quotas.asks(*index))
        .map(|(index, person)| {
            let own: Option<&Commitments> = books.given.commitments.iter().find(|own| own.person == person.id);
            let content = quotas.content(index, own);
            let agreement = answers.get(&person.id).copied();
            Consent {
                person: index,
                has_written: own.is_some_and(|own| !own.lines.is_empty()),
                agreement,
                state: state(agreement, &content, books.given.tolerance),
                content,
            }
        })
        .collect()
}

fn state(agreement: Option<&Agreement>, now: &Content, tolerance: Option<Rate>) -> State {
    let Some(agreement) = agreement.filter(|agreement| agreement.content.plan == now.plan) else {
        return State::Missing;
    };
    if !agreement.is_intact {
        return State::Damaged;
    }
    if agreement.answer == Answer::Declined {
        return State::Declined;
    }
    let changed = changes(&agreement.content, now, tolerance);
    if changed.is_empty() {
        State::Agreed
    } else {
        State::Stale(changed)
    }
}
