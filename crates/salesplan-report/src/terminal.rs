//! Our own Markdown on a terminal: tables aligned, marks taken away, long lines broken.

mod lines;
mod table;

use crate::escape::plain;
use crate::folds;
use lines::{Line, broken};
use table::Table;

/// Whether marks become terminal styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// Bold headings and bold text.
    Colour,
}

/// Renders a review or another of our Markdown texts for reading on a terminal, with lines of
/// at most `width` columns where that can be done; `None` leaves them as long as they are.
pub fn render(markdown: &str, style: Style, width: Option<usize>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut table = Table::default();
    let mut in_code = false;
    // A drawing is for a browser; what it shows stands in a table beside it.
    let markdown = folds::without_drawings(markdown);
    for line in markdown.lines() {
        if line.starts_with('|') && !in_code {
            table.push(line);
            continue;
        }
        std::mem::take(&mut table).write(&mut out, style, width);
        in_code ^= line.starts_with("```");
        if line.starts_with("<!--") || line.starts_with("![") || matches!(line, "<details>" | "</details>") {
            continue;
        }
        let width = width.filter(|_| !in_code);
        for line in broken(&read(line), width, indent(line)) {
            line.write(&mut out, style);
            out.push('\n');
        }
    }
    table.write(&mut out, style, width);
    tidy(&out)
}

/// A line with its marks taken away.
fn read(line: &str) -> Line {
    if let Some(title) = folds::summary(line) {
        return Line::new(&plain(title), true);
    }
    if let Some(title) = line.strip_prefix('#') {
        return Line::new(&plain(title.trim_start_matches('#').trim_start()), true);
    }
    let mut read = Line::default();
    for (index, part) in line.split("**").enumerate() {
        read.push(&plain(part), index % 2 == 1);
    }
    read
}

/// How far the lines below the first one of an item go in.
fn indent(line: &str) -> usize {
    let text = line.trim_start();
    let item = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = text.starts_with("- ") || (item.len() < text.len() && item.starts_with(". "));
    let mark = text.len() - item.len() + 2;
    if is_item { line.len() - text.len() + mark } else { 0 }
}

/// At most one empty line between others, and none at the end: what was left out leaves gaps.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut n_empty = 0;
    for line in text.lines() {
        n_empty = if line.is_empty() { n_empty + 1 } else { 0 };
        if n_empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_aligned_and_escapes_taken_away() {
        let markdown = "# A \\# B\n\n| name | sum |\n| --- | ---: |\n| A\\|B | 1,000 |\n| Анна | 5 |\n";
        assert_eq!(
            render(markdown, Style::Plain, None),
            "A # B\n\n  name    sum\n  ────  ─────\n  A|B   1,000\n  Анна      5\n"
        );
    }

    #[test]
    fn bold_becomes_a_style_only_where_wanted() {
        assert_eq!(render("**Now:** go\n", Style::Plain, None), "Now: go\n");
        assert_eq!(
            render("**Now:** go\n", Style::Colour, None),
            "\u{1b}[1mNow:\u{1b}[0m go\n"
        );
    }

    #[test]
    fn a_drawing_is_left_to_browsers() {
        let markdown = "before\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\nafter\n";
        assert_eq!(render(markdown, Style::Plain, None), "before\n\nafter\n");
    }

    #[test]
    fn odd_markdown_does_not_panic() {
        for text in [
            "|",
            "||",
            "|\\",
            "| --- |",
            "| a |\n| --- | --- |\n| b | c | d |",
            "**",
            "\\",
            "<summary>",
        ] {
            render(text, Style::Colour, None);
            render(text, Style::Colour, Some(3));
        }
    }

    #[test]
    fn long_lines_are_broken_below_their_item() {
        let markdown = "- **D-04**, Tin Whistle: send the offer\n12. twelve is a long item\n\nplain words go on\n";
        assert_eq!(
            render(markdown, Style::Plain, Some(20)),
            "- D-04, Tin Whistle:\n  send the offer\n12. twelve is a long\n    item\n\nplain words go on\n"
        );
        assert_eq!(
            render("**a bold line** b", Style::Colour, Some(8)),
            "\u{1b}[1ma bold\u{1b}[0m\n\u{1b}[1mline\u{1b}[0m b\n"
        );
    }

    #[test]
    fn a_wide_table_breaks_its_texts_and_never_its_figures() {
        let markdown = "| deal | sum | why |\n| --- | ---: | --- |\n\
            | D-04 | 1,000,000 | large, and the next step is overdue |\n| D-05 | 5 | |\n";
        assert_eq!(
            render(markdown, Style::Plain, Some(36)),
            "  deal        sum  why\n  ────  ─────────  ─────────────────\n  \
             D-04  1,000,000  large, and the\n                   next step is\n                   overdue\n  D-05          5\n"
        );
        // Where even the figures do not fit, they stay whole.
        assert!(render(markdown, Style::Plain, Some(5)).contains("1,000,000"));
    }

    #[test]
    fn code_is_left_as_it_is() {
        let code = "```text\na | long line of code | with bars\n| more\n```\n";
        let text = render(code, Style::Plain, Some(10));
        assert!(text.contains("a | long line of code | with bars\n| more\n"), "{text}");
    }
}
