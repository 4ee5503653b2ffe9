//! Charts in the language of Mermaid, as its `xychart` has them: bars and lines over one axis. It has
//! no legend, no bar that begins above nothing and no label aslant, so that bars are the fact and a line is
//! the plan, steps show as what is there after each, and long curves keep some of their weeks.

use super::axis::Axis;
use super::content::{Content, Shape, Words};
use super::{bars, cumulative, waterfall};

/// The colours of bars and of the line, which are seen on light and dark pages; those of its own are not.
const COLOURS: &str = r##"%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#218bff, #bc4c00"}}}}%%"##;

/// More weeks have no room for their labels.
const WEEKS_MAX: usize = 14;
/// Fewer where some labels have their year.
const WEEKS_MAX_OF_YEARS: usize = 10;

/// The chart without the fence around it.
pub(super) fn write(words: &Words<'_>, content: &Content) -> Result<String, String> {
    let title = quoted(&content.title);
    Ok(match &content.shape {
        Shape::Cumulative { points, goal, .. } => curve(&title, points, *goal),
        Shape::Bars(bars) => rows(&title, &bars[..bars.len().min(bars::ROWS_MAX)]),
        Shape::Waterfall { start, steps, end } => {
            let ends = [words.t("chart-movement-start")?, words.t("chart-movement-end")?];
            levels(&title, (*start, *end), steps, &ends, &|value| words.figure(value))
        }
    })
}

fn curve(title: &str, points: &[cumulative::Point], goal: f64) -> String {
    let is_several_years = points.first().map(|point| &point.year) != points.last().map(|point| &point.year);
    let shown = thinned(
        points,
        if is_several_years {
            WEEKS_MAX_OF_YEARS
        } else {
            WEEKS_MAX
        },
    );
    let mut year = None;
    let labels = shown.iter().map(|point| {
        let is_new = is_several_years && year.replace(&point.year) != Some(&point.year);
        let label = if is_new {
            format!("{}-{}", point.year, point.label)
        } else {
            point.label.clone()
        };
        quoted(&label)
    });
    let labels = labels.collect();
    let facts = shown.iter().map_while(|point| point.fact);
    let plans = shown.iter().map(|point| point.plan);
    chart(
        title,
        "",
        labels,
        &[("bar", facts.collect()), ("line", plans.collect())],
        [goal],
    )
}

/// Every so many weeks, so that the last one with a fact is among them, and the end.
fn thinned(points: &[cumulative::Point], n_max: usize) -> Vec<&cumulative::Point> {
    let every = points.len().div_ceil(n_max).max(1);
    let now = points.iter().rposition(|point| point.fact.is_some()).unwrap_or(0);
    let is_kept = |index: &usize| index % every == now % every || index + 1 == points.len();
    (0..points.len()).filter(is_kept).map(|index| &points[index]).collect()
}

fn rows(title: &str, bars: &[bars::Bar]) -> String {
    let labels = bars.iter().map(|bar| quoted(&bar.label)).collect();
    let facts = bars.iter().map(|bar| bar.fact).collect();
    // A line cannot leave out a row: what was not planned is planned as nothing.
    let plans: Vec<f64> = bars.iter().map(|bar| bar.plan.unwrap_or(0.0)).collect();
    chart(title, " horizontal", labels, &[("bar", facts), ("line", plans)], [])
}

fn levels(
    title: &str,
    (start, end): (f64, f64),
    steps: &[waterfall::Step],
    ends: &[String; 2],
    figure: &dyn Fn(f64) -> String,
) -> String {
    let mut values = vec![start];
    let mut labels = vec![quoted(&ends[0])];
    for step in steps {
        let sign = if step.amount > 0.0 { "+" } else { "" };
        labels.push(quoted(&format!("{} {sign}{}", step.label, figure(step.amount))));
        values.push(values[values.len() - 1] + step.amount);
    }
    labels.push(quoted(&ends[1]));
    values.push(end);
    chart(title, " horizontal", labels, &[("bar", values)], [])
}

fn chart<const N: usize>(
    title: &str,
    way: &str,
    labels: Vec<String>,
    series: &[(&str, Vec<f64>)],
    also: [f64; N],
) -> String {
    let values = series.iter().flat_map(|(_, values)| values.iter().copied());
    // Without its range an axis would begin at the least value, and bars would lie.
    let axis = Axis::over(values.chain(also));
    let mut lines = vec![
        COLOURS.to_string(),
        format!("xychart-beta{way}"),
        format!("  title {title}"),
        format!("  x-axis [{}]", labels.join(", ")),
        format!("  y-axis {} --> {}", number(axis.low), number(axis.high)),
    ];
    let filled = series.iter().filter(|(_, values)| !values.is_empty());
    lines.extend(filled.map(|(form, values)| {
        let values: Vec<String> = values.iter().map(|value| number(*value)).collect();
        format!("  {form} [{}]", values.join(", "))
    }));
    lines.join("\n")
}

/// Two digits after the point at most; no more is seen.
fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    if rounded.is_finite() {
        format!("{rounded}")
    } else {
        "0".into()
    }
}

/// A text in quotes; what could end it, or steer the chart, is written as its number.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            _ if c.is_control() => out.push(' '),
            '"' | '#' | ';' | '`' | '<' | '>' | '&' | '\\' => out.push_str(&format!("#{};", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: &str, label: usize, plan: f64, fact: Option<f64>) -> cumulative::Point {
        cumulative::Point {
            year: year.into(),
            label: format!("W{label:02}"),
            plan,
            fact,
        }
    }

    #[test]
    fn a_curve_begins_at_nothing_and_says_where_a_year_begins() {
        let points = [
            point("2026", 52, 10.0, Some(5.0)),
            point("2026", 53, 20.0, Some(15.5)),
            point("2027", 1, 30.0, None),
        ];
        let said = curve("\"T\"", &points, 100.0);
        assert_eq!(
            said.strip_prefix(COLOURS).unwrap(),
            "\nxychart-beta\n  title \"T\"\n  x-axis [\"2026-W52\", \"W53\", \"2027-W01\"]\n  y-axis 0 --> 100\n  \
             bar [5, 15.5]\n  line [10, 20, 30]"
        );
    }

    #[test]
    fn a_long_curve_keeps_the_last_fact_and_the_end() {
        for now in 0..60_usize {
            let points: Vec<_> = (0..60)
                .map(|week| point("2026", week, week as f64, (week <= now).then_some(week as f64)))
                .collect();
            let shown = thinned(&points, WEEKS_MAX);
            assert!(shown.len() <= WEEKS_MAX + 1, "{}", shown.len());
            assert!(shown.iter().any(|point| point.label == format!("W{now:02}")));
            assert_eq!(shown.last().unwrap().label, "W59");
        }
    }

    #[test]
    fn steps_show_what_is_there_after_each() {
        let steps = [("New", 30.0), ("Won", -50.0)].map(|(label, amount)| waterfall::Step {
            label: label.into(),
            amount,
        });
        let ends = ["start".to_string(), "end".to_string()];
        let said = levels("\"T\"", (100.0, 80.0), &steps, &ends, &|value| format!("{value}"));
        assert!(
            said.contains("[\"start\", \"New +30\", \"Won -50\", \"end\"]"),
            "{said}"
        );
        assert!(said.ends_with("y-axis 0 --> 150\n  bar [100, 130, 80, 80]"), "{said}");
    }

    #[test]
    fn texts_end_no_quote() {
        assert_eq!(quoted("a\"] b\n```"), "\"a#34;] b #96;#96;#96;\"");
    }
}
