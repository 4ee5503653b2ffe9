//! `plans/<plan>/plan.toml`: period, goal, segments and funnels.

use std::sync::Arc;

use salesplan_model::diagnostic::{
    CONVERSION_AFTER_LAST, DUPLICATE_ID, Diagnostic, EMPTY_FUNNEL, INVALID_MONEY, MISSING_AVERAGE_DEAL,
    MISSING_CONVERSION, NO_CURRENCY, NOT_YET_SUPPORTED, PERIOD_REVERSED, PERIOD_TOO_LONG, SEGMENT_PART, UNKNOWN_FUNNEL,
    UNKNOWN_SCHEMA_VERSION, UNKNOWN_STAGE, UNUSED_FUNNEL,
};
use salesplan_model::id::{PlanId, SegmentId, StageId};
use salesplan_model::money::{Currency, Money};
use salesplan_model::period::{Period, days_between};
use salesplan_model::plan::{
    AverageDeal, Basis, FactSource, Goal, GoalAmount, Part, Person, Plan, Segment, Stage, Step, Vat,
};
use salesplan_model::settings::Settings;

use crate::lower;
use crate::outline::{Outline, OutlineSegment};
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{self, Table, check_id};

/// The format version that this program reads and writes.
pub const SCHEMA_VERSION: u64 = 1;

/// The longest period: ten years of days.
const PERIOD_DAYS_MAX: i64 = 3_660;
/// The most segments, and the most stages of a funnel.
const ITEMS_MAX: usize = 1_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Metric {
    Revenue,
    Deals,
    Profit,
}

const METRICS: &[(&str, Metric)] = &[
    ("revenue", Metric::Revenue),
    ("deals", Metric::Deals),
    ("profit", Metric::Profit),
];
const SOURCES: &[(&str, FactSource)] = &[("entered", FactSource::Entered), ("deals", FactSource::Deals)];

/// Reads a plan. The outline is as complete as the file allows; the plan is
/// there only if the file has no error.
pub(crate) fn read(
    text: &str,
    id: &PlanId,
    settings: &Settings,
    people: Vec<Person>,
    sink: &Sink,
) -> (Outline, Option<Plan>) {
    let root = table::parse(text, sink);
    let mut plan = Table::root(&root, "plan.toml", sink);
    check_schema_version(&mut plan, true, sink);
    let title = plan.text("title").map(|title| title.value);
    let period = plan.required("period", "{ from = 2026-10-01, to = 2026-12-31 }", |plan| {
        read_period(plan, sink)
    });
    let goal = plan.required("goal", "{ metric = \"revenue\", amount = 1_000_000 }", |plan| {
        read_goal(plan, settings, sink)
    });
    let currency = goal.as_ref().and_then(|goal| goal.currency).or(settings.currency);
    let funnels = read_funnels(&mut plan, sink);
    let deals_goal = goal
        .as_ref()
        .is_some_and(|goal| matches!(goal.amount, GoalAmount::Deals(_)));
    let context = Context {
        currency,
        deals_goal,
        funnels: &funnels,
        sink,
    };
    let mut segments = Vec::new();
    let named = plan.named_tables("segments", "segment");
    if named.is_empty() {
        plan.missing("segments", "… write a table such as [segments.new]");
    }
    let mut used = Vec::new();
    for (id, table) in named.into_iter().take(ITEMS_MAX) {
        segments.push(context.read_segment(&id, table, &mut used));
    }
    plan.finish();
    report_unused(&funnels, &used, sink);

    let outline = Outline {
        segments: segments.iter().map(|read| read.outline.clone()).collect(),
        currency,
        people: None,
        is_complete: !used.is_empty() || !segments.is_empty(),
    };
    let segments: Option<Vec<Segment>> = segments.into_iter().map(|read| read.segment).collect();
    let plan = match (period, goal, segments) {
        (Some(period), Some(goal), Some(segments)) if !segments.is_empty() => {
            let title = title.unwrap_or_else(|| id.to_string());
            Some(Plan {
                id: id.clone(),
                title,
                period,
                goal,
                segments,
                people,
            })
        }
        _ => None,
    };
    (outline, plan)
}

