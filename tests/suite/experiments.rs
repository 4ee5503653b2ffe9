//! Experiments: begun where they can be learnt, watched every week, stopped and adopted; the
//! files keep their form.

use salesplan_tests::Workspace;

const FILE: &str = "plans/p/experiments.toml";
const PLAN: &str = "plans/p/plan.toml";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.copy_from(&salesplan_tests::source_tree::cases("reviews").join("experiment"), "");
    workspace
}

fn shown(workspace: &Workspace, evening: &str) -> serde_json::Value {
    let view = workspace.run(&format!("experiments show call-first {evening} --format json"));
    view.exits(0).json()["experiments"][0].clone()
}

#[test]
fn cases_that_have_not_had_time_are_no_failures() {
    let workspace = workspace();
    let of = shown(&workspace, "--as-of 2026-10-12");
    let arms = of["arms"].as_array().unwrap();
    // All of the second week are younger than twice the usual five days.
    let ripe: u64 = arms.iter().map(|arm| arm["cases"].as_u64().unwrap()).sum();
    let young: u64 = arms.iter().map(|arm| arm["young"].as_u64().unwrap()).sum();
    assert_eq!((of["matures_after_days"].as_u64(), ripe), (Some(10), 0));
    assert!(young > 0, "{of}");
    assert_eq!(of["state"], "too_early");
}

#[test]
fn a_verdict_is_the_same_whether_one_looked_every_week_or_once() {
    let workspace = workspace();
    let weeks: Vec<serde_json::Value> = (41..=49)
        .map(|week| shown(&workspace, &format!("--week 2026-W{week}")))
        .collect();
    let states: Vec<&str> = weeks.iter().map(|of| of["state"].as_str().unwrap()).collect();
    let first = states.iter().position(|state| *state == "better").unwrap();
    assert!(states[..first].iter().all(|state| *state == "too_early"), "{states:?}");
    assert!(states[first..].iter().all(|state| *state == "better"), "{states:?}");
    assert!(weeks[first..].iter().all(|of| of["decided"] == weeks[first]["decided"]));
}

#[test]
fn what_cannot_be_learnt_is_refused_with_numbers() {
    let workspace = workspace();
    let new = "experiments new offer --hypothesis Shorter --owner anna --measure conversion --stage meeting \
               --arm long=tag:long --arm short=tag:short --by 2026-12-20 --as-of 2026-11-01";
    let run = |rest: &'static str| {
        let words = new.split_whitespace().chain(["--effect", "10 points"]);
        workspace.run_words(words.chain(rest.split_whitespace()))
    };
    let _ = run("")
        .exits(2)
        .says("this needs 32 months: 583 for each of 2 arms")
        .says("an effect of 40 points would show")
        .says("an earlier stage, to which more come: leads");
    let before = workspace.read(FILE);
    run("--anyway").succeeds();
    let after = workspace.read(FILE);
    assert!(
        after.starts_with(&before) && after.contains("[experiment.offer]\n"),
        "{after}"
    );
    // What was written is read, and check says that it cannot be learnt.
    let check = workspace.run("check");
    assert!(check.has_finding("cannot-be-learnt"), "{check}");
}

#[test]
fn an_effect_that_would_take_ages_is_refused_as_well() {
    let workspace = workspace();
    let file = workspace.read(FILE).replace("25 points", "0.0001 points");
    workspace.write(FILE, file);
    let check = workspace.run("check");
    assert!(check.has_finding("cannot-be-learnt"), "{check}");
    assert_eq!(shown(&workspace, "--week 2026-W43")["design"]["is_learnable"], false);
}

#[test]
fn an_arm_is_adopted_with_its_evidence_and_nothing_else_is_touched() {
    let workspace = workspace();
    let (plan, file) = (workspace.read(PLAN), workspace.read(FILE));
    let _ = workspace
        .run("experiments adopt call-first --arm call --as-of 2026-10-18")
        .exits(2)
        .says("has not been shown to be better: too early");
    workspace
        .run("experiments adopt call-first --arm call --as-of 2026-12-06 --comment All-of-us")
        .succeeds();
    let now = workspace.read(PLAN);
    let line = |text: &str| {
        text.lines()
            .find(|line| line.contains("id = \"lead\""))
            .unwrap()
            .to_string()
    };
    assert_eq!(now.replace(&line(&now), &line(&plan)), plan);
    assert!(
        line(&now)
            .contains("conversion = { rate = \"58%\", evidence = \"39 of 61, experiment call-first\" }, lag-days = 5"),
        "{now}"
    );
    assert_eq!(
        workspace.read(FILE),
        format!("{file}adopted = 2026-12-06\narm = \"call\"\ncomment = \"All-of-us\"\n")
    );
    workspace.run("check").succeeds();
    assert_eq!(shown(&workspace, "--week 2026-W49")["state"], "adopted");
    // On an evening before, it had not ended.
    assert_eq!(shown(&workspace, "--week 2026-W44")["state"], "better");
    let _ = workspace
        .run("experiments stop call-first --as-of 2026-12-07")
        .exits(2)
        .says("ended on 2026-12-06 already");
}

