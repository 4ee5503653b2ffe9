//! `--as-of`: what was known by a day, from a file that knows more.

use jiff::civil::date;

use crate::fixture::{PLAN, Workspace, deals_profile};

const CRM: &str = r#"
id = "ID"
client = "Client"
created = "Created"
entered.meeting = "Met"
closed = "Closed"
last-activity = "Heard"
amount = { column = "Sum", known-from = "closed" }
stage = { column = "Stage", map = { New = "lead", Met = "meeting", Won = "deal", Lost = "meeting" } }
status = { column = "Stage", map = { Won = "won", Lost = "lost", "*" = "open" } }
"#;

const FILE: &[u8] = b"\
ID,Client,Created,Met,Closed,Heard,Sum,Stage
won,A,2026-10-01,2026-10-08,2026-10-20,2026-10-21,100,Won
lost,B,2026-10-02,,2026-10-12,2026-10-05,,Lost
open,C,2026-10-03,2026-10-15,,,77,Met
late,D,2026-10-25,,,,,New
undated,E,,,,,,New
";

#[test]
fn a_row_is_as_the_source_would_have_given_it_that_day() {
    let profile = deals_profile("", CRM);
    for (as_of, counts, deals) in [
        (date(2026, 9, 30), (0, 4, 1), vec![]),
        (
            date(2026, 10, 7),
            (3, 1, 1),
            vec![
                "lost,B,,,,lead,open,,,2026-10-02,,,,,2026-10-05",
                "open,C,,,,lead,open,,,2026-10-03",
                "won,A,,,,lead,open,,,2026-10-01",
            ],
        ),
        (
            date(2026, 10, 15),
            (3, 1, 1),
            vec![
                "lost,B,,,,meeting,lost,,,2026-10-02,,2026-10-12,,,2026-10-05",
                "open,C,,,,meeting,open,,,2026-10-03,,,,,,,,,,2026-10-15",
                "won,A,,,,meeting,open,,,2026-10-01,,,,,,,,,,2026-10-08",
            ],
        ),
    ] {
        let mut workspace = Workspace::new(PLAN).with_deals("id,stage\n");
        let (summary, _) = workspace.import(&profile, FILE, Some(as_of));
        assert_eq!(
            (summary.added, summary.left_out_later, summary.left_out_undated),
            counts,
            "{as_of}"
        );
        assert_eq!(workspace.deal_lines(), deals, "{as_of}");
        workspace.assert_loads();
    }
}

#[test]
fn without_a_day_everything_comes_in() {
    let mut workspace = Workspace::new(PLAN);
    let (summary, _) = workspace.import(&deals_profile("", CRM), FILE, None);
    assert_eq!((summary.added, summary.newly_won, summary.newly_lost), (5, 1, 1));
    assert!(workspace.deal_lines().contains(&"undated,E,,,,lead,open"));
    // Known from a closing that never came, the sum is hidden as of any day.
    assert!(
        workspace
            .deal_lines()
            .iter()
            .any(|line| line.starts_with("open,C,,,,meeting,open,77,"))
    );
}

#[test]
fn week_by_week_ends_where_one_import_ends() {
    let profile = deals_profile("", CRM);
    let days = (1..=31).map(|day| date(2026, 10, day));
    let mut by_days = Workspace::new(PLAN);
    for day in days {
        by_days.import(&profile, FILE, Some(day));
        let mut at_once = Workspace::new(PLAN);
        at_once.import(&profile, FILE, Some(day));
        assert_eq!(by_days.deals(), at_once.deals(), "{day}");
        let (again, messages) = by_days.import(&profile, FILE, Some(day));
        assert_eq!((again.added, again.changed, messages), (0, 0, vec![]));
    }
}

#[test]
fn two_profiles_join_week_by_week() {
    let leads = deals_profile("", "id = \"lead\"\ncreated = \"seen\"\nstage = { default = \"lead\" }");
    let won = deals_profile(
        "",
        "id = \"lead\"\nstatus = { value = \"won\" }\nclosed = \"on\"\nowner = \"by\"",
    );
    let leads_file = b"lead,seen\na,2026-10-01\nb,2026-10-02\nc,2026-10-09\n";
    // `c` is won before it is first seen, as happens in real files.
    let won_file = b"lead,on,by\nb,2026-10-20,Ann\nc,2026-10-07,Bob\n";
    let mut workspace = Workspace::new(PLAN);
    let mut week = |day| {
        workspace.import(&leads, leads_file, Some(date(2026, 10, day)));
        let (summary, _) = workspace.import(&won, won_file, Some(date(2026, 10, day)));
        let lines: Vec<String> = workspace.deal_lines().into_iter().map(str::to_string).collect();
        (summary.newly_won, summary.left_out_later, lines)
    };
    let (a, b) = ("a,,,,,lead,,,,2026-10-01", "b,,,,,lead,,,,2026-10-02");
    assert_eq!(week(4), (0, 2, vec![a.into(), b.into()]));
    assert_eq!(
        week(8),
        (
            1,
            1,
            vec![a.into(), b.into(), "c,,Bob,,,deal,won,,,,,2026-10-07".into()]
        )
    );
    let c = "c,,Bob,,,deal,won,,,2026-10-09,,2026-10-07";
    assert_eq!(week(18), (0, 1, vec![a.into(), b.into(), c.into()]));
    // The owner comes with the sale, not before it.
    let b = "b,,Ann,,,deal,won,,,2026-10-02,,2026-10-20";
    assert_eq!(week(25), (1, 0, vec![a.into(), b.into(), c.into()]));
}

#[test]
fn what_was_written_by_hand_meanwhile_stays() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN);
    workspace.import(&profile, FILE, Some(date(2026, 10, 15)));
    let by_hand = workspace
        .deals()
        .replace("won,A,,,,meeting,open,,", "won,A,,,,meeting,open,90,");
    let mut workspace = workspace.with_deals(&by_hand);
    let (summary, _) = workspace.import(&profile, FILE, Some(date(2026, 10, 16)));
    assert_eq!(summary.unchanged, 3, "the sum of an open deal is a guess of its own");
    workspace.import(&profile, FILE, Some(date(2026, 10, 20)));
    assert!(workspace.deals().contains("won,A,,,,deal,won,100,"));
}

#[test]
fn going_back_in_time_is_refused() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN);
    workspace.import(&profile, FILE, None);
    let outcome = workspace.try_import(&profile, FILE, Some(date(2026, 10, 7)));
    let messages: Vec<&str> = outcome
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, ["4 stored deals know of days after 2026-10-07"]);
    assert!(outcome.imported.is_none());
    workspace.assert_loads();
}

#[test]
fn a_decision_without_a_day_is_the_sources_word() {
    let profile = deals_profile("", CRM);
    let mut workspace = Workspace::new(PLAN);
    let source = b"ID,Client,Created,Met,Closed,Heard,Sum,Stage\n1,A,2026-10-01,,,,,Lost\n";
    workspace.import(&profile, source, Some(date(2026, 10, 7)));
    assert_eq!(workspace.deal_lines(), ["1,A,,,,meeting,lost,,,2026-10-01"]);
}
