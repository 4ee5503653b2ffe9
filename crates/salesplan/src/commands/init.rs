//! `init`: the files of a new plan, with an example to change.

use std::path::Path;

use jiff::civil::{Date, date};
use salesplan_files::workspace::valid_plan_id;
use salesplan_model::money::Currency;
use salesplan_model::period::Period;

use super::ci;
use crate::args::{Global, Init};
use crate::bundled;
use crate::console::{Console, one_line};
use crate::failure::{Failure, exit};
use crate::place::{self, Place};
use crate::writing::{self, NewFolder, kind_at};

const SETTINGS: &str = "salesplan.toml";

pub(crate) fn run(global: &Global, args: &Init, console: &mut Console<'_>) -> Result<u8, Failure> {
    let Some(ci) = args.ci else {
        return begin(global, args, console);
    };
    ci::look_around(global, ci, console)?;
    // In a workspace that is there only the server's file is missing.
    if args.plan.is_some() || Place::find(global, console).is_err() {
        begin(global, args, console)?;
    }
    ci::write(global, ci, console)
}

fn begin(global: &Global, args: &Init, console: &mut Console<'_>) -> Result<u8, Failure> {
    let present = quarter_of(console.today());
    let plan = args.plan.clone().unwrap_or_else(|| name_of(present));
    let named = period_of_name(&plan);
    if !valid_plan_id(&plan) {
        return Err(Failure::usage(
            format!("`{}` cannot be the name of a plan", one_line(&plan)),
            "use letters, digits, `-` and `_`",
        ));
    }
    if Currency::parse(&args.currency).is_none() {
        return Err(Failure::usage(
            format!("`{}` is not a currency code", one_line(&args.currency)),
            "use one of ISO 4217, such as EUR",
        ));
    }
    let root = place::start(global, console)?;
    let has_settings = look_around(&root, &plan)?;
    let mut folder = NewFolder::beside(&root.join("plans").join(&plan))?;
    let plan_text = plan_text(&plan, named.unwrap_or(present));
    for (path, text) in [
        ("plan.toml", plan_text.as_str()),
        ("team.toml", bundled::MILLION_TEAM),
        ("deals.csv", DEALS),
        ("facts/README.md", FACTS),
    ] {
        writing::create(folder.path(), Path::new(path), text.as_bytes())?;
    }
    folder.put_in_place()?;
    // Last, so that a failure before it leaves nothing that a second run would meet.
    if !has_settings {
        writing::create(&root, Path::new(SETTINGS), settings_text(&args.currency).as_bytes())?;
    }
    folder.keep();
    if named.is_none() {
        console.note(&format!(
            "note: the period is the present quarter, {present}; change it in plan.toml"
        ));
    }
    console.note(&format!(
        "Wrote plans/{plan}/. Now:\n  \
         1. change plans/{plan}/plan.toml and team.toml: they hold an example\n  \
         2. salesplan check\n  \
         3. salesplan decompose {plan}\n  \
         4. commit it (once before: `git init`): git add . && git commit -m \"Plan\"\n  \
         5. every week: salesplan review {plan} --commit"
    ));
    Ok(exit::DONE)
}

/// Refuses what is in the way, before anything is written; gives whether there are settings.
fn look_around(root: &Path, plan: &str) -> Result<bool, Failure> {
    let plans = root.join("plans");
    let is_folder = kind_at(&plans)?.is_some_and(|kind| kind.is_dir());
    if is_folder && kind_at(&plans.join(plan))?.is_some() {
        return Err(Failure::usage(
            format!("plans/{plan} is there already"),
            format!("name another: `salesplan init {plan}-2`"),
        ));
    }
    writing::check(root, &Path::new("plans").join(plan))?;
    writing::check(root, Path::new(SETTINGS))?;
    Ok(kind_at(&root.join(SETTINGS))?.is_some())
}

fn quarter_of(day: Date) -> Period {
    let first_month = (day.month() - 1) / 3 * 3 + 1;
    let from = date(day.year(), first_month, 1);
    let to = date(day.year(), first_month + 2, 1).last_of_month();
    Period { from, to }
}

fn name_of(quarter: Period) -> String {
    format!("{}-q{}", quarter.from.year(), (quarter.from.month() + 2) / 3)
}

/// The period that a plan's name says: `2027-q1` or `2027`.
fn period_of_name(name: &str) -> Option<Period> {
    let (year, quarter) = name
        .split_once("-q")
        .map_or((name, None), |(year, quarter)| (year, Some(quarter)));
    let year: i16 = year.parse().ok().filter(|year| (1900..=9000).contains(year))?;
    match quarter {
        None => Period::new(date(year, 1, 1), date(year, 12, 31)),
        Some(quarter) => {
            let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            Some(quarter_of(date(year, quarter * 3, 1)))
        }
    }
}

/// The reference plan with another name and period, in the workspace's currency.
fn plan_text(plan: &str, quarter: Period) -> String {
    let mut is_titled = false;
    let mut text = String::new();
    for line in bundled::MILLION_PLAN
        .lines()
        .filter(|line| !line.starts_with("currency ="))
    {
        // The first title is the plan's; the segments keep theirs.
        if line.starts_with("title =") && !is_titled {
            is_titled = true;
            text += &format!("title = \"{plan}: an example to change\"");
        } else if line.starts_with("period =") {
            text += &format!("period = {{ from = {}, to = {} }}", quarter.from, quarter.to);
        } else {
            text += line;
        }
        text.push('\n');
    }
    text
}

/// The settings of a new workspace: its currency, and what else could be set.
pub(crate) fn settings_text(currency: &str) -> String {
    format!(
        "# Settings of all plans of this workspace. What is commented out shows the default.\n\
         schema-version = 1\n\
         currency = \"{currency}\"\n\
         # locale = \"en\"\n\
         # calendar = \"mon-fri\"    # working days: mon-fri, ru, us, or calendars/NAME.toml of your own\n\
         \n\
         # [review]\n\
         # deals-to-discuss = 3\n\
         \n\
         # When the facts say that a way of selling works:\n\
         # [proof]\n\
         # trials-min = 20\n\
         # proven-from = \"80%\"\n\
         # refuted-to = \"10%\"\n\
         \n\
         # Parameters of the rules in rules/:\n\
         # [rules.priority]\n\
         # large = 500_000\n"
    )
}

const DEALS: &str = "id,client,owner,segment,channel,stage,status,amount,currency,created,expected-close,closed,next-step,next-step-date,last-activity,tags,entered.lead,entered.meeting,entered.deal\n";

const FACTS: &str = "# Facts, one file a month\n\n\
`2026-10.csv` holds what happened in October, one row for what happened on a day:\n\n\
```csv\n\
date,measure,person,segment,channel,count,amount\n\
2026-10-05,lead,anna,new,webinar,2,\n\
2026-10-09,paid,,,,,150000.00\n\
```\n\n\
`measure` is a stage of a funnel, `paid`, `shipped`, `spend`, `hours`, `activity.NAME`, or `stock.STAGE` (open on the evening of the date).\n";
