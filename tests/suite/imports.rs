//! `import`, `init` and `demo` where somebody has laid traps: links, pipes and files
//! in the way. Nothing outside is read or written, and nothing of the user's is lost.

use std::fs;

use salesplan_tests::Workspace;

const PROFILE: &str = "schema-version = 1\nkind = \"deals\"\n[columns]\nid = \"Deal\"\n\
                       status = { column = \"State\", map = { Active = \"open\" } }\n";
const FACTS_PROFILE: &str = "schema-version = 1\nkind = \"facts\"\n[columns]\ndate = \"Day\"\n\
                             measure = { value = \"lead\" }\nsegment = { value = \"new\" }\n\
                             channel = { value = \"webinar\" }\ncount = { value = \"1\" }\n";
const IMPORT: &str = "import export.csv --profile crm";
/// With a row that is not understood.
const EXPORT: &str = "Deal,State\nZ-1,Active\nZ-2,Frozen\n";

fn workspace() -> Workspace {
    let workspace = Workspace::million();
    workspace.write("profiles/crm.toml", PROFILE);
    workspace.write("export.csv", EXPORT);
    workspace.write("plans/million/deals.csv", "id,status\nA-1,open\n");
    workspace.write("plans/million/facts/README.md", "");
    workspace
}

fn workspace_with_facts() -> Workspace {
    let workspace = workspace();
    workspace.write("profiles/leads.toml", FACTS_PROFILE);
    workspace.write("leads.csv", "Day\n2026-10-05\n");
    workspace
}

#[test]
fn deals_and_facts_come_in() {
    let workspace = workspace_with_facts();
    workspace.run(IMPORT).succeeds();
    assert!(workspace.read("plans/million/deals.csv").contains("Z-1,"));
    workspace.run("import leads.csv --profile leads").succeeds();
    let facts = workspace.names_in("plans/million/facts");
    assert!(facts.contains(&"2026-10.leads.csv".to_string()), "{facts:?}");
    let all = [workspace.names_in("plans/million"), facts].concat();
    assert!(!all.iter().any(|name| name.ends_with(".tmp")), "{all:?}");
}

#[test]
fn the_users_files_beside_stay() {
    let workspace = workspace();
    workspace.write("plans/million/deals.salesplan-tmp", "mine");
    workspace.run(IMPORT).succeeds();
    assert_eq!(workspace.read("plans/million/deals.salesplan-tmp"), "mine");
}

#[cfg(unix)]
#[test]
fn the_rights_of_a_file_stay() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = workspace();
    let deals = workspace.path("plans/million/deals.csv");
    fs::set_permissions(&deals, fs::Permissions::from_mode(0o640)).unwrap();
    workspace.run(IMPORT).succeeds();
    let mode = fs::metadata(&deals).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let line = "import leads.csv --profile leads";
    // A folder of the plan that leads elsewhere.
    let workspace = workspace_with_facts();
    fs::rename(workspace.path("plans/million/facts"), workspace.path("elsewhere")).unwrap();
    symlink("../../elsewhere", workspace.path("plans/million/facts")).unwrap();
    let before = workspace.names_in("elsewhere");
    let _ = workspace
        .run(line)
        .exits(2)
        .says("is a link, so nothing is written there");
    assert_eq!(workspace.names_in("elsewhere"), before);

    // A link where a file of the import goes.
    let workspace = workspace_with_facts();
    symlink(
        workspace.path("target.csv"),
        workspace.path("plans/million/facts/2026-10.leads.csv"),
    )
    .unwrap();
    let _ = workspace
        .run(line)
        .exits(2)
        .says("is a link, so nothing is written there");
    assert!(!workspace.path("target.csv").exists());

    // The name that the program once wrote beside.
    let workspace = workspace_with_facts();
    workspace.write("precious", "mine");
    symlink("../../precious", workspace.path("plans/million/deals.salesplan-tmp")).unwrap();
    workspace.run(IMPORT).succeeds();
    assert_eq!(workspace.read("precious"), "mine");
}

