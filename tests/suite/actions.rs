//! Promises and decisions: added, ended, carried from review to review, checked against facts.

use jiff::civil::date;
use salesplan_tests::Workspace;

const FILE: &str = "plans/million/actions.toml";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&salesplan_tests::source_tree::cases("reviews").join("million"), "");
    workspace
}

fn add(workspace: &Workspace, rest: &str) {
    let day = if rest.contains("--as-of") {
        ""
    } else {
        "--as-of 2026-11-09"
    };
    workspace.run(&format!("action add {rest} {day}")).succeeds();
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
        "Discount --owner company --due 2026-11-20 --deal R-04 --decision",
    );
    // Neither a client that nobody knows nor a decision about nothing.
    for wrong in ["--client Sunny-Atic", "--decision"] {
        let add = format!("action add Wrong --owner company --due 2026-11-20 --as-of 2026-11-09 {wrong}");
        let refused = workspace.run(&add).exits(2).stderr;
        assert!(refused.contains("client"), "{refused}");
    }
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
        review.contains("| A-3 Later |  | Anna | 20\u{a0}November | 6 | open, 1 of 9 |"),
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

/// A proposal keeps its number for the week, and is not taken on twice.
#[test]
fn a_proposal_is_taken_on_by_its_number_once() {
    let workspace = workspace();
    for number in ["1", "4"] {
        add(&workspace, &format!("{number} --as-of 2026-11-16"));
    }
    let text = workspace.read(FILE);
    assert!(
        text.contains("what = \"D-04: do what is overdue: send the offer\""),
        "{text}"
    );
    assert!(text.contains("measure = \"lead\"\ntarget = 4"), "{text}");
    let refused = workspace.run("action add 1 --as-of 2026-11-16").exits(2);
    assert!(
        refused.stderr.contains("proposal 1 is taken on already, as A-1"),
        "{refused}"
    );
    assert_eq!(workspace.read(FILE), text);
    let list = workspace.run("action list --week 2026-W46").printed();
    assert!(
        list.contains("1. D-04: do what is overdue: send the offer (Gleb, by 20 November): taken on as A-1\n2. "),
        "{list}"
    );
    // Given up, it may be promised again.
    workspace
        .run("action drop A-1 --as-of 2026-11-17 --comment no")
        .succeeds();
    add(&workspace, "1 --as-of 2026-11-17");
}

/// Gaps that no count closes by itself are known again by what the action says it closes.
#[test]
fn a_gap_that_somebody_works_on_is_not_proposed_again() {
    let workspace = workspace();
    let plan = workspace.read("plans/million/plan.toml");
    let plan = plan.replace("\"15 of 52, 2026-Q3\"", "\"3 of 60, 2026-Q3\"");
    workspace.write("plans/million/plan.toml", plan);
    let first = |week: &str| {
        let view = workspace
            .run(&format!("review --week {week} --format json"))
            .exits(0)
            .json();
        view["actions"]["proposals"][0].clone()
    };
    let before = first("2026-W46");
    assert_eq!(
        (&before["gap"], &before["measure"]),
        (&"conversion".into(), &"meeting".into())
    );
    add(&workspace, "1 --due 2026-12-11 --as-of 2026-11-16");
    assert!(workspace.read(FILE).contains("gap = \"conversion\""));
    assert_ne!(first("2026-W47")["gap"], "conversion", "A-1 is about it");
}

/// What nobody recorded was not broken.
#[test]
fn what_the_company_promised_and_nobody_recorded_is_not_broken() {
    let workspace = workspace();
    let plan = workspace.read("plans/million/plan.toml");
    workspace.write(
        "plans/million/plan.toml",
        format!("{plan}\n[resources]\nhours-per-week = 40\nbudget = 120_000\n"),
    );
    let review = || workspace.run("review --week 2026-W46").printed();
    let told = review();
    assert!(
        told.contains("**Promised for this week:** nothing recorded of selling hours, money for leads.\n"),
        "{told}"
    );
    assert!(told.contains("| selling hours | 40 | not recorded |  |"), "{told}");
    let facts = workspace.read("plans/million/facts/2026-11.csv");
    workspace.write(
        "plans/million/facts/2026-11.csv",
        format!("{facts}2026-11-10,hours,anna,,,41.5,\n2026-11-10,spend,anna,,,,100\n"),
    );
    let told = review();
    assert!(
        told.contains("**Promised for this week:** 1 kept, 1 broken (money for leads"),
        "{told}"
    );
}

