//! Excel workbooks.

use salesplan_sheets::{Form, Told, Unreadable, read};

use crate::workbook::{archive, workbook};
use crate::{fault, rows, sheet, texts};

const ROWS: &str = "\
<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"s\"><v>2</v></c><c r=\"C3\" t=\"s\"><v>3</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>Note</t></is></c></row>\
<row r=\"4\"><c r=\"A4\" t=\"s\"><v>4</v></c><c r=\"B4\"><v>1234.5</v></c><c r=\"C4\" s=\"1\"><v>46300</v></c><c r=\"D4\" t=\"s\"><v>5</v></c></row>\
<row r=\"6\"><c r=\"A6\"><v>1234567890123456789</v></c><c r=\"B6\"><v>12.345</v></c><c r=\"C6\" s=\"2\"><v>46300.75</v></c></row>";
const TEXTS: &[&str] = &[
    "Report of deals",
    "ID",
    "Sum ",
    "Created",
    "1234567890123456789",
    "two\nlines",
];

#[test]
fn rows_are_lines_days_are_days_and_ids_stay_texts() {
    let found = sheet(&workbook(ROWS, TEXTS));
    assert_eq!(
        found.form,
        Form::Workbook {
            sheet: "Deals".into(),
            others: vec!["Notes".into()]
        }
    );
    assert_eq!(
        rows(&found),
        [
            (0, texts(&["ID", "Sum", "Created", "Note"])),
            (4, texts(&["1234567890123456789", "1234.5", "2026-10-05", "two lines"])),
            // A number of 19 digits has lost the last of them, and looks like it.
            (
                6,
                texts(&["1.2345678901234568E18", "12.3450", "2026-10-05 18:00:00", ""])
            ),
        ]
    );
}

#[test]
fn a_sheet_is_taken_by_its_name() {
    let bytes = workbook(ROWS, TEXTS);
    let named = |sheet| {
        let told = Told {
            sheet: Some(sheet),
            ..Told::default()
        };
        read(&bytes, &told)
    };
    assert_eq!(named("Notes").unwrap().text.trim(), "");
    assert_eq!(
        named("Leads").unwrap_err(),
        Unreadable::NoSuchSheet(texts(&["Deals", "Notes"]))
    );
}

#[test]
fn what_is_no_such_workbook_says_so() {
    assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"), Unreadable::OldWorkbook);
    let document = archive(&[("word/document.xml", b"<w/>")]);
    assert_eq!(fault(&document), Unreadable::OtherArchive);
    assert!(matches!(fault(b"PK\x03\x04 not really"), Unreadable::Damaged(_)));
    let hollow = archive(&[("xl/workbook.xml", b"")]);
    assert!(matches!(
        fault(&hollow),
        Unreadable::Damaged(_) | Unreadable::NoSuchSheet(_)
    ));
}
