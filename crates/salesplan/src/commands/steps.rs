//! `steps`: the way of selling, step by step, and where to work first.

use salesplan_model::levers::levers;
use salesplan_model::steps::steps;
use salesplan_report::steps::StepsView;

use super::open;
use crate::args::{Global, PlanChoice};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, args.plan.as_deref(), console)?;
    let loaded = &opened.loaded;
    let books = loaded.books();
    let evening = evening::choose_or_first(global, books.plan.period, console)?;
    let standing = loaded.standing(evening, &opened.snapshot)?;
    let n_days = books.given.calendar.planned_days(books.plan.period).len();
    let (_, _, effects) = levers(books.plan, books.decomposition, n_days);
    let found = steps(books, &standing.conversions, &effects, evening.as_of);
    let view = StepsView::new(books.plan, evening.as_of, &found, &standing.conversions);
    opened.print(global.format, "steps.md.j2", &view, console)?;
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}
