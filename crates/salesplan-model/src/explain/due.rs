//! What is due by which day.

use jiff::civil::Date;

use super::{Derivation, Explained, Explaining, plain};
use crate::decompose::last_useful_days;
use crate::period::{Week, days_before};

impl Explaining<'_> {
    pub(super) fn last_useful(&self, index: usize, stage: usize) -> Derivation {
        let days = last_useful_days(self.books.plan, self.segment(index), self.books.given.calendar);
        let how = format!(
            "the last working day of the period, {}, less the usual days to the deal; a day off falls to the working day before",
            self.books.plan.period.to
        );
        let name = format!("{}.last-useful", self.stage_name(index, stage));
        Derivation::derived(name, Explained::Day(days[stage]), how, self.lags_from(index, stage))
    }

    pub(super) fn before_start(&self, index: usize, stage: usize) -> Derivation {
        let need = self.books.decomposition.before_start(index, stage);
        let how = self.share_by(index, stage, days_before(self.books.plan.period.from, 1));
        let name = format!("{}.before-start", self.stage_name(index, stage));
        let from = std::iter::once(self.need(index, stage))
            .chain(self.lags_from(index, stage))
            .collect();
        Derivation::derived(name, Explained::Count(need), how, from)
    }

    /// How much of a stage is due by the evening of a day, in words.
    pub(super) fn share_by(&self, index: usize, stage: usize, day: Date) -> String {
        let decomposition = self.books.decomposition;
        let (elapsed, total) = decomposition.segments[index].schedule.elapsed(stage, day);
        let share = elapsed as f64 / total as f64;
        format!(
            "{:.1} % of the planned days, moved back by the lags, are over on {day}: {} of {} rounded to {}",
            100.0 * share,
            plain(share * decomposition.segments[index].needs[stage] as f64),
            decomposition.segments[index].needs[stage],
            decomposition.need_to_date(index, stage, day)
        )
    }

    pub(super) fn week_number(&self, week: Week) -> Option<usize> {
        self.books.decomposition.weeks.iter().position(|span| span.week == week)
    }

    pub(super) fn week(&self, index: usize, stage: usize, week: Week) -> Option<Derivation> {
        let number = self.week_number(week)?;
        let span = self.books.decomposition.weeks[number];
        let count = self.books.decomposition.weeks(index)[number].stages[stage];
        let before = days_before(span.days.from, 1);
        let how = format!(
            "what is due by its end less what is due before. By its end: {}. Before: {}",
            self.share_by(index, stage, span.days.to),
            self.share_by(index, stage, before)
        );
        let name = format!("{}.{week}", self.stage_name(index, stage));
        let mut from = vec![self.need(index, stage)];
        from.extend(self.lags_from(index, stage));
        Some(Derivation::derived(name, Explained::Count(count), how, from))
    }
}
