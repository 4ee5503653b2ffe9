//! The recorded states of files.

use std::os::unix::fs::symlink;

use salesplan_git::{FileHistory, GitErrorKind, Identity, LastChange, Repository};

use crate::sandbox::Sandbox;

const DEALS: &str = "plans/north/deals.csv";

impl Sandbox {
    fn record(&self, path: &str, text: &str, message: &str) {
        self.write(path, text);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", message]);
    }
}

fn history(repo: &Repository, revision: &str, paths: &[&str]) -> FileHistory {
    repo.history(&repo.resolve(revision).unwrap(), paths).unwrap()
}

/// Each state as its commit's subject and the contents of the files.
fn told(repo: &Repository, history: &FileHistory) -> Vec<(String, Vec<Option<String>>)> {
    let content = |id: &String| String::from_utf8(repo.blob(id, 100).unwrap().unwrap()).unwrap();
    let states = history.states.iter().map(|past| {
        let subject = past.details.message.lines().next().unwrap_or_default().to_owned();
        (
            subject,
            past.blob_ids.iter().map(|id| id.as_ref().map(content)).collect(),
        )
    });
    states.collect()
}

fn state(subject: &str, contents: &[Option<&str>]) -> (String, Vec<Option<String>>) {
    (
        subject.to_owned(),
        contents.iter().map(|text| text.map(str::to_owned)).collect(),
    )
}

#[test]
fn states_are_told_newest_first_and_only_where_a_file_changed() {
    let sandbox = Sandbox::with_history();
    sandbox.record(DEALS, "1", "one");
    sandbox.record("notes.txt", "other", "notes");
    sandbox.record("plans/north/notes.md", "beside", "beside");
    sandbox.record(DEALS, "2", "two");
    sandbox.record("plans/north/deals.toml", "t", "toml");
    sandbox.record(DEALS, "1", "back");
    sandbox.git(&["rm", "-q", DEALS]);
    sandbox.git(&["commit", "-qm", "gone"]);
    let repo = sandbox.repo();
    let found = history(&repo, "HEAD", &[DEALS, "plans/north/deals.toml"]);
    assert!(!found.is_cut_off);
    assert_eq!(
        told(&repo, &found),
        [
            state("gone", &[None, Some("t")]),
            state("back", &[Some("1"), Some("t")]),
            state("toml", &[Some("2"), Some("t")]),
            state("two", &[Some("2"), None]),
            state("one", &[Some("1"), None]),
        ]
    );
    assert_eq!(found.states[0].revision, repo.resolve("HEAD").unwrap());
    let earlier = history(&repo, "HEAD~3", &[DEALS]);
    assert_eq!(
        told(&repo, &earlier),
        [state("two", &[Some("2")]), state("one", &[Some("1")])]
    );
    assert_eq!(history(&repo, "HEAD", &["absent/x", ""]).states, []);
    // The very first commit may have the file.
    let root = history(&repo, "HEAD", &["plan.toml"]);
    assert_eq!(told(&repo, &root), [state("first", &[Some("goal = 1\n")])]);
}

#[test]
fn a_folder_has_a_state_for_whatever_changes_in_it() {
    let sandbox = Sandbox::with_history();
    sandbox.record(DEALS, "1", "one");
    sandbox.record("plans/north/facts/2026-10.csv", "f", "facts");
    sandbox.record("plans/south/deals.csv", "1", "elsewhere");
    sandbox.git(&["rm", "-rq", "plans/north"]);
    sandbox.git(&["commit", "-qm", "gone"]);
    let found = history(&sandbox.repo(), "HEAD", &["plans/north/"]);
    let subjects = found.states.iter().map(|past| past.details.message.trim_end());
    assert_eq!(subjects.collect::<Vec<_>>(), ["gone", "facts", "one"]);
    assert_eq!(found.states[0].blob_ids, [None]);
    assert_eq!(history(&sandbox.repo(), "HEAD", &["plans/north/deals.csv/"]).states, []);
}

