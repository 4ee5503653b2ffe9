//! Experiments: ways of selling held against each other on deals, and what the facts say.
//!
//! Data goes one way: an [`Experiment`] as written; the [`Case`]s that belong to its arms on an
//! evening; for each arm a [`Posterior`] and a [`Wager`] against the arm that is done now; the
//! [`Verdict`].

use jiff::civil::Date;

use crate::diagnostic::Location;
use crate::id::{ChannelId, PersonId};
use crate::period::Period;
use crate::plan::Plan;

mod cases;
mod design;
mod findings;
mod posterior;
mod traps;
mod verdict;
mod wager;

#[cfg(test)]
mod simulated;

pub(crate) use cases::days_after;
pub use cases::{Case, Cases, DAYS_MIN, cases, longest, matures_after};
pub use design::{Design, Flow, design, flow, ln_needed};
pub use findings::findings;
pub use posterior::{Posterior, Standing};
pub use traps::Trap;
pub use verdict::{ArmVerdict, EffectOnGoal, State, Verdict, verdicts};
pub use wager::{Wager, wager};

/// A comparison as it is written. All of its names are resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// Its id in the plan.
    pub id: String,
    /// What is believed, in a sentence.
    pub hypothesis: String,
    /// Who answers for it.
    pub owner: PersonId,
    /// What is measured.
    pub measure: Measured,
    /// Index of the segment it is measured in.
    pub segment: usize,
    /// Index of the stage with which a case begins.
    pub stage: usize,
    /// The smallest effect worth having, in units of the measure: parts of one, minor units, days.
    pub smallest_effect: f64,
    /// The ways of selling; the first is the one that is done now.
    pub arms: Vec<Arm>,
    /// The days on which cases may begin: from the first to the last of the stop rule.
    pub days: Period,
    /// How many cases an arm needs before the comparison is over; `None` for what the design asks.
    pub cases_per_arm: Option<u64>,
    /// The loss at which it is stopped early, in units of the measure.
    pub harm: Option<f64>,
    /// Days after which a case counts; `None` for what follows from the plan's lags.
    pub matures_after: Option<u32>,
    /// When it ended before its last day, and how.
    pub ended: Option<Ending>,
    /// Where it stands.
    pub location: Location,
}

/// What an experiment measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// The share that passes from the stage to the next one.
    Conversion,
    /// The average amount of won deals.
    AverageDeal,
    /// Days from the stage to the won deal.
    CycleDays,
    /// Spending by won deal.
    CostPerDeal,
}

impl Measured {
    /// All, with the words of the files and of every output.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("conversion", Self::Conversion),
        ("average-deal", Self::AverageDeal),
        ("cycle-days", Self::CycleDays),
        ("cost-per-deal", Self::CostPerDeal),
    ];

    /// The word of the files.
    pub fn word(self) -> &'static str {
        let known = Self::WORDS.iter().find(|(_, measure)| *measure == self);
        known.map_or("", |(word, _)| word)
    }

    /// Whether more of it is better.
    pub fn more_is_better(self) -> bool {
        matches!(self, Self::Conversion | Self::AverageDeal)
    }

    /// Whether it is a sum of money.
    pub fn is_money(self) -> bool {
        matches!(self, Self::AverageDeal | Self::CostPerDeal)
    }
}

/// One way of selling, and what belongs to it: everything that fits all that is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arm {
    /// Its id in the experiment.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// A tag of the deal.
    pub tag: Option<String>,
    /// The deal's channel.
    pub channel: Option<ChannelId>,
    /// The deal's owner.
    pub person: Option<PersonId>,
    /// The version of the playbook of the experiment's step.
    pub playbook: Option<String>,
    /// The days on which its cases begin.
    pub days: Option<Period>,
    /// Where it stands.
    pub location: Location,
}

impl Arm {
    /// Whether something of that channel and person on that day belongs to it, tags and playbooks
    /// aside.
    pub fn takes(&self, channel: Option<&ChannelId>, person: Option<&PersonId>, day: Date) -> bool {
        let fits = |asked: bool, same: bool| !asked || same;
        fits(self.channel.is_some(), self.channel.as_ref() == channel)
            && fits(self.person.is_some(), self.person.as_ref() == person)
            && self.days.is_none_or(|days| days.contains(day))
    }
}

/// How an experiment ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The last day of its cases.
    pub day: Date,
    /// The arm that was adopted; `None` where it was stopped.
    pub adopted: Option<usize>,
    /// What somebody said of it.
    pub comment: Option<String>,
}

impl Experiment {
    /// The last day on which a case may begin, as known on an evening.
    pub fn last_day(&self, as_of: Date) -> Date {
        let ended = self.ending(as_of).map_or(self.days.to, |ending| ending.day);
        ended.min(self.days.to).min(as_of)
    }

    /// How it ended, where it had by an evening.
    pub fn ending(&self, as_of: Date) -> Option<&Ending> {
        self.ended.as_ref().filter(|ending| ending.day <= as_of)
    }

    /// The figure of the plan that it is about, as `--set` names it; `None` where no single
    /// figure holds it.
    pub fn figure(&self, plan: &Plan) -> Option<String> {
        let segment = &plan.segments[self.segment];
        let stage = &segment.stages[self.stage];
        match self.measure {
            Measured::Conversion => Some(format!("{}.{}.conversion", segment.id, stage.id)),
            Measured::AverageDeal => Some(format!("{}.average-deal", segment.id)),
            Measured::CycleDays if self.stage + 1 == segment.last_stage() => {
                Some(format!("{}.{}.lag-days", segment.id, stage.id))
            }
            Measured::CycleDays | Measured::CostPerDeal => None,
        }
    }

    /// Whether versions of a playbook tell its arms apart.
    pub fn is_about_playbooks(&self) -> bool {
        self.arms.iter().any(|arm| arm.playbook.is_some())
    }

    /// Whether channels tell its arms apart; cases are then not compared within a channel.
    fn is_about_channels(&self) -> bool {
        self.arms.iter().any(|arm| arm.channel.is_some())
    }
}
