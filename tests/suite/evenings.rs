//! Which deals speak for an evening, however late it is asked about: one answer on the whole page,
//! and the same for every command.

use salesplan_tests::Workspace;
use serde_json::Value;

const DEALS: &str = "plans/p/deals.csv";
const HEAD: &str = "id,client,owner,segment,stage,status,amount,created,expected-close,closed\n";

/// Commits the deals as known on a day.
fn record(workspace: &Workspace, day: &str, deals: &str) {
    workspace.write(DEALS, format!("{HEAD}{deals}"));
    workspace.commit_all(&format!("Deals\n\nSalesplan-As-Of: {day}"));
}

fn review(workspace: &Workspace, week: &str) -> Value {
    workspace
        .run(&format!("review --week {week} --format json"))
        .exits(0)
        .json()
}

/// Each open deal with its amount and close, by id.
fn table(deals: &Value) -> Vec<String> {
    let line = |deal: &Value| {
        let word = |key: &str| deal[key].as_str().unwrap_or("-").to_string();
        let later: Vec<&str> = deal["not_as_of"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let later = if later.is_empty() {
            String::new()
        } else {
            format!(" ¹ {}", later.join(" "))
        };
        format!("{} {} {}{later}", word("id"), word("amount"), word("expected_close"))
    };
    let mut lines: Vec<String> = deals.as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

const FIRST: &str = "\
D-1,Acme,anna,new,meeting,,90000,2026-10-01,2026-11-20,
D-2,Borex,anna,new,meeting,,120000,2026-10-01,2026-12-05,
";

/// Acme grew and Borex was put off, but not before the week after the next.
const LATER: &str = "\
D-1,Acme,anna,new,meeting,,95000,2026-10-01,2026-11-20,
D-2,Borex,boris,new,meeting,,150000,2026-10-01,2027-01-15,
D-3,Cut,anna,new,meeting,,70000,2026-10-08,2026-12-01,
";

fn asked_late() -> Workspace {
    let workspace = Workspace::of_meetings();
    record(&workspace, "2026-10-10", FIRST);
    record(&workspace, "2026-10-30", LATER);
    workspace
}

/// What the files say now is of a later day; D-3 was known to nobody, and is there by its dates.
#[test]
fn a_late_review_has_one_truth() {
    let workspace = asked_late();
    let report = review(&workspace, "2026-W41");
    let expected = [
        "D-1 90000.00 2026-11-20",
        "D-2 120000.00 2026-12-05",
        "D-3 70000.00 2026-12-01 ¹ amount expected_close",
    ];
    assert_eq!(table(&report["deals"]), expected);
    assert_eq!(report["movement"]["end"]["amount"], "280000.00");
    assert_eq!(report["movement"]["end_basis"], "history");
    assert_eq!(report["deals_basis"], "history");
    assert_eq!(report["outlook"]["pipeline"]["stated"], "280000.00");
    let text = workspace.run("review --week 2026-W41").printed().replace('\u{a0}', " ");
    assert!(text.contains("| 70,000 ¹ |") && text.contains("December ¹ |"), "{text}");
    assert!(
        text.contains("| 120,000 |") && text.contains("¹ nobody had recorded it by that evening"),
        "{text}"
    );
    assert!(
        text.contains("The deals are as they were recorded by 11 October"),
        "{text}"
    );
}

#[test]
fn every_command_gives_the_same_answer() {
    let workspace = asked_late();
    let asked = |line: &str| {
        workspace
            .run(&format!("{line} --week 2026-W41 --format json"))
            .exits(0)
            .json()
    };
    let report = asked("review");
    assert_eq!(asked("deals")["deals"], report["deals"]);
    assert_eq!(asked("status")["outlook"], report["outlook"]);
    assert_eq!(asked("movement")["end"], report["movement"]["end"]);
    assert_eq!(asked("deals --at HEAD")["deals"], report["deals"]);
    assert_eq!(table(&asked("review --for anna")["deals"]), table(&report["deals"]));
    assert_eq!(table(&asked("review --for boris")["deals"]), [""; 0]);
    // Its own revision knows no better.
    assert_eq!(
        table(&asked("deals --at HEAD~1")["deals"]),
        table(&report["deals"])[..2]
    );
}

#[test]
fn where_nothing_was_recorded_the_figures_say_so() {
    let workspace = Workspace::of_meetings();
    record(&workspace, "2026-10-30", FIRST);
    let report = review(&workspace, "2026-W41");
    let marked = [
        "D-1 90000.00 2026-11-20 ¹ amount expected_close",
        "D-2 120000.00 2026-12-05 ¹ amount expected_close",
    ];
    assert_eq!(table(&report["deals"]), marked);
    assert_eq!(report["deals_basis"], "later_files");
    // In the week that follows the files speak for the evening.
    assert_eq!(review(&workspace, "2026-W43")["deals_basis"], "files");
    let unmarked = ["D-1 90000.00 2026-11-20", "D-2 120000.00 2026-12-05"];
    assert_eq!(table(&review(&workspace, "2026-W43")["deals"]), unmarked);
}

/// Without git nobody recorded anything, and only the days in the files tell how old they are.
#[test]
fn a_folder_without_git_is_as_late_as_the_newest_day_in_it() {
    let workspace = Workspace::of_meetings();
    workspace.write(DEALS, format!("{HEAD}{LATER}"));
    assert_eq!(review(&workspace, "2026-W41")["deals_basis"], "files");
    let entered = LATER.replace("2026-10-08", "2026-10-30");
    workspace.write(DEALS, format!("{HEAD}{entered}"));
    assert_eq!(review(&workspace, "2026-W41")["deals_basis"], "later_files");
}

/// W45 made late and W46 too: the start of one is the table of the other.
#[test]
fn the_start_is_what_the_review_before_shows() {
    let workspace = asked_late();
    for week in ["2026-W41", "2026-W42", "2026-W43"] {
        workspace.run(&format!("review --week {week} --commit")).succeeds();
    }
    let of = |week: &str| review(&workspace, week);
    for pair in ["2026-W41", "2026-W42", "2026-W43"].windows(2) {
        let (before, after) = (of(pair[0]), of(pair[1]));
        assert_eq!(after["movement"]["basis"], "review");
        assert_eq!(before["movement"]["end"], after["movement"]["start"], "{pair:?}");
        assert_eq!(
            before["outlook"]["pipeline"]["stated"],
            after["movement"]["start"]["amount"]
        );
    }
    let _ = workspace.run("verify --strict").exits(0);
}

/// What was recorded of the deals, open again, gone and handed over, is seen without any review.
#[test]
fn without_reviews_the_movement_sees_what_git_recorded() {
    let workspace = Workspace::of_meetings();
    let first = "D-1,c,anna,new,meeting,open,100000,2026-09-20,2026-12-01,\n\
                 D-2,c,anna,new,meeting,lost,70000,2026-09-20,2026-12-01,2026-10-07\n\
                 D-3,c,boris,new,meeting,open,30000,2026-09-20,2026-12-01,\n";
    let second = "D-2,c,anna,new,meeting,open,70000,2026-09-20,2026-12-01,\n\
                  D-3,c,anna,new,meeting,open,30000,2026-09-20,2026-12-01,\n";
    record(&workspace, "2026-10-11", first);
    record(&workspace, "2026-10-18", second);
    let movement = review(&workspace, "2026-W42")["movement"].clone();
    let sums = |of: &Value| {
        let buckets = of["buckets"].as_array().unwrap().iter();
        let line = |bucket: &Value| {
            format!(
                "{} {}",
                bucket["kind"].as_str().unwrap(),
                bucket["amount"].as_str().unwrap()
            )
        };
        buckets.map(line).collect::<Vec<_>>()
    };
    assert_eq!(movement["start"]["amount"], "130000.00");
    assert_eq!(sums(&movement), ["reopened 70000.00", "gone -100000.00"]);
    assert_eq!(movement["end"]["amount"], "100000.00");
    let boris = movement["by_person"]
        .as_array()
        .unwrap()
        .iter()
        .find(|slice| slice["id"] == "boris");
    assert_eq!(sums(boris.unwrap()), ["moved_out -30000.00"]);
}

/// A name that only the recorded state knows is hidden like any other.
#[test]
fn a_name_that_only_an_earlier_state_has_is_hidden() {
    let workspace = Workspace::of_meetings();
    record(&workspace, "2026-10-10", FIRST);
    record(&workspace, "2026-10-30", &FIRST.replace("Acme", "Tin Whistle"));
    for command in ["deals", "review", "status", "explain deal.D-1.chance"] {
        let line = format!("{command} --week 2026-W41 --format json");
        let shown = workspace.run(&line).exits(0).stdout;
        let hidden = workspace.run(&format!("{line} --redact clients")).exits(0).stdout;
        assert!(command != "deals" || shown.contains("Acme"), "{shown}");
        assert!(!hidden.contains("Acme"), "{command}: {hidden}");
    }
}

/// A file without rows says that there are no deals; no file says nothing.
#[test]
fn a_week_without_deals_stays_one() {
    let workspace = Workspace::of_meetings();
    record(&workspace, "2026-10-10", "");
    workspace.run("review --week 2026-W41 --commit").succeeds();
    let undated = "D-1,Acme,anna,new,meeting,,90000,,2026-11-20,\n";
    record(&workspace, "2026-10-14", undated);
    record(&workspace, "2026-11-20", &undated.replace("90000", "95000"));
    assert_eq!(table(&review(&workspace, "2026-W41")["deals"]), [""; 0]);
    let movement = review(&workspace, "2026-W42")["movement"].clone();
    assert_eq!(
        (&movement["start"]["count"], &movement["end"]["count"]),
        (&0.into(), &1.into())
    );

    let workspace = Workspace::of_meetings();
    workspace.commit_all("The plan\n\nSalesplan-As-Of: 2026-10-10");
    record(&workspace, "2026-10-14", undated);
    record(&workspace, "2026-11-20", &undated.replace("90000", "95000"));
    let late = review(&workspace, "2026-W41");
    assert_eq!(
        table(&late["deals"]),
        ["D-1 90000.00 2026-11-20 ¹ stage amount expected_close"]
    );
}

/// What was recorded in the week after an evening may be of either week. Where both are asked for,
/// it is told once.
#[test]
fn weeks_that_are_printed_together_join() {
    let workspace = Workspace::of_meetings();
    record(&workspace, "2026-10-10", FIRST);
    // Within seven days of 18 October.
    record(&workspace, "2026-10-24", LATER);
    let printed = workspace
        .run("review --week 2026-W41..2026-W43 --format json")
        .exits(0)
        .json();
    let reviews = printed["reviews"].as_array().unwrap();
    for pair in reviews.windows(2) {
        assert_eq!(
            pair[0]["movement"]["end"]["amount"],
            pair[1]["movement"]["start"]["amount"]
        );
    }
    let grown = |review: &&Value| {
        let kinds = review["movement"]["buckets"].as_array().unwrap().iter();
        kinds.clone().any(|bucket| bucket["kind"] == "grown")
    };
    assert_eq!(reviews.iter().filter(grown).count(), 1, "{printed:#}");
}
