//! What the company gives the team to sell with.

use salesplan_model::diagnostic::{Diagnostic, INVALID_COUNT};
use salesplan_model::id::PersonId;
use salesplan_model::plan::Resources;

use super::sums::Sums;
use crate::deals::check_person;
use crate::lower;
use crate::outline::Outline;
use crate::sink::Sink;
use crate::table::Table;

/// More hours a week than any team has.
const TEAM_HOURS_MAX: u32 = 1_000_000;

pub(super) fn read_resources(plan: &mut Table<'_, '_>, sums: Sums<'_>, outline: &Outline, sink: &Sink) -> Resources {
    let Some(mut table) = plan.table("resources", "the resources") else {
        return Resources::default();
    };
    let location = sink.location(table.span());
    let owner = table.text("owner");
    if let Some(owner) = &owner {
        check_person(owner, outline, sink);
    }
    let budget = sums.cost(&mut table, "budget");
    let hours_per_week = table.number_text("hours-per-week").and_then(|text| {
        let hours = lower::quantity(&text.value, TEAM_HOURS_MAX);
        if hours.is_none() {
            sink.push(
                Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a number of hours", text.value))
                    .at(sink.location(&text.span), "selling hours a week, over all people")
                    .help("write a number such as 120"),
            );
        }
        hours
    });
    table.finish();
    Resources {
        owner: owner.map(|owner| PersonId::new(owner.value)),
        budget,
        hours_per_week,
        location: Some(location),
    }
}
