//! `explain`: a figure with the way to it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use salesplan_model::explain::{Derivation, Explained};
use salesplan_model::lines::Lines;
use salesplan_model::plan::Plan;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::{RateView, rounded};

/// The derivation of one figure.
#[derive(Debug, Clone, Serialize)]
pub struct ExplanationView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// Currency of the sums.
    pub currency: Option<String>,
    /// The figure, with what it follows from.
    pub derivation: DerivationView,
}

/// A figure with the way to it.
#[derive(Debug, Clone, Serialize)]
pub struct DerivationView {
    /// Its name.
    pub figure: String,
    /// `count`, `money`, `rate`, `share`, `chance`, `day`, `days` or `text`.
    pub kind: &'static str,
    /// Its value: money and days as text, a rate as number and exact fraction, a share as how
    /// many of how many.
    pub value: Value,
    /// How it follows from the figures below.
    pub how: String,
    /// The file it stands in, for what is written.
    pub file: Option<String>,
    /// The line.
    pub line: Option<usize>,
    /// Whether it stands further up already, with what it follows from.
    pub is_repeated: bool,
    /// What it follows from.
    pub from: Vec<DerivationView>,
}

/// The names that can be explained.
#[derive(Debug, Clone, Serialize)]
pub struct NamesView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// The names; a week, person or channel may follow a stage.
    pub names: Vec<String>,
    /// Those of an evening; `None` before the plan's first week is over.
    pub evening: Option<NamesOfEvening>,
}

/// The names of what is known on an evening.
#[derive(Debug, Clone, Serialize)]
pub struct NamesOfEvening {
    /// The evening.
    pub as_of: String,
    /// The names; a week may follow what came and what was due.
    pub names: Vec<String>,
}

impl NamesView {
    /// The names of a plan's figures.
    pub fn new(plan: &Plan, names: Vec<String>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            names,
            evening: None,
        }
    }

    /// The same with the names of an evening.
    #[must_use]
    pub fn with_evening(self, as_of: Date, names: Vec<String>) -> Self {
        let as_of = as_of.to_string();
        Self {
            evening: Some(NamesOfEvening { as_of, names }),
            ..self
        }
    }
}

impl ExplanationView {
    /// Shapes a derivation for output; `text` gives a file's text, for its lines. The figures
    /// named in `set` do not stand in the files.
    pub fn new<'t>(
        plan: &Plan,
        derivation: &Derivation,
        set: &[String],
        text: impl Fn(&str) -> Option<&'t str> + Copy,
    ) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            currency: plan.goal.currency.map(|currency| currency.to_string()),
            derivation: derivation_view(derivation, &mut BTreeSet::new(), set, text),
        }
    }
}

fn derivation_view<'d, 't>(
    derivation: &'d Derivation,
    above: &mut BTreeSet<&'d str>,
    set: &[String],
    text: impl Fn(&str) -> Option<&'t str> + Copy,
) -> DerivationView {
    let (kind, value) = match &derivation.value {
        Explained::Count(count) => ("count", Value::from(*count)),
        Explained::Money(money) => ("money", Value::from(money.to_string())),
        Explained::Rate(rate) => {
            let rate = RateView::new(*rate);
            ("rate", serde_json::json!({ "rate": rate.rate, "ratio": rate.ratio }))
        }
        Explained::Share { successes, trials } => {
            ("share", serde_json::json!({ "successes": successes, "trials": trials }))
        }
        Explained::Chance(chance) => ("chance", Value::from(rounded(*chance))),
        Explained::Day(day) => ("day", Value::from(day.to_string())),
        Explained::Days(days) => ("days", Value::from(*days)),
        Explained::Text(text) => ("text", Value::from(text.clone())),
    };
    let is_set = derivation.from.is_empty() && set.contains(&derivation.figure);
    let location = derivation.location.as_ref().filter(|_| !is_set);
    let line = location.and_then(|at| Some(Lines::new(text(&at.file)?).place(at.span.start).0));
    let is_repeated = !derivation.from.is_empty() && !above.insert(&derivation.figure);
    DerivationView {
        figure: derivation.figure.clone(),
        kind,
        value,
        how: if is_set {
            "set to show what it would do".into()
        } else {
            derivation.how.clone()
        },
        file: location.map(|location| location.file.to_string()),
        line,
        is_repeated,
        from: derivation
            .from
            .iter()
            .map(|part| derivation_view(part, above, set, text))
            .collect(),
    }
}
