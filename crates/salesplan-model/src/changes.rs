//! What differs between two versions of a plan, figure by figure, in the words of the business.
//!
//! Causes are what somebody wrote: figures of plan.toml and of team.toml. Consequences are what
//! follows from them: needs, quotas, dates, the chance of the goal.

use std::collections::BTreeMap;

mod consequences;
mod facts;
mod parts;
mod written;

pub use consequences::{Consequence, Consequences, QuotaMoved, Version, consequences};
pub use facts::{Books, DealChange, DealMoved, FactsMoved, facts_moved};
pub use parts::{Headline, KINDS, Part, Sources, Value, parts};
pub use written::{Said, said};

pub use crate::agreement::Figure;

/// A written figure that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Where it is written.
    pub section: Section,
    /// The figure's name, as the commands take it where they do: `new.meeting.conversion`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// As it was; [`Figure::Nothing`] where it was not there.
    pub before: Figure,
    /// As it is now.
    pub after: Figure,
}

/// The part of a plan that a figure belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// plan.toml.
    Plan,
    /// team.toml, and the plans above and below.
    Organisation,
}

/// The written figures that differ, in the order in which the later version says them; those
/// that it no longer says come after.
pub fn written(before: &[Said], after: &[Said]) -> Vec<Written> {
    let old: BTreeMap<&str, &Said> = before.iter().map(|said| (said.name.as_str(), said)).collect();
    let new: BTreeMap<&str, &Said> = after.iter().map(|said| (said.name.as_str(), said)).collect();
    let nothing = || Figure::Nothing;
    let changed = after.iter().filter_map(|said| {
        let before = old
            .get(said.name.as_str())
            .map_or_else(nothing, |old| old.value.clone());
        (before != said.value).then(|| Written {
            section: said.section,
            name: said.name.clone(),
            title: said.title.clone(),
            before,
            after: said.value.clone(),
        })
    });
    let gone = before.iter().filter(|said| !new.contains_key(said.name.as_str()));
    let gone = gone.filter(|said| said.value != Figure::Nothing).map(|said| Written {
        section: said.section,
        name: said.name.clone(),
        title: said.title.clone(),
        before: said.value.clone(),
        after: Figure::Nothing,
    });
    let mut all: Vec<Written> = changed.chain(gone).collect();
    all.sort_by_key(|written| written.section);
    all
}
