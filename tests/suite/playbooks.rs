//! Playbooks: set, shown and held against each other; whatever stands in their place.

use salesplan_tests::Workspace;

const REGISTER: &str = "plans/p/playbooks.toml";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&salesplan_tests::source_tree::cases("reviews").join("playbooks"), "");
    workspace.write("third.md", "# The third\n\nAsk first.\n");
    workspace
}

fn versions(workspace: &Workspace) -> Vec<serde_json::Value> {
    let view = workspace.run("playbook list --week 2026-W49 --format json");
    view.exits(0).json()["playbooks"][0]["versions"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn a_new_version_leaves_the_register_as_it_was_and_copies_its_text() {
    let workspace = workspace();
    let before = format!("# ours\n\n{}", workspace.read(REGISTER).replace('\n', "\r\n"));
    workspace.write(REGISTER, &before);
    workspace
        .run("playbook set lead third.md --from 2026-11-30 --person anna")
        .succeeds();
    let after = workspace.read(REGISTER);
    assert!(after.starts_with(&before), "{after}");
    assert_eq!(
        workspace.read("plans/p/playbooks/new-lead-3.md"),
        "# The third\n\nAsk first.\n"
    );
    let versions = versions(&workspace);
    let people = |index: usize| versions[index]["people"].clone();
    assert_eq!(people(1), serde_json::json!(["Boris"]));
    assert_eq!(people(2), serde_json::json!(["Anna"]));
    workspace.run("check --fail-on warning").succeeds();
}

#[test]
fn a_text_that_was_a_version_comes_back_under_its_name() {
    let workspace = workspace();
    let set = workspace.run("playbook set new.lead plans/p/playbooks/new-lead-1.md --from 2026-12-01 --format json");
    let said = set.exits(0).json();
    assert_eq!(
        (said["version"].as_str(), said["is_known"].as_bool()),
        (Some("1"), Some(true))
    );
    let back = versions(&workspace).pop().unwrap();
    assert_eq!(
        (back["version"].as_str(), back["state"].as_str()),
        (Some("1"), Some("in_force"))
    );
    let _ = workspace
        .run("playbook set new.lead plans/p/playbooks/new-lead-1.md --version 9")
        .exits(2)
        .says("this text is version `1` of `new.lead` already");
}

#[test]
fn the_same_twice_changes_nothing() {
    let workspace = workspace();
    let set = "playbook set lead third.md --from 2026-11-30 --person anna --person boris";
    workspace.run(set).succeeds();
    let register = workspace.read(REGISTER);
    let _ = workspace.run(set).exits(0).says("as it was already");
    assert_eq!(workspace.read(REGISTER), register);
}

#[test]
fn a_commit_has_the_text_and_the_register_and_nothing_else() {
    let workspace = workspace();
    workspace.git_init();
    workspace.commit_all("as it is");
    workspace.write("plans/p/team.toml", "# somebody is working on it\n");
    workspace.run("playbook set lead third.md --commit").succeeds();
    let shown = workspace.git(&["show", "--stat", "--format=", "HEAD"]);
    assert!(
        shown.contains("new-lead-3.md") && shown.contains("playbooks.toml"),
        "{shown}"
    );
    assert!(!shown.contains("team.toml"), "{shown}");
    // As the user left it.
    assert_eq!(workspace.read("plans/p/team.toml"), "# somebody is working on it\n");
}

#[test]
fn deals_count_for_the_version_that_was_in_force_unless_they_name_another() {
    let workspace = workspace();
    let deals = workspace.read("plans/p/deals.csv");
    // Nobody names a version: all entered after the second began.
    let unnamed: String = deals
        .lines()
        .map(|line| format!("{}\n", line.rsplit_once(',').unwrap().0))
        .collect();
    let counts = |workspace: &Workspace| -> Vec<u64> {
        versions(workspace)
            .iter()
            .map(|of| of["trials"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(counts(&workspace), [82, 61]);
    workspace.write("plans/p/deals.csv", &unnamed);
    assert_eq!(counts(&workspace), [0, 143]);
    // Of two people, one goes on by the first.
    let register = workspace.read(REGISTER);
    let theirs = register.replace("from = 2026-10-05\n", "from = 2026-10-05\npeople = [\"boris\"]\n");
    workspace.write(REGISTER, &theirs);
    let counted = counts(&workspace);
    assert_eq!(counted.iter().sum::<u64>(), 143);
    assert!(counted.iter().all(|count| *count > 0), "{counted:?}");
    // Then people differ with the text, and the verdict says so.
    let verdict = workspace.run("experiments show call-first --week 2026-W49 --format json");
    let traps = verdict.exits(0).json()["experiments"][0]["traps"].clone();
    assert_eq!(traps[0]["trap"], "people");
    let _ = workspace
        .run("experiments adopt call-first --arm call --as-of 2026-12-06")
        .exits(2);
}

#[test]
fn an_experiment_of_two_versions_is_drafted() {
    let workspace = workspace();
    workspace
        .run("experiments new again --playbook lead --hypothesis Again --owner anna --effect 25points --by 2027-06-30 --as-of 2026-12-06")
        .succeeds();
    let text = workspace.read("plans/p/experiments.toml");
    let drafted = "measure = \"conversion\"\nsegment = \"new\"\nstage = \"lead\"\n";
    assert!(text.contains(drafted), "{text}");
    assert!(
        text.contains("  { id = \"playbook-1\", playbook = \"1\" },\n  { id = \"playbook-2\", playbook = \"2\" },\n")
    );
    let _ = workspace
        .run("experiments new other --playbook meeting --hypothesis X --owner anna --effect 25points --by 2027-06-30")
        .exits(2)
        .says("the playbook of `new.meeting` has no two versions");
}

#[test]
fn what_is_no_playbook_is_refused_and_nothing_is_written() {
    let workspace = workspace();
    let before = workspace.read(REGISTER);
    workspace.write("empty.md", " \n");
    workspace.write("binary.md", b"\x89PNG\xff\xfe\x00");
    workspace.write("nul.md", b"a\0b");
    workspace.write("large.md", "x".repeat(300_000));
    for (words, why) in [
        ("playbook set lead empty.md", "is empty"),
        ("playbook set lead binary.md", "is no UTF-8 text"),
        ("playbook set lead nul.md", "is no text"),
        ("playbook set lead large.md", "has 300000 bytes"),
        ("playbook set lead plans", "is no file"),
        ("playbook set lead nowhere.md", "nowhere.md"),
        ("playbook set deal third.md", "the plan has no step `deal`"),
        (
            "playbook set lead third.md --person nobody",
            "`nobody` is not in team.toml",
        ),
        ("playbook set lead third.md --version ../up", "is no name of a version"),
        (
            "playbook set lead third.md --version 1",
            "version `1` of `new.lead` has another text",
        ),
        (
            "playbook set lead third.md --from 2026-10-05",
            "begin on 2026-10-05 for the same people",
        ),
        ("playbook show meeting", "`new.meeting` has no playbook"),
        ("playbook show lead --version 7", "`new.lead` has no version `7`"),
    ] {
        let refused = workspace.run(words);
        assert!(refused.code > 0, "{words}");
        let said = format!("{}{}", refused.stdout, refused.stderr);
        assert!(said.contains(why), "{words}: {said}");
    }
    assert_eq!(workspace.read(REGISTER), before);
    assert_eq!(
        workspace.names_in("plans/p/playbooks"),
        ["new-lead-1.md", "new-lead-2.md"]
    );
}

#[cfg(unix)]
#[test]
fn a_text_that_is_a_link_is_not_followed() {
    let workspace = workspace();
    let text = workspace.path("plans/p/playbooks/new-lead-1.md");
    std::fs::remove_file(&text).unwrap();
    workspace.write("secret.md", "top secret\n");
    std::os::unix::fs::symlink(workspace.path("secret.md"), &text).unwrap();
    let told = workspace.run("playbook show lead --version 1");
    let said = format!("{}{}", told.stdout, told.stderr);
    assert!(!said.contains("top secret") && said.contains("not-a-file"), "{said}");
    let told = workspace.run("playbook set lead secret.md --version 1");
    assert!(told.code > 0, "{told}");
}

/// A text comes from whoever can write into the repository, and a terminal obeys what it is sent.
#[test]
fn a_text_cannot_command_the_terminal() {
    let workspace = workspace();
    workspace.write("odd.md", "# Call\n\n\u{1b}[31mred \u{202e}\u{7}\r\n| a | b\n");
    workspace.run("playbook set lead odd.md --from 2026-12-01").succeeds();
    for format in ["human", "markdown"] {
        let told = workspace
            .run(&format!("playbook show lead --week 2026-W49 --format {format}"))
            .printed();
        let is_plain = |c: char| c == '\n' || !(c.is_control() || c == '\u{202e}');
        assert!(told.chars().all(is_plain), "{told:?}");
    }
}

#[test]
fn a_register_and_arms_beyond_reason_are_refused_quickly() {
    let workspace = workspace();
    let register = workspace.read(REGISTER);
    let one = register.split("\n\n").next().unwrap();
    let many: Vec<String> = (0..1_001)
        .map(|n| one.replace("version = \"1\"", &format!("version = \"v{n}\"")))
        .collect();
    workspace.write(REGISTER, many.join("\n\n"));
    let told = workspace.run("check").exits(1);
    assert!(told.stdout.contains("1001 versions of playbooks"), "{told}");
    workspace.write(REGISTER, register);
    let experiments = workspace.read("plans/p/experiments.toml");
    let (head, _) = experiments.split_once("arms = [").unwrap();
    let arms: String = (0..21)
        .map(|n| format!("{{ id = \"a{n}\", tag = \"t{n}\" }},"))
        .collect();
    workspace.write("plans/p/experiments.toml", format!("{head}arms = [{arms}]\n"));
    let told = workspace.run("check").exits(1);
    assert!(
        told.stdout.contains("an experiment with 21 arms learns nothing of any"),
        "{told}"
    );
}
