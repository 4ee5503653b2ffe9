//! What independent trials bring, reckoned once, so that the chance of the need is quickly said
//! for many different counts and rates of a few more.

use super::Trials;
use super::sum;
use super::window::{self, Window};

/// The distribution of what trials bring, below a limit.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// Sums in rising order, with the chance of that one or a smaller one.
    at_most: Vec<(i64, f64)>,
}

/// Wins of the trials that are added are counted in blocks where they spread further than this.
const SPREAD_MAX: f64 = 30.0;

impl Outcomes {
    /// Of independent trials, as [`of_sum`](super::of_sum) adds them up: exactly where the sums
    /// are few or have a common divisor, else in steps, rounded down.
    ///
    /// `limit`: the most that will be needed.
    pub fn of(limit: i64, kinds: &[Trials]) -> Self {
        let kinds: Vec<Trials> = kinds.iter().copied().filter(Trials::may_bring).collect();
        let sums = if limit <= 0 {
            Vec::new()
        } else {
            sum::distribution(limit, &kinds).0
        };
        let mut chance = 0.0;
        let at_most = sums.into_iter().map(|(sum, of)| {
            chance += of;
            (sum, chance)
        });
        Self {
            at_most: at_most.collect(),
        }
    }

    /// The chance that these trials and more of one worth, each kind a count with its chance,
    /// bring together what is needed.
    pub fn chance_with(&self, needed: i64, worth: i64, more: &[(u64, f64)]) -> f64 {
        if needed <= 0 {
            return 1.0;
        }
        let more = || more.iter().filter(|(count, p)| *count > 0 && *p > 0.0 && worth > 0);
        let widest = more().map(|(count, p)| window::spread(*count, *p)).fold(0.0, f64::max);
        let mut block = 1;
        while widest / block as f64 > SPREAD_MAX {
            block *= 2;
        }
        let worth = worth.saturating_mul(i64::try_from(block).unwrap_or(i64::MAX)).max(1);
        let enough = sum::ceiling(needed, worth);
        let mut wins = Window::certain(0, enough);
        for (count, p) in more() {
            let trials = Trials {
                count: *count,
                p: *p,
                worth,
            };
            wins = wins.plus(&Window::binomial(trials, block, enough), enough);
        }
        let short = |(wins, chance): (u64, &f64)| {
            let brought = i64::try_from(wins).unwrap_or(i64::MAX).saturating_mul(worth);
            chance * self.short_of(needed.saturating_sub(brought))
        };
        let short: f64 = (wins.from..).zip(&wins.mass).map(short).sum();
        (1.0 - short).clamp(0.0, 1.0)
    }

    /// The chance of less than so much.
    fn short_of(&self, needed: i64) -> f64 {
        let below = self.at_most.partition_point(|(sum, _)| *sum < needed);
        below.checked_sub(1).map_or(0.0, |last| self.at_most[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::of_sum;
    use proptest::prelude::*;

    proptest! {
        /// Whether trials are among the first or are added later is all the same.
        #[test]
        fn more_trials_count_as_if_they_had_been_there(
            needed in -2_i64..60,
            first in prop::collection::vec((0_u64..12, 0.0_f64..1.0, 1_i64..9), 0..5),
            worth in 1_i64..9,
            more in prop::collection::vec((0_u64..15, 0.0_f64..1.0), 0..3),
        ) {
            let first: Vec<Trials> = first.into_iter().map(|(count, p, worth)| Trials { count, p, worth }).collect();
            let all: Vec<Trials> = first.iter().copied()
                .chain(more.iter().map(|(count, p)| Trials { count: *count, p: *p, worth }))
                .collect();
            let direct = of_sum(needed, &all).value;
            let added = Outcomes::of(needed, &first).chance_with(needed, worth, &more);
            prop_assert!((direct - added).abs() < 1e-9, "{direct} {added}");
        }
    }

    #[test]
    fn a_large_market_is_counted_in_blocks_and_comes_to_the_same() {
        let first = [
            Trials {
                count: 400,
                p: 0.2,
                worth: 300,
            },
            Trials {
                count: 3,
                p: 0.5,
                worth: 1_234_567,
            },
        ];
        let more = [(200_000, 0.1), (50_000, 0.3)];
        for needed in [10_400_000, 11_000_000, 11_600_000] {
            let all: Vec<Trials> = first
                .into_iter()
                .chain(more.map(|(count, p)| Trials { count, p, worth: 300 }))
                .collect();
            let direct = of_sum(needed, &all).value;
            let added = Outcomes::of(needed, &first).chance_with(needed, 300, &more);
            assert!((direct - added).abs() < 0.03, "{needed}: {direct} {added}");
        }
    }
}
