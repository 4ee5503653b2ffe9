//! Naming commits and reading what a commit says about itself.

use std::fmt;

use git2::{ErrorCode, ObjectType, Oid};

use crate::Repository;
use crate::error::{GitError, GitErrorKind};

/// The id of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub(crate) Oid);

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a commit says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionDetails {
    /// Parents in order. In a shallow clone a parent may not be present.
    pub parents: Vec<Revision>,
    /// Hex id of the whole tree.
    pub tree_id: String,
    /// When its author wrote it, seconds since 1970-01-01 00:00 UTC: a rebase keeps that, and gives
    /// every commit a new day of the committer.
    pub authored_seconds: i64,
    /// Minutes the author's local time was ahead of UTC.
    pub authored_offset_minutes: i32,
    /// Who wrote the change; bytes that are not UTF-8 are replaced.
    pub author: String,
    /// The author's e-mail address, likewise.
    pub author_email: String,
    /// The whole message; bytes that are not UTF-8 are replaced.
    pub message: String,
}

impl RevisionDetails {
    /// The value of the message's trailer of that name, the last one where it stands
    /// there several times.
    pub fn trailer(&self, name: &str) -> Option<String> {
        // A message that git cannot take apart has none.
        let trailers = git2::message_trailers_strs(self.message.as_str()).ok()?;
        let mut of_name = trailers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        of_name.next_back().map(|(_, value)| value.to_owned())
    }
}

impl Repository {
    /// The commit a git revision expression names; annotated tags are followed.
    ///
    /// # Errors
    /// `UnknownRevision` when it names nothing, several objects, a range, or
    /// something other than a commit; `MissingObject` when the commit is not in
    /// this clone.
    pub fn resolve(&self, revision: &str) -> Result<Revision, GitError> {
        let unknown = |reason: String| GitError::new(GitErrorKind::UnknownRevision, reason);
        let shown = revision.escape_debug();
        if revision.is_empty() || revision.contains('\0') {
            return Err(unknown(format!("\"{shown}\" is not a revision")));
        }
        let object = match self.git.revparse_single(revision) {
            Ok(object) => object,
            Err(_) if revision.contains("..") => {
                return Err(unknown(format!("\"{shown}\" is a range; name one commit")));
            }
            Err(error) if error.code() == ErrorCode::Ambiguous => {
                return Err(
                    unknown(format!("\"{shown}\" fits several objects")).with_help("give more digits of the id")
                );
            }
            // What is merely not there is an unknown revision, whatever libgit2 looked into for it.
            Err(error) if error.class() == git2::ErrorClass::Os && error.code() != ErrorCode::NotFound => {
                return Err(error.into());
            }
            Err(_) if self.is_shallow() => {
                return Err(unknown(format!(
                    "there is no revision \"{shown}\" in this clone, whose history is cut off"
                ))
                .with_help("`git fetch --unshallow`"));
            }
            Err(_) => return Err(unknown(format!("there is no revision \"{shown}\""))),
        };
        match object.peel(ObjectType::Commit) {
            Ok(commit) => Ok(Revision(commit.id())),
            Err(_) => Err(unknown(format!(
                "\"{shown}\" is a {}, not a commit",
                object.kind().map_or("strange object", |kind| kind.str())
            ))),
        }
    }

    /// The commit of that full id; none where no such object is in this clone. Names of
    /// branches are not looked at, nor ids that are cut short.
    ///
    /// # Errors
    /// `UnknownRevision` when the object is something else than a commit.
    pub fn commit_of(&self, id: &str) -> Result<Option<Revision>, GitError> {
        let Some(id) = Oid::from_str(id).ok().filter(|found| found.to_string() == id) else {
            return Ok(None);
        };
        match self.git.find_object(id, None) {
            Ok(object) if object.kind() == Some(ObjectType::Commit) => Ok(Some(Revision(id))),
            Ok(object) => Err(GitError::new(
                GitErrorKind::UnknownRevision,
                format!(
                    "{id} is a {}, not a commit",
                    object.kind().map_or("strange object", |kind| kind.str())
                ),
            )),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Parents, tree, date and message of a commit.
    ///
    /// # Errors
    /// `MissingObject` when the commit is not in this clone.
    pub fn details(&self, revision: &Revision) -> Result<RevisionDetails, GitError> {
        let commit = self.find_commit(revision)?;
        let when = commit.author().when();
        Ok(RevisionDetails {
            parents: commit.parent_ids().map(Revision).collect(),
            tree_id: commit.tree_id().to_string(),
            authored_seconds: when.seconds(),
            authored_offset_minutes: when.offset_minutes(),
            author: String::from_utf8_lossy(commit.author().name_bytes()).into_owned(),
            author_email: String::from_utf8_lossy(commit.author().email_bytes()).into_owned(),
            message: String::from_utf8_lossy(commit.message_bytes()).into_owned(),
        })
    }

    /// Whether `older` is `newer` or one of its ancestors.
    ///
    /// # Errors
    /// `MissingObject` when history between the two is not in this clone.
    pub fn is_ancestor(&self, older: &Revision, newer: &Revision) -> Result<bool, GitError> {
        if older == newer {
            return Ok(true);
        }
        self.git
            .graph_descendant_of(newer.0, older.0)
            .map_err(|error| self.explain(error.into()))
    }

    pub(crate) fn find_commit(&self, revision: &Revision) -> Result<git2::Commit<'_>, GitError> {
        self.git
            .find_commit(revision.0)
            .map_err(|error| self.explain(error.into()))
    }
}
