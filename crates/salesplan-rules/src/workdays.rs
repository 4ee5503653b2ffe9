//! The plan's calendar as a value of a rule.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::calendar::Calendar;

use crate::host::Host;

/// Working days to count with.
#[derive(Debug, Clone)]
pub(crate) struct Workdays(Arc<Calendar>);

impl Workdays {
    pub(crate) fn of(calendar: &Arc<Calendar>) -> Self {
        Self(Arc::clone(calendar))
    }
}

/// Registers what can be asked of a calendar.
pub(crate) fn register(host: &mut Host<'_>) {
    host.engine.register_type_with_name::<Workdays>("calendar");
    host.function(
        "working_days",
        "calendar.working_days(from, to)",
        "the working days after a day, up to and with another; below 0 when that comes first",
    )
    .of(|workdays: &mut Workdays, from: Date, to: Date| Decimal::from(workdays.0.working_days_between(from, to)));
    host.function(
        "is_working_day",
        "calendar.is_working_day(date)",
        "whether the plan works on that day",
    )
    .of(|workdays: &mut Workdays, day: Date| workdays.0.is_working(day));
}
