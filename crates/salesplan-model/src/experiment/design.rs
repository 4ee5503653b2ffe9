//! Whether an experiment can be learnt from here: how many cases it takes, and how long.

use jiff::civil::Date;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::deal::Status;
use crate::evidence::spread;
use crate::fact::Measure;
use crate::id::ChannelId;
use crate::period::{Period, days_before, days_between};
use crate::plan::FactSource;
use crate::standing::Books;

use super::cases::{days_after, matures_after};
use super::{Arm, Experiment, Measured};

/// Of experiments without a difference at most so many ever call a winner.
pub const FALSE_WINNERS: f64 = 0.05;
/// Of experiments whose effect is the smallest worth having so many find it.
pub const FOUND: f64 = 0.8;
const DAYS_OF_A_WEEK: f64 = 7.0;
/// Recent days whose cases tell how many come.
const FLOW_DAYS: u32 = 56;

/// How many cases come to the experiment's stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Cases a week.
    pub per_week: f64,
    /// The days in which they came.
    pub days: Period,
    /// How many came in them.
    pub n_cases: u64,
}

/// What an experiment takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    /// The figure as planned, which the arm that is done now is believed to have.
    pub planned: f64,
    /// The variance of a single case; `None` where nothing tells it.
    pub spread: Option<f64>,
    /// Cases that each arm needs; `None` where nothing tells the spread.
    pub cases_per_arm: Option<u64>,
    /// Whether the file states fewer cases than the smallest effect takes.
    pub falls_short: bool,
    /// The smallest effect that so many cases of each arm show, in units of the measure; `None`
    /// where not even the largest possible one would.
    pub shown_by_cases: Option<f64>,
    /// How many come.
    pub flow: Flow,
    /// Weeks from the first day to the evening on which the last case counts; `None` where
    /// nothing comes.
    pub weeks: Option<f64>,
    /// That evening.
    pub ends: Option<Date>,
    /// The smallest effect that the cases until the last day can show, in units of the measure.
    pub shown_by_last_day: Option<f64>,
    /// Whether the cases come until the last day.
    pub is_learnable: bool,
    /// Index of an earlier stage at which more cases come.
    pub earlier_stage: Option<usize>,
}

/// The natural logarithm of what a wager has to reach among so many arms.
pub fn ln_needed(n_arms: usize) -> f64 {
    let others = n_arms.saturating_sub(1).max(1) as f64;
    (others / FALSE_WINNERS).ln()
}

/// How many cases came lately, over all arms: whether or not anybody has assigned them yet. Where
/// the arms are channels it is as many as keep the slowest of them even with the others.
pub fn flow(books: Books<'_>, experiment: &Experiment, as_of: Date) -> Flow {
    let segment = &books.plan.segments[experiment.segment];
    let deals = books
        .given
        .deals
        .iter()
        .filter(|deal| deal.segment == Some(experiment.segment));
    // What is measured of won deals comes as they are won.
    let stage = match experiment.measure {
        Measured::Conversion => experiment.stage,
        _ => segment.last_stage(),
    };
    let came = deals.filter_map(|deal| Some((deal.channel.as_ref(), deal.reached(segment, stage)?)));
    let came: Vec<(Option<&ChannelId>, Date)> = came
        .filter(|(channel, day)| *day <= as_of && may_belong(experiment, *channel))
        .collect();
    let days = came.iter().map(|(_, day)| *day);
    let first = days.min().unwrap_or(as_of);
    let from = first.max(days_before(as_of, FLOW_DAYS - 1));
    let window = Period { from, to: as_of };
    let lately = || came.iter().filter(|(_, day)| window.contains(*day));
    let n_cases = lately().count() as u64;
    // Of arms that are channels the slowest has to have its cases.
    let of_arm = |arm: &Arm| lately().filter(|(channel, _)| *channel == arm.channel.as_ref()).count();
    let slowest = experiment.arms.iter().map(of_arm).min().unwrap_or(0);
    let n_even = if are_channels(experiment) {
        slowest * experiment.arms.len()
    } else {
        n_cases as usize
    };
    let weeks = (days_between(from, as_of) as f64 + 1.0) / DAYS_OF_A_WEEK;
    Flow {
        // A few days are a week: two leads on Monday are not ten a week.
        per_week: n_even as f64 / weeks.max(1.0),
        days: window,
        n_cases,
    }
}

fn are_channels(experiment: &Experiment) -> bool {
    experiment.arms.iter().all(|arm| arm.channel.is_some())
}

/// Whether an arm may take a deal of that channel.
fn may_belong(experiment: &Experiment, channel: Option<&ChannelId>) -> bool {
    let mut arms = experiment.arms.iter();
    !are_channels(experiment) || arms.any(|arm| arm.channel.as_ref() == channel)
}

