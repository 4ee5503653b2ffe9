//! The program's words in one language: a catalogue of messages with plural rules, and the way
//! in which figures and days are written.
//!
//! A catalogue is one file of `languages/` in the form of Project Fluent. Another language is
//! another file and its line in [`CATALOGUES`].

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use phrases::Phrase;

mod phrases;

/// Every language with its catalogue. The first is the one that others are held against.
pub const CATALOGUES: &[(&str, &str)] = &[
    ("en", include_str!("../../../languages/en.ftl")),
    ("ru", include_str!("../../../languages/ru.ftl")),
];

/// How the names of messages begin that are phrases.
const PHRASES: &[&str] = &["reason-", "finding-"];

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
        let id: LanguageIdentifier = code.parse().expect("the codes are language codes");
        let resource = FluentResource::try_new((*text).to_string()).expect("a test reads every catalogue");
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
            phrases: if *code == CATALOGUES[0].0 {
                Vec::new()
            } else {
                phrases()
            },
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

    /// A sentence that was written in English elsewhere, by a bundled rule or as a finding;
    /// as it is where the catalogues do not know it.
    pub fn phrase(&self, text: &str) -> String {
        let known = self
            .phrases
            .iter()
            .find_map(|phrase| Some((phrase, phrase.parts(text)?)));
        let said = known.and_then(|(phrase, parts)| {
            let arguments = phrases::arguments(&parts, &self.numbers);
            self.say(&phrase.key, &arguments).ok()
        });
        said.unwrap_or_else(|| text.to_string())
    }

    pub(crate) fn numbers(&self) -> &Numbers {
        &self.numbers
    }
}

/// The phrases of the first catalogue.
fn phrases() -> Vec<Phrase> {
    let lines = CATALOGUES[0].1.lines().filter_map(|line| line.split_once(" = "));
    lines
        .filter(|(key, _)| PHRASES.iter().any(|start| key.starts_with(start)))
        .map(|(key, sentence)| Phrase::new(key, sentence))
        .collect()
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
