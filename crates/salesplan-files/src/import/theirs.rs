//! Which columns of a source fill a column of ours.
//!
//! Headers are the same whatever the case of their letters. Of two columns with one header,
//! `Source` and `Source#2`, both are read: where they say the same, or one the beginning of
//! the other (an id in two lengths), there is nothing to choose.

use std::ops::Range;

use salesplan_model::diagnostic::{Diagnostic, PROFILE_COLUMN_MISSING};
use salesplan_sheets::{Row, Rows};

use super::cells::Misread;
use crate::profile::{Column, Profile, STAGE, same_header};
use crate::sink::{At, Sink};
use crate::suggest;

/// Between the parts of an id that is made of several columns.
const JOINT: &str = " / ";

/// Where a column of ours stands in the source.
#[derive(Debug, Clone)]
pub(super) enum Theirs {
    /// Nowhere: it is a constant, a default, or not in this file.
    Nowhere,
    /// The first that says something counts; each is all columns of one header.
    First(Vec<Vec<usize>>),
    /// The cells together.
    Joined(Vec<usize>),
}

impl Theirs {
    /// All columns of the source.
    pub fn indexes(&self) -> impl Iterator<Item = usize> {
        let (first, joined): (&[Vec<usize>], &[usize]) = match self {
            Self::Nowhere => (&[], &[]),
            Self::First(columns) => (columns, &[]),
            Self::Joined(columns) => (&[], columns),
        };
        first.iter().flatten().chain(joined).copied()
    }

    /// Where it stands in a row, for a finding.
    pub fn span(&self, row: &Row<'_>) -> Range<usize> {
        let is_filled = |index: &usize| !row.cell(*index).is_empty();
        let index = self.indexes().find(is_filled).or_else(|| self.indexes().next());
        index.map_or_else(|| row.span.clone(), |index| row.cell_span(index))
    }
}

/// What columns of one header say together, and which of them says it.
pub(super) fn coalesced<'r>(
    row: &'r Row<'_>,
    columns: &[usize],
    headers: &[String],
) -> Result<(&'r str, usize), Misread> {
    let Some(first) = columns.first() else {
        return Ok(("", 0));
    };
    let longest = columns
        .iter()
        .copied()
        .max_by_key(|index| (row.cell(*index).len(), std::cmp::Reverse(*index)))
        .unwrap_or(*first);
    let text = row.cell(longest);
    if columns.iter().all(|index| text.starts_with(row.cell(*index))) {
        return Ok((text, longest));
    }
    Err(Misread {
        is_conflict: true,
        ..Misread::new(headers.get(*first).cloned().unwrap_or_default(), "")
    })
}

/// The cells of several columns as one text; nothing where all are empty.
pub(super) fn joined(row: &Row<'_>, columns: &[usize]) -> String {
    let cells: Vec<&str> = columns.iter().map(|index| row.cell(*index)).collect();
    if cells.iter().all(|cell| cell.is_empty()) {
        return String::new();
    }
    cells.join(JOINT)
}

/// Finds the columns of a profile in a source.
pub(super) struct Finder<'a> {
    pub rows: &'a Rows<'a>,
    pub profile: &'a Profile,
    pub sink: &'a Sink,
}

