//! The program as a process: what only its environment, its streams and its end
//! can show. All else is tested in-process, in the suite at the top of the tree.

// Tests make the files that the program reads, and a step that fails ends them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod arguments;
mod environment;
mod sandbox;
mod streams;
mod watchdog;
