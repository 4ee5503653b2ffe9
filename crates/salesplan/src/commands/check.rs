//! `check`: every mistake of every file in one run.

use salesplan_files::inputs::Parents;
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace::{self, PlanFolder};
use salesplan_files::{actions_file, rule_tests};
use salesplan_git::{Repository, Revision};
use salesplan_model::changes;
use salesplan_model::diagnostic::{self, Diagnostic, Location, STAGE_OVERTAKES, STALE_REVIEW};
use salesplan_model::flow;
use salesplan_model::id::PlanId;
use salesplan_model::movement::won_differs_in_week;
use salesplan_model::period::Week;
use salesplan_model::policy::Policy;
use salesplan_model::rules::{Hook, Rules};
use salesplan_model::settings::Settings;
use salesplan_model::standing::{Evening, standing};
use salesplan_report::findings::{FindingView, tally};
use salesplan_report::sources::{self, Sources};
use salesplan_rules::RuleSet;
use serde::Serialize;

use super::no_such_format;
use crate::args::{Check, Format, Global};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{choose, compile_rules, prepare_folder, stages_unknown};
use crate::origin;
use crate::place::{Place, Reads};
use crate::rendering;
use crate::review_file;

/// What `check` prints as JSON.
#[derive(Serialize)]
struct CheckView {
    schema_version: u32,
    plans: Vec<String>,
    findings: Vec<FindingView>,
}

pub(crate) fn run(global: &Global, args: &Check, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let place = Place::find(global, console)?;
    let snapshot = inputs::snapshot(&place)?;
    let plans = match &args.plan {
        Some(name) => vec![choose(&snapshot, Some(name))?],
        None => workspace::plan_ids(&snapshot),
    };
    let settings = workspace::read_settings(&snapshot);
    let mut findings = settings.findings;
    findings.extend(workspace::check_layout(&snapshot));
    findings.extend(rendering::check(&snapshot));
    for hook in Hook::ALL {
        let tests = snapshot.get(&rule_tests::path(*hook));
        findings.extend(tests.into_iter().flat_map(|file| rule_tests::read(file).findings));
    }
    let settings = settings.value.unwrap_or_default();
    let rules = compile_rules(&snapshot, &settings)
        .map_err(|faults| findings.extend(faults))
        .ok();
    let written = workspace::read_plans_as_written(&snapshot, &settings);
    match (&args.plan, &plans[..]) {
        (Some(_), [plan]) => findings.extend(written.families().findings_of(plan)),
        _ => findings.extend(written.families().findings()),
    }
    findings.extend(stages_unknown(&written, &settings));
    for plan in &plans {
        findings.extend(check_plan(global, &snapshot, plan, &settings, rules.as_ref(), console));
    }
    findings.extend(stale_reviews(&place, &plans)?);
    diagnostic::sort(&mut findings);
    let language = console.language(&snapshot);
    match global.format {
        Format::Json => console.print_json(&CheckView {
            schema_version: salesplan_report::SCHEMA_VERSION,
            plans: plans.iter().map(ToString::to_string).collect(),
            findings: FindingView::all(&findings, |file| snapshot.text(file))
                .into_iter()
                .map(|finding| finding.in_words_of(&language))
                .collect(),
        })?,
        _ => console.print_findings(&findings, &snapshot)?,
    }
    let tally = tally(&findings, &language);
    console.note(&language.words("plans-checked", [("n", plans.len().into()), ("tally", tally.into())]));
    Ok(console.exit_code(&findings))
}

