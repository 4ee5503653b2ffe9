//! Findings for other programs: id, place and mend.

use salesplan_model::diagnostic::Diagnostic;
use serde::Serialize;

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// Stable, kebab-case.
    pub id: &'static str,
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
    /// Shapes a finding; `text_of` gives a file's text, for line and column.
    pub fn new<'t>(finding: &Diagnostic, text_of: impl Fn(&str) -> Option<&'t str>) -> Self {
        let location = finding.primary.as_ref().map(|label| &label.location);
        let place = location.and_then(|location| {
            let before = text_of(&location.file)?.get(..location.span.start)?;
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            Some((
                before.matches('\n').count() + 1,
                before[line_start..].chars().count() + 1,
            ))
        });
        Self {
            id: finding.kind.id,
            severity: finding.kind.severity.word(),
            message: finding.message.clone(),
            file: location.map(|location| location.file.to_string()),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            help: finding.help.clone(),
        }
    }
}
