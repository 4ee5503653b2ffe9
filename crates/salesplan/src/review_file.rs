//! The committed review: where it stands, what it was made from, and whether
//! somebody edited it.

use salesplan_files::digest;
use salesplan_files::inputs::Parents;
use salesplan_files::snapshot::Snapshot;
use salesplan_git::{EntryKind, Repository, Revision, TreeEntry};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::id::PlanId;
use salesplan_model::parts_of::by_person;
use salesplan_model::period::Week;
use salesplan_model::settings::Locale;
use salesplan_model::standing::{Evening, Standing};
use salesplan_model::team_slice::{TeamSlice, team_slices};
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::chart::Chart;
use salesplan_report::findings::FindingView;
use salesplan_report::index::IndexView;
use salesplan_report::language::Language;
use salesplan_report::report::Report;
use salesplan_report::sources::{self, CommittedReview, Headline, Previous, Sources};
use salesplan_report::team_page::{PageView, TeamReport};

use crate::failure::Failure;
use crate::loaded::Loaded;
use crate::movement::since_the_previous_review;
use crate::place::Place;
use crate::rendering;

/// The template of the review.
pub(crate) const TEMPLATE: &str = "review.md.j2";

/// The template of a team's page.
pub(crate) const TEAM_TEMPLATE: &str = "review-team.md.j2";

const INDEX_TEMPLATE: &str = "index.md.j2";

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
    )
    .map_err(unsaid)?;
    report.decomposition = report.decomposition.with_family(families.figures(loaded.plan()));
    let people = by_person(loaded.books(), evening);
    report.plan_fact = report.plan_fact.with_people(loaded.plan(), &people);
    Ok(report.with_movement(movement, since))
}

/// What the catalogues cannot say, which their tests exclude.
pub(crate) fn unsaid(why: String) -> Failure {
    Failure::usage(why, "this is a fault of the program: please tell its makers")
}

/// The pages of the teams beside a review. Shape: file in the workspace, text.
pub(crate) fn team_pages(
    loaded: &Loaded,
    snapshot: &Snapshot,
    evening: Evening,
    report: &Report,
) -> Result<Vec<(String, String)>, Failure> {
    if report.pages.is_empty() {
        return Ok(Vec::new());
    }
    let standing = loaded.standing(evening, snapshot)?;
    let locale = loaded.settings.locale;
    let slices = team_slices(loaded.books(), &standing);
    let page = |(slice, page): (&TeamSlice<'_>, &PageView)| {
        let view = team_report(loaded, slice, &standing, report.sources.clone());
        let text = rendering::render(snapshot, locale, TEAM_TEMPLATE, serde_json::to_value(view)?)?;
        Ok((format!("reviews/{}/{}", report.plan, page.file), text))
    };
    slices.iter().zip(&report.pages).map(page).collect()
}

/// What one team's page says.
pub(crate) fn team_report(
    loaded: &Loaded,
    slice: &TeamSlice<'_>,
    standing: &Standing<'_>,
    sources: Sources,
) -> TeamReport {
    let (plan, settings) = (loaded.plan(), &loaded.settings);
    let language = Language::of(settings.locale.word());
    let n_deals = settings.review.n_deals_to_discuss;
    TeamReport::new(plan, slice, standing, n_deals, &language, sources)
}

/// Draws a report's charts and names them in it. Shape: file in the workspace, drawing.
pub(crate) fn charts(report: &mut Report, locale: Locale, is_page: bool) -> Result<Vec<(String, String)>, Failure> {
    let drawn = report
        .draw_charts(&Language::of(locale.word()), is_page)
        .map_err(unsaid)?;
    let path = |chart: Chart| (format!("reviews/{}/{}", report.plan, chart.file), chart.svg);
    Ok(drawn.into_iter().map(path).collect())
}

/// The review's bytes: the rendered template, closed with its sources.
pub(crate) fn render(report: &Report, snapshot: &Snapshot, locale: Locale) -> Result<String, Failure> {
    let body = rendering::render(snapshot, locale, TEMPLATE, serde_json::to_value(report)?)?;
    let headline = report.in_a_line();
    Ok(sources::seal(
        &body,
        &report.sources,
        Some(&headline),
        &body_digest(&body),
    )?)
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
    previous: Option<&Past>,
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
        previous: previous.and_then(Past::named),
        history_digest,
        rules_digest: loaded.rules_digest(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        report_schema: SCHEMA_VERSION,
        locale: loaded.settings.locale.word().to_string(),
    }
}

/// A committed review as the program wrote it.
pub(crate) struct Past {
    pub week: Week,
    pub sources: Sources,
    pub headline: Option<Headline>,
}

/// The committed reviews of a plan as the program wrote them, by week.
pub(crate) fn past(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    plan: &PlanId,
) -> Result<Vec<Past>, Failure> {
    let folder = place.in_repository(&format!("reviews/{plan}"));
    let reviews = repository.files(revision, &folder, &|_| false, &|path| week_of(path).is_some())?;
    let genuine = reviews.iter().filter_map(|entry| {
        let (sources, headline) = genuine(entry, plan)?;
        Some(Past {
            week: week_of(&entry.path)?,
            sources,
            headline,
        })
    });
    let mut past: Vec<Past> = genuine.collect();
    past.sort_by_key(|past| past.week);
    Ok(past)
}

