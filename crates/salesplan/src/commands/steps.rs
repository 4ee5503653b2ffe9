//! `steps`: the way of selling, step by step, and where to work first.

use salesplan_report::steps::StepsView;

use super::open;
use crate::args::{Global, PlanChoice};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let evening = evening::choose_or_first(global, opened.loaded.plan().period, console)?;
    opened.look_at(evening, global, console)?;
    let loaded = &opened.loaded;
    let standing = loaded.standing(evening, &opened.snapshot)?;
    let view = StepsView::new(loaded.plan(), &standing);
    opened.print(global.format, "steps.md.j2", &view, console)?;
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}
