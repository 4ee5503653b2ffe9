//! A test case of a rule: what it is given, and what it is expected to answer.

use std::collections::BTreeMap;

use crate::diagnostic::Location;
use crate::rule_value::RuleValue;
use crate::settings::Parameter;

/// One case, as its file says it.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleCase {
    /// What it shows, in a person's words.
    pub name: String,
    /// Where the name stands.
    pub location: Location,
    /// The inputs, in file order.
    pub given: Vec<Given>,
    /// Where the inputs stand.
    pub given_location: Location,
    /// Parameters by name, over those of `salesplan.toml`.
    pub parameters: BTreeMap<String, Parameter>,
    /// What is to come of it.
    pub expected: Expected,
}

/// An input that a case gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The name as a script has it: with `_`.
    pub name: String,
    /// Where the name stands.
    pub name_location: Location,
    /// The value as it is written: a fraction is a text here.
    pub value: RuleValue,
    /// Where the value stands.
    pub location: Location,
}

/// What is to come of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// This answer. Of a map only the parts that are named here.
    Answer(RuleValue),
    /// A fault with these words in its message.
    Fault(String),
}
