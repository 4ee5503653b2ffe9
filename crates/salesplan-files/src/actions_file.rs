//! `actions.toml`: promises and decisions; read, and changed without touching the rest.

use std::collections::BTreeSet;

use jiff::civil::Date;
use salesplan_model::action::{Action, Ended, Gap, Target};
use salesplan_model::diagnostic::{DUPLICATE_ID, Diagnostic, INVALID_DATE, UNKNOWN_PERSON, UNKNOWN_STAGE};
use salesplan_model::id::{DealId, PersonId};
use salesplan_model::period::Week;

use crate::block_text::{with_lines, with_table};
use crate::outline::Outline;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{Table, parse};

/// The name of the file in a plan's folder.
pub const NAME: &str = "actions.toml";

/// The word for what the company itself promises.
pub const COMPANY: &str = "company";

const GAPS: &[(&str, GapKind)] = &[
    ("leads", GapKind::Leads),
    ("conversion", GapKind::Conversion),
    ("mix", GapKind::Mix),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GapKind {
    Leads,
    Conversion,
    Mix,
}

const KINDS: &[(&str, bool)] = &[("action", false), ("decision", true)];

pub(crate) fn read(text: &str, outline: &Outline, sink: &Sink) -> Vec<Action> {
    let root = parse(text, sink);
    let mut file = Table::root(&root, "actions.toml", sink);
    let tables = file.list("action", "the action").unwrap_or_default();
    file.finish();
    let mut seen = BTreeSet::new();
    let read = tables.into_iter().filter_map(|table| action(table, outline, sink));
    read.inspect(|action| {
        if !seen.insert(action.id.clone()) {
            sink.push(
                Diagnostic::new(&DUPLICATE_ID, format!("there are two actions `{}`", action.id))
                    .at(action.location.clone(), "the second one")
                    .help("give each an id of its own"),
            );
        }
    })
    .collect()
}

fn action(mut table: Table<'_, '_>, outline: &Outline, sink: &Sink) -> Option<Action> {
    let location = sink.location(table.span());
    let id = table.required("id", "\"A-1\"", |table| table.text("id"));
    let what = table.required("what", "\"Call the buyer\"", |table| table.text("what"));
    let owner = table.required("owner", "\"anna\"", |table| table.text("owner"));
    let due = table.required("due", "2026-11-20", |table| table.date("due"));
    let added = table.required("added", "2026-11-16", |table| table.date("added"));
    let is_decision = table.word("kind", KINDS).is_some_and(|kind| kind.value);
    let week = table.text("week");
    let deal = table.text("deal").map(|deal| DealId::new(deal.value));
    let client = table.text("client").map(|client| client.value);
    let (target, gap) = counted(&mut table, outline, sink);
    let done = table.date("done");
    let dropped = table.date("dropped");
    let comment = table.text("comment").map(|comment| comment.value);
    table.finish();
    if let Some(owner) = &owner {
        check_owner(owner, outline, sink);
    }
    let (id, what, owner, due, added) = (id?, what?, owner?, due?, added?);
    for (end, word) in [(&done, "done"), (&dropped, "dropped")] {
        if let Some(end) = end.as_ref().filter(|end| end.value < added.value) {
            sink.push(
                Diagnostic::new(&INVALID_DATE, format!("`{}` was {word} before it was added", id.value))
                    .at(sink.location(&end.span), format!("it was added on {}", added.value))
                    .help("mend one of the days"),
            );
        }
    }
    let week = week.and_then(|week| match Week::parse(&week.value) {
        Some(known) => Some(known),
        None => {
            sink.push(
                Diagnostic::new(&INVALID_DATE, format!("`{}` is no ISO week", week.value))
                    .at(sink.location(&week.span), "not a week")
                    .help("write it as 2026-W45"),
            );
            None
        }
    });
    let ended = |end: Option<At<Date>>, how| end.map(|end| (end.value, how));
    Some(Action {
        id: id.value,
        what: what.value,
        is_decision,
        owner: (owner.value != COMPANY).then(|| PersonId::new(owner.value)),
        due: due.value,
        added: added.value,
        week,
        deal,
        client,
        target,
        gap,
        ended: ended(dropped, Ended::Dropped).or(ended(done, Ended::Done)),
        comment,
        location,
    })
}

/// What is counted, or which gap is to be closed: both name a stage.
fn counted(table: &mut Table<'_, '_>, outline: &Outline, sink: &Sink) -> (Option<Target>, Option<Gap>) {
    let measure = table.text("measure");
    let segment = table.text("segment");
    let count = table.count("target");
    let gap = table.word("gap", GAPS).map(|gap| gap.value);
    let measure = match (measure, &count, gap) {
        (Some(measure), ..) => measure,
        (None, None, None) => return (None, None),
        (None, ..) => {
            table.missing("measure", "\"lead\"");
            return (None, None);
        }
    };
    if count.is_none() && gap.is_none() {
        table.missing("target", "6");
        return (None, None);
    }
    let Some((segment, stage)) = place(table, &measure, segment, outline, sink) else {
        return (None, None);
    };
    let target = count.map(|count| Target {
        segment,
        stage,
        count: count.value,
    });
    let gap = gap.map(|gap| match gap {
        GapKind::Leads => Gap::Leads { segment },
        GapKind::Conversion => Gap::Conversion { segment, stage },
        GapKind::Mix => Gap::Mix { segment },
    });
    (target, gap)
}

/// The segment and stage that a measure means.
fn place(
    table: &mut Table<'_, '_>,
    measure: &At<String>,
    segment: Option<At<String>>,
    outline: &Outline,
    sink: &Sink,
) -> Option<(usize, usize)> {
    let segment = match segment {
        Some(name) => match outline.segment_index(&name.value) {
            Some(index) => Some(index),
            None => {
                sink.push(outline.unknown_segment(&name.value, sink.location(&name.span)));
                return None;
            }
        },
        None => None,
    };
    let places = outline.segments.iter().enumerate().flat_map(|(index, segment)| {
        let stages = segment.stages.iter().enumerate();
        stages.map(move |(stage, (id, _))| (index, stage, id.as_str()))
    });
    let mut found = places
        .clone()
        .filter(|(index, _, id)| *id == measure.value && segment.is_none_or(|segment| segment == *index));
    match (found.next(), found.next()) {
        (Some((segment, stage, _)), None) => Some((segment, stage)),
        (Some(_), Some(_)) => {
            table.missing("segment", "\"new\"");
            None
        }
        (None, _) if !outline.is_complete => None,
        (None, _) => {
            let known = places.map(|(_, _, id)| id);
            sink.push(
                Diagnostic::new(&UNKNOWN_STAGE, format!("no segment has a stage `{}`", measure.value))
                    .at(sink.location(&measure.span), "unknown stage")
                    .help(suggest::help(&measure.value, known)),
            );
            None
        }
    }
}

fn check_owner(owner: &At<String>, outline: &Outline, sink: &Sink) {
    let Some(people) = &outline.people else { return };
    if owner.value != COMPANY && !people.contains(&owner.value) {
        let known = people.iter().map(String::as_str).chain([COMPANY]);
        sink.push(
            Diagnostic::new(&UNKNOWN_PERSON, format!("`{}` is not in team.toml", owner.value))
                .at(sink.location(&owner.span), "nobody of the team")
                .help(suggest::help(&owner.value, known)),
        );
    }
}

/// An action to be written.
#[derive(Debug, Clone, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Written {
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// `decision`; none for something to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// A person's id, or `company`.
    pub owner: String,
    /// The last day.
    pub due: String,
    /// When it is promised.
    pub added: String,
    /// The week of the review that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<String>,
    /// The deal that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<String>,
    /// The client that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The segment of the stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The stage that is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<u64>,
    /// The gap of the plan that it is to close: `leads`, `conversion` or `mix`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<&'static str>,
}

