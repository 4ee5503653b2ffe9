//! `experiments new`: whether it can be learnt from here, and if so, its file.

use jiff::civil::Date;
use salesplan_files::experiments_text::{self, Written, WrittenArm};
use salesplan_files::snapshot::Snapshot;
use salesplan_model::diagnostic::{CANNOT_BE_LEARNT, Diagnostic};
use salesplan_model::experiment::{self, Design, Experiment, Measured, design};
use salesplan_model::money::Money;
use salesplan_model::plan::Plan;

use super::{change, day, path};
use crate::args::{Global, NewExperiment};
use crate::commands::changing::{Changed, checked};
use crate::commands::playbook::Step;
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::loaded::{Loaded, load};
use crate::place::Place;

pub(super) fn run(global: &Global, args: &NewExperiment, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut advice = None;
    let mut new = |_: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
        let (changed, said) = begun(global, args, snapshot, console)?;
        advice = said;
        Ok(changed)
    };
    let what = (args.id.as_str(), args.plan.as_deref());
    let code = change(global, args.commit, &mut new, what, console)?;
    if let Some(advice) = advice {
        console.note(&advice);
    }
    Ok(code)
}

fn begun(
    global: &Global,
    args: &NewExperiment,
    snapshot: &Snapshot,
    console: &Console<'_>,
) -> Result<(Changed, Option<String>), Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let today = day(global, console)?;
    if loaded.folder.experiments.iter().any(|known| known.id == args.id) {
        return Err(Failure::usage(
            format!("there is an experiment `{}` already", args.id.escape_debug()),
            "give this one another id",
        ));
    }
    let written = written(args, &loaded, args.from.unwrap_or(today))?;
    let path = path(&loaded);
    let text = experiments_text::with_experiment(snapshot.text(&path).unwrap_or_default(), &written);
    let files = vec![(path.clone(), text)];
    let changed = checked(&loaded, snapshot, &files)?;
    let after = load(&changed, Some(loaded.folder.plan.id.as_str()))?;
    let Some(experiment) = after.folder.experiments.iter().find(|known| known.id == args.id) else {
        return Err(Failure::usage(
            format!("`{}` cannot be written", args.id.escape_debug()),
            "use letters, digits, `-` and `_` in its id",
        ));
    };
    let (known, found) = (found(&loaded, &path), found(&after, &path));
    let is_new = |finding: &Diagnostic| !known.iter().any(|known| known.message == finding.message);
    let new: Vec<Diagnostic> = found.into_iter().filter(is_new).collect();
    if !new.is_empty() && !args.anyway {
        return Err(Failure::findings(new, &changed));
    }
    let design = design(after.books(), experiment, today);
    if !design.is_learnable && !args.anyway {
        return Err(refused(after.plan(), experiment, &design, today));
    }
    let said = format!(
        "Began {}: {}. {}",
        experiment.id,
        one_line(&experiment.hypothesis),
        takes(experiment, &design)
    );
    Ok((Changed { files, said }, advice(after.plan(), experiment)))
}

/// What `check` would say of the file of experiments; whether one can be learnt is told with numbers.
fn found(loaded: &Loaded, path: &str) -> Vec<Diagnostic> {
    let of_file = |finding: &Diagnostic| {
        let place = finding.primary.as_ref().map(|label| &*label.location.file);
        place == Some(path) && finding.kind.id != CANNOT_BE_LEARNT.id
    };
    let of_plan = experiment::findings(loaded.books());
    loaded.findings.iter().cloned().chain(of_plan).filter(of_file).collect()
}

/// Of versions of a playbook: who works by which is said by the register, so that people or
/// weeks differ with the text wherever deals do not name theirs.
fn advice(plan: &Plan, experiment: &Experiment) -> Option<String> {
    let stage = &plan.segments[experiment.segment].stages[experiment.stage];
    experiment.is_about_playbooks().then(|| {
        format!(
            "To tell the text from the people and the weeks, draw the version of each deal by lot, and name it in its column playbook.{}.",
            stage.id
        )
    })
}

fn written(args: &NewExperiment, loaded: &Loaded, from: Date) -> Result<Written, Failure> {
    let plan = loaded.plan();
    let step = args.playbook.as_ref().map(|step| Step::find(plan, step)).transpose()?;
    let (segment, stage) = step.as_ref().map(|step| step.ids(plan)).unzip();
    let segment = match (args.segment.as_deref().or(segment), &plan.segments[..]) {
        (Some(segment), _) => segment.to_string(),
        (None, [only]) => only.id.to_string(),
        (None, _) => {
            let known: Vec<&str> = plan.segments.iter().map(|segment| segment.id.as_str()).collect();
            return Err(Failure::usage(
                "the plan has several segments",
                format!("name one with --segment: {}", known.join(", ")),
            ));
        }
    };
    Ok(Written {
        id: args.id.clone(),
        hypothesis: one_line(&args.hypothesis),
        owner: args.owner.clone(),
        measure: args
            .measure
            .clone()
            .unwrap_or_else(|| Measured::Conversion.word().to_string()),
        segment,
        stage: args.stage.clone().or(stage.map(str::to_string)),
        smallest_effect: args.effect.clone(),
        from: Some(from),
        by: Some(args.by),
        cases_per_arm: args.cases_per_arm,
        harm: args.harm.clone(),
        arms: match &step {
            Some(step) if args.arms.is_empty() => arms_of(step, loaded)?,
            _ => args.arms.iter().map(|arm| read_arm(arm)).collect::<Result<_, _>>()?,
        },
    })
}

