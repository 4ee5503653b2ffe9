//! The plan's calendar as a value of a rule.

use std::sync::Arc;

use jiff::civil::Date;
use rhai::Engine;
use rust_decimal::Decimal;
use salesplan_model::calendar::Calendar;

/// Working days to count with.
#[derive(Debug, Clone)]
pub(crate) struct Workdays(Arc<Calendar>);

impl Workdays {
    pub(crate) fn of(calendar: &Arc<Calendar>) -> Self {
        Self(Arc::clone(calendar))
    }
}

/// Registers what can be asked of a calendar.
pub(crate) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Workdays>("calendar")
        .register_fn("working_days", |workdays: &mut Workdays, from: Date, to: Date| {
            Decimal::from(workdays.0.working_days_between(from, to))
        })
        .register_fn("is_working_day", |workdays: &mut Workdays, day: Date| {
            workdays.0.is_working(day)
        });
}
