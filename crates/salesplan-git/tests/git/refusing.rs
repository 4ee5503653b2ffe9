//! What is refused, in which words, and that nothing was touched then.

use std::fs;
use std::os::unix::fs::symlink;

use salesplan_git::{Change, CommitOptions, GitError, GitErrorKind, Identity, NewFile};

use crate::sandbox::{Sandbox, change, commit, commit_change, committed, options};

/// Everything a refused commit must leave as it is.
fn state(sandbox: &Sandbox) -> (String, Vec<u8>, String) {
    let index = fs::read(sandbox.dir.join(".git/index")).unwrap_or_default();
    (
        sandbox.git(&["for-each-ref"]),
        index,
        sandbox.git(&["status", "--porcelain=v2", "-uall"]),
    )
}

/// Commits `reviews/w1.md` and expects a refusal that changes nothing.
fn refused(sandbox: &Sandbox) -> GitError {
    // git writes times into the index when it looks; let it do that first.
    sandbox.status();
    let before = state(sandbox);
    let error = commit(&sandbox.repo(), "reviews/w1.md", "ours\n").unwrap_err();
    assert_eq!(state(sandbox), before);
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
    error
}

fn assert_users(error: &GitError, path: &str) {
    assert_eq!(
        error.kind(),
        &GitErrorKind::UncommittedChanges {
            paths: vec![path.into()]
        }
    );
    assert_eq!(
        error.message(),
        format!("there are uncommitted changes of yours in {path}")
    );
    assert!(!error.is_retryable());
}

fn with_review() -> Sandbox {
    let sandbox = Sandbox::with_history();
    committed(commit(&sandbox.repo(), "reviews/w1.md", "week 1\n").unwrap());
    sandbox
}

#[test]
fn an_unstaged_edit() {
    let sandbox = with_review();
    sandbox.write("reviews/w1.md", "mine\n");
    assert_users(&refused(&sandbox), "reviews/w1.md");
    assert_eq!(sandbox.text("reviews/w1.md"), "mine\n");
}

#[test]
fn a_staged_edit() {
    let sandbox = with_review();
    sandbox.write("reviews/w1.md", "mine\n");
    sandbox.git(&["add", "reviews/w1.md"]);
    sandbox.write("reviews/w1.md", "week 1\n");
    assert_users(&refused(&sandbox), "reviews/w1.md");
    assert_eq!(sandbox.git(&["show", ":reviews/w1.md"]), "mine\n");
}

#[test]
fn a_staged_removal_and_a_staged_mode() {
    let sandbox = with_review();
    sandbox.git(&["rm", "-q", "--cached", "reviews/w1.md"]);
    assert_users(&refused(&sandbox), "reviews/w1.md");
    sandbox.git(&["reset", "-q"]);
    sandbox.git(&["update-index", "--chmod=+x", "reviews/w1.md"]);
    assert_users(&refused(&sandbox), "reviews/w1.md");
}

#[test]
fn an_untracked_file_in_the_way() {
    let sandbox = Sandbox::with_history();
    sandbox.write("reviews/w1.md", "mine\n");
    assert_users(&refused(&sandbox), "reviews/w1.md");
    assert_eq!(sandbox.text("reviews/w1.md"), "mine\n");
}

#[test]
fn an_ignored_or_announced_file_in_the_way() {
    let sandbox = Sandbox::with_history();
    sandbox.write(".git/info/exclude", "reviews\n");
    sandbox.write("reviews/w1.md", "mine\n");
    assert_users(&refused(&sandbox), "reviews/w1.md");
    sandbox.git(&["add", "-fN", "reviews/w1.md"]);
    assert_users(&refused(&sandbox), "reviews/w1.md");
}

