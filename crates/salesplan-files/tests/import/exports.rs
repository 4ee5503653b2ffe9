//! Exports as the CRMs write them, each with its traps, made by hand from their real headers:
//! recognised by those headers and read by the bundled profile.

use salesplan_files::import::{Explanation, ImportInput, explain, headers};
use salesplan_files::profile::{Profile, Recognised, all, recognise};
use salesplan_files::snapshot::Snapshot;
use salesplan_model::id::PlanId;
use salesplan_model::settings::Settings;

use crate::fixture::{PLAN, TODAY, Workspace};

const TEAM: &str = "[people.anna]\nname = \"Anna Berg\"\nemail = \"anna@example.com\"\n\
    [people.boris]\nname = \"Boris Klein\"\n";

/// Two segments of which one has no funnel.
const NEW_AND_REPEAT: &str = r#"
schema-version = 1
period = { from = 2026-10-01, to = 2026-12-31 }
[goal]
metric = "revenue"
amount = 1_000_000
currency = "RUB"
[segments.new]
amount = 600_000
average-deal = 200_000
funnel = "new"
facts = { source = "deals" }
[segments.repeat]
amount = 400_000
average-deal = 100_000
funnel = "new"
facts = { source = "deals" }
[funnels.new]
stages = [{ id = "lead", conversion = "50%" }, { id = "meeting", conversion = "30%" }, { id = "deal" }]
"#;

