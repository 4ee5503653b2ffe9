//! All catalogues say the same things, and say them.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// The messages of a catalogue with the arguments that each asks for.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '*', '['])) {
            key = name.to_string();
            assert!(
                messages.insert(key.clone(), BTreeSet::new()).is_none(),
                "{key} stands twice"
            );
        }
        for part in line.split('$').skip(1) {
            let name = part
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                .next();
            let of_key = messages.get_mut(&key).expect("a line belongs to a message");
            of_key.insert(name.unwrap_or_default().to_string());
        }
    }
    messages
}

#[test]
fn every_catalogue_is_read_and_has_the_messages_of_the_first() {
    let first = messages(CATALOGUES[0].1);
    for (code, text) in CATALOGUES {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_string()) {
            panic!("{code}: {errors:?}");
        }
        let own = messages(text);
        let keys = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
        let missing: Vec<_> = keys(&first).symmetric_difference(&keys(&own)).cloned().collect();
        assert!(missing.is_empty(), "{code} differs in {missing:?}");
        // Parts of phrases are named by their place.
        for (key, arguments) in own.iter().filter(|(key, _)| !is_phrase(key)) {
            let odd: Vec<_> = arguments.difference(&first[key]).collect();
            assert!(odd.is_empty(), "{code}: {key} asks for {odd:?}, which nobody gives");
        }
    }
}

/// Phrases are looked for by what a finding says, never by their names, and English has none.
#[test]
fn no_template_asks_for_a_phrase() {
    for (file, template) in crate::template::BUNDLED {
        for asked in template.split("t(\"").skip(1) {
            let key = asked.split('"').next().unwrap_or_default();
            assert!(!is_phrase(key), "{file} asks for {key}");
        }
    }
}

#[test]
fn every_message_can_be_said() {
    for (code, text) in CATALOGUES {
        let language = Language::of(code);
        let is_said = |key: &str| *code != CATALOGUES[0].0 || !is_phrase(key);
        for (key, names) in messages(text).into_iter().filter(|(key, _)| is_said(key)) {
            for count in [0.0, 1.0, 2.0, 5.0, 21.0, 1234.5] {
                let mut arguments = FluentArgs::new();
                for name in &names {
                    arguments.set(name.clone(), count);
                }
                let said = language.say(&key, &arguments);
                assert!(said.is_ok(), "{code}: {said:?}");
            }
        }
    }
}

#[test]
fn plurals_follow_the_language() {
    let say = |code: &str, n: f64| {
        let mut arguments = FluentArgs::new();
        arguments.set("n", n);
        Language::of(code).say("deals", &arguments).unwrap()
    };
    assert_eq!(say("en", 1.0), "1 deal");
    assert_eq!(say("en", 1234.0), "1,234 deals");
    let russian = [1.0, 2.0, 5.0, 21.0, 1234.0].map(|n| say("ru", n));
    assert_eq!(
        russian,
        ["1 сделка", "2 сделки", "5 сделок", "21 сделка", "1\u{a0}234 сделки"]
    );
}

#[test]
fn what_is_missing_is_told() {
    let language = Language::of("en");
    assert!(language.say("no-such-message", &FluentArgs::new()).is_err());
    assert!(language.say("deals", &FluentArgs::new()).is_err());
}

#[test]
fn what_bundled_rules_write_is_said_in_other_languages() {
    let english = include_str!("../../../../rules/priority.test.toml");
    let written = english
        .lines()
        .filter_map(|line| line.split_once("reasons = [")?.1.split_once(']'))
        .flat_map(|(list, _)| {
            list.split("\", \"")
                .map(|reason| reason.trim_matches('"').to_string())
                .collect::<Vec<_>>()
        })
        .filter(|reason| !reason.is_empty());
    let (mut n_reasons, english, russian) = (0, Language::of("en"), Language::of("ru"));
    for reason in written {
        n_reasons += 1;
        assert_eq!(english.phrase(&reason), reason);
        let said = russian.phrase(&reason);
        assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{reason}: {said}");
    }
    assert!(
        n_reasons > 8,
        "only {n_reasons} reasons are among the cases of the rule"
    );
    assert_eq!(
        russian.phrase("pushed 3 times, by 21 days in all"),
        "переносили 3 раза, всего на 21 день"
    );
    assert_eq!(russian.phrase("a word of our own"), "a word of our own");
}

#[test]
fn findings_are_said_in_other_languages() {
    let russian = Language::of("ru");
    assert_eq!(
        russian.phrase("deal `D-1` was lost on 2026-10-01: the line counts nothing"),
        "сделка `D-1` проиграна 1\u{a0}октября 2026: строка не засчитана"
    );
    assert_eq!(russian.phrase("`p 1` is not in team.toml"), "`p 1` нет в team.toml");
    // A sentence is known as a whole, whatever stands in it.
    assert_eq!(
        russian.phrase("no segment uses funnel `x` here"),
        "no segment uses funnel `x` here"
    );
}
