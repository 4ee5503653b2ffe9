//! Channels: where leads come from, what they cost and how they convert.

use std::collections::BTreeMap;

use num_rational::BigRational;
use salesplan_model::diagnostic::{
    CHANNEL_CONVERSION, CHANNEL_PART, CHANNEL_SHARES_EXCEED, CONVERSION_AFTER_LAST, Diagnostic, Location,
    TOO_MANY_CHANNELS, UNKNOWN_STAGE,
};
use salesplan_model::id::{ChannelId, StageId};
use salesplan_model::plan::{Brings, Channel, ChannelRate};
use salesplan_model::rate::Rate;

use super::grounds::{counted_rate, read_counted_rate};
use super::sums::Sums;
use crate::lower;
use crate::outline::{Outline, OutlineSegment};
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{Table, check_id, number_text, wrong_type};

/// Reads the channels, and names them in the outline. What is wrong with them is noted.
/// More channels than a company tells apart; the fractions of their mix grow with each.
const CHANNELS_MAX: usize = 200;

pub(super) fn read_channels(
    plan: &mut Table<'_, '_>,
    sums: Sums<'_>,
    outline: &mut Outline,
    sink: &Sink,
) -> Vec<Channel> {
    let named = plan.named_tables("channels", "channel");
    outline.channels = named.iter().map(|(id, _)| id.value.clone()).collect();
    if let Some((extra, _)) = named.get(CHANNELS_MAX) {
        sink.push(
            Diagnostic::new(
                &TOO_MANY_CHANNELS,
                format!("the plan has {} channels, more than {CHANNELS_MAX}", named.len()),
            )
            .at(sink.location(&extra.span), "the first of too many")
            .help("take small channels together: their mix is computed exactly, and that takes its time"),
        );
        return Vec::new();
    }
    let context = Context { sums, outline, sink };
    let mut shares = Vec::new();
    let mut channels = Vec::new();
    for (id, table) in named {
        channels.extend(context.read(&id, table, &mut shares));
    }
    context.check_shares(&shares);
    channels
}

struct Context<'a> {
    sums: Sums<'a>,
    outline: &'a Outline,
    sink: &'a Sink,
}

/// A channel's share of the segments it serves.
struct ReadShare {
    share: Rate,
    segments: Vec<usize>,
    location: Location,
}