#[test]
fn who_agreed_to_the_plan_is_named_when_an_adopted_figure_changes_it() {
    let workspace = workspace();
    let line = "[[commitments]]\nsource = \"new\"\nsegment = \"new\"\namount = 3_000_000\nlikelihood = \"60%\"\nwhen = \"2026-12\"\naction = \"call\"\n";
    workspace.write("plans/p/commitments/anna.toml", line);
    let asked = workspace.run("agree anna --format json").exits(0).json();
    let digest = asked["digest"].as_str().unwrap().to_string();
    workspace
        .run(&format!("agree anna --yes={digest} --as-of 2026-10-01"))
        .succeeds();
    let adopted = workspace.run("experiments adopt call-first --arm call --as-of 2026-12-06 --dry-run --format json");
    let view = adopted.exits(0).json();
    assert_eq!(view["agree_again"], serde_json::json!(["Anna"]));
    assert_eq!(view["figure"], "new.lead.conversion");
    assert!(!workspace.read(PLAN).contains("experiment call-first"));
}

#[test]
fn a_comparison_of_before_and_after_is_not_told_from_the_season() {
    let workspace = workspace();
    let file = workspace
        .read(FILE)
        .replace("tag = \"letter-first\"", "to = 2026-10-31")
        .replace("tag = \"call-first\"", "from = 2026-11-01");
    workspace.write(FILE, file);
    let of = shown(&workspace, "--week 2026-W49");
    assert_eq!(of["state"], "cannot_tell");
    assert_eq!(of["traps"][0]["trap"], "seasons");
}

#[test]
fn an_experiment_is_stopped_in_a_commit_of_its_own() {
    let workspace = workspace();
    workspace.write("salesplan.toml", "");
    workspace.commit_all("Begin");
    workspace
        .run("experiments stop call-first --as-of 2026-11-20 --commit")
        .succeeds();
    assert!(workspace.read(FILE).ends_with("]\nstopped = 2026-11-20\n"));
    assert_eq!(
        workspace.git(&["show", "--name-only", "--format=", "HEAD"]).trim(),
        FILE
    );
}

/// The workspace with the deals written anew, cell by cell of a line, below the same header with
/// a column `channel`. Columns: id, owner, stage, status, entered.lead, entered.meeting, tags.
fn with_deals(change: impl Fn(usize, &mut Vec<String>) -> &'static str) -> Workspace {
    let workspace = workspace();
    let file = "plans/p/deals.csv";
    let text = workspace.read(file);
    let mut lines = text.lines();
    let mut changed = format!("{},channel\n", lines.next().unwrap());
    for (index, line) in lines.enumerate() {
        let mut cells: Vec<String> = line.split(',').map(str::to_string).collect();
        let channel = change(index, &mut cells);
        changed.push_str(&format!("{},{channel}\n", cells.join(",")));
    }
    workspace.write(file, changed);
    workspace
}

fn traps(workspace: &Workspace) -> Vec<String> {
    let of = shown(workspace, "--week 2026-W49");
    let traps = of["traps"].as_array().unwrap();
    traps
        .iter()
        .map(|trap| trap["trap"].as_str().unwrap().to_string())
        .collect()
}

fn is_call(cells: &[String]) -> bool {
    cells[6] == "call-first"
}

#[test]
fn arms_that_share_people_and_channels_have_no_trap() {
    let owners = ["anna", "boris"];
    let alike = with_deals(|index, cells| {
        cells[1] = owners[index / 2 % 2].to_string();
        ["ads", "fairs"][index / 3 % 2]
    });
    assert_eq!(traps(&alike), [""; 0]);
}

#[test]
fn arms_that_different_people_ran_are_flagged() {
    let workspace = with_deals(|_, cells| {
        cells[1] = if is_call(cells) { "boris" } else { "anna" }.to_string();
        "ads"
    });
    assert_eq!(traps(&workspace), ["people"]);
}

