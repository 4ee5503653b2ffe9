//! What makes arms differ though the ways of selling do not: other times, other people, other
//! channels, and tags that were set when the outcome was known.

use std::collections::BTreeMap;

use crate::period::Week;

use super::cases::{Case, Cases};
use super::{Experiment, Measured};

/// Why a difference may come of something else than the way of selling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trap {
    /// The arms ran at different times: the part of their cases that stands in common weeks.
    Seasons(f64),
    /// Different people ran them: the part that is with the same people.
    People(f64),
    /// They had other channels: the part that came through the same ones.
    Channels(f64),
    /// All together one arm is ahead, within the channels the other: by how much, in units of
    /// the measure.
    Mix {
        /// The second arm less the first, over all cases.
        together: f64,
        /// The same within channels.
        within: f64,
    },
}

impl Trap {
    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Seasons(_) => "seasons",
            Self::People(_) => "people",
            Self::Channels(_) => "channels",
            Self::Mix { .. } => "mix",
        }
    }
}

/// Fewer cases of an arm say nothing of where they come from.
const CASES_MIN: usize = 10;
/// Arms that share less than this have other sources.
const SHARED_MIN: f64 = 0.5;
/// Weeks that count as one time.
const WEEKS_ALIKE: i64 = 4;

/// The traps that the cases of an arm and of the first one show.
pub fn traps(experiment: &Experiment, cases: &Cases<'_>, arm: usize) -> Vec<Trap> {
    let of = |arm: usize| -> Vec<&Case<'_>> { cases.ripe.iter().filter(|case| case.arm == arm).collect() };
    let (own, first) = (of(arm), of(0));
    if own.len() < CASES_MIN || first.len() < CASES_MIN {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut look = |shared: f64, trap: fn(f64) -> Trap| {
        if shared < SHARED_MIN {
            found.push(trap(shared));
        }
    };
    let time = |case: &Case<'_>| {
        Week::of(case.began)
            .monday()
            .duration_since(jiff::civil::Date::ZERO)
            .as_hours()
            / (24 * 7 * WEEKS_ALIKE)
    };
    look(shared(&own, &first, time), Trap::Seasons);
    look(
        shared(&own, &first, |case| case.owner.map(|id| id.as_str().to_string())),
        Trap::People,
    );
    let channel = |case: &Case<'_>| case.channel.map(|id| id.as_str().to_string());
    if experiment.is_about_channels() {
        return found;
    }
    look(shared(&own, &first, channel), Trap::Channels);
    if experiment.measure != Measured::CostPerDeal {
        found.extend(mix(&own, &first));
    }
    found
}

/// The part of two groups that is alike: the sum of the lesser of both shares.
fn shared<K: Ord>(own: &[&Case<'_>], first: &[&Case<'_>], key: impl Fn(&Case<'_>) -> K) -> f64 {
    let shares = |cases: &[&Case<'_>]| {
        let mut shares: BTreeMap<K, f64> = BTreeMap::new();
        for case in cases {
            *shares.entry(key(case)).or_default() += 1.0 / cases.len() as f64;
        }
        shares
    };
    let (own, first) = (shares(own), shares(first));
    let lesser = own
        .iter()
        .map(|(key, share)| share.min(first.get(key).copied().unwrap_or(0.0)));
    lesser.sum()
}

/// Simpson's paradox (1951): the difference of all together and that within channels, each
/// channel weighted by how much it tells, have opposite signs.
fn mix(own: &[&Case<'_>], first: &[&Case<'_>]) -> Option<Trap> {
    let mean = |cases: &[&Case<'_>]| cases.iter().map(|case| case.value).sum::<f64>() / cases.len() as f64;
    let mut channels: BTreeMap<Option<&str>, (Vec<&Case<'_>>, Vec<&Case<'_>>)> = BTreeMap::new();
    for case in own {
        channels
            .entry(case.channel.map(|id| id.as_str()))
            .or_default()
            .0
            .push(case);
    }
    for case in first {
        channels
            .entry(case.channel.map(|id| id.as_str()))
            .or_default()
            .1
            .push(case);
    }
    let both = channels
        .values()
        .filter(|(own, first)| !own.is_empty() && !first.is_empty());
    let (mut sum, mut weights) = (0.0, 0.0);
    for (own, first) in both {
        // Mantel and Haenszel (1959).
        let weight = own.len() as f64 * first.len() as f64 / (own.len() + first.len()) as f64;
        sum += weight * (mean(own) - mean(first));
        weights += weight;
    }
    if weights == 0.0 {
        return None;
    }
    let (together, within) = (mean(own) - mean(first), sum / weights);
    (together * within < 0.0).then_some(Trap::Mix { together, within })
}
