//! Commitments from draft to table and back, and handed over from one person to another.

use proptest::prelude::*;
use salesplan_tests::Workspace;

const ANNA: &str = "plans/million/commitments/anna.toml";
const DEALS: &str = "\
id,client,owner,segment,stage,status,amount,created,expected-close,closed,next-step,next-step-date
D-1,Paper Comet,anna,new,meeting,,180000,2026-10-02,2026-11-20,,show a trial,2026-10-20
D-2,\"Tin, Whistle\",boris,new,lead,,,2026-10-02,,,,
R-1,Old Mill,anna,repeat,,won,90000,2026-02-01,,2026-02-10,,
R-2,Old Mill,anna,repeat,,won,110000,2026-05-01,,2026-05-11,,
R-3,Old Mill,anna,repeat,,won,100000,2026-08-01,,2026-08-09,,
R-4,Round Table,anna,repeat,,won,100000,2026-06-01,,2026-06-09,,
";

fn workspace() -> Workspace {
    let workspace = Workspace::million();
    workspace.write("plans/million/deals.csv", DEALS);
    workspace
}

#[test]
fn a_draft_begins_with_what_is_known() {
    let workspace = workspace();
    let _ = workspace
        .run("commitments new anna --week 2026-W41")
        .exits(0)
        .says("Drafted plans/million/commitments/anna.toml with 2 lines");
    let text = workspace.read(ANNA);
    // An open deal with its next step, and a client who buys every 90 days: last on 9 August.
    for words in [
        "deal = \"D-1\"",
        "action = \"show a trial\"",
        "client = \"Old Mill\"",
        "bought last on 2026-08-09, buys every 90 days",
        "amount = 100_000",
        "when = \"2026-11\"",
        "# source = \"new\"",
    ] {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
    let team = workspace.run("team --week 2026-W41 --format json").exits(0).json();
    assert_eq!(team["lines"].as_array().unwrap().len(), 2, "{team}");
    let _ = workspace
        .run("commitments new anna")
        .exits(2)
        .says("does not overwrite");
    let _ = workspace.run("commitments new ana").exits(2).says("anna");
    let _ = workspace
        .run("commitments new ../anna")
        .exits(2)
        .says("is not in team.toml");
}

#[test]
fn a_table_goes_out_and_comes_back_in() {
    let workspace = workspace();
    workspace.run("commitments new anna --week 2026-W41").succeeds();
    let before = workspace.read(ANNA);
    let table = workspace.run("commitments export anna").printed();
    workspace.write("table.csv", &table);
    let same = workspace.run("commitments import table.csv --person anna").printed();
    assert!(same.contains("as they are"), "{same}");
    assert_eq!(workspace.read(ANNA), before);
    // As another spreadsheet saves it, with one figure changed.
    let other = format!("\u{feff}{}", table.replace(',', ";").replace("100000", "120000"));
    workspace.write("table.csv", other + ";;;;;;;;;;;;\n");
    let dry = workspace
        .run("commitments import table.csv --person anna --dry-run")
        .printed();
    assert!(dry.contains("would take the place"), "{dry}");
    assert_eq!(workspace.read(ANNA), before);
    workspace.run("commitments import table.csv --person anna").succeeds();
    let after = workspace.read(ANNA);
    assert!(
        after.contains("amount = 120_000") && after.contains("deal = \"D-1\""),
        "{after}"
    );
    // The untouched line keeps its comments, the file its head.
    assert!(
        after.starts_with("# What Anna brings") && after.contains("chance by the rule"),
        "{after}"
    );
}

#[test]
fn a_table_with_mistakes_changes_nothing() {
    let workspace = workspace();
    workspace.run("commitments new anna --week 2026-W41").succeeds();
    let before = workspace.read(ANNA);
    workspace.write(
        "table.csv",
        "source,segment,amount,likelihood,when\nopen-deel,new,1e3,50,2026-13\n",
    );
    let outcome = workspace.run("commitments import table.csv --person anna").exits(2);
    for id in [
        "unknown-value",
        "invalid-money",
        "percent-sign-forgotten",
        "invalid-date",
    ] {
        assert!(outcome.has_finding(id), "{id}: {outcome}");
    }
    assert_eq!(workspace.read(ANNA), before);
}

#[test]
fn deals_and_lines_are_handed_over_as_one_change() {
    let workspace = workspace();
    workspace.git_init();
    for person in ["anna", "boris"] {
        workspace
            .run(&format!("commitments new {person} --week 2026-W41"))
            .succeeds();
    }
    workspace.commit_all("The team's plan");
    let dry = workspace.run("team reassign anna --to boris --dry-run").printed();
    assert!(
        dry.contains("D-1, Paper Comet") && dry.contains("2 committed lines"),
        "{dry}"
    );
    workspace
        .run("team reassign anna --to boris --deal D-1 --commit")
        .succeeds();
    assert_eq!(workspace.n_commits(), 2);
    let deals = workspace.read("plans/million/deals.csv");
    assert_eq!(deals, DEALS.replace("Paper Comet,anna", "Paper Comet,boris"));
    let (anna, boris) = (
        workspace.read(ANNA),
        workspace.read("plans/million/commitments/boris.toml"),
    );
    assert!(!anna.contains("D-1") && anna.contains("Old Mill"), "{anna}");
    assert!(boris.contains("D-1") && !boris.contains("Old Mill"), "{boris}");
    // What was only a comment about what is left stays with its file.
    assert!(anna.contains("have no source yet"), "{anna}");
    let _ = workspace
        .run("team reassign anna --to anna")
        .exits(2)
        .says("themselves");
    let _ = workspace
        .run("team reassign anna --to boris --deal D-2")
        .exits(2)
        .says("no open deal of Anna");
}

#[test]
fn deals_in_toml_are_handed_over_too() {
    let workspace = Workspace::million();
    let _ = std::fs::remove_file(workspace.path("plans/million/deals.csv"));
    let text = "# by hand\n[[deals]]\nid = \"D-1\"\nowner = \"anna\" # hers\nsegment = \"new\"\nstage = \"lead\"\n";
    workspace.write("plans/million/deals.toml", text);
    workspace.run("team reassign anna --to boris").succeeds();
    assert_eq!(
        workspace.read("plans/million/deals.toml"),
        text.replace("\"anna\"", "\"boris\"")
    );
}

/// Text as people write it, and as nobody should.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zа-яА-Я ]{1,12}",
        "[=+@'\"\\\\#;,\\]\\[-]{1,6}[a-z]{0,3}",
        Just("]] [[commitments]]".to_string()),
        Just("= 1+1".to_string()),
        Just("'=x".to_string()),
    ]
    .prop_map(|text| text.trim().to_string())
    .prop_filter("an empty field is none", |text| !text.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_survives_the_table(lines in prop::collection::vec((words(), words(), 1_u32..9_000_000), 1..5)) {
        let workspace = workspace();
        let mut text = String::from("# the head of the file\n\n");
        for (client, action, amount) in &lines {
            text += &format!(
                "# of this line\n[[commitments]]\nsource = \"repeat\"\nclient = {}\namount = {amount}\nlikelihood = \"50%\"\naction = {} # how\n\n",
                toml_text(client), toml_text(action)
            );
        }
        workspace.write(ANNA, &text);
        let before = workspace.run("team --week 2026-W41 --format json").exits(0).json();
        let table = workspace.run("commitments export anna").printed();
        workspace.write("table.csv", &table);
        workspace.run("commitments import table.csv --person anna").succeeds();
        prop_assert_eq!(workspace.read(ANNA), text, "nothing changes");
        // Into an empty file the same lines come.
        workspace.write(ANNA, "");
        workspace.run("commitments import table.csv --person anna").succeeds();
        let after = workspace.run("team --week 2026-W41 --format json").exits(0).json();
        prop_assert_eq!(&before["lines"], &after["lines"]);
    }
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[test]
fn an_empty_or_huge_table_takes_nothing_away() {
    let workspace = workspace();
    workspace.run("commitments new anna --week 2026-W41").succeeds();
    let before = workspace.read(ANNA);
    for table in ["", "source,segment,amount\n"] {
        workspace.write("empty.csv", table);
        let outcome = workspace.run("commitments import empty.csv --person anna").exits(2);
        assert!(outcome.stderr.contains("nothing was written"), "{table:?}: {outcome}");
    }
    workspace.write("huge.csv", vec![b'x'; (16 << 20) + 1]);
    let _ = workspace
        .run("commitments import huge.csv --person anna")
        .exits(2)
        .says("larger than 16 MiB");
    assert_eq!(workspace.read(ANNA), before);
}

#[test]
fn a_revision_that_is_not_there_is_named_without_ado() {
    let workspace = workspace();
    workspace.commit_all("The plan");
    let outcome = workspace.run("diff nope").exits(2);
    assert!(
        outcome.stderr.contains("nope") && !outcome.stderr.contains("keeps nope"),
        "{outcome}"
    );
}
