//! `[pinned]` in plan.toml: files of the plan's folder that stand in another commit.
//!
//! ```toml
//! [pinned]
//! "commitments/anna.toml" = { commit = "0123…", path = "anna.toml" }
//! ```
//!
//! Only what is people's own can be pinned. What a plan is stays in its folder, so that
//! everybody who reads the plan reads the same plan.

use salesplan_model::diagnostic::{Diagnostic, INVALID_PIN, Location};
use salesplan_model::id::PlanId;

use crate::plan_file;
use crate::sink::Sink;
use crate::snapshot::Snapshot;
use crate::table::{self, Table, wrong_type};
use crate::workspace;
use toml::de::DeValue;

/// A file that is read from another commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The path that it is read as, in the workspace.
    pub target: String,
    /// The full id of the commit, in small letters.
    pub commit: String,
    /// Its path in that commit, from the top of the repository.
    pub path: String,
    /// Where the target stands in plan.toml.
    pub target_place: Location,
    /// Where the commit does.
    pub commit_place: Location,
    /// Where the path does.
    pub path_place: Location,
}

/// The well-formed pins of every plan. What is wrong with others is told when the plan is read.
pub fn pins(snapshot: &Snapshot) -> Vec<Pin> {
    let mut pins = Vec::new();
    for id in workspace::plan_ids(snapshot) {
        let file = plan_file::path(id.as_str());
        let Some(text) = snapshot.text(&file).filter(|_| workspace::valid_plan_id(id.as_str())) else {
            continue;
        };
        // Told when the plan is read.
        let sink = Sink::new(&file);
        let root = table::parse(text, &sink);
        pins.extend(read(&mut Table::root(&root, "plan.toml", &sink), &id, &sink));
    }
    pins
}

/// Reads the table, and notes every pin that cannot be one.
pub(crate) fn read(plan: &mut Table<'_, '_>, id: &PlanId, sink: &Sink) -> Vec<Pin> {
    let mut pins = Vec::new();
    let table = plan.table("pinned", "the pinned files");
    for (key, value) in table.iter().flat_map(Table::entries) {
        let name = key.get_ref().as_ref();
        let DeValue::Table(inner) = value.get_ref() else {
            wrong_type::<()>(sink, name, value, "a table { commit = \"…\", path = \"…\" }");
            continue;
        };
        let mut inner = Table::new(inner, key.span(), format!("the pinned `{name}`"), sink);
        let commit = inner.required("commit", "\"the full id of a commit\"", |table| table.text("commit"));
        let path = inner.required("path", "\"anna.toml\"", |table| table.text("path"));
        inner.finish();
        let mut is_good = true;
        let mut hold = |holds: bool, span: &std::ops::Range<usize>, message: String, label: &str, help: &str| {
            if !holds {
                is_good = false;
                sink.push(
                    Diagnostic::new(&INVALID_PIN, message)
                        .at(sink.location(span), label)
                        .help(help),
                );
            }
        };
        hold(
            may_be_pinned(name),
            &key.span(),
            format!("`{name}` cannot be pinned"),
            "not a file of people's own",
            "pinned are deals.csv, deals.toml, facts/NAME.csv, facts/NAME.toml, commitments/NAME.toml and agreements/NAME.toml; what the plan is stays in its folder",
        );
        let (Some(commit), Some(path)) = (commit, path) else {
            continue;
        };
        hold(
            is_full_id(&commit.value),
            &commit.span,
            format!("`{}` is not the full id of a commit", commit.value),
            "40 or 64 digits from 0 to f",
            "`git rev-parse BRANCH` prints it; a branch or a short id may come to mean another commit",
        );
        hold(
            is_plain_path(&path.value),
            &path.span,
            format!("`{}` is not a path inside of a commit", path.value),
            "from the top of the repository",
            "write it with `/` and without `.`, `..` or a `/` at its ends: people/anna.toml",
        );
        if is_good {
            pins.push(Pin {
                target: format!("plans/{id}/{name}"),
                commit: commit.value.to_ascii_lowercase(),
                path: path.value,
                target_place: sink.location(&key.span()),
                commit_place: sink.location(&commit.span),
                path_place: sink.location(&path.span),
            });
        }
    }
    pins
}

/// Whether the file of that name in a plan's folder is people's own.
fn may_be_pinned(name: &str) -> bool {
    match name.split_once('/') {
        None => matches!(name, "deals.csv" | "deals.toml"),
        Some((folder, file)) => {
            let is_plain = is_plain_path(file) && !file.contains(['/', ':']) && !file.starts_with('.');
            let stem = file.strip_suffix(".toml").or_else(|| {
                let csv = file.strip_suffix(".csv");
                csv.filter(|_| folder == "facts")
            });
            is_plain
                && matches!(folder, "facts" | "commitments" | "agreements")
                && stem.is_some_and(|stem| !stem.is_empty())
        }
    }
}

fn is_full_id(id: &str) -> bool {
    matches!(id.len(), 40 | 64) && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_plain_path(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(is_plain) && !path.contains(|c: char| c == '\\' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_peoples_own_can_be_pinned() {
        for name in [
            "deals.csv",
            "deals.toml",
            "facts/2026-10.csv",
            "facts/a.toml",
            "commitments/anna.toml",
            "agreements/анна.toml",
        ] {
            assert!(may_be_pinned(name), "{name}");
        }
        for name in [
            "",
            "plan.toml",
            "team.toml",
            "notes.md",
            "facts",
            "facts/",
            "facts/.csv",
            "facts/.x.csv",
            "facts/a/b.csv",
            "facts/../plan.toml",
            "commitments/a.csv",
            "commitments/..",
            "facts/..\\x.csv",
            "../facts/x.csv",
            "/facts/x.csv",
            "rules/x.toml",
            "facts/a\n.csv",
            "facts/c:x.csv",
            "Facts/x.csv",
        ] {
            assert!(!may_be_pinned(name), "{name}");
        }
    }

    #[test]
    fn a_path_stays_inside_of_its_commit() {
        for path in ["a", "people/anna.toml", "..a/b.."] {
            assert!(is_plain_path(path), "{path}");
        }
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", ".", "a\\b", "a\0"] {
            assert!(!is_plain_path(path), "{path}");
        }
    }
}
