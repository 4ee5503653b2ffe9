//! What a person agrees to, and whether an agreement still holds.
//!
//! An agreement keeps what was agreed in full. It depends on no commit, no fact and no deal:
//! it is held against what the plan would ask the person to agree to now.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_rational::Ratio;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

mod changes;
mod consent;
mod freeze;

pub use changes::{Change, Figure, Subject, changes};
pub use consent::{Consent, State, consents};
pub use freeze::Frozen;
pub(crate) use freeze::held;

use crate::commitment::{Brings, Commitments, Source};
use crate::decompose::Decomposition;
use crate::diagnostic::Location;
use crate::id::{ChannelId, DealId, PersonId, PlanId, SegmentId, StageId};
use crate::money::Money;
use crate::period::Period;
use crate::plan::{Metric, Plan};
use crate::rate::Rate;

/// What a person answered, as the file of the agreement has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Who: the name of the file.
    pub person: PersonId,
    /// Yes or no.
    pub answer: Answer,
    /// The day of the answer.
    pub date: Date,
    /// What the person had to say.
    pub comment: Option<String>,
    /// The digest of the content as stated.
    pub digest: String,
    /// Whether the content has that digest: else somebody changed what was agreed.
    pub is_intact: bool,
    /// The head's own consent to the same content.
    pub countersigned: Option<Countersigned>,
    /// What was agreed, or declined.
    pub content: Content,
    /// The beginning of the file.
    pub location: Location,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The person takes it on.
    Agreed,
    /// The person does not.
    Declined,
}

/// The head's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countersigned {
    /// Who.
    pub by: String,
    /// When.
    pub date: Date,
}

/// All that a person agrees to.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The plan.
    pub plan: PlanId,
    /// The days it covers.
    pub period: Period,
    /// What the plan's goal counts.
    pub metric: Metric,
    /// What is asked of the person, by segment in the plan's order.
    pub quotas: Vec<AgreedQuota>,
    /// What the person commits to, line by line.
    pub commitments: Vec<AgreedLine>,
    /// What the company gives in return.
    pub promises: Promises,
}

/// A person's part of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedQuota {
    /// The segment.
    pub segment: SegmentId,
    /// The part of the segment, exact.
    pub share: Rate,
    /// The quota.
    pub quota: Quota,
    /// First to last.
    pub stages: Vec<AgreedStage>,
}

/// How much a person is to bring of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// A sum of sales.
    Revenue(Money),
    /// A count of won deals.
    Deals(u64),
}

/// A person's entries into one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedStage {
    /// The stage.
    pub stage: StageId,
    /// The person's.
    pub need: u64,
    /// Everybody's.
    pub of: u64,
}

/// A committed line as it was agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedLine {
    /// Where it comes from.
    pub source: Option<Source>,
    /// The segment.
    pub segment: SegmentId,
    /// Who buys.
    pub client: Option<String>,
    /// The deal.
    pub deal: Option<DealId>,
    /// How much.
    pub brings: Brings,
    /// How likely.
    pub likelihood: Option<Rate>,
    /// The part of the deal.
    pub share: Option<Rate>,
    /// When, as written.
    pub when: Option<String>,
    /// What is done for it.
    pub action: Option<String>,
    /// By when.
    pub due: Option<Date>,
}

/// What the company gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promises {
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// Leads a week, by channel in the plan's order.
    pub leads_per_week: Vec<(ChannelId, u64)>,
    /// Money for leads in the period.
    pub budget: Option<Money>,
    /// Selling hours a week, over all people.
    pub hours_per_week: Option<Decimal>,
}

impl Answer {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] = &[("agreed", Self::Agreed), ("declined", Self::Declined)];

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Declined => "declined",
        }
    }
}

impl Quota {
    /// Minor units of money, or deals.
    pub fn units(self) -> i64 {
        match self {
            Self::Revenue(sum) => sum.minor,
            Self::Deals(count) => i64::try_from(count).unwrap_or(i64::MAX),
        }
    }

    /// As many units of the same kind; deals not below none.
    #[must_use]
    pub fn with_units(self, units: i64) -> Self {
        match self {
            Self::Revenue(sum) => Self::Revenue(Money::new(units, sum.currency)),
            Self::Deals(_) => Self::Deals(u64::try_from(units).unwrap_or(0)),
        }
    }
}

/// Figures of everybody's quotas, computed once for all people.
pub struct Quotas<'a> {
    plan: &'a Plan,
    decomposition: &'a Decomposition,
    /// Shape: one a segment, then one a stage, then one a part of the segment's schedule.
    needs: Vec<Vec<Vec<u64>>>,
}

