//! Names of the figures of an evening, and where each leads.

use super::{Derivation, Explaining, rest_of};
use crate::actuals::Actuals;
use crate::period::Week;
use crate::plan_fact::{Row, RowMeasure};
use crate::rules::Rules;
use crate::standing::{Books, Standing};

/// What is known on an evening.
pub(super) struct Shown<'a> {
    pub books: Books<'a>,
    pub standing: &'a Standing<'a>,
    pub rules: &'a dyn Rules,
    pub actuals: Actuals,
}

/// The derivation of a figure of an evening; `None` where there is none of that name.
///
/// Names: `revenue`, `deals`, `profit`, `signed`, `paid`, `<segment>.revenue` and
/// `<segment>.<stage>`, each with `.fact` or `.due` (what the plan asks for) behind it, to date
/// or with a week behind that, what came also with a person or a channel; `<segment>.<stage>.conversion.fact` and `.expected`;
/// `remaining`, `to-bring`; `open.worth`, `.expected`, `.chance`, `.chance-without-biggest`, `.low` and `.high`;
/// `deal.<id>`, and `.chance` and `.score` for an open deal.
pub fn explain_standing<'a>(
    books: Books<'a>,
    standing: &'a Standing<'a>,
    rules: &'a dyn Rules,
    name: &str,
) -> Option<Derivation> {
    let as_of = standing.evening.as_of;
    let shown = Shown {
        actuals: Actuals::gather(books.plan, books.given.deals, books.given.facts, as_of),
        books,
        standing,
        rules,
    };
    match name {
        "remaining" => return Some(shown.remaining()),
        "to-bring" => return Some(shown.to_bring()),
        "open.worth" => return Some(shown.open_worth()),
        "open.expected" => return Some(shown.open_expected()),
        "open.chance" => return Some(shown.open_chance()),
        "open.chance-without-biggest" => return shown.chance_without_biggest(),
        "open.low" => return shown.open_end(|range| range.low),
        "open.high" => return shown.open_end(|range| range.high),
        _ => {}
    }
    if let Some(of_deal) = name.strip_prefix("deal.") {
        return shown.of_deal(of_deal);
    }
    if let Some(step) = name.strip_suffix(".conversion.fact") {
        return shown.conversion_fact(step);
    }
    if let Some(step) = name.strip_suffix(".conversion.expected") {
        return shown.conversion_expected(step);
    }
    let (rest, week) = match name.rsplit_once('.') {
        Some((rest, week)) if Week::parse(week).is_some() => (rest, Week::parse(week)),
        _ => (name, None),
    };
    if let Some(row) = rest.strip_suffix(".due") {
        let (segment, measure) = shown.row_of_name(row)?;
        return shown.due(segment, measure, week);
    }
    let (row, who) = rest.split_once(".fact")?;
    let (segment, measure) = shown.row_of_name(row)?;
    match who.strip_prefix('.') {
        None if who.is_empty() => shown.fact(segment, measure, week),
        None => None,
        Some(who) => shown.fact_of(segment, measure, week, shown.whose(who)?),
    }
}

/// Whether a name can only be one of [`explain_standing`].
pub fn is_of_an_evening(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let first = parts.first().copied().unwrap_or_default();
    matches!(first, "open" | "deal" | "remaining" | "to-bring")
        || parts.iter().any(|part| matches!(*part, "fact" | "due" | "expected"))
}

/// Names that [`explain_standing`] knows, without those of weeks.
pub fn names_of_standing(books: Books<'_>, standing: &Standing<'_>) -> Vec<String> {
    let mut names = vec!["remaining".to_string()];
    if standing.outlook.in_hand.units() > 0 {
        names.push("to-bring".into());
    }
    for row in &standing.to_date {
        let name = row_name(books, row.segment, row.measure);
        names.push(format!("{name}.fact"));
        names.extend(row.plan.is_some().then(|| format!("{name}.due")));
    }
    for conversion in &standing.conversions {
        let name = row_name(books, Some(conversion.segment), RowMeasure::Stage(conversion.stage));
        names.extend(["fact", "expected"].map(|what| format!("{name}.conversion.{what}")));
    }
    if standing.outlook.n_open > 0 {
        names.extend(["worth", "expected", "chance"].map(|what| format!("open.{what}")));
    }
    if standing.outlook.range.is_some() {
        names.extend(["low", "high"].map(|what| format!("open.{what}")));
    }
    if standing.outlook.without_biggest.is_some() {
        names.push("open.chance-without-biggest".into());
    }
    names.extend(standing.open.iter().map(|open| format!("deal.{}", open.deal.id)));
    names
}

/// How a row of plan against fact is called.
pub(super) fn row_name(books: Books<'_>, segment: Option<usize>, measure: RowMeasure) -> String {
    let segment = segment.map(|index| &books.plan.segments[index]);
    let word = measure.word(segment);
    segment.map_or_else(|| word.to_string(), |segment| format!("{}.{word}", segment.id))
}

impl<'a> Shown<'a> {
    /// The plan's side of the same figures.
    pub fn planned(&self) -> Explaining<'a> {
        Explaining { books: self.books }
    }

    /// The row that a name means.
    fn row_of_name(&self, name: &str) -> Option<(Option<usize>, RowMeasure)> {
        let rows = self.standing.to_date.iter();
        let of_name = |row: &&Row| row_name(self.books, row.segment, row.measure) == name;
        let found = rows.clone().find(of_name).map(|row| (row.segment, row.measure));
        // The last stage of every segment are its deals.
        found.or_else(|| {
            self.stage_of_name(name)
                .map(|(segment, stage)| (Some(segment), RowMeasure::Stage(stage)))
        })
    }

    /// The segment and the stage that a name means: `new.meeting`, `new.deals`.
    pub fn stage_of_name(&self, name: &str) -> Option<(usize, usize)> {
        let mut segments = self.books.plan.segments.iter().enumerate();
        segments.find_map(|(index, segment)| {
            let rest = rest_of(name, segment.id.as_str())?;
            let mut stages = segment.stages.iter();
            let stage = stages.position(|stage| stage.id.as_str() == rest);
            let stage = stage.or_else(|| (rest == "deals").then(|| segment.last_stage()))?;
            Some((index, stage))
        })
    }
}
