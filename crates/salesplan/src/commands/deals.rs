//! `deals`: the open deals in order of priority.

use salesplan_report::clients::ClientView;
use salesplan_report::deals::DealView;
use serde::Serialize;

use super::open;
use crate::args::{Deals, Format, Global};
use crate::console::Console;
use crate::failure::Failure;

/// What `deals` prints as JSON.
#[derive(Serialize)]
struct DealsView<'r> {
    schema_version: u32,
    plan: &'r str,
    week: &'r str,
    as_of: &'r str,
    deals: &'r [DealView],
    clients: &'r [ClientView],
}

pub(crate) fn run(global: &Global, args: &Deals, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let report = opened.report(global, console)?;
    if global.format == Format::Json {
        let (schema_version, deals) = (report.schema_version, &report.deals);
        let view = DealsView {
            schema_version,
            plan: &report.plan,
            week: &report.week,
            as_of: &report.as_of,
            deals,
            clients: &report.clients,
        };
        opened.print_json(&view, console)?;
    } else {
        opened.print(global.format, "deals.md.j2", &report, console)?;
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
