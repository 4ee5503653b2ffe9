//! One file of the work tree: what is there, as git would see it, and putting
//! another content in its place without ever following a symbolic link.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use git2::Oid;
use git2::build::CheckoutBuilder;

use crate::Repository;
use crate::error::{GitError, GitErrorKind};
use crate::lock::remove_if_present;
use crate::path::folders_above;

/// What stands at a path of the work tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    /// A regular file, with the blob id git would give it.
    File(Oid),
    /// The path (itself or a folder above) that is no place for a file, and why.
    Blocked(String, &'static str),
}

/// Reads and writes work files through git's content filters (line endings).
pub(crate) struct WorkFiles {
    top: PathBuf,
    /// A handle of our own whose new objects stay in memory: asking for the id
    /// of a work file must not write into the user's object database.
    scratch: git2::Repository,
}

impl WorkFiles {
    /// For the work tree of `repo`.
    ///
    /// # Errors
    /// `NoWorkTree` in a bare repository.
    pub(crate) fn of(repo: &Repository) -> Result<WorkFiles, GitError> {
        let top = repo
            .work_dir()
            .ok_or_else(|| GitError::new(GitErrorKind::NoWorkTree, "the repository is bare and has no work tree"))?;
        let scratch = repo.second_handle()?;
        // Ahead of the backends on disk, which have priorities 1 and 2.
        scratch.odb()?.add_new_mempack_backend(1000)?;
        Ok(WorkFiles {
            top: top.to_owned(),
            scratch,
        })
    }

    pub(crate) fn absolute(&self, path: &str) -> PathBuf {
        self.top.join(path)
    }

    pub(crate) fn look(&self, path: &str) -> Result<Found, GitError> {
        for folder in folders_above(path) {
            match kind_at(&self.absolute(folder))? {
                Kind::Nothing => return Ok(Found::Nothing),
                Kind::Folder => {}
                Kind::Link => return Ok(Found::Blocked(folder.to_owned(), "is a symbolic link")),
                Kind::File | Kind::Other => return Ok(Found::Blocked(folder.to_owned(), "is not a folder")),
            }
        }
        let absolute = self.absolute(path);
        match kind_at(&absolute)? {
            Kind::Nothing => Ok(Found::Nothing),
            Kind::File => Ok(Found::File(self.scratch.blob_path(&absolute)?)),
            Kind::Link => Ok(Found::Blocked(path.to_owned(), "is a symbolic link")),
            Kind::Folder => Ok(Found::Blocked(path.to_owned(), "is a folder")),
            Kind::Other => Ok(Found::Blocked(path.to_owned(), "is not a regular file")),
        }
    }

    /// The content a checkout of `commit` would give the work file `path`.
    pub(crate) fn checked_out(&self, commit: Oid, path: &str) -> Result<Vec<u8>, GitError> {
        let folder = self.scratch.path().join("salesplan.checkout");
        let clear = || match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(GitError::io("remove", &folder, error)),
            _ => Ok(()),
        };
        clear()?;
        fs::create_dir(&folder).map_err(|error| GitError::io("create", &folder, error))?;
        let tree = self.scratch.find_commit(commit)?.tree()?;
        let mut options = CheckoutBuilder::new();
        options
            .target_dir(&folder)
            .path(path)
            .disable_pathspec_match(true)
            .update_index(false)
            .force();
        self.scratch.checkout_tree(tree.as_object(), Some(&mut options))?;
        let file = folder.join(path);
        let bytes = fs::read(&file).map_err(|error| GitError::io("read", &file, error))?;
        clear()?;
        Ok(bytes)
    }

    /// Puts `bytes` at `path` by a temporary file and a rename. `token` names
    /// the temporary file; the same token always gives the same name, so that a
    /// later run can take it away.
    pub(crate) fn place(&self, path: &str, bytes: &[u8], token: &str) -> Result<(), GitError> {
        for folder in folders_above(path) {
            self.make_folder(folder)?;
        }
        let target = self.absolute(path);
        let temporary = self.temporary(path, token);
        remove_if_present(&temporary)?;
        replace(&target, bytes, &temporary).map_err(|error| {
            // Whatever failed, the temporary file is ours and of no more use.
            let _ = fs::remove_file(&temporary);
            GitError::io("write", &target, error)
        })
    }

    /// Removes the file at `path` and the folders that became empty by it.
    pub(crate) fn remove(&self, path: &str) -> Result<(), GitError> {
        remove_if_present(&self.absolute(path))?;
        let above: Vec<&str> = folders_above(path).collect();
        for folder in above.into_iter().rev() {
            if fs::remove_dir(self.absolute(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Takes away the temporary file a killed run may have left beside `path`.
    pub(crate) fn sweep(&self, path: &str, token: &str) -> Result<(), GitError> {
        for folder in folders_above(path) {
            if kind_at(&self.absolute(folder))? != Kind::Folder {
                return Ok(());
            }
        }
        remove_if_present(&self.temporary(path, token))
    }

    fn temporary(&self, path: &str, token: &str) -> PathBuf {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.top.join(folder).join(format!(".salesplan-{token}.tmp"))
    }

    fn make_folder(&self, folder: &str) -> Result<(), GitError> {
        let absolute = self.absolute(folder);
        match fs::create_dir(&absolute) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(GitError::io("create", &absolute, error));
            }
            _ => {}
        }
        match kind_at(&absolute)? {
            Kind::Folder => Ok(()),
            _ => Err(blocked(folder, "is not a folder")),
        }
    }
}

/// Writes `bytes` into the new file `temporary` and renames it to `target`,
/// keeping the rights of the file that was there.
fn replace(target: &Path, bytes: &[u8], temporary: &Path) -> std::io::Result<()> {
    let mut file = File::create_new(temporary)?;
    if let Ok(before) = fs::symlink_metadata(target) {
        file.set_permissions(before.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(temporary, target)
}

/// The error for a path where no file can go.
pub(crate) fn blocked(path: &str, why: &str) -> GitError {
    GitError::new(
        GitErrorKind::PathBlocked,
        format!(
            "{} {why}; a file must go there and links are never followed",
            path.escape_debug()
        ),
    )
    .with_help(format!("move {} away and commit that", path.escape_debug()))
}

#[derive(PartialEq, Eq)]
enum Kind {
    Nothing,
    File,
    Folder,
    Link,
    Other,
}

fn kind_at(path: &Path) -> Result<Kind, GitError> {
    match fs::symlink_metadata(path).map(|data| data.file_type()) {
        Ok(kind) if kind.is_symlink() => Ok(Kind::Link),
        Ok(kind) if kind.is_dir() => Ok(Kind::Folder),
        Ok(kind) if kind.is_file() => Ok(Kind::File),
        Ok(_) => Ok(Kind::Other),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Kind::Nothing),
        Err(error) => Err(GitError::io("look at", path, error)),
    }
}
