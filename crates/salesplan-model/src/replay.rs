//! A changed rule asked beside the current one for evenings of the past, as the plan's files
//! stood then, and held against what happened since.
//!
//! Both are asked over the same files with the same other rules, so whatever differs comes of
//! the one rule. What is scored, and how, stands in [`crate::scoring`].

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::conversion::{Conversion, conversions};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::prepare::{Given, Prepared, prepare};
use crate::rules::Rules;
use crate::settings::ProofSettings;

mod deals;
mod steps;

pub use deals::{Chances, OpenDeals, Outcomes, usual_wait_days};
pub use steps::{Cluster, Rates};

/// A plan's files as they stood at one time.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// The plan as written.
    pub plan: &'a Plan,
    /// What stood beside it, with what still earlier states of the files said of the deals.
    pub given: Given<'a>,
    /// The evening that they are looked at from.
    pub as_of: Date,
}

/// Two sets of rules that differ in the replayed rule alone.
#[derive(Clone, Copy)]
pub struct Pair<'r> {
    /// With the rule that serves.
    pub current: &'r dyn Rules,
    /// With the one that might take its place.
    pub changed: &'r dyn Rules,
    /// When a way of selling counts as proven; conversions are counted with it.
    pub proof: &'r ProofSettings,
}

/// Why an evening cannot be replayed.
#[derive(Debug, Clone)]
pub enum Stopped {
    /// The plan cannot be worked with by the current rules.
    Current(Vec<Diagnostic>),
    /// The changed rule stops, or the others stop over what it answers.
    Changed(Vec<Diagnostic>),
}

/// An evening by one set of rules, as far as no deal is asked about.
struct Worked {
    prepared: Prepared,
    actuals: Actuals,
    conversions: Vec<Conversion>,
}

/// The conversions of an evening, with the plan as it is worked with.
fn expected(past: &Past<'_>, rules: &dyn Rules, proof: &ProofSettings) -> Result<Worked, Vec<Diagnostic>> {
    let (prepared, mut found) = prepare(past.plan.clone(), past.given, rules);
    let Some(prepared) = prepared else {
        found.retain(Diagnostic::is_error);
        return Err(found);
    };
    let (plan, decomposition) = (&prepared.plan, &prepared.decomposition);
    let actuals = Actuals::gather(plan, past.given.deals, past.given.facts, past.as_of);
    let conversions = conversions(
        plan,
        decomposition,
        past.given.deals,
        past.given.experiments,
        &actuals,
        proof,
        rules,
    )?;
    Ok(Worked {
        prepared,
        actuals,
        conversions,
    })
}