/// A plan's files, and its rules asked for the evening at hand: those of the first
/// week and of the period's end where none is named, so that the answer does not
/// depend on the clock. Only the company's own `check` rule is asked for today then.
fn check_plan(
    global: &Global,
    snapshot: &Snapshot,
    plan: &PlanId,
    settings: &Settings,
    rules: Option<&RuleSet>,
    console: &Console<'_>,
) -> Vec<Diagnostic> {
    let read = workspace::read_plan(snapshot, plan, settings);
    let mut findings = read.findings;
    let (Some(folder), Some(rules)) = (read.value, rules) else {
        return findings;
    };
    let (prepared, found) = prepare_folder(&folder, folder.plan.clone(), settings, rules);
    findings.extend(found);
    let Some(prepared) = prepared else {
        return findings;
    };
    findings.extend(flow::of_the_future(
        &folder.facts,
        global.as_of.unwrap_or_else(|| console.today()),
    ));
    let books = prepared.books(folder.given(settings));
    let period = folder.plan.period;
    let named = global.week.is_some() || global.as_of.is_some();
    let at_hand = evening::choose(global, period, console).ok();
    let first_week = Evening::of_week(Week::of(period.from), period).ok();
    let mut evenings = if named {
        vec![at_hand]
    } else {
        vec![first_week, Evening::of_day(period.to, period).ok()]
    };
    // What the company's own rule finds is meant for now: not for the end of a period that
    // still runs. Before the period it is asked for the first week.
    let own = at_hand.or(first_week);
    if asks_for_now(&folder, settings, rules) && !evenings.contains(&own) {
        evenings.push(own);
    }
    let last = evenings.iter().flatten().map(|evening| evening.as_of).max();
    for evening in evenings.into_iter().flatten() {
        let stands = standing(books, settings, rules, evening);
        let is_own = Some(evening) == own;
        // What is missing in the first week may have been recorded since.
        let is_last = Some(evening.as_of) == last;
        let is_meant = |finding: &Diagnostic| match finding.own_id {
            Some(_) => is_own,
            None => is_last || finding.kind.id != STAGE_OVERTAKES.id,
        };
        match stands {
            Ok(standing) => {
                if is_own {
                    findings.extend(standing.coverage.findings().cloned());
                    findings.extend(standing.policy);
                }
                findings.extend(standing.findings.into_iter().filter(is_meant));
                let books = changes::Books {
                    plan: books.plan,
                    deals: books.given.deals,
                    facts: books.given.facts,
                };
                findings.extend(is_own.then(|| won_differs_in_week(books, evening)).flatten());
            }
            // A rule that fails in the first week as in the last is one fault.
            Err(faults) => {
                let is_new = |fault: &Diagnostic| {
                    !findings
                        .iter()
                        .any(|known| known.kind == fault.kind && known.primary == fault.primary)
                };
                let new: Vec<Diagnostic> = faults.into_iter().filter(is_new).collect();
                findings.extend(new);
            }
        }
    }
    findings
}

/// Whether anything is found that is meant for now and not for the first or the last week:
/// by the company's own rule, in what people commit to, by the policy.
fn asks_for_now(folder: &PlanFolder, settings: &Settings, rules: &RuleSet) -> bool {
    !rules.is_bundled(Hook::Check) || !folder.commitments.is_empty() || settings.policy != Policy::default()
}

/// The newest committed review of each plan that was made from other inputs.
fn stale_reviews(place: &Place, plans: &[PlanId]) -> Result<Vec<Diagnostic>, Failure> {
    let Some(repository) = &place.repository else {
        return Ok(Vec::new());
    };
    let revision = match &place.reads {
        Reads::Revision(revision) => Some(*revision),
        Reads::Files(_) => match repository.head()? {
            salesplan_git::Head::Branch { tip, .. } => tip,
            salesplan_git::Head::Detached { tip } => Some(tip),
        },
    };
    let Some(revision) = revision else {
        return Ok(Vec::new());
    };
    let committed = inputs::from_revision(place, repository, &revision)?;
    let parents = Parents::read(&committed);
    let mut findings = Vec::new();
    for plan in plans {
        let folder = place.in_repository(&format!("reviews/{plan}"));
        let reviews = repository.files(&revision, &folder, &|_| false, &|path| {
            review_file::week_of(path).is_some()
        })?;
        let Some(newest) = reviews.iter().max_by_key(|entry| review_file::week_of(&entry.path)) else {
            continue;
        };
        let opened = std::str::from_utf8(&newest.bytes).ok().and_then(sources::open);
        let digest = parents.inputs_of(plan).digest(&committed);
        let Some(opened) = opened.filter(|opened| opened.sources.inputs_digest != digest) else {
            continue;
        };
        if only_actions_changed(place, repository, &revision, &committed, &opened.sources)? {
            continue;
        }
        let path = place.in_workspace(&newest.path).unwrap_or(&newest.path);
        findings.push(
            Diagnostic::new(
                &STALE_REVIEW,
                format!("{path} was made from other inputs than those now committed"),
            )
            .at(
                Location {
                    file: path.into(),
                    span: 0..0,
                },
                "",
            )
            .help(format!(
                "make it again: `salesplan review {plan} --week {} --commit`",
                opened.sources.week
            )),
        );
    }
    Ok(findings)
}

/// Whether all that is new since a review was made are promises and what became of them: they are
/// of later days, and the next review's.
fn only_actions_changed(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    committed: &Snapshot,
    sources: &Sources,
) -> Result<bool, Failure> {
    let Some(source) = origin::in_history(repository, revision, sources)? else {
        return Ok(false);
    };
    let plan = PlanId::new(&sources.plan);
    let path = format!("plans/{plan}/{}", actions_file::NAME);
    let mut then = committed.clone();
    match repository.read(&source, &place.in_repository(&path))? {
        Some(there) => then.insert(&path, Some(there.blob_id), Content::Bytes(there.bytes)),
        None => then.remove(&path),
    }
    let digest = Parents::read(&then).inputs_of(&plan).digest(&then);
    Ok(digest == sources.inputs_digest)
}
