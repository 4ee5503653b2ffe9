//! What holds for every plan: parts make the whole at every level, no running total is a unit
//! off, every need is the smallest that will do, and every figure can be explained. Exact
//! shares are worked anew here, from people and days, with rationals of any size.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use proptest::prelude::*;
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace::{PlanFolder, read_plan};
use salesplan_model::chance::{self, Trials, of_sum};
use salesplan_model::diagnostic::Severity;
use salesplan_model::explain;
use salesplan_model::id::PlanId;
use salesplan_model::mix::{funnel_need, lead_cost};
use salesplan_model::period::days_before;
use salesplan_model::prepare::{Given, Prepared, prepare};
use salesplan_model::settings::Settings;
use salesplan_report::decomposition::{DecompositionView, Detail};
use salesplan_report::explanation::ExplanationView;
use salesplan_rules::RuleSet;
use serde_json::Value;

use super::tries;
use super::whole_plan::{WholePlan, exact, whole, whole_plan};

/// The plan read and prepared; `None` where it asks for a profit that is out of reach.
fn prepared(made_up: &WholePlan) -> Option<(PlanFolder, Prepared)> {
    let mut snapshot = Snapshot::default();
    for (path, text) in made_up.files() {
        snapshot.insert(path, None, Content::Bytes(text.into_bytes()));
    }
    let read = read_plan(&snapshot, &PlanId::new("p"), &Settings::default());
    let folder = read
        .value
        .unwrap_or_else(|| panic!("{:#?}\n{}", read.findings, made_up.text()));
    let rules = RuleSet::compile(Vec::new(), &BTreeMap::new(), Arc::new(|| Duration::ZERO)).unwrap();
    let (prepared, found) = prepare(folder.plan.clone(), Given::of(&folder.calendar, &[], &[]), &rules);
    if prepared.is_none() {
        let only_profit = found
            .iter()
            .all(|finding| finding.kind.id == "profit-out-of-reach" || finding.kind.severity != Severity::Error);
        assert!(only_profit, "{found:#?}\n{}", made_up.text());
    }
    Some((folder, prepared?))
}

/// The exact shares of one segment, worked from the made-up plan alone.
struct ExactShares {
    /// Indices of those who sell, with what a percent of one of their days is worth.
    sellers: Vec<(Option<usize>, BigRational)>,
    /// Shape: one a stage: the day, and for each seller the percents of days that fall due.
    due: Vec<BTreeMap<Date, Vec<BigRational>>>,
}

impl ExactShares {
    fn new(plan: &WholePlan, index: usize) -> Self {
        let days = plan.planned_days();
        let presence = |seller: &super::whole_plan::Seller| -> Vec<u64> {
            days.iter().map(|day| plan.presence(seller, *day)).collect()
        };
        let mut sellers: Vec<(Option<usize>, Vec<u64>)> = Vec::new();
        for (number, seller) in plan.people.iter().enumerate() {
            let own = presence(seller);
            if (!seller.even_only || index.is_multiple_of(2)) && own.iter().any(|percent| *percent > 0) {
                sellers.push((Some(number), own));
            }
        }
        let share = |number: usize| plan.people[number].share;
        let claimed: u64 = sellers.iter().filter_map(|(number, _)| share((*number)?)).sum();
        let capacity = |number: usize, own: &[u64]| plan.people[number].hours * own.iter().sum::<u64>();
        let open: u64 = sellers
            .iter()
            .filter(|(number, _)| number.is_some_and(|number| share(number).is_none()))
            .map(|(number, own)| capacity(number.unwrap(), own))
            .sum();
        if sellers.is_empty() {
            sellers.push((None, vec![100; days.len()]));
        }
        let worth = |(number, own): &(Option<usize>, Vec<u64>)| {
            let part = match number {
                None => whole(1),
                Some(number) => match share(*number) {
                    Some(share) => exact((share, 100)),
                    None => exact((100 - claimed, 100)) * exact((capacity(*number, own), open)),
                },
            };
            part / whole(own.iter().sum())
        };
        let worths: Vec<BigRational> = sellers.iter().map(worth).collect();
        let mut moves: BTreeMap<Date, Vec<BigRational>> = BTreeMap::new();
        for (number, day) in days.iter().enumerate() {
            moves.insert(*day, sellers.iter().map(|(_, own)| whole(own[number])).collect());
        }
        let mut due = vec![moves.clone()];
        for step in plan.segments[index].steps.iter().rev() {
            let mut earlier: BTreeMap<Date, Vec<BigRational>> = BTreeMap::new();
            for (lag, part) in step.lag_points() {
                for (day, percents) in &moves {
                    let mut to = day.checked_sub(i64::from(lag).days()).unwrap();
                    while lag > 0 && !plan.is_worked(to) {
                        to = to.yesterday().unwrap();
                    }
                    let sums = earlier.entry(to).or_insert_with(|| vec![whole(0); sellers.len()]);
                    for (sum, percent) in sums.iter_mut().zip(percents) {
                        *sum += percent * &part;
                    }
                }
            }
            moves = earlier;
            due.push(moves.clone());
        }
        due.reverse();
        Self {
            sellers: sellers.into_iter().map(|(number, _)| number).zip(worths).collect(),
            due,
        }
    }

