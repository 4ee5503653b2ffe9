//! Commits that are signed with the user's own set-up, and what their signatures are worth.
//!
//! The set-up lives in a private home, which a program reads from its environment: so these
//! tests run themselves again as a child with that environment.

use std::fs;
use std::path::Path;
use std::process::Command;

use salesplan_git::{Change, CommitError, CommitOptions, GitErrorKind, NewFile, Revision, Signature, Signing};

use crate::sandbox::Sandbox;

/// Says where the child works, and so that it is one.
const FOLDER: &str = "SALESPLAN_TEST_SIGNING";

/// Whether a program is there; where it is not, the test says so.
fn has(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    if !is_there {
        eprintln!("not tested: there is no `{program}` here");
    }
    is_there
}

/// Runs one test of this file again, with the sandbox's home as its home.
fn in_private_home(test: &str, sandbox: &Sandbox) {
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("signing::{test}"), "--nocapture"])
        .env("HOME", sandbox.home())
        .env("XDG_CONFIG_HOME", sandbox.home().join(".config"))
        .env("GNUPGHOME", sandbox.home().join(".gnupg"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env(FOLDER, &sandbox.dir)
        .output()
        .unwrap();
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(done.status.success() && told.contains("1 passed"), "{told}");
}

fn child() -> Option<salesplan_git::Repository> {
    let folder = std::env::var_os(FOLDER)?;
    Some(salesplan_git::Repository::discover(Path::new(&folder)).unwrap())
}

fn commit(repo: &salesplan_git::Repository, text: &str, signing: Signing) -> Result<Revision, CommitError<String>> {
    let options = CommitOptions {
        signing,
        ..CommitOptions::default()
    };
    let done = repo.commit(&options, |_| {
        Ok(Some(Change {
            files: vec![NewFile {
                path: "agreed.toml".into(),
                bytes: text.as_bytes().to_vec(),
            }],
            removed: Vec::new(),
            message: "Anna agrees".into(),
        }))
    })?;
    match done {
        salesplan_git::CommitOutcome::Committed { revision, .. } => Ok(revision),
        salesplan_git::CommitOutcome::Unchanged => panic!("nothing was committed"),
    }
}

fn ssh_sandbox() -> Sandbox {
    let sandbox = Sandbox::with_history();
    let key = sandbox.home().join("key");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "anna@example.com", "-f"])
        .arg(&key)
        .status();
    assert!(made.unwrap().success());
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    fs::write(sandbox.home().join("allowed"), format!("anna@example.com {public}")).unwrap();
    for (name, value) in [
        ("commit.gpgsign", "true"),
        ("gpg.format", "ssh"),
        ("user.signingkey", key.to_str().unwrap()),
    ] {
        sandbox.git(&["config", name, value]);
    }
    sandbox
}

#[test]
fn with_ssh() {
    if let Some(repo) = child() {
        let signed = commit(&repo, "one", Signing::AsConfigured).unwrap();
        assert!(matches!(repo.signature(&signed).unwrap(), Signature::Unknown { key } if key.starts_with("SHA256:")));
        let plain = commit(&repo, "two", Signing::Never).unwrap();
        assert_eq!(repo.signature(&plain).unwrap(), Signature::None);
        return;
    }
    if !has("ssh-keygen") {
        return;
    }
    let sandbox = ssh_sandbox();
    in_private_home("with_ssh", &sandbox);
    // git itself agrees, and knows whose it is once it is told.
    let allowed = sandbox.home().join("allowed");
    sandbox.git(&["config", "gpg.ssh.allowedSignersFile", allowed.to_str().unwrap()]);
    sandbox.git(&["verify-commit", "HEAD~1"]);
    let repo = sandbox.repo();
    let signed = repo.resolve("HEAD~1").unwrap();
    assert_eq!(
        repo.signature(&signed).unwrap(),
        Signature::Good {
            signer: "anna@example.com".into()
        }
    );
    // The same signature under another message fits nothing.
    let forged = sandbox
        .git(&["cat-file", "commit", "HEAD~1"])
        .replace("Anna agrees", "Anna declines");
    fs::write(sandbox.home().join("forged"), forged + "\n").unwrap();
    let path = sandbox.home().join("forged");
    let id = sandbox.git(&["hash-object", "-t", "commit", "-w", path.to_str().unwrap()]);
    let forged = repo.resolve(id.trim()).unwrap();
    assert_eq!(repo.signature(&forged).unwrap(), Signature::Bad);
}

