//! The commands about rules. The doc comments are the help texts.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use salesplan_model::rules::Hook;

use super::parse_date;

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
/// A case in rules/HOOK.test.toml says what the rule is given and what it is to answer. The exit
/// code is 1 when a case fails.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
A case:
  [[case]]
  name = \"a large deal without a next step comes first\"
  given = { amount = 900_000, average-deal = 200_000, probability = \"30%\" }
  parameters = { large = 500_000 }
  expect = { score = 810_000, reasons = [\"large: 900,000\", \"no next step\"] }

`expect-fault = \"there is none\"` expects that the rule stops with these words.")]
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

fn hooks() -> impl TypedValueParser<Value = Hook> {
    PossibleValuesParser::new(Hook::ALL.iter().map(|hook| hook.name()))
        .map(|name| Hook::of_name(&name).expect("only names of hooks are let through"))
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

fn parse_margin(text: &str) -> Result<f64, String> {
    let margin = text.parse().ok().filter(|margin| (0.0..=1.0).contains(margin));
    margin.ok_or_else(|| "not a number from 0 to 1; write it as 0.01".into())
}
