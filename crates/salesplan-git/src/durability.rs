//! Making the disk, not only its cache, hold a commit before it is announced.
//!
//! libgit2 syncs objects and references when `core.fsyncObjectFiles` is set.
//! The user's configuration must stay as it is, so the setting is added to one
//! handle's memory from a file that exists only for that moment.

use std::fs;
use std::path::Path;

use git2::{ConfigLevel, Repository};

use crate::error::GitError;
use crate::lock::remove_if_present;

/// Makes `handle`, freshly opened, sync everything it writes.
pub(crate) fn ask_for(handle: &Repository, git_dir: &Path) -> Result<(), GitError> {
    let path = git_dir.join("salesplan.fsync-config");
    fs::write(&path, "[core]\n\tfsyncObjectFiles = true\n").map_err(|error| GitError::io("write", &path, error))?;
    let asked = add(handle, &path);
    remove_if_present(&path)?;
    Ok(asked?)
}

fn add(handle: &Repository, path: &Path) -> Result<(), git2::Error> {
    handle.config()?.add_file(path, ConfigLevel::App, true)?;
    // Both databases read the setting once, when they are first opened.
    handle.odb()?;
    match handle.find_reference("HEAD") {
        Err(error) if error.code() != git2::ErrorCode::NotFound => Err(error),
        _ => Ok(()),
    }
}