#[test]
fn arms_that_had_other_channels_are_flagged() {
    let workspace = with_deals(|index, cells| {
        cells[1] = ["anna", "boris"][index / 2 % 2].to_string();
        if is_call(cells) { "fairs" } else { "ads" }
    });
    assert_eq!(traps(&workspace), ["channels"]);
}

/// Every arm has cases of both channels; call is worse in each of them and better in all
/// together, since most of its leads came through the better one.
#[test]
fn an_arm_that_is_ahead_by_its_mix_only_is_flagged() {
    let workspace = with_deals(|index, cells| {
        let is_call = is_call(cells);
        cells[1] = ["anna", "boris"][index / 2 % 2].to_string();
        // Of eleven: six of call through the better channel, five of letter.
        let is_better_channel = index % 11 < if is_call { 7 } else { 4 };
        let of_ten = index * 7 % 10;
        let passes = of_ten < if is_better_channel { 9 } else { 2 } - usize::from(is_call);
        cells[2] = if passes { "meeting" } else { "lead" }.to_string();
        cells[5] = if passes { cells[4].clone() } else { String::new() };
        if is_better_channel { "fairs" } else { "ads" }
    });
    let of = shown(&workspace, "--week 2026-W49");
    assert_eq!(traps(&workspace), ["mix"], "{of}");
    // Nothing is adopted that something else may explain.
    let _ = workspace
        .run("experiments adopt call-first --arm call --as-of 2026-12-06")
        .exits(2);
}

#[test]
fn an_arm_that_does_harm_is_to_be_stopped() {
    let workspace = with_deals(|_, cells| {
        cells[6] = if is_call(cells) { "letter-first" } else { "call-first" }.to_string();
        "ads"
    });
    let file = workspace
        .read(FILE)
        .replace("harm = \"20 points\"", "harm = \"10 points\"");
    workspace.write(FILE, file);
    let of = shown(&workspace, "--week 2026-W49");
    assert_eq!(of["state"], "harm", "{of}");
    let told = workspace.run("experiments list --week 2026-W49").printed();
    assert!(told.contains("call"), "{told}");
    // It was too early with the first cases.
    assert_eq!(shown(&workspace, "--week 2026-W42")["state"], "too_early");
}

#[test]
fn what_begins_and_ends_is_told_as_json_too() {
    let workspace = workspace();
    let new = "experiments new offer --hypothesis Shorter --owner anna --measure conversion --stage lead --effect 31points \
               --arm long=tag:long --arm short=tag:short --from 2026-12-07 --by 2027-03-31 --as-of 2026-12-06 --format json";
    let begun = workspace.run(new).exits(0).json();
    assert_eq!(begun["experiments"][0]["id"], "offer");
    assert_eq!(begun["experiments"][0]["state"], "planned");
    assert_eq!(begun["experiments"][0]["design"]["is_learnable"], true);
    let stop = "experiments stop offer --comment enough --as-of 2026-12-08 --format json";
    let stopped = workspace.run(stop).exits(0).json();
    assert_eq!(stopped["experiments"][0]["state"], "stopped");
    assert_eq!(stopped["experiments"][0]["comment"], "enough");
}

#[test]
fn fewer_cases_than_the_effect_takes_are_called_so() {
    let workspace = workspace();
    let text = workspace.read(FILE);
    workspace.write(FILE, text.replace("harm = ", "cases-per-arm = 20, harm = "));
    let of = shown(&workspace, "--as-of 2026-10-12");
    assert_eq!(of["design"]["falls_short"], true);
    // Twenty of each show only what is much larger than the 25 points that are worth having.
    assert!(of["design"]["shown_by_cases"].as_f64().unwrap() > 0.5, "{of}");
    let told = workspace.run("experiments list --as-of 2026-10-12").printed();
    assert!(told.contains("each needs 20. With so few only an effect of"), "{told}");
}

