//! Import profiles.