/// What was decided stands beside the deal until it is decided otherwise, and the end of the period
/// looks back at what was promised.
#[test]
fn the_last_decision_is_said_and_the_end_counts_promises() {
    let workspace = workspace();
    add(&workspace, "Wait --owner gleb --due 2026-11-13 --deal D-04 --decision");
    add(
        &workspace,
        "Offer --owner gleb --due 2026-11-20 --deal D-04 --decision --as-of 2026-11-10",
    );
    add(&workspace, "Call --owner boris --due 2026-11-13 --deal R-03");
    add(&workspace, "Visit --owner anna --due 2026-11-13");
    workspace.run("action done A-3 --as-of 2026-11-12").succeeds();
    let review = workspace.run("review --week 2026-W46").printed();
    assert!(
        review.contains("; decided on 10\u{a0}November: Offer (Gleb, by 20\u{a0}November), open\n"),
        "{review}"
    );
    assert!(!review.contains("decided on 9\u{a0}November"), "{review}");
    let report = workspace.run_on(date(2027, 1, 4), "review --as-of 2026-12-31 --format json");
    let report = report.exits(0).json();
    let promised = &report["lessons"]["promised"];
    let counts = ["count", "kept", "broken", "dropped"].map(|key| promised[key].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 1, 0], "decisions are no promises");
    assert_eq!(promised["deals_of_kept"]["open"], 1);
    assert_eq!(promised["actions"].as_array().unwrap().len(), 4);
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

/// Each of them is added, whoever else adds one in the same moment.
#[test]
fn promises_made_at_once_are_all_kept() {
    let workspace = workspace();
    std::thread::scope(|scope| {
        for n in 0..12 {
            let workspace = &workspace;
            scope.spawn(move || add(workspace, &format!("call-{n} --owner anna --due 2026-12-20")));
        }
    });
    let mut ids = states(&workspace, "--week 2026-W46");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 12, "{}", workspace.read(FILE));
}

#[test]
fn a_promise_made_later_makes_no_review_stale() {
    let workspace = workspace();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.commit_all("The plan");
    workspace.run("review --week 2026-W46 --commit").succeeds();
    add(
        &workspace,
        "call --owner anna --due 2026-12-20 --commit --as-of 2026-11-17",
    );
    let stale = |workspace: &Workspace| workspace.run("check").to_string().contains("stale-review");
    assert!(!stale(&workspace));
    workspace.run("action done A-1 --as-of 2026-11-18 --commit").succeeds();
    assert!(!stale(&workspace));
    workspace.write(
        "plans/million/facts/2026-11.csv",
        "date,measure,segment,count\n2026-11-02,lead,new,5\n",
    );
    workspace.commit_all("Five leads");
    assert!(stale(&workspace));
}

#[test]
fn what_says_nothing_is_not_added() {
    let workspace = workspace();
    let words = |what: &'static str, more: &'static str| {
        let line = format!("--owner anna --due 2026-12-20 --as-of 2026-11-09 {more}");
        let words: Vec<String> = ["action", "add", what]
            .into_iter()
            .map(str::to_string)
            .chain(line.split_whitespace().map(str::to_string))
            .collect();
        workspace.run_words(words.iter().map(String::as_str))
    };
    let _ = words("  ", "").exits(2).says("what is to be done?");
    let _ = words("call", "--measure lead --target 0")
        .exits(2)
        .says("reached already");
    assert!(!workspace.path(FILE).exists() || !workspace.read(FILE).contains("call"));
}
