//! How figures stand in JSON: money as text with the currency's digits, rates as
//! numbers with the exact ratio beside, statistics rounded to four digits.

use jiff::civil::Date;
use salesplan_model::plan::GoalAmount;
use salesplan_model::plan_fact::Quantity;
use salesplan_model::rate::{Rate, fraction};
use serde::Serialize;
use serde_json::Value;

/// Four digits: more would print the noise of floating point, not knowledge.
pub(crate) fn rounded(value: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (value * 1e4).round() / 1e4 + 0.0
}

/// Money as text, a count as a number.
pub(crate) fn quantity(quantity: Quantity) -> Value {
    match quantity {
        Quantity::Money(money) => Value::from(money.to_string()),
        Quantity::Count(count) => Value::from(count),
    }
}

/// Money as text, a count as a number.
pub(crate) fn goal_amount(amount: GoalAmount) -> Value {
    match amount {
        GoalAmount::Revenue(money) | GoalAmount::Profit(money) => Value::from(money.to_string()),
        GoalAmount::Deals(count) => Value::from(count),
    }
}

/// A rate as a number and exactly.
#[derive(Debug, Clone, Serialize)]
pub struct RateView {
    /// The nearest number.
    pub rate: f64,
    /// The exact fraction.
    pub ratio: String,
}

impl RateView {
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            rate: rate.to_f64(),
            ratio: rate.to_string(),
        }
    }

    /// What was counted: `part` of `whole`, which is not 0. It may be 0, and more than 1.
    pub(crate) fn of_counts(part: u64, whole: u64) -> Self {
        Self {
            rate: part as f64 / whole as f64,
            ratio: fraction(part, whole),
        }
    }
}

/// The days of a period or window.
#[derive(Debug, Clone, Serialize)]
pub struct Days {
    /// First day, ISO 8601.
    pub from: String,
    /// Last day, ISO 8601.
    pub to: String,
}

impl Days {
    pub(crate) fn new(from: Date, to: Date) -> Self {
        Self {
            from: from.to_string(),
            to: to.to_string(),
        }
    }
}
