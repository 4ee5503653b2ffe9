//! Lines added to one table of a TOML file that people write, and a new table at its end: every
//! other byte stays. New lines end as those of the file do.

/// Where the table ends that has its head at `place`, without blank lines and the comments of
/// what follows it.
pub(crate) fn block_end(text: &str, place: usize) -> usize {
    let body = place + text[place..].find('\n').map_or(text.len() - place, |end| end + 1);
    let next = text[body..]
        .split_inclusive('\n')
        .scan(body, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .find(|(_, line)| line.trim_start().starts_with('['))
        .map_or(text.len(), |(start, _)| start);
    // Comments and blank lines before the next head belong to what follows.
    let mut end = body;
    let mut at = body;
    for line in text[body..next].split_inclusive('\n') {
        at += line.len();
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            end = at - (line.len() - line.trim_end().len());
        }
    }
    end
}

/// The file's text with lines added at the end of the table whose head holds the byte `place`;
/// `None` where the table has no head of its own, a line that begins with `head`.
pub(crate) fn with_lines(text: &str, place: usize, head: &str, lines: &[String]) -> Option<String> {
    let start = text[..place].rfind('\n').map_or(0, |end| end + 1);
    let begin = text[start..].trim_start_matches(MARK).trim_start();
    begin.starts_with(head).then_some(())?;
    let end = block_end(text, start);
    let line_end = line_end(text);
    let gap = if text[..end].ends_with('\n') { "" } else { line_end };
    Some(format!(
        "{}{gap}{}{}",
        &text[..end],
        lines.join(line_end),
        if end == text.len() { line_end } else { &text[end..] }
    ))
}

/// What some programs begin a file with.
const MARK: char = '\u{feff}';

/// How the lines of a file end.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The file's text with one more table at its end, after a blank line.
pub(crate) fn with_table(text: &str, table: &str) -> String {
    let line_end = line_end(text);
    let blank = line_end.repeat(2);
    let gap = match text.trim_start_matches(MARK) {
        "" => "",
        text if text.ends_with(&blank) => "",
        text if text.ends_with('\n') => line_end,
        _ => &blank,
    };
    format!("{text}{gap}{}{line_end}", table.replace('\n', line_end))
}
