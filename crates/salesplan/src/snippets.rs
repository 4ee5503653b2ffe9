//! Findings drawn into the text they speak of.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use salesplan_files::snapshot::Snapshot;
use salesplan_model::diagnostic::{Diagnostic, Label, Severity};
use salesplan_model::lines::Lines;
use salesplan_report::findings;
use salesplan_report::language::Language;
use salesplan_report::terminal::Style;

use crate::console::one_line;

/// Lines shown before and after the underlined ones; more are folded away anyway.
const LINES_AROUND: usize = 1;
/// Labels further apart than this are drawn as two pieces of the file.
const LINES_APART: usize = 20;

/// Draws findings into the files of one snapshot. The lines of a file are found
/// once, and only those around a finding are handed to the renderer: there may be
/// as many findings as lines.
pub(crate) struct Snippets<'s> {
    snapshot: &'s Snapshot,
    renderer: Renderer,
    language: Language,
    lines: BTreeMap<String, Option<Lines<'s>>>,
}

/// A stretch of lines with the labels that lie in it.
struct Piece<'f> {
    first: usize,
    last: usize,
    labels: Vec<(AnnotationKind, &'f Label)>,
}

impl<'s> Snippets<'s> {
    pub fn new(snapshot: &'s Snapshot, style: Style, language: Language) -> Self {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colour => Renderer::styled(),
        };
        Self {
            snapshot,
            renderer,
            language,
            lines: BTreeMap::new(),
        }
    }

    /// The language of what is said.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Draws one finding: its id, the text at fault underlined, other places, the mend.
    pub fn draw(&mut self, finding: &Diagnostic) -> String {
        let finding = &findings::in_words_of(finding.clone(), &self.language);
        let word = |key: &str| self.language.words(key, []);
        let level = match finding.kind.severity {
            Severity::Error => Level::ERROR.with_name(word("severity-error")),
            Severity::Warning => Level::WARNING.with_name(word("severity-warning")),
        };
        let help_level = Level::HELP.with_name(word("help"));
        let message = one_line(&finding.message);
        let mut group = Group::with_title(level.primary_title(message.as_str()).id(finding.id()));
        for element in self.elements(finding) {
            group = group.element(element);
        }
        let mut groups = vec![group];
        let help = finding.help.as_deref().map(one_line);
        if let Some(help) = &help {
            groups.push(Group::with_title(help_level.secondary_title(help.as_str())));
        }
        self.renderer.render(&groups)
    }

    fn elements<'f>(&mut self, finding: &'f Diagnostic) -> Vec<Element<'f>> {
        let primary = finding.primary.iter().map(|label| (AnnotationKind::Primary, label));
        let context = finding.secondary.iter().map(|label| (AnnotationKind::Context, label));
        let mut by_file: Vec<(&str, Vec<(AnnotationKind, &Label)>)> = Vec::new();
        for (kind, label) in primary.chain(context) {
            match by_file.iter_mut().find(|(file, _)| **file == *label.location.file) {
                Some((_, labels)) => labels.push((kind, label)),
                None => by_file.push((&label.location.file, vec![(kind, label)])),
            }
        }
        let mut elements = Vec::new();
        for (file, labels) in by_file {
            let path = one_line(file);
            match self.lines(file) {
                Some(lines) => {
                    let drawn = pieces(lines, labels)
                        .into_iter()
                        .map(|piece| piece.draw(lines, path.clone()).into());
                    elements.extend(drawn);
                }
                None => elements.push(Origin::path(path).into()),
            }
        }
        elements
    }

    /// The lines to draw in; none of what is not text, or not read at all. Rules,
    /// templates and calendars that no file of the workspace replaces are bundled.
    fn lines(&mut self, file: &str) -> Option<&Lines<'s>> {
        let snapshot = self.snapshot;
        let find = || match snapshot.get(file) {
            Some(_) => snapshot.text(file),
            None => crate::bundled::text(file),
        };
        self.lines
            .entry(file.to_string())
            .or_insert_with(|| find().map(Lines::new))
            .as_ref()
    }
}

/// Gathers labels that lie near each other, in the order of the file; the piece
/// with the primary label comes first.
fn pieces<'f>(lines: &Lines<'_>, mut labels: Vec<(AnnotationKind, &'f Label)>) -> Vec<Piece<'f>> {
    labels.sort_by_key(|(_, label)| label.location.span.start);
    let mut pieces: Vec<Piece<'f>> = Vec::new();
    for (kind, label) in labels {
        let span = &label.location.span;
        let (first, last) = (lines.line(span.start), lines.line(span.end.max(span.start)));
        match pieces.last_mut().filter(|piece| first <= piece.last + LINES_APART) {
            Some(piece) => {
                piece.last = piece.last.max(last);
                piece.labels.push((kind, label));
            }
            None => pieces.push(Piece {
                first,
                last,
                labels: vec![(kind, label)],
            }),
        }
    }
    pieces.sort_by_key(|piece| {
        !piece
            .labels
            .iter()
            .any(|(kind, _)| matches!(kind, AnnotationKind::Primary))
    });
    pieces
}

impl<'f> Piece<'f> {
    fn draw(self, lines: &Lines<'_>, path: String) -> Snippet<'f, Annotation<'f>> {
        let first = self.first.saturating_sub(LINES_AROUND);
        let window = lines.bytes(first, self.last + LINES_AROUND);
        let text = &lines.text()[window.clone()];
        let mut snippet = Snippet::source(harmless(text))
            .path(path)
            .line_start(first + 1)
            .fold(true);
        for (kind, label) in self.labels {
            let span = &label.location.span;
            let inside = span.start.saturating_sub(window.start)..span.end.saturating_sub(window.start);
            let annotation = kind.span(whole_characters(text, &inside));
            snippet = snippet.annotation(if label.text.is_empty() {
                annotation
            } else {
                annotation.label(label.text.as_str())
            });
        }
        snippet
    }
}

/// The span cut to the text and to whole characters.
fn whole_characters(text: &str, span: &Range<usize>) -> Range<usize> {
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

/// The text without characters that steer a terminal or turn its writing about;
/// each gives way to one of as many bytes, so that spans hold. The renderer sees
/// to the ASCII ones.
fn harmless(text: &str) -> String {
    let seen = |c: char| match c {
        '\u{80}'..='\u{9f}' => '·',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => '\u{fffd}',
        other => other,
    };
    text.chars().map(seen).collect()
}
