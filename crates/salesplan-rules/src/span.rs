//! From Rhai's line and character to the stretch of text to underline.

use std::ops::Range;

use rhai::Position;

/// Byte offset of a place that Rhai names by line and character, both from 1.
/// A place without a line is the start of the text.
pub(crate) fn offset(text: &str, position: Position) -> usize {
    let Some(line) = position.line() else { return 0 };
    let line_start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let column = position.position().unwrap_or(1) - 1;
    let line = text[line_start..].split('\n').next().unwrap_or_default();
    let within = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    line_start + within
}

/// The token that begins at that place: a name, a number, a text in quotes, or an
/// operator. At the end of the text it is the last thing written.
pub(crate) fn token(text: &str, position: Position) -> Range<usize> {
    let start = offset(text, position);
    let rest = &text[start..];
    if rest.trim_start().is_empty() {
        return last_character(text);
    }
    start..start + token_length(rest)
}

fn last_character(text: &str) -> Range<usize> {
    let end = text.trim_end().len();
    let start = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    start..end
}

fn token_length(rest: &str) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let is_operator = |c: char| "=!<>+-*/%&|^.?:".contains(c);
    let run = |matches: &dyn Fn(char) -> bool| rest.find(|c| !matches(c)).unwrap_or(rest.len());
    match rest.chars().next() {
        None => 0,
        Some(quote @ ('"' | '`' | '\'')) => quoted_length(rest, quote),
        Some('#') if rest.starts_with("#{") => 2,
        Some(c) if c.is_ascii_digit() => run(&|c| is_name(c) || c == '.'),
        Some(c) if is_name(c) => run(&is_name),
        Some(c) if is_operator(c) => run(&is_operator),
        Some(c) => c.len_utf8(),
    }
}

/// To the closing quote, or to the end of the line where there is none.
fn quoted_length(rest: &str, quote: char) -> usize {
    let line = rest.split('\n').next().unwrap_or(rest);
    let mut escaped = true;
    for (at, c) in line.char_indices() {
        match c {
            c if c == quote && !escaped => return at + c.len_utf8(),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    line.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, line: u16, column: u16) -> &str {
        &text[token(text, Position::new(line, column))]
    }

    #[test]
    fn a_place_is_the_token_there() {
        let text = "let зна = amount;\r\nif знач >= \"a\\\"b\" { 12.5 }";
        assert_eq!(at(text, 1, 5), "зна");
        assert_eq!(at(text, 1, 11), "amount");
        assert_eq!(at(text, 2, 4), "знач");
        assert_eq!(at(text, 2, 9), ">=");
        assert_eq!(at(text, 2, 12), "\"a\\\"b\"");
        assert_eq!(at(text, 2, 21), "12.5");
    }

    #[test]
    fn a_place_beyond_the_text_is_its_last_character() {
        assert_eq!(at("if true {\n\n", 3, 1), "{");
        assert_eq!(token("", Position::NONE), 0..0);
        assert_eq!(at("x", 9, 9), "x");
    }
}
