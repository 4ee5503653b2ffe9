//! What the review says of the open deals between two reviews, in real repositories.

use salesplan_tests::Workspace;
use serde_json::Value;

const DEALS: &str = "plans/p/deals.csv";
const HEAD: &str = "id,client,owner,segment,stage,status,amount,created,expected-close,closed\n";
const FIRST: &str = "\
D-1,Tin Whistle,anna,new,meeting,,100000,2026-10-05,2026-11-20,
D-2,Blue Fern,anna,new,meeting,,200000,2026-10-05,2026-11-20,
D-3,Old Mill,boris,new,meeting,,300000,2026-10-05,2026-12-20,
D-4,Round Table,boris,new,meeting,,400000,2026-10-05,2027-01-20,
D-5,Paper Comet,anna,new,meeting,,500000,2026-10-05,2026-12-01,
D-6,Nine Acorns,anna,new,meeting,,,2026-10-05,2026-12-01,
";
const SECOND: &str = "\
D-1,Tin Whistle,anna,new,deal,won,120000,2026-10-05,2026-11-20,2026-10-21
D-2,Blue Fern,anna,new,meeting,lost,200000,2026-10-05,2026-11-20,2026-10-22
D-3,Old Mill,boris,new,meeting,,300000,2026-10-05,2027-01-10,
D-4,Round Table,boris,new,meeting,,400000,2026-10-05,2026-12-29,
D-5,Paper Comet,boris,new,meeting,,450000,2026-10-05,2026-12-01,
D-7,Green Kettle,anna,new,meeting,,70000,2026-10-20,2026-12-05,
D-8,Quiet Harbour,anna,new,deal,won,80000,2026-10-20,2026-12-05,2026-10-23
";

fn workspace(deals: &str) -> Workspace {
    let workspace = Workspace::of_meetings();
    workspace.write(DEALS, format!("{HEAD}{deals}"));
    workspace.commit_all("The plan");
    workspace
}

fn movement(workspace: &Workspace, week: &str) -> Value {
    let report = workspace
        .run(&format!("review --week {week} --format json"))
        .exits(0)
        .json();
    report["movement"].clone()
}

/// Kind, sum, average and deals of every bucket.
fn buckets(of: &Value) -> Vec<(String, String, String, String)> {
    let word = |value: &Value| value.as_str().unwrap_or("").to_string();
    let buckets = of["buckets"].as_array().expect("a movement has buckets");
    buckets
        .iter()
        .map(|bucket| {
            let deals: Vec<String> = bucket["deals"].as_array().unwrap().iter().map(word).collect();
            (
                word(&bucket["kind"]),
                word(&bucket["amount"]),
                word(&bucket["at_average"]),
                deals.join(" "),
            )
        })
        .collect()
}

fn told(of: &Value) -> Vec<String> {
    let line = |(kind, sum, average, deals): (String, String, String, String)| {
        format!("{kind} {sum} {average} {deals}").replace("  ", " ")
    };
    buckets(of).into_iter().map(line).collect()
}

/// In units of the currency.
fn balance(of: &Value) -> f64 {
    let sum = |value: &Value| value["amount"].as_str().unwrap().parse::<f64>().unwrap();
    let parts: f64 = of["buckets"].as_array().unwrap().iter().map(sum).sum();
    sum(&of["start"]) + parts - sum(&of["end"])
}

