//! What is to be committed, worked out against one tip of the branch.

use std::collections::BTreeSet;

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, ObjectType, Oid, Signature, Tree};

use crate::Repository;
use crate::commit::Change;
use crate::error::{GitError, GitErrorKind};
use crate::journal::Step;
use crate::path::{self, folders_above};
use crate::signing::Signer;
use crate::work_file::blocked;

const MODE_FILE: u32 = 0o100_644;
const MODE_EXECUTABLE: u32 = 0o100_755;

/// A commit whose objects are written and which no branch points at yet.
pub(crate) struct Draft {
    pub(crate) tip: Option<Oid>,
    pub(crate) commit: Oid,
    pub(crate) steps: Vec<Step>,
    pub(crate) summary: String,
}

/// What `change` does to the files at the tip, sorted by path; files that
/// already are as wanted are left out. Nothing is written.
pub(crate) fn steps(repo: &Repository, tip: Option<Oid>, change: &Change) -> Result<Vec<Step>, GitError> {
    check_paths(change)?;
    let tree = tip_tree(repo, tip)?;
    let mut steps = Vec::new();
    for file in &change.files {
        let (old, mode) = file_at(tree.as_ref(), &file.path)?;
        let new = Oid::hash_object(ObjectType::Blob, &file.bytes)?;
        if old != Some(new) {
            steps.push(Step {
                path: file.path.clone(),
                mode,
                old,
                new: Some(new),
            });
        }
    }
    for removed in &change.removed {
        let (old, mode) = file_at(tree.as_ref(), removed)?;
        if old.is_some() {
            steps.push(Step {
                path: removed.clone(),
                mode,
                old,
                new: None,
            });
        }
    }
    steps.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(steps)
}

impl Draft {
    /// Writes the objects of the commit. They are nobody's until a branch
    /// points at them; git collects them if none ever does. With a signer it is
    /// signed first, so that a failure to sign leaves not even those.
    pub(crate) fn write(
        repo: &Repository,
        tip: Option<Oid>,
        change: &Change,
        steps: Vec<Step>,
        by: (&Signature<'_>, &Signature<'_>),
        signer: Option<&Signer>,
    ) -> Result<Draft, GitError> {
        let signature = match signer {
            Some(signer) => Some(signer.sign(&rehearsed(repo, tip, change, &steps, by)?)?),
            None => None,
        };
        let text = commit_text(repo, tip, change, &steps, by)?;
        let commit = match signature {
            Some(signature) => repo.git.commit_signed(&text, &signature, None)?,
            None => repo.git.odb()?.write(ObjectType::Commit, text.as_bytes())?,
        };
        let summary = change.message.lines().next().unwrap_or_default().to_owned();
        Ok(Draft {
            tip,
            commit,
            steps,
            summary,
        })
    }
}

/// The text of the commit, with nothing written but to memory.
fn rehearsed(
    repo: &Repository,
    tip: Option<Oid>,
    change: &Change,
    steps: &[Step],
    by: (&Signature<'_>, &Signature<'_>),
) -> Result<String, GitError> {
    let git = repo.second_handle()?;
    git.odb()?.add_new_mempack_backend(FIRST)?;
    commit_text(&Repository { git }, tip, change, steps, by)
}

/// Asked before the databases on disk.
const FIRST: i32 = 1000;

/// The commit as git stores it, unsigned; its files and folders are written.
fn commit_text(
    repo: &Repository,
    tip: Option<Oid>,
    change: &Change,
    steps: &[Step],
    (author, committer): (&Signature<'_>, &Signature<'_>),
) -> Result<String, GitError> {
    for file in &change.files {
        repo.git.blob(&file.bytes)?;
    }
    let before = match tip_tree(repo, tip)? {
        Some(tree) => tree,
        None => repo.find_tree(repo.git.treebuilder(None)?.write()?)?,
    };
    let mut update = TreeUpdateBuilder::new();
    for step in steps {
        match step.new {
            Some(id) if step.mode == MODE_EXECUTABLE => update.upsert(&*step.path, id, FileMode::BlobExecutable),
            Some(id) => update.upsert(&*step.path, id, FileMode::Blob),
            None => update.remove(&*step.path),
        };
    }
    let tree = repo.find_tree(update.create_updated(&repo.git, &before)?)?;
    let parent = tip.map(|id| repo.git.find_commit(id)).transpose()?;
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    let text = repo
        .git
        .commit_create_buffer(author, committer, &message(&change.message), &tree, &parents)?;
    // All that goes into it is text of ours.
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// git ends every message with one line break.
fn message(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

fn check_paths(change: &Change) -> Result<(), GitError> {
    if change.message.trim().is_empty() || change.message.contains('\0') {
        return Err(GitError::new(
            GitErrorKind::Other,
            "the commit message is empty or has a NUL character",
        ));
    }
    let all: Vec<&str> = (change.files.iter().map(|file| file.path.as_str()))
        .chain(change.removed.iter().map(String::as_str))
        .collect();
    let mut seen = BTreeSet::new();
    for path in &all {
        path::check(path)?;
        if !seen.insert(*path) {
            return Err(twice(path, "is given twice"));
        }
    }
    match all
        .iter()
        .find(|path| folders_above(path).any(|folder| seen.contains(folder)))
    {
        Some(path) => Err(twice(path, "lies below a path that is to be a file")),
        None => Ok(()),
    }
}

fn twice(path: &str, why: &str) -> GitError {
    GitError::new(
        GitErrorKind::InvalidPath,
        format!("the path \"{}\" {why}", path.escape_debug()),
    )
}

fn tip_tree(repo: &Repository, tip: Option<Oid>) -> Result<Option<Tree<'_>>, GitError> {
    let Some(tip) = tip else { return Ok(None) };
    let commit = repo.git.find_commit(tip).map_err(|error| repo.explain(error.into()))?;
    repo.find_tree(commit.tree_id()).map(Some)
}

/// The blob at `path` and the mode it has, or would get.
fn file_at(tree: Option<&Tree<'_>>, path: &str) -> Result<(Option<Oid>, u32), GitError> {
    let Some(tree) = tree else { return Ok((None, MODE_FILE)) };
    for folder in folders_above(path) {
        match tree.get_path(folder.as_ref()) {
            Ok(entry) if entry.kind() == Some(ObjectType::Tree) => {}
            Ok(_) => return Err(blocked(folder, "is not a folder in the newest commit")),
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok((None, MODE_FILE)),
            Err(error) => return Err(error.into()),
        }
    }
    match tree.get_path(path.as_ref()) {
        Ok(entry) => match u32::try_from(entry.filemode()) {
            Ok(mode @ (MODE_FILE | MODE_EXECUTABLE)) => Ok((Some(entry.id()), mode)),
            _ => Err(blocked(path, "is not a regular file in the newest commit")),
        },
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok((None, MODE_FILE)),
        Err(error) => Err(error.into()),
    }
}
