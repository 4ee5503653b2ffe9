//! `--set` and `--scenario`: a plan with other figures beside the plan as written.

use salesplan_files::suggest;
use salesplan_model::diagnostic::any_error;
use salesplan_model::plan::{Plan, Scenario};
use salesplan_model::prepare::Prepared;
use salesplan_model::what_if::{Setting, SettingError, figures, with_settings};
use salesplan_report::comparison::{ComparisonView, SettingView, VariantView};

use crate::args::{Args, Command, Global};
use crate::failure::Failure;
use crate::loaded::{Loaded, prepare_folder};
use salesplan_files::snapshot::Snapshot;

/// Refuses other figures for commands that write, or that read the files as they stand.
pub(crate) fn refuse_elsewhere(args: &Args) -> Result<(), Failure> {
    if args.global.set.is_empty() && args.global.scenario.is_none() {
        return Ok(());
    }
    let name = match &args.command {
        Command::Review(review) if review.commit => "review --commit",
        Command::Init(_) => "init",
        Command::Demo(_) => "demo",
        Command::Check(_) => "check",
        Command::Agree(_) => "agree",
        Command::Agreements(_) => "agreements",
        Command::Diff(_) => "diff",
        Command::Log(_) => "log",
        Command::Commitments(_) => "commitments",
        Command::Verify(_) => "verify",
        Command::Import(_) => "import",
        Command::Record(_) => "record",
        Command::Trust(_) => "trust",
        Command::Playbook(own) if own.writes() => "playbook set",
        Command::Experiments(own) if own.writes() => "experiments new, stop and adopt",
        Command::Rules(_) => "rules",
        Command::Completions(_) => "completions",
        Command::Scenarios(_) => "scenarios",
        _ => return Ok(()),
    };
    Err(Failure::usage(
        format!("`{name}` takes the plan as it is written"),
        "--set and --scenario only show what other figures would do: use them with decompose, status, deals, resources, levers, explain or review",
    ))
}

/// Puts the plan with the figures of `--scenario` and `--set` in the place of the written
/// one. Gives both side by side; `None` where neither option was given.
pub(crate) fn apply(
    global: &Global,
    loaded: &mut Loaded,
    snapshot: &Snapshot,
) -> Result<Option<ComparisonView>, Failure> {
    let mut settings = Vec::new();
    if let Some(name) = &global.scenario {
        let scenario = scenario(&loaded.folder.plan, name)?;
        settings.extend(scenario.settings.iter().map(|(setting, _)| setting.clone()));
    }
    for text in &global.set {
        let (figure, value) = text.split_once('=').ok_or_else(|| {
            Failure::usage(
                format!("`{text}` sets nothing"),
                "write FIGURE=VALUE, such as new.meeting.conversion=35%",
            )
        })?;
        settings.push(Setting {
            figure: figure.trim().into(),
            value: value.trim().into(),
        });
    }
    if settings.is_empty() {
        return Ok(None);
    }
    let changed = changed(loaded, &settings, snapshot)?;
    let title = global.scenario.as_ref().map_or("with these figures", String::as_str);
    let variants = vec![
        (as_written(), &loaded.prepared),
        (variant("set", title, &settings), &changed),
    ];
    let comparison = compared(loaded, variants);
    loaded.prepared = changed;
    Ok(Some(comparison))
}

/// The plan's scenarios side by side, after the plan as written.
pub(crate) fn scenarios(loaded: &Loaded, snapshot: &Snapshot) -> Result<ComparisonView, Failure> {
    let mut changes = Vec::new();
    for scenario in &loaded.folder.plan.scenarios {
        let settings: Vec<Setting> = scenario.settings.iter().map(|(setting, _)| setting.clone()).collect();
        let changed = changed(loaded, &settings, snapshot)?;
        changes.push((variant(&scenario.id, &scenario.title, &settings), changed));
    }
    let mut variants = vec![(as_written(), &loaded.prepared)];
    variants.extend(changes.iter().map(|(variant, changed)| (variant.clone(), changed)));
    Ok(compared(loaded, variants))
}

fn scenario<'p>(plan: &'p Plan, name: &str) -> Result<&'p Scenario, Failure> {
    let found = plan.scenarios.iter().find(|scenario| scenario.id == name);
    found.ok_or_else(|| {
        let known = plan.scenarios.iter().map(|scenario| scenario.id.as_str());
        let help = if plan.scenarios.is_empty() {
            "write one in plan.toml: [scenario.careful] with lines such as new.meeting.conversion = \"25%\"".into()
        } else {
            suggest::help(name, known)
        };
        Failure::usage(format!("the plan has no scenario `{name}`"), help)
    })
}

fn changed(loaded: &Loaded, settings: &[Setting], snapshot: &Snapshot) -> Result<Prepared, Failure> {
    let plan = &loaded.folder.plan;
    let changed = with_settings(plan, settings).map_err(|(index, error)| refused(plan, &settings[index], error))?;
    let (prepared, found) = prepare_folder(&loaded.folder, changed, &loaded.settings, &loaded.rules);
    match prepared {
        Some(prepared) if !any_error(&found) => Ok(prepared),
        _ => Err(Failure::findings(found, snapshot)),
    }
}

fn refused(plan: &Plan, setting: &Setting, error: SettingError) -> Failure {
    match error {
        SettingError::UnknownFigure => {
            let names: Vec<String> = figures(plan).into_iter().map(|(name, _)| name).collect();
            Failure::usage(
                format!("the plan has no figure `{}`", setting.figure),
                suggest::help(&setting.figure, names.iter().map(String::as_str)),
            )
        }
        SettingError::WrongValue(wanted) => Failure::usage(
            format!("`{}` cannot be {}", setting.figure, setting.value),
            format!("write {wanted}"),
        ),
    }
}

fn compared(loaded: &Loaded, variants: Vec<(VariantView, &Prepared)>) -> ComparisonView {
    ComparisonView::new(variants, &loaded.folder.calendar, &loaded.settings.proof)
}

fn as_written() -> VariantView {
    variant("plan", "as written", &[])
}

fn variant(id: &str, title: &str, settings: &[Setting]) -> VariantView {
    let setting = |setting: &Setting| SettingView {
        figure: setting.figure.clone(),
        value: setting.value.clone(),
    };
    VariantView {
        id: id.to_string(),
        title: title.to_string(),
        settings: settings.iter().map(setting).collect(),
    }
}
