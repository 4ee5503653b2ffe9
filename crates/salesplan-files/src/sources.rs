//! Commands as sources: `[sources.NAME]` in salesplan.toml. Here they are only read; whether one
//! may be run on a machine is for its user to say.

use std::collections::BTreeMap;

use salesplan_model::diagnostic::{Diagnostic, INVALID_COMMAND, any_error};

use crate::digest;
use crate::settings_file;
use crate::sink::Sink;
use crate::snapshot::Snapshot;
use crate::table::{self, Table};
use crate::workspace::{Read, text};

/// Seconds that a command may take where it does not say.
const TIMEOUT_DEFAULT: u64 = 300;

/// A day: whatever takes longer is no import.
const TIMEOUT_MAX: u64 = 86_400;

/// A command that prints CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name in the settings.
    pub name: String,
    /// The program and its arguments; at least the program. No shell reads them.
    pub command: Vec<String>,
    /// Seconds after which it is ended.
    pub timeout_seconds: u64,
}

impl Source {
    /// The digest of the exact command as it stands in a workspace at a path.
    pub fn digest(&self, workspace: &str) -> String {
        let head = [("workspace", workspace), ("source", &self.name)];
        let words = self.command.iter().map(|word| ("word", word.as_str()));
        digest::of_parts(
            head.into_iter()
                .chain(words)
                .map(|(part, text)| (part, text.as_bytes())),
        )
    }

    /// The command for a reader, each word in quotes, with nothing in it that steers a terminal.
    pub fn shown(&self) -> String {
        let words: Vec<String> = self.command.iter().map(|word| format!("{word:?}")).collect();
        words.join(" ")
    }
}

/// The sources of a workspace by name.
pub fn of_workspace(snapshot: &Snapshot) -> Read<BTreeMap<String, Source>> {
    let Some(file) = snapshot.get(settings_file::PATH) else {
        return Read {
            value: Some(BTreeMap::new()),
            findings: Vec::new(),
        };
    };
    let sink = Sink::new(&settings_file::path());
    let sources = text(file, &sink).map(|text| {
        let root = table::parse(text, &sink);
        // The rest of the file is for the reader of the settings to judge.
        read(&mut Table::root(&root, "salesplan.toml", &sink), &sink)
    });
    let findings = sink.into_findings();
    Read {
        value: sources.filter(|_| !any_error(&findings)),
        findings,
    }
}

pub(crate) fn read(file: &mut Table<'_, '_>, sink: &Sink) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    for (name, mut table) in file.named_tables("sources", "source") {
        let good = table::check_id(sink, "the source", &name);
        let place = table.place("command");
        let words = table.required("command", "[\"psql\", \"--csv\", \"-c\", \"select …\"]", |table| {
            table.texts("command")
        });
        let timeout = table.count("timeout-seconds");
        table.finish();
        let wrong = |message: String, place, help: &str| {
            sink.push(
                Diagnostic::new(&INVALID_COMMAND, message)
                    .at(sink.location(&place), "this command")
                    .help(help.to_string()),
            );
        };
        if let Some(timeout) = timeout.as_ref().filter(|at| !(1..=TIMEOUT_MAX).contains(&at.value)) {
            let message = format!("a command cannot run for {} seconds", timeout.value);
            wrong(
                message,
                timeout.span.clone(),
                "write from 1 second to a day: timeout-seconds = 300",
            );
            continue;
        }
        let Some(words) = words else { continue };
        let command: Vec<String> = words.into_iter().map(|word| word.value).collect();
        let is_program = command.first().is_some_and(|program| !program.is_empty());
        if !is_program || command.iter().any(|word| word.contains('\0')) {
            wrong(
                format!("the command of `{}` names no program", name.value),
                place,
                "write the program and its arguments, each a text of its own: [\"psql\", \"--csv\", \"-c\", \"select …\"]",
            );
        } else if good {
            sources.insert(
                name.value.clone(),
                Source {
                    name: name.value,
                    command,
                    timeout_seconds: timeout.map_or(TIMEOUT_DEFAULT, |at| at.value),
                },
            );
        }
    }
    sources
}
