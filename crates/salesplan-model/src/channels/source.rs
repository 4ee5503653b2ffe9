//! What became of the leads of one source.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Aimed, Brought, Look, Share, Source};
use crate::conversion::{Trial, trial};
use crate::deal::{Deal, Status};
use crate::experiment::{DAYS_MIN, longest};
use crate::period::{Period, days_before, days_between};

/// A deal of so many planned averages is a large one.
const LARGE: i64 = 2;

impl Look<'_> {
    /// Everything that the deals of a source tell.
    pub(super) fn source(&self, deals: &[&Deal]) -> Source {
        let mut source = Source {
            steps: self.steps(deals),
            large: self.large(deals),
            ..Source::default()
        };
        if self.follows_leads() {
            self.add_aim(&mut source, deals);
            self.add_warmth(&mut source, deals);
            self.add_deals(&mut source, deals);
        }
        source
    }

    fn add_aim(&self, source: &mut Source, deals: &[&Deal]) {
        let mut reasons: BTreeMap<Option<&str>, u64> = BTreeMap::new();
        for deal in deals {
            let qualified = match &self.aimed {
                Aimed::Stage(stage) => self.came_to(deal, *stage),
                Aimed::Tag(tag) => self
                    .began(deal, self.aimed_after())
                    .map(|_| self.became(deal, deal.tags.contains(tag), self.as_of())),
            };
            let Some(qualified) = qualified else { continue };
            source.qualified.add(qualified);
            if !qualified.passed && self.is_lost(deal) {
                *reasons.entry(deal.lost_reason.as_deref()).or_default() += 1;
            }
        }
        let mut reasons: Vec<(Option<String>, u64)> = reasons
            .into_iter()
            .map(|(reason, count)| (reason.map(str::to_string), count))
            .collect();
        // The most frequent first, unnamed ones last; equal ones by their words.
        reasons.sort_by_key(|(reason, count)| (reason.is_none(), std::cmp::Reverse(*count)));
        source.reasons = reasons;
    }

    fn add_warmth(&self, source: &mut Source, deals: &[&Deal]) {
        let mut days = Vec::new();
        for deal in deals {
            let Some(warm) = self.came_to(deal, self.warm) else {
                continue;
            };
            source.warm.add(warm);
            if warm.passed {
                days.extend(self.days_until(deal, deal.reached(self.segment, self.warm)));
            }
        }
        source.days_to_warm = median(days);
    }

    fn add_deals(&self, source: &mut Source, deals: &[&Deal]) {
        let (mut days, mut amounts) = (Vec::new(), Vec::new());
        for deal in deals {
            let Some(won) = self.became_deal(deal) else { continue };
            source.won.add(won);
            if !won.passed {
                continue;
            }
            days.extend(self.days_until(deal, deal.reached(self.segment, self.segment.last_stage())));
            match deal.amount {
                Some(amount) => amounts.push(amount.minor),
                None => source.n_without_amount += 1,
            }
        }
        // Leads that had time and became no deal brought nothing, which is a figure too.
        let is_nothing = self.books.plan.goal.currency.is_some() && source.won.trials > 0 && source.won.successes == 0;
        if is_nothing || !amounts.is_empty() {
            let planned = self.segment.average_deal.as_ref().map(|average| average.amount.minor);
            source.brought = Brought::of(&amounts, planned.or(is_nothing.then_some(0)));
        }
        source.cycle_days = median(days);
    }

    /// Whether a lead became a deal in its time; `None` where it has not had it.
    pub(super) fn became_deal(&self, deal: &Deal) -> Option<Trial> {
        self.came_to(deal, self.segment.last_stage())
    }

    /// Shape: one a stage before the last.
    fn steps(&self, deals: &[&Deal]) -> Vec<Share> {
        let step = |stage: usize| {
            let mut share = Share::default();
            let days = longest(&self.segment.step(stage).lag).max(DAYS_MIN);
            for deal in deals {
                let began = deal.reached(self.segment, stage);
                let Some(began) = began.filter(|day| *day <= days_before(self.as_of(), days)) else {
                    continue;
                };
                let day = Period { from: began, to: began };
                if let Some(trial) = trial(deal, self.segment, stage, day, after(began, days)) {
                    share.add(trial);
                }
            }
            share
        };
        (0..self.segment.last_stage()).map(step).collect()
    }

    fn large(&self, deals: &[&Deal]) -> Option<Share> {
        let average = self.segment.average_deal.as_ref()?.amount.minor;
        let mut share = Share::default();
        for deal in deals.iter().filter(|deal| deal.status == Status::Won) {
            let by_now = deal
                .decided_on(Some(self.segment))
                .is_some_and(|day| day <= self.as_of());
            if let Some(amount) = deal.amount.filter(|_| by_now) {
                share.add(Trial {
                    passed: amount.minor >= average.saturating_mul(LARGE),
                    is_undecided: false,
                });
            }
        }
        Some(share)
    }

    /// The day on which a lead came, where it has been there for so many days since.
    fn began(&self, deal: &Deal, days: u32) -> Option<Date> {
        let began = deal.reached(self.segment, 0);
        began.filter(|day| *day <= days_before(self.as_of(), days))
    }

    /// Whether a lead came to a stage in its time; `None` where it has not had it, and where it
    /// is known to be there though no day says since when.
    fn came_to(&self, deal: &Deal, stage: usize) -> Option<Trial> {
        let days = self.days_to(stage);
        let ripe = after(self.began(deal, days)?, days);
        let reached = deal.reached(self.segment, stage);
        if reached.is_none() {
            let state = deal.state(Some(self.segment), ripe);
            let is_there = state.is_some_and(|state| state.stage.is_some_and(|at| at >= stage));
            return (!is_there).then(|| self.became(deal, false, ripe));
        }
        Some(self.became(deal, reached.is_some_and(|day| day <= ripe), ripe))
    }

    fn became(&self, deal: &Deal, passed: bool, as_of: Date) -> Trial {
        let state = deal.state(Some(self.segment), as_of);
        let is_open = state.is_some_and(|state| state.status == Status::Open);
        Trial {
            passed,
            is_undecided: !passed && is_open,
        }
    }

    fn is_lost(&self, deal: &Deal) -> bool {
        let state = deal.state(Some(self.segment), self.as_of());
        state.is_some_and(|state| state.status == Status::Lost)
    }

    fn days_until(&self, deal: &Deal, day: Option<Date>) -> Option<i64> {
        Some(days_between(deal.reached(self.segment, 0)?, day?))
    }
}

fn after(day: Date, days: u32) -> Date {
    let span = jiff::Span::new().try_days(i64::from(days)).ok();
    span.and_then(|span| day.checked_add(span).ok()).unwrap_or(Date::MAX)
}

/// The lower of the two middle ones where there is an even number.
fn median(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}
