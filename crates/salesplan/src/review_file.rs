//! The committed review: where it stands, what it was made from, and whether
//! somebody edited it.

use salesplan_files::digest;
use salesplan_files::inputs::Parents;
use salesplan_files::snapshot::Snapshot;
use salesplan_git::{EntryKind, Repository, Revision, TreeEntry};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::id::PlanId;
use salesplan_model::period::Week;
use salesplan_model::settings::Locale;
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::findings::FindingView;
use salesplan_report::report::Report;
use salesplan_report::sources::{self, CommittedReview, Previous, Sources};

use crate::failure::Failure;
use crate::loaded::Loaded;
use crate::movement::since_the_previous_review;
use crate::place::Place;
use crate::rendering;

/// The template of the review.
pub(crate) const TEMPLATE: &str = "review.md.j2";

/// Where a week's review stands in the workspace.
pub(crate) fn path(plan: &PlanId, week: Week) -> String {
    format!("reviews/{plan}/{week}.md")
}

/// A plan's report for an evening.
pub(crate) fn report(
    loaded: &Loaded,
    snapshot: &Snapshot,
    evening: Evening,
    sources: Sources,
) -> Result<Report, Failure> {
    let folder = &loaded.folder;
    let standing = loaded.standing(evening, snapshot)?;
    let (movement, since, found) = since_the_previous_review(loaded, evening);
    let mut findings: Vec<Diagnostic> = loaded.findings.iter().chain(&standing.findings).cloned().collect();
    findings.extend(found);
    salesplan_model::diagnostic::sort(&mut findings);
    let findings = FindingView::all(&findings, |file| snapshot.text(file));
    let families = loaded.written.families();
    let mut report = Report::new(
        &loaded.prepared,
        &folder.calendar,
        &standing,
        &loaded.settings,
        findings,
        sources,
        &|file| snapshot.text(file),
    );
    report.decomposition = report.decomposition.with_family(families.figures(loaded.plan()));
    Ok(report.with_movement(movement, since))
}

/// The review's bytes: the rendered template, closed with its sources.
pub(crate) fn render(report: &Report, snapshot: &Snapshot, locale: Locale) -> Result<String, Failure> {
    let body = rendering::render(snapshot, locale, TEMPLATE, serde_json::to_value(report)?)?;
    Ok(sources::seal(&body, &report.sources, &body_digest(&body))?)
}

fn body_digest(body: &str) -> String {
    digest::of_parts([("body", body.as_bytes())])
}

/// What a report made now from this snapshot would name as its sources.
pub(crate) fn sources_of(
    loaded: &Loaded,
    snapshot: &Snapshot,
    evening: Evening,
    commit: Option<&Revision>,
    previous: Option<Previous>,
    history_digest: Option<String>,
) -> Sources {
    let plan = &loaded.folder.plan.id;
    Sources {
        plan: plan.to_string(),
        week: evening.week.to_string(),
        as_of: evening.as_of.to_string(),
        inputs_digest: Parents::read(snapshot).inputs_of(plan).digest(snapshot),
        commit: commit.map(ToString::to_string),
        dirty: false,
        previous,
        history_digest,
        rules_digest: loaded.rules_digest(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        report_schema: SCHEMA_VERSION,
        locale: loaded.settings.locale.word().to_string(),
    }
}

/// The newest committed review of a week before `week`.
pub(crate) fn previous(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    plan: &PlanId,
    week: Week,
) -> Result<Option<Previous>, Failure> {
    let folder = place.in_repository(&format!("reviews/{plan}"));
    let earlier = |path: &str| week_of(path).is_some_and(|other| other < week);
    let mut reviews = repository.files(revision, &folder, &|_| false, &earlier)?;
    reviews.sort_by_key(|entry| week_of(&entry.path));
    Ok(reviews.iter().rev().find_map(|entry| {
        let sources = genuine(entry)?;
        Some(Previous {
            commit: sources.commit?,
            week: week_of(&entry.path)?.to_string(),
            as_of: Some(sources.as_of),
        })
    }))
}

/// The week that a review's file is named after.
pub(crate) fn week_of(path: &str) -> Option<Week> {
    Week::parse(path.rsplit('/').next()?.strip_suffix(".md")?)
}

fn text(entry: &TreeEntry) -> Option<&str> {
    if entry.kind == EntryKind::File {
        std::str::from_utf8(&entry.bytes).ok()
    } else {
        None
    }
}

/// What stands at the place of a week's review.
pub(crate) enum Existing {
    /// Nothing.
    Nothing,
    /// A review as the program wrote it, from these sources.
    Own(Box<Sources>),
    /// Something that the program did not write, or that was edited since.
    Edited,
}

/// Looks at what a revision has at the place of a week's review.
pub(crate) fn existing(repository: &Repository, revision: &Revision, path: &str) -> Result<Existing, Failure> {
    let Some(entry) = repository.read(revision, path)? else {
        return Ok(Existing::Nothing);
    };
    Ok(genuine(&entry).map_or(Existing::Edited, |sources| Existing::Own(Box::new(sources))))
}

/// The sources of a review as the program wrote it; `None` for anything else.
fn genuine(entry: &TreeEntry) -> Option<Sources> {
    let CommittedReview {
        body,
        sources,
        body_digest: digest,
    } = sources::open(text(entry)?)?;
    (body_digest(body) == digest && sources.names_commits()).then_some(sources)
}
