//! Margins, costs, clients who buy again, and the places of what is read.

use salesplan_model::rate::Rate;

use crate::fixture::{FUNNEL, GOAL, NEW, found, good, plan_of};

fn repeat(keys: &str) -> String {
    plan_of(&[
        GOAL,
        "[segments.repeat]\nshare = \"100%\"\naverage-deal = 100_000\n",
        keys,
    ])
}

#[test]
fn a_segment_has_economics_of_its_own() {
    let keys = "margin = \"60%\"\ncommission = \"5%\"\ncost-per-lead = 1_500\n";
    let text = plan_of(&[GOAL, NEW, keys, FUNNEL]);
    let segment = &good(&text).segments[0];
    assert_eq!(segment.margin, Rate::of(3, 5).ok());
    assert_eq!(segment.commission, Rate::of(1, 20).ok());
    assert_eq!(segment.cost_per_lead.map(|cost| cost.minor), Some(150_000));
    assert_eq!(segment.funnel.as_deref(), Some("new"));
    let part = &segment.part_location;
    assert_eq!(&text[part.span.clone()], "\"100%\"");
    let average = segment.average_deal.as_ref().expect("an average deal");
    assert_eq!(&text[average.location.span.clone()], "200_000");
    assert_eq!(&text[segment.stages[1].location.span.clone()], "\"meeting\"");
}

#[test]
fn clients_buy_again() {
    let purchase = |keys: &str| good(&repeat(keys)).segments[0].purchase.clone();
    assert_eq!(purchase("clients = 40\n"), None);
    let plain = purchase("clients = 40\npurchase-rate = \"50%\"\n").expect("a purchase");
    assert_eq!(
        (plain.rate, plain.interval_days, plain.evidence),
        (Rate::of(1, 2).unwrap(), None, None)
    );
    let full = "clients = 40\npurchase-rate = { rate = \"50%\", evidence = \"20 of 40, 2025\" }\ninterval-days = 90\n";
    let full = purchase(full).expect("a purchase");
    assert_eq!(
        (full.evidence.map(|seen| seen.trials), full.interval_days),
        (Some(40), Some(90))
    );
}

#[test]
fn what_clients_buy_is_said_whole() {
    for (keys, findings) in [
        ("purchase-rate = \"50%\"\n", vec!["missing-key: \"50%\""]),
        ("clients = 4\ninterval-days = 90\n", vec!["missing-key: 90"]),
        ("interval-days = 90\n", vec!["missing-key: 90", "missing-key: 90"]),
        ("clients = 4\npurchase-rate = 50\n", vec!["percent-sign-forgotten: 50"]),
        ("clients = 4\npurchase-rate = {}\n", vec!["missing-key: {}"]),
        (
            "clients = 4\npurchase-rate = { rate = 0.5, evidence = \"facts:2026-Q3\" }\n",
            vec!["invalid-evidence: \"facts:2026-Q3\""],
        ),
        (
            "clients = 4\npurchase-rate = 0.5\ninterval-days = 0\n",
            vec!["invalid-count: 0"],
        ),
        (
            "clients = 4\npurchase-rate = 0.5\ninterval-days = 4000\n",
            vec!["invalid-count: 4000"],
        ),
        ("margin = \"160%\"\n", vec!["invalid-rate: \"160%\""]),
        ("cost-per-lead = \"-1\"\n", vec!["invalid-money: \"-1\""]),
    ] {
        assert_eq!(found(&repeat(keys)), findings, "{keys}");
    }
    let both = plan_of(&[GOAL, NEW, "clients = 4\npurchase-rate = \"50%\"\n", FUNNEL]);
    assert_eq!(found(&both), ["purchase-with-funnel: \"50%\""]);
}
