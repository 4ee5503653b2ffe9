//! `baseline.toml`: the running totals of the plan that everybody agreed to first. The tool
//! writes the file, once.

use salesplan_model::baseline::{Baseline, Line};
use salesplan_model::diagnostic::{BASELINE_DAMAGED, Diagnostic};
use salesplan_model::id::PlanId;
use salesplan_model::money::{Currency, Money};
use salesplan_model::plan_fact::Quantity;
use serde::{Deserialize, Serialize};

use crate::sink::Sink;

/// The name of the file in a plan's folder.
pub const NAME: &str = "baseline.toml";

/// The path of a plan's baseline.
pub fn path(plan: &PlanId) -> String {
    format!("plans/{plan}/{NAME}")
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct BaselineText {
    agreed_on: String,
    days: Vec<String>,
    due: Vec<DueEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct DueEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<String>,
    measure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    by_day: Vec<String>,
}

/// The text of a baseline.
pub fn write(baseline: &Baseline) -> String {
    let entry = |line: &Line| DueEntry {
        segment: line.segment.clone(),
        measure: line.measure.clone(),
        currency: line.due.first().and_then(|due| match due {
            Quantity::Money(sum) => Some(sum.currency.code().to_string()),
            Quantity::Count(_) => None,
        }),
        by_day: line
            .due
            .iter()
            .map(|due| match due {
                Quantity::Money(sum) => sum.to_decimal().to_string(),
                Quantity::Count(count) => count.to_string(),
            })
            .collect(),
    };
    let text = BaselineText {
        agreed_on: baseline.date.to_string(),
        days: baseline.days.iter().map(ToString::to_string).collect(),
        due: baseline.lines.iter().map(entry).collect(),
    };
    let text = toml::to_string(&text).expect("texts in named places are TOML");
    format!(
        "# What was planned when everybody had agreed for the first time: what was due in all by each\n# of these days. Reviews hold the facts against it beside the plan as it is.\n{text}"
    )
}

pub(crate) fn read(text: &str, sink: &Sink) -> Option<Baseline> {
    let read = parse(text);
    if let Err(why) = &read {
        sink.push(
            Diagnostic::new(
                &BASELINE_DAMAGED,
                format!("nothing is held against the baseline: {why}"),
            )
            .at(sink.location(&(0..0)), "")
            .help("bring the committed file back, or remove it: it is written when everybody has agreed"),
        );
    }
    read.ok()
}

fn parse(text: &str) -> Result<Baseline, String> {
    let read: BaselineText = toml::from_str(text).map_err(|error| error.message().to_string())?;
    let day = |text: &String| text.parse().map_err(|_| format!("`{text}` is no day"));
    let days: Vec<jiff::civil::Date> = read.days.iter().map(day).collect::<Result<_, _>>()?;
    if days.is_empty() || days.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err("its days do not follow each other".to_string());
    }
    let mut lines = Vec::new();
    for entry in read.due {
        let currency = match &entry.currency {
            Some(code) => Some(Currency::parse(code).ok_or_else(|| format!("`{code}` is no currency"))?),
            None => None,
        };
        let figure = |text: &String| match currency {
            Some(currency) => Money::parse(text, currency).ok().map(Quantity::Money),
            None => text.parse().ok().map(Quantity::Count),
        };
        let due: Option<Vec<Quantity>> = entry.by_day.iter().map(figure).collect();
        let due = due.filter(|due| due.len() == days.len());
        lines.push(Line {
            due: due.ok_or_else(|| format!("`{}` has not one figure a day", entry.measure))?,
            segment: entry.segment,
            measure: entry.measure,
        });
    }
    Ok(Baseline {
        date: day(&read.agreed_on)?,
        days,
        lines,
    })
}
