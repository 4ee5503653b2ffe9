//! Sentences that are written in English elsewhere, by a bundled rule or as a finding, said in
//! another language.
//!
//! The first catalogue has the sentence as it is written, with a sign where a part differs:
//! `#` for a figure, `@` for any text, `day|days` for either word. The others say it with the
//! parts in their order: `$a`, `$b` and so on, as numbers where they are figures, and as they
//! are to be read in `$a-text`; as they were written, for somebody to type again, in `$a-written`. A text that does not stand in backticks may be a day or a phrase
//! itself. What no catalogue knows stays as it is written.

use fluent_bundle::FluentArgs;

use super::Numbers;

/// A sentence with parts that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its message.
    pub key: String,
    words: Vec<Word>,
}

/// A word of a sentence, up to the next blank.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    /// One of these.
    Any(Vec<String>),
    /// A figure between two texts.
    Figure(String, String),
    /// Any words, at least one, between two texts.
    Text(String, String),
}

/// A part that differs.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part<'t> {
    Figure(&'t str),
    Text(String),
    /// A text that stands in quotes: a name, or what was written.
    Quoted(String),
}

impl Phrase {
    pub fn new(key: &str, sentence: &str) -> Self {
        let between = |word: &str, sign: &str| {
            let (before, after) = word.split_once(sign)?;
            Some((before.to_string(), after.to_string()))
        };
        let word = |word: &str| {
            if let Some((before, after)) = between(word, "@") {
                Word::Text(before, after)
            } else if let Some((before, after)) = between(word, "#") {
                Word::Figure(before, after)
            } else {
                Word::Any(word.split('|').map(str::to_string).collect())
            }
        };
        Self {
            key: key.to_string(),
            words: sentence.split(' ').map(word).collect(),
        }
    }

    /// How much of the sentence is always the same.
    pub fn n_letters(&self) -> usize {
        let letters = |word: &Word| match word {
            Word::Any(known) => known.iter().map(String::len).min().unwrap_or_default(),
            // A figure says more than any text.
            Word::Figure(before, after) => before.len() + after.len() + 1,
            Word::Text(before, after) => before.len() + after.len(),
        };
        self.words.iter().map(letters).sum()
    }

    /// The parts of a text that is this sentence.
    pub fn parts<'t>(&self, text: &'t str) -> Option<Vec<Part<'t>>> {
        let words: Vec<&str> = text.split(' ').collect();
        let mut parts = Vec::new();
        matches(&self.words, &words, &mut parts).then_some(parts)
    }
}

fn matches<'t>(pattern: &[Word], words: &[&'t str], parts: &mut Vec<Part<'t>>) -> bool {
    let (Some((first, rest)), Some((word, left))) = (pattern.split_first(), words.split_first()) else {
        return pattern.is_empty() && words.is_empty();
    };
    match first {
        Word::Any(known) => known.iter().any(|known| known == word) && matches(rest, left, parts),
        Word::Figure(before, after) => {
            let figure = word
                .strip_prefix(before.as_str())
                .and_then(|word| word.strip_suffix(after.as_str()));
            let Some(figure) = figure.filter(|figure| is_figure(figure)) else {
                return false;
            };
            parts.push(Part::Figure(figure));
            matches(rest, left, parts) || {
                parts.pop();
                false
            }
        }
        Word::Text(before, after) => {
            // As few words as will do: there are few words in a sentence.
            (1..=words.len()).any(|n_words| {
                let taken = words[..n_words].join(" ");
                let text = taken
                    .strip_prefix(before.as_str())
                    .and_then(|text| text.strip_suffix(after.as_str()));
                let Some(text) = text.filter(|text| !text.is_empty()) else {
                    return false;
                };
                let is_quoted = before.ends_with('`') && after.starts_with('`');
                let part = if is_quoted { Part::Quoted } else { Part::Text };
                parts.push(part(text.to_string()));
                matches(rest, &words[n_words..], parts) || {
                    parts.pop();
                    false
                }
            })
        }
    }
}

fn is_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.chars().all(|c| c.is_ascii_digit() || ",.-".contains(c))
}

/// The parts as a message gets them; `said` says a text that may be a phrase itself.
pub(super) fn arguments<'p>(parts: &'p [Part<'_>], numbers: &Numbers, said: &dyn Fn(&str) -> String) -> FluentArgs<'p> {
    let mut arguments = FluentArgs::new();
    for (name, part) in ('a'..='z').zip(parts) {
        match part {
            Part::Figure(figure) => {
                // Read as it is written: groups of three, and a point before a fraction.
                let plain: String = figure.chars().filter(|c| *c != ',').collect();
                let (whole, fraction) = plain
                    .split_once('.')
                    .map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
                let shown = match fraction {
                    Some(fraction) => format!("{}{}{fraction}", numbers.grouped(whole), numbers.decimal),
                    None => numbers.grouped(whole),
                };
                arguments.set(name.to_string(), plain.parse::<f64>().unwrap_or_default());
                arguments.set(format!("{name}-text"), shown);
            }
            Part::Text(text) => {
                arguments.set(name.to_string(), said(text));
                arguments.set(format!("{name}-written"), text.as_str());
            }
            Part::Quoted(text) => arguments.set(name.to_string(), text.as_str()),
        }
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_by_its_words() {
        let pushed = Phrase::new("p", "pushed # time,|times, by # day|days in all");
        let parts = |text| pushed.parts(text);
        assert_eq!(
            parts("pushed 3 times, by 1,021 days in all"),
            Some(vec![Part::Figure("3"), Part::Figure("1,021")])
        );
        assert!(parts("pushed 1 time, by 1 day in all").is_some());
        for other in [
            "pushed 3 times",
            "pushed x times, by 2 days in all",
            "",
            "pushed 3 times, by 2 days in all!",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }

    #[test]
    fn a_text_may_have_several_words() {
        let lost = Phrase::new("l", "deal `@` was lost on @: the line counts nothing");
        assert_eq!(
            lost.parts("deal `was lost on` was lost on 2026-10-01: the line counts nothing"),
            Some(vec![
                Part::Quoted("was lost on".into()),
                Part::Text("2026-10-01".into())
            ])
        );
    }
}
