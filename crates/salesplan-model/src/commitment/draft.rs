//! A draft of what a person may commit to, from what is already known: so that they change
//! something instead of starting from nothing.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use num_traits::ToPrimitive;

use super::{Brings, Commitment, Source, When};
use crate::agreement::{AgreedQuota, Quotas};
use crate::client::folded;
use crate::deal::{Deal, Status};
use crate::decompose::deals_for;
use crate::diagnostic::Location;
use crate::id::{ChannelId, PersonId};
use crate::mix::needs_at;
use crate::money::Money;
use crate::period::{Period, days_between};
use crate::pipeline::OpenDeal;
use crate::plan::{Brings as ChannelBrings, Metric};
use crate::rate::Rate;
use crate::standing::{Books, Standing};

/// A draft for one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What is asked of them, by segment.
    pub quotas: Vec<AgreedQuota>,
    /// Lines, in the order in which the method asks: earned, in hand, repeat.
    pub lines: Vec<DraftLine>,
    /// What is then still without a source, by segment.
    pub rest: Vec<Rest>,
}

/// A drafted line with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftLine {
    /// The line.
    pub line: Commitment,
    /// Where it comes from, in a few words.
    pub why: String,
    /// Whether something is missing that only the person can say, so that it is no line yet.
    pub is_open: bool,
}

/// What of a segment's quota has no source yet, the lines weighed by their likelihood.
#[derive(Debug, Clone, PartialEq)]
pub struct Rest {
    /// Index of the segment.
    pub segment: usize,
    /// In units of quotas.
    pub units: i64,
    /// The deals that this is.
    pub deals: u64,
    /// The leads that these need; `None` for a segment without steps.
    pub leads: Option<u64>,
    /// The channels that bring leads to it.
    pub channels: Vec<ChannelId>,
}

/// Drafts for the person of that index, as known on the standing's evening.
pub fn draft(books: Books<'_>, standing: &Standing<'_>, person: usize) -> Draft {
    let drafting = Drafting {
        books,
        as_of: standing.evening.as_of,
        id: &books.plan.team.people[person].id,
        counts_deals: books.plan.goal.amount.metric() == Metric::Deals,
    };
    let quotas = Quotas::of(books.plan, books.decomposition);
    let segments = 0..books.plan.segments.len();
    let asked: Vec<(usize, AgreedQuota)> = segments
        .filter_map(|segment| Some((segment, quotas.quota(person, segment)?)))
        .collect();
    let mut lines = drafting.signed();
    lines.extend(standing.open.iter().filter_map(|open| drafting.in_hand(open)));
    lines.extend(drafting.repeat());
    let rest = asked.iter().filter_map(|(segment, quota)| {
        let own = lines
            .iter()
            .filter(|line| !line.is_open && line.line.segment == *segment);
        // Taken at face value a few open deals would look like the whole quota.
        let brought = own.map(|line| expected(line.line.units(drafting.counts_deals), line.line.certainty()));
        let units = quota.quota.units() - brought.fold(0, i64::saturating_add);
        (units > 0).then(|| drafting.rest(*segment, units))
    });
    let rest = rest.collect();
    Draft {
        quotas: asked.into_iter().map(|(_, quota)| quota).collect(),
        lines,
        rest,
    }
}

/// Units by their likelihood, rounded down.
fn expected(units: i64, likely: Rate) -> i64 {
    let part = i128::from(units) * i128::from(likely.numerator()) / i128::from(likely.denominator());
    i64::try_from(part).unwrap_or(units)
}

struct Drafting<'a> {
    books: Books<'a>,
    as_of: Date,
    id: &'a PersonId,
    counts_deals: bool,
}

/// A client with the deals they bought.
struct Bought<'a> {
    client: &'a str,
    segment: usize,
    /// Days on which they bought, in order.
    days: Vec<Date>,
    /// What they paid, where it is known.
    amounts: Vec<Money>,
}

