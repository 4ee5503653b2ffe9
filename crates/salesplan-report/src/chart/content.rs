//! What each chart shows, before it takes a form: figures, names, and a sentence for who cannot see it.

use crate::language::Language;
use crate::plan_fact::RowView;
use crate::report::Report;

use super::{bars, cumulative, waterfall};

/// A chart without its form.
pub(super) struct Content {
    /// `goal`, `funnel`, `movement` or `leads`.
    pub kind: &'static str,
    pub title: String,
    /// What it shows, for who cannot see it.
    pub alternative: String,
    pub shape: Shape,
}

/// The figures of a chart.
pub(super) enum Shape {
    Cumulative {
        points: Vec<cumulative::Point>,
        goal: f64,
        /// Where the period ends with the open deals alone.
        end: Option<cumulative::End>,
    },
    Bars(Vec<bars::Bar>),
    Waterfall {
        start: f64,
        steps: Vec<waterfall::Step>,
        end: f64,
    },
}

/// What a report has to show; charts without anything in them are left out.
pub(super) fn of(words: &Words<'_>) -> Result<Vec<Content>, String> {
    let mut contents = vec![words.goal()?];
    contents.extend(words.funnel()?);
    contents.extend(words.movement()?);
    contents.extend(words.leads()?);
    Ok(contents)
}

/// A report, and the words for it.
pub(super) struct Words<'a> {
    pub language: &'a Language,
    pub report: &'a Report,
}

