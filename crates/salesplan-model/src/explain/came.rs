//! What came by an evening: the facts and deals that a figure counts, and what the plan asks for.

use std::collections::BTreeMap;

use super::standing::{Shown, row_name};
use super::{Derivation, Explained};
use crate::diagnostic::Location;
use crate::fact::{Fact, Measure};
use crate::id::{ChannelId, PersonId};
use crate::money::Money;
use crate::period::{Period, Week, days_before};
use crate::plan::{Basis, Plan};
use crate::plan_fact::{self, Quantity, Row, RowMeasure};

/// More rows than these are told by file.
const ROWS_MAX: usize = 60;

/// What counts of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// How many.
    Entries,
    /// How much.
    Money,
}

/// Whose rows count.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    Person(&'a PersonId),
    Channel(&'a ChannelId),
}

impl Whose<'_> {
    fn has(self, person: Option<&PersonId>, channel: Option<&ChannelId>) -> bool {
        match self {
            Self::Person(own) => person == Some(own),
            Self::Channel(own) => channel == Some(own),
        }
    }
}

/// A row of a file that a figure counts.
struct Counted<'a> {
    units: i64,
    told: String,
    how: String,
    location: &'a Location,
    person: Option<&'a PersonId>,
    channel: Option<&'a ChannelId>,
}

impl<'a> Shown<'a> {
    /// What came, in a week or to date.
    pub(super) fn fact(&self, segment: Option<usize>, measure: RowMeasure, week: Option<Week>) -> Option<Derivation> {
        let row = self.row(segment, measure, week)?;
        let window = self.window(week)?;
        let name = self.dated(&format!("{}.fact", row_name(self.books, segment, measure)), week);
        let value = quantity(row.fact);
        let of_segments = |measure_of: &dyn Fn(usize) -> RowMeasure| -> Option<Vec<Derivation>> {
            let segments = 0..self.books.plan.segments.len();
            segments
                .map(|index| self.fact(Some(index), measure_of(index), week))
                .collect()
        };
        let last = |index: usize| RowMeasure::Stage(self.books.plan.segments[index].last_stage());
        let (how, from) = match (measure, segment) {
            (RowMeasure::Stage(stage), Some(index)) => {
                let window = self.days_of_entries(index, stage, week)?;
                let how = format!("what came from {} to {}", window.from, window.to);
                (how, self.entries(index, stage, window, Counts::Entries))
            }
            (RowMeasure::Revenue, Some(index)) => {
                let how = format!("what came from {} to {}", window.from, window.to);
                (how, self.brought(Some(index), window))
            }
            (RowMeasure::Revenue, _) => {
                let mut parts = of_segments(&|_| RowMeasure::Revenue)?;
                parts.extend(self.brought(None, window));
                ("the sum over the segments".to_string(), parts)
            }
            (RowMeasure::Deals | RowMeasure::Stage(_), _) => {
                ("the sum over the segments".to_string(), of_segments(&last)?)
            }
            (RowMeasure::Signed, _) => {
                let segments = 0..self.books.plan.segments.len();
                let stage = |index: usize| self.books.plan.segments[index].last_stage();
                let parts = segments.flat_map(|index| self.entries(index, stage(index), window, Counts::Money));
                (format!("signed from {} to {}", window.from, window.to), parts.collect())
            }
            (RowMeasure::Paid, _) => {
                let how = format!("paid from {} to {}", window.from, window.to);
                (how, self.sums(&Measure::Paid, None, window))
            }
            (RowMeasure::Profit, _) => {
                let how = "what sales left by the planned margins, less what was spent on leads (where nothing is recorded, as the leads that came cost by plan) and less the fixed costs that were due";
                let mut parts = vec![self.fact(None, RowMeasure::Revenue, week)?];
                parts.extend(self.sums(&Measure::Spend, None, window));
                (how.to_string(), parts)
            }
        };
        Some(Derivation::derived(name, value, how, from))
    }

