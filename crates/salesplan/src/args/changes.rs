//! What can be said of changes of the plan.

/// Show what differs between two versions of the plan, in the words of the business
///
/// Without a revision the branch tip is held against the work tree; with one, that revision
/// against the work tree; with two, the first against the second. Figures somebody wrote come
/// first, then what follows from them: needs, quotas, the chance of the goal, and who must
/// agree again. --format markdown is made for a comment on a pull request.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The earlier version; default: the branch tip
    #[arg(value_name = "REV")]
    pub from: Option<String>,
    /// The later version; default: the work tree
    #[arg(value_name = "REV")]
    pub to: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Exit with 1 where something differs
    #[arg(long)]
    pub exit_code: bool,
}

/// List who changed the targets, when and why
///
/// Every commit that changed a figure of plan.toml or team.toml, newest first.
#[derive(Debug, clap::Args)]
pub(crate) struct Log {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// List only the newest
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
}
