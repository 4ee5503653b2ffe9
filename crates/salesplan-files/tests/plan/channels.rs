//! Channels and resources, and facts that name channels.

use salesplan_model::plan::Brings;
use salesplan_model::rate::Rate;

use crate::fixture::{FUNNEL, Folder, GOAL, NEW, REPEAT, found, good, plan_of};

const TWO: &str = "[segments.new]\nshare = \"60%\"\naverage-deal = 200_000\nfunnel = \"new\"\n\
                   [segments.late]\nshare = \"40%\"\naverage-deal = 200_000\nfunnel = \"late\"\n";

const LATE: &str = "[funnels.late]\nstages = [{ id = \"meeting\", conversion = \"20%\" }, { id = \"deal\" }]\n";

fn one(channels: &str) -> String {
    plan_of(&[GOAL, NEW, FUNNEL, channels])
}

fn two(channels: &str) -> String {
    plan_of(&[GOAL, TWO, FUNNEL, LATE, channels])
}

#[test]
fn a_channel_is_read_whole() {
    let plan = good(&one(
        "[channels.ads]\ntitle = \"Advertising\"\nshare = \"60%\"\nconversion = \"55%\"\n\
         cost-per-lead = 1_000\ncost = 50_000\nsupply-per-week = 10\npromised-per-week = 8\n\
         [channels.fair]\nleads = 40\nsegments = [\"new\"]\n\
         conversions = { lead = \"40%\", meeting = { rate = \"25%\", evidence = \"5 of 20, 2025\" } }\n",
    ));
    let [ads, fair] = &plan.channels[..] else {
        panic!("two channels");
    };
    assert_eq!((ads.id.as_str(), ads.title.as_str()), ("ads", "Advertising"));
    assert_eq!(ads.brings, Brings::Share(Rate::of(3, 5).unwrap()));
    assert_eq!(ads.segments, [0]);
    let rates: Vec<(&str, Rate)> = ads
        .conversions
        .iter()
        .map(|(stage, own)| (stage.as_str(), own.rate))
        .collect();
    assert_eq!(rates, [("lead", Rate::of(11, 20).unwrap())]);
    assert_eq!(ads.cost_per_lead.map(|cost| cost.minor), Some(100_000));
    assert_eq!(ads.cost.map(|cost| cost.minor), Some(5_000_000));
    assert_eq!((ads.supply_per_week, ads.promised_per_week), (Some(10), Some(8)));
    assert_eq!((fair.title.as_str(), fair.brings), ("fair", Brings::Leads(40)));
    let seen = fair.conversions.values().filter_map(|own| own.evidence.as_ref());
    assert_eq!(seen.map(|seen| seen.trials).collect::<Vec<_>>(), [20]);
    assert_eq!(fair.conversions.len(), 2);
}

#[test]
fn a_channel_serves_every_segment_that_leads_can_enter() {
    let plan = plan_of(&[
        GOAL,
        TWO,
        "[segments.repeat]\ndeals = 1\naverage-deal = 1\n",
        FUNNEL,
        LATE,
    ]);
    let plan = good(&format!(
        "{plan}[channels.ads]\nshare = \"50%\"\nconversions = {{ meeting = \"10%\" }}\n"
    ));
    assert_eq!(plan.channels[0].segments, [0, 1]);
}

#[test]
fn a_channel_with_a_mistake_says_which() {
    for (keys, findings) in [
        ("", vec!["channel-part: ads"]),
        ("share = \"50%\"\nleads = 4\n", vec!["channel-part: ads"]),
        ("share = 60\n", vec!["percent-sign-forgotten: 60"]),
        ("leads = -4\n", vec!["invalid-count: -4"]),
        ("share = \"50%\"\nsegments = []\n", vec!["channel-part: []"]),
        ("share = \"50%\"\nsegments = \"new\"\n", vec!["wrong-type: \"new\""]),
        (
            "share = \"50%\"\nsegments = [\"neww\"]\n",
            vec!["unknown-segment: \"neww\""],
        ),
        (
            "share = \"50%\"\nsegments = [\"new\", \"new\"]\n",
            vec!["duplicate-id: \"new\""],
        ),
        (
            "share = \"50%\"\nconversions = { leed = \"1%\" }\n",
            vec!["unknown-stage: leed"],
        ),
        (
            "share = \"50%\"\nconversions = { deal = \"1%\" }\n",
            vec!["conversion-after-last: deal"],
        ),
        ("share = \"50%\"\nconversions = { lead = [] }\n", vec!["wrong-type: []"]),
        (
            "share = \"50%\"\nconversions = { lead = {} }\n",
            vec!["missing-key: {}"],
        ),
        ("share = \"50%\"\nconversions = 3\n", vec!["wrong-type: 3"]),
        (
            "share = \"50%\"\nconversion = { rate = 0.5, evidence = \"facts:2026-Q3\" }\n",
            vec!["invalid-evidence: \"facts:2026-Q3\""],
        ),
        (
            "share = \"50%\"\nconversion = 0.5\nconversions = { lead = 0.4 }\n",
            vec!["channel-conversion: 0.5"],
        ),
        ("share = \"50%\"\ncost = -4\n", vec!["invalid-money: -4"]),
        (
            "share = \"50%\"\nsupply-per-week = \"ten\"\n",
            vec!["wrong-type: \"ten\""],
        ),
        (
            "share = \"50%\"\ncost_per_lead = 4\n",
            vec!["unknown-key: cost_per_lead"],
        ),
    ] {
        assert_eq!(found(&one(&format!("[channels.ads]\n{keys}"))), findings, "{keys}");
    }
    assert_eq!(found(&format!("channels = 3\n{}", one(""))), ["wrong-type: 3"]);
    assert_eq!(found(&one("[channels]\nads = 3\n")), ["wrong-type: 3"]);
    assert!(found(&one("[channels]\n")).is_empty());
    assert_eq!(found(&one("[channels.\"a b\"]\nshare = 1\n")), ["invalid-id: \"a b\""]);
    assert_eq!(
        Folder::new(&one("[channels.ads]\nshare = 1\nconversions = { leed = 0.5 }\n")).help(),
        "did you mean `lead`?"
    );
}

