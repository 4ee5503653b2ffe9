//! Which days are worked. Until a plan names a calendar, Monday to Friday.

use jiff::civil::{Date, Weekday};

use crate::period::Period;

/// Working days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar;

impl Calendar {
    /// Whether people work on that day.
    pub fn is_working(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The day itself where it is worked, else the working day before it.
    pub fn on_or_before(&self, date: Date) -> Date {
        let mut day = date;
        while !self.is_working(day) {
            match day.yesterday() {
                Ok(before) => day = before,
                Err(_) => return date,
            }
        }
        day
    }

    /// The days of the period over which its figures are spread: the working
    /// ones, or every day where none is worked (a plan for one weekend).
    pub fn planned_days(&self, period: Period) -> Vec<Date> {
        let working: Vec<Date> = period.days().filter(|day| self.is_working(*day)).collect();
        if working.is_empty() {
            period.days().collect()
        } else {
            working
        }
    }
}
