//! Segments: each a part of the goal with its own economics.

use salesplan_model::diagnostic::{
    Diagnostic, MISSING_AVERAGE_DEAL, NO_CURRENCY, SEGMENT_PART, UNKNOWN_FUNNEL, UNKNOWN_STAGE,
};
use salesplan_model::id::{SegmentId, StageId};
use salesplan_model::money::Currency;
use salesplan_model::plan::{AverageDeal, FactSource, Part, Segment, Stage};

use super::funnel::Funnel;
use super::not_above_zero;
use crate::lower;
use crate::outline::OutlineSegment;
use crate::sink::{At, Sink};
use crate::suggest;
use crate::table::{self, Table, check_id};

const SOURCES: &[(&str, FactSource)] = &[("entered", FactSource::Entered), ("deals", FactSource::Deals)];

/// What a segment is read with.
pub(super) struct Context<'a> {
    pub currency: Option<Currency>,
    pub deals_goal: bool,
    pub funnels: &'a [Funnel],
    pub sink: &'a Sink,
}

/// A segment as far as it could be read.
pub(super) struct ReadSegment {
    pub outline: OutlineSegment,
    pub segment: Option<Segment>,
}

impl Context<'_> {
    pub(super) fn read_segment(
        &self,
        id: &At<String>,
        mut table: Table<'_, '_>,
        used: &mut Vec<String>,
    ) -> ReadSegment {
        let good_id = check_id(self.sink, "a segment", id);
        let title = table
            .text("title")
            .map_or_else(|| id.value.clone(), |title| title.value);
        let average = self.read_average(&mut table);
        let part = self.read_part(&mut table, id, average.is_some());
        let clients = table.count("clients").map(|count| count.value);
        let (stage_ids, stages) = self.read_stages(&mut table, used);
        let sources = self.read_sources(&mut table, &stage_ids);
        table.finish();
        let outline = OutlineSegment {
            id: id.value.clone(),
            stages: stage_ids.into_iter().zip(sources.iter().copied()).collect(),
        };
        let location = self.sink.location(&id.span);
        let build = || {
            let mut stages = stages?;
            for (stage, source) in stages.iter_mut().zip(sources) {
                stage.source = source;
            }
            let average_deal = match average {
                Some(average) => Some(average?),
                None => None,
            };
            let (part, id) = (part?, SegmentId::new(id.value.clone()));
            good_id.then_some(Segment {
                id,
                title,
                part,
                average_deal,
                stages,
                clients,
                location,
            })
        };
        ReadSegment {
            outline,
            segment: build(),
        }
    }

    fn read_average(&self, table: &mut Table<'_, '_>) -> Option<Option<AverageDeal>> {
        if !table.has("average-deal") {
            return None;
        }
        let read = table.plain_or_table("average-deal", "an average deal");
        Some((|| {
            let (text, evidence) = match read? {
                Ok(text) => (text, None),
                Err(mut table) => {
                    let text = table.required("amount", "200_000", |table| table.number_text("amount"));
                    let evidence = table.text("evidence").map(|text| lower::deals_seen(self.sink, &text));
                    table.finish();
                    (text?, evidence)
                }
            };
            let amount = lower::money(self.sink, &text, self.money_currency(&text))?;
            if amount.minor <= 0 {
                not_above_zero(self.sink, "the average deal", &text.span);
                return None;
            }
            let evidence = match evidence {
                Some(evidence) => Some(evidence?),
                None => None,
            };
            Some(AverageDeal { amount, evidence })
        })())
    }

    /// The plan's currency. A goal in revenue reports a missing one at the goal;
    /// a goal in deals needs one only where a sum stands.
    fn money_currency(&self, text: &At<String>) -> Option<Currency> {
        if self.currency.is_none() && self.deals_goal {
            self.sink.push(
                Diagnostic::new(&NO_CURRENCY, "this sum has no currency")
                    .at(self.sink.location(&text.span), "in which currency?")
                    .help("add `currency = \"RUB\"` to [goal] or to salesplan.toml"),
            );
        }
        self.currency
    }

    fn read_part(&self, table: &mut Table<'_, '_>, id: &At<String>, has_average: bool) -> Option<Part> {
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
            "amount" if self.deals_goal => {
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
                let sum = lower::money(self.sink, &text, self.currency)?;
                if sum.minor <= 0 {
                    not_above_zero(self.sink, "the segment's sum", &text.span);
                    return None;
                }
                Part::Amount(sum)
            }
            "share" => {
                let text = table.number_text("share")?;
                Part::Share(lower::rate(self.sink, &text)?)
            }
            _ => Part::Deals(table.count("deals")?.value),
        };
        if !self.deals_goal && !has_average {
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
        Some(part)
    }

    /// The stages of the segment's funnel, or the one stage `deal` without one.
    fn read_stages(&self, table: &mut Table<'_, '_>, used: &mut Vec<String>) -> (Vec<String>, Option<Vec<Stage>>) {
        if !table.has("funnel") {
            let deal = Stage {
                id: StageId::new("deal"),
                title: "deals".into(),
                step: None,
                hours: None,
                source: FactSource::Entered,
            };
            return (vec!["deal".into()], Some(vec![deal]));
        }
        let Some(name) = table.text("funnel") else {
            return (Vec::new(), None);
        };
        used.push(name.value.clone());
        match self.funnels.iter().find(|funnel| funnel.id.value == name.value) {
            Some(funnel) => (funnel.stage_ids.clone(), funnel.stages.clone()),
            None => {
                let known = self.funnels.iter().map(|funnel| funnel.id.value.as_str());
                self.sink.push(
                    Diagnostic::new(&UNKNOWN_FUNNEL, format!("there is no funnel `{}`", name.value))
                        .at(self.sink.location(&name.span), "unknown funnel")
                        .help(suggest::help(&name.value, known)),
                );
                (Vec::new(), None)
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
