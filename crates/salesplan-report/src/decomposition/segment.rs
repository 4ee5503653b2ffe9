//! What one segment is to bring, down its funnel and week by week.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_model::chance;
use salesplan_model::decompose::last_useful_days;
use salesplan_model::next_period::next_period_needs;
use salesplan_model::plan::{Origin, Segment};
use serde::Serialize;
use serde_json::Value;

use super::channels::ChannelView;
use super::people::PersonView;
use super::{ProfitView, View, profit_view};
use crate::figures::{Days, RateView, goal_amount, rounded};

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
    /// How they buy; null where the plan does not say.
    pub purchase: Option<PurchaseView>,
    /// From its sales to what they leave before fixed costs; null without a margin.
    pub profit: Option<ProfitView>,
    /// Chance of at least the needed deals; null where it counts as certain.
    pub chance: Option<f64>,
    /// The same with what the evidence leaves open; null where it counts as certain.
    pub chance_uncertain: Option<f64>,
    /// Top-of-funnel entries for a chance of 80, 90 and 95 %; empty where it counts as certain.
    pub leads_for: BTreeMap<&'static str, u64>,
    /// Its stages, first to last.
    pub funnel: Vec<FunnelStage>,
    /// Entries that must lie before the period's first day, by stage.
    pub before_start: BTreeMap<String, u64>,
    /// What each week needs.
    pub weeks: Vec<WeekView>,
    /// Where its leads come from; empty for a segment without channels.
    pub channels: Vec<ChannelView>,
    /// Who brings how much; empty for a plan without people.
    pub people: Vec<PersonView>,
    /// What a step of rounding leaves of the quotas with nobody; null where nothing is left.
    pub unassigned: Option<Value>,
}

/// How clients buy again.
#[derive(Debug, Clone, Serialize)]
pub struct PurchaseView {
    /// The share that buys in one interval.
    pub rate: RateView,
    /// Days between two purchases.
    pub interval_days: Option<u32>,
    /// The facts the rate rests on; null for an assumption.
    pub evidence: Option<String>,
    /// How often the clients can buy in the period, all together.
    pub occasions: u64,
    /// How many purchases that makes on average.
    pub expected: f64,
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
    /// How often each activity is done for all of them, where planned.
    pub activities: BTreeMap<String, String>,
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
    /// `written`, `measured` (drawn towards the written one), `rule`, or `mix` of channels.
    pub origin: &'static str,
    /// The written rate, where another is planned with.
    pub written: Option<RateView>,
    /// Days it usually takes.
    pub lag_days: u32,
    /// The facts the days rest on; null for an assumption.
    pub lag_evidence: Option<String>,
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
    /// Entries needed by stage for the periods that follow, where this plan is repeated.
    pub next_period: BTreeMap<String, u64>,
    /// Revenue needed.
    pub revenue: Option<String>,
}

/// The chances for which top-of-funnel counts are stated.
const WANTED: [(&str, f64); 3] = [("0.80", 0.80), ("0.90", 0.90), ("0.95", 0.95)];

impl View<'_> {
    pub(super) fn segment(&self, index: usize) -> SegmentView {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        let names = || segment.stages.iter().map(|stage| stage.id.to_string());
        // Clients are as many as they are: more of them is not a lever that the plan has.
        let path = chance::path(self.plan, self.decomposition, index).filter(|_| segment.purchase.is_none());
        let leads = |(name, wanted): (&'static str, f64)| Some((name, chance::trials_for(need.deals, path?, wanted)?));
        let next = next_period_needs(self.plan, self.decomposition, self.calendar, index).unwrap_or_default();
        let weeks = self.decomposition.weeks(index).into_iter().enumerate();
        SegmentView {
            id: segment.id.to_string(),
            title: segment.title.clone(),
            goal: goal_amount(need.goal),
            revenue: need.revenue.map(|sum| sum.to_string()),
            deals: need.deals,
            average_deal: segment.average_deal.as_ref().map(|average| average.amount.to_string()),
            clients: segment.clients,
            purchase: self.purchase(segment),
            profit: need.profit.map(profit_view),
            chance: self.chance.segments[index].map(rounded),
            chance_uncertain: self.uncertain.segments[index].map(rounded),
            leads_for: WANTED.into_iter().filter_map(leads).collect(),
            funnel: self.funnel(index),
            before_start: names()
                .enumerate()
                .map(|(stage, name)| (name, self.decomposition.before_start(index, stage)))
                .collect(),
            weeks: weeks
                .map(|(number, week)| WeekView {
                    week: week.span.week.to_string(),
                    days: Days::new(week.span.days.from, week.span.days.to),
                    stages: names().zip(week.stages).collect(),
                    next_period: names()
                        .zip(next.get(number).into_iter().flatten().copied())
                        .filter(|(_, need)| *need > 0)
                        .collect(),
                    revenue: week.revenue.map(|sum| sum.to_string()),
                })
                .collect(),
            channels: self.channels(index),
            people: self.people(index),
            unassigned: (need.quotas.remainder != 0).then(|| self.quota(need, need.quotas.remainder)),
        }
    }

    pub(super) fn purchase(&self, segment: &Segment) -> Option<PurchaseView> {
        let purchase = segment.purchase.as_ref()?;
        let occasions = chance::purchase_occasions(self.plan, segment)?;
        Some(PurchaseView {
            rate: RateView::new(purchase.rate),
            interval_days: purchase.interval_days,
            evidence: purchase.evidence.as_ref().map(|evidence| evidence.text.clone()),
            occasions,
            expected: rounded(occasions as f64 * purchase.rate.to_f64()),
        })
    }

    pub(super) fn funnel(&self, index: usize) -> Vec<FunnelStage> {
        let days = last_useful_days(self.plan, &self.plan.segments[index], self.calendar);
        days.into_iter()
            .enumerate()
            .map(|(stage, day)| self.stage(index, stage, day))
            .collect()
    }

    pub(super) fn stage(&self, index: usize, stage_index: usize, last_useful: Date) -> FunnelStage {
        let segment = &self.plan.segments[index];
        let stage = &segment.stages[stage_index];
        let need = self.decomposition.segments[index].needs[stage_index];
        let of_all = |each: rust_decimal::Decimal| each.checked_mul(need.into()).map(|all| all.normalize().to_string());
        FunnelStage {
            stage: stage.id.to_string(),
            title: stage.title.clone(),
            need,
            hours: stage.hours.and_then(of_all),
            activities: stage
                .activities
                .iter()
                .filter_map(|(name, each)| Some((name.clone(), of_all(*each)?)))
                .collect(),
            conversion: stage.step.as_ref().map(|step| {
                let planned = self.decomposition.segments[index].rates[stage_index];
                let (origin, written) = match step.origin {
                    _ if planned != step.rate => ("mix", Some(step.rate)),
                    Origin::Written => ("written", None),
                    Origin::Measured { written } => ("measured", Some(written)),
                    Origin::Rule { written } => ("rule", written),
                };
                ConversionView {
                    to: segment.stages[stage_index + 1].id.to_string(),
                    rate: planned.to_f64(),
                    ratio: planned.to_string(),
                    evidence: step.evidence.as_ref().map(|evidence| evidence.text.clone()),
                    origin,
                    written: written.map(RateView::new),
                    lag_days: step.lag.days,
                    lag_evidence: step.lag.evidence.as_ref().map(|(_, text)| text.clone()),
                }
            }),
            last_useful: last_useful.to_string(),
        }
    }
}