    /// Each seller's part of the whole that is due by the end of each slot. Shape: one a slot, then
    /// one a seller.
    fn to_date(&self, stage: usize, slots: &[Date]) -> Vec<Vec<BigRational>> {
        let mut sums = vec![whole(0); self.sellers.len()];
        let mut days = self.due[stage].iter().peekable();
        let mut at_slots = Vec::new();
        for slot in slots {
            while let Some((_, percents)) = days.next_if(|(day, _)| *day <= slot) {
                for (sum, percent) in sums.iter_mut().zip(percents) {
                    *sum += percent;
                }
            }
            at_slots.push(sums.clone());
        }
        assert!(days.peek().is_none(), "something is due after the period");
        let all: BigRational = self
            .sellers
            .iter()
            .zip(&sums)
            .map(|((_, worth), sum)| worth * sum)
            .sum();
        let part = |sums: &Vec<BigRational>| {
            let parts = self
                .sellers
                .iter()
                .zip(sums)
                .map(|((_, worth), sum)| worth * sum / &all);
            parts.collect()
        };
        at_slots.iter().map(part).collect()
    }
}

/// Weights that are too fine to be kept exactly are kept to 40 bits.
fn a_little() -> BigRational {
    exact((1, 1_000_000))
}

proptest! {
    #![proptest_config(tries(1000))]

    #[test]
    fn parts_make_the_whole_and_no_running_total_is_a_unit_off(made_up in whole_plan()) {
        let Some((_, Prepared { plan, decomposition })) = prepared(&made_up) else { return Ok(()) };
        let slots: Vec<Date> = std::iter::once(days_before(made_up.from, 1))
            .chain(decomposition.weeks.iter().map(|week| week.days.to))
            .collect();
        for (index, need) in decomposition.segments.iter().enumerate() {
            let shares = ExactShares::new(&made_up, index);
            let people: Vec<Option<usize>> = need.schedule.parts.iter().map(|part| part.person).collect();
            prop_assert_eq!(&people, &shares.sellers.iter().map(|(number, _)| *number).collect::<Vec<_>>());
            let weeks = decomposition.weeks(index);
            for (stage, stage_need) in need.needs.iter().enumerate() {
                let exact_parts = shares.to_date(stage, &slots);
                let totals = decomposition.by_person(index, stage);
                let rows: Vec<&[u64]> = totals.parts().collect();
                let mut to_date = decomposition.before_start(index, stage);
                for (slot, exact_part) in exact_parts.iter().enumerate() {
                    to_date += if slot == 0 { 0 } else { weeks[slot - 1].stages[stage] };
                    let company: BigRational = exact_part.iter().sum::<BigRational>() * whole(*stage_need);
                    let off = (whole(to_date) - &company).abs();
                    prop_assert!(off <= exact((1, 2)) + a_little(), "{} of {stage_need} at {slot}, exactly {company}", to_date);
                    let cells: u64 = rows.iter().map(|row| row[slot]).sum();
                    prop_assert_eq!(cells, to_date, "people at {} of stage {}", slot, stage);
                    for (row, part) in rows.iter().zip(exact_part) {
                        let off = (whole(row[slot]) - part * whole(*stage_need)).abs();
                        prop_assert!(off < whole(1) + a_little(), "{} of {stage_need} at {slot}, exactly {part}", row[slot]);
                        prop_assert!(slot == 0 || row[slot - 1] <= row[slot]);
                    }
                }
                prop_assert_eq!(to_date, *stage_need);
            }
            if let Some(revenue) = need.revenue {
                let weekly: i64 = weeks.iter().map(|week| week.revenue.unwrap().minor).sum();
                prop_assert_eq!(weekly, revenue.minor);
            }
            if let Some(channels) = decomposition.by_channel(index) {
                for (part, row) in need.leads.iter().zip(channels.parts()) {
                    prop_assert_eq!(*row.last().unwrap(), part.leads);
                }
                let mut to_date = decomposition.before_start(index, 0);
                for slot in 0..slots.len() {
                    to_date += if slot == 0 { 0 } else { weeks[slot - 1].stages[0] };
                    prop_assert_eq!(channels.parts().map(|row| row[slot]).sum::<u64>(), to_date);
                }
            }
            if !need.leads.is_empty() {
                prop_assert_eq!(need.leads.iter().map(|part| part.leads).sum::<u64>(), need.needs[0]);
            }
            // Quotas.
            if people != [None] {
                let goal = if made_up.metric == "profit" { need.revenue.unwrap().minor } else { need.goal.units() };
                let assigned = whole(goal.unsigned_abs()) * exact((made_up.over_assignment, 100));
                let sum = need.quotas.units.iter().sum::<i64>() + need.quotas.remainder;
                let off = (BigRational::from_integer(BigInt::from(sum)) - assigned).abs();
                prop_assert!(off <= exact((1, 2)), "{sum} of {goal}");
                let step = made_up.step.filter(|_| made_up.metric != "deals").map_or(1, |step| i64::try_from(step * 100).unwrap());
                prop_assert!(need.quotas.units.iter().all(|units| units % step == 0) && need.quotas.remainder < step);
                let all: BigRational = shares.to_date(need.needs.len() - 1, &slots).last().unwrap().iter().sum();
                prop_assert_eq!(all, whole(1));
                let steps = whole((need.quotas.units.iter().sum::<i64>() / step).unsigned_abs());
                for (units, part) in need.quotas.units.iter().zip(shares.to_date(need.needs.len() - 1, &slots).last().unwrap()) {
                    let off = (whole((units / step).unsigned_abs()) - part * &steps).abs();
                    prop_assert!(off < whole(1) + a_little() * &steps, "{units} of {steps} steps");
                }
            }
        }
        let goals: i64 = decomposition.segments.iter().map(|need| need.goal.units()).sum();
        prop_assert_eq!(Some(goals), salesplan_model::decompose::to_divide(&plan));
    }

    #[test]
    fn every_need_is_the_smallest_that_will_do_with_channels_too(made_up in whole_plan()) {
        let Some((_, Prepared { plan, decomposition })) = prepared(&made_up) else { return Ok(()) };
        for (index, (slice, need)) in made_up.segments.iter().zip(&decomposition.segments).enumerate() {
            // Entries into each stage: of all fixed supplies, and of one lead of the mix.
            let mut fixed = vec![whole(0); slice.steps.len() + 1];
            let mut mixed = fixed.clone();
            let mut unclaimed = whole(1);
            let add = |to: &mut Vec<BigRational>, of: BigRational, first: Option<(u64, u64)>| {
                let mut entries = of;
                to[0] += &entries;
                for (stage, step) in slice.steps.iter().enumerate() {
                    entries *= exact(first.filter(|_| stage == 0).unwrap_or(step.rate));
                    to[stage + 1] += &entries;
                }
            };
            for (_, source) in made_up.sources(index) {
                match source.brings {
                    Ok(share) => {
                        unclaimed -= exact((share, 100));
                        add(&mut mixed, exact((share, 100)), source.rate);
                    }
                    Err(leads) => add(&mut fixed, whole(leads), source.rate),
                }
            }
            add(&mut mixed, unclaimed, None);
            let brings = |stage: usize, entries: u64| {
                let entries = whole(entries);
                if entries >= fixed[stage] {
                    &fixed[stage + 1] + (entries - &fixed[stage]) * &mixed[stage + 1] / &mixed[stage]
                } else {
                    entries * &fixed[stage + 1] / &fixed[stage]
                }
            };
            for stage in 0..slice.steps.len() {
                let (entries, next) = (need.needs[stage], whole(need.needs[stage + 1]));
                prop_assert!(brings(stage, entries) >= next, "{entries} bring too few of {next}");
                prop_assert!(entries == 0 || brings(stage, entries - 1) < next, "one less than {entries} would do");
                if made_up.sources(index).is_empty() {
                    prop_assert_eq!(BigRational::from_integer(BigInt::from(entries)), (next / exact(slice.steps[stage].rate)).ceil());
                }
            }
            // Deals, by the metric.
            let deals = need.deals;
            prop_assert_eq!(Some(&deals), need.needs.last());
            let average = i128::from(slice.average_deal) * 100;
            match made_up.metric {
                "revenue" => {
                    let goal = i128::from(need.goal.units());
                    prop_assert!(i128::from(deals) * average >= goal && (i128::from(deals) - 1) * average < goal);
                }
                "deals" => prop_assert_eq!(i64::try_from(deals).unwrap(), need.goal.units()),
                _ => {
                    let left = |deals: u64| {
                        let kept = exact((slice.margin, 100)) - exact((slice.commission, 100));
                        let funnel = funnel_need(&plan, index, deals).unwrap();
                        let cost = lead_cost(&plan, index, funnel.needs[0], &funnel.leads).map_or(0, |cost| cost.minor);
                        whole(deals) * kept * whole(slice.average_deal * 100) - BigRational::from_integer(BigInt::from(cost))
                    };
                    let goal = BigRational::from_integer(BigInt::from(need.goal.units()));
                    prop_assert!(left(deals) >= goal, "{deals} deals leave too little");
                    for fewer in deals.saturating_sub(3)..deals {
                        prop_assert!(left(fewer) < goal, "{fewer} of {deals} deals would do");
                    }
                    let cost: u64 = if need.leads.is_empty() { slice.cost_per_lead * need.needs[0] } else {
                        let of = |part: &salesplan_model::mix::ChannelLeads| {
                            let own = part.channel.and_then(|channel| plan.channels[channel].cost_per_lead);
                            part.leads * own.map_or(slice.cost_per_lead, |cost| cost.minor.unsigned_abs() / 100)
                        };
                        need.leads.iter().map(of).sum()
                    };
                    prop_assert_eq!(need.profit.unwrap().lead_costs.minor.unsigned_abs(), cost * 100);
                }
            }
        }
        if made_up.metric == "revenue" {
            prop_assert!(decomposition.revenue.unwrap().minor >= plan.goal.amount.units());
        }
        if made_up.metric == "profit" {
            prop_assert!(decomposition.profit.unwrap().profit.minor >= plan.goal.amount.units());
        }
    }
}

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn chances_are_chances_and_rise_with_leads(made_up in whole_plan()) {
        let Some((_, Prepared { plan, decomposition })) = prepared(&made_up) else { return Ok(()) };
        let found = chance::of_plan(&plan, &decomposition);
        let is_chance = |chance: f64| (0.0..=1.0).contains(&chance);
        prop_assert!(is_chance(found.goal.value), "{found:?}");
        for (index, need) in decomposition.segments.iter().enumerate() {
            prop_assert!(found.segments[index].is_none_or(is_chance));
            let trials = chance::trials(&plan, &decomposition, index);
            let sum = |more: usize| {
                let kinds = trials.iter().enumerate().map(|(number, (count, p))| Trials {
                    count: count + u64::from(number == more),
                    p: *p,
                    worth: 1,
                });
                of_sum(i64::try_from(need.deals).unwrap(), &kinds.collect::<Vec<_>>()).value
            };
            for more in 0..trials.len() {
                prop_assert!(sum(more) + 1e-9 >= sum(usize::MAX), "{} and {}", sum(more), sum(usize::MAX));
            }
        }
    }

    #[test]
    fn with_very_much_evidence_nothing_is_uncertain(mut made_up in whole_plan()) {
        for step in made_up.segments.iter_mut().flat_map(|slice| &mut slice.steps) {
            step.seen = 1_000_000_000;
        }
        let Some((_, Prepared { plan, decomposition })) = prepared(&made_up) else { return Ok(()) };
        let (plain, uncertain) = (chance::of_plan(&plan, &decomposition), chance::of_plan_uncertain(&plan, &decomposition));
        let near = |a: f64, b: f64| (a - b).abs() < 5e-3;
        prop_assert!(near(plain.goal.value, uncertain.goal.value), "{} {}", plain.goal.value, uncertain.goal.value);
        for (plain, uncertain) in plain.segments.iter().zip(&uncertain.segments) {
            prop_assert!(near(plain.unwrap_or(1.0), uncertain.unwrap_or(1.0)), "{plain:?} {uncertain:?}");
        }
        let has_own_rate = made_up.channels.iter().any(|source| source.rate.is_some());
        prop_assert!(uncertain.fixed.is_empty() || has_own_rate);
    }

}

