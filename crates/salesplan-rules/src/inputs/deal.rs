//! What the `probability` and `priority` rules are told of an open deal.
//!
//! A rule asked for an evening in the past must answer as it would have then, so a
//! date that lies after that evening counts as not known, except for those that are
//! expectations: the expected close and the day of the next step.

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::plan::Segment;
use salesplan_model::rules::DealQuestion;

use super::InputType::{Day, Flag, Number, Text, Texts};
use super::{Bound, Told, always, count, day, flag, guarded, number, text};
use crate::dates::days_between;

pub(crate) type DealValue = for<'a> fn(&DealFacts<'a>) -> Option<Told<'a>>;

/// A question about a deal with what the rules before have answered.
pub(crate) struct DealFacts<'a> {
    pub(crate) question: &'a DealQuestion<'a>,
    /// The answer of `probability`; only `priority` has an input for it.
    pub(crate) probability: Decimal,
}

impl<'a> DealFacts<'a> {
    pub(super) fn segment(&self) -> Option<&'a Segment> {
        self.question.plan.segments.get(self.question.deal.segment?)
    }

    fn created(&self) -> Option<Date> {
        self.question.deal.created.filter(|date| *date <= self.question.as_of)
    }

    fn last_activity(&self) -> Option<Date> {
        self.question
            .deal
            .last_activity
            .filter(|date| *date <= self.question.as_of)
    }

    /// The day the present stage was entered; a deal enters the first when it is created.
    pub(super) fn stage_entered(&self) -> Option<Date> {
        let stage = self.segment()?.stage_index(self.question.stage?.id.as_str())?;
        let recorded = self.question.deal.entered.get(stage).copied().flatten();
        let entered = recorded.or(if stage == 0 { self.question.deal.created } else { None });
        entered.filter(|date| *date <= self.question.as_of)
    }

    fn days_since(&self, date: Option<Date>) -> Option<Told<'a>> {
        Some(Told::Number(days_between(date?, self.question.as_of)))
    }

    fn days_until(&self, date: Option<Date>) -> Option<Told<'a>> {
        Some(Told::Number(days_between(self.question.as_of, date?)))
    }
}