#[test]
fn rejected_rows_overwrite_nothing() {
    let workspace = workspace();
    workspace.write("notes.txt", "mine");
    let deals = workspace.read("plans/million/deals.csv");
    for line in [
        "--rejected notes.txt",
        "--rejected notes.txt --dry-run",
        "--rejected plans/million/plan.toml",
        "--rejected nosuch/rows.csv",
        "--rejected plans",
        "--rejected ..",
    ] {
        let _ = workspace.run(&format!("{IMPORT} {line}")).exits(2);
    }
    let _ = workspace
        .run(&format!("{IMPORT} --rejected notes.txt"))
        .exits(2)
        .says("notes.txt exists")
        .says("name another file or remove it");
    assert_eq!(workspace.read("notes.txt"), "mine");
    assert_eq!(
        workspace.read("plans/million/deals.csv"),
        deals,
        "refused before anything is written"
    );
}

#[cfg(unix)]
#[test]
fn rejected_rows_go_through_no_link() {
    let workspace = workspace();
    std::os::unix::fs::symlink("target", workspace.path("rows.csv")).unwrap();
    let line = format!("{IMPORT} --rejected rows.csv");
    let _ = workspace.run(&line).exits(2).says("rows.csv is a link");
    assert!(!workspace.path("target").exists());
}

#[test]
fn rejected_rows_are_written_where_there_are_any() {
    let workspace = workspace();
    workspace
        .run(&format!("{IMPORT} --dry-run --rejected dry.csv"))
        .succeeds();
    assert!(workspace.read("dry.csv").contains("Z-2,Frozen"));
    workspace.write("empty.csv", "");
    workspace.run(&format!("{IMPORT} --rejected empty.csv")).succeeds();
    assert_eq!(workspace.read("empty.csv"), workspace.read("dry.csv"));
    workspace.write("export.csv", "Deal,State\nZ-1,Active\n");
    workspace.run(&format!("{IMPORT} --rejected none.csv")).succeeds();
    assert!(!workspace.path("none.csv").exists());
}

#[cfg(unix)]
#[test]
fn a_profile_of_the_workspace_is_a_file_of_the_workspace() {
    use std::os::unix::fs::symlink;
    let profile = "profiles/crm.toml";
    let refused = |workspace: &Workspace, line: &str| {
        let outcome = workspace.run(line).exits(2).says("and no profile is read through it");
        assert!(!outcome.stderr.contains("secret"), "{outcome}");
    };
    let workspace = workspace();
    workspace.write("outside.toml", "secret");
    fs::remove_file(workspace.path(profile)).unwrap();
    symlink("../outside.toml", workspace.path(profile)).unwrap();
    refused(&workspace, IMPORT);
    workspace.commit_all("A link");
    refused(&workspace, &format!("{IMPORT} --commit"));

    fs::remove_file(workspace.path(profile)).unwrap();
    make_pipe(&workspace, profile);
    refused(&workspace, IMPORT);

    fs::remove_dir_all(workspace.path("profiles")).unwrap();
    workspace.write("elsewhere/crm.toml", "secret");
    symlink("elsewhere", workspace.path("profiles")).unwrap();
    refused(&workspace, IMPORT);
}

#[test]
fn a_name_leads_to_no_other_folder() {
    let workspace = workspace();
    workspace.write("outside.toml", "secret");
    let outcome = workspace.run("import export.csv --profile ../outside");
    let outcome = outcome.exits(2).says("there is no import profile");
    assert!(!outcome.stderr.contains("secret"), "{outcome}");
    workspace
        .run("import export.csv --profile profiles/crm.toml")
        .succeeds();
}

#[cfg(unix)]
#[test]
fn pipes_are_not_read() {
    let workspace = workspace();
    make_pipe(&workspace, "pipe");
    for line in ["import pipe --profile crm", "import export.csv --profile ./pipe"] {
        let _ = workspace
            .run(line)
            .exits(2)
            .says("pipe is a pipe or device, not a regular file");
    }
    let _ = workspace
        .run("import plans --profile crm")
        .exits(2)
        .says("is a folder, not");
}

