//! The command line: arguments in, wiring, printing, exit codes.
//!
//! This is the only crate that knows clap, the environment, the clock and the
//! file system (apart from `salesplan-git` inside its repository). Each command
//! loads, calls the calculation, and prints a view of the report.

// The edge: files, environment and clock are reached for here and nowhere above.
#![allow(clippy::disallowed_methods)]

pub mod world;

mod args;
mod bundled;
mod command_source;
mod commands;
mod committing;
mod console;
mod evening;
mod evening_deals;
mod failure;
mod history;
mod inputs;
mod loaded;
mod making;
mod movement;
mod origin;
mod place;
mod privacy;
mod progress;
mod proof;
mod pushing;
mod rendering;
mod review_file;
mod rules_moved;
mod snippets;
mod what_if;
mod writing;

use std::ffi::OsString;

use clap::Parser;

use crate::args::{Args, Command};
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::world::World;

/// Runs the program and gives its exit code: 0 done and clean, 1 findings, 2
/// could not run, 3 the branch moved or a lock is held.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: World<'_>) -> u8 {
    let parsed = Args::try_parse_from(arguments);
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return print_usage(&error, world),
    };
    let mut console = Console::new(world, &args.global);
    if let Err(failure) = what_if::refuse_elsewhere(&args).and_then(|()| privacy::refuse_elsewhere(&args)) {
        return failure.report(args.global.format, &mut console);
    }
    let done = match &args.command {
        Command::Init(init) => commands::init::run(&args.global, init, &mut console),
        Command::Demo(demo) => commands::demo::run(&args.global, demo, &mut console),
        Command::Check(check) => commands::check::run(&args.global, check, &mut console),
        Command::Decompose(plan) => commands::decompose::run(&args.global, plan, &mut console),
        Command::Explain(explain) => commands::explain::run(&args.global, explain, &mut console),
        Command::Resources(plan) => commands::resources::run(&args.global, plan, &mut console),
        Command::Levers(plan) => commands::levers::run(&args.global, plan, &mut console),
        Command::Scenarios(plan) => commands::scenarios::run(&args.global, plan, &mut console),
        Command::Commitments(own) => commands::commitments::run(&args.global, own, &mut console),
        Command::Team(team) => commands::team::run(&args.global, team, &mut console),
        Command::Agree(agree) => commands::agree::run(&args.global, agree, &mut console),
        Command::Agreements(agreements) => commands::agreements::run(&args.global, agreements, &mut console),
        Command::Diff(diff) => commands::diff::run(&args.global, diff, &mut console),
        Command::Log(log) => commands::log::run(&args.global, log, &mut console),
        Command::Status(plan) => commands::status::run(&args.global, plan, &mut console),
        Command::Deals(plan) => commands::deals::run(&args.global, plan, &mut console),
        Command::Action(action) => commands::action::run(&args.global, action, &mut console),
        Command::Channels(plan) => commands::channels::run(&args.global, plan, &mut console),
        Command::Steps(plan) => commands::steps::run(&args.global, plan, &mut console),
        Command::Playbook(own) => commands::playbook::run(&args.global, own, &mut console),
        Command::Experiments(own) => commands::experiments::run(&args.global, own, &mut console),
        Command::Movement(plan) => commands::movement::run(&args.global, plan, &mut console),
        Command::Verify(verify) => commands::verify::run(&args.global, verify, &mut console),
        Command::Review(review) => commands::review::run(&args.global, review, &mut console),
        Command::Rules(rules) => commands::rules::run(&args.global, rules, &mut console),
        Command::Record(record) => commands::record::run(&args.global, record, &mut console),
        Command::Trust(trust) => commands::trust::run(&args.global, trust, &mut console),
        Command::Import(import) => commands::import::run(&args.global, import, &mut console),
        Command::Completions(completions) => commands::completions::run(completions, &mut console),
    };
    match done.and_then(|code| console.release().map(|()| code)) {
        Ok(code) => code,
        Err(failure) => failure.report(args.global.format, &mut console),
    }
}

/// Help and version go to stdout and are no failure; everything else is one.
fn print_usage(error: &clap::Error, world: World<'_>) -> u8 {
    let text = error.render();
    let plain = format!("{text}");
    if error.use_stderr() {
        // Nothing can be said where stderr itself is gone.
        let _ = write!(world.stderr, "{plain}");
        return exit::COULD_NOT_RUN;
    }
    match write!(world.stdout, "{plain}") {
        Ok(()) => exit::DONE,
        Err(error) => Failure::from(error).code(),
    }
}
