//! What is still to be done: the remainder of the goal, decomposed again.

use jiff::civil::Date;
use num_traits::ToPrimitive;

use crate::actuals::Actuals;
use crate::calendar::Calendar;
use crate::conversion::{Conversion, expected_rates};
use crate::decompose::{Decomposition, SegmentNeed, deals_for, last_useful_days};
use crate::mix::{ChannelLeads, needs_at};
use crate::money::Money;
use crate::next_period::needs_within;
use crate::period::{Period, Week, days_between};
use crate::pipeline::OpenDeal;
use crate::plan::{GoalAmount, Plan};
use crate::plan_fact::to_date;

/// What one segment still has to bring.
#[derive(Debug, Clone, PartialEq)]
pub struct CatchUp {
    /// Index of the segment.
    pub segment: usize,
    /// What is missing to the segment's part of the goal, in the goal's metric; never below
    /// zero. What is signed and does not count yet (a goal in paid sums) is not missing.
    pub remaining: GoalAmount,
    /// How many of its deals are open and count towards the period.
    pub n_open: usize,
    /// Shape: one a stage. Entries still needed at the expected rates, and until when they count.
    pub stages: Vec<StageCatchUp>,
    /// The most leads that the channels can bring until those no longer count; `None` where a
    /// channel has no limit.
    pub supply: Option<u64>,
}

impl CatchUp {
    /// Whether the next period needs new entries into the first stage in the days to come.
    pub fn is_for_the_next_period(&self) -> bool {
        self.stages[0].next_period > 0
    }

    /// Leads that are needed and cannot be had; `None` where the channels have no limit.
    pub fn shortfall(&self) -> Option<u64> {
        Some(self.stages[0].net.saturating_sub(self.supply?))
    }
}

/// What one stage still has to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageCatchUp {
    /// New entries needed as if nothing were open.
    pub gross: u64,
    /// New entries needed beside what the open deals in or past the stage are expected to bring.
    pub net: u64,
    /// The last day on which an entry usually still becomes a deal in the period.
    pub by: Date,
    /// `net` spread evenly over the weeks until `by`, rounded up; `None` once that day is over.
    pub per_week: Option<u64>,
    /// What the next period needs of them in the days up to the Sunday that follows, where this
    /// plan is repeated.
    pub next_period: u64,
}

