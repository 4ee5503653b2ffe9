//! The commands about rules, from a new rule to its measured speed.

use salesplan_model::rules::Hook;
use salesplan_rules::{functions, inputs};
use salesplan_tests::Workspace;
use salesplan_tests::case::Case;
use salesplan_tests::expected::{compare, none_failed};
use salesplan_tests::source_tree::{cases, folders_in, root};
use serde_json::json;

/// The demo's repository at its last commit, with plan, facts and deals of six weeks.
fn demo() -> Workspace {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    workspace
}

#[test]
fn every_case_prints_what_is_expected() {
    let mut failures = Vec::new();
    for name in folders_in(&cases("rules")) {
        let case = Case::new(cases("rules").join(&name));
        let played = case.play("rules test");
        failures.extend(
            compare(&played.outcome.to_string(), &case.beside("expected.txt"))
                .err()
                .map(|why| format!("{name}: {why}")),
        );
    }
    none_failed(&failures);
}

#[test]
fn the_bundled_rules_pass_their_test_cases() {
    let workspace = Workspace::million();
    workspace.copy_from(&root().join("rules"), "rules");
    let tested = workspace.run("rules test --format json").exits(0).json();
    for hook in Hook::ALL {
        let of_hook = tested["cases"].as_array().unwrap().iter();
        assert!(
            of_hook.filter(|case| case["hook"] == hook.name()).count() > 0,
            "{hook:?}"
        );
    }
    assert_eq!((&tested["failed"], &tested["findings"]), (&json!(0), &json!([])));
}

#[test]
fn a_new_rule_is_the_bundled_one_and_nothing_is_overwritten() {
    let workspace = Workspace::million();
    for hook in Hook::ALL {
        let name = hook.name();
        let path = format!("rules/{name}.rhai");
        workspace
            .run(&format!("rules new {name}"))
            .exits(0)
            .says(&format!("salesplan rules test {name}"))
            .succeeds();
        assert_eq!(
            workspace.read(&path),
            std::fs::read_to_string(root().join(&path)).unwrap()
        );
    }
    let before = workspace.names_in("rules");
    workspace.run("rules test").printed();
    workspace.run("check --fail-on warning").succeeds();

    workspace.write("rules/quota.rhai", "weight * 2");
    let _ = workspace.run("rules new quota").exits(2).says("is there already");
    std::fs::remove_file(workspace.path("rules/quota.rhai")).unwrap();
    // Cases alone are somebody's work too.
    let _ = workspace.run("rules new quota").exits(2).says("rules/quota.test.toml");
    assert_eq!(workspace.names_in("rules").len(), before.len() - 1);
    let _ = workspace.run("rules new quotas").exits(2).says("quota");
}

#[test]
fn a_revision_is_tested_and_not_written_to() {
    let workspace = Workspace::million();
    workspace.run("rules new quota").succeeds();
    workspace.commit_all("The plan");
    workspace.write("rules/quota.test.toml", "[[case]]\n");
    let _ = workspace.run("rules test").exits(1);
    assert_eq!(workspace.run("rules test --at HEAD").printed(), "2 cases passed\n");
    let _ = workspace
        .run("rules new seasonality --at HEAD")
        .exits(2)
        .says("work tree");
}

#[test]
fn without_test_cases_that_is_said() {
    let workspace = Workspace::million();
    assert!(workspace.run("rules test").printed().contains("no test cases"));
    workspace.write("rules/quota.rhai", "weight");
    let outcome = workspace.run("rules test").exits(0);
    assert!(
        outcome
            .says("rules/quota.rhai has no test cases")
            .stdout
            .contains("no test cases")
    );
}

