//! What a stage takes, by which conversion and after how many days.

use super::{Derivation, Explained, Explaining, percent, plain};
use crate::mix;
use crate::plan::{Lag, Origin};

impl Explaining<'_> {
    pub(super) fn need(&self, index: usize, stage: usize) -> Derivation {
        let segment = self.segment(index);
        let need = &self.books.decomposition.segments[index];
        let value = Explained::Count(need.needs[stage]);
        let name = self.stage_name(index, stage);
        if stage == segment.last_stage() {
            return Derivation {
                figure: name,
                ..self.deals(index)
            };
        }
        let rate = need.rates[stage];
        let next = format!("{} {}", need.needs[stage + 1], segment.stages[stage + 1].title);
        let exact = need.needs[stage + 1] as f64 / rate.to_f64();
        let rounded = if (exact - need.needs[stage] as f64).abs() < 1e-9 {
            String::new()
        } else {
            ", rounded up".into()
        };
        let how = if need.leads.is_empty() {
            format!("{next} ÷ {} = {}{rounded}", percent(rate), plain(exact))
        } else {
            format!(
                "{next} ÷ {}, the conversion of the mix, rounded up once over all channels",
                percent(rate)
            )
        };
        let from = vec![self.need(index, stage + 1), self.conversion(index, stage)];
        Derivation::derived(name, value, how, from)
    }

    pub(super) fn conversion(&self, index: usize, stage: usize) -> Derivation {
        let step = self.segment(index).step(stage);
        let planned = self.books.decomposition.segments[index].rates[stage];
        let name = format!("{}.conversion", self.stage_name(index, stage));
        let evidence = step.evidence.as_ref().map(|evidence| evidence.text.as_str());
        let how = match (step.origin, evidence) {
            (Origin::Written, Some(text)) => format!("as written, resting on {text}"),
            (Origin::Written, None) => "as written: an assumption".into(),
            (Origin::Measured { written }, Some(text)) => {
                format!(
                    "measured: {text}, drawn towards the written {} as by 20 trials",
                    percent(written)
                )
            }
            (Origin::Rule { .. }, Some(text)) => format!("the `conversion` rule's answer from {text}"),
            (Origin::Measured { .. } | Origin::Rule { .. }, None) => "as written: no fact speaks of it".into(),
        };
        let of_funnel = Derivation {
            how,
            ..Derivation::written(name.clone(), Explained::Rate(step.rate), Some(&step.location))
        };
        let leads = &self.books.decomposition.segments[index].leads;
        if leads.is_empty() {
            return of_funnel;
        }
        let of_channel = |part: &mix::ChannelLeads| {
            let channel = part.channel.map(|channel| &self.books.plan.channels[channel]);
            let own = channel.and_then(|channel| channel.conversions.get(&self.segment(index).stages[stage].id));
            let stage_id = &self.segment(index).stages[stage].id;
            let figure = match channel {
                Some(channel) => format!("channels.{}.{stage_id}.conversion", channel.id),
                None => format!("{name} (leads of no channel)"),
            };
            match own {
                Some(own) => Derivation {
                    how: match &own.evidence {
                        Some(evidence) => format!("as written, resting on {}", evidence.text),
                        None => "as written: an assumption".into(),
                    },
                    ..Derivation::written(figure, Explained::Rate(own.rate), Some(&own.location))
                },
                None => Derivation {
                    figure,
                    ..of_funnel.clone()
                },
            }
        };
        let parts = leads.iter().map(of_channel).collect();
        let how = "of the entries that come so far through each channel";
        Derivation::derived(name, Explained::Rate(planned), how, parts)
    }

    pub(super) fn lag(&self, index: usize, stage: usize) -> Derivation {
        let Lag {
            days,
            quantiles,
            points,
            evidence,
            location,
            ..
        } = &self.segment(index).step(stage).lag;
        let mut how = match (evidence, location) {
            (Some((_, text)), _) => format!("resting on {text}"),
            (None, Some(_)) => "as written: an assumption".into(),
            (None, None) => "not written: no time passes".into(),
        };
        if !quantiles.is_empty() {
            let stated: Vec<String> = quantiles
                .iter()
                .map(|(percent, days)| format!("p{percent} = {days}"))
                .collect();
            let all: u32 = points.iter().map(|(_, weight)| weight).sum();
            let part = |(days, weight): &(u32, u32)| format!("{} % take {days}", 100 * weight / all.max(1));
            let planned: Vec<String> = points.iter().map(part).collect();
            how += &format!("; from {}: {}", stated.join(", "), planned.join(", "));
        }
        let name = format!("{}.lag-days", self.stage_name(index, stage));
        Derivation {
            how,
            ..Derivation::written(name, Explained::Days(*days), location.as_ref())
        }
    }

    pub(super) fn lags_from(&self, index: usize, stage: usize) -> Vec<Derivation> {
        (stage..self.segment(index).last_stage())
            .map(|stage| self.lag(index, stage))
            .collect()
    }
}
