//! Will the goal be met? The outlook as the report states it.

use num_traits::ToPrimitive;
use salesplan_model::money::Money;
use salesplan_model::outlook::{Outlook, RANGE_PART};
use salesplan_model::pipeline::Scope;
use salesplan_model::plan_fact::Quantity;
use serde::Serialize;
use serde_json::Value;

use crate::figures::{quantity, rounded};

/// What can be said of the goal from facts and open deals.
#[derive(Debug, Clone, Serialize)]
pub struct OutlookView {
    /// `reached`, `missed`, `on_pace`, `behind` or `at_risk`.
    pub verdict: &'static str,
    /// `money` or `count`.
    pub unit: &'static str,
    /// The goal.
    pub goal: Value,
    /// What was reached to date.
    pub fact: Value,
    /// Fact by goal.
    pub attainment: f64,
    /// What the plan asks for to date.
    pub plan_to_date: Option<Value>,
    /// Plan to date less fact; negative when ahead.
    pub behind_by: Option<Value>,
    /// What is missing to the goal.
    pub remaining: Value,
    /// What of it is signed and does not count yet on the goal's basis; null where nothing is.
    pub in_hand: Option<Value>,
    /// What is left to bring by new deals.
    pub to_bring: Value,
    /// The open deals that count.
    pub pipeline: PipelineView,
    /// Chance that they alone bring what is missing, each won or lost for itself.
    pub chance_from_open: f64,
    /// Units to which amounts were rounded down to compute the chance; null when exact.
    pub chance_lattice: Option<i64>,
    /// That chance without the deal that is worth most; null where no single one is.
    pub without_biggest: Option<WithoutBiggest>,
    /// What the period ends with from what is reached and the open deals alone; null where none is
    /// open or the period is over.
    pub range_from_open: Option<RangeView>,
    /// That chance without the deals that count as certain though their expected close has passed; null where
    /// there are none.
    pub without_passed: Option<WithoutPassed>,
    /// How decided deals ended; null where none is decided.
    pub win_rate: Option<WinRate>,
    /// What the open deals bring in a week at that rate; null where too few are decided.
    pub velocity: Option<Velocity>,
}

/// A range of sums.
#[derive(Debug, Clone, Serialize)]
pub struct RangeView {
    /// The 10 % quantile.
    pub low: Value,
    /// The 90 % quantile.
    pub high: Value,
    /// The part of the outcomes between them: 0.8.
    pub part: f64,
    /// Units to which amounts were rounded down to compute it; null when exact.
    pub lattice: Option<i64>,
}

/// The chance without one deal.
#[derive(Debug, Clone, Serialize)]
pub struct WithoutBiggest {
    /// The deal.
    pub deal: String,
    /// The chance.
    pub chance: f64,
    /// Where it is only a lower bound, the step to which deals were rounded down.
    pub chance_lattice: Option<i64>,
}

/// The chance without deals that count as certain and are late.
#[derive(Debug, Clone, Serialize)]
pub struct WithoutPassed {
    /// The deals.
    pub deals: Vec<String>,
    /// The chance.
    pub chance: f64,
    /// Where it is only a lower bound, the step to which deals were rounded down.
    pub chance_lattice: Option<i64>,
}

/// How decided deals ended.
#[derive(Debug, Clone, Serialize)]
pub struct WinRate {
    /// Deals that were won.
    pub won: u64,
    /// Deals that were won or lost.
    pub decided: u64,
    /// Won by decided.
    pub rate: f64,
    /// How many times what is missing the open deals must be worth: 1 by that rate; null where
    /// too few are decided.
    pub coverage_needed: Option<f64>,
    /// What they are worth by what is missing and how many times are needed, to a tenth, so that
    /// the smaller one never reads as the larger; null where that cannot be said.
    pub told: Option<CoverageTold>,
    /// Whether they are worth less; null where that cannot be said.
    pub is_short: Option<bool>,
}

/// Pipeline coverage against what is needed, as they are told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CoverageTold {
    /// How many times what is missing the open deals are worth.
    pub times: f64,
    /// How many times are needed.
    pub needed: f64,
}

impl CoverageTold {
    fn new(times: f64, needed: f64) -> Self {
        let tenths = |value: f64, to: fn(f64) -> f64| to(value * 10.0) / 10.0;
        let (small, large) = (f64::floor as fn(f64) -> f64, f64::ceil as fn(f64) -> f64);
        let (to, needed_to) = match (times < needed, tenths(times, f64::round) == tenths(needed, f64::round)) {
            (true, true) => (small, large),
            _ => (f64::round as fn(f64) -> f64, f64::round as fn(f64) -> f64),
        };
        Self {
            times: tenths(times, to),
            needed: tenths(needed, needed_to),
        }
    }
}

/// The sales velocity.
#[derive(Debug, Clone, Serialize)]
pub struct Velocity {
    /// Average of the won deals.
    pub average: String,
    /// Median days from first to last of won deals.
    pub days: i64,
    /// What the open deals bring in a week.
    pub per_week: String,
}

