//! What one more unit of money on a channel would bring, where spending has varied enough to
//! tell; where it has not, how long it would have to.
//!
//! What this cannot see: a season that moves leads and spending alike, leads that come weeks
//! after the money, and spending that follows demand instead of making it. Only spending that
//! somebody varied on purpose is free of them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::belief::{Belief, Likely};
use super::response::{Response, Spell, weeks_of_first_trial};
use super::{Look, Source};
use crate::fact::Fact;
use crate::period::{Period, Week, days_before, days_between};

/// What is known of one more unit of money on a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Marginal {
    /// Stretches of spending that were looked at, of a week or more each.
    pub n_spells: usize,
    /// Minor units a week lately: what "today" is.
    pub spent_per_week: f64,
    /// Leads a week that came with it.
    pub leads_per_week: f64,
    /// How many times further than by chance leads of a week spread; 1 at least, and where the
    /// weeks are too few to tell.
    pub overdispersion: f64,
    /// What can be said.
    pub answer: Answer,
}

/// What can be said of one more unit of money.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// What it brings.
    Told(Told),
    /// Spending has hardly varied: nothing can be told before it does.
    HardlyVaried([Trial; 3]),
    /// It has varied, and weeks or leads are too few yet.
    TooFew([Trial; 3]),
}

/// What one more unit of money brings.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// By how many percent leads grow where spending grows by one.
    pub elasticity: Likely,
    /// Minor units that one lead more costs.
    pub lead: Likely,
    /// The same for a deal; `None` where no lead had time to become one.
    pub deal: Option<Likely>,
    /// What is left of sales by unit of money more; `None` without a margin.
    pub back: Option<Back>,
}

/// What comes back of one more unit of money, after variable costs and commission.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Back {
    /// Units by unit of money.
    pub per_unit: Likely,
    /// The chance that it is more than one.
    pub pays: f64,
}

/// Spending that goes up and down, week by week, until it can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// By what part of today's.
    pub by: f64,
    /// For how many weeks; `None` for more than two years.
    pub weeks: Option<u64>,
}

/// Parts of today's spending by which a trial may vary it, the gentlest first.
const TRIALS: [f64; 3] = [0.3, 0.5, 0.8];
/// Spending that varied by less has hardly varied.
const HARDLY: f64 = 0.15;
/// Recent days whose spending is today's.
const TODAY: i64 = 28;

