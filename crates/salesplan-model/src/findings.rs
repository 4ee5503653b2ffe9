//! Checks of a plan that is readable: does it add up, and do its facts speak?

use crate::actuals::Actuals;
use crate::deal::{Deal, Status};
use crate::decompose::Decomposition;
use crate::diagnostic::{Diagnostic, GOAL_EXCEEDED, GOAL_NOT_COVERED, SHARES_EXCEED_GOAL, WON_DEALS_NOT_COUNTED};
use crate::money::Money;
use crate::plan::{FactSource, GoalAmount, Part, Plan};

/// Whether the segments together make the goal.
pub fn of_plan(plan: &Plan, decomposition: &Decomposition) -> Vec<Diagnostic> {
    let parts = decomposition.segments.iter().map(|need| units(need.goal));
    let planned = parts.fold(0_i64, i64::saturating_add);
    let goal = units(plan.goal.amount);
    let mut findings = Vec::new();
    if shares_exceed_one(plan) {
        findings.push(
            Diagnostic::new(
                &SHARES_EXCEED_GOAL,
                "the shares of the segments are more than the whole goal",
            )
            .at(plan.goal.location.clone(), "of this goal")
            .help("let the shares sum to 100 % at most"),
        );
    } else if planned < goal {
        findings.push(
            Diagnostic::new(
                &GOAL_NOT_COVERED,
                format!(
                    "the segments bring {} of {}: {} are missing",
                    show(plan, planned),
                    show(plan, goal),
                    show(plan, goal - planned)
                ),
            )
            .at(plan.goal.location.clone(), "this goal is not covered")
            .help("raise a segment, add one, or lower the goal"),
        );
    } else if planned > goal {
        findings.push(
            Diagnostic::new(
                &GOAL_EXCEEDED,
                format!(
                    "the segments bring {}, {} more than the goal",
                    show(plan, planned),
                    show(plan, planned - goal)
                ),
            )
            .at(plan.goal.location.clone(), "this goal is exceeded")
            .help("if this is meant, leave it: the review measures against the goal"),
        );
    }
    findings
}

fn shares_exceed_one(plan: &Plan) -> bool {
    let mut shares = plan.segments.iter().filter_map(|segment| match segment.part {
        Part::Share(rate) => Some(num_rational::Ratio::new(
            i128::from(rate.numerator()),
            i128::from(rate.denominator()),
        )),
        _ => None,
    });
    let zero = num_rational::Ratio::new_raw(0, 1);
    let sum = shares.try_fold(zero, |sum, share| num_traits::CheckedAdd::checked_add(&sum, &share));
    sum.is_none_or(|sum| sum > num_rational::Ratio::from_integer(1))
}

fn units(amount: GoalAmount) -> i64 {
    match amount {
        GoalAmount::Revenue(sum) => sum.minor,
        GoalAmount::Deals(count) => i64::try_from(count).unwrap_or(i64::MAX),
    }
}

fn show(plan: &Plan, units: i64) -> String {
    match plan.goal.amount {
        GoalAmount::Revenue(goal) => format!("{} {}", Money::new(units, goal.currency), goal.currency),
        GoalAmount::Deals(_) => format!("{units} deals"),
    }
}

/// Won deals that no fact speaks of: a segment that counts entered facts, has
/// none for its deals, and yet has won deals in the period.
pub fn of_facts(plan: &Plan, deals: &[Deal], actuals: &Actuals) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, segment) in plan.segments.iter().enumerate() {
        let last = segment.last_stage();
        if segment.stages[last].source == FactSource::Deals || actuals.count(index, last, plan.period) > 0 {
            continue;
        }
        let won = deals.iter().filter(|deal| {
            deal.segment == Some(index)
                && deal.status == Status::Won
                && deal
                    .closed
                    .is_some_and(|day| plan.period.contains(day) && day <= actuals.as_of)
        });
        let n_won = won.count();
        if n_won > 0 {
            findings.push(
                Diagnostic::new(
                    &WON_DEALS_NOT_COUNTED,
                    format!(
                        "segment `{}` counts entered facts and has none, but {n_won} of its deals are won",
                        segment.id
                    ),
                )
                .at(segment.location.clone(), "facts of this segment are entered by hand")
                .help("let it count the deals: `facts = { source = \"deals\" }`, or enter the facts"),
            );
        }
    }
    findings
}
