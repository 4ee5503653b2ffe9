//! The chance of a plan's goal: once at the rates as they stand, once with what the
//! evidence leaves open of them.

use num_traits::ToPrimitive;

use super::{
    Chance, Group, SharedTrials, StepRate, Trials, at_least, of_sum, of_sum_uncertain, path_points, segment_uncertain,
};
use crate::decompose::Decomposition;
use crate::period::days_between;
use crate::plan::{Evidence, GoalAmount, Plan, Segment};
use crate::profit::left_per_deal;
use crate::rate::Rate;

/// The chance of the plan's goal from the planned top-of-funnel counts.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanChance {
    /// Of the goal, over all segments.
    pub goal: Chance,
    /// Indices of segments without trials, which count as certain.
    pub certain: Vec<usize>,
    /// Shape: one a segment. Chance of at least its deals; `None` where it counts as certain.
    pub segments: Vec<Option<f64>>,
}

/// The trials from which a segment's deals are to come: its leads by channel, or its
/// clients' chances to buy again. Empty where nothing in the plan can fail.
/// Shape: (count, chance of each).
pub fn trials(plan: &Plan, decomposition: &Decomposition, index: usize) -> Vec<(u64, f64)> {
    let (segment, need) = (&plan.segments[index], &decomposition.segments[index]);
    if let Some(purchase) = &segment.purchase {
        let occasions = purchase_occasions(plan, segment).unwrap_or(0);
        return vec![(occasions, purchase.rate.to_f64())];
    }
    let path = |rates: &[Rate]| rates.iter().map(|rate| rate.to_f64()).product();
    if need.rates.is_empty() {
        Vec::new()
    } else if need.leads.is_empty() {
        vec![(need.needs[0], path(&need.rates))]
    } else {
        need.leads.iter().map(|part| (part.leads, path(&part.rates))).collect()
    }
}

/// How often the segment's clients can buy again in the period: once an interval, and once
/// at least. `None` where the plan does not say how they buy.
pub fn purchase_occasions(plan: &Plan, segment: &Segment) -> Option<u64> {
    let purchase = segment.purchase.as_ref()?;
    let days = u64::try_from(days_between(plan.period.from, plan.period.to)).ok()? + 1;
    let intervals = purchase
        .interval_days
        .map_or(1, |interval| days / u64::from(interval.max(1)));
    segment.clients?.checked_mul(intervals.max(1))
}

/// The chance that one entry at the top of a segment becomes a deal, over all of its
/// sources. `None` where nothing in the plan can fail.
pub fn path(plan: &Plan, decomposition: &Decomposition, index: usize) -> Option<f64> {
    let trials = trials(plan, decomposition, index);
    let count: u64 = trials.iter().map(|(count, _)| count).sum();
    match trials[..] {
        [] => None,
        [(_, p)] => Some(p),
        _ if count == 0 => Some(
            decomposition.segments[index]
                .rates
                .iter()
                .map(|rate| rate.to_f64())
                .product(),
        ),
        _ => Some(trials.iter().map(|(n, p)| *n as f64 * p).sum::<f64>() / count as f64),
    }
}

/// Thins every segment's wins from its planned top-of-funnel counts at the planned rates.
pub fn of_plan(plan: &Plan, decomposition: &Decomposition) -> PlanChance {
    of_amount(plan, decomposition, plan.goal.amount)
}

/// The same for another amount than the goal's, such as its minimum.
pub fn of_amount(plan: &Plan, decomposition: &Decomposition, amount: GoalAmount) -> PlanChance {
    let mut certain = Vec::new();
    let mut kinds = Vec::new();
    let mut segments = Vec::new();
    let mut needed = amount.units().saturating_add(spent_anyway(plan, decomposition));
    for (index, (segment, need)) in plan.segments.iter().zip(&decomposition.segments).enumerate() {
        let worth = worth_of_deal(plan, segment);
        let trials = trials(plan, decomposition, index);
        if trials.is_empty() {
            let brings = i64::try_from(need.deals).unwrap_or(i64::MAX).saturating_mul(worth);
            needed = needed.saturating_sub(brings);
            certain.push(index);
            segments.push(None);
            continue;
        }
        let of_worth = |worth: i64| {
            trials.iter().map(move |(count, p)| Trials {
                count: *count,
                p: *p,
                worth,
            })
        };
        kinds.extend(of_worth(worth));
        let deals = i64::try_from(need.deals).unwrap_or(i64::MAX);
        segments.push(Some(match trials[..] {
            [(count, p)] => at_least(need.deals, count, p),
            _ => of_sum(deals, &of_worth(1).collect::<Vec<_>>()).value,
        }));
    }
    PlanChance {
        goal: of_sum(needed, &kinds),
        certain,
        segments,
    }
}