#[test]
fn large_files_are_not_read() {
    let workspace = workspace();
    // Without content, so that they take no room.
    let sized = |path: &str, mebibytes: u64| {
        let file = fs::File::create(workspace.path(path)).unwrap();
        file.set_len((mebibytes << 20) + 1).unwrap();
    };
    sized("big.csv", 512);
    let _ = workspace
        .run("import big.csv --profile crm")
        .exits(2)
        .says("big.csv is larger than 512 MiB");
    sized("profiles/crm.toml", 16);
    for profile in ["crm", "profiles/crm.toml"] {
        let line = format!("import export.csv --profile {profile}");
        let _ = workspace.run(&line).exits(2).says("crm.toml is larger than 16 MiB");
    }
}

#[test]
fn names_stay_in_their_line() {
    let workspace = workspace();
    let forged = "x\n::error::forged";
    for words in [
        ["import", "export.csv", "--profile", forged],
        ["import", forged, "--profile", "crm"],
    ] {
        let outcome = workspace.run_words(words).exits(2);
        assert!(!outcome.stderr.contains("\n::"), "{outcome}");
    }
    let outcome = workspace.run_words(["init", forged]).exits(2);
    assert!(!outcome.stderr.contains("\n::"), "{outcome}");
}

#[test]
fn init_writes_a_plan_that_checks() {
    let workspace = Workspace::new();
    workspace.run("init first").succeeds();
    assert_eq!(workspace.names_in(""), ["plans", "salesplan.toml"]);
    assert_eq!(workspace.names_in("plans"), ["first"]);
    workspace.run("init second").succeeds();
    workspace.run("check").succeeds();
    let _ = workspace
        .run("init first")
        .exits(2)
        .says("plans/first is there already");
}

#[cfg(unix)]
#[test]
fn init_writes_through_no_link() {
    use std::os::unix::fs::symlink;
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("elsewhere")).unwrap();
    symlink("elsewhere", workspace.path("plans")).unwrap();
    let _ = workspace.run("init p").exits(2).says("plans is a link");
    assert!(workspace.names_in("elsewhere").is_empty());
    assert_eq!(workspace.names_in(""), ["elsewhere", "plans"]);

    let workspace = Workspace::new();
    symlink("nowhere", workspace.path("salesplan.toml")).unwrap();
    let _ = workspace.run("init p").exits(2).says("salesplan.toml is a link");
    assert_eq!(workspace.names_in(""), ["salesplan.toml"]);
    fs::create_dir(workspace.path("plans")).unwrap();
    symlink("nowhere", workspace.path("plans/p")).unwrap();
    let _ = workspace.run("init p").exits(2).says("plans/p is there already");
}

/// A disk that is full cannot be had in a test; a path that is too long can.
#[cfg(target_os = "linux")]
#[test]
fn init_that_fails_leaves_nothing() {
    const PATH_MAX: usize = 4095;
    let workspace = Workspace::new();
    let longest = format!("plans/.salesplan-{}-0.tmp/facts/README", std::process::id());
    let mut deep = workspace.root().to_path_buf();
    let wanted = PATH_MAX - longest.len() - 1;
    while deep.as_os_str().len() < wanted {
        let room = wanted - deep.as_os_str().len() - 1;
        // What is left for the last folder must not be its `/` alone.
        let length = if room > 200 { 100 } else { room.min(200) };
        deep.push("d".repeat(length.max(1)));
    }
    fs::create_dir_all(&deep).unwrap();
    let words = ["-C", deep.to_str().unwrap(), "init", "p"];
    let _ = workspace.run_words(words).exits(2).says("File name too long");
    assert_eq!(fs::read_dir(&deep).unwrap().count(), 0);
}

#[test]
fn demo_refuses_the_folder_that_one_is_in() {
    let workspace = Workspace::new();
    for line in ["demo .", "demo ./", "-C . demo ."] {
        let _ = workspace
            .run(line)
            .exits(2)
            .says("is the folder you are in")
            .says("name another folder");
    }
    let _ = workspace.run("demo new/..").exits(2).says("is no name of a folder");
    assert!(workspace.names_in("").is_empty());
}

