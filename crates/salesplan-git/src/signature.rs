//! Who signed a commit, as far as this machine can tell.

use std::time::Duration;

use git2::{ErrorClass, ErrorCode};

use crate::Repository;
use crate::error::GitError;
use crate::revision::Revision;
use crate::signing::set_up::Format;
use crate::signing::{openpgp, ssh};

/// How long a program may look at one signature.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is known of a commit's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// The commit is not signed.
    None,
    /// It fits the commit, and the key is known to be the signer's.
    Good {
        /// Whose key it is: a name in the list of allowed signers for ssh, the
        /// owner's name and address for OpenPGP.
        signer: String,
        /// The key's fingerprint.
        key: String,
    },
    /// It fits the commit, and nothing says whose the key is; or the key may no
    /// longer sign.
    GoodButUnknown {
        /// The key's fingerprint.
        key: String,
        /// Why the key does not count, a phrase.
        why: String,
    },
    /// It does not fit the commit: one of the two was altered.
    Bad,
    /// It cannot be judged here; the reason, a phrase.
    CannotTell(String),
}

impl Repository {
    /// The verdict on the commit's signature, asked of `gpg` or `ssh-keygen` as
    /// git does. The programs come from the user's own configuration only;
    /// `gpg.ssh.allowedSignersFile` and `gpg.ssh.revocationFile` from any.
    ///
    /// # Errors
    /// `MissingObject` when the commit is not in this clone; `SigningFailed` when
    /// the configured program's path is relative; `Io`.
    pub fn signature(&self, revision: &Revision) -> Result<Signature, GitError> {
        let commit = self.find_commit(revision)?;
        let (signature, text) = match self.git.extract_signature(&revision.0, None) {
            Ok(found) => found,
            Err(error) if error.code() == ErrorCode::NotFound && error.class() == ErrorClass::Object => {
                return Ok(Signature::None);
            }
            Err(error) => return Err(error.into()),
        };
        let (signature, text): (&[u8], &[u8]) = (&signature, &text);
        let Ok(signature) = str::from_utf8(signature) else {
            return Ok(Signature::Bad);
        };
        if signature.starts_with(ssh::BEGIN) {
            let program = self.program(Format::Ssh)?;
            let allowed_signers = self.configured_file("gpg.ssh.allowedSignersFile")?;
            let revoked = self.configured_file("gpg.ssh.revocationFile")?;
            let verifier = ssh::Verifier {
                program: &program.path,
                allowed_signers: allowed_signers.as_deref(),
                revoked: revoked.as_deref(),
                seconds: commit.committer().when().seconds(),
                patience: PATIENCE,
            };
            return verifier.verify(signature, text);
        }
        if openpgp::BEGINNINGS.iter().any(|begin| signature.starts_with(begin)) {
            let program = self.program(Format::OpenPgp)?;
            return openpgp::verify(&program.path, PATIENCE, signature, text);
        }
        Ok(Signature::CannotTell(
            "the signature is of a kind that is not supported".into(),
        ))
    }
}
