//! Conversions as they were seen, judged only when they have had time.

use jiff::civil::Date;
use statrs::distribution::{Beta, ContinuousCDF};

use crate::actuals::Actuals;
use crate::deal::{Deal, Status};
use crate::decompose::Decomposition;
use crate::diagnostic::{Diagnostic, gather};
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan, Segment};
use crate::plan_fact::to_date;
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
    /// How many of the others are still open and may yet pass; 0 where counts cannot tell.
    pub undecided: u64,
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

impl Deviation {
    /// The word of every output and of rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::WithinNoise => "within_noise",
            Self::TooFew => "too_few",
        }
    }
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

impl WayOfSelling {
    /// The word of every output and of rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Unproven => "unproven",
            Self::Refuted => "refuted",
        }
    }
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
    decomposition: &Decomposition,
    deals: &[Deal],
    actuals: &Actuals,
    proof: &ProofSettings,
    rules: &dyn Rules,
) -> Result<Vec<Conversion>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut conversions = Vec::new();
    let mut of_segment: Vec<Vec<&Deal>> = vec![Vec::new(); plan.segments.len()];
    for deal in deals {
        if let Some(segment) = deal.segment {
            of_segment[segment].push(deal);
        }
    }
    for (segment_index, segment) in plan.segments.iter().enumerate() {
        for stage_index in 0..segment.last_stage() {
            let so_far = to_date(plan, actuals);
            let counted = seen(
                plan,
                &of_segment[segment_index],
                actuals,
                segment_index,
                stage_index,
                so_far,
            );
            let planned = decomposition.segments[segment_index].rates[stage_index];
            match judge(plan, segment_index, stage_index, planned, counted, proof, rules) {
                Ok(conversion) => conversions.push(conversion),
                Err(fault) => faults.push(*fault),
            }
        }
    }
    if faults.is_empty() {
        Ok(conversions)
    } else {
        Err(gather(faults, "steps"))
    }
}

/// The expected rate of every step. Shape: one a segment, then one a stage before its last.
pub fn expected_rates(plan: &Plan, conversions: &[Conversion]) -> Vec<Vec<Rate>> {
    let mut rates: Vec<Vec<Rate>> = plan
        .segments
        .iter()
        .map(|segment| vec![Rate::one(); segment.last_stage()])
        .collect();
    for conversion in conversions {
        rates[conversion.segment][conversion.stage] = conversion.expected;
    }
    rates
}

/// How many passed a step, of those who had time to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// How both were counted.
    pub basis: Basis,
    /// How many had time to pass.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// How many of the others may yet pass.
    pub undecided: u64,
    /// Entries into the next stage by entries into this one.
    pub period_ratio: Option<f64>,
}

/// Counts a step among those whose time to pass ended within the days of `of`.
///
/// `deals` are those of the segment; `plan.period` says where facts that are counts begin.
pub fn seen(plan: &Plan, deals: &[&Deal], actuals: &Actuals, segment_index: usize, stage: usize, of: Period) -> Seen {
    let segment = &plan.segments[segment_index];
    let lag = segment.stages[stage].step.as_ref().map_or(0, |step| step.lag.days);
    let entries = actuals.count(segment_index, stage, of);
    let passed = actuals.count(segment_index, stage + 1, of);
    let period_ratio = (entries > 0).then(|| passed as f64 / entries as f64);
    let from_deals = |index: usize| segment.stages[index].source == FactSource::Deals;
    if from_deals(stage) && from_deals(stage + 1) {
        let matured = matured_window(of, lag);
        return cohort(plan, deals, actuals, segment_index, stage, matured, period_ratio);
    }
    let ripe = Period {
        from: of.from,
        to: days_before(of.to, lag),
    };
    let ripe_entries = if ripe.to < ripe.from {
        0
    } else {
        actuals.count(segment_index, stage, ripe)
    };
    let (basis, stock) = match actuals.stages[segment_index][stage].stock_before(of.from) {
        Some((_, stock)) => (Basis::CountsWithStock, stock),
        None => (
            Basis::CountsWithoutStock,
            entries_before(of, actuals, segment_index, stage, lag),
        ),
    };
    Seen {
        basis,
        trials: ripe_entries.saturating_add(stock),
        successes: passed,
        undecided: 0,
        period_ratio,
    }
}

/// Entries whose time to pass ended within the period, up to as-of: the mirror
/// image of the stock rule for counts, so that both bases speak of the same weeks.
fn matured_window(of: Period, lag: u32) -> Period {
    Period {
        from: days_before(of.from, lag),
        to: days_before(of.to, lag),
    }
}

/// What became of a deal that entered a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// It reached the next stage.
    pub passed: bool,
    /// It did not, and is open: it may yet.
    pub is_undecided: bool,
}

/// What had become by `as_of` of a deal that entered the stage within the window; `None` for
/// any other deal.
///
/// A deal that is known to be past the stage, though no day says since when, is
/// neither: to call it a failure would be false, to call it a success undated.
pub fn trial(deal: &Deal, segment: &Segment, stage: usize, window: Period, as_of: Date) -> Option<Trial> {
    deal.reached(segment, stage).filter(|date| window.contains(*date))?;
    let passed_on = deal.reached(segment, stage + 1);
    let state = deal.state(Some(segment), as_of);
    let is_past = state.is_some_and(|state| state.stage.is_some_and(|reached| reached > stage));
    if passed_on.is_none() && is_past {
        return None;
    }
    let passed = passed_on.is_some_and(|date| date <= as_of);
    let is_open = state.is_some_and(|state| state.status == Status::Open);
    Some(Trial {
        passed,
        is_undecided: !passed && is_open,
    })
}