    /// What came of a person or through a channel, in a week or to date.
    pub(super) fn fact_of(
        &self,
        segment: Option<usize>,
        measure: RowMeasure,
        week: Option<Week>,
        (who, whose): (&str, Whose<'_>),
    ) -> Option<Derivation> {
        let window = self.window(week)?;
        let segments = || 0..self.books.plan.segments.len();
        let last = |index: usize| self.books.plan.segments[index].last_stage();
        let (counts, rows) = match (measure, segment) {
            (RowMeasure::Stage(stage), Some(index)) => {
                let window = self.days_of_entries(index, stage, week)?;
                (Counts::Entries, self.entry_rows(index, stage, window, Counts::Entries))
            }
            (RowMeasure::Deals | RowMeasure::Stage(_), _) => {
                let rows = segments().flat_map(|index| self.entry_rows(index, last(index), window, Counts::Entries));
                (Counts::Entries, rows.collect())
            }
            (RowMeasure::Revenue, Some(index)) => (Counts::Money, self.brought_rows(Some(index), window)),
            (RowMeasure::Revenue, None) => {
                let parts = segments().map(Some).chain([None]);
                let rows = parts.flat_map(|segment| self.brought_rows(segment, window));
                (Counts::Money, rows.collect())
            }
            (RowMeasure::Signed, _) => {
                let rows = segments().flat_map(|index| self.entry_rows(index, last(index), window, Counts::Money));
                (Counts::Money, rows.collect())
            }
            (RowMeasure::Paid, _) => (Counts::Money, self.sum_rows(&Measure::Paid, None, window)),
            (RowMeasure::Profit, _) => return None,
        };
        let theirs = rows.into_iter().filter(|row| whose.has(row.person, row.channel));
        let theirs: Vec<Counted<'_>> = theirs.collect();
        let sum = theirs.iter().fold(0, |sum: i64, row| sum.saturating_add(row.units));
        let name = format!("{}.fact.{who}", row_name(self.books, segment, measure));
        let how = format!("what came from {} to {}", window.from, window.to);
        Some(Derivation::derived(
            self.dated(&name, week),
            self.value(sum, counts),
            how,
            self.told(theirs, counts),
        ))
    }

    /// The person or the channel of that id.
    pub(super) fn whose<'n>(&self, id: &'n str) -> Option<(&'n str, Whose<'a>)> {
        let plan = self.books.plan;
        let person = plan.team.people.iter().find(|person| person.id.as_str() == id);
        let channel = plan.channels.iter().find(|channel| channel.id.as_str() == id);
        let person = person.map(|person| Whose::Person(&person.id));
        let whose = person.or_else(|| channel.map(|channel| Whose::Channel(&channel.id)))?;
        Some((id, whose))
    }

    /// The days whose entries into a stage count: to date those before the period as well.
    fn days_of_entries(&self, index: usize, stage: usize, week: Option<Week>) -> Option<Period> {
        let window = self.window(week)?;
        let from = if week.is_none() {
            self.first_day(index, stage)
        } else {
            window.from
        };
        Some(Period { from, ..window })
    }

    /// What the plan asks for, in a week or to date.
    pub(super) fn due(&self, segment: Option<usize>, measure: RowMeasure, week: Option<Week>) -> Option<Derivation> {
        let row = self.row(segment, measure, week)?;
        let window = self.window_of_plan(week)?;
        let name = self.dated(&format!("{}.due", row_name(self.books, segment, measure)), week);
        let planned = self.planned();
        let days = format!("what falls from {} to {}", window.from, window.to);
        let (how, from) = match (measure, segment) {
            (RowMeasure::Stage(stage), Some(index)) => {
                let how = match week {
                    Some(_) => format!(
                        "what is due by its end less what is due before. By its end: {}. Before: {}",
                        planned.share_by(index, stage, window.to),
                        planned.share_by(index, stage, days_before(window.from, 1))
                    ),
                    None => planned.share_by(index, stage, window.to),
                };
                let from = std::iter::once(planned.need(index, stage)).chain(planned.lags_from(index, stage));
                (how, from.collect())
            }
            (RowMeasure::Revenue, Some(index)) => (
                format!("what each is to bring is spread over their working days: {days}"),
                vec![planned.segment_goal(index)],
            ),
            (RowMeasure::Deals, _) => (
                format!("the deals of all segments are spread over their days and rounded once: {days}"),
                vec![planned.deals_of_all()],
            ),
            (RowMeasure::Revenue, _) => {
                let segments = 0..self.books.plan.segments.len();
                let parts: Option<Vec<_>> = segments.map(|index| self.due(Some(index), measure, week)).collect();
                ("the sum over the segments".to_string(), parts?)
            }
            _ => (
                format!("the goal is spread over all working days: {days}"),
                vec![planned.goal()],
            ),
        };
        Some(Derivation::derived(name, quantity(row.plan?), how, from))
    }

