//! What concerns one person, taken together over everybody and nobody, is the whole.

use std::collections::BTreeMap;

use proptest::prelude::*;
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace::{PlanFolder, read_plan};
use salesplan_model::id::PlanId;
use salesplan_model::plan::GoalAmount;
use salesplan_model::plan_fact::{Row, RowMeasure};
use salesplan_model::prepare::{Given, prepare};
use salesplan_model::slice::{Slice, Whose, slice};
use salesplan_model::standing::{Evening, standing};
use salesplan_rules::RuleSet;

use super::tries;
use super::whole_plan::{WholePlan, whole_plan};

/// Something that happened: day from the plan's first, person (counted around; the last is
/// nobody, the one before somebody unknown), segment, stage or payment, how many.
type Event = (i64, usize, usize, usize, u64);

/// Plan and fact by segment and measure.
type Sums = BTreeMap<(Option<usize>, String), (i64, i64)>;

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((-40_i64..120, 0_usize..7, 0_usize..4, 0_usize..5, 1_u64..50), 0..40)
}

fn facts(plan: &WholePlan, events: &[Event]) -> String {
    let mut text = "date,measure,person,segment,count,amount\n".to_string();
    for (day, who, segment, what, count) in events {
        let segment = segment % plan.segments.len();
        let n_steps = plan.segments[segment].steps.len();
        let person = match who % (plan.people.len() + 2) {
            index if index < plan.people.len() => format!("p{index}"),
            index if index == plan.people.len() => "stranger".into(),
            _ => String::new(),
        };
        let date = plan.day(*day);
        text += &match what % (n_steps + 2) {
            stage if stage < n_steps => format!("{date},stage-{stage},{person},s{segment},{count},\n"),
            stage if stage == n_steps => format!("{date},deal,{person},s{segment},{count},{count}00\n"),
            _ => format!("{date},paid,{person},,,{count}0\n"),
        };
    }
    text
}

fn folder(plan: &WholePlan, events: &[Event]) -> Option<PlanFolder> {
    let mut snapshot = Snapshot::default();
    for (path, text) in plan.files() {
        snapshot.insert(path, None, Content::Bytes(text.into_bytes()));
    }
    let facts = facts(plan, events);
    snapshot.insert("plans/p/facts/all.csv", None, Content::Bytes(facts.into_bytes()));
    let read = read_plan(&snapshot, &PlanId::new("p"), &Default::default());
    assert!(read.value.is_some(), "{:#?}", read.findings);
    read.value
}

/// Plan and fact by segment and measure.
fn sums<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Sums {
    let mut sums = BTreeMap::new();
    for row in rows {
        let sum: &mut (i64, i64) = sums.entry((row.segment, format!("{:?}", row.measure))).or_default();
        sum.0 += row.plan.map_or(0, |plan| plan.units());
        sum.1 += row.fact.units();
    }
    sums
}

fn told(slices: &[Slice<'_>], rows: impl Fn(&Slice<'_>) -> Vec<Row>) -> Sums {
    sums(slices.iter().flat_map(rows).collect::<Vec<_>>().iter())
}

