//! Questions about the work tree: the id of a file, and what is uncommitted.

use std::collections::BTreeSet;

use git2::{Index, Status, StatusEntry, StatusOptions};

use crate::Repository;
use crate::error::GitError;
use crate::index_entry::SKIP_WORKTREE;
use crate::path;
use crate::work_file::{Found, WorkFiles, blocked};

impl Repository {
    /// The blob id git would give the work tree file at `path`, after its
    /// filters (line endings); none when there is no file. Nothing is written.
    ///
    /// # Errors
    /// `NoWorkTree` in a bare repository, `InvalidPath`, `PathBlocked` when the
    /// path is a folder or leads through a symbolic link, `Io`.
    pub fn work_file_id(&self, path: &str) -> Result<Option<String>, GitError> {
        path::check(path)?;
        match WorkFiles::of(self)?.look(path)? {
            Found::Nothing => Ok(None),
            Found::File(id) => Ok(Some(id.to_string())),
            Found::Blocked(at, why) => Err(blocked(&at, why)),
        }
    }

    /// The files at or below `paths` ("" is everything) that differ from the
    /// branch tip: staged, edited, deleted, in conflict or untracked. Ignored
    /// files are left out. Sorted; always empty in a bare repository. Nothing is
    /// written.
    ///
    /// # Errors
    /// `UnsupportedRepository` when the index is split or sparse.
    pub fn uncommitted(&self, paths: &[&str]) -> Result<Vec<String>, GitError> {
        if self.is_bare() || paths.is_empty() {
            return Ok(Vec::new());
        }
        let mut options = StatusOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .disable_pathspec_match(true);
        for path in paths.iter().filter(|path| !path.is_empty()) {
            path::check(path)?;
            if !paths.contains(&"") {
                options.pathspec(*path);
            }
        }
        let statuses = self
            .git
            .statuses(Some(&mut options))
            .map_err(|error| self.explain(error.into()))?;
        let index = self.git.index()?;
        let changed: BTreeSet<String> = statuses
            .iter()
            .filter(|entry| !entry.status().is_ignored() && !is_outside_the_checkout(&index, entry))
            .map(|entry| String::from_utf8_lossy(entry.path_bytes()).into_owned())
            .collect();
        Ok(changed.into_iter().collect())
    }
}

/// libgit2 calls a file deleted that a sparse checkout leaves out on purpose.
fn is_outside_the_checkout(index: &Index, entry: &StatusEntry<'_>) -> bool {
    entry.status() == Status::WT_DELETED
        && entry
            .path()
            .ok()
            .and_then(|path| index.get_path(path.as_ref(), 0))
            .is_some_and(|entry| entry.flags_extended & SKIP_WORKTREE != 0)
}