impl Drafting<'_> {
    fn own(&self) -> impl Iterator<Item = &Deal> {
        self.books
            .given
            .deals
            .iter()
            .filter(|deal| deal.owner.as_ref() == Some(self.id))
    }

    fn line(&self, source: Source, segment: usize, location: &Location) -> Commitment {
        Commitment {
            source: Some(source),
            segment,
            client: None,
            deal: None,
            brings: Brings {
                amount: None,
                deals: None,
            },
            likelihood: None,
            share: None,
            when: None,
            action: None,
            due: None,
            done: None,
            location: location.clone(),
        }
    }

    fn brings(&self, amount: Option<Money>, segment: usize) -> Brings {
        let average = self.books.plan.segments[segment].average_deal.as_ref();
        Brings {
            amount: amount.or(average.map(|average| average.amount)),
            deals: self.counts_deals.then_some(1),
        }
    }

    /// Deals won since the period began: what is being earned already.
    fn signed(&self) -> Vec<DraftLine> {
        let mut lines = Vec::new();
        for deal in self.own() {
            let Some(segment) = deal.segment else { continue };
            let of = &self.books.plan.segments[segment];
            let decided = deal.decided_on(Some(of)).filter(|_| deal.status == Status::Won);
            let Some(day) = decided.filter(|day| *day <= self.as_of && *day >= self.books.plan.period.from) else {
                continue;
            };
            lines.push(DraftLine {
                line: Commitment {
                    client: deal.client.clone(),
                    deal: Some(deal.id.clone()),
                    brings: self.brings(deal.amount, segment),
                    ..self.line(Source::SignedUnpaid, segment, &deal.location)
                },
                why: format!("signed on {day}"),
                is_open: false,
            });
        }
        lines
    }

    /// An open deal of the person's that counts for this period.
    fn in_hand(&self, open: &OpenDeal<'_>) -> Option<DraftLine> {
        let deal = open.deal;
        let segment = deal
            .segment
            .filter(|_| deal.owner.as_ref() == Some(self.id) && open.in_scope)?;
        let percent = (open.probability.to_f64()? * 100.0).round().clamp(1.0, 99.0) as u64;
        let close = deal.expected_close.filter(|day| *day > self.as_of);
        let why = match (deal.amount, deal.expected_close) {
            (None, _) => "it has no amount: this is the average deal".to_string(),
            (_, None) => "it does not say when it closes".to_string(),
            (_, Some(day)) if day <= self.as_of => format!("it was to close on {day}: when will it?"),
            _ => "chance by the rule `probability`".to_string(),
        };
        Some(DraftLine {
            line: Commitment {
                client: deal.client.clone(),
                deal: Some(deal.id.clone()),
                brings: self.brings(deal.amount, segment),
                likelihood: Rate::of(percent, 100).ok(),
                when: close.and_then(month),
                action: deal.next_step.clone(),
                due: deal.next_step_date,
                ..self.line(Source::OpenDeal, segment, &deal.location)
            },
            why,
            is_open: false,
        })
    }

    fn bought(&self) -> Vec<Bought<'_>> {
        let mut clients: BTreeMap<String, Bought<'_>> = BTreeMap::new();
        for deal in self.own() {
            let (Some(client), Some(segment)) = (deal.client.as_deref(), deal.segment) else {
                continue;
            };
            let of = &self.books.plan.segments[segment];
            let decided = deal.decided_on(Some(of)).filter(|_| deal.status == Status::Won);
            let Some(day) = decided.filter(|day| *day <= self.as_of) else {
                continue;
            };
            let bought = clients.entry(folded(client)).or_insert_with(|| Bought {
                client,
                segment,
                days: Vec::new(),
                amounts: Vec::new(),
            });
            bought.segment = segment;
            bought.days.push(day);
            bought.amounts.extend(deal.amount);
        }
        let mut all: Vec<Bought<'_>> = clients.into_values().collect();
        all.iter_mut().for_each(|bought| bought.days.sort_unstable());
        all
    }

    /// Clients who are due to buy again within the period by their own interval.
    fn repeat(&self) -> Vec<DraftLine> {
        let bought = self.bought();
        let has_open = |client: &str| {
            let mut own = self.own();
            let is_theirs = |name: &str| folded(name) == folded(client);
            own.any(|deal| deal.status == Status::Open && deal.client.as_deref().is_some_and(is_theirs))
        };
        let usual = self.bought_again(&bought);
        let due = bought
            .iter()
            .filter(|bought| !has_open(bought.client))
            .filter_map(|bought| {
                let interval = self.interval(bought)?;
                let last = *bought.days.last()?;
                let day = last.checked_add(Span::new().days(interval)).ok()?;
                (day <= self.books.plan.period.to).then_some((bought, interval, last, day))
            });
        due.map(|(bought, interval, last, day)| {
            // A client for a regular segment, where the plan has one, buys there.
            let segment = self.regular().unwrap_or(bought.segment);
            let planned = self.books.plan.segments[segment]
                .purchase
                .as_ref()
                .map(|purchase| purchase.rate);
            let likelihood = planned.or(usual.and_then(|(again, all)| Rate::of(again, all).ok()));
            let how = match (planned, usual) {
                (Some(_), _) => "chance as planned".to_string(),
                (None, Some((again, all))) if likelihood.is_some() => {
                    format!("{again} of {all} clients who had the time bought again")
                }
                _ => "how likely is it?".to_string(),
            };
            DraftLine {
                is_open: likelihood.is_none(),
                line: Commitment {
                    client: Some(bought.client.to_string()),
                    brings: self.brings(mean(&bought.amounts), segment),
                    likelihood,
                    when: month(day.max(self.as_of)),
                    ..self.line(Source::Repeat, segment, &self.books.plan.segments[segment].location)
                },
                why: format!("bought last on {last}, buys every {interval} days; {how}"),
            }
        })
        .collect()
    }

    /// The only segment without steps, where clients buy again.
    fn regular(&self) -> Option<usize> {
        let segments = self.books.plan.segments.iter().enumerate();
        let mut without_steps = segments.filter(|(_, segment)| segment.last_stage() == 0);
        let first = without_steps.next()?.0;
        without_steps.next().is_none().then_some(first)
    }

    /// The client's own median days between two purchases, else the segment's.
    fn interval(&self, bought: &Bought<'_>) -> Option<i64> {
        let mut gaps: Vec<i64> = bought
            .days
            .windows(2)
            .map(|pair| days_between(pair[0], pair[1]))
            .collect();
        gaps.sort_unstable();
        let own = gaps.get(gaps.len() / 2).copied().filter(|days| *days > 0);
        let purchase = self.books.plan.segments[self.regular().unwrap_or(bought.segment)]
            .purchase
            .as_ref();
        own.or(purchase.and_then(|purchase| purchase.interval_days).map(i64::from))
    }

    /// How many of the clients who had the time to buy again did.
    fn bought_again(&self, bought: &[Bought<'_>]) -> Option<(u64, u64)> {
        let had_time = bought.iter().filter(|bought| {
            let passed = bought.days.first().map_or(0, |first| days_between(*first, self.as_of));
            bought.days.len() > 1 || self.interval(bought).is_some_and(|interval| passed >= interval)
        });
        let (mut again, mut all) = (0, 0);
        for bought in had_time {
            all += 1;
            again += u64::from(bought.days.len() > 1);
        }
        (again > 0).then_some((again, all))
    }

    fn rest(&self, segment: usize, units: i64) -> Rest {
        let of = &self.books.plan.segments[segment];
        let need = &self.books.decomposition.segments[segment];
        let average = of.average_deal.as_ref().map(|average| average.amount);
        let deals = match average.filter(|_| !self.counts_deals) {
            Some(average) => deals_for(Money::new(units, average.currency), average).unwrap_or(0),
            None => units.unsigned_abs(),
        };
        let leads = needs_at(&need.rates, deals).filter(|needs| needs.len() > 1);
        let channels = self.books.plan.channels.iter();
        let brings = |brings: ChannelBrings| !matches!(brings, ChannelBrings::Leads(0));
        Rest {
            segment,
            units,
            deals,
            leads: leads.map(|needs| needs[0]),
            channels: channels
                .filter(|channel| channel.serves(segment) && brings(channel.brings))
                .map(|channel| channel.id.clone())
                .collect(),
        }
    }
}

/// The month of a day as a line writes it.
fn month(day: Date) -> Option<When> {
    Some(When {
        days: Period::new(day.first_of_month(), day.last_of_month())?,
        text: format!("{:04}-{:02}", day.year(), day.month()),
    })
}

fn mean(amounts: &[Money]) -> Option<Money> {
    let first = amounts.first()?;
    let sum: i128 = amounts.iter().map(|amount| i128::from(amount.minor)).sum();
    let mean = sum / i128::try_from(amounts.len()).ok()?;
    Some(Money::new(i64::try_from(mean).ok()?, first.currency))
}
