//! `status`: plan against fact, for the week and to date.

use salesplan_report::plan_fact::PlanFactView;
use serde::Serialize;

use super::open;
use crate::args::{Format, Global, Status};
use crate::console::Console;
use crate::failure::Failure;

/// The part of the report that `status` prints as JSON.
#[derive(Serialize)]
struct StatusView<'r> {
    schema_version: u32,
    plan: &'r str,
    title: &'r str,
    week: &'r str,
    as_of: &'r str,
    outlook: &'r salesplan_report::outlook::OutlookView,
    #[serde(flatten)]
    plan_fact: &'r PlanFactView,
}

pub(crate) fn run(global: &Global, args: &Status, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let report = opened.report(global, console)?;
    if global.format == Format::Json {
        let view = StatusView {
            schema_version: report.schema_version,
            plan: &report.plan,
            title: &report.title,
            week: &report.week,
            as_of: &report.as_of,
            outlook: &report.outlook,
            plan_fact: &report.plan_fact,
        };
        opened.print_json(&view, console)?;
    } else {
        opened.print(global.format, "status.md.j2", &report, console)?;
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
