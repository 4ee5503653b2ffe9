//! The chance of the plan: wins thinned from trials, exactly where that serves.
//!
//! A deal is won from a lead with the product of the conversions on its way, so
//! the wins of a segment are binomial in its top-of-funnel count.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::decompose::Decomposition;
use crate::plan::{GoalAmount, Plan, Segment};

mod points;
mod sum;
mod uncertain;
mod window;

pub use points::{StepRate, path_at_least, path_points};
pub use sum::{Chance, Trials, of_sum};
pub use uncertain::{Group, SharedTrials, of_sum_uncertain, segment_uncertain};

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
    if trials > BETA_TRIALS_MAX {
        return window::at_least(wins, trials, p);
    }
    Binomial::new(p, trials).map_or(0.0, |wins_of| wins_of.sf(wins - 1))
}

/// Up to so many trials the continued fraction of the incomplete beta function, which
/// `statrs` cuts after 140 terms, has converged; at 10^6 it is off by 0.001, at 10^9 by more than 1.
const BETA_TRIALS_MAX: u64 = 100_000;

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

/// The product of a segment's planned conversions: the chance that one entry
/// into the first stage becomes a deal. `None` where there is no step to take.
pub fn path(segment: &Segment) -> Option<f64> {
    let rates: Vec<f64> = segment
        .stages
        .iter()
        .filter_map(|stage| Some(stage.step.as_ref()?.rate.to_f64()))
        .collect();
    (!rates.is_empty()).then(|| rates.iter().product())
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

/// Thins every segment's wins from its planned top-of-funnel count at the planned rates.
pub fn of_plan(plan: &Plan, decomposition: &Decomposition) -> PlanChance {
    let mut certain = Vec::new();
    let mut kinds = Vec::new();
    let mut segments = Vec::new();
    let mut needed = match plan.goal.amount {
        GoalAmount::Revenue(sum) => sum.minor,
        GoalAmount::Deals(count) => i64::try_from(count).unwrap_or(i64::MAX),
    };
    for (index, (segment, need)) in plan.segments.iter().zip(&decomposition.segments).enumerate() {
        let worth = match (plan.goal.amount, &segment.average_deal) {
            (GoalAmount::Revenue(_), Some(average)) => average.amount.minor,
            _ => 1,
        };
        match path(segment) {
            Some(p) => {
                kinds.push(Trials {
                    count: need.needs[0],
                    p,
                    worth,
                });
                segments.push(Some(at_least(need.deals, need.needs[0], p)));
            }
            None => {
                let brings = i64::try_from(need.deals).unwrap_or(i64::MAX).saturating_mul(worth);
                needed = needed.saturating_sub(brings);
                certain.push(index);
                segments.push(None);
            }
        }
    }
    PlanChance {
        goal: of_sum(needed, &kinds),
        certain,
        segments,
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
