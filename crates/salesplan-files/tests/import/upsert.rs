//! Into the stored deals: adding, changing, joining, leaving alone.

use crate::fixture::{HEADER, PLAN, TWO_SEGMENTS, Workspace, deals_profile, good_profile};

const CRM: &str = r#"
id = "ID"
owner = "Owner"
amount = "Sum"
closed = "Closed"
stage = { column = "Stage", map = { New = "lead", Met = "meeting", Won = "deal", Lost = "" } }
status = { column = "Stage", map = { Won = "won", Lost = "lost", "*" = "open" } }
"#;

fn source(rows: &str) -> Vec<u8> {
    format!("ID,Owner,Sum,Stage,Closed\n{rows}").into_bytes()
}

#[test]
fn rows_are_added_changed_and_left_alone() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN);
    let (first, _) = workspace.import(&profile, &source("b,Ann,100,New,\na,Bob,,Met,\nc,Ann,5,Met,\n"), None);
    assert_eq!((first.added, first.newly_won), (3, 0));
    let (second, _) = workspace.import(
        &profile,
        &source("b,Ann,120,Won,2026-10-09\na,Bob,,Met,\nc,Ann,5,Lost,2026-10-08\n"),
        None,
    );
    assert_eq!((second.added, second.changed, second.unchanged), (0, 2, 1));
    assert_eq!((second.newly_won, second.newly_lost), (1, 1));
    assert_eq!(
        workspace.deal_lines(),
        [
            "a,,Bob,,,meeting,open",
            "b,,Ann,,,deal,won,120,,,,2026-10-09",
            "c,,Ann,,,meeting,lost,5,,,,2026-10-08"
        ]
    );
    workspace.assert_loads();
}

#[test]
fn the_same_file_again_changes_no_byte() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN);
    let rows = source("b,\"Ann, jr\",100,New,\na,Bob,7,Won,2026-10-09\n");
    workspace.import(&profile, &rows, None);
    let outcome = workspace.try_import(&profile, &rows, None);
    let imported = outcome.imported.expect("an import");
    assert_eq!((imported.summary.unchanged, imported.files.len()), (2, 0));
}

#[test]
fn a_file_laid_out_by_hand_keeps_its_bytes_until_something_changes() {
    let profile = deals_profile("", CRM);
    let mut workspace =
        Workspace::new(PLAN).with_deals("owner , id,stage,status\r\nAnn,b,lead,open\r\nBob,a,lead,open\r\n");
    let (summary, _) = workspace.import(&profile, &source("b,Ann,,New,\n"), None);
    assert_eq!(summary.unchanged, 1);
    assert!(workspace.deals().starts_with("owner , id"));
    workspace.import(&profile, &source("b,Ann,9,New,\n"), None);
    let rows = "a,,Bob,,,lead,open,,,,,,,,,,,,,,\nb,,Ann,,,lead,open,9,,,,,,,,,,,,,\n";
    assert_eq!(workspace.deals(), format!("{HEADER}{rows}"));
}

#[test]
fn what_people_wrote_by_hand_stays() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN)
        .with_deals("id,client,owner,stage,amount,next-step\na,Acme,Bob,lead,500,call\nz,Zeta,Bob,lead,,visit\n");
    // The empty sum leaves the 500; the next step and the client are not the profile's at all.
    let (summary, _) = workspace.import(&profile, &source("a,Ann,,Met,\n"), None);
    assert_eq!((summary.changed, summary.added), (1, 0));
    assert_eq!(
        workspace.deal_lines(),
        [
            "a,Acme,Ann,,,meeting,open,500,,,,,call",
            "z,Zeta,Bob,,,lead,,,,,,,visit"
        ]
    );
}

