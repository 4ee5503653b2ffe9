//! Conversions as they were seen, judged only when they have had time.

use jiff::civil::Date;
use statrs::distribution::{Beta, ContinuousCDF};

use crate::actuals::Actuals;
use crate::deal::Deal;
use crate::decompose::{Decomposition, SegmentNeed};
use crate::diagnostic::{Diagnostic, gather};
use crate::experiment::{Experiment, Measured, days_after};
use crate::mix::mean_rate;
use crate::period::Period;
use crate::plan::{Evidence, Plan};
use crate::plan_fact::to_date;
use crate::rate::Rate;
use crate::rules::{Rules, StepQuestion};
use crate::settings::ProofSettings;

mod counted;

pub use counted::{Counts, Seen, Trial, seen, trial};

/// One step of one funnel, plan against fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the stage the step starts from.
    pub stage: usize,
    /// The planned rate, over the channels as they are planned.
    pub planned: Rate,
    /// How trials and successes were counted.
    pub basis: Basis,
    /// Entries into the next stage by entries into this one, both of the same
    /// period: shown, never judged. `None` without entries.
    pub period_ratio: Option<(u64, u64)>,
    /// Over all channels, against the plan's rate for the channels that came.
    pub judged: Judged,
    /// The same channel by channel, by their index. Empty where the plan has none, or where
    /// some of those who passed name none: then it cannot be told who did.
    pub by_channel: Vec<(usize, Judged)>,
    /// The rate that the `conversion` rule expects from now on.
    pub expected: Rate,
}

