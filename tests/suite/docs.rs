//! The documents say what the program does: generated parts are current, and the
//! examples in them load.

use std::fmt::Write;

use salesplan_model::rules::Hook;
use salesplan_model::settings::Settings;
use salesplan_rules::api;
use salesplan_tests::Workspace;
use salesplan_tests::workspace::run_in;

const END: &str = "<!-- end of what is generated -->\n";

fn document(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// Holds a page against what it should be, or writes it anew.
#[track_caller]
fn hold(name: &str, wanted: &str) {
    let path = document(name);
    let page = std::fs::read_to_string(&path).expect("the page is there");
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(&path, wanted).expect("the page can be written");
    } else {
        assert_eq!(
            page, wanted,
            "{name} is not current; SNAPSHOTS=overwrite writes it anew"
        );
    }
}

/// The page with another text between a mark and the next end of what is generated.
fn with_generated(page: &str, mark: &str, generated: &str) -> String {
    let begin = format!(
        "<!-- generated from the rule host, {mark}: SNAPSHOTS=overwrite cargo test -p salesplan-tests docs -->\n"
    );
    let start = page.find(&begin).expect("the mark of the generated part") + begin.len();
    let end = start + page[start..].find(END).expect("the end of the generated part");
    format!("{}\n{generated}\n{}", &page[..start], &page[end..])
}

/// Generated parts first, then the commands in the section that teaches to write a rule.
#[test]
fn the_page_on_rules_is_current() {
    let page = std::fs::read_to_string(document("docs/rules.md")).expect("docs/rules.md is there");
    let page = with_generated(&page, "hooks", &api::hooks_in_markdown());
    let mut tables: Vec<String> = Hook::ALL.iter().map(|hook| api::inputs_in_markdown(*hook)).collect();
    tables.push(api::functions_in_markdown());
    let page = with_generated(&page, "tables", &tables.join("\n"));

    let (before, rest) = page.split_once("## Writing a rule\n").expect("the section");
    let end = rest.find("\n## ").expect("a section after it");
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let played = played(&rest[..end], &workspace);
    hold(
        "docs/rules.md",
        &format!("{before}## Writing a rule\n{played}{}", &rest[end..]),
    );
}

/// A text with its console blocks run anew in the demo's repository. Blocks that begin with
/// the path of a file, as a comment, are written there on the way.
fn played(text: &str, workspace: &Workspace) -> String {
    let mut played = String::new();
    for (index, part) in text.split("```").enumerate() {
        let is_block = index % 2 == 1;
        let line = part.lines().nth(1).unwrap_or_default();
        if let Some(command) = line.strip_prefix("$ salesplan ").filter(|_| is_block) {
            // Inside the folder, so that paths are the ones that a reader would see.
            let outcome = run_in(&workspace.path("salesplan-demo"), command.split_whitespace());
            let _ = write!(played, "```console\n{line}\n{}{}", outcome.stdout, outcome.stderr);
            if outcome.code != 0 {
                let _ = writeln!(played, "(exit code {})", outcome.code);
            }
            continue;
        }
        let path = ["// ", "# "].iter().find_map(|mark| line.strip_prefix(mark));
        if let Some(path) = path.filter(|path| is_block && is_written(path)) {
            let content = part.split_once('\n').map_or("", |(_, content)| content);
            workspace.write(&format!("salesplan-demo/{path}"), content);
        }
        // An export or a text has no comments, so its name is none of its lines.
        let is_bare = |path: &&str| is_block && (path.starts_with("exports/") || path.starts_with("drafts/"));
        if let Some(path) = path.filter(is_bare) {
            let content = part.splitn(3, '\n').nth(2).unwrap_or_default();
            workspace.write(&format!("salesplan-demo/{path}"), content);
        }
        if index > 0 {
            played += "```";
        }
        played += part;
    }
    played
}

/// Whether a block that begins with this path is the file.
fn is_written(path: &str) -> bool {
    path.starts_with("rules/") || path.starts_with("profiles/") || path == "names.toml"
}

#[test]
fn the_page_on_imports_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/import.md")).expect("docs/import.md is there");
    hold("docs/import.md", &played(&page, &workspace));
}

