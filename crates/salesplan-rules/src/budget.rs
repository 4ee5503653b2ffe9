//! The steps of all calls together: what a slow rule over very many deals may take.

use std::sync::atomic::{AtomicU64, Ordering};

use salesplan_model::diagnostic::{Diagnostic, Location, RULE_LIMIT_EXCEEDED};

use crate::source::RuleSource;

/// The steps of all calls of a [`crate::RuleSet`]: some minutes of the slowest way.
const STEPS_MAX: u64 = 2_000_000_000;

/// What is left of them.
pub(crate) struct Budget {
    spent: AtomicU64,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self {
            spent: AtomicU64::new(0),
        }
    }

    /// Takes the steps of a call off. They add up to the same whatever thread makes the
    /// call, so whether a run exceeds the budget does not hang on how many there are.
    pub(crate) fn spend(&self, steps: u64) {
        self.spent.fetch_add(steps, Ordering::Relaxed);
    }

    /// One that this many more steps exceed.
    #[cfg(test)]
    pub(crate) fn nearly_spent(steps: u64) -> Self {
        Self {
            spent: AtomicU64::new(STEPS_MAX - steps),
        }
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.spent.load(Ordering::Relaxed) > STEPS_MAX
    }

    /// Says nothing of the question at hand, which is only the first that was not asked.
    pub(crate) fn finding(&self, source: &RuleSource) -> Diagnostic {
        let location = Location {
            file: source.path.clone(),
            span: 0..0,
        };
        Diagnostic::new(
            &RULE_LIMIT_EXCEEDED,
            format!("the rules take more than {STEPS_MAX} steps in all"),
        )
        .at(location, "")
        .help("does one of them loop over long lists for every deal?")
    }
}