pub(crate) fn check_schema_version(table: &mut Table<'_, '_>, required: bool, sink: &Sink) {
    if !table.has("schema-version") {
        if required {
            table.missing("schema-version", &SCHEMA_VERSION.to_string());
        }
        return;
    }
    if let Some(version) = table
        .count("schema-version")
        .filter(|version| version.value != SCHEMA_VERSION)
    {
        sink.push(
            Diagnostic::new(
                &UNKNOWN_SCHEMA_VERSION,
                format!("schema version {} is not known", version.value),
            )
            .at(
                sink.location(&version.span),
                format!("this program reads version {SCHEMA_VERSION}"),
            )
            .help("use the program version that the file was written for, or set it to 1 and run `salesplan check`"),
        );
    }
}

fn read_period(plan: &mut Table<'_, '_>, sink: &Sink) -> Option<Period> {
    let mut table = plan.table("period", "the period")?;
    let from = table.required("from", "2026-10-01", |table| table.date("from"));
    let to = table.required("to", "2026-12-31", |table| table.date("to"));
    table.finish();
    let (from, to) = (from?, to?);
    let Some(period) = Period::new(from.value, to.value) else {
        sink.push(
            Diagnostic::new(&PERIOD_REVERSED, "the period ends before it begins")
                .at(sink.location(&to.span), "the last day")
                .see(sink.location(&from.span), "the first day")
                .help("swap the two dates"),
        );
        return None;
    };
    if days_between(period.from, period.to) >= PERIOD_DAYS_MAX {
        sink.push(
            Diagnostic::new(&PERIOD_TOO_LONG, "the period is longer than ten years")
                .at(sink.location(&to.span), "the last day")
                .help("plan a month, a quarter or a year at a time"),
        );
        return None;
    }
    Some(period)
}

fn read_goal(plan: &mut Table<'_, '_>, settings: &Settings, sink: &Sink) -> Option<Goal> {
    let mut goal = plan.table("goal", "the goal")?;
    let location = sink.location(&goal.place("amount"));
    let metric = goal.required("metric", "\"revenue\"", |goal| goal.word("metric", METRICS));
    let stated = goal.text("currency").map(|text| lower::currency(sink, &text));
    // A currency that is wrong was reported; it must not be reported as missing too.
    let bad_currency = stated == Some(None);
    let currency = stated.flatten().or(settings.currency);
    let amount = goal.required("amount", "1_000_000", |goal| match metric.as_ref()?.value {
        Metric::Deals => goal.count("amount").map(|count| GoalAmount::Deals(count.value)),
        Metric::Revenue => revenue_goal(goal, currency, bad_currency, sink).map(GoalAmount::Revenue),
        Metric::Profit => {
            not_yet(
                sink,
                &goal.place("metric"),
                "a goal in profit",
                "state the goal in revenue or in deals",
            );
            goal.number_text("amount");
            None
        }
    });
    let basis = goal
        .word("basis", Basis::WORDS)
        .map_or(Basis::Signed, |basis| basis.value);
    let vat = goal.word("vat", Vat::WORDS).map_or(Vat::Excluded, |vat| vat.value);
    goal.finish();
    Some(Goal {
        amount: positive(sink, amount?, &location.span)?,
        basis,
        vat,
        currency,
        location,
    })
}

fn revenue_goal(goal: &mut Table<'_, '_>, currency: Option<Currency>, reported: bool, sink: &Sink) -> Option<Money> {
    let text = goal.number_text("amount")?;
    if currency.is_none() && !reported {
        sink.push(
            Diagnostic::new(&NO_CURRENCY, "the goal has no currency, and salesplan.toml names none")
                .at(sink.location(&text.span), "in which currency?")
                .help("add `currency = \"RUB\"` to [goal] or to salesplan.toml"),
        );
    }
    lower::money(sink, &text, currency)
}

