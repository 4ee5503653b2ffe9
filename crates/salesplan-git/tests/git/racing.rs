//! Several writers at once: nothing is lost, whoever wins.

use std::convert::Infallible;
use std::thread;

use salesplan_git::{CommitError, CommitOptions, CommitOutcome, GitErrorKind, Tip};

use crate::child;
use crate::sandbox::{Sandbox, change, commit, committed, options};

#[test]
fn two_processes_with_thirty_commits_each() {
    let sandbox = Sandbox::with_history();
    sandbox.write("plan.toml", "goal = 2\n");
    sandbox.git(&["add", "plan.toml"]);
    let children = ["thirty a", "thirty b"].map(|task| child::start(&sandbox, task));
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!(sandbox.commits(), 61);
    assert_eq!(sandbox.text("reviews/ledger").lines().count(), 60);
    assert_eq!(sandbox.git(&["ls-files", "reviews"]).lines().count(), 61);
    assert_eq!(sandbox.status(), "M  plan.toml\n");
    assert_eq!(sandbox.leftovers(), Vec::<String>::new());
    sandbox.assert_sound();
}

#[test]
fn threads_on_an_unborn_bare_branch() {
    let sandbox = Sandbox::with(&["init", "--quiet", "--bare", "--initial-branch=main"]);
    thread::scope(|scope| {
        for name in ["a", "b", "c", "d"] {
            let sandbox = &sandbox;
            scope.spawn(move || {
                let repo = sandbox.repo();
                for n in 0..10 {
                    let entry = format!("{name}-{n}");
                    repo.commit(&options(), |tip| {
                        Ok::<_, Infallible>(Some(child::with_ledger(&repo, tip, &entry)))
                    })
                    .unwrap();
                }
            });
        }
    });
    assert_eq!(sandbox.commits(), 40);
    assert_eq!(sandbox.git(&["show", "HEAD:reviews/ledger"]).lines().count(), 40);
    sandbox.assert_sound();
}

/// The user commits with git all the time; both sides' commits all survive.
#[test]
fn our_commits_against_git_commits() {
    let sandbox = Sandbox::with_history();
    let users = thread::scope(|scope| {
        let ours = scope.spawn(|| {
            let repo = sandbox.repo();
            for n in 0..40 {
                committed(commit(&repo, &format!("reviews/w{n}.md"), "x\n").unwrap());
            }
        });
        let mut users = 0;
        while !ours.is_finished() {
            sandbox.write("notes.txt", &format!("{users}\n"));
            if !sandbox.try_git(&["add", "notes.txt"]).status.success() {
                continue;
            }
            if sandbox.try_git(&["commit", "-qm", "the user's"]).status.success() {
                users += 1;
            } else {
                take_the_tips_index(&sandbox);
            }
        }
        ours.join().unwrap();
        users
    });
    assert!(users > 0);
    assert_eq!(sandbox.commits(), 1 + 40 + users);
    let dropped = sandbox.git(&["log", "--diff-filter=D", "--format=%h %s", "--name-only"]);
    assert_eq!(dropped, "");
    let kept = sandbox.git(&["ls-tree", "-r", "--name-only", "HEAD", "reviews"]);
    assert_eq!(kept.lines().count(), 40);
    assert_eq!(sandbox.git(&["status", "--porcelain", "reviews"]), "");
    sandbox.assert_sound();
}

/// What the user does after a `git commit` that failed. git reads the index before
/// it locks it: when another commit, git's own or ours, comes between, git writes
/// back the index of before, and only then sees that the branch has moved.
fn take_the_tips_index(sandbox: &Sandbox) {
    let is_the_tips = || {
        sandbox.try_git(&["restore", "--staged", "."]).status.success()
            && sandbox.try_git(&["diff", "--cached", "--quiet"]).status.success()
    };
    while !is_the_tips() {}
}

#[test]
fn a_lost_race_asks_again_with_the_new_tip() {
    let sandbox = Sandbox::with_history();
    let mut tips: Vec<Tip> = Vec::new();
    let outcome = sandbox
        .repo()
        .commit(&options(), |tip| {
            tips.push(tip.clone());
            if tips.len() == 1 {
                sandbox.git(&["commit", "-q", "--allow-empty", "-m", "meanwhile"]);
            }
            Ok::<_, Infallible>(Some(change("reviews/w1.md", &format!("{}\n", tips.len()))))
        })
        .unwrap();
    assert_eq!(tips.len(), 2);
    assert_ne!(tips[0].revision, tips[1].revision);
    assert_eq!(tips[1].branch.as_deref(), Some("main"));
    assert!(
        matches!(outcome, CommitOutcome::Committed { retries: 1, .. }),
        "{outcome:?}"
    );
    assert_eq!(
        sandbox.git(&["log", "--format=%s"]),
        "write reviews/w1.md\nmeanwhile\nfirst\n"
    );
    assert_eq!(sandbox.text("reviews/w1.md"), "2\n");
    assert_eq!(sandbox.status(), "");
}

#[test]
fn a_race_lost_for_ever_is_told() {
    let sandbox = Sandbox::with_history();
    let mut asked = 0;
    let error = sandbox
        .repo()
        .commit(
            &CommitOptions {
                retries: 3,
                ..options()
            },
            |_| {
                asked += 1;
                sandbox.git(&["commit", "-q", "--allow-empty", "-m", "meanwhile"]);
                Ok::<_, Infallible>(Some(change("reviews/w1.md", "1\n")))
            },
        )
        .unwrap_err();
    let CommitError::Git(error) = error;
    assert_eq!((error.kind(), asked), (&GitErrorKind::Moved, 4));
    assert!(error.is_retryable());
    assert_eq!(sandbox.status(), "");
}

/// Switched while we render: the commit goes where it was meant to, and what is
/// checked out now is left alone.
#[test]
fn head_switched_meanwhile() {
    let sandbox = Sandbox::with_history();
    let revision = committed(
        sandbox
            .repo()
            .commit(&options(), |_| {
                sandbox.git(&["switch", "-q", "-c", "other"]);
                Ok::<_, Infallible>(Some(change("reviews/w1.md", "1\n")))
            })
            .unwrap(),
    );
    assert_eq!(sandbox.git(&["rev-parse", "main"]).trim(), revision.to_string());
    assert_eq!(
        sandbox.git(&["rev-parse", "main~1"]),
        sandbox.git(&["rev-parse", "other"])
    );
    assert!(!sandbox.exists("reviews"));
    assert_eq!(sandbox.status(), "");
}
