//! Findings drawn into the text they speak of.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use salesplan_files::snapshot::Snapshot;
use salesplan_model::diagnostic::{Diagnostic, Label, Severity};
use salesplan_report::terminal::Style;

use crate::console::one_line;

/// Draws one finding: its id, the text at fault underlined, other places, the mend.
pub(crate) fn render(finding: &Diagnostic, snapshot: &Snapshot, style: Style) -> String {
    let level = match finding.kind.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = one_line(&finding.message);
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(finding.kind.id));
    let labels: Vec<(AnnotationKind, &Label)> = finding
        .primary
        .iter()
        .map(|label| (AnnotationKind::Primary, label))
        .chain(finding.secondary.iter().map(|label| (AnnotationKind::Context, label)))
        .collect();
    let mut files: Vec<&str> = Vec::new();
    for (_, label) in &labels {
        if !files.contains(&&*label.location.file) {
            files.push(&label.location.file);
        }
    }
    for file in files {
        let Some(text) = text_of(snapshot, file) else {
            group = group.element(Origin::path(file));
            continue;
        };
        let mut snippet = Snippet::source(text).path(file).fold(true);
        for (kind, label) in labels.iter().filter(|(_, label)| &*label.location.file == file) {
            let annotation = kind.span(within(text, &label.location.span));
            snippet = snippet.annotation(if label.text.is_empty() {
                annotation
            } else {
                annotation.label(label.text.as_str())
            });
        }
        group = group.element(snippet);
    }
    let mut groups = vec![group];
    if let Some(help) = &finding.help {
        groups.push(Group::with_title(Level::HELP.secondary_title(help.as_str())));
    }
    match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    }
    .render(&groups)
}

/// The text to draw in; none of what is not text, or not read at all. Rules and
/// templates that no file of the workspace replaces are bundled.
fn text_of<'t>(snapshot: &'t Snapshot, file: &str) -> Option<&'t str> {
    match snapshot.get(file) {
        Some(_) => snapshot.text(file),
        None => crate::bundled::text(file),
    }
}

/// The span cut to the text and to whole characters.
fn within(text: &str, span: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}
