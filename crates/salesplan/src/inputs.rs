//! Brings the files of a workspace into one snapshot, from disk or from history.

mod pinned;

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use salesplan_files::snapshot::{Content, Snapshot, bytes_max, is_input, is_input_folder};
use salesplan_git::{EntryKind, Repository, Revision};

use crate::failure::Failure;
use crate::place::{Place, Reads};

/// The folders of a workspace that hold inputs.
const FOLDERS: &[&str] = &["plans", "rules", "templates", "calendars", "profiles"];

/// Reads every input file of the workspace.
pub(crate) fn snapshot(place: &Place) -> Result<Snapshot, Failure> {
    match (&place.reads, &place.repository) {
        (Reads::Revision(revision), Some(repository)) => from_revision(place, repository, revision),
        (Reads::Files(root), repository) => Ok(pinned::resolve(from_disk(root)?, repository.as_ref())),
        (Reads::Revision(_), None) => unreachable!("a revision comes from a repository"),
    }
}

/// Reads every input file of the workspace in a revision.
pub(crate) fn from_revision(place: &Place, repository: &Repository, revision: &Revision) -> Result<Snapshot, Failure> {
    let odd_folders = RefCell::new(Vec::new());
    let descend = |folder: &str| {
        let Some(folder) = place.in_workspace(folder) else {
            return false;
        };
        if is_input(folder) && !is_input_folder(folder) {
            odd_folders.borrow_mut().push(folder.to_string());
        }
        is_input_folder(folder)
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
            EntryKind::Submodule => Content::NotAFile("a submodule"),
            EntryKind::BadName => Content::NotAFile(BAD_NAME),
            _ => Content::NotAFile("a link"),
        };
        snapshot.insert(&plain_name(path), Some(entry.blob_id), content);
    }
    for folder in odd_folders.into_inner() {
        snapshot.insert(&folder, None, Content::NotAFile("a folder"));
    }
    Ok(pinned::resolve(snapshot, Some(repository)))
}

/// What is said of a file whose name no path can be written with.
const BAD_NAME: &str = "of a name that is not plain text";

/// A name without characters that could forge a line.
fn plain_name(name: &str) -> String {
    name.replace(char::is_control, "\u{fffd}")
}

fn from_disk(root: &Path) -> Result<Snapshot, Failure> {
    let mut snapshot = Snapshot::default();
    let mut folders: Vec<String> = Vec::new();
    for top in FOLDERS.iter().chain(&["salesplan.toml"]) {
        read_entry(&mut snapshot, root, (*top).to_string(), &mut folders)?;
    }
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        let entries = fs::read_dir(&path).map_err(|error| Failure::io("read", &path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", &path, &error))?;
            let name = entry.file_name();
            match name.to_str().filter(|name| !name.contains(char::is_control)) {
                Some(name) => read_entry(&mut snapshot, root, format!("{folder}/{name}"), &mut folders)?,
                None => {
                    let path = format!("{folder}/{}", plain_name(&name.to_string_lossy()));
                    if is_input(&path) {
                        snapshot.insert(&path, None, Content::NotAFile(BAD_NAME));
                    }
                }
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
    if metadata.is_dir() && is_input_folder(&path) {
        folders.push(path);
        return Ok(());
    }
    if !is_input(&path) && !FOLDERS.contains(&path.as_str()) {
        return Ok(());
    }
    let content = if metadata.is_dir() {
        Content::NotAFile("a folder")
    } else if metadata.is_symlink() {
        Content::NotAFile("a link")
    } else if !metadata.is_file() {
        // A pipe or a device would never end.
        Content::NotAFile("a pipe or a device")
    } else if metadata.len() > bytes_max(&path) {
        Content::TooLarge { bytes: metadata.len() }
    } else {
        Content::Bytes(fs::read(&full).map_err(|error| Failure::io("read", &full, &error))?)
    };
    snapshot.insert(&path, None, content);
    Ok(())
}
