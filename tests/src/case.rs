//! A case: a folder that holds a workspace as a user would have it, and beside
//! it what the program is expected to print.
//!
//! Most cases are one run of one command. Those that need a story have a
//! `steps.txt`, one step a line:
//!
//! ```text
//! link plans/p/team.toml elsewhere.toml    a symbolic link to that target
//! fill rules/priority.rhai 70000           a file of so many bytes
//! commit The plan                          commit everything to git
//! overlay later                            copy the files of that folder over
//! salesplan review --week 2026-W41 …       run the program; the last run is compared
//! ```

use std::path::{Path, PathBuf};

use crate::outcome::Outcome;
use crate::workspace::{Workspace, copy_folder};

/// The file with the day on which the case is played, where it is not the usual one.
const TODAY: &str = "today.txt";

/// The file with the steps of a story.
const STEPS: &str = "steps.txt";

/// One case folder.
#[derive(Debug)]
pub struct Case {
    folder: PathBuf,
}

/// A case that has been played to its end.
#[derive(Debug)]
pub struct Played {
    /// The workspace as the steps left it.
    pub workspace: Workspace,
    /// The run that the case is about.
    pub outcome: Outcome,
}

impl Case {
    /// The case in a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// A file that stands beside the workspace: `expected.txt`.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The text of a file beside the workspace, where there is one.
    pub fn text(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.beside(name)).ok()
    }

    /// The case's files in a temporary folder.
    pub fn workspace(&self) -> Workspace {
        let mut workspace = Workspace::new();
        if let Some(day) = self.text(TODAY) {
            workspace.today = day.trim().parse().expect("today.txt has a day");
        }
        let overlays = self.overlays();
        copy_folder(&self.folder, workspace.root(), &|path| {
            let is_about_the_case =
                path == STEPS || path.starts_with("expected.") || matches!(path, "evening.txt" | TODAY);
            !is_about_the_case && !overlays.iter().any(|overlay| overlay == path)
        });
        workspace
    }

    /// Takes every step, or runs the one command where there are none.
    #[track_caller]
    pub fn play(&self, command: &str) -> Played {
        self.play_with(command, "")
    }

    /// The same, with more options for the last run.
    #[track_caller]
    pub fn play_with(&self, command: &str, more: &str) -> Played {
        let workspace = self.workspace();
        let command = format!("{command} {more}");
        let command = command.trim_end();
        let Some(steps) = self.text(STEPS) else {
            let outcome = workspace.run(command);
            return Played { workspace, outcome };
        };
        let lines: Vec<&str> = steps.lines().filter(|line| !line.is_empty()).collect();
        let mut last = None;
        for (index, line) in lines.iter().enumerate() {
            let is_last = index + 1 == lines.len();
            let with_more = if is_last {
                format!("{line} {more}")
            } else {
                (*line).to_string()
            };
            if let Some(outcome) = self.step(with_more.trim_end(), &workspace) {
                assert!(is_last || outcome.code == 0, "a step before the last failed: {outcome}");
                last = Some(outcome);
            }
        }
        let outcome = last.unwrap_or_else(|| workspace.run(command));
        Played { workspace, outcome }
    }

    fn step(&self, line: &str, workspace: &Workspace) -> Option<Outcome> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "salesplan" => return Some(workspace.run(rest)),
            "commit" => workspace.commit_all(rest),
            "overlay" => workspace.copy_from(&self.folder.join(rest), ""),
            "fill" => {
                let (path, bytes) = rest.split_once(' ').expect("fill PATH BYTES");
                workspace.write(path, "/".repeat(bytes.parse().expect("a count of bytes")));
            }
            "link" => {
                let (path, target) = rest.split_once(' ').expect("link PATH TARGET");
                link(&workspace.path(path), target);
            }
            _ => panic!("{}: no such step: {line}", self.folder.display()),
        }
        None
    }

    fn overlays(&self) -> Vec<String> {
        let steps = self.text(STEPS).unwrap_or_default();
        steps
            .lines()
            .filter_map(|line| line.strip_prefix("overlay "))
            .map(str::to_string)
            .collect()
    }
}

#[cfg(unix)]
fn link(path: &Path, target: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path, _: &str) {
    panic!("links are tested where they can be made without rights");
}
