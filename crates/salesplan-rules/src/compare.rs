//! Comparisons: like with like; anything else is an error.
//!
//! Plain Rhai answers `amount >= "500000"` and `() < 3` with false. Here the last
//! resort of every comparison is a fault that names both types.

use std::cmp::Ordering;

use jiff::civil::Date;
use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, Variant};
use rust_decimal::Decimal;

use crate::host::{stop, type_word};
use crate::ratio::Ratio;

const HELP: &str = "compare numbers with numbers, texts with texts and dates with dates";

/// Registers all comparisons.
pub(crate) fn register(engine: &mut Engine) {
    ordered::<i64, i64>(engine, |a, b| a.cmp(b));
    ordered::<Decimal, Decimal>(engine, |a, b| a.cmp(b));
    ordered::<Decimal, i64>(engine, |a, b| a.cmp(&Decimal::from(*b)));
    ordered::<i64, Decimal>(engine, |a, b| Decimal::from(*a).cmp(b));
    ordered::<Ratio, Ratio>(engine, |a, b| a.cmp(b));
    ordered::<Ratio, Decimal>(engine, |a, b| a.cmp(&Ratio::from(*b)));
    ordered::<Decimal, Ratio>(engine, |a, b| Ratio::from(*a).cmp(b));
    ordered::<Ratio, i64>(engine, |a, b| a.cmp(&Ratio::from(*b)));
    ordered::<i64, Ratio>(engine, |a, b| Ratio::from(*a).cmp(b));
    ordered::<Date, Date>(engine, |a, b| a.cmp(b));
    ordered::<ImmutableString, ImmutableString>(engine, |a, b| a.as_str().cmp(b.as_str()));
    ordered::<char, char>(engine, |a, b| a.cmp(b));
    engine
        .register_fn("==", |a: bool, b: bool| a == b)
        .register_fn("!=", |a: bool, b: bool| a != b);
    for operator in ["==", "!=", "<", "<=", ">", ">="] {
        engine.register_fn(operator, |a: Dynamic, b: Dynamic| -> Result<bool, Box<EvalAltResult>> {
            Err(stop(
                format!("this compares {} with {}", type_word(&a), type_word(&b)),
                HELP,
            ))
        });
    }
}

fn ordered<A, B>(engine: &mut Engine, order: fn(&A, &B) -> Ordering)
where
    A: Variant + Clone,
    B: Variant + Clone,
{
    engine
        .register_fn("==", move |a: A, b: B| order(&a, &b).is_eq())
        .register_fn("!=", move |a: A, b: B| order(&a, &b).is_ne())
        .register_fn("<", move |a: A, b: B| order(&a, &b).is_lt())
        .register_fn("<=", move |a: A, b: B| order(&a, &b).is_le())
        .register_fn(">", move |a: A, b: B| order(&a, &b).is_gt())
        .register_fn(">=", move |a: A, b: B| order(&a, &b).is_ge());
}
