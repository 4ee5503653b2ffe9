//! `plans/<plan>/plan.toml`: the period; goal, segments, funnels and channels have rooms of their own.

use std::sync::Arc;

use salesplan_model::diagnostic::{Diagnostic, PERIOD_REVERSED, PERIOD_TOO_LONG, UNKNOWN_SCHEMA_VERSION};
use salesplan_model::id::PlanId;
use salesplan_model::period::{Period, days_between};
use salesplan_model::plan::{Plan, Segment, Team};
use salesplan_model::settings::Settings;

use crate::outline::Outline;
use crate::sink::Sink;
use crate::table::{self, Table};

mod channel;
mod funnel;
mod goal;
mod grounds;
mod lag;
mod resources;
mod segment;
mod sums;

use channel::read_channels;
use funnel::{read_funnels, report_unused};
use goal::read_goal;
use grounds::Past;
use resources::read_resources;
use segment::Context;

/// The format version that this program reads and writes.
pub const SCHEMA_VERSION: u64 = 1;

/// The longest period: ten years of days.
const PERIOD_DAYS_MAX: i64 = 3_660;

/// Reads a plan. The outline is as complete as the file allows; the plan is
/// there only if the file has no error. Without a readable team.toml no name of
/// a person is checked.
pub(crate) fn read(
    text: &str,
    id: &PlanId,
    settings: &Settings,
    team: Option<Team>,
    sink: &Sink,
) -> (Outline, Option<Plan>) {
    let root = table::parse(text, sink);
    let mut plan = Table::root(&root, "plan.toml", sink);
    check_schema_version(&mut plan, true, sink);
    let title = plan.text("title").map(|title| title.value);
    let period = plan.required("period", "{ from = 2026-10-01, to = 2026-12-31 }", |plan| {
        read_period(plan, sink)
    });
    let goal = read_goal(&mut plan, settings, sink);
    let past = Past { period, sink };
    let funnels = read_funnels(&mut plan, past);
    let context = Context {
        metric: goal.metric,
        sums: goal.sums,
        commission: goal.commission,
        funnels: &funnels,
        past,
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
    let people = |team: &Team| {
        team.people
            .iter()
            .map(|person| person.id.as_str().to_string())
            .collect()
    };
    let mut outline = Outline {
        segments: segments.iter().map(|read| read.outline.clone()).collect(),
        channels: Vec::new(),
        currency: goal.sums.currency,
        people: team.as_ref().map(people),
        is_complete: !used.is_empty() || !segments.is_empty(),
    };
    let channels = read_channels(&mut plan, goal.sums, &mut outline, sink);
    let resources = read_resources(&mut plan, goal.sums, &outline, sink);
    plan.finish();
    report_unused(&funnels, &used, sink);

    let segments: Option<Vec<Segment>> = segments.into_iter().map(|read| read.segment).collect();
    let plan = match (period, goal.goal, segments) {
        (Some(period), Some(goal), Some(segments)) if !segments.is_empty() => {
            let title = title.unwrap_or_else(|| id.to_string());
            Some(Plan {
                id: id.clone(),
                title,
                period,
                goal,
                segments,
                channels,
                resources,
                team: team.unwrap_or_default(),
            })
        }
        _ => None,
    };
    (outline, plan)
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

fn read_period(plan: &mut Table<'_, '_>, sink: &Sink) -> Option<Period> {
    let mut table = plan.table("period", "the period")?;
    let from = table.required("from", "2026-10-01", |table| table.date("from"));
    let to = table.required("to", "2026-12-31", |table| table.date("to"));
    table.finish();
    let (from, to) = (from?, to?);
    let Some(period) = Period::new(from.value, to.value) else {
        sink.push(
            Diagnostic::new(&PERIOD_REVERSED, "the period ends before it begins")
                .at(sink.location(&to.span), "the last day")
                .see(sink.location(&from.span), "the first day")
                .help("swap the two dates"),
        );
        return None;
    };
    if days_between(period.from, period.to) >= PERIOD_DAYS_MAX {
        sink.push(
            Diagnostic::new(&PERIOD_TOO_LONG, "the period is longer than ten years")
                .at(sink.location(&to.span), "the last day")
                .help("plan a month, a quarter or a year at a time"),
        );
        return None;
    }
    Some(period)
}

/// The name under which a plan's file is read.
pub(crate) fn path(id: &str) -> Arc<str> {
    Arc::from(format!("plans/{id}/plan.toml"))
}
