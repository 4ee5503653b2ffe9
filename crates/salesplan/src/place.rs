//! Where the workspace is: the nearest `salesplan.toml` upwards, else the nearest
//! folder with `plans/`, within the git repository; in a work tree or a revision.

use std::path::{Path, PathBuf};

use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_git::{GitErrorKind, Head, Repository, Revision};
use salesplan_model::settings::Locale;

use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;
use crate::rendering;

/// A workspace that can be read.
pub(crate) struct Place {
    /// The repository around it, where there is one.
    pub repository: Option<Repository>,
    /// The workspace's path inside the repository, without a trailing `/`.
    pub prefix: String,
    /// What is read.
    pub reads: Reads,
}

/// What is read of a workspace.
#[derive(Debug, Clone)]
pub(crate) enum Reads {
    /// The files on disk below this folder.
    Files(PathBuf),
    /// A revision, from the object database.
    Revision(Revision),
}

impl Place {
    /// Finds the workspace that a command was started for.
    pub fn find(global: &Global, console: &Console<'_>) -> Result<Self, Failure> {
        let start = start(global, console)?;
        let repository = discover(&start)?;
        match (&global.at, &repository) {
            (Some(_), None) => Err(Failure::usage(
                "--at needs a git repository",
                "run it inside one, or leave --at out",
            )),
            (Some(text), Some(_)) => {
                let repository = repository.expect("matched just now");
                let revision = repository.resolve(text)?;
                Self::in_revision(repository, revision, &start)
            }
            (None, Some(found)) if found.is_bare() => {
                let repository = repository.expect("matched just now");
                let tip = tip(&repository)?;
                Self::in_revision(repository, tip, &start)
            }
            _ => Self::on_disk(repository, &start),
        }
    }

    /// The commit that is read, or on which the work tree stands.
    pub fn tip(&self) -> Result<Option<Revision>, Failure> {
        let Some(repository) = &self.repository else {
            return Ok(None);
        };
        if let Reads::Revision(revision) = &self.reads {
            return Ok(Some(*revision));
        }
        Ok(match repository.head()? {
            Head::Branch { tip, .. } => tip,
            Head::Detached { tip } => Some(tip),
        })
    }

    /// Finds the workspace at the branch tip, for commands that commit.
    pub fn at_tip(global: &Global, console: &Console<'_>) -> Result<Self, Failure> {
        let start = start(global, console)?;
        let Some(repository) = discover(&start)? else {
            return Err(Failure::usage(
                "this needs a git repository, and there is none here",
                "`git init`, then commit the plan",
            ));
        };
        let tip = tip(&repository)?;
        Self::in_revision(repository, tip, &start)
    }

    fn in_revision(repository: Repository, revision: Revision, start: &Path) -> Result<Self, Failure> {
        let here = repository.path_in_work_tree(start).unwrap_or_default();
        match root_in(&repository, &revision, &here)? {
            Some(prefix) => {
                let prefix = prefix.to_string();
                Ok(Self {
                    repository: Some(repository),
                    prefix,
                    reads: Reads::Revision(revision),
                })
            }
            None => Err(Failure::usage(
                format!("there is no workspace in revision {revision}: neither salesplan.toml nor plans/"),
                "begin one with `salesplan init` and commit it, or name another revision",
            )),
        }
    }

    fn on_disk(repository: Option<Repository>, start: &Path) -> Result<Self, Failure> {
        let top = repository
            .as_ref()
            .and_then(Repository::work_dir)
            .and_then(|dir| std::fs::canonicalize(dir).ok());
        let folders: Vec<&Path> = match &top {
            Some(top) => start.ancestors().take_while(|folder| folder.starts_with(top)).collect(),
            None => start.ancestors().collect(),
        };
        let with = |name: &str, is: fn(&Path) -> bool| folders.iter().find(|folder| is(&folder.join(name))).copied();
        let Some(root) = with("salesplan.toml", Path::is_file).or_else(|| with("plans", Path::is_dir)) else {
            return Err(Failure::usage(
                "there is no workspace here or above: neither salesplan.toml nor plans/",
                "begin one with `salesplan init`, or see one at work with `salesplan demo`",
            ));
        };
        let prefix = repository
            .as_ref()
            .and_then(|repository| repository.path_in_work_tree(root))
            .unwrap_or_default();
        Ok(Self {
            repository,
            prefix,
            reads: Reads::Files(root.to_path_buf()),
        })
    }

