//! Sending a branch to where others read it.
//!
//! The user's own git does it: only that has the user's keys, helpers and proxies. Nothing is
//! ever forced.

use std::process::Command;
use std::time::Duration;

use crate::Repository;
use crate::branch::Head;
use crate::error::{GitError, GitErrorKind, one_line};
use crate::revision::Revision;
use crate::signing::program::{self, Fault};

/// How long a push or fetch may take; a large history over a slow line takes minutes.
const PATIENCE: Duration = Duration::from_secs(600);

/// What came of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// The remote has the branch as it is here.
    Done,
    /// Somebody else was quicker: the remote has commits that are not here.
    Behind,
}

impl Repository {
    /// The remote that the branch is set up to be pushed to; `origin` where none is.
    ///
    /// # Errors
    /// `Other` when there is no remote of that name.
    pub fn remote_of(&self, branch: &str, named: Option<&str>) -> Result<String, GitError> {
        let configured = || {
            self.git
                .config()
                .ok()?
                .get_string(&format!("branch.{branch}.remote"))
                .ok()
        };
        let name = named
            .map(str::to_string)
            .or_else(configured)
            .unwrap_or_else(|| "origin".into());
        let known = self.git.find_remote(&name).map_err(|_| {
            GitError::new(GitErrorKind::Other, format!("there is no remote `{}`", one_line(&name)))
                .with_help("`git remote -v` lists them; name one with --push=REMOTE")
        })?;
        Ok(known.name().ok().flatten().map_or(name.clone(), str::to_string))
    }

    /// Pushes the branch at HEAD to a remote, without force.
    ///
    /// # Errors
    /// `Other` when git cannot be run, and whatever else the remote refuses for, in its own words.
    pub fn push(&self, remote: &str, branch: &str) -> Result<Pushed, GitError> {
        let target = format!("refs/heads/{branch}:refs/heads/{branch}");
        let ended = self.run_git(&["push", "--porcelain", remote, &target])?;
        if ended.status.success() {
            return Ok(Pushed::Done);
        }
        let is_race = |line: &str| {
            line.starts_with('!')
                && (line.contains("[rejected]") || (line.contains("[remote rejected]") && line.contains("lock")))
        };
        if ended.output.lines().any(is_race) {
            return Ok(Pushed::Behind);
        }
        let refused = ended.output.lines().find(|line| line.starts_with('!'));
        let said = refused.map_or_else(
            || ended.complaint(),
            |line| format!("{}; {}", one_line(line), ended.complaint()),
        );
        Err(GitError::new(
            GitErrorKind::Other,
            format!("the push to {} failed: {said}", one_line(remote)),
        )
        .with_help("the review is committed here; mend it and `git push`"))
    }

    /// Fetches the branch of a remote and, where everything that is only here are the commits
    /// since `base`, goes over to what the remote has, so that they can be made again on top.
    /// Edited and untracked files stay as they are. Gives whether it did.
    ///
    /// # Errors
    /// `Other` when git cannot be run or the remote cannot be read.
    pub fn follow(&self, remote: &str, branch: &str, base: &Revision) -> Result<bool, GitError> {
        let fetched = self.run_git(&["fetch", "--quiet", remote, &format!("refs/heads/{branch}")])?;
        if !fetched.status.success() {
            return Err(GitError::new(
                GitErrorKind::Other,
                format!("the fetch from {} failed: {}", one_line(remote), fetched.complaint()),
            ));
        }
        let there = self.resolve("FETCH_HEAD")?;
        if !self.is_ancestor(base, &there)? {
            return Ok(false);
        }
        // What somebody has staged would be unstaged by going over.
        let staged = self.run_git(&["diff", "--cached", "--quiet"])?;
        if !staged.status.success() {
            return Ok(false);
        }
        let moved = self.run_git(&["reset", "--quiet", "--keep", &there.to_string()])?;
        Ok(moved.status.success())
    }

    /// The branch that is checked out.
    ///
    /// # Errors
    /// `DetachedHead` where HEAD is on no branch.
    pub fn branch_name(&self) -> Result<String, GitError> {
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
