//! A git repository around a workspace, cut off from the machine's configuration.

use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::Workspace;

/// What the repository's own configuration says, so that nothing is left to the
/// machine's: libgit2 runs in this process and reads the same file.
const CONFIGURATION: &[(&str, &str)] = &[
    ("user.name", "Vera"),
    ("user.email", "vera@example.org"),
    ("core.autocrlf", "false"),
    ("commit.gpgsign", "false"),
    ("gc.auto", "0"),
];

impl Workspace {
    /// Makes the folder a repository with the branch `main`.
    pub fn git_init(&self) {
        self.git_init_below("");
    }

    /// Makes a folder below this one a repository.
    pub fn git_init_below(&self, below: &str) {
        let folder = self.path(below);
        std::fs::create_dir_all(&folder).unwrap();
        git_in(&folder, &["init", "--quiet", "--initial-branch=main"]);
        for (key, value) in CONFIGURATION {
            git_in(&folder, &["config", key, value]);
        }
    }

    /// Commits everything, on a repository that is made when there is none.
    pub fn commit_all(&self, message: &str) {
        if !self.path(".git").exists() {
            self.git_init();
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// Runs git here; it must succeed. Gives what it printed, trimmed.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        git_in(self.root(), arguments)
    }

    /// How many commits lead to the branch tip.
    #[track_caller]
    pub fn n_commits(&self) -> usize {
        self.git(&["rev-list", "--count", "HEAD"]).parse().unwrap()
    }
}

/// Runs git in a folder; it must succeed. Gives what it printed, trimmed.
#[track_caller]
pub fn git_in(folder: &Path, arguments: &[&str]) -> String {
    let output = try_git_in(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap().trim_end().to_string()
}

/// Runs git in a folder, with a fixed clock and without the machine's configuration.
pub fn try_git_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "XDG_CONFIG_HOME", "EMAIL"] {
        command.env_remove(name);
    }
    command
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_AUTHOR_DATE", "2026-11-23T09:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-11-23T09:00:00Z")
        .env("LC_ALL", "C")
        .current_dir(folder)
        .args(arguments);
    command.output().expect("git is installed")
}
