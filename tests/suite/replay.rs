//! `rules replay`: a changed rule beside the current one, over real git histories.

use jiff::civil::{Date, date};
use salesplan_tests::Workspace;
use salesplan_tests::git::git_in;
use serde_json::Value;

const PLAN: &str = r#"schema-version = 1
title = "Made up"
period = { from = 2026-09-07, to = 2026-11-29 }

[goal]
metric = "revenue"
amount = 1_000_000
currency = "EUR"

[segments.new]
title = "New"
amount = 1_000_000
average-deal = 10_000
funnel = "sales"
facts = { source = "deals" }

[funnels.sales]
stages = [
  { id = "meeting", title = "Meetings", conversion = "50%", lag-days = 14 },
  { id = "deal", title = "Won" },
]
"#;

/// What everybody believes here without looking.
const EVEN: &str = "0.5\n";
/// What is true of the made-up company.
const TRUTH: &str = "if \"warm\" in tags { 0.8 } else { 0.2 }\n";
/// The same the wrong way round.
const REVERSED: &str = "if \"warm\" in tags { 0.2 } else { 0.8 }\n";

const FIRST_MONDAY: Date = date(2026, 9, 7);
const N_WEEKS: u64 = 12;

/// Draws in [0, 100) that are the same on every machine (Lehmer's generator, modulus 2^31 - 1).
struct Draws(u64);

impl Draws {
    fn below_100(&mut self) -> u64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 * 100 / 2_147_483_647
    }
}

struct MadeUpDeal {
    id: String,
    is_warm: bool,
    entered: Date,
    closed: Date,
    is_won: bool,
}

fn days_after(day: Date, days: u64) -> Date {
    day.saturating_add(jiff::Span::new().days(i64::try_from(days).unwrap()))
}

/// Ten deals a week, four fifths of the warm ones won and a fifth of the others, after one to
/// four weeks.
fn made_up_deals() -> Vec<MadeUpDeal> {
    let mut draws = Draws(2026);
    let deals = (0..N_WEEKS * 10).map(|n| {
        let entered = days_after(FIRST_MONDAY, n / 10 * 7);
        let is_warm = draws.below_100() < 50;
        MadeUpDeal {
            id: format!("D-{n:03}"),
            is_warm,
            entered,
            closed: days_after(entered, 7 + draws.below_100() * 21 / 100),
            is_won: draws.below_100() < if is_warm { 80 } else { 20 },
        }
    });
    deals.collect()
}

/// deals.csv as it stood on the evening of a day.
fn deals_csv(deals: &[MadeUpDeal], as_of: Date) -> String {
    let mut text = String::from("id,segment,stage,status,closed,tags,entered.meeting\n");
    for deal in deals.iter().filter(|deal| deal.entered <= as_of) {
        let tags = if deal.is_warm { "warm" } else { "cold" };
        let (id, entered, closed) = (&deal.id, deal.entered, deal.closed);
        text += &match (closed <= as_of, deal.is_won) {
            (false, _) => format!("{id},new,meeting,open,,{tags},{entered}\n"),
            (true, true) => format!("{id},new,deal,won,{closed},{tags},{entered}\n"),
            (true, false) => format!("{id},new,meeting,lost,{closed},{tags},{entered}\n"),
        };
    }
    text
}

