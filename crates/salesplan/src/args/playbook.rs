//! What can be said of playbooks.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

use super::parse_date;

/// Keep how a step is done as a text, with versions
///
/// The texts stand in plans/PLAN/playbooks/, and plans/PLAN/playbooks.toml says who works by which
/// version since when. `steps` and the review tell what each version has shown. See
/// docs/playbooks.md.
#[derive(Debug, clap::Args)]
pub(crate) struct Playbook {
    #[command(subcommand)]
    pub command: PlaybookCommand,
}

impl Playbook {
    /// Whether it changes files.
    pub fn writes(&self) -> bool {
        matches!(self.command, PlaybookCommand::Set(_))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlaybookCommand {
    /// List the versions of every step with what they have shown
    List(ListPlaybooks),
    Show(ShowPlaybook),
    Set(SetPlaybook),
}

#[derive(Debug, clap::Args)]
pub(crate) struct ListPlaybooks {
    /// Which plan; default: the only one
    pub plan: Option<String>,
}

/// Print the text that a step is done by
#[derive(Debug, clap::Args)]
pub(crate) struct ShowPlaybook {
    /// The step: SEGMENT.STAGE, or the stage alone where one segment has it
    pub step: String,
    /// Of this version; default: the one in force on the evening
    #[arg(long, value_name = "VERSION", conflicts_with = "person")]
    pub version: Option<String>,
    /// The one that this person works by: an id of team.toml
    #[arg(long, value_name = "PERSON")]
    pub person: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
}

/// Make a text the playbook of a step from a day on
///
/// The text is copied into the plan's folder under the name of its version, and entered into
/// playbooks.toml with its digest. A text that is a version already comes back under its name.
#[derive(Debug, clap::Args)]
pub(crate) struct SetPlaybook {
    /// The step: SEGMENT.STAGE, or the stage alone where one segment has it
    pub step: String,
    /// The text, in Markdown
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The first day on which it is worked by; default: today
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub from: Option<Date>,
    /// Who works by it; may be given several times; default: everybody
    #[arg(long = "person", value_name = "PERSON")]
    pub people: Vec<String>,
    /// The name of the version; default: the next number
    #[arg(long, value_name = "VERSION")]
    pub version: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}
