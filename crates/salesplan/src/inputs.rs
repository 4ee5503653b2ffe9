//! Brings the files of a workspace into one snapshot, from disk or from history.

use std::fs;
use std::path::Path;

use salesplan_files::snapshot::{Content, Snapshot, bytes_max, is_input};
use salesplan_git::{EntryKind, Repository, Revision};

use crate::failure::Failure;
use crate::place::{Place, Reads};

/// The folders of a workspace that hold inputs.
const FOLDERS: &[&str] = &["plans", "rules", "templates"];

/// Reads every input file of the workspace.
pub(crate) fn snapshot(place: &Place) -> Result<Snapshot, Failure> {
    match (&place.reads, &place.repository) {
        (Reads::Revision(revision), Some(repository)) => from_revision(place, repository, revision),
        (Reads::Files(root), _) => from_disk(root),
        (Reads::Revision(_), None) => unreachable!("a revision comes from a repository"),
    }
}

/// Reads every input file of the workspace in a revision.
pub(crate) fn from_revision(place: &Place, repository: &Repository, revision: &Revision) -> Result<Snapshot, Failure> {
    let descend = |folder: &str| {
        place.in_workspace(folder).is_some_and(|folder| {
            FOLDERS
                .iter()
                .any(|top| folder == *top || starts_with_folder(folder, top))
        })
    };
    let wanted = |path: &str| {
        place
            .in_workspace(path)
            .is_some_and(|path| is_input(path) || FOLDERS.contains(&path))
    };
    let mut snapshot = Snapshot::default();
    for entry in repository.files(revision, &place.prefix, &descend, &wanted)? {
        let Some(path) = place.in_workspace(&entry.path) else {
            continue;
        };
        let n_bytes = entry.bytes.len() as u64;
        let content = match entry.kind {
            EntryKind::File if n_bytes > bytes_max(path) => Content::TooLarge { bytes: n_bytes },
            EntryKind::File => Content::Bytes(entry.bytes),
            _ => Content::Link,
        };
        snapshot.insert(path, Some(entry.blob_id), content);
    }
    Ok(snapshot)
}

fn starts_with_folder(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn from_disk(root: &Path) -> Result<Snapshot, Failure> {
    let mut snapshot = Snapshot::default();
    read_entry(&mut snapshot, root, "salesplan.toml".into(), &mut Vec::new())?;
    let mut folders: Vec<String> = Vec::new();
    for top in FOLDERS {
        read_entry(&mut snapshot, root, (*top).to_string(), &mut folders)?;
    }
    // Own stack instead of recursion: the depth is up to whoever made the folders.
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        let entries = fs::read_dir(&path).map_err(|error| Failure::io("read", &path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", &path, &error))?;
            // A name that is not UTF-8 is none that the program writes or reads.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            // What editors and systems leave lying about is no input: .plan.toml.swp, .DS_Store.
            if name.contains(char::is_control) {
                let named = format!("{folder}/{}", name.escape_debug());
                return Err(Failure::usage(
                    format!("the name {named} has a control character"),
                    "rename it",
                ));
            }
            if !name.starts_with('.') {
                read_entry(&mut snapshot, root, format!("{folder}/{name}"), &mut folders)?;
            }
        }
    }
    Ok(snapshot)
}

fn read_entry(snapshot: &mut Snapshot, root: &Path, path: String, folders: &mut Vec<String>) -> Result<(), Failure> {
    let full = root.join(&path);
    let metadata = match fs::symlink_metadata(&full) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::io("read", &full, &error)),
    };
    if metadata.is_dir() {
        folders.push(path);
        return Ok(());
    }
    if !is_input(&path) && !FOLDERS.contains(&path.as_str()) {
        return Ok(());
    }
    let content = if !metadata.is_file() {
        // Links are not followed; pipes and devices would never end.
        Content::Link
    } else if metadata.len() > bytes_max(&path) {
        Content::TooLarge { bytes: metadata.len() }
    } else {
        Content::Bytes(fs::read(&full).map_err(|error| Failure::io("read", &full, &error))?)
    };
    snapshot.insert(&path, None, content);
    Ok(())
}
