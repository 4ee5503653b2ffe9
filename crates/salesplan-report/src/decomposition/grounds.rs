//! What the planned figures rest on, and which of them on too little.

use salesplan_model::mix::ChannelLeads;
use salesplan_model::plan::{Channel, Evidence, Segment};
use serde::Serialize;
use serde_json::Value;

use super::View;

/// A rate that no evidence makes uncertain.
#[derive(Debug, Clone, Serialize)]
pub struct FixedRate {
    /// The segment's id.
    pub segment: String,
    /// The stage the step starts from.
    pub from: String,
    /// The stage it leads to.
    pub to: String,
}

/// A planned figure that rests on no facts, or on too few.
#[derive(Debug, Clone, Serialize)]
pub struct Assumption {
    /// The segment.
    pub segment: String,
    /// Its title.
    pub title: String,
    /// The channel whose own figure it is.
    pub channel: Option<String>,
    /// The step's two stages; both empty for the average deal.
    pub from: String,
    /// The stage that the step leads to.
    pub to: String,
    /// `conversion`, `purchase_rate`, `average_deal`, or `deals` where nothing else is planned.
    pub figure: &'static str,
    /// The rate (a number) or the sum (a text).
    pub value: Value,
    /// The facts that are named but too few; null where none is named.
    pub evidence: Option<String>,
}

impl View<'_> {
    pub(super) fn has_evidence(&self) -> bool {
        let of_segment = |segment: &Segment| {
            let steps = segment.stages.iter().filter_map(|stage| stage.step.as_ref());
            let seen = steps.clone().any(|step| step.evidence.is_some());
            seen || segment
                .purchase
                .as_ref()
                .is_some_and(|purchase| purchase.evidence.is_some())
        };
        let of_channel = |channel: &Channel| channel.conversions.values().any(|rate| rate.evidence.is_some());
        self.plan.segments.iter().any(of_segment) || self.plan.channels.iter().any(of_channel)
    }

    pub(super) fn fixed_rate(&self, segment: usize, stage: usize) -> FixedRate {
        let segment = &self.plan.segments[segment];
        FixedRate {
            segment: segment.id.to_string(),
            from: segment.stages[stage].id.to_string(),
            to: segment.stages[stage + 1].id.to_string(),
        }
    }

    /// By revenue, or by deals where not every segment has an average deal.
    pub(super) fn grounded_share(&self) -> f64 {
        let by_revenue = self.decomposition.revenue.is_some();
        let weight = |index: usize| {
            let need = &self.decomposition.segments[index];
            need.revenue
                .filter(|_| by_revenue)
                .map_or(need.deals as f64, |revenue| revenue.minor as f64)
        };
        let all: f64 = (0..self.plan.segments.len()).map(weight).sum();
        let grounded: f64 = (0..self.plan.segments.len())
            .filter(|index| self.assumptions(*index).is_empty())
            .map(weight)
            .sum();
        if all > 0.0 { grounded / all } else { 0.0 }
    }

    /// The figures of a segment that rest on fewer facts than the settings ask for.
    pub(super) fn assumptions(&self, index: usize) -> Vec<Assumption> {
        let segment = &self.plan.segments[index];
        let mut assumptions = self.assumed_conversions(index);
        if let Some(purchase) = segment
            .purchase
            .as_ref()
            .filter(|purchase| self.is_thin(purchase.evidence.as_ref()))
        {
            let value = purchase.rate.to_f64().into();
            assumptions.push(Assumption::of(
                segment,
                "purchase_rate",
                value,
                text_of(purchase.evidence.as_ref()),
            ));
        }
        let seen = segment.average_deal.as_ref().map(|average| average.evidence.as_ref());
        let n_deals = seen.flatten().map_or(0, |seen| seen.n_deals);
        if let Some(average) = segment
            .average_deal
            .as_ref()
            .filter(|_| n_deals < self.proof.trials_min)
        {
            let evidence = average.evidence.as_ref().map(|seen| seen.text.clone());
            let value = average.amount.to_string().into();
            assumptions.push(Assumption::of(segment, "average_deal", value, evidence));
        }
        let says_nothing = segment.last_stage() == 0 && segment.purchase.is_none() && seen.flatten().is_none();
        if assumptions.is_empty() && says_nothing {
            assumptions.push(Assumption::of(segment, "deals", "".into(), None));
        }
        assumptions
    }

    /// The funnel's conversions where some lead goes by them, and those of the channels.
    pub(super) fn assumed_conversions(&self, index: usize) -> Vec<Assumption> {
        let segment = &self.plan.segments[index];
        let sources = &self.decomposition.segments[index].leads;
        let mut assumptions = Vec::new();
        for pair in segment.stages.windows(2) {
            let Some(step) = &pair[0].step else { continue };
            let own = |part: &ChannelLeads| {
                let channel = &self.plan.channels[part.channel?];
                Some((channel, channel.conversions.get(&pair[0].id)?))
            };
            let all_have_own = !sources.is_empty() && sources.iter().all(|part| own(part).is_some());
            let of_step = |assumption: Assumption| Assumption {
                from: pair[0].title.clone(),
                to: pair[1].title.clone(),
                ..assumption
            };
            if !all_have_own && self.is_thin(step.evidence.as_ref()) {
                let evidence = text_of(step.evidence.as_ref());
                let assumption = Assumption::of(segment, "conversion", step.rate.to_f64().into(), evidence);
                assumptions.push(of_step(assumption));
            }
            for (channel, own) in sources.iter().filter_map(own) {
                if self.is_thin(own.evidence.as_ref()) {
                    let evidence = text_of(own.evidence.as_ref());
                    let assumption = Assumption::of(segment, "conversion", own.rate.to_f64().into(), evidence);
                    assumptions.push(of_step(Assumption {
                        channel: Some(channel.title.clone()),
                        ..assumption
                    }));
                }
            }
        }
        assumptions
    }

    pub(super) fn is_thin(&self, evidence: Option<&Evidence>) -> bool {
        evidence.is_none_or(|evidence| evidence.trials < self.proof.trials_min)
    }
}

fn text_of(evidence: Option<&Evidence>) -> Option<String> {
    evidence.map(|evidence| evidence.text.clone())
}

impl Assumption {
    fn of(segment: &Segment, figure: &'static str, value: Value, evidence: Option<String>) -> Self {
        Self {
            segment: segment.id.to_string(),
            title: segment.title.clone(),
            channel: None,
            from: String::new(),
            to: String::new(),
            figure,
            value,
            evidence,
        }
    }
}
