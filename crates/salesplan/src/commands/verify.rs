//! `verify`: makes committed reviews again from the sources that they name, and compares bytes.

use salesplan_git::{Repository, Revision, TreeEntry};
use salesplan_model::id::PlanId;
use salesplan_model::period::Week;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::language::Language;
use serde::Serialize;

use super::no_such_format;
use crate::args::{Format, Global, Verify, parse_weeks};
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::inputs;
use crate::place::{Place, Reads};
use crate::progress::Progress;
use crate::proof::{self, Committed, Verdict};
use crate::review_file::week_of;

/// A committed review.
struct Found {
    plan: PlanId,
    week: Week,
    entry: TreeEntry,
}

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
    /// Why it is not the same, or what stood in for the commit that it names.
    cause: Option<String>,
    /// The first line that differs, from 1.
    line: Option<usize>,
}

pub(crate) fn run(global: &Global, args: &Verify, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    if global.week.is_some() || global.as_of.is_some() {
        return Err(Failure::usage(
            "`verify` takes no --week or --as-of: a review names its own",
            "name the weeks as in `salesplan verify 2026-W41..2026-W45`",
        ));
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
    for (index, found) in reviews.iter().enumerate() {
        let path = &found.entry.path;
        progress.show(&format!("{path}: {} of {}", index + 1, reviews.len()), console);
        let committed = Committed {
            place: &place,
            repository,
            revision: &revision,
            plan: &found.plan,
            week: found.week,
            entry: &found.entry,
        };
        verified.push(told(&place, found, proof::verdict(committed, console)?));
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

/// The reviews that were asked for, and the revision that has them.
fn chosen(
    place: &Place,
    repository: &Repository,
    tip: &Revision,
    args: &Verify,
) -> Result<(Revision, Vec<Found>), Failure> {
    let found = all(place, repository, tip, args)?;
    if let Some(plan) = args.plan.as_ref().filter(|_| found.is_empty()) {
        return Err(Failure::usage(
            format!("there is no review of a plan `{}`", one_line(plan)),
            "name a plan that has a folder in reviews/",
        ));
    }
    let Some(range) = &args.range else {
        return Ok((*tip, found));
    };
    match parse_weeks(range) {
        Ok(weeks) => {
            let is_asked = |found: &Found| (weeks.from..=weeks.to).contains(&found.week);
            let reviews: Vec<Found> = found.into_iter().filter(is_asked).collect();
            if reviews.is_empty() {
                return Err(Failure::usage(
                    format!("there is no review of {range}"),
                    "`salesplan verify` holds all there are against their sources",
                ));
            }
            Ok((*tip, reviews))
        }
        Err(why) if range.split("..").any(|end| Week::parse(end).is_some()) => {
            Err(Failure::usage(format!("`{}`: {why}", one_line(range)), RANGES))
        }
        Err(_) => changed_between(place, repository, tip, range, args),
    }
}

const RANGES: &str = "name 2026-W45, 2026-W41..2026-W45 or REV..REV";

/// The reviews that changed between two revisions, and the later of them.
fn changed_between(
    place: &Place,
    repository: &Repository,
    tip: &Revision,
    range: &str,
    args: &Verify,
) -> Result<(Revision, Vec<Found>), Failure> {
    let Some((from, to)) = range.split_once("..").filter(|(_, to)| !to.starts_with('.')) else {
        return Err(Failure::usage(
            format!("`{}` is neither a week nor a range", one_line(range)),
            RANGES,
        ));
    };
    let from = repository.resolve(from)?;
    let to = if to.is_empty() { *tip } else { repository.resolve(to)? };
    let before = all(place, repository, &from, args)?;
    let mut reviews = all(place, repository, &to, args)?;
    reviews.retain(|found| {
        let same = |other: &Found| other.entry.path == found.entry.path && other.entry.blob_id == found.entry.blob_id;
        !before.iter().any(same)
    });
    Ok((to, reviews))
}

/// The reviews that a revision has, of every plan or of one.
fn all(place: &Place, repository: &Repository, revision: &Revision, args: &Verify) -> Result<Vec<Found>, Failure> {
    let folder = place.in_repository("reviews");
    let depth = folder.matches('/').count() + 1;
    let is_plan = |path: &str| path.matches('/').count() == depth;
    let entries = repository.files(revision, &folder, &is_plan, &|path| week_of(path).is_some())?;
    let found = entries.into_iter().filter_map(|entry| {
        let plan = PlanId::new(entry.path.rsplit('/').nth(1)?);
        let week = week_of(&entry.path)?;
        Some(Found { plan, week, entry })
    });
    let is_wanted = |found: &Found| args.plan.as_ref().is_none_or(|only| found.plan.as_str() == only);
    Ok(found.filter(is_wanted).collect())
}

fn told(place: &Place, found: &Found, verdict: Verdict) -> Verified {
    let (verdict, cause, line) = match verdict {
        Verdict::Same(word) => ("same", word, None),
        Verdict::Differs { cause, line } => ("differs", Some(cause), line),
        Verdict::CannotTell(cause) => ("cannot_tell", Some(cause), None),
    };
    let path = &found.entry.path;
    Verified {
        plan: found.plan.to_string(),
        week: found.week.to_string(),
        path: place.in_workspace(path).unwrap_or(path).to_string(),
        verdict,
        cause,
        line,
    }
}
