//! `plans/<plan>/team.toml`: the people who sell, and how quotas are cut among them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{
    Diagnostic, INVALID_COUNT, INVALID_OVER_ASSIGNMENT, INVALID_RAMP, INVALID_RATE, Location, SHARE_OUTSIDE_SEGMENTS,
    UNKNOWN_VALUE,
};
use salesplan_model::id::PersonId;
use salesplan_model::period::Period;
use salesplan_model::plan::{Person, Quotas, RampStep, Share, Team};
use salesplan_model::rate::Rate;

use crate::lower;
use crate::outline::{Outline, check_once};
use crate::sink::{At, Sink};
use crate::table::{self, Table, check_id, number_text, wrong_type};

/// Hours of a week.
const WEEK_HOURS: u32 = 168;

/// The most that quotas may be of the goal, as a multiple.
const OVER_ASSIGNMENT_MAX: u32 = 10;

/// What team.toml says.
#[derive(Debug, Default)]
pub(crate) struct ReadTeam {
    pub team: Team,
    /// Segments that it names. They are checked once the plan is read.
    mentions: Vec<(String, Location)>,
}

impl ReadTeam {
    /// A finding for each segment that the plan does not have.
    pub fn unknown_segments(&self, outline: &Outline) -> Vec<Diagnostic> {
        let unknown = self
            .mentions
            .iter()
            .filter(|(name, _)| outline.segment_index(name).is_none());
        let unknown = unknown.filter(|_| outline.is_complete);
        unknown
            .map(|(name, place)| outline.unknown_segment(name, place.clone()))
            .collect()
    }
}

pub(crate) fn read(text: &str, sink: &Sink) -> ReadTeam {
    let root = table::parse(text, sink);
    let mut file = Table::root(&root, "team.toml", sink);
    let mut reader = Reader {
        sink,
        mentions: Vec::new(),
    };
    let mut people = Vec::new();
    for (id, table) in file.named_tables("people", "person") {
        people.push(reader.person(id, table));
    }
    let head = file.text("head").map(|head| head.value);
    let quotas = file.table("quotas", "the quotas");
    let quotas = quotas.map(|table| read_quotas(table, sink)).unwrap_or_default();
    file.finish();
    ReadTeam {
        team: Team { people, quotas, head },
        mentions: reader.mentions,
    }
}

fn read_quotas(mut table: Table<'_, '_>, sink: &Sink) -> Quotas {
    let step = table.count("step").and_then(|step| {
        if step.value == 0 {
            sink.push(
                Diagnostic::new(&INVALID_COUNT, "`step` is not above 0")
                    .at(sink.location(&step.span), "multiples of nothing")
                    .help("write the whole units that quotas are multiples of: 10_000"),
            );
            return None;
        }
        Some(step.value)
    });
    let over_assignment = table.number_text("over-assignment");
    let over_assignment = over_assignment.and_then(|text| read_over_assignment(&text, sink));
    table.finish();
    Quotas { step, over_assignment }
}

/// `1.1` or `"110%"`.
pub(crate) fn read_over_assignment(text: &At<String>, sink: &Sink) -> Option<Decimal> {
    let written = text.value.trim();
    let (number, per) = match written.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100),
        None => (written, 1),
    };
    let number = lower::quantity(number, OVER_ASSIGNMENT_MAX * 100);
    let ratio = number.and_then(|number| number.checked_div(per.into()));
    let fits = |ratio: &Decimal| *ratio >= Decimal::ONE && *ratio <= OVER_ASSIGNMENT_MAX.into();
    let ratio_fits = ratio.filter(fits);
    if ratio_fits.is_none() {
        let forgotten = number.is_some_and(|number| number >= 100.into());
        let help = if forgotten && per == 1 {
            format!("was the percent sign forgotten? write \"{written}%\"")
        } else {
            "write how many times the goal all quotas are together: 1.1 or \"110%\"".into()
        };
        sink.push(
            Diagnostic::new(
                &INVALID_OVER_ASSIGNMENT,
                format!("`{}` is not between 1 and {OVER_ASSIGNMENT_MAX}", text.value),
            )
            .at(sink.location(&text.span), "times the goal")
            .help(help),
        );
    }
    ratio_fits
}

struct Reader<'s> {
    sink: &'s Sink,
    mentions: Vec<(String, Location)>,
}

