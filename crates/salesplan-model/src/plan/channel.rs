//! Where leads come from.

use std::collections::BTreeMap;

use crate::diagnostic::Location;
use crate::id::{ChannelId, StageId};
use crate::money::Money;
use crate::plan::Evidence;
use crate::rate::Rate;

/// A source of leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Its key in the file.
    pub id: ChannelId,
    /// What people call it.
    pub title: String,
    /// How much it brings.
    pub brings: Brings,
    /// Indices of the segments it serves, in file order.
    pub segments: Vec<usize>,
    /// Its own conversions, by the stage they start from; the funnel's hold for the others.
    pub conversions: BTreeMap<StageId, ChannelRate>,
    /// What a lead costs.
    pub cost_per_lead: Option<Money>,
    /// What the channel costs in the period, whatever it brings.
    pub cost: Option<Money>,
    /// The most leads it can bring in a week.
    pub supply_per_week: Option<u64>,
    /// Leads a week that the company has promised.
    pub promised_per_week: Option<u64>,
    /// Where the channel stands in the file.
    pub location: Location,
}

/// How much of a segment's leads a channel brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brings {
    /// A share of the mix: of the leads that no fixed supply brings.
    Share(Rate),
    /// A fixed number of leads in the period.
    Leads(u64),
}

/// A channel's own conversion of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelRate {
    /// The planned conversion.
    pub rate: Rate,
    /// The facts it rests on; `None` for an assumption.
    pub evidence: Option<Evidence>,
    /// Where it stands.
    pub location: Location,
}

impl Channel {
    /// Whether it brings leads for the segment of that index.
    pub fn serves(&self, segment: usize) -> bool {
        self.segments.contains(&segment)
    }
}

/// What the company gives the team to sell with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resources {
    /// Who answers for them: the head of sales.
    pub owner: Option<crate::id::PersonId>,
    /// Money for leads in the period.
    pub budget: Option<Money>,
    /// Selling hours a week that the company has promised, over all people.
    pub hours_per_week: Option<rust_decimal::Decimal>,
    /// Where they stand in the file, where they do.
    pub location: Option<Location>,
}
