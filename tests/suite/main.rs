//! The suite: the program as its users meet it, command by command, in-process.

// Tests make the files that the program reads, and a step that fails ends them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod actions;
mod calendars;
mod channels;
mod clients;
#[cfg(unix)]
mod command_sources;
mod commit;
mod commitments;
mod currencies;
mod demo;
mod diagnostics;
mod diffs;
mod docs;
mod evenings;
mod experiments;
mod explain;
mod families;
mod history;
mod hostile_texts;
mod imports;
mod json;
mod languages;
mod movement;
mod outlook;
mod pinned;
mod places;
mod plans;
mod playbooks;
mod privacy;
mod proof;
mod properties;
mod recording;
mod replay;
mod reviews;
mod rules;
mod servers;
mod steps;
mod teams;
mod templates;
mod tidy;
mod turns;
mod verify;
