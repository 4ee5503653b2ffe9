//! What the `quota` rule is told of somebody who sells in a segment.

use salesplan_model::rules::QuotaQuestion;

use super::InputType::{Day, Flag, Number, Ratio, Text};
use super::{Bound, Told, always, count, day, flag, guarded, number, ratio, text};

pub(crate) type QuotaValue = for<'a> fn(&QuotaQuestion<'a>) -> Option<Told<'a>>;

pub(crate) static QUOTA: &[Bound<QuotaValue>] = &[
    always("segment", Text, "the segment's id", |q| text(q.segment.id.as_str())),
    always("person", Text, "the person's id", |q| text(q.person.id.as_str())),
    always("name", Text, "what people call them", |q| text(&q.person.name)),
    always(
        "has_share",
        Flag,
        "whether a share of the segment is agreed with them",
        |q| flag(q.share.is_some()),
    ),
    guarded("share", "has_share", Ratio, "the agreed share", |q| ratio(q.share?)),
    always(
        "has_hours_per_week",
        Flag,
        "whether their selling hours are stated",
        |q| flag(q.hours_per_week.is_some()),
    ),
    guarded(
        "hours_per_week",
        "has_hours_per_week",
        Number,
        "their selling hours in a full week",
        |q| number(q.hours_per_week?),
    ),
    always("days", Number, "planned days of the period", |q| count(q.n_days)),
    always("days_present", Number, "on how many of them they are there", |q| {
        count(q.n_days_present)
    }),
    always(
        "effective_days",
        Number,
        "the same at full work: days on ramp count in part",
        |q| number(q.effective_days),
    ),
    always(
        "weight",
        Number,
        "their weight as planned: the agreed share, else their part of what is left, by hours and effective days",
        |q| number(q.weight),
    ),
    always("has_from", Flag, "whether a first day with the team is stated", |q| {
        flag(q.person.from.is_some())
    }),
    guarded("from", "has_from", Day, "their first day with the team", |q| {
        day(q.person.from)
    }),
    always("has_to", Flag, "whether a last day with the team is stated", |q| {
        flag(q.person.to.is_some())
    }),
    guarded("to", "has_to", Day, "their last day with the team", |q| {
        day(q.person.to)
    }),
    always("period_start", Day, "the first day of the plan's period", |q| {
        day(Some(q.plan.period.from))
    }),
    always("period_end", Day, "the last day of the plan's period", |q| {
        day(Some(q.plan.period.to))
    }),
];
