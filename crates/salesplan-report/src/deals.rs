//! `deals`: the open deals in order of priority.

use num_traits::ToPrimitive;
use salesplan_model::deal::Status;
use salesplan_model::exchange::Stated;
use salesplan_model::pipeline::OpenDeal;
use salesplan_model::plan::Plan;
use serde::Serialize;

use crate::actions::DecisionView;
use crate::language::Language;

/// One open deal.
#[derive(Debug, Clone, Serialize)]
pub struct DealView {
    /// Its id.
    pub id: String,
    /// Who might buy.
    pub client: Option<String>,
    /// The owner's id.
    pub owner: Option<String>,
    /// What people call the owner.
    pub owner_name: Option<String>,
    /// The segment's id.
    pub segment: Option<String>,
    /// The stated amount in the goal's currency and on its tax basis; null where the deal has none.
    pub amount: Option<String>,
    /// The amount as its source gives it; null where that is the same.
    pub stated: Option<StatedView>,
    /// The stated amount, else the segment's average deal.
    pub value: Option<String>,
    /// The stage's id.
    pub stage: Option<String>,
    /// What people call the stage.
    pub stage_title: Option<String>,
    /// Chance that it is won, by the `probability` rule.
    pub probability: f64,
    /// When it is expected to close.
    pub expected_close: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// When that is due.
    pub next_step_date: Option<String>,
    /// Days since it entered its stage; null where that is not recorded.
    pub days_in_stage: Option<i64>,
    /// Median of the days that deals stayed in that stage; null where none has left it.
    pub usual_days_in_stage: Option<f64>,
    /// How often its close was moved later; null where no earlier state could be read.
    pub slips: Option<usize>,
    /// The `priority` rule's score, exactly.
    pub score: String,
    /// The rule's reasons; those of the bundled rule in the language of the report.
    pub reasons: Vec<String>,
    /// What is to be known of it and is not, as the settings name it.
    pub gaps: Vec<String>,
    /// What was last decided about it; null where nothing was.
    pub decision: Option<DecisionView>,
    /// Which of `stage`, `amount` and `expected_close` may be of a later day than the evening.
    pub not_as_of: Vec<&'static str>,
    /// `not_as_of`, `no_amount`, `out_of_scope`, `no_segment`, `counted_as_certain`.
    pub flags: Vec<&'static str>,
}

/// A sum as its source gives it.
#[derive(Debug, Clone, Serialize)]
pub struct StatedView {
    /// The sum.
    pub amount: String,
    /// Its currency.
    pub currency: String,
    /// `included` or `excluded`; null where the source says nothing of tax.
    pub vat: Option<&'static str>,
    /// The sum's own rate of tax; null where the plan's holds.
    pub vat_rate: Option<f64>,
}

impl StatedView {
    fn new(stated: &Stated) -> Self {
        Self {
            amount: stated.money.to_string(),
            currency: stated.money.currency.to_string(),
            vat: stated.vat.map(|said| said.vat.word()),
            vat_rate: stated.vat.and_then(|said| said.rate?.to_f64()),
        }
    }
}

impl DealView {
    /// The same with what is to be known of it and is not among its tags.
    #[must_use]
    pub fn with_gaps(self, fields: &[String], tags: &[String]) -> Self {
        let gaps = fields.iter().filter(|field| !tags.contains(field));
        Self {
            gaps: gaps.cloned().collect(),
            ..self
        }
    }

    /// The same with what was last decided about it.
    #[must_use]
    pub fn with_decision(self, decision: Option<DecisionView>) -> Self {
        Self { decision, ..self }
    }

    /// The same with the reasons of the bundled rule in a language.
    #[must_use]
    pub fn in_words_of(mut self, language: &Language) -> Self {
        for reason in &mut self.reasons {
            *reason = language.phrase(reason);
        }
        self
    }

    /// Shapes an open deal for output.
    pub fn new(plan: &Plan, open: &OpenDeal<'_>) -> Self {
        let deal = open.deal;
        let segment = deal.segment.map(|index| &plan.segments[index]);
        let stage = segment
            .zip(open.state.stage)
            .map(|(segment, stage)| &segment.stages[stage]);
        let person = deal
            .owner
            .as_ref()
            .and_then(|owner| plan.team.people.iter().find(|person| person.id == *owner));
        let not_as_of = not_as_of(open);
        let flags = [
            ("not_as_of", !not_as_of.is_empty()),
            ("no_amount", !open.has_amount()),
            ("out_of_scope", !open.in_scope),
            ("no_segment", segment.is_none()),
            ("counted_as_certain", open.in_certain_segment),
        ];
        Self {
            id: deal.id.to_string(),
            client: deal.client.clone(),
            owner: deal.owner.as_ref().map(ToString::to_string),
            owner_name: person
                .map(|person| person.name.clone())
                .or_else(|| deal.owner.as_ref().map(ToString::to_string)),
            segment: segment.map(|segment| segment.id.to_string()),
            amount: deal.amount.map(|amount| amount.to_string()),
            stated: deal.stated.as_deref().map(StatedView::new),
            value: open.value.map(|value| value.to_string()),
            stage: stage.map(|stage| stage.id.to_string()),
            stage_title: stage.map(|stage| stage.title.clone()),
            probability: open.probability.to_f64().unwrap_or(0.0),
            expected_close: deal.expected_close.map(|day| day.to_string()),
            next_step: deal.next_step.clone(),
            next_step_date: deal.next_step_date.map(|day| day.to_string()),
            days_in_stage: open.days_in_stage,
            usual_days_in_stage: open.usual_days_in_stage.and_then(|days| days.to_f64()),
            slips: open.n_slips,
            score: open.priority.score.normalize().to_string(),
            reasons: open.priority.reasons.clone(),
            gaps: Vec::new(),
            decision: None,
            not_as_of,
            flags: flags
                .into_iter()
                .filter(|(_, holds)| *holds)
                .map(|(flag, _)| flag)
                .collect(),
        }
    }
}

/// What may be of a later day than the evening. A deal that the files know as decided was open that
/// evening, so what else they say of it without a day is of a later one.
fn not_as_of(open: &OpenDeal<'_>) -> Vec<&'static str> {
    let deal = open.deal;
    let is_later = deal.is_of_later_day || deal.status != Status::Open;
    let said = [
        ("stage", open.state.stage.is_some() && open.state.not_as_of),
        ("amount", deal.amount.is_some()),
        ("expected_close", deal.expected_close.is_some()),
    ];
    let said = said.into_iter().filter(|(_, is_said)| *is_said && is_later);
    said.map(|(name, _)| name).collect()
}