/// The chance of the goal at a plan's rates from the trials of another: what changed
/// conversions or deals do to the leads that are planned already. `None` where the two plans
/// do not have the same sources of leads.
pub fn from_trials_of(
    plan: &Plan,
    decomposition: &Decomposition,
    other: &Plan,
    other_decomposition: &Decomposition,
) -> Option<Chance> {
    let mut needed = plan
        .goal
        .amount
        .units()
        .saturating_add(spent_anyway(plan, decomposition));
    let mut kinds = Vec::new();
    for (index, segment) in plan.segments.iter().enumerate() {
        let worth = worth_of_deal(plan, segment);
        let own = trials(plan, decomposition, index);
        let counts = trials(other, other_decomposition, index);
        if own.len() != counts.len() {
            return None;
        }
        if own.is_empty() {
            let deals = i64::try_from(decomposition.segments[index].deals).unwrap_or(i64::MAX);
            needed = needed.saturating_sub(deals.saturating_mul(worth));
        }
        let kind = |((count, _), (_, p)): ((u64, f64), (u64, f64))| Trials { count, p, worth };
        kinds.extend(counts.into_iter().zip(own).map(kind));
    }
    Some(of_sum(needed, &kinds))
}

/// What one deal brings towards the goal, in its units; parts of a unit are left out.
pub fn worth_of_deal(plan: &Plan, segment: &Segment) -> i64 {
    match (plan.goal.amount, &segment.average_deal) {
        (GoalAmount::Revenue(_), Some(average)) => average.amount.minor,
        (GoalAmount::Profit(_), _) => {
            let left = left_per_deal(segment).and_then(|left| left.floor().to_integer().to_i64());
            left.unwrap_or(0)
        }
        _ => 1,
    }
}

/// What a goal in profit has to earn beside itself: fixed costs, and the planned leads,
/// which are paid for whether they buy or not.
pub fn spent_anyway(plan: &Plan, decomposition: &Decomposition) -> i64 {
    match (plan.goal.amount, decomposition.profit) {
        (GoalAmount::Profit(_), Some(planned)) => {
            planned.fixed_costs.minor.saturating_add(planned.sales.lead_costs.minor)
        }
        _ => 0,
    }
}

/// The chance with the uncertainty of those rates that have evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct UncertainChance {
    /// Of the goal, over all segments.
    pub goal: Chance,
    /// Shape: one a segment; `None` where it counts as certain.
    pub segments: Vec<Option<f64>>,
    /// Steps of which some rate has no evidence and stays as it is planned: (segment, stage).
    pub fixed: Vec<(usize, usize)>,
}

