//! A plan loaded and ready: settings, plan, deals, facts and rules, or every
//! mistake that keeps it from being so.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use salesplan_files::digest;
use salesplan_files::snapshot::Snapshot;
use salesplan_files::workspace::{self, PlanFolder, WrittenPlans};
use salesplan_model::channels::{self, tag_unused};
use salesplan_model::deal::Deal;
use salesplan_model::diagnostic::{Diagnostic, any_error};
use salesplan_model::evening_deals::Basis;
use salesplan_model::history::History;
use salesplan_model::id::PlanId;
use salesplan_model::plan::Plan;
use salesplan_model::prepare::{Given, Prepared, prepare};
use salesplan_model::rules::{Hook, Rules};
use salesplan_model::settings::{Parameter, Settings};
use salesplan_model::standing::{Books, Evening, Standing, standing};
use salesplan_rules::{Clock, RuleSet, RuleSource};

use crate::evening_deals::EveningDeals;
use crate::failure::Failure;
use crate::movement::Before;

/// A plan that can be calculated with.
pub(crate) struct Loaded {
    pub settings: Settings,
    /// The files, with the plan as written.
    pub folder: PlanFolder,
    /// The plan as it is worked with.
    pub prepared: Prepared,
    pub rules: RuleSet,
    /// All plans of the workspace as written, for those above and below this one.
    pub written: WrittenPlans,
    /// Earlier states of the deals; `None` where there are none, or none were asked for.
    pub history: Option<History>,
    /// The previous review, with what it was made from; `None` where there is none.
    pub before: Option<Before>,
    /// The deals that speak for the evening at hand; `None` where no evening is.
    pub evening: Option<EveningDeals>,
    /// Warnings.
    pub findings: Vec<Diagnostic>,
}

/// Loads the plan that was named, or the only one.
pub(crate) fn load(snapshot: &Snapshot, choice: Option<&str>) -> Result<Loaded, Failure> {
    let settings = workspace::read_settings(snapshot);
    let mut findings = settings.findings;
    findings.extend(workspace::check_layout(snapshot));
    let settings_value = settings.value.unwrap_or_default();
    let id = choose(snapshot, choice)?;
    let folder = workspace::read_plan(snapshot, &id, &settings_value);
    findings.extend(folder.findings);
    let written = workspace::read_plans_as_written(snapshot, &settings_value);
    findings.extend(written.families().findings_of(&id));
    findings.extend(stages_unknown(&written, &settings_value));
    let rules = compile_rules(snapshot, &settings_value)
        .map_err(|faults| findings.extend(faults))
        .ok();
    if let (Some(folder), Some(rules)) = (folder.value, rules) {
        let (prepared, found) = prepare_folder(&folder, folder.plan.clone(), &settings_value, &rules);
        findings.extend(found);
        if let Some(prepared) = prepared.filter(|_| !any_error(&findings)) {
            return Ok(Loaded {
                settings: settings_value,
                folder,
                prepared,
                rules,
                written,
                history: None,
                before: None,
                evening: None,
                findings,
            });
        }
    }
    Err(Failure::findings(findings, snapshot))
}

/// Prepares a plan with the deals, facts and calendar of its folder.
pub(crate) fn prepare_folder(
    folder: &PlanFolder,
    plan: Plan,
    settings: &Settings,
    rules: &dyn Rules,
) -> (Option<Prepared>, Vec<Diagnostic>) {
    let tag = tag_unused(&plan, &folder.deals, &settings.channels);
    let (prepared, mut found) = prepare(plan, folder.given(settings), rules);
    found.extend(tag);
    (prepared, found)
}

/// Stages of the settings that no funnel has; nothing is said while a plan cannot be read.
pub(crate) fn stages_unknown(written: &WrittenPlans, settings: &Settings) -> Vec<Diagnostic> {
    let plans = if written.unreadable.is_empty() {
        &written.plans[..]
    } else {
        &[]
    };
    channels::stages_unknown(plans, &settings.channels)
}

/// The plan that a command is about.
pub(crate) fn choose(snapshot: &Snapshot, choice: Option<&str>) -> Result<PlanId, Failure> {
    let plans = workspace::plan_ids(snapshot);
    let names = || plans.iter().map(PlanId::as_str).collect::<Vec<_>>().join(", ");
    match (choice, &plans[..]) {
        (Some(name), _) => plans.iter().find(|plan| plan.as_str() == name).cloned().ok_or_else(|| {
            let help = if plans.is_empty() {
                "there is none yet: `salesplan init`".to_string()
            } else {
                format!("there is: {}", names())
            };
            Failure::usage(format!("there is no plan `{name}`"), help)
        }),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(Failure::usage(
            "the workspace has no plan yet",
            "write one with `salesplan init`",
        )),
        (None, _) => Err(Failure::usage(
            "the workspace has several plans",
            format!("name one of: {}", names()),
        )),
    }
}

