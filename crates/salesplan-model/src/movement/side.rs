//! The deals as they were known on one evening.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Worth;
use crate::deal::{Deal, Status};
use crate::exchange::{Exchange, Stated};
use crate::history::Recorded;
use crate::id::{DealId, PersonId, SegmentId};
use crate::pipeline::{Scope, scope};
use crate::plan::{Plan, Segment};

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
    /// Which open deals count.
    pub scope: Scope,
    period_end: Date,
    exchange: Exchange,
    /// The segments of the plan, each with its average deal in minor units.
    segments: Vec<(SegmentId, i64)>,
}

impl Side {
    /// What the deals that speak for an evening say of it.
    pub fn gather(plan: &Plan, deals: &[Deal], as_of: Date) -> Self {
        let mut side = Self {
            as_of,
            deals: BTreeMap::new(),
            scope: scope(deals),
            period_end: plan.period.to,
            exchange: plan.exchange.clone(),
            segments: plan.segments.iter().map(with_average).collect(),
        };
        for deal in deals {
            if let Some(known) = side.known(plan, deal) {
                side.deals.insert(deal.id.clone(), known);
            }
        }
        side
    }

    fn known(&self, plan: &Plan, deal: &Deal) -> Option<Known> {
        let segment = deal.segment.map(|index| &plan.segments[index]);
        let state = deal.state(segment, self.as_of)?;
        let (amount, expected_close) = (deal.amount, deal.expected_close);
        let worth = Worth::of(amount, segment.map(|segment| with_average(segment).1));
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
            segments: vec![(SegmentId::new("new"), 0)],
        }
    }

    /// What was known of a deal that is in neither state, as it was recorded in between.
    pub(super) fn of_recorded(&self, recorded: &Recorded) -> Known {
        let segment = match &recorded.segment {
            Some(id) => self.segments.iter().find(|(known, _)| known == id),
            None => self.segments.first().filter(|_| self.segments.len() == 1),
        };
        Known {
            client: None,
            owner: recorded.owner.clone(),
            segment: segment.map(|(id, _)| id.clone()),
            status: recorded.status.unwrap_or(Status::Open),
            decided_on: None,
            expected_close: recorded.expected_close,
            has_amount: recorded.amount.is_some(),
            stated: None,
            worth: Worth::of(recorded.amount, segment.map(|(_, average)| *average)),
            has_segment: segment.is_some(),
            is_in_time: self.is_in_time(recorded.expected_close),
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

fn with_average(segment: &Segment) -> (SegmentId, i64) {
    let average = segment.average_deal.as_ref();
    (segment.id.clone(), average.map_or(0, |average| average.amount.minor))
}
