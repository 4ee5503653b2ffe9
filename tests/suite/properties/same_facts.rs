//! The same facts say the same, in whatever order and files they stand.

use proptest::prelude::*;
use salesplan_tests::Workspace;
use salesplan_tests::source_tree::{cases, root};

use super::tries;

const EVENING: &str = "review --week 2026-W46";

/// The rows of a file of the reference case: its header, then the rest.
fn rows(path: &str) -> (String, Vec<String>) {
    let file = cases("reviews").join("million").join("plans/million").join(path);
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.lines().map(|line| line.to_string() + "\n");
    (lines.next().unwrap(), lines.collect())
}

fn all_facts() -> (String, Vec<String>) {
    let files = ["facts/2026-09.csv", "facts/2026-10.csv", "facts/2026-11.csv"].map(rows);
    let [(header, _), (second, _), (third, _)] = &files;
    assert!(
        header == second && header == third,
        "the files of the case have the same columns"
    );
    let header = header.clone();
    (header, files.into_iter().flat_map(|(_, rows)| rows).collect())
}

fn review_of(deals: &[String], facts: &[Vec<String>]) -> (String, String) {
    let workspace = Workspace::new();
    workspace.copy_from(&root().join("plans"), "plans");
    let (header, _) = rows("deals.csv");
    workspace.write("plans/million/deals.csv", header + deals.concat().as_str());
    for (index, rows) in facts.iter().enumerate() {
        workspace.write(
            &format!("plans/million/facts/{index}.csv"),
            all_facts().0 + rows.concat().as_str(),
        );
    }
    let report = workspace.run(&format!("{EVENING} --format json")).printed();
    (workspace.run(EVENING).printed(), report)
}

/// The rows of the case in another order, the facts spread over up to four files.
fn rearranged() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    let facts = Just(all_facts().1).prop_shuffle();
    let spread = facts.prop_flat_map(|facts| {
        let n_facts = facts.len();
        (Just(facts), prop::collection::vec(0_usize..4, n_facts))
    });
    (Just(rows("deals.csv").1).prop_shuffle(), spread).prop_map(|(deals, (facts, homes))| {
        let mut files = vec![Vec::new(); 4];
        for (fact, home) in facts.into_iter().zip(homes) {
            files[home].push(fact);
        }
        (deals, files)
    })
}

proptest! {
    #![proptest_config(tries(30))]

    #[test]
    fn order_and_files_make_no_difference((deals, facts) in rearranged()) {
        let as_it_stands = review_of(&rows("deals.csv").1, &[all_facts().1]);
        let (review, report) = review_of(&deals, &facts);
        prop_assert_eq!(review, as_it_stands.0);
        prop_assert_eq!(report, as_it_stands.1);
    }

    #[test]
    fn a_count_may_be_entered_at_once_or_bit_by_bit(counts in prop::collection::vec(1_u64..9, 1..6)) {
        let row = |count: &u64| format!("2026-10-05,lead,anna,new,webinar,{count},\n");
        let bit_by_bit = review_of(&[], &[counts.iter().map(row).collect()]);
        let at_once = review_of(&[], &[vec![row(&counts.iter().sum())]]);
        prop_assert_eq!(bit_by_bit, at_once);
    }
}

#[test]
fn a_review_made_twice_is_the_same_bytes() {
    let deals = rows("deals.csv").1;
    assert_eq!(review_of(&deals, &[all_facts().1]), review_of(&deals, &[all_facts().1]));
}

/// What happened after the evening changes nothing.
#[test]
fn later_facts_are_invisible() {
    let deals = rows("deals.csv").1;
    let facts = all_facts().1;
    let later = vec![
        "2026-11-16,lead,anna,new,webinar,99,\n".to_string(),
        "2026-12-30,paid,anna,new,,999999.00\n".replace(",new,,", ",new,,,"),
    ];
    assert_eq!(
        review_of(&deals, &[facts.clone(), later]).0,
        review_of(&deals, &[facts]).0
    );
}
