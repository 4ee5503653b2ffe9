//! `init`: the files of a new plan, with an example to change.

use std::fs;
use std::io::Write;
use std::path::Path;

use jiff::civil::{Date, date};
use salesplan_files::workspace::valid_plan_id;
use salesplan_model::money::Currency;
use salesplan_model::period::Period;

use crate::args::{Global, Init};
use crate::bundled;
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::place;

pub(crate) fn run(global: &Global, args: &Init, console: &mut Console<'_>) -> Result<u8, Failure> {
    let quarter = quarter_of(console.today());
    let plan = args.plan.clone().unwrap_or_else(|| name_of(quarter));
    if !valid_plan_id(&plan) {
        return Err(Failure::usage(
            format!("`{plan}` cannot be the name of a plan"),
            "use letters, digits, `-` and `_`",
        ));
    }
    if Currency::parse(&args.currency).is_none() {
        return Err(Failure::usage(
            format!("`{}` is not a currency code", args.currency),
            "use one of ISO 4217, such as EUR",
        ));
    }
    let root = place::start(global, console)?;
    let folder = root.join("plans").join(&plan);
    if folder.exists() {
        return Err(Failure::usage(
            format!("plans/{plan} is there already"),
            format!("name another: `salesplan init {plan}-2`"),
        ));
    }
    let settings = root.join("salesplan.toml");
    if !settings.exists() {
        write_new(&settings, &settings_text(&args.currency))?;
    }
    fs::create_dir_all(folder.join("facts")).map_err(|error| Failure::io("make", &folder, &error))?;
    write_new(&folder.join("plan.toml"), &plan_text(&plan, quarter))?;
    write_new(&folder.join("team.toml"), bundled::MILLION_TEAM)?;
    write_new(&folder.join("deals.csv"), DEALS)?;
    write_new(&folder.join("facts/README.md"), FACTS)?;
    console.note(&format!(
        "Wrote plans/{plan}/. Now:\n  1. change plans/{plan}/plan.toml and team.toml: they hold an example\n  \
         2. salesplan check\n  3. salesplan decompose {plan}\n  4. git add . && git commit -m \"Plan\", then every week: salesplan review {plan} --commit"
    ));
    Ok(exit::DONE)
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

/// The reference plan with another name and period, in the workspace's currency.
fn plan_text(plan: &str, quarter: Period) -> String {
    let replaced = |line: &str| {
        if line.starts_with("title =") {
            format!("title = \"{plan}: an example to change\"")
        } else if line.starts_with("period =") {
            format!("period = {{ from = {}, to = {} }}", quarter.from, quarter.to)
        } else {
            line.to_string()
        }
    };
    let lines = bundled::MILLION_PLAN
        .lines()
        .filter(|line| !line.starts_with("currency ="))
        .map(replaced);
    lines.map(|line| line + "\n").collect()
}

/// Creates a file; one that is there already is never overwritten.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let created = fs::OpenOptions::new().write(true).create_new(true).open(path);
    created
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::io("write", path, &error))
}

/// The settings of a new workspace: its currency, and what else could be set.
pub(crate) fn settings_text(currency: &str) -> String {
    format!(
        "# Settings of all plans of this workspace. What is commented out shows the default.\n\
         schema-version = 1\n\
         currency = \"{currency}\"\n\
         # locale = \"en\"\n\
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

const DEALS: &str = "id,client,owner,segment,channel,stage,status,amount,currency,created,expected-close,closed,next-step,next-step-date,last-activity,tags\n";

const FACTS: &str = "# Facts, one file a month\n\n\
`2026-10.csv` holds what happened in October, one row for what happened on a day:\n\n\
```csv\n\
date,measure,person,segment,channel,count,amount\n\
2026-10-05,lead,anna,new,webinar,2,\n\
2026-10-09,paid,,,,,150000.00\n\
```\n\n\
`measure` is a stage of a funnel, `paid`, `shipped`, `spend`, `hours`, `activity.NAME`, or `stock.STAGE` (open on the evening of the date).\n";
