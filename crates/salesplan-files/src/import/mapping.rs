//! From a row of the source to cells in our columns.

use std::ops::Range;

use salesplan_model::diagnostic::{Diagnostic, UNKNOWN_SEGMENT, UNKNOWN_STAGE};

use super::Context;
use super::cells;
use super::rejected::Rejection;
use super::source::SourceRow;
use crate::deals::ENTERED;
use crate::deals_csv::Cells;
use crate::profile::{Kind, Profile};
use crate::rows::Header;
use crate::sink::At;
use crate::suggest;

/// Which column of the source fills which of ours.
pub(super) struct Mapping<'p> {
    profile: &'p Profile,
    /// Shape: one a column of the profile; its place among our columns.
    ours: Vec<usize>,
    /// Shape: one a column of the profile; its place in the source, where it comes from there.
    theirs: Vec<Option<usize>>,
}

impl<'p> Mapping<'p> {
    pub fn new(profile: &'p Profile, header: &Header, theirs: Vec<Option<usize>>) -> Self {
        let ours = profile
            .columns
            .iter()
            .filter_map(|column| header.position(&column.name))
            .collect();
        Self { profile, ours, theirs }
    }

    /// The row in our columns, without defaults; every cell that is not understood is named.
    pub fn read(&self, row: &SourceRow<'_>, mut cells: Cells) -> Result<Cells, Rejection> {
        let mut misreads = Vec::new();
        for ((column, ours), theirs) in self.profile.columns.iter().zip(&self.ours).zip(&self.theirs) {
            let cell = theirs.map_or("", |theirs| row.cell(theirs));
            match cells::read(column, cell, &self.profile.format) {
                Ok(text) => cells[*ours] = text,
                Err(misread) => {
                    misreads.push((theirs.map_or(row.span.clone(), |theirs| row.cell_span(theirs)), misread))
                }
            }
        }
        Rejection::of_cells(misreads).map_or(Ok(cells), Err)
    }

    /// Our columns that the profile fills.
    pub fn ours(&self) -> impl Iterator<Item = usize> {
        self.ours.iter().copied()
    }

    /// Fills what is still empty where the profile has a default for it.
    pub fn fill_defaults(&self, cells: &mut Cells) {
        for (column, ours) in self.profile.columns.iter().zip(&self.ours) {
            if let Some(default) = column.default.as_ref().filter(|_| cells[*ours].is_empty()) {
                cells[*ours].clone_from(&default.value);
            }
        }
    }

    /// Where a cell of ours stands in the source, if it comes from there.
    pub fn span(&self, row: &SourceRow<'_>, ours: usize) -> Option<Range<usize>> {
        let index = self.ours.iter().position(|known| *known == ours)?;
        Some(row.cell_span(self.theirs[index]?))
    }
}

/// Whether the stages and segments that the profile itself names are the plan's.
/// Said once here, it need not be said of every row.
pub(super) fn check_names(context: &Context<'_>) -> bool {
    if context.profile.kind == Kind::Facts {
        return true;
    }
    let segments = &context.outline.segments;
    let stages = || {
        segments
            .iter()
            .flat_map(|segment| segment.stages.iter().map(|(stage, _)| stage.as_str()))
    };
    let mut good = true;
    for column in &context.profile.columns {
        if let Some(stage) = column.name.strip_prefix(ENTERED) {
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
