//! A repository in a temporary folder, and `git` that sees nothing of the
//! machine's configuration.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use salesplan_git::{
    Change, CommitError, CommitOptions, CommitOutcome, GitError, Identity, NewFile, Repository, Revision,
};
use tempfile::TempDir;

pub struct Sandbox {
    _home: TempDir,
    home: PathBuf,
    pub dir: PathBuf,
}

impl Sandbox {
    /// An empty repository with the branch `main` and an identity.
    pub fn new() -> Sandbox {
        Sandbox::with(&["init", "--quiet", "--initial-branch=main"])
    }

    pub fn with(init: &[&str]) -> Sandbox {
        let temporary = tempfile::tempdir().unwrap();
        // The real path, because git shows that one.
        let home = fs::canonicalize(temporary.path()).unwrap();
        let dir = home.join("repo");
        fs::create_dir(&dir).unwrap();
        let sandbox = Sandbox {
            _home: temporary,
            home,
            dir,
        };
        sandbox.git(init);
        sandbox.configure();
        sandbox
    }

    /// An identity, and nothing left to the configuration of the machine.
    pub fn configure(&self) {
        for (key, value) in [
            ("user.name", "User"),
            ("user.email", "user@example.com"),
            ("core.autocrlf", "false"),
            ("commit.gpgsign", "false"),
            ("gc.auto", "0"),
        ] {
            self.git(&["config", key, value]);
        }
    }

    /// A repository with a first commit of `plan.toml` and `notes.txt`.
    pub fn with_history() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.write("plan.toml", "goal = 1\n");
        sandbox.write("notes.txt", "one\ntwo\nthree\n");
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-qm", "first"]);
        sandbox
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    pub fn repo(&self) -> Repository {
        Repository::discover(&self.dir).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.dir.join(path)).unwrap()
    }

    pub fn exists(&self, path: &str) -> bool {
        fs::symlink_metadata(self.dir.join(path)).is_ok()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new("git");
        self.calm(&mut command);
        command.current_dir(&self.dir);
        command
    }

    /// Cuts a command off from the machine's configuration.
    pub fn calm<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "XDG_CONFIG_HOME", "EMAIL"] {
            command.env_remove(name);
        }
        command
            .env("HOME", &self.home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_AUTHOR_DATE", "2026-01-05T09:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-01-05T09:00:00Z")
            .env("LC_ALL", "C")
    }

    /// Runs git and gives what it printed; it must succeed.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn try_git(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    pub fn status(&self) -> String {
        self.git(&["status", "--porcelain"])
    }

    pub fn commits(&self) -> usize {
        self.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap()
    }

    /// `git fsck` finds nothing wrong.
    pub fn assert_sound(&self) {
        let output = self.try_git(&["fsck", "--strict", "--no-dangling", "--no-progress"]);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{words}");
        assert!(!words.contains("error"), "{words}");
    }

    /// Files in the git folder that a commit must not leave behind.
    pub fn leftovers(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.dir.join(".git"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("salesplan") && name != "salesplan.turn" || name.ends_with(".lock"))
            .collect();
        names.sort();
        names
    }
}

pub fn options() -> CommitOptions {
    let bot = Identity::new("Bot", "bot@example.com", 1_767_600_000, 180);
    CommitOptions {
        author: Some(bot.clone()),
        committer: Some(bot),
        ..CommitOptions::default()
    }
}

pub fn change(path: &str, text: &str) -> Change {
    Change {
        files: vec![NewFile {
            path: path.into(),
            bytes: text.into(),
        }],
        removed: Vec::new(),
        message: format!("write {path}"),
    }
}

/// Commits one file; anything but a fault of git is impossible here.
pub fn commit(repo: &Repository, path: &str, text: &str) -> Result<CommitOutcome, GitError> {
    commit_change(repo, &options(), &change(path, text))
}

pub fn commit_change(repo: &Repository, options: &CommitOptions, change: &Change) -> Result<CommitOutcome, GitError> {
    let result = repo.commit(options, |_| Ok::<_, Infallible>(Some(change.clone())));
    result.map_err(|error| match error {
        CommitError::Git(error) => error,
        CommitError::Prepare(never) => match never {},
    })
}

/// The new commit of an outcome that must have one, with nothing left behind.
pub fn committed(outcome: CommitOutcome) -> Revision {
    match outcome {
        CommitOutcome::Committed {
            revision, left_behind, ..
        } => {
            assert_eq!(left_behind, Vec::<String>::new());
            revision
        }
        other => panic!("{other:?}"),
    }
}
