//! What can be said of the team's plan and its agreement.

use clap::Subcommand;

/// Show what people commit to against their quotas, and who has agreed
///
/// Per person, team and segment: quota, committed as written and by likelihood, from current
/// deals, repeat sales and new clients, the gap, and what is wrong with the lines.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Team {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    #[command(subcommand)]
    pub command: Option<TeamCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TeamCommand {
    Reassign(Reassign),
}

/// Hand one person's open deals and committed lines over to another
///
/// For somebody who leaves or is away: the owners in deals.csv and the lines about these deals
/// and clients move as one change, and nothing else in the files does. Lines about new clients
/// stay. Quotas stay as agreed; shares are changed in team.toml.
#[derive(Debug, clap::Args)]
pub(crate) struct Reassign {
    /// Whose: an id of team.toml
    pub from: String,
    /// Who takes over
    #[arg(long, value_name = "PERSON")]
    pub to: String,
    /// Only this deal; may be given several times
    #[arg(long, value_name = "ID")]
    pub deal: Vec<String>,
    /// Only what concerns this client; may be given several times
    #[arg(long, value_name = "NAME")]
    pub client: Vec<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Say what would move and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Read the branch tip and commit the change to it
    #[arg(long, conflicts_with_all = ["dry_run", "at"])]
    pub commit: bool,
}

/// Show exactly what a person is asked to agree to, and record the answer
///
/// Without --yes nothing is recorded. What is agreed is kept in full in
/// plans/PLAN/agreements/PERSON.toml, with its digest; with --commit it is committed as well,
/// signed where git is set up to sign.
#[derive(Debug, clap::Args)]
pub(crate) struct Agree {
    /// Who: an id of team.toml
    pub person: String,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Record the answer
    ///
    /// With the first digits of the digest that was shown, only if that is still what is asked:
    /// --yes=3f2a91bc
    #[arg(long, value_name = "DIGEST", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub yes: Option<String>,
    /// Answer no; say why with --comment
    #[arg(long, requires = "comment")]
    pub decline: bool,
    /// Something to say with the answer
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Consent for the company to what the person has agreed to
    #[arg(long, conflicts_with_all = ["decline", "comment"])]
    pub countersign: bool,
    /// Who countersigns; default: the head of team.toml, else the owner of the resources
    #[arg(long, value_name = "NAME", requires = "countersign")]
    pub by: Option<String>,
    /// Read the branch tip and commit the answer to it
    #[arg(long, requires = "yes", conflicts_with = "at")]
    pub commit: bool,
    /// With --commit: commit even though HEAD is on no branch
    #[arg(long, requires = "commit")]
    pub allow_detached: bool,
}

/// List who has agreed to what, since when, and what has changed since
///
/// Exit code 1 where --verify finds an altered agreement or a bad signature.
#[derive(Debug, clap::Args)]
pub(crate) struct Agreements {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// Check digests, and the signatures of the commits that recorded the answers
    #[arg(long)]
    pub verify: bool,
    /// List all answers that git has on record, newest first
    #[arg(long, conflicts_with = "verify")]
    pub history: bool,
}
