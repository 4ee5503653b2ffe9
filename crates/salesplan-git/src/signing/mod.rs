//! Signing with what the user has set up for git, and asking who signed.
//!
//! `set_up` reads the configuration, `program` runs what it names, `ssh` and
//! `openpgp` know how the two kinds of signatures are made and looked at.

pub(crate) mod openpgp;
pub(crate) mod program;
pub(crate) mod set_up;
pub(crate) mod ssh;

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::error::GitError;
use program::Ended;
use set_up::{Program, WITHOUT, cannot_sign};

/// What to sign with.
#[derive(Debug)]
pub(crate) enum Key {
    /// An OpenPGP key, by its id or its owner.
    OpenPgp(String),
    /// A file with an ssh key, private, or public with its other half in the agent.
    SshFile(PathBuf),
    /// A public ssh key itself; the agent has its other half.
    SshText(String),
}

/// One who can sign.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) program: Program,
    pub(crate) key: Key,
    /// How long the program may take.
    pub(crate) patience: Duration,
}

impl Signer {
    /// The signature of `text`, as it goes into a commit: without a line break at
    /// its end.
    ///
    /// # Errors
    /// `SigningFailed` with the command and what it said, `Io`.
    pub(crate) fn sign(&self, text: &str) -> Result<String, GitError> {
        let signature = match &self.key {
            Key::OpenPgp(key) => openpgp::sign(self, key, text),
            Key::SshFile(path) => ssh::sign(self, path, text),
            Key::SshText(key) => ssh::sign_by_agent(self, key, text),
        }?;
        Ok(signature.replace('\r', "").trim_end().to_owned())
    }

    /// Runs the program, which a message shows as `shown`; it must succeed.
    fn run(&self, command: &mut Command, shown: &str, input: Option<&[u8]>, mend: &str) -> Result<Ended, GitError> {
        let failed = |reason: String| {
            let unused = self.program.unused.iter().map(|unused| format!("{unused}; "));
            let help: String = unused.chain([format!("{mend}, or {WITHOUT}")]).collect();
            cannot_sign(format!("the commit could not be signed: `{shown}` {reason}")).with_help(help)
        };
        match program::run(command, input, self.patience) {
            Ok(ended) if ended.status.success() => Ok(ended),
            Ok(ended) if ended.is_too_old() => Err(failed("is too old to sign".into())),
            Ok(ended) => Err(failed(format!("failed: {}", ended.complaint()))),
            Err(fault) => Err(failed(fault.reason())),
        }
    }
}

fn no_signature(shown: &str) -> GitError {
    cannot_sign(format!("the commit could not be signed: `{shown}` made no signature"))
}
