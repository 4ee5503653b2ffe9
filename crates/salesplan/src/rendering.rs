//! Renders a template apart from the rest of the program: on a thread with a
//! stack of its own and for a bounded time, since templates are not trusted.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use salesplan_files::snapshot::Snapshot;
use salesplan_files::workspace::{self, source_text};
use salesplan_model::diagnostic::{Diagnostic, TEMPLATE_FAULT};
use salesplan_model::settings::Locale;
use salesplan_report::language::Language;
use salesplan_report::template::Templates;
use serde_json::Value;

use crate::args::Global;
use crate::failure::Failure;

/// A stack on which every template below the size limit can be parsed.
const STACK_BYTES: usize = 256 << 20;
/// Fuel ends a template long before this.
const PATIENCE: Duration = Duration::from_secs(10);

/// Renders a template of the workspace, or the bundled one, over a view, in a language.
pub(crate) fn render(snapshot: &Snapshot, locale: Locale, name: &'static str, view: Value) -> Result<String, Failure> {
    let own = own_templates(snapshot).map_err(|faults| Failure::findings(faults, snapshot))?;
    let rendered = apart(move || {
        let n_rows = rows(&view);
        let templates = Templates::new(own, Language::of(locale.word()), n_rows)?;
        templates.render(name, &view).map_err(|fault| vec![*fault])
    });
    rendered.map_err(|faults| Failure::findings(faults, snapshot))
}

/// The language that was asked for, else that of the workspace.
pub(crate) fn locale(global: &Global, snapshot: &Snapshot) -> Locale {
    global.lang.unwrap_or_else(|| own_locale(snapshot))
}

/// The language of the workspace.
pub(crate) fn own_locale(snapshot: &Snapshot) -> Locale {
    workspace::read_settings(snapshot).value.unwrap_or_default().locale
}

/// How long a view is: the rows of its lists and of the lists in them.
fn rows(view: &Value) -> usize {
    match view {
        Value::Array(items) => items.len() + items.iter().map(rows).sum::<usize>(),
        Value::Object(entries) => entries.values().map(rows).sum(),
        _ => 0,
    }
}

/// Parses every template of the workspace, for `check`.
pub(crate) fn check(snapshot: &Snapshot) -> Vec<Diagnostic> {
    match own_templates(snapshot) {
        Ok(own) if own.is_empty() => Vec::new(),
        Ok(own) => apart(move || Templates::new(own, Language::of(Locale::ENGLISH.word()), 0).map(drop))
            .err()
            .unwrap_or_default(),
        Err(faults) => faults,
    }
}

fn own_templates(snapshot: &Snapshot) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let mut own = Vec::new();
    let mut faults = Vec::new();
    for file in snapshot.below("templates/") {
        let name = file.path.trim_start_matches("templates/").to_string();
        match source_text(file) {
            Ok(text) => own.push((name, text.to_string())),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(own) } else { Err(faults) }
}

fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Vec<Diagnostic>> + Send + 'static,
) -> Result<T, Vec<Diagnostic>> {
    let (sender, receiver) = mpsc::channel();
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        // The receiver is gone only after it has lost patience.
        let _ = sender.send(work());
    });
    let gave_up = |why: &str| {
        let finding = Diagnostic::new(&TEMPLATE_FAULT, format!("the template was given up: {why}"));
        vec![finding.help("simplify the template, or remove it to use the bundled one")]
    };
    match worker {
        Ok(_) => match receiver.recv_timeout(PATIENCE) {
            Ok(done) => done,
            Err(RecvTimeoutError::Timeout) => Err(gave_up("it takes longer than 10 seconds")),
            Err(RecvTimeoutError::Disconnected) => Err(gave_up("the template language itself failed over it")),
        },
        Err(error) => Err(gave_up(&format!("no thread could be started for it ({error})"))),
    }
}
