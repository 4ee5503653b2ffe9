//! What deals and facts need to know of a plan. It exists even where the plan
//! itself has mistakes, so that the mistakes of all files are found in one run.

use salesplan_model::money::Currency;
use salesplan_model::plan::FactSource;

/// The names in a plan that other files may use.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Shape: one a segment, in file order.
    pub segments: Vec<OutlineSegment>,
    /// The plan's currency, where it has one.
    pub currency: Option<Currency>,
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
}

impl OutlineSegment {
    /// The stage of that id.
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|(stage, _)| stage == id)
    }
}
