//! Repositories of every sort: those that work, and the words for those that
//! do not, with the command that mends them tried out.

use std::fs;

use salesplan_git::{CommitOptions, GitError, GitErrorKind, Head, Repository};

use crate::child;
use crate::sandbox::{Sandbox, change, commit, commit_change, committed};

#[test]
fn an_unborn_branch() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.repo().head().unwrap(),
        Head::Branch {
            name: "main".into(),
            tip: None
        }
    );
    sandbox.write("staged", "mine\n");
    sandbox.git(&["add", "staged"]);
    let revision = committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
    assert_eq!(
        sandbox.repo().head().unwrap(),
        Head::Branch {
            name: "main".into(),
            tip: Some(revision)
        }
    );
    assert_eq!(
        sandbox.git(&["ls-tree", "-r", "--name-only", "HEAD"]),
        "reviews/w1.md\n"
    );
    assert_eq!(sandbox.status(), "A  staged\n");
    sandbox.assert_sound();
}

#[test]
fn a_bare_repository() {
    let sandbox = Sandbox::with(&["init", "--quiet", "--bare", "--initial-branch=main"]);
    let repo = sandbox.repo();
    assert!(repo.is_bare());
    committed(commit(&repo, "reviews/w1.md", "1\n").unwrap());
    committed(commit(&repo, "reviews/w2.md", "2\n").unwrap());
    assert_eq!(sandbox.commits(), 2);
    assert_eq!(repo.uncommitted(&[""]).unwrap(), Vec::<String>::new());
    assert_eq!(repo.work_file_id("x").unwrap_err().kind(), &GitErrorKind::NoWorkTree);
    assert!(!sandbox.exists("index") && !sandbox.exists("reviews") && !sandbox.exists("salesplan.journal"));
    sandbox.assert_sound();
}

#[test]
fn a_linked_work_tree_has_its_own_branch_and_index() {
    let sandbox = Sandbox::with_history();
    let linked = sandbox.home().join("linked");
    sandbox.git(&["worktree", "add", "-q", "-b", "side", linked.to_str().unwrap()]);
    let index = fs::read(sandbox.dir.join(".git/index")).unwrap();
    let repo = Repository::discover(&linked).unwrap();
    let revision = committed(commit(&repo, "reviews/w1.md", "1\n").unwrap());
    assert_eq!(sandbox.git(&["rev-parse", "side"]).trim(), revision.to_string());
    assert_eq!(sandbox.commits(), 1);
    assert_eq!(fs::read(sandbox.dir.join(".git/index")).unwrap(), index);
    assert_eq!(fs::read_to_string(linked.join("reviews/w1.md")).unwrap(), "1\n");
    assert_eq!(
        sandbox.git(&["-C", linked.to_str().unwrap(), "status", "--porcelain"]),
        ""
    );
    assert_eq!(sandbox.status(), "");
}

#[test]
fn a_shallow_clone() {
    let sandbox = Sandbox::with_history();
    sandbox.git(&["commit", "-q", "--allow-empty", "-m", "second"]);
    let source = format!("file://{}", sandbox.dir.display());
    let clone = Sandbox::with(&["clone", "-q", "--depth=1", &source, "."]);
    let repo = clone.repo();
    assert!(repo.is_shallow());
    committed(commit(&repo, "reviews/w1.md", "1\n").unwrap());
    assert_eq!(clone.status(), "");
    let error = repo.resolve("HEAD~2").unwrap_err();
    assert_eq!(
        error.message(),
        "there is no revision \"HEAD~2\" in this clone, whose history is cut off"
    );
    assert_eq!(error.help(), Some("`git fetch --unshallow`"));
    clone.git(&["push", "-q", "origin", "HEAD:refs/heads/new"]);
}

#[test]
fn a_sparse_checkout_inside_and_outside_its_cone() {
    let sandbox = Sandbox::with_history();
    sandbox.write("reviews/w1.md", "1\n");
    sandbox.write("plans/a", "1\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "more"]);
    sandbox.git(&["sparse-checkout", "set", "--cone", "plans"]);
    assert!(!sandbox.exists("reviews"));
    let repo = sandbox.repo();
    assert_eq!(repo.uncommitted(&[""]).unwrap(), Vec::<String>::new());
    committed(commit(&repo, "reviews/w1.md", "2\n").unwrap());
    assert!(!sandbox.exists("reviews"));
    committed(commit(&repo, "plans/a", "2\n").unwrap());
    committed(commit(&repo, "reviews/w2.md", "2\n").unwrap());
    assert_eq!(sandbox.status(), "");
    assert_eq!(sandbox.text("plans/a"), "2\n");
}

/// What discovering or committing says, and that the helped repository works.
fn mended(sandbox: &Sandbox, help: &str, commands: &[&[&str]]) -> String {
    let error: GitError = Repository::discover(&sandbox.dir)
        .and_then(|repo| commit(&repo, "reviews/w1.md", "1\n"))
        .unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::UnsupportedRepository, "{error}");
    assert_eq!(error.help(), Some(help));
    assert!(!sandbox.exists(".git/index.lock"));
    for command in commands {
        sandbox.git(command);
    }
    error.message().to_owned()
}

