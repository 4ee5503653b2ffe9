//! What a rule can compute: numbers, dates, texts and lists.

use rust_decimal::Decimal;
use salesplan_model::rate::Rate;

use crate::world::{conversion, deal, priority, probability};

/// Each of these is true of the deal in hand.
const TRUE: &[&str] = &[
    // Numbers of all kinds, in both orders.
    "amount >= 200000 && amount <= 200000.0 && 200000 == amount && 199999.99 < amount",
    "amount * 2 == 400000 && 2 * amount == 400000 && amount - 1 == 199999 && 1 - amount == -199999",
    "ratio(amount, 3) * 3 == amount && amount == ratio(amount, 3) * 3",
    "0.1 + 0.2 == 0.3 && 0.1 != 0.1000000000000000001",
    "21 / 0.35 == 60 && 3.0 / 10 == 0.3 && 3 / 10.0 == 0.3",
    "ratio(1, 3) + ratio(1, 6) == 0.5 && ratio(1, 2) < 1 && 1 > ratio(1, 2) && 0.4 < ratio(1, 2)",
    "-ratio(1, 2) == ratio(-1, 2) && 1 - ratio(1, 3) == ratio(2, 3) && ratio(1, 2) / 2 == 0.25",
    "min(3, 2.5) == 2.5 && max(ratio(1, 3), 0.3) == ratio(1, 3) && clamp(7, 1, 5) == 5",
    "abs(-3) == 3 && abs(-2.5) == 2.5 && floor(2.7) == 2 && ceil(2.1) == 3",
    "round(2.5) == 3 && round(-2.5) == -3 && round(2.345, 2) == 2.35 && round(ratio(2, 3), 2) == 0.67",
    "7 % 2 == 1 && 2 ** 10 == 1024 && decimal(ratio(1, 4)) == 0.25",
    "let x = 7; x += 0.5; x *= 2; x /= 3; x == 5",
    // Dates.
    "as_of == date(\"2026-11-06\") && expected_close > as_of && created < as_of",
    "expected_close - as_of == days_to_close && as_of.days_since(created) == age_days",
    "as_of + 7 == date(\"2026-11-13\") && as_of - 6 == date(\"2026-10-31\") && as_of + days_left == period_end",
    "as_of.year == 2026 && as_of.month == 11 && as_of.day == 6 && as_of.weekday() == 5",
    "days_in_stage == 7 && age_days == 17 && silent_days == 2 && days_to_next_step == 3 && days_left == 55",
    // Texts.
    "segment == \"new\" && stage == \"meeting\" && owner == \"anna\" && channel != \"fair\" && client == \"client 12\"",
    "id.starts_with(\"D-\") && id.ends_with(\"12\") && next_step.contains(\"offer\") && \"send\" in next_step",
    "lower(\"Большая\") == \"большая\" && next_step.len() == 14 && !next_step.is_empty()",
    "plural(1, \"day\") == \"1 day\" && plural(1200, \"day\") == \"1,200 days\" && figure(0.5) == \"0.5\"",
    "`${as_of} ${amount} ${ratio(1, 3)} ${true}` == \"2026-11-06 200000 1/3 true\"",
    // Lists, maps, closures.
    "\"priority\" in tags && tags.contains(\"retail\") && !(\"x\" in tags) && \"x\" !in tags && tags.len() == 2",
    "[3, 1, 2].map(|x| x * amount).reduce(|sum, x| sum + x, 0) == 6 * amount",
    "let big = 100; [50, 150.0].filter(|x| x > big).len() == 1 && tags.some(|tag| tag == \"retail\")",
    "let l = [3, 1.5, ratio(1, 2)]; l.sort(); l.push(9); l.insert(0, 7); l.remove(1); l[0] == 7 && l.pop() == 9 && l.len() == 3",
    "let l = [1, 2] + [3]; l += [4]; l.reverse(); l[0] == 4 && l.index_of(2) == 2 && l.index_of(9) == -1 && l.extract(1, 2).len() == 2",
    "[1, 2, 3].all(|x| x > 0) && ![1].some(|x| x > 1) && [1, 5].find(|x| x > 2) == 5 && [].is_empty()",
    "let m = #{ b: 1, a: 2 }; m.keys()[0] == \"a\" && m.values()[0] == 2 && \"b\" in m && !m.contains(\"c\") && m.len() == 2",
    "amount.to_string() == \"200000\" && 3.to_string() + true.to_string() + \"x\".to_string() == \"3truex\"",
    "let rates = #{ lead: 0.1, meeting: 0.3 }; rates[stage] == 0.3 && rates.lead < rates.meeting",
    "let sum = 0; for x in 1..=4 { sum += x; } for tag in tags { sum += tag.len(); }; sum == 24",
    "fn double(x) { x * 2 }; double(amount) == 400000",
    "let x = switch stage { \"lead\" => 1, \"meeting\" => 2, _ => 3 }; x == 2",
];

#[test]
fn rules_compute_what_they_say() {
    let mut wrong = Vec::new();
    for script in TRUE {
        // The condition is what follows the last semicolon.
        let (setup, condition) = script.rsplit_once("; ").unwrap_or(("", script));
        let script = format!("{setup};\nif {condition} {{ 1 }} else {{ 0 }}");
        let answer = probability(&script, &deal());
        if answer.as_ref().ok() != Some(&Decimal::ONE) {
            wrong.push(format!("{script}\n{answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rate_may_be_any_number() {
    for (script, successes, trials) in [
        ("plan", 3, 10),
        ("1", 1, 1),
        ("0.25", 1, 4),
        ("ratio(successes, trials)", 1, 6),
        ("successes / trials", 166_666_666_666_666_667, 1_000_000_000_000_000_000),
        (
            "if to == \"deal\" && from == \"meeting\" && has_evidence { plan * 0.5 } else { plan }",
            3,
            20,
        ),
    ] {
        assert_eq!(
            conversion(script).unwrap(),
            Rate::of(successes, trials).unwrap(),
            "{script}"
        );
    }
}

#[test]
fn a_score_may_be_below_nothing() {
    let answer = priority("#{ score: -1, reasons: [] }", &deal()).unwrap();
    assert_eq!(answer.score, Decimal::NEGATIVE_ONE);
}
