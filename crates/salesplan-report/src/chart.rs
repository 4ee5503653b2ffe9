//! Charts of a report: as SVG, plain shapes and texts, the same bytes wherever they are drawn; or in
//! the language of Mermaid, which pages such as GitHub's draw.
//!
//! SVG is drawn by hand, since chart crates write coordinates of many digits and guess the width of
//! labels. No font is needed, and both light and dark pages are thought of.

use serde::Serialize;

use crate::language::Language;
use crate::report::Report;

mod axis;
mod bars;
mod canvas;
mod content;
mod cumulative;
mod mermaid;
mod waterfall;

use bars::Bars;
use canvas::Canvas;
use content::{Content, Shape, Words};

/// A chart as the report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartView {
    /// `goal`, `funnel`, `movement` or `leads`.
    pub kind: &'static str,
    /// Its file, beside the review: `2026-W45/goal.svg`; null where it stands in the review itself.
    pub file: Option<String>,
    /// The chart in the language of Mermaid, where it stands in the review itself.
    pub mermaid: Option<String>,
    /// What it shows, for who cannot see it.
    pub alternative: String,
    /// What its forms mean, where the chart itself cannot say it.
    pub legend: Option<String>,
}

/// A chart drawn into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How the report names it.
    pub view: ChartView,
    /// Its file, beside the review.
    pub file: String,
    /// The drawing.
    pub svg: String,
}

/// Draws what a report has to show; charts without anything in them are left out.
///
/// # Errors
/// A message that the catalogue lacks, which its test excludes.
pub fn draw(report: &Report, language: &Language) -> Result<Vec<Chart>, String> {
    let words = Words { language, report };
    let chart = |content: Content| {
        let file = format!("{}/{}.svg", report.week, content.kind);
        Ok(Chart {
            svg: svg(&words, &content)?,
            view: ChartView {
                kind: content.kind,
                file: Some(file.clone()),
                mermaid: None,
                alternative: content.alternative,
                legend: None,
            },
            file,
        })
    };
    content::of(&words)?.into_iter().map(chart).collect()
}

/// The same charts in the language of Mermaid.
///
/// # Errors
/// A message that the catalogue lacks, which its test excludes.
pub fn write(report: &Report, language: &Language) -> Result<Vec<ChartView>, String> {
    let words = Words { language, report };
    let chart = |content: Content| {
        let mermaid = mermaid::write(&words, &content)?;
        let legend = match content.shape {
            Shape::Waterfall { .. } => "chart-mermaid-levels",
            Shape::Cumulative { .. } | Shape::Bars(_) => "chart-mermaid-fact-and-plan",
        };
        Ok(ChartView {
            kind: content.kind,
            file: None,
            mermaid: Some(mermaid),
            alternative: content.alternative,
            legend: Some(words.t(legend)?),
        })
    };
    content::of(&words)?.into_iter().map(chart).collect()
}

fn svg(words: &Words<'_>, content: &Content) -> Result<String, String> {
    let canvas = Canvas::new(&content.title, &content.alternative);
    let figure = |value| words.figure(value);
    Ok(match &content.shape {
        Shape::Cumulative { points, goal, end } => {
            let (plan, fact, of) = (words.t("plan")?, words.t("fact")?, words.t("chart-goal-line")?);
            let of_end = words.t("chart-goal-end")?;
            let names = [&plan, &fact, &of, &of_end].map(String::as_str);
            cumulative::draw(&canvas, points, *goal, *end, names, &figure)
        }
        Shape::Bars(bars) => {
            let left_out = bars.len().saturating_sub(bars::ROWS_MAX);
            Bars {
                bars,
                plan: &words.t("plan")?,
                fact: &words.t("fact")?,
                more: &words
                    .with("rows-more", [("n", left_out.to_string())])
                    .unwrap_or_default(),
            }
            .draw(&canvas, &figure)
        }
        Shape::Waterfall { start, steps, end } => {
            let ends = [words.t("chart-movement-start")?, words.t("chart-movement-end")?];
            waterfall::draw(&canvas, (*start, *end), steps, &ends, &figure)
        }
    })
}

#[cfg(test)]
mod tests;
