//! Lags, hours and activities of a stage.

use salesplan_model::plan::{Lag, Purpose};

use crate::fixture::{first_step, found, good, with_stage};

fn lag(text: &str) -> Lag {
    first_step(&format!("conversion = \"50%\", lag-days = {text}")).lag
}

#[test]
fn a_lag_is_days_or_quantiles() {
    assert_eq!(first_step("conversion = \"50%\"").lag, Lag::fixed(0));
    let plain = lag("21");
    assert_eq!((plain.days, plain.points), (21, vec![(21, 1)]));
    assert!(plain.location.is_some());
    let counted = lag("{ days = 21, evidence = \"12 passages, 2026-Q3\" }");
    assert_eq!(
        (counted.days, counted.evidence),
        (21, Some((12, "12 passages, 2026-Q3".into())))
    );
    for (grounds, purpose) in [
        ("evidence = \"facts:2026-Q3\"", Purpose::Evidence),
        ("measured = \"2026-Q3\"", Purpose::Measure),
    ] {
        let asked = lag(&format!("{{ days = 21, {grounds} }}"));
        assert_eq!(asked.ask.map(|ask| ask.purpose), Some(purpose));
    }
    let spread = lag("{ p90 = 60, p10 = 7, p50 = 21 }");
    assert_eq!(spread.days, 21);
    assert_eq!(spread.quantiles, [(10, 7), (50, 21), (90, 60)]);
    assert_eq!(spread.points, [(7, 60), (21, 80), (60, 60)]);
    assert_eq!(lag("{ p50 = 7, p90 = 7, evidence = \"facts:2026-Q3\" }").days, 7);
}

#[test]
fn a_lag_with_a_mistake_says_which() {
    for (lag, findings) in [
        ("{}", vec!["invalid-lag: {}"]),
        ("{ days = 3, p50 = 4 }", vec!["invalid-lag: { days = 3, p50 = 4 }"]),
        ("{ p10 = 7, p50 = 6 }", vec!["invalid-lag: { p10 = 7, p50 = 6 }"]),
        ("{ p0 = 7 }", vec!["invalid-lag: p0"]),
        (
            "{ p100 = 7, p999999999999 = 8 }",
            vec!["invalid-lag: p100", "invalid-lag: p999999999999"],
        ),
        ("{ p5 = 7, p05 = 8 }", vec!["invalid-lag: p05"]),
        ("{ p50 = \"7\" }", vec!["wrong-type: \"7\""]),
        ("{ p50 = -7 }", vec!["invalid-count: -7"]),
        ("{ p50 = 7, measured = \"2026-Q3\" }", vec!["invalid-lag: \"2026-Q3\""]),
        ("{ p50 = 7, px = 8 }", vec!["unknown-key: px"]),
        (
            "{ days = 3, evidence = \"12 deals\" }",
            vec!["invalid-evidence: \"12 deals\""],
        ),
        (
            "{ days = 3, measured = \"2026-Q4\" }",
            vec!["evidence-not-past: \"2026-Q4\""],
        ),
        ("-1", vec!["invalid-count: -1"]),
        ("3661", vec!["invalid-count: 3661"]),
        (
            "{ days = 99999999999999999999 }",
            vec!["invalid-count: 99999999999999999999"],
        ),
        ("1.5", vec!["wrong-type: 1.5"]),
        ("\"21\"", vec!["wrong-type: \"21\""]),
    ] {
        let plan = with_stage(&format!("conversion = \"50%\", lag-days = {lag}"));
        assert_eq!(found(&plan), findings, "{lag}");
    }
}

#[test]
fn a_stage_takes_hours_and_activities() {
    let plan = good(&with_stage(
        "conversion = \"50%\", hours = 1.5, activities = { call = 3, email = 2.5, \"чат\" = 0 }",
    ));
    let stage = &plan.segments[0].stages[0];
    assert_eq!(stage.hours.map(|hours| hours.to_string()).as_deref(), Some("1.5"));
    let activities: Vec<(&str, String)> = stage
        .activities
        .iter()
        .map(|(id, n)| (id.as_str(), n.to_string()))
        .collect();
    assert_eq!(
        activities,
        [
            ("call", "3".to_string()),
            ("email", "2.5".to_string()),
            ("чат", "0".to_string())
        ]
    );
    for (keys, finding) in [
        ("hours = -1", "invalid-count: -1"),
        ("hours = \"long\"", "invalid-count: \"long\""),
        ("activities = 3", "wrong-type: 3"),
        ("activities = { call = -3 }", "invalid-count: -3"),
        ("activities = { call = 10000 }", "invalid-count: 10000"),
        ("activities = { call = [] }", "wrong-type: []"),
        ("activities = { \"a call\" = 3 }", "invalid-id: \"a call\""),
    ] {
        assert_eq!(
            found(&with_stage(&format!("conversion = \"50%\", {keys}"))),
            [finding],
            "{keys}"
        );
    }
    assert!(found(&with_stage("conversion = \"50%\", activities = {}")).is_empty());
}
