//! What of a plan concerns one person: their part of it against what they brought, their
//! deals, the hours that their work takes, and what was found about their rows. Nothing in it
//! is computed from what others brought.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::deal::Deal;
use crate::decompose::SegmentNeed;
use crate::diagnostic::{Diagnostic, Location};
use crate::due::ByDay;
use crate::fact::Fact;
use crate::id::PersonId;
use crate::money::Money;
use crate::period::{Period, WeekSpan, days_before};
use crate::pipeline::OpenDeal;
use crate::plan::GoalAmount;
use crate::plan_fact::{Quantity, Row, RowMeasure, beside_the_goal};
use crate::resources::{Kind, Need};
use crate::split::over_time::RunningTotals;
use crate::standing::{Books, Evening, Standing};
use crate::work::{Windows, Work, work};

/// Whose part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The person of that index in the team.
    Person(usize),
    /// Of nobody in the team: facts and deals that name nobody, or somebody else.
    Nobody,
}

/// One person's part of a plan on an evening.
#[derive(Debug, Clone)]
pub struct Slice<'a> {
    /// What they are to bring in the period; without the segments that they do not sell in.
    pub quotas: Vec<QuotaPart>,
    /// Plan against fact in the week: their total first, then every segment down its funnel.
    pub week: Vec<Row>,
    /// The same from the period's start.
    pub to_date: Vec<Row>,
    /// Entries, activities and hours.
    pub work: Vec<Work>,
    /// Their open deals in order of priority.
    pub open: Vec<OpenDeal<'a>>,
    /// Hours that their part takes against those they have; `None` where no stage takes hours.
    pub hours: Option<Need>,
    /// What was found about them, their deals and their facts.
    pub findings: Vec<Diagnostic>,
}

/// What one person is to bring for a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaPart {
    /// Index of the segment.
    pub segment: usize,
    /// Sales, or deals where the goal counts them. `None` for a segment that nobody sells in.
    pub quota: Option<Quantity>,
    /// Shape: one a stage. Entries in the period.
    pub stages: Vec<u64>,
}

/// Takes one person's part out of a plan's books. `findings` are those of the files and of
/// the preparation; those of the standing are looked at by themselves.
pub fn slice<'a>(books: Books<'a>, standing: &Standing<'a>, findings: &[Diagnostic], whose: Whose) -> Slice<'a> {
    let is_theirs = |person: Option<&PersonId>| whose.is(books, person);
    let deals: Vec<&Deal> = books
        .given
        .deals
        .iter()
        .filter(|deal| is_theirs(deal.owner.as_ref()))
        .collect();
    let facts: Vec<&Fact> = books
        .given
        .facts
        .iter()
        .filter(|fact| is_theirs(fact.person.as_ref()))
        .collect();
    let open: Vec<OpenDeal<'a>> = standing
        .open
        .iter()
        .filter(|open| is_theirs(open.deal.owner.as_ref()))
        .cloned()
        .collect();
    let as_of = standing.evening.as_of;
    let due = Due::new(books, as_of);
    let parts = due.parts(books, whose);
    let compare = Compare {
        books,
        actuals: &Actuals::gather(books.plan, deals.iter().copied(), facts.iter().copied(), as_of),
        parts: &parts,
        deals: due.deals(books, whose),
    };
    let from = standing.evening.week.monday().max(books.plan.period.from);
    let hours = standing.resources.needs.iter().find(|need| match (need.kind, whose) {
        (Kind::Hours(Some(person)), Whose::Person(index)) => person == index,
        _ => false,
    });
    let places = deals.iter().map(|deal| &deal.location);
    let places = places.chain(facts.iter().map(|fact| &fact.location));
    let person = match whose {
        Whose::Person(index) => Some(&books.plan.team.people[index].location),
        Whose::Nobody => None,
    };
    let rows = Rows::new(places.chain(person));
    let all = findings.iter().chain(&standing.findings);
    let about_deals = open.iter().flat_map(|deal| &deal.findings);
    let mut concerning: Vec<Diagnostic> = all
        .filter(|finding| rows.hold(finding))
        .chain(about_deals)
        .cloned()
        .collect();
    crate::diagnostic::sort(&mut concerning);
    concerning.dedup();
    let windows = Windows {
        week: Period { from, to: as_of },
        to_date: Period {
            from: books.plan.period.from,
            to: as_of,
        },
    };
    let week = compare.rows(windows.week, false);
    let to_date = compare.rows(windows.to_date, true);
    Slice {
        quotas: parts.iter().flatten().map(|part| part.quota_part(books)).collect(),
        work: work(books.plan, &week, &to_date, facts, windows),
        week,
        to_date,
        open,
        hours: hours.cloned(),
        findings: concerning,
    }
}

