//! From a row of the source to cells in our columns.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use salesplan_model::diagnostic::{COLUMNS_DIFFER, Diagnostic, UNKNOWN_SEGMENT, UNKNOWN_STAGE, VALUE_NOT_MAPPED};
use salesplan_sheets::{Row, Rows};

use super::cells::{self, Misread, Said};
use super::evidence::Evidence;
use super::names::{Names, Stage};
use super::numbers::Beside;
use super::rejected::Rejection;
use super::theirs::{Finder, Theirs, coalesced, joined};
use super::{Context, STATUS_DECIDED};
use crate::deals::ENTERED;
use crate::deals_csv::Cells;
use crate::profile::{Column, Kind, Shape};
use crate::rows::Header;
use crate::sink::At;
use crate::suggest;

/// Which columns of the source fill which of ours.
pub(super) struct Mapping<'a> {
    pub names: Names<'a>,
    /// The plan's currency, where it has one.
    plan_currency: Option<String>,
    headers: &'a [String],
    lines: Vec<Line<'a>>,
    evidence: Evidence,
    places: Places,
    /// Names that are nobody's of the team.
    strangers: Noted,
    /// Columns of one header that say different things.
    conflicts: Noted,
    /// Headers that name a stage that is none of the plan's.
    pub unknown_stage_headers: Vec<usize>,
}

/// What is said once for many rows: how many, the line of the first, and its place.
type Noted = RefCell<BTreeMap<String, (usize, usize, Range<usize>)>>;

fn note(noted: &Noted, what: String, row: &Row<'_>, line: &Line<'_>) {
    let mut noted = noted.borrow_mut();
    let entry = noted
        .entry(what)
        .or_insert_with(|| (0, row.line, line.theirs.span(row)));
    entry.0 += 1;
}

/// One column of ours, and where it comes from.
struct Line<'a> {
    column: &'a Column,
    ours: usize,
    theirs: Theirs,
}

/// Where some columns stand among ours.
struct Places {
    id: Option<usize>,
    status: Option<usize>,
    stage: Option<usize>,
    date: Option<usize>,
    currency: Option<usize>,
    amount: Option<usize>,
}

/// A row in our columns.
pub(super) struct Mapped {
    pub cells: Cells,
    /// The second of the day in the column `date`.
    pub second: u32,
}

