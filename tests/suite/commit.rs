//! `review --commit`, the main job: one commit of one review, from what is
//! committed, beside whatever the user is doing.

use salesplan_tests::Workspace;

const REVIEW: &str = "reviews/million/2026-W45.md";
const INDEX: &str = "reviews/million/README.md";
/// All that a review's commit touches.
const FILES: [&str; 4] = [
    REVIEW,
    "reviews/million/2026-W45/funnel.svg",
    "reviews/million/2026-W45/goal.svg",
    INDEX,
];
const COMMIT: &str = "review --week 2026-W45 --commit";

fn committed_plan() -> Workspace {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    workspace
}

#[test]
fn commits_the_review_and_nothing_else() {
    let workspace = committed_plan();
    let _ = workspace
        .run(COMMIT)
        .exits(0)
        .says("Committed reviews/million/2026-W45.md as ");
    assert_eq!(
        workspace.git(&["show", "--name-status", "--format=", "HEAD"]),
        FILES.map(|file| format!("A\t{file}")).join("\n")
    );
    assert_eq!(workspace.git(&["status", "--porcelain"]), "");
    let message = workspace.git(&["log", "-1", "--format=%B"]);
    assert!(
        message.starts_with("Review 2026-W45 of million: 0 % of the goal"),
        "{message}"
    );
    let plan = workspace.git(&["rev-parse", "HEAD^"]);
    assert!(message.contains(&format!("\nSalesplan-Commit: {plan}\n")), "{message}");
    assert_eq!(
        workspace.git(&["log", "-1", "--format=%(trailers:key=Salesplan-Week,valueonly)"]),
        "2026-W45"
    );
}

#[test]
fn a_second_run_makes_no_second_commit() {
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    let _ = workspace.run(COMMIT).exits(0).says("is up to date");
    assert_eq!(workspace.n_commits(), 2);
}

#[test]
fn a_commit_of_something_else_makes_no_new_review() {
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    workspace.write("notes.txt", "nothing that the review reads");
    workspace.commit_all("Notes");
    let _ = workspace.run(COMMIT).exits(0).says("is up to date");
    assert_eq!(workspace.n_commits(), 3);
}

#[test]
fn changed_facts_make_it_anew() {
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-05,lead,new,7\n",
    );
    workspace.commit_all("Leads of October");
    workspace.run(COMMIT).succeeds();
    assert_eq!(workspace.n_commits(), 4);
    let report = workspace.run("review --week 2026-W45 --format json").exits(0).json();
    let rows = report["plan_fact"]["to_date"]["rows"].as_array().unwrap();
    let leads = rows.iter().find(|row| row["stage"] == "lead").expect("a row for leads");
    assert_eq!(leads["fact"], 7);
    workspace.run("check --fail-on warning").succeeds();
}

#[test]
fn staged_and_unstaged_work_stays_as_it_is() {
    let workspace = committed_plan();
    workspace.write("staged.txt", "staged");
    workspace.git(&["add", "staged.txt"]);
    workspace.write("plans/million/team.toml", "[people.anna]\n");
    workspace.git(&["add", "plans/million/team.toml"]);
    workspace.write("plans/million/team.toml", "[people.boris]\n");
    workspace.write("untracked.txt", "untracked");
    let before = workspace.git(&["status", "--porcelain"]);

    let _ = workspace
        .run(COMMIT)
        .exits(0)
        .says("left out, since it is not committed: plans/million/team.toml");
    assert_eq!(workspace.git(&["status", "--porcelain"]), before);
    assert_eq!(workspace.git(&["show", ":plans/million/team.toml"]), "[people.anna]");
    assert_eq!(workspace.read("plans/million/team.toml"), "[people.boris]\n");
    assert_eq!(
        workspace.git(&["show", "--name-only", "--format=", "HEAD"]),
        FILES.join("\n")
    );
    assert!(
        workspace
            .git(&["show", &format!("HEAD:{REVIEW}")])
            .contains("# 2026-W45")
    );

    // The user's next commit must carry the review along, not revert it.
    workspace.git(&["commit", "--quiet", "--message", "Mine"]);
    assert!(
        workspace
            .git(&["ls-tree", "-r", "--name-only", "HEAD"])
            .contains(REVIEW)
    );
}

#[test]
fn a_review_edited_by_hand_is_not_overwritten() {
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    let edited = workspace
        .read(REVIEW)
        .replace("# 2026-W45", "# My own words on 2026-W45");
    workspace.write(REVIEW, &edited);
    workspace.commit_all("An edit");
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-05,lead,new,7\n",
    );
    workspace.commit_all("Leads");
    let _ = workspace.run(COMMIT).exits(2).says("was edited by hand");
    assert_eq!(workspace.read(REVIEW), edited);
    assert_eq!(workspace.n_commits(), 4);
}

