//! The plan as it is meant: typed, valid, with every reference resolved.

use crate::diagnostic::Location;
use crate::id::{PersonId, PlanId, SegmentId, StageId};
use crate::money::{Currency, Money};
use crate::period::Period;
use crate::rate::Rate;

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
    /// The slices of the goal, in file order; at least one.
    pub segments: Vec<Segment>,
    /// The people who sell, in file order.
    pub people: Vec<Person>,
}

/// The company's desired outcome for the period.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// How much of what.
    pub amount: GoalAmount,
    /// When a sale counts.
    pub basis: Basis,
    /// Whether sums are with value-added tax.
    pub vat: Vat,
    /// The currency of the plan's sums; a goal in deals may have none.
    pub currency: Option<Currency>,
    /// Where the amount stands.
    pub location: Location,
}

/// The figure of the goal in its metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalAmount {
    /// A sum of sales.
    Revenue(Money),
    /// A count of won deals.
    Deals(u64),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vat {
    /// Sums are without it.
    Excluded,
    /// Sums are with it.
    Included,
}

/// A slice of the goal with its own economics.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its key in the file.
    pub id: SegmentId,
    /// What people call it.
    pub title: String,
    /// How its part of the goal is stated.
    pub part: Part,
    /// The planned average deal; always there for a goal in revenue.
    pub average_deal: Option<AverageDeal>,
    /// From the first contact to the won deal; the last stage is the deal. At least one.
    pub stages: Vec<Stage>,
    /// How many clients buy again, where that is stated.
    pub clients: Option<u64>,
    /// Where the segment stands in the file.
    pub location: Location,
}

/// How a segment's part of the goal is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A sum.
    Amount(Money),
    /// A share of the goal.
    Share(Rate),
    /// A count of deals.
    Deals(u64),
}

/// What a deal of a segment brings on average, as planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AverageDeal {
    /// The planned average.
    pub amount: Money,
    /// How many deals it was seen in; `None` for an assumption.
    pub evidence: Option<DealsSeen>,
}

/// The facts a planned average rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealsSeen {
    /// How many deals.
    pub n_deals: u64,
    /// The text of the file: `12 deals, 2026-Q3`.
    pub text: String,
}

/// A stage of a funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its id in the funnel.
    pub id: StageId,
    /// What people call it; the id where the file says nothing.
    pub title: String,
    /// The way on to the next stage; `None` for the last.
    pub step: Option<Step>,
    /// Working hours that one entry takes, where planned.
    pub hours: Option<rust_decimal::Decimal>,
    /// Where the stage's facts come from.
    pub source: FactSource,
}

/// The way from a stage to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The planned conversion, exact.
    pub rate: Rate,
    /// The facts it rests on; `None` for an assumption.
    pub evidence: Option<Evidence>,
    /// Calendar days that passing usually takes.
    pub lag_days: u32,
    /// Where the conversion stands in the file.
    pub location: Location,
}

/// The facts a planned conversion rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// How many passed.
    pub successes: u64,
    /// How many could have.
    pub trials: u64,
    /// The text of the file: `15 of 52, 2026-Q3`.
    pub text: String,
}

/// Where a stage's facts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactSource {
    /// Files in `facts/`.
    Entered,
    /// The dates in the deals.
    Deals,
}

/// Somebody who sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The key in the file.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// First day with the team, where it matters.
    pub from: Option<jiff::civil::Date>,
    /// Last day with the team, where it matters.
    pub to: Option<jiff::civil::Date>,
}

impl Segment {
    /// The index of the last stage: the deal itself.
    pub fn last_stage(&self) -> usize {
        self.stages.len() - 1
    }

    /// The stage of that id.
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id.as_str() == id)
    }
}

impl Plan {
    /// The segment of that id.
    pub fn segment_index(&self, id: &str) -> Option<usize> {
        self.segments.iter().position(|segment| segment.id.as_str() == id)
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
