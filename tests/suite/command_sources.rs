//! `import --from-command`: a command of the settings, run only where its user trusts it.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use salesplan_tests::Workspace;
use salesplan_tests::outcome::Outcome;
use salesplan_tests::workspace::run_as;
use tempfile::TempDir;

mod postgresql;

const PLAN: &str = "schema-version = 1\nperiod = { from = 2026-10-01, to = 2026-12-31 }\ngoal = { metric = \"revenue\", amount = 400_000, currency = \"RUB\" }\n\n[segments.new]\ndeals = 4\naverage-deal = 100_000\n";

const PROFILE: &str = "schema-version = 1\nkind = \"facts\"\n\n[columns]\ndate = \"day\"\nmeasure = { value = \"paid\" }\namount = \"total\"\n";

const FACTS: &str = "plans/p/facts/2026-10.bank.csv";

/// A workspace with a source, and a user with a folder of data.
pub(super) struct Machine {
    pub workspace: Workspace,
    data: TempDir,
    /// Other variables.
    variables: Vec<(&'static str, String)>,
}

impl Machine {
    pub fn new(source: &str) -> Self {
        let workspace = Workspace::new();
        workspace.write("plans/p/plan.toml", PLAN);
        workspace.write("profiles/bank.toml", PROFILE);
        let machine = Self {
            workspace,
            data: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
        };
        machine.source(source);
        machine
    }

    /// A machine whose source runs a line of a shell: here it is the user's own wish.
    fn shell(line: &str) -> Self {
        Self::new(&format!("command = [\"sh\", \"-c\", {line:?}]"))
    }

    fn source(&self, source: &str) {
        let text = format!("schema-version = 1\n\n[sources.bank]\n{source}\n");
        self.workspace.write("salesplan.toml", text);
    }

    pub fn run_with(&self, line: &str, answers: Option<&str>) -> Outcome {
        let environment = |name: &str| {
            let own = self.variables.iter().find(|(known, _)| *known == name);
            match (own, name) {
                (Some((_, value)), _) => Some(value.clone()),
                (None, "XDG_DATA_HOME") => Some(self.data.path().display().to_string()),
                (None, "PATH") => std::env::var("PATH").ok(),
                _ => None,
            }
        };
        run_as(self.workspace.root(), line.split(' '), &environment, answers)
    }

    pub fn run(&self, line: &str) -> Outcome {
        self.run_with(line, None)
    }

    pub fn trust(&self) {
        let _ = self.run_with("trust bank", Some("y\n")).exits(0).says("Trusted:");
    }

    pub fn import(&self) -> Outcome {
        self.run("import --from-command bank --profile bank")
    }

