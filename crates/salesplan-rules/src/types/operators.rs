//! What the operators make of types. An empty answer is a fault of every value.

use super::kinds::Kinds;

/// The types of `a operator b` over all pairs of types of either side.
pub(super) fn arithmetic(operator: &str, a: Kinds, b: Kinds) -> Kinds {
    pairs(a, b, |a, b| arithmetic_of_one(operator, a, b))
}

fn arithmetic_of_one(operator: &str, a: Kinds, b: Kinds) -> Kinds {
    if !(a | b).within(Kinds::SIMPLE) {
        return Kinds::ALL;
    }
    if a.within(Kinds::NUMBERS) && b.within(Kinds::NUMBERS) {
        let both = a | b;
        return match operator {
            "/" if both == Kinds::WHOLE => Kinds::NONE,
            "%" if both.meets(Kinds::RATIO) => Kinds::NONE,
            _ if both.meets(Kinds::RATIO) => Kinds::RATIO,
            _ if both.meets(Kinds::NUMBER) => Kinds::NUMBER,
            _ => Kinds::WHOLE,
        };
    }
    let days = Kinds::WHOLE | Kinds::NUMBER;
    match operator {
        "+" | "-" if a == Kinds::TEXT && b == Kinds::TEXT => Kinds::TEXT,
        "+" | "-" if a == Kinds::DAY && b.within(days) => Kinds::DAY,
        "-" if a == Kinds::DAY && b == Kinds::DAY => Kinds::NUMBER,
        _ => Kinds::NONE,
    }
}

/// Whether any pair of types of either side can be compared.
pub(super) fn compares(operator: &str, a: Kinds, b: Kinds) -> bool {
    let of_one = |a: Kinds, b: Kinds| {
        let is_equality = matches!(operator, "==" | "!=");
        let like = a == b && a.within(Kinds::TEXT | Kinds::DAY | Kinds::CHARACTER);
        let is_possible = (a.within(Kinds::NUMBERS) && b.within(Kinds::NUMBERS))
            || like
            || (is_equality && a == Kinds::FLAG && b == Kinds::FLAG)
            || a == Kinds::OTHER
            || b == Kinds::OTHER;
        if is_possible { Kinds::FLAG } else { Kinds::NONE }
    };
    !pairs(a, b, of_one).is_none()
}

/// The types of `-a` and of `!a`.
pub(super) fn unary(operator: &str, a: Kinds) -> Kinds {
    if !a.within(Kinds::SIMPLE) {
        return Kinds::ALL;
    }
    match operator {
        "!" => a.and(Kinds::FLAG),
        _ => a.and(Kinds::NUMBERS),
    }
}

fn pairs(a: Kinds, b: Kinds, of_one: impl Fn(Kinds, Kinds) -> Kinds) -> Kinds {
    let all = a.each().flat_map(|a| b.each().map(move |b| (a, b)));
    all.map(|(a, b)| of_one(a, b)).fold(Kinds::NONE, |sum, one| sum | one)
}