#[test]
fn a_merge_counts_as_one_state() {
    let sandbox = Sandbox::with_history();
    sandbox.record(DEALS, "1", "one");
    sandbox.git(&["switch", "-qc", "side"]);
    sandbox.record(DEALS, "2", "two, aside");
    sandbox.record(DEALS, "3", "three, aside");
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.record("notes.txt", "x", "notes");
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "merged", "side"]);
    let repo = sandbox.repo();
    let found = history(&repo, "HEAD", &[DEALS]);
    assert_eq!(
        told(&repo, &found),
        [state("merged", &[Some("3")]), state("one", &[Some("1")])]
    );
}

#[test]
fn what_is_no_file_is_no_state() {
    let sandbox = Sandbox::with_history();
    sandbox.record(&format!("{DEALS}/x"), "a folder", "a folder");
    sandbox.git(&["rm", "-qr", DEALS]);
    sandbox.write("plans/north/keep", "");
    symlink("/etc/passwd", sandbox.dir.join(DEALS)).unwrap();
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "a link"]);
    let repo = sandbox.repo();
    assert_eq!(history(&repo, "HEAD", &[DEALS]).states, []);
}

#[test]
fn a_shallow_clone_says_that_it_is_cut_off() {
    let sandbox = Sandbox::with_history();
    for text in ["1", "2", "3"] {
        sandbox.record(DEALS, text, text);
    }
    sandbox.record("notes.txt", "x", "notes");
    let source = format!("file://{}", sandbox.dir.display());
    let clone = Sandbox::with(&["clone", "-q", "--depth=3", &source, "."]);
    let repo = clone.repo();
    let found = history(&repo, "HEAD", &[DEALS]);
    assert!(found.is_cut_off);
    assert_eq!(
        told(&repo, &found),
        [state("3", &[Some("3")]), state("2", &[Some("2")])]
    );
    clone.git(&["fetch", "-q", "--unshallow"]);
    let found = history(&clone.repo(), "HEAD", &[DEALS]);
    assert!(!found.is_cut_off && found.states.len() == 3);
}

#[test]
fn a_partial_clone_tells_what_it_lacks() {
    let sandbox = Sandbox::with_history();
    sandbox.record(DEALS, "1", "one");
    sandbox.record(DEALS, "2", "two");
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    let source = format!("file://{}", sandbox.dir.display());
    let clone = Sandbox::with(&["clone", "-q", "--filter=blob:none", &source, "."]);
    let repo = clone.repo();
    let found = history(&repo, "HEAD", &[DEALS]);
    assert_eq!(found.states.len(), 2);
    let old = found.states[1].blob_ids[0].as_deref().unwrap();
    let error = repo.blob(old, 100).unwrap_err();
    assert_eq!(error.kind(), &GitErrorKind::MissingObject);
    assert_eq!(error.help(), Some("`git fetch --refetch --no-filter`"));
    let clone = Sandbox::with(&["clone", "-q", "--no-checkout", "--filter=tree:0", &source, "."]);
    let repo = clone.repo();
    let tip = repo.resolve("HEAD").unwrap();
    let error = repo.history(&tip, &[DEALS]).unwrap_err();
    assert_eq!(error.help(), Some("`git fetch --refetch --no-filter`"));
}

#[test]
fn blobs_are_read_by_their_id_and_up_to_a_size() {
    let sandbox = Sandbox::with_history();
    let repo = sandbox.repo();
    let id = sandbox.git(&["rev-parse", "HEAD:plan.toml"]);
    assert_eq!(
        repo.blob(id.trim(), 9).unwrap().as_deref(),
        Some(b"goal = 1\n".as_slice())
    );
    assert_eq!(repo.blob(id.trim(), 8).unwrap(), None);
    let tree = sandbox.git(&["rev-parse", "HEAD^{tree}"]);
    let absent = "0123456789012345678901234567890123456789";
    for no_blob in [tree.trim(), absent, "HEAD:plan.toml", ""] {
        assert_eq!(
            repo.blob(no_blob, 9).unwrap_err().kind(),
            &GitErrorKind::MissingObject,
            "{no_blob}"
        );
    }
}

