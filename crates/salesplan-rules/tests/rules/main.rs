//! The rules as their users meet them: a script, a question, an answer or a finding.

mod attacks;
mod bundled;
mod calls;
mod faults;
mod values;
mod world;
