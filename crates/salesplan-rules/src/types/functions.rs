//! What the host functions give. One that is not in this table gives anything, and may do
//! anything to the variable before the dot.

use super::kinds::{Kinds, Type};

/// The type of a call of that function with these values; `None` for one that is not known.
pub(super) fn given(name: &str, values: &[Type]) -> Option<Type> {
    let first = values.first().copied().unwrap_or(Type::UNKNOWN);
    let kinds = match name {
        "min" | "max" | "clamp" => {
            let all = values.iter().fold(Kinds::NONE, |sum, value| sum | value.kinds);
            all.and(Kinds::NUMBERS)
        }
        "abs" if first.kinds.meets(Kinds::RATIO) => Kinds::RATIO | Kinds::NUMBER,
        "abs" | "floor" | "ceil" | "round" | "decimal" | "days_since" | "weekday" => Kinds::NUMBER,
        "ratio" => Kinds::RATIO,
        "date" => Kinds::DAY,
        "figure" | "percent" | "plural" | "lower" | "to_string" => Kinds::TEXT,
        "is_zero" | "starts_with" | "ends_with" | "contains" | "is_empty" | "some" | "all" => Kinds::FLAG,
        "len" | "index_of" => Kinds::WHOLE,
        "push" | "insert" | "sort" | "reverse" => Kinds::NOTHING,
        "keys" => return Some(Type::list(Kinds::TEXT)),
        "map" => return Some(Type::list(Kinds::ALL)),
        "values" | "filter" | "extract" => return Some(Type::list(first.items)),
        "pop" | "remove" => return Some(Type::item(first.items)),
        "find" => return Some(Type::item(first.items | Kinds::NOTHING)),
        _ => return None,
    };
    Some(Type::of(kinds))
}

/// How many of the first values must be numbers.
pub(super) fn numbers_asked(name: &str, n_values: usize) -> usize {
    match (name, n_values) {
        ("min" | "max" | "ratio" | "round", 2) => 2,
        ("clamp", 3) => 3,
        ("abs" | "floor" | "ceil" | "round" | "decimal" | "is_zero" | "figure", 1) | ("plural", 2) => 1,
        _ => 0,
    }
}