fn positive(sink: &Sink, amount: GoalAmount, span: &std::ops::Range<usize>) -> Option<GoalAmount> {
    let is_positive = match amount {
        GoalAmount::Revenue(sum) => sum.minor > 0,
        GoalAmount::Deals(count) => count > 0,
    };
    if !is_positive {
        not_above_zero(sink, "the goal", span);
    }
    is_positive.then_some(amount)
}

fn not_above_zero(sink: &Sink, what: &str, span: &std::ops::Range<usize>) {
    sink.push(
        Diagnostic::new(&INVALID_MONEY, format!("{what} is not above 0"))
            .at(sink.location(span), "this figure")
            .help("write a figure above 0"),
    );
}

fn not_yet(sink: &Sink, span: &std::ops::Range<usize>, what: &str, mend: &str) {
    sink.push(
        Diagnostic::new(&NOT_YET_SUPPORTED, format!("{what} is not computed by this version"))
            .at(sink.location(span), "not yet")
            .help(mend),
    );
}

/// A funnel as read; `None` where it has mistakes.
struct Funnel {
    id: At<String>,
    stage_ids: Vec<String>,
    stages: Option<Vec<Stage>>,
}

fn read_funnels(plan: &mut Table<'_, '_>, sink: &Sink) -> Vec<Funnel> {
    let named = plan.named_tables("funnels", "funnel");
    named
        .into_iter()
        .take(ITEMS_MAX)
        .map(|(id, table)| read_funnel(id, table, sink))
        .collect()
}

fn read_funnel(id: At<String>, mut table: Table<'_, '_>, sink: &Sink) -> Funnel {
    check_id(sink, "a funnel", &id);
    let place = table.place("stages");
    let items = table.list("stages", &format!("a stage of funnel `{}`", id.value));
    table.finish();
    let items = items.unwrap_or_default();
    if items.is_empty() {
        sink.push(
            Diagnostic::new(&EMPTY_FUNNEL, format!("funnel `{}` has no stages", id.value))
                .at(sink.location(&place), "no stages")
                .help("list them from the first contact to the deal: stages = [{ id = \"lead\", conversion = \"50%\" }, { id = \"deal\" }]"),
        );
        return Funnel {
            id,
            stage_ids: Vec::new(),
            stages: None,
        };
    }
    let n_stages = items.len().min(ITEMS_MAX);
    let mut seen: Vec<At<String>> = Vec::new();
    let mut stages = Vec::new();
    for (index, item) in items.into_iter().take(ITEMS_MAX).enumerate() {
        let is_last = index + 1 == n_stages;
        stages.push(read_stage(item, is_last, &mut seen, sink));
    }
    let stage_ids = seen.into_iter().map(|id| id.value).collect();
    Funnel {
        id,
        stage_ids,
        stages: stages.into_iter().collect(),
    }
}

fn read_stage(mut item: Table<'_, '_>, is_last: bool, seen: &mut Vec<At<String>>, sink: &Sink) -> Option<Stage> {
    let id = item.required("id", "\"lead\"", |item| item.text("id"));
    if let Some(id) = &id {
        check_id(sink, "a stage", id);
        if let Some(first) = seen.iter().find(|other| other.value == id.value) {
            sink.push(duplicate(sink, "stage", id, first));
        }
        seen.push(id.clone());
    }
    let title = item.text("title");
    let lag = item.count("lag-days");
    let hours = item.number_text("hours");
    let hours_value = hours.as_ref().map(|text| read_hours(text, sink));
    let location = sink.location(&item.place("conversion"));
    let rate = read_conversion(&mut item, sink);
    let span = item.span().clone();
    item.finish();
    if is_last && (rate.is_some() || lag.is_some()) {
        sink.push(
            Diagnostic::new(
                &CONVERSION_AFTER_LAST,
                "the last stage has a conversion or a lag, but nothing follows it",
            )
            .at(sink.location(&location.span), "leads nowhere")
            .help(
                "a conversion stands on the stage it starts from: move it one stage up, or add the stage that follows",
            ),
        );
    }
    if !is_last && rate.is_none() {
        let name = id.as_ref().map_or("?", |id| id.value.as_str());
        sink.push(
            Diagnostic::new(
                &MISSING_CONVERSION,
                format!("stage `{name}` has no conversion to the next stage"),
            )
            .at(sink.location(&span), "how many of these pass on?")
            .help("add it: conversion = \"30%\""),
        );
    }
    let step = match (is_last, rate) {
        (true, _) => None,
        (false, Some(Some((rate, evidence)))) => Some(Step {
            rate,
            evidence,
            lag_days: read_lag(lag.as_ref(), sink)?,
            location,
        }),
        (false, _) => return None,
    };
    let id = id?;
    let hours = match hours_value {
        Some(read) => Some(read?),
        None => None,
    };
    Some(Stage {
        title: title.map_or_else(|| id.value.clone(), |title| title.value),
        id: StageId::new(id.value),
        step,
        hours,
        source: FactSource::Entered,
    })
}

