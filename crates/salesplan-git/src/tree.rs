//! Files of a revision, read from the object database without a checkout.
//!
//! Nothing here follows a link or opens a submodule, so a hostile tree cannot
//! make us read outside the repository. Names that are not UTF-8, or that no
//! honest git writes (`..`, `.git`, with a separator or a control character),
//! are listed with [`EntryKind::BadName`] and never read.

use git2::{ObjectType, Oid};

use crate::error::{GitError, GitErrorKind};
use crate::revision::Revision;
use crate::{Repository, path};

/// What stands at a path of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EntryKind {
    /// A regular file, executable or not.
    File,
    /// A symbolic link; its target is not read.
    Link,
    /// A commit of another repository.
    Submodule,
    /// A name that cannot be used as a path; shown with replacement characters.
    BadName,
}

/// One entry of a revision's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeEntry {
    /// Path relative to the repository root, `/` between components.
    pub path: String,
    /// Hex id of the blob (of the commit, for a submodule).
    pub blob_id: String,
    /// What it is.
    pub kind: EntryKind,
    /// The content of a file; empty for everything else.
    pub bytes: Vec<u8>,
}

const MODE_KIND: i32 = 0o170_000;
const MODE_LINK: i32 = 0o120_000;

impl Repository {
    /// Entries below `prefix` ("" is the whole tree, without a trailing `/`)
    /// for which `wanted` holds, sorted by the bytes of their paths. `descend`
    /// is asked for each folder below the prefix; where it says no, nothing
    /// below is visited. Both get paths relative to the repository root. An
    /// absent prefix gives an empty list.
    ///
    /// # Errors
    /// `MissingObject` when a tree or a wanted blob is not in this clone.
    pub fn files(
        &self,
        revision: &Revision,
        prefix: &str,
        descend: &dyn Fn(&str) -> bool,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<TreeEntry>, GitError> {
        let root = self.find_commit(revision)?.tree_id();
        let mut found = Vec::new();
        let Some(top) = self.folder_at(root, prefix)? else {
            return Ok(found);
        };
        // Own stack instead of recursion: a tree's depth is up to whoever wrote it.
        let mut folders = vec![(prefix.to_owned(), top)];
        while let Some((folder, id)) = folders.pop() {
            let tree = self.find_tree(id)?;
            for entry in &tree {
                let (path, is_usable) = joined(&folder, entry.name_bytes());
                if entry.kind() == Some(ObjectType::Tree) && is_usable {
                    if descend(&path) {
                        folders.push((path, entry.id()));
                    }
                } else if wanted(&path) {
                    found.push(self.entry(path, is_usable, &entry)?);
                }
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// The entry at one path; none when nothing, or a folder, is there.
    ///
    /// # Errors
    /// `MissingObject` when a tree or the blob is not in this clone.
    pub fn read(&self, revision: &Revision, path: &str) -> Result<Option<TreeEntry>, GitError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let root = self.find_commit(revision)?.tree_id();
        let Some(folder) = self.folder_at(root, folder)? else {
            return Ok(None);
        };
        let tree = self.find_tree(folder)?;
        match tree.get_name(name) {
            Some(entry) if entry.kind() != Some(ObjectType::Tree) => {
                let is_usable = joined("", name.as_bytes()).1;
                self.entry(path.to_owned(), is_usable, &entry).map(Some)
            }
            _ => Ok(None),
        }
    }

    pub(crate) fn find_tree(&self, id: Oid) -> Result<git2::Tree<'_>, GitError> {
        self.git.find_tree(id).map_err(|error| self.explain(error.into()))
    }

    /// The tree at `path` below `root`; none when nothing or no folder is there.
    pub(crate) fn folder_at(&self, root: Oid, path: &str) -> Result<Option<Oid>, GitError> {
        let mut id = root;
        for name in path.split('/').filter(|_| !path.is_empty()) {
            let tree = self.find_tree(id)?;
            match tree.get_name(name) {
                Some(entry) if entry.kind() == Some(ObjectType::Tree) => id = entry.id(),
                _ => return Ok(None),
            }
        }
        Ok(Some(id))
    }

    fn entry(&self, path: String, is_usable: bool, entry: &git2::TreeEntry<'_>) -> Result<TreeEntry, GitError> {
        let kind = match entry.kind() {
            _ if !is_usable => EntryKind::BadName,
            Some(ObjectType::Commit) => EntryKind::Submodule,
            _ if is_link(entry) => EntryKind::Link,
            _ => EntryKind::File,
        };
        let bytes = match kind {
            EntryKind::File => self.blob_bytes(entry.id(), &path)?,
            _ => Vec::new(),
        };
        Ok(TreeEntry {
            path,
            blob_id: entry.id().to_string(),
            kind,
            bytes,
        })
    }

    fn blob_bytes(&self, id: Oid, path: &str) -> Result<Vec<u8>, GitError> {
        let blob = self.git.find_blob(id).map_err(|error| {
            let error = GitError::from(error);
            match error.kind() {
                GitErrorKind::MissingObject => self.explain(GitError::new(
                    GitErrorKind::MissingObject,
                    format!("the content of {} (blob {id}) is absent", path.escape_debug()),
                )),
                _ => error,
            }
        })?;
        Ok(blob.content().to_vec())
    }
}

pub(crate) fn is_link(entry: &git2::TreeEntry<'_>) -> bool {
    entry.filemode() & MODE_KIND == MODE_LINK
}

/// `folder/name` as text, and whether it can be used as a path.
fn joined(folder: &str, name: &[u8]) -> (String, bool) {
    let text = String::from_utf8_lossy(name);
    let is_honest = std::str::from_utf8(name).is_ok()
        && text != "."
        && text != ".."
        && !path::is_dot_git(&text)
        && !text.chars().any(|c| c == '/' || c == '\\' || c.is_control());
    let path = if folder.is_empty() {
        text.into_owned()
    } else {
        format!("{folder}/{text}")
    };
    (path, is_honest)
}