/// What everybody has in common: rows, and the work behind them.
pub(crate) struct OfOne {
    pub whose: Whose,
    pub week: Vec<Row>,
    pub to_date: Vec<Row>,
    pub work: Vec<Work>,
}

/// Plan against fact of everybody in the team, and last of nobody in it: rows of the week and to
/// date as in a [`Slice`]. Deals and facts are looked through once for all of them.
pub(crate) fn rows_of_all(books: Books<'_>, evening: Evening) -> Vec<OfOne> {
    let people = &books.plan.team.people;
    let indices: BTreeMap<&PersonId, usize> = people
        .iter()
        .enumerate()
        .map(|(index, person)| (&person.id, index))
        .collect();
    let whose = |person: Option<&PersonId>| person.and_then(|id| indices.get(id).copied()).unwrap_or(people.len());
    let mut deals: Vec<Vec<&Deal>> = vec![Vec::new(); people.len() + 1];
    for deal in books.given.deals {
        deals[whose(deal.owner.as_ref())].push(deal);
    }
    let mut facts: Vec<Vec<&Fact>> = vec![Vec::new(); people.len() + 1];
    for fact in books.given.facts {
        facts[whose(fact.person.as_ref())].push(fact);
    }
    let as_of = evening.as_of;
    let due = Due::new(books, as_of);
    let window = |from: Date| Period { from, to: as_of };
    let from = evening.week.monday().max(books.plan.period.from);
    let rows = |(index, (deals, facts)): (usize, (Vec<&Deal>, Vec<&Fact>))| {
        let whose = if index < people.len() {
            Whose::Person(index)
        } else {
            Whose::Nobody
        };
        let compare = Compare {
            books,
            actuals: &Actuals::gather(books.plan, deals, facts.iter().copied(), as_of),
            parts: &due.parts(books, whose),
            deals: due.deals(books, whose),
        };
        let windows = Windows {
            week: window(from),
            to_date: window(books.plan.period.from),
        };
        let week = compare.rows(windows.week, false);
        let to_date = compare.rows(windows.to_date, true);
        OfOne {
            whose,
            work: work(books.plan, &week, &to_date, facts, windows),
            week,
            to_date,
        }
    };
    deals.into_iter().zip(facts).enumerate().map(rows).collect()
}

impl Whose {
    fn is(self, books: Books<'_>, person: Option<&PersonId>) -> bool {
        let people = &books.plan.team.people;
        match self {
            Self::Person(index) => person == Some(&people[index].id),
            Self::Nobody => !people.iter().any(|known| person == Some(&known.id)),
        }
    }

    fn index(self) -> Option<usize> {
        match self {
            Self::Person(index) => Some(index),
            Self::Nobody => None,
        }
    }
}

/// What is due of everybody by which evening, made once for all of them.
struct Due {
    /// The evenings for which entries are told, the first before the period.
    evenings: Vec<Date>,
    /// Shape: one a segment, then one a stage.
    entries: Vec<Vec<RunningTotals>>,
    /// Shape: one a segment; `None` for those without quotas in money.
    quotas: Vec<Option<ByDay>>,
    /// Deals over all segments. `None` where there are none.
    deals: Option<ByDay>,
}

/// One person's part of a segment, with what of it is due by which evening.
struct Part<'d> {
    segment: usize,
    /// Index of the part in the segment's schedule.
    part: usize,
    /// Sales or deals; `None` where the segment has no quotas.
    quota: Option<i64>,
    evenings: &'d [Date],
    /// Shape: one a stage, then one an evening: entries due by then.
    due: Vec<&'d [u64]>,
    quotas: Option<&'d ByDay>,
}

/// A person's deals over all segments.
struct DealsDue<'d> {
    by_day: &'d ByDay,
    index: usize,
}

impl Due {
    fn new(books: Books<'_>, as_of: Date) -> Self {
        let weeks = with_evening(&books.decomposition.weeks, as_of);
        let before = days_before(weeks[0].days.from, 1);
        let needs = || books.decomposition.segments.iter();
        let entries = |need: &SegmentNeed| {
            let stages = need.needs.iter().enumerate();
            stages
                .map(|(stage, whole)| need.schedule.by_person(stage, *whole, &weeks))
                .collect()
        };
        let counts_deals = matches!(books.plan.goal.amount, GoalAmount::Deals(_));
        Self {
            entries: needs().map(entries).collect(),
            quotas: needs()
                .map(|need| need.quotas_by_day().filter(|_| !counts_deals))
                .collect(),
            deals: books.decomposition.deals_by_person(books.plan.team.people.len()),
            evenings: std::iter::once(before)
                .chain(weeks.iter().map(|week| week.days.to))
                .collect(),
        }
    }

