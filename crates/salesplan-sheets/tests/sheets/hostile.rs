//! Files made to hurt, and files of chance: they are refused or read, and nothing else.

use proptest::prelude::*;
use salesplan_sheets::{COLUMNS_MAX, Told, Unreadable, read};

use crate::workbook::{parts, workbook};
use crate::{fault, rows};

const XML: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    // 200 MB of the same letter pack into 200 KB.
    let texts = format!("<sst xmlns=\"{XML}\"><si><t>{}</t></si></sst>", "a".repeat(200 << 20));
    let bomb = parts("<worksheet/>", &texts);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(
        fault(&bomb),
        Unreadable::TooLarge {
            what: "bytes, unpacked",
            ..
        }
    ));
}

#[test]
fn entities_that_multiply_are_refused() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let sheet = format!(
        "{laughs}<worksheet xmlns=\"{XML}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&c;</t></is></c></row></sheetData></worksheet>"
    );
    let text = read(&parts(&sheet, "<sst/>"), &Told::default()).map(|sheet| sheet.text);
    assert!(text.as_ref().map_or(true, |text| !text.contains("lol")), "{text:?}");
}

#[test]
fn a_cell_far_out_costs_nothing() {
    let last = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
    assert!(matches!(
        fault(&workbook(last, &[])),
        Unreadable::TooLarge { what: "columns", .. }
    ));
    let deep = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c></row>";
    let found = read(&workbook(deep, &[]), &Told::default()).unwrap();
    assert_eq!(rows(&found).last().unwrap().0, 1_048_576);
}

/// A spreadsheet has no such row, and rows that name no place would go on as long as a part does.
#[test]
fn rows_behind_the_last_one_are_refused() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048577\"><c r=\"A1048577\"><v>2</v></c></row>";
    assert!(matches!(
        fault(&workbook(far, &[])),
        Unreadable::TooLarge { what: "rows", .. } | Unreadable::Damaged(_)
    ));
    let many = "<row><c><v>1</v></c></row>".repeat((1 << 20) + 1);
    assert!(matches!(
        fault(&workbook(&many, &[])),
        Unreadable::TooLarge { what: "rows", .. }
    ));
}

#[test]
fn a_million_columns_are_refused() {
    let header = "a,".repeat(1_000_000);
    assert_eq!(
        fault(header.as_bytes()),
        Unreadable::TooLarge {
            what: "columns",
            max: COLUMNS_MAX
        }
    );
    let page = format!("<table><tr>{}</tr></table>", "<td colspan=100000>x".repeat(1_000));
    assert!(matches!(fault(page.as_bytes()), Unreadable::TooLarge { .. }));
}

#[test]
fn a_cell_without_end_is_refused() {
    let page = format!("<table><tr><td>{}</table>", "x".repeat(100 << 20));
    assert!(matches!(
        fault(page.as_bytes()),
        Unreadable::TooLarge {
            what: "characters in a cell",
            ..
        }
    ));
}

#[test]
fn tables_in_tables_go_as_deep_as_they_like() {
    let page = "<table><tr><td>".repeat(100_000);
    read(page.as_bytes(), &Told::default()).unwrap();
}

fn try_all(bytes: &[u8]) {
    if let Ok(sheet) = read(bytes, &Told::default()) {
        rows(&sheet);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        try_all(&bytes);
    }

    #[test]
    fn any_text_of_fields(text in "[ab\"\\\\;,\t|\r\n<>&=é№\u{feff}\u{a0}-]{0,80}") {
        try_all(text.as_bytes());
    }

    #[test]
    fn any_markup(text in "(<table>|</table>|<tr>|<td>|<td colspan=9>|</tr>|<style>|<!--|-->|&amp;|&#x|a|<|>|\"| ){0,40}") {
        try_all(format!("<table>{text}").as_bytes());
    }

    #[test]
    fn any_change_of_a_workbook(at in 0_usize..2_000, with in proptest::collection::vec(any::<u8>(), 1..4), rows in "(<row r=\"[0-9]{1,8}\">|</row>|<c r=\"[A-Z]{1,3}[0-9]{1,7}\" t=\"(s|n|b|d|str|inlineStr|e)\" s=\"[0-9]{1,3}\">|</c>|<v>[0-9eE.-]{1,12}</v>|<is><t>x</t></is>){0,20}") {
        try_all(&workbook(&rows, &["a", "b"]));
        let mut bytes = workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &["a"]);
        let at = at % bytes.len();
        for (offset, byte) in with.into_iter().enumerate() {
            if let Some(place) = bytes.get_mut(at + offset) {
                *place = byte;
            }
        }
        try_all(&bytes);
    }
}
