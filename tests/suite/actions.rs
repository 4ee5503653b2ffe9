//! Promises and decisions: added, ended, carried from review to review, checked against facts.

use salesplan_tests::Workspace;

const FILE: &str = "plans/million/actions.toml";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&salesplan_tests::source_tree::cases("reviews").join("million"), "");
    workspace
}

fn add(workspace: &Workspace, rest: &str) {
    workspace
        .run(&format!("action add {rest} --as-of 2026-11-09"))
        .succeeds();
}

fn states(workspace: &Workspace, evening: &str) -> Vec<String> {
    let view = workspace
        .run(&format!("action list --all {evening} --format json"))
        .exits(0)
        .json();
    let actions = view["actions"].as_array().unwrap();
    actions
        .iter()
        .map(|action| {
            format!(
                "{} {}",
                action["id"].as_str().unwrap(),
                action["state"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn an_action_goes_its_way_and_the_file_keeps_its_form() {
    let workspace = workspace();
    add(&workspace, "Call --owner boris --due 2026-11-13 --deal R-03");
    add(
        &workspace,
        "Discount --owner company --due 2026-11-20 --client Firm --decision",
    );
    let mine = workspace.read(FILE).replace("[[action]]", "# mine\n[[action]]");
    workspace.write(FILE, &mine);
    workspace
        .run("action done A-1 --as-of 2026-11-12 --comment Bought")
        .succeeds();
    workspace
        .run("action drop A-2 --as-of 2026-11-18 --comment Too-dear")
        .succeeds();
    let text = workspace.read(FILE);
    assert_eq!(text.matches("# mine").count(), 2);
    assert!(text.contains("done = 2026-11-12\ncomment = \"Bought\"\n"), "{text}");
    // What came later is not known on the evening before.
    assert_eq!(states(&workspace, "--as-of 2026-11-08"), [""; 0]);
    assert_eq!(states(&workspace, "--as-of 2026-11-11"), ["A-1 open", "A-2 open"]);
    assert_eq!(states(&workspace, "--as-of 2026-11-15"), ["A-1 done", "A-2 open"]);
    assert_eq!(states(&workspace, "--as-of 2026-11-22"), ["A-1 done", "A-2 dropped"]);
}

#[test]
fn a_promise_is_held_against_the_facts() {
    let workspace = workspace();
    add(
        &workspace,
        "Leads --owner anna --due 2026-11-15 --measure lead --target 1",
    );
    add(
        &workspace,
        "More --owner anna --due 2026-11-15 --measure lead --target 9",
    );
    add(
        &workspace,
        "Later --owner anna --due 2026-11-20 --measure lead --target 9",
    );
    add(&workspace, "Silence --owner gleb --due 2026-11-15");
    assert_eq!(
        states(&workspace, "--as-of 2026-11-15"),
        ["A-1 kept", "A-2 broken", "A-3 open", "A-4 overdue"]
    );
    let review = workspace.run("review --week 2026-W46").printed();
    assert!(
        review.contains("**Promised for this week:** 1 kept, 2 broken (More: 9 promised, 1 came; Silence)."),
        "{review}"
    );
    assert!(
        review.contains("| A-3 | Later |  | Anna | 20 November | 6 | open, 1 of 9 |"),
        "{review}"
    );
}

#[test]
fn a_proposal_is_taken_on_and_not_proposed_again() {
    let workspace = workspace();
    let proposals = |workspace: &Workspace| {
        let view = workspace.run("review --week 2026-W46 --format json").exits(0).json();
        view["actions"]["proposals"].as_array().unwrap().clone()
    };
    let before = proposals(&workspace);
    let deal = before
        .iter()
        .position(|proposal| proposal["deal"] == "D-04")
        .expect("its next step is overdue");
    let number = before[deal]["number"].to_string();
    // Proposals are those of the last week that is over: the clock of the tests says which.
    let list = workspace
        .run("action list --week 2026-W46 --format json")
        .exits(0)
        .json();
    assert_eq!(list["proposals"][deal]["what"], before[deal]["what"]);
    let what = before[deal]["what"].as_str().unwrap().to_string();
    let line = [
        "action",
        "add",
        &what,
        "--owner",
        "gleb",
        "--due",
        "2026-11-20",
        "--deal",
        "D-04",
        "--as-of",
        "2026-11-14",
    ];
    workspace.run_words(line).succeeds();
    assert!(
        proposals(&workspace).iter().all(|proposal| proposal["deal"] != "D-04"),
        "{number} is taken on"
    );
}

#[test]
fn what_makes_no_promise_is_refused() {
    let workspace = workspace();
    for (line, why) in [
        ("action add Call", "has an owner and a day"),
        ("action add Call --owner nobody --due 2026-11-20", "not in team.toml"),
        ("action add Call --owner anna --due 2026-11-01", "is before 2026-11-09"),
        (
            "action add Call --owner anna --due 2026-11-20 --deal D-99",
            "no deal `D-99`",
        ),
        (
            "action add Call --owner anna --due 2026-11-20 --measure nothing --target 2",
            "no segment has a stage",
        ),
        ("action add 99", "no proposal 99"),
        ("action done A-1", "no action `A-1`"),
        ("action drop A-1", "why is it given up"),
    ] {
        let outcome = workspace.run(&format!("{line} --as-of 2026-11-09")).exits(2);
        assert!(outcome.stderr.contains(why), "{outcome}");
    }
    assert!(!workspace.path(FILE).exists());
    workspace.write(
        FILE,
        "action = [{ id = \"A-1\", what = \"x\", owner = \"anna\", due = 2026-11-20, added = 2026-11-09 }]\n",
    );
    let _ = workspace
        .run("action done A-1 --as-of 2026-11-10")
        .exits(2)
        .says("by hand");
    workspace.write(FILE, "[[action]]\nid = \"A-1\"\nwho = \"anna\"\n");
    let found = workspace.run("check").exits(1);
    assert!(
        found.has_finding("missing-key") && found.has_finding("unknown-key"),
        "{found}"
    );
}

#[test]
fn a_promise_can_be_committed_at_once() {
    let workspace = workspace();
    workspace.write("salesplan.toml", "");
    workspace.commit_all("The plan");
    add(&workspace, "Call --owner anna --due 2026-11-13 --commit");
    assert_eq!(
        workspace.git(&["show", "--name-only", "--format=%s", "HEAD"]),
        format!("Added A-1: Call, anna, by 2026-11-13.\n\n{FILE}")
    );
    assert_eq!(workspace.git(&["status", "--porcelain"]), "");
}
