//! Commits signed with the user's own set-up, and what stops them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::sandbox::Sandbox;
use crate::signers::{User, is_here};

const WITHOUT: &str = "or do without: `git config commit.gpgSign false`";

/// Every file of the git folder but the lock that stays.
fn written(user: &User) -> BTreeSet<PathBuf> {
    fn walk(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true => walk(&entry.path(), found),
                false if entry.file_name() == "salesplan.turn" => {}
                false => drop(found.insert(entry.path())),
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(&user.sandbox.dir, &mut found);
    found
}

/// Why the commit could not be signed, and how to mend it; nothing was written.
fn refused(user: &User, task: &str) -> (String, String) {
    let (before, tip) = (written(user), user.sandbox.git(&["rev-parse", "HEAD"]));
    let said = user.run(task);
    let [kind, message, help] = said.as_slice() else {
        panic!("{said:?}");
    };
    assert_eq!(kind, "SigningFailed");
    assert_eq!(written(user), before);
    assert_eq!(user.sandbox.git(&["rev-parse", "HEAD"]), tip);
    assert_eq!(user.sandbox.status(), "");
    (
        message.replace(user.sandbox.home().to_str().unwrap(), "HOME"),
        help.clone(),
    )
}

#[track_caller]
fn assert_verifies(user: &User, revision: &str) {
    let output = user.git_verifies(revision);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn by_ssh() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let revision = user.commit();
    assert_verifies(&user, &revision);
    assert_eq!(user.sandbox.git(&["rev-parse", "HEAD"]).trim(), revision);
    assert_eq!(user.sandbox.status(), "");
    assert_eq!(user.sandbox.leftovers(), Vec::<String>::new());
    user.sandbox.assert_sound();
    // git writes the same bytes but for the signature itself.
    let text = user.sandbox.git(&["cat-file", "commit", &revision]);
    assert!(text.contains("\ngpgsig -----BEGIN SSH SIGNATURE-----\n "), "{text}");
    assert!(
        text.contains("\n -----END SSH SIGNATURE-----\n\nwrite reviews"),
        "{text}"
    );
}

#[test]
fn by_ssh_with_a_key_in_the_home_folder_or_the_repository() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    user.set("user.signingKey", "~/id");
    assert_verifies(&user, &user.commit());
    user.sandbox.git(&["config", "user.signingKey", "../id"]);
    assert_verifies(&user, &user.commit());
}

#[test]
fn by_an_ssh_agent_that_has_the_key() {
    if !is_here("ssh-keygen") || !is_here("ssh-agent") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    let socket = user.path("agent");
    let mut agent = Command::new("ssh-agent")
        .arg("-D")
        .arg("-a")
        .arg(&socket)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let is_added = || {
        let mut add = Command::new("ssh-add");
        let output = add
            .arg("-q")
            .arg(user.path("id"))
            .env("SSH_AUTH_SOCK", &socket)
            .output();
        output.unwrap().status.success()
    };
    while !is_added() {
        assert_eq!(agent.try_wait().unwrap(), None);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    fs::remove_file(user.path("id")).unwrap();
    for prefix in ["key::", ""] {
        user.set("user.signingKey", &format!("{prefix}{}", user.ssh_key_text("id")));
        let program = format!("SSH_AUTH_SOCK='{}' exec ssh-keygen \"$@\"", socket.display());
        user.set("gpg.ssh.program", &user.program("with-agent", &program));
        assert_verifies(&user, &user.commit());
    }
    agent.kill().unwrap();
    agent.wait().unwrap();
    let (message, _) = refused(&user, "signed");
    assert!(
        message.starts_with("the commit could not be signed: `HOME/with-agent -Y sign -n git -U` failed: "),
        "{message}"
    );
}

#[test]
fn by_gpg_with_a_key_that_is_named_or_the_committers() {
    if !is_here("gpg") {
        return;
    }
    let user = User::of_gpg(Sandbox::with_history());
    assert_verifies(&user, &user.commit());
    user.unset("user.signingKey");
    let (message, help) = refused(&user, "signed");
    assert!(
        message.starts_with(
            "the commit could not be signed: `gpg --status-fd=2 -bsau Bot <bot@example.com>` failed: gpg: "
        ),
        "{message}"
    );
    assert!(!message.contains("GNUPG"), "{message}");
    assert_eq!(
        help,
        format!("see that `gpg --list-secret-keys` shows the key of `git config user.signingKey`, {WITHOUT}")
    );
    user.gpg(&[
        "--passphrase",
        "",
        "--quick-generate-key",
        "Bot <bot@example.com>",
        "ed25519",
        "sign",
        "0",
    ]);
    assert_verifies(&user, &user.commit());
}

#[test]
fn in_a_bare_repository() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with(&["init", "--quiet", "--bare", "--initial-branch=main"]));
    for _ in 0..2 {
        assert_verifies(&user, &user.commit());
    }
    assert_eq!(user.sandbox.commits(), 2);
    user.sandbox.assert_sound();
}

