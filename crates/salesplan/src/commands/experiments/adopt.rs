//! `experiments adopt`: what an arm has shown becomes a figure of the plan.

use salesplan_files::experiments_text::{self, figure};
use salesplan_files::snapshot::Snapshot;
use salesplan_files::suggest;
use salesplan_model::agreement::{State as Consent, consents};
use salesplan_model::experiment::{ArmVerdict, Experiment, Measured, State, Verdict, verdicts};
use salesplan_model::plan::{Origin, Plan};
use salesplan_report::comparison::{ComparisonView, SettingView, VariantView};
use serde::Serialize;

use super::{day, ended, find_open};
use crate::args::{AdoptExperiment, Format, Global};
use crate::commands::changing::{self, Changed, checked};
use crate::commands::no_such_format;
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::Place;
use crate::rendering;

/// What `experiments adopt` prints.
#[derive(Serialize)]
struct AdoptView {
    experiment: String,
    arm: String,
    /// The figure of the plan; null where no single one holds what was measured.
    figure: Option<String>,
    /// Its new value, as written.
    value: Option<String>,
    /// Names of those who agreed to the plan as it was and not as it is.
    agree_again: Vec<String>,
    /// Figures before and after.
    #[serde(flatten)]
    comparison: ComparisonView,
}

pub(super) fn run(global: &Global, args: &AdoptExperiment, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json | Format::Markdown) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    let mut shown = None;
    let mut change = |_: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
        let (changed, view) = adopted(global, args, snapshot, console)?;
        shown = Some((snapshot.clone(), view));
        Ok(changed)
    };
    if args.dry_run {
        let place = Place::find(global, console)?;
        change(&place, &inputs::snapshot(&place)?, console)?;
        console.note("Nothing was written.");
    } else {
        changing::write(global, args.commit, &mut change, console)?;
    }
    let Some((snapshot, view)) = shown else { return Ok(0) };
    if global.format == Format::Json {
        console.print_json(&view)?;
        return Ok(0);
    }
    let settings = salesplan_files::workspace::read_settings(&snapshot)
        .value
        .unwrap_or_default();
    let locale = global.lang.unwrap_or(settings.locale);
    let markdown = rendering::render(
        &snapshot,
        locale,
        "experiment-adopt.md.j2",
        serde_json::to_value(&view)?,
    )?;
    console.print_markdown(&markdown, global.format)?;
    Ok(0)
}

fn adopted(
    global: &Global,
    args: &AdoptExperiment,
    snapshot: &Snapshot,
    console: &Console<'_>,
) -> Result<(Changed, AdoptView), Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let experiment = find_open(&loaded, &args.id)?;
    let arm = experiment
        .arms
        .iter()
        .position(|arm| arm.id == args.arm)
        .ok_or_else(|| {
            let known = experiment.arms.iter().map(|arm| arm.id.as_str());
            Failure::usage(
                format!("`{}` has no arm `{}`", experiment.id, args.arm.escape_debug()),
                suggest::help(&args.arm, known),
            )
        })?;
    let day = day(global, console)?;
    let said = verdicts(loaded.books(), day);
    let verdict = said.iter().find(|verdict| verdict.experiment.id == experiment.id);
    let verdict = verdict.expect("every experiment has a verdict");
    if !args.anyway {
        check_shown(verdict, arm)?;
    }
    let mut files = vec![ended(
        &loaded,
        snapshot,
        experiment,
        Some(&args.arm),
        day,
        args.comment.as_deref(),
    )?];
    let new = NewFigure::of(loaded.plan(), experiment, arm, &verdict.arms[arm]);
    if let Some(new) = &new {
        files.push(new.written(&loaded, snapshot)?);
    }
    let after_files = checked(&loaded, snapshot, &files)?;
    let after = load(&after_files, Some(loaded.folder.plan.id.as_str()))?;
    let view = AdoptView {
        experiment: experiment.id.clone(),
        arm: args.arm.clone(),
        figure: new.as_ref().map(|new| new.name.clone()),
        value: new.as_ref().map(|new| new.value.clone()),
        agree_again: agree_again(&loaded, &after),
        comparison: comparison(&loaded, &after, new.as_ref()),
    };
    let said = match &new {
        Some(new) => format!(
            "Adopted {} of {}: {} = {}.",
            args.arm, experiment.id, new.name, new.value
        ),
        None if arm == 0 => format!(
            "Adopted {} of {}: nothing changes in the plan.",
            args.arm, experiment.id
        ),
        None => format!(
            "Adopted {} of {}: no single figure of the plan holds it, so plan.toml stays as it is.",
            args.arm, experiment.id
        ),
    };
    Ok((
        Changed {
            files,
            said: one_line(&said),
        },
        view,
    ))
}

