//! Templates are not trusted: whatever one tries, the program ends soon, says
//! which template was at fault and shows no file that is not its own.
//!
//! `cases/templates/refused` are attacks that the limits stop; `harmless` looks
//! like one and is none. Those in `given-up` run until the watchdog ends them, so
//! they are tried in processes of their own, in `crates/salesplan/tests`.

use std::time::{Duration, Instant};

use salesplan_tests::expected::none_failed;
use salesplan_tests::source_tree::{cases, files_in};
use salesplan_tests::{Outcome, Workspace};

/// A word that stands in files beside the template, and must never come out.
const SECRET: &str = "heron-under-the-bridge";
const REVIEW: &str = "review --week 2026-W41";
/// Most end in a fraction of a second; a busy machine may need more.
const PATIENCE: Duration = Duration::from_secs(25);
/// The largest template that is read.
const BYTES_MAX: usize = 65_000;

/// The plan of these cases, with a secret wherever a template might look.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&cases("templates").join("plan"), "");
    workspace.write("salesplan.toml", format!("# {SECRET}\n"));
    workspace.write("plans/p/notes.md", SECRET);
    workspace.write(".git-is-not-here/config", SECRET);
    workspace
}

fn review_with(workspace: &Workspace, template: &str) -> (Outcome, Duration) {
    workspace.write("templates/review.md.j2", template);
    let start = Instant::now();
    let outcome = workspace.run(REVIEW);
    (outcome, start.elapsed())
}

/// What is wrong with the way in which an attack ended.
fn fault_of(name: &str, outcome: &Outcome, took: Duration) -> Option<String> {
    let says = |why: &str| Some(format!("{name}: {why}, after {took:?}: {:.2000}", outcome.to_string()));
    if outcome.code != 2 || !outcome.has_finding("template-fault") {
        says("not refused as a template-fault")
    } else if outcome.stdout.contains(SECRET) || outcome.stderr.contains(SECRET) {
        says("showed a file that is not a template")
    } else if took > PATIENCE {
        says("took too long")
    } else {
        None
    }
}

#[test]
fn attacks_are_refused() {
    let folder = cases("templates").join("refused");
    let workspace = workspace();
    let mut failures = Vec::new();
    for name in files_in(&folder) {
        let template = std::fs::read_to_string(folder.join(&name)).unwrap();
        let (outcome, took) = review_with(&workspace, &template);
        failures.extend(fault_of(&name, &outcome, took));
    }
    none_failed(&failures);
}

#[test]
fn what_only_looks_like_an_attack_is_rendered() {
    let folder = cases("templates").join("harmless");
    let workspace = workspace();
    for name in files_in(&folder) {
        let template = std::fs::read_to_string(folder.join(&name)).unwrap();
        let (outcome, _) = review_with(&workspace, &template);
        assert_eq!(outcome.code, 0, "{name}: {outcome}");
        let body = outcome
            .stdout
            .split("<!-- salesplan-sources")
            .next()
            .unwrap_or_default();
        let unescaped = body.replace("\\<", "").replace("\\@", "");
        assert!(!unescaped.contains(['<', '@']), "{name}: {outcome}");
    }
}

/// Long chains are made here, since nobody would read them in a file: an opening,
/// a link that is repeated until the template is nearly too large, and an end.
const CHAINS: &[(&str, &str, &str)] = &[
    ("{{ title", "|upper", " }}"),
    ("{{ 1", "+1", " }}"),
    ("{{ ", "-", "1 }}"),
    ("{{ ", "not ", "true }}"),
    ("{{ true", " and true", " }}"),
    ("{{ 1", " if true else 1", " }}"),
    ("{{ 1", " < 1", " }}"),
    ("{{ 1", " is number", " }}"),
    ("{{ ", "(", "1 }}"),
    ("{{ ", "[", " }}"),
    ("{{ ", "{\"a\":", " }}"),
    ("{{ title", "[0]", " }}"),
    ("{{ title", ".a", " }}"),
    ("{{ title", "()", " }}"),
    // A percent sign or a brace begins what the count of links takes for a new tag.
    ("{{ 1", "+1+1+1+1+1+1+1+1+1+1%7", " }}"),
    ("{{ 1", "|abs|abs|abs|abs|abs|abs%7", " }}"),
    ("{{ ", "1%(", "1 }}"),
    ("", "{% if true %}", ""),
    ("", "{% for d in deals %}", ""),
    ("", "{% with a = 1 %}", ""),
    ("{% if false %}", "{% elif false %}", "{% endif %}"),
    ("", "{% raw %}{% endraw %}", ""),
    ("", "{", ""),
    ("", "{{", ""),
    ("", "{#", ""),
];

#[test]
fn chains_as_long_as_a_template_may_be_end_well() {
    let workspace = workspace();
    let mut failures = Vec::new();
    for (opening, link, end) in CHAINS {
        let n_links = (BYTES_MAX - opening.len() - end.len()) / link.len();
        // The parser may take a chain; then the name that follows is at fault.
        let template = format!("{opening}{}{end}", link.repeat(n_links));
        let template = if link.starts_with("{% raw") || template.len() + 20 > BYTES_MAX {
            template
        } else {
            template + "{{ no_such_name }}"
        };
        let (outcome, took) = review_with(&workspace, &template);
        let ended_well = outcome.code == 0 || outcome.code == 2 && outcome.has_finding("template-fault");
        if !ended_well || took > PATIENCE {
            failures.push(format!(
                "{opening}{link}…{end} after {took:?}: exit code {}",
                outcome.code
            ));
        }
    }
    none_failed(&failures);
}

#[test]
fn a_template_that_is_too_large_is_not_read() {
    let workspace = workspace();
    let (outcome, _) = review_with(&workspace, &"a".repeat(BYTES_MAX + 1));
    let outcome = outcome.exits(2);
    assert!(outcome.has_finding("template-fault"), "{outcome}");
    let (outcome, _) = review_with(&workspace, &"a".repeat(10 * BYTES_MAX));
    let outcome = outcome.exits(2);
    assert!(outcome.has_finding("file-too-large"), "{outcome}");
}

#[cfg(unix)]
#[test]
fn a_template_that_is_a_link_is_not_followed() {
    let workspace = workspace();
    let outside = Workspace::new();
    outside.write("secret.j2", SECRET);
    std::fs::create_dir_all(workspace.path("templates")).unwrap();
    std::os::unix::fs::symlink(outside.path("secret.j2"), workspace.path("templates/review.md.j2")).unwrap();
    let outcome = workspace.run(REVIEW).exits(2);
    assert!(
        outcome.has_finding("not-a-file") && !outcome.to_string().contains(SECRET),
        "{outcome}"
    );
    // A folder that is a link is one as well.
    std::fs::remove_dir_all(workspace.path("templates")).unwrap();
    std::os::unix::fs::symlink(outside.root(), workspace.path("templates")).unwrap();
    let outcome = workspace.run(REVIEW).exits(2);
    assert!(
        outcome.has_finding("not-a-file") && !outcome.to_string().contains(SECRET),
        "{outcome}"
    );
}

#[test]
fn check_finds_a_template_that_cannot_be_parsed() {
    let workspace = workspace();
    workspace.write("templates/review.md.j2", "{% for d in deals %}\n");
    let outcome = workspace.run("check").exits(1);
    assert!(outcome.has_finding("template-fault"), "{outcome}");
}
