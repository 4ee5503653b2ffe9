//! `decompose --by`: the needs as a table by week, person, channel or stage.

use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::decomposition::{DecompositionView, SegmentView};

/// What a breakdown's lines stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Weeks.
    Week,
    /// People.
    Person,
    /// People, and the weeks of each.
    PersonWeek,
    /// Channels.
    Channel,
    /// Channels, and the weeks of each.
    ChannelWeek,
    /// Stages.
    Stage,
}

/// The needs as a table.
#[derive(Debug, Clone, Serialize)]
pub struct BreakdownView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// `week`, `person`, `person_week`, `channel`, `channel_week` or `stage`.
    pub by: &'static str,
    #[serde(skip)]
    kind: By,
    /// One table a segment.
    pub segments: Vec<SegmentTable>,
}

/// The needs of one segment.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentTable {
    /// Its id.
    pub segment: String,
    /// What people call it.
    pub title: String,
    /// Its stages, first to last: id and title. For channels the first alone.
    pub stages: Vec<StageName>,
    /// The lines.
    pub rows: Vec<BreakdownRow>,
}

/// A stage's names.
#[derive(Debug, Clone, Serialize)]
pub struct StageName {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
}

/// One line.
#[derive(Debug, Clone, Serialize)]
pub struct BreakdownRow {
    /// The ISO week; `before` for the days before the period's first.
    pub week: Option<String>,
    /// The person's or channel's id; null for leads that no channel brings.
    pub id: Option<String>,
    /// What people call them.
    pub name: Option<String>,
    /// Entries. Shape: one a stage of the table.
    pub needs: Vec<u64>,
    /// Revenue of a week, quota of a person, cost of a channel's leads.
    pub amount: Option<Value>,
    /// Of a stage: the conversion to the next.
    pub conversion: Option<f64>,
    /// Of a stage: working hours.
    pub hours: Option<String>,
    /// Of a stage: how often each activity is done.
    pub activities: std::collections::BTreeMap<String, String>,
    /// Of a week: what it needs for the next period. Shape: as `needs`.
    pub next_period: Vec<u64>,
}

impl BreakdownView {
    /// Lays a decomposition out by weeks, people, channels or stages.
    pub fn new(tree: &DecompositionView, by: By) -> Self {
        let word = match by {
            By::Week => "week",
            By::Person => "person",
            By::PersonWeek => "person_week",
            By::Channel => "channel",
            By::ChannelWeek => "channel_week",
            By::Stage => "stage",
        };
        Self {
            schema_version: SCHEMA_VERSION,
            plan: tree.plan.clone(),
            title: tree.title.clone(),
            by: word,
            kind: by,
            segments: tree.segments.iter().map(|segment| table(segment, by)).collect(),
        }
    }

    /// The table in long form for a spreadsheet: one line a figure.
    /// Columns: segment, week, id, stage, need, next_period, amount.
    pub fn records(&self) -> Vec<[String; 7]> {
        let mut records = Vec::new();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
        for table in &self.segments {
            for row in &table.rows {
                if let (By::Stage, [need]) = (self.kind, &row.needs[..]) {
                    let stage = row.id.clone().unwrap_or_default();
                    let none = String::new;
                    records.push([
                        table.segment.clone(),
                        none(),
                        none(),
                        stage,
                        need.to_string(),
                        none(),
                        none(),
                    ]);
                    continue;
                }
                for (index, (stage, need)) in table.stages.iter().zip(&row.needs).enumerate() {
                    let is_last = index + 1 == row.needs.len();
                    let amount = row.amount.as_ref().filter(|_| is_last).map(text);
                    records.push([
                        table.segment.clone(),
                        row.week.clone().unwrap_or_default(),
                        row.id.clone().unwrap_or_default(),
                        stage.id.clone(),
                        need.to_string(),
                        row.next_period.get(index).map(u64::to_string).unwrap_or_default(),
                        amount.unwrap_or_default(),
                    ]);
                }
            }
        }
        records
    }
}

/// The heads of [`BreakdownView::records`].
pub const RECORD_HEADS: [&str; 7] = ["segment", "week", "id", "stage", "need", "next_period", "amount"];

impl BreakdownRow {
    fn of(needs: Vec<u64>) -> Self {
        Self {
            week: None,
            id: None,
            name: None,
            needs,
            amount: None,
            conversion: None,
            hours: None,
            activities: Default::default(),
            next_period: Vec::new(),
        }
    }
}

