//! Locks of our own whose process is gone, written by hand.

use std::fs;

use salesplan_git::CommitOutcome;

use crate::sandbox::{Sandbox, commit, committed};

/// No process has this id on Linux, whose ids end at 4,194,304.
const DEAD: u32 = 4_999_999;

/// A commit of `reviews/w1.md` from "old" to "new" as its dead process left it:
/// the objects and the journal, but neither index nor work file. Gives its id.
fn interrupted(sandbox: &Sandbox) -> String {
    committed(commit(&sandbox.repo(), "reviews/w1.md", "old\n").unwrap());
    let id = |revision: &str| sandbox.git(&["rev-parse", revision]).trim().to_owned();
    let old = id("HEAD:reviews/w1.md");
    sandbox.git(&["switch", "-q", "-c", "copy"]);
    let new = committed(commit(&sandbox.repo(), "reviews/w1.md", "new\n").unwrap()).to_string();
    let blob = id("HEAD:reviews/w1.md");
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.git(&["branch", "-q", "-D", "copy"]);
    let journal = format!(
        "salesplan-git journal 1\npid {DEAD}\nreference refs/heads/main\ncommit {new}\n\
         file 100644 {old} {blob} reviews/w1.md\nend\n"
    );
    sandbox.write(".git/index.lock", &journal);
    new
}

fn next_run(sandbox: &Sandbox) {
    committed(commit(&sandbox.repo(), "reviews/w2.md", "next\n").unwrap());
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
    sandbox.assert_sound();
}

#[test]
fn before_the_branch_moved() {
    let sandbox = Sandbox::with_history();
    interrupted(&sandbox);
    sandbox.write(".git/salesplan.index", "half a copy");
    next_run(&sandbox);
    assert_eq!(sandbox.text("reviews/w1.md"), "old\n");
    assert_eq!(sandbox.status(), "");
}

/// The index is replaced a moment before the branch moves.
#[test]
fn between_the_index_and_the_branch() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    let journal = sandbox.text(".git/index.lock");
    fs::remove_file(sandbox.dir.join(".git/index.lock")).unwrap();
    let blob = sandbox.git(&["rev-parse", &format!("{new}:reviews/w1.md")]);
    let entry = format!("100644,{},reviews/w1.md", blob.trim());
    sandbox.git(&["update-index", "--cacheinfo", &entry]);
    sandbox.write("plan.toml", "goal = 2\n");
    sandbox.git(&["add", "plan.toml"]);
    sandbox.write(".git/index.lock", &journal);
    next_run(&sandbox);
    assert_eq!(sandbox.text("reviews/w1.md"), "old\n");
    assert_eq!(sandbox.status(), "M  plan.toml\n");
}

#[test]
fn between_the_index_and_the_first_commit() {
    let sandbox = Sandbox::new();
    for path in ["staged", "ours"] {
        sandbox.write(path, "1\n");
        sandbox.git(&["add", path]);
    }
    fs::remove_file(sandbox.dir.join("ours")).unwrap();
    let blob = sandbox.git(&["rev-parse", ":ours"]);
    let tree = sandbox.git(&["write-tree"]);
    let commit = sandbox.git(&["commit-tree", tree.trim(), "-m", "never"]);
    let journal = format!(
        "salesplan-git journal 1\npid {DEAD}\nreference refs/heads/main\ncommit {}\n\
         file 100644 - {} ours\nend\n",
        commit.trim(),
        blob.trim()
    );
    sandbox.write(".git/index.lock", &journal);
    next_run(&sandbox);
    assert_eq!(sandbox.status(), "A  staged\n");
}

#[test]
fn after_the_branch_moved() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    let temporary = format!("reviews/.salesplan-{}.tmp", &new[..16]);
    sandbox.write(&temporary, "ne");
    sandbox.git(&["update-ref", "refs/heads/main", &new]);
    next_run(&sandbox);
    assert_eq!(sandbox.text("reviews/w1.md"), "new\n");
    assert!(!sandbox.exists(&temporary));
    assert_eq!(sandbox.status(), "");
}

/// A run that has nothing to commit must clean up all the same.
#[test]
fn by_a_run_without_changes() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    sandbox.git(&["update-ref", "refs/heads/main", &new]);
    assert_eq!(
        commit(&sandbox.repo(), "reviews/w1.md", "new\n").unwrap(),
        CommitOutcome::Unchanged
    );
    assert_eq!(sandbox.status(), "");
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
    assert!(!sandbox.repo().recover().unwrap());
}

#[test]
fn by_the_call_of_its_own() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    sandbox.git(&["update-ref", "refs/heads/main", &new]);
    assert!(sandbox.repo().recover().unwrap());
    assert_eq!(sandbox.status(), "");
    assert!(!sandbox.repo().recover().unwrap());
}

/// Work that the user did after the kill is left alone; the index follows.
#[test]
fn what_the_user_edited_since_stays() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    sandbox.git(&["update-ref", "refs/heads/main", &new]);
    sandbox.write("reviews/w1.md", "mine\n");
    next_run(&sandbox);
    assert_eq!(sandbox.text("reviews/w1.md"), "mine\n");
    assert_eq!(sandbox.git(&["show", ":reviews/w1.md"]), "new\n");
    assert_eq!(sandbox.status(), " M reviews/w1.md\n");
}

/// The branch's own lock, filled or still empty, goes with the journal.
#[test]
fn with_the_branch_locked() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    let journal = sandbox.text(".git/index.lock");
    for content in [format!("{new}\n"), String::new()] {
        sandbox.write(".git/index.lock", &journal);
        sandbox.write(".git/refs/heads/main.lock", &content);
        next_run(&sandbox);
        assert!(!sandbox.exists(".git/refs/heads/main.lock"));
        sandbox.git(&["reset", "-q", "--hard", "HEAD~1"]);
    }
    // Somebody else's content: the journal goes, that lock stays.
    sandbox.write(".git/index.lock", &journal);
    sandbox.write(".git/refs/heads/main.lock", "0123\n");
    assert!(sandbox.repo().recover().unwrap());
    assert_eq!(sandbox.text(".git/refs/heads/main.lock"), "0123\n");
}

#[test]
fn on_another_branch_by_now() {
    let sandbox = Sandbox::with_history();
    let new = interrupted(&sandbox);
    sandbox.git(&["update-ref", "refs/heads/main", &new]);
    sandbox.git(&["update-ref", "refs/heads/other", "main~1"]);
    sandbox.git(&["symbolic-ref", "HEAD", "refs/heads/other"]);
    next_run(&sandbox);
    assert_eq!(sandbox.text("reviews/w1.md"), "old\n");
    assert_eq!(sandbox.status(), "");
}

/// A lock that only resembles ours is somebody's.
#[test]
fn a_torn_journal_is_not_ours() {
    let sandbox = Sandbox::with_history();
    interrupted(&sandbox);
    let torn = sandbox.text(".git/index.lock").replace("end\n", "");
    sandbox.write(".git/index.lock", &torn);
    assert!(!sandbox.repo().recover().unwrap());
    assert_eq!(sandbox.text(".git/index.lock"), torn);
    fs::remove_file(sandbox.dir.join(".git/index.lock")).unwrap();
    next_run(&sandbox);
}
