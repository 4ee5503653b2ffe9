//! When what a segment needs must exist: over its people's days, moved back by lag.

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::period::{WeekSpan, days_before};
use crate::plan::Segment;
use crate::split::over_time::{RunningTotals, company_running_total, running_totals};

/// The weights by which one segment's needs are spread over people and days.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Whose they are; one without a person where nobody sells in the segment.
    pub parts: Vec<Part>,
    /// Shape: one a profile, then one a planned day: what a day counts for.
    profiles: Vec<Vec<u64>>,
    /// Shape: one a stage.
    stages: Vec<StageDays>,
}

/// One person's part of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Index of the person; `None` for a segment that nobody sells in.
    pub person: Option<usize>,
    /// What one unit of the profile is worth beside those of the others.
    pub multiplier: u64,
    /// Index of the profile of days.
    pub profile: usize,
}

/// When the entries into one stage must exist.
#[derive(Debug, Clone, PartialEq)]
struct StageDays {
    /// Sorted by day: on which day, for which planned day, with which part of it.
    moves: Vec<(Date, usize, u64)>,
    /// Sorted by day: the weight of everybody up to and including it.
    totals: Vec<(Date, u128)>,
}

/// The most that all weights of a stage may sum to.
const WEIGHT_MAX: u128 = crate::split::over_time::MAX_TOTAL;

impl Schedule {
    /// Spreads over `days`, the planned days of the period, by each part's profile.
    /// `None` where the weights are too fine for 90 bits, or all zero.
    ///
    /// A stage's day is that of the next stage less the lag in calendar days; a day off
    /// falls to the working day before.
    pub fn new(
        segment: &Segment,
        days: &[Date],
        parts: Vec<Part>,
        profiles: Vec<Vec<u64>>,
        calendar: &Calendar,
    ) -> Option<Self> {
        let company: Vec<u128> = (0..days.len())
            .map(|day| {
                let weight = |part: &Part| u128::from(part.multiplier) * u128::from(profiles[part.profile][day]);
                parts.iter().map(weight).try_fold(0, u128::checked_add)
            })
            .collect::<Option<_>>()?;
        let mut moves: Vec<(Date, usize, u64)> = days.iter().enumerate().map(|(i, day)| (*day, i, 1)).collect();
        let mut stages = vec![StageDays::new(moves.clone(), &company)?];
        for stage in (0..segment.last_stage()).rev() {
            let lag = &segment.step(stage).lag;
            moves = moved_back(&moves, &lag.points, calendar)?;
            stages.push(StageDays::new(moves.clone(), &company)?);
        }
        stages.reverse();
        Some(Self {
            parts,
            profiles,
            stages,
        })
    }

    /// What is due of `whole` in a stage up to and including the evening of `day`,
    /// over all people, rounded half up.
    pub fn due(&self, stage: usize, whole: i64, day: Date) -> i64 {
        let (elapsed, total) = self.elapsed(stage, day);
        let due = company_running_total(whole.unsigned_abs(), elapsed, total);
        let due = i64::try_from(due).expect("a part of a 63-bit number fits 63 bits");
        if whole < 0 { -due } else { due }
    }

    /// The weight up to and including a day, and that of all days.
    pub fn elapsed(&self, stage: usize, day: Date) -> (u128, u128) {
        let totals = &self.stages[stage].totals;
        let end = totals.partition_point(|(date, _)| *date <= day);
        let elapsed = end.checked_sub(1).map_or(0, |index| totals[index].1);
        (elapsed, totals.last().map_or(1, |(_, total)| *total))
    }

    /// The days on which sales are planned, sorted.
    pub fn days(&self) -> Vec<Date> {
        let totals = self.stages.last().into_iter().flat_map(|stage| &stage.totals);
        totals.map(|(day, _)| *day).collect()
    }

    /// What the days of sales up to and including rising evenings weigh in each profile.
    /// Shape: one a profile, then one an evening.
    pub fn days_passed(&self, evenings: &[Date]) -> Vec<Vec<u128>> {
        let moves = self.stages.last().map_or(&[][..], |stage| &stage.moves);
        self.profiles
            .iter()
            .map(|profile| at_slots(moves, profile, evenings))
            .collect()
    }

    /// What all days weigh in each profile.
    pub fn days_in_all(&self) -> Vec<u128> {
        let sum = |profile: &Vec<u64>| profile.iter().map(|weight| u128::from(*weight)).sum();
        self.profiles.iter().map(sum).collect()
    }

