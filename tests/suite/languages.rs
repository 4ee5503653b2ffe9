//! What people read is said in their language, all of it, and another language is one file.

use salesplan_report::language::Language;
use salesplan_tests::case::Case;
use salesplan_tests::expected::none_failed;
use salesplan_tests::source_tree::{cases, folders_in};

/// Findings of the company's own rules are in the company's words.
const OWN: &[&str] = &["own-error", "own-warning"];

/// Of every case of a finding, what it says, how to mend it and what stands beside the text
/// have words in Russian: nothing is left in English.
#[test]
fn every_finding_has_russian_words() {
    let mut unsaid = Vec::new();
    for id in folders_in(&cases("diagnostics")) {
        if OWN.contains(&id.as_str()) {
            continue;
        }
        let case = Case::new(cases("diagnostics").join(&id));
        let played = case.play_with("check", "--lang ru");
        let told = format!("{}{}", played.outcome.stdout, played.outcome.stderr);
        assert!(told.contains("ошиб") || told.contains("предупрежд"), "{id}: {told}");
        let without_words = told.lines().filter_map(said).filter(|text| !has_russian(text));
        unsaid.extend(without_words.map(|text| format!("{id}: {text}")));
    }
    none_failed(&unsaid);
}

/// What a drawn line says: of a finding, of its mend, beside the text at fault.
fn said(line: &str) -> Option<&str> {
    let is_drawing = |c: char| c.is_ascii_digit() || " |_^-".contains(c);
    let drawn = line.trim_start_matches(is_drawing);
    // A line of the file itself begins with its number.
    let is_of_file = line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let beside = line[..line.len() - drawn.len()].contains(['^', '-']) && !is_of_file;
    let text = if line.starts_with("error[") || line.starts_with("warning[") || line.starts_with("help") {
        // These words themselves are said in the language.
        line
    } else if let Some((head, text)) = line.split_once("]: ").filter(|(head, _)| head.contains('[')) {
        let is_head = ["ошибка", "предупреждение"].iter().any(|word| head.starts_with(word));
        is_head.then_some(text)?
    } else if let Some((_, text)) = line.split_once("как исправить: ") {
        text
    } else if beside && line.contains('|') {
        drawn
    } else {
        return None;
    };
    Some(text).filter(|text| text.chars().any(char::is_alphabetic))
}

/// Russian, or nothing but what stands in quotes.
fn has_russian(text: &str) -> bool {
    let is_quoted = text.starts_with('`') && text.ends_with('`') && text.matches('`').count() == 2;
    is_quoted || text.chars().any(|c| ('а'..='я').contains(&c))
}

#[test]
fn a_sentence_within_a_sentence_is_said_too() {
    let russian = Language::of("ru");
    for (english, said) in [
        (
            "the agreement of `anna` does not count: it has no line [agreed]",
            "согласие `anna` не засчитано: нет строки [agreed]",
        ),
        (
            "deal `D-1` was lost on 2026-11-15: the line counts nothing",
            "сделка `D-1` проиграна 15\u{a0}ноября 2026: строка не засчитана",
        ),
        (
            "`north` is assigned 700000.00 RUB and has a goal of 1600000.00 RUB: 900000.00 RUB less",
            "плану `north` назначено 700\u{a0}000,00 RUB, а цель в нём 1\u{a0}600\u{a0}000,00 RUB: на 900\u{a0}000,00 RUB меньше",
        ),
        ("`deals` is not a text in quotes", "`deals`: это не текст в кавычках"),
    ] {
        assert_eq!(russian.phrase(english), said);
    }
}