proptest! {
    // The whole tree of a plan, every figure of it.
    #![proptest_config(tries(50))]

    #[test]
    fn whatever_is_named_can_be_explained_and_is_the_figure_of_the_tree(made_up in whole_plan()) {
        let Some((folder, prepared)) = prepared(&made_up) else { return Ok(()) };
        let books = prepared.books(Given::of(&folder.calendar, &[], &[]));
        let proof = Settings::default().proof;
        let tree = serde_json::to_value(DecompositionView::new(&prepared, &folder.calendar, &proof, Detail::Full)).unwrap();
        let value = |name: &str| {
            let derivation = explain::explain(books, name)?;
            let view = ExplanationView::new(&prepared.plan, &derivation, &[], |_| None);
            Some(serde_json::to_value(view.derivation).unwrap())
        };
        for name in explain::names(books) {
            prop_assert!(value(&name).is_some(), "{name} is named and cannot be explained");
        }
        for (name, expected) in figures(&tree) {
            let Some(explained) = value(&name) else {
                return Err(TestCaseError::fail(format!("{name} = {expected} cannot be explained")));
            };
            let said = match explained["kind"].as_str() {
                Some("rate") => explained["value"]["ratio"].clone(),
                _ => explained["value"].clone(),
            };
            prop_assert_eq!(said, expected, "{}", name);
        }
    }
}

