//! From the plan as written to the plan as it is worked with: figures read from facts
//! where it asks for that, decomposed, and spread over people and days.

use crate::calendar::Calendar;
use crate::deal::Deal;
use crate::decompose::{Decomposition, decompose};
use crate::diagnostic::{Diagnostic, any_error};
use crate::evidence::ground;
use crate::fact::Fact;
use crate::findings;
use crate::plan::Plan;
use crate::quota;
use crate::rules::Rules;
use crate::scenarios;
use crate::standing::Books;

/// A plan that can be worked with.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The plan, with the figures that were read from facts.
    pub plan: Plan,
    /// What it asks for.
    pub decomposition: Decomposition,
}

impl Prepared {
    /// What a calculation needs, with the deals and facts of the plan's folder.
    pub fn books<'a>(&'a self, calendar: &'a Calendar, deals: &'a [Deal], facts: &'a [Fact]) -> Books<'a> {
        Books {
            plan: &self.plan,
            calendar,
            decomposition: &self.decomposition,
            deals,
            facts,
            history: None,
        }
    }
}

/// Prepares a plan. The second part of the answer is what was found on the way, and nothing
/// can be worked with where that has an error.
pub fn prepare(
    plan: Plan,
    calendar: &Calendar,
    deals: &[Deal],
    facts: &[Fact],
    rules: &dyn Rules,
) -> (Option<Prepared>, Vec<Diagnostic>) {
    let mut found = scenarios::findings(&plan);
    let prepared = prepared(plan, calendar, deals, facts, rules, &mut found);
    match prepared {
        Ok(prepared) => {
            found.extend(findings::of_plan(&prepared.plan, &prepared.decomposition));
            found.extend(findings::of_channels(&prepared.plan, &prepared.decomposition));
            found.extend(findings::undated_stages(&prepared.plan, deals));
            found.extend(findings::facts_outside(&prepared.plan, &prepared.decomposition, facts));
            found.extend(
                findings::of_totals(&prepared.plan, deals, facts)
                    .err()
                    .map(|fault| *fault),
            );
            let usable = !any_error(&found);
            (usable.then_some(prepared), found)
        }
        Err(faults) => {
            found.extend(faults);
            (None, found)
        }
    }
}

fn prepared(
    plan: Plan,
    calendar: &Calendar,
    deals: &[Deal],
    facts: &[Fact],
    rules: &dyn Rules,
    found: &mut Vec<Diagnostic>,
) -> Result<Prepared, Vec<Diagnostic>> {
    let (plan, warnings) = ground(plan, deals, facts, rules)?;
    found.extend(warnings);
    let (shares, warnings) = quota::shares(&plan, calendar, rules)?;
    found.extend(warnings);
    let decomposition = decompose(&plan, shares)?;
    Ok(Prepared { plan, decomposition })
}
