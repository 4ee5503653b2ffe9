//! `--redact`: no name is left, or nothing is printed.

use std::collections::BTreeSet;

use salesplan_report::vocabulary;
use salesplan_report::wording::{Matching, Term, Wording};
use salesplan_tests::Workspace;
use salesplan_tests::expected::none_failed;
use salesplan_tests::source_tree::{cases, folders_in};
use serde_json::Value;

use super::{run, workspace};

const NAMES: &[&str] = &["anna", "berg", "p2", "олег", "щукин,", "gleb", "whistle", "ладья"];

#[test]
fn names_give_way_to_ids_in_every_form() {
    let workspace = workspace();
    let mut failures = Vec::new();
    for command in [
        "review",
        "status",
        "deals",
        "decompose",
        "decompose --by person",
        "decompose --by person,week",
        "resources",
        "levers",
        "explain",
        "explain new.anna",
    ] {
        for format in ["human", "json", "markdown"] {
            let outcome = run(
                &workspace,
                &format!("{command} --redact clients,people -v --color always --format {format}"),
            );
            let said = outcome.to_string().to_lowercase();
            let said = said.split_once('\n').expect("the command comes first").1;
            failures.extend(
                NAMES
                    .iter()
                    .filter(|name| said.contains(**name))
                    .map(|name| format!("{name}: {outcome}")),
            );
            if outcome.code != 0 {
                failures.push(outcome.to_string());
            }
        }
    }
    none_failed(&failures);
    let csv = run(&workspace, "decompose --by person --format csv --redact people").printed();
    assert!(csv.contains("new,,person 2,lead,"), "{csv}");
}

#[test]
fn people_are_numbered_and_clients_named_by_their_deals() {
    let json = run(&workspace(), "deals --redact clients,people --format json")
        .exits(0)
        .json();
    let deals = json["deals"].as_array().expect("deals");
    let of = |id: &str| deals.iter().find(|deal| deal["id"] == id).expect("the deal");
    let texts =
        |id: &str| ["client", "owner", "owner_name", "next_step"].map(|key| of(id)[key].as_str().unwrap().to_string());
    let whistle = "client of D-3";
    assert_eq!(
        texts("D-9"),
        [whistle, "person 1", "person 1", "person 1 asks client of D-3 again"]
    );
    // An inflected form stays: only whole words are names.
    assert_eq!(
        texts("D-12"),
        [
            "client of D-12",
            "person 2",
            "person 2",
            "Щукину: client of D-12 ждёт, see client of D-3"
        ]
    );
    // Somebody who is in no team has a number all the same.
    assert_eq!(texts("D-3"), [whistle, "person 3", "person 3", "ask person 3"]);
    let people = run(&workspace(), "deals --redact people --format json").printed();
    assert!(people.contains("Tin Whistle") && !people.contains("Gleb"), "{people}");
    let clients = run(&workspace(), "deals --redact clients --format json").printed();
    assert!(
        !clients.contains("Tin Whistle") && clients.contains("Gleb"),
        "{clients}"
    );
}

#[test]
fn the_document_keeps_its_form() {
    let keys = |line: &str| -> Vec<String> {
        let printed = run(&workspace(), line).printed();
        let keys = printed
            .lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.split_once("\": "));
        keys.map(|(key, _)| key.to_string()).collect()
    };
    for command in ["review", "status", "deals", "decompose"] {
        let plain = keys(&format!("{command} --format json"));
        assert_eq!(keys(&format!("{command} --format json --redact people,clients")), plain);
    }
}

/// A redacted review is not what `--commit` would write, so it has no seal.
#[test]
fn nothing_redacted_is_committed() {
    let workspace = workspace();
    let printed = run(&workspace, "review --redact people").printed();
    assert!(!printed.contains("salesplan-sources"), "{printed}");
    let refused = run(&workspace, "review --commit --redact people").exits(2);
    assert!(refused.says("`review --commit` takes no --redact").stdout.is_empty());
    for command in ["check", "rules list", "init x", "import x --profile y"] {
        let _ = run(&workspace, &format!("{command} --redact people"))
            .exits(2)
            .says("takes no --redact");
    }
}

