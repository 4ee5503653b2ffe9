//! Whatever happened to the deals, whenever it was written down and whichever weeks were reviewed:
//! a movement begins where the one before it ended, and ends with the deals of its page.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use salesplan_tests::Workspace;
use serde_json::Value;

use super::tries;

const FIRST: Date = date(2026, 10, 5);
const WEEKS: [&str; 5] = ["2026-W41", "2026-W42", "2026-W43", "2026-W44", "2026-W45"];
const N_DEALS: usize = 5;

/// What somebody writes into the file on a day.
#[derive(Debug, Clone)]
enum Change {
    Amount(Option<u32>),
    Close(Option<Date>),
    Owner(&'static str),
    /// Won or lost so many days before it is written down.
    Decided(&'static str, i64),
    Reopened,
    Removed,
    /// It comes into the file, created so many days before; or on no day that anybody knows.
    Entered(Option<i64>),
}

#[derive(Debug, Clone)]
struct Step {
    days_after: i64,
    changes: Vec<(usize, Change)>,
    /// Weeks that are reviewed then, where they are over.
    reviewed: Vec<usize>,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => prop::option::weighted(0.8, 1_u32..9).prop_map(|amount| Change::Amount(amount.map(|amount| amount * 10_000))),
        3 => prop::option::weighted(0.9, prop::sample::select(vec![date(2026, 11, 20), date(2026, 12, 5), date(2027, 1, 15)])).prop_map(Change::Close),
        2 => prop::sample::select(vec!["anna", "boris"]).prop_map(Change::Owner),
        3 => (prop::sample::select(vec!["won", "lost"]), 0_i64..16).prop_map(|(word, days)| Change::Decided(word, days)),
        2 => Just(Change::Reopened),
        2 => Just(Change::Removed),
        3 => prop::option::weighted(0.7, 0_i64..16).prop_map(Change::Entered),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let changes = prop::collection::vec((0..N_DEALS, change()), 1..5);
    let reviewed = prop::collection::vec(0..WEEKS.len(), 0..3);
    let step = (1_i64..6, changes, reviewed).prop_map(|(days_after, changes, reviewed)| Step {
        days_after,
        changes,
        reviewed,
    });
    prop::collection::vec(step, 4..10)
}

/// A line of the file.
#[derive(Debug, Clone, Default)]
struct Line {
    owner: &'static str,
    status: &'static str,
    amount: Option<u32>,
    created: Option<Date>,
    close: Option<Date>,
    closed: Option<Date>,
}

fn changed(line: &mut Option<Line>, change: &Change, today: Date) {
    let before = |days: i64| Some(today.checked_sub(days.days()).unwrap());
    match (change, &mut *line) {
        (Change::Entered(created), None) => {
            *line = Some(Line {
                owner: "anna",
                amount: Some(50_000),
                created: created.and_then(before),
                close: Some(date(2026, 12, 5)),
                ..Line::default()
            });
        }
        (Change::Removed, _) => *line = None,
        (Change::Amount(amount), Some(line)) => line.amount = *amount,
        (Change::Close(close), Some(line)) => line.close = *close,
        (Change::Owner(owner), Some(line)) => line.owner = owner,
        (Change::Decided(word, days), Some(line)) => {
            line.status = word;
            line.closed = before(*days).max(line.created);
        }
        (Change::Reopened, Some(line)) => (line.status, line.closed) = ("", None),
        _ => {}
    }
}

fn text(lines: &[Option<Line>]) -> String {
    let mut text = "id,client,owner,segment,status,stage,amount,created,expected-close,closed\n".to_string();
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    for (index, line) in lines.iter().enumerate() {
        let Some(line) = line else { continue };
        let stage = if line.status == "won" { "deal" } else { "meeting" };
        let amount = line.amount.map_or(String::new(), |amount| amount.to_string());
        let days = [line.created, line.close, line.closed].map(day).join(",");
        text += &format!(
            "D-{index},Acorn,{},new,{},{stage},{amount},{days}\n",
            line.owner, line.status
        );
    }
    text
}

fn record(workspace: &Workspace, day: Date, lines: &[Option<Line>]) {
    workspace.write("plans/p/deals.csv", text(lines));
    workspace.write("plans/p/noted.md", day.to_string());
    workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {day}"));
}

fn sunday(week: usize) -> Date {
    date(2026, 10, 11).checked_add((7 * week as i64).days()).unwrap()
}

/// The history in a repository, and what happens until every week can be asked about long after.
fn told(steps: &[Step]) -> Workspace {
    let workspace = Workspace::of_meetings();
    let mut lines = vec![None; N_DEALS];
    for line in &mut lines[..2] {
        changed(line, &Change::Entered(Some(0)), FIRST);
    }
    let mut today = FIRST;
    record(&workspace, today, &lines);
    for step in steps {
        today = today.checked_add(step.days_after.days()).unwrap();
        for (deal, change) in &step.changes {
            changed(&mut lines[*deal], change, today);
        }
        record(&workspace, today, &lines);
        for week in step.reviewed.iter().filter(|week| sunday(**week) < today) {
            workspace
                .run(&format!("review --week {} --commit", WEEKS[*week]))
                .succeeds();
        }
    }
    record(&workspace, date(2026, 11, 20), &lines);
    workspace
}

fn review(workspace: &Workspace, week: &str) -> Value {
    workspace
        .run(&format!("review --week {week} --format json"))
        .exits(0)
        .json()
}

/// Both columns, without a sum of nothing.
fn total(of: &Value) -> (i64, i64, u64) {
    let minor = |value: &Value| value.as_str().map_or(0, |sum| sum.replace('.', "").parse().unwrap());
    (
        minor(&of["amount"]),
        minor(&of["at_average"]),
        of["count"].as_u64().unwrap(),
    )
}

fn of_page(report: &Value) -> (i64, i64, u64) {
    let counts = |deal: &&Value| !deal["flags"].as_array().unwrap().contains(&"out_of_scope".into());
    let deals: Vec<&Value> = report["deals"].as_array().unwrap().iter().filter(counts).collect();
    let sum = |key: &str, of: &[&Value]| {
        let minor = |deal: &&Value| -> i64 { deal[key].as_str().unwrap().replace('.', "").parse().unwrap() };
        of.iter().map(minor).sum::<i64>()
    };
    let (stated, averaged): (Vec<&Value>, Vec<&Value>) =
        deals.iter().copied().partition(|deal| deal["amount"].is_string());
    (sum("amount", &stated), sum("value", &averaged), deals.len() as u64)
}

fn assert_holds(workspace: &Workspace) -> Result<(), TestCaseError> {
    let reports: Vec<Value> = WEEKS.iter().map(|week| review(workspace, week)).collect();
    for report in &reports {
        let (of_page, pipeline) = (of_page(report), &report["outlook"]["pipeline"]);
        let week = &report["week"];
        prop_assert_eq!(pipeline["count"].as_u64().unwrap(), of_page.2, "{}", week);
        if report["movement"].is_null() {
            prop_assert_eq!(of_page, (0, 0, 0), "{}", week);
            continue;
        }
        prop_assert_eq!(total(&report["movement"]["end"]), of_page, "{}", week);
        let buckets = report["movement"]["buckets"].as_array().unwrap().iter();
        let moved = buckets.fold(total(&report["movement"]["start"]), |sum, bucket| {
            let part = total(bucket);
            (sum.0 + part.0, sum.1 + part.1, 0)
        });
        prop_assert_eq!((moved.0, moved.1), (of_page.0, of_page.1), "{}", week);
    }
    for pair in reports.windows(2) {
        let (before, after) = (&pair[0]["movement"], &pair[1]["movement"]);
        // Where weeks have no review, a movement reaches back to the last one that has.
        if before["until"] == after["since"] && !before.is_null() && !after.is_null() {
            prop_assert_eq!(&before["end"], &after["start"], "{}", &pair[1]["week"]);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(tries(12))]

    #[test]
    fn movements_join_and_end_with_the_deals_of_their_page(steps in steps()) {
        let workspace = told(&steps);
        assert_holds(&workspace)?;
        // Reviews that are there already, whatever was made after them, still say the same.
let _ = workspace.run("verify --strict").exits(0);
    }
}

/// The demo's reviews as committed: each begins where the one before it ended.
#[test]
fn the_weeks_of_the_demo_join() {
    let workspace = Workspace::new();
    workspace.run("demo").succeeds();
    let weeks: Vec<String> = (41..=46).map(|week| format!("2026-W{week}")).collect();
    let report = |week: &String| {
        workspace
            .run(&format!("-C salesplan-demo review --week {week} --format json"))
            .exits(0)
            .json()
    };
    let reports: Vec<Value> = weeks.iter().map(report).collect();
    for report in &reports {
        assert_eq!(total(&report["movement"]["end"]), of_page(report), "{}", report["week"]);
    }
    for pair in reports.windows(2) {
        assert_eq!(
            pair[0]["movement"]["end"], pair[1]["movement"]["start"],
            "{}",
            pair[1]["week"]
        );
    }
}