impl Look<'_> {
    /// What one more unit of money on a channel brings; `None` where fewer than two stretches of
    /// spending are known, or no lead came.
    pub(super) fn marginal(&self, id: &str, index: Option<usize>, source: &Source) -> Option<Marginal> {
        let spells = self.spells(id, index);
        let (spent, leads) = today(&spells)?;
        let response = Response::of(spells.clone());
        let trials = |response: Option<&Response>| {
            TRIALS.map(|by| Trial {
                by,
                weeks: response.map_or_else(
                    || weeks_of_first_trial(by, leads),
                    |response| response.weeks_of_trial(by, leads),
                ),
            })
        };
        let answer = match &response {
            Some(response) if response.is_told() => Answer::Told(self.told(response, spent, source)?),
            Some(response) if response.varied_less_than(HARDLY) => Answer::HardlyVaried(trials(Some(response))),
            response => Answer::TooFew(trials(response.as_ref())),
        };
        Some(Marginal {
            n_spells: spells.len(),
            spent_per_week: spent,
            leads_per_week: leads,
            overdispersion: response.as_ref().map_or(1.0, |response| response.overdispersion),
            answer,
        })
    }

    fn told(&self, response: &Response, spent: f64, source: &Source) -> Option<Told> {
        let lead = response.cost_of_one_more(spent)?;
        let (n, won) = (source.won.trials as f64, source.won.successes as f64);
        let becomes_deal = (n > 0.0).then(|| Belief::gamma(won + 0.5, (won + 0.5) / (n + 1.0)));
        let deal = becomes_deal
            .flatten()
            .and_then(|rate| lead.with(&rate, |cost, rate| cost / rate));
        let left = self.left_per_lead(source);
        let back = left.and_then(|left| left.with(&lead, |left, cost| left / cost));
        Some(Told {
            elasticity: response.belief.likely(),
            lead: lead.likely(),
            deal: deal.map(|deal| deal.likely()),
            back: back.map(|back| Back {
                per_unit: back.likely(),
                pays: back.above(1.0),
            }),
        })
    }

    /// Minor units that a lead leaves after variable costs and commission.
    fn left_per_lead(&self, source: &Source) -> Option<Belief> {
        let kept = self.segment.margin?.to_f64() - self.segment.commission.map_or(0.0, |part| part.to_f64());
        let brought = source.brought?.belief(source.won.trials)?;
        brought.with(&Belief::of(vec![(kept, 1.0)])?, |brought, kept| brought * kept)
    }

    /// Stretches of one amount of spending, in the order of their days. A row stands for the
    /// days until the week of the next, so a bill of a month is no week of plenty and three of
    /// nothing. The last counts once it is as long as the others usually are, and none that is
    /// more than twice as long.
    ///
    /// Where some spending names no segment, all that the channel cost and brought is taken.
    fn spells(&self, id: &str, index: Option<usize>) -> Vec<Spell> {
        let facts: Vec<&Fact> = self.spending(id).collect();
        let is_whole = facts.iter().any(|fact| fact.segment.is_none());
        let segments = if is_whole {
            0..self.books.plan.segments.len()
        } else {
            self.index..self.index + 1
        };
        let facts = if is_whole {
            self.spending_of_all(id).collect()
        } else {
            facts
        };
        let mut by_week: BTreeMap<Date, f64> = BTreeMap::new();
        for fact in facts {
            *by_week.entry(Week::of(fact.date).monday()).or_default() += super::cost::minor(fact);
        }
        let starts: Vec<(Date, f64)> = by_week.into_iter().collect();
        let ends = starts.iter().skip(1).map(|(next, _)| days_before(*next, 1));
        let mut stretches: Vec<(Period, f64)> = starts
            .iter()
            .zip(ends.chain([self.as_of()]))
            .filter_map(|((from, spent), to)| Some((Period::new(*from, to)?, *spent)))
            .collect();
        keep_usual(&mut stretches);
        let spell = |(days, spent): (Period, f64)| {
            let weeks = n_days(days) as f64 / 7.0;
            Spell {
                weeks,
                per_week: spent / weeks,
                leads: segments
                    .clone()
                    .map(|segment| self.leads(id, index, segment, days))
                    .sum(),
            }
        };
        // Of nothing spent, or paid back, no part more can be spent.
        let spells = stretches.into_iter().filter(|(_, spent)| *spent > 0.0).map(spell);
        spells.collect()
    }
}

fn n_days(days: Period) -> i64 {
    days_between(days.from, days.to) + 1
}

/// Leaves out the last stretch while it is shorter than the middle one of the others, and every one
/// that is more than twice as long: nobody recorded what was spent in it.
fn keep_usual(stretches: &mut Vec<(Period, f64)>) {
    let Some((last, others)) = stretches.split_last() else {
        return;
    };
    let mut lengths: Vec<i64> = others.iter().map(|(days, _)| n_days(*days)).collect();
    lengths.sort_unstable();
    let Some(usual) = lengths.get(lengths.len() / 2).copied() else {
        return;
    };
    if n_days(last.0) < usual {
        stretches.pop();
    }
    stretches.retain(|(days, _)| n_days(*days) <= 2 * usual);
}

/// Spending and leads a week of the last stretches, as many as make four weeks; `None` without
/// two of them, or without a lead.
fn today(spells: &[Spell]) -> Option<(f64, f64)> {
    let (mut weeks, mut spent, mut leads) = (0.0, 0.0, 0.0);
    for spell in spells.iter().rev() {
        if weeks * 7.0 >= TODAY as f64 {
            break;
        }
        weeks += spell.weeks;
        spent += spell.per_week * spell.weeks;
        leads += spell.leads as f64;
    }
    (spells.len() > 1 && leads > 0.0).then(|| (spent / weeks, leads / weeks))
}
