//! `record`: facts by hand, by flags, at a terminal and from a table for sellers.

use salesplan_tests::Workspace;
use salesplan_tests::workspace::run_with_answers;

/// A plan whose stages are all counted by hand, with channels and hours.
const PLAN: &str = r#"schema-version = 1
title = "By hand"
period = { from = 2026-10-01, to = 2026-12-31 }
goal = { metric = "revenue", amount = 1_000_000, currency = "RUB" }

[segments.new]
title = "New clients"
amount = 1_000_000
average-deal = 200_000
funnel = "f"

[channels.site]
title = "Site"
share = "100%"

[funnels.f]
stages = [
  { id = "lead", title = "leads", conversion = "50%", lag-days = 7, activities = { call = 3 } },
  { id = "meeting", title = "meetings", conversion = "50%", lag-days = 14, hours = 2 },
  { id = "deal", title = "deals" },
]
"#;

const NOVEMBER: &str = "plans/p/facts/2026-11.csv";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("salesplan.toml", "schema-version = 1\n");
    workspace.write("plans/p/plan.toml", PLAN);
    workspace.write("plans/p/team.toml", "[people.anna]\n[people.boris]\n");
    workspace
}

#[test]
fn figures_of_a_week_stand_on_its_last_day() {
    let workspace = workspace();
    let said = workspace
        .run("record --week 2026-W46 --person anna --channel site lead=4 deal=2:350000 paid=100_000 hours=12.5 activity.call=30")
        .exits(0);
    let said = said.says("2026-11-15 (2026-W46), anna");
    assert!(said.stderr.contains("deal 2 (350000)"), "{said}");
    assert_eq!(
        workspace.read(NOVEMBER),
        "date,measure,person,segment,channel,count,amount,currency,id\n\
         2026-11-15,lead,anna,,site,4,,,\n\
         2026-11-15,deal,anna,,site,2,350000,,\n\
         2026-11-15,paid,anna,,site,,100000,,\n\
         2026-11-15,hours,anna,,site,12.5,,,\n\
         2026-11-15,activity.call,anna,,site,30,,,\n"
    );
    let status = workspace.run("status --week 2026-W46 --format json").json();
    assert!(status.to_string().contains("350000.00"), "{status}");
}

#[test]
fn the_day_is_in_the_period_and_not_after_today() {
    let workspace = workspace();
    for (line, row) in [
        // The period begins on a Thursday and ends on one; today is Monday of W48.
        ("record --week 2026-W40 lead=1", "2026-10-04,lead"),
        ("record --week 2026-W48 lead=1", "2026-11-23,lead"),
        ("record --as-of 2026-09-30 stock.lead=5", "2026-09-30,stock.lead"),
        // Without either: the last week that has ended.
        ("record meeting=1", "2026-11-22,meeting"),
    ] {
        workspace.run(line).succeeds();
        let month = format!("plans/p/facts/{}.csv", &row[..7]);
        assert!(
            workspace.read(&month).contains(row),
            "{line}: {}",
            workspace.read(&month)
        );
    }
    for line in [
        "record --week 2026-W49 lead=1",
        "record --as-of 2026-11-24 lead=1",
        "record --week 2026-W45..2026-W46 lead=1",
    ] {
        let _ = workspace.run(line).exits(2);
    }
}

#[test]
fn a_week_that_is_recorded_already_asks() {
    let workspace = workspace();
    let line = "record --week 2026-W46 --person anna lead=4";
    workspace.run(line).succeeds();
    let once = workspace.read(NOVEMBER);
    // The same figure once more is the same.
    let _ = workspace.run(line).exits(0).says("As it was: lead 4");
    assert_eq!(workspace.read(NOVEMBER), once);
    let _ = workspace
        .run("record --week 2026-W46 --person anna lead=6 meeting=1")
        .exits(2)
        .says("recorded already: lead 4 (plans/p/facts/2026-11.csv:2)");
    assert_eq!(workspace.read(NOVEMBER), once);
    // Somebody else's is another figure.
    workspace.run("record --week 2026-W46 --person boris lead=2").succeeds();
    workspace
        .run("record --week 2026-W46 --person anna lead=6 --add")
        .succeeds();
    assert_eq!(workspace.read(NOVEMBER).matches("lead,anna").count(), 2);
    let _ = workspace
        .run("record --week 2026-W46 --person anna lead=7 --replace")
        .exits(0)
        .says("Replaced: lead 7");
    assert_eq!(
        workspace.read(NOVEMBER),
        "date,measure,person,segment,channel,count,amount,currency,id\n\
         2026-11-15,lead,anna,,,7,,,\n2026-11-15,lead,boris,,,2,,,\n"
    );
}