#[test]
fn demo_refuses_a_file_and_says_so() {
    let workspace = Workspace::new();
    workspace.write("mine", "a file");
    let _ = workspace.run("demo mine").exits(2).says("mine is a file, not a folder");
}

#[cfg(unix)]
#[test]
fn demo_refuses_links() {
    use std::os::unix::fs::symlink;
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("empty")).unwrap();
    symlink("empty", workspace.path("link")).unwrap();
    symlink("nowhere", workspace.path("dangling")).unwrap();
    for line in ["demo link", "demo link/", "demo dangling"] {
        let _ = workspace.run(line).exits(2).says("is a link, not a folder");
    }
    assert_eq!(workspace.names_in(""), ["dangling", "empty", "link"]);
}

/// A name that is too long is found out only when the demo is put in its place.
#[cfg(unix)]
#[test]
fn demo_removes_the_folders_that_it_made_above() {
    let workspace = Workspace::new();
    let _ = workspace.run(&format!("demo new/below/{}", "n".repeat(300))).exits(2);
    assert!(workspace.names_in("").is_empty());
}

/// A workspace with its plan committed, into which HubSpot's exports are imported.
fn committed() -> Workspace {
    let workspace = Workspace::million();
    workspace.write("plans/million/deals.csv", "id,stage\n");
    workspace.write(
        "profiles/hubspot-deals.toml",
        "schema-version = 1\nbased-on = \"hubspot-deals\"\n[columns]\nsegment = { value = \"new\" }\n[stages]\nDemo = \"meeting\"\n",
    );
    workspace.commit_all("Plan and profile");
    workspace
}

const HEADER: &str = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date\n";

#[test]
fn old_exports_become_one_commit_each_in_the_order_of_their_days() {
    let workspace = committed();
    workspace.write(
        "deals-2026-10-19.csv",
        format!("{HEADER}1,a,Closed Won,9,2026-10-15,2026-10-01\n"),
    );
    workspace.write(
        "deals-2026-10-05.csv",
        format!("{HEADER}1,a,lead,8,2026-12-01,2026-10-01\n2,b,Demo,7,2026-12-01,2026-10-02\n"),
    );
    let files = "import deals-2026-10-19.csv deals-2026-10-05.csv";
    let outcome = workspace.run(&format!("{files} --commit")).exits(0);
    assert!(
        outcome
            .stdout
            .starts_with("2026-10-05 deals-2026-10-05.csv: 2 added, 0 changed\n"),
        "{outcome}"
    );
    assert!(
        outcome
            .stdout
            .contains("2026-10-19 deals-2026-10-19.csv: 0 added, 1 changed, 1 won, 1 gone\n"),
        "{outcome}"
    );
    let log = workspace.git(&["log", "--format=%B"]);
    let days: Vec<&str> = log.lines().filter(|line| line.starts_with("Salesplan-As-Of")).collect();
    assert_eq!(days, ["Salesplan-As-Of: 2026-10-19", "Salesplan-As-Of: 2026-10-05"]);
    assert_eq!(log.matches("Salesplan-Source: ").count(), 2);
    // Movement tells the same.
    let movement = workspace.run("movement --as-of 2026-10-25").exits(0);
    assert!(movement.stdout.contains("Gone from the list"), "{movement}");
    workspace.write("deals.csv", "");
    let _ = workspace
        .run("import deals-2026-10-05.csv deals.csv")
        .exits(2)
        .says("no day stands in the name of deals.csv");
}

#[test]
fn an_export_with_days_becomes_the_history_of_its_weeks() {
    let workspace = committed();
    workspace.write(
        "log.csv",
        "case_id,stage,date\n1,lead,2026-10-06\n1,meeting,2026-10-14\n1,won,2026-10-27\n2,lead,2026-10-20\n",
    );
    workspace.write(
        "profiles/log.toml",
        "schema-version = 1\nbased-on = \"stage-events\"\n[columns]\nsegment = { value = \"new\" }\n",
    );
    workspace.commit_all("A log");
    let line = "import log.csv --profile log --backfill=2026-10-05 --as-of 2026-11-01 --commit";
    let outcome = workspace.run(line).exits(0);
    let lines: Vec<&str> = outcome.stdout.lines().filter(|line| line.starts_with("2026")).collect();
    assert_eq!(
        lines,
        [
            "2026-10-11 log.csv: 1 added, 0 changed",
            "2026-10-18 log.csv: 0 added, 1 changed",
            "2026-10-25 log.csv: 1 added, 0 changed",
            "2026-11-01 log.csv: 0 added, 1 changed, 1 won",
        ]
    );
    assert_eq!(workspace.git(&["rev-list", "--count", "HEAD"]).trim(), "6");
    // A second time there is nothing to build.
    let _ = workspace.run(line).exits(2).says("know of days after 2026-10-11");
}

