//! Our own Markdown on a terminal: tables aligned, marks taken away.

use unicode_width::UnicodeWidthStr;

/// Whether marks become terminal styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// Bold headings and bold text.
    Colour,
}

/// Renders a review or another of our Markdown texts for reading on a terminal.
pub fn render(markdown: &str, style: Style) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut table: Vec<Vec<String>> = Vec::new();
    let mut in_drawing = false;
    for line in markdown.lines() {
        // A drawing is for a browser; what it shows stands in words beside it.
        if in_drawing || line == "```mermaid" {
            in_drawing = line != "```";
            continue;
        }
        if line.starts_with('|') {
            table.push(cells(line));
            continue;
        }
        flush_table(&mut table, &mut out, style);
        // A picture is for a page; its figures stand in the tables.
        if line.starts_with("<!--") || line.starts_with("![") {
            continue;
        }
        match line {
            "<details>" | "</details>" => {}
            _ => {
                let text = line
                    .strip_prefix("<summary>")
                    .and_then(|rest| rest.strip_suffix("</summary>"));
                out.push_str(&text.map_or_else(|| styled_line(line, style), |title| heading(&plain(title), style)));
                out.push('\n');
            }
        }
    }
    flush_table(&mut table, &mut out, style);
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
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

fn flush_table(table: &mut Vec<Vec<String>>, out: &mut String, style: Style) {
    if table.is_empty() {
        return;
    }
    let rows = std::mem::take(table);
    let rule = rows
        .iter()
        .position(|row| !row.is_empty() && row.iter().all(|cell| is_rule(cell)));
    let right: Vec<bool> = rule.map_or(Vec::new(), |rule| {
        rows[rule].iter().map(|cell| cell.ends_with(':')).collect()
    });
    let text: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| plain(&cell.replace("**", ""))).collect())
        .collect();
    let n_columns = text.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..n_columns)
        .map(|column| {
            let cells = text.iter().enumerate().filter(|(index, _)| Some(*index) != rule);
            cells
                .filter_map(|(_, row)| row.get(column))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for (index, row) in text.iter().enumerate() {
        if Some(index) == rule {
            let line: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            out.push_str(&format!("  {}\n", line.join("  ")));
            continue;
        }
        let mut line = String::from("  ");
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.width());
            let is_right = right.get(column).copied().unwrap_or(false);
            line.push_str(&if is_right {
                format!("{gap}{cell}  ")
            } else {
                format!("{cell}{gap}  ")
            });
        }
        let line = line.trim_end();
        let is_head = rule.is_some_and(|rule| index < rule);
        out.push_str(&if is_head {
            heading(line, style)
        } else {
            line.to_string()
        });
        out.push('\n');
    }
}

fn is_rule(cell: &str) -> bool {
    let dashes = cell.trim_matches(':');
    dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-')
}

fn styled_line(line: &str, style: Style) -> String {
    if let Some(title) = line.strip_prefix('#') {
        return heading(&plain(title.trim_start_matches('#').trim_start()), style);
    }
    let mut out = String::new();
    for (index, part) in line.split("**").enumerate() {
        let text = plain(part);
        out.push_str(&if index % 2 == 1 { heading(&text, style) } else { text });
    }
    out
}

fn heading(text: &str, style: Style) -> String {
    match style {
        Style::Plain => text.to_string(),
        Style::Colour => format!("\u{1b}[1m{text}\u{1b}[0m"),
    }
}

/// Takes the escaping backslashes and the code marks away.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '`' => {}
            _ => out.push(c),
        }
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
            render(markdown, Style::Plain),
            "A # B\n\n  name    sum\n  ────  ─────\n  A|B   1,000\n  Анна      5\n"
        );
    }

    #[test]
    fn bold_becomes_a_style_only_where_wanted() {
        assert_eq!(render("**Now:** go\n", Style::Plain), "Now: go\n");
        assert_eq!(render("**Now:** go\n", Style::Colour), "\u{1b}[1mNow:\u{1b}[0m go\n");
    }

    #[test]
    fn a_drawing_is_left_to_browsers() {
        let markdown = "before\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\nafter\n";
        assert_eq!(render(markdown, Style::Plain), "before\n\n\nafter\n");
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
            render(text, Style::Colour);
        }
    }
}
