//! Other figures that the plan keeps beside its own.

use crate::diagnostic::Location;
use crate::what_if::Setting;

/// A named set of other figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its key in the file.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it sets, in file order, with the place of each.
    pub settings: Vec<(Setting, Location)>,
    /// Where the scenario stands in the file.
    pub location: Location,
}
