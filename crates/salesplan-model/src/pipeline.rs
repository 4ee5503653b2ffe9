//! The pipeline: deals open on an evening, in order of priority.

use std::panic::resume_unwind;
use std::thread;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::conversion::{Conversion, expected_rates};
use crate::deal::{Deal, DealState, Status};
use crate::diagnostic::{Diagnostic, gather};
use crate::money::Money;
use crate::period::days_between;
use crate::plan::Plan;
use crate::rules::{DealQuestion, Hook, Priority, Rules};
use crate::surroundings::Surroundings;

/// A deal that is open, with what the rules say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDeal<'a> {
    /// The deal.
    pub deal: &'a Deal,
    /// What was known of it.
    pub state: DealState,
    /// Its stated amount, else its segment's average deal.
    pub value: Option<Money>,
    /// Chance that it is won, in [0, 1].
    pub probability: Decimal,
    /// Its place in the order and why.
    pub priority: Priority,
    /// Whether it counts: it has a segment, and is expected to close within the plan's period.
    pub in_scope: bool,
    /// Whether its segment has no step that could fail, so that the plan counts it as certain.
    pub in_certain_segment: bool,
    /// What the company's own `check` rule finds about it.
    pub findings: Vec<Diagnostic>,
    /// Days since it entered its stage, where that is recorded.
    pub days_in_stage: Option<i64>,
    /// Median of the days that deals stayed in that stage; `None` where none has left it.
    pub usual_days_in_stage: Option<Decimal>,
    /// How often its close was moved later; `None` where no earlier state could be read.
    pub n_slips: Option<usize>,
}

impl OpenDeal<'_> {
    /// Whether the value is the deal's own amount and not the segment's average.
    pub fn has_amount(&self) -> bool {
        self.deal.amount.is_some()
    }
}

/// Which open deals count towards this period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those expected to close within the period.
    ExpectedClose,
    /// All, since no deal says when it is expected to close.
    AllOpen,
}

/// The scope that the deals allow.
pub fn scope(deals: &[Deal]) -> Scope {
    if deals.iter().any(|deal| deal.expected_close.is_some()) {
        Scope::ExpectedClose
    } else {
        Scope::AllOpen
    }
}

/// Whether an open deal counts towards this period: it has a segment, and is expected to
/// close by the period's end where deals say so at all.
pub(crate) fn is_in_scope(plan: &Plan, deal: &Deal, scope: Scope) -> bool {
    let closes_in_time = || deal.expected_close.is_some_and(|date| date <= plan.period.to);
    deal.segment.is_some() && (scope == Scope::AllOpen || closes_in_time())
}
/// Deals are asked about in parts from here on: below, starting threads costs more than it saves.
const DEALS_A_WORKER: usize = 2_048;

/// Threads at most. A fixed number, since the calculation knows nothing of the machine.
const WORKERS_MAX: usize = 8;

/// The open deals of the evening of `as_of`, highest score first, then by id.
///
/// # Errors
/// All faults of the rules, one a deal at most.
pub fn open_deals<'a>(
    plan: &Plan,
    deals: &'a [Deal],
    conversions: &[Conversion],
    surroundings: &Surroundings<'_>,
    as_of: Date,
    rules: &dyn Rules,
) -> Result<Vec<OpenDeal<'a>>, Vec<Diagnostic>> {
    let n_workers = (deals.len() / DEALS_A_WORKER).clamp(1, WORKERS_MAX);
    open_deals_by(n_workers, plan, deals, conversions, surroundings, as_of, rules)
}

/// The same with so many threads: each takes a run of deals, and what they find is put
/// together in the order of the deals.
fn open_deals_by<'a>(
    n_workers: usize,
    plan: &Plan,
    deals: &'a [Deal],
    conversions: &[Conversion],
    surroundings: &Surroundings<'_>,
    as_of: Date,
    rules: &dyn Rules,
) -> Result<Vec<OpenDeal<'a>>, Vec<Diagnostic>> {
    let scope = scope(deals);
    let ways = Ways::new(plan, conversions);
    let ask_part = |part: &'a [Deal]| ask_all(plan, part, scope, &ways, surroundings, as_of, rules);
    let (mut open, faults) = if n_workers <= 1 {
        ask_part(deals)
    } else {
        let parts = deals.chunks(deals.len().div_ceil(n_workers).max(1));
        thread::scope(|threads| {
            let workers: Vec<_> = parts.map(|part| threads.spawn(move || ask_part(part))).collect();
            let (mut open, mut faults) = (Vec::new(), Vec::new());
            for worker in workers {
                let (more_open, more_faults) = worker.join().unwrap_or_else(|panic| resume_unwind(panic));
                open.extend(more_open);
                faults.extend(more_faults);
            }
            (open, faults)
        })
    };
    if let Some(finding) = rules.exhausted() {
        return Err(vec![finding]);
    }
    if !faults.is_empty() {
        return Err(gather(faults, "deals"));
    }
    open.sort_by(|a, b| {
        b.priority
            .score
            .cmp(&a.priority.score)
            .then_with(|| a.deal.id.cmp(&b.deal.id))
    });
    Ok(open)
}

