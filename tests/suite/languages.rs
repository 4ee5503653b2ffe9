//! What people read is said in their language, all of it, and another language is one file.

use std::collections::BTreeSet;
use std::path::Path;

use salesplan_model::settings::Locale;
use salesplan_report::language::{CATALOGUES, Language};
use salesplan_report::template::Templates;
use salesplan_tests::Workspace;
use salesplan_tests::case::Case;
use salesplan_tests::expected::none_failed;
use salesplan_tests::source_tree::{cases, files_in, folders_in, root};

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

/// A third language: the English catalogue with every letter marked. A build finds such a file
/// by itself; here it is handed to the same reader.
fn marked() -> String {
    let english = CATALOGUES[0].1;
    let mut out = String::new();
    for line in english.lines() {
        let (key, value) = line.split_once(" = ").unwrap_or(("", line));
        let is_phrase = [
            "reason-", "finding-", "label-", "help-", "said-", "part-", "figure-", "how-",
        ]
        .iter()
        .any(|start| key.starts_with(start));
        if line.starts_with('#') {
            continue;
        }
        if !key.is_empty() {
            out += &format!("{key} = ");
        }
        out += &if is_phrase { mark_phrase(value) } else { mark(value) };
        out.push('\n');
    }
    out
}

/// Marks letters that are said: none of what stands in braces, brackets or backticks.
fn mark(text: &str) -> String {
    let mut depth = 0_i32;
    let mut is_code = false;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '{' | '[' => depth += 1,
            // A selector is closed on another line than it is opened on.
            '}' | ']' => depth = (depth - 1).max(0),
            '`' => is_code = !is_code,
            _ => {}
        }
        out.push(c);
        if c.is_ascii_alphabetic() && depth == 0 && !is_code {
            out.push('\u{301}');
        }
    }
    out
}

/// A phrase with its parts in the order that it has them.
fn mark_phrase(text: &str) -> String {
    let mut names = 'a'..='z';
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '@' => out += &format!("{{ ${} }}", names.next().unwrap()),
            '#' => out += &format!("{{ ${}-text }}", names.next().unwrap()),
            c => out.push(c),
        }
    }
    mark(&out)
}

/// What is said in English in a text of the marked language, without code and without what
/// stands in the workspace's files.
fn left_in_english(text: &str, known: &BTreeSet<String>) -> Vec<String> {
    let spoken: String = text.split('`').step_by(2).collect();
    let spoken = ["details", "summary"].iter().fold(spoken, |text, tag| {
        text.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "")
    });
    let words = spoken.split(|c: char| !c.is_alphanumeric() && !"\u{301}-_".contains(c));
    words
        .filter(|word| word.chars().all(|c| c.is_ascii_alphabetic()) && word.len() > 1)
        .filter(|word| !known.contains(&word.to_lowercase()))
        .map(str::to_string)
        .collect()
}

fn words_of(text: &str, known: &mut BTreeSet<String>) {
    let words = text.split(|c: char| !c.is_alphanumeric());
    known.extend(words.filter(|word| !word.is_empty()).map(str::to_lowercase));
}

#[test]
fn another_language_is_one_file() {
    let codes: Vec<&str> = CATALOGUES.iter().map(|(code, _)| *code).collect();
    let locales: Vec<&str> = Locale::WORDS.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, locales);
    let files = std::fs::read_dir(root().join("languages")).unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, codes.iter().map(|code| format!("{code}.ftl")).collect());
    assert_eq!(codes[0], "en");

    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let mut known = BTreeSet::new();
    words_below(&workspace.path("salesplan-demo"), &mut known);
    let mut unsaid = Vec::new();
    for (command, templates) in VIEWS {
        let json = workspace
            .run(&format!("-C salesplan-demo {command} --format json"))
            .json();
        let mut known = known.clone();
        // These are said when the report is made.
        words_in(
            &json,
            &[
                "reasons",
                "findings",
                "notes",
                "charts",
                "actions",
                "proposed",
                "proposals",
            ],
            false,
            &mut known,
        );
        for template in *templates {
            let language = Language::new("en-GB", &marked());
            let rendered = Templates::new(Vec::new(), language, 100_000)
                .unwrap()
                .render(template, &json);
            let text = match rendered {
                Ok(text) => text,
                Err(fault) => {
                    unsaid.push(format!("{template} of `{command}`: {}", fault.message));
                    continue;
                }
            };
            let left = left_in_english(&text, &known);
            if !left.is_empty() {
                unsaid.push(format!("{template} of `{command}`: {left:?}"));
            }
        }
    }
    none_failed(&unsaid);
}

/// The words of a workspace's files and of their names, but not of its reviews.
fn words_below(folder: &Path, known: &mut BTreeSet<String>) {
    for name in files_in(folder) {
        words_of(&name, known);
        words_of(&std::fs::read_to_string(folder.join(&name)).unwrap_or_default(), known);
    }
    for name in folders_in(folder) {
        words_of(&name, known);
        if !["reviews", ".git"].contains(&name.as_str()) {
            words_below(&folder.join(name), known);
        }
    }
}

/// The words of the texts below some keys.
fn words_in(value: &serde_json::Value, keys: &[&str], is_below: bool, known: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) if is_below => words_of(text, known),
        serde_json::Value::Array(items) => items.iter().for_each(|item| words_in(item, keys, is_below, known)),
        serde_json::Value::Object(entries) => {
            for (key, value) in entries {
                words_in(value, keys, is_below || keys.contains(&key.as_str()), known);
            }
        }
        _ => {}
    }
}

