//! `verify`: makes committed reviews again from the sources that they name, and compares bytes.

use salesplan_git::{Repository, Revision, TreeEntry};
use salesplan_model::id::PlanId;
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::language::Language;
use salesplan_report::sources::{self, Sources};
use serde::Serialize;

use super::no_such_format;
use crate::args::{Format, Global, Verify, parse_weeks};
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::making::Draft;
use crate::place::{Place, Reads};
use crate::progress::Progress;
use crate::review_file::{self, ChartOrigin, week_of};

/// What `verify` prints as JSON.
#[derive(Serialize)]
struct VerifiedView {
    schema_version: u32,
    reviews: Vec<Verified>,
    same: usize,
    differs: usize,
    cannot_tell: usize,
}

/// One review.
#[derive(Serialize)]
struct Verified {
    plan: String,
    week: String,
    path: String,
    /// `same`, `differs` or `cannot_tell`.
    verdict: &'static str,
    /// Why it is not the same.
    cause: Option<String>,
    /// The first line that differs, from 1.
    line: Option<usize>,
}

/// What comparing gave: nothing where it is the same.
enum Compared {
    Same,
    Differs(String, Option<usize>),
    CannotTell(String),
}

pub(crate) fn run(global: &Global, args: &Verify, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let place = if global.at.is_some() {
        Place::find(global, console)?
    } else {
        Place::at_tip(global, console)?
    };
    let (Some(repository), Reads::Revision(tip)) = (&place.repository, &place.reads) else {
        unreachable!("a place at a revision has a repository");
    };
    let (revision, reviews) = chosen(&place, repository, tip, args)?;
    let mut progress = Progress::default();
    let mut verified = Vec::new();
    for (index, (plan, entry)) in reviews.iter().enumerate() {
        progress.show(&format!("{}: {} of {}", entry.path, index + 1, reviews.len()), console);
        let compared = compare(&place, repository, &revision, plan, entry, console)?;
        verified.push(told(&place, plan, entry, compared));
    }
    progress.clear(console);
    let count = |verdict: &str| verified.iter().filter(|review| review.verdict == verdict).count();
    let view = VerifiedView {
        schema_version: SCHEMA_VERSION,
        same: count("same"),
        differs: count("differs"),
        cannot_tell: count("cannot_tell"),
        reviews: verified,
    };
    if global.format == Format::Json {
        console.print_json(&view)?;
    } else {
        let snapshot = inputs::snapshot(&place)?;
        console.print(&text(&view, &console.language(&snapshot)))?;
    }
    let fails = view.differs > 0 || (args.strict && view.cannot_tell > 0);
    Ok(if fails { exit::FINDINGS } else { exit::DONE })
}

fn text(view: &VerifiedView, language: &Language) -> String {
    let mut text = String::new();
    for review in &view.reviews {
        let verdict = language.words(&format!("verify-{}", review.verdict), []);
        text += &format!("{}: {verdict}", review.path);
        if let Some(cause) = &review.cause {
            text += &format!(": {}", language.phrase(cause));
        }
        if let Some(line) = review.line {
            text += &format!(", {}", language.words("verify-line", [("n", line.to_string().into())]));
        }
        text.push('\n');
    }
    let counts = [
        ("same", view.same.into()),
        ("differs", view.differs.into()),
        ("unknown", view.cannot_tell.into()),
    ];
    text += &format!("{}\n", language.words("verify-all", counts));
    text
}

/// The reviews that were asked for, each with its plan, and the revision that has them.
fn chosen(
    place: &Place,
    repository: &Repository,
    tip: &Revision,
    args: &Verify,
) -> Result<(Revision, Vec<(String, TreeEntry)>), Failure> {
    let all = |revision: &Revision| -> Result<Vec<(String, TreeEntry)>, Failure> {
        let folder = place.in_repository("reviews");
        let depth = folder.matches('/').count() + 1;
        let is_plan = |path: &str| path.matches('/').count() == depth;
        let entries = repository.files(revision, &folder, &is_plan, &|path| week_of(path).is_some())?;
        let with_plan = entries.into_iter().filter_map(|entry| {
            let plan = entry.path.rsplit('/').nth(1)?.to_string();
            args.plan
                .as_ref()
                .is_none_or(|only| *only == plan)
                .then_some((plan, entry))
        });
        Ok(with_plan.collect())
    };
    let Some(range) = &args.range else {
        return Ok((*tip, all(tip)?));
    };
    if let Ok(weeks) = parse_weeks(range) {
        let mut reviews = all(tip)?;
        reviews.retain(|(_, entry)| week_of(&entry.path).is_some_and(|week| (weeks.from..=weeks.to).contains(&week)));
        return Ok((*tip, reviews));
    }
    let Some((from, to)) = range.split_once("..").filter(|(_, to)| !to.starts_with('.')) else {
        return Err(Failure::usage(
            format!("`{}` is neither a week nor a range", range.escape_debug()),
            "name 2026-W45, 2026-W41..2026-W45 or REV..REV",
        ));
    };
    let from = repository.resolve(from)?;
    let to = if to.is_empty() { *tip } else { repository.resolve(to)? };
    let before = all(&from)?;
    let mut reviews = all(&to)?;
    reviews.retain(|(_, entry)| {
        let same = |(_, other): &(String, TreeEntry)| other.path == entry.path && other.blob_id == entry.blob_id;
        !before.iter().any(same)
    });
    Ok((to, reviews))
}

