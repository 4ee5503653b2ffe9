//! The branch a commit goes to: found once by name, moved by compare-and-swap.
//!
//! The name is resolved a single time at the start. Should the user switch
//! branches meanwhile, the commit still goes where it was meant to go.

use std::path::PathBuf;

use git2::{ErrorCode, Oid, Reference, Signature};

use crate::Repository;
use crate::error::{GitError, GitErrorKind};
use crate::revision::Revision;

/// What HEAD points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A branch; `tip` is none while it has no commit yet.
    Branch {
        /// The name without `refs/heads/`.
        name: String,
        /// Its newest commit.
        tip: Option<Revision>,
    },
    /// A commit outside any branch.
    Detached {
        /// That commit.
        tip: Revision,
    },
}

/// Longest chain of references that point at references which is followed.
const ALIASES_MAX: usize = 5;

impl Repository {
    /// The branch HEAD points at with its tip, or the commit of a detached HEAD.
    ///
    /// # Errors
    /// `Damaged` when HEAD is missing or cannot be understood.
    pub fn head(&self) -> Result<Head, GitError> {
        let branch = Branch::of_head(self)?;
        let tip = branch.tip(self)?.map(Revision);
        match (branch.head_target, tip) {
            (Some(name), tip) => Ok(Head::Branch {
                name: short_name(&name).to_owned(),
                tip,
            }),
            (None, Some(tip)) => Ok(Head::Detached { tip }),
            (None, None) => Err(damaged("HEAD is missing")),
        }
    }
}

/// What came of an attempt to move a branch.
pub(crate) enum Swap {
    Done,
    /// The branch is no longer where it was expected.
    Moved,
    /// Somebody holds the reference's lock.
    Busy,
}

/// The reference that is to move, and what HEAD said when it was found.
pub(crate) struct Branch {
    /// The name HEAD points at; none when HEAD is detached.
    head_target: Option<String>,
    /// The reference to move: the branch, or `HEAD` itself when detached.
    pub(crate) ref_name: String,
}

impl Branch {
    pub(crate) fn of_head(repo: &Repository) -> Result<Branch, GitError> {
        let Some(head_target) = head_target(repo)? else {
            return Ok(Branch {
                head_target: None,
                ref_name: "HEAD".to_owned(),
            });
        };
        let mut ref_name = head_target.clone();
        for _ in 0..ALIASES_MAX {
            match found(repo, &ref_name)? {
                Some(reference) => match symbolic_target(&reference)? {
                    Some(next) => ref_name = next,
                    None => break,
                },
                None => break,
            }
        }
        Ok(Branch {
            head_target: Some(head_target),
            ref_name,
        })
    }

    pub(crate) fn is_detached(&self) -> bool {
        self.head_target.is_none()
    }

    /// The name a person uses for it; none when HEAD is detached.
    pub(crate) fn name(&self) -> Option<&str> {
        self.head_target.as_deref().map(short_name)
    }

    /// The commit it points at now; none on an unborn branch.
    pub(crate) fn tip(&self, repo: &Repository) -> Result<Option<Oid>, GitError> {
        Ok(found(repo, &self.ref_name)?.and_then(|reference| reference.target()))
    }

    /// Whether HEAD still says what it said when the branch was found.
    pub(crate) fn is_checked_out(&self, repo: &Repository) -> Result<bool, GitError> {
        Ok(head_target(repo)? == self.head_target)
    }

    /// Moves the branch from `old` to `new` if it still is at `old`. The value
    /// is read again under the reference's own lock, so nobody can slip in; this
    /// holds for an unborn branch too, where "create" alone would overwrite.
    /// `before` is called when the move is certain but for a fault of the disk.
    pub(crate) fn swap(
        &self,
        repo: &Repository,
        (old, new): (Option<Oid>, Oid),
        committer: &Signature<'_>,
        reflog: &str,
        before: impl FnOnce() -> Result<(), GitError>,
    ) -> Result<Swap, GitError> {
        let mut transaction = repo.git.transaction()?;
        match transaction.lock_ref(&self.ref_name) {
            Ok(()) => {}
            Err(error) if error.code() == ErrorCode::Locked => return Ok(Swap::Busy),
            Err(error) => return Err(error.into()),
        }
        let now = found(repo, &self.ref_name)?;
        let is_alias = now.as_ref().is_some_and(|reference| reference.target().is_none());
        if is_alias || now.and_then(|reference| reference.target()) != old {
            return Ok(Swap::Moved);
        }
        before()?;
        transaction.set_target(&self.ref_name, new, Some(committer), reflog)?;
        match transaction.commit() {
            Ok(()) => Ok(Swap::Done),
            Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists) => Ok(Swap::Moved),
            Err(error) if error.code() == ErrorCode::Locked => Ok(Swap::Busy),
            Err(error) => Err(error.into()),
        }
    }
}

/// The file git locks a reference with.
pub(crate) fn lock_file(repo: &Repository, ref_name: &str) -> PathBuf {
    let folder = if ref_name == "HEAD" {
        repo.git.path()
    } else {
        repo.git.commondir()
    };
    folder.join(format!("{ref_name}.lock"))
}

fn short_name(ref_name: &str) -> &str {
    ref_name.strip_prefix("refs/heads/").unwrap_or(ref_name)
}

fn head_target(repo: &Repository) -> Result<Option<String>, GitError> {
    match found(repo, "HEAD")? {
        Some(head) => symbolic_target(&head),
        None => Err(damaged("HEAD is missing")),
    }
}

fn found<'r>(repo: &'r Repository, ref_name: &str) -> Result<Option<Reference<'r>>, GitError> {
    match repo.git.find_reference(ref_name) {
        Ok(reference) => Ok(Some(reference)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(damaged(&format!(
            "the reference {ref_name} cannot be read: {}",
            error.message()
        ))),
    }
}

fn symbolic_target(reference: &Reference<'_>) -> Result<Option<String>, GitError> {
    match reference.symbolic_target() {
        Ok(target) => Ok(target.map(str::to_owned)),
        Err(_) => Err(damaged("HEAD points at a branch whose name is not UTF-8")),
    }
}

fn damaged(text: &str) -> GitError {
    GitError::new(GitErrorKind::Damaged, text)
        .with_help("`git symbolic-ref HEAD refs/heads/NAME` sets HEAD; `git fsck` shows what else is damaged")
}