/// Names that are words as well: refused, and never shown.
#[test]
fn names_that_cannot_be_told_from_words_are_refused() {
    for (person, client) in [
        ("deals", "Firm"),
        ("x", "Firm"),
        ("lead", "Firm"),
        ("may", "Firm"),
        ("large", "Firm"),
        ("owner", "Firm"),
        ("gleb", "4711"),
        ("gleb", "D-1"),
        ("gleb", "Signed"),
        ("gleb", "RUB"),
        ("gleb", "2026-W45"),
    ] {
        let workspace = Workspace::million();
        workspace.write("plans/million/team.toml", format!("[people.{person}]\n"));
        workspace.write(
            "plans/million/deals.csv",
            format!("id,client,owner,segment,stage\nD-1,{client},{person},new,lead\n"),
        );
        let outcome = run(&workspace, "deals --redact people,clients").exits(2);
        assert!(outcome.stdout.is_empty(), "{outcome}");
        assert!(outcome.stderr.contains("cannot be told from other words"), "{outcome}");
        let shown = if person == "gleb" { "client " } else { "person 1" };
        assert!(outcome.stderr.contains(shown), "{outcome}");
    }
}

/// People have such names, and none of them is a word of the program.
#[test]
fn usual_names_can_be_hidden() {
    let names = "adam alice amy art bill bob carol chase chris dan dave drew emma eve faith frank grace grant hank hope jack \
                 jane jean jim joe john josh joy kate ken lee leo lily lisa luke mark mary matt max mia mike nick pat paul pete \
                 ray rich rob rose ruby ruth sam sara sean skip sue ted tim tom tony victor viola ivan olga pavel wei mei";
    let workspace = Workspace::million();
    let team: String = names
        .split_whitespace()
        .map(|name| format!("[people.{name}]\n"))
        .collect();
    workspace.write("plans/million/team.toml", team);
    run(&workspace, "review --redact people").succeeds();
}

/// Part of a name that is a word of the program, such as a month, does no harm.
#[test]
fn a_part_that_is_a_word_is_left_to_the_whole_name() {
    let workspace = Workspace::million();
    workspace.write("plans/million/team.toml", "[people.p1]\nname = \"April Quill\"\n");
    let deals = "id,client,owner,segment,stage,next-step\nD-1,Firm,p1,new,lead,April Quill or Quill calls in April\n";
    workspace.write("plans/million/deals.csv", deals);
    let json = run(&workspace, "deals --redact people --format json").exits(0).json();
    assert_eq!(json["deals"][0]["next_step"], "person 1 or person 1 calls in April");
}

/// What a template writes itself is not reworded: it keeps everything from being printed.
#[test]
fn a_name_in_a_template_keeps_everything_back() {
    let workspace = workspace();
    workspace.write("templates/deals.md.j2", "# Deals\n\nAsk Anna first.\n");
    let outcome = run(&workspace, "deals --redact people").exits(2);
    assert_eq!(outcome.stdout, "");
    assert!(
        outcome
            .stderr
            .contains("a name of person 1 is still in the output, in line 3"),
        "{outcome}"
    );
    assert!(!outcome.stderr.to_lowercase().contains("anna"), "{outcome}");
    // The comparison of --set comes before it, and is not printed either.
    let outcome = run(&workspace, "deals --redact people --set goal.amount=900000").exits(2);
    assert_eq!(outcome.stdout, "");
}

/// Nothing of a file is quoted before its names are known, nor with what goes wrong later.
#[test]
fn what_goes_wrong_names_nobody() {
    let workspace = workspace();
    workspace.write("rules/priority.rhai", "if owner == \"anna\" { throw \"Anna again\" } 1");
    let fault = run(&workspace, "deals --redact people,clients")
        .exits(2)
        .says("error[rule-fault]");
    assert!(!fault.stderr.to_lowercase().contains("anna"), "{fault}");
    workspace.write("plans/million/team.toml", "[people.anna]\nnmae = \"Anna\"\n");
    let broken = run(&workspace, "deals --redact people")
        .exits(2)
        .says("1 error (unknown-key)");
    assert!(!broken.stderr.to_lowercase().contains("anna"), "{broken}");
}

