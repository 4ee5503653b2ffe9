//! User text in Markdown: whatever somebody called a client must not become a
//! table cell, a heading, a link or a tag.

/// Characters that mean something to GitHub's Markdown inside a line.
const SPECIAL: &[char] = &[
    '\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '~', '!', '$', '&', '{', '}',
];

/// Escapes a text for the inside of a line or a table cell: special characters
/// by a backslash, line breaks and control characters by a space, invisible
/// direction marks not at all.
pub(crate) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            _ if is_direction_mark(c) => {}
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => escaped.push(' '),
            _ if SPECIAL.contains(&c) => {
                escaped.push('\\');
                escaped.push(c);
            }
            // Bare addresses become links by themselves: `https://`, `www.`, `a@b`.
            ':' if rest.peek() == Some(&'/') => escaped.push_str("\\:"),
            '.' if escaped.to_ascii_lowercase().ends_with("www") => escaped.push_str("\\."),
            '@' => escaped.push_str("\\@"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A line of our Markdown as it is read: escaping backslashes and code marks taken away.
pub(crate) fn plain(text: &str) -> String {
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

/// Zero-width and bidirectional controls, by which a text can look like another.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_called_anything_stays_one_cell_of_text() {
        for (text, escaped) in [
            ("A|B <script>", r"A\|B \<script\>"),
            ("A | B\n| fake | 999", r"A \| B \| fake \| 999"),
            ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
            (
                "https://example.org www.example.org",
                r"https\://example.org www\.example.org",
            ),
            ("@everyone #123 &amp;", r"\@everyone \#123 \&amp;"),
            ("a\u{202e}b\u{200b}c\u{7}", "abc "),
            ("Обычное имя, ООО (2)", "Обычное имя, ООО (2)"),
        ] {
            assert_eq!(markdown(text), escaped);
        }
    }
}
