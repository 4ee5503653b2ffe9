//! Signatures of commits: made with the user's own set-up, and checked.
//!
//! Whether to sign, in which format and with which key is read from all of git's configuration.
//! Which program is run is not: a repository that came from somewhere else must not choose it,
//! so that is read from the user's and the system's configuration alone.

use std::fs;
use std::path::PathBuf;

use git2::Config;

use crate::error::{GitError, GitErrorKind};
use crate::identity::Identity;
use crate::program::{Scratch, run};
use crate::repository::Repository;
use crate::revision::Revision;

/// Whether a commit is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signing {
    /// As the user's git would: where `commit.gpgSign` is on.
    #[default]
    AsConfigured,
    /// Never, whatever the configuration says.
    Never,
}

/// What a commit's signature is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// The commit is not signed.
    None,
    /// It was signed by somebody whom the user's set-up knows.
    Good {
        /// Who, as the set-up names them.
        signer: String,
    },
    /// The signature fits the commit, and nothing says whose key it is.
    Unknown {
        /// The key.
        key: String,
    },
    /// The signature does not fit the commit.
    Bad,
    /// It could not be checked, and why.
    CannotTell(String),
}

/// A set-up that signs.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    format: Format,
    program: String,
    key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    OpenPgp,
    Ssh,
}

const SSH_HEAD: &str = "-----BEGIN SSH SIGNATURE-----";

impl Signer {
    /// The user's set-up; none where commits are not signed.
    pub(crate) fn of(repo: &Repository, committer: &Identity) -> Result<Option<Self>, GitError> {
        let config = repo.git.config()?.snapshot()?;
        if !config.get_bool("commit.gpgsign").unwrap_or(false) {
            return Ok(None);
        }
        let format = match config.get_str("gpg.format").unwrap_or("openpgp") {
            "openpgp" => Format::OpenPgp,
            "ssh" => Format::Ssh,
            other => {
                return Err(refused(format!(
                    "commits are to be signed in the format `{other}`, which is not supported"
                ))
                .with_help("sign with ssh or openpgp: `git config gpg.format ssh`"));
            }
        };
        let key = config.get_str("user.signingkey").ok().filter(|key| !key.is_empty());
        let key = match (format, key) {
            (_, Some(key)) => key.to_string(),
            (Format::OpenPgp, None) => format!("{} <{}>", committer.name, committer.email),
            (Format::Ssh, None) => {
                return Err(refused("commits are to be signed with ssh, and no key is named")
                    .with_help("name it: `git config --global user.signingKey ~/.ssh/id_ed25519.pub`"));
            }
        };
        Ok(Some(Self {
            format,
            program: program(format),
            key,
        }))
    }

    /// The signature of a commit's text.
    pub(crate) fn sign(&self, text: &[u8]) -> Result<String, GitError> {
        let scratch = Scratch::new()?;
        let arguments: Vec<String> = match self.format {
            Format::OpenPgp => ["--status-fd=2", "-bsau", &self.key].map(str::to_string).to_vec(),
            Format::Ssh => {
                let mut arguments = ["-Y", "sign", "-n", "git", "-f"].map(str::to_string).to_vec();
                match literal_key(&self.key) {
                    Some(key) => {
                        let path = scratch.write("key.pub", format!("{key}\n").as_bytes())?;
                        arguments.extend([path, "-U".to_string()]);
                    }
                    None => arguments.push(in_home(&self.key)),
                }
                arguments
            }
        };
        let done = run(&self.program, &arguments, text)?;
        let signature = String::from_utf8_lossy(&done.stdout).into_owned();
        let is_signed = match self.format {
            Format::OpenPgp => done.stderr.contains("[GNUPG:] SIG_CREATED "),
            Format::Ssh => signature.starts_with(SSH_HEAD),
        };
        if done.succeeded && is_signed {
            return Ok(signature);
        }
        let why = done
            .stderr
            .lines()
            .rfind(|line| !line.starts_with("[GNUPG:]"))
            .unwrap_or("it gave no signature");
        Err(refused(format!("`{}` did not sign the commit: {}", self.program, why.trim())).with_help(
            "nothing was committed; mend the set-up (`git commit -S` shows the same), or `git config commit.gpgSign false`",
        ))
    }
}

impl Repository {
    /// What the signature of a commit is worth, by the user's own set-up.
    ///
    /// # Errors
    /// `MissingObject` when the commit is not in this clone; `Io`.
    pub fn signature(&self, revision: &Revision) -> Result<Signature, GitError> {
        let (signature, signed) = match self.git.extract_signature(&revision.0, None) {
            Ok(found) => found,
            Err(error) if error.code() == git2::ErrorCode::NotFound => {
                self.details(revision)?;
                return Ok(Signature::None);
            }
            Err(error) => return Err(self.explain(error.into())),
        };
        let scratch = Scratch::new()?;
        let file = scratch.write("signature", &signature)?;
        let is_ssh = signature.starts_with(SSH_HEAD.as_bytes());
        let checked = if is_ssh {
            self.check_ssh(&file, &signed)
        } else {
            check_openpgp(&file, &signed)
        };
        match checked {
            Ok(signature) => Ok(signature),
            // Without its program a signature is neither good nor bad.
            Err(error) => Ok(Signature::CannotTell(error.to_string())),
        }
    }

