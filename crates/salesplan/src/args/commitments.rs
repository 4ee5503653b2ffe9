//! What can be said of commitments.

use std::path::PathBuf;

use clap::Subcommand;

/// Write down how and from where each will bring their part
///
/// A person's lines stand in plans/PLAN/commitments/PERSON.toml. `commitments new` drafts them
/// from what is already known; `export` and `import` are for people who keep tables.
#[derive(Debug, clap::Args)]
pub(crate) struct Commitments {
    #[command(subcommand)]
    pub command: CommitmentsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommitmentsCommand {
    New(NewCommitments),
    Export(ExportCommitments),
    Import(ImportCommitments),
}

/// Draft a person's commitments from what is already known
///
/// First what is being earned already, then open deals, then clients who are due to buy again
/// by their own interval, then what of the quota is left. The draft is a file to change;
/// nothing that exists is overwritten.
#[derive(Debug, clap::Args)]
pub(crate) struct NewCommitments {
    /// Who: an id of team.toml
    pub person: String,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Print the draft and write nothing
    #[arg(long)]
    pub print: bool,
}

/// Print a person's commitments as a table (CSV) for a spreadsheet
///
/// A text that a spreadsheet would take for a formula gets a ' before it, which `import`
/// takes off again.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportCommitments {
    /// Who: an id of team.toml
    pub person: String,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
}

/// Bring a person's commitments in from a table (CSV)
///
/// The table's lines take the place of the person's. Lines that are as they were keep their
/// text and their comments. Fields may be parted by commas, semicolons or tabs.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportCommitments {
    /// The file to read
    pub file: PathBuf,
    /// Whose: an id of team.toml
    #[arg(long, value_name = "PERSON")]
    pub person: String,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Say what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
