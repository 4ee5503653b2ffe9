//! Cells that a spreadsheet would run.
//!
//! A name in a CRM may begin with `=` because somebody wants it to. Our CSV files are opened
//! in spreadsheets, so such a cell is written behind an apostrophe, as spreadsheets
//! themselves do it, and read without it.

use std::borrow::Cow;

/// Whether a spreadsheet takes the text for a formula. A number with its sign is none.
fn is_formula(cell: &str) -> bool {
    match cell.bytes().next() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => {
            let is_number_like = |char: char| char.is_ascii_digit() || matches!(char, '.' | ',' | ' ' | '\u{a0}');
            !cell[1..].chars().all(is_number_like) && cell.len() > 1
        }
        _ => false,
    }
}

/// The text as it is written into a cell.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let behind = cell.trim_start_matches('\'');
    if is_formula(behind) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What was written there.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_written_behind_an_apostrophe_and_come_back() {
        for (text, written) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("@SUM(1)", "'@SUM(1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("- call back", "'- call back"),
            ("'=1", "''=1"),
            ("-12.50", "-12.50"),
            ("-", "-"),
            ("+7 999 123", "+7 999 123"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written);
            assert_eq!(unguarded(written), text);
        }
    }
}