#[test]
fn a_sha256_repository() {
    let sandbox = Sandbox::with(&["init", "--quiet", "--object-format=sha256", "--initial-branch=main"]);
    sandbox.write("plan.toml", "goal = 1\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "first"]);
    let help =
        "make a sha1 copy: `git init --object-format=sha1 COPY` and `git fast-export --all | git -C COPY fast-import`";
    let message = mended(&sandbox, help, &[]);
    assert_eq!(
        message,
        "the repository stores its objects as sha256, which is not supported"
    );
    let copy = sandbox.home().join("copy");
    sandbox.git(&[
        "init",
        "-q",
        "--object-format=sha1",
        "--initial-branch=main",
        copy.to_str().unwrap(),
    ]);
    let export = sandbox.git(&["fast-export", "--all"]);
    fs::write(sandbox.home().join("export"), export).unwrap();
    let input = fs::File::open(sandbox.home().join("export")).unwrap();
    let mut import = sandbox.command();
    import
        .arg("-C")
        .arg(&copy)
        .args(["fast-import", "--quiet"])
        .stdin(input);
    assert!(import.status().unwrap().success());
    assert!(Repository::discover(&copy).unwrap().resolve("main").is_ok());
}

#[test]
fn a_reftable_repository() {
    let probe = Sandbox::new();
    if !probe
        .try_git(&["init", "-q", "--ref-format=reftable", "probe"])
        .status
        .success()
    {
        eprintln!("skipped: this git has no reftable");
        return;
    }
    let sandbox = Sandbox::with(&["init", "--quiet", "--ref-format=reftable", "--initial-branch=main"]);
    let help = "`git refs migrate --ref-format=files`";
    let message = mended(&sandbox, help, &[&["refs", "migrate", "--ref-format=files"]]);
    assert_eq!(
        message,
        "the repository keeps its branches as reftable, which is not supported"
    );
    committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
}

#[test]
fn a_split_index() {
    let sandbox = Sandbox::with_history();
    sandbox.git(&["config", "core.splitIndex", "true"]);
    sandbox.git(&["update-index", "--split-index"]);
    let help = "`git config core.splitIndex false` and `git update-index --no-split-index`";
    let commands: &[&[&str]] = &[
        &["config", "core.splitIndex", "false"],
        &["update-index", "--no-split-index"],
    ];
    assert_eq!(sandbox.repo().uncommitted(&[""]).unwrap_err().help(), Some(help));
    let message = mended(&sandbox, help, commands);
    assert_eq!(message, "the index of the repository is split, which is not supported");
    committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
    assert_eq!(sandbox.status(), "");
}

#[test]
fn a_sparse_index() {
    let sandbox = Sandbox::with_history();
    for folder in ["plans", "archive/old"] {
        sandbox.write(&format!("{folder}/a"), "1\n");
    }
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "folders"]);
    sandbox.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "plans"]);
    let help = "`git sparse-checkout reapply --no-sparse-index`";
    let message = mended(&sandbox, help, &[&["sparse-checkout", "reapply", "--no-sparse-index"]]);
    assert_eq!(message, "the index of the repository is sparse, which is not supported");
    committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
    assert_eq!(sandbox.status(), "");
}

#[test]
fn a_partial_clone() {
    let sandbox = Sandbox::with_history();
    sandbox.write("plan.toml", "goal = 2\n");
    sandbox.git(&["commit", "-qam", "second"]);
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    sandbox.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let source = format!("file://{}", sandbox.dir.display());
    let clone = Sandbox::with(&["clone", "-q", "--filter=blob:none", &source, "."]);
    let repo = clone.repo();
    assert!(repo.is_partial());
    committed(commit(&repo, "reviews/w1.md", "1\n").unwrap());
    let old = repo.resolve("HEAD~2").unwrap();
    let error = repo.read(&old, "plan.toml").unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::MissingObject);
    assert!(
        error
            .message()
            .starts_with("this partial clone lacks an object that is needed (the content of plan.toml (blob"),
        "{error}"
    );
    assert_eq!(error.help(), Some("`git fetch --refetch --no-filter`"));
    clone.git(&["fetch", "-q", "--refetch", "--no-filter"]);
    assert_eq!(
        clone.repo().read(&old, "plan.toml").unwrap().unwrap().bytes,
        b"goal = 1\n"
    );
}

/// A clone without trees lacks what a new commit is built from.
#[test]
fn a_partial_clone_without_trees() {
    let sandbox = Sandbox::with_history();
    sandbox.write("reviews/w0.md", "0\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "a folder"]);
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    let source = format!("file://{}", sandbox.dir.display());
    let clone = Sandbox::with(&["clone", "-q", "--no-checkout", "--filter=tree:0", &source, "."]);
    let error = commit(&clone.repo(), "reviews/w1.md", "1\n").unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::MissingObject);
    assert_eq!(error.help(), Some("`git fetch --refetch --no-filter`"));
    assert_eq!(clone.leftovers(), Vec::<String>::new());
}

