//! How the plan's own decided deals ended, as known on an evening: how many were won, for how
//! much, and how long they took.

use jiff::civil::Date;

use crate::deal::{Deal, Status};
use crate::period::days_between;
use crate::plan::Plan;

/// Decided deals below which nothing is said of them: the same number under which conversions
/// are too few to judge.
pub const DECIDED_MIN: u64 = 10;

/// How deals ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TrackRecord {
    /// Deals that were won.
    pub won: u64,
    /// Deals that were won or lost.
    pub decided: u64,
    /// Sum of the stated amounts of won deals, in minor units.
    pub minor: i64,
    /// Won deals that state an amount.
    pub n_with_amount: u64,
    /// Median days from the first that is known of a won deal to its day; the lower one of two.
    pub days: Option<i64>,
}

impl TrackRecord {
    /// Gathers the deals of the plan's segments that were decided on a known day up to `as_of`.
    pub fn gather(plan: &Plan, deals: &[Deal], as_of: Date) -> Self {
        let mut record = Self::default();
        let mut days = Vec::new();
        for deal in deals {
            let segment = deal.segment.map(|index| &plan.segments[index]);
            let Some(day) = segment
                .and_then(|_| deal.decided_on(segment))
                .filter(|day| *day <= as_of)
            else {
                continue;
            };
            record.decided += u64::from(deal.status != Status::Open);
            if deal.status == Status::Won {
                record.won += 1;
                if let Some(amount) = deal.amount {
                    record.minor = record.minor.saturating_add(amount.minor);
                    record.n_with_amount += 1;
                }
                let begun = deal.first_known().filter(|first| *first < day);
                days.extend(begun.map(|first| days_between(first, day)));
            }
        }
        days.sort_unstable();
        record.days = days.get(days.len().saturating_sub(1) / 2).copied();
        record
    }

    /// How many times what is missing the open deals must be worth: decided by won. `None`
    /// where too few are decided, or none is won.
    pub fn coverage_needed(&self) -> Option<f64> {
        (self.decided >= DECIDED_MIN && self.won > 0).then(|| self.decided as f64 / self.won as f64)
    }

    /// What so many open deals bring in a week, in minor units: their number, times the share
    /// won, times the average won deal, by the days that one takes. The sales velocity of the
    /// trade. `None` where too few are decided, or no won deal says for how much or how long.
    pub fn velocity(&self, n_open: usize) -> Option<f64> {
        let days = self.days.filter(|days| *days > 0 && self.decided >= DECIDED_MIN)?;
        let share = self.won as f64 / self.decided as f64;
        let average = self.average()?;
        Some(n_open as f64 * share * average as f64 / days as f64 * 7.0)
    }

    /// The average of the won deals that state an amount, in whole minor units.
    pub fn average(&self) -> Option<i64> {
        let n_deals = i64::try_from(self.n_with_amount).ok().filter(|n_deals| *n_deals > 0)?;
        Some(self.minor / n_deals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_and_velocity_are_those_of_the_trade() {
        let record = TrackRecord {
            won: 5,
            decided: 20,
            minor: 1_000,
            n_with_amount: 4,
            days: Some(35),
        };
        assert_eq!(record.coverage_needed(), Some(4.0));
        // 8 open, a quarter won, 250 each, in 35 days: 500 in 5 weeks.
        assert_eq!(record.velocity(8), Some(100.0));
        let few = TrackRecord { decided: 9, ..record };
        assert_eq!((few.coverage_needed(), few.velocity(8)), (None, None));
        let none_won = TrackRecord {
            won: 0,
            n_with_amount: 0,
            days: None,
            ..record
        };
        assert_eq!((none_won.coverage_needed(), none_won.velocity(8)), (None, None));
    }
}
