//! `levers`: what one unit of each lever does to the chance of the goal and to the sum.

use salesplan_model::levers::levers;
use salesplan_report::levers::LeversView;

use super::open;
use crate::args::{Global, PlanChoice};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, args.plan.as_deref(), console)?;
    let books = opened.loaded.books();
    let n_days = books.given.calendar.planned_days(books.plan.period).len();
    let (chance, expected, effects) = levers(books.plan, books.decomposition, n_days);
    let view = LeversView::new(books.plan, chance, expected, &effects);
    opened.print(global.format, "levers.md.j2", &view, console)?;
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
