//! Chances of whole numbers: wins, or cells of a lattice.

use super::Trials;

/// A tail lighter than this may be cut: chances are printed with four digits.
const TAIL: f64 = 1e-13;
/// Beyond a standard deviation of this many wins, wins are counted in blocks, so
/// that the time does not grow with the size of the market.
const SPREAD_MAX: f64 = 1_000.0;
/// So many multiplications are not worth a lattice.
const QUICK: usize = 10_000_000;

/// The chances of `from`, `from + 1`, ..; what is not listed has none, or is
/// so high that it is known to be enough.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    pub from: u64,
    pub mass: Vec<f64>,
}

impl Window {
    /// No chances yet, for [`Self::mix`].
    pub fn none() -> Self {
        Self {
            from: 0,
            mass: Vec::new(),
        }
    }

    /// `at` for certain; nothing where that is enough by itself.
    pub fn certain(at: u64, enough: u64) -> Self {
        Self {
            from: at,
            mass: if at < enough { vec![1.0] } else { Vec::new() },
        }
    }

    /// The blocks of wins of binomial trials, below `enough` blocks.
    ///
    /// Outwards from the mode with the ratio of neighbours, then scaled to 1: no
    /// factorials, so nothing overflows and nothing cancels.
    pub fn binomial(trials: Trials, block: u64, enough: u64) -> Self {
        let (n, p) = (trials.count as f64, trials.p);
        let spread = spread(trials.count, p);
        let mode = (((n + 1.0) * p) as u64).min(trials.count);
        if spread == 0.0 || spread < (block - 1) as f64 {
            return Self::certain(mode / block, enough);
        }
        let mut below = Vec::new();
        let mut above = vec![1.0];
        if block == 1 {
            let odds = p / (1.0 - p);
            let (mut wins, mut chance) = (mode as f64, 1.0);
            while wins > 0.0 && chance > TAIL {
                chance *= wins / ((n - wins + 1.0) * odds);
                wins -= 1.0;
                below.push(chance);
            }
            (wins, chance) = (mode as f64, 1.0);
            while wins < n && chance > TAIL {
                chance *= (n - wins) * odds / (wins + 1.0);
                wins += 1.0;
                above.push(chance);
            }
        } else {
            let middle = |index: u64| index as f64 * block as f64 + (block - 1) as f64 / 2.0;
            let weight = |index: u64| (-deviance(middle(index), n, p)).exp();
            below = (0..mode / block).rev().map(weight).take_while(|w| *w > TAIL).collect();
            above[0] = weight(mode / block);
            above.extend(
                (mode / block + 1..=trials.count / block)
                    .map(weight)
                    .take_while(|w| *w > TAIL),
            );
        }
        let from = mode / block - below.len() as u64;
        let total = below.iter().rev().chain(&above).sum::<f64>();
        let listed = usize::try_from(enough.saturating_sub(from)).unwrap_or(usize::MAX);
        let mass = below.iter().rev().chain(&above).take(listed).map(|w| w / total);
        Self {
            from,
            mass: mass.collect(),
        }
    }

    /// The sum of two independent numbers, below `enough`.
    pub fn plus(&self, other: &Self, enough: u64) -> Self {
        let from = self.from.saturating_add(other.from);
        // The inner loop runs over neighbours, the outer one skips the gaps that a stride leaves.
        let (outer, inner) = if self.entries() < other.entries() {
            (self, other)
        } else {
            (other, self)
        };
        let full = (outer.mass.len() + inner.mass.len()).saturating_sub(1);
        let listed = usize::try_from(enough.saturating_sub(from)).unwrap_or(usize::MAX);
        let mut mass = vec![0.0; if outer.mass.is_empty() { 0 } else { full.min(listed) }];
        for (have, chance) in outer
            .mass
            .iter()
            .enumerate()
            .take(mass.len())
            .filter(|(_, c)| **c > 0.0)
        {
            for (sum, more) in mass[have..].iter_mut().zip(&inner.mass) {
                *sum += chance * more;
            }
        }
        Self { from, mass }.trimmed()
    }

    /// Whether the sum needs no coarser steps.
    pub fn is_quick_to_add(&self, other: &Self) -> bool {
        self.mass.len().saturating_mul(other.mass.len()) <= QUICK
    }

    /// Averages: `self` gains `share` of `other`.
    pub fn mix(&mut self, other: &Self, share: f64) {
        if other.mass.is_empty() {
            return;
        }
        if self.mass.is_empty() {
            self.from = other.from;
        }
        if other.from < self.from {
            let gap = usize::try_from(self.from - other.from).unwrap_or(usize::MAX);
            self.mass.splice(0..0, std::iter::repeat_n(0.0, gap));
            self.from = other.from;
        }
        let gap = usize::try_from(other.from - self.from).unwrap_or(usize::MAX);
        self.mass.resize(self.mass.len().max(gap + other.mass.len()), 0.0);
        for (sum, more) in self.mass[gap..].iter_mut().zip(&other.mass) {
            *sum += share * more;
        }
    }

