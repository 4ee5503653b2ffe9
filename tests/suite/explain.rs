//! `explain`: every figure of an evening leads back to the rows that made it.

use salesplan_report::language::Language;
use salesplan_tests::Workspace;
use salesplan_tests::case::Case;
use salesplan_tests::git::git_in;
use salesplan_tests::source_tree::{cases, folders_in};
use serde_json::Value;

/// The figures of `status` by the names that `explain` has for what came and what was due.
fn rows(status: &Value) -> Vec<(String, String, &Value)> {
    let name = |row: &Value| {
        let part = |key: &str| row[key].as_str();
        let word = part("stage").or(part("measure")).unwrap();
        part("segment").map_or_else(|| word.to_string(), |segment| format!("{segment}.{word}"))
    };
    let of = |row: &Value| {
        row["person"]
            .as_str()
            .or(row["channel"].as_str())
            .map(|id| format!(".{id}"))
    };
    let rows = status["to_date"]["rows"].as_array().unwrap().iter();
    let named = rows.filter(|row| matches!(row["unit"].as_str(), Some("money" | "count")));
    named
        .map(|row| {
            let (name, who) = (name(row), of(row).unwrap_or_default());
            (format!("{name}.fact{who}"), format!("{name}.due{who}"), row)
        })
        .collect()
}

/// Money and counts as whole units, so that they can be added up.
fn units(value: &Value) -> i64 {
    match value {
        Value::String(money) => money.replace('.', "").parse().unwrap(),
        count => count.as_i64().unwrap(),
    }
}

/// What the figures below one sum up to; those that nothing follows for themselves.
fn below(derivation: &Value) -> i64 {
    let from = derivation["from"].as_array().unwrap();
    from.iter().map(|part| units(&part["value"])).sum()
}

fn explained(workspace: &Workspace, name: &str, evening: &str) -> Value {
    let line = format!("explain {name} {evening} --format json");
    workspace.run(&line).exits(0).json()["derivation"].clone()
}

/// All sentences of a derivation.
fn sentences<'v>(derivation: &'v Value, all: &mut Vec<&'v str>) {
    all.extend(derivation["how"].as_str());
    for part in derivation["from"].as_array().unwrap() {
        sentences(part, all);
    }
}

#[test]
fn what_came_is_the_sum_of_its_rows_and_what_the_review_says() {
    let mut n_figures = 0;
    for case in folders_in(&cases("reviews")) {
        let case = Case::new(cases("reviews").join(&case));
        let evening = case.text("evening.txt").unwrap();
        // A case may name its plan before the evening.
        let evening = evening.trim();
        let workspace = case.workspace();
        let status = workspace
            .run(&format!("status {evening} --format json"))
            .exits(0)
            .json();
        for (name, due, row) in rows(&status) {
            let is_part = !row["person"].is_null() || !row["channel"].is_null();
            let is_work = row["measure"]
                .as_str()
                .is_some_and(|measure| measure.starts_with("activity") || measure == "hours");
            // What a person's sales leave is not derived row by row.
            let is_part_of_profit = is_part && row["measure"] == "profit";
            if is_work || is_part_of_profit || row["fact"].is_null() {
                continue;
            }
            let fact = explained(&workspace, &name, evening);
            assert_eq!(fact["value"], row["fact"], "{name} in {evening}");
            // What profit is derived from is no sum, and of many rows only files are told.
            if row["measure"] != "profit" {
                assert_eq!(below(&fact), units(&row["fact"]), "{name}: {fact:#}");
            }
            if !row["plan"].is_null() && !is_part {
                let due = explained(&workspace, &due, evening);
                assert_eq!(due["value"], row["plan"], "{name}");
            }
            n_figures += 1;
        }
    }
    assert!(n_figures > 100, "only {n_figures} figures");
}

#[test]
fn every_name_can_be_explained_in_every_language() {
    let workspace = Workspace::new();
    workspace.run("demo").succeeds();
    let russian = Language::of("ru");
    for evening in ["--week 2026-W41", "--week 2026-W46"] {
        let names = workspace
            .run(&format!("-C salesplan-demo explain {evening} --format json"))
            .exits(0)
            .json();
        let of_plan = names["names"].as_array().unwrap().iter();
        let of_evening = names["evening"]["names"].as_array().unwrap().iter();
        let more = [
            "new.lead.fact.2026-W41",
            "revenue.due.2026-W43",
            "new.meeting.anna.2026-W43",
            "new.anna",
            "repeat.deals.fact",
        ];
        let all = of_plan.chain(of_evening).map(|name| name.as_str().unwrap());
        for name in all.chain(more) {
            let figure = explained(&workspace, name, &format!("{evening} -C salesplan-demo"));
            let mut said = Vec::new();
            sentences(&figure, &mut said);
            // A mere division is the same in every language.
            let is_sentence = |how: &&str| !how.contains(" ÷ ") || how.contains(',');
            for how in said.into_iter().filter(is_sentence) {
                assert_ne!(russian.phrase_of("how", how), how, "{name}");
            }
        }
    }
}

