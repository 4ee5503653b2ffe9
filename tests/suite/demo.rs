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

/// In Russian everything that people read is Russian, and every figure is the same.
#[test]
fn the_demo_is_there_in_russian_too() {
    let workspace = Workspace::new();
    workspace.run("demo english --quiet").exits(0).succeeds();
    let said = workspace.run("demo russian --lang ru").exits(0);
    let said = said.says("Попробуйте дальше").says("чего требует цель");
    assert!(
        !said.stderr.contains("Try next") && !said.stderr.contains("reviewed"),
        "{said}"
    );
    let outlook = |folder: &str| {
        let report = workspace
            .run(&format!("-C {folder} review --week 2026-W46 --format json"))
            .json();
        (report["outlook"].clone(), report["consent"]["n_agreed"].clone())
    };
    assert_eq!(outlook("russian"), outlook("english"));
    for line in ["check --fail-on warning", "verify --strict", "agreements --verify"] {
        let _ = workspace.run(&format!("-C russian {line}")).exits(0);
    }
    let pages = [
        "reviews/million/2026-W46.md",
        "reviews/million/2026-W41.md",
        "README.md",
    ];
    for page in pages {
        let text = workspace.read(&format!("russian/{page}"));
        let left = latin_words(&text);
        assert!(left.is_empty(), "{page}: {left:?}");
    }
    let cells = workspace.read("russian/plans/million/deals.csv");
    assert!(cells.contains("D-04,Оловянный Свисток,gleb,"), "{cells}");
}

/// Words in Latin letters that are no ids, no code and no names of files.
fn latin_words(text: &str) -> Vec<String> {
    const KNOWN: &[&str] = &[
        "RUB",
        "salesplan",
        "git",
        "details",
        "summary",
        "mermaid",
        "flowchart",
        "goal",
    ];
    let shown = text.split("<!--").next().unwrap_or_default();
    let spoken: String = shown.split('`').step_by(2).collect();
    let spoken = spoken
        .split("](")
        .map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
    let spoken: Vec<&str> = spoken.collect();
    let spoken = spoken.join(" ");
    let words = spoken.split(|c: char| !c.is_alphanumeric() && c != '-');
    words
        .filter(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic()))
        .filter(|word| !KNOWN.contains(word))
        .map(str::to_string)
        .collect()
}
