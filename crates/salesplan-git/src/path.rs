//! Paths inside the repository, as text with `/` between components.
//!
//! A path given to us is committed and written to disk, so anything that could
//! reach outside the work tree, into `.git`, or mean another file on another
//! system is refused before anything happens. libgit2 refuses much of this too;
//! we do not rely on it, because our own work file writer must hold by itself.

use crate::error::{GitError, GitErrorKind};

/// Longest component most file systems take, in bytes.
const COMPONENT_BYTES_MAX: usize = 255;

/// Characters that HFS+ ignores inside a name, so that `.g\u{200c}it` is `.git`.
const HFS_IGNORED: &[char] = &[
    '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{206a}', '\u{206b}', '\u{206c}', '\u{206d}', '\u{206e}', '\u{206f}', '\u{feff}',
];

/// Checks that `path` may be committed and written below the work tree.
///
/// # Errors
/// `InvalidPath` with the reason.
pub(crate) fn check(path: &str) -> Result<(), GitError> {
    match fault(path) {
        None => Ok(()),
        Some(reason) => Err(GitError::new(
            GitErrorKind::InvalidPath,
            format!("the path \"{}\" {reason}", path.escape_debug()),
        )),
    }
}

fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("is empty");
    }
    if path.starts_with('/') {
        return Some("is absolute; it must be relative to the repository root");
    }
    if path.contains('\\') {
        return Some("contains a backslash; components are separated by `/`");
    }
    if path.chars().any(char::is_control) {
        return Some("contains a control character");
    }
    path.split('/').find_map(component_fault)
}

fn component_fault(component: &str) -> Option<&'static str> {
    if component.is_empty() {
        return Some("has an empty component");
    }
    if component == "." || component == ".." {
        return Some("has a `.` or `..` component");
    }
    if component.len() > COMPONENT_BYTES_MAX {
        return Some("has a component longer than 255 bytes");
    }
    // `x:stream` is another name of `x` on NTFS, `C:` is a drive.
    if component.contains(':') {
        return Some("contains a colon");
    }
    is_dot_git(component).then_some("leads into a `.git` folder")
}

/// Whether any file system would take this component for `.git`.
pub(crate) fn is_dot_git(component: &str) -> bool {
    let seen: String = component.chars().filter(|c| !HFS_IGNORED.contains(c)).collect();
    // NTFS drops trailing dots and spaces, and knows `git~1` as the short name.
    let seen = seen
        .split(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches(['.', ' '])
        .to_ascii_lowercase();
    let short_name = seen
        .strip_prefix("git~")
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    seen == ".git" || short_name
}

/// The folders above `path`, outermost first: `a/b/c` gives `a`, `a/b`.
pub(crate) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_pass() {
        for path in [
            "a",
            "reviews/2026-W45.md",
            "планы/обзор.md",
            ".gitignore",
            ".github/x",
            "a/..b",
            "git~x",
        ] {
            assert!(check(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn paths_that_reach_elsewhere_are_refused() {
        let long = format!("a/{}", "x".repeat(256));
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a/..",
            ".",
            "./a",
            "a//b",
            "a/",
            "a\\b",
            "a\nb",
            "a\u{7f}b",
            "a\0b",
            ".git",
            ".git/config",
            "a/.GIT/x",
            ".Git/hooks/post-commit",
            ".git./x",
            ".git /x",
            ".g\u{200c}it/x",
            "GIT~1/config",
            "git~12",
            ".git::$INDEX_ALLOCATION/x",
            "C:/x",
            "a:b",
            &long,
        ] {
            let error = check(path).expect_err(path);
            assert_eq!(error.kind(), &GitErrorKind::InvalidPath, "{path}");
        }
    }

    #[test]
    fn folders_are_outermost_first() {
        assert_eq!(folders_above("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders_above("a").count(), 0);
    }
}
