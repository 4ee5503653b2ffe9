//! Conversions and average deals: written, evidenced, measured or given by a rule.

use jiff::civil::date;
use salesplan_model::period::Period;
use salesplan_model::plan::{Origin, Purpose, Step};
use salesplan_model::rate::Rate;

use crate::fixture::{Folder, GOAL, first_step, found, good, plan_of, with_stage};

fn thirty() -> Rate {
    Rate::of(3, 10).expect("a rate")
}

fn third_quarter() -> Option<Period> {
    Period::new(date(2026, 7, 1), date(2026, 9, 30))
}

/// What facts the step asks for, and of which days.
fn asked(step: &Step) -> Option<(Purpose, Option<Period>, &str)> {
    let ask = step.ask.as_ref()?;
    Some((ask.purpose, ask.window, &ask.text))
}

#[test]
fn a_conversion_is_written() {
    for keys in [
        "conversion = \"30%\"",
        "conversion = 0.3",
        "conversion = { rate = \"3 of 10\" }",
        "conversion = { rate = 0.3, rule = false }",
    ] {
        let step = first_step(keys);
        assert_eq!((step.rate, step.origin), (thirty(), Origin::Written), "{keys}");
        assert!(step.evidence.is_none() && step.ask.is_none());
    }
}

#[test]
fn evidence_is_counted_by_people_or_read_from_facts() {
    let step = first_step("conversion = { rate = \"30%\", evidence = \"15 of 52, 2026-Q3\" }");
    let evidence = step.evidence.clone().expect("evidence");
    assert_eq!((evidence.successes, evidence.trials), (15, 52));
    assert_eq!(evidence.text, "15 of 52, 2026-Q3");
    assert_eq!(asked(&step), None);
    let step = first_step("conversion = { rate = \"30%\", evidence = \"facts:2026-Q3\" }");
    assert_eq!((step.rate, step.origin), (thirty(), Origin::Written));
    assert_eq!(asked(&step), Some((Purpose::Evidence, third_quarter(), "2026-Q3")));
    assert_eq!(step.evidence, None);
}

#[test]
fn a_measured_conversion_keeps_the_written_one() {
    let step = first_step("conversion = { rate = \"30%\", measured = \"2026-07-01..2026-09-30\" }");
    assert_eq!(step.origin, Origin::Measured { written: thirty() });
    assert_eq!(
        asked(&step),
        Some((Purpose::Measure, third_quarter(), "2026-07-01..2026-09-30"))
    );
}

#[test]
fn a_rule_gives_a_conversion_with_or_without_a_written_one() {
    for (keys, rate, written, window) in [
        ("conversion = \"rule\"", Rate::one(), None, None),
        ("conversion = { rule = true }", Rate::one(), None, None),
        (
            "conversion = { rate = \"30%\", rule = true }",
            thirty(),
            Some(thirty()),
            None,
        ),
        (
            "conversion = { rate = \"30%\", rule = true, facts = \"2026-Q3\" }",
            thirty(),
            Some(thirty()),
            third_quarter(),
        ),
    ] {
        let step = first_step(keys);
        assert_eq!((step.rate, step.origin), (rate, Origin::Rule { written }), "{keys}");
        let text = if window.is_some() { "2026-Q3" } else { "earlier days" };
        assert_eq!(asked(&step), Some((Purpose::Rule, window, text)), "{keys}");
    }
}

#[test]
fn a_conversion_with_a_mistake_says_which() {
    for (conversion, finding) in [
        ("{}", "missing-key: {}"),
        (
            "{ evidence = \"15 of 52\" }",
            "missing-key: { evidence = \"15 of 52\" }",
        ),
        ("[]", "wrong-type: []"),
        ("true", "wrong-type: true"),
        ("\"rules\"", "invalid-rate: \"rules\""),
        ("{ rate = \"30%\", rule = \"yes\" }", "wrong-type: \"yes\""),
        ("{ rate = 130, rule = true }", "invalid-rate: 130"),
        (
            "{ rate = \"30%\", facts = \"2026-Q3\" }",
            "invalid-evidence: \"2026-Q3\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"last year\" }",
            "invalid-evidence: \"last year\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"52 of 15\" }",
            "invalid-evidence: \"52 of 15\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"2026-Q3\" }",
            "invalid-evidence: \"2026-Q3\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"facts:\" }",
            "invalid-evidence: \"facts:\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"facts:spring\" }",
            "invalid-evidence: \"facts:spring\"",
        ),
        (
            "{ rate = \"30%\", measured = \"spring\" }",
            "invalid-evidence: \"spring\"",
        ),
        ("{ rate = \"30%\", measured = 2026 }", "wrong-type: 2026"),
        (
            "{ rate = \"30%\", measured = \"2026-Q4\" }",
            "evidence-not-past: \"2026-Q4\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"facts:2026\" }",
            "evidence-not-past: \"facts:2026\"",
        ),
        ("{ rule = true, facts = \"2026-10\" }", "evidence-not-past: \"2026-10\""),
        (
            "{ rule = true, evidence = \"15 of 52\" }",
            "invalid-evidence: \"15 of 52\"",
        ),
        (
            "{ rule = true, measured = \"2026-Q3\" }",
            "invalid-evidence: \"2026-Q3\"",
        ),
        (
            "{ rate = \"30%\", measured = \"2026-09-01..2026-08-01\" }",
            "period-reversed: \"2026-09-01..2026-08-01\"",
        ),
        (
            "{ rate = \"30%\", evidence = \"15 of 52\", measured = \"2026-Q3\" }",
            "invalid-evidence: \"2026-Q3\"",
        ),
        ("{ rate = \"30%\", mesured = \"2026-Q3\" }", "unknown-key: mesured"),
    ] {
        let plan = with_stage(&format!("conversion = {conversion}"));
        assert_eq!(found(&plan), [finding], "{conversion}");
    }
}