/// A slip in test cases is a finding of `check`, and nothing to a review.
#[test]
fn no_review_is_made_from_test_cases() {
    let workspace = demo();
    let sources = || {
        let review = workspace.run("-C salesplan-demo review --week 2026-W46 --format json");
        review.exits(0).json()["sources"].clone()
    };
    let before = sources();
    workspace.write("salesplan-demo/rules/priority.test.toml", "[[case]]\nname = 3\n");
    assert_eq!(sources(), before);
    let check = workspace.run("-C salesplan-demo check --format json").exits(1).json();
    assert_eq!(check["findings"][0]["file"], "rules/priority.test.toml");
    // A name of no hook is out of place here as there.
    workspace.write("salesplan-demo/rules/priority.test.toml", "");
    workspace.write("salesplan-demo/rules/prio.test.toml", "");
    let check = workspace.run("-C salesplan-demo check --format json").json();
    assert_eq!(check["findings"][0]["id"], "unknown-rule");
}

#[test]
fn the_list_says_where_each_parameter_comes_from() {
    let workspace = Workspace::million();
    workspace.write(
        "salesplan.toml",
        "schema-version = 1\n\n[rules.conversion]\nweight = 30\n",
    );
    workspace.write("rules/seasonality.rhai", "1");
    let list = workspace.run("rules list --format json").exits(0).json();
    let rule = |name: &str| {
        let rules = list["rules"].as_array().unwrap();
        rules.iter().find(|rule| rule["hook"] == name).unwrap().clone()
    };
    assert_eq!(rule("seasonality")["bundled"], false);
    assert_eq!(rule("quota")["bundled"], true);
    let weight = &rule("conversion")["parameters"][0];
    assert_eq!(
        (&weight["value"], &weight["file"], &weight["line"]),
        (&json!("30"), &json!("salesplan.toml"), &json!(4))
    );
    let patience = &rule("probability")["parameters"][1];
    assert_eq!(
        (&patience["name"], &patience["file"]),
        (&json!("patience"), &json!(null))
    );
    assert!(workspace.run("rules list").printed().contains("salesplan.toml:4"));
    // What cannot be read is listed all the same, and is a fault.
    workspace.write("rules/quota.rhai", "wieght");
    let broken = workspace.run("rules list").exits(2).says("unknown name");
    assert!(broken.stdout.contains("rules/quota.rhai of this workspace"));
}

/// Every hook can be asked, and what is asked for is found by its options.
#[test]
fn a_rule_is_asked_one_question() {
    let workspace = demo();
    let run = |line: &str| workspace.run(&format!("-C salesplan-demo rules run {line} --week 2026-W46"));
    for (line, answer) in [
        ("seasonality --segment new --day 2026-11-09", json!("1")),
        ("conversion --segment new --step meeting", json!("11/38")),
        ("probability --deal R-03", json!("1")),
    ] {
        assert_eq!(
            run(&format!("{line} --format json")).exits(0).json()["answer"],
            answer,
            "{line}"
        );
    }
    let quota = run("quota --segment new --person gleb --format json").exits(0).json();
    assert_eq!(quota["inputs"][0]["name"], "weight");
    let priority = run("priority --deal D-04 --format json").exits(0).json();
    let deals = workspace
        .run("-C salesplan-demo deals --week 2026-W46 --format json")
        .json();
    let deals = deals["deals"].as_array().unwrap().clone();
    let deal = deals.iter().find(|deal| deal["id"] == "D-04").unwrap();
    assert_eq!(priority["answer"]["score"], deal["score"]);
    assert_eq!(priority["answer"]["reasons"], deal["reasons"]);

    // Not a working day, a won deal, too little said, and nothing that the rule knows.
    let _ = run("seasonality --segment new --day 2026-11-08")
        .exits(2)
        .says("not asked for");
    let _ = run("priority --deal D-01").exits(2).says("not asked for --deal D-01");
    let _ = run("conversion --segment new").exits(2).says("--step lead");
    let _ = run("priority --day 2026-11-09").exits(2).says("--deal ID");
}