#[test]
fn a_conflict_on_our_path() {
    let sandbox = with_review();
    let id = sandbox.git(&["rev-parse", ":reviews/w1.md"]);
    let id = id.trim();
    let lines = format!("0 {id} 0\treviews/w1.md\n100644 {id} 2\treviews/w1.md\n100644 {id} 3\treviews/w1.md\n");
    fs::write(sandbox.home().join("entries"), lines).unwrap();
    let input = fs::File::open(sandbox.home().join("entries")).unwrap();
    assert!(
        sandbox
            .command()
            .args(["update-index", "--index-info"])
            .stdin(input)
            .status()
            .unwrap()
            .success()
    );
    assert_users(&refused(&sandbox), "reviews/w1.md");
}

#[test]
fn a_staged_file_where_our_folder_goes() {
    let sandbox = Sandbox::with_history();
    sandbox.write("reviews", "a file\n");
    sandbox.git(&["add", "reviews"]);
    fs::remove_file(sandbox.dir.join("reviews")).unwrap();
    assert_users(&refused(&sandbox), "reviews");
}

#[test]
fn a_link_at_the_folder_or_the_file() {
    let sandbox = Sandbox::with_history();
    let outside = sandbox.home().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("w1.md"), "outside\n").unwrap();

    // On disk only.
    symlink(&outside, sandbox.dir.join("reviews")).unwrap();
    let error = refused(&sandbox);
    assert_eq!(error.kind(), &GitErrorKind::PathBlocked);
    assert_eq!(
        error.message(),
        "reviews is a symbolic link; a file must go there and links are never followed"
    );

    // Committed.
    sandbox.git(&["add", "reviews"]);
    sandbox.git(&["commit", "-qm", "a link"]);
    assert_eq!(refused(&sandbox).kind(), &GitErrorKind::PathBlocked);

    // The file itself, dangling and not.
    sandbox.git(&["rm", "-q", "reviews"]);
    sandbox.git(&["commit", "-qm", "no link"]);
    fs::create_dir(sandbox.dir.join("reviews")).unwrap();
    for target in ["w1.md", "absent.md"] {
        symlink(outside.join(target), sandbox.dir.join("reviews/w1.md")).unwrap();
        assert_eq!(refused(&sandbox).kind(), &GitErrorKind::PathBlocked);
        fs::remove_file(sandbox.dir.join("reviews/w1.md")).unwrap();
    }

    assert_eq!(fs::read_to_string(outside.join("w1.md")).unwrap(), "outside\n");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[test]
fn a_committed_link_or_submodule_that_is_not_on_disk() {
    let sandbox = Sandbox::with_history();
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    for mode in ["120000", "160000"] {
        for path in ["reviews", "reviews/w1.md"] {
            let id = if mode == "120000" {
                sandbox.git(&["rev-parse", "HEAD:plan.toml"])
            } else {
                head.clone()
            };
            sandbox.git(&[
                "update-index",
                "--add",
                "--cacheinfo",
                &format!("{mode},{},{path}", id.trim()),
            ]);
            sandbox.git(&["commit", "-qm", "odd"]);
            assert_eq!(refused(&sandbox).kind(), &GitErrorKind::PathBlocked, "{mode} {path}");
            sandbox.git(&["update-index", "--force-remove", path]);
            sandbox.git(&["commit", "-qm", "even"]);
        }
    }
}

