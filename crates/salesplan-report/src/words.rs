//! A text as a row of words that can be compared whatever their case, accents and form.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Small letters without accents, in their plainest form.
    pub folded: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

/// The words of a text: runs of letters and digits. A script that puts no space between its
/// words has one for every character.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_inside = false;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if is_combining_mark(c) || is_invisible(c) {
            // Belongs to the letter before it, or to nothing.
            if let Some(word) = words.last_mut().filter(|_| is_inside) {
                word.end = end;
            }
            continue;
        }
        if !c.is_alphanumeric() {
            is_inside = false;
            continue;
        }
        let stands_alone = has_no_spaces(c);
        let folded = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
        let folded = folded.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        match words.last_mut().filter(|_| is_inside && !stands_alone) {
            Some(word) => {
                word.folded.extend(folded);
                word.end = end;
            }
            None => words.push(Word {
                folded: folded.collect(),
                start,
                end,
            }),
        }
        is_inside = !stands_alone;
    }
    words
}

/// Characters that nobody sees, and by which a name could look like itself and be another.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Scripts without spaces between words, or with endings put on directly: Thai, Lao, Burmese,
/// Khmer, Japanese, Chinese, Korean.
fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_in_plain_form() {
        assert_eq!(folded("Straße, STRASSE"), ["strasse", "strasse"]);
        assert_eq!(folded("Зелёный Андрей"), folded("ЗЕЛЕНЫЙ\u{a0}Андреи\u{306}"));
        assert_eq!(folded("D-12 a_b"), ["d", "12", "a", "b"]);
        assert_eq!(folded("ﬁne Ａｎｎａ"), ["fine", "anna"]);
        assert_eq!(folded("王伟 and"), ["王", "伟", "and"]);
        assert_eq!(folded("«» —"), Vec::<String>::new());
    }

    #[test]
    fn a_word_ends_with_its_marks() {
        let text = "xe\u{301}\u{200b}, y";
        let found = words(text);
        assert_eq!(&text[found[0].start..found[0].end], "xe\u{301}\u{200b}");
        assert_eq!(found[0].folded, "xe");
    }
}
