//! From the goal to deals, and from deals back up the funnel to leads.

use num_rational::Ratio;

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostic, NUMBER_TOO_LARGE};
use crate::money::Money;
use crate::period::{WeekSpan, days_before};
use crate::plan::{GoalAmount, Part, Plan, Segment};
use crate::split;

/// What the goal asks of every segment and stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// Shape: one a segment of the plan, in its order.
    pub segments: Vec<SegmentNeed>,
    /// Sum of the segments' revenue; `None` where a segment has no average deal.
    pub revenue: Option<Money>,
    /// Sum of the segments' deals.
    pub deals: u64,
    /// The days over which the figures are spread, at least one.
    pub days: Vec<Date>,
}

/// What the goal asks of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentNeed {
    /// The segment's part of the goal, in the goal's metric.
    pub goal: GoalAmount,
    /// Deals needed: the last stage's need.
    pub deals: u64,
    /// Deals times average deal: at least the goal. `None` without an average deal.
    pub revenue: Option<Money>,
    /// Shape: one a stage, first to last. Entries the stage needs in the period.
    pub needs: Vec<u64>,
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

/// Decomposes the goal, exactly.
///
/// need(last) = ceil(segment goal / average deal) or the stated count;
/// need(stage) = ceil(need(next) / conversion): rounded up once a stage.
///
/// # Errors
/// `number-too-large` for each segment whose figures do not fit 64 bits.
pub fn decompose(plan: &Plan, calendar: &Calendar) -> Result<Decomposition, Vec<Diagnostic>> {
    let goals = segment_goals(plan);
    let mut faults = Vec::new();
    let mut segments = Vec::new();
    for (index, segment) in plan.segments.iter().enumerate() {
        let need = goals.as_ref().and_then(|goals| segment_need(segment, goals[index]));
        match need {
            Some(need) => segments.push(need),
            None => faults.push(too_large(segment)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let fits = |sum: &u64| i64::try_from(*sum).is_ok();
    let total = |sum: Option<u64>, need: &SegmentNeed| sum?.checked_add(need.deals).filter(fits);
    let Some(deals) = segments.iter().fold(Some(0), total) else {
        return Err(vec![too_large(&plan.segments[0])]);
    };
    let revenue = match total_revenue(plan, &segments) {
        Total::TooLarge => return Err(vec![too_large(&plan.segments[0])]),
        Total::Unknown => None,
        Total::Sum(sum) => Some(sum),
    };
    Ok(Decomposition {
        segments,
        revenue,
        deals,
        days: calendar.planned_days(plan.period),
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

/// The goal's parts in its own metric, shares with largest remainders.
fn segment_goals(plan: &Plan) -> Option<Vec<GoalAmount>> {
    let whole = match plan.goal.amount {
        GoalAmount::Revenue(sum) => sum.minor,
        GoalAmount::Deals(count) => i64::try_from(count).ok()?,
    };
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
        .map(|(segment, share)| match (segment.part, plan.goal.amount) {
            (Part::Amount(sum), _) => Some(GoalAmount::Revenue(sum)),
            (Part::Share(_), GoalAmount::Revenue(goal)) => Some(GoalAmount::Revenue(Money::new(share, goal.currency))),
            (Part::Share(_), GoalAmount::Deals(_)) => u64::try_from(share).ok().map(GoalAmount::Deals),
            (Part::Deals(count), GoalAmount::Deals(_)) => Some(GoalAmount::Deals(count)),
            (Part::Deals(count), GoalAmount::Revenue(_)) => segment
                .average_deal
                .as_ref()?
                .amount
                .checked_times(count)
                .map(GoalAmount::Revenue),
        })
        .collect()
}

fn segment_need(segment: &Segment, goal: GoalAmount) -> Option<SegmentNeed> {
    let average = segment.average_deal.as_ref().map(|average| average.amount);
    let deals = match (segment.part, goal) {
        (Part::Deals(count), _) | (_, GoalAmount::Deals(count)) => count,
        (_, GoalAmount::Revenue(sum)) => deals_for(sum, average?)?,
    };
    let revenue = match average {
        Some(average) => Some(average.checked_times(deals)?),
        None => None,
    };
    let needs = needs_for(segment, deals, |index| {
        segment.stages[index]
            .step
            .as_ref()
            .expect("every stage before the last has a step")
            .rate
    })?;
    Some(SegmentNeed {
        goal,
        deals,
        revenue,
        needs,
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

/// The entries that every stage needs for `deals`, by the given rates.
/// Shape: one a stage. `None` where 64 bits do not hold a figure.
pub fn needs_for(segment: &Segment, deals: u64, rate: impl Fn(usize) -> crate::rate::Rate) -> Option<Vec<u64>> {
    let mut needs = vec![deals; segment.stages.len()];
    for index in (0..segment.last_stage()).rev() {
        needs[index] = rate(index).needed_for(needs[index + 1])?;
    }
    // Running totals and variances are signed.
    needs.iter().all(|need| i64::try_from(*need).is_ok()).then_some(needs)
}

enum Total {
    Sum(Money),
    Unknown,
    TooLarge,
}

fn total_revenue(plan: &Plan, segments: &[SegmentNeed]) -> Total {
    let Some(currency) = plan.goal.currency else {
        return Total::Unknown;
    };
    let mut sum = Money::zero(currency);
    for segment in segments {
        let Some(revenue) = segment.revenue else {
            return Total::Unknown;
        };
        let Some(next) = sum.checked_add(revenue) else {
            return Total::TooLarge;
        };
        sum = next;
    }
    Total::Sum(sum)
}

impl Decomposition {
    /// How many of the planned days lie up to and including `as_of`.
    fn elapsed(&self, as_of: Date) -> usize {
        self.days.partition_point(|day| *day <= as_of)
    }

    /// The part of `whole` that is due from the period's start to the evening of `as_of`.
    pub fn due(&self, whole: i64, as_of: Date) -> i64 {
        split::running_total(whole, self.elapsed(as_of), self.days.len())
    }

    /// Entries that a stage needs from the period's start to the evening of `as_of`.
    pub fn need_to_date(&self, segment: usize, stage: usize, as_of: Date) -> i64 {
        let need =
            i64::try_from(self.segments[segment].needs[stage]).expect("decompose lets only 63-bit needs through");
        self.due(need, as_of)
    }

    /// Revenue that a segment needs from the period's start to the evening of `as_of`.
    pub fn revenue_to_date(&self, segment: usize, as_of: Date) -> Option<Money> {
        let revenue = self.segments[segment].revenue?;
        Some(Money::new(self.due(revenue.minor, as_of), revenue.currency))
    }

    /// A segment's weeks. They add up to its needs and its revenue.
    pub fn weeks(&self, plan: &Plan, segment: usize) -> Vec<WeekNeed> {
        let n_stages = self.segments[segment].needs.len();
        let mut before = vec![0_i64; n_stages];
        let mut revenue_before = 0_i64;
        plan.period
            .weeks()
            .into_iter()
            .map(|span| {
                let totals: Vec<i64> = (0..n_stages)
                    .map(|stage| self.need_to_date(segment, stage, span.days.to))
                    .collect();
                let stages = totals
                    .iter()
                    .zip(&before)
                    .map(|(now, then)| (now - then).unsigned_abs())
                    .collect();
                let revenue = self.revenue_to_date(segment, span.days.to).map(|total| {
                    let part = Money::new(total.minor - revenue_before, total.currency);
                    revenue_before = total.minor;
                    part
                });
                before = totals;
                WeekNeed { span, stages, revenue }
            })
            .collect()
    }
}

/// The last day on which an entry into each stage usually still becomes a deal within
/// the period. Shape: one a stage. Each day moves back by the stage's lag from the one
/// of the next stage, a day off falls to the working day before.
pub fn last_useful_days(plan: &Plan, segment: &Segment, calendar: &Calendar) -> Vec<Date> {
    let mut day = calendar.on_or_before(plan.period.to);
    let mut days = vec![day; segment.stages.len()];
    for stage in (0..segment.last_stage()).rev() {
        let lag = segment.stages[stage].step.as_ref().map_or(0, |step| step.lag_days);
        day = calendar.on_or_before(days_before(day, lag));
        days[stage] = day;
    }
    days
}