impl<'a> Mapping<'a> {
    /// `None` where a column is missing, or a question is open; both are reported.
    pub fn new(context: &Context<'a>, rows: &'a Rows<'a>, header: &Header) -> Option<Self> {
        let names = Names {
            profile: context.profile,
            outline: context.outline,
            people: context.people,
        };
        let finder = Finder {
            rows,
            profile: context.profile,
            sink: context.sink,
        };
        let mut unknown_stage_headers = Vec::new();
        let mut lines = Vec::new();
        let mut is_whole = true;
        for column in &context.profile.columns {
            if column.name == format!("{ENTERED}*") {
                lines.extend(entered(column, &finder, &names, header, &mut unknown_stage_headers));
                continue;
            }
            if column.is_optional && !names.knows_words_of(column) {
                continue;
            }
            let is_placed = lines.iter().any(|line: &Line<'_>| line.column.name == column.name);
            // An id that is made up would be another one than the file's own.
            if is_placed && column.name == "id" {
                continue;
            }
            // The header has every column of ours but days of stages that the plan lacks.
            // A default counts also where the file lacks an optional column.
            let defaulted = || (column.is_optional && column.default.is_some()).then_some(Theirs::Nowhere);
            let theirs = finder.find(column).or_else(defaulted);
            if let (Some(theirs), Some(ours)) = (theirs, header.position(&column.name)) {
                lines.push(Line { column, ours, theirs });
            }
        }
        for column in context.profile.columns.iter().filter(|column| !column.is_optional) {
            let is_placed = lines.iter().any(|line| line.column.name == column.name);
            if !is_placed && column.name != format!("{ENTERED}*") && header.position(&column.name).is_some() {
                finder.report_missing(column);
                is_whole = false;
            }
        }
        is_whole &= check_names(context, &names);
        if !is_whole {
            return None;
        }
        let shapes: Vec<(usize, Shape)> = lines
            .iter()
            .flat_map(|line| line.theirs.indexes().map(|index| (index, line.column.shape())))
            .collect();
        let evidence = Evidence::gather(rows, &shapes, &context.profile.format);
        evidence.ask(rows, context.text, context.sink).then_some(())?;
        Some(Self {
            names,
            plan_currency: context.outline.currency.map(|currency| currency.to_string()),
            headers: rows.headers(),
            lines,
            evidence,
            places: Places {
                id: header.position("id"),
                status: header.position("status"),
                stage: header.position("stage"),
                date: header.position("date"),
                currency: header.position("currency"),
                amount: header.position("amount"),
            },
            strangers: Noted::default(),
            conflicts: Noted::default(),
            unknown_stage_headers,
        })
    }

    /// What a row says in our columns, without defaults; every cell that is not understood is
    /// named.
    pub fn read(&self, row: &Row<'_>, mut cells: Cells) -> Result<Mapped, Rejection> {
        let mut misreads = Vec::new();
        let mut decided = None;
        let mut currency = None;
        let mut second = 0;
        for line in &self.lines {
            if !cells[line.ours].is_empty() && !line.is_day_of_stage() {
                continue;
            }
            let said = match self.said(line, row) {
                Ok(said) => said,
                Err(misread) => {
                    if misread.is_conflict && line.column.is_optional {
                        note(&self.conflicts, misread.why, row, line);
                    } else if misread.is_conflict {
                        misreads.push((line.theirs.span(row), Misread::of_conflict(&misread.why)));
                    } else {
                        // Two columns of ours may come from one of theirs.
                        let misread = (line.theirs.span(row), misread);
                        if !misreads.contains(&misread) {
                            misreads.push(misread);
                        }
                    }
                    continue;
                }
            };
            if said.currency.is_some() {
                currency = currency.or(said.currency.map(|beside| (beside, line)));
            }
            if Some(line.ours) == self.places.date {
                second = said.second;
            }
            let text = if Some(line.ours) == self.places.stage && said.is_theirs {
                match self.names.stage(&said.text) {
                    Ok(Stage::Ours(stage)) => stage,
                    Ok(Stage::Decided(word)) => {
                        decided = Some(word);
                        continue;
                    }
                    Ok(Stage::Nothing) => continue,
                    Err(misread) => {
                        misreads.push((line.theirs.span(row), misread));
                        continue;
                    }
                }
            } else if line.column.name == "owner" || line.column.name == "person" {
                self.person(line, said, row)
            } else {
                said.text
            };
            let is_later = line.is_day_of_stage() && !cells[line.ours].is_empty() && cells[line.ours] <= text;
            if !text.is_empty() && !is_later {
                cells[line.ours] = text;
            }
        }
        // A stage that means a decision is one, unless the file says otherwise of the status.
        if let (Some(word), Some(status)) = (decided, self.places.status)
            && !STATUS_DECIDED.contains(&cells[status].as_str())
        {
            cells[status] = word.to_string();
        }
        if let (Some((beside, line)), Some(place)) = (currency, self.places.currency)
            && cells[place].is_empty()
        {
            match self.code(beside, place) {
                Ok(code) => cells[place] = code.to_string(),
                Err(misread) => misreads.push((line.theirs.span(row), misread)),
            }
        }
        Rejection::of_cells(misreads).map_or(Ok(Mapped { cells, second }), Err)
    }

    /// The code of what stands beside a sum; none for a sign of several currencies of which the
    /// plan's may be one. Dollars in a plan in euros are a question: a rate has to be for some dollar.
    fn code(&self, beside: Beside, currency: usize) -> Result<&'static str, Misread> {
        let codes = match beside {
            Beside::Code(code) => return Ok(code),
            Beside::OneOf(codes) => codes,
        };
        let is_told = |line: &Line<'_>| line.ours == currency && line.column.default.is_some();
        match &self.plan_currency {
            Some(own) if !codes.contains(&own.as_str()) && !self.lines.iter().any(is_told) => Err(Misread {
                is_of_value: true,
                ..Misread::new(
                    format!(
                        "the sign beside the sum may mean {}, and the plan is in {own}",
                        codes[..3.min(codes.len())].join(", ")
                    ),
                    format!(
                        "say which it is in the profile: [columns] currency.value = \"{}\"",
                        codes[0]
                    ),
                )
            }),
            _ => Ok(""),
        }
    }

    /// The id of a row, whatever else is wrong with it.
    pub fn id(&self, row: &Row<'_>) -> Option<String> {
        let place = self.places.id?;
        let line = self.lines.iter().find(|line| line.ours == place)?;
        self.said(line, row)
            .ok()
            .map(|said| said.text)
            .filter(|id| !id.is_empty())
    }

