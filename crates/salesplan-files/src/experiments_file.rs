//! `experiments.toml`: ways of selling held against each other.

use jiff::civil::Date;
use salesplan_model::diagnostic::{
    ARMS_TOO_FEW, DUPLICATE_ID, Diagnostic, INVALID_ARM, INVALID_DATE, INVALID_EFFECT, Location, UNKNOWN_CHANNEL,
    UNKNOWN_PERSON, UNKNOWN_STAGE,
};
use salesplan_model::experiment::{Arm, Ending, Experiment, Measured};
use salesplan_model::id::{ChannelId, PersonId};
use salesplan_model::money::{Currency, Money};
use salesplan_model::period::Period;

use crate::lower;
use crate::outline::{Outline, OutlineSegment};
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{Table, check_id, parse};

/// The name of the file in a plan's folder.
pub const NAME: &str = "experiments.toml";

pub(crate) fn read(text: &str, outline: &Outline, sink: &Sink) -> Vec<Experiment> {
    let root = parse(text, sink);
    let mut file = Table::root(&root, "experiments.toml", sink);
    let named = file.named_tables("experiment", "experiment");
    file.finish();
    let read = named.into_iter();
    read.filter_map(|(id, table)| experiment(&id, table, outline, sink))
        .collect()
}

fn experiment(id: &At<String>, mut table: Table<'_, '_>, outline: &Outline, sink: &Sink) -> Option<Experiment> {
    check_id(sink, "an experiment", id);
    let location = sink.location(&id.span);
    let hypothesis = table.required(
        "hypothesis",
        "\"A call on the first day brings more meetings\"",
        |table| table.text("hypothesis"),
    );
    let owner = table.required("owner", "\"anna\"", |table| table.text("owner"));
    if let Some(owner) = &owner {
        check_person(owner, outline, sink);
    }
    let measure = table.required("measure", "\"conversion\"", |table| {
        table.word("measure", Measured::WORDS)
    });
    let place = measure.as_ref().map(|measure| measure.value);
    let segment = outline.segment_of(&mut table, sink);
    let stage = segment.and_then(|segment| stage(&mut table, place, &outline.segments[segment], outline, sink));
    // Asked for even where the segment is not known, so that the key is no stranger.
    table.has("stage");
    let effect = table.required("smallest-effect", "\"10 points\"", |table| {
        table.number_text("smallest-effect")
    });
    let effect = effect.and_then(|text| read_effect(&text, place?, outline, sink));
    let from = table.required("from", "2026-10-05", |table| table.date("from"));
    let stop = table.required("stop", "{ by = 2026-12-20 }", |table| {
        table.table("stop", "the stop rule")
    });
    let stop = stop.map(|stop| read_stop(stop, place, outline, sink));
    let matures_after = days(&mut table, sink);
    let arms = arms(&mut table, outline, sink);
    let ended = ending(&mut table, &arms, sink);
    table.finish();
    let (from, by) = (from?, stop.as_ref()?.by.clone()?);
    let days = lower::period(
        sink,
        &from,
        &by,
        format!("experiment `{}` ends before it begins", id.value),
    )?;
    if arms.len() < 2 {
        return None;
    }
    Some(Experiment {
        id: id.value.clone(),
        hypothesis: hypothesis?.value,
        owner: PersonId::new(owner?.value),
        measure: place?,
        segment: segment?,
        stage: stage?,
        smallest_effect: effect?,
        arms,
        days,
        cases_per_arm: stop.as_ref().and_then(|stop| stop.cases_per_arm),
        harm: stop.and_then(|stop| stop.harm),
        matures_after,
        ended,
        location,
    })
}

/// The stage with which a case begins: of a conversion the one that it starts from, of other
/// measures the first, unless another is named.
fn stage(
    table: &mut Table<'_, '_>,
    measure: Option<Measured>,
    segment: &OutlineSegment,
    outline: &Outline,
    sink: &Sink,
) -> Option<usize> {
    let last = segment.stages.len().checked_sub(1)?;
    let Some(name) = table.text("stage") else {
        if table.has("stage") {
            return None;
        }
        if measure == Some(Measured::Conversion) {
            table.missing("stage", &format!("\"{}\"", segment.stages[0].0));
            return None;
        }
        return Some(0);
    };
    let found = segment.stage_index(&name.value);
    let leads_on = |stage: &usize| *stage < last || measure == Some(Measured::AverageDeal);
    match found {
        Some(stage) if leads_on(&stage) => return Some(stage),
        None if !outline.is_complete => return None,
        _ => {}
    }
    let known = segment.stages[..last].iter().map(|(id, _)| id.as_str());
    let message = match found {
        Some(_) => format!(
            "nothing follows `{}`, the last stage of segment `{}`",
            name.value, segment.id
        ),
        None => format!("segment `{}` has no stage `{}`", segment.id, name.value),
    };
    sink.push(
        Diagnostic::new(&UNKNOWN_STAGE, message)
            .at(sink.location(&name.span), "no stage to begin with")
            .help(suggest::help(&name.value, known)),
    );
    None
}