/// The repository may say whether; and for some commits nobody is asked.
#[test]
fn not_where_it_is_off() {
    let user = User::of_ssh(Sandbox::with_history());
    user.set("gpg.ssh.program", "/nowhere/ssh-keygen");
    user.run("signed never");
    assert_eq!(user.sandbox.commits(), 2);
    user.sandbox.git(&["config", "commit.gpgSign", "false"]);
    user.commit();
    user.sandbox.git(&["config", "--unset", "commit.gpgSign"]);
    user.unset("commit.gpgSign");
    user.commit();
    assert_eq!(user.sandbox.commits(), 4);
    assert_eq!(user.sandbox.git(&["log", "--format=%G?"]), "N\nN\nN\nN\n");
}

#[test]
fn without_a_key() {
    if !is_here("ssh-keygen") {
        return;
    }
    let user = User::of_ssh(Sandbox::with_history());
    user.set("user.signingKey", "~/absent");
    let (message, help) = refused(&user, "signed");
    assert!(
        message.starts_with("the commit could not be signed: `ssh-keygen -Y sign -n git -f HOME/absent` failed: "),
        "{message}"
    );
    assert!(message.contains("No such file"), "{message}");
    assert!(
        help.starts_with("see that the key") && help.ends_with(WITHOUT),
        "{help}"
    );
    user.unset("user.signingKey");
    let no_key = "commits are to be signed by ssh, and user.signingKey names no key";
    let mend = format!("`git config --global user.signingKey ~/.ssh/id_ed25519.pub`, {WITHOUT}");
    assert_eq!(refused(&user, "signed"), (no_key.to_owned(), mend.clone()));
    let marker = user.path("was-run");
    user.set("gpg.ssh.defaultKeyCommand", &format!("touch {}", marker.display()));
    let (message, help) = refused(&user, "signed");
    assert_eq!(
        message,
        "commits are to be signed by ssh, user.signingKey names no key, and gpg.ssh.defaultKeyCommand is not run"
    );
    assert_eq!(help, mend);
    assert!(!marker.exists());
}

#[test]
fn in_formats_that_are_not_supported() {
    let user = User::of_ssh(Sandbox::with_history());
    let mend = format!("`git config gpg.format ssh` or `openpgp`, {WITHOUT}");
    for (format, message) in [
        ("x509", "signing with x509 certificates is not supported"),
        ("rot13", "gpg.format \"rot13\" is not known"),
    ] {
        user.set("gpg.format", format);
        assert_eq!(refused(&user, "signed"), (message.to_owned(), mend.clone()));
    }
}

#[test]
fn with_a_program_that_is_absent_silent_or_hangs() {
    let user = User::of_ssh(Sandbox::with_history());
    let command = "-Y sign -n git -f HOME/id";
    let attempt = |program: &str, task: &str| {
        user.set("gpg.ssh.program", program);
        refused(&user, task).0
    };
    assert_eq!(
        attempt("/nowhere/sign", "signed"),
        format!("the commit could not be signed: `/nowhere/sign {command}` is not there")
    );
    assert_eq!(
        attempt(&user.program("silent", ""), "signed"),
        format!("the commit could not be signed: `HOME/silent {command}` made no signature")
    );
    let begin = Instant::now();
    assert_eq!(
        attempt(
            &user.program("hangs", "echo 'asks for a hand' >&2; exec sleep 50"),
            "signed soon"
        ),
        format!(
            "the commit could not be signed: `HOME/hangs {command}` did not end within 0.3 seconds: asks for a hand"
        )
    );
    assert!(begin.elapsed().as_secs() < 40);
    assert_eq!(
        attempt("./sign", "signed"),
        "the program \"./sign\" is neither a name nor an absolute path"
    );
}

/// A repository out of an archive brings its own configuration.
#[test]
fn a_program_that_the_repository_names_is_not_run() {
    if !is_here("ssh-keygen") || !is_here("gpg") {
        return;
    }
    let ssh = User::of_ssh(Sandbox::with_history());
    let gpg = User::of_gpg(Sandbox::with_history());
    for user in [&ssh, &gpg] {
        let marker = user.path("was-run");
        let hostile = user.program("hostile", &format!("touch {}", marker.display()));
        user.sandbox.git(&["config", "extensions.worktreeConfig", "true"]);
        user.sandbox
            .write(".git/included", &format!("[gpg \"ssh\"]\n\tprogram = {hostile}\n"));
        user.sandbox.git(&["config", "include.path", "included"]);
        for level in ["--local", "--worktree"] {
            for key in [
                "gpg.program",
                "gpg.openpgp.program",
                "gpg.ssh.program",
                "gpg.ssh.defaultKeyCommand",
            ] {
                user.sandbox.git(&["config", level, key, &hostile]);
            }
        }
        let revision = user.commit();
        assert!(user.verdict(&revision).starts_with("Good {"));
        assert!(!marker.exists());
        // The scene is set: git itself would run it.
        user.git_verifies(&revision);
        assert!(marker.exists());
    }
    fs::remove_file(ssh.path("id")).unwrap();
    let (_, help) = refused(&ssh, "signed");
    assert!(
        help.starts_with(
            "the repository's own gpg.ssh.program is not used, since a repository must not choose what is run \
             (`git config --global gpg.ssh.program PROGRAM` does); see that"
        ),
        "{help}"
    );
}
