//! `rules`: the company's own rules, written, tested and understood.

mod api;
mod bench;
mod list;
mod new;
mod question;
mod replay;
mod run;
mod test;

use std::collections::BTreeMap;

use salesplan_files::snapshot::Snapshot;
use salesplan_files::workspace::{self, PlanFolder};
use salesplan_model::diagnostic::{Diagnostic, any_error};
use salesplan_model::rules::{Hook, Rules as Answering};
use salesplan_model::settings::{Parameter, Settings};
use salesplan_model::standing::{Evening, standing};
use salesplan_rules::{RuleSource, bundled};

use crate::args::{Global, Rules, RulesCommand};
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{choose, own_rule, prepare_folder};
use crate::place::Place;

pub(crate) fn run(global: &Global, args: &Rules, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        RulesCommand::List => list::run(global, console),
        RulesCommand::New(new) => new::run(global, new, console),
        RulesCommand::Test(test) => test::run(global, test, console),
        RulesCommand::Run(run) => run::run(global, run, console),
        RulesCommand::Api(api) => api::run(global, api, console),
        RulesCommand::Bench(bench) => bench::run(global, bench, console),
        RulesCommand::Replay(replay) => replay::run(global, replay, console),
    }
}

/// A workspace's files with what `salesplan.toml` says of the rules.
struct Files {
    snapshot: Snapshot,
    settings: Settings,
}

impl Files {
    fn read(global: &Global, console: &Console<'_>) -> Result<Self, Failure> {
        let place = Place::find(global, console)?;
        let snapshot = inputs::snapshot(&place)?;
        let settings = workspace::read_settings(&snapshot);
        match settings.value {
            Some(settings) => Ok(Self { snapshot, settings }),
            None => Err(Failure::findings(settings.findings, &snapshot)),
        }
    }

    /// The parameters that `salesplan.toml` gives a hook.
    fn parameters(&self, hook: Hook) -> BTreeMap<String, Parameter> {
        self.settings.parameters.get(&hook).cloned().unwrap_or_default()
    }

    /// The rule that serves a hook.
    fn served(&self, hook: Hook) -> Result<RuleSource, Vec<Diagnostic>> {
        Ok(own_rule(&self.snapshot, hook)?.unwrap_or_else(|| bundled(hook)))
    }

    fn plan(&self, choice: Option<&str>) -> Result<PlanFolder, Failure> {
        let id = choose(&self.snapshot, choice)?;
        let read = workspace::read_plan(&self.snapshot, &id, &self.settings);
        match read.value.filter(|_| !any_error(&read.findings)) {
            Some(folder) => Ok(folder),
            None => Err(Failure::findings(read.findings, &self.snapshot)),
        }
    }

    /// Lets a plan's calculation ask the rules all that it asks for an evening. Gives the
    /// faults that stopped it.
    fn ask_for(&self, folder: &PlanFolder, rules: &dyn Answering, evening: Evening) -> Vec<Diagnostic> {
        let (prepared, found) = prepare_folder(folder, folder.plan.clone(), &self.settings, rules);
        let Some(prepared) = prepared else {
            return found;
        };
        let books = prepared.books(folder.given(&self.settings));
        standing(books, &self.settings, rules, evening)
            .err()
            .unwrap_or_default()
    }
}

/// Which file serves a hook and why, in words.
fn why(source: &RuleSource) -> String {
    if source.bundled {
        format!("the bundled rule, since there is no {}", source.path)
    } else {
        format!("{} of this workspace", source.path)
    }
}
