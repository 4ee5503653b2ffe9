//! The leads that commitments with new clients silently need.

use super::lines::{Counted, CountedLine};
use crate::commitment::{Commitment, Source};
use crate::decompose::deals_for;
use crate::diagnostic::{Diagnostic, LEADS_NOT_THERE};
use crate::mix::needs_at;
use crate::plan::Plan;
use crate::rate::Rate;
use crate::resources::leads::running_supply;
use crate::standing::Books;

/// What one line with new clients asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineLeads {
    /// Index among the counted lines.
    pub line: usize,
    /// Index of the channel, where the line names one that the plan has.
    pub channel: Option<usize>,
    /// Whether the person finds the leads without the company's channels.
    pub own: bool,
    /// The deals that the line is.
    pub deals: u64,
    /// The leads that these need, rounded up at each stage.
    pub leads: u64,
}

/// Leads of one channel, or of none in particular.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelNeed {
    /// Index of the channel; `None` for leads from anywhere.
    pub channel: Option<usize>,
    /// What the committed lines need.
    pub needed: u64,
    /// What the plan has the channel bring.
    pub planned: u64,
    /// The most it can bring in the period, where that is stated.
    pub supply: Option<u64>,
    /// Where it cannot bring what is counted on.
    pub finding: Option<Diagnostic>,
}

/// The leads of every line with new clients, and their sums by channel in the plan's order.
pub(super) fn needed(books: Books<'_>, lines: &[CountedLine<'_>]) -> (Vec<LineLeads>, Vec<ChannelNeed>) {
    let leads: Vec<LineLeads> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.counted != Counted::No)
        .filter_map(|(index, line)| of_line(books, index, line.line))
        .collect();
    let channels = (0..books.plan.channels.len()).map(Some).chain([None]);
    let sums = channels.filter_map(|channel| {
        let mut from = leads
            .iter()
            .filter(|line| line.channel == channel && !line.own)
            .peekable();
        from.peek()?;
        let first = from.peek().map(|line| &lines[line.line].line.location);
        let needed = from.clone().fold(0, |sum: u64, line| sum.saturating_add(line.leads));
        let mut sum = of_channel(books, channel, needed);
        let short = sum.supply.filter(|supply| *supply < needed).zip(first);
        sum.finding = short.map(|(supply, first)| {
            short_of(books.plan, channel, needed, supply).at(first.clone(), "the first of these lines")
        });
        Some(sum)
    });
    let sums = sums.collect();
    (leads, sums)
}

fn of_line(books: Books<'_>, index: usize, line: &Commitment) -> Option<LineLeads> {
    let plan = books.plan;
    let (channel, own) = match line.source.as_ref()? {
        Source::New(Some(id)) => (plan.channels.iter().position(|channel| channel.id == *id), false),
        Source::New(None) => (None, false),
        Source::OwnProspecting => (None, true),
        _ => return None,
    };
    let segment = &plan.segments[line.segment];
    let average = segment.average_deal.as_ref().map(|average| average.amount);
    let by_amount = || deals_for(line.brings.amount?, average?);
    let deals = line.brings.deals.or_else(by_amount).unwrap_or(1);
    let leads = *needs_at(&rates(books, line.segment, channel), deals)?.first()?;
    Some(LineLeads {
        line: index,
        channel,
        own,
        deals,
        leads,
    })
}

/// The conversions of a channel's leads, else those of the segment's mix.
fn rates(books: Books<'_>, segment: usize, channel: Option<usize>) -> Vec<Rate> {
    let need = &books.decomposition.segments[segment];
    let own = need
        .leads
        .iter()
        .find(|part| channel.is_some() && part.channel == channel);
    own.map_or_else(|| need.rates.clone(), |part| part.rates.clone())
}

fn of_channel(books: Books<'_>, channel: Option<usize>, needed: u64) -> ChannelNeed {
    let segments = &books.decomposition.segments;
    let planned = match channel {
        Some(_) => {
            let parts = segments.iter().flat_map(|need| &need.leads);
            parts
                .filter(|part| part.channel == channel)
                .map(|part| part.leads)
                .sum()
        }
        None => {
            let with_steps = segments.iter().filter(|need| need.needs.len() > 1);
            with_steps.map(|need| need.needs[0]).sum()
        }
    };
    let last = books.decomposition.weeks.last();
    let limit = channel.and_then(|index| running_supply(books.plan, &books.plan.channels[index], last?));
    ChannelNeed {
        channel,
        needed,
        planned,
        supply: limit,
        finding: None,
    }
}

fn short_of(plan: &Plan, channel: Option<usize>, needed: u64, supply: u64) -> Diagnostic {
    let name = channel.map_or("leads", |index| plan.channels[index].title.as_str());
    Diagnostic::new(
        &LEADS_NOT_THERE,
        format!("the commitments count on {needed} leads of `{name}`, which can bring {supply} in the period"),
    )
    .help("find the rest elsewhere, or raise what the channel can bring")
}
