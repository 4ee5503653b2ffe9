//! The files of a workspace at one moment, whether from disk or from history.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use salesplan_model::diagnostic::Diagnostic;

use crate::rule_tests;

/// Files by path relative to the workspace root, with `/`.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    files: BTreeMap<Arc<str>, SourceFile>,
    /// Paths of files that stand in another commit.
    pinned: BTreeSet<Arc<str>>,
    /// What kept pinned files from being read.
    faults: Vec<Diagnostic>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the workspace root, with `/`.
    pub path: Arc<str>,
    /// The id that git gives to the content; `None` outside a repository.
    pub blob_id: Option<String>,
    /// What stands there.
    pub content: Content,
}

/// What stands at a path.
#[derive(Debug, Clone)]
pub enum Content {
    /// A regular file's bytes.
    Bytes(Vec<u8>),
    /// Something else than a regular file, in words: "a link", "a folder". Never followed.
    NotAFile(&'static str),
    /// A file above the size limit, which is not read.
    TooLarge {
        /// Its size.
        bytes: u64,
    },
}

impl Snapshot {
    /// Adds a file; a second one at the same path replaces the first.
    pub fn insert(&mut self, path: &str, blob_id: Option<String>, content: Content) {
        let path: Arc<str> = Arc::from(path);
        self.files.insert(path.clone(), SourceFile { path, blob_id, content });
    }

    /// Takes a file out, where there is one.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Adds a file from another commit than the rest.
    pub fn insert_pinned(&mut self, path: &str, blob_id: String, content: Content) {
        self.insert(path, Some(blob_id), content);
        self.pinned.insert(Arc::from(path));
    }

    /// Whether the file at a path stands in another commit.
    pub fn is_pinned(&self, path: &str) -> bool {
        self.pinned.contains(path)
    }

    /// Notes why a pinned file is not there, in the file that pins it.
    pub fn note_fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// What kept pinned files from being read.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter()
    }

    /// What kept the files that are pinned in a file from being read.
    pub fn faults_of<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s Diagnostic> {
        let is_there = move |fault: &&Diagnostic| {
            fault
                .primary
                .as_ref()
                .is_some_and(|label| *label.location.file == *path)
        };
        self.faults.iter().filter(is_there)
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// The files below a folder (`plans/million/`), by path.
    pub fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'s SourceFile> {
        self.files
            .range(Arc::<str>::from(folder)..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(_, file)| file)
    }

    /// The text of a file, for showing a finding in it.
    pub fn text(&self, path: &str) -> Option<&str> {
        match &self.get(path)?.content {
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }
}

/// The largest file that is read, by the ending of its name.
pub fn bytes_max(path: &str) -> u64 {
    match path.rsplit('.').next() {
        Some("csv") => 512 << 20,
        Some("rhai" | "j2") => 64 << 10,
        _ if path.contains("/playbooks/") => 256 << 10,
        _ => 16 << 20,
    }
}

/// Whether a path is one of a file that the program reads, on disk as in history.
/// What editors and systems leave lying about is none: `.plan.toml.swp`, `.DS_Store`.
pub fn is_input(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().any(|part| part.starts_with('.')) {
        return false;
    }
    match parts[..] {
        ["salesplan.toml"]
        | ["plans", _]
        | ["plans", _, _]
        | ["plans", _, "facts" | "commitments" | "agreements", _] => true,
        ["plans", _, "playbooks", name] => name.ends_with(".md"),
        ["rules", name] => name.ends_with(".rhai") || rule_tests::is_path(path),
        ["templates", name] => name.ends_with(".j2"),
        ["calendars" | "profiles", name] => name.ends_with(".toml"),
        _ => false,
    }
}

/// Whether files that the program reads may lie directly in the folder. Others are
/// not entered, however deep and wide somebody has made them.
pub fn is_input_folder(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    !parts.iter().any(|part| part.starts_with('.'))
        && matches!(
            parts[..],
            ["plans" | "rules" | "templates" | "calendars" | "profiles"]
                | ["plans", _]
                | ["plans", _, "facts" | "commitments" | "agreements" | "playbooks"]
        )
}
