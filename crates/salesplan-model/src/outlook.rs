//! Will the goal be met? What pace and the open deals say; no forecast yet.

use jiff::civil::Date;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

use crate::catch_up::CatchUp;
use crate::chance::{self, Chance, Range, Trials};
use crate::deal::Deal;
use crate::id::DealId;
use crate::money::Money;
use crate::pipeline::{OpenDeal, Scope};
use crate::plan::{GoalAmount, Plan};
use crate::plan_fact::{Quantity, Row, RowMeasure};
use crate::profit;
use crate::track_record::TrackRecord;

/// The part of the outcomes that the range holds.
pub const RANGE_PART: f64 = 0.8;

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
    /// What of it is signed and does not count yet on the goal's basis.
    pub in_hand: Quantity,
    /// What is left to bring by new deals.
    pub to_bring: Quantity,
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
    /// Probability times worth over all of them: minor units, or deals and their fractions.
    pub open_expected: Decimal,
    /// Those that are in segments which the plan counts as certain.
    pub certain: Vec<DealId>,
    /// Those of them whose expected close has passed, and the chance without them; `None` where there are
    /// none.
    pub without_passed: Option<(Vec<DealId>, Chance)>,
    /// Chance that they alone bring what is missing, each won or lost for itself.
    pub chance_from_open: Chance,
    /// The same without the one that is worth most; `None` where there is no such one.
    pub without_biggest: Option<(DealId, Chance)>,
    /// Between what sums the period ends with them and without any new deal, in 8 cases of 10,
    /// each won or lost for itself; `None` where none is open or the period is over.
    pub range: Option<Range>,
    /// How decided deals ended.
    pub track_record: TrackRecord,
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
    /// Less than planned to date; open deals, or new ones that still count, may do.
    Behind,
    /// Less than planned to date; all open deals together would not do, and it is too
    /// late for new entries into some funnel that needs them.
    AtRisk,
}

impl Verdict {
    /// The word of every output and of rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Missed => "missed",
            Self::OnPace => "on_pace",
            Self::Behind => "behind",
            Self::AtRisk => "at_risk",
        }
    }
}

/// What the outlook is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Weighed<'a, 'd> {
    /// Plan against fact from the period's start.
    pub to_date: &'a [Row],
    /// Whether the evening is the period's last.
    pub is_over: bool,
    /// The evening's day.
    pub as_of: Date,
    /// Minor units that are signed and do not count yet on the goal's basis.
    pub in_hand: i64,
    /// All open deals.
    pub open: &'a [OpenDeal<'d>],
    /// Which of them count.
    pub scope: Scope,
    /// What is still to be done.
    pub catch_up: &'a [CatchUp],
    /// How decided deals ended.
    pub track_record: TrackRecord,
}