    /// A week's row, or that to date.
    fn row(&self, segment: Option<usize>, measure: RowMeasure, week: Option<Week>) -> Option<Row> {
        let rows = match week {
            None => self.standing.to_date.clone(),
            Some(_) => plan_fact::week(
                self.books.plan,
                self.books.decomposition,
                &self.actuals,
                self.window_of_plan(week)?,
            ),
        };
        rows.into_iter()
            .find(|row| row.segment == segment && row.measure == measure)
    }

    /// The days whose facts count, up to the evening. `None` for a week that has not begun.
    fn window(&self, week: Option<Week>) -> Option<Period> {
        let window = self.window_of_plan(week)?;
        Period::new(window.from, window.to.min(self.actuals.as_of))
    }

    /// The days whose plan counts: those of a week, the running one up to the evening.
    fn window_of_plan(&self, week: Option<Week>) -> Option<Period> {
        let (period, evening) = (self.books.plan.period, self.standing.evening);
        match week {
            None => Period::new(period.from, evening.as_of),
            Some(week) => {
                let to = if week == evening.week {
                    evening.as_of
                } else {
                    week.sunday()
                };
                Period::new(week.monday().max(period.from), to.min(period.to))
            }
        }
    }

    /// The first day whose entries into a stage count to date.
    fn first_day(&self, index: usize, stage: usize) -> jiff::civil::Date {
        let (first, _) = self.books.decomposition.segments[index].schedule.days_of(stage);
        first.min(self.books.plan.period.from)
    }

    fn dated(&self, name: &str, week: Option<Week>) -> String {
        week.map_or_else(|| name.to_string(), |week| format!("{name}.{week}"))
    }

    fn brought(&self, segment: Option<usize>, window: Period) -> Vec<Derivation> {
        self.told(self.brought_rows(segment, window), Counts::Money)
    }

