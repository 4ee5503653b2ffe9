//! Our own Markdown on a terminal: tables aligned, marks taken away, long lines broken.

mod lines;
mod table;
mod tone;

use crate::escape::plain;
use crate::folds;
use lines::{Line, Look, broken};
use table::Table;
use tone::{Tone, Tones};

/// Whether marks become terminal styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// Bold headings and bold text; bad news in red, good news in green.
    Colour,
}

/// Renders a review or another of our Markdown texts for reading on a terminal, with lines of
/// at most `width` columns where that can be done; `None` leaves them as long as they are.
pub fn render(markdown: &str, style: Style, width: Option<usize>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut table = Table::default();
    let mut in_code = false;
    let tones = Tones::for_style(style);
    // A drawing is for a browser; what it shows stands in a table beside it.
    let markdown = folds::without_drawings(markdown);
    for line in markdown.lines() {
        if line.starts_with('|') && !in_code {
            table.push(line);
            continue;
        }
        std::mem::take(&mut table).write(&mut out, style, width, &tones);
        in_code ^= line.starts_with("```");
        if line.starts_with("<!--") || line.starts_with("![") || matches!(line, "<details>" | "</details>") {
            continue;
        }
        let width = width.filter(|_| !in_code);
        for line in broken(&read(line, &tones), width, indent(line)) {
            line.write(&mut out, style);
            out.push('\n');
        }
    }
    table.write(&mut out, style, width, &tones);
    tidy(&out)
}

/// A line with its marks taken away.
fn read(line: &str, tones: &Tones) -> Line {
    let bold = Look {
        is_bold: true,
        ..Look::default()
    };
    if let Some(title) = folds::summary(line) {
        return Line::new(&plain(title), bold);
    }
    if let Some(title) = line.strip_prefix('#') {
        return Line::new(&plain(title.trim_start_matches('#').trim_start()), bold);
    }
    let mut read = Line::default();
    for (index, part) in line.split("**").enumerate() {
        let part = plain(part);
        let is_bold = index % 2 == 1;
        let tone = if is_bold { tones.of(&part) } else { Tone::Plain };
        read.push(&part, Look { is_bold, tone });
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

/// At most one empty line between others, and none at the end: what was left out leaves gaps. Blanks
/// that kept words on one line have done their work, and are plain ones for whoever copies or searches.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut n_empty = 0;
    let text = text.replace('\u{a0}', " ");
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
    fn bad_news_are_red_and_good_ones_green_in_every_language() {
        let coloured = |text: &str| render(text, Style::Colour, None);
        let table =
            "| plan | |\n| ---: | --- |\n| 5 | 80 %, behind by 1 |\n| 6 | 120 %, опережение на 1 |\n| 7 | on plan |\n";
        let said = coloured(table);
        assert!(said.contains("\u{1b}[31m80 %, behind by 1\u{1b}[0m"), "{said:?}");
        assert!(said.contains("\u{1b}[32m120 %, опережение на 1\u{1b}[0m"), "{said:?}");
        assert!(said.contains("     7  on plan\n"), "{said:?}");
        assert_eq!(
            coloured("**Отстаём от плана: 1 из 2.** Дальше\n"),
            "\u{1b}[1;31mОтстаём от плана: 1 из 2.\u{1b}[0m Дальше\n"
        );
        assert_eq!(render(table, Style::Plain, None).matches('\u{1b}').count(), 0);
    }

    #[test]
    fn a_table_that_no_line_holds_becomes_paragraphs() {
        let head = "| deal | client | owner | stage | amount | chance | close |";
        let rule = "| --- | --- | --- | --- | ---: | ---: | --- |";
        let row = "| D-04 | Tin Whistle | Gleb | meeting | 420,000 |  | 27 November |";
        let said = render(&format!("{head}\n{rule}\n{row}\n"), Style::Plain, Some(40));
        assert_eq!(
            said,
            "  D-04\n    client: Tin Whistle · owner: Gleb ·\n    stage: meeting · amount: 420,000 ·\n    close: 27 November\n"
        );
    }

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
