//! Where the leads of a segment are to come from.

use std::collections::BTreeMap;

use salesplan_model::plan::Brings;
use serde::Serialize;

use super::View;
use crate::figures::RateView;

/// What a channel is to bring for a segment.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelView {
    /// Its id; null for leads that no channel brings.
    pub id: Option<String>,
    /// What people call it.
    pub title: Option<String>,
    /// Leads in the period.
    pub leads: u64,
    /// Its share of the mix; null for a fixed supply.
    pub share: Option<RateView>,
    /// The conversions its leads are planned with, by the stage they start from.
    pub conversions: BTreeMap<String, RateView>,
    /// What these leads cost; null where the plan does not say.
    pub cost: Option<String>,
    /// Leads due before the period's first day.
    pub before_start: u64,
    /// Leads due in each week of the period.
    pub weeks: Vec<u64>,
}

impl View<'_> {
    pub(super) fn channels(&self, index: usize) -> Vec<ChannelView> {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        let totals = self.decomposition.by_channel(index);
        let none = vec![0; self.decomposition.weeks.len() + 1];
        need.leads
            .iter()
            .enumerate()
            .map(|(position, part)| {
                let channel = part.channel.map(|channel| &self.plan.channels[channel]);
                let totals = totals
                    .as_ref()
                    .and_then(|totals| totals.parts().nth(position))
                    .unwrap_or(&none);
                let cost = channel
                    .and_then(|channel| channel.cost_per_lead)
                    .or(segment.cost_per_lead);
                let stages = segment.stages.iter().map(|stage| stage.id.to_string());
                ChannelView {
                    id: channel.map(|channel| channel.id.to_string()),
                    title: channel.map(|channel| channel.title.clone()),
                    leads: part.leads,
                    share: channel.and_then(|channel| match channel.brings {
                        Brings::Share(share) => Some(RateView::new(share)),
                        Brings::Leads(_) => None,
                    }),
                    conversions: stages.zip(part.rates.iter().copied().map(RateView::new)).collect(),
                    cost: cost
                        .and_then(|cost| cost.checked_times(part.leads))
                        .map(|cost| cost.to_string()),
                    before_start: totals[0],
                    weeks: totals.windows(2).map(|pair| pair[1] - pair[0]).collect(),
                }
            })
            .collect()
    }
}
