//! What differs in deals and facts.

use std::collections::BTreeMap;

use super::Figure;
use crate::deal::{Deal, Status};
use crate::exchange::{rebased_deals, rebased_facts};
use crate::fact::{Fact, Measure};
use crate::id::DealId;
use crate::plan::Plan;

/// What happened to the books between two versions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactsMoved {
    /// Deals that differ, by id.
    pub deals: Vec<DealMoved>,
    /// Rows of the files with facts before and after, where they differ.
    pub files: Vec<(String, u64, u64)>,
    /// Sums of facts by measure before and after, where they differ.
    pub sums: Vec<(String, Figure, Figure)>,
}

impl FactsMoved {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.deals.is_empty() && self.files.is_empty() && self.sums.is_empty()
    }
}

/// One deal that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct DealMoved {
    /// The deal.
    pub deal: DealId,
    /// Who buys.
    pub client: Option<String>,
    /// What happened to it; the weightiest first.
    pub changes: Vec<DealChange>,
}

/// What happened to a deal.
#[derive(Debug, Clone, PartialEq)]
pub enum DealChange {
    /// It was not there before; with its amount.
    New(Figure),
    /// It is no longer there.
    Gone(Figure),
    /// It was decided, or is open again: the status before and after.
    Status(Status, Status),
    /// The amount.
    Amount(Figure, Figure),
    /// The stage.
    Stage(Figure, Figure),
    /// The expected close.
    ExpectedClose(Figure, Figure),
    /// The owner.
    Owner(Figure, Figure),
    /// Something else of it.
    Other,
}

/// Deals and facts of a version, with the plan they belong to.
#[derive(Debug, Clone, Copy)]
pub struct Books<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The deals.
    pub deals: &'a [Deal],
    /// The facts.
    pub facts: &'a [Fact],
}

/// Compares the books of two versions.
pub fn facts_moved(before: Books<'_>, after: Books<'_>) -> FactsMoved {
    // Rates are the plan's, and what they move is no change of the books.
    let exchange = &after.plan.exchange;
    let (deals, facts) = (
        rebased_deals(before.deals, exchange),
        rebased_facts(before.facts, exchange),
    );
    let before = Books {
        plan: before.plan,
        deals: &deals,
        facts: &facts,
    };
    let old: BTreeMap<&DealId, &Deal> = before.deals.iter().map(|deal| (&deal.id, deal)).collect();
    let new: BTreeMap<&DealId, &Deal> = after.deals.iter().map(|deal| (&deal.id, deal)).collect();
    let mut ids: Vec<&DealId> = old.keys().chain(new.keys()).copied().collect();
    ids.sort();
    ids.dedup();
    let deals = ids.into_iter().filter_map(|id| {
        let (was, is) = (old.get(id).copied(), new.get(id).copied());
        let changes = deal_changes((before.plan, was), (after.plan, is));
        let client = is.or(was).and_then(|deal| deal.client.clone());
        (!changes.is_empty()).then(|| DealMoved {
            deal: id.clone(),
            client,
            changes,
        })
    });
    FactsMoved {
        deals: deals.collect(),
        files: differing(rows(before.facts), rows(after.facts), 0)
            .into_iter()
            .collect(),
        sums: differing(sums(before), sums(after), Figure::Nothing),
    }
}

fn differing<T: Clone + PartialEq>(old: BTreeMap<String, T>, new: BTreeMap<String, T>, none: T) -> Vec<(String, T, T)> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let of = |map: &BTreeMap<String, T>, name: &String| map.get(name).cloned().unwrap_or_else(|| none.clone());
    let pairs = names
        .into_iter()
        .map(|name| (name.clone(), of(&old, name), of(&new, name)));
    pairs.filter(|(_, before, after)| before != after).collect()
}

/// Rows by file name.
fn rows(facts: &[Fact]) -> BTreeMap<String, u64> {
    let mut rows = BTreeMap::new();
    for fact in facts {
        let path: &str = &fact.location.file;
        let name = path.rsplit('/').next().unwrap_or(path);
        *rows.entry(name.to_string()).or_default() += 1;
    }
    rows
}

