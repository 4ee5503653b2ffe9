//! How a channel's leads answer to its spending: the elasticity, by how many percent they grow
//! where spending grows by one.
//!
//! Leads of a week are counts with the mean k · spending^e, 0 < e ≤ 1 (constant elasticity;
//! Hanssens, Parsons and Schultz 2001, "Market Response Models"), and spread φ times as far as
//! by chance alone, φ ≥ 1 (quasi-likelihood; Wedderburn 1974, Nelder and Pregibon 1987). Any e
//! is as likely as any other beforehand, and so are ln k and ln φ. With k at its most likely
//! value the deviance D(e) remains of W weeks; over all φ from 1 on that gives
//!
//! ```text
//! weight(e) = ∫ φ^(−a−1) exp(−D(e) / 2φ) dφ = γ(a, x) / x^a,  a = (W − 1) / 2, x = D(e) / 2
//! ```
//!
//! with the lower incomplete gamma function: of chance alone where the weeks differ no more than
//! that, of Student's shape where they differ more and are few.

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::gamma::{gamma_lr, ln_gamma};

use super::belief::Belief;

/// Days of one amount of spending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// How long, in weeks.
    pub weeks: f64,
    /// Minor units a week; above zero.
    pub per_week: f64,
    /// Leads that came in it.
    pub leads: u64,
}

/// What spending and leads say of the elasticity.
#[derive(Debug, Clone)]
pub struct Response {
    spells: Vec<Spell>,
    /// Elasticities with their weights.
    elasticities: Vec<(f64, f64)>,
    leads: f64,
    /// How many times further than by chance the weeks spread; 1 at least.
    pub overdispersion: f64,
    /// Of the elasticity.
    pub belief: Belief,
}

/// The elasticities that are looked at: the middles of so many parts of (0, 1].
const STEPS: usize = 120;
/// One less and the spread of the weeks cannot be seen.
const SPELLS_MIN: usize = 3;
/// The interval of an elasticity of which nothing is known: 90 % of (0, 1].
const UNKNOWN: f64 = 0.9;
/// It is told once its interval is half as wide as where nothing is known.
const TOLD: f64 = UNKNOWN / 2.0;
/// More than on average, so that chance does not make the trial too short in most cases.
const SURELY: f64 = 1.25;
/// A trial of more weeks is none.
const WEEKS_MAX: f64 = 104.0;

impl Response {
    /// `None` with fewer than three spells, or without leads.
    pub fn of(spells: Vec<Spell>) -> Option<Self> {
        let leads: f64 = spells.iter().map(|spell| spell.leads as f64).sum();
        if spells.len() < SPELLS_MIN || leads <= 0.0 {
            return None;
        }
        let degrees = spells.len() as f64;
        let deviance = |e: f64| deviance(&spells, leads, e);
        let all: Vec<(f64, f64)> = steps()
            .map(|e| (e, ln_weight((degrees - 1.0) / 2.0, deviance(e) / 2.0)))
            .collect();
        let most = all.iter().map(|(_, ln)| *ln).fold(f64::MIN, f64::max);
        let elasticities: Vec<(f64, f64)> = all.into_iter().map(|(e, ln)| (e, (ln - most).exp())).collect();
        let least = steps().map(deviance).fold(f64::MAX, f64::min);
        Some(Self {
            belief: Belief::of(elasticities.clone())?,
            overdispersion: (least / (degrees - 2.0)).max(1.0),
            elasticities,
            leads,
            spells,
        })
    }

    /// Whether enough is known of the elasticity to say what more spending would bring.
    pub fn is_told(&self) -> bool {
        let likely = self.belief.likely();
        likely.high - likely.low <= TOLD
    }

    /// What one lead more costs at that much spending a week: spending / (e · leads), where
    /// leads are those that the same k and e expect there. Of e = 1 it is the average cost.
    pub fn cost_of_one_more(&self, per_week: f64) -> Option<Belief> {
        let of = |(e, weight): &(f64, f64)| {
            let expected = per_week.powf(*e) * self.leads / base(&self.spells, *e);
            (per_week / (e * expected), *weight)
        };
        let costs = Belief::of(self.elasticities.iter().map(of).collect())?;
        // The level k is as uncertain as the count of all leads.
        let level = Belief::lognormal(1.0, (self.overdispersion / self.leads).sqrt())?;
        costs.with(&level, |cost, level| cost / level)
    }

    /// The variance of the logarithm of spending, by leads.
    fn variation(&self) -> f64 {
        let mean = |figure: &dyn Fn(f64) -> f64| {
            let of = |spell: &Spell| spell.leads as f64 * figure(spell.per_week.ln());
            self.spells.iter().map(of).sum::<f64>() / self.leads
        };
        let middle = mean(&|ln| ln);
        mean(&|ln| (ln - middle).powi(2))
    }

    /// Whether spending went up and down less than by that part of it.
    pub fn varied_less_than(&self, part: f64) -> bool {
        let (more, less) = ((1.0 + part).ln(), (1.0 - part).ln());
        self.variation() < (more - less).powi(2) / 4.0
    }

