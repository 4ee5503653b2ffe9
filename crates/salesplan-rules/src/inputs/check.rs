//! What the `check` rule is told. It is asked about every open deal, then about the plan as
//! a whole; flags say which, and guard what only one of the two has.

use std::sync::LazyLock;

use salesplan_model::rules::{PlanQuestion, Priority};

use super::InputType::{Flag, Number, Texts};
use super::deal::{DEAL, DealFacts, DealValue, PRIORITY};
use super::deal_past::PAST;
use super::plan::{PLAN, PlanValue};
use super::{Bound, Input, Told, always, flag, number};

/// What the rule is asked about.
pub(crate) enum CheckFacts<'a> {
    /// An open deal and its place in the order.
    Deal(&'a DealFacts<'a>, &'a Priority),
    /// The whole plan.
    Plan(&'a PlanQuestion<'a>),
}

/// The way to a value of the one or the other.
#[derive(Clone, Copy)]
pub(crate) enum CheckValue {
    Of(for<'a> fn(&CheckFacts<'a>) -> Option<Told<'a>>),
    OfDeal(DealValue),
    OfPlan(PlanValue),
    /// Both have it, under one name.
    OfEither(DealValue, PlanValue),
}

impl CheckValue {
    /// The value, where the question has it.
    pub(crate) fn get<'a>(self, facts: &CheckFacts<'a>) -> Option<Told<'a>> {
        match (self, facts) {
            (Self::Of(value), _) => value(facts),
            (Self::OfDeal(value) | Self::OfEither(value, _), CheckFacts::Deal(deal, _)) => value(deal),
            (Self::OfPlan(value) | Self::OfEither(_, value), CheckFacts::Plan(plan)) => value(plan),
            (Self::OfDeal(_), CheckFacts::Plan(_)) | (Self::OfPlan(_), CheckFacts::Deal(..)) => None,
        }
    }
}

static OWN: &[Bound<CheckValue>] = &[
    always(
        "is_deal",
        Flag,
        "whether it is asked about an open deal",
        CheckValue::Of(|facts| flag(matches!(facts, CheckFacts::Deal(..)))),
    ),
    always(
        "is_plan",
        Flag,
        "whether it is asked about the plan as a whole",
        CheckValue::Of(|facts| flag(matches!(facts, CheckFacts::Plan(_)))),
    ),
];

static OF_PRIORITY: &[Bound<CheckValue>] = &[
    super::guarded(
        "score",
        "is_deal",
        Number,
        "the score that the priority rule gave",
        CheckValue::Of(|facts| match facts {
            CheckFacts::Deal(_, priority) => number(priority.score),
            CheckFacts::Plan(_) => None,
        }),
    ),
    super::guarded(
        "reasons",
        "is_deal",
        Texts,
        "the reasons that the priority rule gave",
        CheckValue::Of(|facts| match facts {
            CheckFacts::Deal(_, priority) => Some(Told::Texts(&priority.reasons)),
            CheckFacts::Plan(_) => None,
        }),
    ),
];

/// The table: the flags, what a deal has, then what the plan has.
pub(crate) static CHECK: LazyLock<Vec<Bound<CheckValue>>> = LazyLock::new(|| {
    let of_plan = |name: &str| PLAN.iter().find(|bound| bound.input.name == name);
    let of_deal = |name: &str| {
        DEAL.iter()
            .chain(PAST)
            .chain(PRIORITY)
            .any(|bound| bound.input.name == name)
    };
    let deals = DEAL
        .iter()
        .chain(PAST)
        .chain(PRIORITY)
        .map(|bound| match of_plan(bound.input.name) {
            Some(both) => Bound {
                input: bound.input,
                value: CheckValue::OfEither(bound.value, both.value),
            },
            None => Bound {
                input: guarded_by(bound.input, "is_deal"),
                value: CheckValue::OfDeal(bound.value),
            },
        });
    let plans = PLAN.iter().filter(|bound| !of_deal(bound.input.name));
    let plans = plans.map(|bound| Bound {
        input: guarded_by(bound.input, "is_plan"),
        value: CheckValue::OfPlan(bound.value),
    });
    OWN.iter()
        .copied()
        .chain(deals)
        .chain(OF_PRIORITY.iter().copied())
        .chain(plans)
        .collect()
});

/// What is guarded already needs no second flag: that one is guarded.
fn guarded_by(input: Input, flag: &'static str) -> Input {
    Input {
        guard: input.guard.or(Some(flag)),
        ..input
    }
}
