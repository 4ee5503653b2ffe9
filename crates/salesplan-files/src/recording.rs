//! Facts recorded by hand: one more row in the month's file, or new figures in the place of
//! those of a row. Comments, order, columns and line ends of the files stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::fact::{Fact, Measure};
use salesplan_model::id::PlanId;
use salesplan_model::period::Period;
use salesplan_model::settings::Settings;

use crate::deals_csv::CellRow;
use crate::facts::{COLUMNS, Reader, SeenIds, read_rows};
use crate::outline::Outline;
use crate::rows::{Header, Row};
use crate::sink::Sink;
use crate::snapshot::{Content, Snapshot, SourceFile};
use crate::workspace;

pub mod asked;
mod edit;
pub mod template;

use edit::Edits;

/// A figure to be recorded, in the words of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// A stage's id, `paid`, `hours`, `activity.call`.
    pub measure: String,
    /// A person's id.
    pub person: Option<String>,
    /// A segment's id.
    pub segment: Option<String>,
    /// A channel's id.
    pub channel: Option<String>,
    /// How many.
    pub count: Option<String>,
    /// How much money.
    pub amount: Option<String>,
    /// Its currency, where it is not the plan's.
    pub currency: Option<String>,
}

/// A figure with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day of the row.
    pub date: Date,
    /// The days of which it speaks: what is recorded for one of them already is the same figure.
    pub days: Period,
    /// The figure.
    pub figure: Figure,
}

/// What to do with a figure that is recorded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Say so.
    Ask,
    /// Add to it.
    Add,
    /// Put the new one in its place.
    Replace,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It has a row of its own.
    Added,
    /// It stands in the place of what was recorded.
    Replaced,
    /// The same was recorded already.
    Unchanged,
    /// Something else is recorded: the rows, by file and line.
    Clashes(Vec<Earlier>),
}

/// What is recorded already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The file.
    pub path: Arc<str>,
    /// Its line, from 1.
    pub line: usize,
    /// Count and sum as they stand there.
    pub figure: String,
    /// Whether the file is one that an import owns.
    pub is_imported: bool,
}

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Path and text of every file that changes.
    pub files: Vec<(String, String)>,
    /// Shape: one an entry.
    pub fates: Vec<Fate>,
}

/// The facts of a plan as they are written, to be recorded into.
pub struct Book<'s> {
    snapshot: &'s Snapshot,
    folder: String,
    outline: Outline,
}

/// A row as it stands.
struct Stored {
    path: Arc<str>,
    fact: Fact,
    row: StoredRow,
}

/// Where a row and its cells stand.
#[derive(Debug, Clone)]
struct StoredRow {
    whole: Range<usize>,
    /// Name, text and place of every cell.
    cells: Vec<(String, String, Range<usize>)>,
}

impl<'s> Book<'s> {
    /// The facts of a plan.
    pub fn open(snapshot: &'s Snapshot, plan: &PlanId, settings: &Settings) -> Self {
        Self {
            snapshot,
            folder: format!("plans/{plan}/facts/"),
            outline: workspace::outline(snapshot, plan, settings),
        }
    }

    /// What a figure means in this plan, or why it means nothing.
    ///
    /// # Errors
    /// What is wrong with it; the places are not those of any file.
    pub fn understand(&self, entry: &Entry) -> Result<Fact, Vec<Diagnostic>> {
        let header = Header {
            names: COLUMNS.iter().map(|name| (*name).to_string()).collect(),
        };
        let figure = &entry.figure;
        let cells: Vec<String> = COLUMNS
            .iter()
            .map(|column| figure.cell(column, entry.date).unwrap_or_default())
            .collect();
        let row = CellRow {
            cells: &cells,
            whole: 0..0,
            span: &|_| None,
        };
        let sink = Sink::new(&Arc::from("the figures"));
        let fact = Reader::new(&header, &row, &self.outline, &sink).fact(&mut SeenIds::new());
        let findings = sink.into_findings();
        let is_wrong = findings.iter().any(Diagnostic::is_error);
        fact.filter(|_| !is_wrong).ok_or(findings)
    }

