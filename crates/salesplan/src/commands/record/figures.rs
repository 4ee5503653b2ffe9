//! Figures as they are typed: `new.lead=4`, `deal=2:350000`, `paid="1000 USD"`.

use salesplan_files::recording::{Figure, is_money};
use salesplan_model::plan::Plan;

use crate::failure::Failure;

/// Families of measures; a segment of the same name is named with `--segment`.
const FAMILIES: [&str; 2] = ["stock", "activity"];

/// A figure as it is typed.
pub(super) fn parse(text: &str, plan: &Plan) -> Result<Figure, Failure> {
    let example = "write MEASURE=COUNT or MEASURE=COUNT:SUM, such as lead=4 or deal=2:350000";
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::usage(format!("`{text}` is not a figure"), example));
    };
    let (segment, measure) = match name.split_once('.') {
        Some((first, rest)) if !FAMILIES.contains(&first) && is_segment(plan, first) => (Some(first.to_string()), rest),
        _ => (None, name),
    };
    if is_activity(plan, measure.trim()) {
        return Err(Failure::usage(
            format!("`{}` is an activity", measure.trim()),
            format!("write activity.{}={}", measure.trim(), value.trim()),
        ));
    }
    let mut figure = Figure {
        measure: measure.trim().to_string(),
        segment,
        ..Figure::default()
    };
    fill(&mut figure, value)?;
    Ok(figure)
}

fn is_segment(plan: &Plan, id: &str) -> bool {
    plan.segments.iter().any(|segment| segment.id.as_str() == id)
}

/// Whether a name is that of an activity and of no stage.
fn is_activity(plan: &Plan, name: &str) -> bool {
    let mut stages = plan.segments.iter().flat_map(|segment| &segment.stages);
    let is_stage = stages.clone().any(|stage| stage.id.as_str() == name);
    !is_stage && stages.any(|stage| stage.activities.iter().any(|(activity, _)| activity == name))
}

/// How a stage of several segments is written: `new.deal=… or repeat.deal=…`.
pub(super) fn of_segments(plan: &Plan, stage: &str) -> String {
    let of = plan.segments.iter().filter(|segment| {
        let mut stages = segment.stages.iter();
        stages.any(|known| known.id.as_str() == stage)
    });
    let written: Vec<String> = of.map(|segment| format!("{}.{stage}=…", segment.id)).collect();
    written.join(" or ")
}

/// Fills a figure with what somebody typed for it.
pub(super) fn fill(figure: &mut Figure, value: &str) -> Result<(), Failure> {
    let (count, sum) = match value.split_once(':') {
        Some((count, sum)) => (Some(count), Some(sum)),
        None if is_money(&figure.measure) => (None, Some(value)),
        None => (Some(value), None),
    };
    figure.count = count.map(number).filter(|count| !count.is_empty());
    if let Some(sum) = sum {
        let sum = sum.trim();
        let digits = sum.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let currency = &sum[digits.len()..];
        figure.amount = Some(number(digits)).filter(|sum| !sum.is_empty());
        figure.currency = (!currency.is_empty()).then(|| currency.to_string());
    }
    if figure.count.is_none() && figure.amount.is_none() {
        return Err(Failure::usage(
            format!("`{}` has no figure", named(figure)),
            "write a number after the `=`",
        ));
    }
    Ok(())
}

/// Digits may be set apart by blanks or underscores.
fn number(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '_' | '\u{a0}')).collect()
}

/// `new.lead`.
pub(super) fn named(figure: &Figure) -> String {
    match &figure.segment {
        Some(segment) => format!("{segment}.{}", figure.measure),
        None => figure.measure.clone(),
    }
}

/// `new.deal 2 (350000)`.
pub(super) fn told(figure: &Figure) -> String {
    let currency = figure
        .currency
        .as_ref()
        .map_or(String::new(), |code| format!(" {code}"));
    match (&figure.count, &figure.amount) {
        (Some(count), Some(amount)) => format!("{} {count} ({amount}{currency})", named(figure)),
        (Some(one), None) | (None, Some(one)) => format!("{} {one}{currency}", named(figure)),
        (None, None) => named(figure),
    }
}
