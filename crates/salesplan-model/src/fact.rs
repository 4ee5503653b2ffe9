//! Facts: what happened, always dated.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Location;
use crate::exchange::Stated;
use crate::id::{ChannelId, PersonId};
use crate::money::Money;

/// One line of what happened on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The day.
    pub date: Date,
    /// What was counted.
    pub measure: Measure,
    /// Who brought it.
    pub person: Option<PersonId>,
    /// The segment's index in the plan, where the fact belongs to one.
    pub segment: Option<usize>,
    /// The channel it came through.
    pub channel: Option<ChannelId>,
    /// The campaign that money was spent on, as the tags of its deals name it.
    pub campaign: Option<Box<str>>,
    /// How many; whole, except for hours.
    pub count: Option<Decimal>,
    /// How much money, in the goal's currency and on its tax basis.
    pub amount: Option<Money>,
    /// The sum as its source gives it, where that is another.
    pub stated: Option<Box<Stated>>,
    /// Where the fact stands.
    pub location: Location,
}

/// What a fact counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Entries into a stage; the last stage counts won deals.
    Entry {
        /// Index of the stage in its segment.
        stage: usize,
    },
    /// Open in a stage on the evening of the date.
    Stock {
        /// Index of the stage in its segment.
        stage: usize,
    },
    /// Money that arrived.
    Paid,
    /// Goods or work delivered.
    Shipped,
    /// Money spent on bringing leads.
    Spend,
    /// Working hours.
    Hours,
    /// An activity of the company's own naming: `activity.call`.
    Activity(String),
}
