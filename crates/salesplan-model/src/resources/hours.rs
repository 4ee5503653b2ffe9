//! Working hours that the planned entries take, against the hours that people have.

use num_traits::ToPrimitive;
use rust_decimal::Decimal;

use super::{Action, Amount, Kind, Looked, Need, WeekNeed};
use crate::period::WeekSpan;
use crate::plan::Person;

/// One need a person with work or stated hours, then one for all against what the company
/// promised. None where no stage of the plan takes hours.
pub(super) fn needs(looked: &Looked<'_>) -> Vec<Need> {
    let plan = looked.books.plan;
    let takes_hours = plan
        .segments
        .iter()
        .flat_map(|segment| &segment.stages)
        .any(|stage| stage.hours.is_some());
    if !takes_hours {
        return Vec::new();
    }
    let weeks = &looked.books.decomposition.weeks;
    let mut by_person = vec![vec![Decimal::ZERO; weeks.len()]; plan.team.people.len()];
    let mut all = vec![Decimal::ZERO; weeks.len()];
    for (index, segment) in plan.segments.iter().enumerate() {
        for (stage, hours) in segment
            .stages
            .iter()
            .enumerate()
            .filter_map(|(i, stage)| Some((i, stage.hours?)))
        {
            let totals = looked.books.decomposition.by_person(index, stage);
            let parts = &looked.books.decomposition.segments[index].schedule.parts;
            for (part, totals) in parts.iter().zip(totals.parts()) {
                for (week, pair) in totals.windows(2).enumerate() {
                    let takes = hours.saturating_mul(Decimal::from(pair[1] - pair[0]));
                    all[week] = all[week].saturating_add(takes);
                    if let Some(person) = part.person {
                        by_person[person][week] = by_person[person][week].saturating_add(takes);
                    }
                }
            }
        }
    }
    let mut needs = Vec::new();
    for (index, person) in plan.team.people.iter().enumerate() {
        let works = by_person[index].iter().any(|hours| !hours.is_zero());
        if works || person.hours_per_week.is_some() {
            let supply = |span: &WeekSpan| {
                person
                    .hours_per_week
                    .map(|hours| present_hours(looked, person, hours, span))
            };
            needs.push(compare(Kind::Hours(Some(index)), weeks, &by_person[index], supply));
        }
    }
    let promised = plan.resources.hours_per_week;
    if promised.is_some() || plan.team.people.is_empty() {
        let supply = |span: &WeekSpan| promised.map(|hours| hours * worked_share(looked, span, |_| true));
        needs.push(compare(Kind::Hours(None), weeks, &all, supply));
    }
    needs
}

fn present_hours(looked: &Looked<'_>, person: &Person, hours: Decimal, span: &WeekSpan) -> Decimal {
    hours * worked_share(looked, span, |day| person.is_present(day))
}

/// The share of a full week of five days that is worked in a week of the period.
fn worked_share(looked: &Looked<'_>, span: &WeekSpan, is_there: impl Fn(jiff::civil::Date) -> bool) -> Decimal {
    let worked = span
        .days
        .days()
        .filter(|day| looked.books.given.calendar.is_working(*day) && is_there(*day));
    Decimal::from(worked.count().min(5)) / Decimal::from(5)
}

/// Hours cannot be kept for later: every week has to have its own.
fn compare(kind: Kind, weeks: &[WeekSpan], needed: &[Decimal], supply: impl Fn(&WeekSpan) -> Option<Decimal>) -> Need {
    let number = |hours: Decimal| Amount::Number(hours.to_f64().unwrap_or(f64::MAX));
    let supplies: Vec<Option<Decimal>> = weeks.iter().map(&supply).collect();
    let missing: Vec<Decimal> = needed
        .iter()
        .zip(&supplies)
        .map(|(need, supply)| supply.map_or(Decimal::ZERO, |supply| (need - supply).max(Decimal::ZERO)))
        .collect();
    let total = |hours: &[Decimal]| hours.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
    let gap = total(&missing);
    let all: Option<Vec<Decimal>> = supplies.iter().copied().collect();
    let person = match kind {
        Kind::Hours(person) => person,
        _ => None,
    };
    Need {
        need: Some(number(total(needed))),
        supply: all.as_ref().map(|all| number(total(all))),
        gap: all.map(|_| number(gap)),
        since: missing
            .iter()
            .position(|hours| !hours.is_zero())
            .map(|week| weeks[week].week),
        weeks: weeks
            .iter()
            .zip(needed.iter().zip(&supplies))
            .map(|(span, (need, supply))| WeekNeed {
                span: *span,
                need: number(*need),
                supply: supply.map(number),
            })
            .collect(),
        action: (!gap.is_zero()).then(|| Action::AddHours(person, gap.to_f64().unwrap_or(f64::MAX))),
        ..Need::of(kind)
    }
}
