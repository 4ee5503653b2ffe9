//! What can be said on the command line. The doc comments are the help texts.

mod action;
mod agreement;
mod changes;
mod commitments;
mod experiments;
mod import;
mod playbook;
mod record;
mod rules;
mod trust;

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use salesplan_model::period::Week;
use salesplan_model::settings::Locale;

pub(crate) use action::{Action, ActionCommand, AddAction, EndAction, ListActions};
pub(crate) use agreement::{Agree, Agreements, Reassign, Team, TeamCommand};
pub(crate) use changes::{Diff, Log};
pub(crate) use commitments::{Commitments, CommitmentsCommand, ExportCommitments, ImportCommitments, NewCommitments};
pub(crate) use experiments::{AdoptExperiment, Experiments, ExperimentsCommand, NewExperiment, StopExperiment};
pub(crate) use import::{Import, ImportCommand};
pub(crate) use playbook::{Playbook, PlaybookCommand, SetPlaybook, ShowPlaybook};
pub(crate) use record::Record;
pub(crate) use rules::{BenchRules, NewRule, Replay, Rules, RulesApi, RulesCommand, RunRule, TestRules};
pub(crate) use trust::Trust;

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
    /// earlier. Default: the last week that has ended. `review` takes several: 2026-W41..2026-W45
    #[arg(long, value_name = "WEEK", value_parser = parse_weeks, global = true, conflicts_with = "as_of")]
    pub week: Option<Weeks>,
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
    /// Put stand-ins in the place of names: people, clients or both
    ///
    /// `person 1` is the first of team.toml, `client of D-12` the one with that deal. Nothing is
    /// printed where a name would be left. See docs/privacy.md for what it cannot do.
    #[arg(long, value_name = "WHOSE", value_enum, value_delimiter = ',', global = true)]
    pub redact: Vec<Redact>,
    /// Show names in the place of ids: a TOML file outside git with tables people and clients
    ///
    /// Lines such as p-1 = "Anna Berg". Default: the file that SALESPLAN_NAMES names, if any.
    #[arg(long, value_name = "FILE", global = true)]
    pub names: Option<PathBuf>,
    /// The language of what people read: en or ru; default: `locale` in salesplan.toml
    #[arg(long, value_name = "LANGUAGE", value_parser = parse_language, global = true)]
    pub lang: Option<Locale>,
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
pub(crate) enum Redact {
    /// Who buys, or might.
    Clients,
    /// Who sells.
    People,
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
    Commitments(Commitments),
    Team(Team),
    Agree(Agree),
    Agreements(Agreements),
    Diff(Diff),
    Log(Log),
    /// Show what happened to the open deals since the previous review
    ///
    /// What came in, changed and went out, with every deal; by person and segment; deals that
    /// changed more than once; facts of earlier weeks that are told otherwise now.
    Movement(PlanChoice),
    Status(Status),
    Deals(Deals),
    Action(Action),
    /// Show where leads come from, and what each channel and campaign is worth
    ///
    /// Which leads are better aimed (they qualify) and warmer (they come to a meeting, and when), why
    /// others were lost, what a lead and a deal cost, and what a lead brings.
    Channels(PlanChoice),
    /// Show the way of selling step by step, and where to work first
    ///
    /// Plan and fact of every step, whether people and channels differ in it by more than chance,
    /// and what one point of it brings.
    Steps(PlanChoice),
    Playbook(Playbook),
    Experiments(Experiments),
    Review(Review),
    Verify(Verify),
    Rules(Rules),
    Record(Record),
    Trust(Trust),
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
    /// Write what a server is to do: check every change, and make and push the review on Mondays
    ///
    /// Where there is a workspace already, nothing else is written.
    #[arg(long, value_name = "SERVER", value_enum)]
    pub ci: Option<Ci>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// .github/workflows/salesplan.yml
    Github,
    /// .gitlab-ci.yml
    Gitlab,
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
/// new.lead.anna.2026-W42 or new.lead.webinar; or what is known on an evening (--week, --as-of):
/// revenue.fact, new.lead.fact.2026-W42 (the rows behind it), revenue.due (what the plan asks for
/// to date), new.lead.conversion.fact, open.chance, deal.D-04. Without one, the names are listed.
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
/// it is. A second run from the same inputs makes no new commit. A week that is not over is
/// printed up to today, and committed only with today as --as-of.
#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    /// Which plan; default: the only one
    pub plan: Option<String>,
    /// Print only what concerns one person, or one team: their part, their facts, their deals
    ///
    /// A person by their id, a team by its name in team.toml. No figure, deal or name of
    /// anybody else is in it.
    #[arg(long = "for", value_name = "PERSON|TEAM", conflicts_with = "commit")]
    pub person: Option<String>,
    /// Every week of the plan that is over
    ///
    /// With --commit the weeks that have no review yet get one each, in their order, made from
    /// the branch tip: facts count up to each Sunday, and what no date says is as it is now.
    #[arg(long, conflicts_with = "week")]
    pub all: bool,
    /// With --commit: every plan of the workspace
    ///
    /// A plan that no week of which has ended is passed over. One that cannot be reviewed keeps
    /// no other from it, and is named at the end.
    #[arg(long, requires = "commit", conflicts_with = "plan")]
    pub all_plans: bool,
    /// One page for the meeting, with room to write
    #[arg(long, conflicts_with_all = ["commit", "person", "all"])]
    pub sheet: bool,
    /// A few lines for a messenger or mail
    #[arg(long, conflicts_with_all = ["commit", "person", "all", "sheet"])]
    pub message: bool,
    /// Commit the review to the current branch
    #[arg(long, conflicts_with = "at")]
    pub commit: bool,
    /// With --commit: push the branch as well, to its remote or to the one named: --push=REMOTE
    ///
    /// Where somebody else was quicker the review is made again on top of what they pushed.
    /// Nothing is forced.
    #[arg(long, value_name = "REMOTE", num_args = 0..=1, require_equals = true, default_missing_value = "", requires = "commit")]
    pub push: Option<String>,
    /// With --commit: commit even though HEAD is on no branch
    #[arg(long, requires = "commit")]
    pub allow_detached: bool,
}

