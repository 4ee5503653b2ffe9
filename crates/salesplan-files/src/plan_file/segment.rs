//! Segments: each a part of the goal with its own economics.

use salesplan_model::diagnostic::{
    Diagnostic, INVALID_COUNT, Location, MISSING_AVERAGE_DEAL, MISSING_KEY, MISSING_MARGIN, PURCHASE_WITH_FUNNEL,
    SEGMENT_PART, UNKNOWN_FUNNEL, UNKNOWN_STAGE,
};
use salesplan_model::id::{SegmentId, StageId};
use salesplan_model::plan::{AverageDeal, FactSource, Metric, Part, Purchase, Segment, Stage};
use salesplan_model::rate::Rate;

use super::PERIOD_DAYS_MAX;
use super::funnel::Funnel;
use super::goal::read_commission;
use super::grounds::{Past, read_counted_rate};
use super::sums::Sums;
use crate::lower;
use crate::outline::OutlineSegment;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{self, Table, check_id};

const SOURCES: &[(&str, FactSource)] = &[("entered", FactSource::Entered), ("deals", FactSource::Deals)];

/// What a segment is read with.
pub(super) struct Context<'a> {
    pub metric: Option<Metric>,
    pub sums: Sums<'a>,
    /// The goal's commission, for segments that state none.
    pub commission: Option<Rate>,
    pub funnels: &'a [Funnel],
    pub past: Past<'a>,
    pub sink: &'a Sink,
}

/// A segment as far as it could be read.
pub(super) struct ReadSegment {
    pub outline: OutlineSegment,
    pub segment: Option<Segment>,
}

/// The stages of a segment.
struct Stages {
    /// The name of the funnel, where the segment has one.
    funnel: Option<String>,
    /// Ids as far as they are known.
    ids: Vec<String>,
    /// `None` where they have mistakes.
    stages: Option<Vec<Stage>>,
}

