//! `init --ci`: what a server is to do, written for it.

use std::path::{Path, PathBuf};

use crate::args::{Ci, Global};
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::place::{self, Place};
use crate::writing;

const GITHUB: &str = include_str!("../../../../ci/github.yml");
const GITLAB: &str = include_str!("../../../../ci/gitlab.yml");

impl Ci {
    /// Where the server looks for it, from the top of the repository.
    fn path(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/salesplan.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }

    fn recipe(self) -> &'static str {
        match self {
            Self::Github => GITHUB,
            Self::Gitlab => GITLAB,
        }
    }
}

/// Where the file goes, and what it is to be about.
struct Target {
    /// The top of the repository.
    top: PathBuf,
    /// The workspace's folder below it; empty at the top itself.
    folder: String,
}

/// Refuses what is in the way of the file, before anything is written.
pub(crate) fn look_around(global: &Global, ci: Ci, console: &Console<'_>) -> Result<(), Failure> {
    target(global, ci, console).map(|_| ())
}

/// Writes the file at the top of the repository; one that is there already is left.
pub(crate) fn write(global: &Global, ci: Ci, console: &mut Console<'_>) -> Result<u8, Failure> {
    let target = target(global, ci, console)?;
    let text = recipe(ci, &target.folder);
    writing::create(&target.top, Path::new(ci.path()), text.as_bytes())?;
    console.note(&format!(
        "Wrote {}. It says at its top what it needs; read it, commit it, and push.",
        ci.path()
    ));
    Ok(exit::DONE)
}

fn target(global: &Global, ci: Ci, console: &Console<'_>) -> Result<Target, Failure> {
    let start = place::start(global, console)?;
    let repository = place::discover(&start)?;
    let top = repository.as_ref().and_then(|repository| repository.work_dir());
    let (Some(repository), Some(top)) = (&repository, top) else {
        return Err(Failure::usage(
            "a server works on a git repository, and there is none here",
            "`git init` first",
        ));
    };
    if writing::kind_at(&top.join(ci.path()))?.is_some() {
        return Err(Failure::usage(
            format!("{} is there already, and is not overwritten", ci.path()),
            "remove it first, or copy what you need from `salesplan init --ci` in another clone",
        ));
    }
    // Where there is no workspace yet, it is begun here.
    let folder =
        Place::find(global, console).map_or_else(|_| repository.path_in_work_tree(&start), |place| Some(place.prefix));
    let folder = folder.unwrap_or_default();
    if !is_plain(&folder) {
        return Err(Failure::usage(
            format!(
                "the workspace's folder, `{}`, has signs in its name that mean something to a server",
                one_line(&folder)
            ),
            "name it with letters, digits, blanks, `-`, `_` and `.`",
        ));
    }
    Ok(Target {
        top: top.to_path_buf(),
        folder,
    })
}

/// Whether a path means nothing but itself in the server's file, in quotes, and in a shell.
fn is_plain(path: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || " -_./".contains(c);
    path.chars().all(is_plain) && !path.starts_with(['-', ' ']) && !path.ends_with(' ')
}

/// The server's file for a workspace in a folder of the repository.
fn recipe(ci: Ci, folder: &str) -> String {
    if folder.is_empty() {
        return ci.recipe().to_string();
    }
    let quoted = if folder.contains(' ') {
        format!("'{folder}'")
    } else {
        folder.to_string()
    };
    let mut text = ci.recipe().to_string();
    for command in ["check", "review"] {
        text = text.replace(
            &format!("salesplan {command}"),
            &format!("salesplan -C {quoted} {command}"),
        );
    }
    for path in PATHS {
        text = text.replace(&format!("\"{path}\""), &format!("\"{folder}/{path}\""));
    }
    text
}

/// The paths of a workspace that the files name.
const PATHS: &[&str] = &[
    "reviews/**",
    "salesplan.toml",
    "plans/**/*",
    "rules/**/*",
    "templates/**/*",
    "calendars/**/*",
    "profiles/**/*",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_that_a_recipe_names_is_put_below_the_folder() {
        for ci in [Ci::Github, Ci::Gitlab] {
            let at_top: Vec<&str> = PATHS
                .iter()
                .copied()
                .filter(|path| recipe(ci, "").contains(&format!("\"{path}\"")))
                .collect();
            assert!(!at_top.is_empty());
            let text = recipe(ci, "Sales plan");
            for path in at_top {
                assert!(text.contains(&format!("\"Sales plan/{path}\"")), "{text}");
                assert!(!text.contains(&format!("\"{path}\"")), "{text}");
            }
            assert!(text.contains("salesplan -C 'Sales plan' check\n"), "{text}");
            assert!(
                text.contains("salesplan -C 'Sales plan' review --all-plans --commit --push\n"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_name_that_means_more_is_refused() {
        for plain in ["", "sales", "Sales plan", "a/b-c_d.e", "план"] {
            assert!(is_plain(plain), "{plain}");
        }
        for odd in [
            "a;b", "$(x)", "${{ x }}", "a'b", "a\"b", "-C", "a\nb", "a#b", "a: b", "*", "[a]", "!a", "a ", " a",
        ] {
            assert!(!is_plain(odd), "{odd}");
        }
    }
}
