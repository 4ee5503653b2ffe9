//! `agree`: exactly what a person is asked to agree to.

use salesplan_model::agreement::{Consent, Quota};
use salesplan_model::commitment::Source;
use salesplan_model::plan::Plan;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::{Days, rounded};
use crate::team::{AgreementView, ConsentView};

/// What a person is asked to agree to.
#[derive(Debug, Clone, Serialize)]
pub struct AskedView {
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
    /// Where the person stands so far.
    pub agreement: AgreementView,
    /// By segment.
    pub quotas: Vec<QuotaView>,
    /// Line by line.
    pub commitments: Vec<AgreedLineView>,
    /// What the company gives in return.
    pub promises: PromisesView,
    /// The digest of all this in its one form.
    pub digest: String,
}

/// A person's part of one segment.
#[derive(Debug, Clone, Serialize)]
pub struct QuotaView {
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// The quota: money as text, deals as a number.
    pub quota: Value,
    /// The part of the segment.
    pub share: f64,
    /// First to last.
    pub stages: Vec<AgreedStageView>,
}

/// A person's entries into one stage.
#[derive(Debug, Clone, Serialize)]
pub struct AgreedStageView {
    /// The stage's id.
    pub stage: String,
    /// What people call it.
    pub title: String,
    /// The person's.
    pub need: u64,
    /// Everybody's.
    pub of: u64,
}

/// A committed line.
#[derive(Debug, Clone, Serialize)]
pub struct AgreedLineView {
    /// Where it comes from.
    pub source: Option<String>,
    /// What people call the segment.
    pub segment_title: String,
    /// Who buys.
    pub client: Option<String>,
    /// The deal.
    pub deal: Option<String>,
    /// The sum.
    pub amount: Option<String>,
    /// The number of deals.
    pub deals: Option<u64>,
    /// How likely.
    pub likelihood: Option<f64>,
    /// When, as written.
    pub when: Option<String>,
    /// What is done for it.
    pub action: Option<String>,
    /// By when.
    pub due: Option<String>,
}

/// What the company gives in return.
#[derive(Debug, Clone, Serialize)]
pub struct PromisesView {
    /// Who answers for it.
    pub owner: Option<String>,
    /// Leads a week by channel.
    pub leads: Vec<PromisedLeadsView>,
    /// Money for leads in the period.
    pub budget: Option<String>,
    /// Selling hours a week, over all people.
    pub hours_per_week: Option<String>,
}

/// Leads a week of one channel.
#[derive(Debug, Clone, Serialize)]
pub struct PromisedLeadsView {
    /// What people call the channel.
    pub title: String,
    /// How many.
    pub per_week: u64,
}

impl AskedView {
    /// Shapes what is asked. `digest` is that of its canonical text.
    pub fn new(plan: &Plan, consent: &Consent<'_>, digest: String) -> Self {
        let content = &consent.content;
        let segment = |id: &str| plan.segment_index(id).map(|index| &plan.segments[index]);
        let title = |id: &str| segment(id).map_or(id.to_string(), |segment| segment.title.clone());
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(content.period.from, content.period.to),
            currency: plan.goal.currency.map(|currency| currency.to_string()),
            agreement: AgreementView::new(plan, consent),
            quotas: content
                .quotas
                .iter()
                .map(|quota| QuotaView {
                    segment: quota.segment.to_string(),
                    segment_title: title(quota.segment.as_str()),
                    quota: match quota.quota {
                        Quota::Revenue(sum) => Value::from(sum.to_string()),
                        Quota::Deals(count) => Value::from(count),
                    },
                    share: rounded(quota.share.to_f64()),
                    stages: quota
                        .stages
                        .iter()
                        .map(|stage| AgreedStageView {
                            stage: stage.stage.to_string(),
                            title: segment(quota.segment.as_str())
                                .and_then(|segment| segment.stages.iter().find(|own| own.id == stage.stage))
                                .map_or(stage.stage.to_string(), |own| own.title.clone()),
                            need: stage.need,
                            of: stage.of,
                        })
                        .collect(),
                })
                .collect(),
            commitments: content
                .commitments
                .iter()
                .map(|line| AgreedLineView {
                    source: line.source.as_ref().map(Source::word),
                    segment_title: title(line.segment.as_str()),
                    client: line.client.clone(),
                    deal: line.deal.as_ref().map(ToString::to_string),
                    amount: line.brings.amount.map(|sum| sum.to_string()),
                    deals: line.brings.deals,
                    likelihood: line.likelihood.map(|rate| rounded(rate.to_f64())),
                    when: line.when.clone(),
                    action: line.action.clone(),
                    due: line.due.map(|due| due.to_string()),
                })
                .collect(),
            promises: PromisesView {
                owner: content.promises.owner.as_ref().map(ToString::to_string),
                leads: content
                    .promises
                    .leads_per_week
                    .iter()
                    .map(|(id, per_week)| PromisedLeadsView {
                        title: plan
                            .channels
                            .iter()
                            .find(|channel| channel.id == *id)
                            .map_or(id.to_string(), |channel| channel.title.clone()),
                        per_week: *per_week,
                    })
                    .collect(),
                budget: content.promises.budget.map(|sum| sum.to_string()),
                hours_per_week: content
                    .promises
                    .hours_per_week
                    .map(|hours| hours.normalize().to_string()),
            },
            digest,
        }
    }
}

/// Who has agreed, and what git has on record of it.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementsView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// Where everybody stands.
    #[serde(flatten)]
    pub consent: ConsentView,
    /// What was verified; null where that was not asked.
    pub verified: Option<Vec<VerifiedView>>,
    /// All answers on record, newest first; null where that was not asked.
    pub history: Option<Vec<AnswerView>>,
}

/// An answer as a commit recorded it.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// The person's id.
    pub person: String,
    /// The commit.
    pub commit: String,
    /// The day of the commit, where it was made.
    pub committed: String,
    /// `agreed` or `declined`; null where the file could not be read.
    pub answer: Option<&'static str>,
    /// The day of the answer.
    pub date: Option<String>,
    /// What the person had to say.
    pub comment: Option<String>,
    /// Who countersigned.
    pub countersigned_by: Option<String>,
    /// The digest of what was agreed.
    pub digest: Option<String>,
    /// Whether the content has that digest.
    pub is_intact: bool,
}

/// An agreement on file, checked.
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedView {
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// `agreed` or `declined`.
    pub answer: &'static str,
    /// The day of the answer.
    pub date: String,
    /// The digest as stated.
    pub digest: String,
    /// Whether the content has that digest.
    pub is_intact: bool,
    /// The commit that recorded it; null where it is not committed.
    pub commit: Option<String>,
    /// Who made that commit.
    pub author: Option<String>,
    /// Whether team.toml knows the person by another address than the commit's; false where
    /// one of them is unknown.
    pub is_other_author: bool,
    /// `good`, `unknown` (it fits, and nothing says whose key it is), `none`, `bad` or
    /// `cannot_tell`; null where nothing is committed.
    pub signature: Option<&'static str>,
    /// Whose signature, or why it cannot be told.
    pub signer: Option<String>,
}

impl VerifiedView {
    /// Whether something is wrong with it.
    pub fn is_bad(&self) -> bool {
        !self.is_intact || self.signature == Some("bad") || self.is_other_author
    }
}
