//! Lines of text with bold parts, broken between words.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;

/// A line: its characters, and whether each is bold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line(Vec<(char, bool)>);

impl Line {
    pub fn new(text: &str, is_bold: bool) -> Self {
        let mut line = Self::default();
        line.push(text, is_bold);
        line
    }

    pub fn push(&mut self, text: &str, is_bold: bool) {
        self.0.extend(text.chars().map(|c| (c, is_bold)));
    }

    pub fn write(&self, out: &mut String, style: Style) {
        let mut was_bold = false;
        for (c, is_bold) in &self.0 {
            let is_bold = *is_bold && style == Style::Colour;
            if is_bold != was_bold {
                out.push_str(if is_bold { "\u{1b}[1m" } else { "\u{1b}[0m" });
                was_bold = is_bold;
            }
            out.push(*c);
        }
        if was_bold {
            out.push_str("\u{1b}[0m");
        }
    }

    fn width(&self) -> usize {
        // Some characters are wide only beside others.
        self.0.iter().map(|(c, _)| *c).collect::<String>().width()
    }
}

/// Breaks a line so that it keeps to `width` columns; lines after the first go in by `indent`.
/// A word that is wider than that stays whole on a line of its own.
pub(super) fn broken(line: &Line, width: Option<usize>, indent: usize) -> Vec<Line> {
    let Some(width) = width.filter(|width| line.width() > *width) else {
        return vec![line.clone()];
    };
    let mut lines = vec![Line::default()];
    let mut used = 0;
    for (index, word) in line.0.split(|(c, _)| *c == ' ').enumerate() {
        let word = Line(word.to_vec());
        let last = lines.last_mut().expect("there is always a line");
        if index > 0 && used + 1 + word.width() > width {
            used = indent + word.width();
            let mut next = Line::new(&" ".repeat(indent), false);
            next.0.extend(word.0);
            lines.push(next);
            continue;
        }
        if index > 0 {
            // A blank within bold text is bold as well, so that one style spans both words.
            let is_bold = last.0.last().is_some_and(|(_, bold)| *bold) && word.0.first().is_some_and(|(_, bold)| *bold);
            last.0.push((' ', is_bold));
            used += 1;
        }
        used += word.width();
        last.0.extend(word.0);
    }
    lines
}

/// Breaks a text into lines of at most `width` columns; a word that is wider is cut.
pub(super) fn broken_text(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        if last.width() + 1 + word.width() <= width && !last.is_empty() {
            last.push(' ');
            last.push_str(word);
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        for c in word.chars() {
            let last = lines.last_mut().expect("there is always a line");
            if !last.is_empty() && last.width() + c.width().unwrap_or(0) > width {
                lines.push(String::from(c));
            } else {
                last.push(c);
            }
        }
    }
    lines
}