impl Reader<'_> {
    fn person(&mut self, id: At<String>, mut table: Table<'_, '_>) -> Person {
        check_id(self.sink, "a person", &id);
        let name = table.text("name").map_or_else(|| id.value.clone(), |name| name.value);
        let team = table.text("team").map(|team| team.value);
        let email = table.text("email").map(|email| email.value);
        let from = table.date("from");
        let to = table.date("to");
        let hours_per_week = table.number_text("hours-per-week").and_then(|text| self.hours(&text));
        let segments = self.segments(&mut table, &name);
        let share = self.share(&mut table, &name, &segments);
        let ramp = table.list("ramp", "a step of a ramp").unwrap_or_default();
        let ramp = self.ramp(ramp, &name);
        let absences = table.list("absences", "an absence").unwrap_or_default();
        let absences = absences.into_iter().filter_map(|item| self.absence(item)).collect();
        table.finish();
        if let (Some(from), Some(to)) = (&from, &to) {
            lower::period(self.sink, from, to, format!("{name} leaves before the first day"));
        }
        Person {
            name,
            team,
            email,
            from: from.map(|day| day.value),
            to: to.map(|day| day.value),
            hours_per_week,
            share,
            ramp,
            absences,
            segments: segments.into_iter().map(|segment| segment.value).collect(),
            location: self.sink.location(&id.span),
            id: PersonId::new(id.value),
        }
    }

    fn hours(&self, text: &At<String>) -> Option<Decimal> {
        let hours = lower::quantity(&text.value, WEEK_HOURS).filter(|hours| !hours.is_zero());
        if hours.is_none() {
            self.sink.push(
                Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a number of hours", text.value))
                    .at(self.sink.location(&text.span), "selling hours in a full week")
                    .help("write a number above 0 and at most 168, such as 30"),
            );
        }
        hours
    }

    fn mention(&mut self, segment: &At<String>) {
        let place = self.sink.location(&segment.span);
        self.mentions.push((segment.value.clone(), place));
    }

    /// Empty for all.
    fn segments(&mut self, table: &mut Table<'_, '_>, name: &str) -> Vec<At<String>> {
        let place = table.place("segments");
        let Some(segments) = table.texts("segments") else {
            return Vec::new();
        };
        if segments.is_empty() {
            self.sink.push(
                Diagnostic::new(&UNKNOWN_VALUE, format!("{name} sells in no segment"))
                    .at(self.sink.location(&place), "an empty list")
                    .help("name the segments; without the key it is all of them"),
            );
        }
        check_once(&segments, self.sink);
        for segment in &segments {
            self.mention(segment);
        }
        segments
    }

    fn share(&mut self, table: &mut Table<'_, '_>, name: &str, segments: &[At<String>]) -> Share {
        let shares = match table.plain_or_table("share", "the shares by segment") {
            None => return Share::Open,
            Some(Ok(text)) => return self.rate(&text).map_or(Share::Open, Share::Whole),
            Some(Err(shares)) => shares,
        };
        let mut by_segment = BTreeMap::new();
        for (key, value) in shares.entries() {
            let segment = At::new(key.get_ref().to_string(), key.span());
            self.mention(&segment);
            if !segments.is_empty() && segments.iter().all(|own| own.value != segment.value) {
                self.sink.push(
                    Diagnostic::new(
                        &SHARE_OUTSIDE_SEGMENTS,
                        format!("{name} has a share of `{}` and does not sell in it", segment.value),
                    )
                    .at(self.sink.location(&segment.span), "this share")
                    .help(format!("add `{}` to `segments`, or remove the share", segment.value)),
                );
            }
            match number_text(value.get_ref()) {
                Some(text) => {
                    let share = self.rate(&At::new(text, value.span()));
                    by_segment.extend(share.map(|share| (segment.value, share)));
                }
                None => {
                    wrong_type::<()>(self.sink, &segment.value, value, "a number or a text in quotes");
                }
            }
        }
        Share::BySegment(by_segment)
    }

    fn rate(&self, text: &At<String>) -> Option<Rate> {
        if lower::is_zero(&text.value) {
            self.sink.push(
                Diagnostic::new(&INVALID_RATE, format!("`{}` is no share", text.value))
                    .at(self.sink.location(&text.span), "this share")
                    .help("leave it out, and name the segments that the person sells in: segments = [\"new\"]"),
            );
            return None;
        }
        lower::rate_called(self.sink, text, "share")
    }

    fn ramp(&self, items: Vec<Table<'_, '_>>, name: &str) -> Vec<RampStep> {
        let mut steps: Vec<RampStep> = Vec::new();
        let mut last: Option<At<Date>> = None;
        for mut item in items {
            let until = item.required("until", "2026-10-31", |item| item.date("until"));
            let at = item.required("at", "\"50%\"", |item| item.number_text("at"));
            item.finish();
            let at = at.and_then(|text| lower::rate_called(self.sink, &text, "part"));
            let Some(until) = until else { continue };
            if let Some(before) = last.as_ref().filter(|before| until.value <= before.value) {
                self.sink.push(
                    Diagnostic::new(&INVALID_RAMP, format!("the days of the ramp of {name} do not rise"))
                        .at(self.sink.location(&until.span), "not after")
                        .see(self.sink.location(&before.span), "the step before")
                        .help("list the steps from the first day on, each with its last day"),
                );
            }
            steps.extend(at.map(|at| RampStep { until: until.value, at }));
            last = Some(until);
        }
        steps
    }

    /// `{ from, to }` or `{ date }`, and a `reason` for those who read the file.
    fn absence(&self, mut item: Table<'_, '_>) -> Option<Period> {
        item.text("reason");
        let days = lower::days(self.sink, &mut item, "the absence ends before it begins").map(|(_, _, days)| days);
        item.finish();
        days
    }
}
