//! An earlier state of the deals, for what it says of a few things only.
//!
//! Such a file cannot be mended any more, and columns have come and gone since it was
//! written. So whatever can be understood is taken, and nothing is reported.

use std::sync::Arc;

use jiff::civil::Date;
use salesplan_model::deal::Status;
use salesplan_model::exchange::Exchange;
use salesplan_model::history::Recorded;
use salesplan_model::id::{DealId, PersonId, SegmentId, StageId};

use crate::deals::DEALS;
use crate::exchange::SumCells;
use crate::rows::{Header, Row, read_toml};
use crate::sink::{At, Sink};

/// What is understood of a deal.
const FIELDS: [&str; 9] = [
    "expected-close",
    "amount",
    "currency",
    "stage",
    "status",
    "vat",
    "owner",
    "segment",
    "gone",
];

/// Reads what a file of deals said, by the ending of its name: CSV or TOML. Sums are
/// brought to the goal's basis as `exchange` has it now, and left out where it cannot. Deals of which `before`, an earlier state of the same file,
/// says the same may be left out. `None` where it cannot be read as deals at all.
pub fn read(path: &str, bytes: &[u8], before: Option<&[u8]>, exchange: &Exchange) -> Option<Vec<(DealId, Recorded)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    if path.ends_with(".csv") {
        from_csv(text, before, exchange)
    } else {
        from_toml(path, text, exchange)
    }
}

fn from_csv(text: &str, before: Option<&[u8]>, exchange: &Exchange) -> Option<Vec<(DealId, Recorded)>> {
    let mut rows = Rows::open(text.as_bytes())?;
    let column = |name: &str| rows.header.iter().position(|known| trimmed(known) == name);
    let id = column("id")?;
    let columns = FIELDS.map(column);
    let n_columns = rows.header.len();
    let mut earlier = before
        .and_then(Rows::open)
        .filter(|earlier| earlier.header == rows.header);
    let mut deals = Vec::new();
    while rows.next() {
        if earlier.as_mut().is_some_and(|earlier| earlier.has(&rows.row, id)) {
            continue;
        }
        let field = |column: usize| rows.row.get(column).map(trimmed).filter(|text| !text.is_empty());
        // In a row of another length no one knows what stands where.
        let Some(id) = field(id).filter(|_| rows.row.len() == n_columns) else {
            continue;
        };
        let fields = columns.map(|column| field(column?));
        deals.push((DealId::new(id), recorded(fields, exchange)));
    }
    Some(deals)
}

/// A cell without blanks and the mark with which some programs begin a file.
fn trimmed(cell: &[u8]) -> &str {
    // The text of a present state is UTF-8, and only its cells are looked into.
    std::str::from_utf8(cell)
        .unwrap_or_default()
        .trim_start_matches('\u{feff}')
        .trim()
}

/// The rows of a CSV file, one after the other.
struct Rows<'t> {
    reader: csv::Reader<&'t [u8]>,
    header: csv::ByteRecord,
    row: csv::ByteRecord,
    is_over: bool,
}

impl<'t> Rows<'t> {
    fn open(bytes: &'t [u8]) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let header = reader.byte_headers().ok()?.clone();
        Some(Self {
            reader,
            header,
            row: csv::ByteRecord::new(),
            is_over: false,
        })
    }

    /// Goes to the next row. Rows may have any length, so nothing fails before the end.
    fn next(&mut self) -> bool {
        self.is_over = self.is_over
            || !self
                .reader
                .read_byte_record(&mut self.row)
                .is_ok_and(|is_there| is_there);
        !self.is_over
    }

    /// Whether the row stands here as well, going on from where the last one was found. Most
    /// files are in the order of their ids and differ in a few rows; of others no row is found.
    fn has(&mut self, row: &csv::ByteRecord, id: usize) -> bool {
        while self.row.get(id) < row.get(id) {
            if !self.next() {
                return false;
            }
        }
        !self.is_over && self.row == *row
    }
}

fn from_toml(path: &str, text: &str, exchange: &Exchange) -> Option<Vec<(DealId, Recorded)>> {
    let sink = Sink::new(&Arc::from(path));
    let mut deals = Vec::new();
    read_toml(
        text,
        "deals",
        "a deal",
        &DEALS,
        &sink,
        |header: &Header, row: &dyn Row| {
            let field = |name: &str| row.text(header.position(name)?);
            let Some(id) = field("id") else { return };
            let fields = FIELDS.map(field);
            deals.push((DealId::new(id), recorded(fields, exchange)));
        },
    );
    let is_broken = sink
        .into_findings()
        .iter()
        .any(|finding| finding.kind.id == "toml-syntax");
    (!is_broken).then_some(deals)
}

