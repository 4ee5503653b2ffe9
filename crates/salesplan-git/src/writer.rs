//! The steps of one commit, in the order that makes it safe.
//!
//! The signature comes first, if there is one, since signing can fail; then the
//! objects, which harm nobody; then the index lock with its journal; then a look
//! at what the user has on our paths; then, with the branch locked, the index and
//! the branch; only then work files. A kill at any point leaves either the old
//! state or the new one, and with it a journal where the index or a work file is
//! not there yet.

use std::thread::sleep;
use std::time::Duration;

use git2::{Oid, Signature};

use crate::branch::{self, Branch, Swap};
use crate::commit::{Change, CommitOptions, CommitOutcome, Signing};
use crate::draft::{self, Draft};
use crate::durability;
use crate::error::{GitError, GitErrorKind};
use crate::identity::Identity;
use crate::index_sync::IndexSync;
use crate::journal::Journal;
use crate::lock::{self, Lock};
use crate::recovery;
use crate::repository::Repository;
use crate::revision::Revision;
use crate::signing::Signer;
use crate::turn::Turn;

/// What came of one attempt.
enum Attempt {
    Done { left_behind: Vec<String> },
    Moved,
    Busy(GitError),
}

/// A handle of its own for one call of `commit`, with the turn held.
pub(crate) struct Writer<'o> {
    pub(crate) repo: Repository,
    pub(crate) branch: Branch,
    options: &'o CommitOptions,
    _turn: Turn,
}

impl<'o> Writer<'o> {
    pub(crate) fn open(
        reader: &Repository,
        branch: Branch,
        options: &'o CommitOptions,
    ) -> Result<Writer<'o>, GitError> {
        let turn = Turn::take(reader.git_dir(), options.patience)?;
        let repo = Repository {
            git: reader.second_handle()?,
        };
        durability::ask_for(&repo.git, repo.git_dir())?;
        recovery::recover(&repo, &turn)?;
        Ok(Writer {
            repo,
            branch,
            options,
            _turn: turn,
        })
    }

    /// Commits `change` on `tip`; none when the branch is elsewhere by now.
    pub(crate) fn commit_on(
        &self,
        tip: Option<Oid>,
        change: &Change,
        patience: &mut Patience,
    ) -> Result<Option<CommitOutcome>, GitError> {
        let steps = draft::steps(&self.repo, tip, change)?;
        if steps.is_empty() {
            return Ok(Some(CommitOutcome::Unchanged));
        }
        let author = self.signature(self.options.author.as_ref(), Repository::author)?;
        let committer = self.signature(self.options.committer.as_ref(), Repository::committer)?;
        let signer = self.signer(&committer)?;
        let draft = Draft::write(&self.repo, tip, change, steps, (&author, &committer), signer.as_ref())?;
        let mut has_waited = false;
        loop {
            match self.attempt(&draft, &committer) {
                Ok(Attempt::Done { left_behind }) => {
                    return Ok(Some(CommitOutcome::Committed {
                        revision: Revision(draft.commit),
                        retries: patience.used,
                        left_behind,
                    }));
                }
                Ok(Attempt::Moved) => return Ok(None),
                Ok(Attempt::Busy(error)) => patience.pause(|| error)?,
                // git moves the index before the branch when it merges or
                // switches; what looks like the user's edit may be just that.
                Err(error) if is_refusal(&error) && !has_waited => {
                    has_waited = true;
                    sleep(REFUSAL_PAUSE);
                }
                Err(error) => return Err(error),
            }
            if self.branch.tip(&self.repo)? != tip {
                return Ok(None);
            }
        }
    }

    fn attempt(&self, draft: &Draft, committer: &Signature<'_>) -> Result<Attempt, GitError> {
        let journal = Journal {
            pid: std::process::id(),
            ref_name: self.branch.ref_name.clone(),
            commit: draft.commit,
            steps: draft.steps.clone(),
        };
        let Some(mut lock) = Lock::take(&self.repo, &journal)? else {
            return Ok(Attempt::Busy(held(&lock::path(&self.repo))));
        };
        if self.branch.tip(&self.repo)? != draft.tip {
            return Ok(Attempt::Moved);
        }
        let mut sync = self.prepare_sync(draft)?;
        lock.keep();
        let swapped = self.swap(draft, committer, || sync.as_mut().map_or(Ok(()), IndexSync::place));
        if !matches!(swapped, Ok(Swap::Done)) {
            // Only if the branch is known not to have moved, all is as it was;
            // else the journal tells the next run.
            if self.branch.tip(&self.repo)? != Some(draft.commit) {
                if sync.is_some_and(|sync| sync.is_placed()) {
                    IndexSync::take_back(&self.repo, &draft.steps)?;
                }
                lock.release();
            }
            return swapped.map(|swap| match swap {
                Swap::Busy => Attempt::Busy(held(&branch::lock_file(&self.repo, &self.branch.ref_name))),
                Swap::Moved | Swap::Done => Attempt::Moved,
            });
        }
        let left_behind = sync.map_or_else(Vec::new, |sync| sync.finish(draft.commit));
        lock.release();
        Ok(Attempt::Done { left_behind })
    }

    /// Moves the branch. A disk error may come after the move; then it counts.
    fn swap(
        &self,
        draft: &Draft,
        committer: &Signature<'_>,
        before: impl FnOnce() -> Result<(), GitError>,
    ) -> Result<Swap, GitError> {
        let reflog = match draft.tip {
            Some(_) => format!("commit: {}", draft.summary),
            None => format!("commit (initial): {}", draft.summary),
        };
        let ids = (draft.tip, draft.commit);
        match self.branch.swap(&self.repo, ids, committer, &reflog, before) {
            Err(_) if self.branch.tip(&self.repo)? == Some(draft.commit) => Ok(Swap::Done),
            swapped => swapped,
        }
    }

    /// The index with our paths moved along; none where there is no index of
    /// this branch to move.
    fn prepare_sync(&self, draft: &Draft) -> Result<Option<IndexSync>, GitError> {
        if self.repo.is_bare() || !self.branch.is_checked_out(&self.repo)? {
            return Ok(None);
        }
        let mut sync = IndexSync::open(&self.repo)?;
        let users = sync.take_all(&draft.steps)?;
        if !users.is_empty() {
            return Err(uncommitted(users));
        }
        sync.stage()?;
        Ok(Some(sync))
    }

    fn signer(&self, committer: &Signature<'_>) -> Result<Option<Signer>, GitError> {
        match self.options.signing {
            Signing::AsConfigured => self
                .repo
                .signer(&Identity::from_signature(committer), self.options.signing_patience),
            Signing::Never => Ok(None),
        }
    }

    fn signature(
        &self,
        given: Option<&Identity>,
        from_git: impl Fn(&Repository) -> Result<Identity, GitError>,
    ) -> Result<Signature<'static>, GitError> {
        match given {
            Some(identity) => identity.signature(),
            None => from_git(&self.repo)?.signature(),
        }
    }
}

