//! What other programs may rely on: docs/json.md.

use salesplan_tests::Workspace;
use salesplan_tests::source_tree::cases;
use serde_json::Value;

fn printed(workspace: &Workspace, line: &str) -> Value {
    workspace.run(&format!("{line} --format json")).exits(0).json()
}

fn rows<'v>(window: &'v Value, key: &str) -> Vec<&'v Value> {
    window["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row[key].is_string())
        .collect()
}

#[test]
fn people_and_channels_have_rows_that_say_what_their_parts_say() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").succeeds();
    let status = printed(&workspace, "-C salesplan-demo status --week 2026-W46");
    for window in ["in_week", "to_date"] {
        let of_people = rows(&status[window], "person");
        for person in status["people"].as_array().unwrap() {
            let row = of_people
                .iter()
                .find(|row| row["person"] == person["id"] && row["measure"] == "revenue")
                .unwrap();
            for key in ["plan", "fact", "variance", "attainment", "sign"] {
                assert_eq!(row[key], person[window][key], "{window} {key}");
            }
            assert_eq!(row["favourable"], row["sign"].as_i64().unwrap() >= 0);
        }
        let minor = |row: &Value| -> i64 { row["plan"].as_str().unwrap().replace('.', "").parse().unwrap() };
        let brought = of_people.iter().filter(|row| row["measure"] == "revenue");
        let company = &status[window]["rows"][0];
        assert!(company["person"].is_null() && company["measure"] == "revenue");
        assert_eq!(brought.map(|row| minor(row)).sum::<i64>(), minor(company), "{window}");
    }
}

#[test]
fn leads_by_channel_sum_to_the_leads() {
    let workspace = Workspace::new();
    workspace.copy_from(&cases("reviews").join("sources"), "");
    let status = printed(&workspace, "status --week 2026-W47");
    for window in ["in_week", "to_date"] {
        let by_channel = rows(&status[window], "channel");
        assert!(!by_channel.is_empty(), "the case has channels");
        let first = by_channel[0];
        let is_whole = |row: &&Value| row["channel"].is_null() && row["person"].is_null();
        let all = rows(&status[window], "stage");
        let whole = all
            .iter()
            .copied()
            .filter(is_whole)
            .find(|row| row["stage"] == first["stage"])
            .unwrap();
        let count = |row: &Value| row["fact"].as_i64().unwrap();
        let of_none = status["channels"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|part| part["id"].is_null());
        let of_none: i64 = of_none.map(|part| part[window]["fact"].as_i64().unwrap()).sum();
        assert_eq!(
            by_channel.iter().map(|row| count(row)).sum::<i64>() + of_none,
            count(whole),
            "{window}"
        );
    }
}

#[test]
fn a_week_is_a_text_rates_are_exact_and_the_future_has_no_facts() {
    let workspace = Workspace::new();
    workspace.run("demo --quiet").succeeds();
    let status = printed(&workspace, "-C salesplan-demo status --week 2026-W46");
    for command in ["status", "deals", "movement", "review"] {
        let view = printed(&workspace, &format!("-C salesplan-demo {command} --week 2026-W46"));
        assert_eq!(view["week"], "2026-W46", "{command}");
        assert!(view["schema_version"].is_number(), "{command}");
    }
    let coming = status["coming"]["rows"].as_array().unwrap();
    assert!(!coming.is_empty());
    assert!(
        coming
            .iter()
            .all(|row| row["fact"].is_null() && row["variance"].is_null())
    );
    let mut n_seen = 0;
    for step in status["conversions"].as_array().unwrap() {
        let (trials, successes) = (step["trials"].as_u64().unwrap(), step["successes"].as_u64().unwrap());
        assert_eq!(step["fact"].is_null(), trials == 0);
        if let Some(ratio) = step["fact"]["ratio"].as_str() {
            let (part, whole) = ratio.split_once('/').unwrap_or((ratio, "1"));
            let (part, whole): (u64, u64) = (part.parse().unwrap(), whole.parse().unwrap());
            assert_eq!(part * trials, whole * successes);
            n_seen += 1;
        }
        assert!(step["period_ratio"].is_null() || step["period_ratio"]["ratio"].is_string());
    }
    assert!(n_seen > 0);
}

#[test]
fn what_goes_wrong_is_one_document_too() {
    let workspace = Workspace::million();
    let outcome = workspace.run("status nosuch --format json");
    let view = outcome.json();
    assert_eq!(view["error"]["message"], "there is no plan `nosuch`");
    assert_eq!(view["error"]["help"], "there is: million");
    assert_eq!(view["findings"], serde_json::json!([]));
    assert!(view["schema_version"].is_number());
    let _ = outcome.exits(2).says("error: there is no plan `nosuch`");

    let plan = workspace.read("plans/million/plan.toml");
    workspace.write(
        "plans/million/plan.toml",
        plan.replace("amount = 1_000_000", "amount = 0"),
    );
    let outcome = workspace.run("review --week 2026-W45 --format json");
    let finding = outcome.json()["findings"][0].clone();
    for key in ["id", "severity", "message", "file", "line", "column", "help"] {
        assert!(!finding[key].is_null(), "{key}: {finding}");
    }
    let _ = outcome.exits(2);
    // For people there is nothing on stdout.
    assert_eq!(workspace.run("status nosuch").exits(2).stdout, "");
}