/// A seen conversion against a planned one.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The planned rate: each trial counts at that of the channel it came by.
    pub plan: Rate,
    /// How many had time to pass.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// How many of the others are still open and may yet pass; 0 where counts cannot tell.
    pub undecided: u64,
    /// 90 % interval of the true rate; `None` without trials.
    pub interval: Option<(f64, f64)>,
    /// How the fact stands to the plan.
    pub deviation: Deviation,
    /// The planned rate of the trials of this period and of the plan's evidence together.
    pub pooled_plan: Rate,
    /// Trials of this period and of the plan's evidence together.
    pub pooled_trials: u64,
    /// Successes of both.
    pub pooled_successes: u64,
    /// Whether this way of selling is proven, by the pooled counts.
    pub way_of_selling: WayOfSelling,
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
/// A planned rate that an experiment has changed is judged by those alone who came since: the
/// others went another way, and the experiment's own cases are its evidence already.
///
/// # Errors
/// All faults of the rule.
pub fn conversions(
    plan: &Plan,
    decomposition: &Decomposition,
    deals: &[Deal],
    experiments: &[Experiment],
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
            let deals = &of_segment[segment_index];
            let count = |of| seen(plan, deals, actuals, segment_index, stage_index, of);
            let mut counted = count(so_far);
            if let Some(day) = changed_on(experiments, segment_index, stage_index, actuals.as_of) {
                let lag = segment.step(stage_index).lag.days;
                let since = Period::new(days_after(day, lag), so_far.to);
                counted.by_channel = since.map(|since| count(since).by_channel).unwrap_or_default();
            }
            let step = Step {
                plan,
                need: &decomposition.segments[segment_index],
                segment: segment_index,
                stage: stage_index,
            };
            match step.conversion(&counted, proof, rules) {
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

/// The day on which an arm that was adopted became the planned rate of a step.
fn changed_on(experiments: &[Experiment], segment: usize, stage: usize, as_of: Date) -> Option<Date> {
    let of_step = experiments.iter().filter(|experiment| {
        experiment.measure == Measured::Conversion && (experiment.segment, experiment.stage) == (segment, stage)
    });
    let adopted = of_step.filter_map(|experiment| {
        let ending = experiment.ending(as_of)?;
        // The first arm is what was done before.
        ending.adopted.filter(|arm| *arm > 0).map(|_| ending.day)
    });
    adopted.max()
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

/// One step of a segment's funnel.
#[derive(Clone, Copy)]
struct Step<'a> {
    plan: &'a Plan,
    need: &'a SegmentNeed,
    segment: usize,
    stage: usize,
}

impl Step<'_> {
    fn conversion(self, seen: &Seen, proof: &ProofSettings, rules: &dyn Rules) -> Result<Conversion, Box<Diagnostic>> {
        let segment = &self.plan.segments[self.segment];
        let stage = &segment.stages[self.stage];
        let step = stage.step.as_ref().expect("every stage before the last has a step");
        let planned = self.need.rates[self.stage];
        let all = seen.all();
        let evidence = step.evidence.as_ref().map_or((0, 0), |e| (e.trials, e.successes));
        let expected = rules.conversion(&StepQuestion {
            segment,
            stage,
            next: &segment.stages[self.stage + 1],
            plan: planned,
            trials: all.trials,
            successes: all.successes.min(all.trials),
            evidence_trials: evidence.0,
            evidence_successes: evidence.1,
        })?;
        let came = self.plan_of_those_who_came(seen).unwrap_or(planned);
        Ok(Conversion {
            segment: self.segment,
            stage: self.stage,
            planned,
            basis: seen.basis,
            period_ratio: seen.period_ratio,
            judged: judge(all, came, planned, step.evidence.as_ref(), proof),
            by_channel: self.by_channel(seen, proof),
            expected,
        })
    }

    /// The planned rate of a channel; of the planned mix for whoever names no channel, unless
    /// the mix has leads of none.
    fn planned_of(self, channel: Option<usize>) -> Rate {
        let source = self.need.leads.iter().find(|source| source.channel == channel);
        source.map_or(self.need.rates[self.stage], |source| source.rates[self.stage])
    }

    /// The plan's rate reweighted to the channels that the trials came by. `None` without trials.
    fn plan_of_those_who_came(self, seen: &Seen) -> Option<Rate> {
        let tried = seen.by_channel.iter().filter(|(_, counts)| counts.trials > 0);
        mean_rate(tried.map(|(channel, counts)| (counts.trials, self.planned_of(*channel))))
    }

    fn by_channel(self, seen: &Seen, proof: &ProofSettings) -> Vec<(usize, Judged)> {
        let names_none = seen.by_channel.get(&None).is_some_and(|none| none.successes > 0);
        if names_none {
            return Vec::new();
        }
        let stage = &self.plan.segments[self.segment].stages[self.stage];
        let judged = |(channel, counts): (&Option<usize>, &Counts)| {
            let channel = (*channel)?;
            let own = self.plan.channels[channel].conversions.get(&stage.id);
            let planned = self.planned_of(Some(channel));
            let evidence = own.and_then(|own| own.evidence.as_ref());
            Some((channel, judge(*counts, planned, planned, evidence, proof)))
        };
        seen.by_channel.iter().filter_map(judged).collect()
    }
}

/// Counts against the rate that is planned for `came`, and with the evidence, which is that of
/// `planned`, against both.
fn judge(counts: Counts, came: Rate, planned: Rate, evidence: Option<&Evidence>, proof: &ProofSettings) -> Judged {
    let of_evidence = evidence.map_or((0, 0), |e| (e.trials, e.successes));
    let used = if counts.are_whole() { counts } else { Counts::default() };
    let interval = (used.trials > 0)
        .then(|| interval(used.successes, used.trials))
        .flatten();
    let pooled_trials = used.trials.saturating_add(of_evidence.0);
    let pooled_successes = used.successes.saturating_add(of_evidence.1);
    let pooled_plan = mean_rate([(used.trials, came), (of_evidence.0, planned)].into_iter()).unwrap_or(came);
    Judged {
        plan: came,
        trials: counts.trials,
        successes: counts.successes,
        undecided: counts.undecided,
        interval,
        deviation: deviation(counts, interval, came),
        pooled_plan,
        pooled_trials,
        pooled_successes,
        way_of_selling: way_of_selling(pooled_successes, pooled_trials, used.undecided, pooled_plan, proof),
    }
}

/// The true rate given the counts: Beta(1 + successes, 1 + failures), from a uniform prior.
fn posterior(successes: u64, trials: u64) -> Option<Beta> {
    let failures = trials.saturating_sub(successes);
    Beta::new(1.0 + successes.min(trials) as f64, 1.0 + failures as f64).ok()
}

pub(crate) fn interval(successes: u64, trials: u64) -> Option<(f64, f64)> {
    let rate = posterior(successes, trials)?;
    Some((rate.inverse_cdf(TAIL), rate.inverse_cdf(1.0 - TAIL)))
}

/// Below only if it stays below when everyone who is still open passes: the usual
/// days are a middle, and half of those who pass take longer. Above or below only on
/// the side of the plan on which the seen rate lies.
fn deviation(counted: Counts, interval_seen: Option<(f64, f64)>, plan: Rate) -> Deviation {
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
    fn whoever_came_is_held_against_what_is_planned_for_them() {
        let proof = Settings::default().proof;
        let rate = |percent| Rate::of(percent, 100).unwrap();
        let counts = Counts {
            trials: 100,
            successes: 20,
            undecided: 0,
        };
        let of = |came, evidence| judge(counts, rate(came), rate(40), evidence, &proof);
        let planned_mix = of(40, None);
        assert_eq!(
            (planned_mix.deviation, planned_mix.way_of_selling),
            (Deviation::Below, WayOfSelling::Refuted)
        );
        // All of them came by a channel that is planned at 20 %.
        let came = of(20, None);
        assert_eq!(
            (came.deviation, came.way_of_selling),
            (Deviation::WithinNoise, WayOfSelling::Unproven)
        );
        // The evidence is that of the planned mix: (100 x 20 % + 300 x 40 %) / 400.
        let evidence = Evidence {
            successes: 120,
            trials: 300,
            text: String::new(),
        };
        let pooled = of(20, Some(&evidence));
        assert_eq!((pooled.pooled_plan, pooled.plan), (rate(35), rate(20)));
        assert_eq!((pooled.pooled_successes, pooled.pooled_trials), (140, 400));
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
