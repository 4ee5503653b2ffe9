//! What is wrong with experiments beside their plan: arms that overlap, samples that never come,
//! measures without facts.

use crate::deal::Deal;
use crate::diagnostic::{ARMS_OVERLAP, CANNOT_BE_LEARNT, Diagnostic, MEASURE_WITHOUT_FACTS};
use crate::fact::Measure;
use crate::period::{Period, days_before};
use crate::plan::FactSource;
use crate::standing::Books;

use super::cases::{began, belongs};
use super::design::design;
use super::{Arm, Experiment, Measured};

/// What is found of the experiments that are not over. The flow is that of the last days that
/// the deals know of.
pub fn findings(books: Books<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for experiment in books
        .given
        .experiments
        .iter()
        .filter(|experiment| experiment.ended.is_none())
    {
        let without = without_facts(books, experiment);
        let has_facts = without.is_none();
        found.extend(without);
        found.extend(overlaps(books, experiment));
        if has_facts {
            found.extend(never_comes(books, experiment));
        }
    }
    found
}

/// Why the measure cannot be taken of single deals at all.
fn without_facts(books: Books<'_>, experiment: &Experiment) -> Option<Diagnostic> {
    let segment = &books.plan.segments[experiment.segment];
    let from_deals = |stage: usize| segment.stages[stage].source == FactSource::Deals;
    let told = |message: String, help: &str| {
        let finding = Diagnostic::new(&MEASURE_WITHOUT_FACTS, message);
        Some(finding.at(experiment.location.clone(), "this experiment").help(help))
    };
    let stages = match experiment.measure {
        Measured::Conversion => experiment.stage..experiment.stage + 2,
        Measured::AverageDeal => segment.last_stage()..segment.stages.len(),
        Measured::CycleDays | Measured::CostPerDeal => experiment.stage..segment.stages.len(),
    };
    if let Some(stage) = stages.into_iter().find(|stage| !from_deals(*stage)) {
        return told(
            format!(
                "experiment `{}` follows deals, but `{}` of `{}` is counted by hand",
                experiment.id, segment.stages[stage].id, segment.id
            ),
            "count it from the deals: facts = { source = \"deals\" } in the segment; or measure another step",
        );
    }
    if experiment.measure == Measured::CostPerDeal {
        if let Some(arm) = experiment
            .arms
            .iter()
            .find(|arm| arm.tag.is_some() || arm.playbook.is_some())
        {
            return told(
                format!(
                    "spending has no tags and no playbook, so the cost of arm `{}` of `{}` is not known",
                    arm.id, experiment.id
                ),
                "tell the arms apart by channel, person or days",
            );
        }
        let spending = |arm: &&Arm| {
            let of_arm = |fact: &&crate::fact::Fact| {
                fact.measure == Measure::Spend && arm.takes(fact.channel.as_ref(), fact.person.as_ref(), fact.date)
            };
            !books.given.facts.iter().any(|fact| of_arm(&fact))
        };
        if let Some(arm) = experiment.arms.iter().find(spending) {
            return told(
                format!(
                    "no fact of spending belongs to arm `{}` of experiment `{}`",
                    arm.id, experiment.id
                ),
                "enter what is spent: a fact with the measure `spend` and the arm's channel, person or days",
            );
        }
    }
    None
}

/// Arms of which one holds the other, or that deals belong to both of.
fn overlaps(books: Books<'_>, experiment: &Experiment) -> Vec<Diagnostic> {
    let segment = &books.plan.segments[experiment.segment];
    let mut found = Vec::new();
    for (index, second) in experiment.arms.iter().enumerate() {
        for first in &experiment.arms[..index] {
            let in_both = |deal: &&Deal| {
                let began = began(deal, segment, experiment, jiff::civil::Date::MAX);
                let began = began.filter(|day| experiment.days.contains(*day));
                let fits = |arm, day| belongs(books, experiment, deal, arm, day);
                let both = |day| fits(first, day) && fits(second, day);
                deal.segment == Some(experiment.segment) && began.is_some_and(both)
            };
            let mut deals = books.given.deals.iter().filter(in_both);
            let what = match deals.next() {
                _ if holds(first, second) || holds(second, first) => "take the same deals".to_string(),
                Some(deal) => match deals.count() {
                    0 => format!("both take {}", deal.id),
                    more => format!("both take {} and {more} more", deal.id),
                },
                None => continue,
            };
            found.push(
                Diagnostic::new(
                    &ARMS_OVERLAP,
                    format!(
                        "arms `{}` and `{}` of experiment `{}` {what}",
                        first.id, second.id, experiment.id
                    ),
                )
                .at(second.location.clone(), "the second")
                .see(first.location.clone(), "the first")
                .help("what belongs to several arms counts in none: tell them apart by tag, channel, person or days"),
            );
        }
    }
    found
}

/// Whether whatever fits `inner` fits `outer` as well.
fn holds(outer: &Arm, inner: &Arm) -> bool {
    fn any_or_same<T: PartialEq>(outer: &Option<T>, inner: &Option<T>) -> bool {
        outer.is_none() || outer == inner
    }
    let days = match (outer.days, inner.days) {
        (None, _) => true,
        (Some(outer), Some(inner)) => outer.from <= inner.from && inner.to <= outer.to,
        (Some(_), None) => false,
    };
    any_or_same(&outer.tag, &inner.tag)
        && any_or_same(&outer.channel, &inner.channel)
        && any_or_same(&outer.person, &inner.person)
        && any_or_same(&outer.playbook, &inner.playbook)
        && days
}

/// A sample that does not come until the last day at the flow of the last days known.
fn never_comes(books: Books<'_>, experiment: &Experiment) -> Option<Diagnostic> {
    let segment = &books.plan.segments[experiment.segment];
    let known = books.given.deals.iter().filter_map(|deal| {
        let days = (0..segment.stages.len()).filter_map(|stage| deal.entered_on(segment, stage));
        days.max()
    });
    let as_of = known.max().unwrap_or_else(|| days_before(books.plan.period.from, 1));
    let design = design(books, experiment, as_of);
    let needed = design.cases_per_arm?;
    if design.is_learnable {
        return None;
    }
    let Period { from, to } = experiment.days;
    let flow = design.flow.per_week;
    let until = (crate::period::days_between(from, to) as f64 + 1.0) / 7.0;
    let comes = (flow * until / experiment.arms.len() as f64).floor();
    Some(
        Diagnostic::new(
            &CANNOT_BE_LEARNT,
            format!(
                "experiment `{}` needs {needed} cases of each arm, and at {flow:.1} a week {comes:.0} come until {to}",
                experiment.id
            ),
        )
        .at(experiment.location.clone(), "this experiment")
        .help("test a bigger change, a step with more cases, or longer; or stop it"),
    )
}
