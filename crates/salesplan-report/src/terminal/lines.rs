//! Lines of text with bold and coloured parts, broken between words.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;
use super::tone::Tone;

/// How a character looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub is_bold: bool,
    pub tone: Tone,
}

impl Look {
    /// What a terminal is told to show it so.
    fn code(self) -> &'static str {
        match (self.is_bold, self.tone) {
            (false, Tone::Plain) => "\u{1b}[0m",
            (true, Tone::Plain) => "\u{1b}[1m",
            (false, Tone::Bad) => "\u{1b}[31m",
            (true, Tone::Bad) => "\u{1b}[1;31m",
            (false, Tone::Good) => "\u{1b}[32m",
            (true, Tone::Good) => "\u{1b}[1;32m",
        }
    }
}

/// A line: its characters, and how each looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line(Vec<(char, Look)>);

impl Line {
    pub fn new(text: &str, look: Look) -> Self {
        let mut line = Self::default();
        line.push(text, look);
        line
    }

    pub fn push(&mut self, text: &str, look: Look) {
        self.0.extend(text.chars().map(|c| (c, look)));
    }

    pub fn write(&self, out: &mut String, style: Style) {
        let mut before = Look::default();
        for (c, look) in &self.0 {
            if *look != before && style == Style::Colour {
                // One look does not shine through the next.
                if before != Look::default() {
                    out.push_str(Look::default().code());
                }
                if *look != Look::default() {
                    out.push_str(look.code());
                }
                before = *look;
            }
            out.push(*c);
        }
        if before != Look::default() {
            out.push_str(Look::default().code());
        }
    }

    /// The line without blanks at its end.
    pub fn trimmed(mut self) -> Self {
        while self.0.last().is_some_and(|(c, _)| *c == ' ') {
            self.0.pop();
        }
        self
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
            let mut next = Line::new(&" ".repeat(indent), Look::default());
            next.0.extend(word.0);
            lines.push(next);
            continue;
        }
        if index > 0 {
            // A blank between words that look alike looks so as well, so that one style spans both.
            let (before, after) = (
                last.0.last().map(|(_, look)| *look),
                word.0.first().map(|(_, look)| *look),
            );
            let look = before.filter(|_| before == after).unwrap_or_default();
            last.0.push((' ', look));
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
