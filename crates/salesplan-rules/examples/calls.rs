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
use salesplan_rules::RuleSet;

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

/// The example of the bundled rule: a factor a month.
const MONTHS: &str = r##"let factors = #{ "1": 0.6, "8": 0.7, "11": 1.3, "12": 1.5 };
let key = `${month}`;
if key in factors { factors[key] } else { 1 }"##;

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
    let small = compile(vec![world::source(Hook::Priority, SMALL)]);
    let months = compile(vec![world::source(Hook::Seasonality, MONTHS)]);
    let (plan, quiet) = (world::plan(), world::deal());
    let busy = salesplan_model::deal::Deal {
        amount: Some(world::rub(900_000)),
        next_step: None,
        last_activity: None,
        ..world::deal()
    };
    let chance = Decimal::new(3, 1);

    let season = world::season_question(&plan, world::AS_OF);
    measure("seasonality", || drop(bundled.seasonality(&season)));
    measure("seasonality, a map of months", || drop(months.seasonality(&season)));
    let quota = world::quota_question(&plan);
    measure("quota", || drop(bundled.quota(&quota)));
    let step = world::step_question(&plan);
    measure("conversion", || drop(bundled.conversion(&step)));
    let question = world::question(&plan, &quiet);
    measure("probability", || drop(bundled.probability(&question)));
    measure("priority, nothing to say", || drop(bundled.priority(&question, chance)));
    let question = world::question(&plan, &busy);
    measure("priority, two reasons", || drop(bundled.priority(&question, chance)));
    measure("a small priority rule", || drop(small.priority(&question, chance)));
}