#[test]
fn the_last_day_before_the_period_is_past() {
    for days in ["2026-09", "2026-W39", "2026-09-30..2026-09-30", "2025"] {
        first_step(&format!("conversion = {{ rate = \"30%\", measured = \"{days}\" }}"));
    }
    let plan = with_stage("conversion = { rate = \"30%\", measured = \"2026-W40\" }");
    assert_eq!(found(&plan), ["evidence-not-past: \"2026-W40\""]);
}

#[test]
fn helps_lead_to_the_form_that_was_meant() {
    let help = |conversion: &str| Folder::new(&with_stage(&format!("conversion = {conversion}"))).help();
    assert!(help("{ rate = \"30%\", evidence = \"2026-Q3\" }").contains("\"facts:2026-Q3\""));
    assert!(help("{ rate = \"30%\", evidence = \"2026-09\" }").contains("\"facts:2026-09\""));
    assert!(help("{ rate = \"30%\", evidence = \"last year\" }").contains("\"15 of 52, 2026-Q3\""));
    assert!(help("{ rate = \"30%\", measured = \"Q3 2026\" }").contains("\"2026-Q3\""));
    assert!(help("{ rate = \"30%\", measured = \"2026-Q4\" }").contains("up to 2026-09-30"));
    assert!(help("{ rate = \"30%\", facts = \"2026-Q3\" }").contains("rule = true"));
    assert_eq!(
        help("{ rate = \"30%\", mesured = \"2026-Q3\" }"),
        "did you mean `measured`?"
    );
}

#[test]
fn a_last_stage_leads_nowhere() {
    let plan = |last: &str| {
        let funnel =
            format!("[funnels.new]\nstages = [{{ id = \"lead\", conversion = 1 }}, {{ id = \"deal\", {last} }}]\n");
        plan_of(&[GOAL, crate::fixture::NEW, &funnel])
    };
    assert_eq!(
        found(&plan("conversion = \"rule\"")),
        ["conversion-after-last: \"rule\""]
    );
    assert_eq!(found(&plan("lag-days = 3")), ["conversion-after-last: 3"]);
    assert!(found(&plan("hours = 2, activities = { visit = 1 }")).is_empty());
}

#[test]
fn an_average_deal_rests_on_deals() {
    let with_average = |average: &str| {
        let segment = format!("[segments.repeat]\nshare = \"100%\"\naverage-deal = {average}\n");
        plan_of(&[GOAL, &segment])
    };
    let average = |text: &str| {
        good(&with_average(text)).segments[0]
            .average_deal
            .clone()
            .expect("an average deal")
    };
    let plain = average("200_000");
    assert_eq!(
        (plain.amount.minor, plain.evidence, plain.ask),
        (20_000_000, None, None)
    );
    let counted = average("{ amount = 200_000, evidence = \"12 deals, 2026-Q3\" }");
    assert_eq!(counted.evidence.map(|seen| seen.n_deals), Some(12));
    for (grounds, purpose) in [
        ("evidence = \"facts:2026-Q3\"", Purpose::Evidence),
        ("measured = \"2026-Q3\"", Purpose::Measure),
    ] {
        let average = average(&format!("{{ amount = 200_000, {grounds} }}"));
        assert_eq!(average.amount.minor, 20_000_000);
        assert_eq!(
            average.ask.map(|ask| (ask.purpose, ask.window)),
            Some((purpose, third_quarter()))
        );
    }
    for (average, finding) in [
        ("{}", "missing-key: {}"),
        ("0", "invalid-money: 0"),
        ("true", "wrong-type: true"),
        (
            "{ amount = 1, evidence = \"0 deals\" }",
            "invalid-evidence: \"0 deals\"",
        ),
        (
            "{ amount = 1, evidence = \"15 of 52\" }",
            "invalid-evidence: \"15 of 52\"",
        ),
        (
            "{ amount = 1, measured = \"2026-Q4\" }",
            "evidence-not-past: \"2026-Q4\"",
        ),
        ("{ amount = 1, rule = true }", "unknown-key: rule"),
    ] {
        assert_eq!(found(&with_average(average)), [finding], "{average}");
    }
}
