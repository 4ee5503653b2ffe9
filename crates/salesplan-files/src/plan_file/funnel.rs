//! Funnels: stages from the first contact to the deal, and the way between them.

use salesplan_model::diagnostic::{
    CONVERSION_AFTER_LAST, DUPLICATE_ID, Diagnostic, EMPTY_FUNNEL, INVALID_COUNT, MISSING_CONVERSION, UNUSED_FUNNEL,
};
use salesplan_model::id::StageId;
use salesplan_model::plan::{Evidence, FactSource, Stage, Step};
use salesplan_model::rate::Rate;

use super::{PERIOD_DAYS_MAX, not_yet};
use crate::lower;
use crate::sink::{At, Sink};
use crate::table::{Table, check_id};

/// A funnel as read; `None` where it has mistakes.
pub(super) struct Funnel {
    pub id: At<String>,
    pub stage_ids: Vec<String>,
    pub stages: Option<Vec<Stage>>,
}

pub(super) fn read_funnels(plan: &mut Table<'_, '_>, sink: &Sink) -> Vec<Funnel> {
    let named = plan.named_tables("funnels", "funnel");
    named
        .into_iter()
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
    let n_stages = items.len();
    let mut seen: Vec<At<String>> = Vec::new();
    let mut stages = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
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
                Diagnostic::new(&INVALID_COUNT, "`lag-days` is longer than ten years")
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
            Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a number of hours", text.value))
                .at(sink.location(&text.span), "hours that one entry takes")
                .help("write a number such as 1.5"),
        );
    }
    hours
}

/// `None`: no conversion. `Some(None)`: one that was reported as wrong.
type ReadConversion = Option<Option<(Rate, Option<Evidence>)>>;

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

fn duplicate(sink: &Sink, what: &str, id: &At<String>, first: &At<String>) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ID, format!("two {what}s have the id `{}`", id.value))
        .at(sink.location(&id.span), "the second")
        .see(sink.location(&first.span), "the first")
        .help("give each an id of its own")
}

pub(super) fn report_unused(funnels: &[Funnel], used: &[String], sink: &Sink) {
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
