//! Is there a way of selling that turns the planned leads into the planned deals? Each step,
//! the whole way, and the average deal.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Action, Kind, Looked, Need, Proof, verdict};
use crate::chance::{StepRate, path_at_least, path_points};
use crate::conversion::{Conversion, Judged, WayOfSelling};
use crate::deal::Status;
use crate::evidence::entered_amounts;
use crate::mix::needs_at;
use crate::money::Money;
use crate::period::Period;
use crate::plan::{FactSource, Spread};
use crate::rate::Rate;

pub(super) fn needs(looked: &Looked<'_>) -> Vec<Need> {
    let mut needs = Vec::new();
    for index in 0..looked.books.plan.segments.len() {
        let steps: Vec<&Conversion> = looked.conversions.iter().filter(|step| step.segment == index).collect();
        needs.extend(steps.iter().map(|step| of_step(looked, step)));
        if steps.len() > 1 {
            needs.push(of_path(looked, index, &steps));
        }
        needs.extend(of_average(looked, index));
    }
    needs
}

/// The facts of the plan's evidence and of this period together, judged as in the review.
fn of_step(looked: &Looked<'_>, step: &Conversion) -> Need {
    let judged = &step.judged;
    let (trials, successes) = (judged.pooled_trials, judged.pooled_successes.min(judged.pooled_trials));
    let points = path_points(&[StepRate::Seen { successes, trials }]);
    let at_least = (trials > 0).then(|| path_at_least(&points, judged.pooled_plan.to_f64()));
    let is_refuted = judged.way_of_selling == WayOfSelling::Refuted;
    let leads = leads_at_seen(looked, step.segment, step.stage, successes, trials);
    Need {
        proof: Some(Proof {
            verdict: judged.way_of_selling,
            trials,
            successes: Some(successes),
            plan: judged.pooled_plan.to_f64(),
            seen: (trials > 0).then(|| successes as f64 / trials as f64),
            at_least_plan: at_least,
        }),
        action: is_refuted.then_some(Action::DevelopWay(step.segment, Some(step.stage), leads)),
        ..Need::of(Kind::Step(step.segment, step.stage))
    }
}

/// How many leads the planned deals take if one step goes on as it was seen.
fn leads_at_seen(looked: &Looked<'_>, segment: usize, stage: usize, successes: u64, trials: u64) -> Option<u64> {
    let need = &looked.books.decomposition.segments[segment];
    let mut rates = need.rates.clone();
    rates[stage] = Rate::of(successes, trials).ok()?;
    Some(needs_at(&rates, need.deals)?[0])
}

/// The product of the steps' posteriors against the product of the planned rates. It has as
/// many trials as its thinnest step.
fn of_path(looked: &Looked<'_>, index: usize, steps: &[&Conversion]) -> Need {
    let steps: Vec<&Judged> = steps.iter().map(|step| &step.judged).collect();
    let trials = steps.iter().map(|step| step.pooled_trials).min().unwrap_or(0);
    let seen_steps: Vec<StepRate> = steps
        .iter()
        .map(|step| StepRate::Seen {
            successes: step.pooled_successes.min(step.pooled_trials),
            trials: step.pooled_trials,
        })
        .collect();
    let plan: f64 = steps.iter().map(|step| step.pooled_plan.to_f64()).product();
    let seen = steps
        .iter()
        .map(|step| step.pooled_successes as f64 / step.pooled_trials as f64)
        .product();
    let at_least = (trials > 0).then(|| path_at_least(&path_points(&seen_steps), plan));
    // As for a single step: refuted only if it stays so when all who may yet pass do.
    let best: Vec<StepRate> = steps
        .iter()
        .map(|step| StepRate::Seen {
            successes: (step.pooled_successes + step.undecided).min(step.pooled_trials),
            trials: step.pooled_trials,
        })
        .collect();
    let judged = match verdict(at_least, trials, looked.proof) {
        WayOfSelling::Refuted => match verdict(Some(path_at_least(&path_points(&best), plan)), trials, looked.proof) {
            WayOfSelling::Refuted => WayOfSelling::Refuted,
            _ => WayOfSelling::Unproven,
        },
        other => other,
    };
    Need {
        proof: Some(Proof {
            verdict: judged,
            trials,
            successes: None,
            plan,
            seen: (trials > 0).then_some(seen),
            at_least_plan: at_least,
        }),
        action: (judged == WayOfSelling::Refuted).then_some(Action::DevelopWay(index, None, None)),
        ..Need::of(Kind::Path(index))
    }
}

