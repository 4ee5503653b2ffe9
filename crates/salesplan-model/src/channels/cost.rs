//! What the leads of a channel cost.

use jiff::civil::Date;

use super::{Look, channel_of};
use crate::deal::Deal;
use crate::fact::{Fact, Measure};
use crate::period::{Period, days_before};

/// What a channel cost a segment. Spending that names no segment is shared by the leads that the
/// channel brought to each in the same days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// The first day of spending: what came before cost nothing that is known.
    pub from: Date,
    /// Minor units spent until the evening.
    pub spent: f64,
    /// Leads of the same days.
    pub leads: u64,
    /// Minor units spent on leads that had time to become deals.
    pub spent_in_time: f64,
    /// How many of these leads did.
    pub deals: u64,
}

impl Cost {
    /// Minor units a lead; `None` without leads.
    pub fn per_lead(self) -> Option<f64> {
        (self.leads > 0).then(|| self.spent / self.leads as f64)
    }

    /// Minor units a deal; `None` without deals.
    pub fn per_deal(self) -> Option<f64> {
        (self.deals > 0).then(|| self.spent_in_time / self.deals as f64)
    }
}

impl Look<'_> {
    pub(super) fn cost(&self, id: &str, index: Option<usize>, deals: &[&Deal]) -> Option<Cost> {
        let spending: Vec<&Fact> = self.spending(id).collect();
        let from = spending.iter().map(|fact| fact.date).min()?;
        let all = Period::new(from, self.as_of())?;
        let in_time = Period::new(from, days_before(self.as_of(), self.days_to(self.segment.last_stage())));
        let leads = |days: Period, segment: usize| self.leads(id, index, segment, days);
        let spent = |days: Period| {
            let segments = 0..self.books.plan.segments.len();
            let own = leads(days, self.index);
            let of_all: u64 = segments.map(|segment| leads(days, segment)).sum();
            let share = if of_all > 0 { own as f64 / of_all as f64 } else { 0.0 };
            let within = spending.iter().filter(|fact| days.contains(fact.date));
            let parts = within.map(|fact| match fact.segment {
                Some(_) => minor(fact),
                None => minor(fact) * share,
            });
            parts.sum::<f64>()
        };
        let n_deals = |days: Period| {
            let began = |deal: &&&Deal| deal.reached(self.segment, 0).is_some_and(|day| days.contains(day));
            let won = deals
                .iter()
                .filter(began)
                .filter(|deal| self.became_deal(deal) == Some(true));
            won.count() as u64
        };
        Some(Cost {
            from,
            spent: spent(all),
            leads: leads(all, self.index),
            spent_in_time: in_time.map_or(0.0, spent),
            deals: in_time.filter(|_| self.follows_leads()).map_or(0, n_deals),
        })
    }

    /// Spending on the channel, for this segment or for none in particular.
    fn spending<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Fact> {
        let facts = self.books.given.facts.iter();
        facts.filter(move |fact| {
            let is_own = fact.segment.is_none_or(|segment| segment == self.index);
            let is_of = fact.channel.as_ref().is_some_and(|channel| channel.as_str() == id);
            fact.measure == Measure::Spend && is_own && is_of && fact.date <= self.as_of() && fact.amount.is_some()
        })
    }

    /// Leads that the channel brought to a segment; of a channel that the plan does not have,
    /// those that are deals.
    fn leads(&self, id: &str, index: Option<usize>, segment: usize, days: Period) -> u64 {
        if index.is_some() {
            let counted = self.actuals.count_by_channel(segment, 0, days);
            return counted.get(&index).copied().unwrap_or(0);
        }
        let of = &self.books.plan.segments[segment];
        let deals = self.books.given.deals.iter();
        let own = deals.filter(|deal| deal.segment == Some(segment) && channel_of(deal) == Some(id));
        own.filter(|deal| deal.reached(of, 0).is_some_and(|day| days.contains(day)))
            .count() as u64
    }
}

fn minor(fact: &Fact) -> f64 {
    fact.amount.map_or(0.0, |amount| amount.minor as f64)
}