fn read_lag(lag: Option<&At<u64>>, sink: &Sink) -> Option<u32> {
    let Some(lag) = lag else { return Some(0) };
    match u32::try_from(lag.value) {
        Ok(days) if i64::from(days) <= PERIOD_DAYS_MAX => Some(days),
        _ => {
            sink.push(
                Diagnostic::new(
                    &salesplan_model::diagnostic::INVALID_COUNT,
                    "`lag-days` is longer than ten years",
                )
                .at(sink.location(&lag.span), "too many days")
                .help("write the days that passing to the next stage usually takes"),
            );
            None
        }
    }
}

fn read_hours(text: &At<String>, sink: &Sink) -> Option<rust_decimal::Decimal> {
    let hours = rust_decimal::Decimal::from_str_exact(&text.value)
        .ok()
        .filter(|hours| !hours.is_sign_negative() && *hours < 10_000.into());
    if hours.is_none() {
        sink.push(
            Diagnostic::new(
                &salesplan_model::diagnostic::INVALID_COUNT,
                format!("`{}` is not a number of hours", text.value),
            )
            .at(sink.location(&text.span), "hours that one entry takes")
            .help("write a number such as 1.5"),
        );
    }
    hours
}

/// `None`: no conversion. `Some(None)`: one that was reported as wrong.
type ReadConversion = Option<Option<(salesplan_model::rate::Rate, Option<salesplan_model::plan::Evidence>)>>;

fn read_conversion(item: &mut Table<'_, '_>, sink: &Sink) -> ReadConversion {
    if !item.has("conversion") {
        return None;
    }
    Some(match item.plain_or_table("conversion", "a conversion") {
        None => None,
        Some(Ok(text)) if text.value == "rule" => {
            not_yet(
                sink,
                &text.span,
                "a planned conversion from a rule",
                "write the planned rate; the rule gives the expected one",
            );
            None
        }
        Some(Ok(text)) => lower::rate(sink, &text).map(|rate| (rate, None)),
        Some(Err(mut table)) => {
            let rate = table.required("rate", "\"30%\"", |table| table.number_text("rate"));
            let evidence = table.text("evidence").map(|text| lower::evidence(sink, &text));
            table.finish();
            let rate = rate.and_then(|text| lower::rate(sink, &text));
            match (rate, evidence) {
                (Some(rate), None) => Some((rate, None)),
                (Some(rate), Some(Some(evidence))) => Some((rate, Some(evidence))),
                _ => None,
            }
        }
    })
}

struct Context<'a> {
    currency: Option<Currency>,
    deals_goal: bool,
    funnels: &'a [Funnel],
    sink: &'a Sink,
}

struct ReadSegment {
    outline: OutlineSegment,
    segment: Option<Segment>,
}

