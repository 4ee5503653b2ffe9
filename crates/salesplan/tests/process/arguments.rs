//! What is said on the command line, and what the exit code answers.

use crate::sandbox::{Sandbox, code, stderr, stdout};

#[test]
fn version_and_help_are_results() {
    let sandbox = Sandbox::empty();
    let version = sandbox.run("--version");
    assert_eq!(code(&version), 0);
    assert_eq!(stdout(&version), format!("salesplan {}\n", env!("CARGO_PKG_VERSION")));
    for line in ["--help", "-h", "help", "review --help", "help import"] {
        let help = sandbox.run(line);
        assert_eq!(code(&help), 0, "{line}");
        assert!(stdout(&help).contains("Usage:"), "{line}: {}", stdout(&help));
        assert_eq!(stderr(&help), "", "{line}");
    }
}

#[test]
fn exit_codes() {
    let sandbox = Sandbox::with_plan();
    for (line, expected) in [
        ("check", 0),
        ("decompose", 0),
        ("review --week 2026-W45", 0),
        ("", 2),
        ("--no-such-option", 2),
        ("no-such-command", 2),
        ("review --week 2026-W99", 2),
        ("review --week 2026-W45 --as-of 2026-11-08", 2),
        ("review --at HEAD --commit", 2),
        ("check nosuchplan", 2),
        ("decompose --format definitions", 2),
    ] {
        let output = sandbox.run(line);
        assert_eq!(code(&output), expected, "salesplan {line}: {}", stderr(&output));
    }
    sandbox.write("plans/p/plan.toml", "schema-version = 1\n");
    assert_eq!(code(&sandbox.run("check")), 1, "findings are the result of `check`");
    assert_eq!(code(&sandbox.run("check --fail-on off")), 0);
    assert_eq!(
        code(&sandbox.run("decompose")),
        2,
        "other commands need input that loads"
    );
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_text() {
    use crate::sandbox::not_utf8;
    let sandbox = Sandbox::with_plan();
    for words in [
        &["check"][..],
        &["review", "--week"],
        &["status", "--at"],
        &["-C"],
        &["init"],
        &[],
    ] {
        let output = sandbox.program("").args(words).arg(not_utf8()).output().unwrap();
        assert_eq!(code(&output), 2, "{words:?}: {}", stderr(&output));
    }
    // A folder may be called so, and a plan in it can be worked with.
    let folder = sandbox.work().join(not_utf8());
    let made = sandbox.program("demo").arg(&folder).output().unwrap();
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let checked = sandbox.program("check -C").arg(&folder).output().unwrap();
    assert_eq!(code(&checked), 0, "{}", stderr(&checked));
}
