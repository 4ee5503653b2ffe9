//! From the goal to deals, and from deals back up the funnel to leads.

use jiff::civil::Date;
use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{ToPrimitive, Zero};

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostic, NUMBER_TOO_LARGE, PROFIT_OUT_OF_REACH};
use crate::mix::{ChannelLeads, FunnelNeed, funnel_need};
use crate::money::Money;
use crate::period::{WeekSpan, days_before};
use crate::plan::{GoalAmount, Part, Plan, Segment};
use crate::profit::{self, Profit, ProfitFault, deals_for_profit};
use crate::quota::Shares;
use crate::rate::Rate;
use crate::schedule::Schedule;
use crate::split::{self, over_time::RunningTotals};

/// What the goal asks of every segment and stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// Shape: one a segment of the plan, in its order.
    pub segments: Vec<SegmentNeed>,
    /// Sum of the segments' revenue; `None` where a segment has no average deal.
    pub revenue: Option<Money>,
    /// What the planned sales leave; `None` where a segment has no margin.
    pub profit: Option<PlannedProfit>,
    /// Sum of the segments' deals.
    pub deals: u64,
    /// The weeks of the period.
    pub weeks: Vec<WeekSpan>,
}

/// What the planned sales leave over all segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedProfit {
    /// The sum over the segments.
    pub sales: Profit,
    /// Costs that no deal changes.
    pub fixed_costs: Money,
    /// What is left after them.
    pub profit: Money,
}

/// What the goal asks of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentNeed {
    /// The segment's part of the goal, in the goal's metric. For a goal in profit: of the
    /// profit before fixed costs.
    pub goal: GoalAmount,
    /// Deals needed: the last stage's need.
    pub deals: u64,
    /// Deals times average deal: at least the goal. `None` without an average deal.
    pub revenue: Option<Money>,
    /// What its sales leave before fixed costs. `None` without a margin.
    pub profit: Option<Profit>,
    /// Shape: one a stage, first to last. Entries the stage needs in the period.
    pub needs: Vec<u64>,
    /// Shape: one a stage before the last. The planned conversions over all channels.
    pub rates: Vec<Rate>,
    /// The first stage's need by channel; empty without channels.
    pub leads: Vec<ChannelLeads>,
    /// When the needs must be met, and by whom.
    pub schedule: Schedule,
    /// Each part's quota in the order of the schedule; empty where nobody sells in the segment.
    pub quotas: Quotas,
}

/// A segment's goal shared out among people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotas {
    /// Shape: one a part of the schedule: minor units of revenue, or deals.
    pub units: Vec<i64>,
    /// Shape: one a part of the schedule: what its quota is cut by.
    pub weights: Vec<u128>,
    /// What a step of rounding leaves with nobody.
    pub remainder: i64,
}

/// What one segment needs in one week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekNeed {
    /// The week and its days inside the period.
    pub span: WeekSpan,
    /// Shape: one a stage.
    pub stages: Vec<u64>,
    /// The week's part of the segment's revenue.
    pub revenue: Option<Money>,
}

