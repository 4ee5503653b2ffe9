//! `plans/<plan>/plan.toml`: the goal; period, segments and funnels have rooms of their own.

use std::sync::Arc;

use salesplan_model::calendar::Calendar;
use salesplan_model::diagnostic::{Diagnostic, INVALID_MONEY, NO_CURRENCY, NOT_YET_SUPPORTED, UNKNOWN_SCHEMA_VERSION};
use salesplan_model::id::PlanId;
use salesplan_model::money::{Currency, Money};
use salesplan_model::plan::{Basis, Goal, GoalAmount, Person, Plan, Segment, Vat};
use salesplan_model::settings::Settings;

use crate::calendars::Calendars;
use crate::lower;
use crate::outline::Outline;
use crate::sink::Sink;
use crate::table::{self, Table};

mod funnel;
mod period;
mod segment;

use funnel::{read_funnels, report_unused};
use period::{check_coverage, read_calendar, read_period};
use segment::Context;

/// The format version that this program reads and writes.
pub const SCHEMA_VERSION: u64 = 1;

/// The longest period: ten years of days.
const PERIOD_DAYS_MAX: i64 = 3_660;

/// What a plan's file gives.
#[derive(Debug, Default)]
pub(crate) struct PlanRead {
    /// As complete as the file allows.
    pub outline: Outline,
    /// The plan, where it could be read.
    pub plan: Option<Plan>,
    /// The plan's calendar; there is none only after an error.
    pub calendar: Option<Calendar>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Metric {
    Revenue,
    Deals,
    Profit,
}

const METRICS: &[(&str, Metric)] = &[
    ("revenue", Metric::Revenue),
    ("deals", Metric::Deals),
    ("profit", Metric::Profit),
];

/// Reads a plan. The outline is as complete as the file allows; the plan is
/// there only if the file has no error.
pub(crate) fn read(
    text: &str,
    id: &PlanId,
    settings: &Settings,
    calendars: &Calendars<'_>,
    people: Vec<Person>,
    sink: &Sink,
) -> PlanRead {
    let root = table::parse(text, sink);
    let mut plan = Table::root(&root, "plan.toml", sink);
    check_schema_version(&mut plan, true, sink);
    let title = plan.text("title").map(|title| title.value);
    let calendar = read_calendar(&mut plan, settings, calendars, sink);
    let period = plan.required("period", "{ from = 2026-10-01, to = 2026-12-31 }", |plan| {
        read_period(plan, calendar.as_ref(), sink)
    });
    let period_place = plan.place("period");
    let goal = plan.required("goal", "{ metric = \"revenue\", amount = 1_000_000 }", |plan| {
        read_goal(plan, settings, sink)
    });
    let currency = goal.as_ref().and_then(|goal| goal.currency).or(settings.currency);
    let funnels = read_funnels(&mut plan, sink);
    let deals_goal = goal
        .as_ref()
        .is_some_and(|goal| matches!(goal.amount, GoalAmount::Deals(_)));
    let context = Context {
        currency,
        deals_goal,
        funnels: &funnels,
        sink,
    };
    let mut segments = Vec::new();
    let named = plan.named_tables("segments", "segment");
    if named.is_empty() {
        plan.missing("segments", "{ new = { amount = 600_000, average-deal = 200_000 } }");
    }
    let mut used = Vec::new();
    for (id, table) in named {
        segments.push(context.read_segment(&id, table, &mut used));
    }
    plan.finish();
    report_unused(&funnels, &used, sink);

    let outline = Outline {
        segments: segments.iter().map(|read| read.outline.clone()).collect(),
        currency,
        people: None,
        is_complete: !used.is_empty() || !segments.is_empty(),
    };
    let segments: Option<Vec<Segment>> = segments.into_iter().map(|read| read.segment).collect();
    let plan = match (period, goal, segments) {
        (Some(period), Some(goal), Some(segments)) if !segments.is_empty() => {
            let title = title.unwrap_or_else(|| id.to_string());
            Some(Plan {
                id: id.clone(),
                title,
                period,
                goal,
                segments,
                people,
            })
        }
        _ => None,
    };
    if let (Some(plan), Some(calendar)) = (&plan, &calendar) {
        check_coverage(plan, calendar, calendars, &period_place, sink);
    }
    PlanRead {
        outline,
        plan,
        calendar,
    }
}

pub(crate) fn check_schema_version(table: &mut Table<'_, '_>, required: bool, sink: &Sink) {
    if !table.has("schema-version") {
        if required {
            table.missing("schema-version", &SCHEMA_VERSION.to_string());
        }
        return;
    }
    if let Some(version) = table
        .count("schema-version")
        .filter(|version| version.value != SCHEMA_VERSION)
    {
        sink.push(
            Diagnostic::new(
                &UNKNOWN_SCHEMA_VERSION,
                format!("schema version {} is not known", version.value),
            )
            .at(
                sink.location(&version.span),
                format!("this program reads version {SCHEMA_VERSION}"),
            )
            .help("use the program version that the file was written for, or set it to 1 and run `salesplan check`"),
        );
    }
}

fn read_goal(plan: &mut Table<'_, '_>, settings: &Settings, sink: &Sink) -> Option<Goal> {
    let mut goal = plan.table("goal", "the goal")?;
    let location = sink.location(&goal.place("amount"));
    let metric = goal.required("metric", "\"revenue\"", |goal| goal.word("metric", METRICS));
    let stated = goal.text("currency").map(|text| lower::currency(sink, &text));
    // A currency that is wrong was reported; it must not be reported as missing too.
    let bad_currency = stated == Some(None);
    let currency = stated.flatten().or(settings.currency);
    let amount = goal.required("amount", "1_000_000", |goal| match metric.as_ref()?.value {
        Metric::Deals => goal.count("amount").map(|count| GoalAmount::Deals(count.value)),
        Metric::Revenue => revenue_goal(goal, currency, bad_currency, sink).map(GoalAmount::Revenue),
        Metric::Profit => {
            not_yet(
                sink,
                &goal.place("metric"),
                "a goal in profit",
                "state the goal in revenue or in deals",
            );
            goal.number_text("amount");
            None
        }
    });
    let basis = goal
        .word("basis", Basis::WORDS)
        .map_or(Basis::Signed, |basis| basis.value);
    let vat = goal.word("vat", Vat::WORDS).map_or(Vat::Excluded, |vat| vat.value);
    goal.finish();
    Some(Goal {
        amount: positive(sink, amount?, &location.span)?,
        basis,
        vat,
        currency,
        location,
    })
}

fn revenue_goal(goal: &mut Table<'_, '_>, currency: Option<Currency>, reported: bool, sink: &Sink) -> Option<Money> {
    let text = goal.number_text("amount")?;
    if currency.is_none() && !reported {
        sink.push(
            Diagnostic::new(&NO_CURRENCY, "the goal has no currency, and salesplan.toml names none")
                .at(sink.location(&text.span), "in which currency?")
                .help("add `currency = \"RUB\"` to [goal] or to salesplan.toml"),
        );
    }
    lower::money(sink, &text, currency)
}

fn positive(sink: &Sink, amount: GoalAmount, span: &std::ops::Range<usize>) -> Option<GoalAmount> {
    let is_positive = match amount {
        GoalAmount::Revenue(sum) => sum.minor > 0,
        GoalAmount::Deals(count) => count > 0,
    };
    if !is_positive {
        not_above_zero(sink, "the goal", span);
    }
    is_positive.then_some(amount)
}

fn not_above_zero(sink: &Sink, what: &str, span: &std::ops::Range<usize>) {
    sink.push(
        Diagnostic::new(&INVALID_MONEY, format!("{what} is not above 0"))
            .at(sink.location(span), "this figure")
            .help("write a figure above 0"),
    );
}

fn not_yet(sink: &Sink, span: &std::ops::Range<usize>, what: &str, mend: &str) {
    sink.push(
        Diagnostic::new(&NOT_YET_SUPPORTED, format!("{what} is not computed by this version"))
            .at(sink.location(span), "not yet")
            .help(mend),
    );
}

/// The name under which a plan's file is read.
pub(crate) fn path(id: &str) -> Arc<str> {
    Arc::from(format!("plans/{id}/plan.toml"))
}
