//! Files of people's own that stand in a commit beside the plan's history.

use salesplan_tests::Workspace;
use salesplan_tests::git::git_in;

const DEALS: &str = "id,client,owner,segment,stage,amount,created,expected-close,entered.meeting\n\
                     D-1,Old Mill,anna,new,meeting,200000,2026-10-05,2026-12-01,2026-10-12\n";

/// A workspace with a branch `private` beside its history. Gives that branch's commit.
fn with_private_branch() -> (Workspace, String) {
    let workspace = Workspace::million();
    workspace.commit_all("Plan");
    workspace.git(&["switch", "--quiet", "--orphan", "private"]);
    workspace.write("people/deals.csv", DEALS);
    workspace.write(
        "people/october.csv",
        "date,measure,segment,person,count\n2026-10-02,lead,new,anna,5\n",
    );
    std::os::unix::fs::symlink("deals.csv", workspace.path("people/link.csv")).unwrap();
    workspace.commit_all("What is people's own");
    let commit = workspace.git(&["rev-parse", "HEAD"]);
    workspace.git(&["switch", "--quiet", "main"]);
    (workspace, commit)
}

fn pin(workspace: &Workspace, pins: &[(&str, &str, &str)]) {
    let plan = workspace.read("plans/million/plan.toml");
    let (plan, _) = plan.split_once("\n[pinned]\n").unwrap_or((&plan, ""));
    let mut plan = format!("{plan}\n[pinned]\n");
    for (name, commit, path) in pins {
        plan += &format!("\"{name}\" = {{ commit = \"{commit}\", path = \"{path}\" }}\n");
    }
    workspace.write("plans/million/plan.toml", plan);
}

#[test]
fn pinned_files_are_read_as_if_they_stood_in_the_folder() {
    let (workspace, commit) = with_private_branch();
    let pins = [
        ("deals.csv", commit.as_str(), "people/deals.csv"),
        ("facts/2026-10.csv", &commit, "people/october.csv"),
    ];
    pin(&workspace, &pins);
    workspace.run("check").succeeds();
    let here = workspace.run("deals --week 2026-W45 --format json").printed();
    assert!(here.contains("Old Mill"), "{here}");
    workspace.commit_all("Pin them");
    let there = workspace.run("deals --week 2026-W45 --format json --at HEAD").printed();
    assert_eq!(here, there);
    let review = workspace.run("review --week 2026-W45 --format json").exits(0).json();
    assert_eq!(review["sources"]["dirty"], false);
    workspace.run("review --week 2026-W45 --commit").succeeds();
    workspace.run("check --fail-on warning").succeeds();
    assert_eq!(
        workspace.names_in("plans/million"),
        ["plan.toml", "team.toml"],
        "nothing is written out"
    );
}

/// The blob counts, wherever it stands.
#[test]
fn the_pinned_content_is_in_the_digest() {
    let (workspace, first) = with_private_branch();
    let digest = |commit: &str, path: &str, reads: &str| {
        pin(&workspace, &[("deals.csv", commit, path)]);
        workspace.commit_all("Pin");
        let json = workspace
            .run(&format!("review --week 2026-W45 --format json {reads}"))
            .exits(0)
            .json();
        json["sources"]["inputs_digest"].as_str().expect("a digest").to_string()
    };
    let of_first = digest(&first, "people/deals.csv", "");
    assert_eq!(digest(&first, "people/deals.csv", "--at HEAD"), of_first);
    workspace.git(&["switch", "--quiet", "private"]);
    workspace.write("people/deals.csv", DEALS.replace("200000", "300000"));
    workspace.commit_all("More");
    let second = workspace.git(&["rev-parse", "HEAD"]);
    workspace.git(&["switch", "--quiet", "main"]);
    assert_ne!(digest(&second, "people/deals.csv", ""), of_first);
    assert_eq!(digest(&first, "people/deals.csv", ""), of_first);
}

