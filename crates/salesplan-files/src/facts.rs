//! Facts: `facts/<month>.csv` or `.toml`, one row for what happened on a day.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use salesplan_model::diagnostic::{
    AMBIGUOUS_FACT, DOUBLE_COUNT, DUPLICATE_FACT, Diagnostic, FACT_WITHOUT_FIGURE, INVALID_COUNT, Location,
    MISSING_KEY, UNKNOWN_MEASURE, UNKNOWN_SEGMENT,
};
use salesplan_model::fact::{Fact, Measure};
use salesplan_model::id::{ChannelId, PersonId};
use salesplan_model::plan::FactSource;

use crate::deals::{check_person, read_amount};
use crate::lower;
use crate::outline::Outline;
use crate::rows::{Columns, Header, Row, read_csv, read_toml};
use crate::sink::{At, Sink};
use crate::suggest;

/// The columns of a facts file, in the order in which they are written.
pub const COLUMNS: &[&str] = &[
    "date", "measure", "person", "segment", "channel", "count", "amount", "currency", "id",
];

const FACTS: Columns = Columns {
    fixed: COLUMNS,
    required: &["date", "measure"],
    family: None,
};

/// Measures that are not stages.
const PLAIN: &[(&str, Measure)] = &[
    ("paid", Measure::Paid),
    ("shipped", Measure::Shipped),
    ("spend", Measure::Spend),
    ("hours", Measure::Hours),
];

pub(crate) type SeenIds = BTreeMap<String, Location>;

pub(crate) fn read_from_csv(text: &str, outline: &Outline, seen: &mut SeenIds, sink: &Sink) -> Vec<Fact> {
    let mut facts = Vec::new();
    read_csv(text, &FACTS, sink, |header, row| {
        facts.extend(
            Reader {
                header,
                row,
                outline,
                sink,
            }
            .fact(seen),
        )
    });
    facts
}

pub(crate) fn read_from_toml(text: &str, outline: &Outline, seen: &mut SeenIds, sink: &Sink) -> Vec<Fact> {
    let mut facts = Vec::new();
    read_toml(text, "facts", "a fact", &FACTS, sink, |header, row| {
        facts.extend(
            Reader {
                header,
                row,
                outline,
                sink,
            }
            .fact(seen),
        )
    });
    facts
}

pub(crate) struct Reader<'a> {
    pub header: &'a Header,
    pub row: &'a dyn Row,
    pub outline: &'a Outline,
    pub sink: &'a Sink,
}

