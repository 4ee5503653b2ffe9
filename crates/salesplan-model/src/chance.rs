//! The chance of the plan: wins thinned from trials, exactly where that serves.
//!
//! A deal is won from a lead with the product of the conversions on its way, so
//! the wins of a segment are binomial in its top-of-funnel count.

use statrs::distribution::{Binomial, Discrete, DiscreteCDF};

use num_traits::ToPrimitive;

use crate::decompose::Decomposition;
use crate::period::days_between;
use crate::plan::{GoalAmount, Plan, Segment};
use crate::profit::left_per_deal;
use crate::rate::Rate;

/// Chance that at least `wins` of `trials` succeed, each with chance `p`: in [0, 1].
pub fn at_least(wins: u64, trials: u64, p: f64) -> f64 {
    if wins == 0 {
        return 1.0;
    }
    if wins > trials {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    Binomial::new(p, trials).map_or(0.0, |wins_of| wins_of.sf(wins - 1))
}

/// The smallest number of trials from which at least `wins` succeed with chance
/// `wanted`; `None` above `2^40`, which no team brings.
pub fn trials_for(wins: u64, p: f64, wanted: f64) -> Option<u64> {
    let enough = |trials: u64| at_least(wins, trials, p) >= wanted;
    let mut high = wins.max(1);
    while !enough(high) {
        high = high.checked_mul(2).filter(|high| *high <= 1 << 40)?;
    }
    let mut low = wins;
    while low < high {
        let middle = low + (high - low) / 2;
        if enough(middle) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    Some(high)
}

/// One kind of trial that may bring part of what is needed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trials {
    /// How many.
    pub count: u64,
    /// The chance of each.
    pub p: f64,
    /// What each success brings, in the units of the need.
    pub worth: i64,
}

/// A chance, and how coarse the lattice was on which it was computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// In [0, 1].
    pub value: f64,
    /// `None` for an exact convolution. Else every success was rounded down to a
    /// multiple of this many units, so the true chance is at least `value`.
    pub lattice: Option<i64>,
}

/// The most points a lattice may have.
const LATTICE_POINTS_MAX: i64 = 20_000;
/// The most multiplications one convolution may take.
const WORK_MAX: u64 = 40_000_000;
/// Fewer points than this would round away what single deals bring.
const LATTICE_POINTS_MIN: i64 = 4_000;

/// Chance that the successes together are worth at least `needed` units:
/// the convolution of the kinds of trial, on a lattice of their common divisor.
pub fn of_sum(needed: i64, kinds: &[Trials]) -> Chance {
    if needed <= 0 {
        return Chance {
            value: 1.0,
            lattice: None,
        };
    }
    let kinds: Vec<Trials> = kinds
        .iter()
        .copied()
        .filter(|kind| kind.worth > 0 && kind.count > 0 && kind.p > 0.0)
        .collect();
    let exact_step = kinds.iter().fold(0, |step, kind| gcd(step, kind.worth)).max(1);
    let work: u64 = kinds.iter().map(|kind| kind.count.min(1000)).sum();
    let points_max = LATTICE_POINTS_MAX
        .min(i64::try_from(WORK_MAX / work.max(1)).unwrap_or(i64::MAX))
        .max(LATTICE_POINTS_MIN);
    let step = exact_step.max(needed.div_euclid(points_max).max(1));
    let points = usize::try_from(needed.div_euclid(step) + i64::from(needed % step != 0)).unwrap_or(usize::MAX);
    let mut short = vec![0.0; points];
    short[0] = 1.0;
    for kind in &kinds {
        short = convolve(&short, *kind, step);
    }
    let value = (1.0 - short.iter().sum::<f64>()).clamp(0.0, 1.0);
    Chance {
        value,
        lattice: (step != exact_step).then_some(step),
    }
}

/// `short[k]` is the chance of having exactly `k` steps, all below the need.
fn convolve(short: &[f64], kind: Trials, step: i64) -> Vec<f64> {
    let stride = usize::try_from(kind.worth / step).unwrap_or(usize::MAX);
    let Some(wins_max) = (short.len() - 1).checked_div(stride) else {
        // Too small for the lattice: rounded down to nothing.
        return short.to_vec();
    };
    let chances = win_chances(kind, wins_max as u64);
    let mut next = vec![0.0; short.len()];
    for (have, chance) in short.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
        for (wins, p) in chances.iter().enumerate() {
            let sum = have + wins * stride;
            if sum >= next.len() {
                break;
            }
            next[sum] += chance * p;
        }
    }
    next
}

