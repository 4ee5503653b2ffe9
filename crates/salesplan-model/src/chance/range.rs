//! Between what sums the successes of independent trials lie, and how likely that is.

use super::sum::{self, Trials, most};

/// Chances are sums of many small ones: a quantile is not missed by what rounding takes from them.
const ROUNDING: f64 = 1e-9;

/// Two quantiles of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The smallest sum that is not exceeded with the chance of the lower tail.
    pub low: i64,
    /// The same with all but the chance of the upper tail.
    pub high: i64,
    /// `None` where both are exact. Else what a kind of trial brings was rounded down to a multiple
    /// of this many units.
    pub lattice: Option<i64>,
}

/// The middle of the distribution of what the successes bring together, with `part` of its mass:
/// 0.8 leaves out a tenth at either end.
pub fn range_of_sum(kinds: &[Trials], part: f64) -> Range {
    let kinds: Vec<Trials> = kinds.iter().copied().filter(Trials::may_bring).collect();
    // Above everything that they can come to, so that nothing is cut.
    let above = i64::try_from(most(&kinds)).unwrap_or(i64::MAX - 1).saturating_add(1);
    let (sums, lattice) = sum::distribution(above, &kinds);
    let tail = (1.0 - part) / 2.0;
    Range {
        low: quantile(&sums, tail),
        high: quantile(&sums, 1.0 - tail),
        lattice,
    }
}

fn quantile(sums: &[(i64, f64)], chance: f64) -> i64 {
    let mut below = 0.0;
    let reached = sums.iter().find(|(_, mass)| {
        below += mass;
        below >= chance - ROUNDING
    });
    reached.or(sums.last()).map_or(0, |(sum, _)| *sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn deal(worth: i64, p: f64) -> Trials {
        Trials { count: 1, p, worth }
    }

    fn range(kinds: &[Trials]) -> (i64, i64) {
        let range = range_of_sum(kinds, 0.8);
        (range.low, range.high)
    }

    #[test]
    fn a_few_deals_by_hand() {
        assert_eq!(range(&[]), (0, 0));
        assert_eq!(range(&[deal(500, 1.0)]), (500, 500));
        // 0: 0.05, 100: 0.9, 0.05 for both.
        assert_eq!(range(&[deal(100, 0.95)]), (100, 100));
        assert_eq!(range(&[deal(100, 0.5)]), (0, 100));
        // 0 with 0.72, 100 with 0.18, 300 with 0.08, 400 with 0.02: nine tenths are reached at 100.
        assert_eq!(range(&[deal(100, 0.2), deal(300, 0.1)]), (0, 100));
    }

    #[test]
    fn many_deals_lie_around_their_mean() {
        let kinds: Vec<Trials> = (0..400).map(|_| deal(1_000, 0.3)).collect();
        let (low, high) = range(&kinds);
        // 120 ± 1.2816 · 9.165 of them.
        assert_eq!((low, high), (108_000, 132_000));
    }

    /// Worths without a common divisor, too many to count out: the lattice says how coarse it is.
    #[test]
    fn a_coarse_lattice_is_named() {
        let kinds: Vec<Trials> = (0..60)
            .map(|index| deal(1_000_003 + 7_919 * index * index, 0.5))
            .collect();
        let found = range_of_sum(&kinds, 0.8);
        assert!(found.lattice.is_some() && found.low < found.high, "{found:?}");
    }

    proptest! {
        /// Against all outcomes, one by one.
        #[test]
        fn it_is_what_counting_out_gives(deals in prop::collection::vec((1_i64..500, 0.01_f64..1.0), 0..9)) {
            let kinds: Vec<Trials> = deals.iter().map(|(worth, p)| deal(*worth, *p)).collect();
            let mut sums: Vec<(i64, f64)> = vec![(0, 1.0)];
            for (worth, p) in &deals {
                let with = sums.iter().map(|(sum, chance)| (sum + worth, chance * p)).collect::<Vec<_>>();
                for (_, chance) in &mut sums {
                    *chance *= 1.0 - p;
                }
                sums.extend(with);
            }
            sums.sort_by_key(|(sum, _)| *sum);
            let at_most = |limit: i64| sums.iter().filter(|(sum, _)| *sum <= limit).map(|(_, chance)| chance).sum::<f64>();
            let (low, high) = range(&kinds);
            for (sum, chance) in [(low, 0.1), (high, 0.9)] {
                prop_assert!(at_most(sum) >= chance - 1e-6, "{sum}");
                prop_assert!(at_most(sum - 1) <= chance + 1e-6, "{sum}");
            }
        }
    }
}
