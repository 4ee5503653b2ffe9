//! Deals: `deals.csv` or `deals.toml`, read and written.

use std::collections::BTreeMap;

use salesplan_model::deal::{Deal, Status};
use salesplan_model::diagnostic::{
    DATES_REVERSED, DEAL_WITHOUT_SEGMENT, DEAL_WITHOUT_STATE, DUPLICATE_DEAL, Diagnostic, INVALID_ID, Location,
    STATUS_CONTRADICTS_STAGE, UNKNOWN_PERSON, UNKNOWN_SEGMENT, UNKNOWN_STAGE, UNKNOWN_VALUE, WON_WITHOUT_DATE,
};
use salesplan_model::id::{ChannelId, DealId, PersonId};

use crate::exchange::{Brought, SumCells};
use crate::lower;
use crate::outline::{Outline, OutlineSegment};
use crate::rows::{Columns, Header, Row, read_csv, read_toml};
use crate::sink::{At, Sink};
use crate::suggest;

/// The columns of deals.csv, in the order in which they are written. Columns
/// `entered.<stage>` follow, one a stage.
pub const COLUMNS: &[&str] = &[
    "id",
    "client",
    "owner",
    "segment",
    "channel",
    "stage",
    "status",
    "amount",
    "currency",
    "created",
    "expected-close",
    "closed",
    "next-step",
    "next-step-date",
    "last-activity",
    "tags",
    "source",
    "gone",
];

/// Those that an import may fill: the last two are the import's own.
pub(crate) const IMPORTED: &[&str] = COLUMNS.split_at(COLUMNS.len() - 2).0;

/// The family of columns with the day a stage was entered.
pub const ENTERED: &str = "entered.";

/// The family of columns with the version of the playbook by which a deal went on from a stage.
/// They are written only where a file has them.
const PLAYBOOK: &str = "playbook.";

/// Columns that a file may have besides; they are written only where one has them.
pub const MORE_COLUMNS: &[&str] = &["vat", "lost-reason"];

pub(crate) const DEALS: Columns = Columns {
    fixed: COLUMNS,
    more: MORE_COLUMNS,
    required: &["id"],
    families: &[ENTERED, PLAYBOOK],
};

pub(crate) fn read_from_csv(text: &str, outline: &Outline, sink: &Sink) -> Vec<Deal> {
    let mut reader = Reader::new(outline, sink);
    read_csv(text, &DEALS, sink, |header, row| reader.row(header, row));
    reader.deals
}

pub(crate) fn read_from_toml(text: &str, outline: &Outline, sink: &Sink) -> Vec<Deal> {
    let mut reader = Reader::new(outline, sink);
    read_toml(text, "deals", "a deal", &DEALS, sink, |header, row| {
        reader.row(header, row)
    });
    reader.deals
}

pub(crate) struct Reader<'a> {
    outline: &'a Outline,
    sink: &'a Sink,
    deals: Vec<Deal>,
    seen: BTreeMap<String, Location>,
}

/// The cells of one row by column name.
struct Cells<'a> {
    header: &'a Header,
    row: &'a dyn Row,
    sink: &'a Sink,
}

impl Cells<'_> {
    fn at(&self, name: &str) -> Option<At<String>> {
        let column = self.header.position(name)?;
        Some(At::new(self.row.text(column)?.to_string(), self.row.span(column)))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.row.text(self.header.position(name)?).map(str::to_string)
    }

    fn date(&self, name: &str) -> Option<jiff::civil::Date> {
        let column = self.header.position(name)?;
        let text = self.row.text(column)?;
        // The place is only worked out where the date is wrong.
        text.parse()
            .ok()
            .filter(|_| text.len() == 10)
            .or_else(|| lower::date(self.sink, text, &self.row.span(column)))
    }
}

