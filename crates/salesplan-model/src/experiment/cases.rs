//! Which deals belong to which arm, and what came of those that had time.

use jiff::civil::Date;

use crate::conversion::trial;
use crate::deal::{Deal, Status};
use crate::fact::{Fact, Measure};
use crate::id::{ChannelId, PersonId};
use crate::period::{Period, days_between};
use crate::plan::{Lag, Plan, Segment};
use crate::playbook::version_of;
use crate::standing::Books;

use super::{Arm, Experiment, Measured};

/// A deal of an arm that had time.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<'a> {
    /// The day on which it began.
    pub began: Date,
    /// The evening on which it began to count.
    pub ripe: Date,
    /// Index of its arm.
    pub arm: usize,
    /// What came of it: 1 or 0 for what can pass, minor units, days.
    pub value: f64,
    /// Its channel.
    pub channel: Option<&'a ChannelId>,
    /// Who works on it.
    pub owner: Option<&'a PersonId>,
}

/// Money spent for an arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spent {
    /// The evening on which it began to count.
    pub ripe: Date,
    /// Index of the arm.
    pub arm: usize,
    /// Minor units.
    pub minor: f64,
}

/// What an experiment has to go by on an evening.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cases<'a> {
    /// Those that had time, in the order in which they began to count.
    pub ripe: Vec<Case<'a>>,
    /// Money, for the cost of a deal.
    pub spent: Vec<Spent>,
    /// Shape: one an arm. Those that have not had time.
    pub n_young: Vec<u64>,
    /// Those that fit several arms and count in none.
    pub n_in_several: u64,
    /// Won deals without an amount, which say nothing of its average.
    pub n_without_amount: u64,
}

/// Where nothing says how long passing takes, a case has had time after a week.
pub const DAYS_MIN: u32 = 7;

/// Days after which a case counts, passed or not: what the experiment states; else the longest
/// of the planned days of every step on its way, or twice the usual ones where only these are
/// known, since half of those who pass take longer. None for deals that are won already.
pub fn matures_after(plan: &Plan, experiment: &Experiment) -> u32 {
    let segment = &plan.segments[experiment.segment];
    let steps = match experiment.measure {
        Measured::AverageDeal => return 0,
        Measured::Conversion => experiment.stage..experiment.stage + 1,
        Measured::CycleDays | Measured::CostPerDeal => experiment.stage..segment.last_stage(),
    };
    let all: u32 = steps.map(|stage| longest(&segment.step(stage).lag)).sum();
    experiment.matures_after.unwrap_or(all.max(DAYS_MIN))
}

/// The longest of the planned days of a step, or twice the usual ones where only these are known.
pub fn longest(lag: &Lag) -> u32 {
    let stated = lag.quantiles.iter().map(|(_, days)| *days).max();
    stated.filter(|days| *days > lag.days).unwrap_or(2 * lag.days)
}

/// Assigns deals and spending to the arms, as known on an evening.
///
/// A case that has not had time is no failure, and if it has passed already it does not count
/// either: among those that began lately only the quick ones would be seen.
pub fn cases<'a>(books: Books<'a>, experiment: &Experiment, as_of: Date) -> Cases<'a> {
    let segment = &books.plan.segments[experiment.segment];
    let days = matures_after(books.plan, experiment);
    let last = experiment.last_day(as_of);
    let mut found = Cases {
        n_young: vec![0; experiment.arms.len()],
        ..Cases::default()
    };
    let Some(window) = Period::new(experiment.days.from, last) else {
        return found;
    };
    let deals = books.given.deals.iter();
    for deal in deals.filter(|deal| deal.segment == Some(experiment.segment)) {
        let Some(began) = began(deal, segment, experiment, as_of).filter(|day| window.contains(*day)) else {
            continue;
        };
        let fits = |arm: &usize| belongs(books, experiment, deal, &experiment.arms[*arm], began);
        let mut arms = (0..experiment.arms.len()).filter(fits);
        let arm = match (arms.next(), arms.next()) {
            (Some(arm), None) => arm,
            (first, _) => {
                found.n_in_several += u64::from(first.is_some());
                continue;
            }
        };
        let ripe = days_after(began, days);
        if ripe > as_of {
            found.n_young[arm] += 1;
            continue;
        }
        match outcome(deal, segment, experiment, began, ripe) {
            Outcome::Value(value) => found.ripe.push(Case {
                began,
                ripe,
                arm,
                value,
                channel: deal.channel.as_ref(),
                owner: deal.owner.as_ref(),
            }),
            Outcome::NoAmount => found.n_without_amount += 1,
            Outcome::None => {}
        }
    }
    // Ties stay in file order.
    found.ripe.sort_by_key(|case| case.ripe);
    if experiment.measure == Measured::CostPerDeal {
        found.spent = spent(books.given.facts, experiment, window, days, as_of);
    }
    found
}