fn file(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/");
    std::fs::read(format!("{path}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The bundled profile that the headers tell.
fn recognised(name: &str) -> Profile {
    let profiles = bundled();
    let headers = headers(name, &file(name)).expect("a table");
    match recognise(&profiles, &headers) {
        Recognised::One(profile, _) => profile.clone(),
        other => panic!("{name}: {other:?}"),
    }
}

fn bundled() -> Vec<Profile> {
    let all = all(&Snapshot::default());
    assert!(all.findings.is_empty(), "{:#?}", all.findings);
    let named = all.value.unwrap_or_default();
    named.into_iter().map(|named| named.profile).collect()
}

/// Imports an export, with the names that a user would give; every deal as its own line.
fn imported(name: &str, profile: &str, plan: &str) -> (Vec<String>, Vec<String>, usize) {
    let mut found = recognised(name);
    assert_eq!(found.name, profile, "{name}");
    for (theirs, ours) in [
        ("Demo", "meeting"),
        ("Показ", "meeting"),
        ("DEMO", "meeting"),
        ("Appointment Scheduled", "lead"),
        ("Lead in", "lead"),
    ] {
        found.map_stage(theirs, ours);
    }
    found.map_person("Анна", "anna");
    found.map_person("Борис", "boris");
    let mut workspace = Workspace::new(plan).with("plans/p/team.toml", TEAM);
    let (summary, messages) = workspace.import(&found, &file(name), None);
    workspace.assert_loads();
    // A second time nothing changes.
    let (again, _) = workspace.import(&found, &file(name), None);
    assert_eq!((again.added, again.changed, again.gone), (0, 0, 0), "{name}");
    let lines = workspace.deal_lines().into_iter().map(str::to_string).collect();
    (lines, messages, summary.folded)
}

fn in_dollars() -> String {
    PLAN.replace("RUB", "USD")
}

#[test]
fn hubspot() {
    let (deals, messages, _) = imported("hubspot.csv", "hubspot-deals", PLAN);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        deals,
        [
            "9007199254740993,Corner cafe,anna,,,deal,won,60000,,2026-10-01,,2026-10-20,,,2026-10-20,,hubspot-deals,,2026-10-01,2026-10-09",
            "9007199254740994,Bakery,boris,,,meeting,,40000,,2026-10-02,2026-12-15,,Send the offer,,2026-10-28,,hubspot-deals,,,2026-10-10",
            "9007199254740995,Tea house,anna,,,,lost,,,2026-10-03,,2026-10-25,,,,,hubspot-deals,,2026-10-03",
        ]
    );
}

#[test]
fn salesforce() {
    let (deals, messages, _) = imported("salesforce.csv", "salesforce-report", &in_dollars());
    assert_eq!(messages, Vec::<String>::new());
    // The longer of the two ids counts, and the days say themselves that the day comes first.
    assert_eq!(
        deals,
        [
            "0065g00000AbCdEAAV,Corner cafe,anna,,,deal,won,485000.00,USD,2026-10-01,,2026-10-30,,,,,salesforce-report",
            "0065g00000AbCdFAAV,Bakery,boris,,,meeting,,40000.00,USD,2026-10-02,2026-12-15,,Call,,,,salesforce-report",
        ]
    );
}

#[test]
fn salesforce_without_ids() {
    let (deals, messages, _) = imported("salesforce-no-id.csv", "salesforce-report", &in_dollars());
    assert_eq!(
        messages,
        ["line 4 is left out: the id `Bakery / Ovens / 10/02/2026` stands on line 3 already"]
    );
    assert_eq!(
        deals,
        [
            "Bakery / Ovens / 10/02/2026,Bakery,boris,,,meeting,,40000.00,USD,2026-10-02,2026-12-15,,,,,,salesforce-report",
            "Corner cafe / Fit-out / 10/01/2026,Corner cafe,anna,,,deal,won,485000.00,USD,2026-10-01,,2026-10-30,,,,,salesforce-report",
        ]
    );
}

#[test]
fn pipedrive() {
    let (deals, messages, _) = imported("pipedrive.csv", "pipedrive", &in_dollars());
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        deals,
        [
            "1,Corner cafe,anna,,,deal,won,60000,USD,2026-10-01,2026-10-18,2026-10-20,,,,hot,pipedrive",
            "2,Bakery,boris,,,meeting,open,40000,USD,2026-10-02,2026-12-15,,,,,,pipedrive",
            "3,Tea house,anna,,,lead,lost,5000,USD,2026-10-03,,2026-10-25,,,,,pipedrive,,,,,Too dear",
        ]
    );
}

#[test]
fn amocrm_in_both_versions() {
    let deals = |amount: &str| {
        [
            "7,Угловое кафе,anna,,Сайт,deal,won,60000,,2026-10-01,,2026-10-20,,,2026-10-20,vip,amocrm".to_string(),
            format!("8,Пётр,boris,,Выставка,meeting,,{amount},,2026-10-02,,,,,2026-10-28,,amocrm"),
            "9,Чайная,anna,,,,lost,,,2026-10-03,,2026-10-25,,,2026-10-25,,amocrm".to_string(),
        ]
    };
    assert_eq!(
        imported("amocrm.csv", "amocrm", PLAN),
        (deals("40000.50").to_vec(), vec![], 0)
    );
    assert_eq!(
        imported("amocrm-1251.csv", "amocrm", PLAN),
        (deals("40000").to_vec(), vec![], 0)
    );
}

#[test]
fn bitrix24_in_csv_and_in_a_page() {
    for name in ["bitrix24.csv", "bitrix24.xls"] {
        let (deals, messages, folded) = imported(name, "bitrix24", NEW_AND_REPEAT);
        assert_eq!(
            (messages, folded),
            (
                vec!["line 5 is left out: the id `12` stands on line 4 already".to_string()],
                1
            ),
            "{name}"
        );
        // Nothing says when the first was won: it is won, and in no sum until somebody says when.
        assert_eq!(
            deals,
            [
                "11,\"ООО \"\"Угловое; кафе\"\"\",anna,new,,deal,won,60000.00,RUB,2026-10-01,2026-10-20,,,,,,bitrix24",
                "12,Пекарня,boris,repeat,,meeting,,40000.00,RUB,2026-10-02,2026-12-15,,,,,,bitrix24",
            ],
            "{name}"
        );
    }
}

#[test]
fn bitrix24_in_a_workbook() {
    let (deals, messages, folded) = imported("bitrix24-en.xlsx", "bitrix24-en", &in_dollars());
    assert_eq!(
        (messages, folded),
        (
            vec![
                "line 4 is left out: the id `1.2345678901234568E18` was rounded by a spreadsheet".to_string(),
                "line 5 is left out: `12.3450` has more than the 2 decimal digits of USD".to_string(),
            ],
            1
        )
    );
    assert_eq!(
        deals,
        ["1234567890123456789,Fit-out,anna,,,deal,won,60000.5,USD,2026-10-01,2026-10-20,,,,,,bitrix24-en"]
    );
}

#[test]
fn zoho() {
    let (deals, messages, _) = imported("zoho.csv", "zoho", &in_dollars());
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        deals,
        [
            "4876876000001234567,Ivan,anna,,Advertisement,deal,won,60000.00,,2026-10-01,,2026-10-20,,,,,zoho",
            "4876876000001234568,Peter,boris,,Cold Call,meeting,,40000.00,,2026-10-02,2026-12-15,,,,,,zoho",
        ]
    );
}

