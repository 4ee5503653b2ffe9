//! `status`: plan against fact, conversions, and what is still to be done.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use salesplan_model::catch_up::CatchUp;
use salesplan_model::conversion::{Basis, Conversion, Judged};
use salesplan_model::outlook::goal_and_row;
use salesplan_model::parts_of::{Part, Point, Sums};
use salesplan_model::period::{Period, Week};
use salesplan_model::plan::{Channel, GoalAmount, Plan};
use salesplan_model::plan_fact::{Quantity, Row, RowMeasure};
use salesplan_model::standing::Standing;
use salesplan_model::work::{Done, What, Work};
use serde::Serialize;
use serde_json::Value;

use crate::figures::{Days, RateView, goal_amount, quantity, rounded};

mod parts;

/// Plan against fact on an evening.
#[derive(Debug, Clone, Serialize)]
pub struct PlanFactView {
    /// The week at hand.
    pub in_week: WindowView,
    /// From the period's start.
    pub to_date: WindowView,
    /// The plan of the week that follows, or of the days that are left of this one; null after
    /// the period.
    pub coming: Option<WindowView>,
    /// What those days are to bring so that the goal is reached, spread like the plan; null
    /// after the period and for a goal in deals.
    pub coming_to_reach: Option<Value>,
    /// Leads by segment and channel.
    pub channels: Vec<PartView>,
    /// What every person brings towards the goal.
    pub people: Vec<PartView>,
    /// The way to the goal, week by week.
    pub curve: Vec<PointView>,
    /// Every step of every funnel.
    pub conversions: Vec<ConversionFact>,
    /// What remains of the goal, decomposed again.
    pub catch_up: Vec<CatchUpView>,
}

/// Plan against fact of a person, or of a channel in a segment.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// Id of the person or channel; null for what names none.
    pub id: Option<String>,
    /// What people call them.
    pub title: Option<String>,
    /// The segment's id, for a channel.
    pub segment: Option<String>,
    /// What people call it.
    pub segment_title: Option<String>,
    /// In the week.
    pub in_week: SumsView,
    /// From the period's start; leads with what came before it.
    pub to_date: SumsView,
    /// What a person did for it; empty for a channel.
    pub work: Vec<WorkView>,
}

/// Entries into a stage, an activity or hours, plan against fact.
#[derive(Debug, Clone, Serialize)]
pub struct WorkView {
    /// A stage's id, `activity.NAME` or `hours`, as facts name them.
    pub measure: String,
    /// What people call a stage or an activity; null for hours.
    pub title: Option<String>,
    /// The segment's id, for a stage.
    pub segment: Option<String>,
    /// What people call it.
    pub segment_title: Option<String>,
    /// In the week.
    pub in_week: SumsView,
    /// From the period's start; entries with what had to be there before it.
    pub to_date: SumsView,
}

/// Plan against fact.
#[derive(Debug, Clone, Serialize)]
pub struct SumsView {
    /// The planned figure; null where nothing is planned.
    pub plan: Option<Value>,
    /// What happened; null for an activity or hours of which nothing is recorded.
    pub fact: Option<Value>,
    /// Fact minus plan.
    pub variance: Option<Value>,
    /// The same without its sign.
    pub distance: Option<Value>,
    /// Fact by plan.
    pub attainment: Option<f64>,
    /// Of the variance: -1, 0 or 1.
    pub sign: Option<i8>,
}

/// The goal's measure at the end of a week.
#[derive(Debug, Clone, Serialize)]
pub struct PointView {
    /// The ISO week.
    pub week: String,
    /// Its last day in the period.
    pub day: String,
    /// What the plan asks for by then.
    pub plan: Value,
    /// What was reached by then; null for days to come.
    pub fact: Option<Value>,
}

/// Plan against fact within a window.
#[derive(Debug, Clone, Serialize)]
pub struct WindowView {
    /// The window's days.
    pub days: Days,
    /// The company first, then every segment down its funnel; after them leads by channel, and
    /// what every person brings and does. What names no channel or person is the rest.
    pub rows: Vec<RowView>,
}

