//! `--redact`: which names there are, and what stands in their place.

use std::collections::{BTreeMap, BTreeSet};

use salesplan_files::names_file::Names;
use salesplan_model::deal::Deal;
use salesplan_model::id::{DealId, PersonId};
use salesplan_model::rules::Hook;
use salesplan_report::vocabulary;
use salesplan_report::wording::{Matching, Term, Wording, plain_form};

use super::others;
use crate::args::Redact;
use crate::evening_deals::EveningDeals;
use crate::failure::Failure;
use crate::loaded::Loaded;
use crate::movement::Before;

/// The shortest part of a person's name that is looked for by itself.
const PART_CHARACTERS_MIN: usize = 3;

/// A name that is not to be seen.
pub(super) struct Hidden {
    pub text: String,
    pub shown: String,
    /// A part of a name; where it cannot be told from other words, the whole name does.
    is_part: bool,
}

/// The stand-ins of everybody and everything that is to be hidden. A review for some
/// people makes others nameless altogether.
pub(super) fn wording(
    redact: &[Redact],
    loaded: &Loaded,
    outside: &Names,
    audience: Option<&[usize]>,
) -> Result<Wording, Failure> {
    let mut hidden = Vec::new();
    if redact.contains(&Redact::People) {
        hidden.extend(people(loaded, &outside.people));
    }
    if redact.contains(&Redact::Clients) {
        let others = Wording::new(Matching::SameWords, hidden.iter().map(Hidden::term));
        hidden.extend(clients(loaded, &outside.clients, &others));
    }
    let others = audience.map_or(Vec::new(), |audience| others::hidden(loaded, audience, outside));
    let mut hidden: Vec<Hidden> = others.into_iter().chain(hidden).collect();
    let own: Vec<String> = if audience.is_some() {
        names_of_things(loaded)
    } else {
        ids(loaded)
    };
    let taken = taken(&hidden, own);
    let is_clear = |name: &Hidden| vocabulary::can_be_told(&name.text) && !taken.is_term(&name.text);
    let unclear = hidden.iter().filter(|name| !name.is_part && !is_clear(name));
    let unclear: BTreeSet<&str> = unclear.map(|name| name.shown.as_str()).collect();
    if let Some(first) = unclear.first() {
        return Err(too_common(first, unclear.len()));
    }
    hidden.retain(is_clear);
    Ok(Wording::new(Matching::SameWords, others::first_of(hidden)))
}

impl Hidden {
    /// Something that is hidden where it can be told from other words.
    pub fn part(text: String, shown: &str) -> Self {
        Self {
            text,
            shown: shown.into(),
            is_part: true,
        }
    }

    pub fn term(&self) -> Term {
        Term {
            text: self.text.clone(),
            shown: self.shown.clone(),
        }
    }
}

fn too_common(first: &str, n_names: usize) -> Failure {
    let others = match n_names - 1 {
        0 => String::new(),
        1 => ", and of one more,".into(),
        n_others => format!(", and of {n_others} more,"),
    };
    Failure::usage(
        format!("a name or id of {first}{others} cannot be told from other words, so it cannot be hidden"),
        "give names and ids that are nothing else: at least two characters and not only digits, no word of the review, no id of a deal, stage, segment or channel",
    )
}

/// `person 1`, `person 2` and so on in the order of team.toml, then those who are only named
/// by deals and facts, then those of whom only the files of the previous review know, or the
/// file of names.
pub(super) fn people(loaded: &Loaded, outside: &BTreeMap<String, String>) -> Vec<Hidden> {
    // In the order in which they are first named, with every name that they have or had.
    let mut known: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for state in states(loaded) {
        let team = state.plan().team.people.iter();
        for (id, name) in team
            .map(|person| (person.id.as_str(), Some(person.name.as_str())))
            .chain(mentioned(state).map(|id| (id, None)))
        {
            let place = *places.entry(id).or_insert_with(|| {
                known.push((id, Vec::new()));
                known.len() - 1
            });
            known[place].1.extend(name);
        }
    }
    for id in outside.keys() {
        if !places.contains_key(id.as_str()) {
            known.push((id, Vec::new()));
        }
    }
    let mut hidden = Vec::new();
    for (index, (id, names)) in known.into_iter().enumerate() {
        let shown = format!("person {}", index + 1);
        let mut hide = |text: &str, is_part: bool| {
            hidden.push(Hidden {
                text: text.into(),
                shown: shown.clone(),
                is_part,
            });
        };
        hide(id, false);
        for name in names.into_iter().chain(outside.get(id).map(String::as_str)) {
            hide(name, false);
            let parts = name.split_whitespace();
            for part in parts.filter(|part| part.chars().count() >= PART_CHARACTERS_MIN) {
                hide(part, true);
            }
        }
    }
    hidden
}

/// The files as they are, and as the previous review had them: what a review says is told from both.
fn states(loaded: &Loaded) -> impl Iterator<Item = &Loaded> {
    let before = loaded.before.as_ref().and_then(Before::made_from);
    std::iter::once(loaded).chain(before)
}

/// The deals of the files, and what was recorded of them by the evenings at hand.
pub(super) fn deals(loaded: &Loaded) -> impl Iterator<Item = &Deal> {
    let recorded = loaded.evening.iter().flat_map(EveningDeals::all);
    loaded.folder.deals.iter().chain(recorded)
}

