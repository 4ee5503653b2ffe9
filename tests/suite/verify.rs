//! `verify`, and reviews of many weeks, in real repositories.

use jiff::civil::date;
use salesplan_tests::Workspace;

fn reviewed() -> Workspace {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    for week in ["2026-W41", "2026-W42", "2026-W43"] {
        workspace.run(&format!("review --week {week} --commit")).succeeds();
    }
    workspace
}

fn verdicts(workspace: &Workspace, line: &str) -> Vec<String> {
    let view = workspace.run(&format!("{line} --format json")).json();
    let reviews = view["reviews"].as_array().expect("verify lists the reviews");
    reviews
        .iter()
        .map(|review| {
            format!(
                "{} {}",
                review["week"].as_str().unwrap(),
                review["verdict"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn a_committed_review_is_made_again_byte_for_byte() {
    let workspace = reviewed();
    let outcome = workspace.run("verify").exits(0);
    assert!(
        outcome.stdout.ends_with("3 the same, 0 differ, 0 cannot be told\n"),
        "{outcome}"
    );
    // Whatever has been committed since, and whatever lies in the folder.
    workspace.write("plans/million/deals.csv", "id\nX\n");
    workspace.commit_all("Other deals");
    workspace.write("salesplan.toml", "locale = \"ru\"\n");
    assert_eq!(
        verdicts(&workspace, "verify"),
        ["2026-W41 same", "2026-W42 same", "2026-W43 same"]
    );
}

#[test]
fn a_range_names_weeks_or_revisions() {
    let workspace = reviewed();
    assert_eq!(verdicts(&workspace, "verify 2026-W42"), ["2026-W42 same"]);
    assert_eq!(
        verdicts(&workspace, "verify 2026-W42..W43"),
        ["2026-W42 same", "2026-W43 same"]
    );
    assert_eq!(verdicts(&workspace, "verify HEAD~1..HEAD"), ["2026-W43 same"]);
    assert_eq!(
        verdicts(&workspace, "verify HEAD~2.."),
        ["2026-W42 same", "2026-W43 same"]
    );
    assert_eq!(verdicts(&workspace, "verify HEAD..HEAD"), [""; 0]);
    for wrong in ["x", "2026-W43..W42", "nothing..HEAD", "HEAD...HEAD"] {
        let _ = workspace.run(&format!("verify {wrong}")).exits(2);
    }
}

#[test]
fn what_differs_is_named_with_its_cause() {
    let workspace = reviewed();
    let edit = |week: &str, from: &str, to: &str| {
        let path = format!("reviews/million/{week}.md");
        let text = workspace.read(&path);
        assert!(text.contains(from), "{text}");
        workspace.write(&path, text.replace(from, to));
    };
    edit("2026-W41", "behind pace", "ahead of all");
    edit("2026-W42", "<!-- salesplan-sources", "<!-- sources");
    edit("2026-W43", "\"rules_digest\":\"sha256:", "\"rules_digest\":\"sha256:0");
    workspace.commit_all("Edits");
    let outcome = workspace.run("verify").exits(1);
    for cause in [
        "2026-W41.md: differs: edited by hand",
        "2026-W42.md: differs: it names no sources",
        "2026-W43.md: differs: its sources were edited: made again `rules_digest` is another, first in line ",
    ] {
        assert!(outcome.stdout.contains(cause), "{cause}: {outcome}");
    }
}

#[test]
fn another_version_cannot_be_told() {
    let workspace = reviewed();
    let path = "reviews/million/2026-W43.md";
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    workspace.write(path, workspace.read(path).replace(&version, "\"version\":\"0.0.1\""));
    workspace.commit_all("As if of another version");
    let _ = workspace.run("verify 2026-W43").exits(0).says("");
    assert_eq!(verdicts(&workspace, "verify 2026-W43"), ["2026-W43 cannot_tell"]);
    let _ = workspace.run("verify 2026-W43 --strict").exits(1);
}

#[test]
fn a_shallow_clone_cannot_tell_and_says_what_to_do() {
    let workspace = reviewed();
    workspace.write("plans/million/deals.csv", "id,stage,created\n");
    workspace.commit_all("A list of deals");
    let folder = workspace.path("shallow");
    let url = format!("file://{}", workspace.path("").display());
    workspace.git(&["clone", "-q", "--depth", "1", &url, folder.to_str().unwrap()]);
    let outcome = workspace.run("-C shallow verify").exits(0);
    assert!(outcome.stdout.contains("cannot tell: commit "), "{outcome}");
    assert!(outcome.stdout.contains("git fetch --unshallow"), "{outcome}");
    let _ = workspace.run("-C shallow verify --strict").exits(1);
}

#[test]
fn a_clone_made_elsewhere_verifies_the_same() {
    let workspace = reviewed();
    let folder = workspace.path("clone");
    workspace.git(&["clone", "-q", ".", folder.to_str().unwrap()]);
    assert_eq!(verdicts(&workspace, "-C clone verify").len(), 3);
    let _ = workspace.run("-C clone verify --strict").exits(0);
}

#[test]
fn all_weeks_get_the_review_they_lack() {
    let workspace = reviewed();
    let kept = workspace.read("reviews/million/2026-W42.md");
    let all = "review --all --commit --as-of 2026-11-16";
    let _ = workspace.run(all).exits(0);
    assert_eq!(
        workspace.names_in("reviews/million").len(),
        15,
        "seven weeks with their charts and the list of them"
    );
    assert_eq!(workspace.read("reviews/million/2026-W42.md"), kept);
    let _ = workspace.run(all).exits(0).says("Every week has its review.");
    let index = workspace.read("reviews/million/README.md");
    let newest = index.lines().find(|line| line.starts_with("| [")).unwrap();
    assert!(
        newest.starts_with("| [2026-W46](2026-W46.md) | behind pace |"),
        "{index}"
    );
    let _ = workspace.run("verify --strict").exits(0);
}

#[test]
fn a_range_of_weeks_is_printed_one_after_the_other() {
    let workspace = reviewed();
    let printed = workspace.run("review --week 2026-W41..W42").printed();
    let heads: Vec<&str> = printed.lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(heads.len(), 2, "{printed}");
    let json = workspace.run("review --week 2026-W41..W43 --format json").json();
    assert_eq!(json["reviews"].as_array().unwrap().len(), 3);
    let _ = workspace.run("status --week 2026-W41..W42").exits(2);
    let _ = workspace.run("review --week 2025-W01..2025-W02").exits(2);
}

#[test]
fn an_edited_list_of_reviews_is_left_as_it_is() {
    let workspace = reviewed();
    workspace.write("reviews/million/README.md", "# My own words\n");
    workspace.commit_all("My words");
    let _ = workspace
        .run("review --week 2026-W44 --commit")
        .exits(0)
        .says("edited by hand");
    assert_eq!(workspace.read("reviews/million/README.md"), "# My own words\n");
}

#[test]
fn the_last_review_looks_back() {
    let workspace = reviewed();
    let review = workspace
        .run_on(date(2027, 1, 4), "review --as-of 2026-12-31")
        .printed();
    let lessons = review.split("## Lessons").nth(1).expect("the period is over");
    assert!(lessons.contains("| 2026-W42 | behind pace |"), "{lessons}");
    let pooled = "seen in the period none yet; with the evidence of the plan 28.8\u{a0}% (15 of 52), planned 30\u{a0}%";
    assert!(lessons.contains(pooled), "{lessons}");
    let before = workspace.run("review --as-of 2026-12-27").printed();
    assert!(!before.contains("## Lessons"));
}
