//! One commit, interrupted or failed at its system calls one by one, with strace.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::child;
use crate::sandbox::{Sandbox, commit, committed};

/// Calls by which a commit reads and changes the disk.
const CALLS: &str = "openat,write,fsync,rename,link,linkat,unlink,unlinkat,mkdir,rmdir,close,read,\
                     newfstatat,statx,access,flock,fchmod,chmod,getdents64";

/// What the user has beside the commit, before and after.
const USERS_STATUS: &str = " M notes.txt\nM  plan.toml\n";

/// A repository on whose `reviews/w1.md` a child is to write "new", with edits
/// of the user beside it; made once and copied, for speed.
struct Scene {
    sandbox: Sandbox,
    pristine: PathBuf,
    before: String,
}

impl Scene {
    fn new() -> Scene {
        let sandbox = Sandbox::with_history();
        committed(commit(&sandbox.repo(), "reviews/w1.md", "old\n").unwrap());
        sandbox.write("plan.toml", "goal = 2\n");
        sandbox.git(&["add", "plan.toml"]);
        sandbox.write("notes.txt", "mine\n");
        let pristine = sandbox.home().join("pristine");
        let before = sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned();
        copy(&sandbox.dir, &pristine);
        Scene {
            sandbox,
            pristine,
            before,
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        fs::remove_dir_all(&self.sandbox.dir).unwrap();
        copy(&self.pristine, &self.sandbox.dir);
        let runner: Vec<String> = ["strace", "-f", "-qq"]
            .iter()
            .chain(arguments)
            .map(|&word| word.to_owned())
            .collect();
        child::command_under(&self.sandbox, "once", &runner).output().unwrap()
    }

    /// How often each call is made by the thread that makes it most.
    fn calls(&self) -> BTreeMap<String, usize> {
        let trace = self.sandbox.home().join("trace");
        self.run(&["-o", trace.to_str().unwrap(), "-e", &format!("trace={CALLS}")]);
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in fs::read_to_string(trace).unwrap().lines() {
            let mut words = line.split_whitespace();
            let (thread, rest) = (words.next().unwrap(), words.next().unwrap());
            if let Some((call, _)) = rest.split_once('(') {
                *counts.entry((call.to_owned(), thread.to_owned())).or_default() += 1;
            }
        }
        let mut most = BTreeMap::new();
        for ((call, _), count) in counts {
            let slot = most.entry(call).or_insert(0);
            *slot = count.max(*slot);
        }
        most
    }

    /// The next run works, and shows either the old state or the new one.
    fn assert_recovers(&self, said: &[String], place: &str) {
        let sandbox = &self.sandbox;
        let repo = sandbox.repo();
        repo.recover().unwrap_or_else(|error| panic!("{place}: {error}"));
        if said.iter().any(|line| line.starts_with("left behind")) {
            sandbox.git(&["checkout", "--", "reviews/w1.md"]);
        }
        let now = sandbox.git(&["show", "HEAD:reviews/w1.md"]);
        assert_eq!(sandbox.text("reviews/w1.md"), now, "{place}");
        assert_eq!(sandbox.status(), USERS_STATUS, "{place}");
        if let Some(revision) = said.first().filter(|line| line.len() == 40) {
            assert_eq!(sandbox.git(&["rev-parse", "HEAD"]).trim(), revision, "{place}");
        }
        committed(commit(&repo, "reviews/w2.md", "next\n").unwrap_or_else(|error| panic!("{place}: {error}")));
        assert_eq!(sandbox.leftovers(), Vec::<String>::new(), "{place}");
        assert_eq!(sandbox.status(), USERS_STATUS, "{place}");
        let commits = sandbox.git(&["rev-list", "--count", &format!("{}..HEAD", self.before)]);
        assert_eq!(commits.trim(), if now == "new\n" { "2" } else { "1" }, "{place}");
        sandbox.assert_sound();
    }
}

fn copy(from: &Path, to: &Path) {
    assert!(
        Command::new("cp")
            .arg("-a")
            .args([from, to])
            .status()
            .unwrap()
            .success()
    );
}

/// Runs the commit once for every `stride`-th call, with `injection` there. The
/// variable `SALESPLAN_GIT_STRIDE` = 1 makes it every call (some minutes).
fn at_calls(injection: &str, stride: usize) {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("skipped: there is no strace");
        return;
    }
    let stride = std::env::var("SALESPLAN_GIT_STRIDE").map_or(stride, |text| text.parse().unwrap());
    let scene = Scene::new();
    let all: Vec<(String, usize)> = scene
        .calls()
        .into_iter()
        .flat_map(|(call, count)| (1..=count).map(move |n| (call.clone(), n)))
        .collect();
    assert!(all.len() > 200, "{all:?}");
    for (call, n) in all.iter().skip(stride / 2).step_by(stride) {
        let output = scene.run(&["-o", "/dev/null", "-e", &format!("inject={call}:{injection}:when={n}")]);
        let said = child::said(&output.stdout[..]);
        scene.assert_recovers(&said, &format!("{injection} at {call} {n}: {said:?}"));
    }
    eprintln!("{injection}: {} of {} points", all.len().div_ceil(stride), all.len());
}

/// `git commit` reads the branch, then the index, and locks it last: were the branch
/// new and the index old for a moment, the user's commit would take ours back.
#[test]
fn the_index_is_in_place_before_the_branch_moves() {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("skipped: there is no strace");
        return;
    }
    let scene = Scene::new();
    let trace = scene.sandbox.home().join("trace");
    scene.run(&["-o", trace.to_str().unwrap(), "-e", "trace=rename,renameat,renameat2"]);
    let trace = fs::read_to_string(trace).unwrap();
    let places: Vec<&str> = trace
        .lines()
        .filter_map(|line| line.split('"').nth(3)?.split_once("/.git/").map(|(_, place)| place))
        .filter(|place| ["index", "refs/heads/main"].contains(place))
        .collect();
    assert_eq!(places, ["index", "refs/heads/main", "index"], "{trace}");
}

#[test]
fn killed_at_every_call() {
    at_calls("signal=KILL", 47);
}

#[test]
fn no_space_at_every_call() {
    at_calls("error=ENOSPC", 59);
}

#[test]
fn a_broken_disk_at_every_call() {
    at_calls("error=EIO", 61);
}
