//! Promises and decisions: who does what by when, and whether it came.

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::deal::Status;
use crate::diagnostic::Location;
use crate::id::{DealId, PersonId};
use crate::period::{Period, Week, days_between};
use crate::standing::Books;

mod findings;
mod proposal;

pub use findings::{findings, owner_who_left};
pub use proposal::{Proposal, Subject, proposals};

/// A promise or a decision as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its id in the plan.
    pub id: String,
    /// What is to be done, or was decided.
    pub what: String,
    /// Whether it is a decision about a deal or client rather than something to do.
    pub is_decision: bool,
    /// Who; `None` for the company.
    pub owner: Option<PersonId>,
    /// The last day.
    pub due: Date,
    /// When it was promised.
    pub added: Date,
    /// The week of the review that it comes from.
    pub week: Option<Week>,
    /// The deal that it is about.
    pub deal: Option<DealId>,
    /// The client that it is about.
    pub client: Option<String>,
    /// What is to be there by the last day.
    pub target: Option<Target>,
    /// The gap of the plan that it is to close.
    pub gap: Option<Gap>,
    /// When it ended, and how.
    pub ended: Option<(Date, Ended)>,
    /// What somebody said of its end.
    pub comment: Option<String>,
    /// Where it stands.
    pub location: Location,
}

/// New entries into a stage, counted from the day of the promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the stage.
    pub stage: usize,
    /// How many.
    pub count: u64,
}

/// A gap that no count of entries closes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// A segment needs leads that its channels cannot bring.
    Leads {
        /// Index of the segment.
        segment: usize,
    },
    /// A step of a funnel does not convert as planned.
    Conversion {
        /// Index of the segment.
        segment: usize,
        /// Index of the stage that the step starts from.
        stage: usize,
    },
    /// Leads of a segment had better come by another channel.
    Mix {
        /// Index of the segment.
        segment: usize,
    },
}

impl Gap {
    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Leads { .. } => "leads",
            Self::Conversion { .. } => "conversion",
            Self::Mix { .. } => "mix",
        }
    }
}

/// How an action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was done.
    Done,
    /// It was given up.
    Dropped,
}

/// Where an action stands on an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is time left.
    Open,
    /// The last day is over, and it is not done.
    Overdue,
    /// Somebody says that it is done.
    Done,
    /// It was given up.
    Dropped,
    /// The facts say that it came in time.
    Kept,
    /// The facts say that it did not.
    Broken,
}

impl State {
    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Kept => "kept",
            Self::Broken => "broken",
        }
    }

    /// Whether somebody has still to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Overdue)
    }
}

/// An action with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched<'a> {
    /// The action.
    pub action: &'a Action,
    /// Where it stands.
    pub state: State,
    /// Days since it was promised.
    pub days: i64,
    /// How many came of a target.
    pub came: Option<u64>,
    /// Whether the deal that it is about was decided since.
    pub deal: Option<Status>,
}

impl Watched<'_> {
    /// Whether it is open, or was due or ended on one of these days.
    pub fn concerns(&self, days: Period) -> bool {
        let ended = self.action.ended.map(|(day, _)| day);
        self.state.is_open() || days.contains(self.action.due) || ended.is_some_and(|day| days.contains(day))
    }

    /// Whether its last day is one of these, and whether it came; `None` for others.
    pub fn is_kept_within(&self, days: Period) -> Option<bool> {
        if !days.contains(self.action.due) || self.state == State::Dropped {
            return None;
        }
        Some(matches!(self.state, State::Done | State::Kept))
    }
}

/// The actions that were known on an evening, in file order. What ended later is open, and what
/// was promised later is not known.
pub fn watched<'a>(books: Books<'a>, actuals: &Actuals) -> Vec<Watched<'a>> {
    let known = books
        .given
        .actions
        .iter()
        .filter(|action| action.added <= actuals.as_of);
    known.map(|action| watch(books, actuals, action)).collect()
}

/// The same as everything was known on an evening of its own.
pub fn watched_on<'a>(books: Books<'a>, as_of: Date) -> Vec<Watched<'a>> {
    watched(
        books,
        &Actuals::gather(books.plan, books.given.deals, books.given.facts, as_of),
    )
}

fn watch<'a>(books: Books<'a>, actuals: &Actuals, action: &'a Action) -> Watched<'a> {
    let as_of = actuals.as_of;
    let came = action.target.map(|target| {
        let window = Period::new(action.added, action.due.min(as_of));
        window.map_or(0, |window| actuals.count(target.segment, target.stage, window))
    });
    let is_reached = action.target.zip(came).map(|(target, came)| came >= target.count);
    let ended = action.ended.filter(|(day, _)| *day <= as_of).map(|(_, how)| how);
    let is_over = action.due <= as_of;
    let state = match (ended, is_reached) {
        (Some(Ended::Dropped), _) => State::Dropped,
        (_, Some(true)) => State::Kept,
        (_, Some(false)) if is_over => State::Broken,
        (Some(Ended::Done), _) => State::Done,
        (None, _) if is_over => State::Overdue,
        (None, _) => State::Open,
    };
    let deal = action.deal.as_ref().and_then(|id| {
        let deal = books.given.deals.iter().find(|deal| deal.id == *id)?;
        let segment = deal.segment.map(|index| &books.plan.segments[index]);
        let decided = deal
            .decided_on(segment)
            .filter(|day| (action.added..=as_of).contains(day));
        decided.map(|_| deal.status)
    });
    Watched {
        action,
        state,
        days: days_between(action.added, as_of),
        came,
        deal,
    }
}
