//! Whether commits are signed, how, with which key and by which program.
//!
//! What is asked of the user's own configuration only, and why: a repository can
//! come out of an archive, with its `.git/config`. It may say that commits are to
//! be signed and with which key; it may not choose what is run.

use std::path::{Path, PathBuf};
use std::time::Duration;

use git2::{Config, ConfigLevel, ErrorCode};

use crate::Repository;
use crate::error::{GitError, GitErrorKind};
use crate::identity::Identity;
use crate::signing::{Key, Signer};

/// The kinds of signatures that are made and looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    OpenPgp,
    Ssh,
}

impl Format {
    /// The keys that name its program, the more particular one first, and the
    /// program without them.
    fn program(self) -> (&'static [&'static str], &'static str) {
        match self {
            Format::OpenPgp => (&["gpg.openpgp.program", "gpg.program"], "gpg"),
            Format::Ssh => (&["gpg.ssh.program"], "ssh-keygen"),
        }
    }
}

/// The levels that are the user's or the machine's, the nearest first.
const USERS_LEVELS: [ConfigLevel; 4] = [
    ConfigLevel::Global,
    ConfigLevel::XDG,
    ConfigLevel::System,
    ConfigLevel::ProgramData,
];

impl Repository {
    /// Who signs this repository's commits; none where they are not signed.
    pub(crate) fn signer(&self, committer: &Identity, patience: Duration) -> Result<Option<Signer>, GitError> {
        let config = self.git.config()?;
        if !found(config.get_bool("commit.gpgSign"))?.unwrap_or(false) {
            return Ok(None);
        }
        let format = match found(config.get_string("gpg.format"))?.as_deref() {
            None | Some("openpgp") => Format::OpenPgp,
            Some("ssh") => Format::Ssh,
            Some("x509") => {
                return Err(cannot_sign("signing with x509 certificates is not supported")
                    .with_help(format!("`git config gpg.format ssh` or `openpgp`, or {WITHOUT}")));
            }
            Some(other) => {
                return Err(
                    cannot_sign(format!("gpg.format \"{}\" is not known", other.escape_debug()))
                        .with_help(format!("`git config gpg.format ssh` or `openpgp`, or {WITHOUT}")),
                );
            }
        };
        Ok(Some(Signer {
            key: self.key(&config, format, committer)?,
            program: self.program(format)?,
            patience,
        }))
    }

    fn key(&self, config: &Config, format: Format, committer: &Identity) -> Result<Key, GitError> {
        let named = found(config.get_string("user.signingKey"))?.filter(|key| !key.is_empty());
        match (format, named) {
            (Format::OpenPgp, Some(key)) => Ok(Key::OpenPgp(key)),
            (Format::OpenPgp, None) => Ok(Key::OpenPgp(format!("{} <{}>", committer.name, committer.email))),
            (Format::Ssh, Some(key)) => match key.strip_prefix("key::") {
                Some(key) => Ok(Key::SshText(key.to_owned())),
                None if key.starts_with("ssh-") => Ok(Key::SshText(key)),
                None => Ok(Key::SshFile(self.top().join(config.get_path("user.signingKey")?))),
            },
            (Format::Ssh, None) => Err(no_key(config)),
        }
    }

    /// What to run for signatures of this format.
    pub(crate) fn program(&self, format: Format) -> Result<Program, GitError> {
        let config = self.git.config()?;
        let (keys, default) = format.program();
        let mut path = PathBuf::from(default);
        for key in keys {
            if let Some(named) = users_own(&config, key)? {
                path = named;
                break;
            }
        }
        // Below the work tree, such a path would be the repository's to fill.
        if !path.is_absolute() && path.components().count() != 1 {
            return Err(cannot_sign(format!(
                "the program \"{}\" is neither a name nor an absolute path",
                path.display()
            ))
            .with_help(format!(
                "`git config --global {} /path/to/program`",
                keys[keys.len() - 1]
            )));
        }
        let mut unused = None;
        for level in [ConfigLevel::Local, ConfigLevel::Worktree] {
            for key in keys {
                if named_at(&config, level, key)?.is_some_and(|named| named != path) {
                    unused = Some(format!(
                        "the repository's own {key} is not used, since a repository must not choose what is run \
                         (`git config --global {key} PROGRAM` does)"
                    ));
                }
            }
        }
        Ok(Program { path, unused })
    }

    /// The file that a path-valued key names, relative to the top folder.
    pub(crate) fn configured_file(&self, key: &str) -> Result<Option<PathBuf>, GitError> {
        let path = found(self.git.config()?.get_path(key))?;
        Ok(path
            .filter(|path| !path.as_os_str().is_empty())
            .map(|path| self.top().join(path)))
    }

    /// Where git begins a relative path.
    fn top(&self) -> &Path {
        self.git.workdir().unwrap_or_else(|| self.git.path())
    }
}

/// A program to run.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    /// What the repository's own configuration names instead and is not run.
    pub(crate) unused: Option<String>,
}

/// How to do without a signature.
pub(crate) const WITHOUT: &str = "do without: `git config commit.gpgSign false`";

pub(crate) fn cannot_sign(message: impl Into<String>) -> GitError {
    GitError::new(GitErrorKind::SigningFailed, message)
}

fn no_key(config: &Config) -> GitError {
    let message = match config.get_string("gpg.ssh.defaultKeyCommand") {
        Ok(_) => {
            "commits are to be signed by ssh, user.signingKey names no key, and gpg.ssh.defaultKeyCommand is not run"
        }
        Err(_) => "commits are to be signed by ssh, and user.signingKey names no key",
    };
    cannot_sign(message).with_help(format!(
        "`git config --global user.signingKey ~/.ssh/id_ed25519.pub`, or {WITHOUT}"
    ))
}

/// A path from the user's own configuration.
fn users_own(config: &Config, key: &str) -> Result<Option<PathBuf>, GitError> {
    for level in USERS_LEVELS {
        if let Some(path) = named_at(config, level, key)? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn named_at(config: &Config, level: ConfigLevel, key: &str) -> Result<Option<PathBuf>, GitError> {
    let Some(level) = found(config.open_level(level))? else {
        return Ok(None);
    };
    let path = found(level.get_path(key))?;
    Ok(path.filter(|path| !path.as_os_str().is_empty()))
}

fn found<T>(result: Result<T, git2::Error>) -> Result<Option<T>, GitError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
