//! What the user has trusted: a file for each text, named by its digest, in the user's own data
//! folder, where no repository writes.

use std::fs::{self, DirBuilder, Metadata, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::failure::Failure;
use crate::writing::{failed, kind_at, name_of, shown};

/// The folder of trusted texts.
pub(crate) struct Trusted {
    /// Our folder below the user's data.
    folder: PathBuf,
}

impl Trusted {
    /// The user's folder; it must not lie in the repository.
    pub fn open(console: &Console<'_>, repository: &Path) -> Result<Self, Failure> {
        let absolute = |path: String| Some(PathBuf::from(path)).filter(|path| path.is_absolute());
        // The XDG base directory specification: a relative path is to be ignored.
        let data = console.variable("XDG_DATA_HOME").and_then(absolute);
        let home = || console.variable("HOME").and_then(absolute);
        let local = || console.variable("LOCALAPPDATA").and_then(absolute);
        let data = data.or_else(|| Some(home()?.join(".local/share"))).or_else(local);
        let Some(data) = data else {
            return Err(Failure::usage(
                "there is no folder of yours to keep what you trust in",
                "set HOME, or XDG_DATA_HOME to a folder of your own",
            ));
        };
        let existing = data.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
        if existing.is_some_and(|folder| folder.starts_with(repository)) {
            return Err(Failure::usage(
                format!(
                    "{} is in the repository, which may not say itself what is trusted",
                    shown(&data)
                ),
                "set XDG_DATA_HOME to a folder of your own",
            ));
        }
        Ok(Self {
            folder: data.join("salesplan"),
        })
    }

    /// Our folder: private, and therefore also where commands are run.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn texts(&self) -> PathBuf {
        self.folder.join("trusted")
    }

    fn path(&self, digest: &str) -> PathBuf {
        self.texts().join(digest.trim_start_matches("sha256:"))
    }

    /// Whether a text is trusted. Whatever somebody else could have put there is refused.
    pub fn has(&self, digest: &str, text: &str) -> Result<bool, Failure> {
        for folder in [self.folder.clone(), self.texts()] {
            match kind_at(&folder)? {
                None => return Ok(false),
                Some(kind) if !kind.is_dir() => return Err(not_ours(&folder, name_of(kind))),
                Some(_) => check_private(&folder)?,
            }
        }
        let path = self.path(digest);
        match kind_at(&path)? {
            None => Ok(false),
            Some(kind) if !kind.is_file() => Err(not_ours(&path, name_of(kind))),
            Some(_) => {
                check_private(&path)?;
                let kept = fs::read(&path).map_err(|error| failed("read", &path, &error))?;
                Ok(kept == text.as_bytes())
            }
        }
    }

    /// Keeps a text.
    pub fn add(&self, digest: &str, text: &str) -> Result<(), Failure> {
        let texts = self.texts();
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&texts).map_err(|error| failed("make", &texts, &error))?;
        if self.has(digest, text)? {
            return Ok(());
        }
        let path = self.path(digest);
        // One of another text can only be a file that was damaged.
        self.remove(digest)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| failed("write", &path, &error))
    }

    /// Forgets a text; gives whether it was there.
    pub fn remove(&self, digest: &str) -> Result<bool, Failure> {
        let path = self.path(digest);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(failed("remove", &path, &error)),
        }
    }
}

/// Refuses what belongs to somebody else, or what others may write into.
#[cfg(unix)]
fn check_private(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::MetadataExt;
    let metadata: Metadata = fs::symlink_metadata(path).map_err(|error| failed("look at", path, &error))?;
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err(not_ours(path, "somebody else's"));
    }
    if metadata.mode() & 0o022 != 0 {
        return Err(not_ours(path, "open for others to write"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_private(path: &Path) -> Result<(), Failure> {
    let _: Metadata = fs::symlink_metadata(path).map_err(|error| failed("look at", path, &error))?;
    Ok(())
}

fn not_ours(path: &Path, what: &str) -> Failure {
    Failure::usage(
        format!("{} is {what}, so nothing there counts as trusted", shown(path)),
        "remove it, and trust the command again",
    )
}