/// The open deals that count towards the period.
#[derive(Debug, Clone, Serialize)]
pub struct PipelineView {
    /// `expected_close_in_period`, or `all_open` where no deal has an expected close.
    pub scope: &'static str,
    /// How many.
    pub count: usize,
    /// How many open deals are not among them.
    pub out_of_scope: usize,
    /// Their stated amounts, or their number for a goal in deals.
    pub stated: Value,
    /// Those without an amount, at their segments' average deals.
    pub at_average: Value,
    /// How many have no amount.
    pub n_at_average: usize,
    /// Those in segments that the plan counts as certain.
    pub certain: Vec<String>,
    /// Probability times value over all of them: money as text, deals with one decimal.
    pub expected: Value,
    /// Stated and at average together.
    pub total: Value,
    /// Total by what is missing (pipeline coverage); null when nothing is.
    pub coverage: Option<f64>,
    /// What would be missing still if all of them were won; zero when nothing would.
    pub missing_if_all_won: Value,
}

impl OutlookView {
    /// Shapes an outlook for output.
    pub fn new(outlook: &Outlook) -> Self {
        let like = |units: i64| outlook.goal.with_units(units);
        let total = outlook
            .open_stated
            .units()
            .saturating_add(outlook.open_at_average.units());
        let remaining = outlook.to_bring.units();
        Self {
            verdict: outlook.verdict.word(),
            unit: match outlook.goal {
                Quantity::Money(_) => "money",
                Quantity::Count(_) => "count",
            },
            goal: quantity(outlook.goal),
            fact: quantity(outlook.fact),
            attainment: outlook.fact.units() as f64 / outlook.goal.units() as f64,
            plan_to_date: outlook.plan_to_date.map(quantity),
            behind_by: outlook
                .plan_to_date
                .map(|plan| quantity(like(plan.units().saturating_sub(outlook.fact.units())))),
            remaining: quantity(outlook.remaining),
            in_hand: (outlook.in_hand.units() > 0).then(|| quantity(outlook.in_hand)),
            to_bring: quantity(outlook.to_bring),
            pipeline: PipelineView {
                scope: match outlook.scope {
                    Scope::ExpectedClose => "expected_close_in_period",
                    Scope::AllOpen => "all_open",
                },
                count: outlook.n_open,
                out_of_scope: outlook.n_out_of_scope,
                stated: quantity(outlook.open_stated),
                at_average: quantity(outlook.open_at_average),
                n_at_average: outlook.n_at_average,
                certain: outlook.certain.iter().map(ToString::to_string).collect(),
                expected: expected(outlook),
                total: quantity(like(total)),
                coverage: (remaining > 0).then(|| rounded(total as f64 / remaining as f64)),
                missing_if_all_won: quantity(like(remaining.saturating_sub(total).max(0))),
            },
            chance_from_open: rounded(outlook.chance_from_open.value),
            chance_lattice: outlook.chance_from_open.lattice,
            without_biggest: outlook.without_biggest.as_ref().map(|(deal, chance)| WithoutBiggest {
                deal: deal.to_string(),
                chance: rounded(chance.value),
                chance_lattice: chance.lattice,
            }),
            range_from_open: outlook.range.map(|range| RangeView {
                low: quantity(like(range.low)),
                high: quantity(like(range.high)),
                part: RANGE_PART,
                lattice: range.lattice,
            }),
            without_passed: outlook.without_passed.as_ref().map(|(deals, chance)| WithoutPassed {
                deals: deals.iter().map(ToString::to_string).collect(),
                chance: rounded(chance.value),
                chance_lattice: chance.lattice,
            }),
            win_rate: win_rate(outlook, total, remaining),
            velocity: velocity(outlook),
        }
    }
}

fn win_rate(outlook: &Outlook, total: i64, remaining: i64) -> Option<WinRate> {
    let record = &outlook.track_record;
    let needed = record.coverage_needed();
    (record.decided > 0).then(|| WinRate {
        won: record.won,
        decided: record.decided,
        rate: rounded(record.won as f64 / record.decided as f64),
        coverage_needed: needed.map(rounded),
        told: needed
            .filter(|_| remaining > 0)
            .map(|needed| CoverageTold::new(total as f64 / remaining as f64, needed)),
        is_short: needed
            .filter(|_| remaining > 0)
            .map(|needed| (total as f64) < needed * remaining as f64),
    })
}

fn velocity(outlook: &Outlook) -> Option<Velocity> {
    let Quantity::Money(goal) = outlook.goal else {
        return None;
    };
    let record = &outlook.track_record;
    let sum = |minor: i64| Money::new(minor, goal.currency).to_string();
    Some(Velocity {
        per_week: sum(record.velocity(outlook.n_open)?.round().to_i64()?),
        average: sum(record.average()?),
        days: record.days?,
    })
}

fn expected(outlook: &Outlook) -> Value {
    match outlook.goal {
        Quantity::Money(_) => {
            let minor = outlook.open_expected.round().to_i64().unwrap_or(i64::MAX);
            quantity(outlook.goal.with_units(minor))
        }
        Quantity::Count(_) => Value::from(outlook.open_expected.round_dp(1).to_f64().unwrap_or(0.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_never_reads_as_enough() {
        let told = |times, needed| {
            let told = CoverageTold::new(times, needed);
            (told.times, told.needed)
        };
        assert_eq!(told(1.956, 2.0), (1.9, 2.0));
        assert_eq!(told(1.96, 1.99), (1.9, 2.0));
        assert_eq!(told(1.22, 1.96), (1.2, 2.0));
        assert_eq!(told(2.0, 2.0), (2.0, 2.0));
        assert_eq!(told(2.04, 2.0), (2.0, 2.0));
        assert_eq!(told(5.26, 2.0), (5.3, 2.0));
    }
}