impl Context<'_> {
    pub(super) fn read_segment(
        &self,
        id: &At<String>,
        mut table: Table<'_, '_>,
        used: &mut Vec<String>,
    ) -> ReadSegment {
        let good_id = check_id(self.sink, "a segment", id);
        let location = self.sink.location(&id.span);
        let title = table
            .text("title")
            .map_or_else(|| id.value.clone(), |title| title.value);
        let has_average = table.has("average-deal");
        let average_deal = self.read_average(&mut table);
        let part = self.read_part(&mut table, id, has_average);
        let margin = self.read_margin(&mut table, id);
        let commission = if table.has("commission") {
            read_commission(&mut table, self.sink)
        } else {
            self.commission
        };
        let cost_per_lead = self.sums.cost(&mut table, "cost-per-lead");
        let clients = table.count("clients").map(|count| count.value);
        let purchase = self.read_purchase(&mut table, id);
        let Stages { funnel, ids, stages } = self.read_stages(&mut table, &location, used);
        let sources = self.read_sources(&mut table, &ids);
        table.finish();
        let outline = OutlineSegment {
            id: id.value.clone(),
            stages: ids.into_iter().zip(sources.iter().copied()).collect(),
        };
        let build = || {
            let mut stages = stages?;
            for (stage, source) in stages.iter_mut().zip(sources) {
                stage.source = source;
            }
            let ((part, part_location), id) = (part?, SegmentId::new(id.value.clone()));
            let average_deal = match average_deal {
                None if has_average => return None,
                read => read,
            };
            good_id.then_some(Segment {
                id,
                title,
                part,
                part_location,
                average_deal,
                margin,
                commission,
                cost_per_lead,
                stages,
                funnel,
                clients,
                purchase,
                location,
            })
        };
        ReadSegment {
            outline,
            segment: build(),
        }
    }

    fn read_average(&self, table: &mut Table<'_, '_>) -> Option<AverageDeal> {
        let location = self.sink.location(&table.place("average-deal"));
        let (text, evidence, ask) = match table.plain_or_table("average-deal", "an average deal")? {
            Ok(text) => (text, None, None),
            Err(mut table) => {
                let text = table.required("amount", "200_000", |table| table.number_text("amount"));
                let grounds = self.past.grounds(&mut table, &lower::DEALS);
                table.finish();
                (text?, grounds.seen, grounds.ask)
            }
        };
        let amount = self.sums.positive(&text, "the average deal")?;
        Some(AverageDeal {
            amount,
            evidence,
            ask,
            location,
        })
    }

    /// The share of a sale that is left; a goal in profit cannot do without it.
    fn read_margin(&self, table: &mut Table<'_, '_>, id: &At<String>) -> Option<Rate> {
        if !table.has("margin") && self.metric == Some(Metric::Profit) {
            self.sink.push(
                Diagnostic::new(&MISSING_MARGIN, format!("segment `{}` has no margin", id.value))
                    .at(self.sink.location(&id.span), "what is left of its sales?")
                    .help("add the share of a sale that is left after the costs that come with it: margin = \"60%\""),
            );
        }
        let text = table.number_text("margin")?;
        lower::rate_called(self.sink, &text, "margin")
    }

    /// How often the segment's clients buy again.
    fn read_purchase(&self, table: &mut Table<'_, '_>, id: &At<String>) -> Option<Purchase> {
        let place = self.sink.location(&table.place("purchase-rate"));
        let has_rate = table.has("purchase-rate");
        let has_interval = table.has("interval-days");
        let read = read_counted_rate(table, "purchase-rate", "purchase rate", self.sink);
        let interval_days = table.count("interval-days").and_then(|days| self.interval(&days));
        let asks_for = |key: &str, because: &str, place: Location, example: &str| {
            self.sink.push(
                Diagnostic::new(
                    &MISSING_KEY,
                    format!("segment `{}` has {because}, but no `{key}`", id.value),
                )
                .at(place, format!("`{key}` is missing"))
                .help(format!("add it: `{key} = {example}`")),
            );
        };
        let given = if has_rate { "purchase-rate" } else { "interval-days" };
        let given_place = self.sink.location(&table.place(given));
        if (has_rate || has_interval) && !table.has("clients") {
            asks_for("clients", &format!("`{given}`"), given_place.clone(), "40");
        }
        if has_interval && !has_rate {
            asks_for("purchase-rate", "`interval-days`", given_place, "\"50%\"");
        }
        if has_rate && table.has("funnel") {
            self.sink.push(
                Diagnostic::new(
                    &PURCHASE_WITH_FUNNEL,
                    format!("segment `{}` has both a purchase rate and a funnel", id.value),
                )
                .at(place.clone(), "its deals come from clients who buy again")
                .see(self.sink.location(&table.place("funnel")), "or from leads")
                .help("make two segments of it, one for each way"),
            );
        }
        let (rate, evidence) = read?;
        Some(Purchase {
            rate,
            evidence,
            interval_days,
            location: place,
        })
    }

    fn interval(&self, days: &At<u64>) -> Option<u32> {
        let number = u32::try_from(days.value).ok();
        let number = number.filter(|days| (1..=PERIOD_DAYS_MAX).contains(&i64::from(*days)));
        if number.is_none() {
            self.sink.push(
                Diagnostic::new(&INVALID_COUNT, "`interval-days` is not between 1 day and ten years")
                    .at(self.sink.location(&days.span), "not so many days")
                    .help("write the days between two purchases: 90"),
            );
        }
        number
    }

    fn read_part(&self, table: &mut Table<'_, '_>, id: &At<String>, has_average: bool) -> Option<(Part, Location)> {
        let deals_goal = self.metric == Some(Metric::Deals);
        let given: Vec<&'static str> = ["amount", "share", "deals"]
            .into_iter()
            .filter(|key| table.has(key))
            .collect();
        let [key] = given[..] else {
            let found = if given.is_empty() {
                "none of them".to_string()
            } else {
                given.join(" and ")
            };
            self.sink.push(
                Diagnostic::new(
                    &SEGMENT_PART,
                    format!(
                        "segment `{}` must give exactly one of amount, share and deals",
                        id.value
                    ),
                )
                .at(self.sink.location(&id.span), format!("it gives {found}"))
                .help("keep the one that people agreed on; the others follow from it"),
            );
            return None;
        };
        let part = match key {
            "amount" if deals_goal => {
                self.sink.push(
                    Diagnostic::new(
                        &SEGMENT_PART,
                        format!("segment `{}` gives a sum, but the goal counts deals", id.value),
                    )
                    .at(self.sink.location(&table.place("amount")), "a sum")
                    .help("give `deals` or `share`"),
                );
                table.number_text("amount");
                return None;
            }
            "amount" => {
                let text = table.number_text("amount")?;
                Part::Amount(self.sums.positive(&text, "the segment's sum")?)
            }
            "share" => {
                let text = table.number_text("share")?;
                Part::Share(lower::rate_called(self.sink, &text, "share")?)
            }
            _ => Part::Deals(table.count("deals")?.value),
        };
        if self.metric.is_some() && !deals_goal && !has_average {
            self.sink.push(
                Diagnostic::new(
                    &MISSING_AVERAGE_DEAL,
                    format!("segment `{}` has no average deal", id.value),
                )
                .at(
                    self.sink.location(&table.place(key)),
                    if key == "deals" {
                        "what do they bring?"
                    } else {
                        "how many deals is this?"
                    },
                )
                .help("add it: average-deal = 200_000"),
            );
            return None;
        }
        Some((part, self.sink.location(&table.place(key))))
    }

    /// The stages of the segment's funnel, or the one stage `deal` without one.
    fn read_stages(&self, table: &mut Table<'_, '_>, segment: &Location, used: &mut Vec<String>) -> Stages {
        let unknown = Stages {
            funnel: None,
            ids: Vec::new(),
            stages: None,
        };
        if !table.has("funnel") {
            let deal = Stage {
                id: StageId::new("deal"),
                title: "deals".into(),
                step: None,
                hours: None,
                activities: Vec::new(),
                source: FactSource::Entered,
                location: segment.clone(),
            };
            return Stages {
                ids: vec!["deal".into()],
                stages: Some(vec![deal]),
                ..unknown
            };
        }
        let Some(name) = table.text("funnel") else {
            return unknown;
        };
        used.push(name.value.clone());
        match self.funnels.iter().find(|funnel| funnel.id.value == name.value) {
            Some(funnel) => Stages {
                funnel: Some(name.value),
                ids: funnel.stage_ids.clone(),
                stages: funnel.stages.clone(),
            },
            None => {
                let known = self.funnels.iter().map(|funnel| funnel.id.value.as_str());
                self.sink.push(
                    Diagnostic::new(&UNKNOWN_FUNNEL, format!("there is no funnel `{}`", name.value))
                        .at(self.sink.location(&name.span), "unknown funnel")
                        .help(suggest::help(&name.value, known)),
                );
                unknown
            }
        }
    }

    /// Shape: one a stage.
    fn read_sources(&self, table: &mut Table<'_, '_>, stage_ids: &[String]) -> Vec<FactSource> {
        let Some(mut facts) = table.table("facts", "the segment's facts") else {
            return vec![FactSource::Entered; stage_ids.len()];
        };
        let whole = facts
            .word("source", SOURCES)
            .map_or(FactSource::Entered, |source| source.value);
        let mut sources = vec![whole; stage_ids.len()];
        if let Some(stages) = facts.table("stages", "the sources by stage") {
            for (name, value) in stages.entries() {
                let stage = stage_ids.iter().position(|id| id == name.get_ref());
                let source = value
                    .get_ref()
                    .as_str()
                    .and_then(|word| SOURCES.iter().find(|(known, _)| *known == word));
                match (stage, source) {
                    (Some(stage), Some((_, source))) => sources[stage] = *source,
                    (None, _) if stage_ids.is_empty() => {}
                    (None, _) => self.sink.push(
                        Diagnostic::new(&UNKNOWN_STAGE, format!("the segment has no stage `{}`", name.get_ref()))
                            .at(self.sink.location(&name.span()), "unknown stage")
                            .help(suggest::help(name.get_ref(), stage_ids.iter().map(String::as_str))),
                    ),
                    (_, None) => {
                        table::wrong_type::<()>(self.sink, name.get_ref(), value, "\"entered\" or \"deals\"");
                    }
                }
            }
        }
        facts.finish();
        sources
    }
}
