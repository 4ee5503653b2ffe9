//! Rows of facts that are like those before them: each word is judged once, and a million rows
//! are read by what is known of their words.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::Location;
use salesplan_model::fact::{Fact, Measure};
use salesplan_model::id::{ChannelId, PersonId};
use salesplan_model::money::{Currency, Money};

use crate::rows::{Header, Row};

/// The columns that a row may have to be read by what is known.
const READ: [&str; 7] = ["date", "measure", "person", "segment", "channel", "count", "amount"];

/// Columns whose cells are judged row by row.
const JUDGED: [&str; 4] = ["id", "currency", "vat", "campaign"];

/// What is known of the words of a file. Only what nothing was found in is kept.
pub(crate) struct Memo {
    /// Shape: as [`READ`].
    columns: [Option<usize>; 7],
    judged: Vec<usize>,
    currency: Option<Currency>,
    /// Rows of one day mostly follow each other.
    last_date: (String, Date),
    /// By measure and segment, as they are written.
    measures: BTreeMap<String, BTreeMap<String, (Measure, Option<usize>)>>,
    people: BTreeMap<String, PersonId>,
    channels: BTreeMap<String, ChannelId>,
}

impl Memo {
    pub fn new(header: &Header, currency: Option<Currency>) -> Self {
        Self {
            columns: READ.map(|name| header.position(name)),
            judged: JUDGED.iter().filter_map(|name| header.position(name)).collect(),
            currency,
            last_date: (String::new(), Date::MIN),
            measures: BTreeMap::new(),
            people: BTreeMap::new(),
            channels: BTreeMap::new(),
        }
    }

    /// The fact of a row, where every word of it is known; `None` asks for a closer look.
    pub fn fact(&mut self, row: &dyn Row, location: impl FnOnce() -> Location) -> Option<Fact> {
        if self.judged.iter().any(|column| row.text(*column).is_some()) {
            return None;
        }
        let [date, measure, person, segment, channel, count, amount] =
            self.columns.map(|column| column.and_then(|column| row.text(column)));
        let (measure, segment) = self.measures.get(measure?)?.get(segment.unwrap_or_default())?;
        let person = match person {
            Some(text) => Some(self.people.get(text)?.clone()),
            None => None,
        };
        let channel = match channel {
            Some(text) => Some(self.channels.get(text)?.clone()),
            None => None,
        };
        let count = match count {
            Some(text) => Some(whole(text)?),
            None => None,
        };
        let amount = match amount {
            Some(text) => Some(Money::parse(text, self.currency?).ok()?),
            None => None,
        };
        if count.is_none() && amount.is_none() {
            return None;
        }
        let date = date?;
        if self.last_date.0 != date {
            let day = date.parse().ok().filter(|_| date.len() == 10)?;
            self.last_date = (date.to_string(), day);
        }
        Some(Fact {
            date: self.last_date.1,
            measure: measure.clone(),
            person,
            segment: *segment,
            channel,
            campaign: None,
            count,
            amount,
            stated: None,
            location: location(),
        })
    }

    /// Keeps the words of a row in which nothing was found.
    pub fn learn(&mut self, row: &dyn Row, fact: &Fact) {
        let [_, measure, person, segment, channel, ..] =
            self.columns.map(|column| column.and_then(|column| row.text(column)));
        let segments = self
            .measures
            .entry(measure.unwrap_or_default().to_string())
            .or_default();
        segments.insert(
            segment.unwrap_or_default().to_string(),
            (fact.measure.clone(), fact.segment),
        );
        if let (Some(text), Some(person)) = (person, &fact.person) {
            self.people.insert(text.to_string(), person.clone());
        }
        if let (Some(text), Some(channel)) = (channel, &fact.channel) {
            self.channels.insert(text.to_string(), channel.clone());
        }
    }
}

