//! Delimited texts.

use crate::{rows, sheet, texts};

#[test]
fn backslashes_before_quotes_as_one_crm_writes_them() {
    let text = "\u{feff}ID;Название;Сумма\r\n1;\"ООО \\\"Ромашка; и Ко\\\"\";5\r\n\r\n2;plain;6\r\n;;\r\n";
    assert_eq!(
        rows(&sheet(text.as_bytes())),
        [
            (0, texts(&["ID", "Название", "Сумма"])),
            (2, texts(&["1", "ООО \"Ромашка; и Ко\"", "5"])),
            (4, texts(&["2", "plain", "6"])),
        ]
    );
}

#[test]
fn a_line_that_names_the_separator_is_no_header() {
    let found = sheet(b"sep=;\r\nID;Sum\r\n1;2,5\r\n");
    assert_eq!(rows(&found), [(0, texts(&["ID", "Sum"])), (3, texts(&["1", "2,5"]))]);
}

#[test]
fn blanks_of_headers_do_not_matter() {
    let found = sheet("ID,Бюджет ,\u{a0}Deal \u{a0} Name\n1,2,3\n".as_bytes());
    assert_eq!(rows(&found)[0].1, texts(&["ID", "Бюджет", "Deal Name"]));
}
