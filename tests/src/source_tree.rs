//! The program's own source tree, which some tests look at.

use std::path::{Path, PathBuf};

/// The folder of the workspace's Cargo.toml.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("the tests stand in a folder of the tree")
        .to_path_buf()
}

/// The folder with the cases of a kind: `diagnostics`, `reviews`, `templates`.
pub fn cases(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(kind)
}

/// The names of the folders in a folder, sorted.
pub fn folders_in(folder: &Path) -> Vec<String> {
    names_in(folder, |entry| entry.path().is_dir())
}

/// The names of the files in a folder, sorted.
pub fn files_in(folder: &Path) -> Vec<String> {
    names_in(folder, |entry| entry.path().is_file())
}

fn names_in(folder: &Path, wanted: impl Fn(&std::fs::DirEntry) -> bool) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let entries = entries.map(|entry| entry.unwrap()).filter(|entry| wanted(entry));
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
