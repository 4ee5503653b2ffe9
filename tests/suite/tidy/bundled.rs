//! What stands in `templates/`, `rules/`, `calendars/`, `profiles/` and `demo/` is embedded in the program.

use salesplan_files::calendars::BUNDLED as CALENDARS;
use salesplan_files::profile::BUNDLED as PROFILES;
use salesplan_model::rules::Hook;
use salesplan_report::template::BUNDLED;
use salesplan_tests::Workspace;
use salesplan_tests::source_tree::{files_in, root};

#[test]
fn every_template_is_bundled() {
    let mut bundled: Vec<&str> = BUNDLED.iter().map(|(name, _)| *name).collect();
    bundled.sort_unstable();
    assert_eq!(files_in(&root().join("templates")), bundled);
    for (name, text) in BUNDLED {
        assert_eq!(
            std::fs::read_to_string(root().join("templates").join(name)).unwrap(),
            *text,
            "{name}"
        );
    }
}

#[test]
fn every_rule_is_bundled_with_its_test_cases() {
    let files_of = |hook: &Hook| ["rhai", "test.toml"].map(|ending| format!("{}.{ending}", hook.name()));
    let mut files: Vec<String> = Hook::ALL.iter().flat_map(files_of).collect();
    files.sort();
    assert_eq!(files_in(&root().join("rules")), files);
}

#[test]
fn every_calendar_is_bundled() {
    let bundled: Vec<String> = CALENDARS.iter().map(|(name, _)| format!("{name}.toml")).collect();
    assert_eq!(files_in(&root().join("calendars")), bundled);
}

#[test]
fn every_profile_is_bundled() {
    let mut bundled: Vec<String> = PROFILES.iter().map(|(name, _)| format!("{name}.toml")).collect();
    bundled.sort();
    assert_eq!(files_in(&root().join("profiles")), bundled);
}

#[test]
fn the_source_tree_is_itself_a_workspace() {
    let workspace = Workspace::million();
    workspace.copy_from(&root().join("rules"), "rules");
    workspace.copy_from(&root().join("templates"), "templates");
    workspace.copy_from(&root().join("calendars"), "calendars");
    workspace.run("check --fail-on warning").succeeds();
}

/// What is bundled and what a workspace overrides with the same bytes say the same.
#[test]
fn overriding_with_the_same_bytes_changes_nothing() {
    let plain = Workspace::million();
    let own = Workspace::million();
    own.copy_from(&root().join("rules"), "rules");
    own.copy_from(&root().join("templates"), "templates");
    own.copy_from(&root().join("calendars"), "calendars");
    let line = "review --week 2026-W45";
    assert_eq!(plain.run(line).printed(), own.run(line).printed());
}
