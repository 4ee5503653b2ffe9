//! The baseline: what was planned when everybody had agreed for the first time. It stays as it
//! was, so that one sees what later changes of the plan did.

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::decompose::Decomposition;
use crate::period::{days_before, days_between};
use crate::plan::Plan;
use crate::plan_fact::{self, Quantity, Row};

/// The running totals of a plan at the end of each of its weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The day on which the last one agreed.
    pub date: Date,
    /// The last day before the period, then the last day of every week. Rising.
    pub days: Vec<Date>,
    /// One a figure of plan/fact that is planned.
    pub lines: Vec<Line>,
}

/// One figure over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The segment's id; `None` for the company.
    pub segment: Option<String>,
    /// The word of the measure: `revenue`, `deals`, the id of a stage.
    pub measure: String,
    /// Shape: one a day of the baseline. All of one kind.
    pub due: Vec<Quantity>,
}

impl Baseline {
    /// The baseline that a plan would be.
    pub fn of(plan: &Plan, decomposition: &Decomposition, date: Date) -> Self {
        let weeks = decomposition.weeks.iter().map(|week| week.days.to);
        let days: Vec<Date> = std::iter::once(days_before(plan.period.from, 1)).chain(weeks).collect();
        let rows_on = |day: &Date| {
            let nothing = Actuals::gather(plan, &[], &[], *day);
            plan_fact::so_far(plan, decomposition, &nothing)
        };
        let mut lines: Vec<Line> = Vec::new();
        for rows in days.iter().map(rows_on) {
            let planned = rows.iter().filter_map(|row| Some((row, row.plan?)));
            for (row, due) in planned {
                let (segment, measure) = name_of(plan, row);
                match lines.iter_mut().find(|line| line.is_of(segment, measure)) {
                    Some(line) => line.due.push(due),
                    None => lines.push(Line {
                        segment: segment.map(str::to_string),
                        measure: measure.to_string(),
                        due: vec![due],
                    }),
                }
            }
        }
        Self { date, days, lines }
    }

    /// What the baseline had due of a row's figure in all by the evening of a day. Within a
    /// week the days count alike. `None` where the baseline says nothing of it.
    pub fn due(&self, plan: &Plan, row: &Row, day: Date) -> Option<Quantity> {
        let (segment, measure) = name_of(plan, row);
        let line = self.lines.iter().find(|line| line.is_of(segment, measure))?;
        let kind = row.plan.unwrap_or(row.fact);
        let is_same_kind = match (kind, *line.due.first()?) {
            (Quantity::Money(own), Quantity::Money(then)) => own.currency == then.currency,
            (Quantity::Count(_), Quantity::Count(_)) => true,
            _ => false,
        };
        let after = self.days.partition_point(|end| *end <= day);
        let (Some(before), true) = (after.checked_sub(1), is_same_kind) else {
            return is_same_kind.then(|| line.due[0]);
        };
        let units = |index: usize| line.due.get(index).map(|due| i128::from(due.units()));
        let due = match units(after) {
            // Past the last week, or on the last evening of one.
            None => units(before)?,
            Some(next) => {
                let (from, to) = (self.days[before], self.days[after]);
                let (passed, all) = (i128::from(days_between(from, day)), i128::from(days_between(from, to)));
                let moved = (next - units(before)?) * passed;
                units(before)? + (2 * moved + all).div_euclid(2 * all)
            }
        };
        Some(kind.with_units(i64::try_from(due).ok()?))
    }

    /// What the baseline had due of a row's figure within days, both ends included.
    pub fn due_within(&self, plan: &Plan, row: &Row, from: Date, to: Date) -> Option<Quantity> {
        let (until, before) = (self.due(plan, row, to)?, self.due(plan, row, days_before(from, 1))?);
        Some(until.with_units(until.units() - before.units()))
    }
}

impl Line {
    fn is_of(&self, segment: Option<&str>, measure: &str) -> bool {
        self.segment.as_deref() == segment && self.measure == measure
    }
}

fn name_of<'a>(plan: &'a Plan, row: &Row) -> (Option<&'a str>, &'a str) {
    let segment = row.segment.map(|index| &plan.segments[index]);
    (segment.map(|segment| segment.id.as_str()), row.measure.word(segment))
}
