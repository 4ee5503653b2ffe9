//! How a plan's goal stands to those of the plans above and below it.

use salesplan_model::family::{Child, Figures};
use salesplan_model::money::Money;
use salesplan_model::plan::GoalAmount;
use serde::Serialize;
use serde_json::Value;

use crate::decomposition::{GoalView, goal_view};
use crate::figures::{Days, goal_amount};

/// A plan between its parent and its children.
#[derive(Debug, Clone, Serialize)]
pub struct FamilyView {
    /// The plan that it is a part of; null for none.
    pub parent: Option<String>,
    /// What the parent assigns to it; null for nothing.
    pub assigned: Option<Value>,
    /// The children's goals together are to be this many times the goal.
    pub over_assignment: String,
    /// The children, by name.
    pub children: Vec<ChildView>,
    /// Their goals together; null without children, and where they cannot be added up.
    pub children_goal: Option<Value>,
    /// What they are asked for together; null without children.
    pub expected: Option<Value>,
    /// Their goals less what they are asked for; null where there is no sum.
    pub difference: Option<Value>,
}

/// One child.
#[derive(Debug, Clone, Serialize)]
pub struct ChildView {
    /// Its id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// Its own goal.
    pub goal: GoalView,
    /// What the plan assigns to it; null for nothing.
    pub assigned: Option<Value>,
    /// The days it covers.
    pub period: Days,
}

impl FamilyView {
    pub(crate) fn new(figures: &Figures<'_>) -> Self {
        let child = |child: &Child<'_>| ChildView {
            plan: child.plan.id.to_string(),
            title: child.plan.title.clone(),
            goal: goal_view(child.plan),
            assigned: child.assigned.map(goal_amount),
            period: Days::new(child.plan.period.from, child.plan.period.to),
        };
        // A difference may be below nothing, a count of deals may not.
        let difference = |units: i64| match figures.expected {
            Some(GoalAmount::Revenue(sum) | GoalAmount::Profit(sum)) => {
                Value::from(Money::new(units, sum.currency).to_string())
            }
            _ => Value::from(units),
        };
        Self {
            parent: figures.parent.map(ToString::to_string),
            assigned: figures.assigned.map(goal_amount),
            over_assignment: figures.over_assignment.normalize().to_string(),
            children: figures.children.iter().map(child).collect(),
            children_goal: figures.children_goal.map(goal_amount),
            expected: figures.expected.map(goal_amount),
            difference: figures.difference.map(difference),
        }
    }
}
