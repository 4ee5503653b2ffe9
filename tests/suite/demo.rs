//! `demo`: the first thing that anyone runs.

use std::fs;

use salesplan_tests::Workspace;
use salesplan_tests::git::{git_in, try_git_in};

const HEAD: &[&str] = &["rev-parse", "HEAD"];

#[test]
fn makes_a_repository_with_a_review_for_every_week() {
    let workspace = Workspace::new();
    let review = workspace.run("demo").exits(0).says("Try next").stdout;
    assert_eq!(workspace.names_in(""), ["salesplan-demo"]);
    let reviews = workspace.names_in("salesplan-demo/reviews/million");
    let weeks = (41..=46).flat_map(|week| [format!("2026-W{week}"), format!("2026-W{week}.md")]);
    assert_eq!(reviews, weeks.chain(["README.md".to_string()]).collect::<Vec<_>>());
    assert_eq!(
        review,
        workspace.read("salesplan-demo/reviews/million/2026-W46.md"),
        "the last review is shown"
    );

    let demo = workspace.path("salesplan-demo");
    assert_eq!(git_in(&demo, &["status", "--porcelain"]), "", "everything is committed");
    assert_eq!(git_in(&demo, &["branch", "--show-current"]), "main");
    let fsck = try_git_in(&demo, &["fsck", "--strict"]);
    assert!(fsck.status.success(), "{fsck:?}");
    workspace.run("-C salesplan-demo check --fail-on warning").succeeds();
}

#[test]
fn makes_the_same_history_every_time() {
    let workspace = Workspace::new();
    workspace.run("demo first").succeeds();
    workspace.run("demo second").succeeds();
    let [first, second] = ["first", "second"].map(|folder| git_in(&workspace.path(folder), HEAD));
    assert_eq!(first, second);
}

#[test]
fn stands_where_it_was_told_to() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("work")).unwrap();
    workspace.run("-C work demo here").succeeds();
    assert!(workspace.path("work/here/plans/million/plan.toml").is_file());
    workspace.run("demo new/below/here").succeeds();
    assert!(workspace.path("new/below/here/plans/million/plan.toml").is_file());
}

#[test]
fn takes_a_folder_that_is_there_and_empty() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("empty")).unwrap();
    workspace.run("demo empty").succeeds();
    assert!(workspace.path("empty/plans/million/plan.toml").is_file());
}

#[test]
fn refuses_a_folder_that_holds_anything() {
    let workspace = Workspace::new();
    workspace.write("mine/notes.txt", "keep me");
    let _ = workspace.run("demo mine").exits(2).says("mine is not empty");
    assert_eq!(workspace.names_in("mine"), ["notes.txt"]);
    assert_eq!(workspace.names_in(""), ["mine"], "nothing is left beside it");
}

#[test]
fn leaves_nothing_behind_where_it_cannot_be_made() {
    let workspace = Workspace::new();
    workspace.write("mine", "a file, not a folder");
    let _ = workspace.run("demo mine").exits(2);
    let _ = workspace.run("demo mine/below").exits(2);
    assert_eq!(workspace.names_in(""), ["mine"]);
    assert_eq!(workspace.read("mine"), "a file, not a folder");
}

#[test]
fn a_repository_around_it_is_left_alone() {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    workspace.run("demo").succeeds();
    assert_eq!(workspace.n_commits(), 1, "the outer repository has no commit more");
    assert_eq!(
        git_in(&workspace.path("salesplan-demo"), &["rev-list", "--count", "HEAD"]),
        "14"
    );
}
