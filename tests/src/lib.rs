//! What every test of the program stands on: a workspace in a temporary folder,
//! the program run in-process with a fixed day and nothing of the machine's
//! environment, and cases that are folders a salesperson could read.

// Tests are the edge of the edge: they make the files that the program reads,
// and a step that fails ends the test.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

pub mod case;
pub mod expected;
pub mod git;
pub mod outcome;
pub mod source_tree;
pub mod workspace;

pub use outcome::Outcome;
pub use workspace::Workspace;
