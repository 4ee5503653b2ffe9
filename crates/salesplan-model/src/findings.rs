//! Checks of a plan that is readable: does it add up, and do its facts speak?

use crate::actuals::Actuals;
use crate::deal::{Deal, Status};
use crate::decompose::{Decomposition, to_divide};
use crate::diagnostic::{
    Diagnostic, FACT_OUTSIDE_PERIOD, GOAL_EXCEEDED, GOAL_NOT_COVERED, LEADS_WITHOUT_CHANNEL, Location,
    MIX_CONVERTS_DIFFERENTLY, NUMBER_TOO_LARGE, SHARES_EXCEED_GOAL, UNDATED_STAGE, WON_DEALS_NOT_COUNTED,
};
use crate::fact::{Fact, Measure};
use crate::mix;
use crate::money::Money;
use crate::period::{Period, days_before};
use crate::plan::{FactSource, GoalAmount, Part, Plan, Segment};
use crate::rate::Rate;
use jiff::civil::Date;
use num_traits::ToPrimitive;

/// Whether the segments together make the goal.
pub fn of_plan(plan: &Plan, decomposition: &Decomposition) -> Vec<Diagnostic> {
    let parts = decomposition.segments.iter().map(|need| need.goal.units());
    let planned = parts.fold(0_i64, i64::saturating_add);
    // A goal in profit has its fixed costs to earn as well.
    let Some(goal) = to_divide(plan) else {
        return Vec::new();
    };
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

/// Where the channels' shares and conversions do not fit the need: by how much.
pub fn of_channels(plan: &Plan, decomposition: &Decomposition) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, (segment, need)) in plan.segments.iter().zip(&decomposition.segments).enumerate() {
        let leads = need.needs[0];
        let nowhere = need.leads.iter().find(|part| part.channel.is_none());
        if let Some(part) = nowhere.filter(|part| part.leads > 0) {
            findings.push(
                Diagnostic::new(
                    &LEADS_WITHOUT_CHANNEL,
                    format!(
                        "the channels of `{}` bring {} of {leads} leads: {} have no channel",
                        segment.id,
                        leads - part.leads,
                        part.leads
                    ),
                )
                .at(segment.location.clone(), "this segment")
                .help("raise a share or a fixed supply, or add a channel"),
            );
        }
        let rates: Vec<Rate> = (0..segment.last_stage()).map(|stage| segment.rate(stage)).collect();
        let by_funnel = mix::needs_at(&rates, need.deals).map(|needs| needs[0]);
        let has_channels = mix::serving(plan, index).next().is_some();
        if let Some(by_funnel) = by_funnel.filter(|by_funnel| has_channels && *by_funnel != leads) {
            findings.push(
                Diagnostic::new(
                    &MIX_CONVERTS_DIFFERENTLY,
                    format!(
                        "the channels of `{}` convert otherwise than its funnel: {leads} leads instead of {by_funnel}",
                        segment.id
                    ),
                )
                .at(segment.location.clone(), "this segment")
                .help("the channels' conversions hold; write what they come to into the funnel, so that both say the same"),
            );
        }
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

fn show(plan: &Plan, units: i64) -> String {
    match plan.goal.amount {
        GoalAmount::Revenue(goal) | GoalAmount::Profit(goal) => {
            format!("{} {}", Money::new(units, goal.currency), goal.currency)
        }
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

/// Deals that are in or past a stage which is counted from the deals, while no day
/// says since when: they are in no count of that stage. One finding a deal.
pub fn undated_stages(plan: &Plan, deals: &[Deal]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for deal in deals {
        let Some(segment) = deal.segment.map(|index| &plan.segments[index]) else {
            continue;
        };
        let Some(state) = deal.state(Some(segment), plan.period.to) else {
            continue;
        };
        // A win without a day has a finding of its own.
        let is_undated_win = |stage: usize| stage == segment.last_stage() && deal.status == Status::Won;
        let is_undated = |stage: &usize| {
            !is_undated_win(*stage)
                && segment.stages[*stage].source == FactSource::Deals
                && deal.reached(segment, *stage).is_none()
        };
        let reached = state.stage.map_or(0..0, |stage| 0..stage + 1);
        let undated: Vec<String> = reached
            .filter(is_undated)
            .map(|stage| format!("`entered.{}`", segment.stages[stage].id))
            .collect();
        if !undated.is_empty() {
            findings.push(
                Diagnostic::new(
                    &UNDATED_STAGE,
                    format!(
                        "no day says when deal `{}` came as far as it is; it is not counted there",
                        deal.id
                    ),
                )
                .at(deal.location.clone(), "this deal")
                .help(format!("fill {}", undated.join(", "))),
            );
        }
    }
    findings
}

/// The days to which the plan reaches: its period, and before it the days from which its
/// first deals need entries.
pub fn reach(plan: &Plan) -> Period {
    let lag = |segment: &Segment| {
        let steps = segment.stages.iter().filter_map(|stage| stage.step.as_ref());
        steps.fold(0, |days: u32, step| days.saturating_add(step.lag.days))
    };
    let longest = plan.segments.iter().map(lag).max().unwrap_or(0);
    Period {
        from: days_before(plan.period.from, longest),
        to: plan.period.to,
    }
}

/// Entries that lie after the period, or before all that is due in their stage and by more
/// than its lag before the period: they serve no figure. What a plan reads its evidence
/// from serves one.
pub fn facts_outside(plan: &Plan, decomposition: &Decomposition, facts: &[Fact]) -> Vec<Diagnostic> {
    let oldest = oldest_evidence(plan);
    let outside = facts.iter().filter(|fact| match (&fact.measure, fact.segment) {
        _ if fact.date < plan.period.from && oldest.is_some_and(|oldest| oldest <= fact.date) => false,
        (Measure::Entry { stage }, Some(segment)) => {
            let step = plan.segments[segment].stages[*stage].step.as_ref();
            let ripe = days_before(plan.period.from, step.map_or(0, |step| step.lag.days));
            let (first, _) = decomposition.segments[segment].schedule.days_of(*stage);
            fact.date > plan.period.to || fact.date < ripe.min(first)
        }
        (Measure::Stock { .. }, _) => false,
        // What a channel's leads cost is told over all days on which spending is recorded.
        (Measure::Spend, _) => fact.date > plan.period.to,
        _ => !plan.period.contains(fact.date),
    });
    outside
        .map(|fact| {
            Diagnostic::new(
                &FACT_OUTSIDE_PERIOD,
                format!("{} is outside the plan's period and counts nowhere", fact.date),
            )
            .at(fact.location.clone(), "this fact")
            .help(format!(
                "the plan runs from {}; put the fact into the plan of its own period",
                plan.period
            ))
        })
        .collect()
}

/// The first day from which a planned figure is to be read; `None` where none is.
fn oldest_evidence(plan: &Plan) -> Option<Date> {
    let asks = plan.segments.iter().flat_map(|segment| {
        let steps = segment.stages.iter().filter_map(|stage| stage.step.as_ref());
        let of_steps = steps.flat_map(|step| [step.ask.as_ref(), step.lag.ask.as_ref()]);
        let of_deals = segment.average_deal.as_ref().and_then(|average| average.ask.as_ref());
        of_steps.chain([of_deals]).flatten().collect::<Vec<_>>()
    });
    asks.map(|ask| ask.window.map_or(Date::MIN, |window| window.from)).min()
}

/// Whether the sums stay within 64 bits whatever is added up later: all amounts
/// without their signs, all counts, and every deal at its segment's average.
///
/// # Errors
/// `number-too-large` at the fact or deal that is one too many.
pub fn of_totals(plan: &Plan, deals: &[Deal], facts: &[Fact]) -> Result<(), Box<Diagnostic>> {
    let mut minor = Some(0_i64);
    let mut count = Some(0_i64);
    for fact in facts {
        let units = fact.amount.map_or(0, |amount| amount.minor);
        minor = minor.and_then(|sum| sum.checked_add(units.checked_abs()?));
        let counted = fact.count.map_or(Some(0), |count| count.ceil().to_i64());
        count = count.and_then(|sum| sum.checked_add(counted?));
        if minor.is_none() || count.is_none() {
            return Err(too_many(&fact.location, "up to this fact"));
        }
    }
    for deal in deals {
        let average = deal
            .segment
            .and_then(|index| plan.segments[index].average_deal.as_ref());
        let worth = deal
            .amount
            .or(average.map(|average| average.amount))
            .map_or(0, |amount| amount.minor);
        minor = minor.and_then(|sum| sum.checked_add(worth.checked_abs()?));
        if minor.is_none() {
            return Err(too_many(&deal.location, "up to this deal"));
        }
    }
    Ok(())
}

fn too_many(location: &Location, label: &str) -> Box<Diagnostic> {
    let finding = Diagnostic::new(&NUMBER_TOO_LARGE, "the sums of facts and deals do not fit 64 bits");
    Box::new(
        finding
            .at(location.clone(), label)
            .help("look for a slipped digit or a wrong unit"),
    )
}
