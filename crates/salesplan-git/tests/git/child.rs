//! The test binary run again as a process of its own: with its own HOME, or to
//! be killed.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use salesplan_git::{CommitOptions, CommitOutcome, GitError, Repository, Signing};

use crate::sandbox::{Sandbox, change, commit, commit_change, committed, options};

const TASK: &str = "SALESPLAN_GIT_TEST_TASK";
const FOLDER: &str = "SALESPLAN_GIT_TEST_FOLDER";
const MARK: &str = "child: ";

/// Runs a task to its end and gives the lines it said.
pub fn run(sandbox: &Sandbox, task: &str) -> Vec<String> {
    run_with(sandbox, task, |_| {})
}

pub fn run_with(sandbox: &Sandbox, task: &str, adjust: impl Fn(&mut Command)) -> Vec<String> {
    let mut command = command(sandbox, task);
    adjust(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    said(&output.stdout[..])
}

pub fn start(sandbox: &Sandbox, task: &str) -> Child {
    command(sandbox, task).spawn().unwrap()
}

/// What a child said, as far as its last whole line.
pub fn said(output: impl std::io::Read) -> Vec<String> {
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines
        .filter_map(|line| Some(line.split_once(MARK)?.1.to_owned()))
        .collect()
}

fn command(sandbox: &Sandbox, task: &str) -> Command {
    command_under(sandbox, task, &[])
}

/// The task run by another program, which gets the test binary as an argument.
pub fn command_under(sandbox: &Sandbox, task: &str, runner: &[String]) -> Command {
    let binary = std::env::current_exe().unwrap();
    let mut command = match runner.split_first() {
        Some((program, arguments)) => {
            let mut command = Command::new(program);
            command.args(arguments).arg(binary);
            command
        }
        None => Command::new(binary),
    };
    sandbox.calm(&mut command);
    command
        .args(["child::task", "--exact", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .env(FOLDER, &sandbox.dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{MARK}{line}").unwrap();
    out.flush().unwrap();
}

fn tell(result: Result<String, GitError>) {
    match result {
        Ok(line) => say(&line),
        Err(error) => {
            say(&format!("{:?}", error.kind()));
            say(error.message());
            say(error.help().unwrap_or_default());
        }
    }
}

/// Does nothing in an ordinary run.
#[test]
fn task() {
    let Ok(task) = std::env::var(TASK) else { return };
    let folder = std::env::var(FOLDER).unwrap();
    let folder = Path::new(&folder);
    match task.as_str() {
        "discover" => tell(Repository::discover(folder).map(|_| "Ok".into())),
        "identity" => tell(Repository::discover(folder).and_then(|repo| {
            let change = change("reviews/w1.md", "1\n");
            commit_change(&repo, &CommitOptions::default(), &change).map(|_| "Ok".into())
        })),
        "unchanged" => tell(Repository::discover(folder).and_then(|repo| {
            let change = change("plan.toml", "goal = 1\n");
            commit_change(&repo, &CommitOptions::default(), &change).map(|outcome| format!("{outcome:?}"))
        })),
        "signed" => tell(signed(folder, options())),
        "signed soon" => tell(signed(
            folder,
            CommitOptions {
                signing_patience: Duration::from_millis(300),
                ..options()
            },
        )),
        "signed never" => tell(signed(
            folder,
            CommitOptions {
                signing: Signing::Never,
                ..options()
            },
        )),
        "endless" => endless(folder),
        "once" => tell(Repository::discover(folder).and_then(|repo| {
            let outcome = commit_change(&repo, &hurried(), &change("reviews/w1.md", "new\n"));
            outcome.map(|outcome| match outcome {
                CommitOutcome::Committed {
                    revision, left_behind, ..
                } => match left_behind.as_slice() {
                    [] => revision.to_string(),
                    left => format!(
                        "{revision}
{MARK}left behind {left:?}"
                    ),
                },
                CommitOutcome::Unchanged => "Unchanged".into(),
            })
        })),
        other => match other.split_once(' ') {
            Some(("thirty", name)) => thirty(folder, name),
            Some(("signature", revision)) => tell(Repository::discover(folder).and_then(|repo| {
                let verdict = repo.signature(&repo.resolve(revision)?)?;
                Ok(format!("{verdict:?}"))
            })),
            _ => panic!("{other}"),
        },
    }
}

/// The commit of one file, whose content is new each time.
fn signed(folder: &Path, options: CommitOptions) -> Result<String, GitError> {
    let repo = Repository::discover(folder)?;
    let before = repo.head()?;
    let outcome = commit_change(&repo, &options, &change("reviews/w1.md", &format!("{before:?}\n")))?;
    Ok(committed(outcome).to_string())
}

/// Few retries, for runs in which every system call fails once.
fn hurried() -> CommitOptions {
    CommitOptions {
        retries: 2,
        ..options()
    }
}

/// Thirty commits of a file each and a line in a file all share.
fn thirty(folder: &Path, name: &str) {
    let repo = Repository::discover(folder).unwrap();
    for n in 0..30 {
        let outcome = repo.commit(&options(), |tip| {
            Ok::<_, Infallible>(Some(with_ledger(&repo, tip, &format!("{name}-{n}"))))
        });
        match outcome.unwrap() {
            CommitOutcome::Committed { left_behind, .. } => assert!(left_behind.is_empty()),
            CommitOutcome::Unchanged => panic!("{n}"),
        }
    }
}

/// Adds a line to the ledger as it is at the tip, and a file of its own: a lost
/// update would lose a line.
pub fn with_ledger(repo: &Repository, tip: &salesplan_git::Tip, entry: &str) -> salesplan_git::Change {
    let ledger = tip.revision.and_then(|tip| repo.read(&tip, "reviews/ledger").unwrap());
    let mut ledger = ledger.map(|entry| entry.bytes).unwrap_or_default();
    ledger.extend_from_slice(format!("{entry}\n").as_bytes());
    let mut change = change(&format!("reviews/{entry}.md"), entry);
    change.files.push(salesplan_git::NewFile {
        path: "reviews/ledger".into(),
        bytes: ledger,
    });
    change
}

/// Commits until killed and says each commit that was acknowledged.
fn endless(folder: &Path) {
    let repo = Repository::discover(folder).unwrap();
    let pid = std::process::id();
    for n in 0.. {
        match commit(&repo, "reviews/w1.md", &format!("{pid} {n}\n")) {
            Ok(CommitOutcome::Committed { revision, .. }) => say(&format!("{revision}")),
            other => say(&format!("fault {other:?}")),
        }
    }
}
