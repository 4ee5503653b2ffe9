//! Lists and maps of a rule.
//!
//! They are not Rhai's own packages: those look their functions up one by one whenever an
//! operator is not among them, which made a rule ten times as slow; their `filter` takes
//! an answer that is neither true nor false for false, and their `sort` hides faults.

use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, ImmutableString, Map, NativeCallContext};

use crate::host::{Host, stop, type_word};
use crate::numbers::{as_decimal, exact};

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers what can be done with lists and maps.
pub(crate) fn register(host: &mut Host<'_>) {
    host.engine
        .register_iterator::<Array>()
        .register_iterator::<Range<i64>>()
        .register_iterator::<RangeInclusive<i64>>();
    host.also("len").of(|list: &mut Array| length(list.len()));
    host.also("is_empty").of(|list: &mut Array| list.is_empty());
    host.function("push", "list.push(x)", "adds x at the end")
        .of(|list: &mut Array, item: Dynamic| list.push(item));
    host.function("pop", "list.pop()", "takes the last away and gives it")
        .of(|list: &mut Array| list.pop().ok_or_else(|| no_place(0, 0)));
    host.function("insert", "list.insert(place, x)", "adds x at a place, counted from 0")
        .of(insert);
    host.function("remove", "list.remove(place)", "takes one away and gives it")
        .of(|list: &mut Array, at: Dynamic| place(list, &at).map(|at| list.remove(at)));
    host.function("extract", "list.extract(place, count)", "a part of the list")
        .of(extract);
    host.function("reverse", "list.reverse()", "turns the order round")
        .of(|list: &mut Array| list.reverse());
    host.function("sort", "list.sort()", "sorts numbers, texts or dates")
        .of(sort);
    host.engine
        .register_fn("+", |a: Array, b: Array| -> Array { a.into_iter().chain(b).collect() });
    host.also("contains")
        .of(|context: NativeCallContext<'_>, list: &mut Array, item: Dynamic| {
            position(&context, list, &item).map(|at| at.is_some())
        });
    host.function("index_of", "list.index_of(x)", "the place of x, or -1")
        .of(|context: NativeCallContext<'_>, list: &mut Array, item: Dynamic| {
            position(&context, list, &item).map(|at| at.map_or(-1, length))
        });
    host.also("len").of(|map: &mut Map| length(map.len()));
    host.also("is_empty").of(|map: &mut Map| map.is_empty());
    host.also("contains")
        .of(|map: &mut Map, name: &str| map.contains_key(name));
    host.function("keys", "map.keys()", "the names in a map, in order")
        .of(|map: &mut Map| -> Array {
            map.keys()
                .map(|name| Dynamic::from(ImmutableString::from(name.as_str())))
                .collect()
        });
    host.function(
        "values",
        "map.values()",
        "the values in a map, in the order of their names",
    )
    .of(|map: &mut Map| -> Array { map.values().cloned().collect() });
    with_closures(host);
}

fn with_closures(host: &mut Host<'_>) {
    host.function("map", "list.map(|x| ..)", "the answers for each").of(
        |context: NativeCallContext<'_>, list: &mut Array, f: FnPtr| -> Outcome<Array> {
            list.iter()
                .map(|item| f.call_within_context(&context, (item.clone(),)))
                .collect()
        },
    );
    host.function("filter", "list.filter(|x| ..)", "those for which it is true")
        .of(
            |context: NativeCallContext<'_>, list: &mut Array, f: FnPtr| -> Outcome<Array> {
                let mut kept = Array::new();
                for item in list.iter() {
                    if holds(&context, &f, item)? {
                        kept.push(item.clone());
                    }
                }
                Ok(kept)
            },
        );
    host.function("reduce", "list.reduce(|sum, x| .., first)", "one value made of all")
        .of(
            |context: NativeCallContext<'_>, list: &mut Array, f: FnPtr, first: Dynamic| -> Outcome<Dynamic> {
                list.iter()
                    .try_fold(first, |sum, item| f.call_within_context(&context, (sum, item.clone())))
            },
        );
    host.function("some", "list.some(|x| ..)", "whether it is true of any")
        .of(|context: NativeCallContext<'_>, list: &mut Array, f: FnPtr| {
            first(&context, list, &f, true).map(|found| found.is_some())
        });
    host.function("all", "list.all(|x| ..)", "whether it is true of each")
        .of(|context: NativeCallContext<'_>, list: &mut Array, f: FnPtr| {
            first(&context, list, &f, false).map(|found| found.is_none())
        });
    host.function("find", "list.find(|x| ..)", "the first for which it is true")
        .of(|context: NativeCallContext<'_>, list: &mut Array, f: FnPtr| {
            first(&context, list, &f, true).map(|found| found.unwrap_or(Dynamic::UNIT))
        });
}

