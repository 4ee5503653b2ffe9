//! What one unit of each lever does to the chance of the goal and to the sum: with the
//! planned leads as they are, one figure at a time.

use crate::chance::{self, Chance, Trials, of_sum};
use crate::decompose::Decomposition;
use crate::plan::{GoalAmount, Plan};

/// One unit of one lever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// One point more of the conversion from a stage: indices of segment and stage.
    Conversion(usize, usize),
    /// Ten percent more of a segment's average deal.
    AverageDeal(usize),
    /// Five more leads of a segment, in its planned mix.
    Leads(usize),
    /// Five more leads of a segment through one channel: indices of segment and channel.
    ChannelLeads(usize, usize),
    /// A week less from the first stage to the deal: a week more in which leads count.
    Cycle(usize),
    /// One point more of the clients who buy again.
    PurchaseRate(usize),
    /// One more client who may buy again.
    Client(usize),
}

/// What a lever does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Which.
    pub lever: Lever,
    /// Chance of the goal with it.
    pub chance: Chance,
    /// What it adds to the chance.
    pub chance_gain: f64,
    /// The expected outcome with it, in units of the goal.
    pub expected: f64,
    /// What it adds to the expected outcome.
    pub expected_gain: f64,
}

/// Leads, and percents, that one unit of a lever adds.
const LEADS: f64 = 5.0;
const POINT: f64 = 0.01;
const AVERAGE_DEAL: f64 = 1.1;
const WORKING_DAYS_A_WEEK: f64 = 5.0;
const DAYS_A_WEEK: f64 = 7.0;

/// The chance and the expected outcome as planned, and what each lever does to them, the
/// strongest first. `n_days` is the number of planned days of the period.
///
/// A goal in profit takes the leads that a lever adds as paid for.
pub fn levers(plan: &Plan, decomposition: &Decomposition, n_days: usize) -> (Chance, f64, Vec<Effect>) {
    let stakes = Stakes::of(plan, decomposition);
    let (chance, expected) = stakes.outcome();
    let mut effects = Vec::new();
    let mut add = |lever: Lever, with: Stakes| {
        let (with_chance, with_expected) = with.outcome();
        effects.push(Effect {
            lever,
            chance: with_chance,
            chance_gain: with_chance.value - chance.value,
            expected: with_expected,
            expected_gain: with_expected - expected,
        });
    };
    for (index, segment) in plan.segments.iter().enumerate() {
        for stage in 0..segment.last_stage() {
            add(
                Lever::Conversion(index, stage),
                stakes.with_point(plan, decomposition, index, stage),
            );
        }
        if plan.goal.amount.metric() != crate::plan::Metric::Deals && segment.average_deal.is_some() {
            add(Lever::AverageDeal(index), stakes.with_average(index));
        }
        if segment.purchase.is_some() {
            add(Lever::PurchaseRate(index), stakes.with_purchase_point(index));
            let clients = segment.clients.unwrap_or(0);
            add(
                Lever::Client(index),
                stakes.with_trials(index, (clients as f64 + 1.0) / (clients as f64).max(1.0)),
            );
        }
        if segment.last_stage() > 0 {
            let leads = decomposition.segments[index].needs[0] as f64;
            add(Lever::Leads(index), stakes.with_leads(plan, decomposition, index, None));
            for (position, part) in decomposition.segments[index].leads.iter().enumerate() {
                if let Some(channel) = part.channel {
                    let with = stakes.with_leads(plan, decomposition, index, Some(position));
                    add(Lever::ChannelLeads(index, channel), with);
                }
            }
            let has_lag = (0..segment.last_stage()).any(|stage| segment.step(stage).lag.days >= 7);
            if has_lag && leads > 0.0 {
                let with = stakes.with_trials(index, counted_more(DAYS_A_WEEK, n_days));
                add(Lever::Cycle(index), with);
            }
        }
    }
    // By what it adds to the chance, then to the outcome; equal ones in file order.
    effects.sort_by(|a, b| {
        let by_chance = b.chance_gain.total_cmp(&a.chance_gain);
        by_chance.then(b.expected_gain.total_cmp(&a.expected_gain))
    });
    (chance, expected, effects)
}

/// What one point more of the conversion from a stage adds to the expected outcome, in units of
/// the goal: that of [`levers`], without the chance, which takes far longer.
pub fn gain_of_point(plan: &Plan, decomposition: &Decomposition, segment: usize, stage: usize) -> f64 {
    let stakes = Stakes::of(plan, decomposition);
    let with = stakes.with_point(plan, decomposition, segment, stage);
    with.expected() - stakes.expected()
}

/// By what factor more leads count in a period of so many planned days where the way from the
/// lead to the deal is so many days shorter.
pub fn counted_more(days: f64, n_days: usize) -> f64 {
    1.0 + days / DAYS_A_WEEK * WORKING_DAYS_A_WEEK / n_days.max(1) as f64
}