proptest! {
    #![proptest_config(tries(24))]

    #[test]
    fn the_slices_of_everybody_and_nobody_are_the_whole(plan in whole_plan(), events in events(), day in 0_i64..120) {
        let Some(folder) = folder(&plan, &events) else { return Ok(()) };
        let rules = RuleSet::compile(Vec::new(), &Default::default(), std::sync::Arc::new(Default::default));
        let rules = rules.unwrap_or_else(|faults| panic!("{faults:?}"));
        let (prepared, _) = prepare(folder.plan.clone(), Given::of(&folder.calendar, &folder.deals, &folder.facts), &rules);
        prop_assume!(prepared.is_some());
        let prepared = prepared.unwrap();
        let books = prepared.books(Given::of(&folder.calendar, &folder.deals, &folder.facts));
        let period = books.plan.period;
        let Ok(evening) = Evening::of_day(plan.day(day), period) else { return Ok(()) };
        let standing = standing(books, &Default::default(), &rules, evening).unwrap();
        let everybody = (0..books.plan.team.people.len()).map(Whose::Person).chain([Whose::Nobody]);
        let slices: Vec<Slice<'_>> = everybody.map(|whose| slice(books, &standing, &[], whose)).collect();
        for (company, parts) in [
            (sums(&standing.week), told(&slices, |slice| slice.week.clone())),
            (sums(&standing.to_date), told(&slices, |slice| slice.to_date.clone())),
        ] {
            for ((segment, measure), (plan, fact)) in &company {
                // Profit is the company's alone.
                if *measure == format!("{:?}", RowMeasure::Profit) {
                    continue;
                }
                let (planned, brought) = parts.get(&(*segment, measure.clone())).copied().unwrap_or_default();
                prop_assert_eq!(*fact, brought, "{:?} {}", segment, measure);
                // What is asked of a stage is split, and adds up again on every evening.
                if measure.starts_with("Stage") || measure == "Deals" {
                    prop_assert_eq!(*plan, planned, "the plan of {:?} {}", segment, measure);
                }
            }
        }
        for (index, need) in prepared.decomposition.segments.iter().enumerate() {
            let parts = || slices.iter().flat_map(|slice| &slice.quotas).filter(|part| part.segment == index);
            let quotas: i64 = parts().filter_map(|part| part.quota).map(|quota| quota.units()).sum();
            prop_assert_eq!(quotas, need.quotas.units.iter().sum::<i64>());
            for (stage, whole) in need.needs.iter().enumerate() {
                prop_assert_eq!(parts().map(|part| part.stages[stage]).sum::<u64>(), *whole);
            }
        }
    }

    #[test]
    fn what_is_planned_for_people_is_what_is_planned_on_every_evening(plan in whole_plan()) {
        let Some(folder) = folder(&plan, &[]) else { return Ok(()) };
        let rules = RuleSet::compile(Vec::new(), &Default::default(), std::sync::Arc::new(Default::default)).unwrap();
        let given = Given::of(&folder.calendar, &[], &[]);
        let (prepared, _) = prepare(folder.plan.clone(), given, &rules);
        prop_assume!(prepared.is_some());
        let prepared = prepared.unwrap();
        let books = prepared.books(given);
        let (period, segments) = (books.plan.period, &books.decomposition.segments);
        // Where more is assigned, a step leaves some with nobody, or nobody sells, people bring
        // something else than what is asked of the segment.
        let is_shared_out = |index: usize| {
            let need = &segments[index];
            let whole = match need.goal {
                GoalAmount::Revenue(goal) => goal.minor,
                GoalAmount::Profit(_) => need.revenue.unwrap().minor,
                GoalAmount::Deals(_) => return false,
            };
            need.quotas.units.iter().sum::<i64>() == whole
        };
        let mut before: Vec<Sums> = Vec::new();
        for day in period.days() {
            let evening = Evening::of_day(day, period).unwrap();
            let standing = standing(books, &Default::default(), &rules, evening).unwrap();
            let everybody = (0..books.plan.team.people.len()).map(Whose::Person).chain([Whose::Nobody]);
            let slices: Vec<Slice<'_>> = everybody.map(|whose| slice(books, &standing, &[], whose)).collect();
            for (company, parts) in [
                (sums(&standing.week), told(&slices, |slice| slice.week.clone())),
                (sums(&standing.to_date), told(&slices, |slice| slice.to_date.clone())),
            ] {
                for ((segment, measure), (planned, _)) in &company {
                    let is_whole = match (measure.as_str(), segment) {
                        ("Profit" | "Signed" | "Paid", _) => false,
                        ("Revenue", Some(segment)) => is_shared_out(*segment),
                        ("Revenue", None) => (0..segments.len()).all(is_shared_out),
                        _ => true,
                    };
                    let of_people = parts.get(&(*segment, measure.clone())).map_or(0, |(plan, _)| *plan);
                    prop_assert!(!is_whole || of_people == *planned, "{segment:?} {measure} on {day}: {of_people} of {planned}");
                }
            }
            let so_far: Vec<_> = slices.iter().map(|slice| sums(&slice.to_date)).collect();
            for (then, now) in before.iter().zip(&so_far) {
                // Entries are split over weeks, one of which the evening cuts.
                let over_days = then.iter().filter(|((_, measure), _)| !measure.starts_with("Stage"));
                for (key, (planned, _)) in over_days {
                    prop_assert!(*planned <= now[key].0, "{key:?} falls on {day}");
                }
            }
            before = so_far;
            for slice in slices.iter().filter(|_| day == period.to) {
                for part in &slice.quotas {
                    let is_it = |row: &&Row| (row.segment, row.measure) == (Some(part.segment), RowMeasure::Revenue);
                    let due = slice.to_date.iter().find(is_it).and_then(|row| row.plan);
                    prop_assert!(due.is_none() || due == part.quota, "{due:?} of {:?}", part.quota);
                }
            }
        }
    }
}
