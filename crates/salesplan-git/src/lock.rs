//! git's own `index.lock`, with our journal as its content.
//!
//! Any program that changes the index creates this file first and gives up if
//! it exists; so do we. It is put in place by a hard link to a finished file:
//! it never exists without its journal, wherever the process is killed. A bare
//! repository has no index to guard; there the journal has a file of its own.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::Repository;
use crate::error::GitError;
use crate::journal::Journal;

/// The lock. Dropping it removes the file until [`Lock::keep`] is called; from
/// then on only [`Lock::release`] does, so that neither an error nor a panic
/// frees the index between the branch's move and its own.
pub(crate) struct Lock {
    path: PathBuf,
    is_kept: bool,
}

/// Where the lock of this repository or work tree lies.
pub(crate) fn path(repo: &Repository) -> PathBuf {
    let name = if repo.is_bare() {
        "salesplan.journal"
    } else {
        "index.lock"
    };
    repo.git_dir().join(name)
}

/// The journal of ours that lies in the lock; none when the lock is free or
/// somebody else's.
pub(crate) fn journal(repo: &Repository) -> Option<Journal> {
    Journal::parse(&fs::read(path(repo)).ok()?)
}

impl Lock {
    /// Takes the lock; none when somebody else has it.
    pub(crate) fn take(repo: &Repository, journal: &Journal) -> Result<Option<Lock>, GitError> {
        let path = path(repo);
        let draft = repo.git_dir().join("salesplan.lock-draft");
        let text = journal.to_text();
        remove_if_present(&draft)?;
        write_new(&draft, &text).map_err(|error| GitError::io("write", &draft, error))?;
        let linked = match fs::hard_link(&draft, &path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // A file system without hard links; a kill in the middle of this
            // write leaves a lock that only the user can remove.
            Err(_) => match write_new(&path, &text) {
                Ok(()) => Ok(true),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(GitError::io("write", &path, error)),
            },
        };
        // Not `then_some`: a lock that is made and dropped again would remove the
        // file of whoever holds it.
        let lock = linked?.then(|| Lock { path, is_kept: false });
        remove_if_present(&draft)?;
        Ok(lock)
    }

    /// From here on an interruption leaves the lock and its journal behind, for
    /// the next run to finish.
    pub(crate) fn keep(&mut self) {
        self.is_kept = true;
    }

    /// Removes the lock: nothing is left to be finished.
    pub(crate) fn release(mut self) {
        self.is_kept = false;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.is_kept {
            // Nothing better can be done here; the next run takes it away.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .inspect_err(|_| {
            // It is ours: we made it a moment ago.
            let _ = fs::remove_file(path);
        })
}

pub(crate) fn remove_if_present(path: &Path) -> Result<(), GitError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(GitError::io("remove", path, error)),
        _ => Ok(()),
    }
}