/// The people whom the files of a plan name beside those of its team.
fn mentioned(loaded: &Loaded) -> impl Iterator<Item = &str> {
    let (plan, folder) = (loaded.plan(), &loaded.folder);
    let owner = plan.resources.owner.iter();
    let owners = deals(loaded).filter_map(|deal| deal.owner.as_ref());
    let of_facts = folder.facts.iter().filter_map(|fact| fact.person.as_ref());
    let promising = folder.actions.iter().filter_map(|action| action.owner.as_ref());
    let caring = folder.clients.iter().filter_map(|client| client.owner.as_ref());
    let writers = folder.commitments.iter().map(|own| &own.person);
    let signers = folder.agreements.iter().map(|agreement| &agreement.person);
    let agreed = folder.agreements.iter();
    let owners_then = agreed
        .clone()
        .filter_map(|agreement| agreement.content.promises.owner.as_ref());
    let heads = agreed.filter_map(|agreement| Some(agreement.countersigned.as_ref()?.by.as_str()));
    let heads = heads.chain(plan.team.head.as_deref());
    owner
        .chain(owners)
        .chain(of_facts)
        .chain(promising)
        .chain(caring)
        .chain(writers)
        .chain(signers)
        .chain(owners_then)
        .map(PersonId::as_str)
        .chain(heads)
}

/// The clients whom the files of a plan name, each with a deal where it has one.
fn clients_named(loaded: &Loaded) -> impl Iterator<Item = (&str, Option<&DealId>)> {
    let folder = &loaded.folder;
    let of_deals = deals(loaded).filter_map(|deal| Some((deal.client.as_deref()?, Some(&deal.id))));
    let committed = folder.commitments.iter().flat_map(|own| &own.lines);
    let agreed = folder
        .agreements
        .iter()
        .flat_map(|agreement| &agreement.content.commitments);
    let committed = committed.map(|line| line.client.as_deref());
    let agreed = agreed.map(|line| line.client.as_deref());
    let listed = folder.clients.iter();
    let listed = listed.flat_map(|client| [Some(client.name.as_str()), client.id.as_deref()]);
    let promised = folder.actions.iter().map(|action| action.client.as_deref());
    let others = committed.chain(agreed).chain(listed).chain(promised).flatten();
    of_deals.chain(others.map(|client| (client, None)))
}

/// `client of D-12` with the smallest id among the client's deals; `client 1` and so on for a
/// client without a deal, or with one whose id holds a name.
fn clients(loaded: &Loaded, outside: &BTreeMap<String, String>, people: &Wording) -> Vec<Hidden> {
    let mut deals: BTreeMap<String, (&str, Option<&DealId>)> = BTreeMap::new();
    for (client, deal) in states(loaded).flat_map(clients_named) {
        let (_, smallest) = deals.entry(plain_form(client)).or_insert((client, None));
        *smallest = (*smallest).into_iter().chain(deal).min();
    }
    for client in outside.keys() {
        deals.entry(plain_form(client)).or_insert((client, None));
    }
    // A text without letters or digits is nobody's name.
    deals.remove("");
    let texts = || {
        deals
            .values()
            .map(|(text, _)| *text)
            .chain(outside.values().map(String::as_str))
    };
    let terms = texts().map(|text| Term {
        text: text.into(),
        shown: String::new(),
    });
    let named = Wording::new(Matching::SameWords, terms);
    let holds_name = |id: &str| named.first_in(id).or_else(|| people.first_in(id)).is_some();
    let mut n_numbered = 0;
    let mut hidden = Vec::new();
    for (text, deal) in deals.values() {
        let shown = match deal.filter(|id| !holds_name(id.as_str())) {
            Some(id) => format!("client of {id}"),
            None => {
                n_numbered += 1;
                format!("client {n_numbered}")
            }
        };
        let names = outside.iter().filter(|(id, _)| plain_form(id) == plain_form(text));
        for text in std::iter::once(*text).chain(names.map(|(_, name)| name.as_str())) {
            hidden.push(Hidden {
                text: text.into(),
                shown: shown.clone(),
                is_part: false,
            });
        }
    }
    hidden
}

/// Those names that are something else as well: words of the program or of the bundled rules,
/// weeks, and ids of the plan.
fn taken(hidden: &[Hidden], ids: Vec<String>) -> Wording {
    let all = Wording::new(Matching::SameWords, hidden.iter().map(Hidden::term));
    let rules = Hook::ALL.iter().map(|hook| salesplan_rules::bundled_text(*hook));
    let words = vocabulary::texts().chain(rules.flat_map(said_by));
    let words: BTreeSet<&str> = words.flat_map(|text| all.terms_in(text)).collect();
    let term = |text: String| Term {
        text,
        shown: String::new(),
    };
    let words = words.into_iter().map(str::to_string);
    Wording::new(Matching::SameWords, words.chain(ids).map(term))
}

/// What a rule may say: the texts in its quotes.
fn said_by(rule: &str) -> impl Iterator<Item = &str> {
    let code = rule.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(['"', '`']).skip(1).step_by(2))
}

/// What the plan calls its own things, and its deals.
pub(super) fn ids(loaded: &Loaded) -> Vec<String> {
    let mut ids = names_of_things(loaded);
    ids.extend(deals(loaded).map(|deal| deal.id.to_string()));
    ids
}

/// Ids of segments, stages and channels, names of activities, weeks, the currency.
fn names_of_things(loaded: &Loaded) -> Vec<String> {
    let plan = loaded.plan();
    let stages = || plan.segments.iter().flat_map(|segment| &segment.stages);
    let activities = stages().flat_map(|stage| stage.activities.iter().map(|(name, _)| name.to_string()));
    let segments = plan.segments.iter().map(|segment| segment.id.to_string());
    let channels = plan.channels.iter().map(|channel| channel.id.to_string());
    let weeks = plan.period.weeks().into_iter().map(|span| span.week.to_string());
    let currency = plan.goal.currency.map(|currency| currency.to_string());
    let stages = stages().map(|stage| stage.id.to_string());
    activities
        .chain(stages)
        .chain(segments)
        .chain(channels)
        .chain(weeks)
        .chain(currency)
        .collect()
}
