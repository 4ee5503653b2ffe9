//! What a server does with a plan, played on local bare repositories: clone, check, review,
//! commit, push; with somebody who is quicker, a hook that says no, and a shallow clone.

use std::path::Path;

use salesplan_tests::Workspace;

/// A bare repository with the plan, and a clone of it.
fn served() -> Workspace {
    let workspace = Workspace::new();
    let million = Workspace::million();
    workspace.copy_from(million.root(), "plan");
    workspace.git(&["init", "-q", "--bare", "-b", "main", "server.git"]);
    in_folder(&workspace, "plan", &["init", "-q", "-b", "main"]);
    identify(&workspace, "plan");
    in_folder(&workspace, "plan", &["add", "."]);
    in_folder(&workspace, "plan", &["commit", "-qm", "The plan"]);
    in_folder(&workspace, "plan", &["push", "-q", "../server.git", "main"]);
    clone(&workspace, "runner", &[]);
    workspace
}

fn in_folder(workspace: &Workspace, folder: &str, words: &[&str]) -> String {
    let path = workspace.path(folder);
    let words: Vec<&str> = ["-C", path.to_str().unwrap()]
        .into_iter()
        .chain(words.iter().copied())
        .collect();
    workspace.git(&words)
}

fn clone(workspace: &Workspace, folder: &str, options: &[&str]) {
    let url = format!("file://{}", workspace.path("server.git").display());
    let path = workspace.path(folder);
    let words = ["clone", "-q"].into_iter().chain(options.iter().copied());
    let words: Vec<&str> = words.chain([url.as_str(), path.to_str().unwrap()]).collect();
    workspace.git(&words);
    identify(workspace, folder);
}

fn identify(workspace: &Workspace, folder: &str) {
    for (key, value) in [("user.name", "Olga"), ("user.email", "olga@example.org")] {
        in_folder(workspace, folder, &["config", key, value]);
    }
}

fn log(workspace: &Workspace) -> Vec<String> {
    let log = in_folder(workspace, "server.git", &["log", "--format=%s", "main"]);
    log.lines().map(str::to_string).collect()
}

#[test]
fn a_runner_checks_reviews_and_pushes() {
    let workspace = served();
    workspace.run("-C runner check").succeeds();
    let review = "-C runner review --week 2026-W45 --commit --push";
    let _ = workspace.run(review).exits(0).says("Pushed main to origin.");
    assert!(log(&workspace)[0].starts_with("Review 2026-W45 of million"));
    // The same inputs again: nothing new, and nothing wrong.
    let _ = workspace.run(review).exits(0).says("is up to date");
    assert_eq!(log(&workspace).len(), 2);
    let _ = workspace.run("-C runner verify --strict").exits(0);
}

#[test]
fn a_lost_race_is_made_again_on_top() {
    let workspace = served();
    clone(&workspace, "seller", &[]);
    workspace.write(
        "seller/plans/million/facts/2026-11.csv",
        "date,measure,segment,count\n2026-11-02,lead,new,4\n",
    );
    in_folder(&workspace, "seller", &["add", "."]);
    in_folder(&workspace, "seller", &["commit", "-qm", "Four leads"]);
    in_folder(&workspace, "seller", &["push", "-q"]);
    workspace.write("runner/notes.txt", "mine");
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(0);
    assert!(outcome.stderr.contains("made again on top"), "{outcome}");
    let log = log(&workspace);
    assert!(
        log[0].starts_with("Review 2026-W45") && log[1] == "Four leads" && log.len() == 3,
        "{log:?}"
    );
    // It is the review of what is there now, and what lay about is still there.
    let review = workspace.read("runner/reviews/million/2026-W45.md");
    assert!(review.contains("| New clients: leads | 2 | 4 |"), "{review}");
    assert_eq!(workspace.read("runner/notes.txt"), "mine");
    assert_eq!(
        in_folder(&workspace, "runner", &["status", "--porcelain"]),
        "?? notes.txt"
    );
}

#[test]
fn work_of_ones_own_is_never_moved() {
    let workspace = served();
    clone(&workspace, "seller", &[]);
    for folder in ["seller", "runner"] {
        workspace.write(&format!("{folder}/{folder}.txt"), folder);
        in_folder(&workspace, folder, &["add", "."]);
        in_folder(&workspace, folder, &["commit", "-qm", folder]);
    }
    in_folder(&workspace, "seller", &["push", "-q"]);
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(3);
    assert!(outcome.stderr.contains("git pull --rebase"), "{outcome}");
    let mine = in_folder(&workspace, "runner", &["log", "--format=%s", "-2"]);
    assert!(
        mine.starts_with("Review 2026-W45") && mine.ends_with("runner"),
        "{mine}"
    );
    assert_eq!(log(&workspace), ["seller", "The plan"]);
}