#[test]
fn a_folder_or_a_special_file_at_the_file() {
    let sandbox = Sandbox::with_history();
    fs::create_dir_all(sandbox.dir.join("reviews/w1.md")).unwrap();
    assert_eq!(refused(&sandbox).kind(), &GitErrorKind::PathBlocked);
    sandbox.write("reviews/w1.md/inside", "mine\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "a folder"]);
    assert_eq!(refused(&sandbox).kind(), &GitErrorKind::PathBlocked);
    let error = commit(&sandbox.repo(), "plan.toml/x", "x").unwrap_err();
    assert_eq!(
        error.message(),
        "plan.toml is not a folder in the newest commit; a file must go there and links are never followed"
    );
}

#[test]
fn paths_that_reach_elsewhere() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    for path in [
        "../out",
        "/tmp/out",
        "a/../../out",
        ".git/hooks/post-commit",
        "a/.GIT/x",
        "a\\b",
        "a\nb",
        "",
        "a//b",
        "git~1/x",
    ] {
        let error = commit(&repo, path, "x").unwrap_err();
        assert_eq!(error.kind(), &GitErrorKind::InvalidPath, "{path:?}");
        assert_eq!(
            repo.work_file_id(path).unwrap_err().kind(),
            &GitErrorKind::InvalidPath,
            "{path:?}"
        );
    }
    let file = |path: &str| NewFile {
        path: path.into(),
        bytes: Vec::new(),
    };
    for files in [vec![file("a"), file("a")], vec![file("a"), file("a/b")]] {
        let change = Change {
            files,
            removed: Vec::new(),
            message: "m".into(),
        };
        let error = commit_change(&repo, &options(), &change).unwrap_err();
        assert_eq!(error.kind(), &GitErrorKind::InvalidPath);
    }
    assert_eq!(sandbox.commits(), 1);
}

#[test]
fn a_detached_head_unless_allowed() {
    let sandbox = Sandbox::with_history();
    sandbox.git(&["checkout", "-q", "--detach"]);
    let error = refused(&sandbox);
    assert_eq!(error.kind(), &GitErrorKind::DetachedHead);
    assert_eq!(error.message(), "HEAD is detached, so no branch would keep the commit");
    assert_eq!(
        error.help(),
        Some("`git switch -c NAME`, or `--allow-detached` to commit all the same")
    );

    let allowed = CommitOptions {
        allow_detached: true,
        ..options()
    };
    let revision = committed(commit_change(&sandbox.repo(), &allowed, &change("reviews/w1.md", "1\n")).unwrap());
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]).trim(), revision.to_string());
    assert_ne!(sandbox.git(&["rev-parse", "main"]).trim(), revision.to_string());
    assert_eq!(sandbox.status(), "");
}

#[test]
fn somebody_elses_lock() {
    let sandbox = Sandbox::with_history();
    let options = CommitOptions {
        retries: 3,
        ..options()
    };
    for (lock, content) in [
        (".git/index.lock", ""),
        (".git/index.lock", "DIRC"),
        (".git/refs/heads/main.lock", ""),
    ] {
        sandbox.write(lock, content);
        let error = commit_change(&sandbox.repo(), &options, &change("reviews/w1.md", "1\n")).unwrap_err();
        assert_eq!(error.kind(), &GitErrorKind::Locked);
        assert!(error.is_retryable());
        let path = sandbox.dir.join(lock);
        assert_eq!(error.message(), format!("another git process holds {}", path.display()));
        assert!(error.help().unwrap().contains("remove"));
        assert_eq!(sandbox.text(lock), content);
        fs::remove_file(path).unwrap();
    }
    assert_eq!(sandbox.commits(), 1);
    assert_eq!(sandbox.status(), "");
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
}

#[test]
fn an_identity_that_would_forge_a_header() {
    let sandbox = Sandbox::with_history();
    for name in ["A\nparent 0000", "A <x>", ""] {
        let options = CommitOptions {
            author: Some(Identity::new(name, "a@b", 0, 0)),
            ..options()
        };
        let error = commit_change(&sandbox.repo(), &options, &change("reviews/w1.md", "1\n")).unwrap_err();
        assert_eq!(error.kind(), &GitErrorKind::MissingIdentity, "{name:?}");
    }
}

#[test]
fn a_fault_of_the_caller_is_passed_on() {
    let sandbox = Sandbox::with_history();
    let error = sandbox
        .repo()
        .commit(&options(), |_| Err::<Option<Change>, _>("no week"))
        .unwrap_err();
    assert_eq!(error.to_string(), "no week");
    let empty = Change {
        message: " \n".into(),
        ..change("a", "b")
    };
    assert!(commit_change(&sandbox.repo(), &options(), &empty).is_err());
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
}
