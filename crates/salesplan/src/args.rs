//! What can be said on the command line. The doc comments are the help texts.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use salesplan_model::period::Week;
use salesplan_model::rules::Hook;

/// Sales planning as code: a plan in git becomes a weekly review
///
/// A sales plan is a set of TOML files in a git repository. salesplan decomposes
/// its goal into deals, meetings and leads, compares plan and fact every week,
/// puts the open deals in order, and commits a Markdown review to the same history.
#[derive(Debug, Parser)]
#[command(name = "salesplan", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
To see it work:          salesplan demo
To begin your own plan:  salesplan init

Exit codes: 0 done and clean, 1 findings, 2 could not run, 3 the branch moved or a lock is held (try again).")]
pub(crate) struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Read this git revision instead of the work tree
    #[arg(long, value_name = "REV", global = true)]
    pub at: Option<String>,
    /// The ISO week at hand, such as 2026-W45
    ///
    /// Everything up to its Sunday is visible, or to the period's end where that is
    /// earlier. Default: the last week that has ended.
    #[arg(long, value_name = "WEEK", value_parser = parse_week, global = true, conflicts_with = "as_of")]
    pub week: Option<Week>,
    /// The evening at hand, such as 2026-11-08
    ///
    /// Everything up to this day is visible. For `import`: what was known by this day.
    #[arg(long, value_name = "DATE", value_parser = parse_date, global = true)]
    pub as_of: Option<Date>,
    /// Show what another figure would do: FIGURE=VALUE, such as new.meeting.conversion=35%
    ///
    /// May be given several times. Nothing is written; figures before and after stand first.
    #[arg(long, value_name = "FIGURE=VALUE", global = true, action = ArgAction::Append)]
    pub set: Vec<String>,
    /// Show what a scenario of the plan would do: [scenario.NAME] in plan.toml
    #[arg(long, value_name = "NAME", global = true)]
    pub scenario: Option<String>,
    /// How results are written; not every command has every format
    #[arg(long, value_enum, default_value_t = Format::Human, global = true)]
    pub format: Format,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true)]
    pub color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, action = ArgAction::SetTrue, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Show every warning
    #[arg(short, long, action = ArgAction::SetTrue, global = true)]
    pub verbose: bool,
    /// From which severity on findings make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, global = true)]
    pub fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading on a terminal.
    Human,
    /// For other programs; every document has a schema_version.
    Json,
    /// GitHub's Markdown.
    Markdown,
    /// Tables for spreadsheets.
    Csv,
    /// For a browser.
    Html,
    /// Rhai definition files, for editors: `rules api`.
    Definitions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On terminals, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Warning,
    Error,
    Off,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Demo(Demo),
    Check(Check),
    Decompose(Decompose),
    Explain(Explain),
    /// Check that there is what the plan needs: leads, hours, money, a way of selling
    ///
    /// Every gap comes with an action: what, how many, by when, what it costs. What the
    /// company promised stands beside what it delivered, week by week.
    Resources(PlanChoice),
    /// Rank what one unit of each lever does to the chance of the goal and to the sum
    ///
    /// A point of conversion, 10 % of an average deal, five leads, a week less of cycle: one
    /// at a time, with the planned leads as they are.
    Levers(PlanChoice),
    /// Show the plan's scenarios side by side
    ///
    /// A scenario is a table [scenario.NAME] in plan.toml that sets figures by their names:
    /// new.meeting.conversion = "25%".
    Scenarios(PlanChoice),
    Status(Status),
    Deals(Deals),
    Review(Review),
    Rules(Rules),
    Import(Import),
    Completions(Completions),
}

/// Begin a plan: write its files with an example to change
///
/// Writes salesplan.toml (unless there is one) and plans/PLAN/ with a plan, a team and
/// an empty list of deals. Nothing that exists is overwritten.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// Name of the plan's folder; default: the present quarter, such as 2026-q4
    pub plan: Option<String>,
    /// Currency of the workspace, as a code of ISO 4217
    #[arg(long, value_name = "CODE", default_value = "EUR")]
    pub currency: String,
}

/// Make a repository to look at: a plan, six weeks of history, a review for each
///
/// The folder must not exist, or be an empty one other than the current one; a failure
/// leaves nothing behind. Needs no git identity and no network.
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Where to make it
    #[arg(default_value = "salesplan-demo")]
    pub folder: PathBuf,
}

