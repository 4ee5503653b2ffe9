//! The files of deals with other owners: nothing else in them changes.

use std::collections::BTreeSet;
use std::ops::Range;

use salesplan_model::id::{DealId, PersonId};

use crate::deals::DEALS;
use crate::rows::{Cell, Header, Row, read_csv, read_toml};
use crate::sink::Sink;

/// The text of deals.csv or deals.toml with `to` as the owner of some deals.
pub fn with_owner(path: &str, text: &str, deals: &BTreeSet<DealId>, to: &PersonId) -> String {
    let mut owners: Vec<Range<usize>> = Vec::new();
    let mut note = |header: &Header, row: &dyn Row| {
        let of = |name| Cell::find(header, row, name);
        let is_wanted = of("id").is_some_and(|id| deals.contains(&DealId::new(id.text)));
        owners.extend(of("owner").filter(|_| is_wanted).map(|owner| owner.span()));
    };
    // What is wrong with the file has been told when it was loaded.
    let sink = Sink::new(&path.into());
    let is_csv = path.ends_with(".csv");
    if is_csv {
        read_csv(text, &DEALS, &sink, &mut note);
    } else {
        read_toml(text, "deals", "a deal", &DEALS, &sink, &mut note);
    }
    let new = if is_csv {
        to.to_string()
    } else {
        toml::Value::String(to.to_string()).to_string()
    };
    owners.sort_by_key(|span| span.start);
    let mut out = text.to_string();
    for span in owners.into_iter().rev() {
        out.replace_range(span, &new);
    }
    out
}