/// Make committed reviews again from what they name as their sources, and compare
///
/// Each is the same, differs, or cannot be told: it was made by another version, or this clone
/// does not have what it was made from. Exit code 1 where one differs.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// Which: a week, 2026-W41..2026-W45, or REV..REV for those that changed between two
    /// revisions; default: all
    pub range: Option<String>,
    /// Only those of this plan
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,
    /// Exit with 1 as well where it cannot be told
    #[arg(long)]
    pub strict: bool,
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    pub shell: Shell,
}

/// A week, or all from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weeks {
    pub from: Week,
    pub to: Week,
}

impl Weeks {
    pub fn one(week: Week) -> Self {
        Self { from: week, to: week }
    }

    /// The week, where it is one.
    pub fn only(self) -> Option<Week> {
        (self.from == self.to).then_some(self.from)
    }
}

/// `2026-W45`, or `2026-W41..2026-W45`, of which the year may be left out after the dots.
pub(crate) fn parse_weeks(text: &str) -> Result<Weeks, String> {
    let week = |text: &str| Week::parse(text).ok_or_else(|| "not an ISO week; write it as 2026-W45".to_string());
    let Some((from, to)) = text.split_once("..") else {
        return week(text).map(Weeks::one);
    };
    let year = from.split_once('-').map_or("", |(year, _)| year);
    let to = if to.starts_with('W') {
        format!("{year}-{to}")
    } else {
        to.to_string()
    };
    let weeks = Weeks {
        from: week(from)?,
        to: week(&to)?,
    };
    if weeks.from > weeks.to {
        return Err("the first week is after the last".into());
    }
    Ok(weeks)
}

fn parse_language(text: &str) -> Result<Locale, String> {
    let known = Locale::WORDS.iter().find(|(word, _)| *word == text);
    known.map(|(_, locale)| *locale).ok_or_else(|| {
        let words: Vec<&str> = Locale::WORDS.iter().map(|(word, _)| *word).collect();
        format!("there is: {}", words.join(", "))
    })
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