#[test]
fn two_profiles_over_the_same_ids_join() {
    let leads = deals_profile("", "id = \"lead\"\ncreated = \"seen\"\nstage = { default = \"lead\" }");
    let won = deals_profile(
        "",
        "id = \"lead\"\nstatus = { value = \"won\" }\nclosed = \"on\"\nowner = \"by\"",
    );
    let mut workspace = Workspace::new(PLAN);
    let leads_file = b"lead,seen\na,2026-10-01\nb,2026-10-02\n";
    workspace.import(&leads, leads_file, None);
    let (summary, _) = workspace.import(&won, b"lead,on,by\nb,2026-10-20,Ann\nc,2026-10-21,Bob\n", None);
    assert_eq!((summary.changed, summary.added, summary.newly_won), (1, 1, 2));
    let joined = [
        "a,,,,,lead,,,,2026-10-01",
        "b,,Ann,,,deal,won,,,2026-10-02,,2026-10-20",
        "c,,Bob,,,deal,won,,,,,2026-10-21",
    ];
    assert_eq!(workspace.deal_lines(), joined);
    // The leads once more, as the next week has them: a default does not take a deal back.
    let (summary, _) = workspace.import(&leads, leads_file, None);
    assert_eq!((summary.changed, summary.unchanged), (0, 2));
    assert_eq!(workspace.deal_lines(), joined);
    workspace.assert_loads();
}

#[test]
fn a_deal_that_is_opened_again_loses_its_closing_day_and_its_last_stage() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN).with_deals(
        "id,stage,status,closed,entered.meeting\na,deal,won,2026-10-09,2026-10-03\nb,meeting,lost,2026-10-09,\n",
    );
    workspace.import(&profile, &source("a,,,Met,\nb,,,Met,2026-12-31\n"), None);
    assert_eq!(workspace.deal_lines()[0], "a,,,,,meeting,open,,,,,,,,,,,,,2026-10-03");
    // Some sources show the day a deal is expected in the same column.
    assert_eq!(workspace.deal_lines()[1], "b,,,,,meeting,open");
    let mut workspace = Workspace::new(PLAN).with_deals("id,stage,status,closed\na,deal,won,2026-10-09\n");
    workspace.import(&profile, &source("a,,,Lost,2026-10-12\n"), None);
    assert_eq!(workspace.deal_lines(), ["a,,,,,lead,lost,,,,,2026-10-12"]);
    workspace.assert_loads();
}

#[test]
fn where_only_the_stage_is_told_the_status_follows_it() {
    let profile = deals_profile("", "id = \"ID\"\nstage = \"Stage\"");
    let mut workspace = Workspace::new(PLAN).with_deals(
        "id,stage,status,closed\na,meeting,open,\nb,deal,won,2026-10-09\nc,lead,,\nd,lead,lost,2026-10-09\n",
    );
    let source = b"ID,Stage\na,deal\nb,meeting\nc,deal\nd,lead\n";
    let (summary, messages) = workspace.import(&profile, source, None);
    assert_eq!((summary.changed, summary.unchanged, messages), (3, 1, vec![]));
    assert_eq!((summary.newly_won, summary.newly_lost), (2, 0));
    let stages: Vec<&str> = workspace
        .deal_lines()
        .iter()
        .map(|line| line.split(",,,,,").nth(1).unwrap_or(""))
        .collect();
    assert_eq!(stages, ["deal,won", "meeting,open", "deal", "lead,lost"]);
    workspace.assert_loads();
}

#[test]
fn maps_rename_empty_means_nothing_and_defaults_fill() {
    let profile = deals_profile(
        "",
        r#"id = "ID"
owner = { column = "Owner", map = { "J. Smith" = "john", "*" = "*" } }
channel = { column = "Source", empty = ["-", "0"], default = "web" }
tags = { value = "crm" }
stage = { column = "Step", map = { Talk = "meeting", "*" = "lead" } }"#,
    );
    let mut workspace = Workspace::new(PLAN);
    let source = "ID,Owner,Source,Step\n1,J. Smith,-,Talk\n2,Ann,fair,??\n3,,0,\n";
    let (summary, messages) = workspace.import(&profile, source.as_bytes(), None);
    // An empty cell is not one of "all the rest": it says nothing.
    assert_eq!(
        messages,
        ["line 4 is left out: deal `3` has neither a stage nor a status"]
    );
    assert_eq!(summary.added, 2);
    assert_eq!(
        workspace.deal_lines(),
        ["1,,john,,web,meeting,,,,,,,,,,crm", "2,,Ann,,fair,lead,,,,,,,,,,crm"]
    );
}

#[test]
fn the_currency_column_says_what_the_source_said() {
    let profile = deals_profile(
        "",
        "id = \"ID\"\namount = \"Sum\"\ncurrency = \"Cur\"\nstage = { value = \"lead\" }",
    );
    let mut workspace = Workspace::new(PLAN);
    workspace.import(&profile, b"ID,Sum,Cur\n1,5,RUB\n2,5,\n", None);
    assert_eq!(workspace.deal_lines(), ["1,,,,,lead,,5,RUB", "2,,,,,lead,,5"]);
}

