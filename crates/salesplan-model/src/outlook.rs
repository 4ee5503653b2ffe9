//! Will the goal be met? What pace and the open deals say; no forecast yet.

use num_traits::ToPrimitive;
use rust_decimal::Decimal;

use crate::chance::{self, Chance, Trials};
use crate::pipeline::{OpenDeal, Scope};
use crate::plan::{GoalAmount, Plan};
use crate::plan_fact::{Quantity, Row, RowMeasure};

/// What can be said of the goal from facts and open deals.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// In one word.
    pub verdict: Verdict,
    /// The goal.
    pub goal: Quantity,
    /// What was reached to date, in the goal's metric.
    pub fact: Quantity,
    /// What the plan asks for to date; `None` where it cannot be said in the goal's metric.
    pub plan_to_date: Option<Quantity>,
    /// What is missing; zero where the goal is reached.
    pub remaining: Quantity,
    /// Which open deals are counted below.
    pub scope: Scope,
    /// How many they are.
    pub n_open: usize,
    /// How many open deals are expected to close after the period, or do not say when.
    pub n_out_of_scope: usize,
    /// What they would bring if all were won: stated amounts only, or their number.
    pub open_stated: Quantity,
    /// The same for those without an amount, each at its segment's average deal.
    pub open_at_average: Quantity,
    /// How many of them have no amount of their own.
    pub n_at_average: usize,
    /// Probability times value over all of them, to the unit.
    pub open_expected: Quantity,
    /// How many of them are in segments that the plan counts as certain.
    pub n_certain: usize,
    /// Chance that they alone bring what is missing, each won or lost for itself.
    pub chance_from_open: Chance,
}

/// The goal's standing in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The goal is reached.
    Reached,
    /// The period is over and it is not.
    Missed,
    /// At least as much as planned to date.
    OnPace,
    /// Less than planned to date; winning every open deal would still do.
    Behind,
    /// Less than planned to date, and all open deals together would not do.
    AtRisk,
}

/// Weighs what is reached and what is open against the goal.
pub fn outlook(plan: &Plan, to_date: &[Row], actuals_end: bool, open: &[OpenDeal<'_>], scope: Scope) -> Outlook {
    let (goal, measure) = match plan.goal.amount {
        GoalAmount::Revenue(sum) => (Quantity::Money(sum), RowMeasure::Revenue),
        GoalAmount::Deals(count) => (
            Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX)),
            RowMeasure::Deals,
        ),
    };
    let like = |units: i64| match goal {
        Quantity::Money(money) => Quantity::Money(crate::money::Money::new(units, money.currency)),
        Quantity::Count(_) => Quantity::Count(units),
    };
    let row = to_date
        .iter()
        .find(|row| row.segment.is_none() && row.measure == measure);
    let fact = row.map_or(like(0), |row| row.fact);
    let plan_to_date = row.and_then(|row| row.plan);
    let remaining = goal.units().saturating_sub(fact.units()).max(0);
    let in_scope: Vec<&OpenDeal<'_>> = open.iter().filter(|deal| deal.in_scope).collect();
    let worth = |deal: &OpenDeal<'_>| match goal {
        Quantity::Money(_) => deal.value.map_or(0, |value| value.minor),
        Quantity::Count(_) => 1,
    };
    let stated = |deal: &&&OpenDeal<'_>| matches!(goal, Quantity::Count(_)) || deal.has_amount();
    let sum = |deals: &mut dyn Iterator<Item = &&OpenDeal<'_>>| {
        deals.fold(0, |sum: i64, deal| sum.saturating_add(worth(deal)))
    };
    let open_stated = sum(&mut in_scope.iter().filter(stated));
    let open_at_average = sum(&mut in_scope.iter().filter(|deal| !stated(deal)));
    let everything = fact.units().saturating_add(open_stated).saturating_add(open_at_average);
    let verdict = if remaining == 0 {
        Verdict::Reached
    } else if actuals_end {
        Verdict::Missed
    } else if plan_to_date.is_none_or(|planned| fact.units() >= planned.units()) {
        Verdict::OnPace
    } else if everything >= goal.units() {
        Verdict::Behind
    } else {
        Verdict::AtRisk
    };
    Outlook {
        verdict,
        goal,
        fact,
        plan_to_date,
        remaining: like(remaining),
        scope,
        n_open: in_scope.len(),
        n_out_of_scope: open.len() - in_scope.len(),
        open_stated: like(open_stated),
        open_at_average: like(open_at_average),
        n_at_average: in_scope.iter().filter(|deal| !stated(deal)).count(),
        n_certain: in_scope.iter().filter(|deal| deal.in_certain_segment).count(),
        open_expected: like(expected(&in_scope, worth)),
        chance_from_open: chance_of(remaining, &in_scope, worth),
    }
}

fn expected(deals: &[&OpenDeal<'_>], worth: impl Fn(&OpenDeal<'_>) -> i64) -> i64 {
    let total = deals.iter().fold(Decimal::ZERO, |sum, deal| {
        let part = deal.probability.round_dp(6).checked_mul(Decimal::from(worth(deal)));
        part.and_then(|part| sum.checked_add(part)).unwrap_or(sum)
    });
    total.round().to_i64().unwrap_or(i64::MAX)
}

fn chance_of(remaining: i64, deals: &[&OpenDeal<'_>], worth: impl Fn(&OpenDeal<'_>) -> i64) -> Chance {
    let trial = |deal: &&OpenDeal<'_>| Trials {
        count: 1,
        p: deal.probability.to_f64().unwrap_or(0.0),
        worth: worth(deal),
    };
    chance::of_sum(remaining, &deals.iter().map(trial).collect::<Vec<_>>())
}
