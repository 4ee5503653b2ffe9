//! salesplan
fn main() {}
