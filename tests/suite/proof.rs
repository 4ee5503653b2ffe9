//! Reviews that somebody tampered with, and reviews whose history was written anew since.

use salesplan_files::digest;
use salesplan_tests::Workspace;
use salesplan_tests::git::git_in;

const BLOCK: &str = "\n<!-- salesplan-sources ";

fn reviewed() -> Workspace {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    for week in ["2026-W43", "2026-W44", "2026-W45"] {
        workspace.run(&format!("review --week {week} --commit")).succeeds();
    }
    workspace
}

fn path(week: &str) -> String {
    format!("reviews/million/{week}.md")
}

/// A review with another text or block, closed with a digest that holds.
fn forged(review: &str, from: &str, to: &str) -> String {
    assert!(review.contains(from), "{from} is not in {review}");
    let changed = review.replace(from, to);
    let (body, block) = changed.rsplit_once(BLOCK).expect("a review ends with its sources");
    let seal = digest::of_parts([("body", body.as_bytes())]);
    let (head, rest) = block.split_once("\"body_digest\":\"").unwrap();
    let (_, rest) = rest.split_once('"').unwrap();
    format!("{body}{BLOCK}{head}\"body_digest\":\"{seal}\"{rest}")
}

fn verdict(workspace: &Workspace, week: &str) -> (String, String) {
    let view = workspace.run(&format!("verify {week} --format json")).json();
    let review = &view["reviews"][0];
    let word = |key: &str| review[key].as_str().unwrap_or_default().to_string();
    (word("verdict"), word("cause"))
}

#[track_caller]
fn differs(workspace: &Workspace, week: &str, cause: &str) {
    let (verdict, why) = verdict(workspace, week);
    assert!(verdict == "differs" && why.contains(cause), "{verdict}: {why}");
}

#[test]
fn a_review_of_another_week_or_plan_proves_nothing() {
    let workspace = reviewed();
    let other = workspace.read(&path("2026-W45"));
    workspace.write(&path("2026-W44"), &other);
    workspace.write(&path("2026-W10"), forged(&other, "behind pace", "ahead of all"));
    workspace.write("reviews/other/2026-W45.md", &other);
    workspace.commit_all("Copies");
    for week in ["2026-W44", "2026-W10"] {
        differs(&workspace, week, "it names the sources of 2026-W45 of `million`");
    }
    let _ = workspace.run("verify 2026-W45 --plan other").exits(1);
    let _ = workspace.run("verify 2026-W45 --plan million").exits(0);
    // Nor is a copy taken for a review of its week, in the list or by the next one.
    let _ = workspace
        .run("review --week 2026-W44 --commit")
        .exits(2)
        .says("edited by hand");
    workspace.run("review --week 2026-W46 --commit").succeeds();
    assert!(!workspace.read("reviews/million/README.md").contains("2026-W10"));
}

#[test]
fn a_text_that_the_sources_do_not_give_differs_however_it_is_sealed() {
    let workspace = reviewed();
    let review = workspace.read(&path("2026-W45"));
    let digest_of = |key: &str| {
        let (_, rest) = review.split_once(&format!("\"{key}\":\"sha256:")).unwrap();
        rest[..8].to_string()
    };
    let cases = [
        (
            "behind pace".to_string(),
            "ahead of all",
            "made again it says something else",
        ),
        (
            digest_of("inputs_digest"),
            "00000000",
            "its inputs are not those of commit",
        ),
        (digest_of("rules_digest"), "00000000", "`rules_digest` is another"),
        ("\"locale\":\"en\"".into(), "\"locale\":\"ru\"", "`locale` is another"),
        (
            "\"as_of\":\"2026-11-08\"".into(),
            "\"as_of\":\"2026-11-01\"",
            "no day of its week",
        ),
        (
            "\"verdict\":\"behind\"".into(),
            "\"verdict\":\"reached\"",
            "its last line was edited",
        ),
    ];
    for (from, to, cause) in cases {
        workspace.write(&path("2026-W45"), forged(&review, &from, to));
        workspace.commit_all("Forged");
        differs(&workspace, "2026-W45", cause);
    }
    // A review that is made again mends it.
    workspace.write(&path("2026-W45"), forged(&review, "behind pace", "ahead of all"));
    workspace.commit_all("Forged");
    let _ = workspace
        .run("review --week 2026-W45 --commit")
        .exits(0)
        .says("Committed");
    let _ = workspace.run("verify --strict").exits(0);
}