    /// The files of what is trusted.
    fn kept(&self) -> Vec<PathBuf> {
        let folder = self.data.path().join("salesplan/trusted");
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

#[test]
fn what_a_trusted_command_prints_is_imported() {
    let machine = Machine::shell("printf 'day,total\\n2026-10-05,1200\\n'; printf 'all well\\033[31m\\n' >&2");
    let _ = machine.import().exits(2).says("nobody has trusted the command");
    machine.trust();
    let done = machine.import().exits(0);
    assert!(done.stdout.contains("1 row read: 1 added"), "{done}");
    // What it says is shown, and steers nothing.
    assert!(done.stderr.contains("bank: all well [31m"), "{done}");
    assert!(machine.workspace.read(FACTS).contains("2026-10-05,paid,,,,,1200"));
    let list = machine.run("trust --format json").json();
    assert_eq!(list["sources"][0]["trusted"], true);
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&machine.kept()[0]), 0o600);
    assert_eq!(mode(&machine.kept()[0].parent().unwrap().to_path_buf()), 0o700);
    machine.run("trust bank --revoke").succeeds();
    let _ = machine.import().exits(2);
}

#[test]
fn with_commit_the_committed_command_counts() {
    let machine = Machine::shell("printf 'day,total\\n2026-10-05,1200\\n'");
    machine.workspace.commit_all("Plan");
    machine.trust();
    let _ = machine
        .run("import --from-command bank --profile bank --commit")
        .exits(0)
        .says("Committed as");
    // The work tree is another text.
    machine.source("command = [\"sh\", \"-c\", \"printf 'day,total\\\\n2026-10-05,9\\\\n'\"]");
    let _ = machine.import().exits(2).says("nobody has trusted");
    let _ = machine
        .run("import --from-command bank --profile bank --commit")
        .exits(0);
}

#[test]
fn any_other_text_asks_again() {
    let machine = Machine::shell("printf 'day,total\\n'");
    machine.trust();
    let _ = machine.import().exits(0);
    for other in [
        "command = [\"sh\", \"-c\", \"printf 'day,total\\\\n' \"]",
        "command = [\"sh\", \"-c\", \"printf 'day,total\\\\n'\", \"\"]",
        "command = [\"sh\", \"-cprintf 'day,total\\\\n'\"]",
    ] {
        machine.source(other);
        let _ = machine.import().exits(2).says("or it has changed since");
    }
    // The same text in another folder is another repository's.
    let elsewhere = Machine {
        data: machine.data,
        ..Machine::shell("printf 'day,total\\n'")
    };
    let _ = elsewhere.import().exits(2).says("nobody has trusted");
}

#[test]
fn nobody_is_taken_at_their_word_without_reading() {
    let machine = Machine::shell("exit 0");
    let told = machine.run("trust bank").exits(2).says("nobody is there to ask");
    assert!(told.stdout.contains("runs \"sh\" \"-c\" \"exit 0\""), "{told}");
    assert_eq!(machine.kept().len(), 0);
    let _ = machine
        .run_with("trust bank", Some("\n"))
        .exits(0)
        .says("Nothing was trusted.");
    let _ = machine
        .run("trust bank --digest sha256:00")
        .exits(2)
        .says("another digest");
    let digest = told.stdout.lines().last().unwrap().to_string();
    machine.run(&format!("trust bank --digest {digest}")).succeeds();
    assert_eq!(machine.kept().len(), 1);
    let _ = machine.run("trust bnk").exits(2).says("did you mean `bank`?");
}

#[test]
fn a_repository_cannot_bring_trust_along() {
    // Its own folder as that of the user's data.
    let mut machine = Machine::shell("printf 'day,total\\n'");
    machine.trust();
    let inside = machine.workspace.path("data");
    machine.variables.push(("XDG_DATA_HOME", inside.display().to_string()));
    let _ = machine
        .run_with("trust bank", Some("y\n"))
        .exits(2)
        .says("is in the repository");
    let _ = machine.import().exits(2).says("is in the repository");
    // A relative folder is none, as the specification has it; and without any there is no trust.
    machine.variables[0].1 = "data".into();
    let _ = machine.import().exits(2).says("there is no folder of yours");
    machine.variables[0].1 = String::new();
    machine
        .variables
        .push(("HOME", machine.workspace.root().display().to_string()));
    let _ = machine.import().exits(2).says("is in the repository");
}

#[test]
fn what_others_could_have_put_there_is_not_trust() {
    let machine = Machine::shell("printf 'day,total\\n'");
    machine.trust();
    let kept = machine.kept().remove(0);
    let text = fs::read(&kept).unwrap();
    // A link, even to the very text.
    let beside = machine.data.path().join("beside");
    fs::write(&beside, &text).unwrap();
    fs::remove_file(&kept).unwrap();
    symlink(&beside, &kept).unwrap();
    let _ = machine
        .import()
        .exits(2)
        .says("is a link, so nothing there counts as trusted");
    fs::remove_file(&kept).unwrap();
    // Another text under the same name.
    fs::write(&kept, "source bank of elsewhere\n").unwrap();
    let _ = machine.import().exits(2).says("nobody has trusted");
    // One that others may write.
    fs::write(&kept, &text).unwrap();
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o666)).unwrap();
    let _ = machine.import().exits(2).says("open for others to write");
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o600)).unwrap();
    let _ = machine.import().exits(0);
    // A folder in its place that others may write, or that is a link.
    let folder = machine.data.path().join("salesplan");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    let _ = machine.import().exits(2).says("open for others to write");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let moved = machine.data.path().join("moved");
    fs::rename(&folder, &moved).unwrap();
    symlink(&moved, &folder).unwrap();
    let _ = machine.import().exits(2).says("is a link");
}

