//! What one more unit of money on a channel would bring, as it stands in `channels`.

use salesplan_model::channels::{Answer, Likely, Marginal};
use salesplan_model::plan::Plan;
use serde::Serialize;

use crate::channels::{estimate, money};
use crate::figures::rounded;

/// What one more unit of money would bring.
#[derive(Debug, Clone, Serialize)]
pub struct MarginalView {
    /// `told`, `hardly_varied` or `too_few`.
    pub verdict: &'static str,
    /// Stretches of spending that were looked at, of a week or more each.
    pub stretches: usize,
    /// Spent a week lately.
    pub spent_per_week: Option<String>,
    /// Leads a week that came with it.
    pub leads_per_week: f64,
    /// How many times further than by chance leads of a week spread; 1 at least.
    pub overdispersion: f64,
    /// By how many percent leads grow where spending grows by one; null where it is not told, as
    /// the figures below.
    pub elasticity: Option<LikelyView>,
    /// What one lead more costs.
    pub lead: Option<LikelySumView>,
    /// What one deal more costs.
    pub deal: Option<LikelySumView>,
    /// What is left of sales by unit of money more; null without a margin.
    pub back: Option<LikelyView>,
    /// The chance that it is more than one.
    pub pays: Option<f64>,
    /// How spending would have to vary until it can be told, the smallest variation first;
    /// empty where it is told.
    pub trials: Vec<TrialView>,
}

/// A number with 90 % of what is likely.
#[derive(Debug, Clone, Serialize)]
pub struct LikelyView {
    /// As likely too high as too low.
    pub middle: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A sum with 90 % of what is likely.
#[derive(Debug, Clone, Serialize)]
pub struct LikelySumView {
    /// As likely too high as too low.
    pub middle: Option<String>,
    /// The lower end.
    pub low: Option<String>,
    /// The upper end.
    pub high: Option<String>,
}

/// Spending that goes up and down, week by week.
#[derive(Debug, Clone, Serialize)]
pub struct TrialView {
    /// By what part of today's.
    pub by: f64,
    /// For so many weeks; null for more than two years, and without enough to reckon with.
    pub weeks: Option<u64>,
}

impl From<Likely> for LikelyView {
    fn from(likely: Likely) -> Self {
        Self {
            middle: rounded(likely.middle),
            low: rounded(likely.low),
            high: rounded(likely.high),
        }
    }
}

impl MarginalView {
    pub(crate) fn new(plan: &Plan, marginal: &Marginal) -> Self {
        let told = match &marginal.answer {
            Answer::Told(told) => Some(told),
            _ => None,
        };
        let sum = |likely: Likely| LikelySumView {
            middle: estimate(plan, likely.middle),
            low: estimate(plan, likely.low),
            high: estimate(plan, likely.high),
        };
        let back = told.and_then(|told| told.back);
        Self {
            verdict: match &marginal.answer {
                Answer::Told(_) => "told",
                Answer::HardlyVaried(_) => "hardly_varied",
                Answer::TooFew(_) => "too_few",
            },
            stretches: marginal.n_spells,
            spent_per_week: money(plan, marginal.spent_per_week),
            leads_per_week: rounded(marginal.leads_per_week),
            overdispersion: rounded(marginal.overdispersion),
            elasticity: told.map(|told| told.elasticity.into()),
            lead: told.map(|told| sum(told.lead)),
            deal: told.and_then(|told| told.deal).map(sum),
            back: back.map(|back| back.per_unit.into()),
            pays: back.map(|back| rounded(back.pays)),
            trials: trials(&marginal.answer),
        }
    }
}

fn trials(answer: &Answer) -> Vec<TrialView> {
    match answer {
        Answer::Told(_) => Vec::new(),
        Answer::HardlyVaried(trials) | Answer::TooFew(trials) => trials
            .iter()
            .map(|trial| TrialView {
                by: trial.by,
                weeks: trial.weeks,
            })
            .collect(),
    }
}