    fn said(&self, line: &Line<'_>, row: &Row<'_>) -> Result<Said, Misread> {
        let column = line.column;
        if let Some(constant) = &column.value {
            return Ok(Said {
                text: constant.value.clone(),
                ..Said::default()
            });
        }
        let format = &self.names.profile.format;
        let read = |cell: &str, index| cells::read(column, cell, index, format, &self.evidence);
        match &line.theirs {
            Theirs::Nowhere => Ok(Said::default()),
            Theirs::Joined(columns) => read(&joined(row, columns), columns[0]),
            Theirs::First(alternatives) => {
                for columns in alternatives {
                    let (cell, index) = coalesced(row, columns, self.headers)?;
                    let said = read(cell, index)?;
                    if !said.text.is_empty() {
                        return Ok(said);
                    }
                }
                Ok(Said::default())
            }
        }
    }

    fn person(&self, line: &Line<'_>, said: Said, row: &Row<'_>) -> String {
        if said.text.is_empty() || !said.is_theirs {
            return said.text;
        }
        if let Some(ours) = self.names.person(&said.text) {
            return ours;
        }
        if self.names.knows_people() {
            note(&self.strangers, said.text.clone(), row, line);
        }
        said.text
    }

    /// Says once of all rows together what came in otherwise than one might think: names that
    /// are nobody's of the team, and columns of one header that say different things.
    pub fn report_notes(&self, context: &Context<'_>) {
        for (name, (n_rows, line, span)) in self.strangers.take() {
            context.sink.push(
                Diagnostic::new(
                    &VALUE_NOT_MAPPED,
                    format!(
                        "`{}` is nobody of the team: {}, the first on line {line}",
                        cells::shown(&name),
                        super::rows(n_rows)
                    ),
                )
                .at(context.sink.location(&span), "comes in as it stands")
                .help(self.names.help_person(&name)),
            );
        }
        for (header, (n_rows, line, span)) in self.conflicts.take() {
            context.sink.push(
                Diagnostic::new(
                    &COLUMNS_DIFFER,
                    format!(
                        "two columns are called `{header}` and say different things: {}, the first on line {line}",
                        super::rows(n_rows)
                    ),
                )
                .at(context.sink.location(&span), "left empty")
                .help(format!(
                    "name the one that is meant: --map \"{header}#1=…\" or --map \"{header}#2=…\""
                )),
            );
        }
    }

    /// Our columns that the profile fills.
    pub fn ours(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().map(|line| line.ours)
    }

    /// Whether two columns of ours come from the same one of theirs.
    pub fn share_a_column(&self, one: usize, other: usize) -> bool {
        let theirs = |ours: usize| {
            let lines = self.lines.iter().filter(move |line| line.ours == ours);
            lines.flat_map(|line| line.theirs.indexes())
        };
        theirs(one).any(|index| theirs(other).any(|same| same == index))
    }

    /// Fills what is still empty where the profile has a default for it.
    pub fn fill_defaults(&self, cells: &mut Cells) {
        self.fill_some(cells, |_| true);
    }

    /// Fills one column likewise.
    pub fn fill_default(&self, ours: usize, cells: &mut Cells) {
        self.fill_some(cells, |other| other == ours);
    }

    fn fill_some(&self, cells: &mut Cells, is_meant: impl Fn(usize) -> bool) {
        for line in self.lines.iter().filter(|line| is_meant(line.ours)) {
            let cell = cells.get_mut(line.ours).filter(|cell| cell.is_empty());
            if let Some((cell, default)) = cell.zip(line.column.default.as_ref()) {
                cell.clone_from(&default.value);
            }
        }
    }

    /// Where a cell of ours stands in the source, if it comes from there.
    pub fn span(&self, row: &Row<'_>, ours: usize) -> Option<Range<usize>> {
        let line_of = |ours: usize| self.lines.iter().find(|line| line.ours == ours);
        // A currency may stand beside its sum.
        let beside = || self.places.amount.filter(|_| Some(ours) == self.places.currency);
        let line = line_of(ours).or_else(|| line_of(beside()?))?;
        line.theirs.indexes().next()?;
        Some(line.theirs.span(row))
    }

