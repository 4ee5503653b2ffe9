//! A table for sellers: out with the keys filled in, back with figures.

use jiff::civil::Date;
use salesplan_model::diagnostic::{Diagnostic, INVALID_COUNT, INVALID_DATE, Location, MISSING_KEY};
use salesplan_model::period::Week;

use super::asked::{Asked, Wants};
use super::{Figure, is_money};
use crate::deals_csv::to_csv;
use crate::rows::{Cell, Columns, Header, Row, read_csv};
use crate::sink::Sink;
use crate::snapshot::SourceFile;
use crate::workspace::{Read, text};

/// The columns of the table.
const COLUMNS: &[&str] = &[
    "week", "person", "segment", "measure", "what", "channel", "count", "amount", "currency",
];

const TABLE: Columns = Columns {
    fixed: COLUMNS,
    more: &[],
    required: &["week", "measure"],
    families: &[],
};

/// Makes spreadsheets read UTF-8.
const MARK: &str = "\u{feff}";

/// A line of a filled table: its week, and what is to be recorded for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Where the line stands.
    pub location: Location,
    /// The week.
    pub week: Week,
    /// The figure.
    pub figure: Figure,
}

/// The table with a line for every week, person and measure; with none, one a measure.
pub fn write(weeks: &[Week], people: &[Option<String>], asked: &[Asked]) -> String {
    let names: Vec<String> = COLUMNS.iter().map(|name| (*name).to_string()).collect();
    let mut lines = Vec::new();
    for week in weeks {
        for person in people {
            for asked in asked {
                let figure = match asked.wants {
                    Wants::Count => "count",
                    Wants::Sum => "amount",
                    Wants::CountAndSum => "count and amount",
                };
                lines.push(vec![
                    week.to_string(),
                    person.clone().unwrap_or_default(),
                    asked.segment.clone().unwrap_or_default(),
                    asked.measure.clone(),
                    format!("{}: {figure}", asked.title),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                ]);
            }
        }
    }
    let bytes = to_csv(&names, lines.iter());
    format!("{MARK}{}", String::from_utf8(bytes).expect("texts stay texts"))
}

/// The text of a table as a spreadsheet saved it, in whatever encoding.
pub fn decoded(bytes: &[u8]) -> String {
    salesplan_sheets::decoded(bytes)
}

/// The lines of a table in which a figure is filled in and that can be read, and what is wrong with the
/// others: all mistakes are found in one run.
pub fn read(table: &SourceFile) -> Read<Vec<Filled>> {
    let sink = Sink::new(&table.path);
    let mut filled = Vec::new();
    if let Some(text) = text(table, &sink) {
        read_csv(text, &TABLE, &sink, |header, row| {
            filled.extend(line(header, row, &sink))
        });
    }
    Read {
        value: Some(filled),
        findings: sink.into_findings(),
    }
}

fn line(header: &Header, row: &dyn Row, sink: &Sink) -> Option<Filled> {
    let cell = |name: &str| Cell::find(header, row, name);
    let (count, amount) = (cell("count"), cell("amount"));
    if count.is_none() && amount.is_none() {
        return None;
    }
    let wrong = |kind, place, why: String, help: &str| {
        sink.push(
            Diagnostic::new(kind, why)
                .at(sink.location(&place), "this cell")
                .help(help.to_string()),
        );
    };
    let week = cell("week").and_then(|cell| {
        let week = Week::parse(cell.text).or_else(|| cell.text.parse::<Date>().ok().map(Week::of));
        if week.is_none() {
            let why = format!("`{}` is no week", cell.text);
            wrong(&INVALID_DATE, cell.span(), why, "write it as 2026-W45");
        }
        week
    });
    let number = |cell: Option<Cell<'_>>| {
        let Some(cell) = cell else { return Some(None) };
        let read = number(cell.text);
        if read.is_none() {
            let why = format!("`{}` is not a number that can be read in one way only", cell.text);
            wrong(
                &INVALID_COUNT,
                cell.span(),
                why,
                "write digits, and a point before a fraction: 1200.50",
            );
        }
        read.map(Some)
    };
    let (count, amount) = (number(count), number(amount));
    let owned = |name: &str| cell(name).map(|cell| cell.text.to_string());
    for name in ["week", "measure"] {
        if cell(name).is_none() {
            let why = format!("the row has a figure and no {name}");
            wrong(&MISSING_KEY, row.whole(), why, "leave the prefilled cells as they are");
        }
    }
    let measure = owned("measure")?;
    let (mut count, mut amount) = (count?, amount?);
    // Whoever fills a single cell means the figure that the measure has.
    if is_money(&measure) && amount.is_none() {
        amount = count.take();
    }
    Some(Filled {
        location: sink.location(&row.whole()),
        week: week?,
        figure: Figure {
            measure,
            person: owned("person"),
            segment: owned("segment"),
            channel: owned("channel"),
            count,
            amount,
            currency: owned("currency"),
        },
    })
}

/// A number with blanks between its groups and a point or comma before its fraction; `None`
/// where it could mean two things: `1,234`.
fn number(cell: &str) -> Option<String> {
    let plain: String = cell
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    let (point, comma) = (plain.matches('.').count(), plain.matches(',').count());
    let read = match (point, comma) {
        (_, 0) => plain,
        (0, 1) if plain.len() - plain.find(',')? != 4 => plain.replace(',', "."),
        _ => return None,
    };
    rust_decimal::Decimal::from_str_exact(&read).ok().map(|_| read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Content, Snapshot};

    #[test]
    fn numbers_are_never_guessed() {
        for (cell, read) in [
            ("3", Some("3")),
            ("12,5", Some("12.5")),
            ("1 234,50", Some("1234.50")),
            ("1\u{a0}234", Some("1234")),
            ("-5", Some("-5")),
            ("1,234", None),
            ("1.234,50", None),
            ("three", None),
        ] {
            assert_eq!(number(cell).as_deref(), read, "{cell}");
        }
    }

    #[test]
    fn what_goes_out_comes_in_once_it_is_filled() {
        let asked = Asked {
            measure: "deal".into(),
            segment: Some("new".into()),
            title: "=deals".into(),
            wants: Wants::CountAndSum,
        };
        let week = Week::parse("2026-W45").unwrap();
        let table = write(&[week], &[Some("anna".into())], &[asked]);
        assert_eq!(
            table,
            "\u{feff}week,person,segment,measure,what,channel,count,amount,currency\n2026-W45,anna,new,deal,'=deals: count and amount,,,,\n"
        );
        let read_back = |text: &str| {
            let mut snapshot = Snapshot::default();
            let plain = crate::commitments_text::plain_csv(text);
            snapshot.insert("t.csv", None, Content::Bytes(plain.into_bytes()));
            read(snapshot.get("t.csv").unwrap())
        };
        assert_eq!(read_back(&table).value, Some(Vec::new()));
        let filled = table
            .replace(",,,,\n", ",,2,\"350 000,00\",\n")
            .replace(',', ";")
            .replace("000;00", "000,00");
        let read = read_back(&filled);
        let figure = &read.value.unwrap()[0].figure;
        assert_eq!(
            (figure.count.as_deref(), figure.amount.as_deref()),
            (Some("2"), Some("350000.00"))
        );
    }
}