/// The chances of 0, 1, .. `wins_max` wins.
fn win_chances(kind: Trials, wins_max: u64) -> Vec<f64> {
    if kind.p >= 1.0 {
        return (0..=wins_max)
            .map(|wins| f64::from(u8::from(wins == kind.count)))
            .collect();
    }
    match Binomial::new(kind.p, kind.count) {
        Ok(binomial) => (0..=wins_max.min(kind.count)).map(|wins| binomial.pmf(wins)).collect(),
        Err(_) => vec![1.0],
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The chance of the plan's goal from the planned top-of-funnel counts.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanChance {
    /// Of the goal, over all segments.
    pub goal: Chance,
    /// Indices of segments without trials, which count as certain.
    pub certain: Vec<usize>,
    /// Shape: one a segment. Chance of at least its deals; `None` where it counts as certain.
    pub segments: Vec<Option<f64>>,
}

/// The trials from which a segment's deals are to come: its leads by channel, or its
/// clients' chances to buy again. Empty where nothing in the plan can fail.
/// Shape: (count, chance of each).
pub fn trials(plan: &Plan, decomposition: &Decomposition, index: usize) -> Vec<(u64, f64)> {
    let (segment, need) = (&plan.segments[index], &decomposition.segments[index]);
    if let Some(purchase) = &segment.purchase {
        let occasions = purchase_occasions(plan, segment).unwrap_or(0);
        return vec![(occasions, purchase.rate.to_f64())];
    }
    let path = |rates: &[Rate]| rates.iter().map(|rate| rate.to_f64()).product();
    if need.rates.is_empty() {
        Vec::new()
    } else if need.leads.is_empty() {
        vec![(need.needs[0], path(&need.rates))]
    } else {
        need.leads.iter().map(|part| (part.leads, path(&part.rates))).collect()
    }
}

/// How often the segment's clients can buy again in the period: once an interval, and once
/// at least. `None` where the plan does not say how they buy.
pub fn purchase_occasions(plan: &Plan, segment: &Segment) -> Option<u64> {
    let purchase = segment.purchase.as_ref()?;
    let days = u64::try_from(days_between(plan.period.from, plan.period.to)).ok()? + 1;
    let intervals = purchase
        .interval_days
        .map_or(1, |interval| days / u64::from(interval.max(1)));
    segment.clients?.checked_mul(intervals.max(1))
}

/// The chance that one entry at the top of a segment becomes a deal, over all of its
/// sources. `None` where nothing in the plan can fail.
pub fn path(plan: &Plan, decomposition: &Decomposition, index: usize) -> Option<f64> {
    let trials = trials(plan, decomposition, index);
    let count: u64 = trials.iter().map(|(count, _)| count).sum();
    match trials[..] {
        [] => None,
        [(_, p)] => Some(p),
        _ if count == 0 => Some(
            decomposition.segments[index]
                .rates
                .iter()
                .map(|rate| rate.to_f64())
                .product(),
        ),
        _ => Some(trials.iter().map(|(n, p)| *n as f64 * p).sum::<f64>() / count as f64),
    }
}

/// Thins every segment's wins from its planned top-of-funnel counts at the planned rates.
pub fn of_plan(plan: &Plan, decomposition: &Decomposition) -> PlanChance {
    of_amount(plan, decomposition, plan.goal.amount)
}

/// The same for another amount than the goal's, such as its minimum.
pub fn of_amount(plan: &Plan, decomposition: &Decomposition, amount: GoalAmount) -> PlanChance {
    let mut certain = Vec::new();
    let mut kinds = Vec::new();
    let mut segments = Vec::new();
    let mut needed = amount.units().saturating_add(spent_anyway(plan, decomposition));
    for (index, (segment, need)) in plan.segments.iter().zip(&decomposition.segments).enumerate() {
        let worth = worth_of_deal(plan, segment);
        let trials = trials(plan, decomposition, index);
        if trials.is_empty() {
            let brings = i64::try_from(need.deals).unwrap_or(i64::MAX).saturating_mul(worth);
            needed = needed.saturating_sub(brings);
            certain.push(index);
            segments.push(None);
            continue;
        }
        let of_worth = |worth: i64| {
            trials.iter().map(move |(count, p)| Trials {
                count: *count,
                p: *p,
                worth,
            })
        };
        kinds.extend(of_worth(worth));
        let deals = i64::try_from(need.deals).unwrap_or(i64::MAX);
        segments.push(Some(match trials[..] {
            [(count, p)] => at_least(need.deals, count, p),
            _ => of_sum(deals, &of_worth(1).collect::<Vec<_>>()).value,
        }));
    }
    PlanChance {
        goal: of_sum(needed, &kinds),
        certain,
        segments,
    }
}

/// What one deal brings towards the goal, in its units; parts of a unit are left out.
pub fn worth_of_deal(plan: &Plan, segment: &Segment) -> i64 {
    match (plan.goal.amount, &segment.average_deal) {
        (GoalAmount::Revenue(_), Some(average)) => average.amount.minor,
        (GoalAmount::Profit(_), _) => {
            let left = left_per_deal(segment).and_then(|left| left.floor().to_integer().to_i64());
            left.unwrap_or(0)
        }
        _ => 1,
    }
}

/// What a goal in profit has to earn beside itself: fixed costs, and the planned leads,
/// which are paid for whether they buy or not.
fn spent_anyway(plan: &Plan, decomposition: &Decomposition) -> i64 {
    match (plan.goal.amount, decomposition.profit) {
        (GoalAmount::Profit(_), Some(planned)) => {
            planned.fixed_costs.minor.saturating_add(planned.sales.lead_costs.minor)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_reference_example() {
        let p = 0.5 * 0.3;
        assert!((at_least(3, 20, p) - 0.5951).abs() < 5e-5);
        assert_eq!(
            [0.80, 0.90, 0.95].map(|wanted| trials_for(3, p, wanted)),
            [Some(28), Some(34), Some(40)]
        );
    }

    #[test]
    fn certainty_and_impossibility() {
        assert_eq!(at_least(0, 0, 0.5), 1.0);
        assert_eq!(at_least(3, 2, 0.5), 0.0);
        assert_eq!(at_least(3, 3, 1.0), 1.0);
        assert_eq!(trials_for(3, 1.0, 0.95), Some(3));
        assert_eq!(of_sum(0, &[]).value, 1.0);
        assert_eq!(of_sum(1, &[]).value, 0.0);
        assert_eq!(
            of_sum(
                10,
                &[Trials {
                    count: 2,
                    p: 1.0,
                    worth: 5
                }]
            )
            .value,
            1.0
        );
    }

    #[test]
    fn two_kinds_of_deal_are_convolved_exactly() {
        // Two coins worth 2 and one worth 3, four needed: HH? (1/4) or one H with the 3 (1/2 x 1/2) = 1/2.
        let kinds = [
            Trials {
                count: 2,
                p: 0.5,
                worth: 2,
            },
            Trials {
                count: 1,
                p: 0.5,
                worth: 3,
            },
        ];
        let chance = of_sum(4, &kinds);
        assert!((chance.value - 0.5).abs() < 1e-12, "{chance:?}");
        assert_eq!(chance.lattice, None);
    }

    proptest! {
        #[test]
        fn a_coarse_lattice_never_promises_more(needed in 30_000_000_i64..90_000_000, p in 0.05_f64..0.95, worth in 1_000_001_i64..9_000_001, n in 1_u64..30) {
            let one_kind = Trials { count: n, p, worth };
            let wins = u64::try_from((needed + worth - 1) / worth).unwrap();
            let exact = at_least(wins, n, p);
            // A second, worthless kind forces the lattice without changing the sum.
            let chance = of_sum(needed, &[one_kind, Trials { count: 1, p: 0.5, worth: 1 }]);
            prop_assert!(chance.lattice.is_some());
            prop_assert!(chance.value <= exact + 1e-9);
            let alone = of_sum(needed, &[one_kind]);
            prop_assert!((alone.value - exact).abs() < 1e-9);
        }
    }
}
