//! Between the values of a script and those that everything else sees.

use std::sync::Arc;

use jiff::civil::Date;
use rhai::{Array, Dynamic, ImmutableString, Map};
use rust_decimal::Decimal;
use salesplan_model::calendar::{Calendar, WorkWeek};
use salesplan_model::rule_value::RuleValue;

use crate::host::type_word;
use crate::inputs::InputType;
use crate::ratio::Ratio;
use crate::workdays::Workdays;

/// Lists in lists that anybody would look into; what is deeper is only named.
const DEPTH_MAX: usize = 16;

/// What a value of a script is.
pub(crate) fn seen(value: &Dynamic) -> RuleValue {
    seen_at(value, DEPTH_MAX)
}

fn seen_at(value: &Dynamic, depth: usize) -> RuleValue {
    if let Some(ratio) = value.read_lock::<Ratio>() {
        return of_ratio(*ratio);
    }
    if let Some(day) = value.read_lock::<Date>() {
        return RuleValue::Day(*day);
    }
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return RuleValue::Text(text.to_string());
    }
    if let Some(list) = value.read_lock::<Array>() {
        return match depth.checked_sub(1) {
            Some(below) => RuleValue::List(list.iter().map(|item| seen_at(item, below)).collect()),
            None => RuleValue::Other("a list"),
        };
    }
    if let Some(map) = value.read_lock::<Map>() {
        let Some(below) = depth.checked_sub(1) else {
            return RuleValue::Other("a map");
        };
        let entries = map.iter();
        let entries = entries.map(|(name, value)| (name.to_string(), seen_at(value, below)));
        return RuleValue::Map(entries.collect());
    }
    if let Ok(flag) = value.as_bool() {
        return RuleValue::Flag(flag);
    }
    if let Ok(int) = value.as_int() {
        return RuleValue::Number(Decimal::from(int));
    }
    match value.as_decimal() {
        Ok(number) => RuleValue::Number(number.normalize()),
        Err(_) => RuleValue::Other(type_word(value)),
    }
}

fn of_ratio(ratio: Ratio) -> RuleValue {
    let (numerator, denominator) = ratio.fraction();
    RuleValue::Ratio { numerator, denominator }
}

/// A value as an input of that type; `None` where it is of another.
pub(crate) fn input(kind: InputType, value: &RuleValue) -> Option<Dynamic> {
    match (kind, value) {
        (InputType::Number, _) => exact(value)?.exact_decimal().map(Dynamic::from_decimal),
        (InputType::Ratio, _) => exact(value).map(Dynamic::from),
        (InputType::Text, RuleValue::Text(text)) => Some(Dynamic::from(ImmutableString::from(text.as_str()))),
        (InputType::Flag, RuleValue::Flag(flag)) => Some(Dynamic::from_bool(*flag)),
        (InputType::Day, RuleValue::Day(day)) => Some(Dynamic::from(*day)),
        (InputType::Texts, RuleValue::List(items)) => list_of(InputType::Text, items),
        (InputType::Days, RuleValue::List(items)) => list_of(InputType::Day, items),
        (InputType::Maps, RuleValue::List(items)) => {
            let maps = items.iter().map(|item| match item {
                RuleValue::Map(_) => as_written(item),
                _ => None,
            });
            maps.collect::<Option<Array>>().map(Dynamic::from_array)
        }
        (InputType::DaysByName, RuleValue::Map(days)) => {
            let day = |(name, day): (&String, &RuleValue)| Some((name.as_str().into(), input(InputType::Day, day)?));
            days.iter().map(day).collect::<Option<Map>>().map(Dynamic::from_map)
        }
        (InputType::Calendar, RuleValue::Text(name)) if name == MON_FRI => {
            let calendar = Calendar::new(MON_FRI, "Monday to Friday", WorkWeek::MON_FRI);
            Some(Dynamic::from(Workdays::of(&Arc::new(calendar))))
        }
        _ => None,
    }
}

/// The one calendar that a test case can name: no day off but weekends.
const MON_FRI: &str = "mon-fri";

fn list_of(kind: InputType, items: &[RuleValue]) -> Option<Dynamic> {
    let items = items.iter().map(|item| input(kind, item));
    items.collect::<Option<Array>>().map(Dynamic::from_array)
}

