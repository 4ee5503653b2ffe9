//! Words put in the place of others, in whatever is about to be shown: stand-ins for names
//! that are not to be seen, or names for ids.
//!
//! A text is taken as a row of words. Words are equal whatever their case and accents; what
//! stands between them does not matter, so that `Old Mill` is found in `old-mill` and in
//! `OLD  MILL`. Only whole words are: `Ann` is not in `planned`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::words::{Word, words};

/// A text, and what is shown in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is looked for.
    pub text: String,
    /// What is shown instead.
    pub shown: String,
}

/// Which texts count as a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// The same words, in whatever case and with whatever between them.
    SameWords,
    /// The very same letters.
    SameText,
}

/// The terms that are looked for, and what is shown in their place.
#[derive(Debug, Clone)]
pub struct Wording {
    /// By their first word, those of most words first.
    terms: BTreeMap<String, Vec<Sought>>,
    matching: Matching,
}

#[derive(Debug, Clone)]
struct Sought {
    words: Vec<String>,
    /// What stands around the words in the term itself: the quotes of `«Old Mill»`.
    around: (String, String),
    text: String,
    shown: Vec<String>,
}

/// Where a term stands in a text.
struct Found<'w> {
    start: usize,
    end: usize,
    sought: &'w Sought,
}

/// A text by its words alone: texts of the same words have the same.
pub fn plain_form(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    words.join(" ")
}

/// The most alternatives that are named where several people have one name.
const ALTERNATIVES_MAX: usize = 3;

impl Wording {
    /// Looks for these terms. One that stands there for several is shown as each of them:
    /// `person 1 or person 2`. A term without a letter or digit is never found.
    pub fn new(matching: Matching, terms: impl IntoIterator<Item = Term>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Sought>> = BTreeMap::new();
        for term in terms {
            let found = words(&term.text);
            let (Some(first), Some(last)) = (found.first(), found.last()) else {
                continue;
            };
            let sought = Sought {
                around: (term.text[..first.start].into(), term.text[last.end..].into()),
                words: found.into_iter().map(|word| word.folded).collect(),
                text: term.text,
                shown: vec![term.shown],
            };
            let first = &sought.words[0];
            let others = by_first.entry(first.clone()).or_default();
            let same = |other: &&mut Sought| match matching {
                Matching::SameWords => other.words == sought.words,
                Matching::SameText => other.text == sought.text,
            };
            match others.iter_mut().find(same) {
                Some(other) if other.shown.contains(&sought.shown[0]) => {}
                Some(other) => other.shown.extend(sought.shown),
                None => others.push(sought),
            }
        }
        for sought in by_first.values_mut() {
            sought.sort_by_key(|sought| std::cmp::Reverse(sought.words.len()));
        }
        Self {
            terms: by_first,
            matching,
        }
    }