/// One line of plan against fact.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// `profit`, `revenue`, `deals`, `signed`, `paid`, or a stage's id.
    pub measure: String,
    /// What people call the measure.
    pub title: String,
    /// The segment's id; null for the company.
    pub segment: Option<String>,
    /// What people call the segment.
    pub segment_title: Option<String>,
    /// The stage's id, for a stage.
    pub stage: Option<String>,
    /// The channel's id, for leads by channel.
    pub channel: Option<String>,
    /// Whose; null for the company's.
    pub person: Option<String>,
    /// `money` or `count`.
    pub unit: &'static str,
    /// The planned figure.
    pub plan: Option<Value>,
    /// What happened; null for days to come, and for what nobody recorded.
    pub fact: Option<Value>,
    /// What was planned when all had agreed for the first time; null before that.
    pub baseline: Option<Value>,
    /// Whether the plan asks for something else than that.
    pub is_moved: bool,
    /// Fact minus that.
    pub baseline_variance: Option<Value>,
    /// Fact minus plan.
    pub variance: Option<Value>,
    /// The same without its sign.
    pub distance: Option<Value>,
    /// Fact by plan.
    pub attainment: Option<f64>,
    /// Of the variance: -1, 0 or 1.
    pub sign: Option<i8>,
    /// Whether the variance is good news; null where there is none.
    pub favourable: Option<bool>,
    /// What of plan and fact lies before the period's first day; null where nothing does.
    pub before_start: Option<BeforeStart>,
}

impl RowView {
    /// Of days to come: nothing has happened in them.
    fn without_fact(self) -> Self {
        Self {
            fact: None,
            variance: None,
            baseline_variance: None,
            distance: None,
            attainment: None,
            sign: None,
            favourable: None,
            before_start: None,
            ..self
        }
    }

    /// Whether it is of the whole company, or of a segment over all channels and people.
    pub(crate) fn is_whole(&self) -> bool {
        self.channel.is_none() && self.person.is_none()
    }
}

/// What had to be there before the period's first day, and what was.
#[derive(Debug, Clone, Serialize)]
pub struct BeforeStart {
    /// The planned figure.
    pub plan: Value,
    /// What happened.
    pub fact: Value,
}

/// A step of a funnel, plan against fact.
#[derive(Debug, Clone, Serialize)]
pub struct ConversionFact {
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// The channel's id; null for all channels together.
    pub channel: Option<String>,
    /// What people call it.
    pub channel_title: Option<String>,
    /// The stage it starts from.
    pub from: String,
    /// What people call that.
    pub from_title: String,
    /// The stage it leads to.
    pub to: String,
    /// What people call that.
    pub to_title: String,
    /// The planned rate, for the channels that the trials came by.
    pub plan: RateView,
    /// The planned rate over the channels as they are planned; null for a channel.
    pub planned_mix: Option<RateView>,
    /// Successes by trials; null without trials.
    pub fact: Option<RateView>,
    /// The rate that the `conversion` rule expects from now on; null for a channel.
    pub expected: Option<RateView>,
    /// `cohort`, `counts_with_stock` or `counts_without_stock`.
    pub basis: &'static str,
    /// How many had time to pass.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// How many of the others are still open and may yet pass.
    pub undecided: u64,
    /// 90 % interval of the true rate.
    pub interval: Option<Interval>,
    /// Entries into the next stage by entries into this one; never judged.
    pub period_ratio: Option<RateView>,
    /// `above`, `below`, `within_noise` or `too_few`.
    pub deviation: &'static str,
    /// The planned rate for the trials of this period and of the plan's evidence together.
    pub pooled_plan: RateView,
    /// Trials of this period and of the plan's evidence together.
    pub pooled_trials: u64,
    /// Successes of both.
    pub pooled_successes: u64,
    /// `proven`, `unproven` or `refuted`, by the pooled counts.
    pub way_of_selling: &'static str,
}

/// An interval of a rate.
#[derive(Debug, Clone, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What a segment still has to bring.
#[derive(Debug, Clone, Serialize)]
pub struct CatchUpView {
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// What is missing to its part of the goal.
    pub remaining: Value,
    /// `money` or `count`.
    pub unit: &'static str,
    /// How many of its deals are open and count towards the period.
    pub n_open: usize,
    /// Its stages, first to last.
    pub stages: Vec<StageCatchUpView>,
    /// The most leads that the channels can bring until those no longer count; null where a
    /// channel has no limit.
    pub supply: Option<u64>,
    /// Whether the next period needs new leads in the days to come.
    pub is_for_next_period: bool,
    /// Leads that are needed and cannot be had.
    pub shortfall: Option<u64>,
    /// Whether the leads that are needed can be had.
    pub reachable: Option<bool>,
}

