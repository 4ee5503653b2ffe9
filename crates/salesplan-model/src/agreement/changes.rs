//! What differs between what was agreed and what would be agreed now.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use rust_decimal::Decimal;

use super::{AgreedLine, AgreedQuota, Content, Promises, Quota};
use crate::id::{ChannelId, SegmentId, StageId};
use crate::money::Money;
use crate::period::Period;
use crate::rate::Rate;

/// One figure that is not what was agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which figure.
    pub subject: Subject,
    /// As agreed.
    pub before: Figure,
    /// As it is now.
    pub after: Figure,
}

/// What a changed figure is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The days of the plan.
    Period,
    /// What the goal counts.
    Metric,
    /// The quota in a segment.
    Quota(SegmentId),
    /// The entries into a stage.
    Stage(SegmentId, StageId),
    /// A committed line, named as people name it.
    Line {
        /// `open-deal D-12`, `repeat client 3`.
        line: String,
        /// Which of its figures: `amount`, `likelihood`, `when`, `share`; `line` for all of it.
        figure: &'static str,
    },
    /// Leads a week through a channel.
    Leads(ChannelId),
    /// Money for leads.
    Budget,
    /// Selling hours a week.
    Hours,
}

/// A figure on one side of a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// There is none.
    Nothing,
    /// A sum.
    Money(Money),
    /// A number of things.
    Count(u64),
    /// A number of hours.
    Number(Decimal),
    /// A share or likelihood.
    Rate(Rate),
    /// Days.
    Days(Period),
    /// Words of the files.
    Text(String),
}

/// What differs, beyond a tolerance that is a part of each agreed figure. Actions are no
/// figures: how a person works may change without asking again.
///
/// A person's entries are rounded together with everybody's, so they only count as changed
/// where the person's share of the segment or the segment's own need has changed.
pub fn changes(agreed: &Content, now: &Content, tolerance: Option<Rate>) -> Vec<Change> {
    let within = Within { tolerance };
    let mut found = Vec::new();
    let mut note = |subject: Subject, before: Figure, after: Figure| {
        found.push(Change { subject, before, after });
    };
    if agreed.period != now.period {
        let (before, after) = (Figure::Days(agreed.period), Figure::Days(now.period));
        note(Subject::Period, before, after);
    }
    if agreed.metric != now.metric {
        let word = |content: &Content| Figure::Text(content.metric.word().to_string());
        note(Subject::Metric, word(agreed), word(now));
    }
    within.quotas(&agreed.quotas, &now.quotas, &mut note);
    within.lines(&agreed.commitments, &now.commitments, &mut note);
    within.promises(&agreed.promises, &now.promises, &mut note);
    found
}

/// Whether what is asked of the person is what was agreed: quotas, stages and period alone.
pub(super) fn asks_the_same(agreed: &Content, now: &Content, tolerance: Option<Rate>) -> bool {
    let is_own = |change: &Change| {
        matches!(
            change.subject,
            Subject::Period | Subject::Metric | Subject::Quota(_) | Subject::Stage(..)
        )
    };
    !changes(agreed, now, tolerance).iter().any(is_own)
}

struct Within {
    tolerance: Option<Rate>,
}

type Note<'n> = dyn FnMut(Subject, Figure, Figure) + 'n;

impl Within {
    /// Whether a figure moved by more than the tolerance allows.
    fn is_beyond(&self, before: i128, after: i128) -> bool {
        let moved = BigRational::from_integer((after - before).abs().into());
        let allowed = self.tolerance.map_or_else(BigRational::zero, |part| {
            part.to_big() * BigRational::from_integer(before.abs().into())
        });
        moved > allowed
    }

    fn quotas(&self, agreed: &[AgreedQuota], now: &[AgreedQuota], note: &mut Note<'_>) {
        for before in agreed {
            match now.iter().find(|quota| quota.segment == before.segment) {
                Some(after) => self.quota(before, after, note),
                None => note(
                    Subject::Quota(before.segment.clone()),
                    figure_of(before.quota),
                    Figure::Nothing,
                ),
            }
        }
        for after in now {
            if !agreed.iter().any(|quota| quota.segment == after.segment) {
                note(
                    Subject::Quota(after.segment.clone()),
                    Figure::Nothing,
                    figure_of(after.quota),
                );
            }
        }
    }

    fn quota(&self, before: &AgreedQuota, after: &AgreedQuota, note: &mut Note<'_>) {
        let same_kind = matches!(
            (before.quota, after.quota),
            (Quota::Revenue(a), Quota::Revenue(b)) if a.currency == b.currency
        ) || matches!((before.quota, after.quota), (Quota::Deals(_), Quota::Deals(_)));
        let (from, to) = (i128::from(before.quota.units()), i128::from(after.quota.units()));
        if !same_kind || self.is_beyond(from, to) {
            note(
                Subject::Quota(before.segment.clone()),
                figure_of(before.quota),
                figure_of(after.quota),
            );
        }
        let subject = |stage: &StageId| Subject::Stage(before.segment.clone(), stage.clone());
        for stage in &before.stages {
            let Some(other) = after.stages.iter().find(|other| other.stage == stage.stage) else {
                note(subject(&stage.stage), Figure::Count(stage.need), Figure::Nothing);
                continue;
            };
            let is_rounding = before.share == after.share && stage.of == other.of;
            if !is_rounding && self.is_beyond(stage.need.into(), other.need.into()) {
                note(
                    subject(&stage.stage),
                    Figure::Count(stage.need),
                    Figure::Count(other.need),
                );
            }
        }
        for stage in &after.stages {
            if !before.stages.iter().any(|other| other.stage == stage.stage) {
                note(subject(&stage.stage), Figure::Nothing, Figure::Count(stage.need));
            }
        }
    }