pub(super) fn belongs(books: Books<'_>, experiment: &Experiment, deal: &Deal, arm: &Arm, began: Date) -> bool {
    let has_tag = arm.tag.as_ref().is_none_or(|tag| deal.tags.contains(tag));
    has_tag
        && arm.takes(deal.channel.as_ref(), deal.owner.as_ref(), began)
        && has_playbook(books, experiment, deal, arm)
}

/// The playbook is that of the experiment's stage, also where a case begins with a later one.
fn has_playbook(books: Books<'_>, experiment: &Experiment, deal: &Deal, arm: &Arm) -> bool {
    let Some(asked) = &arm.playbook else { return true };
    let segment = &books.plan.segments[experiment.segment];
    version_of(books.given.playbooks, deal, segment, experiment.stage) == Some(asked)
}

/// The day on which a deal becomes a case: it enters the stage, or it is won.
pub(super) fn began(deal: &Deal, segment: &Segment, experiment: &Experiment, as_of: Date) -> Option<Date> {
    let stage = match experiment.measure {
        Measured::AverageDeal => segment.last_stage(),
        _ => experiment.stage,
    };
    deal.reached(segment, stage).filter(|day| *day <= as_of)
}

enum Outcome {
    Value(f64),
    NoAmount,
    None,
}

fn outcome(deal: &Deal, segment: &Segment, experiment: &Experiment, began: Date, ripe: Date) -> Outcome {
    let won = || {
        let won = deal.reached(segment, segment.last_stage()).filter(|day| *day <= ripe);
        won.filter(|_| deal.status == Status::Won)
    };
    let in_time = |stage| {
        let day = Period { from: began, to: began };
        trial(deal, segment, stage, day, ripe)
    };
    match experiment.measure {
        Measured::Conversion => match in_time(experiment.stage) {
            Some(trial) => Outcome::Value(f64::from(u8::from(trial.passed))),
            None => Outcome::None,
        },
        Measured::AverageDeal => match deal.amount {
            Some(amount) => Outcome::Value(amount.minor as f64),
            None => Outcome::NoAmount,
        },
        Measured::CycleDays => match won() {
            Some(day) => Outcome::Value(days_between(began, day) as f64),
            None => Outcome::None,
        },
        Measured::CostPerDeal => Outcome::Value(f64::from(u8::from(won().is_some()))),
    }
}

fn spent(facts: &[Fact], experiment: &Experiment, window: Period, days: u32, as_of: Date) -> Vec<Spent> {
    let mut all = Vec::new();
    let spending = facts.iter().filter(|fact| fact.measure == Measure::Spend);
    for fact in spending.filter(|fact| fact.segment.is_none_or(|segment| segment == experiment.segment)) {
        let ripe = days_after(fact.date, days);
        if !window.contains(fact.date) || ripe > as_of {
            continue;
        }
        let takes = |arm: &usize| {
            let arm = &experiment.arms[*arm];
            arm.tag.is_none()
                && arm.playbook.is_none()
                && arm.takes(fact.channel.as_ref(), fact.person.as_ref(), fact.date)
        };
        let mut arms = (0..experiment.arms.len()).filter(takes);
        if let (Some(arm), None, Some(amount)) = (arms.next(), arms.next(), fact.amount) {
            let minor = amount.minor as f64;
            all.push(Spent { ripe, arm, minor });
        }
    }
    all.sort_by_key(|spent| spent.ripe);
    all
}

/// The day that comes so many days later, or the last one that there is.
pub(crate) fn days_after(day: Date, days: u32) -> Date {
    let span = jiff::Span::new().try_days(i64::from(days)).ok();
    span.and_then(|span| day.checked_add(span).ok()).unwrap_or(Date::MAX)
}
