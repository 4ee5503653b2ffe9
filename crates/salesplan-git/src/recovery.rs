//! Cleaning up after a run of ours that was killed in the middle of a commit.
//!
//! Whoever holds the turn and finds a journal of ours knows that its writer is
//! dead. If the branch got the commit, the index entry and the work file are
//! finished where nobody touched them since; if not, an index entry of ours that
//! was in place already is taken back.
//! A lock that is not ours is never removed.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use git2::Oid;

use crate::Repository;
use crate::branch::{self, Branch};
use crate::error::GitError;
use crate::index_sync::IndexSync;
use crate::journal::{Journal, Step};
use crate::lock::{self, remove_if_present};
use crate::revision::Revision;
use crate::turn::Turn;

/// How old an empty lock of a reference must be before it is taken for our dead
/// process's own. git fills such a lock as soon as it has made it.
const EMPTY_LOCK_AGE: Duration = Duration::from_secs(1);

/// Where operating-system locks do not work: how old a journal of a process that
/// seems alive must be to be taken for dead.
const JOURNAL_AGE: Duration = Duration::from_secs(600);

/// Finishes or undoes what a killed run left; true when there was something.
pub(crate) fn recover(repo: &Repository, turn: &Turn) -> Result<bool, GitError> {
    let path = lock::path(repo);
    let Some(journal) = lock::journal(repo) else {
        return Ok(false);
    };
    if !turn.is_exclusive && is_alive(journal.pid) && age(&path).is_none_or(|age| age < JOURNAL_AGE) {
        return Ok(false);
    }
    free_reference(repo, &journal)?;
    if !repo.is_bare() {
        finish(repo, &journal)?;
    }
    remove_if_present(&path)?;
    Ok(true)
}

/// Brings the index and the work files to where the branch is.
fn finish(repo: &Repository, journal: &Journal) -> Result<(), GitError> {
    let mut sync = IndexSync::open(repo)?;
    sync.sweep(&journal.steps, journal.commit)?;
    let branch = Branch::of_head(repo)?;
    if branch.ref_name != journal.ref_name {
        return Ok(());
    }
    let tip = branch.tip(repo)?.map(Revision);
    let has_moved = match &tip {
        Some(tip) => repo.is_ancestor(&Revision(journal.commit), tip)?,
        None => false,
    };
    let steps = steps_at(
        repo,
        journal,
        tip.as_ref(),
        |step| if has_moved { step.new } else { step.old },
    )?;
    if steps.is_empty() {
        return Ok(());
    }
    if !has_moved {
        return IndexSync::take_back(repo, &steps);
    }
    sync.take_untouched(&steps)?;
    sync.stage()?;
    sync.place()?;
    sync.finish(journal.commit);
    Ok(())
}

/// The steps whose path is at the tip what `state` says of them.
fn steps_at(
    repo: &Repository,
    journal: &Journal,
    tip: Option<&Revision>,
    state: impl Fn(&Step) -> Option<Oid>,
) -> Result<Vec<Step>, GitError> {
    let tree = tip
        .map(|tip| Ok::<_, GitError>(repo.find_commit(tip)?.tree()?))
        .transpose()?;
    let at_tip = |path: &str| Some(tree.as_ref()?.get_path(path.as_ref()).ok()?.id());
    let steps = journal.steps.iter();
    Ok(steps
        .filter(|step| at_tip(&step.path) == state(step))
        .cloned()
        .collect())
}

/// Removes the branch's own lock if the dead process left it. Its content is the
/// id of the commit we were making, which nobody else would write, or it is
/// still empty; an empty one is given time to prove that somebody is alive.
fn free_reference(repo: &Repository, journal: &Journal) -> Result<(), GitError> {
    let path = branch::lock_file(repo, &journal.ref_name);
    let Ok(content) = fs::read(&path) else { return Ok(()) };
    if content.trim_ascii() == journal.commit.to_string().as_bytes() {
        return remove_if_present(&path);
    }
    let Some(written) = modified(&path) else { return Ok(()) };
    if !content.is_empty() {
        return Ok(());
    }
    if let Some(rest) = age(&path).and_then(|age| EMPTY_LOCK_AGE.checked_sub(age)) {
        sleep(rest);
    }
    let is_unchanged = modified(&path) == Some(written) && fs::read(&path).is_ok_and(|content| content.is_empty());
    if is_unchanged { remove_if_present(&path) } else { Ok(()) }
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn age(path: &Path) -> Option<Duration> {
    modified(path)?.elapsed().ok()
}

/// Whether the process exists, as far as one can tell without asking the system
/// for more than a folder; elsewhere than on Linux the age decides alone.
fn is_alive(pid: u32) -> bool {
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return true;
    }
    pid != std::process::id() && processes.join(pid.to_string()).exists()
}
