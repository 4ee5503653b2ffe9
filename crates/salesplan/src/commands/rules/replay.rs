//! `rules replay`: a changed rule beside the current one, over the snapshots in git history.
//!
//! Everything but the one rule is that of `--to`: the other rules, their parameters, and what
//! happened. The plan, deals and facts are those of each snapshot.

mod measure;
mod script;
mod snapshots;

use salesplan_files::snapshot::Snapshot;
use salesplan_model::diagnostic::{Diagnostic, RULE_WORSE};
use salesplan_model::prepare::Given;
use salesplan_model::replay::{Pair, Past, Stopped};
use salesplan_model::rules::Hook;
use salesplan_model::scoring::Scored;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::replay::{ReplayView, SkippedView, SnapshotView};

use self::measure::Measure;
use self::script::Script;
use self::snapshots::{Candidate, Candidates, Opened};
use super::super::no_such_format;
use crate::args::{Format, Global, Replay};
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::load;
use crate::place::Place;
use crate::progress::Progress;
use crate::rendering;

pub(crate) fn run(global: &Global, args: &Replay, console: &mut Console<'_>) -> Result<u8, Failure> {
    refuse(global)?;
    let place = Place::find(global, console)?;
    let Some(repository) = &place.repository else {
        return Err(Failure::usage(
            "a replay goes through git history, and there is no git repository here",
            "`git init`, and commit the plan week by week",
        ));
    };
    let to = repository.resolve(args.to.as_deref().unwrap_or("HEAD"))?;
    let now = inputs::from_revision(&place, repository, &to)?;
    let loaded = load(&now, args.plan.as_deref())?;
    let script = Script::read(args, global, console)?;
    if script.hook == Hook::Priority && args.margin.is_some() {
        return Err(Failure::usage(
            "there is no right order, so a priority rule has no score that --margin could bound",
            "leave --margin out, and look at how the order changes",
        ));
    }
    if script.hook != Hook::Probability && args.wait.is_some() {
        return Err(Failure::usage(
            "--wait says how long deals are given to be decided, and only a probability rule is asked for that",
            "leave --wait out",
        ));
    }
    let changed = script.compile(&place, &now, &loaded.settings)?;
    let found = Candidates::find(&place, &loaded.folder.plan.id, args.from.as_deref(), &to)?;
    if found.is_cut_off {
        console.note(
            "note: history is cut off in this clone, so earlier snapshots may be missing; `git fetch --unshallow` brings them",
        );
    }
    let as_of = found.last_day.unwrap_or(loaded.plan().period.to);
    let books = loaded.books();
    let end = Past {
        plan: books.plan,
        given: Given {
            history: None,
            ..books.given
        },
        as_of: as_of.min(books.plan.period.to),
    };
    let mut replay = Replayed {
        measure: Measure::new(script.hook, &end, &loaded, args.wait)?,
        snapshots: Vec::new(),
        skipped: Vec::new(),
    };
    let pair = Pair {
        current: &loaded.rules,
        changed: &changed,
        proof: &loaded.settings.proof,
    };
    let mut progress = Progress::default();
    let n_weeks = found.weeks.len();
    let gone_through = found.weeks.iter().enumerate().try_for_each(|(n_done, candidate)| {
        progress.show(&format!("replaying {} of {n_weeks} weeks", n_done + 1), console);
        let opened = Opened::read(&place, repository, candidate, &loaded.folder.plan.id)?;
        replay.go_through(candidate, opened, &pair, &script, &now)
    });
    progress.clear(console);
    gone_through?;
    if replay.snapshots.is_empty() {
        return Err(replay.nothing());
    }

    let served = loaded.rules.served().find(|source| source.hook == script.hook);
    let judged = replay.measure.judged();
    let is_worse = (args.margin.zip(judged.as_ref())).map(|(margin, scored)| scored.difference.brier > margin);
    let views = replay.measure.into_views();
    let view = ReplayView {
        schema_version: SCHEMA_VERSION,
        plan: loaded.plan().id.to_string(),
        title: loaded.plan().title.clone(),
        hook: script.hook.name(),
        rule: script.path().to_string(),
        current: served.map(|source| source.path.to_string()).unwrap_or_default(),
        current_is_bundled: served.is_some_and(|source| source.bundled),
        to: to.to_string(),
        as_of: as_of.to_string(),
        is_cut_off: found.is_cut_off,
        snapshots: replay.snapshots,
        skipped: replay.skipped,
        scores: views.scores,
        settled: views.settled,
        left_out: views.left_out,
        order: views.order,
        margin: args.margin,
        is_worse,
    };
    match global.format {
        Format::Json => console.print_json(&view)?,
        Format::Human | Format::Markdown => {
            let markdown = rendering::render(
                &now,
                rendering::locale(global, &now),
                "replay.md.j2",
                console.worded(&view)?,
            )?;
            console.print_markdown(&markdown, global.format)?;
        }
        Format::Csv | Format::Html | Format::Definitions => {
            return Err(no_such_format(global.format, "human, json and markdown"));
        }
    }
    let code = console.finish(&loaded.findings, &now);
    if args.margin.is_some() && is_worse.is_none() {
        console.note("note: nothing could be scored yet, so the margin was not checked");
    }
    match judged.zip(args.margin).filter(|_| is_worse == Some(true)) {
        Some((scored, margin)) => {
            let finding = worse(&script, &scored, margin);
            console.findings_as_errors(vec![finding.clone()], &now)?;
            Ok(code.max(console.exit_code(&[finding])))
        }
        None => Ok(code),
    }
}