/// What a seller records and pushes, in a clone of their own.
fn seller_pushes(workspace: &Workspace, file: &str, text: &str) {
    if !workspace.path("seller").exists() {
        clone(workspace, "seller", &[]);
    }
    workspace.write(&format!("seller/{file}"), text);
    in_folder(workspace, "seller", &["add", "."]);
    in_folder(workspace, "seller", &["commit", "-qm", "The seller's"]);
    in_folder(workspace, "seller", &["push", "-q"]);
}

const FACTS: &str = "plans/million/facts/2026-11.csv";
const FOUR_LEADS: &str = "date,measure,segment,count\n2026-11-02,lead,new,4\n";
const FIVE_LEADS: &str = "date,measure,segment,count\n2026-11-02,lead,new,5\n";

/// Right after a clone the times of the index say nothing about its files.
#[test]
fn a_race_is_lost_well_in_a_fresh_clone_where_the_same_file_changed() {
    let workspace = served();
    seller_pushes(&workspace, FACTS, FOUR_LEADS);
    clone(&workspace, "fresh", &[]);
    seller_pushes(&workspace, FACTS, FIVE_LEADS);
    let outcome = workspace
        .run("-C fresh review --week 2026-W45 --commit --push")
        .exits(0);
    assert!(outcome.stderr.contains("made again on top"), "{outcome}");
    let review = workspace.read("fresh/reviews/million/2026-W45.md");
    assert!(review.contains("| New clients: leads | 2 | 5 |"), "{review}");
    assert_eq!(in_folder(&workspace, "fresh", &["status", "--porcelain"]), "");
}

#[test]
fn a_race_is_lost_well_in_a_bare_repository() {
    let workspace = served();
    clone(&workspace, "bare", &["--bare"]);
    seller_pushes(&workspace, FACTS, FOUR_LEADS);
    let outcome = workspace.run("-C bare review --week 2026-W45 --commit --push").exits(0);
    assert!(outcome.stderr.contains("made again on top"), "{outcome}");
    assert!(log(&workspace)[0].starts_with("Review 2026-W45"));
    assert_eq!(log(&workspace)[1], "The seller's");
}

#[test]
fn an_edit_in_the_way_is_told_in_gits_words_and_kept() {
    let workspace = served();
    seller_pushes(&workspace, FACTS, FOUR_LEADS);
    clone(&workspace, "edited", &[]);
    seller_pushes(&workspace, FACTS, FIVE_LEADS);
    workspace.write(&format!("edited/{FACTS}"), "mine");
    let outcome = workspace
        .run("-C edited review --week 2026-W45 --commit --push")
        .exits(3);
    assert!(
        outcome.stderr.contains("in the way") && outcome.stderr.contains("2026-11.csv"),
        "{outcome}"
    );
    assert!(outcome.stderr.contains("git stash"), "{outcome}");
    assert_eq!(workspace.read(&format!("edited/{FACTS}")), "mine");
    let here = in_folder(&workspace, "edited", &["log", "-1", "--format=%s"]);
    assert!(here.starts_with("Review 2026-W45"), "{here}");
}

#[cfg(unix)]
#[test]
fn a_commit_made_while_the_push_runs_is_never_dropped() {
    let workspace = served();
    seller_pushes(&workspace, "q.txt", "more");
    hook(
        &workspace,
        "runner/.git/hooks/pre-push",
        "[ -e mine.txt ] && exit 0\necho work >mine.txt\ngit add mine.txt\ngit commit -qm 'My own work'\n",
    );
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(3);
    assert!(outcome.stderr.contains("work of yours on top"), "{outcome}");
    let here = in_folder(&workspace, "runner", &["log", "-2", "--format=%s"]);
    assert!(here.starts_with("My own work\nReview 2026-W45"), "{here}");
    assert_eq!(workspace.read("runner/mine.txt"), "work\n");
    assert_eq!(log(&workspace).len(), 2);
    // What it says to do then works.
    in_folder(&workspace, "runner", &["pull", "-q", "--rebase"]);
    workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .succeeds();
    clone(&workspace, "reader", &[]);
    let _ = workspace.run("-C reader verify --strict").exits(0);
    workspace
        .run("-C reader review --week 2026-W46 --commit --push")
        .succeeds();
}

