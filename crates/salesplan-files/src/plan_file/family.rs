//! `parent = "company"` in a child; `[children]` in the plan above.

use salesplan_model::id::PlanId;
use salesplan_model::plan::{Assigned, Family, GoalAmount, Metric};

use super::sums::{Sums, not_above_zero};
use crate::sink::{At, Sink};
use crate::table::{Table, check_id, invalid_count, number_text, wrong_type};
use crate::team_file::read_over_assignment;

pub(super) fn read_family(plan: &mut Table<'_, '_>, metric: Option<Metric>, sums: Sums<'_>, sink: &Sink) -> Family {
    let parent = plan.text("parent");
    let parent = parent.map(|name| (PlanId::new(name.value), sink.location(&name.span)));
    let location = plan.has("children").then(|| sink.location(&plan.place("children")));
    let mut family = Family {
        parent,
        location,
        ..Family::default()
    };
    let Some(mut children) = plan.table("children", "the children") else {
        return family;
    };
    family.over_assignment = children
        .number_text("over-assignment")
        .and_then(|text| read_over_assignment(&text, sink));
    if let Some(assigned) = children.table("assigned", "what is assigned") {
        for (name, value) in assigned.entries() {
            let id = At::new(name.get_ref().to_string(), name.span());
            check_id(sink, "a plan", &id);
            let Some(text) = number_text(value.get_ref()) else {
                wrong_type::<()>(sink, &id.value, value, "a sum or a count of deals");
                continue;
            };
            let text = At::new(text, value.span());
            if let Some(amount) = read_amount(&text, metric, sums, sink) {
                family.assigned.push(Assigned {
                    plan: PlanId::new(id.value),
                    amount,
                    location: sink.location(&value.span()),
                });
            }
        }
    }
    children.finish();
    family
}

/// A figure in the goal's metric.
fn read_amount(text: &At<String>, metric: Option<Metric>, sums: Sums<'_>, sink: &Sink) -> Option<GoalAmount> {
    let amount = match metric? {
        Metric::Revenue => GoalAmount::Revenue(sums.sum(text)?),
        Metric::Profit => GoalAmount::Profit(sums.sum(text)?),
        Metric::Deals => match text
            .value
            .parse::<u64>()
            .ok()
            .filter(|count| i64::try_from(*count).is_ok())
        {
            Some(count) => GoalAmount::Deals(count),
            None => {
                sink.push(invalid_count(sink, &text.value, &text.span));
                return None;
            }
        },
    };
    if amount.units() <= 0 {
        not_above_zero(sink, "what is assigned", &text.span);
        return None;
    }
    Some(amount)
}