#[test]
fn the_plan_in_the_readme_loads() {
    let readme = std::fs::read_to_string(document("README.md")).expect("README.md is there");
    let block = readme
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the README shows a plan");
    let mut snapshot = salesplan_files::snapshot::Snapshot::default();
    let bytes = salesplan_files::snapshot::Content::Bytes(block.as_bytes().to_vec());
    snapshot.insert("plans/million/plan.toml", None, bytes);
    let id = salesplan_model::id::PlanId::new("million");
    let read = salesplan_files::workspace::read_plan(&snapshot, &id, &Default::default());
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let folder = read.value.expect("the plan has no error");
    let rules =
        salesplan_rules::RuleSet::compile(Vec::new(), &Default::default(), std::sync::Arc::new(Default::default))
            .unwrap_or_else(|faults| panic!("the bundled rules are good: {faults:?}"));
    let (prepared, found) =
        salesplan_model::prepare::prepare(folder.plan.clone(), folder.given(&Settings::default()), &rules);
    assert!(found.is_empty(), "{found:?}");
    let needs = prepared.expect("the plan is good").decomposition.segments;
    assert_eq!(
        needs.iter().map(|need| need.needs.clone()).collect::<Vec<_>>(),
        [vec![20, 10, 3], vec![4]]
    );
}

/// Runs every `$ salesplan …` of the tour in the demo's repository and holds what it
/// prints against the page.
#[test]
fn the_tour_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/tour.md")).expect("docs/tour.md is there");
    let played = played(&page, &workspace);
    assert!(!played.contains("(exit code"), "a command of the tour fails: {played}");
    hold("docs/tour.md", &played);
}

/// Its commands are run in a case whose channels differ.
#[test]
fn the_page_on_channels_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.copy_from(
        &salesplan_tests::source_tree::cases("reviews").join("sources"),
        "salesplan-demo",
    );
    let page = std::fs::read_to_string(document("docs/channels.md")).expect("docs/channels.md is there");
    hold("docs/channels.md", &played(&page, &workspace));
}

/// Its commands are run in a case that has an experiment.
#[test]
fn the_page_on_experiments_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.copy_from(
        &salesplan_tests::source_tree::cases("reviews").join("experiment"),
        "salesplan-demo",
    );
    let page = std::fs::read_to_string(document("docs/experiments.md")).expect("docs/experiments.md is there");
    hold("docs/experiments.md", &played(&page, &workspace));
}

/// Its commands are run in a case that has playbooks.
#[test]
fn the_page_on_playbooks_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.copy_from(
        &salesplan_tests::source_tree::cases("reviews").join("playbooks"),
        "salesplan-demo",
    );
    let page = std::fs::read_to_string(document("docs/playbooks.md")).expect("docs/playbooks.md is there");
    hold("docs/playbooks.md", &played(&page, &workspace));
}

#[test]
fn the_page_on_privacy_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/privacy.md")).expect("docs/privacy.md is there");
    let played = played(&page, &workspace);
    assert!(!played.contains("(exit code"), "a command of the page fails: {played}");
    hold("docs/privacy.md", &played);
}

#[test]
fn the_page_on_the_team_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/team.md")).expect("docs/team.md is there");
    let played = played(&page, &workspace);
    assert!(!played.contains("(exit code"), "a command of the page fails: {played}");
    hold("docs/team.md", &played);
}

#[test]
fn the_readme_quotes_the_demos_last_review() {
    let workspace = Workspace::new();
    let review = workspace.run("demo --quiet").exits(0).stdout;
    let readme = std::fs::read_to_string(document("README.md")).expect("README.md is there");
    let quoted = readme.lines().filter_map(|line| line.strip_prefix('>')).map(str::trim);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let quoted = words(&quoted.collect::<Vec<_>>().join(" "));
    // An ellipsis stands for what is left out.
    let review = words(&review);
    let mut rest = review.as_str();
    for part in quoted.split('…').map(str::trim) {
        let place = rest.find(part);
        let place = place.unwrap_or_else(|| panic!("the README quotes, and the review does not go on with: {part}"));
        rest = &rest[place + part.len()..];
    }
}

#[test]
fn the_page_on_facts_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/facts.md")).expect("docs/facts.md is there");
    let played = played(&page, &workspace);
    hold("docs/facts.md", &played);
}

#[test]
fn the_page_on_reviews_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/review.md")).expect("docs/review.md is there");
    let played = played(&page, &workspace);
    assert!(!played.contains("(exit code"), "a command of the page fails: {played}");
    hold("docs/review.md", &played);
}

#[test]
fn the_page_on_json_shows_what_the_program_prints() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    let page = std::fs::read_to_string(document("docs/json.md")).expect("docs/json.md is there");
    hold("docs/json.md", &played(&page, &workspace));
}
