//! Names of clients as people write them: when two are the same, and when they may be.

/// A name without what says nothing about whose it is: case, white space and quotation marks,
/// which a CRM writes or leaves out as it likes.
pub fn folded(name: &str) -> String {
    let unquoted: String = name.chars().filter(|c| !is_quote(*c)).collect();
    let words: Vec<&str> = unquoted.split_whitespace().collect();
    // Upwards first, so that ß and ss are one.
    let upper = words.join(" ").to_uppercase();
    upper.to_lowercase()
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '«' | '»' | '‘' | '’' | '‚' | '“' | '”' | '„' | '‹' | '›' | '`'
    )
}

/// Similarity from which two names may be one client's.
const LIKELY: f64 = 0.93;

/// Names of fewer letters are alike by chance.
const LETTERS_MIN: usize = 4;

/// Whether two folded names may be one client's, written differently: all words of one are in
/// the other, such as a legal form more, or they differ by a letter or two.
pub fn may_be_one(a: &str, b: &str) -> bool {
    if a.chars().count().min(b.chars().count()) < LETTERS_MIN {
        return false;
    }
    let holds = |whole: &str, part: &str| part.split(' ').all(|word| whole.split(' ').any(|other| other == word));
    holds(a, b) || holds(b, a) || strsim::jaro_winkler(a, b) >= LIKELY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_quotes_make_no_other_name() {
        assert_eq!(folded("  Blue\u{a0}  FERN "), "blue fern");
        assert_eq!(folded("«Синий папоротник»"), folded("СИНИЙ ПАПОРОТНИК"));
        assert_eq!(folded("Straße"), folded("STRASSE"));
        assert_ne!(folded("Blue-Fern"), folded("Blue Fern"));
    }

    #[test]
    fn a_letter_or_a_legal_form_may_be_the_same_client() {
        assert!(may_be_one("blue fern", "blue ferm"));
        assert!(may_be_one("ооо папоротник", "папоротник"));
        assert!(!may_be_one("blue fern", "tin whistle"));
        assert!(!may_be_one("ab", "ab c"));
    }
}