#[cfg(unix)]
fn hook(workspace: &Workspace, path: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    workspace.write(path, format!("#!/bin/sh\n{script}"));
    std::fs::set_permissions(workspace.path(path), std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// Two pushes in the same moment: the server itself finds the branch moved.
#[cfg(unix)]
#[test]
fn a_race_that_the_server_finds_is_one_as_well() {
    let workspace = served();
    let tree = in_folder(&workspace, "runner", &["rev-parse", "HEAD^{tree}"]);
    let other = in_folder(
        &workspace,
        "server.git",
        &[
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.org",
            "commit-tree",
            "-p",
            "main",
            "-m",
            "Quicker",
            &tree,
        ],
    );
    hook(
        &workspace,
        "server.git/hooks/pre-receive",
        &format!(
            "[ -e done ] && exit 0\ntouch done\nunset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\ngit update-ref refs/heads/main {other}\n"
        ),
    );
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(0);
    assert!(outcome.stderr.contains("made again on top"), "{outcome}");
    assert_eq!(log(&workspace)[1], "Quicker");
}

#[test]
fn several_reviews_are_pushed_as_one_is() {
    let workspace = served();
    seller_pushes(&workspace, FACTS, FOUR_LEADS);
    let range = workspace
        .run("-C runner review --week 2026-W43..2026-W44 --commit --push")
        .exits(0);
    assert!(
        range.stderr.contains("made again on top") && range.stderr.contains("Pushed main to origin."),
        "{range}"
    );
    let log_ = log(&workspace);
    assert!(
        log_.len() == 4 && log_[1].starts_with("Review 2026-W43") && log_[2] == "The seller's",
        "{log_:?}"
    );
    seller_pushes_again(&workspace);
    workspace
        .run("-C runner review --all --commit --push --as-of 2026-11-16")
        .succeeds();
    assert_eq!(log(&workspace).len(), 10);
    assert_eq!(
        in_folder(&workspace, "runner", &["status", "-sb"]),
        "## main...origin/main"
    );
    let _ = workspace.run("-C runner verify --strict").exits(0);
}

fn seller_pushes_again(workspace: &Workspace) {
    in_folder(workspace, "seller", &["pull", "-q", "--rebase"]);
    seller_pushes(workspace, FACTS, FIVE_LEADS);
}

#[test]
fn a_branch_goes_where_git_would_push_it() {
    let workspace = served();
    in_folder(&workspace, "server.git", &["branch", "trunk", "main"]);
    in_folder(&workspace, "runner", &["fetch", "-q"]);
    in_folder(
        &workspace,
        "runner",
        &["branch", "-q", "--set-upstream-to=origin/trunk"],
    );
    let review = "-C runner review --week 2026-W45 --commit --push";
    let outcome = workspace.run(review).exits(2);
    assert!(outcome.stderr.contains("git config push.default upstream"), "{outcome}");
    assert_eq!(in_folder(&workspace, "runner", &["rev-list", "--count", "HEAD"]), "1");
    in_folder(&workspace, "runner", &["config", "push.default", "upstream"]);
    let _ = workspace.run(review).exits(0).says("Pushed main to trunk of origin.");
    assert_eq!(log(&workspace).len(), 1);
    assert_eq!(
        in_folder(&workspace, "server.git", &["rev-list", "--count", "trunk"]),
        "2"
    );
    in_folder(&workspace, "runner", &["remote", "add", "other", "../server.git"]);
    in_folder(&workspace, "runner", &["config", "remote.pushDefault", "other"]);
    let _ = workspace.run(review).exits(0).says("Pushed main to other.");
    assert_eq!(log(&workspace).len(), 2);
}

#[test]
fn every_plan_is_reviewed_and_none_stops_another() {
    let workspace = served();
    workspace.copy_from(&workspace.path("runner/plans/million"), "runner/plans/later");
    let later = workspace.read("runner/plans/million/plan.toml");
    let moved = later.replace("2026-", "2027-");
    assert_ne!(later, moved);
    workspace.write("runner/plans/later/plan.toml", moved);
    workspace.copy_from(&workspace.path("runner/plans/million"), "runner/plans/broken");
    workspace.write("runner/plans/broken/plan.toml", "nonsense = [");
    in_folder(&workspace, "runner", &["add", "."]);
    in_folder(&workspace, "runner", &["commit", "-qm", "More plans"]);
    let outcome = workspace.run("-C runner review --all-plans --commit --push").exits(2);
    assert!(
        outcome.stderr.contains("later: no week of the plan has ended yet"),
        "{outcome}"
    );
    assert!(outcome.stderr.contains("plans/broken/plan.toml"), "{outcome}");
    assert!(
        log(&workspace)[0].starts_with("Review 2026-W47 of million"),
        "{outcome}"
    );
    in_folder(&workspace, "runner", &["rm", "-qr", "plans/broken"]);
    in_folder(&workspace, "runner", &["commit", "-qm", "Without it"]);
    let _ = workspace.run("-C runner review --all-plans --commit --push").exits(0);
}

#[test]
fn staged_work_keeps_the_branch_where_it_is() {
    let workspace = served();
    clone(&workspace, "seller", &[]);
    workspace.write("seller/seller.txt", "more");
    in_folder(&workspace, "seller", &["add", "."]);
    in_folder(&workspace, "seller", &["commit", "-qm", "More"]);
    in_folder(&workspace, "seller", &["push", "-q"]);
    workspace.write("runner/staged.txt", "staged");
    in_folder(&workspace, "runner", &["add", "staged.txt"]);
    let _ = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(3);
    assert_eq!(
        in_folder(&workspace, "runner", &["status", "--porcelain"]),
        "A  staged.txt"
    );
}

#[cfg(unix)]
#[test]
fn a_hook_that_says_no_is_quoted() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = served();
    let hook = workspace.path("server.git/hooks/pre-receive");
    workspace.write(
        "server.git/hooks/pre-receive",
        "#!/bin/sh\necho 'main is protected' >&2\nexit 1\n",
    );
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(2);
    assert!(outcome.stderr.contains("main is protected"), "{outcome}");
    assert_eq!(log(&workspace), ["The plan"]);
}

#[test]
fn there_must_be_somewhere_to_push_to() {
    let workspace = served();
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push=elsewhere")
        .exits(2);
    assert!(outcome.stderr.contains("no remote `elsewhere`"), "{outcome}");
    let _ = workspace.run("-C runner review --week 2026-W45 --push").exits(2);
    in_folder(&workspace, "runner", &["checkout", "-q", "--detach"]);
    let outcome = workspace
        .run("-C runner review --week 2026-W45 --commit --push")
        .exits(2);
    assert!(outcome.stderr.contains("git switch"), "{outcome}");
}

#[test]
fn a_shallow_clone_reviews_what_it_can_and_explains_what_it_cannot() {
    let workspace = served();
    workspace
        .run("-C runner review --week 2026-W44 --commit --push")
        .succeeds();
    clone(&workspace, "shallow", &["--depth", "1"]);
    let outcome = workspace
        .run("-C shallow review --week 2026-W45 --commit --push")
        .exits(2);
    assert!(outcome.stderr.contains("git fetch --unshallow"), "{outcome}");
    assert_eq!(log(&workspace).len(), 2);
}

/// The commands of a recipe that are ours.
fn commands(recipe: &str) -> Vec<String> {
    let lines = recipe
        .lines()
        .map(|line| line.trim().trim_start_matches("- ").trim_start_matches("run: "));
    lines
        .filter(|line| line.starts_with("salesplan "))
        .map(str::to_string)
        .collect()
}

#[test]
fn the_recipes_say_what_works() {
    for (server, file) in [
        ("github", ".github/workflows/salesplan.yml"),
        ("gitlab", ".gitlab-ci.yml"),
    ] {
        let workspace = served();
        workspace.run(&format!("-C runner init --ci {server}")).succeeds();
        let recipe = workspace.read(&format!("runner/{file}"));
        let commands = commands(&recipe);
        assert!(
            commands.contains(&"salesplan review --all-plans --commit --push".to_string()),
            "{recipe}"
        );
        assert!(!recipe.contains("github.event."), "{recipe}");
        for command in commands {
            let line = command.strip_prefix("salesplan ").unwrap();
            workspace.run(&format!("-C runner {line}")).succeeds();
        }
        let again = workspace.run(&format!("-C runner init --ci {server}")).exits(2);
        assert!(
            again
                .stderr
                .contains(Path::new(file).file_name().unwrap().to_str().unwrap()),
            "{again}"
        );
    }
}

#[test]
fn a_plan_below_the_top_is_named_with_its_folder() {
    let workspace = Workspace::new();
    workspace.copy_from(Workspace::million().root(), "sales");
    workspace.commit_all("The plan");
    workspace.run("-C sales init --ci github").succeeds();
    let recipe = workspace.read(".github/workflows/salesplan.yml");
    assert!(recipe.contains("run: salesplan -C sales check\n"), "{recipe}");
    assert!(
        recipe.contains("salesplan -C sales review --all-plans --commit --push\n"),
        "{recipe}"
    );
    assert!(recipe.contains("paths-ignore: [\"sales/reviews/**\"]"), "{recipe}");
}

#[test]
fn what_is_in_the_way_is_found_before_a_plan_is_written() {
    let workspace = served();
    workspace.run("-C runner init --ci github").succeeds();
    let _ = workspace
        .run("-C runner init more --ci github")
        .exits(2)
        .says("is there already");
    assert!(!workspace.path("runner/plans/more").exists());
    let odd = Workspace::new();
    odd.copy_from(Workspace::million().root(), "a$(b)");
    odd.commit_all("The plan");
    let outcome = odd.run_words(["-C", "a$(b)", "init", "--ci", "gitlab"]).exits(2);
    assert!(outcome.stderr.contains("has signs in its name"), "{outcome}");
    assert!(!odd.path(".gitlab-ci.yml").exists());
}
