//! What is believed of the rates at which channels' leads become deals, all channels together:
//! the less they differ by more than chance, the more each is drawn towards what is expected of
//! it, and one with few leads most of all.
//!
//! In every step of the funnel rates are drawn from Beta(m·p, m·(1 − p)), where p is what is
//! expected of the channel and the weight m is the same for all; m is believed to be any of a few
//! magnitudes, as likely as it makes what was seen (the hierarchical model of shares in Gelman et
//! al. 2013, "Bayesian Data Analysis", section 5.3, with the expected rates for its mean). A
//! channel's rate is the product of its steps: leads that had no time for the whole way yet say
//! something of its beginning. Rates are drawn at fixed points that fill the space evenly (a lattice;
//! Korobov 1959), so the same facts always give the same figures.

use statrs::function::gamma::ln_gamma;

use super::Share;

/// What is expected of a channel in a step, and what was seen of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The rate to expect before anything was seen; above 0 and below 1.
    pub rate: f64,
    /// Who had time, and who passed.
    pub seen: Share,
}

/// Rates that channels may have, all as likely as each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// Shape: one a draw, then one a channel.
    draws: Vec<Vec<f64>>,
}

/// How many cases what is expected may count for.
const WEIGHTS: [f64; 9] = [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];
/// Points of the lattice, a prime, and its multiplier.
const DRAWS: usize = 1_021;
const MULTIPLIER: usize = 76;

impl Rates {
    /// Of these channels, in their order. Shape: one a channel, then one a step; all have as many
    /// steps.
    pub fn of(channels: &[Vec<Expected>]) -> Self {
        let n_steps = channels.first().map_or(0, Vec::len);
        let steps: Vec<Step> = (0..n_steps)
            .map(|step| Step::of(channels.iter().map(|of| of[step]).collect()))
            .collect();
        let draw = |index: usize| {
            let mut at = Coordinates::of(index);
            let mut rates = vec![1.0; channels.len()];
            for step in &steps {
                step.multiply(&mut rates, &mut at);
            }
            rates
        };
        Self {
            draws: (0..DRAWS).map(draw).collect(),
        }
    }

    /// Every draw. Shape: one a channel.
    pub fn draws(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.draws.iter().map(Vec::as_slice)
    }

    /// The rate to expect of each channel.
    pub fn means(&self) -> Vec<f64> {
        let n_channels = self.draws.first().map_or(0, Vec::len);
        let mean = |channel: usize| self.draws.iter().map(|draw| draw[channel]).sum::<f64>() / DRAWS as f64;
        (0..n_channels).map(mean).collect()
    }
}

/// The coordinates of a point of the lattice, each in (0, 1).
struct Coordinates {
    index: usize,
    multiplier: usize,
}

impl Coordinates {
    fn of(index: usize) -> Self {
        Self { index, multiplier: 1 }
    }

    fn next(&mut self) -> f64 {
        let at = (self.index * self.multiplier) % DRAWS;
        self.multiplier = self.multiplier * MULTIPLIER % DRAWS;
        (at as f64 + 0.5) / DRAWS as f64
    }
}

/// One step of the funnel.
struct Step {
    /// Shape: as [`WEIGHTS`].
    likelihoods: [f64; WEIGHTS.len()],
    /// Shape: as [`WEIGHTS`], then one a channel.
    shapes: Vec<Vec<Quantiles>>,
}

impl Step {
    fn of(channels: Vec<Expected>) -> Self {
        let ln_likelihoods = WEIGHTS.map(|weight| channels.iter().map(|of| ln_seen(of, weight)).sum::<f64>());
        let most = ln_likelihoods.iter().copied().fold(f64::MIN, f64::max);
        let likelihoods = ln_likelihoods.map(|ln| (ln - most).exp());
        let all: f64 = likelihoods.iter().sum();
        let shapes = WEIGHTS
            .iter()
            .map(|weight| channels.iter().map(|of| Quantiles::of(of, *weight)).collect());
        Self {
            likelihoods: likelihoods.map(|of| of / all),
            shapes: shapes.collect(),
        }
    }

    /// Multiplies the rates with those of this step at a point: the weight first, then each
    /// channel's own.
    fn multiply(&self, rates: &mut [f64], at: &mut Coordinates) {
        let mut left = at.next();
        let weight = self.likelihoods.iter().position(|of| {
            left -= of;
            left < 0.0
        });
        let shapes = &self.shapes[weight.unwrap_or(WEIGHTS.len() - 1)];
        for (rate, shape) in rates.iter_mut().zip(shapes) {
            *rate *= shape.at(at.next());
        }
    }
}

/// The logarithm of how likely the expected rate of that weight makes what was seen, but for
/// what is the same for all weights.
fn ln_seen(of: &Expected, weight: f64) -> f64 {
    let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    let (a, b) = (of.rate * weight, (1.0 - of.rate) * weight);
    let (won, lost) = counts(of.seen);
    ln_beta(a + won, b + lost) - ln_beta(a, b)
}

