//! `decompose`: what the goal asks of every segment, stage and week.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_model::calendar::Calendar;
use salesplan_model::chance::{self, PlanChance};
use salesplan_model::decompose::{Decomposition, last_useful_days};
use salesplan_model::plan::{GoalAmount, Plan, Segment};
use salesplan_model::settings::ProofSettings;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::{Days, goal_amount, rounded};

/// The decomposition of one plan.
#[derive(Debug, Clone, Serialize)]
pub struct DecompositionView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The days it covers.
    pub period: Days,
    /// The goal.
    pub goal: GoalView,
    /// What the segments bring together.
    pub planned: Planned,
    /// Chance of the goal from the planned top-of-funnel counts at the planned rates.
    pub chance: f64,
    /// Units to which successes were rounded down to compute the chance; null when exact.
    pub chance_lattice: Option<i64>,
    /// Segments that count as certain because they have no trials.
    pub chance_assumes: Vec<String>,
    /// Share of the planned revenue (or deals) whose every figure rests on enough facts.
    pub grounded_share: f64,
    /// Planned figures without facts behind them.
    pub assumptions: Vec<Assumption>,
    /// Every segment, in file order.
    pub segments: Vec<SegmentView>,
}

/// The goal as stated.
#[derive(Debug, Clone, Serialize)]
pub struct GoalView {
    /// `revenue` or `deals`.
    pub metric: &'static str,
    /// When a sale counts.
    pub basis: &'static str,
    /// Whether sums are with value-added tax.
    pub vat: &'static str,
    /// Money as text, deals as a number.
    pub amount: Value,
    /// The plan's currency.
    pub currency: Option<String>,
}

/// Sums over the segments.
#[derive(Debug, Clone, Serialize)]
pub struct Planned {
    /// Null without an average deal somewhere.
    pub revenue: Option<String>,
    /// Null until goals in profit are computed.
    pub profit: Option<String>,
    /// All deals.
    pub deals: u64,
}

/// A planned figure that rests on no facts, or on too few.
#[derive(Debug, Clone, Serialize)]
pub struct Assumption {
    /// The segment.
    pub segment: String,
    /// Its title.
    pub title: String,
    /// The step's two stages; both empty for the average deal.
    pub from: String,
    /// The stage that the step leads to.
    pub to: String,
    /// `conversion`, `average_deal`, or `deals` where nothing else is planned.
    pub figure: &'static str,
    /// The rate (a number) or the sum (a text).
    pub value: Value,
    /// The facts that are named but too few; null where none is named.
    pub evidence: Option<String>,
}

/// One segment.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its part of the goal.
    pub goal: Value,
    /// Deals times average deal.
    pub revenue: Option<String>,
    /// Deals needed.
    pub deals: u64,
    /// The planned average deal.
    pub average_deal: Option<String>,
    /// Clients who buy again, where stated.
    pub clients: Option<u64>,
    /// Chance of at least the needed deals; null where it counts as certain.
    pub chance: Option<f64>,
    /// Top-of-funnel entries for a chance of 80, 90 and 95 %; empty where it counts as certain.
    pub leads_for: BTreeMap<&'static str, u64>,
    /// Its stages, first to last.
    pub funnel: Vec<FunnelStage>,
    /// Entries that must lie before the period's first day, by stage.
    pub before_start: BTreeMap<String, u64>,
    /// What each week needs.
    pub weeks: Vec<WeekView>,
    /// Channels; empty until plans have them.
    pub channels: Vec<Value>,
    /// People's parts; empty until plans split over people.
    pub people: Vec<Value>,
}

/// One stage of a segment's funnel.
#[derive(Debug, Clone, Serialize)]
pub struct FunnelStage {
    /// Its id.
    pub stage: String,
    /// What people call it.
    pub title: String,
    /// Entries needed in the period.
    pub need: u64,
    /// Working hours for all of them, where planned.
    pub hours: Option<String>,
    /// The way on; null for the last stage.
    pub conversion: Option<ConversionView>,
    /// Last day on which an entry usually still becomes a deal in the period.
    pub last_useful: String,
}

