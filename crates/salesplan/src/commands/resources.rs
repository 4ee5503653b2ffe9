//! `resources`: is there what the plan needs?

use salesplan_model::resources::{self, Looked};
use salesplan_model::standing::before_the_period;
use salesplan_report::resources::ResourcesView;

use super::open;
use crate::args::{Global, PlanChoice};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &PlanChoice, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let named = global.week.is_some() || global.as_of.is_some();
    // Before the period the check is asked for all the same: that is when it helps most.
    let evening = evening::choose(global, opened.loaded.plan().period, console);
    if let Ok(evening) = evening {
        opened.look_at(evening, global, console)?;
    }
    let loaded = &opened.loaded;
    let books = loaded.books();
    let view = match evening {
        Ok(evening) => {
            let standing = loaded.standing(evening, &opened.snapshot)?;
            ResourcesView::new(books.plan, &standing.resources, evening.as_of)
        }
        Err(failure) if named => return Err(failure),
        Err(_) => {
            let (as_of, conversions) = before_the_period(books, &loaded.settings, &loaded.rules)
                .map_err(|faults| Failure::findings(faults, &opened.snapshot))?;
            let checked = resources::check(&Looked {
                books,
                conversions: &conversions,
                proof: &loaded.settings.proof,
                as_of,
            });
            ResourcesView::new(books.plan, &checked, as_of)
        }
    };
    opened.print(global.format, "resources.md.j2", &view, console)?;
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}
