//! `scenarios`: the plan's scenarios side by side.

use super::open;
use crate::args::{Global, PlanChoice};
use crate::console::Console;
use crate::failure::Failure;
use crate::what_if;

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, args.plan.as_deref(), console)?;
    if opened.loaded.folder.plan.scenarios.is_empty() {
        return Err(Failure::usage(
            "the plan has no scenarios",
            "write one in plan.toml: [scenario.careful] with lines such as new.meeting.conversion = \"25%\"",
        ));
    }
    let view = what_if::scenarios(&opened.loaded, &opened.snapshot)?;
    opened.print(global.format, "scenarios.md.j2", &view, console)?;
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
