//! The file of names that stands outside git: who is meant by an id of the plan.
//!
//! ```toml
//! [people]
//! p-1 = "Anna Berg"
//! [clients]
//! c-17 = "Old Mill"
//! ```

use std::collections::BTreeMap;

use salesplan_model::diagnostic::{Diagnostic, UNKNOWN_VALUE, any_error};

use crate::sink::Sink;
use crate::snapshot::SourceFile;
use crate::table::{self, Table, wrong_type};
use crate::workspace::{self, Read};

/// Names by the ids that plans have for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Of people.
    pub people: BTreeMap<String, String>,
    /// Of clients.
    pub clients: BTreeMap<String, String>,
}

/// Reads the file. An id that no plan has is no fault: a file may serve many plans.
pub fn read(file: &SourceFile) -> Read<Names> {
    let sink = Sink::new(&file.path);
    let names = workspace::text(file, &sink).map(|text| read_text(text, &sink));
    let findings = sink.into_findings();
    let value = names.filter(|_| !any_error(&findings));
    Read { value, findings }
}

fn read_text(text: &str, sink: &Sink) -> Names {
    let root = table::parse(text, sink);
    let mut file = Table::root(&root, "the file of names", sink);
    let names = Names {
        people: read_names(file.table("people", "the people"), sink),
        clients: read_names(file.table("clients", "the clients"), sink),
    };
    file.finish();
    names
}

fn read_names(table: Option<Table<'_, '_>>, sink: &Sink) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (key, value) in table.iter().flat_map(Table::entries) {
        let id = key.get_ref().to_string();
        let Some(name) = value.get_ref().as_str() else {
            wrong_type::<()>(sink, &id, value, "a name in quotes");
            continue;
        };
        let name = name.replace(char::is_control, " ").trim().to_string();
        if name.is_empty() {
            sink.push(
                Diagnostic::new(&UNKNOWN_VALUE, format!("`{id}` has an empty name"))
                    .at(sink.location(&value.span()), "no name")
                    .help("write the name, or remove the line"),
            );
        }
        names.insert(id, name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Content, Snapshot};

    fn read_bytes(text: &str) -> Read<Names> {
        let mut snapshot = Snapshot::default();
        snapshot.insert("names.toml", None, Content::Bytes(text.into()));
        read(snapshot.get("names.toml").unwrap())
    }

    #[test]
    fn people_and_clients_have_names() {
        let read = read_bytes("[people]\np-1 = \"Anna\\nBerg \"\n[clients]\n\"c 17\" = \"Old Mill\"\n");
        let names = read.value.unwrap();
        assert_eq!(names.people["p-1"], "Anna Berg");
        assert_eq!(names.clients["c 17"], "Old Mill");
    }

    #[test]
    fn every_mistake_has_its_place() {
        let read = read_bytes("[people]\np-1 = 5\np-2 = \" \"\n[firms]\nx = \"y\"\n");
        assert_eq!(read.value, None);
        let found = |finding: &Diagnostic| {
            let place = finding.primary.as_ref().expect("a place");
            (finding.kind.id, place.location.span.start)
        };
        let ids: Vec<(&str, usize)> = read.findings.iter().map(found).collect();
        assert_eq!(ids, [("wrong-type", 15), ("unknown-value", 23), ("unknown-key", 28)]);
    }
}