/// What a stage still has to bring.
#[derive(Debug, Clone, Serialize)]
pub struct StageCatchUpView {
    /// The stage's id.
    pub stage: String,
    /// What people call it.
    pub title: String,
    /// New entries as if nothing were open.
    pub gross: u64,
    /// New entries beside what the open deals are expected to bring.
    pub net: u64,
    /// Last day on which they count for this period.
    pub by: String,
    /// What the next period needs of them in the days to come of `coming`, where this plan is
    /// repeated.
    pub next_period: u64,
    /// `net` spread over the weeks that are left; null once it is too late.
    pub per_week: Option<u64>,
}

impl PlanFactView {
    /// Shapes a standing for output.
    pub fn new(plan: &Plan, standing: &Standing<'_>) -> Self {
        let as_of = standing.evening.as_of;
        let monday = standing.evening.week.monday().max(plan.period.from);
        let window = |days: Period, rows: &[Row]| WindowView {
            days: Days::new(days.from, days.to),
            rows: rows.iter().map(|row| row_view(plan, row)).collect(),
        };
        let shaped = Self {
            in_week: window(
                Period {
                    from: monday,
                    to: as_of,
                },
                &standing.week,
            ),
            to_date: window(
                Period {
                    from: plan.period.from,
                    to: as_of,
                },
                &standing.to_date,
            ),
            coming_to_reach: standing
                .coming
                .as_ref()
                .and_then(|(_, rows)| to_reach(plan, standing, rows)),
            coming: standing.coming.as_ref().map(|(days, rows)| WindowView {
                days: Days::new(days.from, days.to),
                rows: rows.iter().map(|row| row_view(plan, row).without_fact()).collect(),
            }),
            channels: Vec::new(),
            people: Vec::new(),
            curve: standing.curve.iter().map(point_view).collect(),
            conversions: standing
                .conversions
                .iter()
                .flat_map(|conversion| conversion_views(plan, conversion))
                .collect(),
            catch_up: standing
                .catch_up
                .iter()
                .map(|catch_up| catch_up_view(plan, catch_up))
                .collect(),
        };
        let channels = standing.channels.iter().map(|part| channel_view(plan, part)).collect();
        shaped.with_channels(plan, channels)
    }

    fn with_channels(mut self, plan: &Plan, channels: Vec<PartView>) -> Self {
        for part in &channels {
            let of_channel = |sums: &SumsView| parts::of_channel(plan, part, sums);
            self.in_week.rows.extend(of_channel(&part.in_week));
            self.to_date.rows.extend(of_channel(&part.to_date));
        }
        Self { channels, ..self }
    }

    /// The same with what every person brings and does.
    #[must_use]
    pub fn with_people(mut self, plan: &Plan, people: &[Part]) -> Self {
        let people = people_views(plan, people);
        for part in &people {
            self.in_week
                .rows
                .extend(parts::of_person(plan, part, |of| &of.in_week, |of| &of.in_week));
            self.to_date
                .rows
                .extend(parts::of_person(plan, part, |of| &of.to_date, |of| &of.to_date));
        }
        Self { people, ..self }
    }
}

fn to_reach(plan: &Plan, standing: &Standing<'_>, coming: &[Row]) -> Option<Value> {
    let (goal, row) = goal_and_row(plan, coming);
    let planned = row?.plan.filter(|_| matches!(goal, Quantity::Money(_)))?;
    standing.outlook.to_reach_within(planned).map(quantity)
}

/// People with what they bring and what they did for it.
pub(crate) fn people_views(plan: &Plan, people: &[Part]) -> Vec<PartView> {
    let person = |part: &Part| {
        let person = part.index.map(|index| &plan.team.people[index]);
        PartView {
            work: part.work.iter().map(|work| work_view(plan, work)).collect(),
            ..part_view(
                part,
                person.map(|person| (person.id.to_string(), person.name.clone())),
                None,
            )
        }
    };
    people.iter().map(person).collect()
}

