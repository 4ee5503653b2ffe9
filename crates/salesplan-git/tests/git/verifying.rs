//! Who signed a commit: the verdicts, beside those of git.

use std::fs;

use crate::sandbox::Sandbox;
use crate::signers::{User, is_here};

#[test]
fn a_commit_that_is_not_signed() {
    let user = User {
        sandbox: Sandbox::with_history(),
    };
    assert_eq!(user.verdict("HEAD"), "None");
}

#[test]
fn by_ssh_allowed_unknown_or_altered() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let revision = user.commit();
    let key = user.ssh_fingerprint("id");
    assert_eq!(
        user.verdict(&revision),
        format!("Good {{ signer: \"user@example.com\", key: {key:?} }}")
    );
    let altered = user.altered(&revision);
    assert_eq!(user.verdict(&altered), "Bad");
    assert!(!user.git_verifies(&altered).status.success());
    // The same signer by another key, so this one is nobody's.
    user.new_ssh_key("other");
    user.allow("user@example.com", "other");
    assert_eq!(
        user.verdict(&revision),
        format!("GoodButUnknown {{ key: {key:?}, why: \"the key is not among those of gpg.ssh.allowedSignersFile\" }}")
    );
    assert!(!user.git_verifies(&revision).status.success());
    assert_eq!(user.verdict(&altered), "Bad");
    // And one that git itself signed.
    let mut command = user.sandbox.command();
    let made = command.env("GIT_CONFIG_GLOBAL", user.path(".gitconfig")).args([
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "by git",
    ]);
    assert!(made.status().unwrap().success());
    user.allow("anna@example.com,boris@example.com", "id");
    assert_eq!(
        user.verdict("HEAD"),
        format!("Good {{ signer: \"anna@example.com\", key: {key:?} }}")
    );
}

#[test]
fn by_an_ssh_key_that_may_no_longer_sign() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let revision = user.commit();
    let unknown = format!("GoodButUnknown {{ key: {:?}, why: ", user.ssh_fingerprint("id"));
    // The commits of these tests are of 2026-01-05.
    for (option, begins) in [
        ("valid-before=\"20260110Z\"", "Good {"),
        ("valid-after=\"20260101Z\"", "Good {"),
        ("valid-before=\"20260104Z\"", unknown.as_str()),
        ("valid-after=\"20260106Z\"", unknown.as_str()),
        ("namespaces=\"file\"", unknown.as_str()),
    ] {
        user.allow(&format!("user@example.com {option}"), "id");
        let verdict = user.verdict(&revision);
        assert!(verdict.starts_with(begins), "{option}: {verdict}");
        assert_eq!(
            user.git_verifies(&revision).status.success(),
            verdict.starts_with("Good {"),
            "{option}"
        );
    }
    user.allow("user@example.com", "id");
    user.set("gpg.ssh.revocationFile", "~/revoked");
    let absent = user.verdict(&revision);
    assert!(
        absent.starts_with("CannotTell(") && absent.contains("/revoked of gpg.ssh"),
        "{absent}"
    );
    fs::write(user.path("revoked"), user.ssh_key_text("id")).unwrap();
    let revoked = user.verdict(&revision);
    assert!(
        revoked.starts_with(&unknown) && revoked.contains("revoked"),
        "{revoked}"
    );
}

