//! What is believed of each arm after its cases, and what is lost by choosing one now.

use statrs::distribution::{Beta, ContinuousCDF, Gamma, Normal};

/// What is believed of the true figure of one arm.
#[derive(Debug, Clone)]
pub struct Posterior {
    shape: Shape,
    /// Its mean.
    pub mean: f64,
}

#[derive(Debug, Clone)]
enum Shape {
    /// A share.
    Beta(Beta),
    /// An average.
    Normal(Normal),
    /// Money by deal, where deals by money are believed to be of this shape.
    Inverse(Gamma),
}

/// How an arm stands among the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The chance that it is the best of all.
    pub is_best: f64,
    /// How much is lost on average by choosing it now, in units of the measure.
    pub expected_loss: f64,
}

/// Half of what lies outside the 90 % interval.
const TAIL: f64 = 0.05;
/// Steps of the common grid on which posteriors are compared.
const STEPS: usize = 2_000;
/// What lies outside of the grid on either side.
const OUTSIDE: f64 = 1e-6;

impl Posterior {
    /// A share of that mean and variance; `None` where there is no such.
    pub fn share(mean: f64, variance: f64) -> Option<Self> {
        let weight = mean * (1.0 - mean) / variance - 1.0;
        let beta = Beta::new(mean * weight, (1.0 - mean) * weight).ok()?;
        let shape = Shape::Beta(beta);
        Some(Self { shape, mean })
    }

    /// An average with its standard error.
    pub fn average(mean: f64, error: f64) -> Option<Self> {
        let shape = Shape::Normal(Normal::new(mean, error).ok()?);
        Some(Self { shape, mean })
    }

    /// Money by deal: so many deals, a part of one included, for so much money.
    pub fn cost(deals: f64, money: f64) -> Option<Self> {
        let shape = Shape::Inverse(Gamma::new(deals, money).ok()?);
        let mean = if deals > 1.0 {
            money / (deals - 1.0)
        } else {
            money / deals
        };
        Some(Self { shape, mean })
    }

    /// The chance that the true figure is `value` at most.
    pub fn at_most(&self, value: f64) -> f64 {
        match &self.shape {
            Shape::Beta(beta) => beta.cdf(value.clamp(0.0, 1.0)),
            Shape::Normal(normal) => normal.cdf(value),
            Shape::Inverse(_) if value <= 0.0 => 0.0,
            Shape::Inverse(gamma) => 1.0 - gamma.cdf(1.0 / value),
        }
    }

    /// 90 % of the belief lie between these.
    pub fn interval(&self) -> (f64, f64) {
        (self.quantile(TAIL), self.quantile(1.0 - TAIL))
    }

    fn quantile(&self, part: f64) -> f64 {
        match &self.shape {
            Shape::Beta(beta) => beta.inverse_cdf(part),
            Shape::Normal(normal) => normal.inverse_cdf(part),
            Shape::Inverse(gamma) => 1.0 / gamma.inverse_cdf(1.0 - part),
        }
    }
}

/// Compares the arms: for each, the chance that it is the best, and the expected loss of
/// choosing it now: `E[best] - E[it]`.
pub fn compare(arms: &[Posterior], more_is_better: bool) -> Vec<Standing> {
    let grid = grid(arms);
    let cdfs: Vec<Vec<f64>> = arms
        .iter()
        .map(|arm| grid.iter().map(|value| arm.at_most(*value)).collect())
        .collect();
    // For less is better everything is seen from the other end.
    let below = |arm: usize, at: usize| {
        if more_is_better {
            cdfs[arm][at]
        } else {
            1.0 - cdfs[arm][at]
        }
    };
    let beats_all = |arm: Option<usize>, at: usize| -> f64 {
        let others = (0..arms.len()).filter(|other| Some(*other) != arm);
        others.map(|other| below(other, at)).product()
    };
    let width = |at: usize| grid[at + 1] - grid[at];
    // Both integrals begin at the worse end; their difference is that of the means.
    let short =
        |of: &dyn Fn(usize) -> f64| -> f64 { (0..STEPS).map(|at| width(at) * (of(at) + of(at + 1)) / 2.0).sum() };
    let of_best = short(&|at| beats_all(None, at));
    (0..arms.len())
        .map(|arm| {
            let steps = (0..STEPS).map(|at| {
                let mass = (cdfs[arm][at + 1] - cdfs[arm][at]).max(0.0);
                mass * (beats_all(Some(arm), at) + beats_all(Some(arm), at + 1)) / 2.0
            });
            Standing {
                is_best: steps.sum::<f64>().clamp(0.0, 1.0),
                expected_loss: (short(&|at| below(arm, at)) - of_best).max(0.0),
            }
        })
        .collect()
}

