//! Commands that print CSV, run only where their user has trusted the exact text on this
//! machine: a repository may come from anybody.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use salesplan_files::snapshot::{Snapshot, bytes_max};
use salesplan_files::sources::{self, Source};
use salesplan_files::suggest;

use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::place::{Place, Reads};

mod run;
mod trusted;

pub(crate) use trusted::Trusted;

/// How many lines of what a command says on stderr are shown.
const LINES_SHOWN: usize = 20;

/// The sources of a workspace, and where it stands on this machine.
pub(crate) struct Sources {
    pub all: BTreeMap<String, Source>,
    /// The folder of the workspace, without links in its path.
    pub workspace: PathBuf,
    /// The folder of the repository around it, else the workspace's own.
    repository: PathBuf,
}

impl Sources {
    /// Reads them from where a command reads the rest.
    pub fn read(place: &Place) -> Result<Self, Failure> {
        let snapshot = inputs::snapshot(place)?;
        Self::of(place, &snapshot)
    }

    fn of(place: &Place, snapshot: &Snapshot) -> Result<Self, Failure> {
        let read = sources::of_workspace(snapshot);
        let all = read.value.ok_or_else(|| Failure::findings(read.findings, snapshot))?;
        let repository = place
            .repository
            .as_ref()
            .map(|repository| repository.work_dir().unwrap_or(repository.git_dir()).to_path_buf());
        let workspace = match (&place.reads, &repository) {
            (Reads::Files(root), _) => root.clone(),
            (Reads::Revision(_), Some(top)) => top.join(&place.prefix),
            (Reads::Revision(_), None) => PathBuf::from(&place.prefix),
        };
        let plain = |path: PathBuf| std::fs::canonicalize(&path).unwrap_or(path);
        let workspace = plain(workspace);
        Ok(Self {
            all,
            repository: repository.map_or_else(|| workspace.clone(), plain),
            workspace,
        })
    }

    /// The source of that name.
    pub fn named(&self, name: &str) -> Result<&Source, Failure> {
        self.all.get(name).ok_or_else(|| {
            let help = if self.all.is_empty() {
                "salesplan.toml names none: write [sources.NAME] with its command".to_string()
            } else {
                suggest::help(name, self.all.keys().map(String::as_str))
            };
            Failure::usage(format!("there is no source `{}`", one_line(name)), help)
        })
    }

    /// The digest of a source's exact text in this place.
    pub fn digest(&self, source: &Source) -> String {
        source.digest(&self.workspace.display().to_string())
    }

    /// The program that a source runs: an absolute path that no repository can put something at.
    pub fn program(&self, source: &Source, console: &Console<'_>) -> Result<PathBuf, Failure> {
        let word = &source.command[0];
        let is_outside =
            |path: &Path| std::fs::canonicalize(path).is_ok_and(|path| !path.starts_with(&self.repository));
        if word.contains(std::path::MAIN_SEPARATOR) || word.contains('/') {
            let path = Path::new(word);
            return if path.is_absolute() && path.is_file() && is_outside(path) {
                Ok(path.to_path_buf())
            } else {
                Err(Failure::usage(
                    format!("`{}` is no program outside of the repository", one_line(word)),
                    "name a program that is installed, or its whole path: what stands in the repository may change without anybody being asked",
                ))
            };
        }
        let path = console.variable("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
        let found = folders
            .map(|folder| folder.join(word))
            .find(|file| file.is_file() && is_outside(file));
        found.ok_or_else(|| {
            Failure::usage(
                format!("the program `{}` is not installed", one_line(word)),
                "install it, or name its whole path in the command",
            )
        })
    }

    /// What a trusted source prints.
    pub fn output(&self, name: &str, console: &mut Console<'_>) -> Result<Vec<u8>, Failure> {
        let source = self.named(name)?;
        let trusted = Trusted::open(console, &self.repository)?;
        if !trusted.has(&self.digest(source), &self.text(source))? {
            return Err(Failure::usage(
                format!("nobody has trusted the command of source `{name}` on this machine, or it has changed since"),
                format!("`salesplan trust {name}` shows it and asks"),
            ));
        }
        let program = self.program(source, console)?;
        let folder = trusted.folder().to_path_buf();
        console.note(&format!("Running {} …", source.shown()));
        let ended = run::run(source, &program, &folder, bytes_max("any.csv"))
            .map_err(|fault| Failure::usage(format!("source `{name}` {fault}"), "nothing was imported"))?;
        let said = ended.errors.lines().filter(|line| !line.trim().is_empty());
        for line in said.take(LINES_SHOWN) {
            console.note(&format!("{name}: {}", one_line(line)));
        }
        if ended.is_good {
            Ok(ended.output)
        } else {
            Err(Failure::usage(
                format!("source `{name}` failed: {}", ended.status),
                "nothing was imported; what it said stands above",
            ))
        }
    }

    /// What is kept of a source that is trusted, for whoever looks into the folder.
    pub fn text(&self, source: &Source) -> String {
        format!(
            "source {} of {}\n{}\n",
            source.name,
            one_line(&self.workspace.display().to_string()),
            source.shown()
        )
    }

    /// The folder that no trust may come from.
    pub fn repository(&self) -> &Path {
        &self.repository
    }
}