/// Reads an effect as one of the measure: `10 points` of a conversion, a sum, or days.
///
/// # Errors
/// What would be readable.
pub fn effect(text: &str, measure: Measured, currency: Option<Currency>) -> Result<f64, &'static str> {
    let positive = |value: f64, wanted| if value > 0.0 { Ok(value) } else { Err(wanted) };
    let number = |text: &str, wanted| {
        let number = rust_decimal::Decimal::from_str_exact(text.trim()).map_err(|_| wanted)?;
        rust_decimal::prelude::ToPrimitive::to_f64(&number).ok_or(wanted)
    };
    match measure {
        Measured::Conversion => {
            const WANTED: &str = "points of a conversion: \"10 points\"";
            let text = text.trim();
            let points = text
                .strip_suffix("points")
                .or(text.strip_suffix("point"))
                .ok_or(WANTED)?;
            let points = positive(number(points, WANTED)?, WANTED)?;
            if points < 100.0 {
                Ok(points / 100.0)
            } else {
                Err(WANTED)
            }
        }
        Measured::CycleDays => {
            const WANTED: &str = "days: 5";
            let days = positive(number(text, WANTED)?, WANTED)?;
            if days < 10_000.0 { Ok(days) } else { Err(WANTED) }
        }
        Measured::AverageDeal | Measured::CostPerDeal => {
            const WANTED: &str = "a sum in the plan's currency: 20_000";
            let money = Money::parse(text, currency.ok_or(WANTED)?).map_err(|_| WANTED)?;
            positive(money.minor as f64, WANTED)
        }
    }
}

fn read_effect(text: &At<String>, measure: Measured, outline: &Outline, sink: &Sink) -> Option<f64> {
    // A plan that needs a currency and has none has a finding of its own.
    if measure.is_money() && outline.currency.is_none() && !outline.counts_deals {
        return None;
    }
    match effect(&text.value, measure, outline.currency) {
        Ok(effect) => Some(effect),
        Err(wanted) => {
            sink.push(
                Diagnostic::new(
                    &INVALID_EFFECT,
                    format!("`{}` is no effect on `{}`", text.value, measure.word()),
                )
                .at(sink.location(&text.span), "how much at least?")
                .help(format!("write {wanted}")),
            );
            None
        }
    }
}

struct Stop {
    by: Option<At<Date>>,
    cases_per_arm: Option<u64>,
    harm: Option<f64>,
}

fn read_stop(mut stop: Table<'_, '_>, measure: Option<Measured>, outline: &Outline, sink: &Sink) -> Stop {
    let by = stop.required("by", "2026-12-20", |stop| stop.date("by"));
    let cases = stop.count("cases-per-arm");
    let harm = stop.number_text("harm");
    stop.finish();
    Stop {
        by,
        cases_per_arm: cases.map(|cases| cases.value.max(1)),
        harm: harm.and_then(|text| read_effect(&text, measure?, outline, sink)),
    }
}

/// The longest time to wait for an outcome: ten years, as of lags.
const DAYS_MAX: u64 = 3_660;

fn days(table: &mut Table<'_, '_>, sink: &Sink) -> Option<u32> {
    let days = table.count("matures-after-days")?;
    if days.value > DAYS_MAX {
        sink.push(crate::table::invalid_count(sink, &days.value.to_string(), &days.span));
        return None;
    }
    u32::try_from(days.value).ok()
}

/// Every arm takes its share of the cases, and all are compared with all.
const ARMS_MAX: usize = 20;

fn arms(table: &mut Table<'_, '_>, outline: &Outline, sink: &Sink) -> Vec<Arm> {
    let place = sink.location(&table.place("arms"));
    let tables = table.list("arms", "an arm");
    let n_written = tables.as_ref().map_or(0, Vec::len);
    if n_written < 2 && (tables.is_some() || !table.has("arms")) {
        sink.push(
            Diagnostic::new(&ARMS_TOO_FEW, "an experiment has two arms at least: what is done now, and something else")
                .at(place.clone(), "fewer than two")
                .help("write them: arms = [{ id = \"letter\", tag = \"letter-first\" }, { id = \"call\", tag = \"call-first\" }]"),
        );
    }
    if n_written > ARMS_MAX {
        sink.push(
            Diagnostic::new(
                &INVALID_ARM,
                format!("an experiment with {n_written} arms learns nothing of any"),
            )
            .at(place.clone(), "too many arms")
            .help(format!("test {ARMS_MAX} at most, and the most promising first")),
        );
        return Vec::new();
    }
    let mut arms: Vec<Arm> = Vec::new();
    for table in tables.into_iter().flatten() {
        let Some(arm) = arm(table, outline, sink) else { continue };
        if let Some(first) = arms.iter().find(|other| other.id == arm.id) {
            sink.push(
                Diagnostic::new(&DUPLICATE_ID, format!("two arms have the id `{}`", arm.id))
                    .at(arm.location.clone(), "the second")
                    .see(first.location.clone(), "the first")
                    .help("give each an id of its own"),
            );
        }
        arms.push(arm);
    }
    arms
}

