//! From the plan as written to the plan as it is worked with: figures read from facts
//! where it asks for that, decomposed, and spread over people and days.

use crate::action::Action;
use crate::agreement::{Agreement, Frozen, held};
use crate::baseline::Baseline;
use crate::calendar::Calendar;
use crate::client::Client;
use crate::commitment::Commitments;
use crate::deal::Deal;
use crate::decompose::{Decomposition, decompose};
use crate::diagnostic::{Diagnostic, any_error};
use crate::evening_deals::Basis;
use crate::evidence::ground;
use crate::experiment::{self, Experiment};
use crate::fact::Fact;
use crate::findings;
use crate::history::History;
use crate::plan::Plan;
use crate::playbook::{self, Playbook};
use crate::quota;
use crate::rate::Rate;
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

/// What stands beside a plan.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Its working days.
    pub calendar: &'a Calendar,
    /// The deals that speak for the evening at hand, in file order.
    pub deals: &'a [Deal],
    /// What they are read from.
    pub basis: Basis,
    /// The facts.
    pub facts: &'a [Fact],
    /// What people commit to, by the names of their files.
    pub commitments: &'a [Commitments],
    /// What they answered, by the names of their files; their quotas stay as agreed.
    pub agreements: &'a [Agreement],
    /// Clients, in file order.
    pub clients: &'a [Client],
    /// Promises and decisions, in file order.
    pub actions: &'a [Action],
    /// Experiments, in file order.
    pub experiments: &'a [Experiment],
    /// Versions of the steps' playbooks, in file order.
    pub playbooks: &'a [Playbook],
    /// By what part an agreed figure may move and still be the same.
    pub tolerance: Option<Rate>,
    /// What was planned when all had agreed for the first time; `None` before that.
    pub baseline: Option<&'a Baseline>,
    /// Earlier states of the deals; `None` where none could be read.
    pub history: Option<&'a History>,
}

impl<'a> Given<'a> {
    /// Days, deals and facts, and nobody who has written or agreed to anything.
    pub fn of(calendar: &'a Calendar, deals: &'a [Deal], facts: &'a [Fact]) -> Self {
        Self {
            calendar,
            deals,
            basis: Basis::default(),
            facts,
            commitments: &[],
            agreements: &[],
            clients: &[],
            actions: &[],
            experiments: &[],
            playbooks: &[],
            tolerance: None,
            baseline: None,
            history: None,
        }
    }
}

impl Prepared {
    /// The plan with all that is known of it.
    pub fn books<'a>(&'a self, given: Given<'a>) -> Books<'a> {
        Books {
            plan: &self.plan,
            decomposition: &self.decomposition,
            given,
        }
    }
}

/// Prepares a plan. The second part of the answer is what was found on the way, and nothing
/// can be worked with where that has an error.
pub fn prepare(plan: Plan, given: Given<'_>, rules: &dyn Rules) -> (Option<Prepared>, Vec<Diagnostic>) {
    let mut found = scenarios::findings(&plan);
    let (deals, facts) = (given.deals, given.facts);
    let prepared = prepared(plan, given, rules, &mut found);
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
            found.extend(playbook::findings(prepared.books(given)));
            found.extend(experiment::findings(prepared.books(given)));
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
    given: Given<'_>,
    rules: &dyn Rules,
    found: &mut Vec<Diagnostic>,
) -> Result<Prepared, Vec<Diagnostic>> {
    let (plan, warnings) = ground(plan, given.deals, given.facts, rules)?;
    found.extend(warnings);
    let spread = |frozen: &Frozen| -> Result<(Decomposition, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (shares, warnings) = quota::shares(&plan, given.calendar, frozen, rules)?;
        Ok((decompose(&plan, shares)?, warnings))
    };
    let agreed = Frozen::of(&plan, given.agreements);
    let (mut decomposition, mut warnings) = spread(&agreed)?;
    let held = held(&agreed, &plan, &decomposition, given.agreements, given.tolerance);
    if held != agreed {
        (decomposition, warnings) = spread(&held)?;
    }
    found.extend(warnings);
    Ok(Prepared { plan, decomposition })
}