/// The chance of the goal where every rate with evidence is as uncertain as that leaves it:
/// Beta(1 + successes, 1 + failures). A rate without evidence stays fixed. Segments that
/// share a funnel share one draw of its rates, and so do the channels in those steps in which
/// none has a rate of its own; in the others all channels are drawn alike, the luckier the
/// one the luckier the other, which makes the sum rather too uncertain than too sure.
pub fn of_plan_uncertain(plan: &Plan, decomposition: &Decomposition) -> UncertainChance {
    let mut needed = plan
        .goal
        .amount
        .units()
        .saturating_add(spent_anyway(plan, decomposition));
    let mut draws: Vec<(Key, Group)> = Vec::new();
    let mut segments = Vec::new();
    let mut fixed = Vec::new();
    let of_segment = |need: &crate::decompose::SegmentNeed| need.leads.len().max(1);
    let n_sources: usize = decomposition.segments.iter().map(of_segment).sum();
    for (index, segment) in plan.segments.iter().enumerate() {
        let worth = worth_of_deal(plan, segment);
        let deals = decomposition.segments[index].deals;
        let sources = sources(plan, decomposition, index);
        if sources.is_empty() {
            let brings = i64::try_from(deals).unwrap_or(i64::MAX).saturating_mul(worth);
            needed = needed.saturating_sub(brings);
            segments.push(None);
            continue;
        }
        for (stage, step) in sources.iter().flat_map(|source| source.steps.iter().enumerate()) {
            let is_fixed = matches!(step, StepRate::Fixed(_)) && stage < segment.last_stage();
            if is_fixed && !fixed.contains(&(index, stage)) {
                fixed.push((index, stage));
            }
        }
        let drawn = drawn(&sources, n_sources);
        let kinds = |worth: i64| {
            let kind = move |(source, p): (&Source, &Vec<f64>)| SharedTrials {
                count: source.count,
                p: p.clone(),
                worth,
            };
            sources.iter().zip(&drawn.p).map(kind)
        };
        segments.push(Some(match (&sources[..], &drawn.p[..]) {
            ([source], [p]) => {
                let points: Vec<(f64, f64)> = p.iter().copied().zip(drawn.masses.iter().copied()).collect();
                segment_uncertain(deals, source.count, &points)
            }
            _ => {
                let group = Group {
                    masses: drawn.masses.clone(),
                    kinds: kinds(1).collect(),
                };
                of_sum_uncertain(i64::try_from(deals).unwrap_or(i64::MAX), &[group]).value
            }
        }));
        let key = Key::of(segment, index, &sources, drawn.masses.len());
        match draws.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.kinds.extend(kinds(worth)),
            None => draws.push((
                key,
                Group {
                    masses: drawn.masses.clone(),
                    kinds: kinds(worth).collect(),
                },
            )),
        }
    }
    let groups: Vec<Group> = draws.into_iter().map(|(_, group)| group).collect();
    UncertainChance {
        goal: of_sum_uncertain(needed, &groups),
        segments,
        fixed,
    }
}

/// Neighbouring points taken together at their mean, until there are at most so many.
fn coarser(points: Vec<(f64, f64)>, at_most: usize) -> Vec<(f64, f64)> {
    if points.len() <= at_most {
        return points;
    }
    let together = |part: &[(f64, f64)]| {
        let mass: f64 = part.iter().map(|(_, mass)| mass).sum();
        let mean = part.iter().map(|(p, mass)| p * mass).sum::<f64>() / mass;
        (mean, mass)
    };
    points.chunks(points.len().div_ceil(at_most)).map(together).collect()
}

/// What makes two draws the same: a funnel with its rates (a figure that is set for one
/// segment is not the other's) and the steps that are its own; else each segment's own.
#[derive(Clone, PartialEq)]
enum Key {
    Funnel(String, Vec<StepRate>, Vec<bool>, usize),
    Segment(usize),
}

impl Key {
    fn of(segment: &Segment, index: usize, sources: &[Source], n_points: usize) -> Self {
        match &segment.funnel {
            Some(funnel) => {
                let of_funnel = |stage: usize| {
                    let step = segment.step(stage);
                    step_rate(step.rate, step.evidence.as_ref())
                };
                let steps = (0..segment.last_stage()).map(of_funnel).collect();
                Self::Funnel(funnel.clone(), steps, shared_steps(sources), n_points)
            }
            None => Self::Segment(index),
        }
    }
}

/// A count of trials with the rates on their way.
struct Source {
    count: u64,
    steps: Vec<StepRate>,
    /// Shape: one a step: whether the rate is the source's own.
    own: Vec<bool>,
}

/// A segment's rates at the points of one draw.
struct Drawn {
    masses: Vec<f64>,
    /// Shape: one a source, then one a point: the chance of the whole way.
    p: Vec<Vec<f64>>,
}

/// Points over all sources of trials, and how many each has at least and at most.
const POINTS_OF_ALL: usize = 4_800;
const POINTS_MIN: usize = 12;
const POINTS_MAX: usize = 512;
/// How many points stand for what is a source's own, beside each of what all share.
const OWN_POINTS: usize = 16;
const OWN_POINTS_MIN: usize = 3;