fn table(segment: &SegmentView, by: By) -> SegmentTable {
    let of_leads = matches!(by, By::Channel | By::ChannelWeek);
    let stages = segment.funnel.iter().take(if of_leads { 1 } else { usize::MAX });
    SegmentTable {
        segment: segment.id.clone(),
        title: segment.title.clone(),
        stages: if by == By::Stage {
            Vec::new()
        } else {
            stages
                .map(|stage| StageName {
                    id: stage.stage.clone(),
                    title: stage.title.clone(),
                })
                .collect()
        },
        rows: match by {
            By::Week => weeks(segment),
            By::Person => people(segment),
            By::PersonWeek => people_weeks(segment),
            By::Channel => channels(segment),
            By::ChannelWeek => channel_weeks(segment),
            By::Stage => funnel(segment),
        },
    }
}

fn in_order<'a>(segment: &'a SegmentView, needs: &'a std::collections::BTreeMap<String, u64>) -> Vec<u64> {
    let stages = segment.funnel.iter();
    stages
        .map(|stage| needs.get(&stage.stage).copied().unwrap_or(0))
        .collect()
}

const BEFORE: &str = "before";

fn weeks(segment: &SegmentView) -> Vec<BreakdownRow> {
    let before = in_order(segment, &segment.before_start);
    let before = before.iter().any(|need| *need > 0).then(|| BreakdownRow {
        week: Some(BEFORE.into()),
        ..BreakdownRow::of(before.clone())
    });
    let of_week = segment.weeks.iter().map(|week| BreakdownRow {
        week: Some(week.week.clone()),
        amount: week.revenue.clone().map(Value::from),
        next_period: in_order(segment, &week.next_period),
        ..BreakdownRow::of(in_order(segment, &week.stages))
    });
    before.into_iter().chain(of_week).collect()
}

fn people(segment: &SegmentView) -> Vec<BreakdownRow> {
    let of_person = segment.people.iter().map(|person| BreakdownRow {
        id: Some(person.id.clone()),
        name: Some(person.name.clone()),
        amount: Some(person.quota.clone()),
        ..BreakdownRow::of(in_order(segment, &person.stages))
    });
    of_person.collect()
}

fn people_weeks(segment: &SegmentView) -> Vec<BreakdownRow> {
    let mut rows = Vec::new();
    for person in &segment.people {
        let row = |week: &str, needs| BreakdownRow {
            week: Some(week.to_string()),
            id: Some(person.id.clone()),
            name: Some(person.name.clone()),
            ..BreakdownRow::of(in_order(segment, needs))
        };
        if person.before_start.values().any(|need| *need > 0) {
            rows.push(row(BEFORE, &person.before_start));
        }
        let weeks = segment.weeks.iter().zip(&person.weeks);
        rows.extend(weeks.map(|(week, needs)| row(&week.week, needs)));
    }
    rows
}

fn channels(segment: &SegmentView) -> Vec<BreakdownRow> {
    let of_channel = segment.channels.iter().map(|channel| BreakdownRow {
        id: channel.id.clone(),
        name: channel.title.clone(),
        amount: channel.cost.clone().map(Value::from),
        ..BreakdownRow::of(vec![channel.leads])
    });
    of_channel.collect()
}

fn channel_weeks(segment: &SegmentView) -> Vec<BreakdownRow> {
    let mut rows = Vec::new();
    for channel in &segment.channels {
        let row = |week: &str, leads| BreakdownRow {
            week: Some(week.to_string()),
            id: channel.id.clone(),
            name: channel.title.clone(),
            ..BreakdownRow::of(vec![leads])
        };
        if channel.before_start > 0 {
            rows.push(row(BEFORE, channel.before_start));
        }
        let weeks = segment.weeks.iter().zip(&channel.weeks);
        rows.extend(weeks.map(|(week, leads)| row(&week.week, *leads)));
    }
    rows
}

fn funnel(segment: &SegmentView) -> Vec<BreakdownRow> {
    let of_stage = segment.funnel.iter().map(|stage| BreakdownRow {
        id: Some(stage.stage.clone()),
        name: Some(stage.title.clone()),
        conversion: stage.conversion.as_ref().map(|conversion| conversion.rate),
        hours: stage.hours.clone(),
        activities: stage.activities.clone(),
        ..BreakdownRow::of(vec![stage.need])
    });
    of_stage.collect()
}
