//! Conversions as they were seen, judged only when they have had time.

use statrs::distribution::{Beta, ContinuousCDF};

use crate::actuals::Actuals;
use crate::deal::Deal;
use crate::diagnostic::Diagnostic;
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan};
use crate::rate::Rate;
use crate::rules::{Rules, StepQuestion};
use crate::settings::ProofSettings;

/// One step of one funnel, plan against fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the stage the step starts from.
    pub stage: usize,
    /// The planned rate.
    pub plan: Rate,
    /// How trials and successes were counted.
    pub basis: Basis,
    /// How many had time to pass.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// 90 % interval of the true rate; `None` without trials.
    pub interval: Option<(f64, f64)>,
    /// Entries into the next stage by entries into this one, both of the same
    /// period: shown, never judged. `None` without entries.
    pub period_ratio: Option<f64>,
    /// How the fact stands to the plan.
    pub deviation: Deviation,
    /// Trials of this period and of the plan's evidence together.
    pub pooled_trials: u64,
    /// Successes of both.
    pub pooled_successes: u64,
    /// Whether this way of selling is proven, by the pooled counts.
    pub way_of_selling: WayOfSelling,
    /// The rate that the `conversion` rule expects from now on.
    pub expected: Rate,
}

/// How trials and successes were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Deals that entered the stage at least its lag ago, and those of them that reached the next.
    Cohort,
    /// Counts: the open stock at the period's start and the entries up to one lag ago.
    CountsWithStock,
    /// Counts without a recorded stock: the entries of one lag before the period stand in for it.
    CountsWithoutStock,
}

/// How a seen conversion stands to the planned one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deviation {
    /// The interval lies above the plan.
    Above,
    /// The interval lies below the plan.
    Below,
    /// The plan lies within the interval.
    WithinNoise,
    /// Too few trials, or more successes than trials (entries are missing), to judge.
    TooFew,
}

/// What the facts say about a way of selling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayOfSelling {
    /// It works as planned.
    Proven,
    /// Not yet known; no fault.
    Unproven,
    /// It does not work as planned.
    Refuted,
}

/// Trials below which a deviation is not judged.
const TRIALS_TO_JUDGE: u64 = 10;
/// The posterior mass inside the interval is 90 %.
const TAIL: f64 = 0.05;

/// Counts and judges every step of the plan, and asks the `conversion` rule for
/// the expected rate of each.
///
/// # Errors
/// All faults of the rule.
pub fn conversions(
    plan: &Plan,
    deals: &[Deal],
    actuals: &Actuals,
    proof: &ProofSettings,
    rules: &dyn Rules,
) -> Result<Vec<Conversion>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut conversions = Vec::new();
    for (segment_index, segment) in plan.segments.iter().enumerate() {
        for stage_index in 0..segment.last_stage() {
            let counted = count_step(plan, deals, actuals, segment_index, stage_index);
            match judge(plan, segment_index, stage_index, counted, proof, rules) {
                Ok(conversion) => conversions.push(conversion),
                Err(fault) => faults.push(*fault),
            }
        }
    }
    if faults.is_empty() {
        Ok(conversions)
    } else {
        Err(faults)
    }
}

#[derive(Debug, Clone, Copy)]
struct Counted {
    basis: Basis,
    trials: u64,
    successes: u64,
    period_ratio: Option<f64>,
}

fn count_step(plan: &Plan, deals: &[Deal], actuals: &Actuals, segment_index: usize, stage: usize) -> Counted {
    let segment = &plan.segments[segment_index];
    let lag = segment.stages[stage].step.as_ref().map_or(0, |step| step.lag_days);
    let so_far = Period {
        from: plan.period.from,
        to: actuals.as_of,
    };
    let entries = actuals.count(segment_index, stage, so_far);
    let passed = actuals.count(segment_index, stage + 1, so_far);
    let period_ratio = (entries > 0).then(|| passed as f64 / entries as f64);
    let from_deals = |index: usize| segment.stages[index].source == FactSource::Deals;
    if from_deals(stage) && from_deals(stage + 1) {
        let matured = matured_window(plan, actuals, lag);
        let (trials, successes) = cohort(plan, deals, actuals, segment_index, stage, matured);
        return Counted {
            basis: Basis::Cohort,
            trials,
            successes,
            period_ratio,
        };
    }
    let ripe = Period {
        from: plan.period.from,
        to: days_before(actuals.as_of, lag),
    };
    let ripe_entries = if ripe.to < ripe.from {
        0
    } else {
        actuals.count(segment_index, stage, ripe)
    };
    let (basis, stock) = match actuals.stages[segment_index][stage].stock_before(plan.period.from) {
        Some((_, stock)) => (Basis::CountsWithStock, stock),
        None => (
            Basis::CountsWithoutStock,
            entries_before(plan, actuals, segment_index, stage, lag),
        ),
    };
    Counted {
        basis,
        trials: ripe_entries.saturating_add(stock),
        successes: passed,
        period_ratio,
    }
}

/// Entries whose time to pass ended within the period, up to as-of: the mirror
/// image of the stock rule for counts, so that both bases speak of the same weeks.
fn matured_window(plan: &Plan, actuals: &Actuals, lag: u32) -> Period {
    Period {
        from: days_before(plan.period.from, lag),
        to: days_before(actuals.as_of, lag),
    }
}

