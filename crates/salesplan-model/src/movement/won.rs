//! Deals that were won, and what was signed on the same days, are the same sum.

use jiff::civil::Date;

use super::{Compared, Kind, Movement, Side, movement};
use crate::actuals::Actuals;
use crate::changes::Books;
use crate::diagnostic::{Diagnostic, WON_DIFFERS};
use crate::money::Money;
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan, Segment};
use crate::standing::Evening;

/// The difference between what a movement won and the signed facts of its days, before basis
/// and VAT.
pub fn won_differs(books: Books<'_>, whole: &Movement, since: Date, until: Date) -> Option<Diagnostic> {
    let plan = books.plan;
    let currency = plan.goal.currency?;
    let window = Period::new(since.tomorrow().ok()?, until)?;
    let actuals = Actuals::gather(plan, books.deals, books.facts, until);
    let segments = 0..plan.segments.len();
    let signed = segments.fold(0, |sum: i64, segment| {
        sum.saturating_add(actuals.signed(plan, segment, window))
    });
    let won = whole.buckets.get(&Kind::Won);
    let won = won.map_or(0, |total| total.worth.stated.saturating_neg());
    (won != signed).then(|| {
        let sum = |minor: i64| Money::new(minor, currency);
        Diagnostic::new(
            &WON_DIFFERS,
            format!(
                "from {} to {until} deals of {} were won, and {} are signed in the facts",
                window.from,
                sum(won),
                sum(signed)
            ),
        )
        .at(by_hand(plan).location.clone(), "")
        .help("enter what is missing; where deals are counted by hand, list all of them in deals.csv as well, or none")
    })
}

/// The segment that is the likeliest to be looked at: one whose deals are counted by hand.
fn by_hand(plan: &Plan) -> &Segment {
    let is_by_hand = |segment: &&Segment| segment.stages[segment.last_stage()].source == FactSource::Entered;
    let found = plan.segments.iter().find(is_by_hand);
    found.unwrap_or(&plan.segments[0])
}

/// The same for the week of an evening, as the dates of the deals tell it.
pub fn won_differs_in_week(books: Books<'_>, evening: Evening) -> Option<Diagnostic> {
    let (plan, deals) = (books.plan, books.deals);
    let since = days_before(evening.week.monday().max(plan.period.from), 1);
    let before = Side::gather(plan, deals, since);
    let after = Side::gather(plan, deals, evening.as_of);
    let compared = Compared {
        before: &before,
        after: &after,
        history: None,
    };
    let whole = movement(compared, |_| true);
    // Who lists no deals counts by hand alone, and has nothing to compare.
    if whole.is_empty() {
        return None;
    }
    won_differs(books, &whole, since, evening.as_of)
}
