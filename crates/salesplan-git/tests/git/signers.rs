//! A user who signs: a private home with its own git configuration and keys made
//! for one test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::child;
use crate::sandbox::Sandbox;

/// Whether the program is there; the test says so where it is not.
pub fn is_here(program: &str) -> bool {
    let is_here = Command::new(program).arg("--version").output().is_ok();
    if !is_here {
        eprintln!("skipped: there is no {program}");
    }
    is_here
}

pub struct User {
    pub sandbox: Sandbox,
}

impl Drop for User {
    fn drop(&mut self) {
        // gpg leaves an agent behind, which would outlive the test.
        let _ = self
            .calm(&mut Command::new("gpgconf"))
            .args(["--kill", "gpg-agent"])
            .output();
    }
}

impl User {
    /// Signs by ssh with a key of their own, which they allow.
    pub fn of_ssh(sandbox: Sandbox) -> User {
        let user = User { sandbox };
        let key = user.new_ssh_key("id");
        user.allow("user@example.com", "id");
        user.set("gpg.format", "ssh");
        user.set("user.signingKey", key.to_str().unwrap());
        user.set("gpg.ssh.allowedSignersFile", user.path("allowed").to_str().unwrap());
        user.turn_on();
        user
    }

    /// Signs by gpg with a key of their own.
    pub fn of_gpg(sandbox: Sandbox) -> User {
        let user = User { sandbox };
        user.new_gpg_home("gnupg");
        user.turn_on();
        user.set("user.signingKey", &user.fingerprint());
        user
    }

    fn turn_on(&self) {
        self.sandbox.git(&["config", "--unset", "commit.gpgsign"]);
        self.set("commit.gpgSign", "true");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.sandbox.home().join(name)
    }

    /// Sets a key in the user's own configuration.
    pub fn set(&self, key: &str, value: &str) {
        let file = self.path(".gitconfig");
        self.sandbox
            .git(&["config", "--file", file.to_str().unwrap(), key, value]);
    }

    pub fn unset(&self, key: &str) {
        let file = self.path(".gitconfig");
        self.sandbox
            .git(&["config", "--file", file.to_str().unwrap(), "--unset", key]);
    }

    pub fn new_ssh_key(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
            .arg(&path)
            .status();
        assert!(made.unwrap().success());
        path
    }

    pub fn ssh_key_text(&self, name: &str) -> String {
        fs::read_to_string(self.path(&format!("{name}.pub")))
            .unwrap()
            .trim()
            .to_owned()
    }

    /// `SHA256:...` of the key.
    pub fn ssh_fingerprint(&self, name: &str) -> String {
        let output = Command::new("ssh-keygen")
            .arg("-lf")
            .arg(self.path(name))
            .output()
            .unwrap();
        let line = String::from_utf8(output.stdout).unwrap();
        line.split(' ').nth(1).unwrap().to_owned()
    }

    /// The only allowed signer from now on, by that key.
    pub fn allow(&self, signer: &str, key: &str) {
        fs::write(self.path("allowed"), format!("{signer} {}\n", self.ssh_key_text(key))).unwrap();
    }

    pub fn new_gpg_home(&self, name: &str) {
        let home = self.path(name);
        fs::create_dir(&home).unwrap();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
        self.gpg(&[
            "--passphrase",
            "",
            "--quick-generate-key",
            "User <user@example.com>",
            "ed25519",
            "sign",
            "0",
        ]);
    }

    pub fn gpg(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("gpg");
        let output = self.calm(&mut command).arg("--batch").args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn fingerprint(&self) -> String {
        let listed = self.gpg(&["--with-colons", "--list-secret-keys"]);
        let line = listed.lines().find(|line| line.starts_with("fpr:")).unwrap();
        line.split(':').nth(9).unwrap().to_owned()
    }

    /// A program that does what the shell script says.
    pub fn program(&self, name: &str, script: &str) -> String {
        let path = self.path(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What a child says that runs with this user's home.
    pub fn run(&self, task: &str) -> Vec<String> {
        child::run_with(&self.sandbox, task, |command| {
            self.calm(command);
        })
    }

    /// The id of a new commit.
    pub fn commit(&self) -> String {
        let said = self.run("signed");
        assert_eq!(said.len(), 1, "{said:?}");
        said[0].clone()
    }

    /// The verdict on a commit as it is printed for developers.
    pub fn verdict(&self, revision: &str) -> String {
        self.run(&format!("signature {revision}")).join("\n")
    }

    /// `git verify-commit`, as this user.
    pub fn git_verifies(&self, revision: &str) -> Output {
        let mut command = self.sandbox.command();
        self.calm(&mut command)
            .env("GIT_CONFIG_GLOBAL", self.path(".gitconfig"))
            .args(["verify-commit", revision])
            .output()
            .unwrap()
    }

    /// The commit with another message and the same signature.
    pub fn altered(&self, revision: &str) -> String {
        let text = self.sandbox.git(&["cat-file", "commit", revision]);
        assert!(text.contains("write reviews"));
        self.sandbox
            .write("altered", &text.replace("write reviews", "Write reviews"));
        let id = self.sandbox.git(&["hash-object", "-t", "commit", "-w", "altered"]);
        fs::remove_file(self.sandbox.dir.join("altered")).unwrap();
        id.trim().to_owned()
    }

    fn calm<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        self.sandbox
            .calm(command)
            .env("GNUPGHOME", self.path("gnupg"))
            .env_remove("SSH_AUTH_SOCK")
            .env_remove("DISPLAY")
    }
}
