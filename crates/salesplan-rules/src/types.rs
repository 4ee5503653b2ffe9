//! What can be told of a script's values before there are any: which types an expression
//! may have, and which can never go together.
//!
//! Inputs have declared types and parameters values. Everything else is a set of types that
//! grows until nothing changes: a name has all types that anything of that name is ever
//! given, wherever it stands. So the sets are too large at times and never too small, and
//! what is told of is wrong whenever it is reached.

mod functions;
mod infer;
pub(crate) mod kinds;
mod operators;

pub(crate) use infer::{Known, check};
