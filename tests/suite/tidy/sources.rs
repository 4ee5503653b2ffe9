//! Rules for every source file: a file is a room with a sign at its door.

use std::path::{Path, PathBuf};

use salesplan_tests::source_tree::root;

/// Past this a file is two rooms; 400 is what to aim for.
const LINES_MAX: usize = 800;
/// What may be told of in one function, by the count of its lines, still stands in review's hands.
const COMFORTABLE_LINES: usize = 400;

/// Folders that hold nothing of ours.
const NOT_OURS: &[&str] = &["target", ".git", "salesplan-demo", "proptest-regressions"];

/// Every file of the tree, by its path from the top.
fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), root())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().expect("names in the tree are UTF-8");
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            let kind = entry.file_type().unwrap();
            // In a linked worktree `.git` is a file.
            if NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            if kind.is_dir() {
                folders.push((path, entry.path()));
            } else if kind.is_file() {
                found.push((path, entry.path()));
            }
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<(String, String)> {
    let rust = files().into_iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, file)| (path, std::fs::read_to_string(file).unwrap()))
        .collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    let without: Vec<String> = rust_files()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(without.is_empty(), "no `//!` comment at the top of {without:?}");
}

#[test]
fn no_file_is_two_rooms() {
    let lines = |text: &str| text.lines().count();
    let files = rust_files();
    let listed = |limit: usize| -> Vec<String> {
        let long = files.iter().filter(|(_, text)| lines(text) > limit);
        long.map(|(path, text)| format!("{path}: {}", lines(text))).collect()
    };
    let too_long = listed(LINES_MAX);
    assert!(
        too_long.is_empty(),
        "split {too_long:#?}\nand look at {:#?}",
        listed(COMFORTABLE_LINES)
    );
}

#[test]
fn nothing_is_unsafe() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    // In two parts, so that this file does not find itself.
    let word = concat!("unsafe", " ");
    let users: Vec<String> = rust_files()
        .into_iter()
        .filter(|(_, text)| {
            text.lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(word) && line.contains('{'))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(users.is_empty(), "{users:?}");
}

#[test]
fn no_path_of_somebodys_machine() {
    let homes = ["work", "home", "root", "Users"].map(|folder| format!("/{folder}/"));
    let mut found = Vec::new();
    for (path, file) in files() {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            // What follows `..`, a word or a closing bracket is a relative path, an address or a pattern.
            let absolute = |home: &String| {
                line.match_indices(home.as_str())
                    .any(|(at, _)| begins_a_path(&line[..at]))
            };
            if homes.iter().any(absolute) {
                found.push(format!("{path}:{}: {line}", index + 1));
            }
        }
    }
    assert!(found.is_empty(), "absolute paths: {found:#?}");
}

fn begins_a_path(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '}' | ']' | ')' | '*'))
}

#[test]
fn no_catch_all_names() {
    const CATCH_ALL: &[&str] = &["util", "utils", "helper", "helpers", "misc", "common"];
    let is_catch_all = |path: &String| {
        let stem = Path::new(path)
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        CATCH_ALL.contains(&stem) || path.split('/').any(|part| CATCH_ALL.contains(&part))
    };
    let found: Vec<String> = rust_files()
        .into_iter()
        .map(|(path, _)| path)
        .filter(is_catch_all)
        .collect();
    assert!(found.is_empty(), "name these by their subject: {found:?}");
}