/// Nobody whose name is a key or a fixed word of a document can turn it into something else.
#[test]
fn every_word_of_a_document_is_known() {
    let mut unknown = Vec::new();
    for case in folders_in(&cases("reviews")) {
        let path = cases("reviews").join(&case).join("expected.json");
        let report: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let (mut words, mut stages) = (BTreeSet::new(), BTreeSet::new());
        gather(&report, &mut words, &mut stages);
        let term = |text: &&String| Term {
            text: (*text).clone(),
            shown: String::new(),
        };
        let own = words.difference(&stages).filter(|word| vocabulary::can_be_told(word));
        let sought = Wording::new(Matching::SameWords, own.clone().map(|word| term(&word)));
        let known: BTreeSet<&str> = vocabulary::texts().flat_map(|text| sought.terms_in(text)).collect();
        unknown.extend(own.filter(|word| !known.contains(word.as_str())).cloned());
    }
    unknown.sort();
    unknown.dedup();
    assert!(unknown.is_empty(), "not in the vocabulary: {}", unknown.join(" "));
}

/// The keys of a document and its fixed words, which are written with `_`; ids of stages and of
/// activities are keys as well.
fn gather(value: &Value, words: &mut BTreeSet<String>, stages: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (key, entry) in entries {
                words.insert(key.clone());
                if let (Some(text), "stage" | "id") = (entry.as_str(), key.as_str()) {
                    stages.insert(text.to_string());
                }
                if key == "activities" {
                    stages.extend(entry.as_object().into_iter().flatten().map(|(name, _)| name.clone()));
                }
                gather(entry, words, stages);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, words, stages)),
        Value::String(text) if text.contains('_') && text.chars().all(|c| c == '_' || c.is_ascii_lowercase()) => {
            words.insert(text.clone());
        }
        _ => {}
    }
}

/// The movement and what changed since the previous review tell of people and clients that are in
/// no file any more.
#[test]
fn whoever_was_there_at_the_previous_review_is_hidden_as_well() {
    let workspace = workspace();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write(
        "plans/million/team.toml",
        "[people.anna]\nname = \"Anna Berg\"\n[people.gleb]\nname = \"Gleb Sokol\"\n",
    );
    workspace.write(
        "plans/million/deals.csv",
        "id,client,owner,segment,stage,amount,created,expected-close\n\
         D-1,Tin Whistle,anna,new,meeting,200000,2026-10-05,2026-12-01\n\
         D-2,Velvet Anchor,gleb,new,meeting,100000,2026-10-05,2026-12-01\n",
    );
    workspace.commit_all("The plan");
    workspace.run("review --week 2026-W44 --commit").succeeds();
    workspace.write("plans/million/team.toml", "[people.anna]\nname = \"Anna Sokol\"\n");
    workspace.write(
        "plans/million/deals.csv",
        "id,client,owner,segment,stage,amount,created,expected-close\n\
         D-1,Tin Whistle,anna,new,meeting,200000,2026-10-05,2026-12-01\n",
    );
    workspace.commit_all("Gleb left");
    let mut failures = Vec::new();
    for command in ["review", "movement", "status", "review --sheet", "review --message"] {
        for format in ["human", "json", "markdown", "html"] {
            let is_for_people = command.contains("--");
            if (command == "status" && format == "html") || (is_for_people && format == "json") {
                continue;
            }
            let outcome = run(
                &workspace,
                &format!("{command} --redact people,clients --format {format}"),
            );
            let said = format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase();
            let names = ["gleb", "berg", "sokol", "velvet", "whistle"];
            failures.extend(
                names
                    .iter()
                    .filter(|name| said.contains(**name))
                    .map(|name| format!("{name}: {outcome}")),
            );
            if outcome.code != 0 {
                failures.push(outcome.to_string());
            }
        }
    }
    none_failed(&failures);
    // That somebody is gone is said all the same.
    let movement = run(&workspace, "movement --redact people,clients --format markdown").printed();
    assert!(movement.contains("person 2"), "{movement}");
}
