//! What is believed of a figure: values with their weights. An estimate of several uncertain
//! figures is every combination of their values, so no formula for it is needed, and it is the
//! same every time.

use statrs::distribution::{ContinuousCDF, Gamma, Normal};

/// Half of what lies outside of the 90 % interval.
const TAIL: f64 = 0.05;
/// So many values, each as likely as the others, stand for a smooth belief.
const VALUES: usize = 40;
/// Neighbours are taken together until each has so much of the weight, so that combinations of
/// combinations stay few.
const WEIGHT_MIN: f64 = 1.0 / 400.0;

/// Values in rising order with their weights, which sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Belief {
    values: Vec<(f64, f64)>,
}

/// A figure with the ends of 90 % of what is likely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likely {
    /// As likely too high as too low.
    pub middle: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Belief {
    /// From values with weights of any sum; `None` where they weigh nothing.
    pub fn of(mut values: Vec<(f64, f64)>) -> Option<Self> {
        let all: f64 = values.iter().map(|(_, weight)| weight).sum();
        if !(all > 0.0 && all.is_finite()) {
            return None;
        }
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut kept: Vec<(f64, f64)> = Vec::new();
        for (value, weight) in values {
            let weight = weight / all;
            match kept.last_mut() {
                Some((of, own)) if *own + weight < WEIGHT_MIN => {
                    *of = (*of * *own + value * weight) / (*own + weight).max(f64::MIN_POSITIVE);
                    *own += weight;
                }
                _ => kept.push((value, weight)),
            }
        }
        Some(Self { values: kept })
    }

    /// A gamma distribution of that shape and mean; `None` where there is no such.
    pub fn gamma(shape: f64, mean: f64) -> Option<Self> {
        let gamma = Gamma::new(shape, shape / mean).ok()?;
        Self::of(parts().map(|part| (gamma.inverse_cdf(part), 1.0)).collect())
    }

    /// A figure above zero whose logarithm is normal, with the deviation of that.
    pub fn lognormal(middle: f64, deviation: f64) -> Option<Self> {
        let normal = Normal::standard();
        let value = |part: f64| middle * (deviation * normal.inverse_cdf(part)).exp();
        Self::of(parts().map(|part| (value(part), 1.0)).collect())
    }

    /// The figure that follows from this one and an independent one.
    pub fn with(&self, other: &Self, figure: impl Fn(f64, f64) -> f64) -> Option<Self> {
        let pairs = self.values.iter().flat_map(|(own, weight)| {
            let figure = &figure;
            other
                .values
                .iter()
                .map(move |(its, its_weight)| (figure(*own, *its), weight * its_weight))
        });
        Self::of(pairs.collect())
    }

    /// The weight of what is above a value.
    pub fn above(&self, value: f64) -> f64 {
        let above = self.values.iter().filter(|(of, _)| *of > value);
        above.map(|(_, weight)| weight).sum()
    }

    /// The middle and the ends of 90 %.
    pub fn likely(&self) -> Likely {
        Likely {
            middle: self.quantile(0.5),
            low: self.quantile(TAIL),
            high: self.quantile(1.0 - TAIL),
        }
    }

    /// The value below which that part of the belief lies; between two values in proportion.
    fn quantile(&self, part: f64) -> f64 {
        let mut before: Option<(f64, f64)> = None;
        let mut sum = 0.0;
        for (value, weight) in &self.values {
            // A value stands for the middle of its weight.
            let at = sum + weight / 2.0;
            if at >= part {
                return before.map_or(*value, |(below, from)| {
                    below + (value - below) * (part - from) / (at - from)
                });
            }
            before = Some((*value, at));
            sum += weight;
        }
        before.map_or(0.0, |(value, _)| value)
    }
}

/// The middles of equal parts of one.
fn parts() -> impl Iterator<Item = f64> {
    (0..VALUES).map(|index| (index as f64 + 0.5) / VALUES as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_values_stand_for_a_smooth_belief() {
        // By the tables: the median of gamma(4, mean 4) is 3.672, its 95 % point 7.754.
        let likely = Belief::gamma(4.0, 4.0).unwrap().likely();
        assert!((likely.middle - 3.672).abs() < 0.02, "{likely:?}");
        assert!((likely.high - 7.754).abs() < 0.06, "{likely:?}");
        let likely = Belief::lognormal(10.0, 0.5).unwrap().likely();
        assert!((likely.middle - 10.0).abs() < 0.01, "{likely:?}");
        assert!(
            (likely.high / 10.0 - (0.5_f64 * 1.645).exp()).abs() < 0.03,
            "{likely:?}"
        );
    }

    #[test]
    fn two_beliefs_combine_in_every_way() {
        let two = |low: f64, high: f64| Belief::of(vec![(high, 1.0), (low, 1.0)]).unwrap();
        let sum = two(1.0, 2.0).with(&two(10.0, 20.0), |a, b| a + b).unwrap();
        assert_eq!(sum.above(11.0), 0.75);
        assert_eq!(sum.above(22.0), 0.0);
        assert!(Belief::of(Vec::new()).is_none());
    }
}
