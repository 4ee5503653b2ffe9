//! What the next period needs in the weeks of this one: once the last useful day is over,
//! new leads are not for nothing, they are for the period that follows.

use crate::calendar::Calendar;
use crate::decompose::Decomposition;
use crate::period::{Period, days_before, days_between};
use crate::plan::{Plan, Segment};
use crate::schedule::{Part, Schedule};

/// The entries that each stage of a segment needs in each week of the period for those after
/// it, where this plan is repeated: as many of them as the lags reach into. Shape: one a
/// week, then one a stage. `None` where dates end before the next period does.
pub fn next_period_needs(
    plan: &Plan,
    decomposition: &Decomposition,
    calendar: &Calendar,
    index: usize,
) -> Option<Vec<Vec<u64>>> {
    let windows: Vec<Period> = decomposition.weeks.iter().map(|span| span.days).collect();
    needs_of(plan, decomposition, calendar, index, &windows)
}

/// The same within some days of the period. Shape: one a stage.
pub fn needs_within(
    plan: &Plan,
    decomposition: &Decomposition,
    calendar: &Calendar,
    index: usize,
    days: Period,
) -> Option<Vec<u64>> {
    needs_of(plan, decomposition, calendar, index, &[days])?.pop()
}

fn needs_of(
    plan: &Plan,
    decomposition: &Decomposition,
    calendar: &Calendar,
    index: usize,
    windows: &[Period],
) -> Option<Vec<Vec<u64>>> {
    let segment = &plan.segments[index];
    let n_stages = decomposition.segments[index].needs.len();
    let mut needs = vec![vec![0; n_stages]; windows.len()];
    let mut next = following(plan.period)?;
    loop {
        let schedule = schedule_of(segment, next, calendar)?;
        // Nothing comes earlier than the first leads, and later periods come later.
        if schedule.days_of(0).0 > plan.period.to {
            return Some(needs);
        }
        for (need, days) in needs.iter_mut().zip(windows) {
            let before = days_before(days.from, 1);
            for (stage, need) in need.iter_mut().enumerate() {
                let due = |day| schedule.due(stage, decomposition.need(index, stage), day);
                *need += (due(days.to) - due(before)).unsigned_abs();
            }
        }
        match following(next) {
            Some(later) => next = later,
            None => return Some(needs),
        }
    }
}

fn schedule_of(segment: &Segment, period: Period, calendar: &Calendar) -> Option<Schedule> {
    let days = calendar.planned_days(period);
    let profile = vec![1; days.len()];
    let everybody = Part {
        person: None,
        multiplier: 1,
        profile: 0,
    };
    Schedule::new(segment, &days, vec![everybody], vec![profile], calendar)
}

/// The period that follows: as many calendar months where this one is whole months,
/// else as many days.
pub fn following(period: Period) -> Option<Period> {
    let from = period.to.tomorrow().ok()?;
    let to = if period.from.day() == 1 && from.day() == 1 {
        let months = (from.year() - period.from.year()) * 12 + i16::from(from.month() - period.from.month());
        let end = from.checked_add(jiff::Span::new().months(months)).ok()?;
        end.yesterday().ok()?
    } else {
        let days = days_between(period.from, period.to);
        from.checked_add(jiff::Span::new().days(days)).ok()?
    };
    Period::new(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_quarter_is_followed_by_a_quarter_and_ten_days_by_ten() {
        for (from, to, next_from, next_to) in [
            (
                date(2026, 10, 1),
                date(2026, 12, 31),
                date(2027, 1, 1),
                date(2027, 3, 31),
            ),
            (date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28)),
            (
                date(2026, 1, 1),
                date(2026, 12, 31),
                date(2027, 1, 1),
                date(2027, 12, 31),
            ),
            (
                date(2026, 10, 5),
                date(2026, 10, 14),
                date(2026, 10, 15),
                date(2026, 10, 24),
            ),
        ] {
            let next = following(Period::new(from, to).unwrap());
            assert_eq!(next, Period::new(next_from, next_to));
        }
    }
}