/// Shape: one a step: whether no source has a rate of its own there.
fn shared_steps(sources: &[Source]) -> Vec<bool> {
    let n_steps = sources[0].steps.len();
    (0..n_steps)
        .map(|step| !sources.iter().any(|source| source.own[step]))
        .collect()
}

fn drawn(sources: &[Source], n_sources: usize) -> Drawn {
    let shared = shared_steps(sources);
    let part = |source: &Source, wanted: bool| -> Vec<StepRate> {
        let steps = source.steps.iter().zip(&shared);
        steps
            .filter(|(_, shared)| **shared == wanted)
            .map(|(step, _)| *step)
            .collect()
    };
    let own: Vec<Vec<StepRate>> = sources.iter().map(|source| part(source, false)).collect();
    let is_uncertain = |steps: &Vec<StepRate>| steps.iter().any(|step| matches!(step, StepRate::Seen { .. }));
    // The errors of many sources even out, so that fewer points do.
    let n_points = (POINTS_OF_ALL / n_sources.max(1)).max(POINTS_MIN);
    let (n_shared, n_own) = if own.iter().any(is_uncertain) {
        let n_own = if n_points < 64 { OWN_POINTS_MIN } else { OWN_POINTS };
        (n_points.min(POINTS_MAX) / n_own, n_own)
    } else {
        (n_points, 1)
    };
    let points = coarser(path_points(&part(&sources[0], true)), n_shared);
    let own: Vec<Vec<f64>> = own
        .iter()
        .map(|steps| equal_parts(&path_points(steps), n_own))
        .collect();
    let with_own = |p: f64, own: &[f64]| own.iter().map(move |own| p * own).collect::<Vec<f64>>();
    Drawn {
        masses: points
            .iter()
            .flat_map(|(_, mass)| std::iter::repeat_n(mass / n_own as f64, n_own))
            .collect(),
        p: own
            .iter()
            .map(|own| points.iter().flat_map(|(p, _)| with_own(*p, own)).collect())
            .collect(),
    }
}

/// The means of so many parts of equal mass, in rising order.
fn equal_parts(points: &[(f64, f64)], n: usize) -> Vec<f64> {
    let size = 1.0 / n as f64;
    let mut parts = Vec::with_capacity(n);
    let (mut room, mut sum) = (size, 0.0);
    for (p, mass) in points {
        let mut left = *mass;
        while left >= room && parts.len() + 1 < n {
            parts.push((sum + p * room) / size);
            left -= room;
            (room, sum) = (size, 0.0);
        }
        sum += p * left;
        room -= left;
    }
    // What rounding leaves of the last part is of its own size.
    parts.push(sum / (size - room).max(f64::MIN_POSITIVE));
    parts
}

fn sources(plan: &Plan, decomposition: &Decomposition, index: usize) -> Vec<Source> {
    let (segment, need) = (&plan.segments[index], &decomposition.segments[index]);
    if let Some(purchase) = &segment.purchase {
        return vec![Source {
            count: purchase_occasions(plan, segment).unwrap_or(0),
            steps: vec![step_rate(purchase.rate, purchase.evidence.as_ref())],
            own: vec![false],
        }];
    }
    let n_steps = segment.last_stage();
    if n_steps == 0 {
        return Vec::new();
    }
    let source = |count: u64, channel: Option<usize>| {
        let own = |stage: usize| {
            let channel = &plan.channels[channel?];
            channel.conversions.get(&segment.stages[stage].id)
        };
        let rate = |stage: usize| match own(stage) {
            Some(own) => step_rate(own.rate, own.evidence.as_ref()),
            None => {
                let step = segment.step(stage);
                step_rate(step.rate, step.evidence.as_ref())
            }
        };
        Source {
            count,
            steps: (0..n_steps).map(rate).collect(),
            own: (0..n_steps).map(|stage| own(stage).is_some()).collect(),
        }
    };
    if need.leads.is_empty() {
        return vec![source(need.needs[0], None)];
    }
    need.leads.iter().map(|part| source(part.leads, part.channel)).collect()
}

fn step_rate(rate: Rate, evidence: Option<&Evidence>) -> StepRate {
    match evidence {
        Some(evidence) => StepRate::Seen {
            successes: evidence.successes,
            trials: evidence.trials,
        },
        None => StepRate::Fixed(rate.to_f64()),
    }
}
