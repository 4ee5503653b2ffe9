//! Sending a branch to where others read it.
//!
//! The user's own git does it: only that has the user's keys, helpers and proxies. Nothing is
//! ever forced.

use std::fmt;
use std::process::Command;
use std::time::Duration;

use crate::Repository;
use crate::branch::Head;
use crate::error::{GitError, GitErrorKind, one_line};
use crate::revision::Revision;
use crate::signing::program::{self, Fault};

/// How long a push or fetch may take; a large history over a slow line takes minutes.
const PATIENCE: Duration = Duration::from_secs(600);

/// Where a branch is pushed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTarget {
    /// The branch that is checked out.
    branch: String,
    remote: String,
    /// The branch's name at the remote.
    there: String,
}

impl PushTarget {
    /// The remote.
    pub fn remote(&self) -> &str {
        &self.remote
    }
}

impl fmt::Display for PushTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { branch, remote, there } = self;
        if branch == there {
            write!(f, "{} to {}", one_line(branch), one_line(remote))
        } else {
            write!(f, "{} to {} of {}", one_line(branch), one_line(there), one_line(remote))
        }
    }
}

/// What came of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// The remote has the commit.
    Done,
    /// Somebody else was quicker: the remote has commits that are not here, or is just being
    /// pushed to.
    Behind,
}

/// What came of going over to what a remote has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// The branch is there now.
    To(Revision),
    /// There are commits here that the remote has not, beside those that were named.
    OwnWork,
    /// Something is staged, which going over would unstage.
    Staged,
    /// Files of the work tree are in the way; in git's words.
    InTheWay(String),
}

impl Repository {
    /// Where the branch at HEAD goes, as `git push` would have it: to the remote that is named,
    /// else the one set up for pushing it, else `origin`.
    ///
    /// # Errors
    /// `DetachedHead`; `Other` when there is no remote of that name, or when the branch follows
    /// one of another name and git is not told which of the two names to push to.
    pub fn push_target(&self, named: Option<&str>) -> Result<PushTarget, GitError> {
        let branch = self.branch_name()?;
        let followed = self.configured(&format!("branch.{branch}.remote"));
        let name = named
            .map(str::to_string)
            .or_else(|| self.configured(&format!("branch.{branch}.pushRemote")))
            .or_else(|| self.configured("remote.pushDefault"))
            .or_else(|| followed.clone())
            .unwrap_or_else(|| "origin".into());
        let known = self.git.find_remote(&name).map_err(|_| {
            GitError::new(GitErrorKind::Other, format!("there is no remote `{}`", one_line(&name)))
                .with_help("`git remote -v` lists them; name one with --push=REMOTE")
        })?;
        let remote = known.name().ok().flatten().map_or(name.clone(), str::to_string);
        let upstream = self
            .configured(&format!("branch.{branch}.merge"))
            .filter(|_| followed.as_deref() == Some(&remote))
            .and_then(|merge| merge.strip_prefix("refs/heads/").map(str::to_string));
        let there = match (upstream, self.configured("push.default").as_deref()) {
            (Some(upstream), Some("upstream" | "tracking")) => upstream,
            (Some(upstream), Some("current" | "matching")) if upstream != branch => branch.clone(),
            (Some(upstream), _) if upstream != branch => return Err(two_names(&branch, &upstream, &remote)),
            _ => branch.clone(),
        };
        Ok(PushTarget { branch, remote, there })
    }

    fn configured(&self, key: &str) -> Option<String> {
        self.git.config().ok()?.get_string(key).ok()
    }

    /// Pushes a commit to where its branch goes, without force.
    ///
    /// # Errors
    /// `Other` when git cannot be run, and whatever else the remote refuses for, in its own words.
    pub fn push(&self, target: &PushTarget, revision: &Revision) -> Result<Pushed, GitError> {
        let refs = format!("{revision}:refs/heads/{}", target.there);
        let ended = self.run_git(&["push", "--porcelain", &target.remote, &refs])?;
        if ended.status.success() {
            return Ok(Pushed::Done);
        }
        if is_race(&ended.output, &ended.errors) {
            return Ok(Pushed::Behind);
        }
        let refused = ended.output.lines().find(|line| line.starts_with('!'));
        let said = refused.map_or_else(
            || ended.complaint(),
            |line| format!("{}; {}", one_line(line), ended.complaint()),
        );
        Err(GitError::new(
            GitErrorKind::Other,
            format!("the push to {} failed: {said}", one_line(&target.remote)),
        )
        .with_help("the review is committed here; mend it and `git push`"))
    }

