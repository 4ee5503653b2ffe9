//! What is good and what is bad news, by the words of the catalogues: a terminal shows it in
//! colour, and what is said stays the same.

use fluent_bundle::FluentArgs;

use super::Style;
use crate::language::{CATALOGUES, Language};

/// What a text says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tone {
    #[default]
    Plain,
    Good,
    Bad,
}

const BAD: &[&str] = &[
    "row-behind",
    "judge-below",
    "goal-behind",
    "goal-at-risk",
    "goal-missed",
    "refuted-title",
    "way-refuted",
    "action-overdue",
    "action-broken",
    "verdict-behind",
    "verdict-at_risk",
    "verdict-missed",
];
const GOOD: &[&str] = &[
    "row-ahead",
    "judge-above",
    "goal-reached",
    "goal-on-pace",
    "goal-on-pace-of",
    "way-proven",
    "action-kept",
    "verdict-reached",
    "verdict-on_pace",
];
/// The arguments of these messages.
const ARGUMENTS: &[&str] = &["by", "reached", "missing", "plan", "day", "open", "end"];
/// Stands where an argument would.
const HOLE: &str = "\u{0}";

/// The words of every language; a text is written in one of them.
pub(super) struct Tones(Vec<(String, Tone)>);

impl Tones {
    /// Reads the catalogues, where a terminal shows colours.
    pub fn for_style(style: Style) -> Self {
        let mut words = Vec::new();
        if style == Style::Plain {
            return Self(words);
        }
        for (code, _) in CATALOGUES {
            let language = Language::of(code);
            for (keys, tone) in [(BAD, Tone::Bad), (GOOD, Tone::Good)] {
                words.extend(keys.iter().filter_map(|key| Some((beginning(&language, key)?, tone))));
            }
        }
        Self(words)
    }

    /// What a text says as a whole, or from a comma on.
    pub fn of(&self, text: &str) -> Tone {
        let says = |word: &str| match word.strip_suffix(HOLE) {
            Some(word) => text.starts_with(word) || text.contains(&format!(", {word}")),
            None => text == word,
        };
        let found = self.0.iter().find(|(word, _)| says(word));
        found.map_or(Tone::Plain, |(_, tone)| *tone)
    }
}

/// A message up to its first argument and with a hole there; whole where it has none.
fn beginning(language: &Language, key: &str) -> Option<String> {
    let arguments: FluentArgs<'_> = ARGUMENTS.iter().map(|name| (*name, HOLE)).collect();
    let said = language.say(key, &arguments).ok()?;
    let end = said.find(HOLE).map_or(said.len(), |at| at + HOLE.len());
    // What begins with its argument says nothing by its beginning.
    (end > HOLE.len()).then(|| said[..end].to_string())
}
