//! Facts: `facts/<month>.csv` or `.toml`, one row for what happened on a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{
    AMBIGUOUS_FACT, DOUBLE_COUNT, DUPLICATE_FACT, Diagnostic, FACT_WITHOUT_FIGURE, INVALID_COUNT, Location,
    MISSING_KEY, NEGATIVE_COUNT, UNKNOWN_CHANNEL, UNKNOWN_MEASURE, UNKNOWN_SEGMENT,
};
use salesplan_model::fact::{Fact, Measure};
use salesplan_model::id::{ChannelId, PersonId};
use salesplan_model::money::Money;
use salesplan_model::plan::FactSource;

use crate::deals::check_person;
use crate::exchange::{Brought, SumCells};
use crate::facts_memo::Memo;
use crate::lower;
use crate::outline::Outline;
use crate::rows::{Cell, Columns, Header, Row, read_csv, read_toml};
use crate::sink::Sink;
use crate::suggest;

/// The columns of a facts file, in the order in which they are written.
pub const COLUMNS: &[&str] = &[
    "date", "measure", "person", "segment", "channel", "count", "amount", "currency", "id",
];

/// Columns that a file may have besides; they are written only where one has them.
pub const MORE_COLUMNS: &[&str] = &["vat", "campaign"];

const FACTS: Columns = Columns {
    fixed: COLUMNS,
    more: MORE_COLUMNS,
    required: &["date", "measure"],
    families: &[],
};

/// Measures that are not stages.
const PLAIN: &[(&str, Measure)] = &[
    ("paid", Measure::Paid),
    ("shipped", Measure::Shipped),
    ("spend", Measure::Spend),
    ("hours", Measure::Hours),
];

pub(crate) type SeenIds = BTreeMap<String, Location>;

/// What a file of facts says.
pub(crate) struct FileOfFacts {
    pub facts: Vec<Fact>,
    /// The ids of its rows with their places.
    pub ids: SeenIds,
}

pub(crate) fn read_from_csv(text: &str, outline: &Outline, sink: &Sink) -> FileOfFacts {
    let mut facts = Vec::new();
    let mut ids = SeenIds::new();
    let mut memo = None;
    read_csv(text, &FACTS, sink, |header, row| {
        let memo = memo.get_or_insert_with(|| Memo::new(header, outline.currency));
        if let Some(fact) = memo.fact(row, || sink.location(&row.whole())) {
            facts.push(fact);
            return;
        }
        let n_found = sink.n_findings();
        let fact = Reader::new(header, row, outline, sink).fact(&mut ids);
        if let Some(fact) = fact.as_ref().filter(|_| sink.n_findings() == n_found) {
            memo.learn(row, fact);
        }
        facts.extend(fact);
    });
    FileOfFacts { facts, ids }
}

pub(crate) fn read_from_toml(text: &str, outline: &Outline, sink: &Sink) -> FileOfFacts {
    let mut facts = Vec::new();
    let mut ids = SeenIds::new();
    read_toml(text, "facts", "a fact", &FACTS, sink, |header, row| {
        facts.extend(Reader::new(header, row, outline, sink).fact(&mut ids));
    });
    FileOfFacts { facts, ids }
}

/// What is said of the second fact with an id.
pub(crate) fn duplicate_fact(id: &str, place: Location, first: Location) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_FACT, format!("two facts have the id `{id}`"))
        .at(place, "the second")
        .see(first, "the first")
        .help("remove one, or give it an id of its own")
}

/// The rows of a file of facts, whatever they say.
pub(crate) fn read_rows(path: &str, text: &str, sink: &Sink, each: impl FnMut(&Header, &dyn Row)) {
    if path.ends_with(".toml") {
        read_toml(text, "facts", "a fact", &FACTS, sink, each);
    } else {
        read_csv(text, &FACTS, sink, each);
    }
}

pub(crate) struct Reader<'a> {
    pub header: &'a Header,
    pub row: &'a dyn Row,
    pub outline: &'a Outline,
    pub sink: &'a Sink,
}

impl<'a> Reader<'a> {
    pub fn new(header: &'a Header, row: &'a dyn Row, outline: &'a Outline, sink: &'a Sink) -> Self {
        Self {
            header,
            row,
            outline,
            sink,
        }
    }