    /// Fetches what the remote has and goes over to it, so that the commits `made` on top of
    /// `base` can be made again there. That is done only where they are all that is here and not
    /// there: a commit that somebody made meanwhile keeps the branch where it is. Edited and
    /// untracked files stay as they are.
    ///
    /// # Errors
    /// `Other` when git cannot be run or the remote cannot be read.
    pub fn follow(&self, target: &PushTarget, base: &Revision, made: &[Revision]) -> Result<Followed, GitError> {
        let fetched = self.run_git(&[
            "fetch",
            "--quiet",
            &target.remote,
            &format!("refs/heads/{}", target.there),
        ])?;
        if !fetched.status.success() {
            return Err(GitError::new(
                GitErrorKind::Other,
                format!(
                    "the fetch from {} failed: {}",
                    one_line(&target.remote),
                    fetched.complaint()
                ),
            ));
        }
        let there = self.resolve("FETCH_HEAD")?;
        let ours = made.last().unwrap_or(base);
        if !self.is_ancestor(base, &there)? || !self.is_chain(base, made)? || !self.is_at(target, ours)? {
            return Ok(Followed::OwnWork);
        }
        if self.is_bare() {
            return self.move_branch(target, ours, &there);
        }
        // Right after a clone git cannot tell by their times that files are as the index has them.
        self.run_git(&["update-index", "-q", "--refresh"])?;
        let staged = self.run_git(&["diff", "--cached", "--quiet"])?;
        if !staged.status.success() {
            return Ok(Followed::Staged);
        }
        let (from, to) = (ours.to_string(), there.to_string());
        let written = self.run_git(&["read-tree", "-m", "-u", &from, &to])?;
        if !written.status.success() {
            return Ok(Followed::InTheWay(written.complaint()));
        }
        let moved = self.move_branch(target, ours, &there)?;
        if moved == Followed::OwnWork {
            // Somebody committed in this very moment. The files go back; what is not undone so
            // shows as an edit, and nothing is lost.
            self.run_git(&["read-tree", "-m", "-u", &to, &from])?;
        }
        Ok(moved)
    }

    /// Moves the branch if it is where it is expected, else leaves it.
    fn move_branch(&self, target: &PushTarget, from: &Revision, to: &Revision) -> Result<Followed, GitError> {
        let name = format!("refs/heads/{}", target.branch);
        let reason = format!("salesplan: follow {}", target.remote);
        let (old, new) = (from.to_string(), to.to_string());
        let moved = self.run_git(&["update-ref", "-m", &reason, &name, &new, &old])?;
        Ok(if moved.status.success() {
            Followed::To(*to)
        } else {
            Followed::OwnWork
        })
    }

    /// Whether each of the commits stands on the one before, the first on `base`, and none of
    /// them is a merge.
    fn is_chain(&self, base: &Revision, commits: &[Revision]) -> Result<bool, GitError> {
        let mut below = *base;
        for commit in commits {
            if self.details(commit)?.parents != [below] {
                return Ok(false);
            }
            below = *commit;
        }
        Ok(true)
    }

    /// Whether the branch is checked out and at a commit.
    fn is_at(&self, target: &PushTarget, revision: &Revision) -> Result<bool, GitError> {
        Ok(match self.head()? {
            Head::Branch { name, tip } => name == target.branch && tip == Some(*revision),
            Head::Detached { .. } => false,
        })
    }

    /// The branch that is checked out.
    ///
    /// # Errors
    /// `DetachedHead` where HEAD is on no branch.
    fn branch_name(&self) -> Result<String, GitError> {
        match self.head()? {
            Head::Branch { name, .. } => Ok(name),
            Head::Detached { .. } => Err(GitError::new(
                GitErrorKind::DetachedHead,
                "HEAD is on no branch, so there is none to push",
            )
            .with_help("`git switch BRANCH` first")),
        }
    }

    fn run_git(&self, arguments: &[&str]) -> Result<program::Ended, GitError> {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(self.work_dir().unwrap_or_else(|| self.git.path()))
            .args(arguments)
            // Its words are looked at, so they are to be the ones we know.
            .env("LC_ALL", "C");
        program::run(&mut command, None, PATIENCE).map_err(|fault| {
            let help = match &fault {
                Fault::NotRun(_) => "install git, or leave --push out and push yourself",
                Fault::Late(..) | Fault::Io(_) => "try again, or push yourself: `git push`",
            };
            GitError::new(
                GitErrorKind::Other,
                format!("`{}` {}", program::shown(&command), fault.reason()),
            )
            .with_help(help)
        })
    }
}

/// Whether a push was refused because somebody else was quicker, or is just pushing.
fn is_race(output: &str, errors: &str) -> bool {
    let refused = || output.lines().filter(|line| line.starts_with('!'));
    let is_locked = errors.contains("cannot lock ref") || refused().any(|line| line.contains("lock"));
    refused().any(|line| line.contains("[rejected]") || (line.contains("[remote rejected]") && is_locked))
}

fn two_names(branch: &str, upstream: &str, remote: &str) -> GitError {
    let (branch, upstream, remote) = (one_line(branch), one_line(upstream), one_line(remote));
    GitError::new(
        GitErrorKind::Other,
        format!("{branch} follows {upstream} of {remote}, and git is not told which of the two names to push to"),
    )
    .with_help(format!(
        "`git config push.default upstream` for {upstream}, `git config push.default current` for {branch}"
    ))
}

#[cfg(test)]
mod tests {
    use super::is_race;

    #[test]
    fn a_race_is_told_from_a_refusal() {
        let behind = "!\tx:refs/heads/main\t[rejected] (fetch first)";
        assert!(is_race(behind, ""));
        let at_once = "!\tx:refs/heads/main\t[remote rejected] (failed to update ref)";
        let moved = "remote: error: cannot lock ref 'refs/heads/main': is at 1 but expected 2";
        assert!(is_race(at_once, moved));
        let locked = "!\tx:refs/heads/main\t[remote rejected] (failed to lock)";
        assert!(is_race(locked, ""));
        let hook = "!\tx:refs/heads/main\t[remote rejected] (pre-receive hook declined)";
        assert!(!is_race(hook, "remote: main is protected"));
        assert!(!is_race("", "fatal: could not read from remote repository"));
    }
}
