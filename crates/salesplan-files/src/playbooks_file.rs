//! `playbooks.toml`: which text a step is done by, from when and by whom; read, and added to
//! without touching the rest.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_model::diagnostic::{Diagnostic, INVALID_PLAYBOOK, PLAYBOOK_CHANGED, UNKNOWN_STAGE};
use salesplan_model::id::PersonId;
use salesplan_model::playbook::Playbook;

use crate::block_text::with_table;
use crate::deals::check_person;
use crate::digest;
use crate::outline::Outline;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{Table, parse};

/// The name of the file in a plan's folder.
pub const NAME: &str = "playbooks.toml";

/// The folder of the texts in a plan's folder.
pub const FOLDER: &str = "playbooks/";

/// Every deal is held against all versions of its step.
const VERSIONS_MAX: usize = 1_000;

pub(crate) fn read(text: &str, outline: &Outline, sink: &Sink) -> Vec<Playbook> {
    let root = parse(text, sink);
    let mut file = Table::root(&root, NAME, sink);
    let place = file.place("playbook");
    let mut tables = file.list("playbook", "the playbook").unwrap_or_default();
    file.finish();
    if tables.len() > VERSIONS_MAX {
        sink.push(
            Diagnostic::new(
                &INVALID_PLAYBOOK,
                format!("{} versions of playbooks are more than anybody works by", tables.len()),
            )
            .at(sink.location(&place), "too many versions")
            .help(format!("keep {VERSIONS_MAX} at most")),
        );
        tables.clear();
    }
    let read = tables.into_iter().filter_map(|table| playbook(table, outline, sink));
    let playbooks: Vec<Playbook> = read.collect();
    check_names(&playbooks, sink);
    playbooks
}

fn playbook(mut table: Table<'_, '_>, outline: &Outline, sink: &Sink) -> Option<Playbook> {
    let location = sink.location(table.span());
    let segment = outline.segment_of(&mut table, sink);
    let name = table.required("stage", "\"lead\"", |table| table.text("stage"));
    let stage = name.and_then(|name| stage(&name, segment?, outline, sink));
    let version = table.required("version", "\"1\"", |table| table.text("version"));
    let from = table.required("from", "2026-10-01", |table| table.date("from"));
    let people = table.texts("people").unwrap_or_default();
    let text = table.required("text", "\"playbooks/first-call-1.md\"", |table| table.text("text"));
    let digest = table.required("digest", "\"sha256:…\"", |table| table.text("digest"));
    table.finish();
    for person in &people {
        check_person(person, outline, sink);
    }
    let text = text.filter(|text| check(is_text_path(&text.value), text, sink, "is no text of a playbook", TEXT));
    let version = version.filter(|version| {
        check(
            is_version(&version.value),
            version,
            sink,
            "is no name of a version",
            VERSION,
        )
    });
    Some(Playbook {
        segment: segment?,
        stage: stage?,
        version: version?.value,
        from: from?.value,
        people: people.into_iter().map(|person| PersonId::new(person.value)).collect(),
        text: text?.value,
        digest: digest?.value,
        location,
    })
}

const TEXT: &str = "name a file in the plan's folder: \"playbooks/first-call-1.md\"";
const VERSION: &str = "use letters, digits, `-`, `_` and `.`, 40 at most: \"2\"";

fn check(is_good: bool, text: &At<String>, sink: &Sink, what: &str, help: &str) -> bool {
    if !is_good {
        sink.push(
            Diagnostic::new(&INVALID_PLAYBOOK, format!("`{}` {what}", text.value.escape_debug()))
                .at(sink.location(&text.span), "not usable")
                .help(help),
        );
    }
    is_good
}

/// A file directly in the folder, so that no path leads anywhere else.
fn is_text_path(path: &str) -> bool {
    let name = path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".md"));
    name.is_some_and(|name| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        !name.is_empty() && name.len() <= 200 && !name.starts_with('.') && name.chars().all(is_plain)
    })
}

/// Whether a text may name a version: it becomes part of a file's name.
pub fn is_version(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.chars().next().is_some_and(char::is_alphanumeric) && name.chars().count() <= 40 && name.chars().all(is_plain)
}

/// A stage that a step starts from: any but the last.
fn stage(name: &At<String>, segment: usize, outline: &Outline, sink: &Sink) -> Option<usize> {
    let segment = &outline.segments[segment];
    let last = segment.stages.len().checked_sub(1)?;
    let found = segment.stage_index(&name.value);
    match found {
        Some(stage) if stage < last => return Some(stage),
        None if !outline.is_complete => return None,
        _ => {}
    }
    let message = match found {
        Some(_) => format!(
            "nothing follows `{}`, the last stage of segment `{}`",
            name.value, segment.id
        ),
        None => format!("segment `{}` has no stage `{}`", segment.id, name.value),
    };
    let known = segment.stages[..last].iter().map(|(id, _)| id.as_str());
    sink.push(
        Diagnostic::new(&UNKNOWN_STAGE, message)
            .at(sink.location(&name.span), "no stage to begin with")
            .help(suggest::help(&name.value, known)),
    );
    None
}

/// A version comes back under its name with the same text; another text is another version.
fn check_names(playbooks: &[Playbook], sink: &Sink) {
    let mut seen: BTreeMap<(usize, usize, &str), &Playbook> = BTreeMap::new();
    for second in playbooks {
        let key = (second.segment, second.stage, second.version.as_str());
        let first = *seen.entry(key).or_insert(second);
        if first.digest != second.digest || first.text != second.text {
            sink.push(
                Diagnostic::new(
                    &INVALID_PLAYBOOK,
                    format!("version `{}` of a playbook has two texts", second.version),
                )
                .at(second.location.clone(), "the second")
                .see(first.location.clone(), "the first")
                .help("give one of them another name"),
            );
        }
    }
}