#[test]
fn with_openpgp() {
    if let Some(repo) = child() {
        let signed = commit(&repo, "one", Signing::AsConfigured).unwrap();
        assert!(
            matches!(repo.signature(&signed).unwrap(), Signature::Good { signer } if signer.contains("user@example.com"))
        );
        return;
    }
    if !has("gpg") {
        return;
    }
    let sandbox = Sandbox::with_history();
    let home = sandbox.home().join(".gnupg");
    fs::create_dir(&home).unwrap();
    let gpg = |arguments: &[&str]| {
        let done = Command::new("gpg")
            .args(arguments)
            .env("GNUPGHOME", &home)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
    }
    gpg(&[
        "--batch",
        "--passphrase",
        "",
        "--quick-gen-key",
        "User <user@example.com>",
        "ed25519",
        "sign",
        "never",
    ]);
    sandbox.git(&["config", "commit.gpgsign", "true"]);
    in_private_home("with_openpgp", &sandbox);
    let _ = Command::new("gpgconf")
        .args(["--kill", "gpg-agent"])
        .env("GNUPGHOME", &home)
        .status();
}

#[test]
fn what_cannot_sign_commits_nothing() {
    if let Some(repo) = child() {
        let tip = repo.resolve("HEAD").unwrap();
        match commit(&repo, "one", Signing::AsConfigured) {
            Err(CommitError::Git(error)) => assert_eq!(*error.kind(), GitErrorKind::NotSigned, "{error}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(repo.resolve("HEAD").unwrap(), tip);
        return;
    }
    let sandbox = Sandbox::with_history();
    sandbox.git(&["config", "commit.gpgsign", "true"]);
    // A format that is not supported; a key that is not there; a program that fails, that says
    // nothing, or that is not there.
    let own = |name: &str, value: &str| {
        sandbox.git(&[
            "config",
            "--file",
            sandbox.home().join(".gitconfig").to_str().unwrap(),
            name,
            value,
        ]);
    };
    sandbox.git(&["config", "gpg.format", "x509"]);
    in_private_home("what_cannot_sign_commits_nothing", &sandbox);
    sandbox.git(&["config", "gpg.format", "ssh"]);
    in_private_home("what_cannot_sign_commits_nothing", &sandbox);
    sandbox.git(&["config", "user.signingkey", "/nowhere/key"]);
    for program in ["false", "true", "/nowhere/at-all"] {
        own("gpg.ssh.program", program);
        in_private_home("what_cannot_sign_commits_nothing", &sandbox);
    }
}

/// A repository that came from somewhere else does not choose what is run.
#[test]
#[cfg(unix)]
fn the_repository_names_no_program() {
    if let Some(repo) = child() {
        // With its own program the commit would be made, by a signature of its choice.
        assert!(commit(&repo, "one", Signing::AsConfigured).is_err());
        return;
    }
    let sandbox = Sandbox::with_history();
    let (evil, trace) = (sandbox.home().join("evil"), sandbox.home().join("it-ran"));
    fs::write(&evil, format!("#!/bin/sh\ntouch {}\n", trace.display())).unwrap();
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).unwrap();
    }
    for (name, value) in [
        ("commit.gpgsign", "true"),
        ("gpg.format", "ssh"),
        ("user.signingkey", "/nowhere/key"),
        ("gpg.ssh.program", evil.to_str().unwrap()),
        ("gpg.program", evil.to_str().unwrap()),
    ] {
        sandbox.git(&["config", name, value]);
    }
    in_private_home("the_repository_names_no_program", &sandbox);
    assert!(!trace.exists());
}