    /// The path that a file of the workspace has in the repository.
    pub fn in_repository(&self, path: &str) -> String {
        join(&self.prefix, path)
    }

    /// The path that a file of the repository has in the workspace.
    pub fn in_workspace<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.prefix.is_empty() {
            Some(path)
        } else {
            path.strip_prefix(&self.prefix)?.strip_prefix('/')
        }
    }
}

/// The folder to start from, without links in its path.
pub(crate) fn start(global: &Global, console: &Console<'_>) -> Result<PathBuf, Failure> {
    let folder = match &global.directory {
        Some(directory) => console.folder().join(directory),
        None => console.folder().to_path_buf(),
    };
    std::fs::canonicalize(&folder).map_err(|error| Failure::io("enter", &folder, &error))
}

/// The language that the settings of the workspace on disk name, from a folder upwards. Whatever keeps them
/// from being read is told by whoever needs them.
pub(crate) fn locale_around(folder: &Path, directory: Option<&Path>) -> Option<Locale> {
    let start = directory.map_or_else(|| folder.to_path_buf(), |directory| folder.join(directory));
    let start = std::fs::canonicalize(start).ok()?;
    let Reads::Files(root) = Place::on_disk(discover(&start).ok()?, &start).ok()?.reads else {
        return None;
    };
    let mut snapshot = Snapshot::default();
    let path = root.join("salesplan.toml");
    let is_usual = std::fs::metadata(&path).is_ok_and(|found| found.len() <= bytes_max("salesplan.toml"));
    let settings = is_usual.then(|| std::fs::read(&path).ok()).flatten()?;
    snapshot.insert("salesplan.toml", None, Content::Bytes(settings));
    Some(rendering::own_locale(&snapshot))
}

/// The repository around a folder; none is no failure.
pub(crate) fn discover(start: &Path) -> Result<Option<Repository>, Failure> {
    match Repository::discover(start) {
        Ok(repository) => Ok(Some(repository)),
        Err(error) if *error.kind() == GitErrorKind::NotARepository => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn tip(repository: &Repository) -> Result<Revision, Failure> {
    match repository.head()? {
        Head::Branch { tip: Some(tip), .. } | Head::Detached { tip } => Ok(tip),
        Head::Branch { name, tip: None } => Err(Failure::usage(
            format!("branch {name} has no commits yet, and reviews are made from what is committed"),
            "commit the plan: `git add . && git commit -m \"Plan\"`",
        )),
    }
}

fn join(prefix: &str, path: &str) -> String {
    if prefix.is_empty() {
        path.to_string()
    } else {
        format!("{prefix}/{path}")
    }
}

fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| {
        if path.is_empty() {
            None
        } else {
            Some(path.rsplit_once('/').map_or("", |(parent, _)| parent))
        }
    })
}

/// The folder at or above `here` that has settings, else the one that has plans. What is not in
/// a partial clone may well be there, so a fault is no answer.
fn root_in<'h>(repository: &Repository, revision: &Revision, here: &'h str) -> Result<Option<&'h str>, Failure> {
    for prefix in ancestors(here) {
        if repository.read(revision, &join(prefix, "salesplan.toml"))?.is_some() {
            return Ok(Some(prefix));
        }
    }
    for prefix in ancestors(here) {
        if has_plans(repository, revision, prefix)? {
            return Ok(Some(prefix));
        }
    }
    Ok(None)
}

fn has_plans(repository: &Repository, revision: &Revision, prefix: &str) -> Result<bool, Failure> {
    let plans = join(prefix, "plans");
    let direct = |folder: &str| {
        folder
            .strip_prefix(&plans)
            .is_some_and(|rest| rest.matches('/').count() <= 1)
    };
    let files = repository.files(revision, &plans, &direct, &|path| path.ends_with("/plan.toml"))?;
    Ok(!files.is_empty())
}
