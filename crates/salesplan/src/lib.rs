//! salesplan