/// Every figure of the tree by the name under which it is explained.
fn figures(tree: &Value) -> Vec<(String, Value)> {
    let list = |value: &Value| value.as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let mut all = vec![
        ("goal".to_string(), tree["goal"]["amount"].clone()),
        ("deals".into(), tree["planned"]["deals"].clone()),
        ("revenue".into(), tree["planned"]["revenue"].clone()),
        ("profit".into(), tree["planned"]["profit"].clone()),
        ("chance".into(), tree["chance"].clone()),
    ];
    for segment in list(&tree["segments"]) {
        let id = text(&segment["id"]);
        for (figure, key) in [
            ("goal", "goal"),
            ("deals", "deals"),
            ("revenue", "revenue"),
            ("chance", "chance"),
            ("average-deal", "average_deal"),
        ] {
            all.push((format!("{id}.{figure}"), segment[key].clone()));
        }
        let first = text(&segment["funnel"][0]["stage"]);
        for stage in list(&segment["funnel"]) {
            let stage_id = text(&stage["stage"]);
            let name = format!("{id}.{stage_id}");
            all.push((name.clone(), stage["need"].clone()));
            all.push((format!("{name}.last-useful"), stage["last_useful"].clone()));
            all.push((
                format!("{name}.before-start"),
                segment["before_start"][&stage_id].clone(),
            ));
            if !stage["conversion"].is_null() {
                all.push((format!("{name}.conversion"), stage["conversion"]["ratio"].clone()));
                all.push((format!("{name}.lag-days"), stage["conversion"]["lag_days"].clone()));
            }
            for (number, week) in list(&segment["weeks"]).iter().enumerate() {
                let week_id = text(&week["week"]);
                all.push((format!("{name}.{week_id}"), week["stages"][&stage_id].clone()));
                // A few cells stand for all.
                if number == 1 {
                    for person in list(&segment["people"]) {
                        let cell = person["weeks"][number][&stage_id].clone();
                        all.push((format!("{name}.{}.{week_id}", text(&person["id"])), cell));
                    }
                    for channel in list(&segment["channels"])
                        .iter()
                        .filter(|channel| !channel["id"].is_null())
                    {
                        if stage_id == first {
                            let cell = channel["weeks"][number].clone();
                            all.push((format!("{name}.{}.{week_id}", text(&channel["id"])), cell));
                        }
                    }
                }
            }
            for person in list(&segment["people"]) {
                let cell = person["stages"][&stage_id].clone();
                all.push((format!("{name}.{}", text(&person["id"])), cell));
            }
        }
        for person in list(&segment["people"]) {
            all.push((format!("{id}.{}", text(&person["id"])), person["quota"].clone()));
        }
        for channel in list(&segment["channels"])
            .iter()
            .filter(|channel| !channel["id"].is_null())
        {
            all.push((
                format!("{id}.{first}.{}", text(&channel["id"])),
                channel["leads"].clone(),
            ));
        }
    }
    all.retain(|(_, value)| !value.is_null());
    all
}

/// Where each deal's leads cost more than it leaves, no count of deals will do, however large the
/// figures grow on the way to see it.
#[test]
fn leads_that_cost_more_than_deals_leave_are_out_of_reach() {
    for (conversion, cost_per_lead) in [
        ("1/33", 27),
        ("1/1000", 1_000_000),
        ("1/1000", 90_000_000_000_000_000_u64),
    ] {
        let workspace = salesplan_tests::Workspace::new();
        workspace.write(
            "plans/p/plan.toml",
            format!(
                "schema-version = 1\nperiod = \"2026-Q4\"\n[goal]\nmetric = \"profit\"\namount = 500_000\ncurrency = \"RUB\"\n\
                 [segments.s]\nshare = \"100%\"\naverage-deal = 1_000\nmargin = \"50%\"\ncost-per-lead = {cost_per_lead}\nfunnel = \"f\"\n\
                 [funnels.f]\nstages = [{{ id = \"lead\", conversion = \"{conversion}\" }}, {{ id = \"deal\" }}]\n"
            ),
        );
        let check = workspace.run("check");
        assert!(
            check.has_finding("profit-out-of-reach"),
            "{conversion} {cost_per_lead}: {check}"
        );
    }
}
