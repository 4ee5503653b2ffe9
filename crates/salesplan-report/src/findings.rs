//! Findings for other programs: id, place and mend.

use std::collections::BTreeMap;
use std::sync::Arc;

use salesplan_model::diagnostic::{Diagnostic, Severity};
use salesplan_model::lines::Lines;
use serde::Serialize;

use crate::language::Language;

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// Stable, kebab-case.
    pub id: String,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// Path relative to the workspace root; null without a place.
    pub file: Option<String>,
    /// From 1.
    pub line: Option<usize>,
    /// From 1, in characters.
    pub column: Option<usize>,
    /// How to mend it.
    pub help: Option<String>,
}

/// A finding with all that it says in a language.
#[must_use]
pub fn in_words_of(mut finding: Diagnostic, language: &Language) -> Diagnostic {
    finding.message = language.phrase(&finding.message);
    finding.help = finding.help.map(|help| language.phrase(&help));
    for label in finding.primary.iter_mut().chain(&mut finding.secondary) {
        label.text = language.phrase(&label.text);
    }
    finding
}

/// `2 errors, 1 warning`.
pub fn tally(findings: &[Diagnostic], language: &Language) -> String {
    let say = |severity: Severity, key: &str| {
        let of_it = findings.iter().filter(|finding| finding.kind.severity == severity);
        let count = of_it.count();
        (count > 0).then(|| language.words(key, [("n", count.into())]))
    };
    let parts = [say(Severity::Error, "n-errors"), say(Severity::Warning, "n-warnings")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return language.words("no-findings", []);
    }
    parts.join(", ")
}

impl FindingView {
    /// The same with what people read of it in a language.
    #[must_use]
    pub fn in_words_of(mut self, language: &Language) -> Self {
        self.message = language.phrase(&self.message);
        self.help = self.help.map(|help| language.phrase(&help));
        self
    }

    /// Shapes findings; `text_of` gives a file's text, for line and column.
    pub fn all<'t>(findings: &[Diagnostic], text_of: impl Fn(&str) -> Option<&'t str>) -> Vec<Self> {
        let mut texts: BTreeMap<Arc<str>, Option<Lines<'t>>> = BTreeMap::new();
        let mut shape = |finding: &Diagnostic| {
            let location = finding.primary.as_ref().map(|label| &label.location);
            let place = location.and_then(|location| {
                let lines = texts
                    .entry(location.file.clone())
                    .or_insert_with(|| text_of(&location.file).map(Lines::new));
                lines.as_ref().map(|lines| lines.place(location.span.start))
            });
            Self {
                id: finding.id().to_owned(),
                severity: finding.kind.severity.word(),
                message: finding.message.clone(),
                file: location.map(|location| location.file.to_string()),
                line: place.map(|(line, _)| line),
                column: place.map(|(_, column)| column),
                help: finding.help.clone(),
            }
        };
        findings.iter().map(&mut shape).collect()
    }
}