/// Compiles the workspace's rules, with the bundled ones where it has none.
pub(crate) fn compile_rules(snapshot: &Snapshot, settings: &Settings) -> Result<RuleSet, Vec<Diagnostic>> {
    compile_rules_with(snapshot, settings, None)
}

/// The same with another file in the place of the one that serves its hook.
pub(crate) fn compile_rules_with(
    snapshot: &Snapshot,
    settings: &Settings,
    other: Option<RuleSource>,
) -> Result<RuleSet, Vec<Diagnostic>> {
    let (mut sources, mut faults) = rule_sources(snapshot);
    sources.extend(other);
    match compile(sources, &settings.parameters) {
        Ok(rules) if faults.is_empty() => Ok(rules),
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found);
            Err(faults)
        }
    }
}

/// The workspace's own rules, and what is wrong with their files.
pub(crate) fn rule_sources(snapshot: &Snapshot) -> (Vec<RuleSource>, Vec<Diagnostic>) {
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for hook in Hook::ALL {
        match own_rule(snapshot, *hook) {
            Ok(source) => sources.extend(source),
            Err(found) => faults.extend(found),
        }
    }
    (sources, faults)
}

/// Compiles rules, with the bundled ones where a hook has none.
pub(crate) fn compile(
    sources: Vec<RuleSource>,
    parameters: &BTreeMap<Hook, BTreeMap<String, Parameter>>,
) -> Result<RuleSet, Vec<Diagnostic>> {
    RuleSet::compile(sources, parameters, clock())
}

/// The workspace's own rule of a hook; none where the bundled one serves.
pub(crate) fn own_rule(snapshot: &Snapshot, hook: Hook) -> Result<Option<RuleSource>, Vec<Diagnostic>> {
    let Some(file) = snapshot.get(&format!("rules/{}.rhai", hook.name())) else {
        return Ok(None);
    };
    Ok(Some(RuleSource {
        hook,
        path: file.path.clone(),
        text: workspace::source_text(file)?.to_string(),
        bundled: false,
    }))
}

/// The safety net under the rules' operation limit; it never decides a figure.
pub(crate) fn clock() -> Clock {
    let start = Instant::now();
    Arc::new(move || start.elapsed())
}

impl Loaded {
    /// What a calculation needs of the plan.
    pub fn books(&self) -> Books<'_> {
        self.prepared.books(Given {
            history: self.history.as_ref(),
            deals: self.deals(),
            basis: self.basis(),
            ..self.folder.given(&self.settings)
        })
    }

    /// The deals that speak for the evening at hand, else those of the files.
    pub fn deals(&self) -> &[Deal] {
        self.evening
            .as_ref()
            .map_or(&self.folder.deals, |evening| &evening.deals)
    }

    /// What they are read from.
    pub fn basis(&self) -> Basis {
        self.evening
            .as_ref()
            .map_or_else(Basis::default, |evening| evening.basis)
    }

    /// The plan as it is worked with.
    pub fn plan(&self) -> &Plan {
        &self.prepared.plan
    }

    /// Where the plan stands on an evening.
    pub fn standing(&self, evening: Evening, snapshot: &Snapshot) -> Result<Standing<'_>, Failure> {
        standing(self.books(), &self.settings, &self.rules, evening)
            .map_err(|faults| Failure::findings(faults, snapshot))
    }

    /// SHA-256 over the hooks, the bytes of the rules that served, and their parameters.
    pub fn rules_digest(&self) -> String {
        let scripts = self
            .rules
            .served()
            .map(|source| (source.hook.name(), source.text.as_bytes().to_vec()));
        let parameters = self.settings.parameters.iter().flat_map(|(hook, of_hook)| {
            let entry = |(name, parameter): (&String, &Parameter)| format!("{name} = {:?}", parameter.value);
            of_hook
                .iter()
                .map(move |parameter| (hook.name(), entry(parameter).into_bytes()))
        });
        let parts: Vec<(&str, Vec<u8>)> = scripts.chain(parameters).collect();
        digest::of_parts(parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())))
    }
}
