//! The chance of a plan's goal: once at the rates as they stand, once with what the
//! evidence leaves open of them.

use num_traits::ToPrimitive;

use super::{Chance, Group, StepRate, Trials, at_least, of_sum, of_sum_uncertain, path_points, segment_uncertain};
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
) -> Option<f64> {
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
    Some(of_sum(needed, &kinds).value)
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
/// share a funnel share one draw of its rates; a channel with conversions of its own has a
/// draw of its own.
pub fn of_plan_uncertain(plan: &Plan, decomposition: &Decomposition) -> UncertainChance {
    let mut needed = plan
        .goal
        .amount
        .units()
        .saturating_add(spent_anyway(plan, decomposition));
    let mut draws: Vec<Draw> = Vec::new();
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
        let mut own: Vec<Draw> = Vec::new();
        for source in sources {
            for (stage, step) in source.steps.iter().enumerate().take(segment.last_stage()) {
                if matches!(step, StepRate::Fixed(_)) && !fixed.contains(&(index, stage)) {
                    fixed.push((index, stage));
                }
            }
            let n_points = if n_sources > SOURCES_IN_FULL {
                POINTS_OF_MANY
            } else {
                usize::MAX
            };
            let draw = draw_of(&mut draws, &source.key, || {
                coarser(path_points(&source.steps), n_points)
            });
            draw.kinds.push((source.count, worth));
            let points = draw.points.clone();
            draw_of(&mut own, &source.key, || points).kinds.push((source.count, 1));
        }
        segments.push(Some(match &own[..] {
            [only] if only.kinds.len() == 1 => segment_uncertain(deals, only.kinds[0].0, &only.points),
            _ => of_sum_uncertain(i64::try_from(deals).unwrap_or(i64::MAX), &groups(&own)).value,
        }));
    }
    UncertainChance {
        goal: of_sum_uncertain(needed, &groups(&draws)),
        segments,
        fixed,
    }
}

/// Up to so many sources of trials each has all points of its rates; the errors of more
/// even out, so that fewer points do.
const SOURCES_IN_FULL: usize = 24;
const POINTS_OF_MANY: usize = 48;

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

/// Trials that are thinned with one and the same draw of rates.
struct Draw {
    key: Key,
    points: Vec<(f64, f64)>,
    /// Shape: (count, worth).
    kinds: Vec<(u64, i64)>,
}

/// What makes two draws the same: a funnel, or a channel or segment with rates of its own.
#[derive(Clone, PartialEq)]
enum Key {
    /// With its rates: a figure that is set for one segment is not the other's.
    Funnel(String, Vec<StepRate>),
    Channel(usize, usize),
    Segment(usize),
}

/// A count of trials with the rates on their way.
struct Source {
    key: Key,
    count: u64,
    steps: Vec<StepRate>,
}

fn draw_of<'d>(draws: &'d mut Vec<Draw>, key: &Key, points: impl FnOnce() -> Vec<(f64, f64)>) -> &'d mut Draw {
    let known = draws.iter().position(|draw| draw.key == *key);
    let index = known.unwrap_or_else(|| {
        draws.push(Draw {
            key: key.clone(),
            points: points(),
            kinds: Vec::new(),
        });
        draws.len() - 1
    });
    &mut draws[index]
}

fn groups(draws: &[Draw]) -> Vec<Group> {
    draws
        .iter()
        .map(|draw| Group::of_path(&draw.points, &draw.kinds))
        .collect()
}

fn sources(plan: &Plan, decomposition: &Decomposition, index: usize) -> Vec<Source> {
    let (segment, need) = (&plan.segments[index], &decomposition.segments[index]);
    if let Some(purchase) = &segment.purchase {
        return vec![Source {
            key: Key::Segment(index),
            count: purchase_occasions(plan, segment).unwrap_or(0),
            steps: vec![step_rate(purchase.rate, purchase.evidence.as_ref())],
        }];
    }
    if segment.last_stage() == 0 {
        return Vec::new();
    }
    let of_funnel = |stage: usize| {
        let step = segment.step(stage);
        step_rate(step.rate, step.evidence.as_ref())
    };
    let steps: Vec<StepRate> = (0..segment.last_stage()).map(of_funnel).collect();
    let whole = |count: u64| Source {
        key: match &segment.funnel {
            Some(funnel) => Key::Funnel(funnel.clone(), steps.clone()),
            None => Key::Segment(index),
        },
        count,
        steps: steps.clone(),
    };
    if need.leads.is_empty() {
        return vec![whole(need.needs[0])];
    }
    let of_channel = |part: &crate::mix::ChannelLeads| {
        let channel = part.channel.map(|channel| (channel, &plan.channels[channel]));
        match channel.filter(|(_, channel)| !channel.conversions.is_empty()) {
            None => whole(part.leads),
            Some((number, channel)) => {
                let own = |stage: usize| {
                    let own = channel.conversions.get(&segment.stages[stage].id);
                    own.map_or_else(|| of_funnel(stage), |own| step_rate(own.rate, own.evidence.as_ref()))
                };
                Source {
                    key: Key::Channel(index, number),
                    count: part.leads,
                    steps: (0..segment.last_stage()).map(own).collect(),
                }
            }
        }
    };
    need.leads.iter().map(of_channel).collect()
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