    /// Shape: one a segment; `None` where they do not sell.
    fn parts(&self, books: Books<'_>, whose: Whose) -> Vec<Option<Part<'_>>> {
        let part = |(segment, need): (usize, &SegmentNeed)| {
            let mut parts = need.schedule.parts.iter();
            let part = parts.position(|part| part.person == whose.index())?;
            Some(Part {
                segment,
                part,
                quota: need.quotas.units.get(part).copied(),
                evenings: &self.evenings,
                due: self.entries[segment]
                    .iter()
                    .filter_map(|totals| totals.parts().nth(part))
                    .collect(),
                quotas: self.quotas[segment].as_ref(),
            })
        };
        books.decomposition.segments.iter().enumerate().map(part).collect()
    }

    /// `None` for those who sell in no segment.
    fn deals(&self, books: Books<'_>, whose: Whose) -> Option<DealsDue<'_>> {
        let mut parts = books
            .decomposition
            .segments
            .iter()
            .flat_map(|need| &need.schedule.parts);
        let by_day = self.deals.as_ref()?;
        parts.any(|part| part.person == whose.index()).then(|| DealsDue {
            by_day,
            index: whose.index().unwrap_or(books.plan.team.people.len()),
        })
    }
}

/// The weeks with one of them cut after the evening, where that is inside of it.
pub(crate) fn with_evening(weeks: &[WeekSpan], evening: Date) -> Vec<WeekSpan> {
    let cut = |week: &WeekSpan| {
        if !week.days.contains(evening) || week.days.to == evening {
            return vec![*week];
        }
        let days = |from, to| WeekSpan {
            week: week.week,
            days: Period { from, to },
        };
        vec![
            days(week.days.from, evening),
            days(evening.tomorrow().unwrap_or(evening), week.days.to),
        ]
    };
    weeks.iter().flat_map(cut).collect()
}

impl Part<'_> {
    /// Entries due in a stage by the evening of a day; nothing before the first evening.
    fn due_by(&self, stage: usize, day: Date) -> i64 {
        let n_until = self.evenings.partition_point(|evening| *evening <= day);
        let due = n_until.checked_sub(1).map_or(0, |index| self.due[stage][index]);
        i64::try_from(due).unwrap_or(i64::MAX)
    }

    /// The part of the quota in money that is due by the evening of a day.
    fn quota_by(&self, day: Date) -> Option<i64> {
        self.quota?;
        Some(self.quotas.map_or(0, |quotas| quotas.of_part(self.part, day)))
    }

    fn quota_part(&self, books: Books<'_>) -> QuotaPart {
        let money = |units| {
            books
                .plan
                .goal
                .currency
                .map(|currency| Quantity::Money(Money::new(units, currency)))
        };
        let quota = self.quota.and_then(|units| match books.plan.goal.amount {
            GoalAmount::Deals(_) => Some(Quantity::Count(units)),
            GoalAmount::Revenue(_) | GoalAmount::Profit(_) => money(units),
        });
        QuotaPart {
            segment: self.segment,
            quota,
            stages: self.due.iter().filter_map(|totals| totals.last().copied()).collect(),
        }
    }
}

struct Compare<'a> {
    books: Books<'a>,
    actuals: &'a Actuals,
    parts: &'a [Option<Part<'a>>],
    /// `None` for those who sell in no segment.
    deals: Option<DealsDue<'a>>,
}