impl Words<'_> {
    pub fn t(&self, key: &str) -> Result<String, String> {
        self.language.say(key, &fluent_bundle::FluentArgs::new())
    }

    pub fn with<const N: usize>(&self, key: &str, arguments: [(&'static str, String); N]) -> Result<String, String> {
        self.language.say(key, &arguments.into_iter().collect())
    }

    pub fn figure(&self, number: f64) -> String {
        self.language.numbers().number(number.round())
    }

    fn goal(&self) -> Result<Content, String> {
        let outlook = &self.report.outlook;
        let goal = number(&outlook.goal);
        let curve = &self.report.plan_fact.curve;
        let title = self.t("chart-goal")?;
        let reached = curve.iter().filter_map(|point| point.fact.as_ref()).next_back();
        let asked = outlook.plan_to_date.as_ref().map_or(0.0, number);
        let about = self.with(
            "chart-goal-about",
            [
                ("fact", self.figure(reached.map_or(0.0, number))),
                ("plan", self.figure(asked)),
                ("goal", self.figure(goal)),
            ],
        )?;
        let points = curve.iter().map(|point| {
            let (year, week) = point.week.split_once('-').unwrap_or(("", point.week.as_str()));
            cumulative::Point {
                year: year.to_string(),
                label: week.to_string(),
                plan: number(&point.plan),
                fact: point.fact.as_ref().map(number),
            }
        });
        let range = outlook
            .range_from_open
            .as_ref()
            .filter(|range| range.low != range.high)
            .map(|range| cumulative::End {
                low: number(&range.low),
                high: number(&range.high),
            });
        let of_end = range.map(|end| {
            let (low, high) = (self.figure(end.low), self.figure(end.high));
            self.with("chart-goal-end-about", [("low", low), ("high", high)])
        });
        let of_end = of_end.transpose()?.map_or(String::new(), |about| format!(". {about}"));
        Ok(Content {
            kind: "goal",
            alternative: format!("{title}. {about}{of_end}"),
            title,
            shape: Shape::Cumulative {
                points: points.collect(),
                goal,
                end: range,
            },
        })
    }

    fn funnel(&self) -> Result<Option<Content>, String> {
        let rows = self.report.plan_fact.to_date.rows.iter();
        let several = self.report.decomposition.segments.len() > 1;
        let deals = self.t("measure-deals")?;
        // The last stage of a segment without a funnel has no title of its own.
        let title = |row: &RowView| match row.stage.as_deref() {
            Some("deal") if row.title == "deals" => deals.clone(),
            _ => row.title.clone(),
        };
        let bars: Vec<bars::Bar> = rows
            .filter(|row| row.stage.is_some() && row.is_whole())
            .map(|row| bars::Bar {
                label: match &row.segment_title {
                    Some(segment) if several => format!("{segment}: {}", title(row)),
                    _ => title(row),
                },
                plan: row.plan.as_ref().map(number),
                fact: row.fact.as_ref().map_or(0.0, number),
            })
            .collect();
        let has_bars = !bars.is_empty();
        has_bars.then(|| self.bars("funnel", "chart-funnel", bars)).transpose()
    }

    fn leads(&self) -> Result<Option<Content>, String> {
        let channels = &self.report.plan_fact.channels;
        if channels.is_empty() {
            return Ok(None);
        }
        let without = self.t("no-channel")?;
        let bars = channels.iter().map(|part| bars::Bar {
            label: part.title.clone().unwrap_or_else(|| without.clone()),
            plan: part.to_date.plan.as_ref().map(number),
            fact: part.to_date.fact.as_ref().map_or(0.0, number),
        });
        self.bars("leads", "chart-leads", bars.collect()).map(Some)
    }

    fn bars(&self, kind: &'static str, title: &str, bars: Vec<bars::Bar>) -> Result<Content, String> {
        let title = self.t(title)?;
        let said: Vec<String> = bars
            .iter()
            .map(|bar| match bar.plan {
                Some(plan) => self.with(
                    "chart-bar",
                    [
                        ("what", bar.label.clone()),
                        ("fact", self.figure(bar.fact)),
                        ("plan", self.figure(plan)),
                    ],
                ),
                None => Ok(format!("{}: {}", bar.label, self.figure(bar.fact))),
            })
            .collect::<Result<_, _>>()?;
        Ok(Content {
            kind,
            alternative: format!("{title}. {}", shortened(&said)),
            title,
            shape: Shape::Bars(bars),
        })
    }

    fn movement(&self) -> Result<Option<Content>, String> {
        // A picture in which nothing moves shows nothing.
        let Some(movement) = self
            .report
            .movement
            .as_ref()
            .filter(|movement| !movement.buckets.is_empty())
        else {
            return Ok(None);
        };
        let sum = |amount: &Option<String>, average: &Option<String>| {
            let of = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
            of(amount).map(|amount| amount + of(average).unwrap_or(0.0))
        };
        let (Some(start), Some(end)) = (
            sum(&movement.start.amount, &movement.start.at_average),
            sum(&movement.end.amount, &movement.end.at_average),
        ) else {
            return Ok(None);
        };
        let mut steps = Vec::new();
        for bucket in &movement.buckets {
            steps.push(waterfall::Step {
                label: self.t(&format!("kind-{}", bucket.kind))?,
                amount: sum(&bucket.amount, &bucket.at_average).unwrap_or(0.0),
            });
        }
        // Two bars of one height say nothing that the sentence does not say.
        if steps.iter().all(|step| step.amount == 0.0) {
            return Ok(None);
        }
        let title = self.t("chart-movement")?;
        let said: Vec<String> = steps
            .iter()
            .map(|step| format!("{} {}", step.label, self.figure(step.amount)))
            .collect();
        let about = self.with(
            "chart-movement-about",
            [
                ("start", self.figure(start)),
                ("end", self.figure(end)),
                ("steps", shortened(&said)),
            ],
        )?;
        Ok(Some(Content {
            kind: "movement",
            alternative: format!("{title}. {about}"),
            title,
            shape: Shape::Waterfall { start, steps, end },
        }))
    }
}

/// Money as text, or a count, for drawing.
fn number(value: &serde_json::Value) -> f64 {
    let number = value.as_str().map_or_else(|| value.as_f64(), |text| text.parse().ok());
    number.unwrap_or(0.0)
}

/// What fits beside a picture.
fn shortened(parts: &[String]) -> String {
    const PARTS_MAX: usize = 8;
    let shown = parts.iter().take(PARTS_MAX).cloned().collect::<Vec<_>>().join("; ");
    if parts.len() > PARTS_MAX {
        format!("{shown}; …")
    } else {
        shown
    }
}
