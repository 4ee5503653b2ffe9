//! The rule host: a company's own rules, written in Rhai, as answers to the questions
//! of `salesplan_model::rules`.
//!
//! This is the only crate that knows Rhai. It reads no file and no clock: scripts come
//! in as text and time as a callback. A script can do nothing but compute its answer,
//! within limits, and whatever is wrong with it is a finding that points at the script
//! and at the deal, step, person or segment at hand.

mod answer;
mod bodies;
mod budget;
mod check;
mod compare;
mod compiled;
mod dates;
#[cfg(test)]
mod differential;
mod engine;
mod fault;
mod host;
mod inputs;
mod lists;
mod names;
mod numbers;
mod parameters;
mod ratio;
mod rule;
mod rule_set;
mod source;
mod span;
mod texts;
mod types;

pub use engine::Clock;
pub use host::{Function, functions};
pub use inputs::{Input, InputType, inputs};
pub use rule_set::RuleSet;
pub use source::{BundledParameter, RuleSource, bundled, bundled_parameters};
