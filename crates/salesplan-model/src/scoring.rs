//! How good chances were: two forecasters of the same events scored side by side against
//! what then happened. Both scores are means over the trials; lower is better.
//!
//! - *Brier score*: the mean of (p - y)², where y is 1 for what happened and 0 for what did
//!   not. G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly
//!   Weather Review 78 (1950).
//! - *Log loss*: the mean of -ln of the chance given to what came to be. I. J. Good,
//!   "Rational decisions", Journal of the Royal Statistical Society B 14 (1952). A chance is
//!   taken as at least [`CHANCE_MIN`] and at most 1 - [`CHANCE_MIN`] here: a single certainty
//!   that fails would be an infinite loss.
//!
//! Both are proper: nobody scores better by saying another chance than the one they believe.
//! The same deal is judged week after week, so the observations of one deal hang together; the
//! standard error of the difference counts it as one cluster (K.-Y. Liang, S. L. Zeger,
//! "Longitudinal data analysis using generalized linear models", Biometrika 73 (1986)).

use std::collections::BTreeMap;

pub mod order;

/// What a chance counts as in the log loss where it is smaller; likewise at the other end.
pub const CHANCE_MIN: f64 = 1e-6;

/// Clusters below which no standard error is given: it would itself be a guess.
pub const CLUSTERS_MIN: usize = 10;

/// How many bins of equal width a calibration has.
const BINS: usize = 10;

/// Something of a kind that happened in some of its trials, as both forecasters saw it before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// How often it could happen.
    pub trials: u64,
    /// How often it did; at most `trials`.
    pub successes: u64,
    /// The chance by the current rule, in [0, 1].
    pub current: f64,
    /// The chance by the changed rule, in [0, 1].
    pub changed: f64,
}

/// Two forecasters scored side by side. Observations that hang together share a cluster `K`.
/// The same observations in the same order give the same figures.
#[derive(Debug, Clone)]
pub struct Scoring<K> {
    n_observations: u64,
    trials: u64,
    successes: u64,
    current: Sums,
    changed: Sums,
    clusters: BTreeMap<K, Differences>,
}

/// Sums of one forecaster.
#[derive(Debug, Clone, Default)]
struct Sums {
    scores: Scores,
    bins: [BinSums; BINS],
}

#[derive(Debug, Clone, Copy, Default)]
struct BinSums {
    trials: u64,
    successes: u64,
    chances: f64,
}

/// Sums of one cluster: changed less current.
#[derive(Debug, Clone, Copy, Default)]
struct Differences {
    trials: u64,
    scores: Scores,
}

/// A Brier score and a log loss.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    /// Mean squared distance of the chance from what happened, 0 to 1.
    pub brier: f64,
    /// Mean -ln of the chance given to what happened, in nats.
    pub log_loss: f64,
}

/// What the scores of all observations come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// How many observations were scored.
    pub n_observations: u64,
    /// How many clusters they are of.
    pub n_clusters: usize,
    /// Trials of all observations.
    pub trials: u64,
    /// Share of them that succeeded.
    pub share: f64,
    /// What somebody scores who says that share every time: it uses what nobody knew before,
    /// and still knows nothing of the single deal.
    pub base: Scores,
    /// The current rule.
    pub current: Forecaster,
    /// The changed rule.
    pub changed: Forecaster,
    /// Changed less current: below 0 where the changed rule is better.
    pub difference: Scores,
    /// Its standard error, clustered; `None` with fewer than [`CLUSTERS_MIN`] clusters.
    pub standard_error: Option<Scores>,
}

/// One of the two forecasters.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecaster {
    /// Its scores.
    pub scores: Scores,
    /// What it said against what happened, by ascending chance; bins without trials are left out.
    pub calibration: Vec<Bin>,
}

/// The trials whose chance lay within one tenth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Chances from here on..
    pub from: f64,
    /// ..up to, not including, here; the last bin includes 1.
    pub to: f64,
    /// How many trials.
    pub trials: u64,
    /// The mean chance.
    pub mean_chance: f64,
    /// The share that succeeded.
    pub share: f64,
}