fn cohort(
    plan: &Plan,
    deals: &[&Deal],
    actuals: &Actuals,
    segment: usize,
    stage: usize,
    window: Period,
    period_ratio: Option<f64>,
) -> Seen {
    let segment = &plan.segments[segment];
    let mut counted = Seen {
        basis: Basis::Cohort,
        trials: 0,
        successes: 0,
        undecided: 0,
        period_ratio,
    };
    for deal in deals {
        if let Some(trial) = trial(deal, segment, stage, window, actuals.as_of) {
            counted.trials += 1;
            counted.successes += u64::from(trial.passed);
            counted.undecided += u64::from(trial.is_undecided);
        }
    }
    counted
}

fn entries_before(of: Period, actuals: &Actuals, segment: usize, stage: usize, lag: u32) -> u64 {
    if lag == 0 {
        return 0;
    }
    let window = Period {
        from: days_before(of.from, lag),
        to: days_before(of.from, 1),
    };
    actuals.count(segment, stage, window)
}

fn judge(
    plan: &Plan,
    segment_index: usize,
    stage_index: usize,
    planned: Rate,
    counted: Seen,
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
        plan: planned,
        trials: counted.trials,
        successes: counted.successes.min(counted.trials),
        evidence_trials: evidence.0,
        evidence_successes: evidence.1,
    })?;
    let is_whole = counted.successes <= counted.trials;
    let interval = (counted.trials > 0 && is_whole)
        .then(|| interval(counted.successes, counted.trials))
        .flatten();
    // Counts with more successes than trials lack entries and say nothing of the rate.
    let (trials, successes, undecided) = if is_whole {
        (counted.trials, counted.successes, counted.undecided)
    } else {
        (0, 0, 0)
    };
    let pooled_trials = trials.saturating_add(evidence.0);
    let pooled_successes = successes.saturating_add(evidence.1);
    Ok(Conversion {
        segment: segment_index,
        stage: stage_index,
        plan: planned,
        basis: counted.basis,
        trials: counted.trials,
        successes: counted.successes,
        undecided: counted.undecided,
        interval,
        period_ratio: counted.period_ratio,
        deviation: deviation(counted, interval, planned),
        pooled_trials,
        pooled_successes,
        way_of_selling: way_of_selling(pooled_successes, pooled_trials, undecided, planned, proof),
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

/// Below only if it stays below when everyone who is still open passes: the usual
/// days are a middle, and half of those who pass take longer. Above or below only on
/// the side of the plan on which the seen rate lies.
fn deviation(counted: Seen, interval_seen: Option<(f64, f64)>, plan: Rate) -> Deviation {
    let Some((low, high)) = interval_seen.filter(|_| counted.trials >= TRIALS_TO_JUDGE) else {
        return Deviation::TooFew;
    };
    let seen = counted.successes as f64 / counted.trials as f64;
    if low > plan.to_f64() && seen > plan.to_f64() {
        Deviation::Above
    } else if high < plan.to_f64() && seen < plan.to_f64() {
        let at_best = interval(counted.successes + counted.undecided, counted.trials);
        match at_best {
            Some((_, high)) if high < plan.to_f64() => Deviation::Below,
            _ => Deviation::TooFew,
        }
    } else {
        Deviation::WithinNoise
    }
}

/// Judges a way of selling by the chance that its true rate is at least the planned
/// one. Refuted only if it is so even when all `undecided` trials come to succeed.
pub fn way_of_selling(successes: u64, trials: u64, undecided: u64, plan: Rate, proof: &ProofSettings) -> WayOfSelling {
    let at_least_plan = |successes: u64| posterior(successes, trials).map(|rate| 1.0 - rate.cdf(plan.to_f64()));
    let seen_below = (successes as f64) < plan.to_f64() * trials as f64;
    let proven = at_least_plan(successes).is_some_and(|chance| chance >= proof.proven_from.to_f64());
    let at_best = at_least_plan(successes.saturating_add(undecided).min(trials));
    let refuted = at_best.is_some_and(|chance| chance <= proof.refuted_to.to_f64());
    if trials < proof.trials_min {
        WayOfSelling::Unproven
    } else if proven {
        WayOfSelling::Proven
    } else if refuted && seen_below {
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
        assert_eq!(way_of_selling(0, 0, 0, plan, &proof), WayOfSelling::Unproven);
        assert_eq!(way_of_selling(19, 19, 0, plan, &proof), WayOfSelling::Unproven);
        assert_eq!(way_of_selling(15, 52, 0, plan, &proof), WayOfSelling::Unproven);
        assert_eq!(way_of_selling(20, 52, 0, plan, &proof), WayOfSelling::Proven);
        assert_eq!(way_of_selling(15, 83, 0, plan, &proof), WayOfSelling::Refuted);
        assert_eq!(way_of_selling(15, 83, 40, plan, &proof), WayOfSelling::Unproven);
        // The posterior of a full house lies below certainty; that refutes nothing.
        assert_eq!(way_of_selling(42, 42, 0, Rate::one(), &proof), WayOfSelling::Unproven);
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
