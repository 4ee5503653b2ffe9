//! A value of a rule as everything outside of the rule host sees it: what a rule read,
//! what it answered, and what a test case says of either.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleValue {
    /// A number, exactly.
    Number(Decimal),
    /// An exact fraction.
    Ratio {
        /// What is divided.
        numerator: i128,
        /// By what; above 0.
        denominator: i128,
    },
    /// A text.
    Text(String),
    /// True or false.
    Flag(bool),
    /// A day.
    Day(Date),
    /// Values in order.
    List(Vec<RuleValue>),
    /// Values by name.
    Map(BTreeMap<String, RuleValue>),
    /// What a rule may hold but nobody can write down, in words: "a function", "nothing".
    Other(&'static str),
}

impl RuleValue {
    /// A fraction as a reader knows it, with four digits; `None` for anything else.
    pub fn approximately(&self) -> Option<Decimal> {
        let Self::Ratio { numerator, denominator } = self else {
            return None;
        };
        if *denominator == 1 {
            return None;
        }
        let whole = |n: i128| Decimal::try_from_i128_with_scale(n, 0).ok();
        Some(whole(*numerator)?.checked_div(whole(*denominator)?)?.round_dp(4))
    }
}

/// In the writing of test cases: `810000`, `7/26`, `"no next step"`, `[1, 2]`, `{ score = 1 }`.
impl fmt::Display for RuleValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Ratio {
                numerator,
                denominator: 1,
            } => write!(f, "{numerator}"),
            Self::Ratio { numerator, denominator } => write!(f, "{numerator}/{denominator}"),
            Self::Text(text) => write!(f, "\"{}\"", text.replace('"', "\\\"")),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Self::Map(entries) if entries.is_empty() => write!(f, "{{ }}"),
            Self::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(name, value)| format!("{name} = {value}"))
                    .collect();
                write!(f, "{{ {} }}", entries.join(", "))
            }
            Self::Other(word) => write!(f, "{word}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_test_cases() {
        let number = |text: &str| RuleValue::Number(Decimal::from_str_exact(text).expect("a number"));
        let ratio = RuleValue::Ratio {
            numerator: 7,
            denominator: 26,
        };
        assert_eq!(ratio.approximately(), Some(Decimal::new(2692, 4)));
        let map = RuleValue::Map(BTreeMap::from([
            ("score".to_string(), number("810000.00")),
            (
                "reasons".to_string(),
                RuleValue::List(vec![RuleValue::Text("a \"large\" one".to_string()), ratio]),
            ),
        ]));
        assert_eq!(
            map.to_string(),
            "{ reasons = [\"a \\\"large\\\" one\", 7/26], score = 810000 }"
        );
    }
}