    fn check_ssh(&self, file: &str, signed: &[u8]) -> Result<Signature, GitError> {
        let program = program(Format::Ssh);
        let texts = |arguments: &[&str]| -> Vec<String> { arguments.iter().map(|text| (*text).to_string()).collect() };
        let plain = run(
            &program,
            &texts(&["-Y", "check-novalidate", "-n", "git", "-s", file]),
            signed,
        )?;
        if !plain.succeeded {
            return Ok(Signature::Bad);
        }
        let said = String::from_utf8_lossy(&plain.stdout).into_owned();
        let key = said.split_whitespace().find(|word| word.starts_with("SHA256:"));
        let unknown = Signature::Unknown {
            key: key.unwrap_or("of unknown print").to_string(),
        };
        let config = self.git.config()?.snapshot()?;
        let Ok(allowed) = config.get_path("gpg.ssh.allowedsignersfile") else {
            return Ok(unknown);
        };
        let allowed = allowed.display().to_string();
        let found = run(
            &program,
            &texts(&["-Y", "find-principals", "-f", &allowed, "-s", file]),
            signed,
        )?;
        let principals = String::from_utf8_lossy(&found.stdout).into_owned();
        for principal in principals.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let arguments = texts(&["-Y", "verify", "-f", &allowed, "-I", principal, "-n", "git", "-s", file]);
            if run(&program, &arguments, signed)?.succeeded {
                return Ok(Signature::Good {
                    signer: principal.to_string(),
                });
            }
        }
        Ok(unknown)
    }
}

fn check_openpgp(file: &str, signed: &[u8]) -> Result<Signature, GitError> {
    let arguments = ["--status-fd=1", "--verify", file, "-"].map(str::to_string);
    let done = run(&program(Format::OpenPgp), &arguments, signed)?;
    let status = String::from_utf8_lossy(&done.stdout).into_owned();
    let line = |word: &str| {
        let mut lines = status.lines();
        lines.find_map(|line| line.strip_prefix("[GNUPG:] ")?.strip_prefix(word)?.strip_prefix(' '))
    };
    let rest = |line: &str| line.split_once(' ').map_or(line, |(_, name)| name).to_string();
    if line("BADSIG").is_some() {
        return Ok(Signature::Bad);
    }
    let is_trusted = ["TRUST_ULTIMATE", "TRUST_FULLY", "TRUST_MARGINAL"]
        .iter()
        .any(|word| status.contains(&format!("[GNUPG:] {word}")));
    Ok(match (line("GOODSIG"), line("ERRSIG")) {
        (Some(good), _) if is_trusted && done.succeeded => Signature::Good { signer: rest(good) },
        (Some(good), _) => Signature::Unknown { key: good.to_string() },
        (None, Some(missing)) => Signature::CannotTell(format!(
            "the public key {} is not here",
            missing.split(' ').next().unwrap_or_default()
        )),
        (None, None) => Signature::Bad,
    })
}

/// The program of a format, by the user's and the system's configuration alone.
fn program(format: Format) -> String {
    let (names, default): (&[&str], &str) = match format {
        Format::OpenPgp => (&["gpg.openpgp.program", "gpg.program"], "gpg"),
        Format::Ssh => (&["gpg.ssh.program"], "ssh-keygen"),
    };
    let config = Config::open_default().and_then(|mut config| config.snapshot());
    let found = config.ok().and_then(|config| {
        let mut named = names
            .iter()
            .filter_map(|name| config.get_str(name).ok().map(str::to_string));
        named.next()
    });
    found.unwrap_or_else(|| default.to_string())
}

/// A key that is written out instead of named by its file.
fn literal_key(key: &str) -> Option<&str> {
    key.strip_prefix("key::")
        .or_else(|| key.starts_with("ssh-").then_some(key))
}

/// A path with `~` for the home folder, as git takes it.
fn in_home(path: &str) -> String {
    let Some(rest) = path.strip_prefix("~/") else {
        return path.to_string();
    };
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let full = home.map(|home| home.join(rest));
    full.filter(|full| fs::metadata(full).is_ok())
        .map_or_else(|| path.to_string(), |full| full.display().to_string())
}

fn refused(message: impl Into<String>) -> GitError {
    GitError::new(GitErrorKind::NotSigned, message)
}
