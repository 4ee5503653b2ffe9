//! What the user has staged or edited elsewhere stays byte for byte.

use std::fs;
use std::time::{Duration, SystemTime};

use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile};

use crate::sandbox::{Sandbox, change, commit, commit_change, committed, options};

/// What git shows of the user's own work.
fn users_work(sandbox: &Sandbox) -> (String, String, String) {
    (
        sandbox.git(&["diff", "--cached", "--", ":!reviews"]),
        sandbox.git(&["diff", "--", ":!reviews"]),
        sandbox.git(&["ls-files", "-s", "-t", "-v", "--", ":!reviews"]),
    )
}

#[test]
fn staged_and_unstaged_edits_elsewhere_stay() {
    let sandbox = Sandbox::with_history();
    sandbox.write("staged.txt", "new\n");
    sandbox.write("plan.toml", "goal = 2\n");
    sandbox.git(&["add", "staged.txt", "plan.toml"]);
    sandbox.write("plan.toml", "goal = 3\n");
    sandbox.write("notes.txt", "one\n2\nthree\n");
    sandbox.write("untracked.txt", "mine\n");
    let before = users_work(&sandbox);

    let revision = committed(commit(&sandbox.repo(), "reviews/w1.md", "week 1\n").unwrap());

    assert_eq!(users_work(&sandbox), before);
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]).trim(), revision.to_string());
    assert_eq!(
        sandbox.git(&["show", "--stat=80", "--format=", "HEAD"]).lines().count(),
        2
    );
    assert_eq!(sandbox.text("reviews/w1.md"), "week 1\n");
    assert_eq!(sandbox.git(&["status", "--porcelain", "reviews"]), "");
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
    sandbox.assert_sound();
}

#[test]
fn the_users_next_commit_keeps_our_file() {
    let sandbox = Sandbox::with_history();
    sandbox.write("plan.toml", "goal = 2\n");
    sandbox.git(&["add", "plan.toml"]);
    committed(commit(&sandbox.repo(), "reviews/w1.md", "week 1\n").unwrap());
    sandbox.git(&["commit", "-qm", "the user's"]);

    assert_eq!(sandbox.git(&["show", "HEAD:reviews/w1.md"]), "week 1\n");
    assert_eq!(
        sandbox.git(&["show", "--format=", "--name-only", "HEAD"]).trim(),
        "plan.toml"
    );
    assert_eq!(sandbox.status(), "");
}

#[test]
fn special_index_entries_stay() {
    let sandbox = Sandbox::with_history();
    for name in ["announced", "assumed", "skipped", "fight"] {
        sandbox.write(name, "base\n");
    }
    sandbox.git(&["add", "assumed", "skipped", "fight"]);
    sandbox.git(&["commit", "-qm", "more"]);
    sandbox.git(&["checkout", "-qb", "other"]);
    sandbox.write("fight", "theirs\n");
    sandbox.git(&["commit", "-qam", "theirs"]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("fight", "ours\n");
    sandbox.git(&["commit", "-qam", "ours"]);
    assert!(!sandbox.try_git(&["merge", "other"]).status.success());
    sandbox.git(&["add", "-N", "announced"]);
    sandbox.git(&["update-index", "--assume-unchanged", "assumed"]);
    sandbox.git(&["update-index", "--skip-worktree", "skipped"]);
    sandbox.git(&["update-index", "--chmod=+x", "notes.txt"]);
    let before = users_work(&sandbox);

    committed(commit(&sandbox.repo(), "reviews/w1.md", "week 1\n").unwrap());

    assert_eq!(users_work(&sandbox), before);
    assert!(before.2.contains("h 100644"), "{}", before.2);
    assert!(before.2.contains(" 3\tfight"), "{}", before.2);
}

#[test]
fn every_index_version_is_kept() {
    for version in ["2", "3", "4"] {
        let sandbox = Sandbox::with_history();
        sandbox.git(&["config", "index.version", version]);
        sandbox.git(&["update-index", "--index-version", version]);
        sandbox.write("plan.toml", "goal = 2\n");
        sandbox.git(&["add", "plan.toml"]);
        let before = users_work(&sandbox);
        committed(commit(&sandbox.repo(), "reviews/a/w1.md", "1\n").unwrap());
        committed(commit(&sandbox.repo(), "reviews/a/w1.md", "2\n").unwrap());
        assert_eq!(users_work(&sandbox), before, "version {version}");
        sandbox.assert_sound();
    }
}

/// An edit within the second of the last `git add` has the same size and, to
/// git, the same time. Writing the index must not hide it.
#[test]
fn an_edit_in_the_same_second_is_not_hidden() {
    let sandbox = Sandbox::with_history();
    let moment = SystemTime::now() - Duration::from_secs(100);
    let set = |path: &str| {
        let file = fs::File::options().write(true).open(sandbox.dir.join(path)).unwrap();
        file.set_modified(moment).unwrap();
    };
    sandbox.write("plan.toml", "goal = 2\n");
    set("plan.toml");
    sandbox.git(&["add", "plan.toml"]);
    set(".git/index");
    sandbox.write("plan.toml", "goal = 3\n");
    set("plan.toml");
    committed(commit(&sandbox.repo(), "reviews/w1.md", "week 1\n").unwrap());
    assert_eq!(sandbox.git(&["diff", "--name-only"]).trim(), "plan.toml");
}

#[test]
fn the_same_again_changes_nothing() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    committed(commit(&repo, "reviews/w1.md", "week 1\n").unwrap());
    let stamps = || {
        [".git/index", "reviews/w1.md", ".git/refs/heads/main", ".git/logs/HEAD"]
            .map(|path| fs::metadata(sandbox.dir.join(path)).unwrap().modified().unwrap())
    };
    let objects = || sandbox.git(&["count-objects"]);
    let before = (stamps(), objects(), fs::read(sandbox.dir.join(".git/index")).unwrap());

    assert_eq!(
        commit(&repo, "reviews/w1.md", "week 1\n").unwrap(),
        CommitOutcome::Unchanged
    );
    let nothing = repo.commit(&options(), |_| Ok::<_, String>(None)).unwrap();
    assert_eq!(nothing, CommitOutcome::Unchanged);

    let after = (stamps(), objects(), fs::read(sandbox.dir.join(".git/index")).unwrap());
    assert_eq!(after, before);
    assert_eq!(sandbox.commits(), 2);
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
}

