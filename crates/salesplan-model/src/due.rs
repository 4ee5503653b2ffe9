//! What of people's quotas and of the deals is due by which evening, so that on every
//! evening people sum to the company to the unit, and nobody's running total ever falls.
//!
//! A part has shares of its profile's days behind it, and what it is to bring in all. Both are
//! whole numbers, so the company's exact running total is the sum of the parts' without a look
//! at each, and [`running_totals`] splits the one over the others.

use jiff::civil::Date;
use num_integer::Integer;

use crate::decompose::{Decomposition, SegmentNeed};
use crate::plan::GoalAmount;
use crate::schedule::Schedule;
use crate::split::by_integer_weight;
use crate::split::over_time::{MAX_TOTAL, RunningTotals, company_running_total, running_totals};

/// Running totals on the evening of each day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByDay {
    days: Vec<Date>,
    totals: RunningTotals,
}

impl ByDay {
    /// What a part has due by the evening of a day; nothing before the first one.
    pub fn of_part(&self, part: usize, day: Date) -> i64 {
        let n_until = self.days.partition_point(|known| *known <= day);
        let totals = self.totals.parts().nth(part);
        let due = totals
            .zip(n_until.checked_sub(1))
            .map_or(0, |(totals, last)| totals[last]);
        i64::try_from(due).unwrap_or(i64::MAX)
    }
}

impl SegmentNeed {
    /// What of the segment's `whole` in money is due by the evening of a day: the sum of its
    /// people, each of whom brings their quota on their own days. Where their quotas are not
    /// the whole (more is assigned, a step leaves some with nobody) the whole is spread by
    /// everybody's days.
    pub fn money_due(&self, whole: i64, day: Date) -> i64 {
        let last = self.needs.len() - 1;
        let is_theirs = self.quotas.units.iter().sum::<i64>() == whole;
        let spread = self.quotas_spread().filter(|_| is_theirs);
        spread.map_or_else(|| self.schedule.due(last, whole, day), |spread| spread.due(day))
    }

    /// What of everybody's quota in money is due by which evening. Shape: one a part of the
    /// schedule. `None` where there are none.
    pub fn quotas_by_day(&self) -> Option<ByDay> {
        self.quotas_spread()?.by_day(self.quotas.units.len(), |_, part| part)
    }

    fn quotas_spread(&self) -> Option<Spread<'_>> {
        if matches!(self.goal, GoalAmount::Deals(_)) {
            return None;
        }
        let units = self.quotas.units.iter().map(|quota| u64::try_from(*quota).ok());
        let units: Vec<u64> = units.collect::<Option<_>>()?;
        let whole = units.iter().try_fold(0_u64, |sum, quota| sum.checked_add(*quota))?;
        Spread::new(whole, vec![(&self.schedule, units)])
    }
}

impl Decomposition {
    /// The deals of all segments that are due by the evening of a day: rounded once, since a
    /// sum of rounded segments would jump by as many deals as there are segments.
    pub fn deals_due(&self, day: Date) -> i64 {
        self.deals_spread().map_or(0, |spread| spread.due(day))
    }

    /// The same by person: one a person of the team, and last what nobody sells. `None` where
    /// there is nothing to share out.
    pub fn deals_by_person(&self, n_people: usize) -> Option<ByDay> {
        let person = |segment: usize, part: usize| self.segments[segment].schedule.parts[part].person;
        self.deals_spread()?
            .by_day(n_people + 1, |segment, part| person(segment, part).unwrap_or(n_people))
    }

    /// Parts of deals, since those of several segments are rounded together.
    fn deals_spread(&self) -> Option<Spread<'_>> {
        let whole: u64 = self.segments.iter().map(|need| need.deals).sum();
        let fine = (1_u64 << 60).checked_div(whole)?.clamp(1, 1 << 20);
        let shared = |need: &SegmentNeed| {
            let totals = need.schedule.days_in_all();
            let parts = need.schedule.parts.iter();
            let weights = parts.map(|part| u128::from(part.multiplier) * totals[part.profile]);
            let weights: Vec<u128> = weights.collect();
            by_integer_weight(need.deals.checked_mul(fine)?, &weights)
        };
        let parts = self.segments.iter().map(shared).collect::<Option<Vec<_>>>()?;
        let schedules = self.segments.iter().map(|need| &need.schedule);
        Spread::new(whole, schedules.zip(parts).collect())
    }
}

/// What parts of one or more schedules bring together, over the days of each.
struct Spread<'a> {
    whole: u64,
    /// With what each part of the schedule is to bring, in units of one kind.
    shared: Vec<(&'a Schedule, Vec<u64>)>,
    /// What all days of a profile are: a common multiple of their weights where one fits the
    /// 90 bits of a split, else as much as fits.
    scale: u128,
    /// All units on all days.
    total: u128,
}

impl<'a> Spread<'a> {
    /// `None` where there is nothing to bring.
    fn new(whole: u64, shared: Vec<(&'a Schedule, Vec<u64>)>) -> Option<Self> {
        let units = shared.iter().flat_map(|(_, units)| units);
        let units: u128 = units.map(|units| u128::from(*units)).sum();
        // A profile's days weigh less than 2^50, so that shares of them fit 128 bits.
        let most = MAX_TOTAL.checked_div(units)?.min(1 << 70);
        let mut common = Some(1_u128);
        for (schedule, _) in &shared {
            let totals = schedule.days_in_all();
            for part in &schedule.parts {
                let total = totals[part.profile].max(1);
                let multiple = |common: u128| (common / common.gcd(&total)).checked_mul(total);
                common = common.and_then(multiple).filter(|common| *common <= most);
            }
        }
        let scale = common.unwrap_or(most);
        Some(Self {
            whole,
            shared,
            scale,
            total: units * scale,
        })
    }

    /// The shares of its days that each profile has behind it on rising evenings. Shape: one a
    /// profile, then one an evening
    fn shares(&self, schedule: &Schedule, evenings: &[Date]) -> Vec<Vec<u128>> {
        let profiles = schedule.days_passed(evenings).into_iter().zip(schedule.days_in_all());
        let shares = |(passed, total): (Vec<u128>, u128)| {
            let share = |passed: u128| passed * self.scale / total.max(1);
            passed.into_iter().map(share).collect()
        };
        profiles.map(shares).collect()
    }

    fn due(&self, day: Date) -> i64 {
        let elapsed = |(schedule, units): &(&Schedule, Vec<u64>)| -> u128 {
            let shares = self.shares(schedule, &[day]);
            let parts = schedule.parts.iter().zip(units);
            parts
                .map(|(part, units)| u128::from(*units) * shares[part.profile][0])
                .sum()
        };
        let elapsed = self.shared.iter().map(elapsed).sum();
        let due = company_running_total(self.whole, elapsed, self.total);
        i64::try_from(due).unwrap_or(i64::MAX)
    }

    /// `row` says where a part of the schedule of that index stands.
    fn by_day(&self, n_rows: usize, row: impl Fn(usize, usize) -> usize) -> Option<ByDay> {
        let days = self.shared.first()?.0.days();
        let mut weights = vec![vec![0_u128; days.len()]; n_rows];
        for (index, (schedule, units)) in self.shared.iter().enumerate() {
            let shares = self.shares(schedule, &days);
            for (number, (part, units)) in schedule.parts.iter().zip(units).enumerate() {
                let of_part = weights[row(index, number)].iter_mut().zip(&shares[part.profile]);
                of_part.for_each(|(weight, share)| *weight += u128::from(*units) * share);
            }
        }
        let totals = running_totals(self.whole, &weights)?;
        Some(ByDay { days, totals })
    }
}
