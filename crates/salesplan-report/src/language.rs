//! The program's words in one language: a catalogue of messages with plural rules, and the way
//! in which figures and days are written.
//!
//! A catalogue is one file of `languages/` in the form of Project Fluent, named after the code of
//! its language. Another language is another file: the build finds it.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use phrases::Phrase;

mod phrases;

// Every language with its catalogue; English, which others are held against, is the first.
include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// How the names of messages begin that are phrases of findings, of reasons, and of what commands say
/// of their work.
const SAID: &[&str] = &["reason-", "finding-", "label-", "help-", "said-"];
/// Names of figures, and how figures are derived: phrases that are looked for by their kind.
const FIGURE: &str = "figure-";
const HOW: &str = "how-";
/// Those that stand within others only.
const PART: &str = "part-";
/// How deep phrases may stand in phrases.
const DEPTH_MAX: usize = 4;
/// Texts of more words are the user's own.
const WORDS_MAX: usize = 120;

/// One language.
pub struct Language {
    bundle: FluentBundle<FluentResource>,
    numbers: Numbers,
    /// Sentences that are written in English; none where that is the language.
    phrases: Vec<Phrase>,
}

/// How figures are written.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    /// Stands between groups of three digits.
    pub group: String,
    /// Stands before a fraction.
    pub decimal: String,
}

impl Language {
    /// The language of a code; English where there is no such language.
    ///
    /// # Panics
    /// A bundled catalogue is damaged, which a test excludes.
    pub fn of(code: &str) -> Self {
        let known = CATALOGUES.iter().find(|(known, _)| *known == code);
        let (code, text) = known.unwrap_or(&CATALOGUES[0]);
        Self::new(code, text)
    }

    /// A language by its code and its catalogue.
    ///
    /// # Panics
    /// The code is no language code, or the catalogue is damaged.
    pub fn new(code: &str, text: &str) -> Self {
        let id: LanguageIdentifier = code.parse().expect("the codes are language codes");
        let is_first = code == CATALOGUES[0].0;
        let messages = if is_first {
            without_phrases(text)
        } else {
            text.to_string()
        };
        let resource = FluentResource::try_new(messages).expect("a test reads every catalogue");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks for mixed directions would stand in tables and break searches.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("a test reads every catalogue");
        let mut language = Self {
            bundle,
            numbers: Numbers {
                group: String::new(),
                decimal: String::new(),
            },
            phrases: if is_first { Vec::new() } else { phrases() },
        };
        let sign = |key: &str| {
            language
                .say(key, &FluentArgs::new())
                .expect("a test reads every catalogue")
        };
        let numbers = Numbers {
            group: sign("number-group"),
            decimal: sign("number-decimal"),
        };
        let of_counts = numbers.clone();
        language
            .bundle
            .add_function("COUNT", move |positional, _| match positional {
                [FluentValue::Number(number)] => FluentValue::from(of_counts.number(number.value)),
                _ => FluentValue::Error,
            })
            .expect("it is added once");
        language.numbers = numbers;
        language
    }