/// The last two versions of a playbook, the older one first: it is what is done now.
fn arms_of(step: &Step, loaded: &Loaded) -> Result<Vec<WrittenArm>, Failure> {
    let mut versions = step.versions(loaded);
    versions.sort_by_key(|playbook| playbook.from);
    let mut names: Vec<&str> = Vec::new();
    for version in versions.iter().rev().map(|playbook| playbook.version.as_str()) {
        if names.len() < 2 && !names.contains(&version) {
            names.push(version);
        }
    }
    let [new, old] = names[..] else {
        return Err(Failure::usage(
            format!("the playbook of `{}` has no two versions", step.name),
            format!(
                "make the new text a version: `salesplan playbook set {} FILE`",
                step.name
            ),
        ));
    };
    let arm = |version: &str| WrittenArm {
        id: format!("playbook-{}", version.replace('.', "-")),
        keys: vec![("playbook".into(), version.into())],
    };
    Ok(vec![arm(old), arm(new)])
}

/// `call=tag:call-first,channel:webinar`.
fn read_arm(text: &str) -> Result<WrittenArm, Failure> {
    let wrong = || {
        Failure::usage(
            format!("`{}` is no arm", text.escape_debug()),
            "write ID=KEY:VALUE, such as call=tag:call-first; keys are tag, channel, person, playbook, from and to",
        )
    };
    let (id, keys) = text.split_once('=').ok_or_else(wrong)?;
    let key = |pair: &str| {
        let (key, value) = pair.split_once(':')?;
        let is_day = matches!(key, "from" | "to");
        let is_known = is_day || matches!(key, "tag" | "channel" | "person" | "playbook");
        (is_known && (!is_day || value.parse::<Date>().is_ok())).then(|| (key.to_string(), value.to_string()))
    };
    let keys: Option<Vec<_>> = keys.split(',').map(key).collect();
    Ok(WrittenArm {
        id: id.to_string(),
        keys: keys.ok_or_else(wrong)?,
    })
}

/// How many cases, and how long they take.
fn takes(experiment: &Experiment, design: &Design) -> String {
    let flow = design.flow.per_week;
    match (design.cases_per_arm, design.ends) {
        (Some(cases), Some(day)) => format!(
            "Each of {} arms needs {cases} cases; at {flow:.1} a week that takes until {day}.",
            experiment.arms.len()
        ),
        (Some(cases), None) => format!("Each arm needs {cases} cases, and lately none come."),
        (None, _) => "How many cases it needs cannot be told: nothing says how much one differs from the next.".into(),
    }
}

/// Says kindly that it cannot be learnt, and what could be.
fn refused(plan: &Plan, experiment: &Experiment, design: &Design, today: Date) -> Failure {
    let flow = design.flow.per_week;
    let message = match (design.cases_per_arm, design.weeks) {
        (Some(cases), Some(weeks)) => format!(
            "at {flow:.1} cases a week this needs {}: {cases} for each of {} arms, and it ends on {}",
            how_long(weeks),
            experiment.arms.len(),
            experiment.days.to
        ),
        (Some(cases), None) => {
            format!("this needs {cases} cases of each arm, and none came in the eight weeks to {today}")
        }
        (None, _) => "nothing says how much one case differs from the next, so nobody knows how many it takes".into(),
    };
    let bigger = match design.shown_by_last_day {
        _ if design.cases_per_arm.is_none() => {
            "record the amounts of won deals, or say how many it needs with --cases-per-arm".into()
        }
        Some(effect) => format!(
            "test a bigger change: until {} an effect of {} would show",
            experiment.days.to,
            effect_text(plan, experiment, effect)
        ),
        None => "no effect would show until then; give it longer".into(),
    };
    let stage = design.earlier_stage.map(|stage| {
        let title = &plan.segments[experiment.segment].stages[stage].title;
        format!("; or an earlier stage, to which more come: {title}")
    });
    Failure::usage(
        message,
        format!("{bigger}{}; --anyway writes it all the same", stage.unwrap_or_default()),
    )
}

fn how_long(weeks: f64) -> String {
    const WEEKS_A_MONTH: f64 = 365.25 / 12.0 / 7.0;
    if weeks < 9.0 {
        format!("{:.0} weeks", weeks.ceil())
    } else if weeks < 520.0 {
        format!("{:.0} months", (weeks / WEEKS_A_MONTH).ceil())
    } else {
        "more than ten years".into()
    }
}

fn effect_text(plan: &Plan, experiment: &Experiment, effect: f64) -> String {
    match (experiment.measure, plan.goal.currency) {
        (Measured::Conversion, _) => format!("{:.0} points", (effect * 100.0).ceil()),
        (Measured::AverageDeal | Measured::CostPerDeal, Some(currency)) => {
            Money::new(effect.ceil() as i64, currency).to_string()
        }
        _ => format!("{:.0} days", effect.ceil()),
    }
}
