//! Real repositories, made by the real `git` in folders of their own.

// Tests set scenes with files and commands, and a panic is how a test fails;
// both bans are for the program.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stderr)]

mod beside_the_user;
mod child;
mod history;
mod interrupted;
mod killed;
mod kinds;
mod racing;
mod reading;
mod recovering;
mod refusing;
mod sandbox;
mod signers;
mod signing;
mod verifying;
