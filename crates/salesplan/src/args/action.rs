//! What can be said of promises and decisions.

use clap::Subcommand;
use jiff::civil::Date;

use super::parse_date;

/// Promise, decide, and say what came of it
///
/// Promises and decisions stand in plans/PLAN/actions.toml, with an owner and a day. The review
/// carries them from week to week and checks them against the facts where it can.
#[derive(Debug, clap::Args)]
pub(crate) struct Action {
    #[command(subcommand)]
    pub command: ActionCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActionCommand {
    Add(AddAction),
    /// Say that an action is done
    Done(EndAction),
    /// Give an action up; say why with --comment
    Drop(EndAction),
    List(ListActions),
}

/// Add a promise or a decision, or take a proposal on
#[derive(Debug, clap::Args)]
pub(crate) struct AddAction {
    /// What is to be done; or the number of a proposal of the review
    pub what: String,
    /// Who: an id of team.toml, or `company`; default: that of the proposal
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// The last day; default: that of the proposal
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub due: Option<Date>,
    /// The deal that it is about
    #[arg(long, value_name = "ID")]
    pub deal: Option<String>,
    /// The client that it is about
    #[arg(long, value_name = "NAME")]
    pub client: Option<String>,
    /// A stage whose entries are counted from today
    #[arg(long, value_name = "STAGE", requires = "target")]
    pub measure: Option<String>,
    /// The segment of that stage, where several have it
    #[arg(long, value_name = "SEGMENT", requires = "measure")]
    pub segment: Option<String>,
    /// How many are to come by the last day
    #[arg(long, value_name = "COUNT", requires = "measure")]
    pub target: Option<u64>,
    /// It is a decision about a deal or client
    #[arg(long)]
    pub decision: bool,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EndAction {
    /// Which: an id of actions.toml
    pub id: String,
    /// What came of it, or why not
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}

/// List what is promised, and what is worth promising
#[derive(Debug, clap::Args)]
pub(crate) struct ListActions {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// Those that ended long ago as well
    #[arg(long)]
    pub all: bool,
}