impl Context<'_> {
    fn read(&self, id: &At<String>, mut table: Table<'_, '_>, shares: &mut Vec<ReadShare>) -> Option<Channel> {
        let good_id = check_id(self.sink, "a channel", id);
        let title = table.text("title");
        let segments = self.read_segments(&mut table, id);
        let place = self.sink.location(&table.place("share"));
        let brings = self.read_brings(&mut table, id, segments.as_deref());
        if let (Some(Brings::Share(share)), Some(segments)) = (brings, &segments) {
            shares.push(ReadShare {
                share,
                segments: segments.clone(),
                location: place,
            });
        }
        let conversions = self.read_conversions(&mut table, segments.as_deref());
        let cost_per_lead = self.sums.cost(&mut table, "cost-per-lead");
        let cost = self.sums.cost(&mut table, "cost");
        let supply_per_week = table.count("supply-per-week").map(|count| count.value);
        let promised_per_week = table.count("promised-per-week").map(|count| count.value);
        table.finish();
        let (brings, segments) = (brings?, segments?);
        good_id.then(|| Channel {
            id: ChannelId::new(id.value.clone()),
            title: title.map_or_else(|| id.value.clone(), |title| title.value),
            brings,
            segments,
            conversions,
            cost_per_lead,
            cost,
            supply_per_week,
            promised_per_week,
            location: self.sink.location(&id.span),
        })
    }

    /// The segments that the channel names, else all that leads can enter. `None` where
    /// they cannot be known.
    fn read_segments(&self, table: &mut Table<'_, '_>, id: &At<String>) -> Option<Vec<usize>> {
        if !table.has("segments") {
            // A segment whose stages have mistakes may be meant.
            let all = || self.outline.segments.iter().enumerate();
            let open = all().filter(|(_, segment)| segment.stages.len() != 1);
            let open: Vec<usize> = open.map(|(index, _)| index).collect();
            if open.is_empty() && all().next().is_some() {
                let message = format!("channel `{}` has no segment to bring leads to", id.value);
                self.part(
                    message,
                    &id.span,
                    "leads for whom?",
                    "give a segment a funnel with stages before the deal",
                );
            }
            return (!open.is_empty()).then_some(open);
        }
        let place = table.place("segments");
        let names = table.texts("segments")?;
        if names.is_empty() {
            let message = format!("channel `{}` serves no segment", id.value);
            self.part(
                message,
                &place,
                "leads for whom?",
                "name the segments: segments = [\"new\"]",
            );
        }
        let known = self.outline.known_segments(&names, self.sink);
        for (name, index) in known.iter().flatten() {
            if self.outline.segments[*index].stages.len() == 1 {
                let message = format!("segment `{}` has no funnel that leads could enter", name.value);
                let help = "give the segment a funnel with stages before the deal, or leave it out";
                self.part(message, &name.span, "no leads here", help);
            }
        }
        let known = known?;
        (!known.is_empty()).then(|| known.into_iter().map(|(_, index)| index).collect())
    }

    fn part(&self, message: String, span: &std::ops::Range<usize>, label: &str, help: &str) {
        self.sink.push(
            Diagnostic::new(&CHANNEL_PART, message)
                .at(self.sink.location(span), label)
                .help(help),
        );
    }

    fn read_brings(&self, table: &mut Table<'_, '_>, id: &At<String>, segments: Option<&[usize]>) -> Option<Brings> {
        let share = table.has("share").then(|| table.number_text("share"));
        let leads = table.has("leads").then(|| table.count("leads"));
        match (share, leads) {
            (Some(share), None) => {
                let share = lower::rate_called(self.sink, &share?, "share")?;
                Some(Brings::Share(share))
            }
            (None, Some(leads)) => {
                let leads = leads?;
                if segments.is_some_and(|segments| segments.len() > 1) {
                    let message = format!(
                        "channel `{}` brings a fixed number of leads to several segments",
                        id.value
                    );
                    let help = "name the one segment they are for: segments = [\"new\"], or make a channel for each";
                    self.part(message, &leads.span, "for which of them?", help);
                }
                Some(Brings::Leads(leads.value))
            }
            (share, _) => {
                let message = format!("channel `{}` must give exactly one of share and leads", id.value);
                let found = if share.is_none() {
                    "it gives none of them"
                } else {
                    "it gives both"
                };
                let help = "share = \"60%\" is a share of the leads that no fixed number brings, leads = 40 a number in the period";
                self.part(message, &id.span, found, help);
                None
            }
        }
    }

    fn read_conversions(
        &self,
        table: &mut Table<'_, '_>,
        segments: Option<&[usize]>,
    ) -> BTreeMap<StageId, ChannelRate> {
        let served: Vec<&OutlineSegment> = segments
            .into_iter()
            .flatten()
            .map(|index| &self.outline.segments[*index])
            .collect();
        let mut conversions = BTreeMap::new();
        let by_stage = table.table("conversions", "the conversions by stage");
        for (name, value) in by_stage.iter().flat_map(Table::entries) {
            let stage = At::new(name.get_ref().to_string(), name.span());
            self.check_stage(&stage, &served);
            let read = match value.get_ref() {
                toml::de::DeValue::Table(inner) => {
                    let inner = Table::new(inner, value.span(), "a conversion", self.sink);
                    counted_rate(inner, "conversion", self.sink)
                }
                plain => match number_text(plain) {
                    Some(text) => lower::rate(self.sink, &At::new(text, value.span())).map(|rate| (rate, None)),
                    None => wrong_type(self.sink, &stage.value, value, "a number or a text in quotes"),
                },
            };
            if let Some((rate, evidence)) = read {
                let location = self.sink.location(&value.span());
                let rate = ChannelRate {
                    rate,
                    evidence,
                    location,
                };
                conversions.insert(StageId::new(stage.value), rate);
            }
        }
        if table.has("conversion") {
            let place = table.place("conversion");
            let read = read_counted_rate(table, "conversion", "conversion", self.sink);
            let read = read.map(|(rate, evidence)| ChannelRate {
                rate,
                evidence,
                location: self.sink.location(&place),
            });
            for segment in &served {
                let Some((first, _)) = segment.stages.first().filter(|_| segment.stages.len() > 1) else {
                    continue;
                };
                self.check_first(first, &served, &conversions, &place);
                if let Some(rate) = &read {
                    conversions.entry(StageId::new(first.clone())).or_insert(rate.clone());
                }
            }
        }
        conversions
    }

    /// Whether the conversion of the first step is stated once, and of a first step only.
    fn check_first(
        &self,
        first: &str,
        served: &[&OutlineSegment],
        stated: &BTreeMap<StageId, ChannelRate>,
        place: &std::ops::Range<usize>,
    ) {
        let again = stated.get(&StageId::new(first));
        let again = again.filter(|other| other.location.span != *place);
        let later = served
            .iter()
            .find(|segment| segment.stage_index(first).is_some_and(|index| index > 0));
        let place = self.sink.location(place);
        if let Some(again) = again {
            self.sink.push(
                Diagnostic::new(
                    &CHANNEL_CONVERSION,
                    format!("the conversion of `{first}` is stated twice"),
                )
                .at(place, "the first step's")
                .see(again.location.clone(), "the same step's")
                .help("keep one of them"),
            );
        } else if let Some(later) = later {
            self.sink.push(
                Diagnostic::new(
                    &CHANNEL_CONVERSION,
                    format!(
                        "`{first}` is the first stage of one segment and a later one of `{}`",
                        later.id
                    ),
                )
                .at(place, "of which step?")
                .help(format!("name the stage: conversions = {{ {first} = \"55%\" }}")),
            );
        }
    }

    fn check_stage(&self, stage: &At<String>, served: &[&OutlineSegment]) {
        let place = self.sink.location(&stage.span);
        let in_segments = || {
            served
                .iter()
                .filter_map(|segment| Some((segment, segment.stage_index(&stage.value)?)))
        };
        // Where a segment's stages have mistakes, no stage can be called unknown.
        if served.is_empty() || served.iter().any(|segment| segment.stages.is_empty()) {
            return;
        }
        if in_segments().next().is_none() {
            let known: Vec<&str> = served
                .iter()
                .flat_map(|segment| &segment.stages[..segment.stages.len() - 1])
                .map(|(id, _)| id.as_str())
                .collect();
            self.sink.push(
                Diagnostic::new(
                    &UNKNOWN_STAGE,
                    format!("no segment of the channel has a stage `{}`", stage.value),
                )
                .at(place, "unknown stage")
                .help(suggest::help(&stage.value, known.iter().copied())),
            );
        } else if in_segments().all(|(segment, index)| index + 1 == segment.stages.len()) {
            self.sink.push(
                Diagnostic::new(
                    &CONVERSION_AFTER_LAST,
                    format!("`{}` is the last stage: nothing follows it", stage.value),
                )
                .at(place, "leads nowhere")
                .help("a conversion stands on the stage it starts from"),
            );
        }
    }

    /// Notes, for each segment, the channel whose share is too much.
    fn check_shares(&self, shares: &[ReadShare]) {
        let one = BigRational::from_integer(1.into());
        for (index, segment) in self.outline.segments.iter().enumerate() {
            let mut sum = BigRational::from_integer(0.into());
            for part in shares.iter().filter(|part| part.segments.contains(&index)) {
                sum += BigRational::new(part.share.numerator().into(), part.share.denominator().into());
                if sum > one {
                    self.sink.push(
                        Diagnostic::new(
                            &CHANNEL_SHARES_EXCEED,
                            format!("the channels of segment `{}` have more than the whole", segment.id),
                        )
                        .at(part.location.clone(), "with this share")
                        .help("let the shares of a segment's channels sum to 100 % at most"),
                    );
                    break;
                }
            }
        }
    }
}
