//! Which evening a command is about: the one that was named, else that of the
//! last week that has ended.

use jiff::civil::Date;
use salesplan_model::period::{Period, Week};
use salesplan_model::standing::{Evening, OutsidePeriod};

use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;

/// The evening at hand for a plan's period. The clock chooses only where neither a week nor a day was
/// given; else it tells whether that evening has come.
pub(crate) fn choose(global: &Global, period: Period, console: &Console<'_>) -> Result<Evening, Failure> {
    let chosen = match (global.week, global.as_of) {
        (Some(weeks), _) => {
            let week = weeks
                .only()
                .ok_or_else(|| Failure::usage("only `review` takes several weeks", "name one of them"))?;
            Evening::of_week(week, period)
        }
        (None, Some(day)) => Evening::of_day(day, period),
        (None, None) => last_before(console.today(), period),
    };
    let chosen = chosen.map(|evening| evening.seen_on(console.today()));
    chosen.map_err(|outside| outside_period(outside, global))
}

/// The same for what looks back; of a named week that is not over, the evening of today. A day is
/// named by whoever wants to see that very evening, come or not.
pub(crate) fn choose_so_far(global: &Global, period: Period, console: &Console<'_>) -> Result<Evening, Failure> {
    let evening = choose(global, period, console)?;
    let today = console.today();
    if global.as_of.is_some() || evening.as_of <= today {
        return Ok(evening);
    }
    let so_far = Evening::of_day(today, period).ok();
    so_far.filter(|so_far| so_far.week == evening.week).ok_or_else(|| {
        Failure::usage(
            format!("week {} has not come yet: today is {today}", evening.week),
            format!("to look ahead, as if nothing more happened: --as-of {}", evening.as_of),
        )
    })
}

/// An evening whose review may be committed: one that is over, or today's where it was named.
pub(crate) fn over(evening: Evening, global: &Global, console: &Console<'_>) -> Result<Evening, Failure> {
    let (as_of, today) = (evening.as_of, console.today());
    if as_of < today || (as_of == today && global.as_of == Some(today)) {
        return Ok(evening);
    }
    Err(Failure::usage(
        format!("{as_of} is not over, so what happened up to it cannot be committed: today is {today}"),
        format!("commit it when {as_of} is over; a review of what is there so far: --as-of {today}"),
    ))
}

/// That of the last week that ended before a day. After the period its last evening is the one
/// to look at.
fn last_before(day: Date, period: Period) -> Result<Evening, OutsidePeriod> {
    let ended = Week::of(day).before();
    if ended.monday() > period.to {
        Evening::of_day(period.to, period)
    } else {
        Evening::of_week(ended, period)
    }
}

/// The same; before the first week has ended, that of the first week.
pub(crate) fn last_before_or_first(day: Date, period: Period) -> Result<Evening, OutsidePeriod> {
    last_before(day, period).or_else(|_| Evening::of_week(Week::of(period.from), period))
}

/// The same; before the first week has ended, that of the first week.
pub(crate) fn choose_or_first(global: &Global, period: Period, console: &Console<'_>) -> Result<Evening, Failure> {
    let is_named = global.week.is_some() || global.as_of.is_some();
    match choose(global, period, console) {
        Err(outside) if !is_named => Evening::of_week(Week::of(period.from), period).map_err(|_| outside),
        chosen => chosen,
    }
}

pub(crate) fn outside_period(outside: OutsidePeriod, global: &Global) -> Failure {
    let OutsidePeriod { week, period } = outside;
    let first = Week::of(period.from);
    if global.week.is_none() && global.as_of.is_none() {
        return Failure::usage(
            format!("no week of the plan has ended yet: it runs from {}", period),
            format!("name a week to look at: --week {first}"),
        );
    }
    if let Some(day) = global.as_of {
        return Failure::usage(
            format!("{day} is before the plan's period, {period}"),
            format!("the first day is {}", period.from),
        );
    }
    Failure::usage(
        format!("week {week} is outside the plan's period, {period}"),
        if week > first {
            format!("the last week is {}", Week::of(period.to))
        } else {
            format!("the first week is {first}")
        },
    )
}