    /// Writes entries down, each as it is to be.
    ///
    /// # Errors
    /// What is wrong with the figures.
    pub fn record(&self, entries: &[Entry], again: Again) -> Result<Recorded, Vec<Diagnostic>> {
        let mut facts = Vec::new();
        let mut wrong = Vec::new();
        for entry in entries {
            match self.understand(entry) {
                Ok(fact) => facts.push(fact),
                Err(findings) => wrong.extend(findings),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let stored = self.stored(entries);
        let mut edits: BTreeMap<String, Edits> = BTreeMap::new();
        let mut fates = Vec::new();
        for (entry, fact) in entries.iter().zip(&facts) {
            let same: Vec<&Stored> = stored
                .iter()
                .filter(|stored| entry.days.contains(stored.fact.date) && is_same_figure(&stored.fact, fact))
                .collect();
            let fate = self.fate(&same, fact, again);
            match &fate {
                Fate::Added => {
                    let path = self.path_for(entry.date);
                    edits.entry(path).or_default().append(entry);
                }
                Fate::Replaced => {
                    let (first, others) = same.split_first().expect("something is replaced");
                    let of = |stored: &Stored| stored.path.to_string();
                    edits.entry(of(first)).or_default().replace(&first.row, entry);
                    for other in others {
                        edits.entry(of(other)).or_default().remove(&other.row);
                    }
                }
                Fate::Unchanged | Fate::Clashes(_) => {}
            }
            fates.push(fate);
        }
        let files = edits.into_iter().map(|(path, edits)| {
            let before = self.snapshot.text(&path).unwrap_or_default();
            let after = edits.applied(&path, before);
            (path, after)
        });
        Ok(Recorded {
            files: files.collect(),
            fates,
        })
    }

    fn fate(&self, same: &[&Stored], fact: &Fact, again: Again) -> Fate {
        let is_equal = |stored: &&Stored| (stored.fact.count, stored.fact.amount) == (fact.count, fact.amount);
        let is_imported = same.iter().any(|stored| is_imported(&stored.path));
        match (same, again) {
            ([], _) | (_, Again::Add) => Fate::Added,
            ([only], _) if is_equal(only) => Fate::Unchanged,
            (_, Again::Replace) if !is_imported => Fate::Replaced,
            _ => Fate::Clashes(same.iter().map(|stored| self.earlier(stored)).collect()),
        }
    }

    fn earlier(&self, stored: &Stored) -> Earlier {
        let text = self.snapshot.text(&stored.path).unwrap_or_default();
        let before = &text[..stored.row.whole.start.min(text.len())];
        let cell = |name: &str| {
            let cell = stored.row.cells.iter().find(|(known, ..)| known == name);
            cell.map(|(_, text, _)| text.as_str()).filter(|text| !text.is_empty())
        };
        let parts: Vec<&str> = ["count", "amount", "currency"].into_iter().filter_map(cell).collect();
        Earlier {
            path: stored.path.clone(),
            line: before.matches('\n').count() + 1,
            figure: parts.join(" "),
            is_imported: is_imported(&stored.path),
        }
    }

    /// The rows of the days that any entry speaks of.
    fn stored(&self, entries: &[Entry]) -> Vec<Stored> {
        let is_asked = |date: Date| entries.iter().any(|entry| entry.days.contains(date));
        let mut stored = Vec::new();
        for file in self.files() {
            let Content::Bytes(bytes) = &file.content else { continue };
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let sink = Sink::new(&file.path);
            read_rows(&file.path, text, &sink, |header, row| {
                let date = header
                    .position("date")
                    .and_then(|column| row.text(column)?.parse().ok());
                if !date.is_some_and(is_asked) {
                    return;
                }
                let fact = Reader::new(header, row, &self.outline, &sink).fact(&mut SeenIds::new());
                stored.extend(fact.map(|fact| Stored {
                    path: file.path.clone(),
                    fact,
                    row: StoredRow::of(header, row),
                }));
            });
        }
        stored
    }

    fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.snapshot.below(&self.folder)
    }

    /// The file of a day's month: the one that is there, else a CSV file.
    fn path_for(&self, date: Date) -> String {
        let month = date.strftime("%Y-%m");
        let path = |ending: &str| format!("{}{month}.{ending}", self.folder);
        let is_toml = self.snapshot.get(&path("toml")).is_some() && self.snapshot.get(&path("csv")).is_none();
        path(if is_toml { "toml" } else { "csv" })
    }
}

impl StoredRow {
    fn of(header: &Header, row: &dyn Row) -> Self {
        let names = header.names.iter().enumerate();
        let cell = |(column, name): (usize, &String)| {
            let text = row.text(column).unwrap_or_default().to_string();
            (name.clone(), text, row.span(column))
        };
        Self {
            whole: row.whole(),
            cells: names.map(cell).collect(),
        }
    }
}

impl Figure {
    /// What stands in a column of a row for it.
    fn cell(&self, column: &str, date: Date) -> Option<String> {
        match column {
            "date" => Some(date.to_string()),
            "measure" => Some(self.measure.clone()),
            "person" => self.person.clone(),
            "segment" => self.segment.clone(),
            "channel" => self.channel.clone(),
            "count" => self.count.clone(),
            "amount" => self.amount.clone(),
            "currency" => self.currency.clone(),
            _ => None,
        }
    }
}

/// Whether two facts are figures of the same thing, and would add up.
fn is_same_figure(one: &Fact, other: &Fact) -> bool {
    (&one.measure, one.segment, &one.person, &one.channel)
        == (&other.measure, other.segment, &other.person, &other.channel)
}

/// An import's files are named after a profile: `2026-10.crm.csv`.
fn is_imported(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.matches('.').count() > 1
}

/// Whether a measure is a sum of money rather than a count.
pub fn is_money(measure: &str) -> bool {
    matches!(measure, "paid" | "shipped" | "spend")
}

/// The words of a measure in the files; stages by their ids in a plan's segment.
pub fn measure_word(measure: &Measure, stage_id: impl Fn(usize) -> String) -> String {
    match measure {
        Measure::Entry { stage } => stage_id(*stage),
        Measure::Stock { stage } => format!("stock.{}", stage_id(*stage)),
        Measure::Paid => "paid".into(),
        Measure::Shipped => "shipped".into(),
        Measure::Spend => "spend".into(),
        Measure::Hours => "hours".into(),
        Measure::Activity(activity) => format!("activity.{activity}"),
    }
}