#[test]
fn the_columns_are_those_of_every_stage_of_the_plan() {
    let profile = deals_profile(
        "",
        "id = \"ID\"\nsegment = \"S\"\nstage = \"T\"\n[columns.entered]\nmeeting = \"M\"",
    );
    let mut workspace = Workspace::new(TWO_SEGMENTS);
    let (summary, _) = workspace.import(&profile, b"ID,S,T,M\n1,new,meeting,2026-10-02\n2,repeat,deal,\n", None);
    assert_eq!(summary.added, 2);
    assert!(workspace.deals().starts_with(HEADER));
    workspace.assert_loads();
}

#[test]
fn a_stage_that_the_plan_no_longer_has_keeps_its_column() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN).with_deals("id,stage,entered.demo\na,lead,2026-10-02\n");
    workspace.import(&profile, &source("b,,,New,\n"), None);
    assert!(
        workspace
            .deals()
            .lines()
            .next()
            .is_some_and(|header| header.ends_with("entered.deal,entered.demo"))
    );
    assert_eq!(workspace.deal_lines()[0], "a,,,,,lead,,,,,,,,,,,,,,,,2026-10-02");
}

#[test]
fn stored_deals_that_cannot_be_read_are_not_written_over() {
    let profile = deals_profile("", CRM);
    for (path, text, kind) in [
        ("plans/p/deals.csv", "id,stage\na,lead\na,lead\n", "duplicate-deal"),
        ("plans/p/deals.csv", "id,stage\na\n", "csv-syntax"),
        ("plans/p/deals.csv", "id,stage,mood\na,lead,good\n", "unknown-column"),
        ("plans/p/deals.csv", "id,stage\n,lead\n", "invalid-id"),
        (
            "plans/p/deals.toml",
            "[[deals]]\nid = \"a\"\nstage = \"lead\"\n",
            "deals-not-csv",
        ),
        ("plans/p/plan.toml", "schema-version = 1\n", "missing-key"),
    ] {
        let outcome = Workspace::new(PLAN)
            .with(path, text)
            .try_import(&profile, &source("b,,,New,\n"), None);
        assert!(outcome.imported.is_none());
        assert_eq!(outcome.findings[0].kind.id, kind, "{:?}", outcome.findings);
    }
}

#[test]
fn deals_that_would_count_nowhere_are_said_once_and_given_a_segment() {
    let mut profile = deals_profile("", "id = \"ID\"\nstage = \"Stage\"");
    let source = "ID,Stage\n1,lead\n2,meeting\n3,Won\n";
    let mut workspace = Workspace::new(TWO_SEGMENTS);
    let (summary, messages) = workspace.import(&profile, source.as_bytes(), None);
    assert_eq!(
        (summary.added, messages),
        (3, vec!["3 deals without a segment count nowhere".to_string()])
    );
    profile.set_segment("new");
    let (summary, messages) = workspace.import(&profile, source.as_bytes(), None);
    assert_eq!((summary.changed, messages), (3, vec![]));
    assert_eq!(
        workspace.deal_lines(),
        ["1,,,new,,lead", "2,,,new,,meeting", "3,,,new,,deal,won"]
    );
}

#[test]
fn a_default_counts_where_the_file_lacks_its_column() {
    let text = |more: &str| {
        format!(
            "schema-version = 1\nkind = \"deals\"\n[columns]\nid = \"ID\"\nstage = \"Stage\"\n\
             [optional]\nsegment = {{ column = \"Type\"{more} }}\n"
        )
    };
    let source = b"ID,Stage\n1,lead\n";
    let with_default = good_profile("crm", &text(", default = \"repeat\""));
    let mut by_hand = good_profile("crm", &text(""));
    by_hand.set_segment("repeat");
    let mut over_it = good_profile("crm", &text(", default = \"new\""));
    over_it.set_segment("repeat");
    let plan = TWO_SEGMENTS.replace("deals = 4", "deals = 4\nfunnel = \"new\"");
    for profile in [with_default, by_hand, over_it] {
        let mut workspace = Workspace::new(&plan);
        let (_, messages) = workspace.import(&profile, source, None);
        assert_eq!(messages, Vec::<String>::new());
        assert_eq!(workspace.deal_lines(), ["1,,,repeat,,lead"]);
    }
}
