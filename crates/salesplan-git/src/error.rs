//! What can go wrong, in the words of someone who has to mend it.
//!
//! Every fault has a kind for the caller, a sentence for the reader and, where
//! there is one, the command that mends it. libgit2 reports repository formats
//! it cannot read only through its message text, so that text is read here, in
//! one place, and nowhere else.

use std::error::Error;
use std::fmt;
use std::path::Path;

use git2::{ErrorClass, ErrorCode};

/// What kind of fault a [`GitError`] is; the caller decides by this alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GitErrorKind {
    /// There is no repository at or above the folder.
    NotARepository,
    /// The repository belongs to another user of this machine.
    ForeignOwner,
    /// A repository format this crate cannot read or write.
    UnsupportedRepository,
    /// HEAD, a reference or an object is damaged.
    Damaged,
    /// A revision expression names nothing, several things or not a commit.
    UnknownRevision,
    /// An object is not in this clone (partial clone, or damage).
    MissingObject,
    /// Nobody is configured as author or committer, or the name is unusable.
    MissingIdentity,
    /// The commit was to be signed and could not be; nothing was written.
    SigningFailed,
    /// HEAD is detached and the caller did not allow that.
    DetachedHead,
    /// A path that may not be committed (absolute, `..`, `.git`, ...).
    InvalidPath,
    /// A symbolic link, a submodule or a folder stands where a file must go.
    PathBlocked,
    /// The user has changes of their own on paths that were to be committed.
    UncommittedChanges {
        /// The paths, relative to the repository root, sorted.
        paths: Vec<String>,
    },
    /// The branch moved faster than the commit could follow; try again.
    Moved,
    /// Somebody else holds a lock; try again.
    Locked,
    /// A work tree is needed and the repository is bare.
    NoWorkTree,
    /// The operating system refused to read or write.
    Io,
    /// Anything else that libgit2 reports.
    Other,
}

/// A fault: kind, sentence, and the command that mends it where there is one.
#[derive(Debug)]
pub struct GitError {
    kind: GitErrorKind,
    message: String,
    help: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl GitError {
    pub(crate) fn new(kind: GitErrorKind, message: impl Into<String>) -> GitError {
        GitError {
            kind,
            message: message.into(),
            help: None,
            source: None,
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> GitError {
        self.help = Some(help.into());
        self
    }

    fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> GitError {
        self.source = Some(Box::new(source));
        self
    }

    /// A file-system fault at `path`, with what was being done to it.
    pub(crate) fn io(doing: &str, path: &Path, source: std::io::Error) -> GitError {
        GitError::new(GitErrorKind::Io, format!("cannot {doing} {}: {source}", path.display())).with_source(source)
    }

    /// What kind of fault this is.
    pub fn kind(&self) -> &GitErrorKind {
        &self.kind
    }

    /// The sentence, a lower-case phrase without a full stop.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The command or step that mends it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Whether the same call may succeed when it is simply made again.
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind, GitErrorKind::Moved | GitErrorKind::Locked)
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for GitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// Formats that libgit2 names only in its message: a part of that message, our
/// sentence, and the command that mends it (each tried with git 2.47).
const UNREADABLE_FORMATS: &[(&str, &str, &str)] = &[
    (
        "unknown object format",
        "the repository stores its objects as sha256, which is not supported",
        "make a sha1 copy: `git init --object-format=sha1 COPY` and \
         `git fast-export --all | git -C COPY fast-import`",
    ),
    (
        "extensions.refstorage",
        "the repository keeps its branches as reftable, which is not supported",
        "`git refs migrate --ref-format=files`",
    ),
    (
        "mandatory extension: 'link'",
        "the index of the repository is split, which is not supported",
        "`git config core.splitIndex false` and `git update-index --no-split-index`",
    ),
    (
        "mandatory extension: 'sdir'",
        "the index of the repository is sparse, which is not supported",
        "`git sparse-checkout reapply --no-sparse-index`",
    ),
];

impl From<git2::Error> for GitError {
    fn from(error: git2::Error) -> GitError {
        let text = error.message();
        if let Some((_, message, help)) = UNREADABLE_FORMATS.iter().find(|(part, ..)| text.contains(part)) {
            return GitError::new(GitErrorKind::UnsupportedRepository, *message)
                .with_help(*help)
                .with_source(error);
        }
        let kind = match (error.code(), error.class()) {
            (ErrorCode::Owner, _) => GitErrorKind::ForeignOwner,
            (ErrorCode::Locked, _) => GitErrorKind::Locked,
            (ErrorCode::Modified, _) => GitErrorKind::Moved,
            (ErrorCode::NotFound, ErrorClass::Odb | ErrorClass::Object) => GitErrorKind::MissingObject,
            (ErrorCode::HashsumMismatch, _) | (_, ErrorClass::Zlib) => GitErrorKind::Damaged,
            (_, ErrorClass::Repository) if text.contains("unsupported") => GitErrorKind::UnsupportedRepository,
            (_, ErrorClass::Os | ErrorClass::Filesystem) => GitErrorKind::Io,
            _ => GitErrorKind::Other,
        };
        GitError::new(kind, one_line(text)).with_source(error)
    }
}

/// libgit2 capitalises some messages and appends the system's words to others;
/// a message must stay one line, whatever a file name in it contains.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