    /// The rows that make a segment's money on the goal's basis; those of none for `None`.
    fn brought_rows(&self, segment: Option<usize>, window: Period) -> Vec<Counted<'a>> {
        match (self.books.plan.goal.basis, segment) {
            (Basis::Signed, Some(index)) => {
                let last = self.books.plan.segments[index].last_stage();
                self.entry_rows(index, last, window, Counts::Money)
            }
            (Basis::Signed, None) => Vec::new(),
            (Basis::Paid, segment) => self.sum_rows(&Measure::Paid, Some(segment), window),
            (Basis::Shipped, segment) => self.sum_rows(&Measure::Shipped, Some(segment), window),
        }
    }

    fn sums(&self, measure: &Measure, segment: Option<Option<usize>>, window: Period) -> Vec<Derivation> {
        self.told(self.sum_rows(measure, segment, window), Counts::Money)
    }

    /// The rows of a measure; of one segment (or of none) where that is asked for.
    fn sum_rows(&self, measure: &Measure, segment: Option<Option<usize>>, window: Period) -> Vec<Counted<'a>> {
        let counts = |fact: &&Fact| {
            fact.measure == *measure
                && segment.is_none_or(|segment| fact.segment == segment)
                && self.is_within(fact, window)
        };
        let facts = self.books.given.facts.iter().filter(counts);
        facts
            .map(|fact| recorded(self.books.plan, fact, Counts::Money))
            .collect()
    }

    /// The facts and deals that are entries into a stage.
    pub(super) fn entries(&self, index: usize, stage: usize, window: Period, counts: Counts) -> Vec<Derivation> {
        self.told(self.entry_rows(index, stage, window, counts), counts)
    }

    fn entry_rows(&self, index: usize, stage: usize, window: Period, counts: Counts) -> Vec<Counted<'a>> {
        let plan = self.books.plan;
        let is_entry = |fact: &&Fact| {
            fact.measure == (Measure::Entry { stage }) && fact.segment == Some(index) && self.is_within(fact, window)
        };
        let facts = self.books.given.facts.iter().filter(is_entry);
        let mut rows: Vec<Counted<'a>> = facts.map(|fact| recorded(plan, fact, counts)).collect();
        let segment = &plan.segments[index];
        for deal in self.books.given.deals.iter().filter(|deal| deal.segment == Some(index)) {
            let entered = deal.counts_as_entry(segment, stage, self.actuals.as_of);
            let Some(day) = entered.filter(|day| window.contains(*day)) else {
                continue;
            };
            rows.push(Counted {
                units: match counts {
                    Counts::Entries => 1,
                    Counts::Money => deal.amount.map_or(0, |amount| amount.minor),
                },
                told: deal.id.to_string(),
                how: match (counts, deal.amount) {
                    (Counts::Money, None) => format!("won on {day}, without an amount"),
                    _ => format!("entered {} on {day}", segment.stages[stage].title),
                },
                location: &deal.location,
                person: deal.owner.as_ref(),
                channel: deal.channel.as_ref(),
            });
        }
        rows
    }

    fn is_within(&self, fact: &Fact, window: Period) -> bool {
        fact.date <= self.actuals.as_of && window.contains(fact.date)
    }

    fn value(&self, units: i64, counts: Counts) -> Explained {
        match (counts, self.books.plan.goal.currency) {
            (Counts::Money, Some(currency)) => Explained::Money(Money::new(units, currency)),
            _ => Explained::Count(units.unsigned_abs()),
        }
    }

    /// Rows one by one, or by file where they are many.
    fn told(&self, rows: Vec<Counted<'_>>, counts: Counts) -> Vec<Derivation> {
        let value = |units: i64| self.value(units, counts);
        if rows.len() <= ROWS_MAX {
            let tell = |row: Counted<'_>| Derivation {
                how: row.how,
                ..Derivation::written(row.told, value(row.units), Some(row.location))
            };
            return rows.into_iter().map(tell).collect();
        }
        let mut files: BTreeMap<&str, (i64, usize)> = BTreeMap::new();
        for row in &rows {
            let of_file = files.entry(&row.location.file).or_default();
            *of_file = (of_file.0.saturating_add(row.units), of_file.1 + 1);
        }
        let tell = |(file, (units, n)): (&str, (i64, usize))| {
            Derivation::derived(file, value(units), format!("{n} rows"), Vec::new())
        };
        files.into_iter().map(tell).collect()
    }
}

fn recorded<'a>(plan: &Plan, fact: &'a Fact, counts: Counts) -> Counted<'a> {
    let word = match (&fact.measure, fact.segment) {
        (Measure::Entry { stage }, Some(index)) => plan.segments[index].stages[*stage].id.to_string(),
        (Measure::Stock { stage }, Some(index)) => format!("stock.{}", plan.segments[index].stages[*stage].id),
        (Measure::Shipped, _) => "shipped".into(),
        (Measure::Spend, _) => "spend".into(),
        _ => "paid".into(),
    };
    let units = match counts {
        Counts::Money => fact.amount.map_or(0, |amount| amount.minor),
        Counts::Entries => fact.count.and_then(|count| i64::try_from(count).ok()).unwrap_or(0),
    };
    Counted {
        units,
        told: word,
        how: format!("recorded for {}", fact.date),
        location: &fact.location,
        person: fact.person.as_ref(),
        channel: fact.channel.as_ref(),
    }
}

pub(super) fn quantity(quantity: Quantity) -> Explained {
    match quantity {
        Quantity::Money(money) => Explained::Money(money),
        Quantity::Count(count) => Explained::Count(count.unsigned_abs()),
    }
}
