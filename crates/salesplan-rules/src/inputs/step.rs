//! What the `conversion` rule is told of a funnel step.

use salesplan_model::rules::StepQuestion;

use super::InputType::{Flag, Number, Ratio, Text};
use super::{Bound, Told, always, count, flag, ratio, text};

pub(crate) type StepValue = for<'a> fn(&StepQuestion<'a>) -> Option<Told<'a>>;

pub(crate) static STEP: &[Bound<StepValue>] = &[
    always("segment", Text, "the segment's id", |q| text(q.segment.id.as_str())),
    always("from", Text, "the id of the stage that the step starts from", |q| {
        text(q.stage.id.as_str())
    }),
    always("to", Text, "the id of the stage that it leads to", |q| {
        text(q.next.id.as_str())
    }),
    always("plan", Ratio, "the planned rate, above 0 and at most 1", |q| {
        ratio(q.plan)
    }),
    always("trials", Number, "how many had time to pass in this period", |q| {
        count(q.trials)
    }),
    always("successes", Number, "how many of them passed", |q| count(q.successes)),
    always("has_evidence", Flag, "whether the plan rests on facts", |q| {
        flag(q.evidence_trials > 0)
    }),
    always(
        "evidence_trials",
        Number,
        "how many could pass in those facts; 0 without any",
        |q| count(q.evidence_trials),
    ),
    always(
        "evidence_successes",
        Number,
        "how many of those passed; 0 without any",
        |q| count(q.evidence_successes),
    ),
];