/// The made-up company with a commit for the evening of every Sunday, and the rule that serves.
fn made_up(serving: &str) -> Workspace {
    let workspace = Workspace::new();
    let deals = made_up_deals();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write("plans/made-up/plan.toml", PLAN);
    workspace.write("rules/probability.rhai", serving);
    for week in 0..N_WEEKS {
        let sunday = days_after(FIRST_MONDAY, week * 7 + 6);
        workspace.write("plans/made-up/deals.csv", deals_csv(&deals, sunday));
        workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {sunday}"));
    }
    workspace
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn replay(workspace: &Workspace, options: &str) -> Value {
    workspace
        .run(&format!("rules replay --format json {options}"))
        .exits(0)
        .json()
}

#[test]
fn the_rule_that_knows_the_truth_wins() {
    let workspace = made_up(EVEN);
    workspace.write("truth.probability.rhai", TRUTH);
    let view = replay(&workspace, "--rule truth.probability.rhai --margin 0");
    assert_eq!(view["hook"], "probability");
    assert_eq!(view["snapshots"].as_array().unwrap().len(), 12);
    assert_eq!(view["skipped"], serde_json::json!([]));
    let scores = &view["scores"];
    // Said of everything, one half scores a quarter and ln 2, whatever happens.
    assert_eq!(scores["current"]["brier"], 0.25);
    assert!(
        (number(&scores["current"]["log_loss"]) - std::f64::consts::LN_2).abs() < 1e-4,
        "{scores}"
    );
    // Known to four fifths: 0.16 on average over many deals.
    let brier = number(&scores["changed"]["brier"]);
    assert!((0.12..0.20).contains(&brier), "{scores}");
    let (difference, error) = (&scores["difference"], &scores["standard_error"]);
    assert!(
        number(&difference["brier"]) < -3.0 * number(&error["brier"]),
        "{scores}"
    );
    assert!(
        number(&difference["log_loss"]) < -3.0 * number(&error["log_loss"]),
        "{scores}"
    );
    let bins = scores["changed"]["calibration"].as_array().unwrap();
    assert_eq!(bins.len(), 2, "two chances are said: {bins:?}");
    for bin in bins {
        assert!(
            (number(&bin["mean_chance"]) - number(&bin["share"])).abs() < 0.15,
            "{bin}"
        );
    }
    assert_eq!(view["is_worse"], false);
}

/// Every deal that was open on an evening and decided by the end is one observation; the test
/// counts them from what it made up.
#[test]
fn each_open_deal_of_each_evening_is_judged_by_what_became_of_it() {
    let workspace = made_up(EVEN);
    workspace.write("truth.probability.rhai", TRUTH);
    let view = replay(&workspace, "--rule truth.probability.rhai");
    let end = days_after(FIRST_MONDAY, N_WEEKS * 7 - 1);
    let (mut decided, mut undecided, mut squares) = (0, 0, 0.0);
    for week in 0..N_WEEKS {
        let sunday = days_after(FIRST_MONDAY, week * 7 + 6);
        for deal in made_up_deals()
            .iter()
            .filter(|deal| deal.entered <= sunday && deal.closed > sunday)
        {
            if deal.closed > end {
                undecided += 1;
                continue;
            }
            decided += 1;
            let chance = if deal.is_warm { 0.8 } else { 0.2 };
            squares += f64::powi(chance - f64::from(u8::from(deal.is_won)), 2);
        }
    }
    assert_eq!(view["scores"]["observations"], decided);
    assert_eq!(
        view["left_out"],
        serde_json::json!([{"why": "undecided", "count": undecided}])
    );
    let brier = number(&view["scores"]["changed"]["brier"]);
    assert!((brier - squares / f64::from(decided)).abs() < 1e-4, "{brier}");
}

/// Half of the deals are never closed. Among those that are, four fifths are won, so a rule that
/// says so looks good: only against all that had time does it show that two fifths are.
#[test]
fn deals_that_nobody_closes_count_as_not_won_once_they_had_time() {
    let workspace = Workspace::new();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write("plans/made-up/plan.toml", PLAN);
    workspace.write("rules/probability.rhai", "0.4\n");
    for week in 0..N_WEEKS {
        let sunday = days_after(FIRST_MONDAY, week * 7 + 6);
        let mut text = String::from("id,segment,stage,status,closed,entered.meeting\n");
        for n in 0..week * 10 + 10 {
            let entered = days_after(FIRST_MONDAY, n / 10 * 7);
            let closed = days_after(entered, 10);
            text += &match n % 10 {
                0..4 if closed <= sunday => format!("D-{n:03},new,deal,won,{closed},{entered}\n"),
                4 if closed <= sunday => format!("D-{n:03},new,meeting,lost,{closed},{entered}\n"),
                _ => format!("D-{n:03},new,meeting,open,,{entered}\n"),
            };
        }
        workspace.write("plans/made-up/deals.csv", text);
        workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {sunday}"));
    }
    workspace.write("closed.probability.rhai", "0.8\n");
    let line = "rules replay --rule closed.probability.rhai --format json --margin 0.01";
    let run = workspace.run(line).exits(1);
    assert!(run.has_finding("rule-worse"), "{run}");
    let view = run.json();
    assert_eq!(view["scores"]["share"], 0.8);
    assert!(number(&view["scores"]["difference"]["brier"]) < -0.1, "{view:#}");
    // Twice the lag of 14 days is less than 30: evenings until 30 days before the end, of weeks
    // 0 to 6. On each, ten deals are new and five of every earlier week are never closed.
    let settled = &view["settled"];
    assert_eq!(
        (&settled["wait_days"], &settled["until"]),
        (&30.into(), &"2026-10-30".into())
    );
    let n_chances = 7 * 10 + 5 * (1 + 2 + 3 + 4 + 5 + 6);
    assert_eq!(settled["scores"]["observations"], n_chances);
    let share = 7.0 * 4.0 / f64::from(n_chances);
    assert!((number(&settled["scores"]["share"]) - share).abs() < 1e-4, "{settled}");
    assert!(number(&settled["scores"]["difference"]["brier"]) > 0.1, "{settled}");
    // Where no evening is that long ago, the decided ones are all there is.
    let young = workspace.run(&format!("{line} --wait 100")).exits(0).json();
    assert_eq!(young["settled"]["scores"], Value::Null);
    assert_eq!(young["is_worse"], false);
}

#[test]
fn a_rule_that_is_worse_than_the_margin_fails() {
    let workspace = made_up(TRUTH);
    workspace.write("reversed.probability.rhai", REVERSED);
    let plain = workspace.run("rules replay --rule reversed.probability.rhai").exits(0);
    assert!(!plain.has_finding("rule-worse"), "{plain}");
    let failed = workspace
        .run("rules replay --rule reversed.probability.rhai --margin 0.01")
        .exits(1);
    assert!(failed.has_finding("rule-worse"), "{failed}");
    workspace
        .run("rules replay --rule reversed.probability.rhai --margin 1")
        .succeeds();
    workspace
        .run("rules replay --rule reversed.probability.rhai --margin 0.01 --fail-on off")
        .succeeds();
}

#[test]
fn a_rule_beside_itself_changes_nothing() {
    let workspace = made_up(TRUTH);
    let view = replay(&workspace, "--rule rules/probability.rhai --margin 0");
    assert_eq!(
        view["scores"]["difference"],
        serde_json::json!({"brier": 0.0, "log_loss": 0.0})
    );
    assert_eq!(view["is_worse"], false);
}

/// As in CI: the branch under test has changed the rule, and its parameter beside it.
#[test]
fn the_changed_rule_has_the_parameters_at_hand_and_the_current_one_those_of_to() {
    let workspace = made_up("chance\n");
    workspace.write(
        "salesplan.toml",
        "schema-version = 1\n[rules.probability]\nchance = 0.5\n",
    );
    workspace.commit_all("A rule with a parameter\n\nSalesplan-As-Of: 2026-11-29");
    workspace.write(
        "salesplan.toml",
        "schema-version = 1\n[rules.probability]\nchance = 0.2\n",
    );
    let scores = &replay(&workspace, "--rule rules/probability.rhai --to HEAD")["scores"];
    assert_eq!(scores["current"]["brier"], 0.25);
    let bins = &scores["changed"]["calibration"];
    assert_eq!(bins[0]["mean_chance"], 0.2, "{scores}");
}

#[test]
fn conversion_is_judged_by_those_who_entered_later() {
    let workspace = made_up(EVEN);
    workspace.write("never.conversion.rhai", "ratio(1, 100)\n");
    workspace.write("plan.conversion.rhai", "plan\n");
    let view = replay(&workspace, "--rule never.conversion.rhai");
    let scores = &view["scores"];
    let end = days_after(FIRST_MONDAY, N_WEEKS * 7 - 1);
    // Entered after the evening, and at least the lag of 14 days before the end.
    let (mut trials, mut successes, mut n_without) = (0, 0, 0);
    for week in 0..N_WEEKS {
        let (sunday, n_before) = (days_after(FIRST_MONDAY, week * 7 + 6), trials);
        for deal in made_up_deals()
            .iter()
            .filter(|deal| deal.entered > sunday && days_after(deal.entered, 14) <= end)
        {
            trials += 1;
            successes += u32::from(deal.is_won && deal.closed <= end);
        }
        n_without += u32::from(trials == n_before);
    }
    assert_eq!(scores["trials"], trials);
    let share = f64::from(successes) / f64::from(trials);
    assert!((number(&scores["share"]) - share).abs() < 1e-4, "{scores}");
    let brier = share * 0.99 * 0.99 + (1.0 - share) * 0.01 * 0.01;
    assert!((number(&scores["changed"]["brier"]) - brier).abs() < 1e-4, "{scores}");
    assert_eq!(
        view["left_out"],
        serde_json::json!([{"why": "without_trials", "count": n_without}])
    );
    let _ = workspace
        .run("rules replay --rule never.conversion.rhai --margin 0.01")
        .exits(1);
    workspace
        .run("rules replay --rule plan.conversion.rhai --margin 0.05")
        .succeeds();
}

/// Ten meetings every Monday and, from the third week on, four deals: 40 %, whichever evening
/// one begins to count. From the stock of two weeks on every evening: those of the last two lags
/// (20), or of the one week there was (10), and what came after and had 14 days.
#[test]
fn conversion_is_judged_by_counts_where_facts_are_counts() {
    let workspace = Workspace::new();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write(
        "plans/made-up/plan.toml",
        PLAN.replace("facts = { source = \"deals\" }\n", ""),
    );
    let mut facts = String::from("date,measure,segment,count\n");
    for week in 0..N_WEEKS {
        let monday = days_after(FIRST_MONDAY, week * 7);
        facts += &format!("{monday},meeting,new,10\n");
        if week >= 2 {
            facts += &format!("{monday},deal,new,4\n");
        }
        workspace.write("plans/made-up/facts/all.csv", &facts);
        let sunday = days_after(monday, 6);
        workspace.commit_all(&format!("Facts\n\nSalesplan-As-Of: {sunday}"));
    }
    workspace.write("right.conversion.rhai", "ratio(2, 5)\n");
    let view = replay(&workspace, "--rule right.conversion.rhai");
    let scores = &view["scores"];
    // Evenings 1 to 9 of 12: ripe weeks after them 9, 8, .. 1, and a stock of 10, then 20.
    assert_eq!(scores["trials"], (9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1) * 10 + 10 + 8 * 20);
    assert_eq!(scores["share"], 0.4);
    assert_eq!(scores["changed"]["brier"], 0.24);
    assert_eq!((&scores["observations"], &scores["clusters"]), (&9.into(), &1.into()));
    assert_eq!(scores["standard_error"], Value::Null);
    assert_eq!(
        view["left_out"],
        serde_json::json!([{"why": "without_trials", "count": 3}])
    );
}

#[test]
fn priority_shows_how_the_order_changes() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").succeeds();
    workspace.write(
        "salesplan-demo/amount.priority.rhai",
        "#{ score: if has_value { amount } else { 0 }, reasons: [\"by amount\"] }\n",
    );
    let line = "-C salesplan-demo rules replay --rule amount.priority.rhai";
    let order = &workspace.run(&format!("{line} --format json")).exits(0).json()["order"];
    assert_eq!(order["evenings"].as_array().unwrap().len(), 7);
    let deals = order["deals"].as_array().unwrap();
    let values: Vec<f64> = deals
        .iter()
        .map(|deal| deal["value"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
    assert!(deals.iter().all(|deal| deal["reasons"][0] == "by amount"));
    let now: Value = workspace
        .run("-C salesplan-demo deals --format json --week 2026-W46")
        .json();
    for deal in deals {
        let place = usize::try_from(deal["place_before"].as_u64().unwrap()).unwrap();
        assert_eq!(
            now["deals"][place - 1]["id"],
            deal["id"],
            "the place that `deals` shows"
        );
        assert_eq!(now["deals"][place - 1]["reasons"], deal["reasons_before"]);
    }
    let same = workspace
        .run("-C salesplan-demo rules replay --rule rules/priority.rhai --format json")
        .exits(0)
        .json();
    for evening in same["order"]["evenings"].as_array().unwrap() {
        // On the evening of the plan there is no deal yet, so nothing to be in order.
        let alike = if evening["first"] == 0 {
            serde_json::Value::Null
        } else {
            1.0.into()
        };
        assert_eq!(
            (&evening["kendall_tau"], &evening["common"]),
            (&alike, &evening["first"])
        );
    }
    assert_eq!(same["order"]["risers"], serde_json::json!([]));
    let _ = workspace
        .run(&format!("{line} --margin 0.1"))
        .exits(2)
        .says("no right order");
}

#[test]
fn what_cannot_be_loaded_is_left_out_by_name() {
    let workspace = made_up(EVEN);
    workspace.write("truth.probability.rhai", TRUTH);
    let good = workspace.read("plans/made-up/plan.toml");
    workspace.write("plans/made-up/plan.toml", "schema-version = 99\n");
    workspace.commit_all("From the future\n\nSalesplan-As-Of: 2026-11-28");
    workspace.write("plans/made-up/plan.toml", format!("{good}# mended\n"));
    workspace.commit_all("Mended\n\nSalesplan-As-Of: 2027-03-01");
    let view = replay(&workspace, "--rule truth.probability.rhai");
    assert_eq!(view["snapshots"].as_array().unwrap().len(), 11);
    let reasons: Vec<(&str, &str)> = view["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skipped| (skipped["day"].as_str().unwrap(), skipped["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    // It is the last of its week, though a good one came before it.
    assert_eq!(reasons[0].0, "2026-11-28");
    assert!(reasons[0].1.contains("99"), "{reasons:?}");
    assert_eq!(reasons[1].0, "2027-03-01");
    assert!(reasons[1].1.contains("outside"), "{reasons:?}");
    let text = workspace.run("rules replay --rule truth.probability.rhai").printed();
    assert!(text.contains("28 November 2026"), "{text}");
}

#[test]
fn a_rule_that_stops_on_an_old_snapshot_names_place_deal_and_evening() {
    let workspace = made_up(EVEN);
    workspace.write(
        "close.probability.rhai",
        "let x = 1;\nexpected_close.weekday() / 10.0\n",
    );
    let _ = workspace
        .run("rules replay --rule close.probability.rhai")
        .exits(2)
        .says("close.probability.rhai:2:1")
        .says("plans/made-up/deals.csv:2:1")
        .says("asked for this deal")
        .says("as of 2026-09-13")
        .says("help: ask first: `if has_expected_close");
    workspace.write("broken.probability.rhai", "if {\n");
    let broken = workspace.run("rules replay --rule broken.probability.rhai").exits(2);
    assert!(broken.has_finding("rule-syntax"), "{broken}");
}

/// Else a rule that mends the current one could never be replayed.
#[test]
fn snapshots_over_which_only_the_current_rule_stops_are_left_out_by_name() {
    let workspace = made_up("if as_of < date(\"2026-10-01\") { expected_close.weekday() } else { 0.5 }\n");
    workspace.write("truth.probability.rhai", TRUTH);
    let view = replay(&workspace, "--rule truth.probability.rhai");
    assert_eq!(view["snapshots"].as_array().unwrap().len(), 9);
    let skipped = view["skipped"].as_array().unwrap();
    assert_eq!(skipped.len(), 3, "{skipped:?}");
    for skipped in skipped {
        let reason = skipped["reason"].as_str().unwrap();
        assert!(
            reason.starts_with("the current rules stop over it: rules/probability.rhai: "),
            "{reason}"
        );
    }
    let _ = workspace
        .run("rules replay --rule truth.probability.rhai --to HEAD~10")
        .exits(2)
        .says("no snapshot of the plan can be replayed");
}

#[test]
fn from_and_to_choose_the_snapshots_and_the_current_rule() {
    let workspace = made_up(EVEN);
    workspace.write("truth.probability.rhai", TRUTH);
    workspace.write("rules/probability.rhai", REVERSED);
    workspace.commit_all("Worse\n\nSalesplan-As-Of: 2026-11-29");
    let view = replay(&workspace, "--rule truth.probability.rhai --from HEAD~4 --to HEAD~1");
    let weeks: Vec<&str> = view["snapshots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|snapshot| snapshot["week"].as_str().unwrap())
        .collect();
    assert_eq!(weeks, ["2026-W45", "2026-W46", "2026-W47", "2026-W48"]);
    assert_eq!(view["scores"]["current"]["brier"], 0.25);
    let _ = workspace
        .run("rules replay --rule truth.probability.rhai --from HEAD --to HEAD~3")
        .exits(2)
        .says("does not come before");
}

#[test]
fn a_shallow_clone_says_so() {
    let workspace = made_up(EVEN);
    workspace.write("truth.probability.rhai", TRUTH);
    let source = format!("file://{}", workspace.root().display());
    git_in(
        workspace.root(),
        &["clone", "--quiet", "--depth", "5", &source, "shallow"],
    );
    let line = "-C shallow rules replay --rule ../truth.probability.rhai";
    let run = workspace.run(line).exits(0).says("`git fetch --unshallow`");
    assert!(run.stdout.contains("History is cut off"), "{run}");
    let view = workspace.run(&format!("{line} --format json")).json();
    assert_eq!(view["is_cut_off"], true);
    assert_eq!(view["snapshots"].as_array().unwrap().len(), 5);
    let whole = workspace
        .run("rules replay --rule truth.probability.rhai --format json")
        .json();
    assert_eq!(whole["is_cut_off"], false);
}

#[test]
fn what_is_asked_wrongly_is_told() {
    let workspace = made_up(EVEN);
    for (name, text) in [
        ("seasonality.rhai", "1\n"),
        ("odd.rhai", "1\n"),
        ("probability.rhai", EVEN),
    ] {
        workspace.write(name, text);
    }
    for (options, words) in [
        ("--rule seasonality.rhai", "cannot be replayed"),
        ("--rule odd.rhai", "does not say which hook"),
        ("--rule odd.rhai --hook luck", "there is no hook `luck`"),
        ("--rule absent.probability.rhai", "cannot read"),
        ("--rule probability.rhai --margin 2", "from 0 to 1"),
        ("--rule odd.rhai --hook conversion --wait 10", "leave --wait out"),
        ("--rule probability.rhai --at HEAD", "takes no --at"),
        ("--rule probability.rhai --week 2026-W40", "takes no --week"),
        ("--rule probability.rhai --format csv", "does not write csv"),
        (
            "--rule probability.rhai --set new.meeting.conversion=1",
            "as it is written",
        ),
        ("--rule probability.rhai --to nowhere", "nowhere"),
        ("--rule probability.rhai luck", "there is no plan `luck`"),
    ] {
        let _ = workspace.run(&format!("rules replay {options}")).exits(2).says(words);
    }
    workspace
        .run("rules replay --rule odd.rhai --hook probability")
        .succeeds();
    let alone = Workspace::million();
    alone.write("probability.rhai", EVEN);
    let _ = alone
        .run("rules replay --rule probability.rhai")
        .exits(2)
        .says("there is no git repository");
}

/// A gate that could not look says so.
#[test]
fn a_margin_without_anything_decided_is_told() {
    let workspace = Workspace::new();
    workspace.write("plans/made-up/plan.toml", PLAN);
    workspace.write("probability.rhai", EVEN);
    workspace.commit_all("The plan\n\nSalesplan-As-Of: 2026-09-13");
    let run = workspace
        .run("rules replay --rule probability.rhai --margin 0")
        .exits(0)
        .says("the margin was not checked");
    assert!(run.stdout.contains("nothing to score"), "{run}");
}
