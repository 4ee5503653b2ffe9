//! Clients, with deals and without: who is worth a word because of what they could buy.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::deal::{Deal, Status};
use crate::diagnostic::{CLIENT_NAMED_ALIKE, Diagnostic, Location};
use crate::id::{DealId, PersonId};
use crate::money::Money;
use crate::period::days_between;
use crate::standing::Books;

mod names;

pub use names::folded;
pub(crate) use names::may_be_one;

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

impl Client {
    /// What deals may call it, folded; without repetition.
    pub fn names(&self) -> BTreeSet<String> {
        let names = [Some(self.name.as_str()), self.id.as_deref()];
        names.into_iter().flatten().map(folded).collect()
    }
}

/// The deals of every client, by the folded name.
fn deals_by_client<'a>(books: Books<'a>) -> BTreeMap<String, Vec<&'a Deal>> {
    let mut by_name: BTreeMap<String, Vec<&'a Deal>> = BTreeMap::new();
    if books.given.clients.is_empty() {
        return by_name;
    }
    for deal in books.given.deals {
        if let Some(name) = &deal.client {
            by_name.entry(folded(name)).or_default().push(deal);
        }
    }
    by_name
}

/// The most comparisons of names; a list of thousands among thousands of deals takes no minutes.
const COMPARISONS_MAX: usize = 500_000;

/// Clients without any deal for whom a deal of nobody in the list may be meant: the first such
/// deal, by the client's place in the list.
fn named_alike<'a>(books: Books<'a>) -> BTreeMap<usize, &'a Deal> {
    let by_name = deals_by_client(books);
    let names: Vec<BTreeSet<String>> = books.given.clients.iter().map(Client::names).collect();
    let listed: BTreeSet<&String> = names.iter().flatten().collect();
    let strangers: Vec<(&String, &'a Deal)> = by_name
        .iter()
        .filter(|(name, _)| !listed.contains(name))
        .map(|(name, deals)| (name, deals[0]))
        .collect();
    let without = names
        .iter()
        .enumerate()
        .filter(|(_, names)| names.iter().all(|name| !by_name.contains_key(name)));
    let n_compared = COMPARISONS_MAX.checked_div(strangers.len()).unwrap_or(0);
    let alike = without.take(n_compared).filter_map(|(place, names)| {
        let is_meant = |(stranger, _): &&(&String, &Deal)| names.iter().any(|name| may_be_one(name, stranger));
        Some((place, strangers.iter().find(is_meant)?.1))
    });
    alike.collect()
}

/// Clients whose deals may be written under another spelling.
pub fn findings(books: Books<'_>) -> Vec<Diagnostic> {
    let finding =
        |(place, deal): (usize, &Deal)| {
            let client = &books.given.clients[place];
            let other = deal.client.as_deref().unwrap_or_default();
            Diagnostic::new(
            &CLIENT_NAMED_ALIKE,
            format!("no deal is with `{}`, and deal `{}` is with `{other}`", client.name, deal.id),
        )
        .at(client.location.clone(), "this client")
        .help("write both alike, give the client the other name as its `id`, or list the other as a client of its own")
        };
    named_alike(books).into_iter().map(finding).collect()
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// No deal with it is open.
    NoDeal,
    /// No deal has its name, and that one has a name like it.
    NamedAlike(DealId),
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
    let by_name = deals_by_client(books);
    let alike = named_alike(books);
    let averages = books
        .plan
        .segments
        .iter()
        .filter_map(|segment| Some(segment.average_deal.as_ref()?.amount.minor));
    let large = averages.max();
    let account = |(place, client): (usize, &'a Client)| {
        let names = client.names();
        let deals = names.iter().filter_map(|name| by_name.get(name)).flatten();
        let mut account = Account {
            client,
            open: Vec::new(),
            open_minor: 0,
            won_minor: 0,
            reasons: Vec::new(),
        };
        for deal in deals {
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
            account.reasons = reasons(&account, alike.get(&place).copied(), as_of);
        }
        account
    };
    let mut accounts: Vec<Account<'a>> = books.given.clients.iter().enumerate().map(account).collect();
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

fn reasons(account: &Account<'_>, alike: Option<&Deal>, as_of: Date) -> Vec<Reason> {
    let client = account.client;
    let mut reasons = Vec::new();
    let busy = account.open_minor.saturating_add(account.won_minor);
    if let Some(deal) = alike {
        reasons.push(Reason::NamedAlike(deal.id.clone()));
    } else if account.open.is_empty() {
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
