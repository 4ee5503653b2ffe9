//! `--names`: ids in git, names in a file outside.

use std::ffi::OsString;

use jiff::civil::date;
use salesplan::world::World;
use salesplan_tests::Workspace;

use super::run;

fn workspace() -> Workspace {
    let workspace = Workspace::million();
    workspace.write("plans/million/team.toml", "[people.p-1]\n[people.p-2]\n");
    workspace.write(
        "plans/million/deals.csv",
        "id,client,owner,segment,stage,next-step\nD-1,c-17,p-1,new,lead,\"call c-17, not C 17\"\nD-2,c-1,p-2,new,lead,\n",
    );
    workspace.write(
        "names.toml",
        "[people]\np-1 = \"Anna Berg\"\nwanda = \"Quentin\"\n[clients]\nc-17 = \"ООО «Ладья» | x\"\n",
    );
    workspace
}

#[test]
fn ids_are_shown_as_names() {
    let workspace = workspace();
    let json = run(&workspace, "deals --names names.toml --format json")
        .exits(0)
        .json();
    let deal = json["deals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|deal| deal["id"] == "D-1")
        .unwrap();
    assert_eq!(deal["owner"], "Anna Berg");
    assert_eq!(deal["owner_name"], "Anna Berg");
    assert_eq!(deal["client"], "ООО «Ладья» | x");
    assert_eq!(deal["next_step"], "call ООО «Ладья» | x, not C 17");
    let markdown = run(&workspace, "deals --names names.toml --format markdown").printed();
    assert!(markdown.contains(r"| D-1 ООО «Ладья» \| x | Anna Berg |"), "{markdown}");
    assert!(
        markdown.contains("| D-2 c-1 | p-2 |"),
        "an id without a name stays: {markdown}"
    );
    let review = run(&workspace, "review --names names.toml").printed();
    assert!(
        review.contains("Anna Berg") && !review.contains("salesplan-sources"),
        "{review}"
    );
}

#[test]
fn names_never_reach_git() {
    let workspace = workspace();
    workspace.write(".gitignore", "names.toml\n");
    workspace.commit_all("Plan");
    let _ = run(&workspace, "review --commit --names names.toml")
        .exits(2)
        .says("takes no --names");
    let digest = |line: &str| run(&workspace, line).exits(0).json()["sources"]["inputs_digest"].clone();
    assert_eq!(
        digest("review --format json --names names.toml"),
        digest("review --format json")
    );
    // The variable is for reading: a review is committed with ids all the same.
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let path = workspace.path("names.toml").display().to_string();
    let mut with_variable = |line: &str| {
        let world = World {
            folder: workspace.root().to_path_buf(),
            environment: &|name| (name == "SALESPLAN_NAMES").then(|| path.clone()),
            today: &|| date(2026, 11, 23),
            stdout_is_terminal: false,
            stdout_width: None,
            stderr_is_terminal: false,
            stdin: &mut std::io::empty(),
            stdin_is_terminal: false,
            stdout: &mut stdout,
            stderr: &mut stderr,
        };
        let code = salesplan::run(line.split(' ').map(OsString::from), world);
        assert_eq!(code, 0, "{}", String::from_utf8_lossy(&stderr));
        String::from_utf8(std::mem::take(&mut stdout)).unwrap()
    };
    assert!(with_variable("salesplan deals --week 2026-W45").contains("Anna Berg"));
    with_variable("salesplan review --commit --week 2026-W45");
    let review = workspace.git(&["show", "HEAD:reviews/million/2026-W45.md"]);
    assert!(review.contains("c-17") && !review.contains("Ладья"), "{review}");
}

#[test]
fn redaction_hides_the_names_of_the_file_too() {
    let workspace = workspace();
    let deals =
        "id,client,owner,segment,stage,next-step\nD-1,c-17,p-1,new,lead,\"Berg calls Ладья, ООО; Quentin does not\"\n";
    workspace.write("plans/million/deals.csv", deals);
    workspace.write(
        "names.toml",
        "[people]\np-1 = \"Anna Berg\"\nq-9 = \"Quentin\"\n[clients]\nc-17 = \"Ладья, ООО\"\n",
    );
    let json = run(
        &workspace,
        "deals --redact people,clients --names names.toml --format json",
    )
    .exits(0)
    .json();
    assert_eq!(
        json["deals"][0]["next_step"],
        "person 1 calls client of D-1; person 3 does not"
    );
}

#[test]
fn a_file_that_cannot_be_used_is_an_error_with_its_place() {
    let workspace = workspace();
    workspace.write("names.toml", "[people]\np-1 = 5\n");
    let _ = run(&workspace, "deals --names names.toml")
        .exits(2)
        .says("names.toml:2:7");
    let hidden = run(&workspace, "deals --names names.toml --redact people").exits(2);
    assert!(!hidden.stderr.contains("p-1"), "{hidden}");
    let _ = run(&workspace, "deals --names nosuch.toml")
        .exits(2)
        .says("cannot read");
    workspace.write("names.toml", "[clients]\nmeeting = \"Firm\"\n");
    let _ = run(&workspace, "deals --names names.toml")
        .exits(2)
        .says("`meeting` of the file of names cannot be told from other words");
    let _ = run(&workspace, "check --names names.toml")
        .exits(2)
        .says("takes no --names");
}
