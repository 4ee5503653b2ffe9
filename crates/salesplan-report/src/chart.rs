//! Charts of a report as SVG: plain shapes and texts, the same bytes wherever they are drawn.
//!
//! Drawn by hand, since chart crates write coordinates of many digits and guess the width of
//! labels. No font is needed, and both light and dark pages are thought of.

use serde::Serialize;

use crate::language::Language;
use crate::report::Report;

mod axis;
mod bars;
mod canvas;
mod cumulative;
mod waterfall;

use bars::{Bar, Bars};
use canvas::Canvas;

/// A chart as the report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartView {
    /// `goal`, `funnel`, `movement` or `leads`.
    pub kind: &'static str,
    /// Its file, beside the review: `2026-W45/goal.svg`.
    pub file: String,
    /// What it shows, for who cannot see it.
    pub alternative: String,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How the report names it.
    pub view: ChartView,
    /// The drawing.
    pub svg: String,
}

/// Draws what a report has to show; charts without anything in them are left out.
///
/// # Errors
/// A message that the catalogue lacks, which its test excludes.
pub fn draw(report: &Report, language: &Language) -> Result<Vec<Chart>, String> {
    let words = Words { language, report };
    let mut charts = vec![words.goal()?];
    charts.extend(words.funnel()?);
    charts.extend(words.movement()?);
    charts.extend(words.leads()?);
    Ok(charts)
}

struct Words<'a> {
    language: &'a Language,
    report: &'a Report,
}

impl Words<'_> {
    fn t(&self, key: &str) -> Result<String, String> {
        self.language.say(key, &fluent_bundle::FluentArgs::new())
    }

    fn with<const N: usize>(&self, key: &str, arguments: [(&'static str, String); N]) -> Result<String, String> {
        self.language.say(key, &arguments.into_iter().collect())
    }

    fn figure(&self, number: f64) -> String {
        self.language.numbers().number(number.round())
    }

    fn chart(&self, kind: &'static str, alternative: String, svg: String) -> Chart {
        Chart {
            view: ChartView {
                kind,
                file: format!("{}/{kind}.svg", self.report.week),
                alternative,
            },
            svg,
        }
    }

    fn goal(&self) -> Result<Chart, String> {
        let outlook = &self.report.outlook;
        let goal = number(&outlook.goal);
        let curve = &self.report.plan_fact.curve;
        let title = self.t("chart-goal")?;
        let reached = curve.iter().filter_map(|point| point.fact.as_ref()).next_back();
        let asked = outlook.plan_to_date.as_ref().map_or(0.0, number);
        let alternative = self.with(
            "chart-goal-about",
            [
                ("fact", self.figure(reached.map_or(0.0, number))),
                ("plan", self.figure(asked)),
                ("goal", self.figure(goal)),
            ],
        )?;
        let alternative = format!("{title}. {alternative}");
        let points: Vec<cumulative::Point> = curve
            .iter()
            .map(|point| cumulative::Point {
                label: point
                    .week
                    .split_once('-')
                    .map_or(point.week.as_str(), |(_, week)| week)
                    .to_string(),
                plan: number(&point.plan),
                fact: point.fact.as_ref().map(number),
            })
            .collect();
        let (plan, fact, of) = (self.t("plan")?, self.t("fact")?, self.t("chart-goal-line")?);
        let svg = cumulative::draw(
            &Canvas::new(&title, &alternative),
            &points,
            goal,
            [&plan, &fact, &of],
            &|value| self.figure(value),
        );
        Ok(self.chart("goal", alternative, svg))
    }

    fn funnel(&self) -> Result<Option<Chart>, String> {
        let rows = self
            .report
            .plan_fact
            .to_date
            .rows
            .iter()
            .filter(|row| row.stage.is_some());
        let several = self.report.decomposition.segments.len() > 1;
        let bars: Vec<Bar> = rows
            .map(|row| Bar {
                label: match &row.segment_title {
                    Some(segment) if several => format!("{segment}: {}", row.title),
                    _ => row.title.clone(),
                },
                plan: row.plan.as_ref().map(number),
                fact: number(&row.fact),
            })
            .collect();
        let has_bars = !bars.is_empty();
        has_bars.then(|| self.bars("funnel", "chart-funnel", &bars)).transpose()
    }

    fn leads(&self) -> Result<Option<Chart>, String> {
        let channels = &self.report.plan_fact.channels;
        if channels.is_empty() {
            return Ok(None);
        }
        let without = self.t("no-channel")?;
        let bars: Vec<Bar> = channels
            .iter()
            .map(|part| Bar {
                label: part.title.clone().unwrap_or_else(|| without.clone()),
                plan: part.to_date.plan.as_ref().map(number),
                fact: part.to_date.fact.as_ref().map_or(0.0, number),
            })
            .collect();
        self.bars("leads", "chart-leads", &bars).map(Some)
    }

    fn bars(&self, kind: &'static str, title: &str, bars: &[Bar]) -> Result<Chart, String> {
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
        let alternative = format!("{title}. {}", shortened(&said));
        let more = self.with(
            "rows-more",
            [("n", (bars.len().saturating_sub(bars::ROWS_MAX)).to_string())],
        );
        let svg = Bars {
            bars,
            plan: &self.t("plan")?,
            fact: &self.t("fact")?,
            more: &more.unwrap_or_default(),
        }
        .draw(&Canvas::new(&title, &alternative), &|value| self.figure(value));
        Ok(self.chart(kind, alternative, svg))
    }

    fn movement(&self) -> Result<Option<Chart>, String> {
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
        let alternative = self.with(
            "chart-movement-about",
            [
                ("start", self.figure(start)),
                ("end", self.figure(end)),
                ("steps", shortened(&said)),
            ],
        )?;
        let alternative = format!("{title}. {alternative}");
        let ends = [self.t("chart-movement-start")?, self.t("chart-movement-end")?];
        let svg = waterfall::draw(
            &Canvas::new(&title, &alternative),
            (start, end),
            &steps,
            &ends,
            &|value| self.figure(value),
        );
        Ok(Some(self.chart("movement", alternative, svg)))
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

#[cfg(test)]
mod tests;