pub(crate) static DEAL: &[Bound<DealValue>] = &[
    always("id", Text, "the deal's id", |f| text(f.question.deal.id.as_str())),
    always("has_client", Flag, "whether the client is known", |f| {
        flag(f.question.deal.client.is_some())
    }),
    guarded("client", "has_client", Text, "who might buy", |f| {
        text(f.question.deal.client.as_deref()?)
    }),
    always("has_owner", Flag, "whether somebody works on it", |f| {
        flag(f.question.deal.owner.is_some())
    }),
    guarded("owner", "has_owner", Text, "the id of who works on it", |f| {
        text(f.question.deal.owner.as_ref()?.as_str())
    }),
    always("has_segment", Flag, "whether its segment is known", |f| {
        flag(f.segment().is_some())
    }),
    guarded("segment", "has_segment", Text, "its segment's id", |f| {
        text(f.segment()?.id.as_str())
    }),
    always("has_channel", Flag, "whether its channel is known", |f| {
        flag(f.question.deal.channel.is_some())
    }),
    guarded(
        "channel",
        "has_channel",
        Text,
        "the id of the channel it came through",
        |f| text(f.question.deal.channel.as_ref()?.as_str()),
    ),
    always("has_stage", Flag, "whether its stage is known", |f| {
        flag(f.question.stage.is_some())
    }),
    guarded("stage", "has_stage", Text, "the id of the stage it is in", |f| {
        text(f.question.stage?.id.as_str())
    }),
    always("has_amount", Flag, "whether its amount is stated", |f| {
        flag(f.question.deal.amount.is_some())
    }),
    always(
        "has_value",
        Flag,
        "whether there is an amount, stated or average",
        |f| flag(f.question.amount.is_some()),
    ),
    guarded(
        "amount",
        "has_value",
        Number,
        "the stated amount, else the segment's average deal, in whole currency",
        |f| number(f.question.amount?.to_decimal()),
    ),
    always(
        "has_average_deal",
        Flag,
        "whether the segment plans an average deal",
        |f| flag(f.question.average_deal.is_some()),
    ),
    guarded(
        "average_deal",
        "has_average_deal",
        Number,
        "the segment's planned average deal, in whole currency",
        |f| number(f.question.average_deal?.to_decimal()),
    ),
    always("has_path", Flag, "whether the way before the deal is known", |f| {
        flag(f.question.path.is_some())
    }),
    guarded(
        "path",
        "has_path",
        Number,
        "the chance of the way before the deal by the expected conversions, 0 to 1",
        |f| number(f.question.path?),
    ),
    guarded(
        "path_days",
        "has_path",
        Number,
        "days that this way usually takes",
        |f| {
            f.question.path?;
            count(u64::from(f.question.path_days.unwrap_or(0)))
        },
    ),
    always(
        "has_created",
        Flag,
        "whether it is known since when there is the deal",
        |f| flag(f.created().is_some()),
    ),
    guarded("created", "has_created", Day, "the day it was first known", |f| {
        day(f.created())
    }),
    guarded("age_days", "has_created", Number, "days since then", |f| {
        f.days_since(f.created())
    }),
    always(
        "has_days_in_stage",
        Flag,
        "whether the day it entered its stage is known",
        |f| flag(f.stage_entered().is_some()),
    ),
    guarded("days_in_stage", "has_days_in_stage", Number, "days since then", |f| {
        f.days_since(f.stage_entered())
    }),
    always("has_expected_close", Flag, "whether a close is expected", |f| {
        flag(f.question.deal.expected_close.is_some())
    }),
    guarded(
        "expected_close",
        "has_expected_close",
        Day,
        "the day it is expected to close",
        |f| day(f.question.deal.expected_close),
    ),
    guarded(
        "days_to_close",
        "has_expected_close",
        Number,
        "days until then; below 0 when it has passed",
        |f| f.days_until(f.question.deal.expected_close),
    ),
    always("has_last_activity", Flag, "whether the last activity is known", |f| {
        flag(f.last_activity().is_some())
    }),
    guarded(
        "last_activity",
        "has_last_activity",
        Day,
        "the day the client was last heard of",
        |f| day(f.last_activity()),
    ),
    guarded("silent_days", "has_last_activity", Number, "days since then", |f| {
        f.days_since(f.last_activity())
    }),
    always("has_next_step", Flag, "whether the next step is agreed", |f| {
        flag(f.question.deal.next_step.is_some())
    }),
    guarded("next_step", "has_next_step", Text, "what happens next", |f| {
        text(f.question.deal.next_step.as_deref()?)
    }),
    always("has_next_step_date", Flag, "whether the next step has a day", |f| {
        flag(f.question.deal.next_step_date.is_some())
    }),
    guarded(
        "next_step_date",
        "has_next_step_date",
        Day,
        "the day of the next step",
        |f| day(f.question.deal.next_step_date),
    ),
    guarded(
        "days_to_next_step",
        "has_next_step_date",
        Number,
        "days until then; below 0 when it is overdue",
        |f| f.days_until(f.question.deal.next_step_date),
    ),
    always("tags", Texts, "the company's own words about it", |f| {
        Some(Told::Texts(&f.question.deal.tags))
    }),
    always("as_of", Day, "the evening the rule is asked for", |f| {
        day(Some(f.question.as_of))
    }),
    always("period_end", Day, "the last day of the plan's period", |f| {
        day(Some(f.question.period_end))
    }),
    always(
        "days_left",
        Number,
        "days until then; below 0 when it has passed",
        |f| f.days_until(Some(f.question.period_end)),
    ),
];

pub(crate) static PRIORITY: &[Bound<DealValue>] = &[always(
    "probability",
    Number,
    "the answer of the probability rule, 0 to 1",
    |f| number(f.probability),
)];
