//! The draft of a profile for a file that no profile knows: what its headers look like, and
//! the values of its stages and people to be named. Whatever is guessed is marked.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::ControlFlow;

use salesplan_sheets::{Rows, Told};

use super::{BUNDLED, Kind, bundled, read, same_header};
use crate::deals::ENTERED;
use crate::suggest;

/// How many values of a column are listed.
const VALUES: usize = 30;

/// Words in a header that tell what it is, where no bundled profile knows the header itself.
const WORDS: &[(&str, &[&str])] = &[
    ("id", &["id", "number", "номер", "key"]),
    (
        "client",
        &[
            "client",
            "customer",
            "account",
            "company",
            "organization",
            "organisation",
            "клиент",
            "компания",
            "заказчик",
        ],
    ),
    (
        "owner",
        &[
            "owner",
            "responsible",
            "manager",
            "agent",
            "rep",
            "seller",
            "ответственный",
            "менеджер",
        ],
    ),
    ("stage", &["stage", "этап", "стадия"]),
    ("status", &["status", "state", "статус"]),
    (
        "amount",
        &[
            "amount",
            "value",
            "sum",
            "revenue",
            "income",
            "budget",
            "сумма",
            "бюджет",
            "доход",
        ],
    ),
    ("currency", &["currency", "валюта"]),
    ("expected-close", &["expected", "предполагаемая"]),
    ("closed", &["closed", "close", "won", "закрытия"]),
    ("created", &["created", "create", "создания", "создана", "opened"]),
    ("channel", &["source", "channel", "origin", "источник", "канал"]),
    ("last-activity", &["activity", "modified", "изменения"]),
    ("next-step", &["next"]),
    ("tags", &["tags", "labels", "теги"]),
];

/// A guess for a column of ours.
struct Guess<'h> {
    ours: &'static str,
    header: &'h str,
    index: usize,
    /// Whether a bundled profile reads this very header so.
    is_known: bool,
}

/// Drafts a profile in TOML; `stages` and `people` are those of the plan, where there is one.
pub fn draft(source_name: &str, source: &[u8], stages: &[String], people: &[String]) -> Option<String> {
    let sheet = salesplan_sheets::read(source, &Told::default()).ok()?;
    let rows = Rows::of(&sheet);
    let guesses = guesses(rows.headers());
    let mut text = format!(
        "# A draft for {}. Lines that end with `# guess` were guessed: look at each of them.\n\
         schema-version = 1\ntitle = {}\nkind = \"deals\"                 # deals | facts | clients\n",
        quoted(source_name),
        quoted(source_name),
    );
    let marks: Vec<String> = guesses.iter().take(3).map(|guess| quoted(guess.header)).collect();
    let _ = write!(text, "\n[recognise]\nall = [{}]\n\n[columns]\n", marks.join(", "));
    if !guesses.iter().any(|guess| guess.ours == "id") {
        text += "# id = \"…\"                    # which column says the same of a deal in every export?\n";
    }
    for guess in &guesses {
        let sure = if guess.is_known { "" } else { "   # guess" };
        let _ = writeln!(text, "{} = {}{sure}", guess.ours, quoted(guess.header));
    }
    let used = |header: &str| guesses.iter().any(|guess| guess.header == header);
    let unused: Vec<String> = rows
        .headers()
        .iter()
        .filter(|header| !used(header))
        .map(|header| quoted(header))
        .collect();
    if !unused.is_empty() {
        let _ = writeln!(text, "# not used: {}", unused.join(", "));
    }
    let values = |ours: &str| {
        let guess = guesses.iter().find(|guess| guess.ours == ours)?;
        Some(values(&rows, guess.index))
    };
    let targets: Vec<&str> = stages.iter().map(String::as_str).chain(["won", "lost"]).collect();
    if let Some(found) = values("stage") {
        write_map(
            &mut text,
            "stages",
            "their stage = ours, \"won\", \"lost\", or \"\" for nothing",
            &found,
            &targets,
        );
    }
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    if let Some(found) = values("owner") {
        write_map(&mut text, "people", "their name = the id in team.toml", &found, &people);
    }
    Some(text)
}

fn guesses(headers: &[String]) -> Vec<Guess<'_>> {
    let known = known_headers();
    let mut guesses: Vec<Guess<'_>> = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        let by_profile = known
            .iter()
            .find(|(name, _)| same_header(name, header))
            .map(|(_, ours)| *ours);
        let ours = by_profile.or_else(|| by_words(header));
        let Some(ours) = ours.filter(|_| !header.is_empty()) else {
            continue;
        };
        let is_known = by_profile.is_some();
        match guesses.iter_mut().find(|guess| guess.ours == ours) {
            // What is known stands before what is guessed.
            Some(guess) if is_known && !guess.is_known => {
                *guess = Guess {
                    ours,
                    header,
                    index,
                    is_known,
                };
            }
            Some(_) => {}
            None => guesses.push(Guess {
                ours,
                header,
                index,
                is_known,
            }),
        }
    }
    guesses.sort_by_key(|guess| WORDS.iter().position(|(ours, _)| *ours == guess.ours));
    guesses
}

/// Headers of deals that bundled profiles read, with our columns.
fn known_headers() -> Vec<(String, &'static str)> {
    let mut known = Vec::new();
    for (name, text) in BUNDLED {
        let profile = read(&bundled::bundled_path(name), text).value;
        let Some(profile) = profile.filter(|profile| profile.kind == Kind::Deals && !profile.is_of_events()) else {
            continue;
        };
        for column in profile
            .columns
            .iter()
            .filter(|column| !column.name.starts_with(ENTERED))
        {
            let ours = WORDS
                .iter()
                .find(|(ours, _)| *ours == column.name)
                .map(|(ours, _)| *ours);
            let headers = column.headers.iter().map(|header| header.value.clone());
            known.extend(headers.filter_map(|header| Some((header, ours?))));
        }
    }
    known
}

fn by_words(header: &str) -> Option<&'static str> {
    let lower = header.to_lowercase();
    let words: Vec<&str> = lower.split(|char: char| !char.is_alphanumeric()).collect();
    let fits = |(_, marks): &&(&str, &[&str])| marks.iter().any(|mark| words.contains(mark));
    WORDS.iter().find(fits).map(|(ours, _)| *ours)
}

/// The values of a column with their counts, the most frequent first.
fn values(rows: &Rows<'_>, index: usize) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    rows.each(|row| {
        let cell = row.cell(index);
        // A column of other things has more values than anybody would name.
        if !cell.is_empty() && (counts.len() < 1_000 || counts.contains_key(cell)) {
            *counts.entry(cell.to_string()).or_default() += 1;
        }
        ControlFlow::Continue(())
    });
    let mut values: Vec<(String, usize)> = counts.into_iter().collect();
    values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    values.truncate(VALUES);
    values
}

fn write_map(text: &mut String, name: &str, what: &str, values: &[(String, usize)], ours: &[&str]) {
    let _ = writeln!(text, "\n[{name}]                        # {what}");
    for (value, n_rows) in values {
        let same = ours.iter().find(|known| known.to_lowercase() == value.to_lowercase());
        let near = same.copied().or_else(|| suggest::nearest(value, ours.iter().copied()));
        let rows = if *n_rows == 1 {
            "1 row".into()
        } else {
            format!("{n_rows} rows")
        };
        let _ = match near {
            Some(near) => writeln!(text, "{} = {}   # guess, {rows}", quoted(value), quoted(near)),
            None => writeln!(text, "# {} = \"…\"   # {rows}", quoted(value)),
        };
    }
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(char::is_control, " ")).to_string()
}
