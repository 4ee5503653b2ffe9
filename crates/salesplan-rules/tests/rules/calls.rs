//! One call leaves nothing behind for the next, and the same question gets the same answer.

use std::collections::BTreeMap;
use std::thread;

use rust_decimal::Decimal;
use salesplan_model::deal::Deal;
use salesplan_model::pipeline::open_deals;
use salesplan_model::rules::{Hook, Rules};
use salesplan_model::settings::ParameterValue;
use salesplan_rules::RuleSet;

use crate::world::{
    AS_OF, Parameters, bare_deal, compile, deal, given, plan, question, rub, source, still, surroundings,
};

#[test]
fn the_next_deal_does_not_see_what_the_last_one_had() {
    let plan = plan();
    let rules = compile(Hook::Probability, "if amount > 0 { path } else { 0 }").unwrap();
    let (known, bare) = (deal(), bare_deal());
    assert!(rules.probability(&question(&plan, &known)).is_ok());
    let fault = rules.probability(&question(&plan, &bare)).unwrap_err();
    assert_eq!(fault.message, "`amount` is read, but there is none");
    assert!(rules.probability(&question(&plan, &known)).is_ok());
}

#[test]
fn a_script_that_changes_its_inputs_changes_them_for_itself() {
    let plan = plan();
    let script = "amount *= 2; tags.push(\"x\"); factor += 1; let f = |x| x + amount; let y = f.call(1);
        #{ score: y, reasons: [`${tags.len()} ${factor}`] }";
    let parameters = given(Hook::Priority, &[("factor", ParameterValue::Number(Decimal::ONE))]);
    let rules = RuleSet::compile(vec![source(Hook::Priority, script)], &parameters, still()).unwrap();
    let deal = deal();
    for _ in 0..3 {
        let answer = rules.priority(&question(&plan, &deal), Decimal::ONE).unwrap();
        assert_eq!(
            (answer.score, answer.reasons),
            (Decimal::from(400_001), vec!["3 2".to_owned()])
        );
    }
}

#[test]
fn two_runs_are_equal_and_maps_are_in_order() {
    let plan = plan();
    let script = "let m = #{ zeta: 1, alpha: 2, mid: 3 }; m.beta = 4;
        let reasons = m.keys(); reasons.push(`${m}`); #{ score: 1, reasons: reasons }";
    let deal = deal();
    let ask = || {
        compile(Hook::Priority, script)
            .unwrap()
            .priority(&question(&plan, &deal), Decimal::ONE)
            .unwrap()
    };
    assert_eq!(ask(), ask());
    assert_eq!(ask().reasons[..4], ["alpha", "beta", "mid", "zeta"]);
}

#[test]
fn several_threads_may_ask() {
    let plan = plan();
    let rules = RuleSet::compile(Vec::new(), &Parameters::new(), still()).unwrap();
    let deals: Vec<Deal> = (1..200)
        .map(|n| Deal {
            amount: Some(rub(n * 5_000)),
            ..deal()
        })
        .collect();
    let ask = || -> Vec<_> {
        deals
            .iter()
            .map(|deal| rules.priority(&question(&plan, deal), Decimal::ONE).unwrap())
            .collect()
    };
    let alone = ask();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        for run in runs {
            assert_eq!(run.join().unwrap(), alone);
        }
    });
}

#[test]
fn all_faults_of_all_files_come_together() {
    let sources = vec![
        source(Hook::Seasonality, "mont"),
        source(Hook::Quota, "waight"),
        source(Hook::Conversion, "plam"),
        source(Hook::Probability, "sleep(3); 1 / 3"),
        source(Hook::Priority, "#{ score: amont, reasons: [] }"),
    ];
    let parameters = BTreeMap::from([(
        Hook::Conversion,
        given(Hook::Conversion, &[("trials", ParameterValue::Flag(true))])[&Hook::Conversion].clone(),
    )]);
    let faults = RuleSet::compile(sources, &parameters, still()).err().unwrap();
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "unknown name `mont`",
            "unknown name `waight`",
            "`trials` is an input of the conversion rule and cannot be a parameter too",
            "unknown name `plam`",
            "there is no function `sleep` in rules",
            "two whole numbers are divided, which would drop the remainder",
            "unknown name `amont`",
        ]
    );
}

#[test]
fn the_served_files_are_known() {
    let rules = compile(Hook::Probability, "path").unwrap();
    let served: Vec<_> = rules
        .served()
        .map(|source| (source.hook.name(), source.bundled))
        .collect();
    assert_eq!(
        served,
        [
            ("seasonality", true),
            ("quota", true),
            ("conversion", true),
            ("probability", false),
            ("priority", true),
            ("check", true),
            ("review", true)
        ]
    );
    for hook in Hook::ALL {
        assert_eq!(rules.is_bundled(*hook), *hook != Hook::Probability, "{}", hook.name());
    }
}

/// Many deals are asked about by several threads, few by one: nobody can tell.
#[test]
fn many_deals_are_answered_as_few_at_a_time_are() {
    let plan = plan();
    let deals: Vec<_> = (0..9_000_u32)
        .map(|n| Deal {
            id: salesplan_model::id::DealId::new(format!("D-{n:05}")),
            amount: Some(rub(i64::from(n * 7 % 1_000))),
            ..deal()
        })
        .collect();
    let rules = compile(Hook::Priority, "#{ score: amount, reasons: [`of ${amount}`] }").unwrap();
    let around = surroundings(&plan, Vec::new(), None);
    let open = |deals| open_deals(&plan, deals, &[], around, AS_OF, &rules).unwrap();
    let mut few_at_a_time: Vec<_> = deals.chunks(1_000).flat_map(open).collect();
    few_at_a_time.sort_by(|a, b| {
        let by_score = b.priority.score.cmp(&a.priority.score);
        by_score.then_with(|| a.deal.id.cmp(&b.deal.id))
    });
    assert_eq!(open(&deals), few_at_a_time);

    let failing = compile(Hook::Priority, "#{ score: 1 / (amount - 6), reasons: [] }").unwrap();
    let faults = open_deals(&plan, &deals, &[], around, AS_OF, &failing).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].message, "division by zero: 1 / 0 (and for 8 more deals)");
}
