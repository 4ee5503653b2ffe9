//! Whatever stands in the files, something is said of it and nothing panics.

use rust_decimal::Decimal;
use salesplan_files::workspace::{PlanFolder, Read};
use salesplan_model::diagnostic::{Diagnostic, any_error};
use salesplan_model::prepare::prepare;
use salesplan_model::rate::Rate;
use salesplan_model::rules::{
    DealQuestion, Hook, PlanQuestion, Priority, QuotaQuestion, Rules, SeasonQuestion, StepQuestion,
};

use crate::fixture::Folder;

const PLAN: &str = include_str!("hostile/plan.toml");
const TEAM: &str = include_str!("hostile/team.toml");

/// What people, and those who wish ill, put after `=`.
const VALUES: &[&str] = &[
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "99999999999999999999999999999999999999999999",
    "0x7fffffffffffffff",
    "0.5",
    "-0.0",
    "1e400",
    "0.000000000000000000000000000000000000001",
    "nan",
    "inf",
    "true",
    "\"\"",
    "\" \"",
    "\"%\"",
    "\"0%\"",
    "\"100%\"",
    "\"18446744073709551557/18446744073709551557\"",
    "\"1/18446744073709551557\"",
    "\"18446744073709551615 of 18446744073709551615, ever\"",
    "\"18446744073709551615 deals\"",
    "\"facts:\"",
    "\"facts:0000\"",
    "\"9999\"",
    "\"9999-W52\"",
    "\"0000-01-01..9999-12-31\"",
    "\"..\"",
    "\"\u{fffd}é€😀\"",
    "\"new\"",
    "\"lead\"",
    "\"rule\"",
    "2026-10-01",
    "0000-01-01",
    "9999-12-31",
    "2026-10-01T00:00:00Z",
    "07:32:00",
    "[]",
    "[[]]",
    "[{}]",
    "[\"new\", \"new\"]",
    "[1, \"a\", {}]",
    "{}",
    "{ rate = {} }",
    "{ rule = true }",
    "{ rate = 0.5, rule = true, facts = \"9999\" }",
    "{ days = 99999999999 }",
    "{ p1 = 0, p99 = 3660 }",
    "{ p = 1, p00 = 2, \"p１\" = 3 }",
    "{ new = {}, \"\" = 1 }",
    "{ lead = 0.5, \"\\u0000\" = \"x\" }",
];

/// Every line with a key, each in turn with another value.
fn mutants(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mutants = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
            for value in VALUES {
                let mutant = format!("{key} = {value}");
                let mut changed = lines.clone();
                changed[index] = &mutant;
                mutants.push(changed.join("\n"));
            }
        }
        let mut without = lines.clone();
        without.remove(index);
        mutants.push(without.join("\n"));
    }
    mutants
}

/// Rules that answer what the files say.
struct AsPlanned;

impl Rules for AsPlanned {
    fn is_bundled(&self, _: Hook) -> bool {
        true
    }

    fn seasonality(&self, _: &SeasonQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        Ok(Decimal::ONE)
    }

    fn quota(&self, question: &QuotaQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        Ok(question.weight)
    }

    fn conversion(&self, question: &StepQuestion<'_>) -> Result<Rate, Box<Diagnostic>> {
        Ok(question.plan)
    }

    fn probability(&self, _: &DealQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        Ok(Decimal::ONE)
    }

    fn priority(&self, _: &DealQuestion<'_>, score: Decimal) -> Result<Priority, Box<Diagnostic>> {
        let reasons = Vec::new();
        Ok(Priority { score, reasons })
    }

    fn check_deal(&self, _: &DealQuestion<'_>, _: Decimal, _: &Priority) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
        Ok(Vec::new())
    }

    fn check_plan(&self, _: &PlanQuestion<'_>) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
        Ok(Vec::new())
    }

    fn review(&self, _: &PlanQuestion<'_>) -> Result<Vec<String>, Box<Diagnostic>> {
        Ok(Vec::new())
    }
}

/// Something is said, or there is a plan that can be prepared.
#[track_caller]
fn is_judged(read: Read<PlanFolder>, text: &str) {
    match read.value {
        Some(folder) => {
            let PlanFolder {
                plan,
                calendar,
                deals,
                facts,
                ..
            } = folder;
            let (prepared, found) = prepare(
                plan,
                salesplan_model::prepare::Given::of(&calendar, &deals, &facts),
                &AsPlanned,
            );
            assert!(prepared.is_some() || any_error(&found), "{text}");
        }
        None => assert!(any_error(&read.findings), "{text}"),
    }
}

#[test]
fn the_plan_that_is_mangled_is_good_itself() {
    Folder::new(PLAN).with("team.toml", TEAM).good();
}

#[test]
fn no_value_in_any_place_panics() {
    for plan in mutants(PLAN) {
        let read = Folder::new(&plan).with("team.toml", TEAM).read();
        is_judged(read, &plan);
    }
    for team in mutants(TEAM) {
        let read = Folder::new(PLAN).with("team.toml", &team).read();
        is_judged(read, &team);
    }
}

#[test]
fn no_beginning_of_a_file_panics() {
    for (end, _) in PLAN.char_indices() {
        let read = Folder::new(&PLAN[..end]).with("team.toml", TEAM).read();
        is_judged(read, &PLAN[..end]);
    }
    for (end, _) in TEAM.char_indices() {
        let read = Folder::new(PLAN).with("team.toml", &TEAM[..end]).read();
        is_judged(read, &PLAN[..end]);
    }
}

#[test]
fn empty_tables_are_told_from_missing_ones() {
    let tables = [
        "goal",
        "segments",
        "funnels",
        "channels",
        "resources",
        "children",
        "scenario",
    ];
    let empty: String = tables.iter().map(|table| format!("[{table}]\n")).collect();
    let folder = Folder::new(&format!("schema-version = 1\n{empty}"));
    let folder = folder.with("team.toml", "[people]\n[quotas]\n");
    let findings = folder.read().findings;
    let ids: Vec<&str> = findings.iter().map(|finding| finding.kind.id).collect();
    assert_eq!(ids, ["missing-key"; 4], "{findings:#?}");
}
