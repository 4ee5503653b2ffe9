//! The deals that speak for an evening: those of the files, or where these were written long after
//! it, what was recorded by then with whatever the files date up to it.
//!
//! What carries a day (a win, a stage entered, the day a deal was created) counts from that day on,
//! whenever somebody wrote it down. What carries none (an amount, an expected close, an owner) is as
//! it was recorded by the evening; of a deal that nobody had recorded by then it can only be taken
//! from the files, and the deal says so.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::deal::{Deal, Status};
use crate::id::DealId;
use crate::period::days_between;
use crate::plan::Segment;

/// What the deals of an evening are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// The files, which were written by then or within the week that followed.
    #[default]
    Files,
    /// What the week's own review was made from, since the files are of a much later day.
    Review,
    /// What was recorded by then, likewise.
    History,
    /// The files, though they are of a much later day: nothing else is known.
    LaterFiles,
}

impl Basis {
    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Review => "review",
            Self::History => "history",
            Self::LaterFiles => "later_files",
        }
    }
}

/// Files of a later day than this many after an evening do not speak for it: a review of a week
/// is made in the one that follows, and what is put right meanwhile belongs to it.
const DAYS_TO_REVIEW: i64 = 7;

/// Whether files that were written on a day are of too late a day to speak for an evening.
pub fn are_too_late(written: Date, evening: Date) -> bool {
    days_between(evening, written) >= DAYS_TO_REVIEW
}

/// The newest day on which the deals say that something happened: they were not written before.
pub fn newest_day(deals: &[Deal]) -> Option<Date> {
    let days = |deal: &Deal| deal.created.into_iter().chain(deal.closed);
    let entered = deals.iter().flat_map(|deal| deal.entered.iter().copied().flatten());
    deals.iter().flat_map(days).chain(entered).max()
}

/// The deals of files that are of too late a day, where nothing else is known.
pub fn of_later_files(files: &[Deal]) -> Vec<Deal> {
    files.iter().map(of_later_day).collect()
}

/// The deals of an evening as they were `recorded` by then, with what the later `files` date up to
/// it. Both are read as one plan with these segments
/// understands them.
pub fn as_recorded(segments: &[Segment], recorded: Vec<Deal>, files: &[Deal], evening: Date) -> Vec<Deal> {
    let by_id = recorded.into_iter().map(|deal| (deal.id.clone(), deal));
    let mut recorded: BTreeMap<DealId, Deal> = by_id.collect();
    let is_decided = |deal: &Deal| {
        let segment = deal.segment.map(|index| &segments[index]);
        deal.status != Status::Open && deal.decided_on(segment).is_some_and(|day| day <= evening)
    };
    let was_there = |deal: &Deal| deal.first_known().is_some_and(|day| day <= evening);
    let of_evening = |deal: &Deal| match recorded.remove(&deal.id) {
        // What it was sold for was recorded too, unless the win was not.
        Some(recorded) if is_decided(&recorded) => Some(with_dates_of(recorded, deal, evening)),
        _ if is_decided(deal) => Some(deal.clone()),
        Some(recorded) => Some(with_dates_of(recorded, deal, evening)),
        None => was_there(deal).then(|| of_later_day(deal)),
    };
    let mut deals: Vec<Deal> = files.iter().filter_map(of_evening).collect();
    deals.extend(recorded.into_values());
    deals
}

fn of_later_day(deal: &Deal) -> Deal {
    Deal {
        is_of_later_day: true,
        ..deal.clone()
    }
}

fn with_dates_of(recorded: Deal, later: &Deal, evening: Date) -> Deal {
    let known = |day: Option<Date>| day.filter(|day| *day <= evening);
    let entered = if recorded.segment == later.segment {
        let days = later.entered.iter().zip(&recorded.entered);
        days.map(|(later, recorded)| known(*later).or(*recorded)).collect()
    } else {
        recorded.entered
    };
    Deal {
        created: known(later.created).or(recorded.created),
        gone: known(later.gone).or(recorded.gone),
        entered,
        ..recorded
    }
}

#[cfg(test)]
mod tests;
