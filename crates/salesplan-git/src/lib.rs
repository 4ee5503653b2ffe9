//! Revisions in, one atomic commit out.
//!
//! This crate knows git and nothing else: it reads files of a revision from
//! the object database without a checkout, and makes one commit on the tip of
//! a branch without disturbing what the user has staged or edited. It is the
//! only crate that touches the file system inside a repository. Commits never run
//! the `git` program or hooks, and nothing changes the user's configuration. The
//! programs it runs are those that sign, `gpg` and `ssh-keygen`, where the user set
//! them up, and `git` itself to push and fetch, since only that has the user's keys.
//!
//! Where a change goes: `repository` finds and describes the repository,
//! `revision`, `tree` and `history` read what was committed, `work_tree` and `work_file` read and
//! write files beside the `.git` folder, `commit` is the story of one commit,
//! told by `writer` with `draft` (what is to be committed), `index_sync` and `index_entry` (the user's index),
//! `branch` (compare-and-swap), `turn` and `lock` (who may write now) and
//! `recovery` (what a killed process left behind); `signing` signs it with the
//! user's own set-up, and `signature` says who signed.

// This crate is one of the two edges where files, the environment and the
// clock may be touched; everything it reaches for lies inside the repository,
// but for signing: its programs and what is handed to them.
#![allow(clippy::disallowed_methods)]

mod branch;
mod commit;
mod draft;
mod durability;
mod error;
mod history;
mod identity;
mod index_entry;
mod index_sync;
mod journal;
mod lock;
mod path;
mod push;
mod recovery;
mod repository;
mod revision;
mod signature;
mod signing;
mod tree;
mod turn;
mod work_file;
mod work_tree;
mod writer;

pub use branch::Head;
pub use commit::{Change, CommitError, CommitOptions, CommitOutcome, NewFile, Signing, Tip};
pub use error::{GitError, GitErrorKind};
pub use history::{FileHistory, LastChange, Past};
pub use identity::Identity;
pub use push::{Followed, PushTarget, Pushed};
pub use repository::Repository;
pub use revision::{Revision, RevisionDetails};
pub use signature::Signature;
pub use tree::{EntryKind, TreeEntry};
