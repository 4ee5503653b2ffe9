//! What the `seasonality` rule is told of a planned day.

use rust_decimal::Decimal;
use salesplan_model::rules::SeasonQuestion;

use super::InputType::{Day, Number, Text};
use super::{Bound, Told, always, day, number, text};

pub(crate) type SeasonValue = for<'a> fn(&SeasonQuestion<'a>) -> Option<Told<'a>>;

pub(crate) static SEASON: &[Bound<SeasonValue>] = &[
    always("plan", Text, "the plan's id", |q| text(q.plan.id.as_str())),
    always("segment", Text, "the segment's id", |q| text(q.segment.id.as_str())),
    always("date", Day, "the day that is asked for", |q| day(Some(q.day))),
    always("year", Number, "its year", |q| number(Decimal::from(q.day.year()))),
    always("month", Number, "its month, 1 to 12", |q| {
        number(Decimal::from(q.day.month()))
    }),
    always("day_of_month", Number, "its day of the month, 1 to 31", |q| {
        number(Decimal::from(q.day.day()))
    }),
    always("week", Number, "the number of its ISO week, 1 to 53", |q| {
        // All days of a week are in it, so its Monday has the number.
        number(Decimal::from(q.week.monday().iso_week_date().week()))
    }),
    always("weekday", Number, "1 for Monday to 7 for Sunday", |q| {
        number(Decimal::from(q.day.weekday().to_monday_one_offset()))
    }),
    always("period_start", Day, "the first day of the plan's period", |q| {
        day(Some(q.plan.period.from))
    }),
    always("period_end", Day, "the last day of the plan's period", |q| {
        day(Some(q.plan.period.to))
    }),
];