impl Finder<'_> {
    /// All columns of a header; of `Source#2` the second of its name.
    fn all_of(&self, header: &str) -> Vec<usize> {
        let named = |wanted: &str| -> Vec<usize> {
            let names = self.rows.headers().iter().enumerate();
            names
                .filter(|(_, name)| same_header(name, wanted))
                .map(|(index, _)| index)
                .collect()
        };
        let found = named(header);
        if !found.is_empty() {
            return found;
        }
        let numbered = header.rsplit_once('#');
        let one = numbered.and_then(|(name, number)| Some((name, number.parse::<usize>().ok()?.checked_sub(1)?)));
        one.and_then(|(name, index)| named(name).get(index).copied())
            .into_iter()
            .collect()
    }

    /// `None` where the file has none of its headers.
    pub fn find(&self, column: &Column) -> Option<Theirs> {
        if !column.is_in_file() {
            return Some(Theirs::Nowhere);
        }
        let found: Vec<Vec<usize>> = column
            .headers
            .iter()
            .map(|header| self.all_of(&header.value))
            .filter(|found| !found.is_empty())
            .collect();
        if !found.is_empty() {
            return Some(Theirs::First(found));
        }
        let parts: Vec<usize> = column
            .joined
            .iter()
            .filter_map(|header| self.all_of(&header.value).first().copied())
            .collect();
        if !parts.is_empty() && parts.len() == column.joined.len() {
            return Some(Theirs::Joined(parts));
        }
        None
    }

    /// Says that the file has none of a column's headers.
    pub fn report_missing(&self, column: &Column) {
        let wanted = column.headers.iter().chain(&column.joined);
        let names: Vec<String> = wanted.clone().map(|header| format!("`{}`", header.value)).collect();
        let place = wanted
            .clone()
            .next()
            .map_or(column.place.clone(), |header| header.span.clone());
        let first = wanted
            .map(|header: &At<String>| header.value.as_str())
            .next()
            .unwrap_or_default();
        self.sink.push(
            Diagnostic::new(
                &PROFILE_COLUMN_MISSING,
                format!("the file has no column {}", names.join(" or ")),
            )
            .at(
                self.profile.location(&place),
                format!("`{}` is to come from it", column.name),
            )
            .help(self.help_missing(first))
            .see(self.sink.location(self.rows.header_span()), "the file's header"),
        );
    }

    fn help_missing(&self, header: &str) -> String {
        let headers = self.rows.headers();
        let other = [',', ';', '\t']
            .into_iter()
            .find(|other| headers.len() == 1 && headers[0].contains(*other));
        match other {
            Some(other) => format!(
                "are the fields parted by `{}`? say so: [file] delimiter = \"{}\"",
                other.escape_debug(),
                other.escape_debug()
            ),
            None => suggest::help(header, headers.iter().map(String::as_str)),
        }
    }

    /// The stages that headers of a pattern name, each with its column:
    /// `Date entered "{stage} (*)"`.
    pub fn stages_in_headers(&self, pattern: &str) -> Vec<(String, usize)> {
        let names = self.rows.headers().iter().enumerate();
        names
            .filter_map(|(index, name)| Some((stage_in(pattern, name)?, index)))
            .collect()
    }
}

/// What stands for `{stage}` in a header; `*` stands for anything, and need not be there at all
/// with the blanks and brackets around it.
fn stage_in(pattern: &str, header: &str) -> Option<String> {
    let (before, after) = pattern.split_once(STAGE)?;
    let rest = strip_prefix_any_case(header, before)?;
    let (middle, tail) = match after.split_once('*') {
        // ` (*)"`: the text before the star, and the one after it.
        Some((middle, tail)) => (Some(middle), tail),
        None => (None, after),
    };
    let whole_tail = after.replace('*', "");
    if let Some(middle) = middle
        && let Some(rest) = rest.strip_suffix(tail)
        && let Some((stage, _)) = rest.rsplit_once(middle)
    {
        return Some(stage.trim().to_string()).filter(|stage| !stage.is_empty());
    }
    let bare_tail: String = whole_tail
        .chars()
        .filter(|char| !matches!(char, ' ' | '(' | ')'))
        .collect();
    let stage = rest.strip_suffix(bare_tail.as_str())?;
    Some(stage.trim().to_string()).filter(|stage| !stage.is_empty())
}

fn strip_prefix_any_case<'h>(header: &'h str, prefix: &str) -> Option<&'h str> {
    let start = header.get(..prefix.len())?;
    (start.to_lowercase() == prefix.to_lowercase()).then(|| &header[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_stages() {
        let pattern = "Date entered \"{stage} (*)\"";
        for (header, stage) in [
            ("Date entered \"Closed Won (Sales Pipeline)\"", Some("Closed Won")),
            ("Date Entered \"Demo (EU) (Sales Pipeline)\"", Some("Demo (EU)")),
            ("Date entered \"Demo\"", Some("Demo")),
            ("Date entered current stage", None),
            ("Date exited \"Demo (Sales Pipeline)\"", None),
            ("Date entered \"\"", None),
        ] {
            assert_eq!(stage_in(pattern, header).as_deref(), stage, "{header}");
        }
        assert_eq!(stage_in("Entered {stage}", "Entered Demo").as_deref(), Some("Demo"));
    }
}
