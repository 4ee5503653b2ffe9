//! The chance of the plan: wins thinned from trials, exactly where that serves.
//!
//! A deal is won from a lead with the product of the conversions on its way, so
//! the wins of a segment are binomial in its top-of-funnel count.

use statrs::distribution::{Binomial, DiscreteCDF};

mod outcomes;
mod plan;
mod points;
mod range;
mod sum;
mod sums;
mod uncertain;
mod window;

pub use outcomes::Outcomes;
pub use plan::{
    PlanChance, UncertainChance, from_trials_of, of_amount, of_plan, of_plan_uncertain, path, purchase_occasions,
    spent_anyway, trials, worth_of_deal,
};
pub use points::{StepRate, path_at_least, path_points};
pub use range::{Range, range_of_sum};
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

    #[test]
    fn three_deals_with_kopecks_have_eight_sums() {
        let deal = |worth| Trials {
            count: 1,
            p: 0.5,
            worth,
        };
        let chance = of_sum(100_000_000, &[deal(33_333_333), deal(33_333_333), deal(33_333_334)]);
        assert!((chance.value - 0.125).abs() < 1e-12, "{chance:?}");
        assert_eq!(chance.lattice, None);
        // More than 64 bits hold is enough, and all that is needed may be more than all bring.
        let large = deal(i64::MAX - 1);
        assert!((of_sum(i64::MAX, &[large, large]).value - 0.25).abs() < 1e-12);
        assert_eq!(of_sum(i64::MAX, &[large]).value, 0.0);
    }

    proptest! {
        #[test]
        fn a_coarse_lattice_never_promises_more(needed in 30_000_000_i64..90_000_000, p in 0.05_f64..0.95, worth in 1_000_001_i64..9_000_001, n in 1_u64..30) {
            let one_kind = Trials { count: n, p, worth };
            let wins = u64::try_from((needed + worth - 1) / worth).unwrap();
            let exact = at_least(wins, n, p);
            // Small change in a hundred thousand sums forces the lattice.
            let change = (0..17).map(|bit| Trials { count: 1, p: 0.5, worth: 1 << bit });
            let kinds: Vec<Trials> = change.chain([one_kind]).collect();
            let chance = of_sum(needed, &kinds);
            // What cannot be is no matter of a lattice.
            let most = i64::try_from(n).unwrap() * worth + (1 << 17) - 1;
            prop_assert_eq!(chance.lattice.is_some(), most >= needed);
            let with_all_of_it = (needed - (1 << 17) + 1 + worth - 1) / worth;
            prop_assert!(chance.value <= at_least(u64::try_from(with_all_of_it).unwrap(), n, p) + 1e-9);
            let alone = of_sum(needed, &[one_kind]);
            prop_assert!((alone.value - exact).abs() < 1e-9);
        }

        #[test]
        fn a_few_deals_are_counted_out_whatever_their_sums(worths in prop::collection::vec((1_i64..900_000_000, 0.01_f64..0.99), 1..11), part in 0.0_f64..1.1) {
            let all: i64 = worths.iter().map(|(worth, _)| worth).sum();
            let needed = ((all as f64 * part) as i64).max(1);
            let kinds: Vec<Trials> = worths.iter().map(|(worth, p)| Trials { count: 1, p: *p, worth: *worth }).collect();
            // Every way in which they may end.
            let enough = (0..1_u32 << worths.len()).map(|won| {
                let is_won = |index: usize| won & (1 << index) != 0;
                let sum: i64 = worths.iter().enumerate().filter(|(index, _)| is_won(*index)).map(|(_, (worth, _))| worth).sum();
                let chance: f64 = worths.iter().enumerate().map(|(index, (_, p))| if is_won(index) { *p } else { 1.0 - p }).product();
                if sum >= needed { chance } else { 0.0 }
            });
            let chance = of_sum(needed, &kinds);
            prop_assert_eq!(chance.lattice, None);
            prop_assert!((chance.value - enough.sum::<f64>()).abs() < 1e-9);
        }
    }
}
