//! Planned figures that rest on facts: read once, from facts of before the period, and
//! frozen with the plan.

use jiff::civil::Date;
use num_rational::Ratio;
use num_traits::ToPrimitive;

use crate::actuals::Actuals;
use crate::conversion::{Counts, seen};
use crate::deal::{Deal, Status};
use crate::diagnostic::{Diagnostic, NO_FACTS_TO_MEASURE};
use crate::fact::{Fact, Measure};
use crate::money::Money;
use crate::period::{Period, days_before, days_between};
use crate::plan::{Ask, DealsSeen, Evidence, FactSource, Lag, Origin, Plan, Purpose, Segment, Spread};
use crate::rate::Rate;
use crate::rules::{Rules, StepQuestion};

/// The written figure counts as if it had been seen this often, so that a few facts do not
/// overrule it.
const WRITTEN_COUNTS: u64 = 20;

/// Reads every figure that the plan asks facts for.
///
/// Answers with the plan whose figures are set, and a warning for each that no fact speaks
/// of. A measured rate is (20 x written + passed) / (20 + tried), a measured average deal
/// likewise; a measured lag is the median of at least as many passages.
///
/// # Errors
/// All faults of the `conversion` rule.
pub fn ground(
    mut plan: Plan,
    deals: &[Deal],
    facts: &[Fact],
    rules: &dyn Rules,
) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let written = plan.clone();
    let reading = Reading {
        plan: &written,
        deals,
        facts,
        rules,
    };
    let mut warnings = Vec::new();
    let mut faults = Vec::new();
    for (index, segment) in plan.segments.iter_mut().enumerate() {
        if let Err(found) = reading.segment(index, segment, &mut warnings) {
            faults.extend(found);
        }
    }
    if faults.is_empty() {
        Ok((plan, warnings))
    } else {
        Err(crate::diagnostic::gather(faults, "steps"))
    }
}

struct Reading<'a> {
    plan: &'a Plan,
    deals: &'a [Deal],
    facts: &'a [Fact],
    rules: &'a dyn Rules,
}

