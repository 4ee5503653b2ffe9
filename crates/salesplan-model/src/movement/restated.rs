//! What is told otherwise now of weeks that were reviewed before.

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::changes::Books;
use crate::exchange::{rebased_deals, rebased_facts};
use crate::id::{SegmentId, StageId};
use crate::money::Money;
use crate::period::Period;
use crate::plan_fact::Quantity;

/// A fact of closed weeks that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// What.
    pub measure: Measure,
    /// What it was when the weeks were reviewed.
    pub before: Quantity,
    /// What the files say of the same days now.
    pub after: Quantity,
}

/// What is restated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Entries into a stage.
    Stage(SegmentId, StageId),
    /// What a segment signed.
    Signed(SegmentId),
    /// Money that arrived.
    Paid,
    /// Money spent on leads.
    Spend,
}

/// Compares what two versions say of the days of the period up to an evening: segment by
/// segment and down each funnel. A stage that only one of them has is left out.
pub fn restated(before: Books<'_>, after: Books<'_>, as_of: Date) -> Vec<Restated> {
    // A rate that changed is told as such.
    let exchange = &after.plan.exchange;
    let (deals, recorded) = (
        rebased_deals(before.deals, exchange),
        rebased_facts(before.facts, exchange),
    );
    let old = facts(
        Books {
            plan: before.plan,
            deals: &deals,
            facts: &recorded,
        },
        as_of,
    );
    let new = facts(after, as_of);
    let moved = new.into_iter().filter_map(|(measure, after)| {
        let (_, before) = old.iter().find(|(other, _)| *other == measure)?;
        (*before != after).then_some(Restated {
            measure,
            before: *before,
            after,
        })
    });
    moved.collect()
}

fn facts(books: Books<'_>, as_of: Date) -> Vec<(Measure, Quantity)> {
    let plan = books.plan;
    let Some(window) = Period::new(plan.period.from, as_of) else {
        return Vec::new();
    };
    let actuals = Actuals::gather(plan, books.deals, books.facts, as_of);
    let count = |count: u64| Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX));
    let mut facts = Vec::new();
    for (index, segment) in plan.segments.iter().enumerate() {
        if let Some(currency) = plan.goal.currency {
            let signed = Money::new(actuals.signed(plan, index, window), currency);
            facts.push((Measure::Signed(segment.id.clone()), Quantity::Money(signed)));
        }
        for (stage, entered) in segment.stages.iter().enumerate() {
            let measure = Measure::Stage(segment.id.clone(), entered.id.clone());
            facts.push((measure, count(actuals.count(index, stage, window))));
        }
    }
    if let Some(currency) = plan.goal.currency {
        let sum = |sum: Option<Money>| Quantity::Money(sum.unwrap_or(Money::zero(currency)));
        facts.push((Measure::Paid, sum(actuals.paid(plan, window))));
        facts.push((Measure::Spend, sum(actuals.spent(plan, window))));
    }
    facts
}
