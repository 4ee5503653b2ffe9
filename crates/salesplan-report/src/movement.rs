//! `movement`: how the open deals of the previous review became those of this one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_model::id::DealId;
use salesplan_model::money::Money;
use salesplan_model::movement::{Kind, Measure, Movement, Path, Restated, Side, Total, Worth};
use salesplan_model::pipeline::Scope;
use salesplan_model::plan::Plan;
use serde::Serialize;
use serde_json::Value;

use crate::figures::quantity;

/// The movement of the open deals that count towards the period.
#[derive(Debug, Clone, Serialize)]
pub struct MovementView {
    /// Which open deals count: `expected_close_in_period` or `all_open`.
    pub scope: &'static str,
    /// What the start was read from: `review`, `history` or `dates`.
    pub basis: &'static str,
    /// What the end was read from: `files`, or where they are of a much later day `review` (the
    /// week's own), `history`, or for want of both `later_files`.
    pub end_basis: &'static str,
    /// The week of the review at the start; null where there is none.
    pub previous_week: Option<String>,
    /// The evening at the start.
    pub since: String,
    /// The evening at the end.
    pub until: String,
    /// The deals at the start.
    pub start: TotalView,
    /// The deals at the end.
    pub end: TotalView,
    /// What happened between, signed: with `start` they sum to `end`.
    pub buckets: Vec<BucketView>,
    /// The same for every person who has or had such deals; empty for one.
    pub by_person: Vec<SliceView>,
    /// The same for every segment; empty for one.
    pub by_segment: Vec<SliceView>,
    /// Deals whose amount or close changed more than once.
    pub paths: Vec<PathView>,
    /// Facts of weeks before that are not what they were.
    pub restated: Vec<RestatedView>,
    /// Whether nothing happened, not even from one person or segment to another.
    pub is_quiet: bool,
}

/// Deals with what they are worth.
#[derive(Debug, Clone, Serialize)]
pub struct TotalView {
    /// Sum of stated amounts; null for a plan without money.
    pub amount: Option<String>,
    /// Averages of the segments for those without an amount; null where there is none of them.
    pub at_average: Option<String>,
    /// How many deals.
    pub count: usize,
    /// Their ids.
    pub deals: Vec<String>,
}

/// What happened to some deals.
#[derive(Debug, Clone, Serialize)]
pub struct BucketView {
    /// `new`, `reopened`, `pulled_in`, `moved_in`, `grown`, `shrunk`, `won`, `lost`, `gone`,
    /// `slipped`, `moved_out`, `restated`, `plan`, `rate` or `mapping`.
    pub kind: &'static str,
    /// What it did to the sum of stated amounts, signed.
    pub amount: Option<String>,
    /// What it did to the sum of stated amounts and averages together, without its sign.
    pub size: Option<String>,
    /// What it did to the averages; null where it did nothing.
    pub at_average: Option<String>,
    /// Whether averages are in `size`.
    pub is_estimate: bool,
    /// How many deals.
    pub count: usize,
    /// Their ids.
    pub deals: Vec<String>,
    /// Each with its part, the largest first.
    pub lines: Vec<LineView>,
}

/// One deal's part of a bucket.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// The deal.
    pub deal: String,
    /// Who might buy.
    pub client: Option<String>,
    /// Its part of the stated amounts.
    pub amount: Option<String>,
    /// Its part of the averages; null where it has none.
    pub at_average: Option<String>,
}

/// The movement of one person's or one segment's deals.
#[derive(Debug, Clone, Serialize)]
pub struct SliceView {
    /// Its id; null for deals of nobody.
    pub id: Option<String>,
    /// What people call it; null for deals of nobody.
    pub title: Option<String>,
    /// Their deals at the start.
    pub start: TotalView,
    /// Their deals at the end.
    pub end: TotalView,
    /// What happened between.
    pub buckets: Vec<BucketView>,
}

