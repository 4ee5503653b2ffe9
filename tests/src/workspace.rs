//! A workspace in a temporary folder, and the program run in it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use salesplan::world::World;
use tempfile::TempDir;

use crate::outcome::Outcome;

/// The day on which a test runs that names no other: a Monday, so that 2026-W47 has just ended.
pub const TODAY: Date = date(2026, 11, 23);

/// A folder that goes away with the test.
#[derive(Debug)]
pub struct Workspace {
    _temporary: TempDir,
    root: PathBuf,
    /// The day on which the program runs.
    pub(crate) today: Date,
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

impl Workspace {
    /// An empty folder.
    pub fn new() -> Self {
        let temporary = tempfile::Builder::new().prefix("salesplan-").tempdir().unwrap();
        // Without links, since the program shows such paths.
        let root = fs::canonicalize(temporary.path()).unwrap();
        Self {
            _temporary: temporary,
            root,
            today: TODAY,
        }
    }

    /// The reference plan, with settings so that reviews can be committed.
    pub fn million() -> Self {
        let workspace = Self::new();
        workspace.copy_from(&crate::source_tree::root().join("plans"), "plans");
        workspace.write("salesplan.toml", "schema-version = 1\n");
        workspace
    }

    /// A plan `p` of two people whose deals come of meetings, with settings and without deals.
    pub fn of_meetings() -> Self {
        let workspace = Self::new();
        workspace.write("salesplan.toml", "currency = \"RUB\"\n");
        workspace.write(
            "plans/p/plan.toml",
            "schema-version = 1\nperiod = { from = 2026-10-01, to = 2026-12-31 }\n\
             [goal]\nmetric = \"revenue\"\namount = 2_000_000\n\
             [segments.new]\namount = 2_000_000\naverage-deal = 200_000\nfunnel = \"f\"\nfacts = { source = \"deals\" }\n\
             [funnels.f]\nstages = [{ id = \"meeting\", conversion = \"50%\", lag-days = 7 }, { id = \"deal\" }]\n",
        );
        workspace.write(
            "plans/p/team.toml",
            "[people.anna]\nname = \"Anna\"\n[people.boris]\nname = \"Boris\"\n",
        );
        workspace
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Copies a folder of the source tree into this one.
    pub fn copy_from(&self, source: &Path, into: &str) {
        copy_folder(source, &self.path(into), &|_| true);
    }

    /// Every name directly in a folder, sorted.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Runs the program here with the words of a line: `review --week 2026-W45`.
    pub fn run(&self, line: &str) -> Outcome {
        self.run_words(line.split_whitespace())
    }

    /// The same on another day than the tests' usual one.
    pub fn run_on(&self, today: Date, line: &str) -> Outcome {
        let words = line.split_whitespace();
        run_at(&self.root, words, &|_| None, None, today)
    }

    /// Runs the program here.
    pub fn run_words<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Outcome {
        run_at(&self.root, words, &|_| None, None, self.today)
    }
}

/// Runs the program in a folder: a fixed day, no environment, no terminal.
pub fn run_in<'w>(folder: &Path, words: impl IntoIterator<Item = &'w str>) -> Outcome {
    run_as(folder, words, &|_| None, None)
}

/// The same for a person at a terminal, who gives these answers.
pub fn run_with_answers<'w>(folder: &Path, words: impl IntoIterator<Item = &'w str>, answers: &str) -> Outcome {
    run_as(folder, words, &|_| None, Some(answers))
}

/// The same with an environment, at a terminal where there are answers.
pub fn run_as<'w>(
    folder: &Path,
    words: impl IntoIterator<Item = &'w str>,
    environment: &dyn Fn(&str) -> Option<String>,
    answers: Option<&str>,
) -> Outcome {
    run_at(folder, words, environment, answers, TODAY)
}

fn run_at<'w>(
    folder: &Path,
    words: impl IntoIterator<Item = &'w str>,
    environment: &dyn Fn(&str) -> Option<String>,
    answers: Option<&str>,
    today: Date,
) -> Outcome {
    let words: Vec<&str> = std::iter::once("salesplan").chain(words).collect();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let world = World {
        folder: folder.to_path_buf(),
        environment,
        today: &|| today,
        stdout_is_terminal: false,
        stdout_width: None,
        stderr_is_terminal: answers.is_some(),
        stdin: &mut answers.unwrap_or_default().as_bytes(),
        stdin_is_terminal: answers.is_some(),
        stdout: &mut stdout,
        stderr: &mut stderr,
    };
    let code = salesplan::run(words.iter().map(OsString::from), world);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Outcome {
        command: words.join(" "),
        code,
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// Copies what `wanted` lets through, by path relative to the source.
pub fn copy_folder(source: &Path, target: &Path, wanted: &dyn Fn(&str) -> bool) {
    copy_below(source, target, "", wanted);
}

fn copy_below(source: &Path, target: &Path, below: &str, wanted: &dyn Fn(&str) -> bool) {
    fs::create_dir_all(target).unwrap();
    let entries = fs::read_dir(source).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        if !wanted(&path) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            copy_below(&entry.path(), &target.join(&name), &path, wanted);
        } else {
            fs::copy(entry.path(), target.join(&name)).unwrap();
        }
    }
}
