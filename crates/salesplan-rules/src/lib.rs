//! The rule host: a company's own rules, written in Rhai, as answers to the questions
//! of `salesplan_model::rules`.
//!
//! This is the only crate that knows Rhai. It reads no file and no clock: scripts come
//! in as text and time as a callback. A script can do nothing but compute its answer,
//! within limits, and whatever is wrong with it is a finding that points at the script
//! and at the deal, step, person or segment at hand.

pub mod api;

mod answer;
mod bodies;
mod budget;
mod check;
mod compare;
mod compiled;
mod dates;
mod declared;
#[cfg(test)]
mod differential;
mod engine;
mod fault;
mod host;
mod inputs;
mod judge;
mod lists;
mod names;
mod numbers;
mod parameters;
mod question;
mod ratio;
mod rule;
mod rule_set;
mod source;
mod span;
mod statistics;
mod texts;
mod trace;
mod trial;
mod types;
mod value;
mod workdays;

pub use declared::{Declared, declared};
pub use engine::Clock;
pub use host::{Function, functions};
pub use inputs::{Input, InputType, inputs};
pub use judge::{Difference, Verdict, judge};
pub use question::{Question, Values, Watched};
pub use rule_set::RuleSet;
pub use source::{RuleSource, bundled, bundled_tests, bundled_text};
pub use trace::{Step, Trace};
pub use trial::{ParameterInEffect, Trial};
