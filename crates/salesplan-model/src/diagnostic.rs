//! A finding as data: what is wrong, where, why it matters and how to mend it.
//! How it looks on a terminal is decided elsewhere.

use std::ops::Range;
use std::sync::Arc;

mod catalogue;

pub use catalogue::*;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the figures hold.
    Warning,
    /// The figures cannot be computed, or would mislead.
    Error,
}

impl Severity {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of finding with its stable id. All of them stand in the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Kebab-case; never reused for another fault.
    pub id: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence: what the finding means.
    pub about: &'static str,
}

/// A stretch of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Path relative to the workspace root, with `/`.
    pub file: Arc<str>,
    /// Byte range in the file's text.
    pub span: Range<usize>,
}

/// A location with what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub location: Location,
    /// A few words beside the underlined text; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which fault.
    pub kind: &'static Kind,
    /// The id that a company's own rule gave to its finding.
    pub own_id: Option<String>,
    /// A lower-case phrase that says what is wrong here.
    pub message: String,
    /// The text at fault, where there is one.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(kind: &'static Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            own_id: None,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            help: None,
        }
    }

    /// Gives the finding an id of the company's own.
    #[must_use]
    pub fn named(mut self, id: impl Into<String>) -> Self {
        self.own_id = Some(id.into());
        self
    }

    /// The stable id: the company's own, else that of the kind.
    pub fn id(&self) -> &str {
        self.own_id.as_deref().unwrap_or(self.kind.id)
    }

    /// Names the text at fault.
    #[must_use]
    pub fn at(mut self, location: Location, text: impl Into<String>) -> Self {
        self.primary = Some(Label {
            location,
            text: text.into(),
        });
        self
    }

    /// Names another place that explains the fault.
    #[must_use]
    pub fn see(mut self, location: Location, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            location,
            text: text.into(),
        });
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.kind.severity == Severity::Error
    }
}

/// Whether any of the findings is an error.
pub fn any_error(findings: &[Diagnostic]) -> bool {
    findings.iter().any(Diagnostic::is_error)
}

/// Puts findings into the order in which a reader meets them: by file, then by
/// place; those without a place come last. Exact repetitions are dropped.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            d.primary.as_ref().map_or((true, Arc::from(""), 0, 0), |label| {
                let location = &label.location;
                (false, location.file.clone(), location.span.start, location.span.end)
            })
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.id().cmp(b.id()))
            .then_with(|| a.message.cmp(&b.message))
    });
    findings.dedup();
}

/// Makes one finding of those that say the same of the same place: a rule that fails
/// for every deal is one fault. The first stands for all, and says for how many.
pub fn gather(faults: Vec<Diagnostic>, what: &str) -> Vec<Diagnostic> {
    let mut gathered: Vec<(Diagnostic, usize)> = Vec::new();
    for fault in faults {
        let same = |other: &Diagnostic| {
            other.id() == fault.id() && other.message == fault.message && other.primary == fault.primary
        };
        match gathered.iter_mut().find(|(first, _)| same(first)) {
            Some((_, n_more)) => *n_more += 1,
            None => gathered.push((fault, 0)),
        }
    }
    let told = |(mut fault, n_more): (Diagnostic, usize)| {
        if n_more > 0 {
            fault.message += &format!(" (and for {n_more} more {what})");
        }
        fault
    };
    gathered.into_iter().map(told).collect()
}
