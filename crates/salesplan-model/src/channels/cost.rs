//! What the leads of a channel or campaign cost.

use jiff::civil::Date;

use super::belief::{Belief, Likely};
use super::{Look, channel_of};
use crate::deal::Deal;
use crate::fact::{Fact, Measure};
use crate::period::{Period, days_before};

/// What a channel or campaign cost a segment. Spending that names no segment is shared by the
/// leads that it brought to each in the same days.
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
    /// How many times further than by chance leads of a week spread; 1 where it is not known.
    pub overdispersion: f64,
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

    /// 90 % of what is likely of the cost of a lead: for the same money as many more or fewer
    /// might have come.
    pub fn lead_likely(self) -> Option<Likely> {
        likely(self.spent, self.leads, self.overdispersion)
    }

    /// The same for a deal.
    pub fn deal_likely(self) -> Option<Likely> {
        likely(self.spent_in_time, self.deals, 1.0)
    }
}

/// Money by count, where counts are Poisson, or spread so many times further: what is believed
/// of their mean is gamma of the shape count + 1/2, Jeffreys' prior.
fn likely(spent: f64, count: u64, overdispersion: f64) -> Option<Likely> {
    let count = count as f64 + 0.5;
    let expected = Belief::gamma(count / overdispersion, count).filter(|_| spent > 0.0)?;
    Some(
        expected
            .with(&Belief::of(vec![(spent, 1.0)])?, |count, spent| spent / count)?
            .likely(),
    )
}

impl Look<'_> {
    /// What a channel cost.
    pub(super) fn cost_of_channel(&self, id: &str, index: Option<usize>, deals: &[&Deal]) -> Option<Cost> {
        let spending: Vec<&Fact> = self.spending(id).collect();
        self.cost(&spending, deals, |segment, days| self.leads(id, index, segment, days))
    }

    /// What a campaign cost, through whatever channels. Its leads are the deals that name it.
    pub(super) fn cost_of_campaign(&self, id: &str, deals: &[&Deal]) -> Option<Cost> {
        let is_own = |fact: &&Fact| fact.segment.is_none_or(|segment| segment == self.index);
        let is_of = |fact: &&Fact| fact.campaign.as_deref() == Some(id);
        let spending: Vec<&Fact> = self.all_spending().filter(is_of).filter(is_own).collect();
        self.cost(&spending, deals, |segment, days| {
            self.deals_begun(segment, days, |deal| self.campaign_of(deal) == Some(id))
        })
    }

    /// `leads` counts those of the source in a segment and days.
    fn cost(&self, spending: &[&Fact], deals: &[&Deal], leads: impl Fn(usize, Period) -> u64) -> Option<Cost> {
        let from = spending.iter().map(|fact| fact.date).min()?;
        let all = Period::new(from, self.as_of())?;
        let in_time = Period::new(from, days_before(self.as_of(), self.days_to(self.segment.last_stage())));
        let spent = |days: Period| {
            let segments = 0..self.books.plan.segments.len();
            let own = leads(self.index, days);
            let of_all: u64 = segments.map(|segment| leads(segment, days)).sum();
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
                .filter(|deal| self.became_deal(deal).is_some_and(|won| won.passed));
            won.count() as u64
        };
        Some(Cost {
            from,
            spent: spent(all),
            leads: leads(self.index, all),
            spent_in_time: in_time.map_or(0.0, spent),
            deals: in_time.filter(|_| self.follows_leads()).map_or(0, n_deals),
            overdispersion: 1.0,
        })
    }

    /// Spending on the channel, for this segment or for none in particular.
    pub(super) fn spending<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Fact> {
        let of_all = self.spending_of_all(id);
        of_all.filter(|fact| fact.segment.is_none_or(|segment| segment == self.index))
    }

    /// Spending on the channel, whatever segment it is for.
    pub(super) fn spending_of_all<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Fact> {
        let is_of = move |fact: &&Fact| fact.channel.as_ref().is_some_and(|channel| channel.as_str() == id);
        self.all_spending().filter(is_of)
    }

    /// All spending that is known.
    pub(super) fn all_spending(&self) -> impl Iterator<Item = &Fact> {
        let facts = self.books.given.facts.iter();
        facts.filter(|fact| fact.measure == Measure::Spend && fact.date <= self.as_of() && fact.amount.is_some())
    }

    /// Leads that the channel brought to a segment; of a channel that the plan does not have,
    /// those that are deals.
    pub(super) fn leads(&self, id: &str, index: Option<usize>, segment: usize, days: Period) -> u64 {
        if index.is_some() {
            let counted = self.actuals.count_by_channel(segment, 0, days);
            return counted.get(&index).copied().unwrap_or(0);
        }
        self.deals_begun(segment, days, |deal| channel_of(deal) == Some(id))
    }

    /// Deals of a segment that came in those days.
    fn deals_begun(&self, segment: usize, days: Period, is_of: impl Fn(&Deal) -> bool) -> u64 {
        let of = &self.books.plan.segments[segment];
        let deals = self.books.given.deals.iter();
        let own = deals.filter(|deal| deal.segment == Some(segment) && is_of(deal));
        own.filter(|deal| deal.reached(of, 0).is_some_and(|day| days.contains(day)))
            .count() as u64
    }
}

pub(super) fn minor(fact: &Fact) -> f64 {
    fact.amount.map_or(0.0, |amount| amount.minor as f64)
}
