//! What the `check` and `review` rules are told of a whole plan: where it stands.
//!
//! Figures in the goal's metric are whole currency, or deals where the goal counts deals.
//! What is not known of an entry is not in its map: ask `"plan" in row` before `row.plan`.

use jiff::civil::Date;
use rhai::{Array, Dynamic, ImmutableString, Map};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use salesplan_model::conversion::Conversion;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::pipeline::OpenDeal;
use salesplan_model::plan::{GoalAmount, Plan};
use salesplan_model::plan_fact::{Quantity, Row};
use salesplan_model::rules::PlanQuestion;

use super::InputType::{Day, Flag, Maps, Number, Ratio, Text};
use super::{Bound, Told, always, day, flag, guarded, made, number, text};
use crate::dates::days_between;
use crate::ratio;

pub(crate) type PlanValue = for<'a> fn(&PlanQuestion<'a>) -> Option<Told<'a>>;

/// How many deals, in order of priority, a rule is told of at once: a list with all that is
/// in it stays within the sandbox's limit.
const DEALS_MAX: usize = 50;

/// Likewise of rows, steps and findings.
const ENTRIES_MAX: usize = 100;

pub(crate) static PLAN: &[Bound<PlanValue>] = &[
    always("plan", Text, "the plan's id", |q| text(q.books.plan.id.as_str())),
    always("title", Text, "what people call it", |q| text(&q.books.plan.title)),
    always("week", Text, "the ISO week at hand: 2026-W45", |q| {
        made(ImmutableString::from(q.standing.evening.week.to_string()))
    }),
    always("as_of", Day, "the evening the rule is asked for", |q| {
        day(Some(q.standing.evening.as_of))
    }),
    always("period_start", Day, "the first day of the plan's period", |q| {
        day(Some(q.books.plan.period.from))
    }),
    always("period_end", Day, "the last day of the plan's period", |q| {
        day(Some(q.books.plan.period.to))
    }),
    always("days_left", Number, "days until then", |q| {
        Some(Told::Number(days_between(
            q.standing.evening.as_of,
            q.books.plan.period.to,
        )))
    }),
    always("metric", Text, "what the goal counts: revenue, profit or deals", |q| {
        text(match q.books.plan.goal.amount {
            GoalAmount::Revenue(_) => "revenue",
            GoalAmount::Profit(_) => "profit",
            GoalAmount::Deals(_) => "deals",
        })
    }),
    always("goal", Number, "the goal, in whole currency or in deals", |q| {
        quantity(q.standing.outlook.goal)
    }),
    always("fact", Number, "how much of it is reached", |q| {
        quantity(q.standing.outlook.fact)
    }),
    always("attainment", Ratio, "fact / goal", |q| {
        let outlook = &q.standing.outlook;
        let (fact, goal) = (outlook.fact.units(), outlook.goal.units());
        ratio::Ratio::of(ratio::Ratio::from_int(fact), ratio::Ratio::from_int(goal)).map(Told::Ratio)
    }),
    always(
        "has_planned_to_date",
        Flag,
        "whether the plan says how much by now",
        |q| flag(q.standing.outlook.plan_to_date.is_some()),
    ),
    guarded(
        "planned_to_date",
        "has_planned_to_date",
        Number,
        "how much of the goal is planned by now",
        |q| quantity(q.standing.outlook.plan_to_date?),
    ),
    always(
        "to_bring",
        Number,
        "what is still to be brought, without what is signed and on its way",
        |q| quantity(q.standing.outlook.to_bring),
    ),
    always("verdict", Text, "reached, missed, on_pace, behind or at_risk", |q| {
        text(q.standing.outlook.verdict.word())
    }),
    always(
        "chance_from_open",
        Number,
        "the chance that the open deals alone bring what is missing, 0 to 1, four digits",
        |q| number(Decimal::from_f64(q.standing.outlook.chance_from_open.value)?.round_dp(4)),
    ),
    always("n_open", Number, "open deals that count towards the period", |q| {
        counted(q.standing.outlook.n_open)
    }),
    always(
        "open_value",
        Number,
        "their stated amounts together, or how many they are where the goal counts deals",
        |q| quantity(q.standing.outlook.open_stated),
    ),
    always(
        "deals",
        Maps,
        "the first 50 open deals in order of priority: id, client, owner, segment, stage, amount, probability, score, \
         reasons, tags, expected_close, in_scope",
        |q| maps(&q.standing.open, DEALS_MAX, |open| deal(q.books.plan, open)),
    ),
    always(
        "rows",
        Maps,
        "plan against fact from the period's start: measure (revenue, profit, deals, signed, paid or a stage's id), \
         segment, plan, fact",
        |q| maps(&q.standing.to_date, ENTRIES_MAX, |entry| row(q.books.plan, entry)),
    ),
    always("week_rows", Maps, "the same of the week alone", |q| {
        maps(&q.standing.week, ENTRIES_MAX, |entry| row(q.books.plan, entry))
    }),
    always(
        "conversions",
        Maps,
        "the funnels' steps: segment, from, to, plan, expected, trials, successes, deviation (above, below, \
         within_noise, too_few), way_of_selling (proven, unproven, refuted)",
        |q| maps(&q.standing.conversions, ENTRIES_MAX, |entry| step(q.books.plan, entry)),
    ),
    always(
        "needs",
        Maps,
        "what is still needed: segment, stage, gross, net (beside what the open deals should bring), by (the last \
         useful day)",
        needs,
    ),
    always("people", Maps, "the team: id, name", |q| {
        maps(&q.books.plan.team.people, ENTRIES_MAX, |person| {
            entry([("id", text(person.id.as_str())), ("name", text(&person.name))])
        })
    }),
    always(
        "findings",
        Maps,
        "what is found so far, for `review` with the findings of `check`: id, severity, message",
        |q| maps(&q.standing.findings, ENTRIES_MAX, finding),
    ),
];

