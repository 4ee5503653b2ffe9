//! What deals and facts need to know of a plan. It exists even where the plan
//! itself has mistakes, so that the mistakes of all files are found in one run.

use std::collections::BTreeMap;

use salesplan_model::diagnostic::{DUPLICATE_ID, Diagnostic, Location, UNKNOWN_SEGMENT};
use salesplan_model::exchange::Exchange;
use salesplan_model::money::Currency;
use salesplan_model::plan::FactSource;

use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::Table;

/// The names in a plan that other files may use.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Shape: one a segment, in file order.
    pub segments: Vec<OutlineSegment>,
    /// Ids of the channels that the plan declares; where it declares none, any may be named.
    pub channels: Vec<String>,
    /// The plan's currency, where it has one.
    pub currency: Option<Currency>,
    /// How sums of other currencies and tax bases are brought to the goal's.
    pub exchange: Exchange,
    /// Whether the goal counts deals, so that sums need not be stated.
    pub counts_deals: bool,
    /// Ids of the people; `None` without a readable team.toml, so that no owner is called unknown.
    pub people: Option<Vec<String>>,
    /// Whether names that are missing here are really missing.
    pub is_complete: bool,
}

/// A segment's name and stages.
#[derive(Debug, Clone)]
pub struct OutlineSegment {
    /// Its id.
    pub id: String,
    /// Ids of its stages with the source of their facts, first to last.
    pub stages: Vec<(String, FactSource)>,
}

impl Outline {
    /// The segment of that id.
    pub fn segment_index(&self, id: &str) -> Option<usize> {
        self.segments.iter().position(|segment| segment.id == id)
    }

    /// The segment that a table is about; it may be left out where there is but one.
    pub(crate) fn segment_of(&self, table: &mut Table<'_, '_>, sink: &Sink) -> Option<usize> {
        let Some(name) = table.text("segment") else {
            let is_absent = !table.has("segment");
            if self.segments.len() > 1 && is_absent {
                table.missing("segment", &format!("\"{}\"", self.segments[0].id));
            }
            return (self.segments.len() == 1 && is_absent).then_some(0);
        };
        let found = self.segment_index(&name.value);
        if found.is_none() && self.is_complete {
            sink.push(self.unknown_segment(&name.value, sink.location(&name.span)));
        }
        found
    }

    /// What is said of a segment that the plan does not have.
    pub(crate) fn unknown_segment(&self, name: &str, place: Location) -> Diagnostic {
        let known = self.segments.iter().map(|segment| segment.id.as_str());
        Diagnostic::new(&UNKNOWN_SEGMENT, format!("the plan has no segment `{name}`"))
            .at(place, "unknown segment")
            .help(suggest::help(name, known))
    }

    /// The segments of a list, each once. What is wrong with it is noted; `None` where a
    /// name is unknown.
    pub(crate) fn known_segments(&self, names: &[At<String>], sink: &Sink) -> Option<Vec<(At<String>, usize)>> {
        check_once(names, sink);
        let mut known: Vec<(At<String>, usize)> = Vec::new();
        let mut is_whole = true;
        for name in names {
            match self.segment_index(&name.value) {
                Some(index) if known.iter().any(|(_, other)| *other == index) => {}
                Some(index) => known.push((name.clone(), index)),
                None => {
                    is_whole = false;
                    if self.is_complete {
                        sink.push(self.unknown_segment(&name.value, sink.location(&name.span)));
                    }
                }
            }
        }
        is_whole.then_some(known)
    }
}

/// Notes a segment that a list names twice.
pub(crate) fn check_once(names: &[At<String>], sink: &Sink) {
    let mut seen: BTreeMap<&str, &At<String>> = BTreeMap::new();
    for name in names {
        if let Some(first) = seen.get(name.value.as_str()) {
            sink.push(
                Diagnostic::new(&DUPLICATE_ID, format!("segment `{}` is named twice", name.value))
                    .at(sink.location(&name.span), "the second")
                    .see(sink.location(&first.span), "the first")
                    .help("remove one"),
            );
        } else {
            seen.insert(&name.value, name);
        }
    }
}

impl OutlineSegment {
    /// The stage of that id.
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|(stage, _)| stage == id)
    }
}