/// The mean of the amounts that were seen against the planned average, by Student's t: with
/// n amounts of mean m and deviation s, (m - plan) / (s / sqrt n) has n - 1 degrees of freedom.
fn of_average(looked: &Looked<'_>, index: usize) -> Option<Need> {
    let segment = &looked.books.plan.segments[index];
    let average = segment.average_deal.as_ref()?;
    let plan = average.amount.minor as f64;
    let evidence = average.evidence.as_ref();
    let here = amounts(looked, index);
    let period = (!here.is_empty()).then(|| (crate::evidence::spread(&here), here.len() as u64));
    let before = evidence.and_then(|seen| Some((seen.seen?, seen.n_deals)));
    let pooled = match (before, period) {
        (Some(before), Some(period)) => Some(together(before, period)),
        (one, other) => one.or(other),
    };
    let trials = pooled.map_or(evidence.map_or(0, |seen| seen.n_deals), |(_, n)| n);
    let at_least = pooled.and_then(|(spread, n)| at_least_mean(plan, spread, n));
    let judged = verdict(at_least, trials, looked.proof);
    let seen = pooled.map(|(spread, _)| spread.mean);
    let refuted = seen.filter(|_| judged == WayOfSelling::Refuted);
    Some(Need {
        proof: Some(Proof {
            verdict: judged,
            trials,
            successes: None,
            plan,
            seen,
            at_least_plan: at_least,
        }),
        action: refuted
            .map(|mean| Action::RaiseAverageDeal(index, Money::new(mean.round() as i64, average.amount.currency))),
        ..Need::of(Kind::AverageDeal(index))
    })
}

/// Stated amounts of the segment's deals won in the period up to the evening.
fn amounts(looked: &Looked<'_>, index: usize) -> Vec<i64> {
    let segment = &looked.books.plan.segments[index];
    if segment.stages[segment.last_stage()].source == FactSource::Entered {
        let so_far = Period::new(looked.books.plan.period.from, looked.as_of);
        let entered = |window| entered_amounts(looked.books.given.facts, index, segment.last_stage(), window);
        if let Some(amounts) = so_far.map(entered).filter(|amounts| !amounts.is_empty()) {
            return amounts;
        }
    }
    let won = looked.books.given.deals.iter().filter(|deal| {
        let closed = deal
            .closed
            .filter(|day| *day <= looked.as_of && looked.books.plan.period.contains(*day));
        deal.segment == Some(index) && deal.status == Status::Won && closed.is_some()
    });
    won.filter_map(|deal| deal.amount).map(|amount| amount.minor).collect()
}

/// Mean and deviation of two samples taken as one.
fn together((a, n_a): (Spread, u64), (b, n_b): (Spread, u64)) -> (Spread, u64) {
    let (n_a, n_b) = (n_a as f64, n_b as f64);
    let n = n_a + n_b;
    let mean = (a.mean * n_a + b.mean * n_b) / n;
    let squares =
        |spread: Spread, n: f64| spread.deviation.powi(2) * (n - 1.0).max(0.0) + n * (spread.mean - mean).powi(2);
    let deviation = ((squares(a, n_a) + squares(b, n_b)) / (n - 1.0).max(1.0)).sqrt();
    (Spread { mean, deviation }, n as u64)
}

fn at_least_mean(plan: f64, spread: Spread, n: u64) -> Option<f64> {
    if n < 2 {
        return None;
    }
    if spread.deviation <= 0.0 {
        return Some(if spread.mean >= plan { 1.0 } else { 0.0 });
    }
    let t = (spread.mean - plan) / (spread.deviation / (n as f64).sqrt());
    Some(StudentsT::new(0.0, 1.0, n as f64 - 1.0).ok()?.cdf(t))
}