/// The last change as git has it and as we have it.
#[track_caller]
fn assert_last_change(sandbox: &Sandbox, revision: &str, path: &str) -> Option<LastChange> {
    let repo = sandbox.repo();
    let found = repo.last_change(&repo.resolve(revision).unwrap(), path).unwrap();
    let by_git = sandbox.git(&["log", "-1", "--format=%H %an %ae %at", revision, "--", path]);
    let ours = found.as_ref().map_or(String::new(), |found| {
        let author = &found.author;
        format!(
            "{} {} {} {}\n",
            found.revision, author.name, author.email, author.seconds
        )
    });
    assert_eq!(ours, by_git, "{revision} {path}");
    found
}

#[test]
fn the_last_change_is_that_of_its_author_even_behind_a_merge() {
    let sandbox = Sandbox::with_history();
    let paths = [
        "plan.toml",
        "plans/anna.toml",
        "plans/boris.toml",
        "plans/",
        "absent",
        "absent/",
    ];
    sandbox.record("plans/anna.toml", "1", "anna's first");
    sandbox.record("plans/boris.toml", "1", "boris");
    sandbox.git(&["switch", "-qc", "side"]);
    sandbox.write("plans/anna.toml", "2");
    sandbox.git(&[
        "commit",
        "-qam",
        "anna's",
        "--author=Anna <anna@example.com>",
        "--date=2026-02-03T04:05:06+0300",
    ]);
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.record("notes.txt", "beside", "beside");
    sandbox.git(&["merge", "-q", "--no-edit", "side"]);
    sandbox.record("notes.txt", "later", "later");
    let found = assert_last_change(&sandbox, "HEAD", "plans/anna.toml").unwrap();
    assert_eq!(
        found.author,
        Identity::new("Anna", "anna@example.com", 1_770_080_706, 180)
    );
    assert!(!found.is_cut_off);
    for path in paths {
        for revision in ["HEAD", "HEAD~1", "HEAD~2", "side"] {
            assert_last_change(&sandbox, revision, path);
        }
    }
    // Taken away is changed, too; and a merge that mixes both sides is its own change.
    sandbox.git(&["rm", "-q", "plans/boris.toml"]);
    sandbox.git(&["commit", "-qm", "boris left"]);
    sandbox.git(&["switch", "-q", "side"]);
    sandbox.record("plans/new.toml", "1", "new");
    sandbox.git(&["merge", "-q", "--no-edit", "main"]);
    for path in paths {
        assert_last_change(&sandbox, "HEAD", path);
    }
}

#[test]
fn the_last_change_in_a_history_that_is_cut_off() {
    let sandbox = Sandbox::with_history();
    sandbox.record("notes.txt", "2", "second");
    sandbox.record("notes.txt", "3", "third");
    let source = format!("file://{}", sandbox.dir.display());
    let clone = Sandbox::with(&["clone", "-q", "--depth=2", &source, "."]);
    let found = |path| assert_last_change(&clone, "HEAD", path);
    assert!(!found("notes.txt").unwrap().is_cut_off);
    assert!(found("plan.toml").unwrap().is_cut_off);
    assert_eq!(found("absent"), None);
    assert!(!assert_last_change(&sandbox, "HEAD", "plan.toml").unwrap().is_cut_off);
}

#[test]
fn trailers_are_read_from_the_end_of_a_message() {
    let sandbox = Sandbox::with_history();
    let trailer = |message: &str| {
        sandbox.git(&["commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message]);
        let repo = sandbox.repo();
        let tip = repo.resolve("HEAD").unwrap();
        repo.details(&tip).unwrap().trailer("Salesplan-As-Of")
    };
    assert_eq!(
        trailer("x\n\nSalesplan-As-Of: 2026-10-01\n").as_deref(),
        Some("2026-10-01")
    );
    assert_eq!(
        trailer("x\n\nA: b\nSalesplan-As-Of: 1\nSalesplan-As-Of: 2\n").as_deref(),
        Some("2")
    );
    assert_eq!(trailer("x\n\nSalesplan-As-Of: 1\n\nMore words.\n"), None);
    assert_eq!(trailer("Salesplan-As-Of: 1"), None);
}
