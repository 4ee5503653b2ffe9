//! Clients, with deals and without: who is worth a word because of what they could buy.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::deal::Status;
use crate::diagnostic::Location;
use crate::id::{DealId, PersonId};
use crate::money::Money;
use crate::period::days_between;
use crate::standing::Books;

/// A client as the files have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// What deals call it.
    pub name: String,
    /// Another name by which deals may call it.
    pub id: Option<String>,
    /// The company's own word for how much it matters; `A` is the highest.
    pub tier: Option<String>,
    /// What it could buy in the period.
    pub potential: Option<Money>,
    /// Who looks after it.
    pub owner: Option<PersonId>,
    /// What happens next.
    pub next_step: Option<String>,
    /// When that is due.
    pub next_step_date: Option<Date>,
    /// When it was last heard of.
    pub last_activity: Option<Date>,
    /// Where it stands.
    pub location: Location,
}

/// Silent for so long, a client who matters is worth a word.
const SILENT_DAYS: i64 = 30;

/// A client beside its deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account<'a> {
    /// The client.
    pub client: &'a Client,
    /// Its open deals, by id.
    pub open: Vec<DealId>,
    /// Stated amounts of the open deals, in minor units.
    pub open_minor: i64,
    /// What it bought in the period so far, in minor units.
    pub won_minor: i64,
    /// Why it is worth a word; nothing where it is not.
    pub reasons: Vec<Reason>,
}

/// Why a client is worth a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No deal with it is open.
    NoDeal,
    /// What is open and bought is less than half of what it could buy.
    Small,
    /// Nothing is agreed to happen next.
    NoNextStep,
    /// What was agreed is overdue by so many days.
    Overdue(i64),
    /// It was not heard of for so many days.
    Silent(i64),
}

/// The clients of the plan, those worth a word first: by what they could buy, then by name.
/// A client matters whose tier is `A`, or who could buy at least the largest average deal.
pub fn accounts<'a>(books: Books<'a>, as_of: Date) -> Vec<Account<'a>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, deal) in books.given.deals.iter().enumerate() {
        if let Some(name) = &deal.client {
            by_name.entry(name).or_default().push(index);
        }
    }
    let averages = books
        .plan
        .segments
        .iter()
        .filter_map(|segment| Some(segment.average_deal.as_ref()?.amount.minor));
    let large = averages.max();
    let account = |client: &'a Client| {
        let names = [
            Some(client.name.as_str()),
            client.id.as_deref().filter(|id| *id != client.name),
        ];
        let deals = names
            .into_iter()
            .flatten()
            .filter_map(|name| by_name.get(name))
            .flatten();
        let mut account = Account {
            client,
            open: Vec::new(),
            open_minor: 0,
            won_minor: 0,
            reasons: Vec::new(),
        };
        for deal in deals.map(|index| &books.given.deals[*index]) {
            let segment = deal.segment.map(|index| &books.plan.segments[index]);
            let Some(state) = deal.state(segment, as_of) else {
                continue;
            };
            let minor = deal.amount.map_or(0, |amount| amount.minor);
            match state.status {
                Status::Open => {
                    account.open.push(deal.id.clone());
                    account.open_minor = account.open_minor.saturating_add(minor);
                }
                Status::Won
                    if deal
                        .decided_on(segment)
                        .is_some_and(|day| books.plan.period.contains(day)) =>
                {
                    account.won_minor = account.won_minor.saturating_add(minor);
                }
                Status::Won | Status::Lost => {}
            }
        }
        let potential = client.potential.map(|potential| potential.minor);
        let is_large = potential
            .zip(large)
            .is_some_and(|(potential, large)| potential >= large);
        if client.tier.as_deref() == Some("A") || is_large {
            account.reasons = reasons(&account, as_of);
        }
        account
    };
    let mut accounts: Vec<Account<'a>> = books.given.clients.iter().map(account).collect();
    let weight = |account: &Account<'_>| account.client.potential.map_or(0, |potential| potential.minor);
    accounts.sort_by(|a, b| {
        let is_quiet = |account: &Account<'_>| account.reasons.is_empty();
        is_quiet(a)
            .cmp(&is_quiet(b))
            .then_with(|| weight(b).cmp(&weight(a)))
            .then_with(|| a.client.name.cmp(&b.client.name))
    });
    accounts
}

fn reasons(account: &Account<'_>, as_of: Date) -> Vec<Reason> {
    let client = account.client;
    let mut reasons = Vec::new();
    let busy = account.open_minor.saturating_add(account.won_minor);
    if account.open.is_empty() {
        reasons.push(Reason::NoDeal);
    } else if client.potential.is_some_and(|potential| busy < potential.minor / 2) {
        reasons.push(Reason::Small);
    }
    match (&client.next_step, client.next_step_date) {
        (None, _) => reasons.push(Reason::NoNextStep),
        (Some(_), Some(day)) if day < as_of => reasons.push(Reason::Overdue(days_between(day, as_of))),
        (Some(_), _) => {}
    }
    let silent = client
        .last_activity
        .filter(|day| *day <= as_of)
        .map(|day| days_between(day, as_of));
    reasons.extend(silent.filter(|days| *days >= SILENT_DAYS).map(Reason::Silent));
    reasons
}
