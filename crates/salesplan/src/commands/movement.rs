//! `movement`: what happened to the open deals since the previous review.

use salesplan_report::movement::MovementView;
use serde::Serialize;

use super::open;
use crate::args::{Format, Global, PlanChoice};
use crate::console::Console;
use crate::failure::Failure;

/// What `movement` prints as JSON.
#[derive(Serialize)]
struct View<'r> {
    schema_version: u32,
    plan: &'r str,
    week: &'r str,
    as_of: &'r str,
    #[serde(flatten)]
    movement: &'r MovementView,
}

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let report = opened.report(global, console)?;
    let Some(movement) = &report.movement else {
        return Err(Failure::usage(
            "no deal is listed that counts towards the period",
            "deals stand in plans/PLAN/deals.csv",
        ));
    };
    if global.format == Format::Json {
        let view = View {
            schema_version: report.schema_version,
            plan: &report.plan,
            week: &report.week,
            as_of: &report.as_of,
            movement,
        };
        opened.print_json(&view, console)?;
    } else {
        opened.print(global.format, "movement-page.md.j2", &report, console)?;
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