#[test]
fn a_file_called_new_profile_can_be_imported() {
    let workspace = committed();
    workspace.write("new-profile", format!("{HEADER}1,a,lead,8,2026-12-01,2026-10-01\n"));
    workspace.run("import ./new-profile --dry-run").succeeds();
    let outcome = workspace.run("import new-profile new-profile").exits(0);
    assert!(outcome.stdout.contains("id = \"Record ID\"\n"), "{outcome}");
    assert!(
        outcome.stdout.contains("\"lead\" = \"lead\"   # guess, 1 row"),
        "{outcome}"
    );
}

#[test]
fn profiles_are_listed_and_the_workspaces_own_stand_first() {
    let workspace = committed();
    let outcome = workspace.run("import --list-profiles").exits(0);
    assert!(
        outcome
            .stdout
            .contains("hubspot-deals           deals    HubSpot deals (profiles/)"),
        "{outcome}"
    );
    assert!(
        outcome
            .stdout
            .contains("amocrm                  deals    Сделки amoCRM\n"),
        "{outcome}"
    );
    let nowhere = Workspace::new();
    assert_eq!(
        nowhere.run("import --list-profiles").exits(0).stdout.lines().count(),
        14
    );
}

#[test]
fn profiles_and_explanations_are_told_in_russian_too() {
    let workspace = committed();
    let outcome = workspace.run("import --list-profiles --lang ru").exits(0);
    assert!(
        outcome
            .stdout
            .contains("generic-facts           факты    Факты с простыми заголовками"),
        "{outcome}"
    );
    workspace.write(
        "deals.csv",
        "Record ID,Deal Stage,Deal Name,More\n1,Nowhere,Acme,x\n2,lead,Oak,y\n",
    );
    let outcome = workspace
        .run("import deals.csv --profile hubspot-deals --explain --lang ru")
        .exits(0);
    for said in [
        "deals.csv: текст, разделитель `,`, кодировка UTF-8\n",
        "наш столбец и откуда он\n",
        "столбцы не использованы: More\n",
        "строка 2: не понято: в плане нет этапа `Nowhere`\n",
        "строка 3: id = 2",
    ] {
        assert!(outcome.stdout.contains(said), "{said}\n{outcome}");
    }
}

#[test]
fn a_file_that_nobody_knows_is_not_guessed_at() {
    let workspace = committed();
    workspace.write("what.csv", "a,b\n1,2\n");
    let _ = workspace
        .run("import what.csv")
        .exits(2)
        .says("no profile knows the headers of what.csv")
        .says("import new-profile FILE");
    workspace.write("two.csv", "ID,Stage\n1,lead\n");
    for name in ["one", "other"] {
        workspace.write(
            &format!("profiles/{name}.toml"),
            "schema-version = 1\nkind = \"deals\"\n[recognise]\nall = [\"ID\", \"Stage\"]\n[columns]\nid = \"ID\"\nstage = \"Stage\"\n",
        );
    }
    let _ = workspace
        .run("import two.csv")
        .exits(2)
        .says("may be of several profiles: generic-deals, one, other");
    let _ = workspace
        .run("import two.csv --profile one --map X=amont")
        .exits(2)
        .says("did you mean `amount`?");
}

#[cfg(unix)]
fn make_pipe(workspace: &Workspace, path: &str) {
    let made = std::process::Command::new("mkfifo").arg(workspace.path(path)).status();
    assert!(made.unwrap().success());
}