impl<K> Default for Scoring<K> {
    fn default() -> Self {
        Self {
            n_observations: 0,
            trials: 0,
            successes: 0,
            current: Sums::default(),
            changed: Sums::default(),
            clusters: BTreeMap::new(),
        }
    }
}

impl<K: Ord> Scoring<K> {
    /// Scores one more observation; one without trials says nothing and is passed over.
    pub fn add(&mut self, cluster: K, seen: Observation) {
        if seen.trials == 0 {
            return;
        }
        self.n_observations += 1;
        self.trials = self.trials.saturating_add(seen.trials);
        self.successes = self.successes.saturating_add(seen.successes);
        let current = self.current.add(seen.trials, seen.successes, seen.current);
        let changed = self.changed.add(seen.trials, seen.successes, seen.changed);
        let of_cluster = self.clusters.entry(cluster).or_default();
        of_cluster.trials = of_cluster.trials.saturating_add(seen.trials);
        of_cluster.scores.brier += changed.brier - current.brier;
        of_cluster.scores.log_loss += changed.log_loss - current.log_loss;
    }

    /// How many observations were scored so far.
    pub fn n_observations(&self) -> u64 {
        self.n_observations
    }

    /// The scores; `None` without observations.
    pub fn scored(&self) -> Option<Scored> {
        if self.trials == 0 {
            return None;
        }
        let trials = self.trials as f64;
        let share = self.successes as f64 / trials;
        let mean = |sums: &Scores| Scores {
            brier: sums.brier / trials,
            log_loss: sums.log_loss / trials,
        };
        let forecaster = |sums: &Sums| Forecaster {
            scores: mean(&sums.scores),
            calibration: sums.calibration(),
        };
        let (current, changed) = (forecaster(&self.current), forecaster(&self.changed));
        let difference = Scores {
            brier: changed.scores.brier - current.scores.brier,
            log_loss: changed.scores.log_loss - current.scores.log_loss,
        };
        let base = loss(self.trials, self.successes, share);
        Some(Scored {
            n_observations: self.n_observations,
            n_clusters: self.clusters.len(),
            trials: self.trials,
            share,
            base: mean(&base),
            current,
            changed,
            difference,
            standard_error: (self.clusters.len() >= CLUSTERS_MIN).then(|| Scores {
                brier: self.standard_error(difference.brier, |scores| scores.brier),
                log_loss: self.standard_error(difference.log_loss, |scores| scores.log_loss),
            }),
        })
    }

    /// sqrt(G / (G - 1) · Σ (S_g - mean · n_g)²) / N over G clusters, the sum S_g and the n_g
    /// trials of each, and N trials in all.
    fn standard_error(&self, mean: f64, of: impl Fn(&Scores) -> f64) -> f64 {
        let n_clusters = self.clusters.len() as f64;
        let squares: f64 = self
            .clusters
            .values()
            .map(|cluster| (of(&cluster.scores) - mean * cluster.trials as f64).powi(2))
            .sum();
        (n_clusters / (n_clusters - 1.0) * squares).sqrt() / self.trials as f64
    }
}

impl Sums {
    /// Adds an observation and gives its scores, summed over its trials.
    fn add(&mut self, trials: u64, successes: u64, chance: f64) -> Scores {
        let scores = loss(trials, successes, chance);
        self.scores.brier += scores.brier;
        self.scores.log_loss += scores.log_loss;
        let bin = &mut self.bins[((chance * BINS as f64) as usize).min(BINS - 1)];
        bin.trials = bin.trials.saturating_add(trials);
        bin.successes = bin.successes.saturating_add(successes);
        bin.chances += chance * trials as f64;
        scores
    }

    fn calibration(&self) -> Vec<Bin> {
        let filled = self.bins.iter().enumerate().filter(|(_, bin)| bin.trials > 0);
        let shape = |(index, sums): (usize, &BinSums)| Bin {
            from: index as f64 / BINS as f64,
            to: (index + 1) as f64 / BINS as f64,
            trials: sums.trials,
            mean_chance: sums.chances / sums.trials as f64,
            share: sums.successes as f64 / sums.trials as f64,
        };
        filled.map(shape).collect()
    }
}

