//! Moving our paths along in the user's index and work tree.
//!
//! A commit that leaves the index behind looks like a staged deletion, and the
//! user's next commit silently takes it back. So our entries move along, in a
//! copy of the index that replaces it right before the branch moves, as git does
//! it. After would be too late: `git commit` reads first the branch, then the
//! index, and takes the lock last; with the new branch and the old index it would
//! take our commit back at once. Every other entry stays as it is: staged edits,
//! intent-to-add, conflicts, flags.

use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};

use git2::{Index, IndexEntry, IndexTime, Oid};

use crate::Repository;
use crate::error::GitError;
use crate::index_entry::{INTENT_TO_ADD, SKIP_WORKTREE, entry, stage_of};
use crate::journal::Step;
use crate::lock::remove_if_present;
use crate::path::folders_above;
use crate::work_file::{Found, WorkFiles, blocked};

/// What the user has at a path of ours.
#[derive(Default)]
struct Standing {
    /// Paths in the index that carry the user's own changes.
    staged: Vec<String>,
    /// The work file carries the user's own changes.
    is_edited: bool,
    /// The work tree has no place for a file here: which path, and why.
    blocked: Option<(String, &'static str)>,
    /// The path is outside the sparse checkout and has no work file.
    is_skipped: bool,
}

/// A copy of the index with our paths moved along, not yet in place.
pub(crate) struct IndexSync {
    files: WorkFiles,
    index: Index,
    temporary: PathBuf,
    original: PathBuf,
    is_placed: bool,
    /// Steps whose work file may be written, too.
    to_write: Vec<Step>,
    to_stage: Vec<Step>,
}

impl IndexSync {
    /// Copies the index. The caller holds the index lock.
    pub(crate) fn open(repo: &Repository) -> Result<IndexSync, GitError> {
        let original = repo.git_dir().join("index");
        let temporary = repo.git_dir().join("salesplan.index");
        // libgit2 writes `temporary` through a lock of its own, which a killed
        // run may have left; only the holder of the turn gets here.
        remove_if_present(&repo.git_dir().join("salesplan.index.lock"))?;
        remove_if_present(&temporary)?;
        if let Err(error) = fs::copy(&original, &temporary)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(GitError::io("copy", &original, error));
        }
        let index = match Index::open(&temporary) {
            Ok(index) => index,
            Err(error) => {
                remove_if_present(&temporary)?;
                return Err(error.into());
            }
        };
        let files = WorkFiles::of(repo)?;
        Ok(IndexSync {
            files,
            index,
            temporary,
            original,
            is_placed: false,
            to_write: Vec::new(),
            to_stage: Vec::new(),
        })
    }

    /// Takes up all steps, or none when the user has changes on any of them.
    ///
    /// # Errors
    /// `PathBlocked`.
    pub(crate) fn take_all(&mut self, steps: &[Step]) -> Result<Vec<String>, GitError> {
        let mut users = Vec::new();
        for step in steps {
            let standing = self.standing(step)?;
            if let Some((at, why)) = standing.blocked {
                return Err(blocked(&at, why));
            }
            if standing.is_edited {
                users.push(step.path.clone());
            }
            users.extend(standing.staged);
            self.to_stage.push(step.clone());
            if !standing.is_skipped {
                self.to_write.push(step.clone());
            }
        }
        users.sort();
        users.dedup();
        Ok(users)
    }

    /// Takes up what a killed run left to do, leaving alone what the user has
    /// touched since.
    pub(crate) fn take_untouched(&mut self, steps: &[Step]) -> Result<(), GitError> {
        for step in steps {
            let standing = self.standing(step)?;
            if standing.staged.is_empty() {
                self.to_stage.push(step.clone());
            }
            if !standing.is_edited && !standing.is_skipped && standing.blocked.is_none() {
                self.to_write.push(step.clone());
            }
        }
        Ok(())
    }

    /// Writes the copy of the index with our entries moved along.
    pub(crate) fn stage(&mut self) -> Result<(), GitError> {
        self.forget_racy_times()?;
        for step in std::mem::take(&mut self.to_stage) {
            let before = self.index.get_path(Path::new(&step.path), 0);
            match step.new {
                Some(id) => self.index.add(&entry(&step, id, before.as_ref(), None))?,
                None if before.is_some() => self.index.remove(Path::new(&step.path), 0)?,
                None => {}
            }
        }
        self.write()
    }

    /// Puts the staged copy in place of the index.
    pub(crate) fn place(&mut self) -> Result<(), GitError> {
        fs::rename(&self.temporary, &self.original).map_err(|error| GitError::io("replace", &self.original, error))?;
        self.is_placed = true;
        Ok(())
    }

    /// Gives entries of ours in the index that lies there their old content again:
    /// it was put in place, and the branch did not move after all.
    pub(crate) fn take_back(repo: &Repository, steps: &[Step]) -> Result<(), GitError> {
        let mut sync = IndexSync::open(repo)?;
        let mut is_changed = false;
        for step in steps.iter().filter(|step| step.old != step.new) {
            let before = sync.index.get_path(Path::new(&step.path), 0);
            if before.as_ref().map(|entry| entry.id) != step.new {
                continue;
            }
            match step.old {
                Some(id) => sync.index.add(&entry(step, id, before.as_ref(), None))?,
                None => sync.index.remove(Path::new(&step.path), 0)?,
            }
            is_changed = true;
        }
        if !is_changed {
            return Ok(());
        }
        sync.forget_racy_times()?;
        sync.write()?;
        sync.place()
    }

    /// Whether the copy has replaced the index.
    pub(crate) fn is_placed(&self) -> bool {
        self.is_placed
    }