/// A planned conversion.
#[derive(Debug, Clone, Serialize)]
pub struct ConversionView {
    /// The stage it leads to.
    pub to: String,
    /// The nearest number.
    pub rate: f64,
    /// The exact fraction.
    pub ratio: String,
    /// The facts it rests on; null for an assumption.
    pub evidence: Option<String>,
    /// Days it usually takes.
    pub lag_days: u32,
}

/// One week of a segment.
#[derive(Debug, Clone, Serialize)]
pub struct WeekView {
    /// The ISO week.
    pub week: String,
    /// Its days inside the period.
    pub days: Days,
    /// Entries needed by stage.
    pub stages: BTreeMap<String, u64>,
    /// Revenue needed.
    pub revenue: Option<String>,
}

/// The chances for which top-of-funnel counts are stated.
const WANTED: [(&str, f64); 3] = [("0.80", 0.80), ("0.90", 0.90), ("0.95", 0.95)];

impl DecompositionView {
    /// Shapes a decomposition and its chance for output.
    pub fn new(plan: &Plan, calendar: &Calendar, decomposition: &Decomposition, proof: &ProofSettings) -> Self {
        let chance = chance::of_plan(plan, decomposition);
        let view = View {
            plan,
            calendar,
            decomposition,
            chance: &chance,
            proof,
        };
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(plan.period.from, plan.period.to),
            goal: goal_view(plan),
            planned: Planned {
                revenue: decomposition.revenue.map(|sum| sum.to_string()),
                profit: None,
                deals: decomposition.deals,
            },
            chance: rounded(chance.goal.value),
            chance_lattice: chance.goal.lattice,
            chance_assumes: chance
                .certain
                .iter()
                .map(|index| plan.segments[*index].id.to_string())
                .collect(),
            grounded_share: rounded(view.grounded_share()),
            assumptions: plan
                .segments
                .iter()
                .flat_map(|segment| view.assumptions(segment))
                .collect(),
            segments: (0..plan.segments.len()).map(|index| view.segment(index)).collect(),
        }
    }
}

pub(crate) fn goal_view(plan: &Plan) -> GoalView {
    GoalView {
        metric: match plan.goal.amount {
            GoalAmount::Revenue(_) => "revenue",
            GoalAmount::Deals(_) => "deals",
        },
        basis: plan.goal.basis.word(),
        vat: plan.goal.vat.word(),
        amount: goal_amount(plan.goal.amount),
        currency: plan.goal.currency.map(|currency| currency.to_string()),
    }
}

struct View<'a> {
    plan: &'a Plan,
    calendar: &'a Calendar,
    decomposition: &'a Decomposition,
    chance: &'a PlanChance,
    proof: &'a ProofSettings,
}

