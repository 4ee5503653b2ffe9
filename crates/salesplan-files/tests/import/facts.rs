//! Facts from a file: one file a month, replaced whole.

use jiff::civil::date;
use salesplan_files::profile::Profile;

use crate::fixture::{PLAN, Workspace, good_profile};

fn leads() -> Profile {
    good_profile(
        "site",
        r#"
schema-version = 1
kind = "facts"
[columns]
date = "Day"
measure = { value = "lead" }
channel = "Source"
count = "Leads"
"#,
    )
}

const HEADER: &str = "date,measure,person,segment,channel,count,amount,currency,id\n";

#[test]
fn each_month_has_its_file() {
    let mut workspace = Workspace::new(PLAN);
    let source = b"Day,Source,Leads\n2026-11-02,web,3\n2026-10-05,web,2\n2026-10-05,fair,7\n";
    let (summary, _) = workspace.import(&leads(), source, None);
    assert_eq!(summary.added, 3);
    assert_eq!(
        workspace.text("plans/p/facts/2026-10.site.csv"),
        format!("{HEADER}2026-10-05,lead,,,fair,7,,,\n2026-10-05,lead,,,web,2,,,\n")
    );
    assert_eq!(
        workspace.text("plans/p/facts/2026-11.site.csv"),
        format!("{HEADER}2026-11-02,lead,,,web,3,,,\n")
    );
    workspace.assert_loads();
    let again = workspace
        .try_import(&leads(), source, None)
        .imported
        .expect("an import");
    assert_eq!((again.summary.unchanged, again.files.len()), (3, 0));
}

#[test]
fn a_months_file_is_replaced_and_other_months_stay() {
    let mut workspace = Workspace::new(PLAN)
        .with(
            "plans/p/facts/2026-10.site.csv",
            &format!("{HEADER}2026-10-01,lead,,,web,9,,,\n"),
        )
        .with(
            "plans/p/facts/2026-09.site.csv",
            &format!("{HEADER}2026-09-01,lead,,,web,9,,,\n"),
        );
    let (summary, _) = workspace.import(&leads(), b"Day,Source,Leads\n2026-10-05,web,2\n", None);
    assert_eq!(summary.changed, 1);
    assert_eq!(
        workspace.text("plans/p/facts/2026-10.site.csv"),
        format!("{HEADER}2026-10-05,lead,,,web,2,,,\n")
    );
    assert!(workspace.text("plans/p/facts/2026-09.site.csv").contains(",9,"));
}

#[test]
fn rows_are_judged_as_facts_are_and_later_ones_left_out() {
    let mut workspace = Workspace::new(PLAN);
    let source = b"Day,Source,Leads\n2026-10-05,web,-2\n2026-10-06,web,\n,web,4\n2026-10-09,web,1\n2026-10-05,web,1\n";
    let (summary, messages) = workspace.import(&leads(), source, Some(date(2026, 10, 8)));
    assert_eq!(
        (summary.added, summary.left_out_later, summary.not_understood),
        (1, 1, 3)
    );
    assert_eq!(
        messages,
        [
            "line 2 is left out: the count -2 is below 0",
            "line 3 is left out: the fact has neither a count nor an amount",
            "line 4 is left out: the fact has no `date`",
        ]
    );
}