#[test]
fn git_takes_our_index_entry_for_clean_without_reading() {
    let sandbox = Sandbox::with_history();
    committed(commit(&sandbox.repo(), "reviews/w1.md", "week 1\n").unwrap());
    // The plumbing command does not refresh; times must be right already.
    assert_eq!(sandbox.git(&["diff-files", "--name-only", "--", "reviews"]), "");
}

#[test]
fn a_file_that_is_replaced_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_history();
    sandbox.write("run.sh", "one\n");
    fs::set_permissions(sandbox.dir.join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    sandbox.git(&["add", "run.sh"]);
    sandbox.git(&["commit", "-qm", "script"]);
    committed(commit(&sandbox.repo(), "run.sh", "two\n").unwrap());
    assert!(sandbox.git(&["ls-tree", "HEAD", "run.sh"]).starts_with("100755"));
    assert_eq!(sandbox.status(), "");
}

#[test]
fn several_files_and_a_removal_are_one_commit() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    committed(commit(&repo, "reviews/old/w0.md", "0\n").unwrap());
    let change = Change {
        files: ["b", "a"]
            .map(|name| NewFile {
                path: format!("reviews/{name}.md"),
                bytes: name.into(),
            })
            .to_vec(),
        removed: vec!["reviews/old/w0.md".into(), "never/was.md".into()],
        message: "two and one\n\nTrailer: x\n\n\n".into(),
    };
    committed(commit_change(&repo, &options(), &change).unwrap());
    assert_eq!(sandbox.status(), "");
    assert_eq!(
        sandbox.git(&["ls-tree", "-r", "--name-only", "HEAD", "reviews"]),
        "reviews/a.md\nreviews/b.md\n"
    );
    assert!(!sandbox.exists("reviews/old"));
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%B%an %ae %ai|%cn %ci"]),
        "two and one\n\nTrailer: x\nBot bot@example.com 2026-01-05 11:00:00 +0300|Bot 2026-01-05 11:00:00 +0300\n"
    );
    assert_eq!(
        sandbox.git(&["log", "-g", "-1", "--format=%gs %gn", "main"]).trim(),
        "commit: two and one Bot"
    );
    assert_eq!(
        sandbox.git(&["log", "-g", "-1", "--format=%gs %gn", "HEAD"]).trim(),
        "commit: two and one Bot"
    );
}

#[test]
fn a_file_the_user_deleted_or_already_wrote_is_no_obstacle() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    committed(commit(&repo, "reviews/w1.md", "1\n").unwrap());
    fs::remove_dir_all(sandbox.dir.join("reviews")).unwrap();
    committed(commit(&repo, "reviews/w1.md", "2\n").unwrap());
    assert_eq!(sandbox.text("reviews/w1.md"), "2\n");
    sandbox.write("reviews/w2.md", "the same\n");
    committed(commit(&repo, "reviews/w2.md", "the same\n").unwrap());
    assert_eq!(sandbox.status(), "");
}

#[test]
fn line_endings_of_the_work_tree_are_gits() {
    for (config, attributes) in [(true, None), (false, Some("*.md text eol=crlf\n"))] {
        let sandbox = Sandbox::new();
        sandbox.git(&["config", "core.autocrlf", if config { "true" } else { "false" }]);
        if let Some(attributes) = attributes {
            sandbox.write(".gitattributes", attributes);
        }
        sandbox.write("plan.toml", "goal = 1\r\n");
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-qm", "first"]);
        let repo = sandbox.repo();
        for text in ["one\ntwo\n", "one\n2\n"] {
            committed(commit(&repo, "reviews/w1.md", text).unwrap());
            assert_eq!(sandbox.text("reviews/w1.md"), text.replace('\n', "\r\n"));
            assert_eq!(sandbox.git(&["show", "HEAD:reviews/w1.md"]), text);
            // Also when git has to read the file.
            sandbox.git(&["update-index", "--really-refresh"]);
            assert_eq!(sandbox.status(), "");
            let id = sandbox.git(&["rev-parse", "HEAD:reviews/w1.md"]);
            assert_eq!(repo.work_file_id("reviews/w1.md").unwrap().as_deref(), Some(id.trim()));
        }
    }
}

#[test]
fn identity_comes_from_the_repository() {
    let sandbox = Sandbox::with_history();
    let change = change("reviews/w1.md", "1\n");
    commit_change(&sandbox.repo(), &CommitOptions::default(), &change).unwrap();
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%an %ae %cn"]).trim(),
        "User user@example.com User"
    );
}
