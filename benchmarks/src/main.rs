//! One priority rule over a million deals, side by side: the rule host on one core and on
//! all, the same host by Rhai alone, Lua, CEL, and Rust as the limit.
//!
//! `cargo run --release -p salesplan-benchmarks [deals]`

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock and prints"
)]

mod deals;
mod ways;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use cel::Context;
use salesplan_model::deal::Deal;
use salesplan_model::plan::Plan;
use salesplan_model::rules::{Hook, Rules};
use salesplan_rules::{RuleSet, RuleSource};

const DEALS: u32 = 1_000_000;

/// So many differ; they are gone through again and again.
const DIFFERENT: u32 = 10_000;

/// The best of so many runs counts: others may use the machine too.
const RUNS: usize = 3;

fn rules() -> RuleSet {
    let source = RuleSource {
        hook: Hook::Priority,
        path: Arc::from("rules/priority.rhai"),
        text: include_str!("rule/priority.rhai").to_owned(),
        bundled: false,
    };
    let start = Instant::now();
    RuleSet::compile(vec![source], &BTreeMap::new(), Arc::new(move || start.elapsed())).expect("the rule compiles")
}

/// Calls a second of the best run.
fn measure(deals: &[Deal], count: u32, mut ask: impl FnMut(&Deal)) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..RUNS {
        let start = Instant::now();
        deals.iter().cycle().take(count as usize).for_each(&mut ask);
        best = best.max(f64::from(count) / start.elapsed().as_secs_f64());
    }
    best
}

fn on_all_cores(rules: &RuleSet, plan: &Plan, deals: &[Deal], count: u32) -> f64 {
    let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut best = 0.0_f64;
    for _ in 0..RUNS {
        let start = Instant::now();
        std::thread::scope(|threads| {
            for _ in 0..n_cores {
                threads.spawn(|| {
                    let part = count as usize / n_cores;
                    for deal in deals.iter().cycle().take(part) {
                        drop(black_box(rules.priority(&deals::question(plan, deal), deals::chance())));
                    }
                });
            }
        });
        best = best.max(f64::from(count) / start.elapsed().as_secs_f64());
    }
    best
}

fn main() {
    let count = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(DEALS);
    let (plan, deals) = (deals::plan(), deals::deals(DIFFERENT));
    let (quick, checked) = (rules(), rules().without_quick_way());
    let (lua, cel, around) = (ways::LuaRule::new(), ways::CelRule::new(), Context::default());
    for deal in &deals {
        let question = deals::question(&plan, deal);
        let answer = quick.priority(&question, deals::chance()).expect("an answer");
        assert_eq!(
            answer,
            ways::native(&question, deals::chance()),
            "another rule than in Rust"
        );
        assert_eq!(
            Ok(answer),
            checked.priority(&question, deals::chance()),
            "another rule than in Rhai"
        );
    }

    let chance = deals::chance();
    let native = measure(&deals, count, |deal| {
        drop(black_box(ways::native(&deals::question(&plan, deal), chance)));
    });
    let rows = [
        (
            "rule host, one core",
            measure(&deals, count, |deal| {
                drop(black_box(quick.priority(&deals::question(&plan, deal), chance)));
            }),
        ),
        ("rule host, all cores", on_all_cores(&quick, &plan, &deals, count)),
        (
            "rule host, Rhai alone",
            measure(&deals, count / 5, |deal| {
                drop(black_box(checked.priority(&deals::question(&plan, deal), chance)));
            }),
        ),
        (
            "Lua 5.4 (mlua)",
            measure(&deals, count, |deal| {
                drop(black_box(lua.ask(&deals::question(&plan, deal), 0.3)));
            }),
        ),
        (
            "CEL (cel)",
            measure(&deals, count / 5, |deal| {
                drop(black_box(cel.ask(&around, &deals::question(&plan, deal), 0.3)));
            }),
        ),
        ("Rust", native),
    ];
    println!("{:<24} {:>14} {:>8} {:>10}", "way", "calls/s", "ns", "of Rust");
    for (way, calls) in rows {
        println!("{way:<24} {calls:>14.0} {:>8.0} {:>9.2}x", 1e9 / calls, native / calls);
    }
}
