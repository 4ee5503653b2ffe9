//! What a planned figure rests on: counts that were seen, or facts that are to be read.

use salesplan_model::diagnostic::{Diagnostic, INVALID_EVIDENCE};
use salesplan_model::period::Period;
use salesplan_model::plan::{Ask, Evidence, Purpose};
use salesplan_model::rate::Rate;

use crate::lower;
use crate::sink::{At, Sink};
use crate::table::Table;
use crate::window;

/// What evidence is read with: it must be from before the period.
#[derive(Clone, Copy)]
pub(super) struct Past<'a> {
    pub period: Option<Period>,
    pub sink: &'a Sink,
}

/// The grounds of one figure.
pub(super) struct Grounds<T> {
    /// What was seen, as the file says.
    pub seen: Option<T>,
    /// Facts that are to be read.
    pub ask: Option<Ask>,
}

impl Past<'_> {
    /// Reads `evidence` and `measured` of a figure's table. Counts are of the given form.
    pub fn grounds<T>(self, table: &mut Table<'_, '_>, form: &lower::Counted<T>) -> Grounds<T> {
        let evidence = table.text("evidence");
        let measured = table.text("measured");
        let mut grounds = Grounds { seen: None, ask: None };
        if let (Some(evidence), Some(measured)) = (&evidence, &measured) {
            self.contradiction(
                "a figure has `evidence` or is `measured`, not both",
                measured,
                evidence,
                "keep `evidence` to let the written figure stand, `measured` to draw it towards the facts",
            );
        }
        if let Some(evidence) = evidence {
            match evidence.value.trim().strip_prefix(lower::FACTS) {
                Some(days) => {
                    let days = At::new(days.trim().to_string(), evidence.span);
                    grounds.ask = self.ask(Purpose::Evidence, &days);
                }
                None => grounds.seen = lower::evidence(self.sink, &evidence, form, true),
            }
        }
        if let Some(days) = measured {
            grounds.ask = self.ask(Purpose::Measure, &days);
        }
        grounds
    }

    /// Asks for the facts of the days that `text` names.
    pub fn ask(self, purpose: Purpose, text: &At<String>) -> Option<Ask> {
        let window = window::read(self.sink, text, self.period)?;
        Some(Ask {
            purpose,
            window: Some(window),
            text: text.value.clone(),
            location: self.sink.location(&text.span),
        })
    }

    fn contradiction<A, B>(self, message: &str, second: &At<A>, first: &At<B>, help: &str) {
        self.sink.push(
            Diagnostic::new(&INVALID_EVIDENCE, message)
                .at(self.sink.location(&second.span), "this one")
                .see(self.sink.location(&first.span), "and this one")
                .help(help),
        );
    }

    /// The days of `facts` for a figure that the rule gives: what stands beside `rule = true`.
    pub fn of_rule(self, table: &mut Table<'_, '_>, rule: &At<bool>) -> Option<Ask> {
        for key in ["evidence", "measured"] {
            if let Some(other) = table.text(key) {
                let help =
                    "let the rule see facts: facts = \"2026-Q3\"; without it the rule sees all before the period";
                self.contradiction("a figure that the rule gives rests on facts alone", &other, rule, help);
            }
        }
        if !table.has("facts") {
            return Some(self.all_before(rule.span.clone()));
        }
        let days = table.text("facts")?;
        self.ask(Purpose::Rule, &days)
    }

    /// The rule is asked with all facts from before the period.
    pub fn all_before(self, span: std::ops::Range<usize>) -> Ask {
        Ask {
            purpose: Purpose::Rule,
            window: None,
            text: "earlier days".into(),
            location: self.sink.location(&span),
        }
    }

    /// Notes `facts` where no rule is to see them.
    pub fn no_rule(self, table: &mut Table<'_, '_>) {
        if !table.has("facts") {
            return;
        }
        let place = self.sink.location(&table.place("facts"));
        self.sink.push(
            Diagnostic::new(
                &INVALID_EVIDENCE,
                "`facts` names the days that the rule sees, and no rule is asked",
            )
            .at(place, "read by nothing")
            .help("add `rule = true`, or write evidence = \"facts:2026-Q3\" or measured = \"2026-Q3\""),
        );
    }
}

/// A rate whose evidence is counted by people: `"55%"` or `{ rate, evidence }`.
pub(super) fn read_counted_rate(
    table: &mut Table<'_, '_>,
    key: &'static str,
    what: &str,
    sink: &Sink,
) -> Option<(Rate, Option<Evidence>)> {
    match table.plain_or_table(key, &format!("a {what}"))? {
        Ok(text) => Some((lower::rate_called(sink, &text, what)?, None)),
        Err(table) => counted_rate(table, what, sink),
    }
}

/// `{ rate, evidence }`.
pub(super) fn counted_rate(mut table: Table<'_, '_>, what: &str, sink: &Sink) -> Option<(Rate, Option<Evidence>)> {
    let rate = table.required("rate", "\"30%\"", |table| table.number_text("rate"));
    let evidence = table.text("evidence");
    table.finish();
    let evidence = evidence.and_then(|text| lower::evidence(sink, &text, &lower::PASSED, false));
    Some((lower::rate_called(sink, &rate?, what)?, evidence))
}
