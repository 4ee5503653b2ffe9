//! Whether what was recorded can have happened: no facts of days to come, and nothing in a
//! stage that did not come through the one before it.

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::decompose::Decomposition;
use crate::diagnostic::{Diagnostic, FUTURE_FACT, STAGE_OVERTAKES};
use crate::fact::Fact;
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan};

/// Facts of days after `today`.
pub fn of_the_future(facts: &[Fact], today: Date) -> Vec<Diagnostic> {
    let future = facts.iter().filter(|fact| fact.date > today);
    future
        .map(|fact| {
            Diagnostic::new(
                &FUTURE_FACT,
                format!("{} has not come yet: today is {today}", fact.date),
            )
            .at(fact.location.clone(), "this fact")
            .help("look at its day; what is only expected belongs to the deals")
        })
        .collect()
}

/// Stages that more entered in the period, up to as-of, than can have come from the one before:
/// its entries, and what was open in it when the period began. What was open is the recorded
/// stock; without one, what was recorded before the period or what the plan counts on,
/// whichever is more.
pub fn overtaken(plan: &Plan, decomposition: &Decomposition, actuals: &Actuals) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let window = Period {
        from: plan.period.from,
        to: actuals.as_of,
    };
    for (index, segment) in plan.segments.iter().enumerate() {
        for (earlier, pair) in segment.stages.windows(2).enumerate() {
            let [from, to] = [&pair[0], &pair[1]];
            // Of deals, reaching a stage implies the earlier ones.
            if from.source == FactSource::Deals && to.source == FactSource::Deals {
                continue;
            }
            let entered = actuals.count(index, earlier + 1, window);
            let came = actuals.count(index, earlier, window);
            if entered <= came {
                continue;
            }
            let open = open_before(plan, decomposition, actuals, index, earlier);
            if entered <= came.saturating_add(open) {
                continue;
            }
            findings.push(
                Diagnostic::new(
                    &STAGE_OVERTAKES,
                    format!(
                        "{entered} entered `{}` of segment `{}` by {}, and only {came} entered `{}`, with {open} open in it before",
                        to.id, segment.id, actuals.as_of, from.id
                    ),
                )
                .at(to.location.clone(), "more came here than were there")
                .help(format!(
                    "record what is missing in `{0}`, or how many were open in it: `stock.{0}` of {1}",
                    from.id,
                    days_before(plan.period.from, 1)
                )),
            );
        }
    }
    findings
}

fn open_before(plan: &Plan, decomposition: &Decomposition, actuals: &Actuals, segment: usize, stage: usize) -> u64 {
    if let Some(stock) = actuals.stages[segment][stage].stock_before(plan.period.from) {
        let stock: u64 = stock.values().sum();
        return stock;
    }
    let before = Period {
        from: Date::MIN,
        to: days_before(plan.period.from, 1),
    };
    let recorded = |stage| actuals.count(segment, stage, before);
    let left = recorded(stage).saturating_sub(recorded(stage + 1));
    left.max(decomposition.before_start(segment, stage))
}
