//! The people who sell, and how the goal is shared out among them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Location;
use crate::id::PersonId;
use crate::period::Period;
use crate::rate::Rate;

/// The people of a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Team {
    /// In file order.
    pub people: Vec<Person>,
    /// How quotas are cut.
    pub quotas: Quotas,
    /// Who leads them and countersigns: a person of the team, or somebody else's name.
    pub head: Option<String>,
}

/// How quotas are cut.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quotas {
    /// Quotas in money are multiples of this many whole units of the currency.
    pub step: Option<u64>,
    /// The quotas together are this many times the goal; `None` for once. Needs stay as they are.
    pub over_assignment: Option<Decimal>,
}

/// Somebody who sells.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The key in the file.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// The team within the team, where there is one.
    pub team: Option<String>,
    /// The address that the person commits with, where it is known.
    pub email: Option<String>,
    /// First day with the team, where it matters.
    pub from: Option<Date>,
    /// Last day with the team, where it matters.
    pub to: Option<Date>,
    /// Selling hours in a full week.
    pub hours_per_week: Option<Decimal>,
    /// The agreed share.
    pub share: Share,
    /// Until when less than everything is expected, by rising last days.
    pub ramp: Vec<RampStep>,
    /// Days off beside the calendar's.
    pub absences: Vec<Period>,
    /// Ids of the segments they sell in; empty for all.
    pub segments: Vec<String>,
    /// Where the person stands in the file.
    pub location: Location,
}

/// A person's agreed share of the quotas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// By hours and days: a part of what no stated share claims.
    Open,
    /// The same in every segment.
    Whole(Rate),
    /// Stated for some segments, by id; open in the others.
    BySegment(BTreeMap<String, Rate>),
}

/// What is expected of somebody new until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RampStep {
    /// The last day.
    pub until: Date,
    /// The part of a full day's work.
    pub at: Rate,
}

impl Person {
    /// Somebody with nothing but a name.
    pub fn named(id: PersonId, name: impl Into<String>, location: Location) -> Self {
        Self {
            id,
            name: name.into(),
            team: None,
            email: None,
            from: None,
            to: None,
            hours_per_week: None,
            share: Share::Open,
            ramp: Vec::new(),
            absences: Vec::new(),
            segments: Vec::new(),
            location,
        }
    }

    /// Whether they are with the team on that day and not away.
    pub fn is_present(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
            && !self.absences.iter().any(|absence| absence.contains(day))
    }

    /// The part of a full day's work expected on that day.
    pub fn ramp_on(&self, day: Date) -> Rate {
        let step = self.ramp.iter().find(|step| day <= step.until);
        step.map_or(Rate::one(), |step| step.at)
    }

    /// Whether they sell in the segment of that id.
    pub fn sells_in(&self, segment: &str) -> bool {
        self.segments.is_empty() || self.segments.iter().any(|id| id == segment)
    }

    /// Their stated share of a segment.
    pub fn share_of(&self, segment: &str) -> Option<Rate> {
        match &self.share {
            Share::Open => None,
            Share::Whole(rate) => Some(*rate),
            Share::BySegment(shares) => shares.get(segment).copied(),
        }
    }
}
