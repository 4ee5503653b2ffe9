//! `init --ci`: what a server is to do, written for it.

use std::path::Path;

use salesplan_files::workspace;

use crate::args::{Ci, Global};
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::place::Place;
use crate::writing;

const GITHUB: &str = include_str!("../../../../ci/github.yml");
const GITLAB: &str = include_str!("../../../../ci/gitlab.yml");

/// The line of the recipe that stands for the reviews of all plans.
const REVIEWS: &str = "REVIEWS\n";

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

/// Writes the file at the top of the repository; one that is there already is left.
pub(crate) fn write(global: &Global, ci: Ci, console: &mut Console<'_>) -> Result<u8, Failure> {
    let place = Place::find(global, console)?;
    let top = place.repository.as_ref().and_then(|repository| repository.work_dir());
    let Some(top) = top else {
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
    let snapshot = inputs::snapshot(&place)?;
    let folder = if place.prefix.is_empty() {
        String::new()
    } else {
        format!(" -C {}", place.prefix)
    };
    let recipe = ci.recipe();
    let lines = workspace::plan_ids(&snapshot).into_iter().map(|plan| {
        let line = recipe
            .lines()
            .find(|line| line.ends_with("REVIEWS"))
            .unwrap_or_default();
        line.replace("REVIEWS", &format!("salesplan{folder} review {plan} --commit --push"))
    });
    let lines: Vec<String> = lines.collect();
    let text: String = recipe
        .split_inclusive('\n')
        .map(|line| {
            if line.ends_with(REVIEWS) {
                lines.iter().map(|line| format!("{line}\n")).collect()
            } else {
                line.replace("salesplan check", &format!("salesplan{folder} check"))
            }
        })
        .collect();
    writing::create(top, Path::new(ci.path()), text.as_bytes())?;
    console.note(&format!(
        "Wrote {}. It says at its top what it needs; read it, commit it, and push.",
        ci.path()
    ));
    Ok(exit::DONE)
}