fn arm(mut table: Table<'_, '_>, outline: &Outline, sink: &Sink) -> Option<Arm> {
    let location: Location = sink.location(table.span());
    let id = table.required("id", "\"call\"", |table| table.text("id"));
    let title = table.text("title");
    let tag = table.text("tag");
    let channel = table.text("channel");
    let person = table.text("person");
    let playbook = table.text("playbook");
    let has_days = table.has("from") || table.has("to");
    let (from, to) = (table.date("from"), table.date("to"));
    table.finish();
    if let Some(id) = &id {
        check_id(sink, "an arm", id);
    }
    if let Some(channel) = channel
        .as_ref()
        .filter(|channel| !outline.channels.is_empty() && !outline.channels.contains(&channel.value))
    {
        let known = outline.channels.iter().map(String::as_str);
        sink.push(
            Diagnostic::new(&UNKNOWN_CHANNEL, format!("the plan has no channel `{}`", channel.value))
                .at(sink.location(&channel.span), "unknown channel")
                .help(suggest::help(&channel.value, known)),
        );
    }
    if let Some(person) = &person {
        check_person(person, outline, sink);
    }
    let days = match (&from, &to) {
        (Some(from), Some(to)) => Some(lower::period(sink, from, to, "an arm ends before it begins")?),
        (from, to) => {
            let open = Period {
                from: from.as_ref().map_or(Date::MIN, |from| from.value),
                to: to.as_ref().map_or(Date::MAX, |to| to.value),
            };
            (from.is_some() || to.is_some()).then_some(open)
        }
    };
    let names_any = [&tag, &channel, &person, &playbook].into_iter().any(Option::is_some);
    if !names_any && !has_days {
        sink.push(
            Diagnostic::new(&INVALID_ARM, "an arm does not say which deals belong to it")
                .at(location.clone(), "which deals?")
                .help("name a tag, channel, person, playbook or days: { id = \"call\", tag = \"call-first\" }"),
        );
    }
    let id = id?.value;
    Some(Arm {
        title: title.map_or_else(|| id.clone(), |title| title.value),
        id,
        tag: tag.map(|tag| tag.value),
        channel: channel.map(|channel| ChannelId::new(channel.value)),
        person: person.map(|person| PersonId::new(person.value)),
        playbook: playbook.map(|version| version.value),
        days,
        location,
    })
}

/// `stopped = DAY`, or `adopted = DAY` with `arm`.
fn ending(table: &mut Table<'_, '_>, arms: &[Arm], sink: &Sink) -> Option<Ending> {
    let stopped = table.date("stopped");
    let adopted = table.date("adopted");
    let arm = table.text("arm");
    let comment = table.text("comment").map(|comment| comment.value);
    if let (Some(_), Some(adopted)) = (&stopped, &adopted) {
        sink.push(
            Diagnostic::new(&INVALID_DATE, "an experiment is stopped or adopted, not both")
                .at(sink.location(&adopted.span), "this one")
                .help("keep one of them"),
        );
    }
    let unknown = |arm: &At<String>| {
        let known = arms.iter().map(|arm| arm.id.as_str());
        sink.push(
            Diagnostic::new(&INVALID_ARM, format!("the experiment has no arm `{}`", arm.value))
                .at(sink.location(&arm.span), "unknown arm")
                .help(suggest::help(&arm.value, known)),
        );
    };
    let index = arm.as_ref().and_then(|arm| {
        let found = arms.iter().position(|known| known.id == arm.value);
        if found.is_none() {
            unknown(arm);
        }
        found
    });
    if let Some(day) = &adopted {
        if arm.is_none() {
            table.missing("arm", "\"call\"");
        }
        return Some(Ending {
            day: day.value,
            adopted: Some(index?),
            comment,
        });
    }
    stopped.map(|day| Ending {
        day: day.value,
        adopted: None,
        comment,
    })
}

fn check_person(person: &At<String>, outline: &Outline, sink: &Sink) {
    let Some(people) = &outline.people else { return };
    if !people.contains(&person.value) {
        let known = people.iter().map(String::as_str);
        sink.push(
            Diagnostic::new(&UNKNOWN_PERSON, format!("`{}` is not in team.toml", person.value))
                .at(sink.location(&person.span), "nobody of the team")
                .help(suggest::help(&person.value, known)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_is_read_in_the_units_of_its_measure() {
        let rub = Currency::parse("RUB");
        assert_eq!(effect("10 points", Measured::Conversion, None), Ok(0.1));
        assert_eq!(effect("1 point", Measured::Conversion, None), Ok(0.01));
        assert!(effect("10%", Measured::Conversion, None).is_err());
        assert!(effect("0 points", Measured::Conversion, None).is_err());
        assert!(effect("100 points", Measured::Conversion, None).is_err());
        assert_eq!(effect("20000", Measured::AverageDeal, rub), Ok(2_000_000.0));
        assert!(effect("-5", Measured::CostPerDeal, rub).is_err());
        assert_eq!(effect("2.5", Measured::CycleDays, None), Ok(2.5));
    }
}
