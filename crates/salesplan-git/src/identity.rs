//! Who a commit is by, and when.
//!
//! Identities come from git's own sources or are given outright; there is no
//! silent default, because a review signed by `unknown` is worth little.

use git2::{Signature, Time};

use crate::Repository;
use crate::error::{GitError, GitErrorKind};

const HELP: &str = "`git config user.name \"Your Name\"` and `git config user.email you@example.com`";

/// A name, an address and a moment, as they stand in a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The person's or program's name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub seconds: i64,
    /// Minutes the local time is ahead of UTC.
    pub offset_minutes: i32,
}

impl Identity {
    /// An identity given outright, at a moment given outright.
    pub fn new(name: impl Into<String>, email: impl Into<String>, seconds: i64, offset_minutes: i32) -> Identity {
        Identity {
            name: name.into(),
            email: email.into(),
            seconds,
            offset_minutes,
        }
    }

    pub(crate) fn signature(&self) -> Result<Signature<'static>, GitError> {
        let refuse = |text: String| Err(GitError::new(GitErrorKind::MissingIdentity, text).with_help(HELP));
        // A line break in a name would let it write further headers of the commit.
        let unusable = |text: &str| text.chars().any(|c| c.is_control() || c == '<' || c == '>');
        if unusable(&self.name) || unusable(&self.email) {
            return refuse("the name or e-mail address contains `<`, `>` or a control character".into());
        }
        match Signature::new(&self.name, &self.email, &Time::new(self.seconds, self.offset_minutes)) {
            Ok(signature) => Ok(signature),
            Err(error) => refuse(format!(
                "git does not take the name and e-mail address: {}",
                error.message()
            )),
        }
    }

    pub(crate) fn from_signature(signature: &Signature<'_>) -> Identity {
        Identity {
            name: String::from_utf8_lossy(signature.name_bytes()).into_owned(),
            email: String::from_utf8_lossy(signature.email_bytes()).into_owned(),
            seconds: signature.when().seconds(),
            offset_minutes: signature.when().offset_minutes(),
        }
    }
}

impl Repository {
    /// The author git would take: `GIT_AUTHOR_NAME`, `_EMAIL`, `_DATE`, else
    /// `user.name` and `user.email` and the present moment.
    ///
    /// # Errors
    /// `MissingIdentity`, with the two commands that set it.
    pub fn author(&self) -> Result<Identity, GitError> {
        known(self.git.author_from_env())
    }

    /// The committer git would take, from `GIT_COMMITTER_*` or the configuration.
    ///
    /// # Errors
    /// `MissingIdentity`, with the two commands that set it.
    pub fn committer(&self) -> Result<Identity, GitError> {
        known(self.git.committer_from_env())
    }
}

fn known(found: Result<Signature<'static>, git2::Error>) -> Result<Identity, GitError> {
    match found {
        Ok(signature) => Ok(Identity::from_signature(&signature)),
        Err(error) => Err(GitError::new(
            GitErrorKind::MissingIdentity,
            format!("git does not know who commits: {}", error.message()),
        )
        .with_help(HELP)),
    }
}
