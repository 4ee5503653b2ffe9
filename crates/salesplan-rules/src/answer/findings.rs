//! The company's own findings and notes, read from an answer.

use rhai::{Dynamic, Map};
use salesplan_model::diagnostic::{Diagnostic, Kind, Location, OWN_ERROR, OWN_WARNING};

use super::line;
use crate::fault::shown;

/// The most findings, or notes, of one answer.
const FINDINGS_MAX: usize = 100;

/// A message or a note may be this long.
const CHARACTERS_MAX: usize = 500;

const ID_CHARACTERS_MAX: usize = 60;

/// What a finding may say besides id and message.
const NAMES: &[&str] = &["id", "severity", "message", "help", "deal", "segment", "person"];

/// The place that a finding names: which key, and whose id.
pub(crate) type Named<'n> = (&'static str, &'n str);

/// The findings of an answer, or what is wrong with it. `place` finds what a finding names;
/// `here` is the place of one that names nothing.
pub(crate) fn findings(
    answer: &Dynamic,
    here: &Location,
    place: impl Fn(Named<'_>) -> Option<Location>,
) -> Result<Vec<Diagnostic>, String> {
    let Some(list) = answer.read_lock::<rhai::Array>() else {
        return Err(format!("the answer is {}, not a list", shown(answer)));
    };
    if list.len() > FINDINGS_MAX {
        return Err(format!("there are {} findings, more than {FINDINGS_MAX}", list.len()));
    }
    list.iter().map(|one| finding(one, here, &place)).collect()
}

/// The same where no plan is at hand: whatever a finding names may be there.
pub(super) fn of_any_plan(answer: &Dynamic) -> Result<Vec<Diagnostic>, String> {
    let here = Location {
        file: "".into(),
        span: 0..0,
    };
    findings(answer, &here, |_| Some(here.clone()))
}

fn finding(
    finding: &Dynamic,
    here: &Location,
    place: &impl Fn(Named<'_>) -> Option<Location>,
) -> Result<Diagnostic, String> {
    let Some(map) = finding.read_lock::<Map>() else {
        return Err(format!("a finding is {}, not a map", shown(finding)));
    };
    if let Some(other) = map.keys().find(|name| !NAMES.contains(&name.as_str())) {
        return Err(format!("a finding has `{other}`, which nobody reads"));
    }
    let id = text(&map, "id")?.ok_or("a finding has no `id`")?;
    if !is_id(&id) {
        return Err(format!(
            "the id `{id}` of a finding is not made of small letters, digits and -"
        ));
    }
    let kind = kind(&map)?;
    let message = text(&map, "message")?.ok_or_else(|| format!("the finding `{id}` has no `message`"))?;
    let mut named = ["deal", "segment", "person"]
        .into_iter()
        .filter(|key| map.contains_key(*key));
    let location = match (named.next(), named.next()) {
        (None, _) => here.clone(),
        (Some(key), None) => {
            let whose = text(&map, key)?.unwrap_or_default();
            place((key, &whose))
                .ok_or_else(|| format!("the finding `{id}` names the {key} `{whose}`, which there is not"))?
        }
        (Some(one), Some(other)) => {
            return Err(format!(
                "the finding `{id}` names a {one} and a {other}; it can stand in one place only"
            ));
        }
    };
    let diagnostic = Diagnostic::new(kind, message).named(id).at(location, "");
    Ok(match text(&map, "help")? {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    })
}

fn kind(map: &Map) -> Result<&'static Kind, String> {
    match text(map, "severity")?.as_deref() {
        None | Some("warning") => Ok(&OWN_WARNING),
        Some("error") => Ok(&OWN_ERROR),
        Some(other) => Err(format!("the severity `{other}` is neither warning nor error")),
    }
}

/// A line of the finding; `None` where the map does not have it.
fn text(map: &Map, key: &str) -> Result<Option<String>, String> {
    map.get(key)
        .map(|value| line(value, &format!("`{key}` of a finding"), CHARACTERS_MAX))
        .transpose()
}

fn is_id(id: &str) -> bool {
    id.len() <= ID_CHARACTERS_MAX
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The notes of an answer, or what is wrong with it.
pub(crate) fn notes(answer: &Dynamic) -> Result<Vec<String>, String> {
    let Some(list) = answer.read_lock::<rhai::Array>() else {
        return Err(format!("the answer is {}, not a list", shown(answer)));
    };
    if list.len() > FINDINGS_MAX {
        return Err(format!("there are {} notes, more than {FINDINGS_MAX}", list.len()));
    }
    list.iter().map(|note| line(note, "a note", CHARACTERS_MAX)).collect()
}
