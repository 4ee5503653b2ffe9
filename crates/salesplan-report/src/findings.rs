//! Findings for other programs: id, place and mend.

use std::collections::BTreeMap;
use std::sync::Arc;

use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::lines::Lines;
use serde::Serialize;

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

impl FindingView {
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