    /// The first and the last day on which an entry into a stage is due.
    pub fn days_of(&self, stage: usize) -> (Date, Date) {
        let moves = &self.stages[stage].moves;
        (moves[0].0, moves[moves.len() - 1].0)
    }

    /// Each part's running total of `whole` before the first week and at the end of every
    /// week. Shape: one a part, in their order, then one for the days before the first week
    /// and one a week.
    pub fn by_person(&self, stage: usize, whole: u64, weeks: &[WeekSpan]) -> RunningTotals {
        let slots = slots(weeks);
        let moves = &self.stages[stage].moves;
        let profiles: Vec<Vec<u128>> = self
            .profiles
            .iter()
            .map(|profile| at_slots(moves, profile, &slots))
            .collect();
        let weights: Vec<Vec<u128>> = self
            .parts
            .iter()
            .map(|part| {
                let scaled = |weight: &u128| weight * u128::from(part.multiplier);
                profiles[part.profile].iter().map(scaled).collect()
            })
            .collect();
        running_totals(whole, &weights).expect("weights are checked when the schedule is made")
    }

    /// Running totals of a stage's need by where it comes from: all sources share the
    /// company's days, each with its own whole. Shape as in [`Schedule::by_person`]. `None`
    /// where there is nothing to share out.
    pub fn by_source(&self, stage: usize, wholes: &[u64], weeks: &[WeekSpan]) -> Option<RunningTotals> {
        let whole = wholes.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part))?;
        let (_, total) = self.elapsed(stage, Date::MAX);
        // Days may be weighed a little coarser, so that 90 bits hold them with the wholes.
        let bits = |number: u128| u128::BITS - number.leading_zeros();
        let spare = (bits(total) + bits(u128::from(whole))).saturating_sub(90);
        let elapsed = slots(weeks).into_iter().map(|day| self.elapsed(stage, day).0 >> spare);
        let elapsed: Vec<u128> = elapsed.collect();
        let weights: Vec<Vec<u128>> = wholes
            .iter()
            .map(|part| elapsed.iter().map(|weight| weight * u128::from(*part)).collect())
            .collect();
        running_totals(whole, &weights)
    }
}

impl StageDays {
    fn new(mut moves: Vec<(Date, usize, u64)>, company: &[u128]) -> Option<Self> {
        moves.sort_unstable();
        let mut totals: Vec<(Date, u128)> = Vec::new();
        let mut sum: u128 = 0;
        for (date, day, weight) in &moves {
            sum = sum.checked_add(company[*day].checked_mul(u128::from(*weight))?)?;
            match totals.last_mut() {
                Some((last, total)) if last == date => *total = sum,
                _ => totals.push((*date, sum)),
            }
        }
        (0 < sum && sum <= WEIGHT_MAX).then_some(Self { moves, totals })
    }
}

/// The day before the first week, and the last day of every week.
fn slots(weeks: &[WeekSpan]) -> Vec<Date> {
    let before = weeks.first().map(|week| days_before(week.days.from, 1));
    before
        .into_iter()
        .chain(weeks.iter().map(|week| week.days.to))
        .collect()
}

fn at_slots(moves: &[(Date, usize, u64)], profile: &[u64], slots: &[Date]) -> Vec<u128> {
    let mut sum: u128 = 0;
    let mut next = moves.iter().peekable();
    let at_slot = |slot: &Date| {
        while let Some((_, day, weight)) = next.next_if(|(date, _, _)| date <= slot) {
            sum += u128::from(profile[*day]) * u128::from(*weight);
        }
        sum
    };
    slots.iter().map(at_slot).collect()
}

fn moved_back(
    moves: &[(Date, usize, u64)],
    points: &[(u32, u32)],
    calendar: &Calendar,
) -> Option<Vec<(Date, usize, u64)>> {
    let mut moved = Vec::with_capacity(moves.len() * points.len());
    for (days, part) in points {
        // Moves are sorted, so a day is looked up once.
        let mut last: Option<(Date, Date)> = None;
        for (date, day, weight) in moves {
            let to = match last {
                Some((from, to)) if from == *date => to,
                // In a plan for days off nothing that takes no time moves to a working day.
                _ if *days == 0 => *date,
                _ => calendar.on_or_before(days_before(*date, *days)),
            };
            last = Some((*date, to));
            moved.push((to, *day, weight.checked_mul(u64::from(*part))?));
        }
    }
    moved.sort_unstable_by_key(|(date, day, _)| (*date, *day));
    moved.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 = kept.2.saturating_add(next.2);
        }
        same
    });
    Some(moved)
}