    /// A message with its arguments.
    ///
    /// # Errors
    /// What is missing: the message, or an argument that it asks for.
    pub fn say(&self, key: &str, arguments: &FluentArgs<'_>) -> Result<String, String> {
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.ok_or_else(|| format!("no catalogue has the message `{key}`"))?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(arguments), &mut errors);
        match errors.first() {
            None => Ok(text.into_owned()),
            Some(error) => Err(format!("message `{key}`: {error}")),
        }
    }

    /// A message with its arguments, for lines that no template writes; its name where the
    /// catalogue lacks it.
    pub fn words<'a, const N: usize>(&self, key: &str, arguments: [(&'a str, FluentValue<'a>); N]) -> String {
        let arguments: FluentArgs<'a> = arguments.into_iter().collect();
        self.say(key, &arguments).unwrap_or_else(|_| key.to_string())
    }

    /// A sentence that was written in English elsewhere, by a bundled rule or as a finding;
    /// as it is where the catalogues do not know it.
    pub fn phrase(&self, text: &str) -> String {
        self.known_phrase(text).unwrap_or_else(|| text.to_string())
    }

    /// The same; nothing where the catalogues do not know it. English knows none: there a
    /// sentence stays as it is.
    pub fn known_phrase(&self, text: &str) -> Option<String> {
        let is_short = text.split(' ').nth(WORDS_MAX).is_none();
        is_short.then(|| self.phrase_within(text, SAID, 0)).flatten()
    }

    /// The name of a figure (`figure`), how one is derived (`how`), or what a finding or a rule
    /// says (`said`), that was written in English elsewhere; as it is where the catalogues do
    /// not know it.
    pub fn phrase_of(&self, kind: &str, text: &str) -> String {
        let kinds: &[&str] = match kind {
            "how" => &[HOW],
            "said" => SAID,
            _ => &[FIGURE],
        };
        self.phrase_within(text, kinds, 0).unwrap_or_else(|| text.to_string())
    }

    fn phrase_within(&self, text: &str, kinds: &[&str], depth: usize) -> Option<String> {
        let is_of = |phrase: &&Phrase| {
            let is_part = depth > 0 && phrase.key.starts_with(PART);
            is_part || kinds.iter().any(|kind| phrase.key.starts_with(kind))
        };
        let mut said = self
            .phrases
            .iter()
            .filter(is_of)
            .filter_map(|phrase| Some((phrase, phrase.parts(text)?)));
        let (phrase, parts) = said.next()?;
        // What commands say has no reasons and no findings in it; a rule may be called as a reason is.
        let kinds = if phrase.key.starts_with("said-") {
            &["said-"]
        } else {
            kinds
        };
        let arguments = phrases::arguments(&parts, &self.numbers, &|part| self.part(part, kinds, depth));
        self.say(&phrase.key, &arguments).ok()
    }

    /// A part of a phrase: a day, another phrase, or a text of the user's.
    fn part(&self, text: &str, kinds: &[&str], depth: usize) -> String {
        if let Some(day) = self.full_day(text) {
            return day;
        }
        // What is to be written into a file is the same in every language.
        if text.contains(['=', '{']) {
            return text.to_string();
        }
        let within = (depth < DEPTH_MAX).then(|| self.phrase_within(text, kinds, depth + 1));
        within.flatten().unwrap_or_else(|| text.to_string())
    }

    fn full_day(&self, text: &str) -> Option<String> {
        let is_day = text.len() == 10 && text.as_bytes()[4] == b'-';
        let date: jiff::civil::Date = is_day.then(|| text.parse().ok()).flatten()?;
        self.date("full-day", date).ok()
    }

    /// A day, by one of the messages for days.
    pub(crate) fn date(&self, key: &str, date: jiff::civil::Date) -> Result<String, String> {
        let mut arguments = FluentArgs::new();
        arguments.set("day", date.day());
        arguments.set("month", date.month());
        // A year is no count: no sign stands between its digits.
        arguments.set("year", date.year().to_string());
        self.say(key, &arguments)
    }

    pub(crate) fn numbers(&self) -> &Numbers {
        &self.numbers
    }
}

/// The phrases of the first catalogue, those that say most first: a text may be several.
fn phrases() -> Vec<Phrase> {
    let lines = CATALOGUES[0].1.lines().filter_map(|line| line.split_once(" = "));
    let mut phrases: Vec<Phrase> = lines
        .filter(|(key, _)| is_phrase(key))
        .map(|(key, sentence)| Phrase::new(key, sentence))
        .collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.n_letters()));
    phrases
}

/// A catalogue without its phrases, each a line: in the language that they are written in, which
/// most commands start with, they are two thirds of it and are never said.
fn without_phrases(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !is_phrase(line)).collect()
}

fn is_phrase(key: &str) -> bool {
    SAID.iter()
        .chain([&FIGURE, &HOW, &PART])
        .any(|start| key.starts_with(start))
}

impl Numbers {
    /// A number as people read it: groups of thousands; a fraction with one digit.
    pub fn number(&self, number: f64) -> String {
        if number.fract() != 0.0 || number.abs() >= 9e15 {
            let text = format!("{number:.1}");
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
            return format!("{}{}{fraction}", self.grouped(whole), self.decimal);
        }
        self.grouped(&format!("{number:.0}"))
    }

    /// Digits, with a sign or without, in groups of three.
    pub fn grouped(&self, digits: &str) -> String {
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
        let mut out = String::from(sign);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests;