impl<'a> Reader<'a> {
    pub fn new(outline: &'a Outline, sink: &'a Sink) -> Self {
        Self {
            outline,
            sink,
            deals: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    pub fn row(&mut self, header: &Header, row: &dyn Row) {
        let cells = Cells {
            header,
            row,
            sink: self.sink,
        };
        let location = self.sink.location(&row.whole());
        let Some(id) = cells.at("id") else {
            self.sink.push(
                Diagnostic::new(&INVALID_ID, "the deal has no id")
                    .at(location, "this deal")
                    .help("give it a stable id of its own"),
            );
            return;
        };
        if let Some(first) = self.seen.get(&id.value) {
            self.sink.push(
                Diagnostic::new(&DUPLICATE_DEAL, format!("two deals have the id `{}`", id.value))
                    .at(self.sink.location(&id.span), "the second")
                    .see(first.clone(), "the first")
                    .help("remove one, or give it an id of its own"),
            );
        }
        let place = || self.sink.location(&id.span);
        let is_first = !self.seen.contains_key(&id.value);
        self.seen.entry(id.value.clone()).or_insert_with(place);
        let segment = self.segment(&cells, &id);
        let (stage, status) = self.state(&cells, segment, &id);
        let (amount, stated) = amount(&cells, self.outline, self.sink).unzip();
        let stated = stated.flatten();
        let deal = Deal {
            id: DealId::new(id.value.clone()),
            client: cells.text("client"),
            owner: self.owner(&cells),
            segment,
            channel: cells.text("channel").map(ChannelId::new),
            stage,
            status,
            amount,
            stated,
            created: cells.date("created"),
            expected_close: cells.date("expected-close"),
            closed: cells.date("closed"),
            next_step: cells.text("next-step"),
            next_step_date: cells.date("next-step-date"),
            last_activity: cells.date("last-activity"),
            tags: cells.text("tags").map(|tags| split_tags(&tags)).unwrap_or_default(),
            entered: self.entered(&cells, segment),
            playbooks: self.playbooks(&cells, segment),
            lost_reason: cells.text("lost-reason"),
            gone: cells.date("gone"),
            is_of_later_day: false,
            location,
        };
        self.check_dates(&deal, &id);
        // Of the second its mistakes are told; it counts once it has an id of its own.
        if is_first {
            self.deals.push(deal);
        }
    }

    fn segment(&self, cells: &Cells<'_>, id: &At<String>) -> Option<usize> {
        let segments = &self.outline.segments;
        match cells.at("segment") {
            Some(name) => {
                let index = self.outline.segment_index(&name.value);
                if index.is_none() && self.outline.is_complete {
                    self.sink.push(
                        Diagnostic::new(&UNKNOWN_SEGMENT, format!("the plan has no segment `{}`", name.value))
                            .at(self.sink.location(&name.span), "unknown segment")
                            .help(suggest::help(
                                &name.value,
                                segments.iter().map(|segment| segment.id.as_str()),
                            )),
                    );
                }
                index
            }
            None if segments.len() == 1 => Some(0),
            None => {
                if self.outline.is_complete {
                    self.sink.push(
                        Diagnostic::new(
                            &DEAL_WITHOUT_SEGMENT,
                            format!("deal `{}` names no segment and is not counted", id.value),
                        )
                        .at(self.sink.location(&id.span), "which segment?")
                        .help("fill its column `segment`"),
                    );
                }
                None
            }
        }
    }

    fn owner(&self, cells: &Cells<'_>) -> Option<PersonId> {
        let owner = cells.at("owner")?;
        check_person(&owner, self.outline, self.sink);
        Some(PersonId::new(owner.value))
    }

    fn state(&self, cells: &Cells<'_>, segment: Option<usize>, id: &At<String>) -> (Option<usize>, Status) {
        let stated_stage = cells.at("stage");
        let stated_status = cells.at("status");
        let stage = match (&stated_stage, segment) {
            (Some(name), Some(segment)) => self.stage(name, segment),
            _ => None,
        };
        let status = stated_status.as_ref().and_then(|word| self.status(word));
        if stated_stage.is_none() && stated_status.is_none() {
            self.sink.push(
                Diagnostic::new(
                    &DEAL_WITHOUT_STATE,
                    format!("deal `{}` has neither a stage nor a status", id.value),
                )
                .at(self.sink.location(&id.span), "how does it stand?")
                .help("fill `stage`, or `status` with open, won or lost"),
            );
        }
        let Some(last) = segment.map(|segment| self.outline.segments[segment].stages.len().saturating_sub(1)) else {
            return (stage, status.unwrap_or(Status::Open));
        };
        if let (Some(name), Some(index), Some(status)) = (&stated_stage, stage, status)
            && (status == Status::Won) != (index == last)
            && !(status == Status::Won && stage.is_none())
        {
            self.sink.push(
                Diagnostic::new(
                    &STATUS_CONTRADICTS_STAGE,
                    format!("deal `{}` is {} and in stage `{}`", id.value, status.word(), name.value),
                )
                .at(self.sink.location(&name.span), "this stage")
                .see(
                    self.sink.location(
                        &stated_status
                            .as_ref()
                            .map_or(name.span.clone(), |word| word.span.clone()),
                    ),
                    "this status",
                )
                .help(format!(
                    "a won deal is in the last stage, `{}`, and no other is",
                    self.outline.segments[segment.unwrap_or(0)].stages[last].0
                )),
            );
        }
        match (stage, status) {
            (Some(index), None) if index == last => (stage, Status::Won),
            (None, Some(Status::Won)) => (Some(last), Status::Won),
            (stage, status) => (stage, status.unwrap_or(Status::Open)),
        }
    }

    fn stage(&self, name: &At<String>, segment: usize) -> Option<usize> {
        let segment = &self.outline.segments[segment];
        let index = segment.stage_index(&name.value);
        if index.is_none() && !segment.stages.is_empty() {
            self.sink.push(
                Diagnostic::new(
                    &UNKNOWN_STAGE,
                    format!("segment `{}` has no stage `{}`", segment.id, name.value),
                )
                .at(self.sink.location(&name.span), "unknown stage")
                .help(suggest::help(
                    &name.value,
                    segment.stages.iter().map(|(stage, _)| stage.as_str()),
                )),
            );
        }
        index
    }

    fn status(&self, word: &At<String>) -> Option<Status> {
        let status = Status::WORDS
            .iter()
            .find(|(known, _)| *known == word.value)
            .map(|(_, status)| *status);
        if status.is_none() {
            self.sink.push(
                Diagnostic::new(&UNKNOWN_VALUE, format!("`{}` is not a status", word.value))
                    .at(self.sink.location(&word.span), "unknown status")
                    .help(suggest::help(
                        &word.value,
                        Status::WORDS.iter().map(|(known, _)| *known),
                    )),
            );
        }
        status
    }

    /// Shape: one a stage of the segment.
    fn entered(&self, cells: &Cells<'_>, segment: Option<usize>) -> Vec<Option<jiff::civil::Date>> {
        let Some(segment) = segment.map(|index| &self.outline.segments[index]) else {
            return Vec::new();
        };
        let mut entered = vec![None; segment.stages.len()];
        self.by_stage(cells, segment, ENTERED, |stage, text, column| {
            entered[stage] = lower::date(self.sink, text, &cells.row.span(column));
        });
        entered
    }

    /// Shape: one a stage of the segment; empty where no version is named.
    fn playbooks(&self, cells: &Cells<'_>, segment: Option<usize>) -> Vec<Option<String>> {
        let Some(segment) = segment.map(|index| &self.outline.segments[index]) else {
            return Vec::new();
        };
        let mut named = Vec::new();
        self.by_stage(cells, segment, PLAYBOOK, |stage, text, _| {
            named.resize(segment.stages.len(), None);
            named[stage] = Some(text.to_string());
        });
        named
    }

    /// Gives what a row has in the columns of a family: the stage, the text, its column.
    fn by_stage(
        &self,
        cells: &Cells<'_>,
        segment: &OutlineSegment,
        family: &str,
        mut each: impl FnMut(usize, &str, usize),
    ) {
        for (column, name) in cells.header.family(family) {
            let Some(text) = cells.row.text(column) else { continue };
            match segment.stage_index(name) {
                Some(stage) => each(stage, text, column),
                None if segment.stages.is_empty() => {}
                None => self.sink.push(
                    Diagnostic::new(
                        &UNKNOWN_STAGE,
                        format!("segment `{}` has no stage `{name}`", segment.id),
                    )
                    .at(self.sink.location(&cells.row.span(column)), "entered an unknown stage")
                    .help(suggest::help(
                        name,
                        segment.stages.iter().map(|(stage, _)| stage.as_str()),
                    )),
                ),
            }
        }
    }

    fn check_dates(&self, deal: &Deal, id: &At<String>) {
        let entered = deal
            .created
            .iter()
            .chain(deal.entered.iter().flatten())
            .chain(&deal.closed);
        let dates: Vec<_> = entered.copied().collect();
        if let Some(pair) = dates.windows(2).find(|pair| pair[1] < pair[0]) {
            self.sink.push(
                Diagnostic::new(
                    &DATES_REVERSED,
                    format!(
                        "the dates of deal `{}` run backwards: {} comes after {}",
                        id.value, pair[1], pair[0]
                    ),
                )
                .at(self.sink.location(&id.span), "this deal")
                .help("created, the stages in their order, and closed follow each other"),
            );
        }
        if deal.status == Status::Won && deal.closed.is_none() && deal.entered.last().copied().flatten().is_none() {
            self.sink.push(
                Diagnostic::new(&WON_WITHOUT_DATE, format!("deal `{}` is won, but not when", id.value))
                    .at(self.sink.location(&id.span), "no closing date")
                    .help("fill `closed`; until then the deal is in no sum"),
            );
        }
    }
}

pub(crate) fn check_person(person: &At<String>, outline: &Outline, sink: &Sink) {
    if let Some(people) = &outline.people
        && !people.contains(&person.value)
    {
        sink.push(
            Diagnostic::new(&UNKNOWN_PERSON, format!("`{}` is not in team.toml", person.value))
                .at(sink.location(&person.span), "unknown person")
                .help(suggest::help(&person.value, people.iter().map(String::as_str))),
        );
    }
}

fn amount(cells: &Cells<'_>, outline: &Outline, sink: &Sink) -> Option<Brought> {
    let sum = SumCells {
        amount: cells.at("amount")?,
        currency: cells.at("currency"),
        vat: cells.at("vat"),
    };
    sum.read(&outline.exchange, sink)
}

pub(crate) fn split_tags(tags: &str) -> Vec<String> {
    tags.split(';')
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .map(str::to_string)
        .collect()
}