#[test]
fn a_files_own_form_stays() {
    let workspace = workspace();
    // Other columns in another order, quotes, and the line ends of another system.
    workspace.write(
        NOVEMBER,
        "count,measure,date\r\n\"3\",lead,2026-11-05\r\n2,meeting,2026-11-15",
    );
    workspace
        .run("record --week 2026-W46 --person anna meeting=5 lead=1")
        .succeeds();
    assert_eq!(
        workspace.read(NOVEMBER),
        "count,measure,date,person\r\n\"3\",lead,2026-11-05,\r\n2,meeting,2026-11-15,\r\n\
         5,meeting,2026-11-15,anna\r\n1,lead,2026-11-15,anna\r\n"
    );
    workspace.run("record --week 2026-W46 meeting=9 --replace").succeeds();
    assert!(workspace.read(NOVEMBER).contains("\r\n9,meeting,2026-11-15,\r\n"));
    workspace.run("check --fail-on error").exits(0).stdout.clear();
}

#[test]
fn in_toml_comments_and_order_stay() {
    let workspace = workspace();
    let toml = "plans/p/facts/2026-11.toml";
    let text = "# Ours\n\n[[facts]]  # the fair\ndate = 2026-11-12\nmeasure = \"lead\"\ncount = 4  # counted twice\n\n# then\n[[facts]]\ndate = 2026-11-13\nmeasure = \"lead\"\ncount = 2\n\n# the week after\n[[facts]]\ndate = 2026-11-18\nmeasure = \"lead\"\ncount = 1\n";
    workspace.write(toml, text);
    let _ = workspace
        .run("record --week 2026-W46 lead=9")
        .exits(2)
        .says("4 (plans/p/facts/2026-11.toml:3), 2 (plans/p/facts/2026-11.toml:9)");
    workspace
        .run("record --week 2026-W46 lead=9 deal=1:200000.50 --replace")
        .succeeds();
    assert_eq!(
        workspace.read(toml),
        "# Ours\n\n[[facts]]  # the fair\ndate = 2026-11-15\nmeasure = \"lead\"\ncount = 9  # counted twice\n\n# then\n# the week after\n[[facts]]\ndate = 2026-11-18\nmeasure = \"lead\"\ncount = 1\n\n[[facts]]\ndate = 2026-11-15\nmeasure = \"deal\"\ncount = 1\namount = \"200000.50\"\n"
    );
    workspace
        .run("record --week 2026-W46 deal=2:300000 --replace")
        .succeeds();
    assert!(
        workspace.read(toml).ends_with("count = 2\namount = 300000\n"),
        "{}",
        workspace.read(toml)
    );
}

#[test]
fn what_an_import_brought_is_not_touched() {
    let workspace = workspace();
    let own = "date,measure,person,segment,channel,count,amount,currency,id\n2026-11-12,lead,,,,3,,,\n";
    workspace.write("plans/p/facts/2026-11.crm.csv", own);
    let _ = workspace
        .run("record --week 2026-W46 lead=5 --replace")
        .exits(2)
        .says("(plans/p/facts/2026-11.crm.csv:2, from an import)");
    assert_eq!(workspace.read("plans/p/facts/2026-11.crm.csv"), own);
}