    /// Weeks of spending by turns that part more and that part less until the elasticity is told
    /// in about four of five cases, at that many leads a week; `None` for more than two years.
    ///
    /// The information on e of so many leads is their number times the variance of the logarithm
    /// of spending by leads, over φ.
    pub fn weeks_of_trial(&self, part: f64, leads_per_week: f64) -> Option<u64> {
        let known = self.leads * self.variation() / self.overdispersion;
        weeks_of_trial(known, part, leads_per_week / self.overdispersion)
    }
}

/// The same where nothing is known yet and weeks differ by chance alone.
pub fn weeks_of_first_trial(part: f64, leads_per_week: f64) -> Option<u64> {
    weeks_of_trial(0.0, part, leads_per_week)
}

fn weeks_of_trial(known: f64, part: f64, leads_per_week: f64) -> Option<u64> {
    let z = Normal::standard().inverse_cdf(0.95);
    let needed = SURELY * (2.0 * z / TOLD).powi(2);
    let of_two_weeks = leads_per_week * information_of_trial(part);
    // As many weeks of more as of less.
    let pairs = ((needed - known).max(0.0) / of_two_weeks).ceil().max(1.0);
    (2.0 * pairs <= WEEKS_MAX).then(|| 2 * pairs as u64)
}

/// Of a week of that part more and one of that part less, by lead of a usual week. Leads are
/// taken to grow with the root of spending, half-way between all that they may.
fn information_of_trial(part: f64) -> f64 {
    let (more, less) = ((1.0 + part).sqrt(), (1.0 - part).sqrt());
    let between = ((1.0 + part) / (1.0 - part)).ln();
    more * less / (more + less) * between.powi(2)
}

fn steps() -> impl Iterator<Item = f64> {
    (0..STEPS).map(|index| (index as f64 + 0.5) / STEPS as f64)
}

/// Expected leads without the level k.
fn base(spells: &[Spell], e: f64) -> f64 {
    spells.iter().map(|spell| spell.weeks * spell.per_week.powf(e)).sum()
}

fn deviance(spells: &[Spell], leads: f64, e: f64) -> f64 {
    let level = leads / base(spells, e);
    let of = |spell: &Spell| {
        let (seen, expected) = (spell.leads as f64, level * spell.weeks * spell.per_week.powf(e));
        if seen > 0.0 {
            2.0 * seen * (seen / expected).ln()
        } else {
            0.0
        }
    };
    // With this level the seen and the expected have the same sum, which leaves these terms.
    spells.iter().map(of).sum::<f64>().max(0.0)
}

/// From here on the whole gamma function does.
const SERIES_MAX: f64 = 500.0;

/// ln(γ(a, x) / x^a), by the series e^−x Σ x^n / (a (a + 1) … (a + n)) where x is small.
fn ln_weight(a: f64, x: f64) -> f64 {
    if x >= SERIES_MAX {
        let part = gamma_lr(a, x).max(f64::MIN_POSITIVE);
        return ln_gamma(a) + part.ln() - a * x.ln();
    }
    let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
    while term > sum * 1e-15 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum.ln() - x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_is_the_incomplete_gamma_function() {
        for (a, x) in [(1.0, 0.3), (5.5, 4.0), (25.5, 90.0), (12.0, 499.0), (12.0, 501.0)] {
            let direct = ln_gamma(a) + gamma_lr(a, x).ln() - a * f64::ln(x);
            assert!((ln_weight(a, x) - direct).abs() < 1e-9, "{a} {x}");
        }
        assert!((ln_weight(4.0, 0.0) - 0.25_f64.ln()).abs() < 1e-12);
    }

    /// Leads in proportion to spending, so many that nothing is left open.
    #[test]
    fn where_leads_grow_with_spending_one_more_costs_the_average() {
        let spell = |per_week: f64| Spell {
            weeks: 1.0,
            per_week,
            leads: (per_week * 10.0) as u64,
        };
        let spells: Vec<Spell> = [1_000.0, 2_000.0, 4_000.0, 500.0, 8_000.0].map(spell).to_vec();
        let response = Response::of(spells).unwrap();
        let cost = response.cost_of_one_more(2_500.0).unwrap().likely();
        assert!(response.is_told() && response.belief.likely().low > 0.98);
        assert!((cost.middle - 0.1).abs() < 0.001, "{cost:?}");
    }

    #[test]
    fn without_variation_every_elasticity_stays_as_likely() {
        let spell = |leads: u64| Spell {
            weeks: 1.0,
            per_week: 2_000.0,
            leads,
        };
        let response = Response::of([20, 22, 18, 25, 17].map(spell).to_vec()).unwrap();
        let likely = response.belief.likely();
        assert!((likely.high - likely.low - UNKNOWN).abs() < 0.01, "{likely:?}");
        assert!(!response.is_told() && response.varied_less_than(0.3));
        // By hand: 1.25 · (2 · 1.645 / 0.45)² = 66.8; two weeks bring 20.4 · 0.483 · 0.619² = 3.77.
        assert_eq!(response.weeks_of_trial(0.3, 20.4), Some(36));
        assert_eq!(response.weeks_of_trial(0.3, 0.0), None);
    }

    #[test]
    fn few_weeks_or_no_leads_say_nothing() {
        let spell = |leads: u64| Spell {
            weeks: 1.0,
            per_week: 1.0,
            leads,
        };
        assert!(Response::of(vec![spell(9); 2]).is_none());
        assert!(Response::of(vec![spell(0); 9]).is_none());
    }
}
