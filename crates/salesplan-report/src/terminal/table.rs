//! Tables on a terminal: columns aligned, and texts broken where the whole is too wide. Where even
//! that does not do, each row is a paragraph that names its columns.

use unicode_width::UnicodeWidthStr;

use super::Style;
use super::lines::{Line, Look, broken, broken_text};
use super::tone::Tones;
use crate::escape::plain;

/// Blanks between two columns, and before the first.
const GAP: usize = 2;
/// No text is broken into columns narrower than this.
const TEXT_MIN: usize = 14;

/// The rows of a table, as they are written.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn push(&mut self, line: &str) {
        self.rows.push(cells(line));
    }

    pub fn write(self, out: &mut String, style: Style, width: Option<usize>, tones: &Tones) {
        let rule = self
            .rows
            .iter()
            .position(|row| !row.is_empty() && row.iter().all(|cell| is_rule(cell)));
        let right: Vec<bool> = rule.map_or(Vec::new(), |rule| {
            self.rows[rule].iter().map(|cell| cell.ends_with(':')).collect()
        });
        let is_right = |column: usize| right.get(column).copied().unwrap_or(false);
        let text: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| plain(&cell.replace("**", ""))).collect())
            .collect();
        let n_columns = text.iter().map(Vec::len).max().unwrap_or(0);
        let columns: Vec<Column> = (0..n_columns)
            .map(|column| Column::over(&text, rule, column, is_right(column)))
            .collect();
        let widths = fitted(&columns, width);
        let is_too_wide = width.is_some_and(|width| whole_width(&widths) > width);
        if let Some((rule, width)) = rule.zip(width).filter(|_| is_too_wide) {
            let head = rule.checked_sub(1).map_or(&[][..], |head| &text[head]);
            for row in &text[rule + 1..] {
                paragraph(head, row, width, tones, out, style);
            }
            return;
        }
        for (index, row) in text.iter().enumerate() {
            if Some(index) == rule {
                let line: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
                out.push_str(&format!("  {}\n", line.join("  ")));
                continue;
            }
            let is_head = rule.is_some_and(|rule| index < rule);
            let looks: Vec<Look> = row
                .iter()
                .map(|cell| Look {
                    is_bold: is_head,
                    tone: tones.of(cell),
                })
                .collect();
            for line in lines(row, &looks, &widths, &is_right) {
                line.write(out, style);
                out.push('\n');
            }
        }
    }
}

/// How wide a column is, and how narrow it may get.
struct Column {
    widest: usize,
    narrowest: usize,
}

impl Column {
    /// Figures are never broken, nor are words.
    fn over(text: &[Vec<String>], rule: Option<usize>, column: usize, is_right: bool) -> Self {
        let (mut widest, mut narrowest) = (0, 0);
        for (index, row) in text.iter().enumerate().filter(|(index, _)| Some(*index) != rule) {
            let Some(cell) = row.get(column) else { continue };
            let is_head = rule.is_some_and(|rule| index < rule);
            let words = cell.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
            let whole = cell.width();
            widest = widest.max(whole);
            narrowest = narrowest.max(match (is_right, is_head) {
                (true, false) => whole,
                (true, true) => words,
                // An id or a name of one word stays whole; a longer one may be cut.
                (false, _) => words.min(TEXT_MIN).max(whole.min(TEXT_MIN)),
            });
        }
        Self { widest, narrowest }
    }
}

/// The widths of the columns: what they want, and where that is too wide, the widest give way.
fn fitted(columns: &[Column], width: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(|column| column.widest).collect();
    let Some(width) = width else { return widths };
    let mut over = whole_width(&widths).saturating_sub(width);
    while over > 0 {
        let able = (0..columns.len()).filter(|index| widths[*index] > columns[*index].narrowest);
        let Some(widest) = able.max_by_key(|index| widths[*index]) else {
            break;
        };
        widths[widest] -= 1;
        over -= 1;
    }
    widths
}

fn whole_width(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len()
}

/// A row that is too wide for columns: its first cell, and below it each other cell with its head.
fn paragraph(head: &[String], row: &[String], width: usize, tones: &Tones, out: &mut String, style: Style) {
    let bold = Look {
        is_bold: true,
        ..Look::default()
    };
    let mut cells = row.iter();
    if let Some(title) = cells.next().filter(|title| !title.is_empty()) {
        Line::new(&format!("{}{title}", " ".repeat(GAP)), bold).write(out, style);
        out.push('\n');
    }
    let mut line = Line::new(&" ".repeat(2 * GAP), Look::default());
    let filled = cells.zip(head.iter().skip(1)).filter(|(cell, _)| !cell.is_empty());
    for (index, (cell, head)) in filled.enumerate() {
        // The dot stays with what it follows.
        let dot = if index > 0 { "\u{a0}· " } else { "" };
        let colon = if head.is_empty() { "" } else { ": " };
        line.push(&format!("{dot}{head}{colon}"), Look::default());
        let tone = tones.of(cell);
        line.push(cell, Look { is_bold: false, tone });
    }
    for line in broken(&line, Some(width), 2 * GAP) {
        line.trimmed().write(out, style);
        out.push('\n');
    }
}

/// A row as lines.
fn lines(row: &[String], looks: &[Look], widths: &[usize], is_right: &dyn Fn(usize) -> bool) -> Vec<Line> {
    let cells: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| broken_text(cell, *width))
        .collect();
    let n_lines = cells.iter().map(Vec::len).max().unwrap_or(1);
    let line = |index: usize| {
        let mut line = Line::default();
        for (column, cell) in cells.iter().enumerate() {
            let part = cell.get(index).map_or("", String::as_str);
            let look = looks[column];
            // A line of heads is bold from end to end.
            let blank = Look {
                is_bold: look.is_bold,
                ..Look::default()
            };
            let gap = " ".repeat(widths[column].saturating_sub(part.width()));
            let (before, after) = if is_right(column) {
                (gap, String::new())
            } else {
                (String::new(), gap)
            };
            line.push(&format!("{}{before}", " ".repeat(GAP)), blank);
            line.push(part, look);
            line.push(&after, blank);
        }
        line.trimmed()
    };
    (0..n_lines).map(line).collect()
}

/// The cells of a table row, split at bars that no backslash escapes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.trim().trim_start_matches('|').chars();
    while let Some(c) = chars.next() {
        let last = cells.last_mut().expect("there is always a cell");
        match c {
            '\\' => {
                last.push(c);
                last.extend(chars.next());
            }
            '|' => cells.push(String::new()),
            _ => last.push(c),
        }
    }
    // What follows the closing bar is no cell.
    cells.pop();
    cells.into_iter().map(|cell| cell.trim().to_string()).collect()
}

fn is_rule(cell: &str) -> bool {
    let dashes = cell.trim_matches(':');
    dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-')
}
