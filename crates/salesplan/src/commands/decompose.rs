//! `decompose`: what the goal asks of every segment, stage and week.

use salesplan_report::decomposition::DecompositionView;

use super::{open, print_view};
use crate::args::{Global, PlanChoice};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, args.plan.as_deref(), console)?;
    let folder = &opened.loaded.folder;
    let view = DecompositionView::new(
        &folder.plan,
        &folder.calendar,
        &folder.decomposition,
        &opened.loaded.settings.proof,
    );
    print_view(global.format, &opened.snapshot, "decompose.md.j2", &view, console)?;
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
