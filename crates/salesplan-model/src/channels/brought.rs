//! What leads brought: few deals of very different sums, so how sure one may be of it.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::Source;
use super::belief::{Belief, Likely};
use crate::steps::{BY_CHANCE, TRIALS_MIN};

/// What the leads of a source brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brought {
    /// Minor units, over the deals that state an amount.
    pub minor: i64,
    /// The sum of the squares of these amounts.
    squares: f64,
    /// A deal as it usually is: as planned, else as was seen.
    usual: f64,
}

/// Whether sources differ in what a lead brings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorthSpread {
    /// The chance of so large a spread where all are alike; `None` where too little is known.
    pub by_chance: Option<f64>,
    /// The id of the one that brings most by lead, where they differ by more than chance.
    pub best: Option<String>,
}

impl Brought {
    /// From the amounts of won deals, of which there is one at least or a planned average.
    pub fn of(amounts: &[i64], planned: Option<i64>) -> Option<Self> {
        let minor = amounts.iter().fold(0_i64, |sum, amount| sum.saturating_add(*amount));
        let seen = (!amounts.is_empty()).then(|| minor as f64 / amounts.len() as f64);
        Some(Self {
            minor,
            squares: amounts.iter().map(|amount| (*amount as f64).powi(2)).sum(),
            usual: planned.map(|planned| planned as f64).or(seen)?,
        })
    }

    /// What is believed that a lead brings, in minor units, after so many that had time.
    ///
    /// A sum of rare amounts is about gamma distributed with its mean and variance, the sum of
    /// the amounts and that of their squares (Fay and Feuer 1997); half a usual deal stands
    /// beside what was seen, as Jeffreys' prior of a count has it.
    pub fn belief(&self, n_leads: u64) -> Option<Belief> {
        let sum = self.minor as f64 + self.usual / 2.0;
        let variance = self.squares + self.usual.powi(2) / 2.0;
        if n_leads == 0 || sum <= 0.0 || variance <= 0.0 {
            return None;
        }
        Belief::gamma(sum * sum / variance, sum / (n_leads as f64 + 1.0))
    }

    /// 90 % of what is likely that a lead brings.
    pub fn likely(&self, n_leads: u64) -> Option<Likely> {
        Some(self.belief(n_leads)?.likely())
    }
}

impl WorthSpread {
    /// Judges named sources that had enough leads: the squares of the distances of their means
    /// from the mean of all, over the variance of a single lead, against chi-squared. It is
    /// Pearson's test of shares where all deals are alike.
    pub fn of(sources: &[Source]) -> Self {
        let counted: Vec<(&Source, f64, Brought)> = sources
            .iter()
            .filter(|source| source.id.is_some() && source.won.trials >= TRIALS_MIN)
            .filter_map(|source| Some((source, source.won.trials as f64, source.brought?)))
            .collect();
        let n: f64 = counted.iter().map(|(_, n, _)| n).sum();
        let mean = counted.iter().map(|(.., brought)| brought.minor as f64).sum::<f64>() / n;
        let squares: f64 = counted.iter().map(|(.., brought)| brought.squares).sum();
        let of_one = squares / n - mean * mean;
        // Too few deals are no sum of many, whatever the test says.
        let n_won: u64 = counted.iter().map(|(source, ..)| source.won.successes).sum();
        if counted.len() < 2 || n_won < TRIALS_MIN || of_one <= 0.0 {
            return Self::default();
        }
        let by_lead = |n: f64, brought: &Brought| brought.minor as f64 / n;
        let distance = |(_, n, brought): &(&Source, f64, Brought)| n * (by_lead(*n, brought) - mean).powi(2) / of_one;
        let far: f64 = counted.iter().map(distance).sum();
        let by_chance = ChiSquared::new(counted.len() as f64 - 1.0).ok().map(|chi| chi.sf(far));
        let best = counted
            .iter()
            .max_by(|a, b| by_lead(a.1, &a.2).total_cmp(&by_lead(b.1, &b.2)));
        Self {
            best: best
                .filter(|_| by_chance.is_some_and(|chance| chance < BY_CHANCE))
                .and_then(|(source, ..)| source.id.clone()),
            by_chance,
        }
    }
}