/// The newest of them of a week before `week`.
pub(crate) fn previous_of(past: &[Past], week: Week) -> Option<&Past> {
    let newest = past.iter().rev().find(|past| past.week < week)?;
    newest.sources.commit.is_some().then_some(newest)
}

impl Past {
    /// The evening that it speaks of; `None` where somebody wrote something else there.
    pub fn evening(&self) -> Option<Evening> {
        let as_of = self.sources.as_of.parse().ok()?;
        Some(Evening {
            week: self.week,
            as_of,
            is_ahead: false,
        })
    }

    /// How the next review names it.
    fn named(&self) -> Option<Previous> {
        Some(Previous {
            commit: self.sources.commit.clone()?,
            week: self.week.to_string(),
            as_of: Some(self.sources.as_of.clone()),
        })
    }
}

/// What those of earlier weeks said, each in a line.
pub(crate) fn said_before(past: &[Past], week: Week) -> impl Iterator<Item = (String, Option<Headline>)> {
    let earlier = past.iter().filter(move |past| past.week < week);
    earlier.map(|past| (past.week.to_string(), past.headline.clone()))
}

/// Where the page stands that lists a plan's reviews.
pub(crate) fn index_path(plan: &PlanId) -> String {
    format!("reviews/{plan}/README.md")
}

/// The page that lists a plan's reviews: those that are committed, and the one just made.
pub(crate) fn index(past: &[Past], report: &Report, snapshot: &Snapshot, locale: Locale) -> Result<String, Failure> {
    let others = past.iter().filter(|past| past.week.to_string() != report.week);
    let line = |past: &Past| (past.week.to_string(), past.sources.as_of.clone(), past.headline.clone());
    let mut weeks: Vec<_> = others.map(line).collect();
    weeks.push((report.week.clone(), report.as_of.clone(), Some(report.in_a_line())));
    let view = IndexView::new(report, weeks);
    let body = rendering::render(snapshot, locale, INDEX_TEMPLATE, serde_json::to_value(view)?)?;
    Ok(sources::seal_page(&body, &body_digest(&body)))
}

/// Whether what stands at the place of that page is the program's own, or nothing.
pub(crate) fn may_write_index(repository: &Repository, revision: &Revision, path: &str) -> Result<bool, Failure> {
    let Some(entry) = repository.read(revision, path)? else {
        return Ok(true);
    };
    let opened = text(&entry).and_then(sources::open_page);
    Ok(opened.is_some_and(|(body, digest)| body_digest(body) == digest))
}

/// What stands beside a review as it is committed: closed with its digest.
pub(crate) fn sealed(text: &str) -> String {
    sources::seal_page(text, &body_digest(text))
}

/// A chart or page that stands beside a committed review.
pub(crate) struct Beside {
    /// Its path in the repository.
    pub path: String,
    pub origin: Hand,
}

/// Who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// The program, and it is as it was.
    Own,
    /// The program, and somebody edited it since.
    Edited,
    /// Somebody else.
    Foreign,
}

/// Who made it. Whoever edits a drawing with a program loses its closing line.
pub(crate) fn origin_of(entry: &TreeEntry) -> Hand {
    match text(entry).and_then(sources::open_page) {
        Some((body, digest)) if body_digest(body) == digest => Hand::Own,
        Some(_) => Hand::Edited,
        None => Hand::Foreign,
    }
}

/// The charts and pages that a revision has beside a review, by the path of its folder.
pub(crate) fn beside(repository: &Repository, revision: &Revision, folder: &str) -> Result<Vec<Beside>, Failure> {
    let is_such = |path: &str| path.ends_with(".svg") || path.ends_with(".md");
    let files = repository.files(revision, folder, &|_| false, &is_such)?;
    let there = |entry: TreeEntry| Beside {
        origin: origin_of(&entry),
        path: entry.path,
    };
    Ok(files.into_iter().map(there).collect())
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
pub(crate) fn existing(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    plan: &PlanId,
    week: Week,
) -> Result<Existing, Failure> {
    let Some(entry) = repository.read(revision, &place.in_repository(&path(plan, week)))? else {
        return Ok(Existing::Nothing);
    };
    Ok(genuine(&entry, plan).map_or(Existing::Edited, |(sources, _)| Existing::Own(Box::new(sources))))
}

/// Whether nobody edited a review since it was made.
pub(crate) fn is_untouched(review: &CommittedReview<'_>) -> bool {
    body_digest(review.body) == review.body_digest && review.sources.names_commits()
}

/// Whether a review speaks of the plan and the week that it stands under.
pub(crate) fn is_in_place(sources: &Sources, plan: &PlanId, week: Week) -> bool {
    sources.plan == plan.as_str() && sources.week == week.to_string()
}

/// The sources and headline of a plan's review as the program wrote it; `None` for anything else.
fn genuine(entry: &TreeEntry, plan: &PlanId) -> Option<(Sources, Option<Headline>)> {
    let review = sources::open(text(entry)?)?;
    let is_genuine = is_untouched(&review) && is_in_place(&review.sources, plan, week_of(&entry.path)?);
    is_genuine.then_some((review.sources, review.headline))
}
