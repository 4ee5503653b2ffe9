//! `clients.csv` or `clients.toml`: clients with what they could buy, deals or none.

use std::collections::{BTreeMap, BTreeSet};

use salesplan_model::client::{Client, folded};
use salesplan_model::diagnostic::{DUPLICATE_ID, Diagnostic, MISSING_KEY, UNKNOWN_PERSON};
use salesplan_model::id::PersonId;

use crate::lower;
use crate::outline::Outline;
use crate::rows::{Columns, Header, Row, read_csv, read_toml};
use crate::sink::{At, Sink};
use crate::suggest;

/// The columns of clients.csv, in the order in which they are written.
pub const COLUMNS: &[&str] = &[
    "name",
    "id",
    "tier",
    "potential",
    "owner",
    "next-step",
    "next-step-date",
    "last-activity",
    "note",
];

pub(crate) const CLIENTS: Columns = Columns {
    fixed: COLUMNS,
    more: &[],
    required: &["name"],
    families: &[],
};

pub(crate) fn read_from_csv(text: &str, outline: &Outline, sink: &Sink) -> Vec<Client> {
    let mut reader = Reader::new(outline, sink);
    read_csv(text, &CLIENTS, sink, |header, row| reader.row(header, row));
    reader.clients
}

pub(crate) fn read_from_toml(text: &str, outline: &Outline, sink: &Sink) -> Vec<Client> {
    let mut reader = Reader::new(outline, sink);
    read_toml(text, "clients", "a client", &CLIENTS, sink, |header, row| {
        reader.row(header, row);
    });
    reader.clients
}

pub(crate) struct Reader<'a> {
    outline: &'a Outline,
    sink: &'a Sink,
    clients: Vec<Client>,
    seen: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub fn new(outline: &'a Outline, sink: &'a Sink) -> Self {
        Self {
            outline,
            sink,
            clients: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    pub fn row(&mut self, header: &Header, row: &dyn Row) {
        let sink = self.sink;
        let location = sink.location(&row.whole());
        let at = |name: &str| -> Option<At<String>> {
            let column = header.position(name)?;
            Some(At::new(row.text(column)?.to_string(), row.span(column)))
        };
        let text = |name: &str| at(name).map(|at| at.value);
        let date = |name: &str| at(name).and_then(|at| lower::date(sink, &at.value, &at.span));
        let Some(name) = at("name") else {
            sink.push(
                Diagnostic::new(&MISSING_KEY, "the client has no `name`")
                    .at(location, "this client")
                    .help("name it as the deals do"),
            );
            return;
        };
        for (folded, known) in [Some(name.value.clone()), text("id")]
            .into_iter()
            .flatten()
            .map(|known| (folded(&known), known))
            .collect::<BTreeMap<_, _>>()
        {
            if !self.seen.insert(folded) {
                sink.push(
                    Diagnostic::new(&DUPLICATE_ID, format!("there are two clients `{known}`"))
                        .at(sink.location(&name.span), "the second one")
                        .help("keep one of them"),
                );
            }
        }
        let owner = at("owner");
        let people = self.outline.people.as_ref();
        let stranger = owner
            .as_ref()
            .zip(people)
            .filter(|(owner, people)| !people.contains(&owner.value));
        if let Some((owner, people)) = stranger {
            sink.push(
                Diagnostic::new(&UNKNOWN_PERSON, format!("`{}` is not in team.toml", owner.value))
                    .at(sink.location(&owner.span), "nobody of the team")
                    .help(suggest::help(&owner.value, people.iter().map(String::as_str))),
            );
        }
        self.clients.push(Client {
            name: name.value,
            id: text("id"),
            tier: text("tier"),
            potential: at("potential").and_then(|sum| lower::money(sink, &sum, self.outline.currency)),
            owner: owner.map(|owner| PersonId::new(owner.value)),
            next_step: text("next-step"),
            next_step_date: date("next-step-date"),
            last_activity: date("last-activity"),
            location,
        });
    }
}