/// Weighs what is reached and what is open against the goal.
pub fn outlook(plan: &Plan, weighed: Weighed<'_, '_>) -> Outlook {
    let (goal, row) = goal_and_row(plan, weighed.to_date);
    let fact = row.map_or(goal.with_units(0), |row| row.fact);
    let plan_to_date = row.and_then(|row| row.plan);
    // What is signed and not yet paid is sales; a goal in profit counts what they leave.
    let in_hand = if matches!(plan.goal.amount, GoalAmount::Revenue(_)) {
        weighed.in_hand
    } else {
        0
    };
    let missing = missing(goal, fact).units();
    let remaining = missing.saturating_sub(in_hand).max(0);
    let counted: Vec<&OpenDeal<'_>> = weighed.open.iter().filter(|deal| deal.in_scope).collect();
    let worth = |deal: &OpenDeal<'_>| match goal {
        Quantity::Money(_) => deal.value.map_or(0, |value| left_of(plan, deal.deal, value)),
        Quantity::Count(_) => 1,
    };
    let is_stated = |deal: &OpenDeal<'_>| matches!(goal, Quantity::Count(_)) || deal.has_amount();
    let total = |stated: bool| {
        let of_kind = counted.iter().filter(|deal| is_stated(deal) == stated);
        of_kind.fold(0, |sum: i64, deal| sum.saturating_add(worth(deal)))
    };
    let (open_stated, open_at_average) = (total(true), total(false));
    let without = |left_out: &[DealId]| {
        let others = counted.iter().copied();
        let others: Vec<&OpenDeal<'_>> = others.filter(|deal| !left_out.contains(&deal.deal.id)).collect();
        chance_of(remaining, &others, worth)
    };
    let certain = || counted.iter().filter(|deal| deal.in_certain_segment);
    let has_passed = |deal: &&&OpenDeal<'_>| deal.deal.expected_close.is_some_and(|close| close < weighed.as_of);
    let passed: Vec<DealId> = certain().filter(has_passed).map(|deal| deal.deal.id.clone()).collect();
    let is_on_pace = plan_to_date.is_none_or(|planned| fact.units() >= planned.units());
    let is_out_of_reach = open_stated.saturating_add(open_at_average) < remaining && is_too_late(weighed.catch_up);
    let verdict = match (missing, weighed.is_over) {
        (0, _) => Verdict::Reached,
        (_, true) => Verdict::Missed,
        _ if is_on_pace => Verdict::OnPace,
        _ if is_out_of_reach => Verdict::AtRisk,
        _ => Verdict::Behind,
    };
    Outlook {
        verdict,
        goal,
        fact,
        plan_to_date,
        remaining: goal.with_units(missing),
        in_hand: goal.with_units(in_hand),
        to_bring: goal.with_units(remaining),
        scope: weighed.scope,
        n_open: counted.len(),
        n_out_of_scope: weighed.open.len() - counted.len(),
        open_stated: goal.with_units(open_stated),
        open_at_average: goal.with_units(open_at_average),
        n_at_average: counted.iter().filter(|deal| !is_stated(deal)).count(),
        certain: certain().map(|deal| deal.deal.id.clone()).collect(),
        without_passed: (!passed.is_empty()).then(|| {
            let chance = without(&passed);
            (passed, chance)
        }),
        open_expected: expected(&counted, worth),
        chance_from_open: chance_of(remaining, &counted, worth),
        without_biggest: biggest(&counted, worth)
            .map(|biggest| (biggest.clone(), without(std::slice::from_ref(biggest)))),
        range: (!weighed.is_over && !counted.is_empty()).then(|| {
            let from_open = chance::range_of_sum(&trials(&counted, worth), RANGE_PART);
            let so_far = fact.units().saturating_add(in_hand);
            Range {
                low: so_far.saturating_add(from_open.low),
                high: so_far.saturating_add(from_open.high),
                ..from_open
            }
        }),
        track_record: weighed.track_record,
    }
}

/// The goal and what was reached of it to date, in the goal's metric.
pub(crate) fn goal_and_fact(plan: &Plan, to_date: &[Row]) -> (Quantity, Quantity) {
    let (goal, row) = goal_and_row(plan, to_date);
    (goal, row.map_or(goal.with_units(0), |row| row.fact))
}

/// What is left of the goal; zero where it is reached.
pub(crate) fn missing(goal: Quantity, fact: Quantity) -> Quantity {
    goal.with_units(goal.units().saturating_sub(fact.units()).max(0))
}

impl Outlook {
    /// What days for which the plan asks for `planned` are to bring so that the goal is reached:
    /// of what is left to bring the part that they have of what the plan has left, rounded up.
    /// `None` where nothing is left to plan or the plan to date cannot be said.
    pub fn to_reach_within(&self, planned: Quantity) -> Option<Quantity> {
        let left = self.goal.units().checked_sub(self.plan_to_date?.units())?;
        let units = share(self.to_bring.units(), planned.units(), left)?;
        Some(self.goal.with_units(units))
    }
}

