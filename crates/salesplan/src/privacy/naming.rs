//! `--names`: the file outside git that says who is meant by an id.

use std::io::Read;

use salesplan_files::names_file::{self, Names};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_report::vocabulary;
use salesplan_report::wording::{Matching, Term, Wording};

use super::hiding;
use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;
use crate::loaded::Loaded;
use crate::place;

/// The variable that names the file where `--names` does not.
pub(crate) const VARIABLE: &str = "SALESPLAN_NAMES";

/// Reads the file of names, where one is given.
pub(super) fn read(global: &Global, console: &Console<'_>) -> Result<Option<Names>, Failure> {
    let variable = || console.variable(VARIABLE).filter(|path| !path.is_empty());
    let Some(path) = global.names.clone().or_else(|| variable().map(Into::into)) else {
        return Ok(None);
    };
    let path = place::start(global, console)?.join(path);
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    std::fs::File::open(&path)
        .and_then(|file| file.take(bytes_max(&name) + 1).read_to_end(&mut bytes))
        .map_err(|error| Failure::io("read", &path, &error))?;
    let content = match bytes.len() as u64 {
        n_bytes if n_bytes > bytes_max(&name) => Content::TooLarge { bytes: n_bytes },
        _ => Content::Bytes(bytes),
    };
    let mut snapshot = Snapshot::default();
    snapshot.insert(&name, None, content);
    let read = names_file::read(snapshot.get(&name).expect("inserted just now"));
    match read.value {
        Some(names) => Ok(Some(names)),
        None => Err(Failure::findings(read.findings, &snapshot)),
    }
}

/// Names in the place of the ids.
pub(super) fn wording(names: &Names, loaded: &Loaded) -> Result<Wording, Failure> {
    let entries = || names.people.iter().chain(&names.clients);
    let term = |(id, name): (&String, &String)| Term {
        text: id.clone(),
        shown: name.clone(),
    };
    let wording = Wording::new(Matching::SameText, entries().map(term));
    let own = hiding::ids(loaded);
    let is_word = |id: &String| vocabulary::texts().any(|text| wording.terms_in(text).contains(id.as_str()));
    let unclear = entries()
        .map(|(id, _)| id)
        .find(|id| !vocabulary::can_be_told(id) || own.contains(id) || is_word(id));
    match unclear {
        Some(id) => Err(Failure::usage(
            format!("`{id}` of the file of names cannot be told from other words"),
            "give ids that are nothing else, such as p-1 and c-17",
        )),
        None => Ok(wording),
    }
}
