//! Numbers of a rule: whole, decimal and exact fractions, in any mixture.
//!
//! Decimal arithmetic is Rhai's own and checked. What it lacks is registered here:
//! fractions, functions that take any number, and the division that it gets wrong.

use rhai::{Dynamic, Engine, EvalAltResult, Variant};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::host::{Host, stop, type_word};
use crate::ratio::Ratio;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

impl From<i64> for Ratio {
    fn from(value: i64) -> Self {
        Self::from_int(value)
    }
}

impl From<Decimal> for Ratio {
    fn from(value: Decimal) -> Self {
        Self::from_decimal(value)
    }
}

/// Reads any number exactly; `None` for anything else.
pub(crate) fn exact(value: &Dynamic) -> Option<Ratio> {
    if let Some(ratio) = value.read_lock::<Ratio>() {
        return Some(*ratio);
    }
    if let Ok(int) = value.as_int() {
        Some(Ratio::from_int(int))
    } else {
        value.as_decimal().ok().map(Ratio::from_decimal)
    }
}

/// Reads any number as a decimal, a fraction rounded; `None` for anything else and
/// for a fraction that does not fit.
pub(crate) fn decimal(value: &Dynamic) -> Option<Decimal> {
    if let Some(ratio) = value.read_lock::<Ratio>() {
        return ratio.to_decimal();
    }
    value.as_int().map(Decimal::from).or_else(|_| value.as_decimal()).ok()
}

/// Registers what can be done with numbers.
pub(crate) fn register(host: &mut Host<'_>) {
    host.engine.register_type_with_name::<Ratio>("ratio");
    arithmetic::<Ratio, Ratio>(host.engine);
    arithmetic::<Ratio, Decimal>(host.engine);
    arithmetic::<Decimal, Ratio>(host.engine);
    arithmetic::<Ratio, i64>(host.engine);
    arithmetic::<i64, Ratio>(host.engine);
    host.engine
        .register_fn("-", |x: Ratio| fits(x.checked_neg()))
        .register_fn("-", |x: Decimal| -x)
        .register_fn("-", |x: i64| x.checked_neg().ok_or_else(too_large))
        .register_fn("!", |x: bool| !x)
        .register_fn("+", |x: Ratio| x)
        .register_fn("+", |x: Decimal| x)
        .register_fn("/", |_: i64, _: i64| -> Outcome<Decimal> { Err(whole_division()) })
        .register_fn("/=", |_: &mut i64, _: i64| -> Outcome<()> { Err(whole_division()) });
    host.function("to_string", "x.to_string()", "the value as text")
        .of(|x: Ratio| x.to_string())
        .of(|x: Decimal| x.to_string())
        .of(|x: i64| x.to_string())
        .of(|x: bool| x.to_string());
    host.function(
        "ratio",
        "ratio(a, b)",
        "a / b as an exact fraction; a third stays a third",
    )
    .of(|a: Dynamic, b: Dynamic| {
        let b = number(&b)?;
        if b == Ratio::from_int(0) {
            return Err(stop(
                "a ratio of nothing: the second number is 0",
                "ask first whether the second number is 0",
            ));
        }
        fits(Ratio::of(number(&a)?, b))
    });
    host.function(
        "decimal",
        "decimal(x)",
        "the number as a decimal; a ratio is rounded to 28 digits",
    )
    .of(|x: Dynamic| as_decimal(&x));
    // The common pairs go first: a function of any values is found by trying.
    host.function("min", "min(a, b)", "the smaller number")
        .of(|a: Decimal, b: Decimal| a.min(b))
        .of(|a: Dynamic, b: Dynamic| Ok::<_, Box<EvalAltResult>>(if number(&b)? < number(&a)? { b } else { a }));
    host.function("max", "max(a, b)", "the larger number")
        .of(|a: Decimal, b: Decimal| a.max(b))
        .of(|a: Dynamic, b: Dynamic| Ok::<_, Box<EvalAltResult>>(if number(&b)? > number(&a)? { b } else { a }));
    host.function("clamp", "clamp(x, low, high)", "x, but at least low and at most high")
        .of(clamp);
    host.function("abs", "abs(x)", "the number without its sign")
        .of(|x: Dynamic| {
            number(&x)?;
            match x.read_lock::<Ratio>() {
                Some(ratio) => Ok::<_, Box<EvalAltResult>>(Dynamic::from(ratio.abs())),
                None => Ok(Dynamic::from_decimal(as_decimal(&x)?.abs())),
            }
        });
    host.function("floor", "floor(x)", "the next whole number below")
        .of(|x: Dynamic| as_decimal(&x).map(|x| x.floor()));
    host.function("ceil", "ceil(x)", "the next whole number above")
        .of(|x: Dynamic| as_decimal(&x).map(|x| x.ceil()));
    host.function(
        "round",
        "round(x), round(x, digits)",
        "the nearest number with so many digits; a half goes away from 0",
    )
    .of(|x: Dynamic| as_decimal(&x).map(|x| rounded(x, 0)))
    .of(|x: Dynamic, digits: Dynamic| {
        let digits = as_decimal(&digits)?;
        match digits.to_u32().filter(|digits| *digits <= 28) {
            Some(digits) => Ok(rounded(as_decimal(&x)?, digits)),
            None => Err(stop(
                format!("cannot round to {digits} digits"),
                "give a whole number of digits from 0 to 28",
            )),
        }
    });
    host.function("is_zero", "x.is_zero()", "whether the number is 0")
        .of(|x: Dynamic| Ok::<_, Box<EvalAltResult>>(number(&x)? == Ratio::from_int(0)));
}