/// `whole · part ÷ all`, rounded up; `None` where there is nothing to share by.
fn share(whole: i64, part: i64, all: i64) -> Option<i64> {
    let (whole, part, all) = (i128::from(whole), i128::from(part), i128::from(all));
    let share = (all > 0 && part >= 0).then(|| (whole * part + all - 1) / all)?;
    i64::try_from(share).ok()
}

/// The row of the whole company that counts what the goal counts.
pub fn goal_and_row<'r>(plan: &Plan, to_date: &'r [Row]) -> (Quantity, Option<&'r Row>) {
    let (goal, measure) = match plan.goal.amount {
        GoalAmount::Revenue(sum) => (Quantity::Money(sum), RowMeasure::Revenue),
        GoalAmount::Profit(sum) => (Quantity::Money(sum), RowMeasure::Profit),
        GoalAmount::Deals(count) => (
            Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX)),
            RowMeasure::Deals,
        ),
    };
    let is_company = |row: &&Row| row.segment.is_none() && row.measure == measure;
    (goal, to_date.iter().find(is_company))
}

/// Whether some segment needs new entries at the top of its funnel and the last day
/// on which they would still count is over.
fn is_too_late(catch_up: &[CatchUp]) -> bool {
    catch_up
        .iter()
        .filter(|segment| segment.stages.len() > 1)
        .any(|segment| {
            segment
                .stages
                .first()
                .is_some_and(|top| top.net > 0 && top.per_week.is_none())
        })
}

/// What a deal's value brings towards the goal: all of it, or what it leaves for a goal in
/// profit. A deal of no segment has no margin and brings none.
pub(crate) fn left_of(plan: &Plan, deal: &Deal, value: Money) -> i64 {
    if !matches!(plan.goal.amount, GoalAmount::Profit(_)) {
        return value.minor;
    }
    let segment = deal.segment.map(|index| &plan.segments[index]);
    let left = segment.and_then(|segment| profit::of_sales(segment, value, Money::zero(value.currency)));
    left.map_or(0, |left| left.contribution.minor)
}

/// The deal that alone is worth more than any other.
fn biggest<'d>(deals: &[&OpenDeal<'d>], worth: impl Fn(&OpenDeal<'_>) -> i64) -> Option<&'d DealId> {
    let most = deals.iter().map(|deal| worth(deal)).max().filter(|most| *most > 0)?;
    let mut of_most = deals.iter().filter(|deal| worth(deal) == most);
    let first = of_most.next()?;
    of_most.next().is_none().then_some(&first.deal.id)
}

/// Probability times worth, in units of the goal.
fn expected(deals: &[&OpenDeal<'_>], worth: impl Fn(&OpenDeal<'_>) -> i64) -> Decimal {
    deals.iter().fold(Decimal::ZERO, |sum, deal| {
        let part = deal.probability.round_dp(6).checked_mul(Decimal::from(worth(deal)));
        part.and_then(|part| sum.checked_add(part)).unwrap_or(sum)
    })
}

fn chance_of(remaining: i64, deals: &[&OpenDeal<'_>], worth: impl Fn(&OpenDeal<'_>) -> i64) -> Chance {
    chance::of_sum(remaining, &trials(deals, worth))
}

/// Each deal once, with what it would bring.
fn trials(deals: &[&OpenDeal<'_>], worth: impl Fn(&OpenDeal<'_>) -> i64) -> Vec<Trials> {
    let trial = |deal: &&OpenDeal<'_>| Trials {
        count: 1,
        p: deal.probability.to_f64().unwrap_or(0.0),
        worth: worth(deal),
    };
    deals.iter().map(trial).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_to_bring_is_spread_like_the_plan() {
        // The plan has 600 left and asks for 100 in the days to come; 750 are to be brought.
        assert_eq!(share(750, 100, 600), Some(125));
        assert_eq!(share(751, 100, 600), Some(126));
        assert_eq!(share(0, 100, 600), Some(0));
        assert_eq!(share(750, 100, 0), None);
        assert_eq!(share(i64::MAX, i64::MAX, 1), None);
    }
}
