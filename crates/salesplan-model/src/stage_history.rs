//! How the plan's own deals went through their stages, as known on an evening: how long
//! they stay in each, and how many are won of those that stayed as long as this one.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::deal::{Deal, Status};
use crate::period::days_between;
use crate::plan::{Plan, Segment};

/// What is known of every stage before the last. Shape: one a segment, then one a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageHistory(Vec<Vec<StageDays>>);

/// Days that deals stayed in one stage, each list in rising order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct StageDays {
    /// Deals that left it: for a later stage, or decided.
    left: Vec<i64>,
    /// For every deal the most days in the stage up to which it counts beside another: it was
    /// still there after so many, and has had time since then.
    tried: Vec<i64>,
    /// The same of those that are won by now.
    won: Vec<i64>,
}

/// How deals ended that were in a stage for as long as one at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ended {
    /// How many have had time to be won.
    pub tried: usize,
    /// How many of them are won.
    pub won: usize,
}

impl StageHistory {
    /// Gathers what was known on the evening of `as_of`. A deal counts in a stage where a
    /// day says when it entered it, and as decided where a day says since when.
    pub fn gather(plan: &Plan, deals: &[Deal], as_of: Date) -> Self {
        let stages = plan.segments.iter().map(|segment| segment.last_stage());
        let mut history = Self(stages.map(|count| vec![StageDays::default(); count]).collect());
        for deal in deals {
            history.add(plan, deal, as_of);
        }
        for stage in history.0.iter_mut().flatten() {
            for days in [&mut stage.left, &mut stage.tried, &mut stage.won] {
                days.sort_unstable();
            }
        }
        history
    }

    fn add(&mut self, plan: &Plan, deal: &Deal, as_of: Date) {
        let Some(index) = deal.segment else { return };
        let segment = &plan.segments[index];
        let is_known = |day: &Date| *day <= as_of;
        let decided_on = deal
            .decided_on(Some(segment))
            .filter(is_known)
            .filter(|_| deal.status != Status::Open);
        for (stage, of_stage) in self.0[index].iter_mut().enumerate() {
            let Some(entered) = deal.entered_on(segment, stage).filter(is_known) else {
                continue;
            };
            let later = stage + 1..segment.stages.len();
            let left_on = later
                .filter_map(|later| deal.entered_on(segment, later))
                .chain(decided_on)
                .filter(|day| (entered..=as_of).contains(day))
                .min();
            let stayed = left_on.map(|left_on| days_between(entered, left_on));
            of_stage.left.extend(stayed);
            let had_time = days_between(entered, as_of) - time_to_win(segment, stage);
            let counts_to = stayed.map_or(had_time, |days| had_time.min(days - 1));
            if counts_to >= 0 {
                of_stage.tried.push(counts_to);
                if decided_on.is_some() && deal.status == Status::Won {
                    of_stage.won.push(counts_to);
                }
            }
        }
    }

    /// How many deals left the stage, and the median of the days that they stayed in it: the
    /// middle one, of two the number half-way. `None` where none has left it.
    pub fn usual_days(&self, segment: usize, stage: usize) -> Option<(usize, Decimal)> {
        let days = &self.stage(segment, stage)?.left;
        let upper = *days.get(days.len() / 2)?;
        let lower = days[(days.len() - 1) / 2];
        Some((days.len(), (Decimal::from(lower) + Decimal::from(upper)) / Decimal::TWO))
    }

    /// How deals ended that were still in the stage so many days after they had entered it, and
    /// have had time since then. Who is not won by now counts as not won: if only decided deals
    /// counted, those that nobody closes would be missing, and the chance would be too high.
    pub fn ended(&self, segment: usize, stage: usize, days: i64) -> Ended {
        let count = |sorted: &[i64]| sorted.len() - sorted.partition_point(|most| *most < days);
        self.stage(segment, stage).map_or(Ended::default(), |of_stage| Ended {
            tried: count(&of_stage.tried),
            won: count(&of_stage.won),
        })
    }

    fn stage(&self, segment: usize, stage: usize) -> Option<&StageDays> {
        self.0.get(segment)?.get(stage)
    }
}

/// Days after which a deal in that stage has had time: twice those that the way before it
/// usually takes, and a month at least.
fn time_to_win(segment: &Segment, stage: usize) -> i64 {
    const DAYS_MIN: i64 = 30;
    let steps = segment.stages[stage..].iter().filter_map(|stage| stage.step.as_ref());
    let way: i64 = steps.map(|step| i64::from(step.lag.days)).sum();
    way.saturating_mul(2).max(DAYS_MIN)
}

#[cfg(test)]
mod tests;
