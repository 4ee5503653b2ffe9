//! The plan as it is meant: typed, valid, with every reference resolved.

mod channel;
mod family;
mod goal;
mod scenario;
mod segment;
mod team;

pub use channel::{Brings, Channel, ChannelRate, Resources};
pub use family::{Assigned, Family};
pub use goal::{Basis, Goal, GoalAmount, Metric, Vat};
pub use scenario::Scenario;
pub use segment::{
    Ask, AverageDeal, DealsSeen, Evidence, FactSource, Lag, Origin, Part, Purchase, Purpose, Segment, Spread, Stage,
    Step,
};
pub use team::{Person, Quotas, RampStep, Share, Team};

use crate::exchange::Exchange;
use crate::id::PlanId;
use crate::period::Period;

/// One plan of a company for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The name of its folder.
    pub id: PlanId,
    /// What people call it.
    pub title: String,
    /// The days it covers.
    pub period: Period,
    /// What is to be reached.
    pub goal: Goal,
    /// How sums of other currencies and tax bases are brought to the goal's.
    pub exchange: Exchange,
    /// The slices of the goal, in file order; at least one.
    pub segments: Vec<Segment>,
    /// Where leads come from, in file order.
    pub channels: Vec<Channel>,
    /// What the company gives.
    pub resources: Resources,
    /// The people who sell.
    pub team: Team,
    /// The plans above and below it.
    pub family: Family,
    /// Other figures that are kept beside the plan's own.
    pub scenarios: Vec<Scenario>,
}

impl Plan {
    /// The segment of that id.
    pub fn segment_index(&self, id: &str) -> Option<usize> {
        self.segments.iter().position(|segment| segment.id.as_str() == id)
    }
}
