//! What is to be reached.

use crate::diagnostic::Location;
use crate::money::{Currency, Money};

/// The company's desired outcome for the period.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// How much of what: the target.
    pub amount: GoalAmount,
    /// Below the target: what must not be missed.
    pub minimum: Option<GoalAmount>,
    /// Above the target: what would be more than asked.
    pub stretch: Option<GoalAmount>,
    /// When a sale counts.
    pub basis: Basis,
    /// Whether sums are with value-added tax.
    pub vat: Vat,
    /// The currency of the plan's sums; a goal in deals may have none.
    pub currency: Option<Currency>,
    /// Costs of the period that no deal changes.
    pub fixed_costs: Option<Money>,
    /// Where the amount stands.
    pub location: Location,
}

/// The figure of the goal in its metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalAmount {
    /// A sum of sales.
    Revenue(Money),
    /// What is left of sales after variable costs, leads, commission and fixed costs.
    Profit(Money),
    /// A count of won deals.
    Deals(u64),
}

/// What a goal counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Sales.
    Revenue,
    /// What is left of them.
    Profit,
    /// Won deals.
    Deals,
}

/// When a sale counts towards the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// When the deal is won.
    Signed,
    /// When it is delivered.
    Shipped,
    /// When the money arrives.
    Paid,
}

/// Whether sums are with value-added tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Vat {
    /// Sums are without it.
    #[default]
    Excluded,
    /// Sums are with it.
    Included,
}

impl GoalAmount {
    /// What it counts.
    pub fn metric(self) -> Metric {
        match self {
            Self::Revenue(_) => Metric::Revenue,
            Self::Profit(_) => Metric::Profit,
            Self::Deals(_) => Metric::Deals,
        }
    }

    /// Minor units of a sum, or deals.
    pub fn units(self) -> i64 {
        match self {
            Self::Revenue(sum) | Self::Profit(sum) => sum.minor,
            Self::Deals(count) => i64::try_from(count).unwrap_or(i64::MAX),
        }
    }

    /// As many units of the same metric; deals not below none.
    pub fn with_units(self, units: i64) -> Self {
        match self {
            Self::Revenue(sum) => Self::Revenue(Money::new(units, sum.currency)),
            Self::Profit(sum) => Self::Profit(Money::new(units, sum.currency)),
            Self::Deals(_) => Self::Deals(u64::try_from(units).unwrap_or(0)),
        }
    }
}

impl Metric {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("revenue", Self::Revenue),
        ("profit", Self::Profit),
        ("deals", Self::Deals),
    ];

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Profit => "profit",
            Self::Deals => "deals",
        }
    }
}

impl Basis {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("signed", Self::Signed),
        ("shipped", Self::Shipped),
        ("paid", Self::Paid),
    ];

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Shipped => "shipped",
            Self::Paid => "paid",
        }
    }
}

impl Vat {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] = &[("excluded", Self::Excluded), ("included", Self::Included)];

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Included => "included",
        }
    }
}