/// The chance that an arm is worse than another by more than `harm`.
pub fn worse_by(arm: &Posterior, other: &Posterior, harm: f64, more_is_better: bool) -> f64 {
    let grid = grid(std::slice::from_ref(other));
    let worse = |value: f64| {
        if more_is_better {
            arm.at_most(value - harm)
        } else {
            1.0 - arm.at_most(value + harm)
        }
    };
    let steps = (0..STEPS).map(|at| {
        let mass = (other.at_most(grid[at + 1]) - other.at_most(grid[at])).max(0.0);
        mass * (worse(grid[at]) + worse(grid[at + 1])) / 2.0
    });
    steps.sum::<f64>().clamp(0.0, 1.0)
}

fn grid(arms: &[Posterior]) -> Vec<f64> {
    let ends = |part: f64| arms.iter().map(move |arm| arm.quantile(part));
    let low = ends(OUTSIDE).fold(f64::MAX, f64::min);
    let high = ends(1.0 - OUTSIDE).fold(f64::MIN, f64::max);
    let step = (high - low) / STEPS as f64;
    (0..=STEPS).map(|at| low + step * at as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beta(successes: f64, failures: f64) -> Posterior {
        let n = successes + failures;
        let mean = successes / n;
        Posterior::share(mean, mean * (1.0 - mean) / (n + 1.0)).unwrap()
    }

    #[test]
    fn two_equal_arms_are_each_the_best_half_the_time() {
        let standings = compare(&[beta(30.0, 70.0), beta(30.0, 70.0)], true);
        assert!((standings[0].is_best - 0.5).abs() < 1e-3, "{standings:?}");
        // E max - mean of two alike normals is their deviation over the root of pi.
        let deviation = (0.3_f64 * 0.7 / 101.0).sqrt();
        let expected = deviation / std::f64::consts::PI.sqrt();
        assert!(
            (standings[0].expected_loss - expected).abs() < expected * 0.02,
            "{standings:?}"
        );
    }

    #[test]
    fn of_two_uniform_shares_the_better_is_known_by_hand() {
        // P(Beta(2, 1) > Beta(1, 1)) = 2/3; E max - 1/2 = 3/4 - 1/2 for the second.
        let standings = compare(&[beta(2.0, 1.0), beta(1.0, 1.0)], true);
        assert!((standings[0].is_best - 2.0 / 3.0).abs() < 1e-3, "{standings:?}");
        assert!((standings[1].expected_loss - 0.25).abs() < 1e-3, "{standings:?}");
        assert!(
            (standings[0].expected_loss - (0.75 - 2.0 / 3.0)).abs() < 1e-3,
            "{standings:?}"
        );
    }

    #[test]
    fn where_less_is_better_the_cheaper_arm_wins() {
        let (cheap, dear) = (
            Posterior::cost(20.0, 1000.0).unwrap(),
            Posterior::cost(20.0, 2000.0).unwrap(),
        );
        let standings = compare(&[dear.clone(), cheap.clone()], false);
        assert!(
            standings[1].is_best > 0.95 && standings[0].is_best < 0.05,
            "{standings:?}"
        );
        assert!(worse_by(&dear, &cheap, 10.0, false) > 0.9);
        assert!(worse_by(&cheap, &dear, 10.0, false) < 0.05);
    }
}
