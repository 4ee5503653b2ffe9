//! What must hold before a plan counts, as `salesplan.toml` says. For CI.

use crate::agreement::{Consent, State};
use crate::conversion::{Conversion, WayOfSelling};
use crate::coverage::Sums;
use crate::diagnostic::{Diagnostic, Kind, Location, POLICY_ERROR, POLICY_WARNING, Severity};
use crate::plan::Plan;
use crate::rate::Rate;

/// What must hold, and how much it weighs; `None` for what may be as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Everybody has agreed to what is asked now.
    pub all_agreed: Option<Severity>,
    /// The head has countersigned what they agreed to.
    pub countersigned: Option<Severity>,
    /// No step's planned conversion is refuted by the facts.
    pub no_refuted_conversion: Option<Severity>,
    /// The commitments cover this part of the quotas.
    pub commitment_coverage: Option<AtLeast>,
    /// They do so weighed by their likelihood.
    pub weighted_coverage: Option<AtLeast>,
}

/// A figure that must be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtLeast {
    /// The figure.
    pub part: Rate,
    /// How much it weighs.
    pub severity: Severity,
}

/// What a policy is held against.
pub struct Held<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Everybody of whom it asks something.
    pub consents: &'a [Consent<'a>],
    /// The commitments of all.
    pub coverage: Sums,
    /// Its steps, as the facts show them.
    pub conversions: &'a [Conversion],
}

impl Policy {
    /// What does not hold.
    pub fn findings(&self, held: &Held<'_>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let plan = held.plan;
        let goal = || plan.goal.location.clone();
        if let Some(severity) = self.all_agreed {
            if held.consents.is_empty() {
                found.push(
                    finding(
                        severity,
                        "policy-all-agreed",
                        "nobody has a quota, so nobody has agreed",
                    )
                    .at(goal(), "whose goal is this?")
                    .help("name the people who sell in team.toml"),
                );
            }
            let not_agreed = held.consents.iter().filter(|consent| consent.state != State::Agreed);
            found.extend(not_agreed.map(|consent| not_agreed_yet(plan, consent, severity)));
        }
        if let Some(severity) = self.countersigned {
            let open = held.consents.iter().filter(|consent| {
                let signed = consent
                    .agreement
                    .is_some_and(|agreement| agreement.countersigned.is_some());
                consent.state == State::Agreed && !signed
            });
            found.extend(open.map(|consent| {
                let person = &plan.team.people[consent.person];
                finding(
                    severity,
                    "policy-countersigned",
                    format!("the agreement of {} is not countersigned", person.name),
                )
                .at(place(consent, plan), "agreed by one side")
                .help(format!("`salesplan agree {} --countersign`", person.id))
            }));
        }
        let (raw, weighted) = (held.coverage.raw, held.coverage.weighted);
        for (limit, id, what, sum) in [
            (
                self.commitment_coverage,
                "policy-commitment-coverage",
                "commitments",
                raw,
            ),
            (
                self.weighted_coverage,
                "policy-weighted-coverage",
                "commitments, weighed by their likelihood,",
                weighted,
            ),
        ] {
            let Some(limit) = limit else { continue };
            if is_short(sum, held.coverage.quota, limit.part) {
                let percent = |part: f64| (part * 1000.0).floor() / 10.0;
                let seen = percent(sum as f64 / held.coverage.quota as f64);
                let asked = percent(limit.part.to_f64());
                found.push(
                    finding(
                        limit.severity,
                        id,
                        format!("the {what} cover {seen} % of the quotas; at least {asked} % is asked"),
                    )
                    .at(goal(), "of this goal")
                    .help("`salesplan team` shows whose quota has no source yet"),
                );
            }
        }
        if let Some(severity) = self.no_refuted_conversion {
            let refuted = held
                .conversions
                .iter()
                .filter(|step| step.judged.way_of_selling == WayOfSelling::Refuted);
            found.extend(refuted.map(|step| {
                let segment = &plan.segments[step.segment];
                let stage = &segment.stages[step.stage];
                finding(
                    severity,
                    "policy-no-refuted-conversion",
                    format!(
                        "the facts refute the planned conversion of `{}` in `{}`",
                        stage.id, segment.id
                    ),
                )
                .at(segment.step(step.stage).location.clone(), "does not hold")
                .help("plan what the facts show, or develop the way of selling")
            }));
        }
        found
    }
}

/// Whether a sum is less than a part of the quotas.
fn is_short(sum: i64, quota: i64, part: Rate) -> bool {
    let (has, needs) = (
        i128::from(sum) * i128::from(part.denominator()),
        i128::from(quota) * i128::from(part.numerator()),
    );
    has < needs
}

fn not_agreed_yet(plan: &Plan, consent: &Consent<'_>, severity: Severity) -> Diagnostic {
    let person = &plan.team.people[consent.person];
    let what = match &consent.state {
        State::Missing if !consent.has_written => "has not written how the sum will come".to_string(),
        State::Missing | State::Agreed => "has not agreed".to_string(),
        State::Declined => "has declined".to_string(),
        State::Stale(changes) => {
            let n = changes.len();
            format!(
                "agreed to other figures: {n} {} changed",
                if n == 1 { "has" } else { "have" }
            )
        }
        State::Damaged => "agreed to something that has been altered since".to_string(),
    };
    finding(severity, "policy-all-agreed", format!("{} {what}", person.name))
        .at(place(consent, plan), "not agreed")
        .help(format!("`salesplan agree {}` shows what is asked", person.id))
}

/// The agreement, where there is one, else the person.
fn place(consent: &Consent<'_>, plan: &Plan) -> Location {
    let own = || plan.team.people[consent.person].location.clone();
    consent
        .agreement
        .map_or_else(own, |agreement| agreement.location.clone())
}

fn finding(severity: Severity, id: &str, message: impl Into<String>) -> Diagnostic {
    let kind: &'static Kind = match severity {
        Severity::Error => &POLICY_ERROR,
        Severity::Warning => &POLICY_WARNING,
    };
    Diagnostic::new(kind, message).named(id)
}