/// Counts and sums by measure, in whole numbers and minor units.
fn sums(books: Books<'_>) -> BTreeMap<String, Figure> {
    let mut counts: BTreeMap<String, rust_decimal::Decimal> = BTreeMap::new();
    let mut money: BTreeMap<String, crate::money::Money> = BTreeMap::new();
    for fact in books.facts {
        let name = measure(books.plan, fact);
        if let Some(count) = fact.count {
            let sum = counts.entry(name.clone()).or_default();
            *sum = sum.saturating_add(count);
        }
        if let Some(amount) = fact.amount {
            let sum = money
                .entry(format!("{name}, sum"))
                .or_insert_with(|| crate::money::Money::zero(amount.currency));
            *sum = sum.checked_add(amount).unwrap_or(*sum);
        }
    }
    let counts = counts
        .into_iter()
        .map(|(name, count)| (name, Figure::Number(count.normalize())));
    counts
        .chain(money.into_iter().map(|(name, sum)| (name, Figure::Money(sum))))
        .collect()
}

fn measure(plan: &Plan, fact: &Fact) -> String {
    let stage = |stage: usize| {
        let segment = fact.segment.and_then(|segment| plan.segments.get(segment));
        let found = segment.and_then(|segment| Some((segment, segment.stages.get(stage)?)));
        found.map_or("a stage".to_string(), |(segment, stage)| {
            format!("{}: {}", segment.title, stage.title)
        })
    };
    match &fact.measure {
        Measure::Entry { stage: index } => stage(*index),
        Measure::Stock { stage: index } => format!("{}, open", stage(*index)),
        Measure::Paid => "paid".into(),
        Measure::Shipped => "shipped".into(),
        Measure::Spend => "spent on leads".into(),
        Measure::Hours => "hours".into(),
        Measure::Activity(name) => name.clone(),
    }
}

fn deal_changes((old_plan, was): (&Plan, Option<&Deal>), (new_plan, is): (&Plan, Option<&Deal>)) -> Vec<DealChange> {
    let amount = |deal: &Deal| deal.amount.map_or(Figure::Nothing, Figure::Money);
    let (was, is) = match (was, is) {
        (None, Some(is)) => return vec![DealChange::New(amount(is))],
        (Some(was), None) => return vec![DealChange::Gone(amount(was))],
        (Some(was), Some(is)) => (was, is),
        (None, None) => return Vec::new(),
    };
    let text = |text: Option<String>| text.map_or(Figure::Nothing, Figure::Text);
    let stage = |plan: &Plan, deal: &Deal| {
        let segment = deal.segment.and_then(|segment| plan.segments.get(segment));
        text(segment.and_then(|segment| Some(segment.stages.get(deal.stage?)?.id.to_string())))
    };
    let close = |deal: &Deal| text(deal.expected_close.map(|day| day.to_string()));
    let owner = |deal: &Deal| text(deal.owner.as_ref().map(ToString::to_string));
    let mut changes = Vec::new();
    if was.status != is.status {
        changes.push(DealChange::Status(was.status, is.status));
    }
    type Make = fn(Figure, Figure) -> DealChange;
    let pairs: [(Figure, Figure, Make); 4] = [
        (amount(was), amount(is), DealChange::Amount),
        (stage(old_plan, was), stage(new_plan, is), DealChange::Stage),
        (close(was), close(is), DealChange::ExpectedClose),
        (owner(was), owner(is), DealChange::Owner),
    ];
    // A decided deal is in its last stage anyway.
    let is_decided = !changes.is_empty() && is.status != Status::Open;
    for (before, after, change) in pairs {
        let change = (before != after).then(|| change(before, after));
        changes.extend(change.filter(|change| !(is_decided && matches!(change, DealChange::Stage(..)))));
    }
    let plain = |deal: &Deal| Deal {
        location: crate::diagnostic::Location {
            file: "".into(),
            span: 0..0,
        },
        segment: None,
        ..deal.clone()
    };
    if changes.is_empty() && plain(was) != plain(is) {
        changes.push(DealChange::Other);
    }
    changes
}
