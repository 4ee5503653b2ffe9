//! One atomic commit on the tip of a branch, with the effect of
//! `git commit --only` on exactly the given paths.
//!
//! This is what a caller sees of it; `writer` does the work.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::branch::Branch;
use crate::error::GitError;
use crate::identity::Identity;
use crate::lock;
use crate::recovery;
use crate::repository::Repository;
use crate::revision::Revision;
use crate::turn::Turn;
use crate::writer::{self, Patience, Writer};

/// A file to commit, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Path relative to the repository root, `/` between components.
    pub path: String,
    /// The content as it goes into the commit, before line-ending filters.
    pub bytes: Vec<u8>,
}

/// What one commit does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Files to add or replace.
    pub files: Vec<NewFile>,
    /// Paths to remove; one that is absent is left alone.
    pub removed: Vec<String>,
    /// The whole commit message.
    pub message: String,
}

/// Where the commit will go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// The newest commit; none on an unborn branch.
    pub revision: Option<Revision>,
    /// The branch; none when HEAD is detached.
    pub branch: Option<String>,
}

/// How to commit.
#[derive(Debug, Clone)]
pub struct CommitOptions {
    /// Commit on a detached HEAD, too.
    pub allow_detached: bool,
    /// The author; taken from git when none.
    pub author: Option<Identity>,
    /// The committer; taken from git when none.
    pub committer: Option<Identity>,
    /// How often to try again after a lost race or at a lock.
    pub retries: u32,
    /// How long to wait for another commit of this program to end.
    pub patience: Duration,
    /// Whether to sign.
    pub signing: Signing,
    /// How long a signing program may take: someone may have to type a passphrase.
    pub signing_patience: Duration,
}

/// Whether a commit is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signing {
    /// Where `commit.gpgSign` is on, with the key and program that git would take.
    #[default]
    AsConfigured,
    /// Not even then: for commits whose ids must be the same on every machine.
    Never,
}

impl Default for CommitOptions {
    fn default() -> CommitOptions {
        CommitOptions {
            allow_detached: false,
            author: None,
            committer: None,
            retries: 50,
            patience: Duration::from_secs(60),
            signing: Signing::AsConfigured,
            signing_patience: Duration::from_secs(60),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommitOutcome {
    /// There is a new commit on the branch.
    Committed {
        /// Its id.
        revision: Revision,
        /// How often a race was lost or a lock was in the way.
        retries: u32,
        /// Paths whose work file was edited or blocked at the last moment and so
        /// still shows something else than the commit. Nearly always empty.
        left_behind: Vec<String>,
    },
    /// There was nothing to commit; nothing was touched.
    Unchanged,
}

/// A fault of ours, or one of the caller's `prepare`.
#[derive(Debug)]
pub enum CommitError<E> {
    /// `prepare` failed.
    Prepare(E),
    /// git, or the repository's state, does not allow it.
    Git(GitError),
}

impl<E> From<GitError> for CommitError<E> {
    fn from(error: GitError) -> CommitError<E> {
        CommitError::Git(error)
    }
}

impl<E: fmt::Display> fmt::Display for CommitError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CommitError::Prepare(error) => error.fmt(f),
            CommitError::Git(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> Error for CommitError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CommitError::Prepare(error) => error.source(),
            CommitError::Git(error) => error.source(),
        }
    }
}

impl Repository {
    /// Makes one commit on the tip of the branch HEAD points at.
    ///
    /// `prepare` gets the tip and says what to commit, or none for nothing. When
    /// the branch has moved meanwhile it is asked again with the new tip. Two
    /// calls of this function in one work tree wait for one another, so only
    /// other programs can make it lose a race. A commit whose tree equals the
    /// tip's is not made.
    ///
    /// Index entries and work files of the given paths move along; everything
    /// else that is staged or edited stays. A file the user has deleted without
    /// staging that is written again. Hooks are not run, and content filters other
    /// than line endings (LFS) are not applied.
    ///
    /// Where `commit.gpgSign` is on, the commit is signed before anything is
    /// written, with `gpg` or `ssh-keygen`; after a lost race it is signed again.
    ///
    /// # Errors
    /// [`CommitError::Prepare`] passes on what `prepare` returned. Otherwise:
    /// `DetachedHead`, `InvalidPath`, `PathBlocked`, `UncommittedChanges` (nothing
    /// has been written then), `MissingIdentity`, `SigningFailed` (nothing has been
    /// written then), `UnsupportedRepository`,
    /// `Moved` and `Locked` (try again), `MissingObject`, `Damaged`, `Io`.
    pub fn commit<E>(
        &self,
        options: &CommitOptions,
        mut prepare: impl FnMut(&Tip) -> Result<Option<Change>, E>,
    ) -> Result<CommitOutcome, CommitError<E>> {
        let branch = Branch::of_head(self)?;
        writer::refuse_detached(&branch, options)?;
        let writer = Writer::open(self, branch, options)?;
        let mut patience = Patience::new(options.retries);
        loop {
            let tip = writer.branch.tip(&writer.repo)?;
            let shown = Tip {
                revision: tip.map(Revision),
                branch: writer.branch.name().map(str::to_owned),
            };
            let Some(change) = prepare(&shown).map_err(CommitError::Prepare)? else {
                return Ok(CommitOutcome::Unchanged);
            };
            let done = writer.commit_on(tip, &change, &mut patience);
            match done.map_err(|error| self.explain(error))? {
                Some(outcome) => return Ok(outcome),
                None => patience.pause(writer::moved)?,
            }
        }
    }

    /// Finishes or undoes what a killed commit of ours left behind; `commit` does
    /// so by itself. True when there was something. A lock that is not ours stays.
    ///
    /// # Errors
    /// `Locked` while another process of ours commits; `Io`.
    pub fn recover(&self) -> Result<bool, GitError> {
        if lock::journal(self).is_none() {
            return Ok(false);
        }
        let turn = Turn::take(self.git_dir(), Duration::ZERO)?;
        recovery::recover(self, &turn)
    }
}