/// What the experiment takes at today's flow, and whether it comes until its last day.
pub fn design(books: Books<'_>, experiment: &Experiment, as_of: Date) -> Design {
    let planned = planned(books, experiment);
    let spread = variance(books, experiment, planned, as_of);
    let flow = flow(books, experiment, as_of);
    let n_arms = experiment.arms.len();
    let needed = |effect: f64| -> Option<f64> {
        let information = information(experiment, planned, spread?, effect);
        Some(cases_for(effect, information, n_arms))
    };
    let stated = experiment.cases_per_arm;
    let for_effect = needed(experiment.smallest_effect).map(|cases| cases.ceil() as u64);
    let cases_per_arm = stated.or(for_effect);
    let shown_by = |cases: f64| shown_by(cases, &needed, effect_max(experiment, planned));
    let ripens = f64::from(matures_after(books.plan, experiment)) / DAYS_OF_A_WEEK;
    let weeks = cases_per_arm
        .filter(|_| flow.per_week > 0.0)
        .map(|cases| (cases as f64 * n_arms as f64 / flow.per_week) + ripens);
    let ends = weeks.map(|weeks| {
        let days = (weeks * DAYS_OF_A_WEEK).ceil().min(f64::from(i32::MAX)) as u32;
        days_after(experiment.days.from, days)
    });
    let until = (days_between(experiment.days.from, experiment.days.to) as f64 + 1.0) / DAYS_OF_A_WEEK;
    let comes = flow.per_week * until / n_arms as f64;
    Design {
        planned,
        spread,
        cases_per_arm,
        falls_short: cases_per_arm < for_effect,
        shown_by_cases: cases_per_arm.and_then(|cases| shown_by(cases as f64)),
        flow,
        weeks,
        ends,
        shown_by_last_day: shown_by(comes),
        earlier_stage: earlier_stage(books, experiment, flow.per_week, as_of),
        is_learnable: cases_per_arm.is_some_and(|cases| comes >= cases as f64),
    }
}

/// The figure as the plan has it, in units of the measure.
pub fn planned(books: Books<'_>, experiment: &Experiment) -> f64 {
    let plan = books.plan;
    let segment = &plan.segments[experiment.segment];
    match experiment.measure {
        Measured::Conversion => books.decomposition.segments[experiment.segment].rates[experiment.stage].to_f64(),
        Measured::AverageDeal => segment
            .average_deal
            .as_ref()
            .map_or(0.0, |average| average.amount.minor as f64),
        Measured::CycleDays => (experiment.stage..segment.last_stage())
            .map(|stage| f64::from(segment.step(stage).lag.days))
            .sum(),
        Measured::CostPerDeal => {
            let need = &books.decomposition.segments[experiment.segment];
            let cost = crate::mix::lead_cost(plan, experiment.segment, need.needs[0], &need.leads);
            let seen = spent_per_deal(books, experiment);
            let planned = cost.map(|cost| cost.minor as f64 / need.deals.max(1) as f64);
            planned.filter(|cost| *cost > 0.0).or(seen).unwrap_or(0.0)
        }
    }
}

/// What was spent by deal so far; `None` without either.
fn spent_per_deal(books: Books<'_>, experiment: &Experiment) -> Option<f64> {
    let facts = books.given.facts.iter().filter(|fact| fact.measure == Measure::Spend);
    let sum: f64 = facts
        .filter_map(|fact| fact.amount)
        .map(|amount| amount.minor as f64)
        .sum();
    let deals = books.given.deals.iter();
    let won = deals.filter(|deal| deal.segment == Some(experiment.segment) && deal.status == Status::Won);
    let n_won = won.count();
    (sum > 0.0 && n_won > 0).then(|| sum / n_won as f64)
}