    /// Writes the work files and notes their times in the index; the commit stands
    /// already. `commit` is where the content comes from. Returns the paths
    /// whose work file could not be written or was edited at the last moment.
    pub(crate) fn finish(mut self, commit: Oid) -> Vec<String> {
        let mut left = Vec::new();
        for step in std::mem::take(&mut self.to_write) {
            match self.write_file(&step, commit) {
                Ok(true) => self.note_times(&step),
                Ok(false) | Err(_) => left.push(step.path),
            }
        }
        // Without the new times git only has to look at the files once more, so
        // the index that is in place will do if this fails.
        let _ = self.write().and_then(|()| self.place());
        left
    }

    fn standing(&self, step: &Step) -> Result<Standing, GitError> {
        let mut standing = Standing {
            staged: self.staged_at(step),
            ..Standing::default()
        };
        match self.files.look(&step.path)? {
            // Nothing is lost by writing a file the user has deleted.
            Found::Nothing => {
                standing.is_skipped = self
                    .index
                    .get_path(Path::new(&step.path), 0)
                    .is_some_and(|entry| entry.flags_extended & SKIP_WORKTREE != 0);
            }
            Found::File(id) => standing.is_edited = Some(id) != step.old && Some(id) != step.new,
            Found::Blocked(at, why) => standing.blocked = Some((at, why)),
        }
        Ok(standing)
    }

    /// Index entries at, above or below the path that are not the tip's.
    fn staged_at(&self, step: &Step) -> Vec<String> {
        let path = Path::new(&step.path);
        let is_ours = match self.index.get_path(path, 0) {
            None => step.old.is_none() || step.new.is_none(),
            Some(entry) if entry.flags_extended & INTENT_TO_ADD != 0 => false,
            Some(entry) if entry.mode != step.mode => false,
            Some(entry) => Some(entry.id) == step.old || Some(entry.id) == step.new,
        };
        let in_conflict = (1..=3).any(|stage| self.index.get_path(path, stage).is_some());
        let has_below = self.index.find_prefix(format!("{}/", step.path)).is_ok();
        let mut staged = Vec::new();
        if !is_ours || in_conflict || has_below {
            staged.push(step.path.clone());
        }
        let is_entry = |folder: &&str| (0..=3).any(|stage| self.index.get_path(Path::new(folder), stage).is_some());
        staged.extend(folders_above(&step.path).filter(is_entry).map(str::to_owned));
        staged
    }

    /// Looks once more, right before writing, and writes.
    fn write_file(&self, step: &Step, commit: Oid) -> Result<bool, GitError> {
        match self.files.look(&step.path)? {
            Found::Blocked(..) => Ok(false),
            Found::File(id) if Some(id) == step.new => Ok(true),
            Found::File(id) if Some(id) != step.old => Ok(false),
            Found::Nothing if step.new.is_none() => Ok(true),
            Found::File(_) if step.new.is_none() => self.files.remove(&step.path).map(|()| true),
            Found::Nothing | Found::File(_) => {
                let bytes = self.files.checked_out(commit, &step.path)?;
                self.files.place(&step.path, &bytes, &token(commit))?;
                Ok(true)
            }
        }
    }

    /// Puts the written file's times and size into its entry, so that git need
    /// not read the file to see that it is unchanged.
    fn note_times(&mut self, step: &Step) {
        let before = self.index.get_path(Path::new(&step.path), 0);
        let is_staged = before.as_ref().is_some_and(|entry| Some(entry.id) == step.new);
        let data = fs::symlink_metadata(self.files.absolute(&step.path)).ok();
        if let (Some(id), true, Some(data)) = (step.new, is_staged, data) {
            // Best effort, see `finish`.
            let _ = self.index.add(&entry(step, id, before.as_ref(), Some(&data)));
        }
    }

    /// git takes an entry as young as the index for possibly edited and reads
    /// the file. Writing the index makes it younger than all entries and would
    /// end that caution, hiding an edit made within the same second. So such
    /// entries lose their time and are read at the next look. Whole seconds,
    /// because git is usually built to compare no finer.
    fn forget_racy_times(&mut self) -> Result<(), GitError> {
        let Some(written) = fs::symlink_metadata(&self.original).ok().map(|data| seconds(&data)) else {
            return Ok(());
        };
        let racy: Vec<IndexEntry> = self
            .index
            .iter()
            .filter(|entry| stage_of(entry) == 0 && i64::from(entry.mtime.seconds()) >= written)
            .collect();
        for mut entry in racy {
            entry.mtime = IndexTime::new(0, 0);
            self.index.add(&entry)?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), GitError> {
        self.index.write()?;
        let fault = |error| GitError::io("write", &self.temporary, error);
        // A repository shared by a group has its own rights on the index.
        if let Ok(before) = fs::metadata(&self.original) {
            fs::set_permissions(&self.temporary, before.permissions()).map_err(fault)?;
        }
        File::open(&self.temporary)
            .and_then(|file| file.sync_all())
            .map_err(fault)
    }

    /// Takes away temporary work files of a killed run.
    pub(crate) fn sweep(&self, steps: &[Step], commit: Oid) -> Result<(), GitError> {
        steps
            .iter()
            .try_for_each(|step| self.files.sweep(&step.path, &token(commit)))
    }
}

impl Drop for IndexSync {
    fn drop(&mut self) {
        // A copy that was put in place is gone from here; one that was not is
        // overwritten by the next run at the latest.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Names the temporary work files of one commit.
fn token(commit: Oid) -> String {
    commit.to_string().chars().take(16).collect()
}

/// When the file was written, in seconds since 1970.
fn seconds(data: &Metadata) -> i64 {
    data.modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .unwrap_or(0)
}