#[test]
fn what_cannot_be_told_of_ssh() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let revision = user.commit();
    let altered = user.altered(&revision);
    let allowed = user.path("allowed");
    fs::remove_file(&allowed).unwrap();
    let not_there = format!(
        "CannotTell(\"{} of gpg.ssh.allowedSignersFile is not there\")",
        allowed.display()
    );
    assert_eq!(user.verdict(&revision), not_there);
    let made = std::process::Command::new("mkfifo").arg(&allowed).status();
    assert!(made.unwrap().success());
    assert_eq!(user.verdict(&revision), not_there);
    user.unset("gpg.ssh.allowedSignersFile");
    assert_eq!(
        user.verdict(&revision),
        "CannotTell(\"gpg.ssh.allowedSignersFile, which says whose key is whose, is not configured\")"
    );
    // That much is certain without knowing anyone.
    assert_eq!(user.verdict(&altered), "Bad");
    user.set("gpg.ssh.program", "/nowhere/ssh-keygen");
    for revision in [&revision, &altered] {
        assert_eq!(
            user.verdict(revision),
            "CannotTell(\"/nowhere/ssh-keygen is not there\")"
        );
    }
    let old = user.program("old", "echo 'unknown option -- Y' >&2; exit 1");
    user.set("gpg.ssh.program", &old);
    assert_eq!(
        user.verdict(&revision),
        format!("CannotTell(\"{old} is too old to look at signatures\")")
    );
}

/// The list of signers may lie in the repository, as git has it.
#[test]
fn a_list_of_signers_in_the_repository() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let revision = user.commit();
    user.unset("gpg.ssh.allowedSignersFile");
    user.sandbox.git(&["config", "gpg.ssh.allowedSignersFile", "signers"]);
    fs::rename(user.path("allowed"), user.sandbox.dir.join("signers")).unwrap();
    assert!(user.verdict(&revision).starts_with("Good {"));
}

/// An ssh signature of the same text for another purpose is none for git.
#[test]
fn by_ssh_for_another_purpose() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let purpose = "for word; do [ \"$word\" = git ] && word=file; set -- \"$@\" \"$word\"; shift; done; \
                   exec ssh-keygen \"$@\"";
    user.set("gpg.ssh.program", &user.program("other-purpose", purpose));
    let revision = user.commit();
    user.unset("gpg.ssh.program");
    assert_eq!(user.verdict(&revision), "Bad");
    assert!(!user.git_verifies(&revision).status.success());
}

#[test]
fn by_gpg_trusted_untrusted_altered_or_unknown() {
    if !is_here("gpg") {
        return;
    }
    let user = User::of_gpg(Sandbox::with_history());
    let revision = user.commit();
    let key = user.fingerprint();
    assert_eq!(
        user.verdict(&revision),
        format!("Good {{ signer: \"User <user@example.com>\", key: {key:?} }}")
    );
    let altered = user.altered(&revision);
    assert_eq!(user.verdict(&altered), "Bad");
    assert!(!user.git_verifies(&altered).status.success());
    let trust = user.path("trust");
    fs::write(&trust, format!("{key}:3:\n")).unwrap();
    user.gpg(&["--import-ownertrust", trust.to_str().unwrap()]);
    assert_eq!(
        user.verdict(&revision),
        format!(
            "GoodButUnknown {{ key: {key:?}, why: \"the key is in your keyring, and nothing says that it is its owner's\" }}"
        )
    );
    // Someone else's keyring.
    fs::rename(user.path("gnupg"), user.path("away")).unwrap();
    user.new_gpg_home("gnupg");
    let id = &key[24..];
    assert_eq!(
        user.verdict(&revision),
        format!("CannotTell(\"the key {id} is not in your keyring, or of a kind gpg does not know\")")
    );
    user.set("gpg.program", "/nowhere/gpg");
    assert_eq!(user.verdict(&revision), "CannotTell(\"/nowhere/gpg is not there\")");
}

#[test]
fn a_signature_of_another_kind() {
    if !is_here("gpg") {
        return;
    }
    let user = User::of_gpg(Sandbox::with_history());
    let revision = user.commit();
    let text = user.sandbox.git(&["cat-file", "commit", &revision]);
    user.sandbox
        .write("other", &text.replace("PGP SIGNATURE", "SIGNED MESSAGE"));
    let id = user.sandbox.git(&["hash-object", "-t", "commit", "-w", "other"]);
    assert_eq!(
        user.verdict(id.trim()),
        "CannotTell(\"the signature is of a kind that is not supported\")"
    );
}
