//! Rules for other programs and for readers: which file serves, what a rule was told and
//! did, what came of its test cases.

use salesplan_model::rule_value::RuleValue;
use serde::{Serialize, Serializer};

/// A value of a rule. Numbers are texts, so that they stay exact: `"810000"`, `"7/26"`;
/// lists and maps are those of JSON; what only a script can hold is null.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueView(RuleValue);

impl ValueView {
    /// Shapes a value.
    pub fn new(value: &RuleValue) -> Self {
        Self(value.clone())
    }
}

impl Serialize for ValueView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            RuleValue::Number(_) | RuleValue::Ratio { .. } | RuleValue::Day(_) => serializer.collect_str(&self.0),
            RuleValue::Text(text) => serializer.serialize_str(text),
            RuleValue::Flag(flag) => serializer.serialize_bool(*flag),
            RuleValue::List(items) => serializer.collect_seq(items.iter().map(Self::new)),
            RuleValue::Map(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, Self::new(value))))
            }
            RuleValue::Other(_) => serializer.serialize_none(),
        }
    }
}

/// An input, a parameter or a variable.
#[derive(Debug, Clone, Serialize)]
pub struct NamedView {
    /// Its name in the script.
    pub name: String,
    /// Null where there is none.
    pub value: Option<ValueView>,
}

impl NamedView {
    /// Shapes a name with its value.
    pub fn new(name: &str, value: Option<&RuleValue>) -> Self {
        Self {
            name: name.to_string(),
            value: value.map(ValueView::new),
        }
    }
}

/// One statement that a rule ran.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// The line of the script where it begins, from 1.
    pub line: usize,
    /// That line.
    pub text: String,
    /// Variables that are new or have another value now.
    pub changes: Vec<NamedView>,
}

impl StepView {
    /// Shapes a step.
    pub fn new(line: usize, text: &str, changes: &[(String, RuleValue)]) -> Self {
        let changes = changes.iter();
        Self {
            line,
            text: text.to_string(),
            changes: changes.map(|(name, value)| NamedView::new(name, Some(value))).collect(),
        }
    }
}

/// A hook with the file that serves it.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView {
    /// The hook.
    pub hook: &'static str,
    /// The path of the file; a bundled rule has the one that it would have in a workspace.
    pub file: String,
    /// Whether it is the rule that comes with the program.
    pub bundled: bool,
    /// The same in words, with the reason.
    pub why: String,
    /// When it is asked.
    pub asked: &'static str,
    /// What it answers.
    pub answers: &'static str,
    /// The parameters that it reads.
    pub parameters: Vec<ParameterView>,
}

/// A parameter in effect.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterView {
    /// Its key in `salesplan.toml`.
    pub name: String,
    /// The value; null where it has no default and is not set.
    pub value: Option<ValueView>,
    /// The value as a test case would have it.
    pub shown: String,
    /// The file that sets it; null for a default.
    pub file: Option<String>,
    /// The line there, from 1.
    pub line: Option<usize>,
    /// What it means, where the bundled rule says so.
    pub about: Option<String>,
}

/// All hooks, as `rules list` prints them.
#[derive(Debug, Clone, Serialize)]
pub struct RulesView {
    /// The version of the document.
    pub schema_version: u32,
    /// In the order of asking.
    pub rules: Vec<RuleView>,
}
