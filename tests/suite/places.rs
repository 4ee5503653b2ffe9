//! Where a workspace may stand: below a repository's top, in a bare repository,
//! in a linked work tree, on no branch, or on one that has no commit yet.

use salesplan_tests::Workspace;
use salesplan_tests::git::git_in;
use salesplan_tests::workspace::run_in;

const COMMIT: &str = "review --week 2026-W45 --commit";

#[test]
fn nothing_here() {
    let workspace = Workspace::new();
    for command in ["check", "status", "decompose", "deals", "review"] {
        let _ = workspace
            .run(command)
            .exits(2)
            .says("there is no workspace here or above");
    }
}

#[test]
fn without_git_everything_is_read_and_nothing_committed() {
    let workspace = Workspace::million();
    workspace.run("review --week 2026-W45").succeeds();
    let _ = workspace.run(COMMIT).exits(2).says("needs a git repository");
    let _ = workspace
        .run("status --at HEAD")
        .exits(2)
        .says("--at needs a git repository");
}

#[test]
fn a_branch_without_commits() {
    let workspace = Workspace::million();
    workspace.git_init();
    workspace.run("review --week 2026-W45").succeeds();
    workspace.run("check").succeeds();
    let _ = workspace
        .run(COMMIT)
        .exits(2)
        .says("branch main has no commits yet")
        .says("git add . && git commit");
}

#[test]
fn on_no_branch_only_when_asked() {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    workspace.git(&["checkout", "--quiet", "--detach"]);
    let _ = workspace.run(COMMIT).exits(2).says("--allow-detached");
    assert_eq!(workspace.n_commits(), 1);
    workspace.run(&format!("{COMMIT} --allow-detached")).succeeds();
    assert_eq!(workspace.n_commits(), 2);
    assert_eq!(
        workspace.git(&["rev-list", "--count", "main"]),
        "1",
        "the branch stays where it was"
    );
}

#[test]
fn a_bare_repository() {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    workspace.git(&["clone", "--quiet", "--bare", ".", "shared.git"]);
    let bare = workspace.path("shared.git");
    for (key, value) in [("user.name", "Vera"), ("user.email", "vera@example.org")] {
        git_in(&bare, &["config", key, value]);
    }
    let run = |line: &str| run_in(&bare, line.split(' '));
    run("decompose").succeeds();
    run("check").succeeds();
    run(COMMIT).succeeds();
    let _ = run(COMMIT).exits(0).says("is up to date");
    assert_eq!(git_in(&bare, &["rev-list", "--count", "main"]), "2");
    assert!(git_in(&bare, &["show", "main:reviews/million/2026-W45.md"]).contains("# 2026-W45"));
}

#[test]
fn a_linked_work_tree() {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    workspace.git(&["worktree", "add", "--quiet", "-b", "other", "linked"]);
    let linked = workspace.path("linked");
    run_in(&linked, COMMIT.split(' ')).succeeds();
    assert_eq!(git_in(&linked, &["rev-list", "--count", "other"]), "2");
    assert_eq!(git_in(&linked, &["status", "--porcelain"]), "");
    assert!(linked.join("reviews/million/2026-W45.md").is_file());
    assert_eq!(workspace.n_commits(), 1, "the first work tree's branch stays");
}

#[test]
fn a_folder_below_the_top() {
    let workspace = Workspace::new();
    let million = Workspace::million();
    workspace.copy_from(million.root(), "sales");
    workspace.write("readme.txt", "a repository of many things");
    workspace.commit_all("The plan");
    workspace.run(&format!("-C sales {COMMIT}")).succeeds();
    workspace.run("-C sales/plans/million check").succeeds();
    assert_eq!(
        workspace.git(&["show", "--name-only", "--format=", "HEAD"]),
        "sales/reviews/million/2026-W45.md\nsales/reviews/million/2026-W45/funnel.svg\n\
         sales/reviews/million/2026-W45/goal.svg\nsales/reviews/million/README.md"
    );
    assert_eq!(workspace.git(&["status", "--porcelain"]), "");
    let _ = workspace
        .run("check")
        .exits(2)
        .says("there is no workspace here or above");
}

#[test]
fn the_same_review_wherever_the_workspace_stands() {
    let [top, below] = [(), ()].map(|()| Workspace::new());
    let million = Workspace::million();
    top.copy_from(million.root(), "");
    below.copy_from(million.root(), "sales");
    top.commit_all("The plan");
    below.commit_all("The plan");
    let digest = |workspace: &Workspace, line: &str| {
        workspace.run(line).exits(0).json()["sources"]["inputs_digest"]
            .as_str()
            .expect("a digest")
            .to_string()
    };
    let line = "review --week 2026-W45 --format json";
    assert_eq!(digest(&top, line), digest(&below, &format!("-C sales {line}")));
}

#[test]
fn committing_asks_for_a_salesplan_toml() {
    let workspace = Workspace::million();
    std::fs::remove_file(workspace.path("salesplan.toml")).unwrap();
    workspace.commit_all("The plan");
    workspace.run("review --week 2026-W45").succeeds();
    let _ = workspace.run(COMMIT).exits(2).says("salesplan.toml");
    workspace.write("salesplan.toml", "");
    workspace.commit_all("Settings");
    workspace.run(COMMIT).succeeds();
}

#[test]
fn a_revision_that_is_not_there() {
    let workspace = Workspace::million();
    workspace.commit_all("The plan");
    for revision in ["nosuch", "HEAD~5", "HEAD^{tree}", ""] {
        let outcome = workspace.run_words(["status", "--week", "2026-W45", "--at", revision]);
        assert_eq!(outcome.code, 2, "--at {revision:?}: {outcome}");
    }
}