/// One row a change of a stage, in whatever order.
#[test]
fn histories_of_stages() {
    let (deals, messages, folded) = imported("salesforce-history.csv", "salesforce-history", PLAN);
    assert_eq!((messages, folded), (vec![], 3));
    assert_eq!(
        deals,
        [
            "0065g00000AbCdEAAV,,,,,deal,won,60000,,2026-10-01,2026-10-20,2026-10-20,,,,,,,2026-10-01,2026-10-09",
            "0065g00000AbCdFAAV,,,,,meeting,open,40000,,2026-10-02,2026-12-15,,,,,,,,2026-10-02,2026-10-12",
        ]
    );
    let (deals, messages, folded) = imported("bitrix24-stage-history.csv", "bitrix24-stage-history", PLAN);
    assert_eq!((messages, folded), (vec![], 2));
    assert_eq!(
        deals,
        ["11,,,,,deal,won,,,2026-10-01,,2026-10-20,,,,,,,2026-10-01,2026-10-09"]
    );
}

#[test]
fn a_won_deal_without_a_day_was_won_when_first_seen_so() {
    let profile = recognised("bitrix24.csv");
    let mut workspace = Workspace::new(PLAN);
    let source = |stage: &str| format!("ID;Стадия сделки;Название сделки;Сумма\n1;{stage};Кафе;5\n").into_bytes();
    workspace.import(&profile, &source("lead"), None);
    workspace.import(&profile, &source("Сделка успешна"), None);
    assert_eq!(
        workspace.deal_lines(),
        [format!("1,Кафе,,,,deal,won,5,,,,{TODAY},,,,,bitrix24")]
    );
}

#[test]
fn unknown_stages_and_people_are_said_once_each() {
    let mut workspace = Workspace::new(PLAN).with("plans/p/team.toml", TEAM);
    let mut source = String::from("Record ID,Deal Name,Deal Stage,Deal owner\n");
    for id in 0..30 {
        source += &format!("{id},x,{},Ana Berg\n", ["Meetings", "lead", "LEAD"][id % 3]);
    }
    let profile = bundled()
        .into_iter()
        .find(|known| known.name == "hubspot-deals")
        .unwrap();
    let outcome = workspace.try_import(&profile, source.as_bytes(), None);
    let said: Vec<(String, String)> = outcome
        .findings
        .iter()
        .map(|finding| (finding.message.clone(), finding.help.clone().unwrap_or_default()))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(
        said[0].0,
        "the plan has no stage `Meetings`: 10 rows, the first on line 2"
    );
    assert!(said[0].1.contains("--stage \"Meetings=meeting\"") && said[0].1.contains("did you mean `meeting`?"));
    assert_eq!(
        said[1].0,
        "`Ana Berg` is nobody of the team: 30 rows, the first on line 2"
    );
    assert!(said[1].1.contains("did you mean `anna`?"), "{}", said[1].1);
    let (summary, _) = workspace.import(&profile, source.as_bytes(), None);
    assert_eq!((summary.added, summary.not_understood), (20, 10));
}

#[test]
fn days_that_may_be_two_are_one_question() {
    let source = b"ID,Stage,Created,Closed\n1,lead,03/04/2026,\n2,lead,05/06/2026,11/12/2026\n";
    let mut profile = bundled()
        .into_iter()
        .find(|known| known.name == "generic-deals")
        .unwrap();
    let workspace = Workspace::new(PLAN);
    let outcome = workspace.try_import(&profile, source, None);
    assert!(outcome.imported.is_none());
    let kinds: Vec<&str> = outcome.findings.iter().map(|finding| finding.kind.id).collect();
    assert_eq!(kinds, ["ambiguous-days", "ambiguous-days"]);
    // Another column of the file tells.
    let told = b"ID,Stage,Created,Closed\n1,lead,03/04/2026,\n2,lead,05/06/2026,13/12/2026\n";
    let mut workspace = Workspace::new(PLAN);
    workspace.import(&profile, told, None);
    assert_eq!(workspace.deal_lines()[0], "1,,,,,lead,,,,2026-04-03");
    // Somebody tells.
    profile.set_date_formats(&["%m/%d/%Y".to_string()]).unwrap();
    let mut workspace = Workspace::new(PLAN);
    workspace.import(&profile, source, None);
    assert_eq!(workspace.deal_lines()[0], "1,,,,,lead,,,,2026-03-04");
}

#[test]
fn the_command_line_stands_over_the_profile() {
    let mut profile = bundled()
        .into_iter()
        .find(|known| known.name == "generic-deals")
        .unwrap();
    assert!(
        profile
            .map_column("Worth", "amont")
            .unwrap_err()
            .contains("did you mean `amount`?")
    );
    profile.map_column("Worth", "amount").unwrap();
    profile.map_stage("Talk", "meeting");
    let mut workspace = Workspace::new(PLAN);
    let (summary, messages) = workspace.import(&profile, b"ID,Stage,Worth,Amount\n1,talk,7,8\n", None);
    assert_eq!((summary.added, messages), (1, vec![]));
    assert_eq!(workspace.deal_lines(), ["1,,,,,meeting,,7"]);
}