/// Charts are a review's as well; a drawing of somebody's own beside them is theirs.
#[test]
fn a_chart_edited_by_hand_is_not_overwritten() {
    const CHART: &str = "reviews/million/2026-W45/goal.svg";
    const OWN: &str = "reviews/million/2026-W45/own.svg";
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    workspace.write(OWN, "<svg/>");
    workspace.commit_all("A drawing");
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-05,lead,new,7\n",
    );
    workspace.commit_all("Leads");
    workspace.run(COMMIT).succeeds();
    assert_eq!(workspace.read(OWN), "<svg/>");
    let drawn = workspace.read(CHART);
    for edited in [drawn.replace("<svg", "<svg id=\"x\""), "<svg/>".to_string()] {
        workspace.write(CHART, &edited);
        workspace.commit_all("An edit");
        workspace.write(
            "plans/million/facts/2026-10.csv",
            "date,measure,segment,count\n2026-10-05,lead,new,8\n",
        );
        workspace.commit_all("More leads");
        let refused = workspace.run(COMMIT).exits(2);
        assert!(refused.stderr.contains("goal.svg was edited by hand"), "{refused}");
        assert_eq!(workspace.read(CHART), edited);
        workspace.git(&["reset", "-q", "--hard", "HEAD~2"]);
    }
    let _ = workspace.run("verify").exits(0);
    workspace.write(CHART, drawn.replace("<svg", "<svg id=\"x\""));
    workspace.commit_all("An edit");
    let verified = workspace.run("verify").exits(1);
    assert!(
        verified
            .stdout
            .contains("its chart reviews/million/2026-W45/goal.svg was edited by hand"),
        "{verified}"
    );
}

#[test]
fn an_edit_that_is_not_committed_is_not_overwritten_either() {
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-05,lead,new,7\n",
    );
    workspace.commit_all("Leads");
    workspace.write(REVIEW, "my own words\n");
    let _ = workspace.run(COMMIT);
    assert_eq!(workspace.read(REVIEW), "my own words\n");
}

#[test]
fn a_file_that_is_no_review_is_not_overwritten() {
    let workspace = Workspace::million();
    workspace.write(REVIEW, "notes of the meeting\n");
    workspace.commit_all("The plan and notes");
    let _ = workspace.run(COMMIT).exits(2).says("was edited by hand");
    assert_eq!(workspace.read(REVIEW), "notes of the meeting\n");
}

#[test]
fn any_revision_says_what_was_committed_then() {
    let workspace = committed_plan();
    workspace.run(COMMIT).succeeds();
    let plan = workspace.git(&["rev-parse", "HEAD^"]);
    let then = workspace.read(REVIEW);
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-05,lead,new,7\n",
    );
    workspace.commit_all("Leads");
    workspace.run(COMMIT).succeeds();
    assert_ne!(workspace.read(REVIEW), then);
    let again = workspace.run(&format!("review --week 2026-W45 --at {plan}")).printed();
    assert_eq!(again, then);
    let _ = workspace.run("review --week 2026-W45 --at HEAD --commit").exits(2);
}

#[test]
fn what_is_printed_is_what_would_be_committed() {
    let workspace = committed_plan();
    let printed = workspace.run("review --week 2026-W45").printed();
    workspace.run(COMMIT).succeeds();
    assert_eq!(workspace.read(REVIEW), printed);
}

#[test]
fn a_later_review_names_the_one_before() {
    let workspace = committed_plan();
    workspace.run("review --week 2026-W44 --commit").succeeds();
    workspace.run(COMMIT).succeeds();
    let report = workspace.run("review --week 2026-W45 --format json").json();
    assert_eq!(report["sources"]["previous"]["week"], "2026-W44");
    let plan = workspace.git(&["rev-list", "--max-parents=0", "HEAD"]);
    assert_eq!(report["sources"]["previous"]["commit"], plan.as_str());
}

#[test]
fn two_weeks_at_once_are_both_committed() {
    let workspace = committed_plan();
    let weeks = ["2026-W42", "2026-W43", "2026-W44", "2026-W45"];
    std::thread::scope(|scope| {
        for week in weeks {
            let workspace = &workspace;
            scope.spawn(move || {
                // 3 means: the branch moved too often or a lock was held, try again.
                let run = || workspace.run(&format!("review --week {week} --commit"));
                let outcome = (0..20)
                    .map(|_| run())
                    .find(|outcome| outcome.code != 3)
                    .expect("20 tries are enough");
                outcome.succeeds();
            });
        }
    });
    assert_eq!(workspace.n_commits(), 1 + weeks.len());
    // Each with a folder of charts, and the list of them.
    assert_eq!(workspace.names_in("reviews/million").len(), 2 * weeks.len() + 1);
    let index = workspace.read(INDEX);
    for week in weeks {
        assert!(index.contains(&format!("[{week}]({week}.md)")), "{index}");
    }
    assert_eq!(workspace.git(&["status", "--porcelain"]), "");
    workspace.git(&["fsck", "--strict"]);
}

/// Today is the Monday of W48.
#[test]
fn a_week_that_is_not_over_is_not_committed() {
    let workspace = committed_plan();
    let commits = workspace.n_commits();
    for line in [
        "--week 2026-W48",
        "--week 2026-W53",
        "--as-of 2026-11-24",
        "--as-of 2026-12-31",
    ] {
        let outcome = workspace.run(&format!("review {line} --commit"));
        let _ = outcome.exits(2).says("is not over");
    }
    let _ = workspace.run("review --week 2026-W47..2026-W48 --commit").exits(2);
    assert_eq!(workspace.n_commits(), commits + 1, "only W47 is over");
    let printed = workspace.run("review --week 2026-W48").printed();
    assert!(printed.contains("The week is not over"), "{printed}");
    for command in ["review", "status", "deals", "movement"] {
        let _ = workspace
            .run(&format!("{command} --week 2026-W53"))
            .exits(2)
            .says("has not come yet");
    }
    workspace.run("review --as-of 2026-11-23 --commit").succeeds();
    let committed = workspace.read("reviews/million/2026-W48.md");
    assert!(committed.contains("The week is not over"), "{committed}");
    let _ = workspace.run("verify --strict").exits(0);
}