/// Find every mistake in every file of the workspace
///
/// Reads settings, plans, teams, deals, facts, rules and templates, and asks the rules
/// for the plan's last day. Each finding has an id, a place and a mend.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Check only this plan
    pub plan: Option<String>,
}

/// Decompose the goal into deals, meetings and leads
///
/// Goal -> deals -> the stages of each funnel, exactly: a stage needs the next stage's
/// need divided by its conversion, rounded up once. Prints the chance of the plan too.
#[derive(Debug, clap::Args)]
pub(crate) struct Decompose {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// Lay the needs out as a table: by week, person, channel or stage
    ///
    /// `--by person,week` and `--by channel,week` give the weeks of each. With --format csv
    /// the table is in long form, a line a figure.
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub by: Vec<Dimension>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dimension {
    Week,
    Person,
    Channel,
    Stage,
}

/// Show where a figure comes from, down to the lines of the files
///
/// FIGURE is a name such as goal, chance, new.deals, new.lead (its need),
/// new.lead.2026-W42 (what that week needs), new.meeting.conversion, new.anna (a quota),
/// new.lead.anna.2026-W42 or new.lead.webinar. Without one, the names are listed.
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// The figure
    pub figure: Option<String>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
}

/// A command about one plan.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanChoice {
    /// Which plan; default: the only one
    pub plan: Option<String>,
}

/// Compare plan and fact, for the week and to date
#[derive(Debug, clap::Args)]
pub(crate) struct Status {
    /// Which plan; default: the only one
    pub plan: Option<String>,
}

/// List the open deals in order of priority, with reasons
///
/// The order comes from rules/priority.rhai, or from the bundled rule where there is none.
#[derive(Debug, clap::Args)]
pub(crate) struct Deals {
    /// Which plan; default: the only one
    pub plan: Option<String>,
}

/// Print the weekly review, or commit it
///
/// On a terminal the review is laid out for reading; elsewhere it is the Markdown that
/// --commit would commit. With --commit the branch tip is read, not the work tree, and
/// reviews/PLAN/WEEK.md is committed alone: whatever you have staged or edited stays as
/// it is. A second run from the same inputs makes no new commit.
#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// Commit the review to the current branch
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
    /// With --commit: commit even though HEAD is on no branch
    #[arg(long, requires = "commit")]
    pub allow_detached: bool,
}

/// Ask a changed rule beside the current one, for every week in git history
///
/// The last commit of each week that changed the plan's files is a snapshot. A probability or
/// conversion rule is scored against what happened since (Brier score, log loss, calibration); of a
/// priority rule the changed order is shown. The current rule, all other rules and what
/// happened are those of --to; the changed rule has the parameters of the salesplan.toml here.
#[derive(Debug, clap::Args)]
pub(crate) struct Replay {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// The changed rule; its name ends with its hook, as in probability.rhai
    #[arg(long, value_name = "FILE")]
    pub rule: PathBuf,
    /// The hook that it answers, where its name does not say
    #[arg(long, value_name = "HOOK")]
    pub hook: Option<String>,
    /// The revision to begin with; default: the beginning
    #[arg(long, value_name = "REV")]
    pub from: Option<String>,
    /// The revision to end with, whose rule is the current one; default: HEAD
    #[arg(long, value_name = "REV")]
    pub to: Option<String>,
    /// For probability: how many days a deal is given to be decided; default: twice its way
    ///
    /// Evenings less than that before the end are scored by decided deals alone. After older
    /// ones a deal that is still open counts as not won.
    #[arg(long, value_name = "DAYS")]
    pub wait: Option<u32>,
    /// Exit with 1 when the Brier score of the changed rule is worse by more than X, 0 to 1
    #[arg(long, value_name = "X", value_parser = parse_margin)]
    pub margin: Option<f64>,
}

/// Bring deals or facts in from a CSV file
///
/// A profile (profiles/NAME.toml) says which column means what. Deals are updated by id;
/// an import of facts owns its files and replaces them. Rows that cannot be understood
/// are listed, never dropped in silence.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The file to read
    pub file: PathBuf,
    /// Name of a profile in profiles/, or the path of one
    #[arg(long, value_name = "PROFILE")]
    pub profile: String,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
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