/// Commands with the templates that show what they say.
const VIEWS: &[(&str, &[&str])] = &[
    (
        "review --week 2026-W45",
        &["review.md.j2", "sheet.md.j2", "message.md.j2", "status.md.j2"],
    ),
    ("action list --week 2026-W45", &["action-list.md.j2"]),
    ("decompose", &["decompose.md.j2"]),
    ("decompose --by week", &["breakdown.md.j2"]),
    ("decompose --by person", &["breakdown.md.j2"]),
    ("decompose --by channel", &["breakdown.md.j2"]),
    ("decompose --by stage", &["breakdown.md.j2"]),
    ("resources --week 2026-W45", &["resources.md.j2"]),
    ("levers", &["levers.md.j2"]),
    ("explain", &["explain-names.md.j2"]),
    ("team --week 2026-W45", &["team.md.j2"]),
    ("agreements --week 2026-W45", &["agreements.md.j2"]),
    ("log", &["log.md.j2"]),
];

/// What commands say of their work, and what keeps them from it, is said in the language of the workspace.
#[test]
fn commands_speak_the_language_of_the_workspace() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let settings = workspace.read("salesplan-demo/salesplan.toml");
    workspace.write(
        "salesplan-demo/salesplan.toml",
        settings.replace("# locale = \"en\"", "locale = \"ru\""),
    );
    let mut unsaid = Vec::new();
    for line in SPOKEN {
        let outcome = workspace.run(&format!("-C salesplan-demo {line}"));
        let told = outcome
            .stderr
            .lines()
            .filter(|line| line.chars().any(char::is_alphabetic));
        unsaid.extend(
            told.filter(|told| !is_said(told))
                .map(|told| format!("`{line}`: {told}")),
        );
    }
    none_failed(&unsaid);
}

/// No run of English words outside of code, names of files and what stands in quotes.
fn is_said(text: &str) -> bool {
    let spoken: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let mut run = 0;
    for word in spoken.split_whitespace() {
        let is_english = !NAMES.contains(&word.trim_end_matches(','))
            && word.chars().all(|c| c.is_ascii_lowercase() || ",;:.".contains(c))
            && word.len() > 1;
        run = if is_english && !word.contains(['.', '/']) {
            run + 1
        } else {
            0
        };
        if run > 1 {
            return false;
        }
    }
    true
}

/// Words of the command line, which are the same in every language.
const NAMES: &[&str] = &[
    "human",
    "json",
    "markdown",
    "csv",
    "html",
    "salesplan",
    "rules",
    "test",
    "run",
    "check",
    "seasonality",
    "quota",
    "conversion",
    "probability",
    "priority",
    "review",
];

/// Commands as people get them right and wrong.
const SPOKEN: &[&str] = &[
    "record new.lead=4 --week 2026-W46 --person anna",
    "record new.lead=4 --week 2026-W46 --person anna",
    "record new.lead=5 --week 2026-W46 --person anna",
    "record new.lead=5 --week 2026-W46 --person anna --replace",
    "record lead=-4",
    "record deal=1",
    "record xyz",
    "record xyz=1",
    "record new.lead=",
    "record",
    "record --week 2026-W50 new.lead=1",
    "record --from nothing.csv",
    "action add Call --owner anna --due 2026-12-01",
    "action add Call --owner ann --due 2026-12-01",
    "action add Call",
    "action add Call --owner anna --due 2020-01-01",
    "action add Call --owner anna --due 2026-12-01 --deal X-1",
    "action add Call --owner anna --due 2026-12-01 --client Old-Mil",
    "action add Call --owner anna --due 2026-12-01 --decision",
    "action add 99 --owner anna --due 2026-12-01",
    "action done A-99",
    "action drop A-5",
    "action list --week 2030-W01",
    "rules run priority",
    "rules run priority --deal X-1",
    "rules run conversion --deal D-04",
    "rules new priority",
    "rules new conversion",
    "rules test",
    "rules test conversion",
    "rules replay --rule rules/nothing.rhai",
    "rules replay --rule rules/priority.rhai --margin 0.1",
    "experiments stop nothing",
    "import --list-profiles",
    "import nothing.csv",
    "import clients.csv --profile nothing",
    "explain nothing",
    "explain new.meeting.conversio",
    "status --week 2027-W30",
    "status --as-of 2020-01-01",
    "status --set nothing=1",
    "status --set nothing",
    "status --at nothing",
    "review --week 2026-W53",
    "review --week 2026-W48 --commit",
    "review --week 2026-W46 --commit",
    "review --for nobody",
    "review --week 2026-W46 --sheet --format json",
    "deals --format csv",
    "agree anna",
    "agree nobody",
    "commitments new nobody",
    "commitments new gleb",
    "scenarios",
    "team reassign anna --to anna",
    "team reassign anna --to boris",
    "diff nothing",
    "check nothing",
    "playbook set meeting README.md --from 2026-12-01",
    "playbook set meeting README.md --from 2026-12-01",
    "playbook set meeting README.md --from 2026-12-07 --person anna",
    "playbook set meeting README.md --version 9",
    "playbook set meeting README.md --week 2026-W46",
    "playbook set meeting rules",
    "playbook set meeting README.md --version 1,2",
    "playbook set deal README.md",
    "playbook show lead",
    "playbook show meeting --version 9",
    "playbook show meeting --as-of 2026-10-02",
    "playbook show meeting --as-of 2026-12-08",
    "experiments new again --playbook meeting --hypothesis X --owner anna --effect 60points --by 2028-03-31 --as-of 2026-11-15",
    "experiments new again --playbook lead --hypothesis X --owner anna --effect 60points --by 2028-03-31",
];
