//! kill -9 at random moments, many times.

use std::io::{BufRead, BufReader, Read};
use std::time::Duration;

use crate::child;
use crate::sandbox::{Sandbox, commit, committed};

const KILLS: u64 = 40;
const SEED: u64 = 20_260_105;

/// A small generator (xorshift), so that a failure can be run again.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn forty_kills_lose_nothing_and_block_nobody() {
    let sandbox = Sandbox::with_history();
    sandbox.write("plan.toml", "goal = 2\n");
    sandbox.git(&["add", "plan.toml"]);
    sandbox.write("notes.txt", "mine\n");
    let before = sandbox.git(&["diff", "--", "notes.txt"]);
    let mut state = SEED;
    let (mut acknowledged, mut left_locks) = (Vec::new(), 0);
    for kill in 0..KILLS {
        let mut child = child::start(&sandbox, "endless");
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        while !first.contains("child: ") {
            first.clear();
            assert_ne!(output.read_line(&mut first).unwrap(), 0, "the child ended");
        }
        std::thread::sleep(Duration::from_micros(random(&mut state) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let said = child::said(first.as_bytes().chain(output));
        assert!(
            !said.iter().any(|line| line.starts_with("fault")),
            "kill {kill}: {said:?}"
        );
        acknowledged.extend(said);
        left_locks += usize::from(sandbox.exists(".git/index.lock"));
        committed(commit(&sandbox.repo(), &format!("reviews/after-{kill}.md"), "x\n").unwrap());
        assert_eq!(sandbox.leftovers(), Vec::<String>::new(), "kill {kill}");
        assert_eq!(sandbox.status(), " M notes.txt\nM  plan.toml\n", "kill {kill}");
    }
    eprintln!(
        "{} commits acknowledged, {left_locks} of {KILLS} kills left a lock",
        acknowledged.len()
    );
    sandbox.assert_sound();
    let history = sandbox.git(&["rev-list", "HEAD"]);
    for revision in &acknowledged {
        assert!(history.contains(revision.as_str()), "{revision} is lost");
    }
    assert_eq!(sandbox.git(&["diff", "--", "notes.txt"]), before);
}
