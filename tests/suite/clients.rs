//! Clients beside their deals: who is worth a word, and whose name stays hidden.

use salesplan_tests::Workspace;
use serde_json::Value;

const CLIENTS: &str = "\
name,id,tier,potential,owner,next-step,next-step-date,last-activity
Tin Whistle,,A,1000000,gleb,call,2026-11-10,2026-11-12
Amber Sail,C-7,B,700000,anna,,,2026-09-01
Old Mill,,A,,boris,visit,2026-12-01,2026-11-10
Small Pond,,C,50000,anna,,,
";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&salesplan_tests::source_tree::cases("reviews").join("million"), "");
    workspace.write("plans/million/clients.csv", CLIENTS);
    workspace
}

fn clients(workspace: &Workspace) -> Vec<Value> {
    let view = workspace.run("deals --week 2026-W46 --format json").exits(0).json();
    view["clients"].as_array().expect("`deals` lists the clients").clone()
}

#[test]
fn who_matters_and_has_little_comes_first() {
    let told: Vec<String> = clients(&workspace())
        .iter()
        .map(|client| format!("{}: {}", client["name"].as_str().unwrap(), client["reasons"]))
        .collect();
    assert_eq!(
        told,
        [
            r#"Tin Whistle: ["less than half of what it could buy","next step overdue by 5 days"]"#,
            r#"Amber Sail: ["no deal is open","no next step","silent for 75 days"]"#,
            r#"Old Mill: ["no deal is open"]"#,
            "Small Pond: []",
        ]
    );
    let review = workspace().run("review --week 2026-W46").printed();
    assert!(
        review.contains("| Old Mill | A |  |  | 100,000 | Boris | visit, 1\u{a0}December | no deal is open |"),
        "{review}"
    );
    assert!(!review.contains("Small Pond"), "nothing is to be said of them");
}

/// Deals write a client as they like.
#[test]
fn a_client_is_known_by_its_name_however_it_is_written() {
    let workspace = workspace();
    let clients = CLIENTS.replace("Tin Whistle,", "\" tin  «WHISTLE»\",");
    workspace.write("plans/million/clients.csv", clients);
    assert!(clients_named(&workspace, "tin").contains("less than half"));
    assert!(!workspace.run("check").exits(0).has_finding("client-named-alike"));
}

/// A name that is nearly one of a deal raises no false alarm.
#[test]
fn a_client_whose_name_is_nearly_that_of_a_deal_is_asked_about() {
    let workspace = workspace();
    let clients = CLIENTS.replace("Tin Whistle,", "Tin Whistle Ltd,");
    workspace.write("plans/million/clients.csv", clients);
    let told = clients_named(&workspace, "Tin");
    assert!(
        told.contains("no deal by this name, and D-04 is by one like it"),
        "{told}"
    );
    assert!(!told.contains("no deal is open"), "{told}");
    assert!(workspace.run("check").exits(0).has_finding("client-named-alike"));
    let clients = CLIENTS.replace("Tin Whistle,", "Tin Whistle Ltd,Tin Whistle");
    workspace.write(
        "plans/million/clients.csv",
        clients.replace("Tin Whistle,,", "Tin Whistle,"),
    );
    assert!(clients_named(&workspace, "Tin").contains("less than half"));
}

fn clients_named(workspace: &Workspace, part: &str) -> String {
    let all = clients(workspace);
    let named = all
        .iter()
        .find(|client| client["name"].as_str().is_some_and(|name| name.contains(part)));
    named.expect("it is in the list")["reasons"].to_string()
}

#[test]
fn their_names_are_hidden() {
    let workspace = workspace();
    // Somebody wrote a client into the file whom no list and no deal knows.
    workspace.write(
        "plans/million/actions.toml",
        "[[action]]\nid = \"A-1\"\nwhat = \"Lunch\"\nowner = \"anna\"\ndue = 2026-11-20\n\
         added = 2026-11-10\nclient = \"Blue-Heron\"\n",
    );
    for command in [
        "review --week 2026-W46 --redact clients",
        "deals --week 2026-W46 --redact clients --format json",
    ] {
        let shown = workspace.run(command).exits(0).stdout;
        for name in ["Amber", "Sail", "C-7", "Small Pond", "Tin Whistle", "Heron"] {
            assert!(!shown.contains(name), "{name} in {command}: {shown}");
        }
    }
}

#[test]
fn what_is_wrong_with_the_list_is_found() {
    let workspace = workspace();
    workspace.write(
        "plans/million/clients.csv",
        "name,owner,potential\nA B,nobody,much\nA B,anna,5\n,anna,5\n",
    );
    let found = workspace.run("check").exits(1);
    for id in ["unknown-person", "invalid-money", "duplicate-id", "missing-key"] {
        assert!(found.has_finding(id), "{id}: {found}");
    }
}

#[test]
fn what_is_to_be_known_of_a_deal_is_missed() {
    let workspace = workspace();
    workspace.write("salesplan.toml", "[review]\nqualification = [\"budget\", \"large\"]\n");
    let view = workspace.run("deals --week 2026-W46 --format json").exits(0).json();
    let gaps = |id: &str| {
        let deals = view["deals"].as_array().unwrap();
        deals.iter().find(|deal| deal["id"] == id).unwrap()["gaps"].to_string()
    };
    assert_eq!(
        (gaps("D-04"), gaps("D-03")),
        (r#"["budget"]"#.into(), r#"["budget","large"]"#.into())
    );
    let review = workspace.run("review --week 2026-W46").printed();
    assert!(review.contains("; not known: budget\n"), "{review}");
}

/// Whoever is named as an owner and is not in the team is somebody all the same.
#[test]
fn owners_outside_the_team_are_hidden() {
    let workspace = workspace();
    let clients = CLIENTS.replace("gleb", "Quillon");
    workspace.write("plans/million/clients.csv", clients);
    workspace.write(
        "plans/million/actions.toml",
        "[[action]]\nid = \"A-1\"\nwhat = \"call\"\nowner = \"Tamsin\"\ndue = 2026-11-20\nadded = 2026-11-10\n",
    );
    for command in [
        "review --week 2026-W46 --redact people",
        "review --week 2026-W46 --redact people --format json",
    ] {
        let shown = workspace.run(command).exits(0).stdout;
        for name in ["Quillon", "Tamsin"] {
            assert!(!shown.contains(name), "{name} in {command}: {shown}");
        }
    }
}
