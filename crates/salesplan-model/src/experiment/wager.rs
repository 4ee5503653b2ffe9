//! A wager that one arm is better than another by the smallest effect worth having.
//!
//! Whoever looks every week and stops at the first good week calls noise a winner: looked at
//! twenty times, a test at 5 % is wrong far more often than in 5 %. A wager can be looked at as
//! often as one likes. Its stake begins at 1. In every batch of cases it is multiplied by how
//! much likelier the effect makes the seen division of the outcomes between the arms than
//! chance does. If the arms do not differ, it grows on average by nothing whatever one does in
//! between, so that it ever reaches 20 at most once in 20 times (Ville's inequality; Ville 1939,
//! Shafer 2021, Ramdas et al. 2023, "Game-theoretic statistics and safe anytime-valid inference").
//!
//! Chance is exact: within a batch every way of dealing the seen outcomes to the arms is alike,
//! whatever the outcomes are. So nothing is assumed of amounts or days, and what moves both
//! arms at once (a holiday, another price, a better channel) says nothing: batches are cut by
//! time, and within a channel.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::period::Week;

use super::cases::{Case, Cases};
use super::{Experiment, Measured};

/// A batch has at least so many cases: in a batch of one nothing can be dealt otherwise.
const BATCH: usize = 8;
/// And at most so many, which keeps the work small.
const BATCH_MAX: usize = 100;
/// A planned spread counts as this many cases beside those that were seen.
const SPREAD_COUNTS: f64 = 2.0;

/// How a wager stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wager {
    /// The natural logarithm of the stake now.
    pub ln_stake: f64,
    /// The same at its highest.
    pub ln_most: f64,
    /// How many batches were judged.
    pub n_batches: usize,
    /// The evening on which it first reached what it has to; `None` where it never did.
    pub reached: Option<Date>,
}

/// The wager that `arm` is better than `other` by the smallest effect, on cases that had time.
/// It has won once the stake is at least e to the power of `ln_needed`.
///
/// `spread` is the variance of a single case as planned, where it is known.
pub fn wager(
    experiment: &Experiment,
    cases: &Cases<'_>,
    (arm, other): (usize, usize),
    spread: Option<f64>,
    ln_needed: f64,
) -> Wager {
    let mut wager = Wager {
        ln_stake: 0.0,
        ln_most: 0.0,
        n_batches: 0,
        reached: None,
    };
    let mut judge = |ln_gain: f64, evening: Date| {
        wager.ln_stake += ln_gain;
        wager.ln_most = wager.ln_most.max(wager.ln_stake);
        wager.n_batches += 1;
        if wager.ln_stake >= ln_needed && wager.reached.is_none() {
            wager.reached = Some(evening);
        }
    };
    if experiment.measure == Measured::CostPerDeal {
        costs(experiment, cases, arm, other, &mut judge);
        return wager;
    }
    let toward = if experiment.measure.more_is_better() { 1.0 } else { -1.0 };
    let mut seen = Spread::planned(spread);
    for batch in batches(experiment, cases, arm, other) {
        let values: Vec<f64> = batch.cases.iter().map(|case| toward * case.value).collect();
        let is_arm: Vec<bool> = batch.cases.iter().map(|case| case.arm == arm).collect();
        // Which values there are says nothing of who had them, so they may set the odds.
        seen.add(&values);
        let slope = seen
            .variance()
            .map_or(0.0, |variance| experiment.smallest_effect / variance);
        judge(ln_gain(&values, &is_arm, slope), batch.evening);
    }
    wager
}

/// By how much likelier the seen division makes the effect, as a logarithm: the weight
/// exp(slope × sum of the arm's values), over its mean over all ways to deal the values.
fn ln_gain(values: &[f64], is_arm: &[bool], slope: f64) -> f64 {
    let top = values.iter().copied().fold(f64::MIN, f64::max);
    let weight = |value: &f64| (slope * (value - top)).exp();
    let n_arm = is_arm.iter().filter(|is_arm| **is_arm).count();
    // sums[k] is the sum over all choices of k values of the product of their weights, over the
    // number of such choices: an average, which neither grows nor vanishes quickly.
    let mut means = vec![0.0; n_arm + 1];
    means[0] = 1.0;
    for (index, value) in values.iter().enumerate() {
        let seen = (index + 1) as f64;
        for chosen in (1..=n_arm.min(index + 1)).rev() {
            let with = chosen as f64 / seen;
            means[chosen] = means[chosen] * (1.0 - with) + means[chosen - 1] * weight(value) * with;
        }
    }
    let own: f64 = values
        .iter()
        .zip(is_arm)
        .filter(|(_, is_arm)| **is_arm)
        .map(|(value, _)| slope * (value - top))
        .sum();
    let mean = means[n_arm];
    if mean > 0.0 { own - mean.ln() } else { 0.0 }
}