#[test]
fn a_chart_that_is_gone_is_made_again() {
    let workspace = reviewed();
    std::fs::remove_file(workspace.path("reviews/million/2026-W45/goal.svg")).unwrap();
    workspace.commit_all("Without the chart");
    differs(&workspace, "2026-W45", "goal.svg is gone");
    let _ = workspace
        .run("review --week 2026-W45 --commit")
        .exits(0)
        .says("Committed");
    let _ = workspace.run("verify --strict").exits(0);
}

#[test]
fn nothing_to_verify_is_no_proof() {
    let workspace = reviewed();
    for (line, said) in [
        ("verify --plan nosuch", "there is no review of a plan `nosuch`"),
        ("verify 2030-W01", "there is no review of 2030-W01"),
        ("verify 2026-W45..2026-W41", "the first week is after the last"),
        ("verify --week 2026-W45", "takes no --week"),
        ("verify --redact people", "takes no --redact"),
    ] {
        let _ = workspace.run(line).exits(2).says(said);
    }
}

/// The commit that the review of a week names.
fn named(workspace: &Workspace, week: &str) -> String {
    let review = workspace.read(&path(week));
    let (_, rest) = review.split_once("\"commit\":\"").unwrap();
    rest[..40].to_string()
}

/// A fresh clone of it, which has only what is in its history.
fn clone_of(workspace: &Workspace) -> Workspace {
    let clone = Workspace::new();
    let url = format!("file://{}", workspace.root().display());
    let folder = clone.path("");
    clone.git(&["clone", "-q", &url, folder.to_str().unwrap()]);
    for (key, value) in [("user.name", "Olga"), ("user.email", "olga@example.org")] {
        git_in(&folder, &["config", key, value]);
    }
    clone
}

/// The plan at a branch point; then a commit beside `main`, and facts with their review on it.
fn beside_main() -> Workspace {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    workspace.git(&["branch", "mine"]);
    workspace.write("notes.txt", "upstream");
    workspace.commit_all("Upstream");
    workspace.git(&["checkout", "-q", "mine"]);
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-20,lead,new,4\n",
    );
    workspace.commit_all("My facts");
    workspace.run("review --week 2026-W43 --commit").succeeds();
    workspace
}

#[test]
fn after_a_rebase_reviews_hold_and_later_ones_are_made_everywhere() {
    let workspace = beside_main();
    let before = named(&workspace, "2026-W43");
    workspace.git(&["rebase", "-q", "main"]);
    let clone = clone_of(&workspace);
    // The commit that it names lies about here and is not there: both say the same.
    for place in [&workspace, &clone] {
        let (verdict, cause) = verdict(place, "2026-W43");
        assert!(
            verdict == "same" && cause.contains("has the same inputs"),
            "{verdict}: {cause}"
        );
        place.run("review --week 2026-W44 --commit").succeeds();
        let review = place.read(&path("2026-W44"));
        assert!(review.contains(&before), "the movement is still since that review");
        let _ = place.run("verify --strict").exits(0);
    }
    assert_eq!(workspace.read(&path("2026-W44")), clone.read(&path("2026-W44")));
    // Made again it names the commit that there is now.
    let again = clone.run("review --week 2026-W43 --commit").exits(0);
    assert!(again.stderr.contains("Committed"), "{again}");
    assert_ne!(named(&clone, "2026-W43"), before);
    let _ = clone
        .run("review --week 2026-W43 --commit")
        .exits(0)
        .says("is up to date");
}