    fn cell(&self, name: &str) -> Option<Cell<'a>> {
        Cell::find(self.header, self.row, name)
    }

    pub fn fact(&self, seen: &mut SeenIds) -> Option<Fact> {
        self.check_id(seen);
        let date = self.required("date").and_then(|cell| self.date(cell));
        let measure = self.required("measure");
        let segment = self.cell("segment");
        let resolved = measure.and_then(|measure| self.measure(measure, segment));
        let count = self.count(matches!(resolved, Some((Measure::Hours, _))));
        let (amount, stated) = self.amount().unzip();
        if self.cell("count").is_none() && self.cell("amount").is_none() {
            self.sink.push(
                Diagnostic::new(&FACT_WITHOUT_FIGURE, "the fact has neither a count nor an amount")
                    .at(self.location(), "how much was it?")
                    .help("fill `count`, `amount` or both"),
            );
        }
        let person = self.cell("person");
        if let Some(person) = person {
            self.check_person(person);
        }
        let channel = self.cell("channel");
        if let Some(channel) = channel {
            self.check_channel(channel);
        }
        let (measure, segment) = resolved?;
        Some(Fact {
            date: date?,
            measure,
            person: person.map(|person| PersonId::new(person.text)),
            segment,
            channel: channel.map(|channel| ChannelId::new(channel.text)),
            campaign: self.cell("campaign").map(|campaign| campaign.text.into()),
            count,
            amount,
            stated: stated.flatten(),
            location: self.location(),
        })
    }

    // There may be a million facts: what is well is read without a look at its place.

    fn date(&self, cell: Cell<'_>) -> Option<Date> {
        let parsed = cell.text.parse().ok().filter(|_| cell.text.len() == 10);
        parsed.or_else(|| lower::date(self.sink, cell.text, &cell.span()))
    }

    fn amount(&self) -> Option<Brought> {
        let amount = self.cell("amount")?;
        let (currency, vat) = (self.cell("currency"), self.cell("vat"));
        if currency.is_none()
            && vat.is_none()
            && let Some(Ok(plain)) = self.outline.currency.map(|own| Money::parse(amount.text, own))
        {
            return Some((plain, None));
        }
        let sum = SumCells {
            amount: amount.at(),
            currency: currency.map(|cell| cell.at()),
            vat: vat.map(|cell| cell.at()),
        };
        sum.read(&self.outline.exchange, self.sink)
    }

    fn check_person(&self, person: Cell<'_>) {
        let is_known = |people: &Vec<String>| people.iter().any(|known| known == person.text);
        if !self.outline.people.as_ref().is_none_or(is_known) {
            check_person(&person.at(), self.outline, self.sink);
        }
    }

    /// A plan that declares channels means all of them.
    fn check_channel(&self, channel: Cell<'_>) {
        let declared = &self.outline.channels;
        if declared.is_empty() || !self.outline.is_complete || declared.iter().any(|known| known == channel.text) {
            return;
        }
        self.sink.push(
            Diagnostic::new(&UNKNOWN_CHANNEL, format!("the plan has no channel `{}`", channel.text))
                .at(self.sink.location(&channel.span()), "unknown channel")
                .help(suggest::help(channel.text, declared.iter().map(String::as_str))),
        );
    }

    fn location(&self) -> Location {
        self.sink.location(&self.row.whole())
    }

    fn required(&self, name: &str) -> Option<Cell<'a>> {
        let value = self.cell(name);
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
        let Some(id) = self.cell("id") else { return };
        let place = self.sink.location(&id.span());
        if let Some(first) = seen.get(id.text) {
            self.sink.push(duplicate_fact(id.text, place, first.clone()));
        } else {
            seen.insert(id.text.to_string(), place);
        }
    }

    fn count(&self, may_be_fraction: bool) -> Option<Decimal> {
        let text = self.cell("count")?;
        let parsed = Decimal::from_str_exact(text.text).ok();
        let fits = |count: &Decimal| {
            !count.is_sign_negative() && (may_be_fraction || count.is_integer()) && *count < Decimal::from(1_u64 << 53)
        };
        let count = parsed.filter(fits);
        if parsed.is_some_and(|count| count.is_sign_negative() && !count.is_zero()) {
            self.sink.push(
                Diagnostic::new(&NEGATIVE_COUNT, format!("the count {} is below 0", text.text))
                    .at(self.sink.location(&text.span()), "this count")
                    .help("mend the row that was too high; a sum that was paid back is an `amount` below 0"),
            );
        } else if count.is_none() {
            self.sink.push(
                Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a count", text.text))
                    .at(self.sink.location(&text.span()), "this count")
                    .help("write a whole number, 0 or more"),
            );
        }
        count
    }

    /// The measure, and the segment that it belongs to.
    fn measure(&self, name: Cell<'_>, segment: Option<Cell<'_>>) -> Option<(Measure, Option<usize>)> {
        let stated = segment.map(|segment| self.segment(segment));
        if stated == Some(None) {
            return None;
        }
        let stated = stated.flatten();
        if let Some((_, measure)) = PLAIN.iter().find(|(word, _)| *word == name.text) {
            return Some((measure.clone(), stated));
        }
        if let Some(activity) = name
            .text
            .strip_prefix("activity.")
            .filter(|activity| !activity.is_empty())
        {
            return Some((Measure::Activity(activity.to_string()), stated));
        }
        let (stage_name, is_stock) = name
            .text
            .strip_prefix("stock.")
            .map_or((name.text, false), |stage| (stage, true));
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
                .at(self.sink.location(&name.span()), "and entered here once more")
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

    fn segment(&self, name: Cell<'_>) -> Option<usize> {
        let index = self.outline.segment_index(name.text);
        if index.is_none() && self.outline.is_complete {
            let known = self.outline.segments.iter().map(|segment| segment.id.as_str());
            self.sink.push(
                Diagnostic::new(&UNKNOWN_SEGMENT, format!("the plan has no segment `{}`", name.text))
                    .at(self.sink.location(&name.span()), "unknown segment")
                    .help(suggest::help(name.text, known)),
            );
        }
        index
    }

    fn stage(&self, name: Cell<'_>, stage_name: &str, stated: Option<usize>) -> Option<(usize, usize)> {
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
                    .at(self.sink.location(&name.span()), "of which segment?")
                    .help("fill the column `segment`"),
                );
                None
            }
            (None, _) => {
                if self.outline.is_complete && segments().all(|(_, segment)| !segment.stages.is_empty()) {
                    let stages =
                        segments().flat_map(|(_, segment)| segment.stages.iter().map(|(stage, _)| stage.as_str()));
                    let mut seen = BTreeSet::new();
                    let stages = stages.filter(|stage| seen.insert(*stage));
                    let known: Vec<&str> = stages.chain(PLAIN.iter().map(|(word, _)| *word)).collect();
                    self.sink.push(
                        Diagnostic::new(
                            &UNKNOWN_MEASURE,
                            format!("`{}` is not a measure of this plan", name.text),
                        )
                        .at(self.sink.location(&name.span()), "unknown measure")
                        .help(suggest::help(stage_name, known.iter().copied())),
                    );
                }
                None
            }
        }
    }
}