#[test]
fn figures_that_mean_nothing_are_told_as_such() {
    let workspace = workspace();
    for (line, words) in [
        ("record led=4", "`led` is not a measure of this plan"),
        ("record lead=-4", "the count -4 is below 0"),
        ("record lead=1.5", "`1.5` is not a count"),
        ("record lead", "`lead` is not a figure"),
        ("record lead=", "`lead` has no figure"),
        ("record lead=4 --person carl", "`carl` is not in team.toml"),
        ("record", "nothing to record"),
        ("record lead=4 --at HEAD --commit", "cannot be used with"),
    ] {
        let _ = workspace.run(line).exits(2).says(words);
    }
    assert!(!workspace.path("plans/p/facts").exists());
}

#[test]
fn more_than_the_stage_before_had_is_said() {
    let workspace = workspace();
    let _ = workspace
        .run("record meeting=30 --person anna")
        .exits(0)
        .says("[stage-overtakes]: 30 entered `meeting` of segment `new` by 2026-12-31, and only 0 entered `lead`");
    // What was open then explains it.
    let quiet = workspace.run("record --as-of 2026-09-30 stock.lead=40").exits(0);
    assert!(!quiet.stderr.contains("stage-overtakes"), "{quiet}");
    let check = workspace.run("check");
    assert!(!check.has_finding("stage-overtakes"), "{check}");
}

#[test]
fn at_a_terminal_each_measure_is_asked_for() {
    let workspace = workspace();
    workspace
        .run("record --week 2026-W45 --person anna --channel site lead=3")
        .succeeds();
    // Week, person and channel; leads, meetings, deals, paid, spend, hours, calls; and yes.
    let answers = "2026-W46\ncarl\nanna\nsite\n5\n\n1:200000\n\n\nmany\n2\n12\n\n";
    let told = run_with_answers(workspace.root(), ["salesplan", "record"].into_iter().skip(1), answers).exits(0);
    let told = told.says("leads (last week 3): ").says("There is no `carl`.");
    let told = told.says("`many` is not a count");
    assert!(told.stderr.contains("2026-11-15: lead 5, deal 1 (200000)"), "{told}");
    assert!(workspace.read(NOVEMBER).contains("2026-11-15,lead,anna,,site,5,,,\n"));
    // Once more: leads differ, and nothing is written without being told how.
    let before = workspace.read(NOVEMBER);
    let none = "2026-W46\nanna\nsite\n6\n\n\n\n\n\n\n\n";
    let told = run_with_answers(workspace.root(), ["record"], none).exits(0);
    let _ = told.says("Recorded already: lead 5").says("Nothing was recorded.");
    assert_eq!(workspace.read(NOVEMBER), before);
    let replaced = "2026-W46\nanna\nsite\n6\n\n\n\n\n\n\nr\n";
    run_with_answers(workspace.root(), ["record"], replaced).succeeds();
    assert!(workspace.read(NOVEMBER).contains("2026-11-15,lead,anna,,site,6,,,\n"));
    // Somebody who leaves in the middle writes nothing.
    let before = workspace.read(NOVEMBER);
    run_with_answers(workspace.root(), ["record"], "2026-W47\nanna\n").succeeds();
    assert_eq!(workspace.read(NOVEMBER), before);
}

#[test]
fn a_commit_has_the_figures_alone() {
    let workspace = workspace();
    workspace.commit_all("Plan");
    workspace.write("plans/p/notes.md", "mine\n");
    let _ = workspace
        .run("record --week 2026-W46 --person anna lead=4 --commit")
        .exits(0)
        .says("Committed as");
    assert_eq!(
        workspace.git(&["show", "--format=%s", "--name-only", "HEAD"]).trim(),
        "Recorded: lead 4; 2026-11-15 (2026-W46), anna.\n\nplans/p/facts/2026-11.csv"
    );
    assert!(workspace.git(&["status", "--short"]).contains("?? plans/p/notes.md"));
    let n_commits = || workspace.git(&["rev-list", "--count", "HEAD"]);
    let before = n_commits();
    workspace
        .run("record --week 2026-W46 --person anna lead=4 --commit")
        .succeeds();
    assert_eq!(n_commits(), before);
}

