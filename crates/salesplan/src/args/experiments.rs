//! What can be said of experiments.

use clap::Subcommand;
use jiff::civil::Date;

use super::parse_date;

/// Test a way of selling beside the one that is done now
///
/// Experiments stand in plans/PLAN/experiments.toml. Every week the review says what their arms
/// have shown; one may look as often as one likes. See docs/experiments.md.
#[derive(Debug, clap::Args)]
pub(crate) struct Experiments {
    #[command(subcommand)]
    pub command: ExperimentsCommand,
}

impl Experiments {
    /// Whether it changes files.
    pub fn writes(&self) -> bool {
        use ExperimentsCommand::{Adopt, New, Stop};
        matches!(self.command, New(_) | Stop(_) | Adopt(_))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExperimentsCommand {
    New(Box<NewExperiment>),
    /// List the experiments with what they have shown
    List(ListExperiments),
    /// Show one experiment: arms, cases, chances, traps, and what it takes
    Show(ShowExperiment),
    Stop(StopExperiment),
    Adopt(AdoptExperiment),
}

/// Begin an experiment, if it can be learnt from here
///
/// Says how many cases each arm needs and how long that takes at the present flow. Where they
/// do not come until the last day nothing is written, unless with --anyway.
#[derive(Debug, clap::Args)]
pub(crate) struct NewExperiment {
    /// Its id, such as call-first
    pub id: String,
    /// What is believed, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub hypothesis: String,
    /// Who answers for it: an id of team.toml
    #[arg(long, value_name = "PERSON")]
    pub owner: String,
    /// What is measured: conversion, average-deal, cycle-days or cost-per-deal; of a playbook the
    /// conversion, if nothing else is said
    #[arg(long, value_name = "MEASURE", required_unless_present = "playbook")]
    pub measure: Option<String>,
    /// Hold the last two versions of a step's playbook against each other: SEGMENT.STAGE
    #[arg(long, value_name = "STEP", conflicts_with_all = ["segment", "stage"])]
    pub playbook: Option<String>,
    /// The segment; default: the only one
    #[arg(long, value_name = "SEGMENT")]
    pub segment: Option<String>,
    /// The stage with which a case begins; of a conversion the one that it starts from
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// The smallest effect worth having: "10 points", a sum, or days
    #[arg(long, value_name = "EFFECT")]
    pub effect: String,
    /// An arm: `ID=KEY:VALUE[,KEY:VALUE]`, with tag, channel, person, playbook, from or to
    ///
    /// Give one for each; the first is what is done now: --arm letter=tag:letter-first --arm call=tag:call-first
    #[arg(long = "arm", value_name = "ARM", required_unless_present = "playbook")]
    pub arms: Vec<String>,
    /// The first day of its cases; default: today
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub from: Option<Date>,
    /// The last day of its cases
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub by: Date,
    /// Cases that each arm needs; default: as many as show the effect in four of five cases
    #[arg(long, value_name = "COUNT")]
    pub cases_per_arm: Option<u64>,
    /// The loss at which it is stopped early, written as the effect is
    #[arg(long, value_name = "EFFECT")]
    pub harm: Option<String>,
    /// Write it even though it cannot be learnt until the last day
    #[arg(long)]
    pub anyway: bool,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ListExperiments {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// Those that have ended as well
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ShowExperiment {
    /// Which: an id of experiments.toml
    pub id: String,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
}

/// End an experiment without adopting anything
#[derive(Debug, clap::Args)]
pub(crate) struct StopExperiment {
    /// Which: an id of experiments.toml
    pub id: String,
    /// What came of it
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}

/// Write what an arm has shown into the plan, and end the experiment
///
/// The figure takes the place of the planned one, with what it rests on; nothing else in
/// plan.toml is touched. Shows what the plan asks for then, and who is to agree again.
#[derive(Debug, clap::Args)]
pub(crate) struct AdoptExperiment {
    /// Which: an id of experiments.toml
    pub id: String,
    /// The arm
    #[arg(long, value_name = "ARM")]
    pub arm: String,
    /// Adopt it though it has not been shown to be better, or something else may explain it
    #[arg(long)]
    pub anyway: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Show what would change and write nothing
    #[arg(long, conflicts_with = "commit")]
    pub dry_run: bool,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}
