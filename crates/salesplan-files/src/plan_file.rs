//! `plans/<plan>/plan.toml`: the period; goal, segments, funnels and channels have rooms of their own.

use std::sync::Arc;

use salesplan_model::calendar::Calendar;
use salesplan_model::diagnostic::{Diagnostic, UNKNOWN_SCHEMA_VERSION};
use salesplan_model::exchange::Exchange;
use salesplan_model::id::PlanId;
use salesplan_model::plan::{Metric, Plan, Segment, Team};
use salesplan_model::settings::Settings;

use crate::calendars::Calendars;
use crate::exchange::read_rates;
use crate::outline::Outline;
use crate::pinned;
use crate::sink::Sink;
use crate::table::{self, Table};

mod channel;
mod family;
mod funnel;
mod goal;
mod grounds;
mod lag;
mod period;
mod resources;
mod scenario;
mod segment;
mod sums;

use channel::read_channels;
use family::read_family;
use funnel::{read_funnels, report_unused};
use goal::read_goal;
use grounds::Past;
use period::{check_coverage, read_calendar, read_period};
use resources::read_resources;
use scenario::read_scenarios;
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
    /// The plan that it is a part of, whatever else is wrong.
    pub parent: Option<PlanId>,
}

/// Reads a plan. The outline is as complete as the file allows; the plan is
/// there only if the file has no error. Without a readable team.toml no name of
/// a person is checked.
pub(crate) fn read(
    text: &str,
    id: &PlanId,
    settings: &Settings,
    calendars: &Calendars<'_>,
    team: Option<Team>,
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
    let goal = read_goal(&mut plan, settings, sink);
    let exchange = Exchange {
        currency: goal.sums.currency,
        vat: goal.goal.as_ref().map(|goal| goal.vat).unwrap_or_default(),
        vat_rate: goal.vat_rate,
        rates: read_rates(&mut plan, goal.sums.currency, sink),
    };
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
        exchange: exchange.clone(),
        counts_deals: goal.metric == Some(Metric::Deals),
        people: team.as_ref().map(people),
        is_complete: !used.is_empty() || !segments.is_empty(),
    };
    let channels = read_channels(&mut plan, goal.sums, &mut outline, sink);
    let resources = read_resources(&mut plan, goal.sums, &outline, sink);
    let family = read_family(&mut plan, goal.metric, goal.sums, sink);
    let parent = family.parent.as_ref().map(|(parent, _)| parent.clone());
    let scenarios = read_scenarios(&mut plan, sink);
    // Resolved before the plan is read; here it is only held against its form.
    pinned::read(&mut plan, id, sink);
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
                exchange,
                segments,
                channels,
                resources,
                team: team.unwrap_or_default(),
                family,
                scenarios,
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
        parent,
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

/// The name under which a plan's file is read.
pub(crate) fn path(id: &str) -> Arc<str> {
    Arc::from(format!("plans/{id}/plan.toml"))
}