fn refuse(global: &Global) -> Result<(), Failure> {
    let named = [
        ("--at", global.at.is_some()),
        ("--week", global.week.is_some()),
        ("--as-of", global.as_of.is_some()),
    ];
    match named.iter().find(|(_, is_given)| *is_given) {
        Some((option, _)) => Err(Failure::usage(
            format!("a replay goes through many evenings and takes no {option}"),
            "--from and --to say from which revision to which",
        )),
        None if matches!(global.format, Format::Csv | Format::Html) => {
            Err(no_such_format(global.format, "human, json and markdown"))
        }
        None => Ok(()),
    }
}

fn worse(script: &Script, scored: &Scored, margin: f64) -> Diagnostic {
    let message = format!(
        "{} foresees worse than the rule that serves: its Brier score is {:.4}, the current one's {:.4}, and the margin is {margin}",
        script.path(),
        scored.changed.scores.brier,
        scored.current.scores.brier,
    );
    Diagnostic::new(&RULE_WORSE, message).help("change the rule, or allow a larger --margin and say why")
}

/// What came of the snapshots so far.
struct Replayed<'a> {
    measure: Measure<'a>,
    snapshots: Vec<SnapshotView>,
    skipped: Vec<SkippedView>,
}

impl Replayed<'_> {
    /// Asks both rules for a snapshot. What cannot be replayed is noted with the reason; only
    /// where the changed rule stops does the command.
    fn go_through(
        &mut self,
        candidate: &Candidate,
        opened: Result<Opened, String>,
        pair: &Pair<'_>,
        script: &Script,
        now: &Snapshot,
    ) -> Result<(), Failure> {
        let done = opened.and_then(|opened| match self.measure.add(&opened.past(), pair) {
            Ok(()) => Ok(Ok(opened)),
            Err(Stopped::Current(faults)) => {
                Err(format!("the current rules stop over it: {}", snapshots::told(&faults)))
            }
            Err(Stopped::Changed(faults)) => Ok(Err((opened, faults))),
        });
        match done {
            Ok(Ok(opened)) => self.snapshots.push(SnapshotView {
                revision: candidate.revision.to_string(),
                week: opened.evening.week.to_string(),
                as_of: opened.evening.as_of.to_string(),
            }),
            Ok(Err((opened, faults))) => return Err(stopped(candidate, opened, faults, script, now)),
            Err(reason) => self.skipped.push(SkippedView {
                revision: candidate.revision.to_string(),
                day: candidate.day.map(|day| day.to_string()),
                reason,
            }),
        }
        Ok(())
    }

    fn nothing(&self) -> Failure {
        let reasons = self.skipped.iter().take(3).map(|skipped| {
            let id: String = skipped.revision.chars().take(12).collect();
            format!("{id}: {}", skipped.reason)
        });
        let reasons: Vec<String> = reasons.collect();
        Failure::usage(
            format!("no snapshot of the plan can be replayed ({})", reasons.join("; ")),
            "commit the plan's deals and facts week by week; --from and --to choose among what is committed",
        )
    }
}

/// The faults of the changed rule, with the evening at hand, drawn into the files of then.
fn stopped(
    candidate: &Candidate,
    opened: Opened,
    mut faults: Vec<Diagnostic>,
    script: &Script,
    now: &Snapshot,
) -> Failure {
    let id: String = candidate.revision.to_string().chars().take(12).collect();
    for fault in &mut faults {
        fault.message += &format!(" (as of {}, {id})", opened.evening.as_of);
    }
    let mut snapshot = opened.snapshot;
    for rule in now.below("rules/").chain([&script.file]) {
        snapshot.insert(&rule.path, None, rule.content.clone());
    }
    Failure::findings(faults, &snapshot)
}