fn compare(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    plan: &str,
    entry: &TreeEntry,
    console: &mut Console<'_>,
) -> Result<Compared, Failure> {
    let Ok(committed) = std::str::from_utf8(&entry.bytes) else {
        return Ok(Compared::Differs("it is no text".into(), None));
    };
    let Some(opened) = sources::open(committed) else {
        return Ok(Compared::Differs(
            "it names no sources: edited by hand, or not made by salesplan".into(),
            None,
        ));
    };
    if !review_file::is_untouched(&opened) {
        return Ok(Compared::Differs("edited by hand".into(), None));
    }
    let named = &opened.sources;
    let is_other_version = named.version != env!("CARGO_PKG_VERSION") || named.report_schema != SCHEMA_VERSION;
    let made = again(place, repository, revision, plan, entry, named, console)?;
    let files = match made {
        Ok(files) => files,
        Err(cause) => return Ok(Compared::CannotTell(cause)),
    };
    let index = place.in_repository(&review_file::index_path(&PlanId::new(plan)));
    let mut other = None;
    for (path, bytes) in &files {
        let path = place.in_repository(path);
        // The list of reviews is of all of them, and changes with each.
        if path == index {
            continue;
        }
        let there = repository.read(revision, &path)?;
        if there.is_none_or(|there| there.bytes != *bytes) {
            other = Some((path, bytes));
            break;
        }
    }
    let Some((path, bytes)) = other else {
        return Ok(Compared::Same);
    };
    if is_other_version {
        return Ok(Compared::CannotTell(format!("made by version {}", named.version)));
    }
    if path != entry.path {
        let cause = match repository.read(revision, &path)? {
            None => "is gone",
            Some(there) if review_file::origin_of(&there) == ChartOrigin::Own => "is another, made again",
            Some(_) => "was edited by hand",
        };
        return Ok(Compared::Differs(format!("its chart {path} {cause}"), None));
    }
    let again = String::from_utf8_lossy(bytes);
    let same = committed
        .lines()
        .zip(again.lines())
        .take_while(|(old, new)| old == new)
        .count();
    Ok(Compared::Differs(
        "made again it says something else".into(),
        Some(same + 1),
    ))
}

/// A file by its path in the workspace.
type File = (String, Vec<u8>);

/// The review made again with all of its files, or why it cannot be.
fn again(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    plan: &str,
    entry: &TreeEntry,
    named: &Sources,
    console: &mut Console<'_>,
) -> Result<Result<Vec<File>, String>, Failure> {
    let Some(commit) = &named.commit else {
        return Ok(Err("it was made from files outside a repository".into()));
    };
    let Some(source) = source(repository, revision, entry, commit)? else {
        return Ok(Err(format!(
            "commit {commit} is not in this clone: `git fetch --unshallow`"
        )));
    };
    let Ok(as_of) = named.as_of.parse::<jiff::civil::Date>() else {
        return Ok(Err("it names no day".into()));
    };
    let evening = |period| {
        Evening::of_day(as_of, period).map_err(|_| Failure::usage("the day is outside of the plan's period", ""))
    };
    let draft = match Draft::read(place, repository, &source, Some(plan), evening) {
        Ok(draft) => draft,
        Err(_) => return Ok(Err(format!("its plan cannot be read from commit {commit} any more"))),
    };
    // A commit that only stands in for the one named must have the same inputs, and so must a
    // clone whose history is cut off.
    if draft.sources.inputs_digest != named.inputs_digest {
        return Ok(Err(format!(
            "commit {commit} is not in this clone, and its parent has other inputs"
        )));
    }
    let is_cut_off = draft.sources.history_digest != named.history_digest || draft.sources.previous != named.previous;
    if is_cut_off && repository.is_shallow() {
        return Ok(Err(
            "the history of its deals is not in this clone: `git fetch --unshallow`".into(),
        ));
    }
    match draft.make(place, repository, Some(commit.clone()), console) {
        Ok(review) => Ok(Ok(review.files)),
        Err(_) if repository.is_shallow() => Ok(Err(
            "what it compares with is not in this clone: `git fetch --unshallow`".into(),
        )),
        Err(_) => Ok(Err(format!(
            "its plan cannot be calculated from commit {commit} any more"
        ))),
    }
}

/// The commit that a review was made from, or in its place the parent of the one that has it.
fn source(
    repository: &Repository,
    revision: &Revision,
    entry: &TreeEntry,
    commit: &str,
) -> Result<Option<Revision>, Failure> {
    if let Some(source) = repository.commit_of(commit)? {
        return Ok(Some(source));
    }
    let Some(change) = repository.last_change(revision, &entry.path)? else {
        return Ok(None);
    };
    let details = repository.details(&change.revision)?;
    match details.parents.first() {
        Some(parent) => Ok(repository.commit_of(&parent.to_string())?),
        None => Ok(None),
    }
}

fn told(place: &Place, plan: &str, entry: &TreeEntry, compared: Compared) -> Verified {
    let (verdict, cause, line) = match compared {
        Compared::Same => ("same", None, None),
        Compared::Differs(cause, line) => ("differs", Some(cause), line),
        Compared::CannotTell(cause) => ("cannot_tell", Some(cause), None),
    };
    Verified {
        plan: plan.to_string(),
        week: week_of(&entry.path).map_or(String::new(), |week| week.to_string()),
        path: place.in_workspace(&entry.path).unwrap_or(&entry.path).to_string(),
        verdict,
        cause,
        line,
    }
}
