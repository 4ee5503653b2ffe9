//! Which kind of change moved a figure: the sources are swapped one after the other, so that
//! the parts sum to the whole.

use std::borrow::Cow;

use num_traits::ToPrimitive;

use crate::chance;
use crate::deal::Deal;
use crate::diagnostic::Diagnostic;
use crate::exchange::{rebased_deals, rebased_facts};
use crate::fact::Fact;
use crate::plan::Plan;
use crate::plan_fact::Quantity;
use crate::prepare::{Given, prepare};
use crate::rules::Rules;
use crate::settings::Settings;
use crate::standing::{Evening, standing};

/// Everything a version is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The plan as written, with its team.
    pub plan: &'a Plan,
    /// Calendar, deals, facts, commitments and agreements.
    pub given: Given<'a>,
    /// The settings of the workspace.
    pub settings: &'a Settings,
    /// The rules.
    pub rules: &'a dyn Rules,
}

/// The kinds of sources, in the order in which they are swapped.
pub const KINDS: [&str; 4] = ["plan", "organisation", "rules", "facts"];

/// A figure at each step: before, then after each kind of source has been swapped.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which figure.
    pub headline: Headline,
    /// Shape: one for before, then one a kind.
    pub steps: Vec<Value>,
}

/// A figure by which a change is told in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// Planned chance of the goal.
    Chance,
    /// Entries into the first stages.
    Leads,
    /// Planned sales.
    Revenue,
    /// What was reached to date, in the goal's metric.
    Fact,
    /// What the open deals are expected to bring, in the goal's metric.
    Open,
}

/// A headline's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A chance.
    Chance(f64),
    /// A sum or a count.
    Quantity(Quantity),
    /// A plan without this figure.
    Nothing,
}

/// Computes the headlines with the sources of the earlier version swapped for those of the
/// later one, kind by kind. `None` where the deals and facts of one cannot be held against the
/// plan of the other, since segments or stages differ.
///
/// # Errors
/// What keeps a mixture from being worked with: then the kinds cannot be told apart either.
pub fn parts(before: Sources<'_>, after: Sources<'_>, evening: Evening) -> Result<Option<Vec<Part>>, Vec<Diagnostic>> {
    if shape(before.plan) != shape(after.plan) || before.plan.goal.currency != after.plan.goal.currency {
        return Ok(None);
    }
    let headlines = [
        Headline::Chance,
        Headline::Leads,
        Headline::Revenue,
        Headline::Fact,
        Headline::Open,
    ];
    let mut steps: Vec<Vec<Value>> = Vec::new();
    for n_swapped in 0..=KINDS.len() {
        steps.push(values(&mixture(before, after, n_swapped), evening)?);
    }
    let part = |(index, headline)| Part {
        headline,
        steps: steps.iter().map(|values| values[index]).collect(),
    };
    Ok(Some(headlines.into_iter().enumerate().map(part).collect()))
}

/// Ids of segments with their stages: what deals and facts point at.
fn shape(plan: &Plan) -> Vec<(&str, Vec<&str>)> {
    plan.segments
        .iter()
        .map(|segment| {
            let stages = segment.stages.iter().map(|stage| stage.id.as_str());
            (segment.id.as_str(), stages.collect())
        })
        .collect()
}

/// A version of which the first kinds are swapped.
struct Mixture<'a> {
    plan: Plan,
    sources: Sources<'a>,
    /// By the rates of the mixture's plan.
    deals: Cow<'a, [Deal]>,
    facts: Cow<'a, [Fact]>,
}

fn mixture<'a>(before: Sources<'a>, after: Sources<'a>, n_swapped: usize) -> Mixture<'a> {
    let of = |kind: usize| if n_swapped > kind { after } else { before };
    let (plan, organisation, rules, facts) = (of(0), of(1), of(2), of(3));
    Mixture {
        plan: Plan {
            team: organisation.plan.team.clone(),
            family: organisation.plan.family.clone(),
            ..plan.plan.clone()
        },
        deals: rebased_deals(facts.given.deals, &plan.plan.exchange),
        facts: rebased_facts(facts.given.facts, &plan.plan.exchange),
        sources: Sources {
            plan: plan.plan,
            given: Given {
                calendar: plan.given.calendar,
                ..organisation.given
            },
            settings: rules.settings,
            rules: rules.rules,
        },
    }
}

fn values(mixture: &Mixture<'_>, evening: Evening) -> Result<Vec<Value>, Vec<Diagnostic>> {
    let sources = mixture.sources;
    let given = Given {
        deals: &mixture.deals,
        facts: &mixture.facts,
        ..sources.given
    };
    let (prepared, found) = prepare(mixture.plan.clone(), given, sources.rules);
    let prepared = prepared.ok_or(found)?;
    let (plan, decomposition) = (&prepared.plan, &prepared.decomposition);
    let stands = standing(prepared.books(given), sources.settings, sources.rules, evening)?;
    let with_steps = decomposition.segments.iter().filter(|need| need.needs.len() > 1);
    let leads: u64 = with_steps.map(|need| need.needs[0]).sum();
    let count = |count: u64| Value::Quantity(Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX)));
    let outlook = &stands.outlook;
    let open = outlook.open_expected.round().to_i64().unwrap_or(i64::MAX);
    Ok(vec![
        Value::Chance(chance::of_plan(plan, decomposition).goal.value),
        count(leads),
        decomposition
            .revenue
            .map_or(Value::Nothing, |sum| Value::Quantity(Quantity::Money(sum))),
        Value::Quantity(outlook.fact),
        Value::Quantity(outlook.fact.with_units(open)),
    ])
}