impl Reader<'_> {
    fn at(&self, name: &str) -> Option<At<String>> {
        let column = self.header.position(name)?;
        Some(At::new(self.row.text(column)?.to_string(), self.row.span(column)))
    }

    pub fn fact(&self, seen: &mut SeenIds) -> Option<Fact> {
        self.check_id(seen);
        let date = self
            .required("date")
            .and_then(|text| lower::date(self.sink, &text.value, &text.span));
        let measure = self.required("measure");
        let segment = self.at("segment");
        let resolved = measure
            .as_ref()
            .and_then(|measure| self.measure(measure, segment.as_ref()));
        let count = self.count(matches!(resolved, Some((Measure::Hours, _))));
        let amount = read_amount(self.at("amount"), self.at("currency"), self.outline.currency, self.sink);
        if self.at("count").is_none() && self.at("amount").is_none() {
            self.sink.push(
                Diagnostic::new(&FACT_WITHOUT_FIGURE, "the fact has neither a count nor an amount")
                    .at(self.location(), "how much was it?")
                    .help("fill `count`, `amount` or both"),
            );
        }
        let person = self.at("person");
        if let Some(person) = &person {
            check_person(person, self.outline, self.sink);
        }
        let (measure, segment) = resolved?;
        Some(Fact {
            date: date?,
            measure,
            person: person.map(|person| PersonId::new(person.value)),
            segment,
            channel: self.at("channel").map(|channel| ChannelId::new(channel.value)),
            count,
            amount,
            location: self.location(),
        })
    }

    fn location(&self) -> Location {
        self.sink.location(&self.row.whole())
    }

    fn required(&self, name: &str) -> Option<At<String>> {
        let value = self.at(name);
        if value.is_none() {
            self.sink.push(
                Diagnostic::new(&MISSING_KEY, format!("the fact has no `{name}`"))
                    .at(self.location(), format!("`{name}` is missing"))
                    .help(format!("fill `{name}`")),
            );
        }
        value
    }

    fn check_id(&self, seen: &mut SeenIds) {
        let Some(id) = self.at("id") else { return };
        let place = self.sink.location(&id.span);
        if let Some(first) = seen.get(&id.value) {
            self.sink.push(
                Diagnostic::new(&DUPLICATE_FACT, format!("two facts have the id `{}`", id.value))
                    .at(place, "the second")
                    .see(first.clone(), "the first")
                    .help("remove one, or give it an id of its own"),
            );
        } else {
            seen.insert(id.value, place);
        }
    }

    fn count(&self, may_be_fraction: bool) -> Option<Decimal> {
        let text = self.at("count")?;
        let parsed = Decimal::from_str_exact(&text.value).ok();
        let fits = |count: &Decimal| {
            !count.is_sign_negative() && (may_be_fraction || count.is_integer()) && *count < Decimal::from(1_u64 << 53)
        };
        let count = parsed.filter(fits);
        if count.is_none() {
            self.sink.push(
                Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a count", text.value))
                    .at(self.sink.location(&text.span), "this count")
                    .help("write a whole number, 0 or more"),
            );
        }
        count
    }

    /// The measure, and the segment that it belongs to.
    fn measure(&self, name: &At<String>, segment: Option<&At<String>>) -> Option<(Measure, Option<usize>)> {
        let stated = segment.map(|segment| self.segment(segment));
        if stated == Some(None) {
            return None;
        }
        let stated = stated.flatten();
        if let Some((_, measure)) = PLAIN.iter().find(|(word, _)| *word == name.value) {
            return Some((measure.clone(), stated));
        }
        if let Some(activity) = name
            .value
            .strip_prefix("activity.")
            .filter(|activity| !activity.is_empty())
        {
            return Some((Measure::Activity(activity.to_string()), stated));
        }
        let (stage_name, is_stock) = name
            .value
            .strip_prefix("stock.")
            .map_or((name.value.as_str(), false), |stage| (stage, true));
        let (segment, stage) = self.stage(name, stage_name, stated)?;
        if !is_stock && self.outline.segments[segment].stages[stage].1 == FactSource::Deals {
            self.sink.push(
                Diagnostic::new(
                    &DOUBLE_COUNT,
                    format!(
                        "`{stage_name}` of segment `{}` is counted from the deals",
                        self.outline.segments[segment].id
                    ),
                )
                .at(self.sink.location(&name.span), "and entered here once more")
                .help(
                    "remove the fact, or let the stage count entered facts: facts = { stages = { … = \"entered\" } }",
                ),
            );
        }
        let measure = if is_stock {
            Measure::Stock { stage }
        } else {
            Measure::Entry { stage }
        };
        Some((measure, Some(segment)))
    }

    fn segment(&self, name: &At<String>) -> Option<usize> {
        let index = self.outline.segment_index(&name.value);
        if index.is_none() && self.outline.is_complete {
            let known = self.outline.segments.iter().map(|segment| segment.id.as_str());
            self.sink.push(
                Diagnostic::new(&UNKNOWN_SEGMENT, format!("the plan has no segment `{}`", name.value))
                    .at(self.sink.location(&name.span), "unknown segment")
                    .help(suggest::help(&name.value, known)),
            );
        }
        index
    }

    fn stage(&self, name: &At<String>, stage_name: &str, stated: Option<usize>) -> Option<(usize, usize)> {
        let segments = || {
            self.outline
                .segments
                .iter()
                .enumerate()
                .filter(|(index, _)| stated.is_none_or(|stated| stated == *index))
        };
        let mut found = segments().filter_map(|(index, segment)| Some((index, segment.stage_index(stage_name)?)));
        match (found.next(), found.next()) {
            (Some(only), None) => Some(only),
            (Some((first, _)), Some((second, _))) => {
                let [first, second] = [first, second].map(|index| &self.outline.segments[index].id);
                self.sink.push(
                    Diagnostic::new(
                        &AMBIGUOUS_FACT,
                        format!("`{stage_name}` is a stage of `{first}` and of `{second}`"),
                    )
                    .at(self.sink.location(&name.span), "of which segment?")
                    .help("fill the column `segment`"),
                );
                None
            }
            (None, _) => {
                if self.outline.is_complete && segments().all(|(_, segment)| !segment.stages.is_empty()) {
                    let stages =
                        segments().flat_map(|(_, segment)| segment.stages.iter().map(|(stage, _)| stage.as_str()));
                    let known: Vec<&str> = stages.chain(PLAIN.iter().map(|(word, _)| *word)).collect();
                    self.sink.push(
                        Diagnostic::new(
                            &UNKNOWN_MEASURE,
                            format!("`{}` is not a measure of this plan", name.value),
                        )
                        .at(self.sink.location(&name.span), "unknown measure")
                        .help(suggest::help(stage_name, known.iter().copied())),
                    );
                }
                None
            }
        }
    }
}