impl Compare<'_> {
    /// Their total first, then every segment that they sell in, or have brought something for.
    fn rows(&self, window: Period, with_before: bool) -> Vec<Row> {
        let plan = self.books.plan;
        let mut of_segments = Vec::new();
        let (mut sales, mut brought) = (None, self.actuals.revenue_beside_segments(plan, window));
        let mut won = 0_i64;
        for segment in 0..plan.segments.len() {
            let last = plan.segments[segment].last_stage();
            let rows = self.segment(segment, window, with_before);
            for row in &rows {
                match row.measure {
                    RowMeasure::Revenue => {
                        if let Some(planned) = row.plan {
                            sales = Some(sales.unwrap_or(0_i64).saturating_add(planned.units()));
                        }
                        brought = brought.saturating_add(row.fact.units());
                    }
                    RowMeasure::Stage(stage) if stage == last => {
                        let (_, before) = row.before_start.unwrap_or((Quantity::Count(0), Quantity::Count(0)));
                        won = won.saturating_add(row.fact.units().saturating_sub(before.units()));
                    }
                    _ => {}
                }
            }
            let says_something = |row: &Row| row.fact.units() != 0;
            if self.parts[segment].is_some() || rows.iter().any(says_something) {
                of_segments.extend(rows);
            }
        }
        let mut rows = Vec::new();
        if let Some(currency) = plan.goal.currency {
            let money = |minor| Quantity::Money(Money::new(minor, currency));
            rows.push(Row::new(RowMeasure::Revenue, None, sales.map(money), money(brought)));
        }
        rows.push(Row::new(
            RowMeasure::Deals,
            None,
            self.deals(window, with_before).map(Quantity::Count),
            Quantity::Count(won),
        ));
        rows.extend(beside_the_goal(plan, self.actuals, window));
        rows.extend(of_segments);
        rows
    }

    /// Rounded once over all segments, as the company's.
    fn deals(&self, window: Period, with_before: bool) -> Option<i64> {
        let due = self.deals.as_ref()?;
        let by = |day| due.by_day.of_part(due.index, day);
        let before = if with_before {
            0
        } else {
            by(days_before(window.from, 1))
        };
        Some(by(window.to) - before)
    }

    fn segment(&self, segment: usize, window: Period, with_before: bool) -> Vec<Row> {
        let plan = self.books.plan;
        let part = self.parts[segment].as_ref();
        let eve = days_before(window.from, 1);
        let mut rows = Vec::new();
        if let Some(currency) = plan.goal.currency {
            let money = |minor| Quantity::Money(Money::new(minor, currency));
            let counts_deals = matches!(plan.goal.amount, GoalAmount::Deals(_));
            let due = |day| part.filter(|_| !counts_deals)?.quota_by(day);
            let planned = due(window.to).zip(due(eve));
            let planned = planned.map(|(by_then, before)| by_then - if with_before { 0 } else { before });
            let fact = self.actuals.revenue(plan, segment, window);
            rows.push(Row::new(
                RowMeasure::Revenue,
                Some(segment),
                planned.map(money),
                money(fact),
            ));
        }
        let stages = 0..plan.segments[segment].stages.len();
        rows.extend(stages.map(|stage| self.stage(segment, stage, window, with_before)));
        rows
    }

    fn stage(&self, segment: usize, stage: usize, window: Period, with_before: bool) -> Row {
        let part = self.parts[segment].as_ref();
        let eve = days_before(window.from, 1);
        let due =
            |part: &Part<'_>| part.due_by(stage, window.to) - if with_before { 0 } else { part.due_by(stage, eve) };
        let counted = |window| i64::try_from(self.actuals.count(segment, stage, window)).unwrap_or(i64::MAX);
        let (first, _) = self.books.decomposition.segments[segment].schedule.days_of(stage);
        let before = Period::new(first, eve).filter(|_| with_before).map(|days| {
            let planned = part.map_or(0, |part| part.due_by(stage, eve));
            (planned, counted(days))
        });
        let before = before.filter(|(planned, fact)| *planned > 0 || *fact > 0);
        let fact = counted(window).saturating_add(before.map_or(0, |(_, fact)| fact));
        Row {
            before_start: before.map(|(plan, fact)| (Quantity::Count(plan), Quantity::Count(fact))),
            ..Row::new(
                RowMeasure::Stage(stage),
                Some(segment),
                part.map(|part| Quantity::Count(due(part))),
                Quantity::Count(fact),
            )
        }
    }
}

/// Rows of files, by where they begin.
struct Rows<'a>(BTreeMap<(&'a str, usize), usize>);

impl<'a> Rows<'a> {
    fn new(places: impl Iterator<Item = &'a Location>) -> Self {
        Self(
            places
                .map(|place| ((&*place.file, place.span.start), place.span.end))
                .collect(),
        )
    }

    /// Whether the finding points into one of the rows.
    fn hold(&self, finding: &Diagnostic) -> bool {
        let is_inside = |place: &Location| {
            let row = self.0.range(..=(&*place.file, place.span.start)).next_back();
            row.is_some_and(|((file, _), end)| **file == *place.file && place.span.start <= *end)
        };
        finding.primary.as_ref().is_some_and(|label| is_inside(&label.location))
    }
}
