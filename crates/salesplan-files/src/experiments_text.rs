//! Changes of `experiments.toml`, and the figure of an adopted arm in `plan.toml`: nothing else of
//! either file is touched.

use std::ops::Range;

use jiff::civil::Date;

use crate::block_text::{with_lines, with_table};

/// An experiment to be written.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// What is believed.
    pub hypothesis: String,
    /// A person's id.
    pub owner: String,
    /// The word of its measure.
    pub measure: String,
    /// The segment's id.
    pub segment: String,
    /// The stage with which a case begins, where it matters.
    pub stage: Option<String>,
    /// As the file has it: `10 points`, `20000`.
    pub smallest_effect: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub by: Option<Date>,
    /// Cases that an arm needs, where that is stated.
    pub cases_per_arm: Option<u64>,
    /// The limit of harm, as the file has it.
    pub harm: Option<String>,
    /// The arms; the first is what is done now.
    pub arms: Vec<WrittenArm>,
}

/// An arm to be written: its id, and keys with their texts.
#[derive(Debug, Clone, Default)]
pub struct WrittenArm {
    /// Its id.
    pub id: String,
    /// `tag`, `channel`, `person` or `playbook` with a text, or `from` or `to` with a day.
    pub keys: Vec<(String, String)>,
}

/// The file's text with one more experiment at its end.
pub fn with_experiment(text: &str, experiment: &Written) -> String {
    let mut lines = vec![format!("[experiment.{}]", key(&experiment.id))];
    let mut line = |name: &str, value: String| lines.push(format!("{name} = {value}"));
    line("hypothesis", quoted(&experiment.hypothesis));
    line("owner", quoted(&experiment.owner));
    line("measure", quoted(&experiment.measure));
    line("segment", quoted(&experiment.segment));
    if let Some(stage) = &experiment.stage {
        line("stage", quoted(stage));
    }
    line("smallest-effect", number_or_text(&experiment.smallest_effect));
    if let Some(from) = experiment.from {
        line("from", from.to_string());
    }
    let mut stop: Vec<String> = experiment.by.iter().map(|by| format!("by = {by}")).collect();
    stop.extend(experiment.cases_per_arm.map(|cases| format!("cases-per-arm = {cases}")));
    stop.extend(
        experiment
            .harm
            .as_ref()
            .map(|harm| format!("harm = {}", number_or_text(harm))),
    );
    line("stop", format!("{{ {} }}", stop.join(", ")));
    line("arms", "[".to_string());
    for arm in &experiment.arms {
        let keys = arm.keys.iter().map(|(name, value)| match name.as_str() {
            "from" | "to" => format!(", {name} = {value}"),
            _ => format!(", {name} = {}", quoted(value)),
        });
        lines.push(format!("  {{ id = {}{} }},", quoted(&arm.id), keys.collect::<String>()));
    }
    lines.push("]".to_string());
    with_table(text, &lines.join("\n"))
}

/// The file's text with an end added to the experiment at `place`, a byte of its head; `None`
/// where it is not written in a table of its own.
pub fn with_end(text: &str, place: usize, adopted: Option<&str>, day: Date, comment: Option<&str>) -> Option<String> {
    let mut lines = match adopted {
        Some(arm) => vec![format!("adopted = {day}"), format!("arm = {}", quoted(arm))],
        None => vec![format!("stopped = {day}")],
    };
    lines.extend(comment.map(|comment| format!("comment = {}", quoted(comment))));
    with_lines(text, place, "[", &lines)
}

/// The plan's text with another value in the place of the one that stands at `span`.
pub fn with_value(text: &str, span: &Range<usize>, value: &str) -> Option<String> {
    Some(format!("{}{value}{}", text.get(..span.start)?, text.get(span.end..)?))
}

/// A figure with what it rests on: `{ rate = "34.2%", evidence = "21 of 60, ..." }`.
pub fn figure(key: &str, value: &str, evidence: &str) -> String {
    format!(
        "{{ {key} = {}, evidence = {} }}",
        number_or_text(value),
        quoted(evidence)
    )
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Numbers stand as they are, everything else in quotes.
fn number_or_text(text: &str) -> String {
    let is_number = rust_decimal::Decimal::from_str_exact(text).is_ok();
    if is_number && !text.starts_with(['.', '+']) {
        text.to_string()
    } else {
        quoted(text)
    }
}

fn key(id: &str) -> String {
    let is_bare = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { id.to_string() } else { quoted(id) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::experiments_file::{NAME, read};
    use crate::outline::{Outline, OutlineSegment};
    use crate::sink::Sink;
    use salesplan_model::experiment::Experiment;
    use salesplan_model::plan::FactSource;

    fn known(text: &str) -> Vec<Experiment> {
        let sink = Sink::new(&std::sync::Arc::from(NAME));
        let stage = |id: &str| (id.to_string(), FactSource::Deals);
        let outline = Outline {
            segments: vec![OutlineSegment {
                id: "new".into(),
                stages: vec![stage("lead"), stage("meeting"), stage("deal")],
            }],
            is_complete: true,
            ..Outline::default()
        };
        let experiments = read(text, &outline, &sink);
        assert_eq!(sink.into_findings(), []);
        experiments
    }

    fn written() -> Written {
        let arm = |id: &str| WrittenArm {
            id: id.into(),
            keys: vec![("tag".into(), format!("{id}-first"))],
        };
        Written {
            id: "call".into(),
            hypothesis: "A \"call\" on the first day".into(),
            owner: "anna".into(),
            measure: "conversion".into(),
            segment: "new".into(),
            stage: Some("lead".into()),
            smallest_effect: "10 points".into(),
            from: Some(date(2026, 10, 5)),
            by: Some(date(2026, 12, 20)),
            cases_per_arm: Some(40),
            harm: Some("15 points".into()),
            arms: vec![arm("letter"), arm("call")],
        }
    }

    #[test]
    fn what_is_written_is_read_and_an_end_is_added_and_nothing_else_touched() {
        let text = with_experiment("# Ours\n", &written());
        let text = with_experiment(
            &text,
            &Written {
                id: "two".into(),
                ..written()
            },
        );
        let experiments = known(&text);
        assert_eq!(experiments.len(), 2);
        let first = &experiments[0];
        assert_eq!(
            (first.hypothesis.as_str(), first.cases_per_arm),
            ("A \"call\" on the first day", Some(40))
        );
        let place = first.location.span.start;
        let ended = with_end(&text, place, Some("call"), date(2026, 11, 20), Some("why not")).unwrap();
        let expected = text.replacen(
            "]\n\n[experiment.two]",
            "]\nadopted = 2026-11-20\narm = \"call\"\ncomment = \"why not\"\n\n[experiment.two]",
            1,
        );
        assert_eq!(ended, expected);
        assert_eq!(known(&ended)[0].ended.as_ref().unwrap().adopted, Some(1));
        let stopped = with_end(
            &text,
            experiments[1].location.span.start,
            None,
            date(2026, 11, 20),
            None,
        )
        .unwrap();
        assert_eq!(stopped, format!("{text}stopped = 2026-11-20\n"));
    }

    #[test]
    fn a_value_takes_the_place_of_another() {
        let text = "a = { rate = \"30%\" } # now\nb = 1\n";
        let value = figure("rate", "34.2%", "21 of 60, x");
        let changed = with_value(text, &(4..20), &value).unwrap();
        assert_eq!(
            changed,
            "a = { rate = \"34.2%\", evidence = \"21 of 60, x\" } # now\nb = 1\n"
        );
    }
}