/// The variance of a single case: of a share from the plan, of amounts and days from the plan's
/// evidence or from what was seen by the evening.
fn variance(books: Books<'_>, experiment: &Experiment, planned: f64, as_of: Date) -> Option<f64> {
    let segment = &books.plan.segments[experiment.segment];
    let won = books.given.deals.iter().filter(|deal| {
        deal.segment == Some(experiment.segment)
            && deal.status == Status::Won
            && deal
                .reached(segment, segment.last_stage())
                .is_some_and(|day| day <= as_of)
    });
    let seen: Vec<i64> = match experiment.measure {
        Measured::Conversion => return Some(planned * (1.0 - planned)).filter(|variance| *variance > 0.0),
        Measured::CostPerDeal => return (planned > 0.0).then_some(planned),
        Measured::AverageDeal => {
            let average = segment.average_deal.as_ref();
            let evidence = average.and_then(|average| average.evidence.as_ref()?.seen);
            if let Some(spread) = evidence.filter(|spread| spread.deviation > 0.0) {
                return Some(spread.deviation.powi(2));
            }
            won.filter_map(|deal| deal.amount).map(|amount| amount.minor).collect()
        }
        Measured::CycleDays => won
            .filter_map(|deal| {
                let from = deal.reached(segment, experiment.stage)?;
                Some(days_between(from, deal.reached(segment, segment.last_stage())?))
            })
            .collect(),
    };
    /// Two or three deals say little of how deals differ.
    const SEEN_MIN: usize = 5;
    let deviation = spread(&seen).deviation;
    (seen.len() >= SEEN_MIN && deviation > 0.0).then(|| deviation.powi(2))
}

/// What a pair of cases, one of either arm, adds to the wager's logarithm on average where the
/// arms differ by exactly the effect. For a share and an average that is d² / 4 v, with the
/// variance v of a case half-way between the arms (larger deals differ more, in proportion to
/// their size; of shorter cycles the variance is left as it is); for costs the divergence of the division of
/// deals from that of the money.
fn information(experiment: &Experiment, planned: f64, spread: f64, effect: f64) -> f64 {
    match experiment.measure {
        Measured::Conversion => {
            let between = (planned + effect / 2.0).clamp(0.0, 1.0);
            effect * effect / (4.0 * (between * (1.0 - between)).max(0.01))
        }
        Measured::AverageDeal => {
            let larger = if planned > 0.0 {
                1.0 + effect / 2.0 / planned
            } else {
                1.0
            };
            effect * effect / (4.0 * spread * larger * larger)
        }
        Measured::CycleDays => effect * effect / (4.0 * spread),
        Measured::CostPerDeal => {
            let better = planned / (planned - effect).max(planned * 0.01);
            let part = better / (1.0 + better);
            // A pair is two deals.
            2.0 * (part * (2.0 * part).ln() + (1.0 - part) * (2.0 * (1.0 - part)).ln())
        }
    }
}

/// Cases that an arm needs so that the wager reaches what it has to as often as it should: the
/// logarithm after n pairs is about normal with the mean n i and the variance 2 n i.
fn cases_for(effect: f64, information: f64, n_arms: usize) -> f64 {
    let usual = Normal::new(0.0, 1.0).expect("the standard normal exists");
    let z = usual.inverse_cdf(FOUND);
    // x - z √(2 x) = ln(needed), solved for √x.
    let half = z / 2.0_f64.sqrt();
    let root = half + (half * half + ln_needed(n_arms)).sqrt();
    if effect > 0.0 && information > 0.0 {
        root * root / information
    } else {
        f64::INFINITY
    }
}

/// Cases that each of two arms needs, for a planned figure and the variance of a case.
#[cfg(test)]
pub fn cases_per_arm(experiment: &Experiment, planned: f64, spread: f64) -> f64 {
    let effect = experiment.smallest_effect;
    cases_for(
        effect,
        information(experiment, planned, spread, effect),
        experiment.arms.len(),
    )
}

/// The largest effect that is possible at all.
fn effect_max(experiment: &Experiment, planned: f64) -> f64 {
    match experiment.measure {
        Measured::Conversion => 1.0 - planned,
        Measured::AverageDeal => planned * 10.0,
        Measured::CycleDays | Measured::CostPerDeal => planned * 0.99,
    }
}

/// The smallest effect that so many cases of each arm show, by halving; `None` where not even
/// the largest possible one is.
fn shown_by(cases: f64, needed: &dyn Fn(f64) -> Option<f64>, most: f64) -> Option<f64> {
    let is_shown = |effect: f64| needed(effect).is_some_and(|needed| needed <= cases);
    if most <= 0.0 || !is_shown(most) {
        return None;
    }
    let (mut low, mut high) = (0.0, most);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if is_shown(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// An earlier stage at which more cases come, for a conversion that is counted from the deals.
fn earlier_stage(books: Books<'_>, experiment: &Experiment, per_week: f64, as_of: Date) -> Option<usize> {
    let segment = &books.plan.segments[experiment.segment];
    let stage = experiment.stage.checked_sub(1)?;
    let is_counted = segment.stages[stage].source == FactSource::Deals;
    let earlier = Experiment {
        stage,
        ..experiment.clone()
    };
    let comes_more = || flow(books, &earlier, as_of).per_week > per_week;
    (experiment.measure == Measured::Conversion && is_counted && comes_more()).then_some(stage)
}