#[test]
fn what_is_no_file_of_a_commit_is_an_error_at_its_place() {
    let (workspace, commit) = with_private_branch();
    let tree = workspace.git(&["rev-parse", "private^{tree}"]);
    workspace.git(&["tag", "--annotate", "--message", "x", "mark", "private"]);
    let tag = workspace.git(&["rev-parse", "mark"]);
    // A branch that is called like an id is not looked at.
    let unknown = "0123456789012345678901234567890123456789";
    workspace.git(&["update-ref", &format!("refs/heads/{unknown}"), &commit]);
    for (commit, path, column, says) in [
        (commit.as_str(), "people", 77, "`people` is no file in commit"),
        (
            &commit,
            "people/nosuch.csv",
            77,
            "`people/nosuch.csv` is no file in commit",
        ),
        (&commit, "people/link.csv", 77, "`people/link.csv` is a link in commit"),
        (&commit, "people/deals.csv/x", 77, "is no file in commit"),
        (&tree, "people/deals.csv", 26, "is a tree, not a commit"),
        (&tag, "people/deals.csv", 26, "is a tag, not a commit"),
        (unknown, "people/deals.csv", 26, "is not in this clone"),
        (
            &commit.replace(|_: char| true, "a"),
            "people/deals.csv",
            26,
            "is not in this clone",
        ),
    ] {
        pin(&workspace, &[("deals.csv", commit, path)]);
        let outcome = workspace.run("check --format json").exits(1);
        let findings = outcome.json()["findings"].clone();
        let finding = &findings[0];
        assert_eq!(finding["id"], "pin-not-found", "{findings}");
        assert!(finding["message"].as_str().unwrap().contains(says), "{findings}");
        assert_eq!(
            (&finding["file"], &finding["column"]),
            (&"plans/million/plan.toml".into(), &column.into())
        );
        let _ = workspace.run("deals --week 2026-W45").exits(2).says("pin-not-found");
    }
}

/// A submodule of the private branch is not entered.
#[test]
fn a_submodule_is_no_file() {
    let (workspace, commit) = with_private_branch();
    let entry = format!("160000,{commit},sub");
    workspace.git(&["read-tree", "private"]);
    workspace.git(&["update-index", "--add", "--cacheinfo", &entry]);
    let tree = workspace.git(&["write-tree"]);
    let odd = workspace.git(&["commit-tree", &tree, "-m", "odd"]);
    workspace.git(&["read-tree", "HEAD"]);
    pin(&workspace, &[("deals.csv", &odd, "sub")]);
    let _ = workspace
        .run("deals --week 2026-W45")
        .exits(2)
        .says("`sub` is a submodule");
}

/// Somebody who has the plan's branch alone is told what is missing.
#[test]
fn without_the_private_branch_it_says_what_to_fetch() {
    let (workspace, commit) = with_private_branch();
    pin(&workspace, &[("deals.csv", &commit, "people/deals.csv")]);
    workspace.commit_all("Pin");
    let other = Workspace::new();
    let from = format!("file://{}", workspace.root().display());
    git_in(
        other.root(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--single-branch",
            "--branch=main",
            &from,
            "clone",
        ],
    );
    let outcome = other.run("-C clone deals --week 2026-W45").exits(2);
    let outcome = outcome.says(&format!(
        "commit {commit}, to which plans/million/deals.csv is pinned, is not in this clone"
    ));
    assert!(
        outcome.stderr.contains(&format!("git fetch REMOTE {commit}")),
        "{outcome}"
    );
    let outside = Workspace::million();
    pin(&outside, &[("deals.csv", &commit, "people/deals.csv")]);
    let _ = outside
        .run("deals --week 2026-W45")
        .exits(2)
        .says("there is no git repository here");
}

/// An import does not bring out what is kept elsewhere.
#[test]
fn an_import_does_not_write_a_pinned_file() {
    let (workspace, commit) = with_private_branch();
    pin(&workspace, &[("deals.csv", &commit, "people/deals.csv")]);
    let profile = "schema-version = 1\nkind = \"deals\"\n[columns]\nid = \"Deal\"\nstage = \"Stage\"\nsegment = { value = \"new\" }\n";
    workspace.write("profiles/crm.toml", profile);
    workspace.write("export.csv", "Deal,Stage\nD-2,lead\n");
    let outcome = workspace.run("import export.csv --profile crm").exits(2);
    let outcome = outcome.says("plans/million/deals.csv is pinned to another commit");
    assert!(!workspace.path("plans/million/deals.csv").exists(), "{outcome}");
}
