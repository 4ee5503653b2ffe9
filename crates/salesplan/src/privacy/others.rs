//! `review --for`: who and what are not to be named to somebody, in whatever they wrote.

use std::collections::BTreeSet;

use salesplan_files::names_file::Names;
use salesplan_model::id::PersonId;
use salesplan_report::wording::{Matching, Term, Wording, plain_form};

use super::hiding::{Hidden, deals, people};
use crate::loaded::Loaded;

/// The others of the team, clients and deals that are only theirs. What cannot be told from
/// other words, or is what somebody of the audience has as well, stays.
pub(super) fn hidden(loaded: &Loaded, audience: &[usize], outside: &Names) -> Vec<Hidden> {
    let team = &loaded.plan().team.people;
    let own_ids: BTreeSet<&PersonId> = audience.iter().map(|index| &team[*index].id).collect();
    let is_own = |id: Option<&PersonId>| id.is_some_and(|id| own_ids.contains(id));
    // They are numbered in the order of the team.
    let shown: BTreeSet<String> = audience.iter().map(|index| format!("person {}", index + 1)).collect();
    let (own_names, others): (Vec<Hidden>, Vec<Hidden>) = people(loaded, &outside.people)
        .into_iter()
        .partition(|hidden| shown.contains(&hidden.shown));
    let (mut own, mut hidden) = (own_names, Vec::new());
    hidden.extend(others.into_iter().map(|other| Hidden::part(other.text, "a colleague")));
    let (mine, of_others): (Vec<_>, Vec<_>) = deals(loaded).partition(|deal| is_own(deal.owner.as_ref()));
    // Of one's deals, and of one's own lines of the plan.
    let clients = |of_own: bool| -> Vec<String> {
        let deals = if of_own { &mine } else { &of_others };
        let of_deals = deals.iter().filter_map(|deal| deal.client.as_deref());
        let people = loaded.folder.commitments.iter();
        let lines = people
            .filter(|by| is_own(Some(&by.person)) == of_own)
            .flat_map(|by| &by.lines);
        let of_lines = lines.filter_map(|line| line.client.as_deref());
        let listed = loaded.folder.clients.iter();
        let listed = listed.filter(|client| is_own(client.owner.as_ref()) == of_own);
        let listed = listed.flat_map(|client| [Some(client.name.as_str()), client.id.as_deref()]);
        let promised = loaded.folder.actions.iter();
        let promised = promised.filter(|action| is_own(action.owner.as_ref()) == of_own);
        let promised = promised.map(|action| action.client.as_deref());
        let clients: BTreeSet<&str> = of_deals
            .chain(of_lines)
            .chain(listed.chain(promised).flatten())
            .collect();
        let named = |client: &str| {
            let outside = outside
                .clients
                .iter()
                .filter(|(id, _)| plain_form(id) == plain_form(client));
            outside.map(|(_, name)| name.clone()).collect::<Vec<_>>()
        };
        clients
            .into_iter()
            .flat_map(|client| named(client).into_iter().chain([client.to_string()]))
            .collect()
    };
    own.extend(clients(true).into_iter().map(|client| Hidden::part(client, "")));
    own.extend(mine.iter().map(|deal| Hidden::part(deal.id.to_string(), "")));
    hidden.extend(
        clients(false)
            .into_iter()
            .map(|client| Hidden::part(client, "another client")),
    );
    hidden.extend(
        of_others
            .iter()
            .map(|deal| Hidden::part(deal.id.to_string(), "another deal")),
    );
    let own = Wording::new(Matching::SameWords, own.iter().map(Hidden::term));
    hidden.retain(|hidden| !own.is_term(&hidden.text));
    hidden
}

/// The terms of several, each text with one stand-in: that of the first.
pub(super) fn first_of(hidden: impl IntoIterator<Item = Hidden>) -> Vec<Term> {
    let mut seen = BTreeSet::new();
    let new = hidden
        .into_iter()
        .filter(|hidden| seen.insert(plain_form(&hidden.text)));
    new.map(|hidden| hidden.term()).collect()
}