/// A shorter way to the deal leaves more days in which leads count for the period.
#[test]
fn days_won_are_worth_leads() {
    let workspace = workspace();
    let deal = |n: u32| {
        let (tag, days) = if n.is_multiple_of(2) {
            ("letter-first", 24)
        } else {
            ("call-first", 10)
        };
        let began = jiff::civil::date(2026, 10, 5) + jiff::Span::new().days(i64::from(n / 4));
        let won = began + jiff::Span::new().days(days + i64::from(n % 3));
        format!("D-{n},anna,deal,won,100000.00,{began},{won},{tag}\n")
    };
    let deals: String = (0..40).map(deal).collect();
    let head = "id,owner,stage,status,amount,entered.lead,closed,tags\n";
    workspace.write("plans/p/deals.csv", format!("{head}{deals}"));
    let text = workspace.read(FILE).replace("\"conversion\"", "\"cycle-days\"");
    workspace.write(
        FILE,
        text.replace("\"25 points\"", "5").replace(", harm = \"20 points\"", ""),
    );
    let of = shown(&workspace, "--week 2026-W49");
    let call = &of["arms"][1];
    let money: f64 = call["money"].as_str().unwrap().parse().unwrap();
    assert!(money > 0.0 && call["leads_saved"].as_f64().unwrap() > 0.0, "{of}");
    // What is done now takes longer than planned, and brings less than the plan says.
    let first = &of["arms"][0];
    let of_first: f64 = first["money"].as_str().unwrap().parse().unwrap();
    assert!(of_first < 0.0, "{of}");
}

/// What an arm is said to do to the goal is what adopting it does.
#[test]
fn the_effect_that_is_told_is_that_of_adopting() {
    let workspace = workspace();
    let call = shown(&workspace, "--week 2026-W49")["arms"][1].clone();
    let leads = |workspace: &Workspace| {
        let tree = workspace.run("decompose --format json").exits(0).json();
        tree["segments"][0]["funnel"][0]["need"].as_f64().unwrap()
    };
    let before = leads(&workspace);
    workspace
        .run("experiments adopt call-first --arm call --as-of 2026-12-06")
        .succeeds();
    let saved = before - leads(&workspace);
    assert!(
        (call["leads_saved"].as_f64().unwrap() - saved).abs() < 1.0,
        "{saved}: {call}"
    );
    let between = call["money_between"].as_array().unwrap();
    let sum = |value: &serde_json::Value| value.as_str().unwrap().parse::<f64>().unwrap();
    assert!(sum(&between[0]) < sum(&call["money"]) && sum(&call["money"]) < sum(&between[1]));
}

/// Those who came before went another way, and the experiment's cases are its evidence already.
#[test]
fn an_adopted_rate_is_judged_by_those_who_came_since() {
    let workspace = workspace();
    let seen = |workspace: &Workspace| {
        let status = workspace.run("status --as-of 2026-12-06 --format json").exits(0).json();
        status["conversions"][0].clone()
    };
    assert_eq!(seen(&workspace)["trials"], 149);
    workspace
        .run("experiments adopt call-first --arm call --as-of 2026-12-06")
        .succeeds();
    let since = seen(&workspace);
    assert_eq!(
        (&since["trials"], &since["pooled_trials"]),
        (&0.into(), &61.into()),
        "{since}"
    );
    assert_ne!(since["way_of_selling"], "refuted");
}

/// What one channel has shown is no rate of the others.
#[test]
fn an_arm_that_is_a_channel_is_not_adopted_for_all() {
    let workspace = with_deals(|_, cells| if is_call(cells) { "fairs" } else { "ads" });
    let file = workspace.read(FILE);
    let by_channel = file
        .replace("tag = \"letter-first\"", "channel = \"ads\"")
        .replace("tag = \"call-first\"", "channel = \"fairs\"");
    assert_ne!(file, by_channel);
    workspace.write(FILE, by_channel);
    let refused = workspace
        .run("experiments adopt call-first --arm call --as-of 2026-12-06")
        .exits(2);
    assert!(refused.stderr.contains("[channels.fairs]"), "{}", refused.stderr);
}

/// What `check` would find of it is said before it begins.
#[test]
fn an_experiment_that_cannot_go_well_is_not_begun_without_a_word() {
    let workspace = workspace();
    let new = "experiments new second --hypothesis Twice --measure conversion --segment new --stage lead --effect 30points --from 2026-12-07 --by 2027-06-30 \
               --as-of 2026-12-06 --arm a=tag:call-first --arm b=tag:call-first";
    let before = workspace.read(FILE);
    let refused = workspace.run(&format!("{new} --owner anna")).exits(2);
    assert!(refused.stderr.contains("second"), "{}", refused.stderr);
    let nobody = workspace.run(&format!("{new} --owner nobody")).exits(2);
    assert!(nobody.stderr.contains("nobody"), "{}", nobody.stderr);
    assert_eq!(workspace.read(FILE), before);
}