/// What is said where the text is not there.
pub(crate) fn missing(playbook: &Playbook) -> Diagnostic {
    Diagnostic::new(
        &INVALID_PLAYBOOK,
        format!("there is no {} for version `{}`", playbook.text, playbook.version),
    )
    .at(playbook.location.clone(), "its text is missing")
    .help("bring the file back, or remove the version")
}

/// What is said where the text is another than the one that became a version.
pub(crate) fn changed(playbook: &Playbook, text: &str) -> Option<Diagnostic> {
    (digest::of_text(text) != playbook.digest).then(|| {
        Diagnostic::new(
            &PLAYBOOK_CHANGED,
            format!("{} has changed since it became version `{}`", playbook.text, playbook.version),
        )
        .at(playbook.location.clone(), "another text than this digest says")
        .help("bring the old text back, and make the new one a version: `salesplan playbook set`; where nothing of the way of selling changed, write its digest here")
    })
}

/// A version to be written.
#[derive(Debug, Clone)]
pub struct Written<'w> {
    /// The segment's id.
    pub segment: &'w str,
    /// The id of the stage that the step starts from.
    pub stage: &'w str,
    /// The name of the version.
    pub version: &'w str,
    /// The first day.
    pub from: Date,
    /// Ids of the people; empty for everybody.
    pub people: &'w [String],
    /// The name of its text in the plan's folder.
    pub text: &'w str,
    /// The digest of that text.
    pub digest: &'w str,
}

/// The file's text with one more version at its end.
pub fn with_playbook(text: &str, playbook: &Written<'_>) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut lines = vec![
        "[[playbook]]".to_string(),
        format!("segment = {}", quoted(playbook.segment)),
        format!("stage = {}", quoted(playbook.stage)),
        format!("version = {}", quoted(playbook.version)),
        format!("from = {}", playbook.from),
    ];
    if !playbook.people.is_empty() {
        let people: Vec<String> = playbook.people.iter().map(|person| quoted(person)).collect();
        lines.push(format!("people = [{}]", people.join(", ")));
    }
    lines.push(format!("text = {}", quoted(playbook.text)));
    lines.push(format!("digest = {}", quoted(playbook.digest)));
    with_table(text, &lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use salesplan_model::plan::FactSource;

    use super::*;
    use crate::outline::OutlineSegment;

    fn read_all(text: &str) -> (Vec<Playbook>, Vec<String>) {
        let sink = Sink::new(&std::sync::Arc::from(NAME));
        let stage = |id: &str| (id.to_string(), FactSource::Deals);
        let outline = Outline {
            segments: vec![OutlineSegment {
                id: "new".into(),
                stages: vec![stage("lead"), stage("meeting"), stage("deal")],
            }],
            is_complete: true,
            ..Outline::default()
        };
        let read = read(text, &outline, &sink);
        let found = sink.into_findings().into_iter();
        (read, found.map(|finding| finding.message).collect())
    }

    fn written<'w>(version: &'w str, text: &'w str) -> Written<'w> {
        Written {
            segment: "new",
            stage: "lead",
            version,
            from: date(2026, 10, 1),
            people: &[],
            text,
            digest: "sha256:00",
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let people = ["anna".to_string()];
        let second = Written {
            people: &people,
            ..written("2", "playbooks/new-lead-2.md")
        };
        let text = with_playbook("# ours\n", &written("1", "playbooks/new-lead-1.md"));
        let text = with_playbook(&text, &second);
        assert!(text.starts_with("# ours\n\n[[playbook]]\n"), "{text}");
        let (read, found) = read_all(&text);
        assert_eq!(found, [""; 0]);
        assert_eq!(
            (read.len(), read[1].version.as_str(), read[1].people.len()),
            (2, "2", 1)
        );
    }

    #[test]
    fn a_text_stands_in_the_folder_of_playbooks() {
        for path in [
            "playbooks/../plan.toml.md",
            "playbooks/a/b.md",
            "/etc/passwd",
            "playbooks/..md",
            "playbooks/.md",
            "playbooks/a.txt",
            "first.md",
            "playbooks\\a.md",
        ] {
            let (read, found) = read_all(&with_playbook("", &written("1", path)));
            assert!(read.is_empty() && found.len() == 1, "{path}: {found:?}");
        }
    }

    #[test]
    fn a_version_has_one_text_and_may_come_back() {
        let first = with_playbook("", &written("1", "playbooks/a.md"));
        let back = Written {
            from: date(2026, 12, 1),
            ..written("1", "playbooks/a.md")
        };
        assert_eq!(read_all(&with_playbook(&first, &back)).1, [""; 0]);
        let other = read_all(&with_playbook(&first, &written("1", "playbooks/b.md")));
        assert_eq!(other.1, ["version `1` of a playbook has two texts"]);
    }

    #[test]
    fn ends_of_lines_are_no_change() {
        let (read, _) = read_all(&with_playbook(
            "",
            &Written {
                digest: &digest::of_text("Call\nfirst\n"),
                ..written("1", "playbooks/a.md")
            },
        ));
        assert_eq!(changed(&read[0], "Call\r\nfirst\r\n"), None);
        assert!(changed(&read[0], "Call\nlast\n").is_some());
    }
}