#[test]
fn between_two_committed_reviews_every_deal_has_its_part() {
    let workspace = workspace(FIRST);
    workspace.run("review --week 2026-W42 --commit").succeeds();
    workspace.write(DEALS, format!("{HEAD}{SECOND}"));
    workspace.commit_all("A week later");
    let movement = movement(&workspace, "2026-W43");
    assert_eq!(
        (&movement["basis"], &movement["previous_week"]),
        (&"review".into(), &"2026-W42".into())
    );
    assert_eq!(
        told(&movement),
        [
            "new 150000.00 D-7 D-8",
            "pulled_in 400000.00 D-4",
            "grown 20000.00 D-1",
            "shrunk -50000.00 D-5",
            "won -200000.00 D-1 D-8",
            "lost -200000.00 D-2",
            "gone 0.00 -200000.00 D-6",
            "slipped -300000.00 D-3",
        ]
    );
    assert_eq!(balance(&movement), 0.0);
    // Paper Comet went from Anna to Boris, smaller than it was.
    let of = |name: &str| {
        let slices = movement["by_person"].as_array().unwrap();
        slices.iter().find(|slice| slice["title"] == name).unwrap().clone()
    };
    assert!(told(&of("Anna")).contains(&"moved_out -450000.00 D-5".to_string()));
    assert!(told(&of("Boris")).contains(&"moved_in 450000.00 D-5".to_string()));
    let review = workspace.run("review --week 2026-W43").printed();
    assert!(review.contains("- Won: 200,000, 2 deals (D-1, D-8)."), "{review}");
}