    /// Headers that fill no column of ours, in the order of the file.
    pub fn ignored(&self) -> Vec<String> {
        let is_used = |index: usize| {
            self.lines
                .iter()
                .any(|line| line.theirs.indexes().any(|used| used == index))
        };
        let names = self.headers.iter().enumerate();
        names
            .filter(|(index, _)| !is_used(*index))
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// Each column of ours with what fills it, in words.
    pub fn in_words(&self, header: &Header) -> Vec<(String, String)> {
        let words = |line: &Line<'_>| {
            let name = |index: usize| format!("`{}`", self.headers[index]);
            let from = match &line.theirs {
                Theirs::Nowhere => String::new(),
                Theirs::Joined(columns) => columns
                    .iter()
                    .map(|index| name(*index))
                    .collect::<Vec<_>>()
                    .join(" and "),
                Theirs::First(all) => {
                    let firsts: Vec<String> = all.iter().map(|columns| name(columns[0])).collect();
                    firsts.join(", else ")
                }
            };
            let constant = line
                .column
                .value
                .as_ref()
                .map(|value| format!("always `{}`", value.value));
            let default = line
                .column
                .default
                .as_ref()
                .map(|value| format!("`{}` where nothing is said", value.value));
            let parts: Vec<String> = [Some(from).filter(|from| !from.is_empty()), constant, default]
                .into_iter()
                .flatten()
                .collect();
            (header.names[line.ours].clone(), parts.join("; "))
        };
        self.lines
            .iter()
            .map(words)
            .filter(|(_, from)| !from.is_empty())
            .collect()
    }
}

impl Line<'_> {
    /// Several pipelines may enter one stage: the earliest day counts.
    fn is_day_of_stage(&self) -> bool {
        self.column.name == "entered.*"
    }
}

/// One line a header that names a stage of ours.
fn entered<'a>(
    column: &'a Column,
    finder: &Finder<'_>,
    names: &Names<'_>,
    header: &Header,
    unknown: &mut Vec<usize>,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for pattern in &column.headers {
        for (stage, index) in finder.stages_in_headers(&pattern.value) {
            match names.stage(&stage) {
                Ok(Stage::Ours(stage)) => {
                    if let Some(ours) = header.position(&format!("{ENTERED}{stage}")) {
                        lines.push(Line {
                            column,
                            ours,
                            theirs: Theirs::First(vec![vec![index]]),
                        });
                    }
                }
                Ok(Stage::Decided(_) | Stage::Nothing) => {}
                Err(_) => unknown.push(index),
            }
        }
    }
    lines
}

/// Whether the stages and segments that the profile itself names are the plan's.
/// Said once here, it need not be said of every row.
fn check_names(context: &Context<'_>, names: &Names<'_>) -> bool {
    if context.profile.kind != Kind::Deals {
        return true;
    }
    let segments = &context.outline.segments;
    let stages = || {
        segments
            .iter()
            .flat_map(|segment| segment.stages.iter().map(|(stage, _)| stage.as_str()))
    };
    let mut good = true;
    // An optional column whose words the plan does not know is not used.
    for column in context.profile.columns.iter().filter(|column| !column.is_optional) {
        if let Some(stage) = column.name.strip_prefix(ENTERED).filter(|stage| *stage != "*") {
            let name = At::new(stage.to_string(), column.place.clone());
            good &= check_name(context, &name, stages(), "stage");
        }
        for word in column.own_words() {
            good &= match column.name.as_str() {
                "stage" => check_name(context, word, stages(), "stage"),
                "segment" => check_name(
                    context,
                    word,
                    segments.iter().map(|segment| segment.id.as_str()),
                    "segment",
                ),
                _ => true,
            };
        }
    }
    for word in context
        .profile
        .stages
        .values()
        .filter(|word| !names.is_target(&word.value))
    {
        good = check_name(context, word, names.targets().into_iter(), "stage");
    }
    good
}

fn check_name<'k>(
    context: &Context<'_>,
    name: &At<String>,
    known: impl Iterator<Item = &'k str> + Clone,
    what: &str,
) -> bool {
    if known.clone().any(|word| word == name.value) {
        return true;
    }
    let kind = if what == "stage" {
        &UNKNOWN_STAGE
    } else {
        &UNKNOWN_SEGMENT
    };
    context.sink.push(
        Diagnostic::new(
            kind,
            format!("plan `{}` has no {what} `{}`", context.input.plan, name.value),
        )
        .at(context.profile.location(&name.span), format!("unknown {what}"))
        .help(suggest::help(&name.value, known)),
    );
    false
}
