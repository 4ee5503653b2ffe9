//! Brings pinned files in from the commits that they stand in: between the reading of the
//! files and the reading of the plans, so that a plan does not know where they come from.

use salesplan_files::pinned::{Pin, pins};
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_git::{EntryKind, GitError, Repository};
use salesplan_model::diagnostic::{Diagnostic, Location, PIN_NOT_FOUND, PINNED_TWICE};

/// The snapshot with its pinned files, or with a note why one of them is not there.
pub(super) fn resolve(mut snapshot: Snapshot, repository: Option<&Repository>) -> Snapshot {
    for pin in pins(&snapshot) {
        match read(&snapshot, &pin, repository) {
            Ok((blob_id, content)) => snapshot.insert_pinned(&pin.target, blob_id, content),
            Err(fault) => snapshot.note_fault(*fault),
        }
    }
    snapshot
}

fn read(snapshot: &Snapshot, pin: &Pin, repository: Option<&Repository>) -> Result<(String, Content), Box<Diagnostic>> {
    let Pin {
        target, commit, path, ..
    } = pin;
    if let Some(file) = snapshot.get(target) {
        let twice = Diagnostic::new(
            &PINNED_TWICE,
            format!("{target} is pinned, and stands in the folder as well"),
        );
        let here = Location {
            file: file.path.clone(),
            span: 0..0,
        };
        return Err(Box::new(
            twice
                .at(pin.target_place.clone(), "pinned here")
                .see(here, "")
                .help("remove the file, or the line that pins it"),
        ));
    }
    let not_found = |message: String, place: &Location, help: String| {
        let finding = Diagnostic::new(&PIN_NOT_FOUND, message);
        Box::new(finding.at(place.clone(), "pinned here").help(help))
    };
    let unreadable = |error: GitError| {
        let help = error.help().map_or_else(|| fetch(commit), str::to_string);
        not_found(format!("{target} cannot be read: {error}"), &pin.commit_place, help)
    };
    let Some(repository) = repository else {
        return Err(not_found(
            format!("{target} is pinned to a commit, and there is no git repository here"),
            &pin.commit_place,
            "work in a clone of the repository".into(),
        ));
    };
    let revision = repository.commit_of(commit).map_err(unreadable)?.ok_or_else(|| {
        not_found(
            format!("commit {commit}, to which {target} is pinned, is not in this clone"),
            &pin.commit_place,
            fetch(commit),
        )
    })?;
    let entry = repository.read(&revision, path).map_err(unreadable)?;
    let no_file = |what: &str| {
        not_found(
            format!("`{path}` {what} in commit {commit}, to which {target} is pinned"),
            &pin.path_place,
            format!("`git ls-tree -r {commit}` lists the files of that commit"),
        )
    };
    let entry = entry.ok_or_else(|| no_file("is no file"))?;
    match entry.kind {
        EntryKind::File => {}
        EntryKind::Link => return Err(no_file("is a link")),
        EntryKind::Submodule => return Err(no_file("is a submodule")),
        _ => return Err(no_file("is of a name that is not plain text")),
    }
    let n_bytes = entry.bytes.len() as u64;
    let content = if n_bytes > bytes_max(target) {
        Content::TooLarge { bytes: n_bytes }
    } else {
        Content::Bytes(entry.bytes)
    };
    Ok((entry.blob_id, content))
}

fn fetch(commit: &str) -> String {
    format!("`git fetch REMOTE {commit}` from where the private branch is kept, or ask who keeps it")
}