/// Fractions with one kind of number on either side.
fn arithmetic<A, B>(engine: &mut Engine)
where
    A: Variant + Clone + Into<Ratio>,
    B: Variant + Clone + Into<Ratio>,
{
    engine
        .register_fn("+", |a: A, b: B| fits(a.into().checked_add(b.into())))
        .register_fn("-", |a: A, b: B| fits(a.into().checked_sub(b.into())))
        .register_fn("*", |a: A, b: B| fits(a.into().checked_mul(b.into())))
        .register_fn("/", |a: A, b: B| {
            let b = b.into();
            if b == Ratio::from_int(0) {
                return Err(stop("division by zero", "ask first whether the divisor is 0"));
            }
            fits(Ratio::of(a.into(), b))
        });
}

fn clamp(x: Dynamic, low: Dynamic, high: Dynamic) -> Outcome<Dynamic> {
    let (value, bottom, top) = (number(&x)?, number(&low)?, number(&high)?);
    if bottom > top {
        return Err(stop(
            format!("clamp between {low} and {high}, which is below it"),
            "give the smaller limit first",
        ));
    }
    Ok(if value < bottom {
        low
    } else if value > top {
        high
    } else {
        x
    })
}

pub(crate) fn rounded(x: Decimal, digits: u32) -> Decimal {
    x.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

fn number(value: &Dynamic) -> Outcome<Ratio> {
    exact(value).ok_or_else(|| not_a_number(value))
}

/// The number as a decimal, or the fault that says why not.
pub(crate) fn as_decimal(value: &Dynamic) -> Outcome<Decimal> {
    if exact(value).is_none() {
        return Err(not_a_number(value));
    }
    decimal(value).ok_or_else(too_large)
}

fn not_a_number(value: &Dynamic) -> Box<EvalAltResult> {
    stop(
        format!("this asks for a number, not {}", type_word(value)),
        "give a number",
    )
}

fn fits(ratio: Option<Ratio>) -> Outcome<Ratio> {
    ratio.ok_or_else(too_large)
}

fn too_large() -> Box<EvalAltResult> {
    stop(
        "the number is too large or too precise to be exact",
        "round the numbers first, or use fewer of them",
    )
}

fn whole_division() -> Box<EvalAltResult> {
    stop(
        "two whole numbers are divided, which would drop the remainder",
        "write one of them as a decimal (3.0 / 10), or ratio(3, 10) for an exact fraction",
    )
}