#[test]
fn a_squash_merge_keeps_the_inputs() {
    let workspace = beside_main();
    workspace.git(&["checkout", "-q", "main"]);
    workspace.git(&["merge", "-q", "--squash", "mine"]);
    workspace.commit_all("Squashed");
    workspace.git(&["branch", "-q", "-D", "mine"]);
    let clone = clone_of(&workspace);
    let (verdict, cause) = verdict(&clone, "2026-W43");
    assert!(verdict == "same", "{verdict}: {cause}");
    clone.run("review --week 2026-W44 --commit").succeeds();
    let _ = clone.run("verify --strict").exits(0);
}

#[test]
fn inputs_that_are_nowhere_any_more_keep_no_later_review_from_being_made() {
    let workspace = beside_main();
    workspace.write(
        "plans/million/facts/2026-10.csv",
        "date,measure,segment,count\n2026-10-20,lead,new,5\n",
    );
    workspace.commit_all("It was five");
    workspace.git(&["checkout", "-q", "main"]);
    workspace.git(&["merge", "-q", "--squash", "mine"]);
    workspace.commit_all("Squashed");
    let clone = clone_of(&workspace);
    for place in [&workspace, &clone] {
        let (verdict, cause) = verdict(place, "2026-W43");
        assert!(
            verdict == "cannot_tell" && cause.contains("is not in this branch's history, nor another"),
            "{verdict}: {cause}"
        );
        place.run("review --week 2026-W44 --commit").succeeds();
        let (verdict, cause) = self::verdict(place, "2026-W44");
        assert!(verdict == "same", "{verdict}: {cause}");
    }
    assert_eq!(workspace.read(&path("2026-W44")), clone.read(&path("2026-W44")));
}

#[test]
fn a_shallow_clone_commits_no_review() {
    let workspace = reviewed();
    workspace.write(
        "plans/million/deals.csv",
        "id,client,owner,segment,stage,status,amount,created\n",
    );
    workspace.commit_all("No deals yet");
    let shallow = Workspace::new();
    let url = format!("file://{}", workspace.root().display());
    shallow.git(&["clone", "-q", "--depth", "3", &url, shallow.path("").to_str().unwrap()]);
    let refused = shallow.run("review --week 2026-W46 --commit").exits(2);
    assert!(refused.stderr.contains("git fetch --unshallow"), "{refused}");
    assert_eq!(shallow.n_commits(), 3);
    let _ = shallow.run("review --week 2026-W46").exits(0);
}

#[test]
fn a_review_edited_by_hand_stops_no_other() {
    let workspace = reviewed();
    let edited = workspace.read(&path("2026-W44")).replace("pace", "peace");
    workspace.write(&path("2026-W44"), &edited);
    std::fs::remove_file(workspace.path(&path("2026-W45"))).unwrap();
    workspace.commit_all("Edited, and one dropped");
    let outcome = workspace.run("review --all --commit --as-of 2026-11-16").exits(2);
    assert!(outcome.stderr.contains("2026-W44 of million: "), "{outcome}");
    for week in ["2026-W41", "2026-W45", "2026-W46"] {
        assert!(workspace.path(&path(week)).exists(), "{week}: {outcome}");
    }
    assert_eq!(workspace.read(&path("2026-W44")), edited);
}

#[test]
fn a_partial_clone_says_why_it_cannot_tell() {
    let workspace = reviewed();
    workspace.git(&["config", "uploadpack.allowFilter", "true"]);
    let partial = Workspace::new();
    let url = format!("file://{}", workspace.root().display());
    let folder = partial.path("");
    partial.git(&[
        "clone",
        "-q",
        "--no-checkout",
        "--filter=blob:none",
        &url,
        folder.to_str().unwrap(),
    ]);
    let outcome = partial.run("verify").exits(2);
    assert!(outcome.stderr.contains("git fetch --refetch --no-filter"), "{outcome}");
}

#[test]
fn verify_says_why_in_the_readers_language() {
    let workspace = reviewed();
    let review = workspace.read(&path("2026-W45"));
    workspace.write(&path("2026-W45"), forged(&review, "behind pace", "ahead of all"));
    workspace.write(&path("2026-W44"), &review);
    workspace.commit_all("Forged");
    let said = workspace.run("verify --lang ru").exits(1).stdout;
    for words in [
        "сделан заново, говорит другое",
        "названы источники 2026-W45 плана `million`",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
