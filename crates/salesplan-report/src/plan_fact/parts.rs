//! Leads by channel and what people bring and do, as rows beside those of the company.
//!
//! They are shaped from the parts that templates show, so that both say the same.

use salesplan_model::plan::{GoalAmount, Plan};

use super::{PartView, RowView, SumsView, WorkView};

/// The row of a channel in its segment; none for leads that name no channel.
pub(super) fn of_channel(plan: &Plan, part: &PartView, sums: &SumsView) -> Option<RowView> {
    let channel = part.id.clone()?;
    let segment = plan
        .segments
        .iter()
        .find(|segment| part.segment.as_deref() == Some(segment.id.as_str()))?;
    let leads = &segment.stages[0];
    let row = row(leads.id.to_string(), leads.title.clone(), "count", sums);
    Some(RowView {
        segment: part.segment.clone(),
        segment_title: part.segment_title.clone(),
        stage: Some(leads.id.to_string()),
        channel: Some(channel),
        ..row
    })
}

/// The rows of a person: what they bring towards the goal, and what they do for it. None for
/// what names nobody.
pub(super) fn of_person(
    plan: &Plan,
    part: &PartView,
    sums: impl Fn(&PartView) -> &SumsView,
    of_work: impl Fn(&WorkView) -> &SumsView,
) -> Vec<RowView> {
    let Some(person) = &part.id else { return Vec::new() };
    let (measure, title, unit) = match plan.goal.amount {
        GoalAmount::Revenue(_) => ("revenue", plan.goal.basis.word(), "money"),
        GoalAmount::Profit(_) => ("profit", "profit", "money"),
        GoalAmount::Deals(_) => ("deals", "deals", "count"),
    };
    let brings = row(measure.to_string(), title.to_string(), unit, sums(part));
    let does = part.work.iter().map(|work| RowView {
        segment: work.segment.clone(),
        segment_title: work.segment_title.clone(),
        stage: work.segment.as_ref().map(|_| work.measure.clone()),
        ..row(
            work.measure.clone(),
            work.title.clone().unwrap_or_else(|| work.measure.clone()),
            if work.measure == "hours" { "hours" } else { "count" },
            of_work(work),
        )
    });
    let theirs = |row: RowView| RowView {
        person: Some(person.clone()),
        ..row
    };
    std::iter::once(brings).chain(does).map(theirs).collect()
}

fn row(measure: String, title: String, unit: &'static str, sums: &SumsView) -> RowView {
    RowView {
        measure,
        title,
        segment: None,
        segment_title: None,
        stage: None,
        channel: None,
        person: None,
        unit,
        plan: sums.plan.clone(),
        fact: sums.fact.clone(),
        baseline: None,
        is_moved: false,
        baseline_variance: None,
        variance: sums.variance.clone(),
        distance: sums.distance.clone(),
        attainment: sums.attainment,
        sign: sums.sign,
        favourable: sums.sign.map(|sign| sign >= 0),
        before_start: None,
    }
}