impl<'a> Quotas<'a> {
    /// Gathers what the plan asks of its people.
    pub fn of(plan: &'a Plan, decomposition: &'a Decomposition) -> Self {
        let of_stage = |segment: usize, stage: usize| {
            let totals = decomposition.by_person(segment, stage);
            totals.parts().map(|part| part[part.len() - 1]).collect()
        };
        let of_segment = |segment: usize| {
            let n_stages = plan.segments[segment].stages.len();
            (0..n_stages).map(|stage| of_stage(segment, stage)).collect()
        };
        Self {
            plan,
            decomposition,
            needs: (0..plan.segments.len()).map(of_segment).collect(),
        }
    }

    /// A person's quota in a segment; `None` where they sell nothing of it.
    pub fn quota(&self, person: usize, segment: usize) -> Option<AgreedQuota> {
        let need = &self.decomposition.segments[segment];
        let part = need
            .schedule
            .parts
            .iter()
            .position(|part| part.person == Some(person))?;
        let units = need.quotas.units.get(part).copied()?;
        let stages = &self.plan.segments[segment].stages;
        Some(AgreedQuota {
            segment: self.plan.segments[segment].id.clone(),
            share: share_of(&need.quotas.weights, part)?,
            quota: self.kind().with_units(units),
            stages: stages
                .iter()
                .enumerate()
                .map(|(stage, of)| AgreedStage {
                    stage: of.id.clone(),
                    need: self.needs[segment][stage][part],
                    of: need.needs[stage],
                })
                .collect(),
        })
    }

    /// Whether the plan asks anything of a person.
    pub fn asks(&self, person: usize) -> bool {
        let segments = self.decomposition.segments.iter();
        segments
            .flat_map(|need| need.schedule.parts.iter())
            .any(|part| part.person == Some(person))
    }

    /// All that the person of that index is asked to agree to.
    pub fn content(&self, person: usize, commitments: Option<&Commitments>) -> Content {
        let plan = self.plan;
        let segments = 0..plan.segments.len();
        let lines = commitments.map(|own| own.lines.as_slice()).unwrap_or_default();
        let promised = |channel: &crate::plan::Channel| Some((channel.id.clone(), channel.promised_per_week?));
        Content {
            plan: plan.id.clone(),
            period: plan.period,
            metric: plan.goal.amount.metric(),
            quotas: segments.filter_map(|segment| self.quota(person, segment)).collect(),
            commitments: lines.iter().map(|line| self.line(line)).collect(),
            promises: Promises {
                owner: plan.resources.owner.clone(),
                leads_per_week: plan.channels.iter().filter_map(promised).collect(),
                budget: plan.resources.budget,
                hours_per_week: plan.resources.hours_per_week,
            },
        }
    }

    fn line(&self, line: &crate::commitment::Commitment) -> AgreedLine {
        AgreedLine {
            source: line.source.clone(),
            segment: self.plan.segments[line.segment].id.clone(),
            client: line.client.clone(),
            deal: line.deal.clone(),
            brings: line.brings,
            likelihood: line.likelihood,
            share: line.share,
            when: line.when.as_ref().map(|when| when.text.clone()),
            action: line.action.clone(),
            due: line.due,
        }
    }

    /// What quotas are counted in: a goal in profit is shared out as the revenue it needs.
    pub fn kind(&self) -> Quota {
        match (self.plan.goal.amount.metric(), self.plan.goal.currency) {
            (Metric::Revenue | Metric::Profit, Some(currency)) => Quota::Revenue(Money::zero(currency)),
            _ => Quota::Deals(0),
        }
    }
}

/// The part that one weight is of all, in 64 bits; the nearest where they do not hold it.
fn share_of(weights: &[u128], part: usize) -> Option<Rate> {
    let all: u128 = weights.iter().sum();
    let own = *weights.get(part)?;
    if own == 0 {
        return None;
    }
    let exact = Ratio::new(own, all);
    let fits = u64::try_from(*exact.numer())
        .ok()
        .zip(u64::try_from(*exact.denom()).ok());
    let (numerator, denominator) = fits.or_else(|| {
        let denominator = 1_u64 << 53;
        let near = Ratio::new(own, all).to_f64()? * denominator as f64;
        Some((near.round().to_u64()?.max(1), denominator))
    })?;
    Rate::of(numerator, denominator).ok()
}

/// The agreements of a plan by person.
pub fn by_person(agreements: &[Agreement]) -> BTreeMap<&PersonId, &Agreement> {
    agreements
        .iter()
        .map(|agreement| (&agreement.person, agreement))
        .collect()
}
