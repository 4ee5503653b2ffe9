//! Lists the languages that there are: one file of `languages/` each.

#![expect(clippy::disallowed_methods, reason = "a build script reads the source tree")]

use std::path::Path;
use std::{env, fs};

/// The language of a workspace that names none.
const FIRST: &str = "en";

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../languages");
    println!("cargo::rerun-if-changed={}", root.display());
    let files = fs::read_dir(&root).expect("the languages stand in languages/");
    let mut codes: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.file_name().to_str()?.strip_suffix(".ftl")?.to_string()))
        .collect();
    codes.sort_by_key(|code| (code != FIRST, code.clone()));
    let list: String = codes
        .iter()
        .map(|code| format!("({code:?}, Locale({code:?})), "))
        .collect();
    let out = env::var_os("OUT_DIR").expect("cargo names the folder for what is built");
    fs::write(Path::new(&out).join("locales.rs"), format!("&[{list}]\n")).expect("cargo's folder can be written");
}
