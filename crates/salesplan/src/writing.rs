//! Writing into the work tree: only below real folders, only over regular files,
//! and each file whole or not at all.
//!
//! A repository may come from anyone. A link in it, left to itself, would let it
//! name any file of the user's for us to write.

use std::fs::{self, File, FileType, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::console::one_line;
use crate::failure::{Failure, exit};
use crate::place::{Place, Reads};

/// Refuses a path below `root` at which no file can be put: where anything but
/// folders leads to it, or anything but a regular file stands at it.
pub(crate) fn check(root: &Path, path: &Path) -> Result<(), Failure> {
    for folder in folders_above(path) {
        match kind_at(&root.join(folder))? {
            Some(kind) if kind.is_dir() => {}
            Some(kind) => return Err(blocked(folder, kind, "a folder")),
            None => return Ok(()),
        }
    }
    match kind_at(&root.join(path))? {
        Some(kind) if !kind.is_file() => Err(blocked(path, kind, "a regular file")),
        _ => Ok(()),
    }
}

/// Puts a file at a path below `root`, in the place of the one that is there.
pub(crate) fn replace(root: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    check(root, path)?;
    make_folders(root, path)?;
    let target = root.join(path);
    replace_whole(&target, bytes).map_err(|error| failed("write", &target, &error))
}

/// Writes a file at a path below `root` at which there is nothing.
pub(crate) fn create(root: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    check(root, path)?;
    make_folders(root, path)?;
    let target = root.join(path);
    let mut file = File::create_new(&target).map_err(|error| failed("write", &target, &error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        // Half a file is ours, and would keep the next run from writing it.
        let _ = fs::remove_file(&target);
        failed("write", &target, &error)
    })
}

/// The right to change files of a workspace, held until dropped. Whoever reads a file, changes it
/// and writes it back takes it before reading.
pub(crate) struct Turn {
    /// `None` where the system has no lock for a folder: then nobody waits.
    _folder: Option<File>,
}

/// How long another change may take before we give up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until no other salesplan changes files below `root`. The system frees the lock when its
/// holder ends, however it ends, and nothing is left lying about.
pub(crate) fn take_turn(root: &Path) -> Result<Turn, Failure> {
    let Ok(folder) = File::open(root) else {
        return Ok(Turn { _folder: None });
    };
    let deadline = Instant::now() + PATIENCE;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Turn { _folder: Some(folder) }),
            Err(TryLockError::Error(_)) => return Ok(Turn { _folder: None }),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(Duration::from_millis(5)),
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::Message {
                    code: exit::TRY_AGAIN,
                    message: "another salesplan is changing files here".into(),
                    help: Some("try again when it has ended".into()),
                });
            }
        }
    }
}

/// The same for the files of a place, before they are read; a revision needs none, since its commit waits
/// for others by itself.
pub(crate) fn take_turn_at(place: &Place) -> Result<Turn, Failure> {
    match &place.reads {
        Reads::Files(root) => take_turn(root),
        Reads::Revision(_) => Ok(Turn { _folder: None }),
    }
}

/// What stands at a path, links not followed; none where there is nothing.
pub(crate) fn kind_at(path: &Path) -> Result<Option<FileType>, Failure> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata.file_type())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("look at", path, &error)),
    }
}

/// What to call a thing that is not what it should be.
pub(crate) fn name_of(kind: FileType) -> &'static str {
    if kind.is_symlink() {
        "a link"
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_file() {
        "a file"
    } else {
        "a pipe or device"
    }
}

/// A path of the user's inside a line of ours.
pub(crate) fn shown(path: &Path) -> String {
    one_line(&path.display().to_string())
}

/// A failure with a path of the user's.
pub(crate) fn failed(doing: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::io(doing, Path::new(&shown(path)), error)
}

/// A folder that is made beside its place and put there when it is complete.
/// Until it is kept, whatever was made of it goes away with this value.
pub(crate) struct NewFolder {
    target: PathBuf,
    /// Where it is now: beside the target, then at it.
    path: PathBuf,
    /// The folders made above it, outermost first.
    above: Vec<PathBuf>,
    is_kept: bool,
}

impl NewFolder {
    /// Makes the folder beside `target`, and the folders above it that are missing.
    pub fn beside(target: &Path) -> Result<Self, Failure> {
        let parent = target.parent().unwrap_or(target);
        let mut above = Vec::new();
        let made = make_all(parent, &mut above).and_then(|()| make_beside(parent, |path| fs::create_dir(path)));
        match made {
            Ok((path, ())) => Ok(Self {
                target: target.to_path_buf(),
                path,
                above,
                is_kept: false,
            }),
            Err(error) => {
                remove_empty(&above);
                Err(failed("make", target, &error))
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Moves the folder to its place, where nothing or an empty folder may stand.
    pub fn put_in_place(&mut self) -> Result<(), Failure> {
        fs::rename(&self.path, &self.target).map_err(|error| failed("make", &self.target, &error))?;
        self.path.clone_from(&self.target);
        Ok(())
    }

    pub fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed either is left to whoever reads the failure.
            let _ = fs::remove_dir_all(&self.path);
            remove_empty(&self.above);
        }
    }
}

/// The folders that lead to a relative path, outermost first.
fn folders_above(path: &Path) -> Vec<&Path> {
    let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
    // The innermost ancestor of a relative path is the empty one.
    folders.pop();
    folders.reverse();
    folders
}

fn make_folders(root: &Path, path: &Path) -> Result<(), Failure> {
    for folder in folders_above(path) {
        let folder = root.join(folder);
        make_folder(&folder).map_err(|error| failed("make", &folder, &error))?;
    }
    Ok(())
}

/// Makes a folder; gives whether it was not there before.
fn make_folder(folder: &Path) -> io::Result<bool> {
    match fs::create_dir(folder) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes a folder and those above it, and lists those that were not there.
fn make_all(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        if make_folder(folder)? {
            made.push(folder.to_path_buf());
        }
    }
    Ok(())
}

fn remove_empty(folders: &[PathBuf]) {
    for folder in folders.iter().rev() {
        // One that somebody has put something into meanwhile is not ours to remove.
        let _ = fs::remove_dir(folder);
    }
}

/// Writes beside the target and renames, with the rights of the file that was there.
fn replace_whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().unwrap_or(target);
    let (beside, mut file) = make_beside(folder, |path| File::create_new(path))?;
    let written = fill(&mut file, target, bytes).and_then(|()| fs::rename(&beside, target));
    if written.is_err() {
        // What was begun beside is of no use to anyone.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn fill(file: &mut File, target: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Ok(before) = fs::symlink_metadata(target) {
        file.set_permissions(before.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes something in a folder under a name that nobody uses; `make` must fail
/// where there is anything at its path.
fn make_beside<T>(folder: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // With the dot, no reader of the workspace takes it for an input.
        let path = folder.join(format!(".salesplan-{}-{count}.tmp", std::process::id()));
        match make(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => return made.map(|made| (path, made)),
        }
    }
}

fn blocked(path: &Path, kind: FileType, wanted: &str) -> Failure {
    let path = shown(path);
    Failure::usage(
        format!("{path} is {}, so nothing is written there", name_of(kind)),
        format!("put {wanted} in its place"),
    )
}