/// Both scores of one chance, summed over the trials.
fn loss(trials: u64, successes: u64, chance: f64) -> Scores {
    let (successes, failures) = (successes as f64, trials.saturating_sub(successes) as f64);
    let ln = |chance: f64| chance.clamp(CHANCE_MIN, 1.0 - CHANCE_MIN).ln();
    Scores {
        brier: successes * (1.0 - chance).powi(2) + failures * chance.powi(2),
        log_loss: -(successes * ln(chance) + failures * ln(1.0 - chance)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(observations: &[(u32, u64, u64, f64, f64)]) -> Scored {
        let mut scoring = Scoring::default();
        for (cluster, trials, successes, current, changed) in observations.iter().copied() {
            scoring.add(
                cluster,
                Observation {
                    trials,
                    successes,
                    current,
                    changed,
                },
            );
        }
        scoring.scored().unwrap()
    }

    #[track_caller]
    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }

    /// Won at 0.8 and 0.6, lost at 0.4: (0.04 + 0.16 + 0.16) / 3 = 0.12, and
    /// -(ln 0.8 + ln 0.6 + ln 0.6) / 3. The base says 2/3: (2/9 + 4/9) / 3 = 2/9.
    #[test]
    fn three_deals_by_hand() {
        let scored = scored(&[(1, 1, 1, 0.8, 1.0), (2, 1, 1, 0.6, 1.0), (3, 1, 0, 0.4, 0.0)]);
        near(scored.current.scores.brier, 0.12);
        near(scored.current.scores.log_loss, -(0.8_f64 * 0.6 * 0.6).ln() / 3.0);
        near(scored.base.brier, 2.0 / 9.0);
        near(scored.changed.scores.brier, 0.0);
        near(scored.difference.brier, -0.12);
        assert_eq!((scored.trials, scored.n_clusters, scored.standard_error), (3, 3, None));
    }

    #[test]
    fn a_certainty_that_fails_is_a_large_loss_and_no_infinite_one() {
        let scored = scored(&[(1, 1, 0, 1.0, 0.0)]);
        near(scored.current.scores.brier, 1.0);
        near(scored.current.scores.log_loss, -(1e-6_f64).ln());
        near(scored.changed.scores.log_loss, -(1.0 - 1e-6_f64).ln());
    }

    /// 3 of 10 at 0.3 is as ten single trials: (3 · 0.49 + 7 · 0.09) / 10 = 0.21.
    #[test]
    fn trials_weigh_an_observation() {
        let scored = scored(&[(1, 10, 3, 0.3, 0.3), (2, 0, 0, 0.9, 0.1)]);
        near(scored.current.scores.brier, 0.21);
        near(scored.share, 0.3);
        assert_eq!((scored.n_observations, scored.n_clusters), (1, 1));
    }

    /// Ten deals lost, current 0. For five the changed rule says 0.2 twice: each sum 0.08, and for
    /// five 0 twice. Mean 0.02; residuals ±0.04: sqrt(10/9 · 10 · 0.0016) / 20 = 1/150.
    #[test]
    fn the_same_deal_week_after_week_is_one_cluster() {
        let observations: Vec<_> = (0..20)
            .map(|n| (n % 10, 1, 0, 0.0, if n % 10 < 5 { 0.2 } else { 0.0 }))
            .collect();
        let scored = scored(&observations);
        near(scored.difference.brier, 0.02);
        near(scored.standard_error.unwrap().brier, 1.0 / 150.0);
        assert_eq!((scored.n_observations, scored.n_clusters), (20, 10));
    }

    #[test]
    fn calibration_puts_each_chance_into_its_tenth() {
        let scored = scored(&[(1, 1, 0, 0.0, 0.5), (2, 1, 1, 0.05, 0.5), (3, 1, 1, 1.0, 0.5)]);
        let bins = &scored.current.calibration;
        assert_eq!(bins.len(), 2);
        assert_eq!((bins[0].from, bins[0].trials, bins[0].share), (0.0, 2, 0.5));
        near(bins[0].mean_chance, 0.025);
        assert_eq!((bins[1].from, bins[1].to, bins[1].trials), (0.9, 1.0, 1));
        assert_eq!(scored.changed.calibration[0].from, 0.5);
    }

    #[test]
    fn nothing_seen_is_no_score() {
        assert_eq!(Scoring::<u32>::default().scored(), None);
    }
}