fn recorded(fields: [Option<&str>; 9], exchange: &Exchange) -> Recorded {
    let [
        expected_close,
        amount,
        currency,
        stage,
        status,
        vat,
        owner,
        segment,
        gone,
    ] = fields;
    let day = |text: &str| text.parse::<Date>().ok().filter(|_| text.len() == 10);
    let word = |word: &str| Status::WORDS.iter().find(|(known, _)| *known == word);
    let at = |text: &str| At::new(text.to_string(), 0..0);
    let brought = |amount: &str| {
        let sum = SumCells {
            amount: at(amount),
            currency: currency.map(at),
            vat: vat.map(at),
        };
        sum.read(exchange, &Sink::new(&Arc::from("")))
    };
    Recorded {
        expected_close: expected_close.and_then(day),
        amount: amount
            .filter(|_| exchange.currency.is_some())
            .and_then(brought)
            .map(|(amount, _)| amount),
        stage: stage.map(StageId::new),
        status: status.and_then(word).map(|(_, status)| *status),
        owner: owner.map(PersonId::new),
        segment: segment.map(SegmentId::new),
        gone: gone.and_then(day),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use salesplan_model::money::{Currency, Money};

    use super::*;

    fn rub() -> Exchange {
        of(Currency::parse("RUB"))
    }

    fn of(currency: Option<Currency>) -> Exchange {
        Exchange {
            currency,
            rates: [(Currency::parse("EUR").unwrap(), 100.into())].into(),
            ..Exchange::default()
        }
    }

    fn known() -> Vec<(DealId, Recorded)> {
        let state = Recorded {
            expected_close: Some(date(2026, 10, 30)),
            amount: Some(Money::new(20_000_000, rub().currency.unwrap())),
            stage: Some(StageId::new("meeting")),
            status: Some(Status::Open),
            ..Recorded::default()
        };
        vec![(DealId::new("D-1"), state), (DealId::new("D-2"), Recorded::default())]
    }

    #[test]
    fn columns_may_have_come_and_gone() {
        let text = "\u{feff}mood,id,status, stage ,expected-close,amount,currency\n\
                    good,D-1,open,meeting,2026-10-30, 200000.00 ,RUB\n\
                    bad, D-2 ,gone,,soon,a lot,RUB\n\
                    short,D-3\n,,,,,,\n";
        assert_eq!(read("deals.csv", text.as_bytes(), None, &rub()), Some(known()));
        let early = read("deals.csv", b"id\nD-2\n", None, &rub());
        assert_eq!(early, Some(known().split_off(1)));
    }

    #[test]
    fn sums_are_brought_to_the_goals_currency_where_there_is_a_rate() {
        let amount = |currency: &str, plans: &Exchange| {
            let text = format!("id,amount,currency\nD-1,5,{currency}\n");
            read("deals.csv", text.as_bytes(), None, plans).unwrap()[0].1.amount
        };
        assert_eq!(amount("USD", &rub()), None);
        assert_eq!(amount("RUB", &of(None)), None);
        assert_eq!(amount("EUR", &rub()), Some(Money::new(50_000, rub().currency.unwrap())));
        assert_eq!(amount("", &rub()), Some(Money::new(500, rub().currency.unwrap())));
    }

    #[test]
    fn toml_says_the_same() {
        let text = "[[deals]]\nid = \"D-1\"\nstatus = \"open\"\nstage = \"meeting\"\nmood = \"good\"\n\
                    expected-close = 2026-10-30\namount = 200000\ncurrency = \"RUB\"\n\
                    [[deals]]\nid = \"D-2\"\nstatus = \"gone\"\n[[deals]]\nclient = \"nobody\"\n";
        assert_eq!(read("deals.toml", text.as_bytes(), None, &rub()), Some(known()));
    }

    #[test]
    fn what_is_no_file_of_deals_is_not_read() {
        for (path, bytes) in [
            ("deals.csv", &b"\xff\xfe"[..]),
            ("deals.csv", b"name,stage\nx,y\n"),
            ("deals.csv", b""),
            ("deals.toml", b"[[deals"),
            ("deals.toml", b"\xff"),
        ] {
            assert_eq!(read(path, bytes, None, &of(None)), None, "{path} {bytes:?}");
        }
        assert_eq!(read("deals.csv", b"id\n", None, &of(None)), Some(Vec::new()));
        assert_eq!(read("deals.toml", b"", None, &of(None)), Some(Vec::new()));
    }

    #[test]
    fn rows_that_stay_are_not_read_again() {
        let changed = |before: &str, text: &str| {
            let deals = read("deals.csv", text.as_bytes(), Some(before.as_bytes()), &of(None)).unwrap();
            deals.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>()
        };
        let before = "id,stage\nA,1\nB,1\nC,\"1\n2\"\nE,1\n";
        assert_eq!(changed(before, before), [""; 0]);
        // Changed, gone, new, and one after the last.
        let text = "id,stage\nA,2\nC,\"1\n2\"\nD,1\nE,1\nF,1\n";
        assert_eq!(changed(before, text), ["A", "D", "F"]);
        // Other columns mean other things; another order hides nothing.
        assert_eq!(changed("id,mood\nA,1\n", "id,stage\nA,1\n"), ["A"]);
        assert_eq!(changed("id,stage\nB,1\nA,1\n", "id,stage\nA,1\nB,1\nC,1\n"), ["A", "C"]);
        assert_eq!(changed("", "id\nA\n"), ["A"]);
        assert_eq!(changed("\u{feff}id\nA\n", "\u{feff}id\nA\n"), [""; 0]);
    }
}