fn cohort(plan: &Plan, deals: &[Deal], actuals: &Actuals, segment: usize, stage: usize, window: Period) -> (u64, u64) {
    let of_segment = deals.iter().filter(|deal| deal.segment == Some(segment));
    of_segment.fold((0, 0), |(trials, successes), deal| {
        let entered = deal
            .reached(&plan.segments[segment], stage)
            .is_some_and(|date| window.contains(date));
        let passed = deal
            .reached(&plan.segments[segment], stage + 1)
            .is_some_and(|date| date <= actuals.as_of);
        (trials + u64::from(entered), successes + u64::from(entered && passed))
    })
}

fn entries_before(plan: &Plan, actuals: &Actuals, segment: usize, stage: usize, lag: u32) -> u64 {
    if lag == 0 {
        return 0;
    }
    let window = Period {
        from: days_before(plan.period.from, lag),
        to: days_before(plan.period.from, 1),
    };
    actuals.count(segment, stage, window)
}

fn judge(
    plan: &Plan,
    segment_index: usize,
    stage_index: usize,
    counted: Counted,
    proof: &ProofSettings,
    rules: &dyn Rules,
) -> Result<Conversion, Box<Diagnostic>> {
    let segment = &plan.segments[segment_index];
    let stage = &segment.stages[stage_index];
    let step = stage.step.as_ref().expect("every stage before the last has a step");
    let evidence = step.evidence.as_ref().map_or((0, 0), |e| (e.trials, e.successes));
    let expected = rules.conversion(&StepQuestion {
        segment,
        stage,
        next: &segment.stages[stage_index + 1],
        plan: step.rate,
        trials: counted.trials,
        successes: counted.successes.min(counted.trials),
        evidence_trials: evidence.0,
        evidence_successes: evidence.1,
    })?;
    let pooled_trials = counted.trials.saturating_add(evidence.0);
    let pooled_successes = counted.successes.min(counted.trials).saturating_add(evidence.1);
    let interval = (counted.trials > 0)
        .then(|| interval(counted.successes, counted.trials))
        .flatten();
    Ok(Conversion {
        segment: segment_index,
        stage: stage_index,
        plan: step.rate,
        basis: counted.basis,
        trials: counted.trials,
        successes: counted.successes,
        interval,
        period_ratio: counted.period_ratio,
        deviation: deviation(counted, interval, step.rate),
        pooled_trials,
        pooled_successes,
        way_of_selling: way_of_selling(pooled_successes, pooled_trials, step.rate, proof),
        expected,
    })
}

/// The true rate given the counts: Beta(1 + successes, 1 + failures), from a uniform prior.
fn posterior(successes: u64, trials: u64) -> Option<Beta> {
    let failures = trials.saturating_sub(successes);
    Beta::new(1.0 + successes.min(trials) as f64, 1.0 + failures as f64).ok()
}

fn interval(successes: u64, trials: u64) -> Option<(f64, f64)> {
    let rate = posterior(successes, trials)?;
    Some((rate.inverse_cdf(TAIL), rate.inverse_cdf(1.0 - TAIL)))
}

fn deviation(counted: Counted, interval: Option<(f64, f64)>, plan: Rate) -> Deviation {
    match interval {
        Some((low, high)) if counted.trials >= TRIALS_TO_JUDGE && counted.successes <= counted.trials => {
            if low > plan.to_f64() {
                Deviation::Above
            } else if high < plan.to_f64() {
                Deviation::Below
            } else {
                Deviation::WithinNoise
            }
        }
        _ => Deviation::TooFew,
    }
}

/// Judges a way of selling by the chance that its true rate is at least the planned one.
pub fn way_of_selling(successes: u64, trials: u64, plan: Rate, proof: &ProofSettings) -> WayOfSelling {
    let Some(rate) = posterior(successes, trials) else {
        return WayOfSelling::Unproven;
    };
    let at_least_plan = 1.0 - rate.cdf(plan.to_f64());
    if trials < proof.trials_min {
        WayOfSelling::Unproven
    } else if at_least_plan >= proof.proven_from.to_f64() {
        WayOfSelling::Proven
    } else if at_least_plan <= proof.refuted_to.to_f64() {
        WayOfSelling::Refuted
    } else {
        WayOfSelling::Unproven
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_way_of_selling_is_judged_by_enough_facts_only() {
        let proof = Settings::default().proof;
        let plan = Rate::of(3, 10).unwrap();
        assert_eq!(way_of_selling(0, 0, plan, &proof), WayOfSelling::Unproven);
        assert_eq!(way_of_selling(19, 19, plan, &proof), WayOfSelling::Unproven);
        assert_eq!(way_of_selling(15, 52, plan, &proof), WayOfSelling::Unproven);
        assert_eq!(way_of_selling(20, 52, plan, &proof), WayOfSelling::Proven);
        assert_eq!(way_of_selling(15, 83, plan, &proof), WayOfSelling::Refuted);
    }

    #[test]
    fn the_interval_of_one_in_six_holds_thirty_percent() {
        let (low, high) = interval(1, 6).unwrap();
        assert!(
            low < 0.3 && 0.3 < high && (0.05..0.06).contains(&low) && (0.51..0.53).contains(&high),
            "{low} {high}"
        );
    }
}