    /// Every number times `worth`, in whole steps of `step` rounded down, below `enough` steps.
    pub fn scaled(&self, worth: i64, step: i64, enough: u64) -> Self {
        let cell = |number: u64| {
            let steps = i128::from(number) * i128::from(worth) / i128::from(step.max(1));
            u64::try_from(steps).unwrap_or(u64::MAX)
        };
        let from = cell(self.from).min(enough);
        let mut mass = Vec::new();
        for (number, chance) in (self.from..).zip(&self.mass) {
            let at = cell(number);
            if at >= enough {
                break;
            }
            mass.resize(usize::try_from(at - from).unwrap_or(usize::MAX) + 1, 0.0);
            if let Some(last) = mass.last_mut() {
                *last += chance;
            }
        }
        Self { from, mass }
    }

    /// How many numbers have a chance: what one convolution has to go through.
    pub fn entries(&self) -> u64 {
        self.mass.iter().filter(|chance| **chance > 0.0).count() as u64
    }

    /// The chance of all the numbers listed.
    pub fn total(&self) -> f64 {
        self.mass.iter().sum()
    }

    /// Without ends that together weigh nothing: a long sum is narrow beside its range.
    fn trimmed(mut self) -> Self {
        let light = |masses: &mut dyn Iterator<Item = &f64>| {
            let mut weight = 0.0;
            masses
                .take_while(|mass| {
                    weight += **mass;
                    weight < TAIL
                })
                .count()
        };
        let high = light(&mut self.mass.iter().rev());
        self.mass.truncate(self.mass.len() - high);
        let low = light(&mut self.mass.iter());
        self.mass.drain(..low);
        self.from += low as u64;
        self
    }
}

/// Chance that at least `wins` of `count` trials succeed, for any number of them.
pub(super) fn at_least(wins: u64, count: u64, p: f64) -> f64 {
    let block = block(spread(count, p));
    // The block that holds `wins` belongs to both sides in parts.
    let (enough, part) = (wins / block, (wins % block) as f64 / block as f64);
    let all = Window::binomial(Trials { count, p, worth: 1 }, block, enough.saturating_add(1));
    let below = |(number, mass): (u64, &f64)| if number < enough { *mass } else { mass * part };
    (1.0 - (all.from..).zip(&all.mass).map(below).sum::<f64>()).clamp(0.0, 1.0)
}

/// The standard deviation of the wins.
pub(super) fn spread(count: u64, p: f64) -> f64 {
    (count as f64 * p * (1.0 - p)).max(0.0).sqrt()
}

/// The block in which to count wins that spread so far; 1 for all that a team meets.
pub(super) fn block(spread: f64) -> u64 {
    let mut block = 1;
    while spread / block as f64 > SPREAD_MAX {
        block *= 2;
    }
    block
}

/// How far the logarithm of the binomial probability of `wins` lies below that of the
/// mean, from Stirling's formula: C. Loader, Fast and Accurate Computation of Binomial
/// Probabilities (2000). Only used for blocks, where its error is below 1e-6.
fn deviance(wins: f64, n: f64, p: f64) -> f64 {
    let wins = wins.clamp(0.5, n - 0.5);
    let (won, lost) = (n * p, n * (1.0 - p));
    let away = wins - won;
    let part = |mean: f64, away: f64| (mean + away) * (away / mean).ln_1p() - away + 0.5 * (away / mean).ln_1p();
    part(won, away) + part(lost, -away)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Binomial, ContinuousCDF, Discrete, DiscreteCDF, Normal};

    #[test]
    fn binomial_chances_are_those_of_the_formula() {
        for (count, p) in [(1, 0.5), (20, 0.15), (400, 0.003), (400, 0.999), (2_000, 0.3)] {
            let exact = Binomial::new(p, count).unwrap();
            let window = Window::binomial(Trials { count, p, worth: 1 }, 1, u64::MAX);
            for (wins, mass) in (window.from..).zip(&window.mass) {
                assert!((mass - exact.pmf(wins)).abs() < 1e-11);
            }
            assert!((window.total() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn blocks_and_single_wins_agree() {
        let trials = Trials {
            count: 3_000_000,
            p: 0.3,
            worth: 1,
        };
        for wins in [898_000, 899_500, 900_001, 901_111] {
            let fine = 1.0 - Window::binomial(trials, 1, wins).total();
            let coarse = 1.0 - Window::binomial(trials, 8, wins / 8).total();
            // Seven wins at most are rounded away, each of a chance of at most 0.4 by the spread.
            assert!((fine - coarse).abs() < 7.0 * 0.4 / spread(trials.count, trials.p));
        }
    }

    #[test]
    fn at_least_serves_any_number_of_trials() {
        let exact = Binomial::new(0.15, 100_000).unwrap().sf(15_049);
        assert!((at_least(15_050, 100_000, 0.15) - exact).abs() < 1e-9);
        for count in [100_000_000_u64, 1_000_000_000, 1 << 50] {
            let spread = spread(count, 0.25);
            for away in [-2.0, -0.5, 0.0, 0.5, 2.0] {
                let wins = (count / 4).saturating_add_signed((away * spread) as i64);
                let normal = Normal::new(0.0, 1.0).unwrap().sf(away);
                assert!((at_least(wins, count, 0.25) - normal).abs() < 1e-4, "{count}, {away}");
            }
        }
    }
}