#[test]
fn a_program_of_the_repository_is_not_run() {
    let mut machine = Machine::new("command = [\"./tool.sh\"]");
    machine.workspace.write("tool.sh", "#!/bin/sh\necho day,total\n");
    let tool = machine.workspace.path("tool.sh");
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
    let _ = machine
        .run_with("trust bank", Some("y\n"))
        .exits(2)
        .says("no program outside of the repository");
    machine.source(&format!("command = [{:?}]", tool.display().to_string()));
    let _ = machine
        .run_with("trust bank", Some("y\n"))
        .exits(2)
        .says("no program outside of the repository");
    // Nor by way of a path that leads into it, or of one that depends on where it is run.
    machine.source("command = [\"tool.sh\"]");
    for path in [
        machine.workspace.root().display().to_string(),
        ".".into(),
        String::new(),
    ] {
        machine.variables = vec![("PATH", path)];
        let _ = machine
            .run_with("trust bank", Some("y\n"))
            .exits(2)
            .says("is not installed");
    }
}

#[test]
fn it_runs_outside_of_the_repository_without_a_shell_or_input() {
    let machine = Machine::new("command = [\"printf\", \"day,total\\n2026-10-05,%s\\n\", \"$(id -u);`id`\"]");
    machine.trust();
    let told = machine.import().exits(0);
    assert!(
        told.stderr.contains("$(id -u);`id`"),
        "what was not understood is what was written: {told}"
    );
    let machine = Machine::shell("pwd >&2; cat; printf 'day,total\\n'");
    machine.trust();
    let told = machine.import().exits(0);
    let folder = machine.data.path().canonicalize().unwrap().join("salesplan");
    assert!(told.stderr.contains(&folder.display().to_string()), "{told}");
}

#[test]
fn one_that_fails_imports_nothing() {
    let machine = Machine::shell("printf 'day,total\\n2026-10-05,1200\\n'; echo 'no such table' >&2; exit 3");
    machine.trust();
    let told = machine.import().exits(2).says("bank: no such table");
    assert!(told.stderr.contains("failed: exit status: 3"), "{told}");
    assert!(!machine.workspace.path("plans/p/facts").exists());
    let machine = Machine::new("command = [\"no-such-program-anywhere\"]");
    let _ = machine
        .run_with("trust bank", Some("y\n"))
        .exits(2)
        .says("is not installed");
}

#[test]
fn one_that_never_ends_is_ended() {
    let begin = Instant::now();
    for line in [
        // It hangs; it talks for ever on stderr; what it started holds its output.
        "sleep 60",
        "while :; do echo on and on >&2; done",
        "sleep 60 & sleep 60",
    ] {
        let machine = Machine::new(&format!("command = [\"sh\", \"-c\", {line:?}]\ntimeout-seconds = 1"));
        machine.trust();
        let _ = machine.import().exits(2).says("did not end within 1 seconds");
    }
    // One whose child goes on is over all the same.
    let machine = Machine::shell("sleep 60 & printf 'day,total\\n2026-10-05,1200\\n'");
    machine.trust();
    let _ = machine.import().exits(0);
    assert!(begin.elapsed() < Duration::from_secs(50));
}

#[test]
fn one_that_prints_without_end_is_ended() {
    let machine = Machine::new("command = [\"head\", \"-c\", \"10000000000\", \"/dev/zero\"]");
    machine.trust();
    let _ = machine
        .import()
        .exits(2)
        .says("printed more than 512 MiB, the most that is read");
}