impl View<'_> {
    fn segment(&self, index: usize) -> SegmentView {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        let names = || segment.stages.iter().map(|stage| stage.id.to_string());
        let path = chance::path(segment);
        let leads = |(name, wanted): (&'static str, f64)| Some((name, chance::trials_for(need.deals, path?, wanted)?));
        SegmentView {
            id: segment.id.to_string(),
            title: segment.title.clone(),
            goal: goal_amount(need.goal),
            revenue: need.revenue.map(|sum| sum.to_string()),
            deals: need.deals,
            average_deal: segment.average_deal.as_ref().map(|average| average.amount.to_string()),
            clients: segment.clients,
            chance: self.chance.segments[index].map(rounded),
            leads_for: WANTED.into_iter().filter_map(leads).collect(),
            funnel: self.funnel(index),
            before_start: names().map(|name| (name, 0)).collect(),
            weeks: self
                .decomposition
                .weeks(self.plan, index)
                .into_iter()
                .map(|week| WeekView {
                    week: week.span.week.to_string(),
                    days: Days::new(week.span.days.from, week.span.days.to),
                    stages: names().zip(week.stages).collect(),
                    revenue: week.revenue.map(|sum| sum.to_string()),
                })
                .collect(),
            channels: Vec::new(),
            people: Vec::new(),
        }
    }

    fn funnel(&self, index: usize) -> Vec<FunnelStage> {
        let days = last_useful_days(self.plan, &self.plan.segments[index], self.calendar);
        days.into_iter()
            .enumerate()
            .map(|(stage, day)| self.stage(index, stage, day))
            .collect()
    }

    fn stage(&self, index: usize, stage_index: usize, last_useful: Date) -> FunnelStage {
        let segment = &self.plan.segments[index];
        let stage = &segment.stages[stage_index];
        let need = self.decomposition.segments[index].needs[stage_index];
        let hours = stage.hours.and_then(|hours| hours.checked_mul(need.into()));
        FunnelStage {
            stage: stage.id.to_string(),
            title: stage.title.clone(),
            need,
            hours: hours.map(|hours| hours.normalize().to_string()),
            conversion: stage.step.as_ref().map(|step| ConversionView {
                to: segment.stages[stage_index + 1].id.to_string(),
                rate: step.rate.to_f64(),
                ratio: step.rate.to_string(),
                evidence: step.evidence.as_ref().map(|evidence| evidence.text.clone()),
                lag_days: step.lag_days,
            }),
            last_useful: last_useful.to_string(),
        }
    }

    /// By revenue, or by deals where not every segment has an average deal.
    fn grounded_share(&self) -> f64 {
        let by_revenue = self.decomposition.revenue.is_some();
        let weight = |index: usize| {
            let need = &self.decomposition.segments[index];
            need.revenue
                .filter(|_| by_revenue)
                .map_or(need.deals as f64, |revenue| revenue.minor as f64)
        };
        let all: f64 = (0..self.plan.segments.len()).map(weight).sum();
        let grounded: f64 = (0..self.plan.segments.len())
            .filter(|index| self.assumptions(&self.plan.segments[*index]).is_empty())
            .map(weight)
            .sum();
        if all > 0.0 { grounded / all } else { 0.0 }
    }

    /// The figures of a segment that rest on fewer facts than the settings ask for.
    fn assumptions(&self, segment: &Segment) -> Vec<Assumption> {
        let entry = |from: &str, to: &str, figure, value, evidence| Assumption {
            segment: segment.id.to_string(),
            title: segment.title.clone(),
            from: from.to_string(),
            to: to.to_string(),
            figure,
            value,
            evidence,
        };
        let mut assumptions = Vec::new();
        for pair in segment.stages.windows(2) {
            let Some(step) = &pair[0].step else { continue };
            if step
                .evidence
                .as_ref()
                .is_none_or(|evidence| evidence.trials < self.proof.trials_min)
            {
                let evidence = step.evidence.as_ref().map(|evidence| evidence.text.clone());
                assumptions.push(entry(
                    &pair[0].title,
                    &pair[1].title,
                    "conversion",
                    step.rate.to_f64().into(),
                    evidence,
                ));
            }
        }
        if let Some(average) = &segment.average_deal
            && average
                .evidence
                .as_ref()
                .is_none_or(|seen| seen.n_deals < self.proof.trials_min)
        {
            let evidence = average.evidence.as_ref().map(|seen| seen.text.clone());
            assumptions.push(entry(
                "",
                "",
                "average_deal",
                average.amount.to_string().into(),
                evidence,
            ));
        }
        let names_facts = segment
            .average_deal
            .as_ref()
            .is_some_and(|average| average.evidence.is_some());
        if assumptions.is_empty() && segment.last_stage() == 0 && !names_facts {
            assumptions.push(entry("", "", "deals", "".into(), None));
        }
        assumptions
    }
}
