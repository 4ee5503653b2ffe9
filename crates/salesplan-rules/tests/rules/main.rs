//! The rules as their users meet them: a script, a question, an answer or a finding.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod attacks;
mod bundled;
mod calls;
mod faults;
mod past;
mod spread;
mod values;
mod world;