fn counts(seen: Share) -> (f64, f64) {
    let won = seen.successes.min(seen.trials);
    (won as f64, (seen.trials - won) as f64)
}

/// The quantiles of a beta distribution, from a table: draws need thousands of them.
struct Quantiles {
    /// Logarithms of odds, evenly apart.
    from: f64,
    step: f64,
    /// Shape: as the odds; how much lies below.
    below: Vec<f64>,
}

const TABLE: usize = 400;

impl Quantiles {
    fn of(of: &Expected, weight: f64) -> Self {
        let (won, lost) = counts(of.seen);
        let (a, b) = (of.rate * weight + won, (1.0 - of.rate) * weight + lost);
        // The logarithm of the odds t has a density of σ(t)^a σ(−t)^b: a bell with this middle
        // and width, whose sides fall as exp(−a |t|) and exp(−b |t|) at least.
        let (middle, width) = ((a / b).ln(), ((a + b) / (a * b)).sqrt());
        let from = middle - (8.0 * width).max(15.0 / a);
        let to = middle + (8.0 * width).max(15.0 / b);
        let step = (to - from) / TABLE as f64;
        let ln_density = |t: f64| -a * (-t).exp().ln_1p() - b * t.exp().ln_1p();
        let top = ln_density(middle);
        let mut sum = 0.0;
        let mut below: Vec<f64> = (0..TABLE)
            .map(|index| {
                let density = (ln_density(from + step * (index as f64 + 0.5)) - top).exp();
                sum += if density.is_finite() { density } else { 0.0 };
                sum
            })
            .collect();
        for part in &mut below {
            *part /= sum;
        }
        Self { from, step, below }
    }

    fn at(&self, part: f64) -> f64 {
        let index = self.below.partition_point(|below| *below < part).min(TABLE - 1);
        let before = index.checked_sub(1).map_or(0.0, |before| self.below[before]);
        let width = self.below[index] - before;
        let within = if width > 0.0 { (part - before) / width } else { 0.5 };
        let odds = (self.from + self.step * (index as f64 + within)).exp();
        odds / (1.0 + odds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta, ContinuousCDF};

    fn expected(rate: f64, trials: u64, successes: u64) -> Expected {
        Expected {
            rate,
            seen: Share {
                trials,
                successes,
                ..Share::default()
            },
        }
    }

    #[test]
    fn the_table_has_the_quantiles_of_the_beta_distribution() {
        for (rate, weight, trials, successes) in [
            (0.1, 2.0, 0, 0),
            (0.2, 8.0, 30, 9),
            (0.15, 64.0, 4_000, 600),
            (0.5, 4.0, 20, 20),
        ] {
            let of = expected(rate, trials, successes);
            let table = Quantiles::of(&of, weight);
            let (won, lost) = counts(of.seen);
            let exact = Beta::new(rate * weight + won, (1.0 - rate) * weight + lost).unwrap();
            for part in [0.05, 0.3, 0.5, 0.8, 0.95] {
                let below = exact.cdf(table.at(part));
                assert!((below - part).abs() < 0.004, "{of:?} {part} {below}");
            }
        }
    }

    fn one_step<const N: usize>(seen: [(u64, u64); N]) -> Rates {
        Rates::of(&seen.map(|(trials, successes)| vec![expected(0.2, trials, successes)]))
    }

    #[test]
    fn channels_that_hardly_differ_are_drawn_together_and_others_are_not() {
        let alike = one_step([(100, 22), (100, 18), (5, 3)]).means();
        assert!((alike[0] - alike[1]).abs() < 0.03, "{alike:?}");
        // Three of five is little to go by.
        assert!(alike[2] < 0.33, "{alike:?}");
        let apart = one_step([(100, 40), (100, 8), (100, 12)]).means();
        assert!(apart[0] > 0.34 && apart[1] < 0.1, "{apart:?}");
    }

    #[test]
    fn of_two_alike_each_is_the_better_half_the_time() {
        let rates = one_step([(40, 12), (40, 12)]);
        let first = rates.draws().filter(|draw| draw[0] > draw[1]).count() as f64 / DRAWS as f64;
        assert!((first - 0.5).abs() < 0.02, "{first}");
    }

    #[test]
    fn a_rate_is_the_product_of_its_steps() {
        let channel = |met: u64, won: u64| vec![expected(0.4, 300, met), expected(0.5, met, won)];
        let means = Rates::of(&[channel(180, 90), channel(60, 30)]).means();
        // 60 % and 20 %, each with half of them won.
        assert!(
            (means[0] - 0.3).abs() < 0.01 && (means[1] - 0.1).abs() < 0.015,
            "{means:?}"
        );
    }
}