/// Cases of two arms that are judged together.
struct Batch<'c, 'a> {
    cases: Vec<&'c Case<'a>>,
    evening: Date,
}

/// Cuts the cases of two arms: within a channel, week by week, a batch once it has enough
/// cases and both arms. What decides that is who came and when, never what came of them.
fn batches<'c, 'a>(experiment: &Experiment, cases: &'c Cases<'a>, arm: usize, other: usize) -> Vec<Batch<'c, 'a>> {
    let mut open: Vec<(Option<&str>, Vec<&Case<'_>>)> = Vec::new();
    let mut closed = Vec::new();
    let mut both = cases
        .ripe
        .iter()
        .filter(|case| case.arm == arm || case.arm == other)
        .peekable();
    while let Some(case) = both.next() {
        let channel = case
            .channel
            .map(|id| id.as_str())
            .filter(|_| !experiment.is_about_channels());
        let place = open.iter().position(|(known, _)| *known == channel).unwrap_or_else(|| {
            open.push((channel, Vec::new()));
            open.len() - 1
        });
        open[place].1.push(case);
        let evening = Week::of(case.ripe).sunday();
        let is_last_of_week = both.peek().is_none_or(|next| Week::of(next.ripe).sunday() > evening);
        for (_, waiting) in &mut open {
            let n_arm = waiting.iter().filter(|case| case.arm == arm).count();
            let has_both = n_arm > 0 && n_arm < waiting.len();
            let is_enough = is_last_of_week && waiting.len() >= BATCH;
            if has_both && (is_enough || waiting.len() >= BATCH_MAX) {
                let cases = std::mem::take(waiting);
                closed.push(Batch { cases, evening });
            } else if waiting.len() >= BATCH_MAX {
                // Of one arm alone nothing can be learnt.
                waiting.clear();
            }
        }
    }
    closed
}

/// The variance of single cases, from the plan and from those that were seen.
struct Spread {
    counts: f64,
    planned: f64,
    n: f64,
    sum: f64,
    squares: f64,
}

impl Spread {
    fn planned(spread: Option<f64>) -> Self {
        Self {
            counts: if spread.is_some() { SPREAD_COUNTS } else { 0.0 },
            planned: spread.unwrap_or(0.0),
            n: 0.0,
            sum: 0.0,
            squares: 0.0,
        }
    }

    fn add(&mut self, values: &[f64]) {
        self.n += values.len() as f64;
        self.sum += values.iter().sum::<f64>();
        self.squares += values.iter().map(|value| value * value).sum::<f64>();
    }

    fn variance(&self) -> Option<f64> {
        let around_mean = (self.squares - self.sum * self.sum / self.n.max(1.0)).max(0.0);
        let variance = (around_mean + self.counts * self.planned) / (self.n + self.counts).max(1.0);
        (variance > 0.0).then_some(variance)
    }
}

/// The wager on what a deal costs. If a deal costs both arms alike, each of the deals of a week
/// is the arm's with the chance that is its share of the money; if it costs the arm less by the
/// smallest effect, with a larger one.
fn costs(experiment: &Experiment, cases: &Cases<'_>, arm: usize, other: usize, judge: &mut impl FnMut(f64, Date)) {
    // Shape: money, then deals; of the arm, then of the other.
    let mut weeks: BTreeMap<Date, [[f64; 2]; 2]> = BTreeMap::new();
    let mut add = |ripe: Date, of: usize, kind: usize, value: f64| {
        let side = if of == arm { 0 } else { 1 };
        if of == arm || of == other {
            weeks.entry(Week::of(ripe).sunday()).or_default()[kind][side] += value;
        }
    };
    for spent in &cases.spent {
        add(spent.ripe, spent.arm, 0, spent.minor);
    }
    for case in &cases.ripe {
        add(case.ripe, case.arm, 1, case.value);
    }
    let (mut all_money, mut all_deals) = (0.0, 0.0);
    for (day, [money, deals]) in weeks {
        // What a deal costs was seen before the week, so that it may set the odds.
        let cost: f64 = if all_deals > 0.0 { all_money / all_deals } else { 0.0 };
        if money[0] > 0.0 && money[1] > 0.0 && cost > experiment.smallest_effect {
            let better = cost / (cost - experiment.smallest_effect);
            let fair = money[0] / (money[0] + money[1]);
            let wanted = money[0] * better / (money[0] * better + money[1]);
            let gain = deals[0] * (wanted / fair).ln() + deals[1] * ((1.0 - wanted) / (1.0 - fair)).ln();
            judge(gain, day);
        }
        all_money += money[0] + money[1];
        all_deals += deals[0] + deals[1];
    }
}