#[test]
fn a_fixed_number_of_leads_is_for_one_segment() {
    assert_eq!(found(&two("[channels.fair]\nleads = 40\n")), ["channel-part: 40"]);
    assert!(found(&two("[channels.fair]\nleads = 40\nsegments = [\"late\"]\n")).is_empty());
}

#[test]
fn leads_need_a_funnel() {
    let plain = |keys: &str| found(&plan_of(&[GOAL, REPEAT, "[channels.ads]\nshare = \"50%\"\n", keys]));
    assert_eq!(plain(""), ["channel-part: ads"]);
    assert_eq!(plain("segments = [\"repeat\"]\n"), ["channel-part: \"repeat\""]);
    // A funnel that cannot be read may have any stage.
    let unknown = "[segments.new]\nshare = \"100%\"\naverage-deal = 1\nfunnel = \"neu\"\n";
    let channel = "[channels.ads]\nshare = \"50%\"\nconversions = { lead = 0.5 }\n";
    assert_eq!(found(&plan_of(&[GOAL, unknown, channel])), ["unknown-funnel: \"neu\""]);
}

#[test]
fn the_first_step_is_the_same_for_all() {
    // `meeting` is the second stage of `new` and the first of `late`.
    let channel = "[channels.ads]\nshare = \"50%\"\nconversion = \"40%\"\n";
    assert_eq!(found(&two(channel)), ["channel-conversion: \"40%\""]);
}

#[test]
fn shares_of_a_segments_channels_are_the_whole_at_most() {
    let channels = |a: &str, b: &str, of_b: &str| {
        found(&two(&format!(
            "[channels.a]\nshare = {a}\n[channels.b]\nshare = {b}\n{of_b}[channels.fair]\nleads = 9\nsegments = [\"new\"]\n"
        )))
    };
    assert!(channels("\"60%\"", "\"40%\"", "").is_empty());
    assert_eq!(
        channels("\"60%\"", "\"41%\"", "segments = [\"new\"]\n"),
        ["channel-shares-exceed: \"41%\""]
    );
    assert_eq!(channels("\"60%\"", "\"41%\"", "").len(), 2);
    let primes = ["18446744073709551556/18446744073709551557", "1/18446744073709551533"];
    assert_eq!(
        channels(&format!("{:?}", primes[0]), &format!("{:?}", primes[1]), "").len(),
        2
    );
}

#[test]
fn resources_are_read_with_their_owner() {
    let plan = one("[resources]\nowner = \"boris\"\nbudget = 100_000\nhours-per-week = 120.5\n");
    let resources = good(&plan).resources;
    assert_eq!(resources.owner.map(|owner| owner.to_string()).as_deref(), Some("boris"));
    assert_eq!(resources.budget.map(|sum| sum.minor), Some(10_000_000));
    assert_eq!(
        resources.hours_per_week.map(|hours| hours.to_string()).as_deref(),
        Some("120.5")
    );
    assert!(resources.location.is_some());
    let team = "[people.boriss]\n";
    assert_eq!(
        Folder::new(&plan).with("team.toml", team).found(),
        ["unknown-person: \"boris\""]
    );
    let broken = Folder::new(&plan).with("team.toml", "[people.boriss]\nage = 3\n");
    assert_eq!(broken.found(), ["unknown-key: age"]);
    for (keys, finding) in [
        ("budget = -1\n", "invalid-money: -1"),
        ("hours-per-week = -1\n", "invalid-count: -1"),
        ("hours-per-week = 1e30\n", "invalid-count: 1e30"),
        ("owner = 3\n", "wrong-type: 3"),
        ("money = 3\n", "unknown-key: money"),
    ] {
        assert_eq!(found(&one(&format!("[resources]\n{keys}"))), [finding], "{keys}");
    }
}

#[test]
fn facts_name_declared_channels() {
    let facts = "date,measure,channel,count\n2026-10-01,lead,add,3\n2026-10-02,lead,ads,3\n2026-10-02,activity.x,,3\n";
    let with = |plan: &str| Folder::new(plan).with("facts/2026-10.csv", facts);
    let declared = with(&one("[channels.ads]\nshare = 1\n"));
    assert_eq!(declared.found(), ["unknown-channel: add"]);
    assert!(declared.read().value.is_some());
    assert!(with(&one("")).found().is_empty());
}
