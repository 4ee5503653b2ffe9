//! What the files *say*: every text format of a workspace, read with the place
//! of each value and lowered to the model.
//!
//! This is the only crate that reads TOML and the workspace's CSV. It gets its files as a
//! [`snapshot::Snapshot`] and never opens one, so the same code reads a work
//! tree and any revision of the history.

pub mod actions_file;
pub mod agreement_file;
pub mod baseline_file;
pub mod calendars;
mod clients;
pub mod commitments;
pub mod commitments_text;
pub mod csv_text;
pub mod deals;
pub mod deals_past;
pub mod digest;
pub mod experiments_file;
pub mod experiments_text;
pub mod facts;
pub mod import;
pub mod inputs;
pub mod names_file;
pub mod outline;
pub mod pinned;
pub mod plan_file;
pub mod playbooks_file;
pub mod profile;
pub mod reassign;
pub mod recording;
pub mod rule_tests;
pub mod settings_file;
pub mod snapshot;
pub mod sources;
pub mod team_file;
pub mod workspace;

pub use salesplan_model::suggest;

mod block_text;
mod calendar_file;
mod deals_csv;
mod exchange;
mod facts_memo;
mod lower;
mod parallel;
mod rows;
mod sink;
mod table;
mod window;
