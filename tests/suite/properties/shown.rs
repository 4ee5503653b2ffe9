//! What is printed says the same in every form, and the same every time.

use proptest::prelude::*;
use salesplan_tests::Workspace;
use serde_json::Value;

use super::tries;
use super::whole_plan::{WholePlan, whole_plan};

const LAYOUTS: &[(&str, usize)] = &[
    ("week", 1),
    ("person", 1),
    ("person,week", 2),
    ("channel", 1),
    ("channel,week", 2),
    ("stage", 1),
];

fn workspace(plan: &WholePlan) -> Workspace {
    let workspace = Workspace::new();
    for (path, text) in plan.files() {
        workspace.write(path, text);
    }
    workspace
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

/// The digits of a figure, without what groups thousands and without a fraction of zeros.
fn digits(figure: &str) -> String {
    let plain: String = figure.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    match plain.split_once('.') {
        Some((whole, fraction)) if fraction.chars().all(|c| c == '0') => whole.to_string(),
        _ => plain,
    }
}

fn figure(value: &Value) -> String {
    digits(&value.as_str().map_or_else(|| value.to_string(), str::to_string))
}

/// A sum as people read it: in whole units.
fn whole_units(value: &Value) -> String {
    let text = figure(value);
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "0"));
    let up = u64::from(cents.as_bytes()[0] >= b'5');
    (whole.parse::<u64>().unwrap() + up).to_string()
}

/// The first place in which two documents differ.
fn difference(at: &str, a: &Value, b: &Value) -> Option<String> {
    match (a, b) {
        (Value::Object(left), Value::Object(right)) if left.keys().eq(right.keys()) => left
            .iter()
            .find_map(|(key, value)| difference(&format!("{at}.{key}"), value, &right[key])),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (a, b))| difference(&format!("{at}.{index}"), a, b))
        }
        _ => (a != b).then(|| format!("{at}: {a} and {b}")),
    }
}

proptest! {
    #![proptest_config(tries(8))]

    #[test]
    fn every_form_of_a_table_says_the_same(plan in whole_plan()) {
        let workspace = workspace(&plan);
        let first = workspace.run("decompose --format json");
        prop_assume!(first.code == 0);
        prop_assert_eq!(&workspace.run("decompose --format json").stdout, &first.stdout);
        for (by, n_names) in LAYOUTS {
            let json = workspace.run(&format!("decompose --by {by} --format json")).exits(0).json();
            let csv = workspace.run(&format!("decompose --by {by} --format csv")).printed();
            let markdown = workspace.run(&format!("decompose --by {by} --format markdown")).printed();
            let rows: Vec<&Value> = list(&json["segments"]).iter().flat_map(|table| list(&table["rows"])).collect();
            // CSV: a line a need, in the same order.
            let needs: Vec<String> = rows.iter().flat_map(|row| list(&row["needs"])).map(figure).collect();
            let lines: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
            prop_assert_eq!(&needs, &lines.iter().map(|line| digits(line[4])).collect::<Vec<_>>(), "{} as CSV", by);
            if *by != "stage" {
                let amounts: Vec<String> = rows.iter().map(|row| &row["amount"]).filter(|amount| !amount.is_null()).map(figure).collect();
                let in_csv: Vec<String> = lines.iter().map(|line| digits(line[6])).filter(|text| !text.is_empty()).collect();
                prop_assert_eq!(amounts, in_csv, "amounts of {} as CSV", by);
            }
            // Markdown: a line a row, names first.
            let told: Vec<Vec<String>> = markdown
                .lines()
                .filter(|line| line.starts_with('|'))
                .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect())
                .collect();
            let is_rule = |cells: &Vec<String>| cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c)));
            let heads: Vec<usize> = (0..told.len()).filter(|line| is_rule(&told[*line])).collect();
            let body: Vec<&Vec<String>> = (0..told.len())
                .filter(|line| !heads.contains(line) && !heads.contains(&(line + 1)))
                .map(|line| &told[line])
                .collect();
            prop_assert_eq!(body.len(), rows.len(), "lines of {} as Markdown: {}", by, markdown);
            for (cells, row) in body.iter().zip(&rows) {
                let mut expected: Vec<String> = list(&row["needs"]).iter().map(figure).collect();
                if *by != "stage" && !row["amount"].is_null() {
                    expected.push(whole_units(&row["amount"]));
                }
                let said: Vec<String> = cells.iter().skip(*n_names).take(expected.len()).map(|cell| digits(cell)).collect();
                prop_assert_eq!(said, expected, "{} as Markdown", by);
            }
        }
    }

    #[test]
    fn a_figure_set_to_its_own_value_changes_nothing_but_the_evidence(plan in whole_plan()) {
        let workspace = workspace(&plan);
        let before = workspace.run("decompose --format json");
        prop_assume!(before.code == 0);
        let mut sets = vec![format!("goal.amount={}", plan.goal)];
        for (index, slice) in plan.segments.iter().enumerate() {
            sets.push(format!("s{index}.average-deal={}", slice.average_deal));
            sets.push(format!("s{index}.margin={}%", slice.margin));
            for (number, step) in slice.steps.iter().enumerate() {
                sets.push(format!("s{index}.stage-{number}.conversion={}/{}", step.rate.0, step.rate.1));
                if let [(0, days)] = step.lag[..] {
                    sets.push(format!("s{index}.stage-{number}.lag-days={days}"));
                }
            }
        }
        for (index, seller) in plan.people.iter().enumerate() {
            sets.push(format!("people.p{index}.hours-per-week={}", seller.hours));
        }
        let words: Vec<&str> = ["decompose", "--format", "json"].into_iter()
            .chain(sets.iter().flat_map(|set| ["--set", set]))
            .collect();
        let after = workspace.run_words(words).exits(0).json();
        let mut expected = before.json();
        // Every rate is an assumption now.
        let mut after = after;
        let what_if = after.as_object_mut().unwrap();
        what_if.retain(|key, _| expected.get(key).is_some());
        for tree in [&mut expected, &mut after] {
            for key in ["chance_uncertain", "chance_uncertain_lattice", "chance_uncertain_fixed", "grounded_share", "assumptions"] {
                tree[key] = Value::Null;
            }
            for segment in tree["segments"].as_array_mut().unwrap() {
                segment["chance_uncertain"] = Value::Null;
                for stage in segment["funnel"].as_array_mut().unwrap() {
                    if !stage["conversion"].is_null() {
                        stage["conversion"]["evidence"] = Value::Null;
                    }
                }
            }
        }
        prop_assert_eq!(difference("", &after, &expected), None);
    }
}
