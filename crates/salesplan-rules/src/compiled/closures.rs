//! What a list does with a closure that it is handed at once.

use super::run::{Outcome, Stop, Walk, known};
use super::tree::{Closure, Each, Node};
use super::value::Value;

pub(super) fn each<'a>(
    walk: &mut Walk<'a, '_>,
    each: Each,
    list: &'a Node,
    closure: &'a Closure,
) -> Outcome<Value<'a>> {
    for captured in &closure.captured {
        walk.value(captured)?;
    }
    let Value::List(list) = walk.value(list)? else {
        return Err(Stop::Aside);
    };
    let mut kept = Vec::new();
    for item in list {
        walk.charge(closure.size)?;
        walk.set(closure.place, item.clone());
        match each {
            Each::Map => kept.push(walk.value(&closure.body)?),
            Each::Filter if walk.flag(&closure.body)? => kept.push(item),
            Each::Some if walk.flag(&closure.body)? => return Ok(Value::Flag(true)),
            Each::All if !walk.flag(&closure.body)? => return Ok(Value::Flag(false)),
            _ => {}
        }
    }
    match each {
        Each::Map | Each::Filter => known(Some(Value::List(kept)).filter(Value::fits)),
        Each::Some => Ok(Value::Flag(false)),
        Each::All => Ok(Value::Flag(true)),
    }
}