#[test]
fn another_file_may_be_asked_in_the_place_of_the_rule() {
    let workspace = demo();
    workspace.write("other.rhai", "#{ score: 5, reasons: [\"because\"] }");
    let line = "rules run priority --deal D-04 --week 2026-W46 --rule ../other.rhai";
    let asked = workspace.run(&format!("-C salesplan-demo {line} --format json"));
    let asked = asked.exits(0).json();
    assert_eq!(asked["answer"], json!({ "score": "5", "reasons": ["because"] }));
    assert_eq!(asked["file"], "../other.rhai");
    // A fault is drawn into that file.
    workspace.write("other.rhai", "let a = 1;\nowner > a");
    let _ = workspace
        .run(&format!("-C salesplan-demo {line}"))
        .exits(2)
        .says("../other.rhai:2:7");
}

#[test]
fn the_bench_asks_every_question_of_the_evening() {
    let workspace = demo();
    let line = "-C salesplan-demo rules bench --week 2026-W46 --calls 1";
    let bench = workspace.run(&format!("{line} --format json")).exits(0).json();
    let rules = bench["rules"].as_array().unwrap();
    let hooks: Vec<&str> = rules.iter().map(|rule| rule["hook"].as_str().unwrap()).collect();
    assert_eq!(hooks, Hook::ALL.iter().map(|hook| hook.name()).collect::<Vec<_>>());
    for rule in rules {
        let number = |key: &str| rule[key].as_u64().unwrap();
        assert!(
            number("questions") > 0 && number("calls") >= 10 * number("questions"),
            "{rule}"
        );
        assert!(number("ns_per_call") > 0 && number("calls_per_second") > 0, "{rule}");
    }
    assert!(workspace.run(line).printed().contains("ns a call"));
    let only = workspace.run(&format!("{line} priority --format json")).exits(0).json();
    assert_eq!(only["rules"].as_array().unwrap().len(), 1);
}

#[test]
fn the_interface_is_written_out_whole() {
    let workspace = Workspace::new();
    let api = workspace.run("rules api --format json").exits(0).json();
    let page = workspace.run("rules api --format markdown").printed();
    workspace
        .run("rules api --format definitions --output made/here")
        .exits(0)
        .succeeds();
    for (index, hook) in Hook::ALL.iter().enumerate() {
        assert_eq!(api["hooks"][index]["hook"], hook.name());
        let definitions = workspace.read(&format!("made/here/{}.d.rhai", hook.name()));
        for input in inputs(*hook) {
            assert!(
                definitions.contains(&format!("\nlet {}: ", input.name)),
                "{}",
                input.name
            );
            assert!(page.contains(&format!("| `{}` |", input.name)), "{}", input.name);
        }
        assert_eq!(
            api["hooks"][index]["inputs"].as_array().unwrap().len(),
            inputs(*hook).len()
        );
    }
    let definitions = workspace.read("made/here/functions.d.rhai");
    for function in functions() {
        assert!(
            definitions.contains(&format!("\nfn {}(", function.name)),
            "{}",
            function.name
        );
    }
    assert_eq!(api["functions"].as_array().unwrap().len(), functions().len());
    // One hook alone leaves the others out.
    let quota = workspace.run("rules api quota --format markdown").printed();
    assert!(quota.contains("What `quota` is told") && !quota.contains("What `priority` is told"));
}

#[test]
fn other_figures_and_other_formats_are_refused() {
    let workspace = Workspace::million();
    let _ = workspace
        .run("rules list --set new.meeting.conversion=35%")
        .exits(2)
        .says("rules");
    for line in [
        "rules list --format csv",
        "rules test --format markdown",
        "rules api --format html",
    ] {
        let _ = workspace.run(line).exits(2).says("does not write");
    }
    let _ = workspace
        .run("rules api --output x")
        .exits(2)
        .says("--format definitions");
    let _ = workspace
        .run("deals --format definitions")
        .exits(2)
        .says("does not write");
}