fn channel_view(plan: &Plan, part: &Part) -> PartView {
    let channel = part.index.map(|index| &plan.channels[index]);
    let segment = part.segment.map(|index| &plan.segments[index]);
    part_view(
        part,
        channel.map(|channel| (channel.id.to_string(), channel.title.clone())),
        segment.map(|segment| (segment.id.to_string(), segment.title.clone())),
    )
}

fn part_view(part: &Part, named: Option<(String, String)>, segment: Option<(String, String)>) -> PartView {
    let (id, title) = named.unzip();
    let (segment, segment_title) = segment.unzip();
    PartView {
        id,
        title,
        segment,
        segment_title,
        in_week: sums_view(part.week),
        to_date: sums_view(part.to_date),
        work: Vec::new(),
    }
}

pub(crate) fn work_view(plan: &Plan, work: &Work) -> WorkView {
    let (measure, title, segment) = match &work.what {
        What::Entries(segment, stage) => {
            let segment = &plan.segments[*segment];
            let stage = &segment.stages[*stage];
            (stage.id.to_string(), Some(stage.title.clone()), Some(segment))
        }
        What::Activity(name) => (format!("activity.{name}"), Some(name.clone()), None),
        What::Hours => ("hours".to_string(), None, None),
    };
    WorkView {
        measure,
        title,
        segment: segment.map(|segment| segment.id.to_string()),
        segment_title: segment.map(|segment| segment.title.clone()),
        in_week: done_view(work.week),
        to_date: done_view(work.to_date),
    }
}

fn done_view(done: Done) -> SumsView {
    let both = done.plan.zip(done.fact);
    let variance = both.map(|(plan, fact)| fact.saturating_sub(plan));
    let attainment = both.and_then(|(plan, fact)| fact.checked_div(plan)?.to_f64());
    SumsView {
        plan: done.plan.map(decimal),
        fact: done.fact.map(decimal),
        variance: variance.map(decimal),
        distance: variance.map(|variance| decimal(variance.abs())),
        attainment: attainment.map(rounded),
        sign: variance.map(|variance| variance.cmp(&Decimal::ZERO) as i8),
    }
}

/// A count as a number, with a fraction only where it has one.
fn decimal(number: Decimal) -> Value {
    match number.normalize().to_i64().filter(|_| number.fract().is_zero()) {
        Some(whole) => Value::from(whole),
        None => Value::from(number.to_f64().map_or(0.0, rounded)),
    }
}

fn sums_view(sums: Sums) -> SumsView {
    let row = Row::new(RowMeasure::Deals, None, sums.plan, sums.fact);
    let variance = row.variance();
    SumsView {
        plan: sums.plan.map(quantity),
        fact: Some(quantity(sums.fact)),
        variance: variance.map(quantity),
        distance: variance.map(|variance| quantity(variance.magnitude())),
        attainment: row.attainment().map(rounded),
        sign: variance.map(|variance| variance.units().signum() as i8),
    }
}

fn point_view(point: &Point) -> PointView {
    PointView {
        week: Week::of(point.day).to_string(),
        day: point.day.to_string(),
        plan: quantity(point.plan),
        fact: point.fact.map(quantity),
    }
}

pub(crate) fn row_view(plan: &Plan, row: &Row) -> RowView {
    let segment = row.segment.map(|index| &plan.segments[index]);
    let stage = match row.measure {
        RowMeasure::Stage(index) => segment.map(|segment| &segment.stages[index]),
        _ => None,
    };
    let measure = row.measure.word(segment);
    let title = match (row.measure, stage) {
        (_, Some(stage)) => stage.title.clone(),
        (RowMeasure::Revenue, _) => plan.goal.basis.word().to_owned(),
        _ => measure.to_owned(),
    };
    let variance = row.variance();
    RowView {
        measure: measure.to_owned(),
        title,
        segment: segment.map(|segment| segment.id.to_string()),
        segment_title: segment.map(|segment| segment.title.clone()),
        stage: stage.map(|stage| stage.id.to_string()),
        channel: None,
        person: None,
        unit: match row.fact {
            salesplan_model::plan_fact::Quantity::Money(_) => "money",
            salesplan_model::plan_fact::Quantity::Count(_) => "count",
        },
        plan: row.plan.map(quantity),
        fact: Some(quantity(row.fact)),
        baseline: row.baseline.map(quantity),
        is_moved: row.baseline.is_some() && row.plan.map(|plan| plan.units()) != row.baseline.map(|due| due.units()),
        baseline_variance: row.baseline_variance().map(quantity),
        variance: variance.map(quantity),
        distance: variance.map(|variance| quantity(variance.magnitude())),
        attainment: row.attainment(),
        sign: variance.map(|variance| i8::try_from(variance.units().signum()).unwrap_or(0)),
        // More is better of everything that is compared so far.
        favourable: variance.map(|variance| variance.units() >= 0),
        before_start: row.before_start.map(|(plan, fact)| BeforeStart {
            plan: quantity(plan),
            fact: quantity(fact),
        }),
    }
}

