//! The report, which is the contract: versioned values that JSON prints and
//! templates receive; and their rendering.
//!
//! Figures arrive in the report computed, sorted and summed. Templates format
//! and nothing else. This is the only crate that knows minijinja.

pub mod actions;
pub mod agreement;
pub mod breakdown;
pub mod changes;
pub mod channels;
pub mod chart;
pub mod clients;
pub mod comparison;
pub mod deals;
pub mod decomposition;
pub mod experiments;
pub mod explanation;
pub mod family;
pub mod findings;
pub mod html;
pub mod index;
pub mod language;
pub mod lessons;
pub mod levers;
pub mod marginal;
pub mod movement;
pub mod outlook;
pub mod person;
pub mod plan_fact;
pub mod playbooks;
pub mod replay;
pub mod report;
pub mod resources;
pub mod rules;
pub mod shift;
pub mod since;
pub mod sources;
pub mod steps;
pub mod team;
pub mod team_page;
pub mod template;
pub mod terminal;
pub mod vocabulary;
pub mod wording;

mod escape;
mod figures;
mod filters;
mod folds;
mod words;

/// The version of every JSON document of this crate.
pub const SCHEMA_VERSION: u32 = 2;