#[test]
fn a_profile_says_only_what_is_different() {
    let text = "schema-version = 1\nbased-on = \"hubspot-deals\"\n[columns]\namount = \"Deal value\"\n\
                [stages]\nDemo = \"meeting\"\n[people]\n\"Anna B.\" = \"anna\"\n";
    let profile = crate::fixture::good_profile("hubspot-deals", text);
    let mut workspace = Workspace::new(PLAN);
    let source = b"Record ID,Deal Name,Deal Stage,Deal owner,Deal value\n1,x,Demo,Anna B.,5\n2,y,Closed Won,,6\n";
    let (_, messages) = workspace.import(&profile, source, None);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        workspace.deal_lines(),
        [
            "1,x,anna,,,meeting,,5,,,,,,,,,hubspot-deals",
            "2,y,,,,deal,won,6,,,,,,,,,hubspot-deals"
        ]
    );
    let read = salesplan_files::profile::read("profiles/x.toml", "schema-version = 1\nbased-on = \"hubspot\"\n");
    assert_eq!(read.findings[0].message, "there is no bundled profile `hubspot`");
    assert_eq!(read.findings[0].help.as_deref(), Some("did you mean `hubspot-deals`?"));
}

#[test]
fn every_bundled_profile_reads_and_no_two_are_confused() {
    for name in [
        "hubspot.csv",
        "salesforce.csv",
        "pipedrive.csv",
        "amocrm.csv",
        "bitrix24.csv",
        "bitrix24-en.xlsx",
        "zoho.csv",
        "salesforce-history.csv",
    ] {
        recognised(name);
    }
    let profiles = bundled();
    for (headers, name) in [
        ("Date,Measure,Count", "generic-facts"),
        ("Lead ID,Created,Lead source", "generic-leads"),
        ("Client,Tier,Potential", "generic-clients"),
        ("ID,Stage,Amount", "generic-deals"),
        ("case_id,amount,activity,ts,resource", "stage-events"),
    ] {
        let headers: Vec<String> = headers.split(',').map(str::to_string).collect();
        match recognise(&profiles, &headers) {
            Recognised::One(profile, _) => assert_eq!(profile.name, name),
            other => panic!("{headers:?}: {other:?}"),
        }
    }
    let unknown = ["a".to_string(), "b".to_string()];
    assert!(matches!(recognise(&profiles, &unknown), Recognised::None));
}

#[test]
fn an_explanation_shows_the_mapping_and_the_first_rows() {
    let profile = recognised("hubspot.csv");
    let workspace = Workspace::new(PLAN);
    let (explanation, _, _) = explain(
        &profile,
        ImportInput {
            workspace: &workspace.snapshot,
            settings: &Settings::default(),
            plan: &PlanId::new("p"),
            source_name: "hubspot.csv",
            source: &file("hubspot.csv"),
            as_of: None,
            day: TODAY,
            is_of_the_past: false,
            is_surely_whole: false,
            progress: None,
        },
    );
    let Explanation {
        columns, ignored, rows, ..
    } = explanation.expect("an explanation");
    assert!(
        columns.contains(&("amount".to_string(), "`Amount`".to_string())),
        "{columns:?}"
    );
    assert_eq!(ignored[0], "Pipeline");
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1].cells.as_ref().unwrap_err(), "the plan has no stage `Demo`");
}

#[test]
fn a_draft_marks_what_it_guesses() {
    let source =
        "Deal no,Customer,Sales stage,Deal worth value,Manager,Remark\n1,A,Demo done,5,Ann,x\n2,B,won,6,anna,y\n";
    let stages = ["lead".to_string(), "demo".to_string()];
    let draft = salesplan_files::profile::draft("x.csv", source.as_bytes(), &stages, &["anna".to_string()]).unwrap();
    for line in [
        "client = \"Customer\"",
        "stage = \"Sales stage\"   # guess",
        "amount = \"Deal worth value\"   # guess",
        "# not used: \"Deal no\", \"Remark\"",
        "# id = \"…\"",
        "\"Demo done\" = \"demo\"   # guess, 1 row",
        "\"won\" = \"won\"   # guess, 1 row",
        "\"anna\" = \"anna\"   # guess, 1 row",
    ] {
        assert!(draft.contains(line), "{line}\n{draft}");
    }
    let whole = draft.replace("# id = \"…\"  ", "id = \"Deal no\"");
    let read = salesplan_files::profile::read("profiles/x.toml", &whole);
    assert!(read.value.is_some(), "{:#?}", read.findings);
}