/// A value without a type to go by: texts stay texts, also "30%".
fn as_written(value: &RuleValue) -> Option<Dynamic> {
    Some(match value {
        RuleValue::Number(number) => Dynamic::from_decimal(*number),
        RuleValue::Ratio { .. } => Dynamic::from(exact(value)?),
        RuleValue::Text(text) => Dynamic::from(ImmutableString::from(text.as_str())),
        RuleValue::Flag(flag) => Dynamic::from_bool(*flag),
        RuleValue::Day(day) => Dynamic::from(*day),
        RuleValue::List(items) => Dynamic::from_array(items.iter().map(as_written).collect::<Option<Array>>()?),
        RuleValue::Map(entries) => {
            let entry = |(name, value): (&String, &RuleValue)| Some((name.as_str().into(), as_written(value)?));
            Dynamic::from_map(entries.iter().map(entry).collect::<Option<Map>>()?)
        }
        RuleValue::Other(_) => return None,
    })
}

/// A number in any writing: `0.3`, `"30%"`, `"7/26"`.
pub(crate) fn exact(value: &RuleValue) -> Option<Ratio> {
    match value {
        RuleValue::Number(number) => Some(Ratio::from_decimal(*number)),
        RuleValue::Ratio { numerator, denominator } => {
            let whole = |n: i128| Decimal::try_from_i128_with_scale(n, 0).ok().map(Ratio::from_decimal);
            Ratio::of(whole(*numerator)?, whole(*denominator)?)
        }
        RuleValue::Text(text) => exact_text(text),
        _ => None,
    }
}

fn exact_text(text: &str) -> Option<Ratio> {
    let number = |text: &str| {
        let number = Decimal::from_str_exact(text.trim()).ok();
        number.map(Ratio::from_decimal)
    };
    if let Some(percent) = text.strip_suffix('%') {
        return Ratio::of(number(percent)?, Ratio::from_int(100));
    }
    match text.split_once('/') {
        Some((a, b)) => Ratio::of(number(a)?, number(b)?),
        None => number(text),
    }
}

/// How a value of that type is written in a test case, for the help of a wrong one.
pub(crate) fn example(kind: InputType) -> &'static str {
    match kind {
        InputType::Number => "1200",
        InputType::Ratio => "\"30%\"",
        InputType::Text => "\"a text in quotes\"",
        InputType::Flag => "true",
        InputType::Day => "2026-11-08",
        InputType::Texts => "[\"one\", \"two\"]",
        InputType::Days => "[2026-11-08, 2026-12-01]",
        InputType::DaysByName => "{ lead = 2026-10-01 }",
        InputType::Maps => "[{ id = \"D-01\", amount = 200_000 }]",
        InputType::Calendar => "\"mon-fri\"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> RuleValue {
        RuleValue::Text(text.to_owned())
    }

    #[test]
    fn numbers_are_read_in_every_writing_and_exactly() {
        let third = Ratio::of(Ratio::from_int(1), Ratio::from_int(3));
        assert_eq!(exact(&text("1/3")), third);
        assert_eq!(exact(&text(" 2 / 6 ")), third);
        assert_eq!(exact(&text("30%")), exact(&text("0.3")));
        assert!(exact(&text("33.3333333333%")).is_some_and(|x| Some(x) != third));
        for wrong in ["", "%", "1/0", "many", "1/2/3"] {
            assert_eq!(exact(&text(wrong)), None, "{wrong}");
        }
        // A number input is a decimal, and a third is none.
        assert!(input(InputType::Number, &text("1/3")).is_none());
        assert!(input(InputType::Number, &text("1/8")).is_some());
        assert!(input(InputType::Text, &RuleValue::Flag(true)).is_none());
    }

    #[test]
    fn values_survive_the_way_there_and_back() {
        let day = jiff::civil::date(2026, 11, 8);
        for (kind, value) in [
            (InputType::Number, RuleValue::Number(Decimal::new(25, 1))),
            (InputType::Text, text("a")),
            (InputType::Flag, RuleValue::Flag(false)),
            (InputType::Day, RuleValue::Day(day)),
            (InputType::Texts, RuleValue::List(vec![text("a"), text("b")])),
        ] {
            assert_eq!(input(kind, &value).map(|there| seen(&there)), Some(value));
        }
        assert_eq!(
            input(InputType::Ratio, &text("30%")).map(|there| seen(&there)),
            Some(RuleValue::Ratio {
                numerator: 3,
                denominator: 10
            })
        );
    }
}
