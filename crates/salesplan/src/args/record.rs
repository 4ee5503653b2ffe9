//! Recording facts by hand.

use std::path::PathBuf;

/// Record what happened: counts and sums for a week, by person and channel
///
/// FIGURE is a measure with what happened: `lead=4`, `deal=2:350000` (two deals for 350,000
/// together), `paid=100000`, `hours=12.5`, `activity.call=30`, `stock.lead=7`. Where several segments
/// have the stage, the segment stands before it: `new.lead=4`. A sum in another currency names it:
/// `paid="1000 USD"`. On a terminal, without any figure, each is asked for.
///
/// The figures of a week stand on its last day that is in the period and not after today; --as-of
/// names another day. They go into plans/PLAN/facts/MONTH.csv (or .toml, where that is there); the rest
/// of the file stays as it is.
#[derive(Debug, clap::Args)]
pub(crate) struct Record {
    /// What happened: MEASURE=COUNT, MEASURE=SUM or MEASURE=COUNT:SUM
    #[arg(value_name = "FIGURE")]
    pub figures: Vec<String>,
    /// Whose figures they are: an id of team.toml
    #[arg(long, value_name = "PERSON")]
    pub person: Option<String>,
    /// The channel that they came through
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// The segment of figures that name none
    #[arg(long, value_name = "SEGMENT")]
    pub segment: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Add to what is recorded for the week already
    #[arg(long)]
    pub add: bool,
    /// Put the figures in the place of what is recorded for the week already
    #[arg(long, conflicts_with = "add")]
    pub replace: bool,
    /// Print a table for sellers to fill in: a line for every week, person and measure
    ///
    /// UTF-8, for spreadsheets; --week may name several: 2026-W41..2026-W45.
    #[arg(long, conflicts_with_all = ["figures", "from", "add", "replace", "commit", "channel"])]
    pub template: bool,
    /// Record the filled lines of such a table
    #[arg(long, value_name = "FILE", conflicts_with_all = ["figures", "person", "channel", "segment"])]
    pub from: Option<PathBuf>,
    /// Say what would be recorded and write nothing
    #[arg(long, conflicts_with = "commit")]
    pub dry_run: bool,
    /// Read the branch tip and commit the figures to it
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
}
