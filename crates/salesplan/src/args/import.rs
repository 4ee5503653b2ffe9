//! Arguments of `import`.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

use super::parse_date;

/// Bring deals, facts or clients in from a file that another program exported
///
/// Reads CSV of any delimiter and encoding, Excel workbooks, and pages with a table that call
/// themselves .xls. A profile says which column means what; without --profile the file is
/// recognised by its headers. Deals are updated by id; an import of facts owns its files and
/// replaces them. Rows that cannot be understood are listed, never dropped in silence.
///
/// Several files are old exports: each is taken as of the day in its name
/// (deals-2026-10-05.csv), the oldest first, and with --commit each gets a commit.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub command: Option<ImportCommand>,
    /// The file to read; of several each is an old export, with its day in its name
    #[arg(required_unless_present_any = ["list_profiles", "from_command"], value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read what a command prints: [sources.NAME] in salesplan.toml, trusted with `salesplan trust NAME`
    #[arg(long, value_name = "NAME", conflicts_with = "files")]
    pub from_command: Option<String>,
    /// Name of a profile, or the path of one; default: the one that the headers tell
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,
    /// List the profiles: the workspace's own and the bundled ones
    #[arg(long, conflicts_with_all = ["files", "commit", "dry_run", "explain", "backfill"])]
    pub list_profiles: bool,
    /// Show how the file would be read: which column means what, its first rows, columns not used
    #[arg(long, conflicts_with_all = ["commit", "backfill"])]
    pub explain: bool,
    /// Let one of our columns come from this one: --map "Deal value=amount"
    #[arg(long = "map", value_name = "THEIRS=OURS", value_parser = Pair::parse)]
    pub maps: Vec<Pair>,
    /// Call one of their stages one of ours, won or lost: --stage "Demo done=meeting"
    #[arg(long = "stage", value_name = "THEIRS=OURS", value_parser = Pair::parse)]
    pub stages: Vec<Pair>,
    /// Call one of their people one of ours: --person "Jane Smith=jane"
    #[arg(long = "person", value_name = "THEIRS=OURS", value_parser = Pair::parse)]
    pub people: Vec<Pair>,
    /// Deals of which nothing says the segment belong to this one of the plan's
    #[arg(long, value_name = "SEGMENT")]
    pub segment: Option<String>,
    /// How the file writes its days: %d/%m/%Y or %m/%d/%Y
    #[arg(long = "date-format", value_name = "FORM")]
    pub date_formats: Vec<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Build the history of weeks that the file's days tell: one import a week since DATE
    ///
    /// Default: since thirteen weeks before the plan's period or today, whichever is earlier.
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, value_parser = parse_date)]
    pub backfill: Option<Option<Date>>,
    /// The file has only some of the open deals, so those that are missing are not gone
    #[arg(long, conflicts_with = "complete")]
    pub partial: bool,
    /// The file has all open deals, so those that are missing are gone, however many
    #[arg(long)]
    pub complete: bool,
    /// Say what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the rows that were not understood to this file, with --dry-run too
    ///
    /// The file must not exist or be empty; without such rows none is written.
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// Exit with 1 and write nothing when a row was not understood
    #[arg(long)]
    pub strict: bool,
    /// Commit the changed files to the current branch
    #[arg(long, conflicts_with = "dry_run")]
    pub commit: bool,
    /// With --commit: commit even though HEAD is on no branch
    #[arg(long, requires = "commit")]
    pub allow_detached: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Draft a profile for a file that none knows, and print it
    ///
    /// What is guessed is marked. A file that is itself called new-profile is imported as
    /// ./new-profile.
    NewProfile {
        /// The file to draft it from
        file: PathBuf,
        /// Which plan names stages and people; default: the only one
        #[arg(long, value_name = "PLAN")]
        plan: Option<String>,
    },
}

/// Theirs and ours.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub theirs: String,
    pub ours: String,
}

impl Pair {
    /// What stands before the last `=`, and what behind it.
    fn parse(text: &str) -> Result<Self, String> {
        let (theirs, ours) = text
            .rsplit_once('=')
            .filter(|(theirs, _)| !theirs.trim().is_empty())
            .ok_or("write theirs, `=` and ours: \"Demo done=meeting\"")?;
        Ok(Self {
            theirs: theirs.trim().to_string(),
            ours: ours.trim().to_string(),
        })
    }
}