#[test]
fn a_conversion_names_those_who_tried() {
    let workspace = Workspace::new();
    workspace.run("demo").succeeds();
    let evening = "-C salesplan-demo --week 2026-W46";
    let fact = explained(&workspace, "new.meeting.conversion.fact", evening);
    assert_eq!(fact["value"], serde_json::json!({ "successes": 1, "trials": 4 }));
    let tried = fact["from"].as_array().unwrap();
    assert_eq!((tried.len() as i64, below(&fact)), (4, 1));
    let fact = explained(&workspace, "new.lead.conversion.fact", evening);
    let (trials, successes) = (&fact["value"]["trials"], &fact["value"]["successes"]);
    let from = fact["from"].as_array().unwrap();
    let (passed, tried) = from.split_last().unwrap();
    assert_eq!(&passed["value"], successes);
    let sum: i64 = tried.iter().map(|part| units(&part["value"])).sum();
    assert_eq!(sum, trials.as_i64().unwrap());
    for part in from {
        assert_eq!(below(part), units(&part["value"]), "{part:#}");
    }
}

#[test]
fn open_deals_lead_to_their_lines_and_rules() {
    let workspace = Workspace::new();
    workspace.run("demo").succeeds();
    let evening = "-C salesplan-demo --week 2026-W46";
    let status = workspace
        .run(&format!("status {evening} --format json"))
        .exits(0)
        .json();
    let pipeline = &status["outlook"]["pipeline"];
    let worth = explained(&workspace, "open.worth", evening);
    assert_eq!(worth["value"], pipeline["total"]);
    assert_eq!(below(&worth), units(&pipeline["total"]));
    let expected = explained(&workspace, "open.expected", evening);
    assert_eq!(expected["value"], pipeline["expected"]);
    // Each part is rounded to the unit.
    assert!((below(&expected) - units(&pipeline["expected"])).abs() <= 7);
    let [low, high] =
        ["low", "high"].map(|end| explained(&workspace, &format!("open.{end}"), evening)["value"].clone());
    let range = &status["outlook"]["range_from_open"];
    assert_eq!((&low, &high), (&range["low"], &range["high"]));
    let chance = explained(&workspace, "open.chance", evening);
    assert_eq!(chance["value"], status["outlook"]["chance_from_open"]);
    assert_eq!(chance["from"][0]["figure"], "remaining");
    let deal = explained(&workspace, "deal.D-04", evening);
    assert_eq!(
        (deal["value"].as_str(), deal["file"].as_str()),
        (Some("420000.00"), Some("plans/million/deals.csv"))
    );
    let score = workspace.run(&format!("explain deal.D-04.score {evening}")).exits(0);
    assert!(score.stdout.contains("large: 420,000"), "{}", score.stdout);
}

/// A line of what was recorded long ago is another deal's in the files of today.
#[test]
fn a_place_of_long_ago_names_its_commit() {
    let workspace = Workspace::new();
    workspace.run("demo").succeeds();
    let late = explained(&workspace, "repeat.deal.fact", "-C salesplan-demo --week 2026-W44");
    for deal in late["from"].as_array().unwrap() {
        let (file, line) = (deal["file"].as_str().unwrap(), &deal["line"]);
        let (revision, path) = file.split_once(':').unwrap_or_else(|| panic!("{file} names no commit"));
        assert!(line.is_null() && path == "plans/million/deals.csv", "{deal:#}");
        let then = git_in(
            &workspace.path("salesplan-demo"),
            &["show", &format!("{revision}:{path}")],
        );
        assert!(then.contains(deal["figure"].as_str().unwrap()), "{then}");
    }
    let now = explained(&workspace, "repeat.deal.fact", "-C salesplan-demo --week 2026-W46");
    assert!(now["from"][0]["line"].is_number(), "{now:#}");
    let decided = explained(&workspace, "deal.D-01", "-C salesplan-demo --week 2026-W46");
    assert_eq!(decided["value"], "190000.00");
}

#[test]
fn before_the_first_week_is_over_the_plan_can_be_explained_and_no_fact() {
    let workspace = Workspace::new();
    workspace.write(
        "plans/p/plan.toml",
        "schema-version = 1\nperiod = \"2099-Q1\"\n[goal]\nmetric = \"deals\"\namount = 4\n\
         [segments.new]\nshare = \"100%\"\nfunnel = \"f\"\n[funnels.f]\n\
         stages = [{ id = \"lead\", conversion = \"50%\" }, { id = \"deal\" }]\n",
    );
    let named = workspace.run("explain --format json").exits(0).json();
    assert!(!named["names"].as_array().unwrap().is_empty());
    assert!(named["evening"].is_null());
    for evening in ["remaining", "new.lead.fact"] {
        let refused = workspace.run(&format!("explain {evening}")).exits(2);
        assert!(
            refused.stderr.contains("no week of the plan has ended yet"),
            "{}",
            refused.stderr
        );
    }
    let unknown = workspace.run("explain new.led").exits(2);
    assert!(
        unknown.stderr.contains("did you mean `new.lead`?"),
        "{}",
        unknown.stderr
    );
}
