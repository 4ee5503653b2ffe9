//! Signatures by ssh keys, made and looked at by `ssh-keygen -Y`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::error::GitError;
use crate::signature::Signature;
use crate::signing::Signer;
use crate::signing::no_signature;
use crate::signing::program::{self, Ended, Fault};

/// The purpose that git writes into its signatures; one made for another purpose
/// does not count.
const PURPOSE: &str = "git";

const MEND: &str = "see that the key of `git config user.signingKey` is there and, if it has a passphrase, known to \
                    the agent (`ssh-add`)";

pub(crate) fn sign(signer: &Signer, key: &Path, text: &str) -> Result<String, GitError> {
    sign_with(signer, key, false, text)
}

/// Signs with a key of which only the public half is given.
pub(crate) fn sign_by_agent(signer: &Signer, key: &str, text: &str) -> Result<String, GitError> {
    let folder = program::private_folder()?;
    let path = folder.path().join("key.pub");
    program::write(&path, &format!("{key}\n"))?;
    sign_with(signer, &path, true, text)
}

fn sign_with(signer: &Signer, key: &Path, is_in_agent: bool, text: &str) -> Result<String, GitError> {
    let folder = program::private_folder()?;
    let commit = folder.path().join("commit");
    program::write(&commit, text)?;
    let mut command = Command::new(&signer.program.path);
    command.args(["-Y", "sign", "-n", PURPOSE]);
    // Shown is what does not name files of a moment.
    let shown = if is_in_agent {
        command.arg("-U");
        let shown = program::shown(&command);
        command.arg("-f").arg(key);
        shown
    } else {
        command.arg("-f").arg(key);
        program::shown(&command)
    };
    command.arg(&commit);
    signer.run(&mut command, &shown, None, MEND)?;
    match fs::read_to_string(folder.path().join("commit.sig")) {
        Ok(signature) if signature.starts_with(BEGIN) => Ok(signature),
        Ok(_) | Err(_) => Err(no_signature(&shown).with_help(MEND)),
    }
}

/// How such a signature begins.
pub(crate) const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";

/// Who may sign, and how to ask.
pub(crate) struct Verifier<'v> {
    pub(crate) program: &'v Path,
    /// `gpg.ssh.allowedSignersFile`.
    pub(crate) allowed_signers: Option<&'v Path>,
    /// `gpg.ssh.revocationFile`.
    pub(crate) revoked: Option<&'v Path>,
    /// When it was committed, in seconds since 1970: the moment at which the key
    /// must have been allowed.
    pub(crate) seconds: i64,
    pub(crate) patience: Duration,
}

impl Verifier<'_> {
    /// Looks first at the signature alone, then at who may sign: a signature that
    /// does not fit the commit is bad, whoever made it.
    pub(crate) fn verify(&self, signature: &str, text: &[u8]) -> Result<Signature, GitError> {
        let folder = program::private_folder()?;
        let file = folder.path().join("signature");
        program::write(&file, signature)?;
        let file = file.as_path();
        let alone = match self.ask("check-novalidate", file, text, |command| {
            command.args(["-n", PURPOSE]);
        }) {
            Ok(ended) => ended,
            Err(reason) => return Ok(Signature::CannotTell(reason)),
        };
        if !is_good(&alone) {
            return Ok(match alone.status.code() {
                Some(_) => Signature::Bad,
                None => Signature::CannotTell(format!("{} {}", self.program.display(), alone.complaint())),
            });
        }
        let key = key_of(&alone.output);
        match self.signers(file, text) {
            Err(reason) => Ok(Signature::CannotTell(reason)),
            Ok(Verdict::Allowed(signer)) => Ok(Signature::Good { signer, key }),
            Ok(Verdict::NotAllowed(why)) => Ok(Signature::GoodButUnknown { key, why }),
        }
    }

    fn signers(&self, file: &Path, text: &[u8]) -> Result<Verdict, String> {
        let allowed = self
            .allowed_signers
            .ok_or("gpg.ssh.allowedSignersFile, which says whose key is whose, is not configured")?;
        for (file, key) in [
            (Some(allowed), "gpg.ssh.allowedSignersFile"),
            (self.revoked, "gpg.ssh.revocationFile"),
        ] {
            // ssh-keygen calls a key unknown whose list is missing; and a pipe would hold us.
            if let Some(file) = file.filter(|file| !file.is_file()) {
                return Err(format!("{} of {key} is not there", file.display()));
            }
        }
        let list = fs::read(allowed).map_err(|error| format!("{} cannot be read: {error}", allowed.display()))?;
        let moment = moment(&String::from_utf8_lossy(&list), self.seconds);
        let found = self.ask("find-principals", file, b"", |command| {
            command.arg("-f").arg(allowed).args(&moment);
        })?;
        let mut why = "the key is not among those of gpg.ssh.allowedSignersFile".to_owned();
        if !found.status.success() {
            return Ok(Verdict::NotAllowed(why));
        }
        for signer in found.output.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let verified = self.ask("verify", file, text, |command| {
                command
                    .args(["-n", PURPOSE, "-I", signer, "-f"])
                    .arg(allowed)
                    .args(&moment);
                if let Some(revoked) = self.revoked {
                    command.arg("-r").arg(revoked);
                }
            })?;
            if is_good(&verified) {
                return Ok(Verdict::Allowed(signer.to_owned()));
            }
            why = "the key has been revoked, or may not sign commits of that time".to_owned();
        }
        Ok(Verdict::NotAllowed(why))
    }

    /// Runs `ssh-keygen -Y question`; the reason where there is no answer.
    fn ask(
        &self,
        question: &str,
        file: &Path,
        text: &[u8],
        arguments: impl FnOnce(&mut Command),
    ) -> Result<Ended, String> {
        let mut command = Command::new(self.program);
        command.args(["-Y", question]);
        arguments(&mut command);
        command.arg("-s").arg(file);
        let because = |fault: Fault| format!("{} {}", self.program.display(), fault.reason());
        let ended = program::run(&mut command, Some(text), self.patience).map_err(because)?;
        if ended.is_too_old() {
            return Err(format!("{} is too old to look at signatures", self.program.display()));
        }
        Ok(ended)
    }
}

enum Verdict {
    Allowed(String),
    NotAllowed(String),
}

fn is_good(ended: &Ended) -> bool {
    ended.status.success() && ended.output.starts_with("Good ")
}

/// The fingerprint in `Good "git" signature with ED25519 key SHA256:...`.
fn key_of(output: &str) -> String {
    let line = output.lines().next().unwrap_or_default();
    let key = line.rsplit_once(" key ").map_or("", |(_, key)| key);
    key.trim().to_owned()
}

/// The moment to judge by, where the list of signers says from when or until when
/// a key is valid: only then, since old programs do not know this way of saying it.
fn moment(list: &str, seconds: i64) -> Vec<String> {
    let list = list.to_lowercase();
    if !list.contains("valid-after") && !list.contains("valid-before") {
        return Vec::new();
    }
    let Ok(moment) = jiff::Timestamp::from_second(seconds) else {
        return Vec::new();
    };
    vec![format!("-Overify-time={}", moment.strftime("%Y%m%d%H%M%SZ"))]
}