#[test]
fn no_identity() {
    let sandbox = Sandbox::with_history();
    sandbox.git(&["config", "--unset", "user.name"]);
    sandbox.git(&["config", "--unset", "user.email"]);
    let lines = child::run(&sandbox, "identity");
    if lines[0].starts_with("Ok") {
        eprintln!("skipped: this machine has a system-wide identity");
        return;
    }
    assert_eq!(lines[0], "MissingIdentity");
    assert!(lines[1].starts_with("git does not know who commits: "), "{lines:?}");
    assert_eq!(
        lines[2],
        "`git config user.name \"Your Name\"` and `git config user.email you@example.com`"
    );
    assert_eq!(sandbox.commits(), 1);
    // An unchanged tree needs nobody's name; a new one takes it from the environment.
    assert_eq!(child::run(&sandbox, "unchanged"), ["Unchanged"]);
    assert_eq!(
        child::run_with(&sandbox, "identity", |command| {
            command.env("GIT_AUTHOR_NAME", "Env").env("GIT_AUTHOR_EMAIL", "e@x");
            command
                .env("GIT_COMMITTER_NAME", "Env")
                .env("GIT_COMMITTER_EMAIL", "e@x");
        })[0],
        "Ok"
    );
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%an %ae %ai"]).trim(),
        "Env e@x 2026-01-05 09:00:00 +0000"
    );
}

#[test]
fn a_foreign_owner() {
    let sandbox = Sandbox::with_history();
    let chown = std::os::unix::fs::chown(&sandbox.dir, Some(12_345), None)
        .and_then(|()| std::os::unix::fs::chown(sandbox.dir.join(".git"), Some(12_345), None));
    if chown.is_err() {
        eprintln!("skipped: only root can give a folder away");
        return;
    }
    let lines = child::run(&sandbox, "discover");
    let place = sandbox.dir.display();
    assert_eq!(
        lines,
        [
            "ForeignOwner".to_owned(),
            format!("the repository {place} belongs to another user, so git does not trust its configuration"),
            format!("`git config --global --add safe.directory {place}`"),
        ]
    );
    fs::write(
        sandbox.home().join(".gitconfig"),
        format!("[safe]\n\tdirectory = {place}\n"),
    )
    .unwrap();
    assert_eq!(child::run(&sandbox, "discover"), ["Ok"]);
}

/// HEAD may point at a reference that points at another.
#[test]
fn a_branch_that_is_another_name_of_one() {
    let sandbox = Sandbox::with_history();
    sandbox.git(&["symbolic-ref", "refs/heads/alias", "refs/heads/main"]);
    sandbox.git(&["symbolic-ref", "HEAD", "refs/heads/alias"]);
    let revision = committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
    assert_eq!(sandbox.git(&["rev-parse", "main"]).trim(), revision.to_string());
    assert_eq!(
        sandbox.git(&["symbolic-ref", "refs/heads/alias"]).trim(),
        "refs/heads/main"
    );
    assert_eq!(sandbox.status(), "");
}

#[test]
fn packed_references_and_deep_branch_names() {
    let sandbox = Sandbox::with_history();
    sandbox.git(&["switch", "-q", "-c", "team/north/plan"]);
    sandbox.git(&["pack-refs", "--all"]);
    sandbox.git(&["gc", "-q"]);
    committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
    assert_eq!(sandbox.commits(), 2);
    sandbox.git(&["switch", "-q", "--orphan", "team/south"]);
    committed(commit(&sandbox.repo(), "reviews/w1.md", "1\n").unwrap());
    assert_eq!(sandbox.status(), "");
    // A branch that cannot exist beside another is told, not forced.
    sandbox.git(&["symbolic-ref", "HEAD", "refs/heads/team/north/plan/x"]);
    let change = change("reviews/w9.md", "1\n");
    assert!(
        commit_change(
            &sandbox.repo(),
            &CommitOptions {
                retries: 2,
                ..CommitOptions::default()
            },
            &change
        )
        .is_err()
    );
    sandbox.assert_sound();
}

/// Its git folder lies elsewhere and names the work tree by configuration.
#[test]
fn a_submodule_of_another_repository() {
    let (outer, inner) = (Sandbox::with_history(), Sandbox::with_history());
    let source = inner.dir.to_str().unwrap();
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        source,
        "sub",
    ]);
    outer.git(&["commit", "-qm", "a submodule"]);
    let sub = outer.dir.join("sub");
    let repo = Repository::discover(&sub).unwrap();
    let revision = committed(commit(&repo, "reviews/w1.md", "1\n").unwrap());
    let inside = |arguments: &[&str]| outer.git(&[&["-C", sub.to_str().unwrap()], arguments].concat());
    assert_eq!(inside(&["rev-parse", "HEAD"]).trim(), revision.to_string());
    assert_eq!(inside(&["status", "--porcelain"]), "");
    assert_eq!(outer.status(), " M sub\n");
    let error = commit(&outer.repo(), "sub/x", "1\n").unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::PathBlocked);
}
