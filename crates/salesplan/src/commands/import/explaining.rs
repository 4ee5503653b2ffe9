//! What there is to know before an import: the profiles, how a file would be read, and a
//! profile for a file that none knows.

use std::path::{Path, PathBuf};

use salesplan_files::import::{self, Explanation, ImportInput};
use salesplan_files::profile::{self, Profile, Why};
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace;
use salesplan_model::diagnostic::any_error;
use salesplan_report::language::Language;
use serde::Serialize;

use super::Work;
use super::choosing::{self, Chosen};
use super::steps::{Source, read_sources};
use crate::args::{Format, Global};
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::loaded::choose;
use crate::place::{self, Place};

#[derive(Serialize)]
struct ProfilesView {
    schema_version: u32,
    profiles: Vec<ProfileView>,
}

#[derive(Serialize)]
struct ProfileView {
    name: String,
    title: String,
    kind: &'static str,
    own: bool,
    known_by: Vec<String>,
}

/// The workspace, where there is one.
fn snapshot(global: &Global, console: &Console<'_>) -> Result<Snapshot, Failure> {
    match Place::find(global, console) {
        Ok(place) => inputs::snapshot(&place),
        Err(_) => Ok(Snapshot::default()),
    }
}

pub(super) fn list_profiles(global: &Global, console: &mut Console<'_>) -> Result<u8, Failure> {
    let snapshot = snapshot(global, console)?;
    let all = profile::all(&snapshot);
    let found = all.value.unwrap_or_default();
    for finding in &all.findings {
        console.note(&format!("{}\n", console.drawn(finding, &snapshot)));
    }
    let views = found.iter().map(|named| ProfileView {
        name: named.profile.name.clone(),
        title: named.profile.title.clone(),
        kind: named.profile.kind.word(),
        own: named.is_own,
        known_by: named.profile.known_by().map(str::to_string).collect(),
    });
    let view = ProfilesView {
        schema_version: salesplan_report::SCHEMA_VERSION,
        profiles: views.collect(),
    };
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else {
        let width = view
            .profiles
            .iter()
            .map(|profile| profile.name.len())
            .max()
            .unwrap_or(0);
        let language = console.language(&snapshot);
        let line = |profile: &ProfileView| {
            let kind = language.words(&format!("import-kind-{}", profile.kind), []);
            let own = if profile.own { " (profiles/)" } else { "" };
            // A bundled one is named in the reader's language, an own one as its owner names it.
            let title = match profile.own {
                true => profile.title.clone(),
                false => language.phrase(&profile.title),
            };
            format!("{:width$}  {kind:7}  {}{own}\n", profile.name, one_line(&title))
        };
        console.print(&view.profiles.iter().map(line).collect::<String>())?;
    }
    Ok(if any_error(&all.findings) {
        exit::FINDINGS
    } else {
        exit::DONE
    })
}

pub(super) fn new_profile(
    global: &Global,
    file: &Path,
    plan: Option<&str>,
    console: &mut Console<'_>,
) -> Result<u8, Failure> {
    let base = place::start(global, console)?;
    let sources = read_sources(&base, &[PathBuf::from(file)])?;
    let source = &sources[0];
    let snapshot = snapshot(global, console)?;
    // Without a plan there are no stages and people to propose.
    let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
    let folder = choose(&snapshot, plan)
        .ok()
        .and_then(|plan| workspace::read_plan(&snapshot, &plan, &settings).value);
    let mut stages: Vec<String> = Vec::new();
    let mut people: Vec<String> = Vec::new();
    if let Some(folder) = &folder {
        let all = folder.plan.segments.iter().flat_map(|segment| &segment.stages);
        for stage in all.map(|stage| stage.id.as_str().to_string()) {
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
        people.extend(
            folder
                .plan
                .team
                .people
                .iter()
                .map(|person| person.id.as_str().to_string()),
        );
    }
    import::headers(&source.name, &source.bytes).map_err(|finding| Failure::findings(vec![*finding], &snapshot))?;
    let draft = profile::draft(&source.name, &source.bytes, &stages, &people).unwrap_or_default();
    console.print(&draft)?;
    console.note("Look at it, write it to profiles/NAME.toml, and try it: import FILE --profile NAME --explain");
    Ok(exit::DONE)
}

#[derive(Serialize)]
struct ExplanationView<'e> {
    schema_version: u32,
    profile: &'e str,
    known_by: &'e [String],
    form: &'e str,
    columns: Vec<ColumnView<'e>>,
    ignored_columns: &'e [String],
    unknown_stages: &'e [String],
    rows: Vec<RowView<'e>>,
}

#[derive(Serialize)]
struct ColumnView<'e> {
    ours: &'e str,
    from: &'e str,
}