/// Decomposes what remains of every segment's goal at the expected rates.
///
/// remaining deals = ceil(remaining money / average deal). A figure that does
/// not fit 64 bits leaves the segment out; `decompose` has refused such plans.
/// net(stage) = ceil((remaining deals - expected wins of the open deals that are
/// in the stage or past it) / chance of the way from the stage), at least 0: an
/// estimate, since the expected wins are one.
pub fn catch_up(
    plan: &Plan,
    decomposition: &Decomposition,
    actuals: &Actuals,
    conversions: &[Conversion],
    open: &[OpenDeal<'_>],
    calendar: &Calendar,
) -> Vec<CatchUp> {
    let window = to_date(plan, actuals);
    let rates = expected_rates(plan, conversions);
    let of_segment = |index: usize| {
        let segment = &plan.segments[index];
        // What a goal in profit still lacks is looked at as the sales that it needs.
        let sales = match decomposition.segments[index].goal {
            GoalAmount::Revenue(goal) => Some(goal),
            GoalAmount::Profit(_) => decomposition.segments[index].revenue,
            GoalAmount::Deals(_) => None,
        };
        let (remaining, deals) = match (sales, decomposition.segments[index].goal) {
            (Some(goal), _) => {
                let fact = actuals.revenue(plan, index, window);
                let missing = goal
                    .minor
                    .saturating_sub(fact)
                    .saturating_sub(actuals.in_hand(plan, index, window));
                let remaining = Money::new(missing.max(0), goal.currency);
                let average = segment.average_deal.as_ref()?.amount;
                (GoalAmount::Revenue(remaining), deals_for(remaining, average)?)
            }
            (None, goal) => {
                let goal = u64::try_from(goal.units()).ok()?;
                let remaining = goal.saturating_sub(actuals.count(index, segment.last_stage(), window));
                (GoalAmount::Deals(remaining), remaining)
            }
        };
        let needs = needs_at(&rates[index], deals)?;
        let days = last_useful_days(plan, segment, calendar);
        let wins = expected_wins(open, index, segment.stages.len());
        let coming = coming_days(actuals.as_of, plan.period);
        let next = coming.and_then(|days| needs_within(plan, decomposition, calendar, index, days));
        let mut way = 1.0;
        let mut stages = Vec::new();
        for stage in (0..segment.stages.len()).rev() {
            if stage < segment.last_stage() {
                way *= rates[index][stage].to_f64();
            }
            let (gross, by) = (needs[stage], days[stage]);
            let net = net_entries(deals as f64 - wins[stage], way).min(gross);
            stages.push(StageCatchUp {
                gross,
                net,
                by,
                per_week: per_week(net, actuals.as_of, by),
                next_period: next.as_ref().map_or(0, |needs| needs[stage]),
            });
        }
        stages.reverse();
        let mine = open
            .iter()
            .filter(|deal| deal.in_scope && deal.deal.segment == Some(index));
        Some(CatchUp {
            segment: index,
            remaining,
            n_open: mine.count(),
            supply: supply(plan, decomposition, index, days_between(actuals.as_of, stages[0].by)),
            stages,
        })
    };
    (0..plan.segments.len()).filter_map(of_segment).collect()
}

/// The days of the next week that are in the period; of an unfinished week those that are left.
pub(crate) fn coming_days(as_of: Date, period: Period) -> Option<Period> {
    let from = as_of.tomorrow().ok()?;
    Period::new(from, Week::of(from).sunday().min(period.to))
}

/// The most leads that the segment's channels bring in so many days: each up to its limit a
/// week, and of a channel that serves several segments the part that is planned for this one.
fn supply(plan: &Plan, decomposition: &Decomposition, index: usize, days: i64) -> Option<u64> {
    let leads = &decomposition.segments[index].leads;
    let mut total = None;
    for part in leads.iter().filter(|part| part.channel.is_some()) {
        let most = supply_of(plan, decomposition, part, days)?;
        total = Some(most.checked_add(total.unwrap_or(0))?);
    }
    total
}

/// The same of one channel; `None` where it has no limit.
pub(crate) fn supply_of(plan: &Plan, decomposition: &Decomposition, part: &ChannelLeads, days: i64) -> Option<u64> {
    let channel = part.channel?;
    let days = u128::try_from(days.max(0)).ok()?;
    let most = u128::from(plan.channels[channel].supply_per_week?) * days / 7;
    let of_channel = |need: &SegmentNeed| {
        let own = need.leads.iter().filter(|part| part.channel == Some(channel));
        own.map(|part| u128::from(part.leads)).sum::<u128>()
    };
    let all: u128 = decomposition.segments.iter().map(of_channel).sum();
    let own = (most * u128::from(part.leads)).checked_div(all).unwrap_or(most);
    u64::try_from(own).ok()
}

/// Expected wins of the segment's open deals. Shape: one a stage; each counts those
/// that are in the stage or past it. In a segment of one stage nothing lies before
/// the deal, and its open deals are no new ones either: they count from the start.
fn expected_wins(open: &[OpenDeal<'_>], segment: usize, n_stages: usize) -> Vec<f64> {
    let mut wins = vec![0.0; n_stages];
    for deal in open
        .iter()
        .filter(|deal| deal.in_scope && deal.deal.segment == Some(segment))
    {
        let stage = if n_stages == 1 { Some(0) } else { deal.state.stage };
        if let (Some(stage), Some(chance)) = (stage, deal.probability.to_f64()) {
            wins[stage] += chance;
        }
    }
    for stage in (1..n_stages).rev() {
        wins[stage - 1] += wins[stage];
    }
    wins
}

/// A millionth of an entry is rounding noise of the estimate, not a need.
const NOISE: f64 = 1e-6;

fn net_entries(missing_deals: f64, way: f64) -> u64 {
    if missing_deals <= NOISE || way <= 0.0 {
        0
    } else {
        (missing_deals / way - NOISE).ceil() as u64
    }
}

/// Weeks are counted from the day after as-of and begun ones count whole.
fn per_week(entries: u64, as_of: Date, by: Date) -> Option<u64> {
    let days = u64::try_from(days_between(as_of, by)).ok().filter(|days| *days > 0)?;
    Some(entries.div_ceil(days.div_ceil(7)))
}
