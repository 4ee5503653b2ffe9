//! Which profile an import goes by: the one that is named, else the one that the file's
//! headers tell; and what the command line says over it.

use std::fs;

use salesplan_files::digest;
use salesplan_files::import;
use salesplan_files::profile::{self, Named, Profile, Recognised, Why, recognise};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::workspace::{self, valid_plan_id};
use salesplan_model::diagnostic::any_error;

use super::Work;
use super::reading::{check_no_link, read_regular, unknown_profile};
use super::steps::Source;
use crate::args::Import;
use crate::console::one_line;
use crate::failure::Failure;
use crate::place::Place;

/// A profile, and how it was come by.
pub(super) struct Chosen {
    pub profile: Profile,
    /// Its name, or the path that it was named by.
    pub name: String,
    /// Why it, where the headers told.
    pub why: Option<Why>,
    /// SHA-256 over its text and what the command line says over it: what reads its source
    /// otherwise has another.
    pub digest: String,
}

pub(super) fn choose_profile(
    work: &Work<'_>,
    place: &Place,
    snapshot: &mut Snapshot,
    source: &Source,
) -> Result<Chosen, Failure> {
    let (found, name, why) = match &work.args.profile {
        Some(name) => (named(work, place, snapshot, name)?, name.clone(), None),
        None => {
            let (found, why) = recognised(snapshot, source)?;
            let name = found.profile.name.clone();
            (found, name, Some(why))
        }
    };
    let mut profile = found.profile;
    let overrides = apply(work.args, &mut profile)?;
    let digest = if overrides.is_empty() {
        digest::of_parts([("profile", found.text.as_bytes())])
    } else {
        digest::of_parts([("profile", found.text.as_bytes()), ("overrides", overrides.as_bytes())])
    };
    Ok(Chosen {
        profile,
        name,
        why,
        digest,
    })
}

/// The profile of that name, the workspace's own before the bundled one; else one by its path.
fn named(work: &Work<'_>, place: &Place, snapshot: &mut Snapshot, name: &str) -> Result<Named, Failure> {
    let in_workspace = profile::path(name);
    // A name such as ../x would lead out of the folder of the profiles.
    if valid_plan_id(name) {
        check_no_link(snapshot, &in_workspace)?;
        let all = profile::all(snapshot);
        let known = all.value.unwrap_or_default();
        if let Some(found) = known.into_iter().find(|known| known.profile.name == name) {
            return Ok(found);
        }
        let of_it = |path: &str| path == in_workspace;
        let findings: Vec<_> = all
            .findings
            .into_iter()
            .filter(|finding| {
                finding
                    .primary
                    .as_ref()
                    .is_some_and(|label| of_it(&label.location.file))
            })
            .collect();
        if any_error(&findings) {
            return Err(Failure::findings(findings, snapshot));
        }
    }
    let path = work.base.join(name);
    if fs::metadata(&path).is_err() {
        return Err(unknown_profile(place, snapshot, name));
    }
    let (path, bytes) = (one_line(name), read_regular(&path, bytes_max(&in_workspace))?);
    snapshot.insert(&path, None, Content::Bytes(bytes));
    let file = snapshot.get(&path).expect("inserted just now");
    let text = workspace::source_text(file).map_err(|findings| Failure::findings(findings, snapshot))?;
    let read = profile::read(&path, text);
    let text = text.to_string();
    match read.value.filter(|_| !any_error(&read.findings)) {
        Some(profile) => Ok(Named {
            profile,
            text,
            is_own: true,
        }),
        None => Err(Failure::findings(read.findings, snapshot)),
    }
}

fn recognised(snapshot: &Snapshot, source: &Source) -> Result<(Named, Why), Failure> {
    let all = profile::all(snapshot);
    // One with a mistake may be the one that is meant.
    if any_error(&all.findings) {
        return Err(Failure::findings(all.findings, snapshot));
    }
    let known = all.value.unwrap_or_default();
    let profiles: Vec<Profile> = known.iter().map(|named| named.profile.clone()).collect();
    let headers =
        import::headers(&source.name, &source.bytes).map_err(|finding| Failure::findings(vec![*finding], snapshot))?;
    match recognise(&profiles, &headers) {
        Recognised::One(profile, why) => {
            let found = known.into_iter().find(|named| named.profile.name == profile.name);
            Ok((found.expect("it is one of them"), why))
        }
        Recognised::Several(profiles) => {
            let names: Vec<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
            Err(Failure::usage(
                format!("{} may be of several profiles: {}", source.name, names.join(", ")),
                format!("say which: --profile {}", names[0]),
            ))
        }
        Recognised::None => Err(Failure::usage(
            format!("no profile knows the headers of {}", source.name),
            "name one: --profile NAME (`import --list-profiles`), or draft one: `import new-profile FILE`",
        )),
    }
}

/// Puts what the command line says over the profile; gives it as one text.
fn apply(args: &Import, profile: &mut Profile) -> Result<String, Failure> {
    for pair in &args.maps {
        profile.map_column(&pair.theirs, &pair.ours).map_err(|help| {
            Failure::usage(
                format!("`{}` is not a column of ours", one_line(&pair.ours)),
                format!("theirs stands left of the `=`, ours right of it; {help}"),
            )
        })?;
    }
    for pair in &args.stages {
        profile.map_stage(&pair.theirs, &pair.ours);
    }
    for pair in &args.people {
        profile.map_person(&pair.theirs, &pair.ours);
    }
    if let Some(segment) = &args.segment {
        profile.set_segment(segment);
    }
    if !args.date_formats.is_empty() {
        profile.set_date_formats(&args.date_formats).map_err(|form| {
            Failure::usage(
                format!("`{}` does not say the day, the month and the year", one_line(&form)),
                "write the form of the dates, such as %d/%m/%Y or %m/%d/%Y",
            )
        })?;
    }
    if args.partial || args.complete {
        profile.set_complete(args.complete);
    }
    let mut said = String::new();
    for (name, pairs) in [("map", &args.maps), ("stage", &args.stages), ("person", &args.people)] {
        for pair in pairs {
            said += &format!("{name} {}={}\n", pair.theirs, pair.ours);
        }
    }
    if let Some(segment) = &args.segment {
        said += &format!("segment {segment}\n");
    }
    for form in &args.date_formats {
        said += &format!("date-format {form}\n");
    }
    Ok(said)
}
