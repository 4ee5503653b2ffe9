//! Reading revisions, trees and the state of the work tree.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use salesplan_git::{EntryKind, GitErrorKind, Head, Repository};

use crate::sandbox::Sandbox;

fn always(_: &str) -> bool {
    true
}

#[test]
fn no_repository_is_a_kind_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let error = Repository::discover(folder.path()).unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::NotARepository);
    let error = Repository::discover(&folder.path().join("absent")).unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::NotARepository);
}

#[test]
fn discovery_goes_upwards() {
    let sandbox = Sandbox::with_history();
    sandbox.write("plans/north/plan.toml", "");
    let repo = Repository::discover(&sandbox.dir.join("plans/north")).unwrap();
    assert_eq!(repo.work_dir(), Some(sandbox.dir.as_path()));
    assert_eq!(
        repo.path_in_work_tree(&sandbox.dir.join("plans/north")).as_deref(),
        Some("plans/north")
    );
    assert_eq!(repo.path_in_work_tree(&sandbox.dir).as_deref(), Some(""));
    assert_eq!(repo.path_in_work_tree(sandbox.home()), None);
    assert!(!repo.is_bare() && !repo.is_shallow() && !repo.is_partial());
}

#[test]
fn init_makes_the_branch_main() {
    let folder = tempfile::tempdir().unwrap();
    let repo = Repository::init(&folder.path().join("a/b")).unwrap();
    assert_eq!(
        repo.head().unwrap(),
        Head::Branch {
            name: "main".into(),
            tip: None
        }
    );
    assert!(Repository::init(&folder.path().join("a/b")).is_err());
}

#[test]
fn revisions_are_resolved_in_words() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    let first = repo.resolve("HEAD").unwrap();
    sandbox.git(&["tag", "-a", "v1", "-m", "one"]);
    sandbox.git(&["tag", "blob", "HEAD:plan.toml"]);
    sandbox.git(&["commit", "-q", "--allow-empty", "-m", "second"]);
    let second = repo.resolve("main").unwrap();
    assert_eq!(repo.resolve("v1").unwrap(), first);
    assert_eq!(repo.resolve("HEAD~1").unwrap(), first);
    assert_eq!(repo.resolve(&first.to_string()[..8]).unwrap(), first);
    assert!(repo.is_ancestor(&first, &second).unwrap());
    assert!(!repo.is_ancestor(&second, &first).unwrap());
    for (name, message) in [
        ("HEAD~1..HEAD", "\"HEAD~1..HEAD\" is a range; name one commit"),
        ("nowhere", "there is no revision \"nowhere\""),
        ("", "\"\" is not a revision"),
        ("a\0b", "\"a\\0b\" is not a revision"),
        ("blob", "\"blob\" is a blob, not a commit"),
        ("HEAD^{tree}", "\"HEAD^{tree}\" is a tree, not a commit"),
        ("HEAD~9", "there is no revision \"HEAD~9\""),
        ("--help", "there is no revision \"--help\""),
    ] {
        let error = repo.resolve(name).unwrap_err();
        assert_eq!(
            (error.kind(), error.message()),
            (&GitErrorKind::UnknownRevision, message)
        );
    }
    let details = repo.details(&second).unwrap();
    assert_eq!(details.parents, [first]);
    assert_eq!(details.message, "second\n");
    assert_eq!(details.authored_seconds, 1_767_603_600);
    assert_eq!(details.tree_id, sandbox.git(&["rev-parse", "HEAD^{tree}"]).trim());
}

/// A rebase gives every commit a new committer's day; what was recorded when stays.
#[test]
fn a_commit_is_of_the_day_on_which_its_author_wrote_it() {
    let sandbox = Sandbox::with_history();
    sandbox.write("later.txt", "later");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "earlier", "--date", "2026-01-02T09:00:00Z"]);
    let repo = sandbox.repo();
    let head = repo.resolve("HEAD").unwrap();
    assert_eq!(repo.details(&head).unwrap().authored_seconds, 1_767_344_400);
}

#[test]
fn files_are_sorted_and_links_are_not_followed() {
    let sandbox = Sandbox::with_history();
    sandbox.write("plans/a.toml", "a");
    sandbox.write("plans/a/deep/b.toml", "b");
    sandbox.write("plans/big/c.toml", "c");
    symlink("/etc/passwd", sandbox.dir.join("plans/link.toml")).unwrap();
    symlink("/etc", sandbox.dir.join("plans/etc")).unwrap();
    sandbox.git(&["add", "-A"]);
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    sandbox.git(&[
        "update-index",
        "--add",
        "--cacheinfo",
        &format!("160000,{},plans/sub.toml", head.trim()),
    ]);
    sandbox.git(&["commit", "-qm", "plans"]);
    let repo = sandbox.repo();
    let tip = repo.resolve("HEAD").unwrap();

    let found = repo
        .files(&tip, "plans", &|folder| folder != "plans/big", &|path| {
            path.ends_with(".toml")
        })
        .unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|entry| (entry.path.as_str(), entry.kind, entry.bytes.as_slice()))
        .collect();
    assert_eq!(
        seen,
        [
            ("plans/a.toml", EntryKind::File, b"a".as_slice()),
            ("plans/a/deep/b.toml", EntryKind::File, b"b"),
            ("plans/link.toml", EntryKind::Link, b""),
            ("plans/sub.toml", EntryKind::Submodule, b""),
        ]
    );
    assert_eq!(repo.files(&tip, "", &always, &always).unwrap().len(), 8);
    assert_eq!(repo.files(&tip, "absent", &always, &always).unwrap(), []);
    assert_eq!(repo.files(&tip, "plan.toml", &always, &always).unwrap(), []);

    let entry = repo.read(&tip, "plans/a/deep/b.toml").unwrap().unwrap();
    assert_eq!(entry.bytes, b"b");
    assert_eq!(
        entry.blob_id,
        sandbox.git(&["rev-parse", "HEAD:plans/a/deep/b.toml"]).trim()
    );
    assert_eq!(repo.read(&tip, "plans").unwrap(), None);
    assert_eq!(repo.read(&tip, "plans/etc/passwd").unwrap(), None);
    assert_eq!(repo.read(&tip, "").unwrap(), None);
    assert_eq!(repo.read(&tip, "../x").unwrap(), None);
}

