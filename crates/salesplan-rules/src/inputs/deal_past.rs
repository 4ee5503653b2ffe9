//! What the rules for deals are told beside the deal as it stands: what it was expected to
//! do before, what became of deals like it, and what it means for the goal.

use jiff::civil::Date;
use rhai::{Array, Dynamic, ImmutableString, Map};
use rust_decimal::Decimal;
use salesplan_model::period::days_between;
use salesplan_model::plan_fact::Quantity;

use super::InputType::{Calendar, Day, Days, DaysByName, Flag, Number, Text};
use super::deal::{DealFacts, DealValue};
use super::{Bound, Told, always, day, flag, guarded, made, number};
use crate::workdays::Workdays;

impl DealFacts<'_> {
    /// The days on which the deal entered its stages, as far as they were known.
    fn entered(&self) -> Map {
        let Some(segment) = self.segment() else {
            return Map::new();
        };
        let days = segment.stages.iter().enumerate().filter_map(|(index, stage)| {
            let day = self.question.deal.entered_on(segment, index)?;
            (day <= self.question.as_of).then(|| (stage.id.as_str().into(), Dynamic::from(day)))
        });
        days.collect()
    }

    fn similar(&self) -> Option<salesplan_model::stage_history::Ended> {
        let days = days_between(self.stage_entered()?, self.question.as_of);
        self.question.similar(days)
    }
}

fn days<'a>(days: &[Date]) -> Option<Told<'a>> {
    let days: Array = days.iter().map(|day| Dynamic::from(*day)).collect();
    made(Dynamic::from_array(days))
}

fn size<'a>(size: usize) -> Option<Told<'a>> {
    number(Decimal::from(size))
}

/// In whole currency, or the number of deals.
fn quantity<'a>(quantity: Quantity) -> Option<Told<'a>> {
    number(match quantity {
        Quantity::Money(money) => money.to_decimal(),
        Quantity::Count(count) => Decimal::from(count),
    })
}

pub(crate) static PAST: &[Bound<DealValue>] = &[
    always(
        "entered",
        DaysByName,
        "the days it entered its stages by their ids, as far as known",
        |f| made(Dynamic::from_map(f.entered())),
    ),
    always(
        "has_history",
        Flag,
        "whether there is a history of the files to look into",
        |f| flag(f.question.surroundings.history.is_some()),
    ),
    guarded(
        "slips",
        "has_history",
        Number,
        "how often its expected close was moved later",
        |f| size(f.question.closes()?.n_slips()),
    ),
    guarded(
        "days_slipped",
        "has_history",
        Number,
        "days by which it is expected later than at first; 0 where it is not",
        |f| number(Decimal::from(f.question.closes()?.days_slipped())),
    ),
    guarded(
        "earlier_closes",
        "has_history",
        Days,
        "the days it was expected to close before, oldest first",
        |f| days(f.question.closes()?.earlier()),
    ),
    always(
        "has_first_expected_close",
        Flag,
        "whether it is known when it was expected to close at first",
        |f| flag(f.question.closes().is_some_and(|closes| closes.first().is_some())),
    ),
    guarded(
        "first_expected_close",
        "has_first_expected_close",
        Day,
        "the day it was expected to close at first",
        |f| day(f.question.closes()?.first()),
    ),
    always(
        "has_stage_days",
        Flag,
        "whether any deal of the segment is known to have left this stage",
        |f| flag(f.question.usual_stage_days().is_some()),
    ),
    guarded(
        "stage_days_median",
        "has_stage_days",
        Number,
        "days that they stayed in it, the middle one of them",
        |f| number(f.question.usual_stage_days()?.1),
    ),
    guarded("stage_days_count", "has_stage_days", Number, "how many they are", |f| {
        size(f.question.usual_stage_days()?.0)
    }),
    guarded(
        "similar_tried",
        "has_days_in_stage",
        Number,
        "how many deals of the segment stayed longer in this stage than this one did so far, and have had time to be won",
        |f| size(f.similar()?.tried),
    ),
    guarded(
        "similar_won",
        "has_days_in_stage",
        Number,
        "how many of them are won",
        |f| size(f.similar()?.won),
    ),
    always(
        "has_value_rank",
        Flag,
        "whether it has a value and is to close within the period",
        |f| flag(f.question.value_rank().is_some()),
    ),
    guarded(
        "value_rank",
        "has_value_rank",
        Number,
        "its place by value among the open deals that are to close within the period; 1 for the largest",
        |f| size(f.question.value_rank()?),
    ),
    always("is_biggest", Flag, "whether it alone is the largest of them", |f| {
        flag(f.question.is_biggest())
    }),
    always(
        "has_goal_share",
        Flag,
        "whether it can be said what part of the goal it is",
        |f| flag(f.question.goal_share().is_some()),
    ),
    guarded(
        "goal_share",
        "has_goal_share",
        Number,
        "what part of the goal it would bring; 1 is all of it",
        |f| number(f.question.goal_share()?),
    ),
    always("goal", Number, "the goal, in whole currency or in deals", |f| {
        quantity(f.question.surroundings.goal)
    }),
    always(
        "goal_left",
        Number,
        "what of it is missing; 0 where it is reached",
        |f| quantity(f.question.surroundings.goal_left),
    ),
    always("has_currency", Flag, "whether the plan counts money", |f| {
        flag(f.question.plan.goal.currency.is_some())
    }),
    guarded("currency", "has_currency", Text, "the code of its currency", |f| {
        made(ImmutableString::from(f.question.plan.goal.currency?.code()))
    }),
    always("calendar", Calendar, "the plan's working days, to count with", |f| {
        made(Dynamic::from(Workdays::of(&f.question.surroundings.calendar)))
    }),
];