/// How long to wait before believing that a path carries the user's changes.
const REFUSAL_PAUSE: Duration = Duration::from_millis(60);

/// Retries that remain, each after a slightly longer pause.
pub(crate) struct Patience {
    allowed: u32,
    used: u32,
}

impl Patience {
    pub(crate) fn new(allowed: u32) -> Patience {
        Patience { allowed, used: 0 }
    }

    pub(crate) fn pause(&mut self, give_up: impl FnOnce() -> GitError) -> Result<(), GitError> {
        if self.used >= self.allowed {
            return Err(give_up());
        }
        self.used += 1;
        // Processes that collided should not collide again in step.
        let spread = u64::from(std::process::id().wrapping_mul(31).wrapping_add(self.used * 7) % 5);
        sleep(Duration::from_millis((u64::from(self.used) * 2 + spread).min(60)));
        Ok(())
    }
}

pub(crate) fn refuse_detached(branch: &Branch, options: &CommitOptions) -> Result<(), GitError> {
    if options.allow_detached || !branch.is_detached() {
        return Ok(());
    }
    Err(GitError::new(
        GitErrorKind::DetachedHead,
        "HEAD is detached, so no branch would keep the commit",
    )
    .with_help("`git switch -c NAME`, or `--allow-detached` to commit all the same"))
}

fn is_refusal(error: &GitError) -> bool {
    matches!(error.kind(), GitErrorKind::UncommittedChanges { .. })
}

fn uncommitted(paths: Vec<String>) -> GitError {
    let list = paths.join(", ");
    GitError::new(
        GitErrorKind::UncommittedChanges { paths },
        format!("there are uncommitted changes of yours in {list}"),
    )
    .with_help("commit them, or put them aside: `git stash push --include-untracked -- PATH`")
}

pub(crate) fn moved() -> GitError {
    GitError::new(
        GitErrorKind::Moved,
        "the branch kept moving while the commit was prepared",
    )
    .with_help("try again")
}

fn held(path: &std::path::Path) -> GitError {
    let path = path.display();
    GitError::new(GitErrorKind::Locked, format!("another git process holds {path}")).with_help(format!(
        "try again; if no git process is running, one was killed: remove {path}"
    ))
}