#[test]
fn what_is_known_late_is_restated() {
    let late = FIRST.replace(
        "D-1,Tin Whistle,anna,new,meeting,,100000,2026-10-05,2026-11-20,\n",
        "D-1,Tin Whistle,anna,new,deal,won,100000,2026-10-05,2026-11-20,2026-10-14\n",
    );
    let workspace = workspace(FIRST);
    workspace.run("review --week 2026-W42 --commit").succeeds();
    workspace.write(DEALS, format!("{HEAD}{late}"));
    workspace.commit_all("Somebody remembers");
    let movement = movement(&workspace, "2026-W43");
    assert_eq!(told(&movement), ["restated -100000.00 D-1"]);
    let restated = movement["restated"].as_array().unwrap();
    let facts: Vec<String> = restated
        .iter()
        .map(|fact| format!("{} {} {}", fact["measure"], fact["before"], fact["after"]))
        .collect();
    assert_eq!(facts, [r#""signed" "0.00" "100000.00""#, r#""stage" 0 1"#]);
}

#[test]
fn a_changed_plan_is_told_as_the_plans_doing() {
    let workspace = workspace(FIRST);
    workspace.run("review --week 2026-W42 --commit").succeeds();
    let plan = workspace.read("plans/p/plan.toml");
    workspace.write(
        "plans/p/plan.toml",
        plan.replace("average-deal = 200_000", "average-deal = 250_000"),
    );
    workspace.commit_all("Larger deals");
    let report = workspace.run("review --week 2026-W43 --format json").exits(0).json();
    assert_eq!(told(&report["movement"]), ["plan 0.00 50000.00 D-6"]);
    assert_eq!(report["since"]["plan"][0]["before"], "200000.00");
    let review = workspace.run("review --week 2026-W43").printed();
    assert!(review.contains("- The plan: "), "{review}");
}

#[test]
fn without_an_earlier_review_what_was_recorded_is_the_start() {
    let workspace = workspace(FIRST);
    workspace.git(&["commit", "-q", "--amend", "-m", "Deals\n\nSalesplan-As-Of: 2026-10-10"]);
    workspace.write(DEALS, format!("{HEAD}{}", FIRST.replace("100000", "130000")));
    workspace.git(&["commit", "-qam", "Deals\n\nSalesplan-As-Of: 2026-10-14"]);
    workspace.write(DEALS, format!("{HEAD}{}", FIRST.replace("100000", "110000")));
    workspace.git(&["commit", "-qam", "Deals\n\nSalesplan-As-Of: 2026-10-16"]);
    let movement = movement(&workspace, "2026-W42");
    assert_eq!(movement["basis"], "history");
    assert_eq!(told(&movement), ["grown 10000.00 D-1"]);
    // Up and down again within the week.
    let amounts: Vec<&str> = movement["paths"][0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["amount"].as_str().unwrap())
        .collect();
    assert_eq!(amounts, ["100000.00", "130000.00", "110000.00"]);
}

#[test]
fn an_import_with_another_mapping_is_no_business() {
    let workspace = workspace(FIRST);
    let import = |day: &str, mapping: &str, amount: &str| {
        workspace.write(DEALS, format!("{HEAD}{}", FIRST.replace("100000", amount)));
        let message = format!("Import\n\nSalesplan-As-Of: {day}\nSalesplan-Profile: {mapping}");
        workspace.git(&["commit", "-qam", &message]);
    };
    import("2026-10-10", "sha256:aa", "101000");
    workspace.run("review --week 2026-W41 --commit").succeeds();
    import("2026-10-15", "sha256:aa", "102000");
    assert_eq!(told(&movement(&workspace, "2026-W42")), ["grown 1000.00 D-1"]);
    import("2026-10-16", "sha256:bb", "90000");
    assert_eq!(told(&movement(&workspace, "2026-W42")), ["mapping -11000.00 D-1"]);
}

/// What such an import leaves out is no deal that went, whether its row goes or says so.
#[test]
fn what_another_mapping_leaves_out_is_not_gone() {
    let first = format!("{HEAD}{FIRST}");
    let lines = || first.lines();
    let without: Vec<&str> = lines().filter(|line| !line.starts_with("D-2")).collect();
    let marked: Vec<String> = lines()
        .map(|line| match line.split(',').next() {
            Some("id") => format!("{line},gone"),
            Some("D-2") => format!("{line},2026-10-16"),
            _ => format!("{line},"),
        })
        .collect();
    for text in [without.join("\n"), marked.join("\n")] {
        for (mapping, expected) in [("aa", "gone -200000.00 D-2"), ("bb", "mapping -200000.00 D-2")] {
            let workspace = workspace(FIRST);
            let import = |day: &str, mapping: &str, text: &str| {
                workspace.write(DEALS, format!("{}\n", text.trim_end()));
                let message = format!("Import\n\nSalesplan-As-Of: {day}\nSalesplan-Profile: sha256:{mapping}");
                workspace.git(&["commit", "-qam", &message]);
            };
            import("2026-10-10", "aa", &first.replace("100000", "101000"));
            workspace.run("review --week 2026-W41 --commit").succeeds();
            import("2026-10-16", mapping, &text.replace("100000", "101000"));
            assert_eq!(told(&movement(&workspace, "2026-W42")), [expected], "{text}");
        }
    }
}

/// In by a commit of Wednesday and out by Sunday.
#[test]
fn what_came_and_went_within_a_week_has_its_entry_and_exit() {
    let workspace = workspace(
        "D-2,c,boris,new,meeting,open,50000,2026-10-01,2027-02-01,\n\
         D-3,c,boris,new,meeting,lost,30000,2026-10-01,2026-12-01,2026-10-08\n\
         D-4,c,anna,new,meeting,lost,40000,2026-10-01,2026-12-01,2026-10-08\n\
         D-9,c,anna,new,meeting,open,9000,2026-10-01,2026-12-01,\n",
    );
    workspace.git(&["commit", "-q", "--amend", "-m", "Deals\n\nSalesplan-As-Of: 2026-10-11"]);
    workspace.run("review --week 2026-W41 --commit").succeeds();
    record(
        &workspace,
        "2026-10-14",
        "D-1,c,anna,new,meeting,open,10000,2026-10-12,2026-12-01,\n\
         D-2,c,boris,new,meeting,open,50000,2026-10-01,2026-12-01,\n\
         D-3,c,boris,new,meeting,open,30000,2026-10-01,2026-12-01,\n\
         D-4,c,anna,new,meeting,open,40000,2026-10-01,2026-12-01,\n\
         D-9,c,anna,new,meeting,open,9000,2026-10-01,2026-12-01,\n",
    );
    record(
        &workspace,
        "2026-10-18",
        "D-2,c,boris,new,meeting,open,50000,2026-10-01,2027-02-01,\n\
         D-3,c,boris,new,meeting,lost,30000,2026-10-01,2026-12-01,2026-10-16\n\
         D-4,c,anna,new,deal,won,40000,2026-10-01,2026-12-01,2026-10-16\n\
         D-9,c,anna,new,meeting,open,9000,2026-10-01,2026-12-01,\n",
    );
    let movement = movement(&workspace, "2026-W42");
    assert_eq!(
        told(&movement),
        [
            "new 10000.00 D-1",
            "reopened 70000.00 D-3 D-4",
            "pulled_in 50000.00 D-2",
            "won -40000.00 D-4",
            "lost -30000.00 D-3",
            "gone -10000.00 D-1",
            "slipped -50000.00 D-2",
        ]
    );
    assert_eq!(balance(&movement), 0.0);
}

/// Several sources have a profile each, and none of them has another mapping for that.
#[test]
fn two_profiles_in_turn_are_no_other_mapping() {
    let workspace = workspace(FIRST);
    let import = |day: &str, profile: &str, amount: &str| {
        workspace.write(DEALS, format!("{HEAD}{}", FIRST.replace("100000", amount)));
        let message = format!(
            "Import\n\nSalesplan-Import: {profile}\nSalesplan-As-Of: {day}\nSalesplan-Profile: sha256:{profile}"
        );
        workspace.git(&["commit", "-qam", &message]);
    };
    import("2026-10-09", "leads", "100500");
    import("2026-10-10", "won", "101000");
    workspace.run("review --week 2026-W41 --commit").succeeds();
    import("2026-10-15", "leads", "102000");
    import("2026-10-16", "won", "103000");
    assert_eq!(told(&movement(&workspace, "2026-W42")), ["grown 2000.00 D-1"]);
}

#[test]
fn a_clone_without_the_previous_commit_says_so_and_does_not_commit() {
    let workspace = workspace(FIRST);
    workspace.run("review --week 2026-W42 --commit").succeeds();
    let folder = workspace.path("shallow");
    let url = format!("file://{}", workspace.path("").display());
    workspace.git(&["clone", "-q", "--depth", "1", &url, folder.to_str().unwrap()]);
    let printed = workspace.run("-C shallow review --week 2026-W43");
    let _ = printed.exits(0).says("git fetch --unshallow");
    let committed = workspace.run("-C shallow review --week 2026-W43 --commit");
    let _ = committed.exits(2).says("history is cut off");
}

/// Commits the deals as known on a day.
fn record(workspace: &Workspace, day: &str, deals: &str) {
    workspace.write(DEALS, format!("{HEAD}{deals}"));
    let message = format!("Deals\n\nSalesplan-As-Of: {day}");
    workspace.git(&["commit", "-q", "--allow-empty", "-am", &message]);
}

/// A quarter's month: gone, handed over and put off at once, pulled in again, lost, open again.
const MONTH: [(&str, &str, &str); 7] = [
    ("2026-10-10", "2026-W41", ""),
    // The Monday on which the week before is reviewed.
    ("2026-10-12", "2026-W41", "D-1 100000 130000"),
    (
        "2026-10-16",
        "2026-W42",
        "D-2 gone; D-3 boris anna; D-3 2026-12-20 2027-01-10",
    ),
    (
        "2026-10-23",
        "2026-W43",
        "D-3 2027-01-10 2026-12-21; D-1 meeting,, meeting,lost,; D-1 2026-11-20, 2026-11-20,2026-10-22",
    ),
    (
        "2026-10-30",
        "2026-W44",
        "D-1 meeting,lost, meeting,,; D-1 2026-11-20,2026-10-22 2026-11-20,",
    ),
    ("2026-11-06", "2026-W45", "D-5 500000 ; D-4 boris anna"),
    // Much later, so that each week above is asked about when it is over.
    ("2026-11-20", "2026-W47", "D-6 gone"),
];

fn changed(deals: &str, changes: &str) -> String {
    let mut deals: Vec<String> = deals.lines().map(str::to_string).collect();
    for change in changes.split("; ").filter(|change| !change.is_empty()) {
        let words: Vec<&str> = change.split(' ').collect();
        let deal = deals
            .iter()
            .position(|line| line.starts_with(&format!("{},", words[0])));
        let deal = deal.expect("changes name deals that are there");
        match words[1..] {
            ["gone"] => drop(deals.remove(deal)),
            [from, to] => {
                assert!(deals[deal].contains(from), "{}: {from}", deals[deal]);
                deals[deal] = deals[deal].replacen(from, to, 1);
            }
            _ => panic!("{change}"),
        }
    }
    deals.join("\n") + "\n"
}

/// The month in a repository, with the reviews of these weeks committed when they were due.
fn month(reviewed: &[&str]) -> Workspace {
    let workspace = workspace(FIRST);
    workspace.git(&["commit", "-q", "--amend", "-m", "Plan\n\nSalesplan-As-Of: 2026-10-01"]);
    let mut deals = FIRST.to_string();
    for (index, (day, week, changes)) in MONTH.iter().enumerate() {
        deals = changed(&deals, changes);
        record(&workspace, day, &deals);
        let is_last_of_week = MONTH.get(index + 1).is_none_or(|(_, next, _)| next != week);
        if is_last_of_week && reviewed.contains(week) {
            workspace.run(&format!("review --week {week} --commit")).succeeds();
        }
    }
    workspace
}

#[test]
fn a_movement_begins_where_the_one_before_ended() {
    let weeks = ["2026-W41", "2026-W42", "2026-W43", "2026-W44", "2026-W45"];
    for reviewed in [&weeks[..], &[], &weeks[1..3], &weeks[..1]] {
        let workspace = month(reviewed);
        let movements: Vec<Value> = weeks.iter().map(|week| movement(&workspace, week)).collect();
        // Where weeks have no review, a movement reaches back to the last one that has.
        let adjacent = |pair: &[Value]| pair[0]["until"] == pair[1]["since"];
        let pairs = weeks[1..].iter().zip(movements.windows(2));
        for (week, pair) in pairs.filter(|(_, pair)| adjacent(pair)) {
            for key in ["amount", "at_average", "count", "deals"] {
                assert_eq!(
                    pair[0]["end"][key], pair[1]["start"][key],
                    "{week} {key}, reviewed: {reviewed:?}"
                );
            }
        }
        for of in &movements {
            assert_eq!(balance(of), 0.0, "{of}");
        }
        let of_week = told(&movements[1]);
        let gone = ["gone -200000.00 D-2", "slipped -300000.00 D-3"];
        // Without its review, what was put right on the Monday after W41 is of W42.
        let monday = (!reviewed.contains(&"2026-W41")).then_some("grown 30000.00 D-1");
        assert_eq!(
            of_week,
            monday.into_iter().chain(gone).collect::<Vec<_>>(),
            "{reviewed:?}"
        );
        if adjacent(&movements[2..4]) {
            assert_eq!(told(&movements[3]), ["reopened 130000.00 D-1"], "{reviewed:?}");
        }
    }
}

/// Late or in time, first or after other inputs: what is there already is not made otherwise.
#[test]
fn the_same_inputs_make_no_second_commit() {
    let in_time = ["2026-W42", "2026-W43"];
    let weeks = ["2026-W41", "2026-W42", "2026-W43", "2026-W44", "2026-W45"];
    let workspace = month(&in_time);
    let commit = || {
        for week in weeks {
            workspace.run(&format!("review --week {week} --commit")).succeeds();
        }
    };
    commit();
    let reviewed = workspace.n_commits();
    commit();
    assert_eq!(
        workspace.n_commits(),
        reviewed,
        "{}",
        workspace.git(&["log", "--oneline"])
    );
    let _ = workspace.run("verify --strict").exits(0);
    for (week, next) in weeks.iter().zip(&weeks[1..]) {
        let (of, after) = (movement(&workspace, week), movement(&workspace, next));
        assert_eq!(of["end"], after["start"], "{week}");
    }
}
