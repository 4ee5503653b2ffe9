//! The demo in another language: the texts of its files, one for one; figures, days and ids are the
//! same in every language.
//!
//! `demo/ru.txt` has a line for each text, `as it stands => as it is to be read`. Whole texts are replaced and
//! nothing within them, so that no id and no word of the files' own can be meant: cells of a CSV file,
//! values of keys that people write in TOML, comments, and lines of a playbook.

use std::collections::BTreeMap;

use salesplan_files::{agreement_file, digest};
use salesplan_model::settings::Locale;

/// Keys whose values are people's own words.
const KEYS: &[&str] = &[
    "title",
    "name",
    "what",
    "hypothesis",
    "comment",
    "action",
    "client",
    "evidence",
    "by",
];

/// The texts of one language; none where the demo is as it is written.
pub(super) struct Words {
    texts: BTreeMap<&'static str, &'static str>,
    /// The page that a visitor reads first.
    pub home: &'static str,
}

impl Words {
    /// Those of a language; English where the demo has not been put into it.
    pub fn of(locale: Locale) -> Self {
        match locale.word() {
            "ru" => Self {
                texts: pairs(include_str!("../../../../../demo/ru.txt")),
                home: include_str!("../../../../../demo/HOME.ru.md"),
            },
            _ => Self {
                texts: BTreeMap::new(),
                home: include_str!("../../../../../demo/HOME.md"),
            },
        }
    }

    /// One of the texts; as it stands where there is no other.
    pub fn text<'t>(&self, text: &'t str) -> &'t str
    where
        'static: 't,
    {
        self.texts.get(text).copied().unwrap_or(text)
    }

    /// Files of the demo, by path and text. Where one names another by its digest, it names the new one.
    pub fn files(&self, files: &[(&str, &str)]) -> Vec<(String, String)> {
        let said = files
            .iter()
            .map(|(path, text)| ((*path).to_string(), self.file(path, text)));
        let mut said: Vec<(String, String)> = said.collect();
        let digests: Vec<(String, String)> = files
            .iter()
            .zip(&said)
            .filter(|((_, before), (_, after))| before != after)
            .map(|((_, before), (_, after))| (digest(before), digest(after)))
            .collect();
        for (_, text) in &mut said {
            for (before, after) in &digests {
                *text = text.replace(before, after);
            }
        }
        said
    }

    /// A file of the demo.
    fn file(&self, path: &str, text: &str) -> String {
        if self.texts.is_empty() {
            return text.to_string();
        }
        if path.ends_with(".csv") {
            let cells = |line: &str| {
                line.split(',')
                    .map(|cell| self.text(cell))
                    .collect::<Vec<_>>()
                    .join(",")
            };
            return text.lines().map(|line| cells(line) + "\n").collect();
        }
        if path.ends_with(".toml") {
            let said: String = text.lines().map(|line| self.line(line) + "\n").collect();
            return sealed_anew(said);
        }
        if path.contains("/playbooks/") {
            return text.lines().map(|line| self.text(line).to_string() + "\n").collect();
        }
        text.to_string()
    }

    /// A line of TOML.
    fn line(&self, line: &str) -> String {
        let (code, comment) = parted(line);
        let mut said = String::new();
        for (index, part) in code.split('"').enumerate() {
            if index % 2 == 0 {
                said += part;
                continue;
            }
            let before = code.split('"').nth(index - 1).unwrap_or_default();
            let key = before.trim_end_matches([' ', '=']);
            let key = key.rsplit([' ', '{', ',']).next().unwrap_or_default();
            let text = if KEYS.contains(&key) { self.text(part) } else { part };
            said += &format!("\"{text}\"");
        }
        match comment {
            // What is commented out is code, with a comment of its own perhaps.
            Some(comment) if self.text(comment) == comment => format!("{said}# {}", self.inner(comment)),
            Some(comment) => format!("{said}# {}", self.text(comment)),
            None => said,
        }
    }

    fn inner(&self, comment: &str) -> String {
        match parted(comment) {
            (code, Some(inner)) => format!("{code}# {}", self.text(inner)),
            _ => comment.to_string(),
        }
    }
}

/// A line up to its comment, and the text of that.
fn parted(line: &str) -> (&str, Option<&str>) {
    let mut is_quoted = false;
    for (place, c) in line.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted => {
                let comment = &line[place + 1..];
                return (&line[..place], Some(comment.strip_prefix(' ').unwrap_or(comment)));
            }
            _ => {}
        }
    }
    (line, None)
}

fn digest(text: &str) -> String {
    digest::of_text(text)
}

/// An agreement to other words has another digest.
fn sealed_anew(text: String) -> String {
    let Some((head, _)) = text.split_once("[agreed]\n") else {
        return text;
    };
    let body = &text[head.len()..];
    let digest = agreement_file::digest(body);
    let line = |line: &str| match line.starts_with("digest = ") {
        true => format!("digest = \"{digest}\"\n"),
        false => format!("{line}\n"),
    };
    head.lines().map(line).collect::<String>() + body
}

fn pairs(text: &'static str) -> BTreeMap<&'static str, &'static str> {
    text.lines().filter_map(|line| line.split_once(" => ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn russian() -> Words {
        let known = Locale::WORDS.iter().find(|(word, _)| *word == "ru");
        Words::of(known.expect("there is Russian").1)
    }

    #[test]
    fn whole_texts_are_replaced_and_ids_stay() {
        let words = russian();
        assert_eq!(
            words.file("deals.csv", "id,client,owner,tags\nD-1,Old Mill,anna,visit\n"),
            "id,client,owner,tags\nD-1,Старая Мельница,anna,visit\n"
        );
        assert_eq!(
            words.file(
                "plan.toml",
                "facts = { source = \"deals\" } # exactly one of amount, share, deals\n{ id = \"deal\", title = \"deals\" },\n"
            ),
            "facts = { source = \"deals\" } # что-то одно: amount, share или deals\n{ id = \"deal\", title = \"сделки\" },\n"
        );
    }

    #[test]
    fn what_is_commented_out_stays_code() {
        let line = "# calendar = \"mon-fri\"    # working days: mon-fri, ru, us, or calendars/NAME.toml of your own";
        let said = russian().line(line);
        assert!(said.starts_with("# calendar = \"mon-fri\"    # рабочие дни"), "{said}");
    }
}
