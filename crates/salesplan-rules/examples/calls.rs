//! How long a call of a bundled rule takes: `cargo run --release --example calls -p salesplan-rules`.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock and prints"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use rust_decimal::Decimal;
use salesplan_model::rules::{Hook, Rules};
use salesplan_rules::{RuleSet, RuleSource};

#[path = "../tests/rules/world.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "only the questions are needed here")]
mod world;

/// Unless the first argument says otherwise.
const CALLS: u32 = 300_000;

/// A rule as small as they come: five inputs, six operations.
const SMALL: &str = "let score = amount * probability;
if amount >= 500000 { score *= 2; }
if days_to_close < 0 { score *= 1.5; }
#{ score: score, reasons: [] }";

fn measure(name: &str, mut call: impl FnMut()) {
    let calls = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(CALLS);
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    println!("{name}: {} ns a call", start.elapsed().as_nanos() / u128::from(calls));
}

fn main() {
    let start = Instant::now();
    let compile =
        |user| RuleSet::compile(user, &BTreeMap::new(), Arc::new(move || start.elapsed())).expect("the rules compile");
    let bundled = compile(Vec::new());
    let source = RuleSource {
        hook: Hook::Priority,
        path: "small.rhai".into(),
        text: SMALL.to_owned(),
        bundled: false,
    };
    let small = compile(vec![source]);
    let (plan, quiet) = (world::plan(), world::deal());
    let busy = salesplan_model::deal::Deal {
        amount: Some(world::rub(900_000)),
        next_step: None,
        last_activity: None,
        ..world::deal()
    };
    let chance = Decimal::new(3, 1);

    let step = world::step_question(&plan);
    measure("conversion", || drop(bundled.conversion(&step)));
    let question = world::question(&plan, &quiet);
    measure("probability", || drop(bundled.probability(&question)));
    measure("priority, nothing to say", || drop(bundled.priority(&question, chance)));
    let question = world::question(&plan, &busy);
    measure("priority, two reasons", || drop(bundled.priority(&question, chance)));
    measure("a small priority rule", || drop(small.priority(&question, chance)));
}
