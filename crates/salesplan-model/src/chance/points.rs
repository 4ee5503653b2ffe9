//! What is known of the way from the first stage to a deal: its chance, as
//! weighted points.

/// One conversion on the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StepRate {
    /// Taken as written: there is no evidence.
    Fixed(f64),
    /// Known from counts.
    Seen {
        /// How many got through.
        successes: u64,
        /// Of how many. Fewer than `successes` are read as just as many.
        trials: u64,
    },
}

/// Points of a path. The chance of a number of wins among up to 400 leads is then within
/// 1e-4 of exact; among endless leads, within half of a point's mass, 0.003.
const PATH_POINTS: usize = 256;
/// Points of one step where it is multiplied onto the path.
const STEP_POINTS: usize = 128;
/// Cells in which products are sorted.
const CELLS: usize = 8_192;
/// Points per standard deviation at which a posterior is first laid out.
const FINENESS: f64 = 50.0;
/// The logarithm below the peak at which a posterior is cut: 1e-10 of it.
const DEPTH: f64 = 23.0;

/// The distribution of the product of the steps' rates: chances in rising order,
/// with masses that sum to 1. A step that was seen has the posterior
/// `Beta(1 + successes, 1 + failures)`, from a uniform prior; steps are independent.
pub fn path_points(steps: &[StepRate]) -> Vec<(f64, f64)> {
    let mut fixed = 1.0;
    let mut path: Option<Vec<(f64, f64)>> = None;
    for step in steps {
        match *step {
            StepRate::Fixed(rate) => fixed *= rate.clamp(0.0, 1.0),
            StepRate::Seen { successes, trials } => {
                let seen = posterior(successes as f64, trials.saturating_sub(successes) as f64);
                path = Some(match path {
                    None => binned(&seen, PATH_POINTS),
                    Some(path) => product(&path, &binned(&seen, STEP_POINTS)),
                });
            }
        }
    }
    let mut path = path.unwrap_or_else(|| vec![(1.0, 1.0)]);
    for (p, _) in &mut path {
        *p *= fixed;
    }
    path
}

/// Chance that the product of the rates is at least `planned`.
///
/// Half of a point's mass lies below it; between points the distribution is taken as even.
pub fn path_at_least(points: &[(f64, f64)], planned: f64) -> f64 {
    if let [(p, _)] = points {
        // The same product in another order of its factors is still the same.
        return f64::from(u8::from(*p >= planned * (1.0 - 1e-12)));
    }
    let mut below = 0.0;
    let mut before = (0.0, 0.0);
    for (p, mass) in points {
        let here = (*p, below + mass / 2.0);
        if planned <= here.0 {
            let part = (planned - before.0) / (here.0 - before.0);
            let reached = before.1 + part.clamp(0.0, 1.0) * (here.1 - before.1);
            return 1.0 - reached;
        }
        below += mass;
        before = here;
    }
    0.0
}

/// `Beta(1 + successes, 1 + failures)`, laid out evenly in the logit of the rate.
///
/// There the density is `p^a (1-p)^b`, smooth and with one peak for all a, b >= 1, so
/// even points weighted by it are as good as exact (trapezoidal rule: Trefethen and
/// Weideman, SIAM Review 56, 2014), from no evidence up to any amount of it.
fn posterior(successes: f64, failures: f64) -> Vec<(f64, f64)> {
    let (a, b) = (1.0 + successes, 1.0 + failures);
    let peak = a / (a + b);
    let width = 1.0 / (FINENESS * (peak * b).sqrt());
    // Relative to the peak, so that much evidence does not cancel.
    let at = |index: f64| {
        let away = index * width;
        let failing = (peak * away.exp_m1()).ln_1p();
        let rate = (away - failing).exp() * peak;
        let drop = (a + b) * failing - a * away;
        (rate, drop)
    };
    let side = |sign: f64| {
        (1..)
            .map(move |index: u32| at(sign * f64::from(index)))
            .take_while(|(_, drop)| *drop < DEPTH)
            .map(|(rate, drop)| (rate, (-drop).exp()))
    };
    let mut points: Vec<(f64, f64)> = side(-1.0).collect();
    points.reverse();
    points.push((peak, 1.0));
    points.extend(side(1.0));
    points
}

/// Neighbours drawn together into at most `bins` points, each at the mean of its bin;
/// the masses are scaled to sum to 1.
///
/// The bins' edges are even in the arcsine of the square root of the mass below: thin
/// in the tails, whose reach would else be lost.
fn binned(sorted: &[(f64, f64)], bins: usize) -> Vec<(f64, f64)> {
    let total: f64 = sorted.iter().map(|(_, mass)| mass).sum();
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(bins);
    let (mut below, mut bin, mut edge) = (0.0, 0, 0.0);
    for (p, mass) in sorted {
        let middle = below + mass / 2.0;
        below += mass;
        if middle >= edge || points.is_empty() {
            while middle >= edge && bin < bins {
                bin += 1;
                edge = total * (std::f64::consts::FRAC_PI_2 * bin as f64 / bins as f64).sin().powi(2);
            }
            points.push((p * mass, *mass));
        } else if let Some(last) = points.last_mut() {
            last.0 += p * mass;
            last.1 += mass;
        }
    }
    for (p, mass) in &mut points {
        *p /= *mass;
        *mass /= total;
    }
    points
}

