//! One entry of the index, as git keeps it.

use std::fs::Metadata;

use git2::{IndexEntry, IndexTime, Oid};

use crate::journal::Step;

/// Index flag: the file is outside the sparse checkout.
pub(crate) const SKIP_WORKTREE: u16 = 1 << 14;
/// Index flag: the path is announced (`git add -N`), its content is not.
pub(crate) const INTENT_TO_ADD: u16 = 1 << 13;
/// Index flag: the user asked git not to look at the work file.
const ASSUME_UNCHANGED: u16 = 1 << 15;

/// 0 but for a path in conflict, which has an entry for each side.
pub(crate) fn stage_of(entry: &IndexEntry) -> u16 {
    (entry.flags >> 12) & 3
}

/// Our entry, keeping the user's flags. Without `data` its times are zero, which
/// makes git read the file at its next look.
pub(crate) fn entry(step: &Step, id: Oid, before: Option<&IndexEntry>, data: Option<&Metadata>) -> IndexEntry {
    let zero = || IndexTime::new(0, 0);
    let mut entry = IndexEntry {
        ctime: zero(),
        mtime: zero(),
        dev: 0,
        ino: 0,
        mode: step.mode,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: before.map_or(0, |entry| entry.flags & ASSUME_UNCHANGED),
        flags_extended: before.map_or(0, |entry| entry.flags_extended & SKIP_WORKTREE),
        path: step.path.clone().into_bytes(),
    };
    if let Some(data) = data {
        fill_times(&mut entry, data);
    }
    entry
}

#[cfg(unix)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the index keeps the low 32 bits of each"
)]
fn fill_times(entry: &mut IndexEntry, data: &Metadata) {
    use std::os::unix::fs::MetadataExt;
    entry.ctime = IndexTime::new(data.ctime() as i32, data.ctime_nsec() as u32);
    entry.mtime = IndexTime::new(data.mtime() as i32, data.mtime_nsec() as u32);
    entry.dev = data.dev() as u32;
    entry.ino = data.ino() as u32;
    entry.uid = data.uid();
    entry.gid = data.gid();
    entry.file_size = data.size() as u32;
}

/// Elsewhere the times stay zero: git reads the file once and notes them itself.
#[cfg(not(unix))]
fn fill_times(_entry: &mut IndexEntry, _data: &Metadata) {}