impl Context<'_> {
    fn read_segment(&self, id: &At<String>, mut table: Table<'_, '_>, used: &mut Vec<String>) -> ReadSegment {
        let good_id = check_id(self.sink, "a segment", id);
        let title = table
            .text("title")
            .map_or_else(|| id.value.clone(), |title| title.value);
        let average = self.read_average(&mut table);
        let part = self.read_part(&mut table, id, average.is_some());
        let clients = table.count("clients").map(|count| count.value);
        let (stage_ids, stages) = self.read_stages(&mut table, used);
        let sources = self.read_sources(&mut table, &stage_ids);
        table.finish();
        let outline = OutlineSegment {
            id: id.value.clone(),
            stages: stage_ids.into_iter().zip(sources.iter().copied()).collect(),
        };
        let location = self.sink.location(&id.span);
        let build = || {
            let mut stages = stages?;
            for (stage, source) in stages.iter_mut().zip(sources) {
                stage.source = source;
            }
            let average_deal = match average {
                Some(average) => Some(average?),
                None => None,
            };
            let (part, id) = (part?, SegmentId::new(id.value.clone()));
            good_id.then_some(Segment {
                id,
                title,
                part,
                average_deal,
                stages,
                clients,
                location,
            })
        };
        ReadSegment {
            outline,
            segment: build(),
        }
    }

    fn read_average(&self, table: &mut Table<'_, '_>) -> Option<Option<AverageDeal>> {
        if !table.has("average-deal") {
            return None;
        }
        let read = table.plain_or_table("average-deal", "an average deal");
        Some((|| {
            let (text, evidence) = match read? {
                Ok(text) => (text, None),
                Err(mut table) => {
                    let text = table.required("amount", "200_000", |table| table.number_text("amount"));
                    let evidence = table.text("evidence").map(|text| lower::deals_seen(self.sink, &text));
                    table.finish();
                    (text?, evidence)
                }
            };
            let amount = lower::money(self.sink, &text, self.money_currency(&text))?;
            if amount.minor <= 0 {
                not_above_zero(self.sink, "the average deal", &text.span);
                return None;
            }
            let evidence = match evidence {
                Some(evidence) => Some(evidence?),
                None => None,
            };
            Some(AverageDeal { amount, evidence })
        })())
    }

    /// The plan's currency. A goal in revenue reports a missing one at the goal;
    /// a goal in deals needs one only where a sum stands.
    fn money_currency(&self, text: &At<String>) -> Option<Currency> {
        if self.currency.is_none() && self.deals_goal {
            self.sink.push(
                Diagnostic::new(&NO_CURRENCY, "this sum has no currency")
                    .at(self.sink.location(&text.span), "in which currency?")
                    .help("add `currency = \"RUB\"` to [goal] or to salesplan.toml"),
            );
        }
        self.currency
    }

    fn read_part(&self, table: &mut Table<'_, '_>, id: &At<String>, has_average: bool) -> Option<Part> {
        let given: Vec<&'static str> = ["amount", "share", "deals"]
            .into_iter()
            .filter(|key| table.has(key))
            .collect();
        let [key] = given[..] else {
            let found = if given.is_empty() {
                "none of them".to_string()
            } else {
                given.join(" and ")
            };
            self.sink.push(
                Diagnostic::new(
                    &SEGMENT_PART,
                    format!(
                        "segment `{}` must give exactly one of amount, share and deals",
                        id.value
                    ),
                )
                .at(self.sink.location(&id.span), format!("it gives {found}"))
                .help("keep the one that people agreed on; the others follow from it"),
            );
            return None;
        };
        let part = match key {
            "amount" if self.deals_goal => {
                self.sink.push(
                    Diagnostic::new(
                        &SEGMENT_PART,
                        format!("segment `{}` gives a sum, but the goal counts deals", id.value),
                    )
                    .at(self.sink.location(&table.place("amount")), "a sum")
                    .help("give `deals` or `share`"),
                );
                table.number_text("amount");
                return None;
            }
            "amount" => {
                let text = table.number_text("amount")?;
                let sum = lower::money(self.sink, &text, self.currency)?;
                if sum.minor <= 0 {
                    not_above_zero(self.sink, "the segment's sum", &text.span);
                    return None;
                }
                Part::Amount(sum)
            }
            "share" => {
                let text = table.number_text("share")?;
                Part::Share(lower::rate(self.sink, &text)?)
            }
            _ => Part::Deals(table.count("deals")?.value),
        };
        if !self.deals_goal && !has_average {
            self.sink.push(
                Diagnostic::new(
                    &MISSING_AVERAGE_DEAL,
                    format!("segment `{}` has no average deal", id.value),
                )
                .at(self.sink.location(&table.place(key)), "how many deals is this?")
                .help("add it: average-deal = 200_000"),
            );
            return None;
        }
        Some(part)
    }

    /// The stages of the segment's funnel, or the one stage `deal` without one.
    fn read_stages(&self, table: &mut Table<'_, '_>, used: &mut Vec<String>) -> (Vec<String>, Option<Vec<Stage>>) {
        if !table.has("funnel") {
            let deal = Stage {
                id: StageId::new("deal"),
                title: "deal".into(),
                step: None,
                hours: None,
                source: FactSource::Entered,
            };
            return (vec!["deal".into()], Some(vec![deal]));
        }
        let Some(name) = table.text("funnel") else {
            return (Vec::new(), None);
        };
        used.push(name.value.clone());
        match self.funnels.iter().find(|funnel| funnel.id.value == name.value) {
            Some(funnel) => (funnel.stage_ids.clone(), funnel.stages.clone()),
            None => {
                let known = self.funnels.iter().map(|funnel| funnel.id.value.as_str());
                self.sink.push(
                    Diagnostic::new(&UNKNOWN_FUNNEL, format!("there is no funnel `{}`", name.value))
                        .at(self.sink.location(&name.span), "unknown funnel")
                        .help(suggest::help(&name.value, known)),
                );
                (Vec::new(), None)
            }
        }
    }

    /// Shape: one a stage.
    fn read_sources(&self, table: &mut Table<'_, '_>, stage_ids: &[String]) -> Vec<FactSource> {
        let Some(mut facts) = table.table("facts", "the segment's facts") else {
            return vec![FactSource::Entered; stage_ids.len()];
        };
        let whole = facts
            .word("source", SOURCES)
            .map_or(FactSource::Entered, |source| source.value);
        let mut sources = vec![whole; stage_ids.len()];
        if let Some(stages) = facts.table("stages", "the sources by stage") {
            for (name, value) in stages.entries() {
                let stage = stage_ids.iter().position(|id| id == name.get_ref());
                let source = value
                    .get_ref()
                    .as_str()
                    .and_then(|word| SOURCES.iter().find(|(known, _)| *known == word));
                match (stage, source) {
                    (Some(stage), Some((_, source))) => sources[stage] = *source,
                    (None, _) if stage_ids.is_empty() => {}
                    (None, _) => self.sink.push(
                        Diagnostic::new(&UNKNOWN_STAGE, format!("the segment has no stage `{}`", name.get_ref()))
                            .at(self.sink.location(&name.span()), "unknown stage")
                            .help(suggest::help(name.get_ref(), stage_ids.iter().map(String::as_str))),
                    ),
                    (_, None) => {
                        table::wrong_type::<()>(self.sink, name.get_ref(), value, "\"entered\" or \"deals\"");
                    }
                }
            }
        }
        facts.finish();
        sources
    }
}

fn duplicate(sink: &Sink, what: &str, id: &At<String>, first: &At<String>) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ID, format!("two {what}s have the id `{}`", id.value))
        .at(sink.location(&id.span), "the second")
        .see(sink.location(&first.span), "the first")
        .help("give each an id of its own")
}

fn report_unused(funnels: &[Funnel], used: &[String], sink: &Sink) {
    for funnel in funnels.iter().filter(|funnel| !used.contains(&funnel.id.value)) {
        sink.push(
            Diagnostic::new(&UNUSED_FUNNEL, format!("no segment uses funnel `{}`", funnel.id.value))
                .at(sink.location(&funnel.id.span), "unused")
                .help(format!(
                    "name it in a segment: funnel = \"{}\", or remove it",
                    funnel.id.value
                )),
        );
    }
}

/// The name under which a plan's file is read.
pub(crate) fn path(id: &str) -> Arc<str> {
    Arc::from(format!("plans/{id}/plan.toml"))
}