/// The product of two independent rates, in at most `PATH_POINTS` points.
///
/// Sorting all products would take most of the time: they are gathered in cells of
/// their logarithm instead, of which each keeps its mean.
fn product(path: &[(f64, f64)], step: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let logs = |points: &[(f64, f64)]| -> Vec<f64> { points.iter().map(|(p, _)| p.ln()).collect() };
    let (path_logs, step_logs) = (logs(path), logs(step));
    let (low, high) = (path_logs[0] + step_logs[0], ends(&path_logs) + ends(&step_logs));
    let scale = if high > low {
        (CELLS - 1) as f64 / (high - low)
    } else {
        0.0
    };
    let mut cells = vec![(0.0, 0.0); CELLS];
    for ((p, mass), log) in path.iter().zip(&path_logs) {
        for ((rate, share), step_log) in step.iter().zip(&step_logs) {
            let cell = ((log + step_log - low) * scale).max(0.0) as usize;
            let weight = mass * share;
            let (sum, total) = &mut cells[cell.min(CELLS - 1)];
            *sum += p * rate * weight;
            *total += weight;
        }
    }
    let means: Vec<(f64, f64)> = cells
        .into_iter()
        .filter(|(_, mass)| *mass > 0.0)
        .map(|(sum, mass)| (sum / mass, mass))
        .collect();
    binned(&means, PATH_POINTS)
}

fn ends(logs: &[f64]) -> f64 {
    logs[logs.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta, ContinuousCDF};

    fn seen(successes: u64, trials: u64) -> StepRate {
        StepRate::Seen { successes, trials }
    }

    fn posterior_of((successes, trials): (u64, u64)) -> Beta {
        Beta::new(1.0 + successes as f64, 1.0 + (trials - successes) as f64).unwrap()
    }

    const EVIDENCE: [(u64, u64); 7] = [(1, 3), (0, 2), (3, 3), (0, 0), (10, 20), (300, 1000), (99, 100)];

    #[test]
    fn masses_sum_to_one_and_means_multiply() {
        for (s, t) in EVIDENCE {
            let points = path_points(&[seen(s, t), StepRate::Fixed(0.4), seen(12, 40), seen(1, 3)]);
            let mass: f64 = points.iter().map(|(_, mass)| mass).sum();
            let mean: f64 = points.iter().map(|(p, mass)| p * mass).sum();
            let exact = (1.0 + s as f64) / (2.0 + t as f64) * 0.4 * (13.0 / 42.0) * (2.0 / 5.0);
            assert!((mass - 1.0).abs() < 1e-12);
            assert!((mean / exact - 1.0).abs() < 1e-8, "{mean}, {exact}");
            assert!(points.is_sorted_by(|a, b| a.0 < b.0) && points.len() <= PATH_POINTS);
        }
    }

    #[test]
    fn one_step_is_at_least_the_plan_as_its_posterior_says() {
        for evidence in EVIDENCE {
            let points = path_points(&[seen(evidence.0, evidence.1)]);
            for percent in 0..=100 {
                let planned = f64::from(percent) / 100.0;
                let exact = posterior_of(evidence).sf(planned);
                let ours = path_at_least(&points, planned);
                assert!(
                    (ours - exact).abs() < 5e-4,
                    "{evidence:?} at {planned}: {ours}, {exact}"
                );
            }
        }
    }

    #[test]
    fn two_steps_are_at_least_the_plan_as_the_integral_says() {
        for pair in EVIDENCE.windows(2) {
            let points = path_points(&[seen(pair[0].0, pair[0].1), seen(pair[1].0, pair[1].1)]);
            let (first, second) = (posterior_of(pair[0]), posterior_of(pair[1]));
            for planned in [0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.9] {
                // The mean over the first rate's quantiles of the chance that the second makes up for it.
                let quantile = |index: u32| first.inverse_cdf((f64::from(index) + 0.5) / 2_000.0);
                let makes_up = |rate: f64| if rate > planned { second.sf(planned / rate) } else { 0.0 };
                let exact = (0..2_000).map(|index| makes_up(quantile(index))).sum::<f64>() / 2_000.0;
                let ours = path_at_least(&points, planned);
                assert!((ours - exact).abs() < 1e-3, "{pair:?} at {planned}: {ours}, {exact}");
            }
        }
    }

    #[test]
    fn fixed_steps_are_at_least_as_planned_in_any_order() {
        let points = path_points(&[0.1, 0.7, 0.3].map(StepRate::Fixed));
        assert_eq!(path_at_least(&points, 0.3 * 0.7 * 0.1), 1.0);
        assert_eq!(path_at_least(&points, 0.022), 0.0);
    }
}
