//! One writer of ours at a time, by an operating-system lock.
//!
//! The system frees such a lock when its holder dies, however it dies. So
//! whoever holds the turn knows that any lock file or journal of ours lying
//! about belongs to a dead process, with no guessing by process id or age.
//! It also keeps our own committers from racing one another.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::error::{GitError, GitErrorKind};

/// The file the lock is on. It stays: removing it would let two processes hold
/// locks on two files of the same name.
const FILE: &str = "salesplan.turn";

/// The right to write, held until dropped.
pub(crate) struct Turn {
    _file: File,
    /// False on file systems without such locks; then leftovers are judged by
    /// process id and age.
    pub(crate) is_exclusive: bool,
}

impl Turn {
    /// Waits up to `patience` for the turn in the repository's `git_dir`.
    pub(crate) fn take(git_dir: &Path, patience: Duration) -> Result<Turn, GitError> {
        let path = git_dir.join(FILE);
        let file = open(&path).map_err(|error| GitError::io("open", &path, error))?;
        let deadline = Instant::now() + patience;
        let mut pause = Duration::from_millis(1);
        loop {
            match file.try_lock() {
                Ok(()) => {
                    return Ok(Turn {
                        _file: file,
                        is_exclusive: true,
                    });
                }
                Err(TryLockError::Error(_)) => {
                    return Ok(Turn {
                        _file: file,
                        is_exclusive: false,
                    });
                }
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(GitError::new(
                        GitErrorKind::Locked,
                        "another salesplan process is committing in this repository",
                    )
                    .with_help("try again when it has ended"));
                }
            }
        }
    }
}

/// In a repository shared by several users the file may belong to another one;
/// reading rights are enough to lock it.
fn open(path: &Path) -> std::io::Result<File> {
    match File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
    {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => File::open(path),
        opened => opened,
    }
}
