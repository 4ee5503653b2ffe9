//! The documents say what the program does: generated parts are current, and the
//! examples in them load.

use std::fmt::Write;

use salesplan_model::rules::Hook;
use salesplan_rules::{bundled, declared, functions, inputs};
use salesplan_tests::Workspace;

const BEGIN: &str = "<!-- generated from the rule host: SNAPSHOTS=overwrite cargo test -p salesplan-tests docs -->\n";
const END: &str = "<!-- end of what is generated -->\n";

fn document(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

#[test]
fn the_page_on_rules_lists_every_input_parameter_and_function() {
    let path = document("docs/rules.md");
    let page = std::fs::read_to_string(&path).expect("docs/rules.md is there");
    let begin = page.find(BEGIN).expect("the mark of the generated part") + BEGIN.len();
    let end = page.find(END).expect("the end of the generated part");
    let wanted = format!("{}{}{}", &page[..begin], rule_tables(), &page[end..]);
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &wanted).expect("docs/rules.md can be written");
    } else {
        assert!(
            page == wanted,
            "docs/rules.md is not current; SNAPSHOTS=overwrite writes it anew"
        );
    }
}

fn rule_tables() -> String {
    let mut text = String::new();
    for hook in Hook::ALL {
        let _ = writeln!(
            text,
            "\n### What `{}` is told\n\n| variable | type | there when | meaning |\n| --- | --- | --- | --- |",
            hook.name()
        );
        for input in inputs(*hook) {
            let guard = input.guard.map_or("always".to_string(), |guard| format!("`{guard}`"));
            let _ = writeln!(
                text,
                "| `{}` | {} | {guard} | {} |",
                input.name,
                input.kind.word(),
                input.about
            );
        }
        let (parameters, _) = declared(&bundled(*hook));
        if parameters.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "\nParameters of the bundled rule, `[rules.{}]`:\n\n| parameter | default | meaning |\n| --- | ---: | --- |",
            hook.name()
        );
        for parameter in parameters {
            let value = parameter.value.map_or("none".to_string(), |value| value.to_string());
            let _ = writeln!(
                text,
                "| `{}` | {value} | {} |",
                parameter.name.replace('_', "-"),
                parameter.about
            );
        }
    }
    let _ = writeln!(text, "\n### Functions\n\n| call | gives |\n| --- | --- |");
    for function in functions() {
        let _ = writeln!(
            text,
            "| `{}` | {} |",
            function.call.replace('|', "\\|"),
            function.about.replace('|', "\\|")
        );
    }
    text.push('\n');
    text
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
        salesplan_model::prepare::prepare(folder.plan, &folder.calendar, &folder.deals, &folder.facts, &rules);
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
    let path = document("docs/tour.md");
    let page = std::fs::read_to_string(&path).expect("docs/tour.md is there");
    let mut played = String::new();
    for (index, part) in page.split("```console\n").enumerate() {
        if index == 0 {
            played += part;
            continue;
        }
        let (block, prose) = part.split_once("```").expect("a block is closed");
        let line = block.lines().next().expect("a block has a command");
        let command = line
            .strip_prefix("$ salesplan ")
            .expect("a block begins with a command");
        let outcome = workspace.run(&format!("-C salesplan-demo {command}")).exits(0);
        let _ = write!(
            played,
            "```console\n{line}\n{}{}```{prose}",
            outcome.stdout, outcome.stderr
        );
    }
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &played).expect("docs/tour.md can be written");
    } else {
        assert_eq!(
            played, page,
            "docs/tour.md is not current; SNAPSHOTS=overwrite writes it anew"
        );
    }
}

#[test]
fn the_readme_quotes_the_demos_last_review() {
    let workspace = Workspace::new();
    let review = workspace.run("demo --quiet").exits(0).stdout;
    let readme = std::fs::read_to_string(document("README.md")).expect("README.md is there");
    let quoted = readme.lines().filter_map(|line| line.strip_prefix('>')).map(str::trim);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let quoted = words(&quoted.collect::<Vec<_>>().join(" "));
    assert!(words(&review).contains(&quoted), "the README quotes: {quoted}");
}
