//! Finding the repository and saying what sort it is.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, RepositoryInitOptions, RepositoryOpenFlags};

use crate::error::{GitError, GitErrorKind};

/// A git repository, possibly with a work tree, opened for reading and for
/// atomic commits. Use one per thread.
pub struct Repository {
    pub(crate) git: git2::Repository,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository")
            .field("git_dir", &self.git.path())
            .finish_non_exhaustive()
    }
}

impl Repository {
    /// Finds the repository that contains the folder `start`, looking upwards
    /// and honouring `GIT_CEILING_DIRECTORIES`.
    ///
    /// # Errors
    /// `NotARepository` when there is none, so that the caller can go on
    /// without git; `ForeignOwner` and `UnsupportedRepository` with the command
    /// that mends it; `Damaged` when it cannot be understood.
    pub fn discover(start: &Path) -> Result<Repository, GitError> {
        let ceilings: Vec<PathBuf> = std::env::var_os("GIT_CEILING_DIRECTORIES")
            .map(|list| std::env::split_paths(&list).collect())
            .unwrap_or_default();
        match git2::Repository::open_ext(start, RepositoryOpenFlags::empty(), &ceilings) {
            Ok(git) => Ok(Repository { git }),
            Err(error) if error.code() == ErrorCode::NotFound && error.class() != ErrorClass::Reference => {
                Err(GitError::new(
                    GitErrorKind::NotARepository,
                    format!("there is no git repository at or above {}", start.display()),
                )
                .with_help("`git init`"))
            }
            Err(error) if error.code() == ErrorCode::Owner => Err(foreign_owner(start, error.into())),
            Err(error) => Err(error.into()),
        }
    }

    /// Creates a repository at `path` with the branch `main`, whatever the
    /// user's configuration says about templates and branch names.
    ///
    /// # Errors
    /// `Io` when the folder cannot be created or written.
    pub fn init(path: &Path) -> Result<Repository, GitError> {
        let mut options = RepositoryInitOptions::new();
        options
            .initial_head("main")
            .external_template(false)
            .no_reinit(true)
            .mkpath(true);
        let git = git2::Repository::init_opts(path, &options)?;
        Ok(Repository { git })
    }

    /// The top folder of the work tree; none in a bare repository.
    pub fn work_dir(&self) -> Option<&Path> {
        self.git.workdir()
    }

    /// Whether there is no work tree.
    pub fn is_bare(&self) -> bool {
        self.git.is_bare()
    }

    /// Whether history was cut off when this was cloned.
    pub fn is_shallow(&self) -> bool {
        self.git.is_shallow()
    }

    /// Whether objects may be absent from this clone (`git clone --filter`).
    pub fn is_partial(&self) -> bool {
        let Ok(config) = self.git.config() else {
            return false;
        };
        let promisor = config
            .entries(Some("^remote\\..*\\.(promisor|partialclonefilter)$"))
            .is_ok_and(|mut entries| entries.next().is_some());
        promisor || config.get_string("extensions.partialclone").is_ok()
    }

    /// `path` (absolute, or relative to the current folder) as a path inside
    /// the work tree with `/` between components, "" for its top. None when it
    /// does not exist, lies elsewhere, or is not UTF-8.
    pub fn path_in_work_tree(&self, path: &Path) -> Option<String> {
        let top = fs::canonicalize(self.git.workdir()?).ok()?;
        let path = fs::canonicalize(path).ok()?;
        let components: Option<Vec<&str>> = path
            .strip_prefix(top)
            .ok()?
            .components()
            .map(|component| component.as_os_str().to_str())
            .collect();
        Some(components?.join("/"))
    }

    /// The folder of this work tree's own git files (index, HEAD).
    pub fn git_dir(&self) -> &Path {
        self.git.path()
    }

    /// A second handle on the same repository, for work that must not show in
    /// the first one's caches or object database.
    pub(crate) fn second_handle(&self) -> Result<git2::Repository, GitError> {
        let place = match self.git.workdir() {
            Some(top) if top.join(".git").exists() => top,
            _ => self.git.path(),
        };
        Ok(git2::Repository::open(place)?)
    }

    /// Adds the command that fetches absent objects to an error about one.
    pub(crate) fn explain(&self, error: GitError) -> GitError {
        if *error.kind() != GitErrorKind::MissingObject || error.help().is_some() {
            return error;
        }
        if self.is_partial() {
            return GitError::new(
                GitErrorKind::MissingObject,
                format!("this partial clone lacks an object that is needed ({error})"),
            )
            .with_help("`git fetch --refetch --no-filter`");
        }
        error.with_help("`git fsck` shows what is missing; fetch it or clone again")
    }
}

fn foreign_owner(start: &Path, cause: GitError) -> GitError {
    // libgit2 compares safe.directory with the work tree it found, which is
    // the quoted path of its message; the folder asked for is the fallback.
    let found = cause
        .message()
        .split('\'')
        .nth(1)
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned();
    let place = if found.is_empty() {
        start.display().to_string()
    } else {
        found
    };
    GitError::new(
        GitErrorKind::ForeignOwner,
        format!("the repository {place} belongs to another user, so git does not trust its configuration"),
    )
    .with_help(format!("`git config --global --add safe.directory {place}`"))
}
