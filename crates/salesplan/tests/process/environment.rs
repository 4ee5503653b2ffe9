//! The environment may change how a terminal looks, and nothing else.

use crate::sandbox::{Sandbox, code, stderr, stdout};

const REVIEW: &str = "review --week 2026-W45";

#[test]
fn demo_needs_no_git_identity() {
    let sandbox = Sandbox::empty();
    let output = sandbox.run("demo");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = sandbox.program("demo homeless").env_remove("HOME").output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let head = |folder: &str| sandbox.git(&["-C", folder, "rev-parse", "HEAD"]);
    assert_eq!(head("salesplan-demo"), head("homeless"));
}

const SIGNS: &str = "[user]\n\tname = Vera\n\temail = vera@example.org\n\tsigningKey = ~/absent\n\
                     [commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[gpg \"ssh\"]\n\tprogram = /nowhere/sign\n";

#[test]
fn the_demo_is_never_signed_and_a_review_is_or_is_not_committed() {
    let sandbox = Sandbox::with_plan();
    std::fs::write(sandbox.home().join(".gitconfig"), SIGNS).unwrap();
    let output = sandbox.run("demo");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "--all", ":!salesplan-demo"]);
    sandbox.git(&["-c", "commit.gpgSign=false", "commit", "--quiet", "-m", "The plan"]);
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    let output = sandbox.run(&format!("{REVIEW} --commit"));
    assert_eq!(code(&output), 2);
    let said = stderr(&output);
    assert!(
        said.contains("the commit could not be signed: `/nowhere/sign -Y sign"),
        "{said}"
    );
    assert!(said.contains("`git config commit.gpgSign false`"), "{said}");
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
    assert!(!sandbox.work().join("reviews").exists());
}

#[test]
fn a_review_is_not_committed_by_nobody() {
    let sandbox = Sandbox::with_plan();
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&[
        "-c",
        "user.name=Vera",
        "-c",
        "user.email=vera@example.org",
        "commit",
        "--quiet",
        "-m",
        "The plan",
    ]);
    let output = sandbox.run(&format!("{REVIEW} --commit"));
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("git config user.name"), "{}", stderr(&output));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn the_same_bytes_everywhere() {
    let sandbox = Sandbox::with_plan();
    let plain = sandbox.run(REVIEW);
    assert_eq!(code(&plain), 0, "{}", stderr(&plain));
    for (name, value) in [
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "de_DE.UTF-8"),
        ("TZ", "Pacific/Kiritimati"),
        ("TZ", "America/Adak"),
        ("NO_COLOR", "1"),
        ("CLICOLOR_FORCE", "1"),
        ("TERM", "dumb"),
        ("COLUMNS", "20"),
        ("RUST_BACKTRACE", "full"),
    ] {
        let output = sandbox.program(REVIEW).env(name, value).output().unwrap();
        assert_eq!(stdout(&output), stdout(&plain), "{name}={value}");
    }
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let sandbox = Sandbox::with_plan();
    sandbox.write("plans/p/plan.toml", "schema-version = 2\n");
    let coloured = |line: &str, environment: &[(&str, &str)]| {
        let output = sandbox
            .program(line)
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        stdout(&output).contains('\u{1b}')
    };
    assert!(!coloured("check", &[]));
    assert!(coloured("check --color always", &[]));
    assert!(coloured("check", &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured("check", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured("check --color never", &[("CLICOLOR_FORCE", "1")]));
}