/// The way of a deal between the two evenings.
#[derive(Debug, Clone, Serialize)]
pub struct PathView {
    /// The deal.
    pub deal: String,
    /// Who might buy.
    pub client: Option<String>,
    /// Whether its amount changed more than once.
    pub is_of_amount: bool,
    /// Whether its close did.
    pub is_of_close: bool,
    /// What was recorded; the first is what held at the start.
    pub steps: Vec<StepView>,
}

/// What was recorded of a deal from a day on.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// The day.
    pub day: String,
    /// Its amount.
    pub amount: Option<String>,
    /// When it was expected to close.
    pub expected_close: Option<String>,
}

/// A fact of weeks before that is not what it was.
#[derive(Debug, Clone, Serialize)]
pub struct RestatedView {
    /// `stage`, `signed`, `paid` or `spend`.
    pub measure: &'static str,
    /// The segment's id.
    pub segment: Option<String>,
    /// What people call it.
    pub segment_title: Option<String>,
    /// The stage's id.
    pub stage: Option<String>,
    /// What people call it.
    pub stage_title: Option<String>,
    /// What it was when it was reviewed.
    pub before: Value,
    /// What the files say of the same days now.
    pub after: Value,
}

/// A movement with what stands around it.
#[derive(Debug, Clone, Copy)]
pub struct Moved<'a> {
    /// The plan of the later evening.
    pub plan: &'a Plan,
    /// `review`, `history` or `dates`.
    pub basis: &'static str,
    /// As in [`MovementView`].
    pub end_basis: &'static str,
    /// The week of the review at the start.
    pub previous_week: Option<&'a str>,
    /// The deals at the start.
    pub before: &'a Side,
    /// The deals at the end.
    pub after: &'a Side,
    /// All of them.
    pub whole: &'a Movement,
    /// The same by person: id, name and movement.
    pub by_person: &'a [(Option<String>, Option<String>, Movement)],
    /// The same by segment.
    pub by_segment: &'a [(Option<String>, Option<String>, Movement)],
    /// Deals that changed more than once.
    pub paths: &'a [Path],
    /// Facts that are restated.
    pub restated: &'a [Restated],
}

impl MovementView {
    /// Shapes a movement for output.
    pub fn new(moved: Moved<'_>) -> Self {
        let shape = Shape(moved);
        Self {
            scope: match moved.after.scope {
                Scope::ExpectedClose => "expected_close_in_period",
                Scope::AllOpen => "all_open",
            },
            basis: moved.basis,
            end_basis: moved.end_basis,
            previous_week: moved.previous_week.map(str::to_string),
            since: moved.before.as_of.to_string(),
            until: moved.after.as_of.to_string(),
            start: shape.total(&moved.whole.start),
            end: shape.total(&moved.whole.end),
            buckets: shape.buckets(moved.whole),
            by_person: shape.slices(moved.by_person),
            by_segment: shape.slices(moved.by_segment),
            paths: moved.paths.iter().map(|path| shape.path(path)).collect(),
            is_quiet: [moved.by_person, moved.by_segment]
                .into_iter()
                .flatten()
                .map(|(.., movement)| movement)
                .chain([moved.whole])
                .all(|movement| movement.buckets.is_empty()),
            restated: moved.restated.iter().map(|fact| restated(moved.plan, fact)).collect(),
        }
    }
}

struct Shape<'a>(Moved<'a>);