/// The file's text with one more action at its end. Days are written as days.
///
/// # Errors
/// None in practice: plain texts always serialise.
pub fn with_action(text: &str, action: &Written) -> Result<String, toml::ser::Error> {
    let block = toml::to_string(action)?;
    let plain: Vec<String> = block
        .lines()
        .map(|line| match line.split_once(" = ") {
            Some((key @ ("due" | "added"), day)) => format!("{key} = {}", day.trim_matches('"')),
            _ => line.to_string(),
        })
        .collect();
    Ok(with_table(text, &format!("[[action]]\n{}", plain.join("\n"))))
}

/// The file's text with lines added to the action at `place`, the first byte of its table;
/// `None` where it is not written in a block of its own.
pub fn with_end(text: &str, place: usize, how: Ended, day: Date, comment: Option<&str>) -> Option<String> {
    let word = match how {
        Ended::Done => "done",
        Ended::Dropped => "dropped",
    };
    let mut lines = vec![format!("{word} = {day}")];
    lines.extend(comment.map(|comment| format!("comment = {}", toml::Value::from(comment))));
    with_lines(text, place, "[[", &lines)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TEXT: &str = "# Ours\n[[action]]\nid = \"A-1\"  # first\nwhat = \"call\"\nowner = \"company\"\ndue = 2026-11-20\nadded = 2026-11-16\n\n# then\n[[action]]\nid = \"A-2\"\nwhat = \"write\"\nowner = \"company\"\ndue = 2026-11-20\nadded = 2026-11-16\n";

    fn known(text: &str) -> Vec<Action> {
        let sink = Sink::new(&std::sync::Arc::from(NAME));
        let actions = read(text, &Outline::default(), &sink);
        assert_eq!(sink.into_findings(), []);
        actions
    }

    #[test]
    fn an_end_is_added_and_nothing_else_touched() {
        let actions = known(TEXT);
        let ended = with_end(
            TEXT,
            actions[0].location.span.start,
            Ended::Dropped,
            date(2026, 11, 18),
            Some("a \"why\""),
        )
        .unwrap();
        let expected = TEXT.replacen(
            "added = 2026-11-16\n",
            "added = 2026-11-16\ndropped = 2026-11-18\ncomment = 'a \"why\"'\n",
            1,
        );
        assert_eq!(ended, expected);
        assert_eq!(known(&ended)[0].ended, Some((date(2026, 11, 18), Ended::Dropped)));
        let last = with_end(
            TEXT,
            actions[1].location.span.start,
            Ended::Done,
            date(2026, 11, 18),
            None,
        )
        .unwrap();
        assert_eq!(last, format!("{TEXT}done = 2026-11-18\n"));
    }

    #[test]
    fn an_action_is_added_at_the_end() {
        let action = Written {
            id: "A-3".into(),
            what: "a \"new\" thing".into(),
            owner: COMPANY.into(),
            due: "2026-11-20".into(),
            added: "2026-11-16".into(),
            ..Written::default()
        };
        let text = with_action(TEXT, &action).unwrap();
        assert!(text.starts_with(TEXT));
        let actions = known(&text);
        assert_eq!((actions.len(), actions[2].what.as_str()), (3, "a \"new\" thing"));
        assert_eq!(known(&with_action("", &action).unwrap()).len(), 1);
    }

    #[test]
    fn lines_end_as_they_do_in_the_file() {
        let text = format!("\u{feff}{}", TEXT.trim_start_matches("# Ours\n").replace('\n', "\r\n"));
        let action = Written {
            id: "A-3".into(),
            what: "ask".into(),
            owner: "company".into(),
            due: "2026-11-20".into(),
            added: "2026-11-16".into(),
            ..Written::default()
        };
        let added = with_action(&text, &action).unwrap();
        let place = known(&text)[0].location.span.start;
        let ended = with_end(&added, place, Ended::Done, date(2026, 11, 18), Some("well")).unwrap();
        assert_eq!(ended.matches('\n').count(), ended.matches("\r\n").count(), "{ended:?}");
        let actions = known(&ended);
        assert_eq!(actions.len(), 3);
        assert_eq!(actions[0].ended, Some((date(2026, 11, 18), Ended::Done)));
    }
}
