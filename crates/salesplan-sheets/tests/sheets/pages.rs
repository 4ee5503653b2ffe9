//! Tables of pages that call themselves `.xls`.

use salesplan_sheets::{Form, Unreadable};

use crate::{fault, rows, sheet, texts};

#[test]
fn a_table_of_a_page_is_a_sheet() {
    let page = "\u{feff}<meta http-equiv=\"Content-type\" content=\"text/html;charset=UTF-8\" />\n\
        <style>td { color: red } <table></style><table border=\"1\">\
        <thead><tr><th>ID</th><th>Название сделки </th><th colspan=\"2\">Сумма</th></tr></thead>\
        <tbody><tr><td>7</td><td>ООО &laquo;Ромашка&raquo; &amp; Ко<br>second</td><td>1 234,56</td><td>RUB</td></tr>\
        <tr><td>8<td><table><tr><td>in</td><td>side</td></tr></table><td>&nbsp;</td></tr>\
        </tbody></table><table><tr><td>another</td></tr></table>";
    let found = sheet(page.as_bytes());
    assert_eq!(found.form, Form::Page);
    assert_eq!(
        rows(&found),
        [
            (0, texts(&["ID", "Название сделки", "Сумма"])),
            (2, texts(&["7", "ООО «Ромашка» & Ко second", "1 234,56", "RUB"])),
            (3, texts(&["8", "inside", ""])),
        ]
    );
}

#[test]
fn markup_without_a_table_is_no_sheet() {
    for page in [
        "<html><body>Please sign in</body></html>",
        "<?xml version=\"1.0\"?><a/>",
    ] {
        assert_eq!(fault(page.as_bytes()), Unreadable::NoTable);
    }
    assert_eq!(rows(&sheet(b"<5,ID\n1,2\n"))[0].1, texts(&["<5", "ID"]));
}