/// The open ones of these deals in their order, and the faults of the rules.
fn ask_all<'a>(
    plan: &Plan,
    deals: &'a [Deal],
    scope: Scope,
    ways: &Ways,
    surroundings: &Surroundings<'_>,
    as_of: Date,
    rules: &dyn Rules,
) -> (Vec<OpenDeal<'a>>, Vec<Diagnostic>) {
    let mut open = Vec::new();
    let mut faults = Vec::new();
    for deal in deals {
        let segment = deal.segment.map(|index| &plan.segments[index]);
        let Some(state) = deal.state(segment, as_of).filter(|state| state.status == Status::Open) else {
            continue;
        };
        match ask(plan, deal, state, ways, surroundings, as_of, rules) {
            Ok(Answers {
                value,
                probability,
                priority,
                findings,
                usual_days_in_stage,
                n_slips,
            }) => {
                let in_scope = is_in_scope(plan, deal, scope);
                let in_certain_segment = segment.is_some_and(|segment| segment.last_stage() == 0);
                open.push(OpenDeal {
                    deal,
                    state,
                    value,
                    probability,
                    priority,
                    in_scope,
                    in_certain_segment,
                    findings,
                    days_in_stage: segment.zip(state.stage).and_then(|(segment, stage)| {
                        let entered = deal.entered_on(segment, stage)?;
                        Some(days_between(entered, as_of))
                    }),
                    usual_days_in_stage,
                    n_slips,
                });
            }
            Err(fault) => faults.push(*fault),
        }
    }
    (open, faults)
}

/// What the rules say of a deal.
struct Answers {
    value: Option<Money>,
    probability: Decimal,
    priority: Priority,
    findings: Vec<Diagnostic>,
    usual_days_in_stage: Option<Decimal>,
    n_slips: Option<usize>,
}

fn ask(
    plan: &Plan,
    deal: &Deal,
    state: DealState,
    ways: &Ways,
    surroundings: &Surroundings<'_>,
    as_of: Date,
    rules: &dyn Rules,
) -> Result<Answers, Box<Diagnostic>> {
    let segment = deal.segment.map(|index| &plan.segments[index]);
    let average_deal = segment
        .and_then(|segment| segment.average_deal.as_ref())
        .map(|average| average.amount);
    let value = deal.amount.or(average_deal);
    let way = deal.segment.and_then(|index| match state.stage {
        Some(stage) => Some(ways.from(index, stage)),
        // Nothing lies before the deal in such a segment: the plan counts it as certain.
        None => (plan.segments[index].last_stage() == 0).then_some((Decimal::ONE, 0)),
    });
    let question = DealQuestion {
        plan,
        deal,
        stage: segment.zip(state.stage).map(|(segment, stage)| &segment.stages[stage]),
        amount: value,
        average_deal,
        path: way.map(|(path, _)| path),
        path_days: way.map(|(_, days)| days),
        as_of,
        period_end: plan.period.to,
        surroundings,
    };
    let probability = rules.probability(&question)?;
    let priority = rules.priority(&question, probability)?;
    // The bundled rule finds nothing.
    let findings = if rules.is_bundled(Hook::Check) {
        Vec::new()
    } else {
        rules.check_deal(&question, probability, &priority)?
    };
    Ok(Answers {
        value,
        probability,
        priority,
        findings,
        usual_days_in_stage: question.usual_stage_days().map(|(_, days)| days),
        n_slips: question.closes().map(|closes| closes.n_slips()),
    })
}

/// For every segment and stage: the chance of the way that remains and its days.
struct Ways(Vec<Vec<(Decimal, u32)>>);

impl Ways {
    fn new(plan: &Plan, conversions: &[Conversion]) -> Self {
        let rates = expected_rates(plan, conversions);
        let of_segment = |(index, segment): (usize, &crate::plan::Segment)| {
            let mut ways = vec![(Decimal::ONE, 0_u32); segment.stages.len()];
            for stage in (0..segment.last_stage()).rev() {
                let rate = rates[index][stage];
                let expected = Decimal::from(rate.numerator()) / Decimal::from(rate.denominator());
                let (after, days_after) = ways[stage + 1];
                let lag = segment.stages[stage].step.as_ref().map_or(0, |step| step.lag.days);
                // Twelve digits are plenty for a chance, and products of them never overflow.
                ways[stage] = ((expected * after).round_dp(12), days_after.saturating_add(lag));
            }
            ways
        };
        Self(plan.segments.iter().enumerate().map(of_segment).collect())
    }

    fn from(&self, segment: usize, stage: usize) -> (Decimal, u32) {
        self.0[segment][stage]
    }
}
