//! Lists the catalogues of `languages/`: a language is one file there.

#![expect(clippy::disallowed_methods, reason = "a build script reads the source tree")]

use std::path::Path;
use std::{env, fs};

/// The language that the others are held against.
const FIRST: &str = "en";

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../languages");
    println!("cargo::rerun-if-changed={}", root.display());
    let files = fs::read_dir(&root).expect("the languages stand in languages/");
    let mut codes: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.file_name().to_str()?.strip_suffix(".ftl")?.to_string()))
        .collect();
    codes.sort_by_key(|code| (code != FIRST, code.clone()));
    let lines = codes.iter().map(|code| {
        let file = root.join(format!("{code}.ftl"));
        format!("    ({code:?}, include_str!({:?})),\n", file.display().to_string())
    });
    let list: String = lines.collect();
    let text =
        format!("/// Every language with its catalogue.\npub const CATALOGUES: &[(&str, &str)] = &[\n{list}];\n");
    let out = env::var_os("OUT_DIR").expect("cargo names the folder for what is built");
    fs::write(Path::new(&out).join("catalogues.rs"), text).expect("cargo's folder can be written");
}