    fn lines(&self, agreed: &[AgreedLine], now: &[AgreedLine], note: &mut Note<'_>) {
        let (mut before, mut after) = (named(agreed), named(now));
        let mut names: Vec<String> = agreed.iter().chain(now).map(name_of).collect();
        names.sort();
        names.dedup();
        for name in names {
            let (old, new) = (
                before.remove(&name).unwrap_or_default(),
                after.remove(&name).unwrap_or_default(),
            );
            for place in 0..old.len().max(new.len()) {
                self.line(&name, old.get(place).copied(), new.get(place).copied(), note);
            }
        }
    }

    fn line(&self, name: &str, before: Option<&AgreedLine>, after: Option<&AgreedLine>, note: &mut Note<'_>) {
        let subject = |figure| Subject::Line {
            line: name.to_string(),
            figure,
        };
        let (Some(before), Some(after)) = (before, after) else {
            let figure = |line: Option<&AgreedLine>| line.map_or(Figure::Nothing, brings);
            note(subject("line"), figure(before), figure(after));
            return;
        };
        let units = |line: &AgreedLine| {
            let brings = line.brings;
            brings
                .amount
                .map_or(brings.deals.map(i128::from), |sum| Some(i128::from(sum.minor)))
        };
        if self.is_beyond(units(before).unwrap_or(0), units(after).unwrap_or(0)) {
            note(subject("amount"), brings(before), brings(after));
        }
        let rate = |rate: Option<Rate>| rate.map_or(Figure::Nothing, Figure::Rate);
        for (figure, old, new) in [
            ("likelihood", before.likelihood, after.likelihood),
            ("share", before.share, after.share),
        ] {
            if old != new {
                note(subject(figure), rate(old), rate(new));
            }
        }
        if before.when != after.when {
            let text = |line: &AgreedLine| line.when.clone().map_or(Figure::Nothing, Figure::Text);
            note(subject("when"), text(before), text(after));
        }
    }

    fn promises(&self, agreed: &Promises, now: &Promises, note: &mut Note<'_>) {
        let channels = agreed.leads_per_week.iter().chain(&now.leads_per_week);
        let mut ids: Vec<&ChannelId> = channels.map(|(channel, _)| channel).collect();
        ids.sort();
        ids.dedup();
        for channel in ids {
            let of = |promises: &Promises| {
                let mut leads = promises.leads_per_week.iter();
                leads.find(|(id, _)| id == channel).map_or(0, |(_, leads)| *leads)
            };
            let (before, after) = (of(agreed), of(now));
            if self.is_beyond(before.into(), after.into()) {
                note(
                    Subject::Leads(channel.clone()),
                    Figure::Count(before),
                    Figure::Count(after),
                );
            }
        }
        let money = |sum: Option<Money>| sum.map_or(Figure::Nothing, Figure::Money);
        let units = |sum: Option<Money>| sum.map_or(0, |sum| i128::from(sum.minor));
        if self.is_beyond(units(agreed.budget), units(now.budget)) {
            note(Subject::Budget, money(agreed.budget), money(now.budget));
        }
        let hours = |hours: Option<Decimal>| hours.map_or(Figure::Nothing, Figure::Number);
        // Hours have six decimal digits at most.
        let millionths = |hours: Option<Decimal>| {
            let scaled = hours.unwrap_or_default().checked_mul(Decimal::from(1_000_000));
            scaled.map_or(0, |scaled| scaled.round().mantissa())
        };
        if self.is_beyond(millionths(agreed.hours_per_week), millionths(now.hours_per_week)) {
            note(Subject::Hours, hours(agreed.hours_per_week), hours(now.hours_per_week));
        }
    }
}

fn figure_of(quota: Quota) -> Figure {
    match quota {
        Quota::Revenue(sum) => Figure::Money(sum),
        Quota::Deals(count) => Figure::Count(count),
    }
}

fn brings(line: &AgreedLine) -> Figure {
    match (line.brings.amount, line.brings.deals) {
        (Some(sum), _) => Figure::Money(sum),
        (None, Some(count)) => Figure::Count(count),
        (None, None) => Figure::Count(1),
    }
}

/// The lines by their names; those of one name in file order.
fn named(lines: &[AgreedLine]) -> BTreeMap<String, Vec<&AgreedLine>> {
    let mut named: BTreeMap<String, Vec<&AgreedLine>> = BTreeMap::new();
    for line in lines {
        named.entry(name_of(line)).or_default().push(line);
    }
    named
}

/// What a line is known by: its source with the deal or the client, and its segment.
fn name_of(line: &AgreedLine) -> String {
    let source = line
        .source
        .as_ref()
        .map_or("no source".to_string(), super::Source::word);
    let of = match (&line.deal, &line.client) {
        (Some(deal), _) => format!(" {deal}"),
        (None, Some(client)) => format!(" {client}"),
        (None, None) => String::new(),
    };
    format!("{source}{of} in {}", line.segment)
}
