//! Plans within plans: company, department, team.

use rust_decimal::Decimal;

use crate::diagnostic::Location;
use crate::id::PlanId;
use crate::plan::GoalAmount;

/// How a plan stands to others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Family {
    /// The plan that this one is a part of, with the place where that is said.
    pub parent: Option<(PlanId, Location)>,
    /// The children's goals together are this many times the goal; `None` for once.
    pub over_assignment: Option<Decimal>,
    /// What the plan assigns to its children, in the goal's metric.
    pub assigned: Vec<Assigned>,
    /// Where the children are spoken of, where they are.
    pub location: Option<Location>,
}

/// What a plan assigns to a child.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    /// The child.
    pub plan: PlanId,
    /// How much.
    pub amount: GoalAmount,
    /// Where that stands.
    pub location: Location,
}