#[test]
fn names_that_are_no_paths_are_listed_and_not_read() {
    let sandbox = Sandbox::with_history();
    let name = std::ffi::OsStr::from_bytes(b"b\xffd.toml");
    fs::write(sandbox.dir.join(name), "x").unwrap();
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "odd name"]);
    // A tree no honest git writes.
    let blob = sandbox.git(&["rev-parse", "HEAD:plan.toml"]);
    fs::write(
        sandbox.home().join("tree"),
        format!("100644 blob {}\t..\n", blob.trim()),
    )
    .unwrap();
    let input = fs::File::open(sandbox.home().join("tree")).unwrap();
    let output = sandbox.command().arg("mktree").stdin(input).output().unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    let hostile = sandbox.git(&["commit-tree", "-m", "hostile", tree.trim()]);
    let repo = sandbox.repo();
    for (revision, path) in [("HEAD", "b\u{fffd}d.toml"), (hostile.trim(), "..")] {
        let tip = repo.resolve(revision).unwrap();
        let found = repo.files(&tip, "", &always, &|found| found == path).unwrap();
        assert_eq!(
            (found.len(), found[0].kind, found[0].bytes.len()),
            (1, EntryKind::BadName, 0)
        );
    }
}

#[test]
fn uncommitted_names_every_sort_of_change_below_the_paths() {
    let sandbox = Sandbox::with_history();
    for name in [
        "plans/clean",
        "plans/edited",
        "plans/staged",
        "plans/deleted",
        "elsewhere",
    ] {
        sandbox.write(name, "1\n");
    }
    sandbox.write(".gitignore", "ignored\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "plans"]);
    let repo = sandbox.repo();
    assert_eq!(repo.uncommitted(&[""]).unwrap(), Vec::<String>::new());
    sandbox.write("plans/edited", "2\n");
    sandbox.write("plans/staged", "2\n");
    sandbox.git(&["add", "plans/staged"]);
    sandbox.write("plans/new/deep", "2\n");
    sandbox.write("plans/ignored", "2\n");
    sandbox.write("elsewhere", "2\n");
    fs::remove_file(sandbox.dir.join("plans/deleted")).unwrap();
    let index = fs::read(sandbox.dir.join(".git/index")).unwrap();
    let expected = ["plans/deleted", "plans/edited", "plans/new/deep", "plans/staged"];
    assert_eq!(repo.uncommitted(&["plans"]).unwrap(), expected);
    assert_eq!(repo.uncommitted(&["plans", "absent"]).unwrap(), expected);
    assert_eq!(repo.uncommitted(&["plans/edited"]).unwrap(), ["plans/edited"]);
    assert_eq!(repo.uncommitted(&["", "plans"]).unwrap().len(), 5);
    assert_eq!(repo.uncommitted(&[]).unwrap(), Vec::<String>::new());
    assert_eq!(fs::read(sandbox.dir.join(".git/index")).unwrap(), index);
}

#[test]
fn the_id_of_a_work_file_is_gits_and_writes_nothing() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    sandbox.write("plan.toml", "goal = 77\n");
    let before = sandbox.git(&["count-objects"]);
    let id = repo.work_file_id("plan.toml").unwrap().unwrap();
    assert_eq!(sandbox.git(&["count-objects"]), before);
    assert_eq!(id, sandbox.git(&["hash-object", "plan.toml"]).trim());
    assert_eq!(repo.work_file_id("absent/x").unwrap(), None);
    symlink("/etc", sandbox.dir.join("etc")).unwrap();
    assert_eq!(
        repo.work_file_id("etc/passwd").unwrap_err().kind(),
        &GitErrorKind::PathBlocked
    );
}

/// Whatever stands in HEAD: a word, never a panic.
#[test]
fn damaged_repositories_are_told_in_words() {
    for (file, content) in [
        (".git/HEAD", "garbage\n"),
        (".git/HEAD", "ref: refs/heads/\n"),
        (".git/HEAD", "ref: ../../x\n"),
        (".git/refs/heads/main", "garbage\n"),
        (".git/refs/heads/main", ""),
        (".git/refs/heads/main", "1111111111111111111111111111111111111111\n"),
        (".git/packed-refs", "garbage\n"),
        (".git/index", "garbage\n"),
        (".git/config", "[garbage\n"),
    ] {
        let sandbox = Sandbox::with_history();
        sandbox.write(file, content);
        let Ok(repo) = Repository::discover(&sandbox.dir) else {
            continue;
        };
        let _ = repo.head();
        let _ = repo.resolve("HEAD");
        let _ = repo.uncommitted(&[""]);
        let outcome = crate::sandbox::commit(&repo, "reviews/w1.md", "1\n");
        if file != ".git/packed-refs" {
            assert!(outcome.is_err(), "{file} {content}: {outcome:?}");
        }
        assert_eq!(sandbox.leftovers(), Vec::<String>::new(), "{file} {content}");
    }
    let sandbox = Sandbox::with_history();
    fs::remove_file(sandbox.dir.join(".git/HEAD")).unwrap();
    assert_eq!(
        Repository::discover(&sandbox.dir).unwrap_err().kind(),
        &GitErrorKind::NotARepository
    );
}