impl Reading<'_> {
    fn segment(
        &self,
        index: usize,
        segment: &mut Segment,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut faults = Vec::new();
        for stage in 0..segment.last_stage() {
            if let Some(ask) = segment.step(stage).lag.ask.clone() {
                self.lag(index, segment, stage, &ask, warnings);
            }
        }
        for stage in 0..segment.last_stage() {
            if let Some(ask) = segment.step(stage).ask.clone()
                && let Err(fault) = self.rate(index, segment, stage, &ask, warnings)
            {
                faults.push(*fault);
            }
        }
        if let Some(ask) = segment.average_deal.as_ref().and_then(|average| average.ask.clone()) {
            self.average(index, segment, &ask, warnings);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The days that a figure is read from: all of them before the period.
    fn window(&self, ask: &Ask) -> Option<Period> {
        let last = days_before(self.plan.period.from, 1);
        let asked = ask.window.unwrap_or(Period {
            from: Date::MIN,
            to: last,
        });
        Period::new(asked.from, asked.to.min(last))
    }

    fn rate(
        &self,
        index: usize,
        segment: &mut Segment,
        stage: usize,
        ask: &Ask,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<(), Box<Diagnostic>> {
        let seen = self
            .window(ask)
            .map(|window| self.passed(index, segment, stage, window));
        let seen = seen.filter(|seen| seen.trials > 0 && seen.successes <= seen.trials);
        if seen.is_none() {
            warnings.push(nothing_seen(ask, "this conversion"));
        }
        let (successes, trials) = seen.map_or((0, 0), |seen| (seen.successes, seen.trials));
        let written = segment.step(stage).rate;
        let (rate, origin) = match ask.purpose {
            Purpose::Evidence => (written, Origin::Written),
            Purpose::Measure => (drawn(written, successes, trials), Origin::Measured { written }),
            Purpose::Rule => {
                let stated = match segment.step(stage).origin {
                    Origin::Rule { written } => written,
                    _ => Some(written),
                };
                // Without a written rate the facts' own, by Laplace's rule of succession.
                let prior = stated.or(Rate::of(successes + 1, trials + 2).ok()).unwrap_or(written);
                let rate = self.rules.conversion(&StepQuestion {
                    segment,
                    stage: &segment.stages[stage],
                    next: &segment.stages[stage + 1],
                    plan: prior,
                    trials,
                    successes,
                    evidence_trials: 0,
                    evidence_successes: 0,
                })?;
                (rate, Origin::Rule { written: stated })
            }
        };
        let step = segment.stages[stage].step.as_mut().expect("the step was asked for");
        step.rate = rate;
        step.origin = origin;
        step.evidence = (trials > 0).then(|| Evidence {
            successes,
            trials,
            text: format!("{successes} of {trials}, {}", ask.text),
        });
        Ok(())
    }

    /// Counts a step in a window of the past, by the same rules as in the running period.
    fn passed(&self, index: usize, segment: &Segment, stage: usize, window: Period) -> Counts {
        let mut past = self.plan.clone();
        past.segments[index] = segment.clone();
        // All that had happened before the plan's own period began is known.
        let as_of = days_before(self.plan.period.from, 1);
        past.period = window;
        let mine: Vec<&Deal> = self.deals.iter().filter(|deal| deal.segment == Some(index)).collect();
        let actuals = Actuals::gather(&past, self.deals, self.facts, as_of);
        seen(&past, &mine, &actuals, index, stage, window).all()
    }

    fn lag(&self, index: usize, segment: &mut Segment, stage: usize, ask: &Ask, warnings: &mut Vec<Diagnostic>) {
        let window = self.window(ask);
        let passage = |deal: &Deal| {
            let (from, to) = (deal.reached(segment, stage)?, deal.reached(segment, stage + 1)?);
            let in_window = window.is_some_and(|window| window.contains(to));
            u32::try_from(days_between(from, to)).ok().filter(|_| in_window)
        };
        let mine = self.deals.iter().filter(|deal| deal.segment == Some(index));
        let mut days: Vec<u32> = mine.filter_map(passage).collect();
        days.sort_unstable();
        if days.is_empty() {
            warnings.push(nothing_seen(ask, "this lag"));
            return;
        }
        let seen = days.len() as u64;
        let median = days[(days.len() - 1) / 2];
        let step = segment.stages[stage].step.as_mut().expect("the step was asked for");
        let evidence = Some((seen, format!("{seen} passages, {}", ask.text)));
        step.lag = match ask.purpose {
            Purpose::Evidence => Lag {
                evidence,
                ..step.lag.clone()
            },
            // A few passages do not overrule the written days.
            _ if seen < WRITTEN_COUNTS => Lag {
                evidence,
                ..step.lag.clone()
            },
            _ => Lag {
                evidence,
                ask: step.lag.ask.clone(),
                location: step.lag.location.clone(),
                ..Lag::fixed(median)
            },
        };
    }

    fn average(&self, index: usize, segment: &mut Segment, ask: &Ask, warnings: &mut Vec<Diagnostic>) {
        let window = self.window(ask);
        let entered = segment.stages[segment.last_stage()].source == FactSource::Entered;
        let won = self.deals.iter().filter(|deal| {
            let in_window = |day: Date| window.is_some_and(|window| window.contains(day));
            deal.segment == Some(index) && deal.status == Status::Won && deal.closed.is_some_and(in_window)
        });
        let by_hand = window.filter(|_| entered);
        let by_hand = by_hand.map(|window| entered_amounts(self.facts, index, segment.last_stage(), window));
        // Deals with amounts speak of their size also where they are counted by hand.
        let amounts: Vec<i64> = match by_hand.filter(|amounts| !amounts.is_empty()) {
            Some(amounts) => amounts,
            None => won.filter_map(|deal| deal.amount).map(|amount| amount.minor).collect(),
        };
        let Some(average) = segment.average_deal.as_mut() else {
            return;
        };
        if amounts.is_empty() {
            warnings.push(nothing_seen(ask, "this average deal"));
            return;
        }
        let sum: i128 = amounts.iter().map(|minor| i128::from(*minor)).sum();
        let n_deals = amounts.len() as u64;
        if ask.purpose != Purpose::Evidence {
            let written = i128::from(average.amount.minor) * i128::from(WRITTEN_COUNTS);
            let drawn = Ratio::new(written + sum, i128::from(n_deals + WRITTEN_COUNTS));
            let minor = drawn.round().to_integer().to_i64().filter(|minor| *minor > 0);
            average.amount = Money::new(minor.unwrap_or(average.amount.minor), average.amount.currency);
        }
        average.evidence = Some(DealsSeen {
            n_deals,
            seen: Some(spread(&amounts)),
            text: format!("{n_deals} deals, {}", ask.text),
        });
    }
}

/// Amounts of won deals that were entered by hand; several in one row count at their mean.
pub fn entered_amounts(facts: &[Fact], segment: usize, stage: usize, window: Period) -> Vec<i64> {
    /// More deals than one row of a plan's facts stands for.
    const ROW_MAX: u64 = 100_000;
    let won = facts.iter().filter(|fact| {
        let is_deal = fact.measure == Measure::Entry { stage } && fact.segment == Some(segment);
        is_deal && window.contains(fact.date)
    });
    let of_row = |fact: &Fact| {
        let count = fact.count.and_then(|count| count.to_u64()).unwrap_or(1).min(ROW_MAX);
        let mean = i64::try_from(count)
            .ok()
            .and_then(|count| fact.amount?.minor.checked_div(count));
        mean.map(|mean| std::iter::repeat_n(mean, usize::try_from(count).unwrap_or(0)))
    };
    won.filter_map(of_row).flatten().collect()
}

/// Mean and standard deviation of a sample.
pub fn spread(amounts: &[i64]) -> Spread {
    let n = amounts.len() as f64;
    let mean = amounts.iter().map(|minor| *minor as f64).sum::<f64>() / n.max(1.0);
    let squares: f64 = amounts.iter().map(|minor| (*minor as f64 - mean).powi(2)).sum();
    let deviation = if amounts.len() < 2 {
        0.0
    } else {
        (squares / (n - 1.0)).sqrt()
    };
    Spread { mean, deviation }
}

/// (20 x written + passed) / (20 + tried): the mean of the posterior whose prior says as
/// much as 20 trials.
fn drawn(written: Rate, successes: u64, trials: u64) -> Rate {
    let prior = i128::from(WRITTEN_COUNTS) * i128::from(written.numerator());
    let passed = i128::from(successes).checked_mul(i128::from(written.denominator()));
    let tried = i128::from(trials + WRITTEN_COUNTS).checked_mul(i128::from(written.denominator()));
    let exact = passed
        .zip(tried)
        .map(|(passed, tried)| Ratio::new(prior + passed, tried));
    let rate = exact.and_then(|rate| Rate::of(rate.numer().to_u64()?, rate.denom().to_u64()?).ok());
    rate.unwrap_or(written)
}

/// What the plan goes on with where no fact speaks.
fn stands(ask: &Ask) -> &'static str {
    match ask.purpose {
        Purpose::Rule => "the rule answers without them",
        _ => "the written figure stands",
    }
}

fn nothing_seen(ask: &Ask, what: &str) -> Diagnostic {
    Diagnostic::new(
        &NO_FACTS_TO_MEASURE,
        format!("no fact of {} speaks of {what}: {}", ask.text, stands(ask)),
    )
    .at(ask.location.clone(), "asked of the facts here")
    .help("enter the facts of that time, name another, or state what was seen: evidence = \"15 of 52, 2026-Q3\"")
}