    /// The text with every term replaced.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for found in self.find(text) {
            out.push_str(&text[end..found.start]);
            out.push_str(&found.sought.shown());
            end = found.end;
        }
        out.push_str(&text[end..]);
        out
    }

    /// Every text in a value with every term replaced. Keys are words of the program, save
    /// those that are a term as a whole.
    pub fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(entries) => {
                entries.values_mut().for_each(|entry| self.value(entry));
                if entries.keys().any(|key| self.is_term(key)) {
                    let all = std::mem::take(entries);
                    let rename = |key: String| if self.is_term(&key) { self.text(&key) } else { key };
                    entries.extend(all.into_iter().map(|(key, entry)| (rename(key), entry)));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What is shown for the first term in a rendered text, with its line from 1. Cells of a
    /// table stand for themselves.
    pub fn left_in(&self, text: &str) -> Option<(usize, String)> {
        let mut lines = text.lines().enumerate();
        lines.find_map(|(line, text)| {
            let found = text.split(" | ").find_map(|cell| self.first_in(cell))?;
            Some((line + 1, found))
        })
    }

    /// What is shown for the first term in the texts or keys of a value.
    pub fn left_in_value(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => self.first_in(text),
            Value::Array(items) => items.iter().find_map(|item| self.left_in_value(item)),
            Value::Object(entries) => entries
                .iter()
                .find_map(|(key, entry)| self.first_in(key).or_else(|| self.left_in_value(entry))),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }

    /// What is shown for the first term in a text.
    pub fn first_in(&self, text: &str) -> Option<String> {
        self.find(text).first().map(|found| found.sought.shown())
    }

    /// Whether the text is a term and nothing else.
    pub fn is_term(&self, text: &str) -> bool {
        let words = words(text);
        self.longest_at(text, &words)
            .is_some_and(|sought| sought.words.len() == words.len())
    }

    /// Which of the terms stand in the text, also inside of longer ones.
    pub fn terms_in(&self, text: &str) -> BTreeSet<&str> {
        let words = words(text);
        let mut found = BTreeSet::new();
        for index in 0..words.len() {
            let here = self.all_at(text, &words[index..]);
            found.extend(here.map(|sought| sought.text.as_str()));
        }
        found
    }

    /// Every term in the text, in its order. Where terms overlap, all they cover is taken for
    /// the one of most words: no part of a name is left standing.
    fn find(&self, text: &str) -> Vec<Found<'_>> {
        let words = words(text);
        let mut all: Vec<Found<'_>> = Vec::new();
        for index in 0..words.len() {
            let Some(sought) = self.longest_at(text, &words[index..]) else {
                continue;
            };
            let (start, end) = sought.reach(text, words[index].start, words[index + sought.words.len() - 1].end);
            match all.last_mut().filter(|last| start < last.end) {
                Some(last) => {
                    last.end = last.end.max(end);
                    if sought.words.len() > last.sought.words.len() {
                        last.sought = sought;
                    }
                }
                None => all.push(Found { start, end, sought }),
            }
        }
        all
    }

    fn longest_at(&self, text: &str, words: &[Word]) -> Option<&Sought> {
        self.all_at(text, words).next()
    }

    /// The terms that begin with the first word, those of most words first.
    fn all_at<'w, 't>(&'w self, text: &'t str, words: &'t [Word]) -> impl Iterator<Item = &'w Sought> + use<'w, 't> {
        let first = words.first().and_then(|word| self.terms.get(&word.folded));
        first.into_iter().flatten().filter(move |sought| {
            let Some(here) = words.get(..sought.words.len()) else {
                return false;
            };
            let same_words = here
                .iter()
                .zip(&sought.words)
                .all(|(word, other)| word.folded == *other);
            let written = || {
                let (start, end) = sought.reach(text, here[0].start, here[here.len() - 1].end);
                &text[start..end]
            };
            same_words && (self.matching == Matching::SameWords || written() == sought.text)
        })
    }
}

impl Sought {
    /// The words' place in a text, with what stands around them in the term where it does here.
    fn reach(&self, text: &str, start: usize, end: usize) -> (usize, usize) {
        let (before, after) = &self.around;
        let start = if text[..start].ends_with(before) {
            start - before.len()
        } else {
            start
        };
        let end = if text[end..].starts_with(after) {
            end + after.len()
        } else {
            end
        };
        (start, end)
    }

    fn shown(&self) -> String {
        if self.shown.len() > ALTERNATIVES_MAX {
            return format!("one of {} of that name", self.shown.len());
        }
        self.shown.join(" or ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hiding(terms: &[(&str, &str)]) -> Wording {
        let term = |(text, shown): &(&str, &str)| Term {
            text: (*text).into(),
            shown: (*shown).into(),
        };
        Wording::new(Matching::SameWords, terms.iter().map(term))
    }

    #[test]
    fn whole_words_are_replaced_in_any_case_and_script() {
        let wording = hiding(&[
            ("anna", "person 1"),
            ("Anna Berg", "person 1"),
            ("Ольга Ёлкина", "person 2"),
            ("ООО «Вектор»", "client of D-1"),
            ("王伟", "person 3"),
            ("A|B", "client of D-2"),
        ]);
        for (text, shown) in [
            ("Anna's deal, not Annabel's", "person 1's deal, not Annabel's"),
            ("ask ANNA BERG.", "ask person 1."),
            ("commitments/anna.toml", "commitments/person 1.toml"),
            ("anna_berg", "person 1"),
            ("ОЛЬГА  ЕЛКИНА и Ольга", "person 2 и Ольга"),
            ("(ооо Вектор)", "(client of D-1)"),
            ("(ООО «Вектор»)", "(client of D-1)"),
            ("给王伟打电话", "给person 3打电话"),
            (r"A\|B \| b", r"client of D-2 \| b"),
            ("An\u{200b}na, A\u{0301}nna", "person 1, person 1"),
            ("planned", "planned"),
        ] {
            assert_eq!(wording.text(text), shown, "{text}");
        }
    }

    #[test]
    fn the_longest_term_has_all_that_overlapping_ones_cover() {
        let wording = hiding(&[("Old Mill", "one"), ("Mill Street Bakery", "two")]);
        assert_eq!(wording.text("at Old Mill Street Bakery"), "at two");
        assert_eq!(wording.text("Old Mill, Mill Street Bakery"), "one, two");
    }

    #[test]
    fn a_name_of_several_is_shown_as_each_of_them() {
        let wording = hiding(&[("Anna", "person 1"), ("anna", "person 2"), ("ANNA", "person 1")]);
        assert_eq!(wording.text("Anna"), "person 1 or person 2");
        let many = ["a", "b", "c", "d"].map(|shown| ("Anna", shown));
        assert_eq!(hiding(&many).text("Anna"), "one of 4 of that name");
    }

    #[test]
    fn values_are_reworded_through_and_through_and_keys_where_they_are_terms() {
        let wording = hiding(&[("anna", "person 1")]);
        let mut value = json!({ "of": ["Anna", { "anna": 1, "anna_is": "ANNA" }], "n": 1 });
        assert_eq!(wording.left_in_value(&value), Some("person 1".into()));
        wording.value(&mut value);
        assert_eq!(
            value,
            json!({ "of": ["person 1", { "person 1": 1, "anna_is": "person 1" }], "n": 1 })
        );
        assert_eq!(wording.left_in_value(&value), Some("person 1".into()), "in a key");
    }

    #[test]
    fn what_is_left_is_found_with_its_line_and_not_across_cells() {
        let wording = hiding(&[("Old Mill", "client of D-1")]);
        let left = wording.left_in("# Title\n| a | *Old* Mill |\n");
        assert_eq!(left, Some((2, "client of D-1".into())));
        assert_eq!(wording.left_in("| Old | Mill |\nOld\nMill\n"), None);
    }

    #[test]
    fn ids_are_taken_letter_by_letter() {
        let term = |text: &str, shown: &str| Term {
            text: text.into(),
            shown: shown.into(),
        };
        let wording = Wording::new(Matching::SameText, [term("c-17", "Old Mill"), term("p1", "Anna")]);
        assert_eq!(
            wording.text("p1: call c-17, P1, c 17, p10"),
            "Anna: call Old Mill, P1, c 17, p10"
        );
    }
}