fn quantity<'a>(quantity: Quantity) -> Option<Told<'a>> {
    match quantity {
        Quantity::Money(money) => number(money.to_decimal()),
        Quantity::Count(count) => Some(Told::Number(Decimal::from(count))),
    }
}

fn counted<'a>(n: usize) -> Option<Told<'a>> {
    Some(Told::Number(Decimal::from(n)))
}

fn date<'a>(date: Date) -> Option<Told<'a>> {
    Some(Told::Day(date))
}

/// A map of what is known.
fn entry<const N: usize>(values: [(&'static str, Option<Told<'_>>); N]) -> Map {
    values
        .into_iter()
        .filter_map(|(name, value)| Some((name.into(), value?.into())))
        .collect()
}

fn maps<'a, 't, T>(all: &'a [T], most: usize, map: impl Fn(&'a T) -> Map) -> Option<Told<'t>> {
    let maps: Array = all.iter().take(most).map(|one| Dynamic::from_map(map(one))).collect();
    made(Dynamic::from_array(maps))
}

fn deal(plan: &Plan, open: &OpenDeal<'_>) -> Map {
    let segment = open.deal.segment.and_then(|index| plan.segments.get(index));
    let stage = segment
        .zip(open.state.stage)
        .and_then(|(segment, stage)| segment.stages.get(stage));
    entry([
        ("id", text(open.deal.id.as_str())),
        ("client", open.deal.client.as_deref().and_then(text)),
        ("owner", open.deal.owner.as_ref().and_then(|owner| text(owner.as_str()))),
        ("segment", segment.and_then(|segment| text(segment.id.as_str()))),
        ("stage", stage.and_then(|stage| text(stage.id.as_str()))),
        ("amount", open.value.and_then(|value| number(value.to_decimal()))),
        ("probability", number(open.probability)),
        ("score", number(open.priority.score)),
        ("reasons", Some(Told::Texts(&open.priority.reasons))),
        ("tags", Some(Told::Texts(&open.deal.tags))),
        ("expected_close", open.deal.expected_close.and_then(date)),
        ("in_scope", flag(open.in_scope)),
    ])
}

fn row(plan: &Plan, row: &Row) -> Map {
    let segment = row.segment.and_then(|index| plan.segments.get(index));
    entry([
        ("measure", text(row.measure.word(segment))),
        ("segment", segment.and_then(|segment| text(segment.id.as_str()))),
        ("plan", row.plan.and_then(quantity)),
        ("fact", quantity(row.fact)),
    ])
}

fn step(plan: &Plan, seen: &Conversion) -> Map {
    let segment = plan.segments.get(seen.segment);
    let stage = |index: usize| segment.and_then(|segment| text(segment.stages.get(index)?.id.as_str()));
    entry([
        ("segment", segment.and_then(|segment| text(segment.id.as_str()))),
        ("from", stage(seen.stage)),
        ("to", stage(seen.stage + 1)),
        ("plan", super::ratio(seen.judged.plan)),
        ("expected", super::ratio(seen.expected)),
        ("trials", number(Decimal::from(seen.judged.trials))),
        ("successes", number(Decimal::from(seen.judged.successes))),
        ("deviation", text(seen.judged.deviation.word())),
        ("way_of_selling", text(seen.judged.way_of_selling.word())),
    ])
}

fn needs<'a>(question: &PlanQuestion<'a>) -> Option<Told<'a>> {
    let segments = &question.books.plan.segments;
    let needs = question.standing.catch_up.iter().flat_map(|catch_up| {
        let segment = segments.get(catch_up.segment);
        let stages = segment.map_or(&[][..], |segment| &segment.stages);
        stages.iter().zip(&catch_up.stages).map(move |(stage, need)| {
            entry([
                ("segment", segment.and_then(|segment| text(segment.id.as_str()))),
                ("stage", text(stage.id.as_str())),
                ("gross", number(Decimal::from(need.gross))),
                ("net", number(Decimal::from(need.net))),
                ("by", date(need.by)),
            ])
        })
    });
    let maps: Array = needs.take(ENTRIES_MAX).map(Dynamic::from_map).collect();
    made(Dynamic::from_array(maps))
}

fn finding(finding: &Diagnostic) -> Map {
    entry([
        ("id", text(finding.id())),
        ("severity", text(finding.kind.severity.word())),
        ("message", text(&finding.message)),
    ])
}
