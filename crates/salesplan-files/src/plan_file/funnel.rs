//! Funnels: stages from the first contact to the deal, and the way between them.

use rust_decimal::Decimal;
use salesplan_model::diagnostic::{
    CONVERSION_AFTER_LAST, DUPLICATE_ID, Diagnostic, EMPTY_FUNNEL, INVALID_COUNT, MISSING_CONVERSION, UNUSED_FUNNEL,
};
use salesplan_model::id::StageId;
use salesplan_model::plan::{Ask, Evidence, FactSource, Origin, Purpose, Stage, Step};
use salesplan_model::rate::Rate;

use super::grounds::Past;
use super::lag::read_lag;
use crate::lower;
use crate::sink::{At, Sink};
use crate::table::{Table, check_id, number_text, wrong_type};

/// A funnel as read; `None` where it has mistakes.
pub(super) struct Funnel {
    pub id: At<String>,
    pub stage_ids: Vec<String>,
    pub stages: Option<Vec<Stage>>,
}

pub(super) fn read_funnels(plan: &mut Table<'_, '_>, past: Past<'_>) -> Vec<Funnel> {
    let named = plan.named_tables("funnels", "funnel");
    named
        .into_iter()
        .map(|(id, table)| read_funnel(id, table, past))
        .collect()
}

fn read_funnel(id: At<String>, mut table: Table<'_, '_>, past: Past<'_>) -> Funnel {
    let sink = past.sink;
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
        stages.push(read_stage(item, is_last, &mut seen, past));
    }
    let stage_ids = seen.into_iter().map(|id| id.value).collect();
    Funnel {
        id,
        stage_ids,
        stages: stages.into_iter().collect(),
    }
}

fn read_stage(mut item: Table<'_, '_>, is_last: bool, seen: &mut Vec<At<String>>, past: Past<'_>) -> Option<Stage> {
    let sink = past.sink;
    let id = item.required("id", "\"lead\"", |item| item.text("id"));
    if let Some(id) = &id {
        check_id(sink, "a stage", id);
        if let Some(first) = seen.iter().find(|other| other.value == id.value) {
            sink.push(duplicate(sink, "stage", id, first));
        }
        seen.push(id.clone());
    }
    let title = item.text("title");
    let has_lag = item.has("lag-days");
    let lag = read_lag(&mut item, past);
    let hours = item.number_text("hours").and_then(|text| read_hours(&text, sink));
    let activities = read_activities(&mut item, sink);
    let has_conversion = item.has("conversion");
    let leads_on = if has_conversion { "conversion" } else { "lag-days" };
    let location = sink.location(&item.place(leads_on));
    let conversion = read_conversion(&mut item, past);
    let span = item.span().clone();
    item.finish();
    if is_last && (has_conversion || has_lag) {
        sink.push(
            Diagnostic::new(
                &CONVERSION_AFTER_LAST,
                "the last stage has a conversion or a lag, but nothing follows it",
            )
            .at(location.clone(), "leads nowhere")
            .help(
                "a conversion stands on the stage it starts from: move it one stage up, or add the stage that follows",
            ),
        );
    }
    if !is_last && !has_conversion {
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
    let step = if is_last {
        None
    } else {
        let conversion = conversion?;
        Some(Step {
            rate: conversion.rate,
            origin: conversion.origin,
            evidence: conversion.evidence,
            ask: conversion.ask,
            lag,
            location,
        })
    };
    let id = id?;
    Some(Stage {
        title: title.map_or_else(|| id.value.clone(), |title| title.value),
        location: sink.location(&id.span),
        id: StageId::new(id.value),
        step,
        hours,
        activities,
        source: FactSource::Entered,
    })
}

fn decimal(text: &str) -> Option<Decimal> {
    let number = Decimal::from_str_exact(text).ok();
    number.filter(|number| !number.is_sign_negative() && *number < 10_000.into())
}

fn read_hours(text: &At<String>, sink: &Sink) -> Option<Decimal> {
    let hours = decimal(&text.value);
    if hours.is_none() {
        sink.push(
            Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a number of hours", text.value))
                .at(sink.location(&text.span), "hours that one entry takes")
                .help("write a number such as 1.5"),
        );
    }
    hours
}

/// `activities = { call = 3, email = 2.5 }`.
fn read_activities(item: &mut Table<'_, '_>, sink: &Sink) -> Vec<(String, Decimal)> {
    let Some(table) = item.table("activities", "the activities") else {
        return Vec::new();
    };
    let mut activities = Vec::new();
    for (name, value) in table.entries() {
        let id = At::new(name.get_ref().to_string(), name.span());
        check_id(sink, "an activity", &id);
        let Some(text) = number_text(value.get_ref()) else {
            wrong_type::<()>(sink, &id.value, value, "a number");
            continue;
        };
        match decimal(&text) {
            Some(number) => activities.push((id.value, number)),
            None => sink.push(
                Diagnostic::new(
                    &INVALID_COUNT,
                    format!("`{text}` does not say how often `{}` is done", id.value),
                )
                .at(sink.location(&value.span()), "how often for one entry?")
                .help("write a number such as 3 or 2.5"),
            ),
        }
    }
    activities
}

/// The planned conversion of a stage.
struct Conversion {
    rate: Rate,
    origin: Origin,
    evidence: Option<Evidence>,
    ask: Option<Ask>,
}

/// `None` without one, and where it is wrong, which is noted.
fn read_conversion(item: &mut Table<'_, '_>, past: Past<'_>) -> Option<Conversion> {
    let sink = past.sink;
    let mut table = match item.plain_or_table("conversion", "a conversion")? {
        Ok(text) if text.value == "rule" => return Some(of_rule(None, Some(past.all_before(text.span)))),
        Ok(text) => {
            let rate = lower::rate(sink, &text)?;
            return Some(Conversion {
                rate,
                origin: Origin::Written,
                evidence: None,
                ask: None,
            });
        }
        Err(table) => table,
    };
    let stated = table.has("rate").then(|| table.number_text("rate"));
    let rate = stated.clone().flatten().and_then(|text| lower::rate(sink, &text));
    let rule = table.flag("rule").filter(|rule| rule.value);
    if let Some(rule) = rule {
        let ask = past.of_rule(&mut table, &rule);
        table.finish();
        return (stated.is_none() || rate.is_some()).then(|| of_rule(rate, ask));
    }
    if stated.is_none() {
        table.missing("rate", "\"30%\"");
    }
    past.no_rule(&mut table);
    let grounds = past.grounds(&mut table, &lower::PASSED);
    table.finish();
    let rate = rate?;
    let is_measured = grounds.ask.as_ref().is_some_and(|ask| ask.purpose == Purpose::Measure);
    Some(Conversion {
        rate,
        origin: if is_measured {
            Origin::Measured { written: rate }
        } else {
            Origin::Written
        },
        evidence: grounds.seen,
        ask: grounds.ask,
    })
}

/// Until the rule is asked, the written rate stands, or certainty in its place.
fn of_rule(written: Option<Rate>, ask: Option<Ask>) -> Conversion {
    Conversion {
        rate: written.unwrap_or(Rate::one()),
        origin: Origin::Rule { written },
        evidence: None,
        ask,
    }
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