/// The first item for which the closure answers `wanted`.
fn first(context: &NativeCallContext<'_>, list: &Array, f: &FnPtr, wanted: bool) -> Outcome<Option<Dynamic>> {
    for item in list {
        if holds(context, f, item)? == wanted {
            return Ok(Some(item.clone()));
        }
    }
    Ok(None)
}

fn holds(context: &NativeCallContext<'_>, f: &FnPtr, item: &Dynamic) -> Outcome<bool> {
    let answer: Dynamic = f.call_within_context(context, (item.clone(),))?;
    answer.as_bool().map_err(|_| {
        let message = format!("the closure answers {}, not true or false", type_word(&answer));
        stop(message, "end the closure with a comparison: |x| x > 3")
    })
}

/// Where the item is, by the same comparison as `==`.
fn position(context: &NativeCallContext<'_>, list: &Array, item: &Dynamic) -> Outcome<Option<usize>> {
    for (at, other) in list.iter().enumerate() {
        let (mut a, mut b) = (other.clone(), item.clone());
        let answer = context.call_native_fn_raw("==", true, &mut [&mut a, &mut b])?;
        if answer.as_bool().unwrap_or(false) {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn insert(list: &mut Array, at: Dynamic, item: Dynamic) -> Outcome<()> {
    let at = whole(&at)?;
    let index = usize::try_from(at).ok().filter(|index| *index <= list.len());
    list.insert(index.ok_or_else(|| no_place(at, list.len()))?, item);
    Ok(())
}

fn extract(list: &mut Array, from: Dynamic, count: Dynamic) -> Outcome<Array> {
    let start = place(list, &from)?;
    let count = usize::try_from(whole(&count)?).unwrap_or(0);
    Ok(list.iter().skip(start).take(count).cloned().collect())
}

fn place(list: &Array, at: &Dynamic) -> Outcome<usize> {
    let at = whole(at)?;
    usize::try_from(at)
        .ok()
        .filter(|index| *index < list.len())
        .ok_or_else(|| no_place(at, list.len()))
}

fn whole(number: &Dynamic) -> Outcome<i64> {
    let decimal = as_decimal(number)?;
    let whole = decimal.is_integer().then(|| i64::try_from(decimal).ok()).flatten();
    whole.ok_or_else(|| {
        stop(
            format!("{decimal} is not a whole number"),
            "places and counts are whole numbers",
        )
    })
}

fn no_place(at: i64, length: usize) -> Box<EvalAltResult> {
    stop(
        format!("there is no place {at} in a list of {length}"),
        "places are counted from 0",
    )
}

fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Numbers of any kind, or texts, or dates; nothing mixed.
fn sort(list: &mut Array) -> Outcome<()> {
    for pair in list.windows(2) {
        if order(&pair[0], &pair[1]).is_none() {
            let message = format!(
                "a list cannot be sorted that has {} and {}",
                type_word(&pair[0]),
                type_word(&pair[1])
            );
            return Err(stop(message, "sort numbers, texts or dates, each among themselves"));
        }
    }
    list.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
    Ok(())
}

fn order(a: &Dynamic, b: &Dynamic) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (exact(a), exact(b)) {
        return Some(a.cmp(&b));
    }
    if let (Some(a), Some(b)) = (a.read_lock::<Date>(), b.read_lock::<Date>()) {
        return Some(a.cmp(&b));
    }
    let (a, b) = (a.read_lock::<ImmutableString>()?, b.read_lock::<ImmutableString>()?);
    Some(a.as_str().cmp(b.as_str()))
}
