//! How some files came to be as they are: the states that a branch recorded of them.
//!
//! Of states, only first parents are followed: they are what the branch itself was, one state
//! after the other. What a merge brought in counts from the merge on.

use git2::{ObjectType, Oid};

use crate::Repository;
use crate::error::{GitError, GitErrorKind};
use crate::identity::Identity;
use crate::revision::{Revision, RevisionDetails};
use crate::tree::is_link;

/// A commit that changed one of the files asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The commit.
    pub revision: Revision,
    /// What it says about itself.
    pub details: RevisionDetails,
    /// Hex ids of the files' blobs from this commit on, in the order in which the files
    /// were asked for; none where there is no regular file.
    pub blob_ids: Vec<Option<String>>,
}

/// The recorded states of some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHistory {
    /// Newest first; each differs from the next.
    pub states: Vec<Past>,
    /// Whether earlier ones may be missing, since this clone's history is cut off. The
    /// last state is then the one at the cut, whenever it came to be.
    pub is_cut_off: bool,
}

/// The commit by which a file, or a folder with all it holds, became what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// The commit.
    pub revision: Revision,
    /// Who wrote it, and when.
    pub author: Identity,
    /// Whether it is only where this clone's history is cut off: the change itself
    /// may be older.
    pub is_cut_off: bool,
}

impl Repository {
    /// The commit that last changed what is at `path` (relative to the repository
    /// root, with `/` at the end for a folder) as of `tip`, removals too; none when
    /// nothing ever was there. A merge that took over a parent's state is followed to
    /// that parent, so the commit is that of who changed it, as `git log -1 -- path`
    /// has it.
    ///
    /// # Errors
    /// `MissingObject` when a commit or tree is not in this clone, except where a shallow
    /// clone ends.
    pub fn last_change(&self, tip: &Revision, path: &str) -> Result<Option<LastChange>, GitError> {
        let mut commit = self.find_commit(tip)?;
        let state = self.blob_at(commit.tree_id(), path)?;
        loop {
            match self.parent_with(&commit, path, state)? {
                Some(parent) => commit = parent,
                None if state.is_none() && commit.parent_count() == 0 => return Ok(None),
                None => {
                    return Ok(Some(LastChange {
                        revision: Revision(commit.id()),
                        author: Identity::from_signature(&commit.author()),
                        is_cut_off: commit.parent_count() == 0 && has_parents_elsewhere(&commit),
                    }));
                }
            }
        }
    }

    /// The first parent in which the path is in this state already.
    fn parent_with<'r>(
        &'r self,
        commit: &git2::Commit<'r>,
        path: &str,
        state: Option<Oid>,
    ) -> Result<Option<git2::Commit<'r>>, GitError> {
        for id in commit.parent_ids() {
            let parent = match self.find_commit(&Revision(id)) {
                Err(error) if *error.kind() == GitErrorKind::MissingObject && self.is_shallow() => continue,
                found => found?,
            };
            if parent.tree_id() == commit.tree_id() || self.blob_at(parent.tree_id(), path)? == state {
                return Ok(Some(parent));
            }
        }
        Ok(None)
    }

    /// The states of the files at `paths` (relative to the repository root) along the
    /// first parents of `tip`, up to the first commit in which there is any. Entries of
    /// trees are compared and no file is read. A path that ends with `/` is that of a folder
    /// with all it holds; its id is that of its tree.
    ///
    /// # Errors
    /// `MissingObject` when a commit or tree is not in this clone, except where a shallow
    /// clone ends.
    pub fn history(&self, tip: &Revision, paths: &[&str]) -> Result<FileHistory, GitError> {
        let mut states = Vec::new();
        let mut commit = self.find_commit(tip)?;
        let mut tree_id = commit.tree_id();
        let mut blobs = self.blobs_at(tree_id, paths)?;
        let is_cut_off = loop {
            let Some(parent) = self.first_parent(&commit)? else {
                push(&mut states, self, &commit, &blobs, &vec![None; paths.len()])?;
                break has_parents_elsewhere(&commit);
            };
            // Most commits touch other files, and then often not even the tree differs.
            let before = if parent.tree_id() == tree_id {
                blobs.clone()
            } else {
                self.blobs_at(parent.tree_id(), paths)?
            };
            push(&mut states, self, &commit, &blobs, &before)?;
            (tree_id, blobs, commit) = (parent.tree_id(), before, parent);
        };
        Ok(FileHistory { states, is_cut_off })
    }

    /// The content of a blob of at most `bytes_max` bytes; none for a larger one.
    ///
    /// # Errors
    /// `MissingObject` when it is not in this clone, or the id is no blob's.
    pub fn blob(&self, blob_id: &str, bytes_max: u64) -> Result<Option<Vec<u8>>, GitError> {
        let absent = |_| GitError::new(GitErrorKind::MissingObject, format!("\"{blob_id}\" is no blob"));
        let id = Oid::from_str(blob_id).map_err(absent)?;
        let (n_bytes, kind) = self
            .git
            .odb()
            .and_then(|odb| odb.read_header(id))
            .map_err(|error| self.explain(error.into()))?;
        if kind != ObjectType::Blob {
            return Err(GitError::new(
                GitErrorKind::MissingObject,
                format!("{id} is a {kind}, not a blob"),
            ));
        }
        if u64::try_from(n_bytes).is_ok_and(|n_bytes| n_bytes <= bytes_max) {
            let blob = self.git.find_blob(id).map_err(|error| self.explain(error.into()))?;
            Ok(Some(blob.content().to_vec()))
        } else {
            Ok(None)
        }
    }

    /// None at the first commit, and where a shallow clone ends.
    fn first_parent<'r>(&'r self, commit: &git2::Commit<'r>) -> Result<Option<git2::Commit<'r>>, GitError> {
        match commit.parent_ids().next() {
            None => Ok(None),
            Some(id) => match self.find_commit(&Revision(id)) {
                Err(error) if *error.kind() == GitErrorKind::MissingObject && self.is_shallow() => Ok(None),
                found => found.map(Some),
            },
        }
    }

    fn blobs_at(&self, root: Oid, paths: &[&str]) -> Result<Vec<Option<Oid>>, GitError> {
        paths.iter().map(|path| self.blob_at(root, path)).collect()
    }

    fn blob_at(&self, root: Oid, path: &str) -> Result<Option<Oid>, GitError> {
        if let Some(folder) = path.strip_suffix('/') {
            return self.folder_at(root, folder);
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(folder) = self.folder_at(root, folder)? else {
            return Ok(None);
        };
        let tree = self.find_tree(folder)?;
        let entry = tree.get_name(name);
        Ok(entry
            .filter(|entry| entry.kind() == Some(ObjectType::Blob) && !is_link(entry))
            .map(|entry| entry.id()))
    }
}

/// Notes the commit where it changed one of the files.
fn push(
    states: &mut Vec<Past>,
    repo: &Repository,
    commit: &git2::Commit<'_>,
    blobs: &[Option<Oid>],
    before: &[Option<Oid>],
) -> Result<(), GitError> {
    if blobs != before {
        let revision = Revision(commit.id());
        states.push(Past {
            details: repo.details(&revision)?,
            revision,
            blob_ids: blobs.iter().map(|id| id.map(|id| id.to_string())).collect(),
        });
    }
    Ok(())
}

/// Whether a commit names parents, though none could be followed: libgit2 hides those
/// behind the edge of a shallow clone.
fn has_parents_elsewhere(commit: &git2::Commit<'_>) -> bool {
    commit
        .raw_header_bytes()
        .split(|byte| *byte == b'\n')
        .any(|line| line.starts_with(b"parent "))
}