#[test]
fn a_table_goes_out_and_comes_in_filled() {
    let workspace = workspace();
    let table = workspace.run("record --template --week 2026-W46").printed();
    assert_eq!(
        table.lines().take(3).collect::<Vec<_>>(),
        [
            "\u{feff}week,person,segment,measure,what,channel,count,amount,currency",
            "2026-W46,anna,,lead,leads: count,,,,",
            "2026-W46,anna,,meeting,meetings: count,,,,",
        ]
    );
    // Seven measures for each of two people.
    assert_eq!(table.lines().count(), 1 + 2 * 7);
    // As a spreadsheet of another country saves it.
    let filled: String = table
        .lines()
        .map(|line| match line {
            "2026-W46,anna,,lead,leads: count,,,," => "2026-W46,anna,,lead,leads: count,,4,,".to_string(),
            "2026-W46,boris,,deal,deals: count and amount,,,," => {
                "2026-W46,boris,,deal,deals: count and amount,,2,350 000.5,".to_string()
            }
            other => other.to_string(),
        })
        .map(|line| line.replace(',', ";").replace("350 000.5", "350 000,5") + "\r\n")
        .collect();
    workspace.write("filled.csv", filled);
    let line = "record --from filled.csv --format json";
    let recorded = workspace.run(line).json();
    assert_eq!(recorded["figures"].as_array().unwrap().len(), 2, "{recorded}");
    assert!(
        workspace
            .read(NOVEMBER)
            .contains("2026-11-15,deal,boris,,,2,350000.5,,\n")
    );
    // A second time nothing changes.
    let again = workspace.run(line).json();
    assert_eq!(again["figures"][0]["outcome"], "unchanged");
    assert_eq!(again["files"].as_array().unwrap().len(), 0);
    workspace.write(
        "bad.csv",
        "week,measure,count\n2026-W99,lead,1\n2026-W46,lead,\"1,234\"\n",
    );
    let bad = workspace.run("record --from bad.csv").exits(2);
    assert!(
        bad.stderr.contains("error[invalid-date]: `2026-W99` is no week"),
        "{bad}"
    );
    assert!(
        bad.stderr.contains("error[invalid-count]: `1,234` is not a number"),
        "{bad}"
    );
}

/// Every line's mistake is said at once, in its place and as an error, and nothing is written.
#[test]
fn all_mistakes_of_a_table_are_said_at_once() {
    let workspace = workspace();
    workspace.write(
        "bad.csv",
        "week,person,measure,count\n2026-W46,ann,lead,1\n2026-W46,anna,lead,-3\n2026-W46,anna,led,1\n2031-W01,anna,lead,2\nnever,anna,lead,2\n2026-W46,anna,meeting,2\n",
    );
    let bad = workspace.run("record --from bad.csv").exits(2);
    for (line, id) in [
        (2, "unknown-value"),
        (3, "negative-count"),
        (4, "unknown-measure"),
        (5, "invalid-date"),
        (6, "invalid-date"),
    ] {
        assert!(bad.stderr.contains(&format!("[{id}]")), "{id}: {bad}");
        assert!(bad.stderr.contains(&format!("bad.csv:{line}:")), "{id}: {bad}");
    }
    assert!(bad.stderr.contains("Nothing was recorded."), "{bad}");
    assert!(bad.stderr.contains("5 errors"), "{bad}");
    assert!(!workspace.path(NOVEMBER).exists());
}

/// Who types a figure has no row and no column to mend.
#[test]
fn what_is_typed_is_mended_where_it_is_typed() {
    let workspace = workspace();
    let said = workspace.run("record --week 2026-W46 call=30").exits(2);
    let _ = said.says("`call` is an activity").says("write activity.call=30");
    let said = workspace.run("record --week 2026-W46 lead=-4").exits(2);
    let _ = said.says("write 0 or more").says("--replace");
    let two = PLAN.replace(
        "[channels.site]",
        "[segments.old]\ntitle = \"Old\"\namount = 1\naverage-deal = 200_000\nfunnel = \"f\"\n\n[channels.site]",
    );
    workspace.write("plans/p/plan.toml", two);
    let said = workspace.run("record --week 2026-W46 deal=1").exits(2);
    let _ = said.says("write new.deal=… or old.deal=…");
    let said = workspace.run("record --week 2026-W46 xyz=1").exits(2);
    assert_eq!(said.stderr.matches("`deal`").count(), 1, "{said}");
}
