//! The deals as they were known on one evening.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Worth;
use crate::deal::{Deal, Status};
use crate::exchange::{Exchange, Stated};
use crate::id::{DealId, PersonId, SegmentId};
use crate::pipeline::Scope;
use crate::plan::Plan;

/// What was known of a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who might buy.
    pub client: Option<String>,
    /// Who works on it.
    pub owner: Option<PersonId>,
    /// Its segment.
    pub segment: Option<SegmentId>,
    /// Open, won or lost.
    pub status: Status,
    /// When it was decided.
    pub decided_on: Option<Date>,
    /// When it was expected to close.
    pub expected_close: Option<Date>,
    /// Whether it states an amount.
    pub has_amount: bool,
    /// The amount as its source gives it, where that is not what the goal counts in.
    pub stated: Option<Stated>,
    /// Its stated amount, else the average of its segment.
    pub worth: Worth,
    /// Whether it is of a segment of the plan.
    pub has_segment: bool,
    /// Whether it was expected to close by the period's end, where deals say so at all.
    pub is_in_time: bool,
}

impl Known {
    /// Whether it is one of the open deals that count towards the period.
    pub fn counts(&self) -> bool {
        self.status == Status::Open && self.has_segment && self.is_in_time
    }
}

/// The deals of one evening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The evening.
    pub as_of: Date,
    /// By id.
    pub deals: BTreeMap<DealId, Known>,
    scope: Scope,
    period_end: Date,
    exchange: Exchange,
}

impl Side {
    /// What the files say of an evening.
    pub fn gather(plan: &Plan, deals: &[Deal], as_of: Date, scope: Scope) -> Self {
        let mut side = Self {
            as_of,
            deals: BTreeMap::new(),
            scope,
            period_end: plan.period.to,
            exchange: plan.exchange.clone(),
        };
        for deal in deals {
            if let Some(known) = side.known(plan, deal) {
                side.deals.insert(deal.id.clone(), known);
            }
        }
        side
    }

    /// The same evening as it was recorded by then, with what `self`, which was written down
    /// later, dates up to it: a deal that was won or lost by then is so, whenever somebody said
    /// it. All else was as it was recorded.
    #[must_use]
    pub fn as_recorded(self, recorded: Self) -> Self {
        let mut deals = recorded.deals;
        let is_dated = |known: &Known| known.status != Status::Open && known.decided_on.is_some();
        deals.extend(self.deals.into_iter().filter(|(_, known)| is_dated(known)));
        Self { deals, ..recorded }
    }

    fn known(&self, plan: &Plan, deal: &Deal) -> Option<Known> {
        let segment = deal.segment.map(|index| &plan.segments[index]);
        let state = deal.state(segment, self.as_of)?;
        let (amount, expected_close) = (deal.amount, deal.expected_close);
        let average = || segment.and_then(|segment| Some(segment.average_deal.as_ref()?.amount.minor));
        let worth = match amount {
            Some(amount) => Worth {
                stated: amount.minor,
                at_average: 0,
            },
            None => Worth {
                stated: 0,
                at_average: average().unwrap_or(0),
            },
        };
        Some(Known {
            client: deal.client.clone(),
            owner: deal.owner.clone(),
            segment: segment.map(|segment| segment.id.clone()),
            status: state.status,
            decided_on: deal.decided_on(segment).filter(|_| state.status != Status::Open),
            expected_close,
            has_amount: amount.is_some(),
            stated: deal.stated.as_deref().copied(),
            worth,
            has_segment: segment.is_some(),
            is_in_time: self.is_in_time(expected_close),
        })
    }

    /// An evening with these deals; whatever is recorded beside them counts up to the end of 2026.
    #[cfg(test)]
    pub(super) fn of(as_of: Date, deals: impl IntoIterator<Item = (DealId, Known)>) -> Self {
        Self {
            as_of,
            deals: deals.into_iter().collect(),
            scope: Scope::ExpectedClose,
            period_end: jiff::civil::date(2026, 12, 31),
            exchange: Exchange::default(),
        }
    }

    /// How sums are brought to the goal's basis on that evening.
    pub(super) fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// Whether a close counts towards the period.
    pub(super) fn is_in_time(&self, expected_close: Option<Date>) -> bool {
        self.scope == Scope::AllOpen || expected_close.is_some_and(|day| day <= self.period_end)
    }
}
