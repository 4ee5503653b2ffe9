//! Exact where people agree on figures: the parts make the whole, every need is
//! the smallest that will do, and no running total is a unit off.

use jiff::civil::{Date, Weekday};
use proptest::prelude::*;
use salesplan_tests::Workspace;
use serde_json::Value;

use super::made_up::{MadeUp, plan};
use super::tries;

fn decomposed(plan: &str) -> Value {
    let workspace = Workspace::new();
    workspace.write("plans/p/plan.toml", plan);
    workspace.run("decompose --format json").exits(0).json()
}

/// A count, or a sum in minor units.
fn units(value: &Value, plan: &MadeUp) -> u64 {
    match (value, plan.money) {
        (Value::String(text), Some(currency)) => currency.minor(text),
        (value, _) => value.as_u64().unwrap_or_else(|| panic!("{value} is no count")),
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

fn is_worked(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The days over which a plan is spread, up to and including one.
fn planned_days(plan: &MadeUp, up_to: Date) -> u64 {
    let days = || {
        plan.from
            .series(jiff::ToSpan::day(1))
            .take_while(|day| *day <= plan.to())
    };
    let any_worked = days().any(is_worked);
    days()
        .filter(|day| *day <= up_to && (!any_worked || is_worked(*day)))
        .count() as u64
}

proptest! {
    #![proptest_config(tries(50))]

    #[test]
    fn shares_make_the_goal(plan in plan()) {
        let view = decomposed(&plan.text());
        let parts: u64 = list(&view["segments"]).iter().map(|segment| units(&segment["goal"], &plan)).sum();
        prop_assert_eq!(parts, plan.goal);
    }

    #[test]
    fn every_need_is_the_smallest_that_will_do(plan in plan()) {
        let view = decomposed(&plan.text());
        for (segment, slice) in list(&view["segments"]).iter().zip(&plan.segments) {
            let funnel: Vec<u64> = list(&segment["funnel"]).iter().map(|stage| stage["need"].as_u64().unwrap()).collect();
            for ((numerator, denominator), pair) in slice.conversions.iter().zip(funnel.windows(2)) {
                let brings = |need: u64| u128::from(need) * u128::from(*numerator);
                let asked = u128::from(pair[1]) * u128::from(*denominator);
                prop_assert!(brings(pair[0]) >= asked, "{} bring too few of {}", pair[0], pair[1]);
                prop_assert!(pair[0] == 0 || brings(pair[0] - 1) < asked, "one less than {} would do", pair[0]);
            }
            let deals = *funnel.last().unwrap();
            prop_assert_eq!(segment["deals"].as_u64(), Some(deals));
            let goal = units(&segment["goal"], &plan);
            let worth = if plan.money.is_some() { slice.average_deal } else { 1 };
            prop_assert_eq!(deals, goal.div_ceil(worth));
            if plan.money.is_some() {
                prop_assert_eq!(units(&segment["revenue"], &plan), deals * worth);
            }
        }
    }

    #[test]
    fn weeks_make_the_whole_and_no_running_total_is_a_unit_off(plan in plan()) {
        let view = decomposed(&plan.text());
        let all_days = planned_days(&plan, plan.to());
        for segment in list(&view["segments"]) {
            let weeks = list(&segment["weeks"]);
            prop_assert_eq!(weeks.first().unwrap()["days"]["from"].as_str().unwrap(), plan.from.to_string());
            prop_assert_eq!(weeks.last().unwrap()["days"]["to"].as_str().unwrap(), plan.to().to_string());
            let mut figures: Vec<(u64, Vec<u64>)> = Vec::new();
            for stage in list(&segment["funnel"]) {
                let name = stage["stage"].as_str().unwrap();
                let by_week = weeks.iter().map(|week| week["stages"][name].as_u64().unwrap()).collect();
                figures.push((stage["need"].as_u64().unwrap(), by_week));
            }
            if plan.money.is_some() {
                let by_week = weeks.iter().map(|week| units(&week["revenue"], &plan)).collect();
                figures.push((units(&segment["revenue"], &plan), by_week));
            }
            for (whole, by_week) in figures {
                let mut to_date = 0_u64;
                for (week, part) in weeks.iter().zip(by_week) {
                    to_date += part;
                    let day: Date = week["days"]["to"].as_str().unwrap().parse().unwrap();
                    // |to date - whole * days / all days| < 1, without a fraction.
                    let exact = u128::from(whole) * u128::from(planned_days(&plan, day));
                    let off = (u128::from(to_date) * u128::from(all_days)).abs_diff(exact);
                    prop_assert!(off < u128::from(all_days), "{to_date} of {whole} by {day}");
                }
                prop_assert_eq!(to_date, whole);
            }
        }
    }

    #[test]
    fn a_rate_means_the_same_however_it_is_written(hundredths in 1_u32..=100) {
        let plan = |rate: &str| {
            let stages = format!("{{ id = \"lead\", conversion = {rate} }}, {{ id = \"deal\" }}");
            format!(
                "schema-version = 1\nperiod = {{ from = 2026-10-01, to = 2026-12-31 }}\n\
                 [goal]\nmetric = \"deals\"\namount = 21\n[segments.s]\ndeals = 21\nfunnel = \"f\"\n\
                 [funnels.f]\nstages = [{stages}]\n"
            )
        };
        let forms = [
            format!("\"{hundredths}%\""),
            format!("{}.{:02}", hundredths / 100, hundredths % 100),
            format!("\"{hundredths}/100\""),
            format!("\"{hundredths} of 100\""),
            format!("{{ rate = \"{hundredths} %\" }}"),
        ];
        let first = decomposed(&plan(&forms[0]));
        for form in &forms[1..] {
            prop_assert_eq!(&decomposed(&plan(form)), &first, "{} and {}", form, &forms[0]);
        }
    }
}

/// In binary floating point 21 / 0.35 asks for 61.
#[test]
fn twenty_one_deals_at_35_percent_need_sixty() {
    let plan = "schema-version = 1\nperiod = { from = 2026-10-01, to = 2026-12-31 }\n[goal]\nmetric = \"deals\"\namount = 21\n\
                [segments.s]\ndeals = 21\nfunnel = \"f\"\n[funnels.f]\nstages = [{ id = \"meeting\", conversion = 0.35 }, { id = \"deal\" }]\n";
    assert_eq!(decomposed(plan)["segments"][0]["funnel"][0]["need"], 60);
}

#[test]
fn the_reference_example_comes_out_as_stated() {
    let workspace = Workspace::million();
    let view = workspace.run("decompose million --format json").exits(0).json();
    assert_eq!(view["planned"]["revenue"], "1000000.00");
    let needs = |segment: usize| -> Vec<(String, u64)> {
        let funnel = list(&view["segments"][segment]["funnel"]);
        funnel
            .iter()
            .map(|stage| (stage["stage"].as_str().unwrap().into(), stage["need"].as_u64().unwrap()))
            .collect()
    };
    assert_eq!(
        needs(0),
        [("lead".into(), 20), ("meeting".into(), 10), ("deal".into(), 3)]
    );
    assert_eq!(needs(1), [("deal".into(), 4)]);
    assert_eq!(view["segments"][0]["chance"], 0.5951);
    assert_eq!(
        view["segments"][0]["leads_for"],
        serde_json::json!({ "0.80": 28, "0.90": 34, "0.95": 40 })
    );
    assert_eq!(view["chance_assumes"], serde_json::json!(["repeat"]));
}