/// A count in plain digits.
fn whole(text: &str) -> Option<Decimal> {
    let is_plain = (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse::<u64>().ok()).flatten().map(Decimal::from)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use salesplan_model::id::PlanId;
    use salesplan_model::settings::Settings;

    use crate::facts::{Reader, SeenIds, read_from_csv, read_rows};
    use crate::sink::Sink;
    use crate::snapshot::{Content, Snapshot};
    use crate::workspace;

    const PLAN: &str = "schema-version = 1\nperiod = { from = 2026-10-01, to = 2026-12-31 }\n\
        goal = { metric = \"revenue\", amount = 400_000, currency = \"RUB\" }\n\
        [rates]\nUSD = 90\n\
        [channels.site]\nshare = \"100%\"\n\
        [segments.new]\ndeals = 4\naverage-deal = 100_000\nfunnel = \"f\"\nfacts = { stages = { deal = \"deals\" } }\n\
        [funnels.f]\nstages = [{ id = \"lead\", conversion = \"50%\" }, { id = \"deal\" }]\n";

    /// Rows that are alike, rows that are nearly so, and rows that are wrong, again and again.
    const ROWS: &[&str] = &[
        "2026-10-05,lead,anna,new,site,4,,,",
        "2026-10-05,lead,anna,,site,4,,,",
        " 2026-10-05 , lead , anna,new,site , 4,,,",
        "\"2026-10-05\",\"lead\",anna,new,site,\"4\",,,",
        "2026-10-06,hours,anna,,,7.5,,,",
        "2026-10-06,hours,anna,,,7,,,",
        "2026-10-06,lead,anna,new,site,1.5,,,",
        "2026-10-06,lead,anna,new,site,-1,,,",
        "2026-10-06,lead,anna,new,site,0004,,,",
        "2026-10-06,lead,anna,new,site,,,,",
        "2026-10-06,lead,carl,new,site,1,,,",
        "2026-10-06,lead,anna,new,fair,1,,,",
        "2026-10-06,deal,anna,new,site,1,100,,",
        "2026-10-06,paid,,,,,1200.50,,",
        "2026-10-06,paid,,,,,-12,,",
        "2026-10-06,paid,,,,,12.345,,",
        "2026-10-06,paid,,,,,1_000,,",
        "2026-10-06,paid,,,,,10,USD,",
        "2026-10-06,paid,,,,,10,GBP,",
        "2026-10-06,activity.call,anna,,,3,,,",
        "2026-10-6,lead,anna,new,site,4,,,",
        "2026-13-06,lead,anna,new,site,4,,,",
        "2026-10-06,led,anna,new,site,4,,,",
        "2026-10-06,lead,anna,new,site,4,,,A-1",
        "2026-10-06,lead,anna,new,site,99999999999999999999,,,",
        "2026-10-06,lead,anna,new,site,4,,",
    ];

    #[test]
    fn a_row_says_the_same_whatever_stood_before_it() {
        let mut snapshot = Snapshot::default();
        let bytes = |text: &str| Content::Bytes(text.as_bytes().to_vec());
        snapshot.insert("plans/p/plan.toml", None, bytes(PLAN));
        snapshot.insert("plans/p/team.toml", None, bytes("[people.anna]\n"));
        let outline = workspace::outline(&snapshot, &PlanId::new("p"), &Settings::default());
        assert!(outline.is_complete);
        let header = "date,measure,person,segment,channel,count,amount,currency,id\n";
        // Every row twice, in either order of the list.
        let rows = ROWS.iter().chain(ROWS).chain(ROWS.iter().rev());
        let text: String = std::iter::once(header.to_string())
            .chain(rows.map(|row| format!("{row}\n")))
            .collect();
        let file = Arc::from("plans/p/facts/2026-10.csv");
        let quick = Sink::new(&file);
        let by_memo = read_from_csv(&text, &outline, &quick).facts;
        let plain = Sink::new(&file);
        let (mut one_by_one, mut seen) = (Vec::new(), SeenIds::new());
        read_rows(&file, &text, &plain, |header, row| {
            one_by_one.extend(Reader::new(header, row, &outline, &plain).fact(&mut seen));
        });
        assert!(one_by_one.len() > ROWS.len());
        assert_eq!(by_memo, one_by_one);
        assert_eq!(quick.into_findings(), plain.into_findings());
    }
}
