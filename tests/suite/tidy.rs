//! Tests of the source tree itself: what ARCHITECTURE.md promises of the crates,
//! how long a file may be, and what must stand at the top.

mod bundled;
mod crates;
mod front_door;
mod sources;