impl Shape<'_> {
    fn money(&self, minor: i64) -> Option<String> {
        let currency = self.0.plan.goal.currency?;
        Some(Money::new(minor, currency).to_string())
    }

    fn client(&self, deal: &DealId) -> Option<String> {
        let known = self.0.after.deals.get(deal).or_else(|| self.0.before.deals.get(deal));
        known.and_then(|known| known.client.clone())
    }

    fn at_average(&self, worth: Worth) -> Option<String> {
        self.money(worth.at_average).filter(|_| worth.at_average != 0)
    }

    fn total(&self, total: &Total) -> TotalView {
        TotalView {
            amount: self.money(total.worth.stated),
            at_average: self.at_average(total.worth),
            count: total.deals.len(),
            deals: total.deals.iter().map(|(deal, _)| deal.to_string()).collect(),
        }
    }

    fn buckets(&self, movement: &Movement) -> Vec<BucketView> {
        let kinds = Kind::ALL.iter();
        let happened = kinds.filter_map(|kind| Some((kind, movement.buckets.get(kind)?)));
        let bucket = |(kind, total): (&Kind, &Total)| {
            let mut parts: Vec<&(DealId, Worth)> = total.deals.iter().collect();
            let size = |worth: &Worth| worth.stated.saturating_add(worth.at_average).unsigned_abs();
            parts.sort_by(|(one, a), (other, b)| size(b).cmp(&size(a)).then_with(|| one.cmp(other)));
            let line = |(deal, worth): &(DealId, Worth)| LineView {
                deal: deal.to_string(),
                client: self.client(deal),
                amount: self.money(worth.stated),
                at_average: self.at_average(*worth),
            };
            BucketView {
                kind: kind.word(),
                amount: self.money(total.worth.stated),
                size: self.money(
                    total
                        .worth
                        .stated
                        .saturating_add(total.worth.at_average)
                        .saturating_abs(),
                ),
                is_estimate: total.worth.at_average != 0,
                at_average: self.at_average(total.worth),
                count: total.deals.len(),
                deals: total.deals.iter().map(|(deal, _)| deal.to_string()).collect(),
                lines: parts.into_iter().map(line).collect(),
            }
        };
        happened.map(bucket).collect()
    }

    fn slices(&self, slices: &[(Option<String>, Option<String>, Movement)]) -> Vec<SliceView> {
        let slice = |(id, title, movement): &(Option<String>, Option<String>, Movement)| SliceView {
            id: id.clone(),
            title: title.clone(),
            start: self.total(&movement.start),
            end: self.total(&movement.end),
            buckets: self.buckets(movement),
        };
        slices.iter().map(slice).collect()
    }

    fn path(&self, path: &Path) -> PathView {
        let differs = |same: &dyn Fn(usize) -> bool| (1..path.steps.len()).filter(|step| !same(*step)).count() > 1;
        PathView {
            deal: path.deal.to_string(),
            client: self.client(&path.deal),
            is_of_amount: differs(&|step| path.steps[step].amount == path.steps[step - 1].amount),
            is_of_close: differs(&|step| path.steps[step].expected_close == path.steps[step - 1].expected_close),
            steps: path
                .steps
                .iter()
                .map(|step| StepView {
                    day: step.day.to_string(),
                    amount: step.amount.map(|amount| amount.to_string()),
                    expected_close: step.expected_close.as_ref().map(Date::to_string),
                })
                .collect(),
        }
    }
}

fn restated(plan: &Plan, fact: &Restated) -> RestatedView {
    let titles: BTreeMap<&str, &str> = plan
        .segments
        .iter()
        .map(|segment| (segment.id.as_str(), segment.title.as_str()))
        .collect();
    let (measure, segment, stage) = match &fact.measure {
        Measure::Stage(segment, stage) => ("stage", Some(segment), Some(stage)),
        Measure::Signed(segment) => ("signed", Some(segment), None),
        Measure::Paid => ("paid", None, None),
        Measure::Spend => ("spend", None, None),
    };
    let of_plan = segment.and_then(|id| plan.segments.iter().find(|segment| segment.id == *id));
    let stage_title = of_plan.zip(stage).and_then(|(segment, stage)| {
        let index = segment.stage_index(stage.as_str())?;
        Some(segment.stages[index].title.clone())
    });
    RestatedView {
        measure,
        segment: segment.map(ToString::to_string),
        segment_title: segment.and_then(|id| titles.get(id.as_str()).map(ToString::to_string)),
        stage: stage.map(ToString::to_string),
        stage_title,
        before: quantity(fact.before),
        after: quantity(fact.after),
    }
}
