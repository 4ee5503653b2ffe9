//! What somebody meets who opens the tree for the first time.

use salesplan_tests::source_tree::root;

#[test]
fn the_documents_are_there() {
    let named = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ];
    let missing: Vec<&str> = named.into_iter().filter(|name| !root().join(name).is_file()).collect();
    assert!(missing.is_empty(), "missing at the top: {missing:?}");
}

/// One runs the main job on a fresh machine, one runs the tests.
#[test]
fn the_readme_has_exactly_two_set_up_commands() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is a README.md");
    let commands = set_up_commands(&readme);
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert!(
        commands[0].contains("demo"),
        "the first runs the main job: {commands:?}"
    );
    assert!(commands[1].contains("test"), "the second runs the tests: {commands:?}");
}

/// The lines of the fenced blocks below the first heading about set-up.
fn set_up_commands(readme: &str) -> Vec<String> {
    let is_heading = |line: &str| line.starts_with('#');
    let is_set_up = |line: &str| {
        let line = line.to_lowercase();
        is_heading(&line) && ["set up", "set-up", "setup"].iter().any(|word| line.contains(word))
    };
    let mut commands = Vec::new();
    let mut in_block = false;
    for line in readme.lines().skip_while(|line| !is_set_up(line)).skip(1) {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            let line = line.trim().trim_start_matches("$ ");
            if !line.is_empty() && !line.starts_with('#') {
                commands.push(line.to_string());
            }
        } else if is_heading(line) {
            break;
        }
    }
    commands
}

#[test]
fn set_up_commands_are_found_in_the_blocks_below_their_heading() {
    let readme = "# A\n```\nno\n```\n## Set up\nText\n```sh\n# why\ncargo run\n```\n```\n$ cargo test\n```\n## B\n```\nno\n```\n";
    assert_eq!(set_up_commands(readme), ["cargo run", "cargo test"]);
}