/// What is played for: the need, and the trials of every segment.
#[derive(Clone)]
struct Stakes {
    needed: f64,
    /// What is spent anyway.
    spent: f64,
    segments: Vec<Stake>,
}

#[derive(Clone)]
struct Stake {
    /// Shape: (count, chance of each). Counts may be parts of a trial on average.
    trials: Vec<(f64, f64)>,
    worth: f64,
    /// Deals that come without a trial.
    certain: f64,
}

impl Stakes {
    fn of(plan: &Plan, decomposition: &Decomposition) -> Self {
        let spent = chance::spent_anyway(plan, decomposition) as f64;
        let mut stakes = Self {
            needed: plan.goal.amount.units() as f64,
            spent,
            segments: Vec::new(),
        };
        for (index, segment) in plan.segments.iter().enumerate() {
            let worth = chance::worth_of_deal(plan, segment) as f64;
            let trials = chance::trials(plan, decomposition, index);
            let certain = if trials.is_empty() {
                decomposition.segments[index].deals as f64
            } else {
                0.0
            };
            let trials = trials.into_iter().map(|(count, p)| (count as f64, p)).collect();
            stakes.segments.push(Stake { trials, worth, certain });
        }
        stakes
    }

    /// What comes without a trial, less what is spent.
    fn certain(&self) -> f64 {
        let certain: f64 = self.segments.iter().map(|stake| stake.certain * stake.worth).sum();
        certain - self.spent
    }

    fn expected(&self) -> f64 {
        let trials = self.segments.iter().flat_map(|stake| {
            let worth = stake.worth;
            stake.trials.iter().map(move |(count, p)| count * p * worth)
        });
        self.certain() + trials.sum::<f64>()
    }

    /// The chance of the goal, and the expected outcome.
    fn outcome(&self) -> (Chance, f64) {
        let mut kinds = Vec::new();
        let needed = self.needed - self.certain();
        for stake in &self.segments {
            for (count, p) in &stake.trials {
                let worth = stake.worth.floor() as i64;
                let p = p.min(1.0);
                kinds.push(Trials {
                    count: count.floor() as u64,
                    p,
                    worth,
                });
                // A part of a trial is one whose chance is that part.
                kinds.push(Trials {
                    count: 1,
                    p: p * count.fract(),
                    worth,
                });
            }
        }
        let chance = of_sum(needed.ceil() as i64, &kinds);
        (chance, self.expected())
    }

    /// Each source's own conversion of the step rises by a point.
    fn with_point(&self, plan: &Plan, decomposition: &Decomposition, index: usize, stage: usize) -> Self {
        let mut with = self.clone();
        let sources = &decomposition.segments[index].leads;
        for (position, (_, p)) in with.segments[index].trials.iter_mut().enumerate() {
            let own = sources.get(position).map(|source| source.rates[stage]);
            let rate = own.unwrap_or(plan.segments[index].rate(stage)).to_f64();
            *p *= ((rate + POINT) / rate).min(1.0 / rate);
        }
        with
    }

    fn with_average(&self, index: usize) -> Self {
        let mut with = self.clone();
        with.segments[index].worth *= AVERAGE_DEAL;
        with
    }

    fn with_purchase_point(&self, index: usize) -> Self {
        let mut with = self.clone();
        for (_, p) in &mut with.segments[index].trials {
            *p = (*p + POINT).min(1.0);
        }
        with
    }

    fn with_trials(&self, index: usize, factor: f64) -> Self {
        let mut with = self.clone();
        for (count, _) in &mut with.segments[index].trials {
            *count *= factor;
        }
        with
    }

    /// Five more leads: of the whole mix, or through one source.
    fn with_leads(&self, plan: &Plan, decomposition: &Decomposition, index: usize, source: Option<usize>) -> Self {
        let mut with = self.clone();
        let trials = &mut with.segments[index].trials;
        let all: f64 = trials.iter().map(|(count, _)| count).sum();
        let n_sources = trials.len() as f64;
        for (position, (count, _)) in trials.iter_mut().enumerate() {
            *count += match source {
                Some(only) if only == position => LEADS,
                Some(_) => 0.0,
                None if all > 0.0 => LEADS * *count / all,
                None => LEADS / n_sources,
            };
        }
        if let GoalAmount::Profit(_) = plan.goal.amount {
            let need = &decomposition.segments[index];
            let general = plan.segments[index].cost_per_lead;
            let of_channel = source.and_then(|source| plan.channels[need.leads[source].channel?].cost_per_lead);
            let each = of_channel.or(general).map(|cost| cost.minor as f64);
            let on_average = need
                .profit
                .map(|profit| profit.lead_costs.minor as f64 / (need.needs[0] as f64).max(1.0));
            with.spent += LEADS * each.or(on_average).unwrap_or(0.0);
        }
        with
    }
}
