//! Imports from the outside: a profile, a file and what is stored go in; files,
//! counts and findings come out.
//!
//! Files made by hand show one behaviour each; `real_data` goes through public
//! data sets where they lie beside the checkout.

#![allow(clippy::disallowed_methods, reason = "tests read files and the environment")]
#![allow(clippy::print_stderr, reason = "a test that skips says so")]

mod as_of;
mod clients;
mod examples;
mod exports;
mod facts;
mod fixture;
mod forms;
mod gone;
mod hostile;
mod profile;
mod real_data;
mod rejected;
mod upsert;
