//! A folder with a plan in it, and the program run there with an environment of
//! its own: nothing of the machine's configuration reaches it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub struct Sandbox {
    temporary: TempDir,
}

impl Sandbox {
    /// A folder `work`, and an empty home beside it.
    pub fn empty() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        for folder in ["home", "work"] {
            fs::create_dir(temporary.path().join(folder)).unwrap();
        }
        Self { temporary }
    }

    /// With a small plan.
    pub fn with_plan() -> Self {
        let sandbox = Self::empty();
        sandbox.write("salesplan.toml", "");
        sandbox.write(
            "plans/p/plan.toml",
            "schema-version = 1\nperiod = { from = 2026-10-01, to = 2026-12-31 }\n\
             [goal]\nmetric = \"revenue\"\namount = 400_000\ncurrency = \"EUR\"\n\
             [segments.repeat]\ndeals = 4\naverage-deal = 100_000\nfacts = { source = \"deals\" }\n",
        );
        sandbox.write(
            "plans/p/deals.csv",
            "id,client,status,amount\nR-01,Old Mill,open,100000\n",
        );
        sandbox
    }

    pub fn work(&self) -> PathBuf {
        self.temporary.path().join("work")
    }

    pub fn home(&self) -> PathBuf {
        self.temporary.path().join("home")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The program, with the words of a line.
    pub fn program(&self, line: &str) -> Command {
        let mut command = self.cut_off(Command::new(env!("CARGO_BIN_EXE_salesplan")));
        command.args(line.split_whitespace());
        command
    }

    pub fn run(&self, line: &str) -> Output {
        self.program(line).output().unwrap()
    }

    /// Runs git; it must succeed.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = self.cut_off(Command::new("git")).args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
        stdout(&output)
    }

    fn cut_off(&self, mut command: Command) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.home())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            // Temporary folders may lie inside of somebody's repository.
            .env("GIT_CEILING_DIRECTORIES", self.temporary.path())
            .current_dir(self.work());
        command
    }
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the program prints UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The exit code; a process that a signal ended has none.
#[track_caller]
pub fn code(output: &Output) -> i32 {
    let said = stderr(output);
    assert!(!said.contains("panicked"), "{said}");
    output
        .status
        .code()
        .unwrap_or_else(|| panic!("ended by a signal: {said}"))
}

/// A name that is not UTF-8.
#[cfg(unix)]
pub fn not_utf8() -> &'static OsStr {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(b"caf\xe9")
}

/// A folder of this source tree; none where the package stands alone.
pub fn source_folder(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    folder.is_dir().then_some(folder)
}