#[derive(Serialize)]
struct RowView<'e> {
    line: usize,
    cells: serde_json::Map<String, serde_json::Value>,
    not_understood: Option<&'e str>,
}

pub(super) fn explain(work: &Work<'_>, source: &Source, console: &mut Console<'_>) -> Result<u8, Failure> {
    let place = Place::find(work.global, console)?;
    let mut snapshot = inputs::snapshot(&place)?;
    let plan = choose(&snapshot, work.args.plan.as_deref())?;
    let settings = workspace::read_settings(&snapshot).value.unwrap_or_default();
    let chosen = choosing::choose_profile(work, &place, &mut snapshot, source)?;
    let input = ImportInput {
        workspace: &snapshot,
        settings: &settings,
        plan: &plan,
        source_name: &source.name,
        source: &source.bytes,
        as_of: None,
        day: console.today(),
        is_of_the_past: false,
        is_surely_whole: false,
        progress: None,
    };
    let (explanation, findings, text) = import::explain(&chosen.profile, input);
    snapshot.insert(&source.name, None, Content::Bytes(text.into_bytes()));
    let Some(explanation) = explanation.filter(|_| !any_error(&findings)) else {
        return Err(Failure::findings(findings, &snapshot));
    };
    for finding in &findings {
        console.note(&format!("{}\n", console.drawn(finding, &snapshot)));
    }
    if work.global.format == Format::Json {
        console.print_json(&view(&chosen, &explanation))?;
    } else {
        let language = console.language(&snapshot);
        console.print(&in_words(&source.name, &chosen, &explanation, &language))?;
    }
    Ok(exit::DONE)
}

fn view<'e>(chosen: &'e Chosen, explanation: &'e Explanation) -> ExplanationView<'e> {
    let columns = explanation.columns.iter().map(|(ours, from)| ColumnView { ours, from });
    let rows = explanation.rows.iter().map(|row| {
        let said = row.cells.as_ref().ok().into_iter().flatten();
        RowView {
            line: row.line,
            cells: said.map(|(name, text)| (name.clone(), text.clone().into())).collect(),
            not_understood: row.cells.as_ref().err().map(String::as_str),
        }
    });
    ExplanationView {
        schema_version: salesplan_report::SCHEMA_VERSION,
        profile: &chosen.profile.name,
        known_by: chosen.why.as_ref().map_or(&[], |why| &why.marks),
        form: &explanation.form,
        columns: columns.collect(),
        ignored_columns: &explanation.ignored,
        unknown_stages: &explanation.unknown_stages,
        rows: rows.collect(),
    }
}

fn in_words(name: &str, chosen: &Chosen, explanation: &Explanation, language: &Language) -> String {
    let profile = &chosen.profile;
    let mut text = format!("{name}: {}\n", language.phrase(&explanation.form));
    text += &match &chosen.why {
        Some(why) => read_as(name, profile, why, language),
        None => {
            let named = [
                ("title", one_line(&profile.title).into()),
                ("profile", profile.name.clone().into()),
            ];
            language.words("import-read-as-named", named)
        }
    };
    text += &format!("\n\n{}\n", language.words("import-our-columns", []));
    let width = explanation
        .columns
        .iter()
        .map(|(ours, _)| ours.chars().count())
        .max()
        .unwrap_or(0);
    for (ours, from) in &explanation.columns {
        text += &format!("  {ours:width$}  {}\n", one_line(&language.phrase(from)));
    }
    let list = |names: &[String]| one_line(&names.join(", "));
    for (key, names) in [
        ("import-columns", &explanation.ignored),
        ("import-unknown-stages", &explanation.unknown_stages),
    ] {
        if !names.is_empty() {
            text += &format!("{}\n", language.words(key, [("columns", list(names).into())]));
        }
    }
    for row in &explanation.rows {
        let line = ("line", row.line.to_string().into());
        let said = match &row.cells {
            Ok(cells) => {
                let cells: Vec<String> = cells.iter().map(|(name, cell)| format!("{name} = {cell}")).collect();
                language.words("import-row", [line, ("said", cells.join(", ").into())])
            }
            Err(why) => language.words("import-row-left", [line, ("why", language.phrase(why).into())]),
        };
        text += &format!("\n{}\n", one_line(&said));
    }
    text
}

/// Which profile a file is read by, and by what it was known.
pub(super) fn read_as(name: &str, profile: &Profile, why: &Why, language: &Language) -> String {
    let read_as = [
        ("source", name.to_string().into()),
        ("title", one_line(&profile.title).into()),
        ("profile", profile.name.clone().into()),
        ("marks", why.marks.join(", ").into()),
        ("read", why.n_read.into()),
        ("columns", why.n_columns.into()),
    ];
    language.words("import-read-as", read_as)
}
