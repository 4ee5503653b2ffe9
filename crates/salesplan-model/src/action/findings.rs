//! What cannot be meant in promises and decisions: about nothing, about a deal or client that is called
//! otherwise, or of somebody who will have left.

use std::collections::BTreeSet;

use super::Action;
use crate::client::{folded, may_be_one};
use crate::diagnostic::{
    ACTION_CLIENT_ALIKE, ACTION_DEAL_UNKNOWN, ACTION_OWNER_LEFT, DECISION_ABOUT_NOTHING, Diagnostic,
};
use crate::plan::{Person, Plan};
use crate::standing::Books;
use crate::suggest;

/// The person that an action is due of after their last day with the team.
pub fn owner_who_left<'p>(plan: &'p Plan, action: &Action) -> Option<&'p Person> {
    let is_owner = |person: &&Person| Some(&person.id) == action.owner.as_ref();
    let owner = plan.team.people.iter().find(is_owner)?;
    owner.to.is_some_and(|last| last < action.due).then_some(owner)
}

/// Findings about the actions that have not ended.
pub fn findings(books: Books<'_>) -> Vec<Diagnostic> {
    let open = || books.given.actions.iter().filter(|action| action.ended.is_none());
    let names = open()
        .any(|action| action.client.is_some())
        .then(|| known_clients(books));
    let names = names.unwrap_or_default();
    let of = |action: &Action| {
        [
            about_nothing(action),
            left(books.plan, action),
            unknown_deal(books, action),
            client_alike(&names, action),
        ]
    };
    open().flat_map(of).flatten().collect()
}

fn about_nothing(action: &Action) -> Option<Diagnostic> {
    let is_about_nothing = action.is_decision && action.deal.is_none() && action.client.is_none();
    is_about_nothing.then(|| {
        Diagnostic::new(
            &DECISION_ABOUT_NOTHING,
            format!("decision `{}` is about no deal and no client", action.id),
        )
        .at(action.location.clone(), "about what?")
        .help("name its `deal` or `client`; without `kind` it is a promise")
    })
}

fn left(plan: &Plan, action: &Action) -> Option<Diagnostic> {
    let owner = owner_who_left(plan, action)?;
    let last = owner.to?;
    Some(
        Diagnostic::new(
            &ACTION_OWNER_LEFT,
            format!(
                "`{}` is due on {}, and the last day of `{}` is {last}",
                action.id, action.due, owner.id
            ),
        )
        .at(action.location.clone(), "due after the last day")
        .help("name another owner, or an earlier day"),
    )
}

fn unknown_deal(books: Books<'_>, action: &Action) -> Option<Diagnostic> {
    let deal = action.deal.as_ref()?;
    let known = books.given.deals.iter().map(|deal| deal.id.as_str());
    if known.clone().any(|known| known == deal.as_str()) {
        return None;
    }
    Some(
        Diagnostic::new(
            &ACTION_DEAL_UNKNOWN,
            format!("`{}` is about deal `{deal}`, and there is none", action.id),
        )
        .at(action.location.clone(), "no such deal")
        .help(suggest::help(deal.as_str(), known)),
    )
}

/// Names of clients as they are written, by their folded form; those of the list and those of deals.
fn known_clients(books: Books<'_>) -> Vec<(String, &str)> {
    let listed = books.given.clients.iter();
    let listed = listed.flat_map(|client| [Some(client.name.as_str()), client.id.as_deref()]);
    let dealt = books.given.deals.iter().map(|deal| deal.client.as_deref());
    let mut seen = BTreeSet::new();
    let names = listed.chain(dealt).flatten().map(|name| (folded(name), name));
    names.filter(|(name, _)| seen.insert(name.clone())).collect()
}

/// A client that nobody is called, where somebody is called nearly so. Others may well be new.
fn client_alike(names: &[(String, &str)], action: &Action) -> Option<Diagnostic> {
    let client = action.client.as_deref()?;
    let own = folded(client);
    if names.iter().any(|(name, _)| *name == own) {
        return None;
    }
    let (_, near) = names.iter().find(|(name, _)| may_be_one(name, &own))?;
    Some(
        Diagnostic::new(
            &ACTION_CLIENT_ALIKE,
            format!("`{}` is about client `{client}`, and there is only `{near}`", action.id),
        )
        .at(action.location.clone(), "this client")
        .help(format!("did you mean `{near}`?")),
    )
}
