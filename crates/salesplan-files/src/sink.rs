//! Where readers put what they find, so that one mistake does not hide the next.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use salesplan_model::diagnostic::{Diagnostic, Location};

/// Collects the findings of one file.
#[derive(Debug)]
pub(crate) struct Sink {
    file: Arc<str>,
    findings: RefCell<Vec<Diagnostic>>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<T> At<T> {
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }
}

impl Sink {
    pub fn new(file: &Arc<str>) -> Self {
        Self {
            file: file.clone(),
            findings: RefCell::new(Vec::new()),
        }
    }

    pub fn push(&self, finding: Diagnostic) {
        self.findings.borrow_mut().push(finding);
    }

    pub fn n_findings(&self) -> usize {
        self.findings.borrow().len()
    }

    pub fn location(&self, span: &Range<usize>) -> Location {
        Location {
            file: self.file.clone(),
            span: span.clone(),
        }
    }

    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings.into_inner()
    }
}