/// A step over all channels, and after it channel by channel.
fn conversion_views(plan: &Plan, conversion: &Conversion) -> Vec<ConversionFact> {
    let all = conversion_view(plan, conversion, None, &conversion.judged);
    let of_channels = conversion.by_channel.iter();
    let of_channels =
        of_channels.map(|(channel, judged)| conversion_view(plan, conversion, Some(&plan.channels[*channel]), judged));
    std::iter::once(all).chain(of_channels).collect()
}

fn conversion_view(plan: &Plan, conversion: &Conversion, channel: Option<&Channel>, judged: &Judged) -> ConversionFact {
    let segment = &plan.segments[conversion.segment];
    let (from, to) = (&segment.stages[conversion.stage], &segment.stages[conversion.stage + 1]);
    let of_all = |rate| channel.is_none().then(|| RateView::new(rate));
    ConversionFact {
        segment: segment.id.to_string(),
        segment_title: segment.title.clone(),
        channel: channel.map(|channel| channel.id.to_string()),
        channel_title: channel.map(|channel| channel.title.clone()),
        from: from.id.to_string(),
        from_title: from.title.clone(),
        to: to.id.to_string(),
        to_title: to.title.clone(),
        plan: RateView::new(judged.plan),
        planned_mix: of_all(conversion.planned),
        fact: (judged.trials > 0).then(|| RateView::of_counts(judged.successes, judged.trials)),
        expected: of_all(conversion.expected),
        basis: match conversion.basis {
            Basis::Cohort => "cohort",
            Basis::CountsWithStock => "counts_with_stock",
            Basis::CountsWithoutStock => "counts_without_stock",
        },
        trials: judged.trials,
        successes: judged.successes,
        undecided: judged.undecided,
        interval: judged.interval.map(|(low, high)| Interval {
            low: rounded(low),
            high: rounded(high),
        }),
        period_ratio: conversion
            .period_ratio
            .filter(|_| channel.is_none())
            .map(|(passed, entries)| RateView::of_counts(passed, entries)),
        deviation: judged.deviation.word(),
        pooled_plan: RateView::new(judged.pooled_plan),
        pooled_trials: judged.pooled_trials,
        pooled_successes: judged.pooled_successes,
        way_of_selling: judged.way_of_selling.word(),
    }
}

fn catch_up_view(plan: &Plan, catch_up: &CatchUp) -> CatchUpView {
    let segment = &plan.segments[catch_up.segment];
    CatchUpView {
        segment: segment.id.to_string(),
        segment_title: segment.title.clone(),
        remaining: goal_amount(catch_up.remaining),
        unit: match catch_up.remaining {
            GoalAmount::Revenue(_) | GoalAmount::Profit(_) => "money",
            GoalAmount::Deals(_) => "count",
        },
        n_open: catch_up.n_open,
        stages: segment
            .stages
            .iter()
            .zip(&catch_up.stages)
            .map(|(stage, need)| StageCatchUpView {
                stage: stage.id.to_string(),
                title: stage.title.clone(),
                gross: need.gross,
                net: need.net,
                by: need.by.to_string(),
                per_week: need.per_week,
                next_period: need.next_period,
            })
            .collect(),
        supply: catch_up.supply,
        is_for_next_period: catch_up.is_for_the_next_period(),
        shortfall: catch_up.shortfall(),
        reachable: catch_up.shortfall().map(|shortfall| shortfall == 0),
    }
}
