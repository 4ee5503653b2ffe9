//! Segments with their economics, and the funnels their deals come through.

use rust_decimal::Decimal;

use crate::diagnostic::Location;
use crate::id::{SegmentId, StageId};
use crate::money::Money;
use crate::period::Period;
use crate::rate::Rate;

/// A slice of the goal with its own economics.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its key in the file.
    pub id: SegmentId,
    /// What people call it.
    pub title: String,
    /// How its part of the goal is stated.
    pub part: Part,
    /// Where that stands.
    pub part_location: Location,
    /// The planned average deal; always there unless the goal counts deals.
    pub average_deal: Option<AverageDeal>,
    /// The share of a sale that is left after the costs that come with it; always
    /// there for a goal in profit.
    pub margin: Option<Rate>,
    /// The share of a sale that goes to those who made it.
    pub commission: Option<Rate>,
    /// What one entry into the first stage costs, where no channel says so.
    pub cost_per_lead: Option<Money>,
    /// From the first contact to the won deal; the last stage is the deal. At least one.
    pub stages: Vec<Stage>,
    /// The funnel's key in the file; segments that share a funnel share its rates.
    pub funnel: Option<String>,
    /// How many clients buy again, where that is stated.
    pub clients: Option<u64>,
    /// How often they do, where that is stated.
    pub purchase: Option<Purchase>,
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
    /// Facts from which it is to be read.
    pub ask: Option<Ask>,
    /// Where it stands.
    pub location: Location,
}

/// The facts a planned average rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct DealsSeen {
    /// How many deals.
    pub n_deals: u64,
    /// Their mean and standard deviation in minor units, where they are at hand.
    pub seen: Option<Spread>,
    /// The text of the file: `12 deals, 2026-Q3`.
    pub text: String,
}

impl Eq for DealsSeen {}

/// Mean and standard deviation of amounts, in minor units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The sample's standard deviation; 0 for a single deal.
    pub deviation: f64,
}

/// How clients of a segment buy again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// The share of the clients that buys in one interval.
    pub rate: Rate,
    /// The facts it rests on; `None` for an assumption.
    pub evidence: Option<Evidence>,
    /// Days between two purchases; `None` for one chance in the period.
    pub interval_days: Option<u32>,
    /// Where the rate stands.
    pub location: Location,
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
    pub hours: Option<Decimal>,
    /// How often each activity is done for one entry: `call` 3.
    pub activities: Vec<(String, Decimal)>,
    /// Where the stage's facts come from.
    pub source: FactSource,
    /// Where the stage stands in the file.
    pub location: Location,
}

/// The way from a stage to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The planned conversion, exact.
    pub rate: Rate,
    /// How the planned conversion came about.
    pub origin: Origin,
    /// The facts it rests on; `None` for an assumption.
    pub evidence: Option<Evidence>,
    /// Facts from which it is to be read.
    pub ask: Option<Ask>,
    /// How long passing takes.
    pub lag: Lag,
    /// Where the conversion stands in the file.
    pub location: Location,
}

/// How a planned figure came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It stands in the file.
    Written,
    /// It was measured, and drawn towards the written one where facts are thin.
    Measured {
        /// The written one.
        written: Rate,
    },
    /// The `conversion` rule gave it, from facts before the period.
    Rule {
        /// The written one, where there is one.
        written: Option<Rate>,
    },
}

/// A wish that facts be read into a planned figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What they are read for.
    pub purpose: Purpose,
    /// The days they may come from; `None` for all before the period.
    pub window: Option<Period>,
    /// As the file has it: `2026-Q3`.
    pub text: String,
    /// Where it stands.
    pub location: Location,
}

/// What facts are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// As evidence for the written figure, which stands.
    Evidence,
    /// To measure the planned figure.
    Measure,
    /// To let the `conversion` rule give the planned figure.
    Rule,
}

/// How long it takes to pass from a stage to the next, in calendar days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lag {
    /// The usual time: the median.
    pub days: u32,
    /// The times that are planned with, in rising order, with their weights; one of
    /// weight 1 where only the usual time is known.
    pub points: Vec<(u32, u32)>,
    /// As stated: quantiles in percent with their days; empty for a plain number.
    pub quantiles: Vec<(u8, u32)>,
    /// How many were timed, with the text; `None` for an assumption.
    pub evidence: Option<(u64, String)>,
    /// Facts from which it is to be read.
    pub ask: Option<Ask>,
    /// Where it stands, where it does.
    pub location: Option<Location>,
}

impl Lag {
    /// Always the same number of days.
    pub fn fixed(days: u32) -> Self {
        Self {
            days,
            points: vec![(days, 1)],
            quantiles: Vec::new(),
            evidence: None,
            ask: None,
            location: None,
        }
    }

    /// A distribution stated by quantiles, `(percent, days)` in rising order; `None` where
    /// there is none, or where they do not rise.
    ///
    /// Each quantile stands for the chance from half-way to the one before to half-way to
    /// the one after, the first and last for what lies outside as well. For 10, 50 and 90 %
    /// these are the weights 30, 40 and 30 of Swanson's rule (Hurst, Brown and Swanson,
    /// AAPG Bulletin 84, 2000).
    pub fn of_quantiles(quantiles: Vec<(u8, u32)>) -> Option<Self> {
        let rising = quantiles
            .windows(2)
            .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
        let inside = quantiles.iter().all(|(percent, _)| (1..=99).contains(percent));
        if quantiles.is_empty() || !rising || !inside {
            return None;
        }
        let edge = |index: usize| u32::from(quantiles[index].0) + u32::from(quantiles[index + 1].0);
        let last = quantiles.len() - 1;
        let points = quantiles.iter().enumerate().map(|(index, (_, days))| {
            let from = if index == 0 { 0 } else { edge(index - 1) };
            let to = if index == last { 200 } else { edge(index) };
            (*days, to - from)
        });
        let points = points.collect();
        let usual = quantiles.iter().find(|(percent, _)| *percent >= 50);
        let days = usual.unwrap_or(&quantiles[last]).1;
        Some(Self {
            points,
            quantiles,
            ..Self::fixed(days)
        })
    }
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

impl Segment {
    /// The index of the last stage: the deal itself.
    pub fn last_stage(&self) -> usize {
        self.stages.len() - 1
    }

    /// The stage of that id.
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id.as_str() == id)
    }

    /// The planned rate of the step from a stage before the last.
    pub fn rate(&self, stage: usize) -> Rate {
        self.step(stage).rate
    }

    /// The step from a stage before the last.
    pub fn step(&self, stage: usize) -> &Step {
        let step = self.stages[stage].step.as_ref();
        step.expect("every stage before the last has a step")
    }
}
