//! Rows that are not understood: reported with their place, kept as they stand.

use crate::fixture::{PLAN, TWO_SEGMENTS, Workspace, deals_profile};

const COLUMNS: &str = r#"
id = "ID"
amount = "Sum"
created = "Created"
stage = { column = "Stage", map = { New = "lead", Met = "meeting", Won = "deal", Cold = "" } }
status = { column = "Stage", map = { Won = "won", "*" = "open" } }
"#;

#[test]
fn each_row_says_its_line_its_cell_and_why() {
    let source = "\
ID,Sum,Created,Stage,Extra
1,100,2026-10-01,New,x
2,1oo,1st of October,New,x
3,100,2026-10-01,Talking,x
,100,2026-10-01,New,x
1,200,2026-10-02,Met,x
6,100,2026-10-01,New
";
    let workspace = Workspace::new(PLAN);
    let outcome = workspace.try_import(&deals_profile("", COLUMNS), source.as_bytes(), None);
    let imported = outcome.imported.expect("the good row comes in");
    assert_eq!(imported.summary.ignored_columns, ["Extra"]);
    assert_eq!(imported.summary.not_understood, 5);
    let found: Vec<(&str, &str)> = outcome
        .findings
        .iter()
        .map(|finding| {
            let label = finding.primary.as_ref().expect("a place");
            assert!(matches!(finding.kind.id, "row-not-understood" | "value-not-mapped"));
            assert_eq!(&*label.location.file, "export.csv");
            (
                finding.message.as_str(),
                &outcome.source_text[label.location.span.clone()],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("line 3 is left out: `1oo` is not a number", "1oo"),
            ("line 5 is left out: the row has no id", ""),
            ("line 6 is left out: the id `1` stands on line 2 already", "1"),
            (
                "line 7 is left out: the row has 4 fields, the header 5",
                "6,100,2026-10-01,New"
            ),
            (
                "the map of `stage` has nothing for `Talking`: 1 row, the first on line 4",
                "Talking"
            ),
        ]
    );
    // A second cell of the same row is named too.
    let also = &outcome.findings[0].secondary;
    assert_eq!(also[0].text, "`1st of October` is not a day in any usual form");
    assert_eq!(
        imported.rejected.expect("rejected rows"),
        "\
reason,ID,Sum,Created,Stage,Extra
line 3: `1oo` is not a number; `1st of October` is not a day in any usual form,2,1oo,1st of October,New,x
line 4: the map of `stage` has nothing for `Talking`,3,100,2026-10-01,Talking,x
line 5: the row has no id,,100,2026-10-01,New,x
line 6: the id `1` stands on line 2 already,1,200,2026-10-02,Met,x
\"line 7: the row has 4 fields, the header 5\",6,100,2026-10-01,New
"
    );
}

#[test]
fn mended_rows_are_imported_from_the_file_of_rejected_ones() {
    let profile = deals_profile("", COLUMNS);
    let mut workspace = Workspace::new(PLAN);
    let source = "ID,Sum,Created,Stage\n1,1oo,2026-10-01,New\n";
    let rejected = workspace
        .try_import(&profile, source.as_bytes(), None)
        .imported
        .and_then(|i| i.rejected);
    let mended = rejected.expect("one row").replace("1oo,", "100,");
    let (summary, _) = workspace.import(&profile, mended.as_bytes(), None);
    assert_eq!(
        (summary.added, summary.ignored_columns),
        (1, vec!["reason".to_string()])
    );
}

#[test]
fn a_row_that_would_break_the_plan_is_left_out() {
    let columns = "id = \"ID\"\nsegment = \"Segment\"\nstage = \"Stage\"\nstatus = \"Status\"\ncurrency = \"Currency\"\namount = \"Sum\"";
    let profile = deals_profile("", columns);
    for (plan, row, why) in [
        (PLAN, "1,new,leed,,,", "the plan has no stage `leed`"),
        (PLAN, "1,old,lead,,,", "the plan has no segment `old`"),
        (PLAN, "1,new,deal,open,,", "deal `1` is open and in stage `deal`"),
        (PLAN, "1,new,,maybe,,", "`maybe` is not a status"),
        (PLAN, "1,new,,,,", "deal `1` has neither a stage nor a status"),
        (
            PLAN,
            "1,new,lead,,EUR,5",
            "the sum is in EUR, the plan in RUB, and the plan has no rate",
        ),
        (
            PLAN,
            "1,new,lead,,RUB,5.001",
            "`5.001` may be a thousand or a fraction, and no cell of the column tells which",
        ),
        (
            TWO_SEGMENTS,
            "1,repeat,meeting,,,",
            "segment `repeat` has no stage `meeting`",
        ),
    ] {
        let mut workspace = Workspace::new(plan);
        let source = format!("ID,Segment,Stage,Status,Currency,Sum\n{row}\n");
        let (summary, messages) = workspace.import(&profile, source.as_bytes(), None);
        assert_eq!(summary.not_understood, 1, "{row}");
        // What is said of a value is said once for all its rows.
        let is_of_row = messages == [format!("line 2 is left out: {why}")];
        assert!(
            is_of_row || messages == [format!("{why}: 1 row, the first on line 2")],
            "{messages:?}"
        );
    }
}

#[test]
fn a_quote_that_is_never_closed_is_said_to_be_one() {
    let mut workspace = Workspace::new(PLAN);
    let source = "ID,Sum,Created,Stage\n1,100,2026-10-01,New\n2,100,2026-10-01,\"New\n3,100,2026-10-01,New\n";
    let (summary, messages) = workspace.import(&deals_profile("", COLUMNS), source.as_bytes(), None);
    assert_eq!((summary.added, summary.not_understood), (1, 1));
    assert_eq!(
        messages,
        ["line 3 is left out: a double quote is opened and never closed, so all that follows is one field"]
    );
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let mut workspace = Workspace::new(PLAN);
    let source = "ID,Sum,Created,Stage\r\n\r\n\"1\n1\",1,2026-10-01,New\r\n2,x,2026-10-01,New\r\n";
    let (_, messages) = workspace.import(&deals_profile("", COLUMNS), source.as_bytes(), None);
    assert_eq!(messages, ["line 5 is left out: `x` is not a number"]);
}

#[test]
fn nothing_panics_on_any_bytes() {
    let profile = deals_profile("", COLUMNS);
    let good = "ID,Sum,Created,Stage\n1,100,2026-10-01,New\n";
    let workspace = Workspace::new(PLAN);
    for cut in 0..good.len() {
        for noise in [
            &b"\""[..],
            b"\0",
            b"\xff\xfe",
            b"\n\n",
            b",,,,",
            b"\r",
            "№\u{2028}".as_bytes(),
        ] {
            let bytes = [&good.as_bytes()[..cut], noise, &good.as_bytes()[cut..]].concat();
            workspace.try_import(&profile, &bytes, None);
        }
    }
}