/// Write, test and understand the company's own rules
///
/// A rule is a script in rules/, named after its hook: rules/priority.rhai puts the deals in
/// order. Where there is none, the bundled rule answers. To make one your own:
///
///   salesplan rules new priority              write it, with its test cases
///   salesplan rules test priority             run the cases
///   salesplan rules run priority --deal D-07  see how it comes to its answer
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true, verbatim_doc_comment)]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List which file serves each hook, and the parameters in effect
    ///
    /// In the order of asking: when each rule is asked, what it answers, and where its
    /// parameters come from.
    List,
    New(NewRule),
    Test(TestRules),
    Run(RunRule),
    Api(RulesApi),
    Bench(BenchRules),
    Replay(Replay),
}

/// Begin a rule of your own: write the bundled one to change, with test cases
///
/// Writes rules/HOOK.rhai and rules/HOOK.test.toml. Nothing that exists is overwritten.
#[derive(Debug, clap::Args)]
pub(crate) struct NewRule {
    /// The hook that the rule answers
    #[arg(value_parser = hooks())]
    pub hook: Hook,
}

/// Run the test cases that stand beside the rules
///
/// A case in rules/HOOK.test.toml says what the rule is given and what it is to answer:
///
///   [[case]]
///   name = "a large deal without a next step comes first"
///   given = { amount = 900_000, average-deal = 200_000, probability = "30%" }
///   parameters = { large = 500_000 }
///   expect = { score = 810_000, reasons = ["large: 900,000", "no next step"] }
///
/// `expect-fault = "there is none"` expects that the rule stops with these words. The exit
/// code is 1 when a case fails.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct TestRules {
    /// Only the rule of this hook
    #[arg(value_parser = hooks())]
    pub hook: Option<Hook>,
}

/// Ask a rule one question of the plan, and show how it comes to its answer
///
/// Prints the answer, the inputs that the rule read, and each statement of the script with
/// the variables that it changed.
#[derive(Debug, clap::Args)]
pub(crate) struct RunRule {
    /// The hook that is asked
    #[arg(value_parser = hooks())]
    pub hook: Hook,
    /// The deal, for rules about deals
    #[arg(long, value_name = "ID")]
    pub deal: Option<String>,
    /// The segment
    #[arg(long, value_name = "SEGMENT")]
    pub segment: Option<String>,
    /// The stage that a funnel step starts from
    #[arg(long, value_name = "STAGE")]
    pub step: Option<String>,
    /// The person
    #[arg(long, value_name = "PERSON")]
    pub person: Option<String>,
    /// The planned day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub day: Option<Date>,
    /// Ask this file instead of the rule that serves the hook
    #[arg(long, value_name = "FILE")]
    pub rule: Option<PathBuf>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
}

/// Show what rules are told and what they may call
///
/// With --format markdown as a page, with json for programs, with definitions as files
/// that the Rhai language server reads: names with their types and meanings.
#[derive(Debug, clap::Args)]
pub(crate) struct RulesApi {
    /// Only what the rule of this hook is told
    #[arg(value_parser = hooks())]
    pub hook: Option<Hook>,
    /// Write the definitions into this folder: HOOK.d.rhai and functions.d.rhai
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Measure how long the rules take for the plan's own deals, steps, people and days
#[derive(Debug, clap::Args)]
pub(crate) struct BenchRules {
    /// Only the rule of this hook
    #[arg(value_parser = hooks())]
    pub hook: Option<Hook>,
    /// Ask so many times at least; default: for a second
    #[arg(long, value_name = "COUNT")]
    pub calls: Option<u64>,
    /// Which plan; default: the only one
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    pub shell: Shell,
}

fn hooks() -> impl TypedValueParser<Value = Hook> {
    PossibleValuesParser::new(Hook::ALL.iter().map(|hook| hook.name()))
        .map(|name| Hook::of_name(&name).expect("only names of hooks are let through"))
}

fn parse_week(text: &str) -> Result<Week, String> {
    Week::parse(text).ok_or_else(|| "not an ISO week; write it as 2026-W45".into())
}

fn parse_margin(text: &str) -> Result<f64, String> {
    let margin = text.parse().ok().filter(|margin| (0.0..=1.0).contains(margin));
    margin.ok_or_else(|| "not a number from 0 to 1; write it as 0.01".into())
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "not a date; write it as 2026-11-08".into())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_consistent() {
        super::Args::command().debug_assert();
    }
}