/// Decomposes the goal, exactly, and spreads it as `shares` says.
///
/// need(last) = ceil(segment goal / average deal) or the stated count, for a goal in profit
/// the smallest count that leaves it; need(stage) = ceil(need(next) / conversion): rounded
/// up once a stage.
///
/// # Errors
/// `number-too-large` for each segment whose figures do not fit 64 bits,
/// `profit-out-of-reach` for each that no number of deals makes profitable.
pub fn decompose(plan: &Plan, shares: Shares) -> Result<Decomposition, Vec<Diagnostic>> {
    let goals = segment_goals(plan);
    let mut faults = Vec::new();
    let mut segments = Vec::new();
    let schedules = shares.segments.into_iter().zip(shares.weights);
    for (index, (schedule, weights)) in schedules.enumerate() {
        let segment = &plan.segments[index];
        let goal = goals.as_ref().ok_or(ProfitFault::TooLarge);
        match goal.and_then(|goals| asked_of_segment(plan, index, goals[index])) {
            Ok(asked) => {
                let need = SegmentNeed {
                    quotas: quotas(plan, &asked, &schedule, &weights).unwrap_or_default(),
                    goal: asked.goal,
                    deals: asked.deals,
                    revenue: asked.revenue,
                    profit: asked.profit,
                    needs: asked.funnel.needs,
                    rates: asked.funnel.rates,
                    leads: asked.funnel.leads,
                    schedule,
                };
                segments.push(need);
            }
            Err(ProfitFault::TooLarge) => faults.push(too_large(segment)),
            Err(fault) => faults.push(out_of_reach(segment, fault)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let too_large = || vec![too_large(&plan.segments[0])];
    let fits = |sum: &u64| i64::try_from(*sum).is_ok();
    let total = |sum: Option<u64>, need: &SegmentNeed| sum?.checked_add(need.deals).filter(fits);
    let deals = segments.iter().fold(Some(0), total).ok_or_else(too_large)?;
    let sums: Option<Vec<Money>> = segments.iter().map(|need| need.revenue).collect();
    let revenue = match (sums, plan.goal.currency) {
        (Some(sums), Some(currency)) => {
            let sum = sums.into_iter().try_fold(Money::zero(currency), Money::checked_add);
            Some(sum.ok_or_else(too_large)?)
        }
        _ => None,
    };
    let profits: Option<Vec<Profit>> = segments.iter().map(|need| need.profit).collect();
    let profit = match profits {
        Some(profits) => Some(planned_profit(plan, profits).ok_or_else(too_large)?),
        None => None,
    };
    Ok(Decomposition {
        segments,
        revenue,
        profit,
        deals,
        weeks: plan.period.weeks(),
    })
}

fn planned_profit(plan: &Plan, profits: Vec<Profit>) -> Option<PlannedProfit> {
    let fixed_costs = profit::fixed_costs(plan)?;
    let sales = profits
        .into_iter()
        .map(Some)
        .reduce(|sum, next| sum?.checked_add(next?))??;
    Some(PlannedProfit {
        sales,
        fixed_costs,
        profit: sales.contribution.checked_sub(fixed_costs)?,
    })
}

fn too_large(segment: &Segment) -> Diagnostic {
    Diagnostic::new(
        &NUMBER_TOO_LARGE,
        format!("the figures of segment `{}` do not fit 64 bits", segment.id),
    )
    .at(segment.location.clone(), "this segment")
    .help("check the goal, the average deal and the conversions for a slipped digit")
}

fn out_of_reach(segment: &Segment, fault: ProfitFault) -> Diagnostic {
    let (why, help) = match fault {
        ProfitFault::NothingLeft => (
            "a deal leaves nothing after variable costs and commission",
            "check the margin and the commission, or plan a goal in revenue",
        ),
        _ => (
            "the leads of a deal cost as much as it leaves",
            "lower the cost per lead, raise the conversions or the margin, or plan a goal in revenue",
        ),
    };
    Diagnostic::new(
        &PROFIT_OUT_OF_REACH,
        format!(
            "no number of deals brings the profit of segment `{}`: {why}",
            segment.id
        ),
    )
    .at(segment.location.clone(), "this segment")
    .help(help)
}

/// The goal's parts in its own metric, shares with largest remainders. Segments of a goal
/// in profit bring the fixed costs as well.
fn segment_goals(plan: &Plan) -> Option<Vec<GoalAmount>> {
    let whole = to_divide(plan)?;
    let zero = Ratio::new_raw(0_i128, 1);
    let mut weights: Vec<Ratio<i128>> = plan
        .segments
        .iter()
        .map(|segment| match segment.part {
            Part::Share(rate) => Ratio::new(i128::from(rate.numerator()), i128::from(rate.denominator())),
            _ => zero,
        })
        .collect();
    // What no share claims is a part of its own, so that shares stay true to the whole.
    let claimed = weights
        .iter()
        .try_fold(zero, |sum, weight| num_traits::CheckedAdd::checked_add(&sum, weight))?;
    weights.push((Ratio::from_integer(1) - claimed).max(zero));
    let shares = split::by_weight(whole, &weights)?;
    plan.segments
        .iter()
        .zip(shares)
        .map(|(segment, share)| match segment.part {
            Part::Amount(sum) => Some(plan.goal.amount.with_units(sum.minor)),
            Part::Share(_) => Some(plan.goal.amount.with_units(share)),
            Part::Deals(count) => match plan.goal.amount {
                GoalAmount::Deals(_) => Some(GoalAmount::Deals(count)),
                GoalAmount::Revenue(_) => {
                    let average = segment.average_deal.as_ref()?.amount;
                    average.checked_times(count).map(GoalAmount::Revenue)
                }
                // What the deals leave is known with their leads.
                GoalAmount::Profit(goal) => Some(GoalAmount::Profit(Money::zero(goal.currency))),
            },
        })
        .collect()
}

/// What the segments have to bring together, in units of the goal.
pub fn to_divide(plan: &Plan) -> Option<i64> {
    match plan.goal.amount {
        GoalAmount::Profit(goal) => Some(goal.checked_add(profit::fixed_costs(plan)?)?.minor),
        GoalAmount::Deals(count) => i64::try_from(count).ok(),
        GoalAmount::Revenue(goal) => Some(goal.minor),
    }
}

/// What is asked of one segment, before it is spread over people and time.
struct Asked {
    goal: GoalAmount,
    deals: u64,
    revenue: Option<Money>,
    profit: Option<Profit>,
    funnel: FunnelNeed,
}

fn asked_of_segment(plan: &Plan, index: usize, goal: GoalAmount) -> Result<Asked, ProfitFault> {
    let segment = &plan.segments[index];
    let average = segment.average_deal.as_ref().map(|average| average.amount);
    let deals = match (segment.part, goal) {
        (Part::Deals(count), _) | (_, GoalAmount::Deals(count)) => count,
        (_, GoalAmount::Revenue(sum)) => {
            let deals = average.and_then(|average| deals_for(sum, average));
            deals.ok_or(ProfitFault::TooLarge)?
        }
        (_, GoalAmount::Profit(part)) => deals_for_profit(plan, index, part)?,
    };
    let revenue = match average {
        Some(average) => Some(average.checked_times(deals).ok_or(ProfitFault::TooLarge)?),
        None => None,
    };
    let funnel = funnel_need(plan, index, deals).ok_or(ProfitFault::TooLarge)?;
    let profit = profit::of_segment(plan, index, deals, &funnel);
    let goal = match (goal, segment.part, profit) {
        (GoalAmount::Profit(_), Part::Deals(_), Some(profit)) => GoalAmount::Profit(profit.contribution),
        _ => goal,
    };
    Ok(Asked {
        goal,
        deals,
        revenue,
        profit,
        funnel,
    })
}

/// Shares a segment's goal out: revenue, or deals where the goal counts them. A quota in
/// profit would ask a seller for what others decide, so a goal in profit is shared out as
/// the revenue that it needs.
fn quotas(plan: &Plan, asked: &Asked, schedule: &Schedule, weights: &[u128]) -> Option<Quotas> {
    if schedule.parts.iter().all(|part| part.person.is_none()) {
        return None;
    }
    let whole = match asked.goal {
        GoalAmount::Revenue(goal) => goal.minor,
        GoalAmount::Profit(_) => asked.revenue?.minor,
        GoalAmount::Deals(count) => i64::try_from(count).ok()?,
    };
    let settings = &plan.team.quotas;
    let whole = match settings.over_assignment {
        Some(ratio) => {
            let assigned = rust_decimal::Decimal::from(whole).checked_mul(ratio)?;
            assigned.round().to_i64()?
        }
        None => whole,
    };
    let step = match (settings.step, asked.goal, plan.goal.currency) {
        (_, GoalAmount::Deals(_), _) | (None, _, _) | (_, _, None) => 1,
        (Some(step), _, Some(currency)) => i64::try_from(step)
            .ok()?
            .checked_mul(10_i64.checked_pow(currency.exponent())?)?,
    };
    let steps = u64::try_from(whole / step).ok()?;
    let parts = split::by_integer_weight(steps, weights)?;
    let units = parts
        .into_iter()
        .map(|steps| i64::try_from(steps).ok()?.checked_mul(step));
    Some(Quotas {
        units: units.collect::<Option<_>>()?,
        weights: weights.to_vec(),
        remainder: whole % step,
    })
}

/// The smallest count of average deals that brings `sum`; none for a sum of zero or below.
pub fn deals_for(sum: Money, average: Money) -> Option<u64> {
    if average.minor <= 0 {
        return None;
    }
    let count = (i128::from(sum.minor.max(0)) + i128::from(average.minor) - 1) / i128::from(average.minor);
    u64::try_from(count).ok()
}

impl Decomposition {
    /// The part of a segment's `whole` that is due in a stage from the first day to the
    /// evening of `day`, with what is due before the period.
    pub fn due(&self, segment: usize, stage: usize, whole: i64, day: Date) -> i64 {
        self.segments[segment].schedule.due(stage, whole, day)
    }

    /// The part of `whole` that is due over all segments by the evening of `day`, where
    /// `parts` says how much of it each segment brings: rounded once, since a sum of
    /// rounded parts would jump by as many units as there are segments.
    pub fn due_of_all(&self, whole: i64, parts: &[i64], day: Date) -> i64 {
        let sum: BigInt = parts.iter().map(|part| BigInt::from(*part)).sum();
        if sum.is_zero() {
            return 0;
        }
        let due_of = |(index, part): (usize, &i64)| {
            let need = &self.segments[index];
            let (elapsed, total) = need.schedule.elapsed(need.needs.len() - 1, day);
            BigRational::new(BigInt::from(*part) * BigInt::from(elapsed), BigInt::from(total))
        };
        let due: BigRational = parts.iter().enumerate().map(due_of).sum();
        let exact = due * BigRational::new(BigInt::from(whole), sum);
        let half = BigRational::new(BigInt::from(1), BigInt::from(2));
        (exact + half).floor().to_integer().to_i64().unwrap_or(whole)
    }

    /// Entries that a stage needs from the first day to the evening of `day`.
    pub fn need_to_date(&self, segment: usize, stage: usize, day: Date) -> i64 {
        self.due(segment, stage, self.need(segment, stage), day)
    }

    /// Entries that a stage needs.
    pub fn need(&self, segment: usize, stage: usize) -> i64 {
        i64::try_from(self.segments[segment].needs[stage]).expect("decompose lets only 63-bit needs through")
    }

    /// Entries into a stage that must lie before the period's first day.
    pub fn before_start(&self, segment: usize, stage: usize) -> u64 {
        let before = days_before(self.weeks[0].days.from, 1);
        self.need_to_date(segment, stage, before).unsigned_abs()
    }

    /// A segment's weeks. With what is due before the first they add up to its needs and its revenue.
    pub fn weeks(&self, segment: usize) -> Vec<WeekNeed> {
        let need = &self.segments[segment];
        let last = need.needs.len() - 1;
        let revenue_due = |day: Date| Some(need.schedule.due(last, need.revenue?.minor, day));
        let part_of =
            |span: &WeekSpan, due: &dyn Fn(Date) -> i64| due(span.days.to) - due(days_before(span.days.from, 1));
        self.weeks
            .iter()
            .map(|span| WeekNeed {
                span: *span,
                stages: (0..need.needs.len())
                    .map(|stage| part_of(span, &|day| self.need_to_date(segment, stage, day)).unsigned_abs())
                    .collect(),
                revenue: need.revenue.map(|sum| {
                    let due = |day: Date| revenue_due(day).unwrap_or(0);
                    Money::new(part_of(span, &due), sum.currency)
                }),
            })
            .collect()
    }

    /// Running totals of a stage's need by person. Shape: see [`Schedule::by_person`].
    pub fn by_person(&self, segment: usize, stage: usize) -> RunningTotals {
        let need = &self.segments[segment];
        need.schedule.by_person(stage, need.needs[stage], &self.weeks)
    }

    /// Running totals of the leads by channel, in the order of [`SegmentNeed::leads`].
    /// Shape: see [`Schedule::by_person`].
    pub fn by_channel(&self, segment: usize) -> Option<RunningTotals> {
        let need = &self.segments[segment];
        let wholes: Vec<u64> = need.leads.iter().map(|part| part.leads).collect();
        need.schedule.by_source(0, &wholes, &self.weeks)
    }
}

/// The last day on which an entry into each stage usually still becomes a deal within
/// the period. Shape: one a stage. Each day moves back by the stage's lag from the one
/// of the next stage, a day off falls to the working day before.
pub fn last_useful_days(plan: &Plan, segment: &Segment, calendar: &Calendar) -> Vec<Date> {
    let last_planned = calendar.planned_days(plan.period).last().copied();
    let mut day = last_planned.unwrap_or(plan.period.to);
    let mut days = vec![day; segment.stages.len()];
    for stage in (0..segment.last_stage()).rev() {
        let lag = segment.step(stage).lag.days;
        if lag > 0 {
            day = calendar.on_or_before(days_before(day, lag));
        }
        days[stage] = day;
    }
    days
}
