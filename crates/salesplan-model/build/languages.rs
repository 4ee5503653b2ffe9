//! The languages that there are: one file of `languages/` each. The build of every crate that
//! needs the list reads it here.

#![expect(clippy::disallowed_methods, reason = "a build script reads the source tree")]

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The language of a workspace that names none, and that the others are held against.
const FIRST: &str = "en";

/// Writes `file` for the crate that is built, with a line for each language by its code and its
/// catalogue, between `before` and `after`.
pub fn write_list(file: &str, before: &str, line: impl Fn(&str, &Path) -> String, after: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../languages");
    println!("cargo::rerun-if-changed={}", folder.display());
    let lines: String = catalogues(&folder)
        .iter()
        .map(|(code, path)| line(code, path))
        .collect();
    let out = env::var_os("OUT_DIR").expect("cargo names the folder for what is built");
    let text = format!("{before}{lines}{after}");
    fs::write(Path::new(&out).join(file), text).expect("cargo's folder can be written");
}

/// By their codes; the first is that of workspaces that name none.
fn catalogues(folder: &Path) -> Vec<(String, PathBuf)> {
    let files = fs::read_dir(folder).expect("the languages stand in languages/");
    let mut catalogues: Vec<(String, PathBuf)> = files
        .filter_map(|file| {
            let path = file.ok()?.path();
            let code = path.file_name()?.to_str()?.strip_suffix(".ftl")?.to_string();
            Some((code, path))
        })
        .collect();
    catalogues.sort_by_key(|(code, _)| (code != FIRST, code.clone()));
    catalogues
}
