//! The quick way: a script lowered once into a tree of our own, with every variable in a
//! numbered place and every operator chosen by the two values at hand.
//!
//! It answers or it stands aside. Whatever it does not know (a construct, a function, a
//! fault, a limit that comes near) is left to Rhai, which is asked the same question from
//! the beginning. Rules are pure, so nobody can tell; and every message has one origin.
//! So the one thing to hold is: where this gives an answer, Rhai gives the same.

mod answer;
mod closures;
mod functions;
mod lower;
mod operators;
mod run;
mod tree;
mod value;

pub(crate) use answer::{between, priority, rate};
pub(crate) use lower::Outside;
pub(crate) use tree::Program;
pub(crate) use value::Value;