/// Refuses an arm that was not shown to be better, or whose lead something else may explain.
fn check_shown(verdict: &Verdict<'_>, arm: usize) -> Result<(), Failure> {
    let id = &verdict.experiment.arms[arm].id;
    if arm == 0 {
        return Err(Failure::usage(
            format!("`{id}` is what is done now"),
            format!(
                "end it with `salesplan experiments stop {}`; --anyway adopts it all the same",
                verdict.experiment.id
            ),
        ));
    }
    if verdict.state != State::Better(arm) {
        return Err(Failure::usage(
            format!(
                "`{id}` has not been shown to be better: {}",
                verdict.state.word().replace('_', " ")
            ),
            "wait, or stop it; --anyway adopts it all the same",
        ));
    }
    if let Some(channel) = &verdict.experiment.arms[arm].channel {
        return Err(Failure::usage(
            format!("`{id}` is the channel {channel}: what it has shown is no figure of the others"),
            format!("write its own conversion into [channels.{channel}]; --anyway writes it for all"),
        ));
    }
    if !verdict.traps.is_empty() {
        let traps: Vec<&str> = verdict.traps.iter().map(|trap| trap.word()).collect();
        return Err(Failure::usage(
            format!("something else may explain the lead of `{id}`: {}", traps.join(", ")),
            format!(
                "see `salesplan experiments show {}`; --anyway adopts it all the same",
                verdict.experiment.id
            ),
        ));
    }
    Ok(())
}

/// A figure of the plan with its new value.
struct NewFigure {
    /// As `--set` names it.
    name: String,
    value: String,
    /// The value with what it rests on, as the file has it.
    text: String,
    place: salesplan_model::diagnostic::Location,
}

impl NewFigure {
    /// What is believed of the arm, drawn towards the plan as far as its cases are few: the
    /// figure of a winner alone is on average too good.
    fn of(plan: &Plan, experiment: &Experiment, arm: usize, said: &ArmVerdict) -> Option<Self> {
        if arm == 0 {
            return None;
        }
        let name = experiment.figure(plan)?;
        let segment = &plan.segments[experiment.segment];
        let source = format!("experiment {}", experiment.id);
        let cases = said.n_cases;
        let (value, text, place) = match experiment.measure {
            Measured::Conversion => {
                let rate = (said.mean * 1_000.0).round().clamp(1.0, 1_000.0) / 10.0;
                let value = format!("{rate}%");
                let evidence = format!("{} of {cases}, {source}", said.n_passed);
                (
                    value.clone(),
                    figure("rate", &value, &evidence),
                    segment.step(experiment.stage).location.clone(),
                )
            }
            Measured::AverageDeal => {
                let average = segment.average_deal.as_ref()?;
                // Whole units of the currency: nobody plans the kopecks of an average.
                let unit = 10_f64.powi(average.amount.currency.exponent() as i32);
                let value = format!("{:.0}", (said.mean / unit).round().max(1.0));
                let evidence = format!("{cases} deals, {source}");
                (
                    value.clone(),
                    figure("amount", &value, &evidence),
                    average.location.clone(),
                )
            }
            Measured::CycleDays => {
                let days = said.mean.round().clamp(0.0, 3_660.0);
                let value = format!("{days:.0}");
                let evidence = format!("{cases} passages, {source}");
                let place = segment.step(experiment.stage).lag.location.clone()?;
                (value.clone(), figure("days", &value, &evidence), place)
            }
            Measured::CostPerDeal => return None,
        };
        // Without a case there is nothing to rest on.
        (cases > 0).then_some(Self {
            name,
            value,
            text,
            place,
        })
    }

    /// plan.toml with it.
    fn written(&self, loaded: &Loaded, snapshot: &Snapshot) -> Result<(String, String), Failure> {
        let path = self.place.file.to_string();
        let is_of_rule = loaded.folder.plan.segments.iter().any(|segment| {
            let steps = segment.stages.iter().filter_map(|stage| stage.step.as_ref());
            steps
                .into_iter()
                .any(|step| step.location == self.place && matches!(step.origin, Origin::Rule { .. }))
        });
        if is_of_rule {
            return Err(Failure::usage(
                format!("{} is given by the rule `conversion`", self.name),
                "write a rate in its place first, or stop the experiment and let the rule see the facts",
            ));
        }
        let text = snapshot
            .text(&path)
            .and_then(|text| experiments_text::with_value(text, &self.place.span, &self.text));
        let text = text.ok_or_else(|| {
            Failure::usage(
                format!("{} does not stand in {path}", self.name),
                "change it by hand, and stop the experiment",
            )
        })?;
        Ok((path, text))
    }
}

/// Those who agreed to the plan as it was and not as it is.
fn agree_again(before: &Loaded, after: &Loaded) -> Vec<String> {
    let stood: Vec<usize> = consents(before.books())
        .into_iter()
        .filter(|consent| consent.state == Consent::Agreed)
        .map(|consent| consent.person)
        .collect();
    consents(after.books())
        .into_iter()
        .filter(|consent| stood.contains(&consent.person) && consent.state != Consent::Agreed)
        .map(|consent| after.plan().team.people[consent.person].name.clone())
        .collect()
}

fn comparison(before: &Loaded, after: &Loaded, new: Option<&NewFigure>) -> ComparisonView {
    let variant = |id: &str, title: &str, settings: Vec<SettingView>| VariantView {
        id: id.into(),
        title: title.into(),
        settings,
    };
    let setting = |new: &NewFigure| SettingView {
        figure: new.name.clone(),
        value: new.value.clone(),
    };
    let variants = vec![
        (variant("plan", "as written", Vec::new()), &before.prepared),
        (
            variant("adopted", "adopted", new.map(setting).into_iter().collect()),
            &after.prepared,
        ),
    ];
    ComparisonView::new(variants, &before.folder.calendar, &before.settings.proof)
}
