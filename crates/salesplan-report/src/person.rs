//! `review --for`: what of a review concerns one person.

use salesplan_model::pipeline::OpenDeal;
use salesplan_model::plan::{Person, Plan};
use salesplan_model::plan_fact::{Quantity, Row};
use salesplan_model::slice::Slice;
use salesplan_model::standing::Standing;
use salesplan_model::work::What;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::deals::{DealView, StatedView};
use crate::figures::{Days, quantity};
use crate::findings::FindingView;
use crate::plan_fact::{RowView, WindowView, WorkView, row_view, work_view};
use crate::resources::{NeedView, need_view};
use crate::sources::Sources;
use crate::team::{AgreementView, LineView, lines};

/// Everything that one person's review says. No figure in it is anybody else's.
#[derive(Debug, Clone, Serialize)]
pub struct PersonReport {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The plan's days.
    pub period: Days,
    /// Currency of the sums.
    pub currency: Option<String>,
    /// The ISO week.
    pub week: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// Whether days of the week inside the period are still to come.
    pub is_unfinished: bool,
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// What they are to bring; empty for somebody who sells nowhere.
    pub quotas: Vec<QuotaView>,
    /// Where they stand with the plan; null for somebody of whom nothing is asked.
    pub agreement: Option<AgreementView>,
    /// What they commit to, line by line.
    pub commitments: Vec<LineView>,
    /// Their part against what they brought.
    pub plan_fact: PersonPlanFact,
    /// What the deals are read from: `files`, or where these are of a much later day than the
    /// evening `review` (the week's own), `history`, or for want of both `later_files`.
    pub deals_basis: &'static str,
    /// Their open deals in order of priority.
    pub deals: Vec<PersonDeal>,
    /// Hours that their part takes against those they have; null where no stage takes hours.
    pub hours: Option<NeedView>,
    /// Warnings about them, their deals and their facts.
    pub findings: Vec<FindingView>,
    /// What the report was made from.
    pub sources: Sources,
}

/// Plan against fact of one person.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPlanFact {
    /// The week at hand.
    pub in_week: WindowView,
    /// From the period's start.
    pub to_date: WindowView,
    /// Activities and hours.
    pub work: Vec<WorkView>,
}

/// One of their open deals. Score and reasons are left out: the rule that gives them knows the
/// whole plan, and may say how a deal stands beside those of others.
#[derive(Debug, Clone, Serialize)]
pub struct PersonDeal {
    /// Its id.
    pub id: String,
    /// Who might buy.
    pub client: Option<String>,
    /// The segment's id.
    pub segment: Option<String>,
    /// The stated amount; null where the deal has none.
    pub amount: Option<String>,
    /// As in [`DealView`].
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
    /// As in [`DealView`].
    pub not_as_of: Vec<&'static str>,
    /// As in [`DealView`].
    pub flags: Vec<&'static str>,
}

impl PersonDeal {
    fn new(plan: &Plan, open: &OpenDeal<'_>) -> Self {
        let view = DealView::new(plan, open);
        Self {
            id: view.id,
            client: view.client,
            segment: view.segment,
            amount: view.amount,
            stated: view.stated,
            value: view.value,
            stage: view.stage,
            stage_title: view.stage_title,
            probability: view.probability,
            expected_close: view.expected_close,
            next_step: view.next_step,
            next_step_date: view.next_step_date,
            not_as_of: view.not_as_of,
            flags: view.flags,
        }
    }
}

/// What somebody is to bring for a segment in the period.
#[derive(Debug, Clone, Serialize)]
pub struct QuotaView {
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// Sales as text, or a number of deals where the goal counts them.
    pub quota: Option<Value>,
    /// `money` or `count`; null without a quota.
    pub unit: Option<&'static str>,
    /// Entries, first stage to last.
    pub stages: Vec<StageQuota>,
}

/// How many entries into a stage are asked of somebody.
#[derive(Debug, Clone, Serialize)]
pub struct StageQuota {
    /// The stage's id.
    pub stage: String,
    /// What people call it.
    pub title: String,
    /// In the whole period.
    pub need: u64,
}

impl PersonReport {
    /// Shapes one person's part for output.
    pub fn new(
        plan: &Plan,
        person: &Person,
        slice: &Slice<'_>,
        standing: &Standing<'_>,
        findings: Vec<FindingView>,
        sources: Sources,
    ) -> Self {
        let evening = standing.evening;
        let window = |from, rows: &[Row]| WindowView {
            days: Days::new(from, evening.as_of),
            rows: rows.iter().map(|row| their_row(plan, person, row)).collect(),
        };
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(plan.period.from, plan.period.to),
            currency: plan.goal.currency.map(|currency| currency.to_string()),
            week: evening.week.to_string(),
            as_of: evening.as_of.to_string(),
            is_unfinished: evening.is_unfinished(plan.period),
            person: person.id.to_string(),
            name: person.name.clone(),
            quotas: quotas(plan, slice),
            agreement: standing
                .consents
                .iter()
                .find(|consent| plan.team.people[consent.person].id == person.id)
                .map(|consent| AgreementView::new(plan, consent)),
            commitments: lines(plan, &standing.coverage)
                .into_iter()
                .filter(|line| line.person == person.id.as_str())
                .collect(),
            plan_fact: PersonPlanFact {
                in_week: window(evening.week.monday().max(plan.period.from), &slice.week),
                to_date: window(plan.period.from, &slice.to_date),
                work: slice
                    .work
                    .iter()
                    .filter(|work| !matches!(work.what, What::Entries(..)))
                    .map(|work| work_view(plan, work))
                    .collect(),
            },
            deals_basis: standing.basis.word(),
            deals: slice.open.iter().map(|deal| PersonDeal::new(plan, deal)).collect(),
            hours: slice.hours.as_ref().map(|need| need_view(plan, need)),
            findings,
            sources,
        }
    }
}

fn their_row(plan: &Plan, person: &Person, row: &Row) -> RowView {
    RowView {
        person: Some(person.id.to_string()),
        ..row_view(plan, row)
    }
}

fn quotas(plan: &Plan, slice: &Slice<'_>) -> Vec<QuotaView> {
    let of_segment = |part: &salesplan_model::slice::QuotaPart| {
        let segment = &plan.segments[part.segment];
        let stages = segment.stages.iter().zip(&part.stages);
        QuotaView {
            segment: segment.id.to_string(),
            segment_title: segment.title.clone(),
            quota: part.quota.map(quantity),
            unit: part.quota.map(|quota| match quota {
                Quantity::Money(_) => "money",
                Quantity::Count(_) => "count",
            }),
            stages: stages
                .map(|(stage, need)| StageQuota {
                    stage: stage.id.to_string(),
                    title: stage.title.clone(),
                    need: *need,
                })
                .collect(),
        }
    };
    slice.quotas.iter().map(of_segment).collect()
}
