//! `review --for`: what concerns one person, and nothing of anybody else.

use salesplan_tests::Workspace;
use salesplan_tests::expected::{compare, none_failed};
use salesplan_tests::source_tree::cases;

use super::run;

/// Anna and Boris, whose figures cannot be taken for each other's.
fn workspace() -> Workspace {
    let workspace = Workspace::million();
    workspace.write(
        "plans/million/team.toml",
        "[people.anna]\nname = \"Anna Berg\"\nhours-per-week = 20\n[people.boris]\nname = \"Boris Quade\"\nhours-per-week = 30\n",
    );
    workspace.write(
        "plans/million/deals.csv",
        "id,client,owner,segment,stage,amount,created,expected-close,closed,next-step,next-step-date,entered.meeting\n\
         A-1,Copper Lantern,anna,new,meeting,123456,2026-10-05,2026-12-01,,\"ask Boris Quade of Tin Whistle, see B-1\",2026-11-10,2026-10-12\n\
         A-2,Mossy Gate,anna,repeat,deal,77000,2026-10-05,,2026-10-20,,,\n\
         A-3,Mossy Gate,anna,new,meeting,54321,2026-10-06,2026-12-02,,,,\n\
         B-1,Tin Whistle,boris,new,meeting,987654,2026-10-07,2026-12-01,,call,,2026-10-14\n\
         B-2,Paper Comet,boris,repeat,deal,66543,2026-10-05,,2026-10-27,,,\n\
         B-3,Blue Fern,boris,new,meeting,45678,2026-10-06,2026-12-02,,,,\n\
         C-1,Hollow Bell,,new,meeting,31313,2026-10-06,2026-12-02,,,,2026-10-14\n",
    );
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,person,segment,count,amount\n\
         2026-10-02,lead,anna,new,5,\n2026-10-03,lead,boris,new,811,\n2026-10-04,lead,,new,733,\n\
         2026-10-21,paid,anna,repeat,,12000\n2026-10-22,paid,boris,,,98765\n2027-03-01,lead,boris,new,1,\n",
    );
    workspace
}

#[test]
fn the_page_of_one_person() {
    let printed = run(&workspace(), "review --for anna --format markdown").printed();
    compare(&printed, &cases("privacy").join("for-anna.md")).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn nothing_of_others_is_in_it() {
    let workspace = workspace();
    let mut failures = Vec::new();
    let (annas, of_boris) = (
        [
            "Anna Berg",
            "anna",
            "Copper Lantern",
            "Mossy Gate",
            "A-1",
            "A-3",
            "123",
            "54,321",
        ],
        [
            "Boris",
            "Quade",
            "Tin Whistle",
            "Paper Comet",
            "Blue Fern",
            "B-1",
            "B-2",
            "B-3",
            "987",
            "66,543",
            "66543",
            "45678",
            "45,678",
            "811",
            "98765",
            "98,765",
        ],
    );
    let of_nobody = ["Hollow Bell", "C-1", "31313", "31,313", "733"];
    // What the company has and plans altogether.
    let totals = [
        "1,000,000",
        "1000000",
        "600,000",
        "600000",
        "400,000",
        "143,543",
        "143543",
        "1,549",
        "1549",
    ];
    for format in ["human", "markdown", "json"] {
        let mut hold = |who: &str, foreign: &[&str]| {
            let outcome = run(&workspace, &format!("review --for {who} --format {format} -v"));
            let said = format!("{}{}", outcome.stdout, outcome.stderr);
            let all = foreign.iter().chain(&of_nobody).chain(&totals);
            let leaked: Vec<&&str> = all.filter(|word| said.contains(**word)).collect();
            if !leaked.is_empty() || outcome.code != 0 {
                failures.push(format!("{leaked:?} in {outcome}"));
            }
        };
        hold("anna", &of_boris);
        hold("boris", &annas);
    }
    none_failed(&failures);
}

#[test]
fn findings_are_those_of_the_persons_own_rows() {
    let workspace = workspace();
    let messages = |who: &str| -> Vec<String> {
        let json = run(&workspace, &format!("review --for {who} --format json"))
            .exits(0)
            .json();
        let findings = json["findings"].as_array().expect("findings");
        findings
            .iter()
            .map(|finding| finding["line"].to_string() + " " + finding["id"].as_str().unwrap())
            .collect()
    };
    assert_eq!(messages("anna"), ["4 undated-stage"]);
    assert_eq!(messages("boris"), ["7 undated-stage", "7 fact-outside-period"]);
}

#[test]
fn what_would_show_more_or_be_kept_is_refused() {
    let workspace = workspace();
    let _ = run(&workspace, "review --for ana")
        .exits(2)
        .says("did you mean `anna`?");
    let _ = run(&workspace, "review --for anna --commit")
        .exits(2)
        .says("cannot be used with");
    let _ = run(&workspace, "review --for anna --set goal.amount=5")
        .exits(2)
        .says("--for takes the plan as it is written");
    let _ = run(&workspace, "review --for anna --format csv")
        .exits(2)
        .says("does not write csv");
}

/// With `--redact` their own names go as well.
#[test]
fn a_persons_page_can_be_redacted_too() {
    let printed = run(&workspace(), "review --for anna --redact people,clients").printed();
    assert!(printed.contains("· person 1 ·"), "{printed}");
    assert!(printed.contains("| A-1 | client of A-1 |"), "{printed}");
    assert!(
        printed.contains("ask a colleague of another client, see another deal"),
        "{printed}"
    );
    assert!(!printed.contains("Anna") && !printed.contains("Mossy"), "{printed}");
}

#[test]
fn a_persons_page_can_have_names_from_outside() {
    let workspace = workspace();
    workspace.write("names.toml", "[people]\nanna = \"Anastasia\"\nboris = \"Borislav\"\n");
    let deals = workspace
        .read("plans/million/deals.csv")
        .replace("ask Boris Quade", "ask Borislav for anna");
    workspace.write("plans/million/deals.csv", deals);
    let printed = run(&workspace, "review --for anna --names names.toml").printed();
    assert!(
        printed.contains("ask a colleague for Anastasia of another client"),
        "{printed}"
    );
}
