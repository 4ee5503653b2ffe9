//! People: hours, shares, ramps, absences and quotas.

use jiff::civil::date;
use salesplan_model::period::Period;
use salesplan_model::plan::{Share, Team};
use salesplan_model::rate::Rate;

use crate::fixture::{FUNNEL, Folder, GOAL, plan_of};

const SEGMENTS: &str = "[segments.new]\nshare = \"60%\"\naverage-deal = 200_000\nfunnel = \"new\"\n\
                        [segments.repeat]\nshare = \"40%\"\naverage-deal = 200_000\n";

fn folder(team: &str) -> Folder {
    Folder::new(&plan_of(&[GOAL, SEGMENTS, FUNNEL])).with("team.toml", team)
}

#[track_caller]
fn team(text: &str) -> Team {
    folder(text).good().team
}

#[test]
fn somebody_with_nothing_but_a_name() {
    let team = team("[people.anna]\n");
    let anna = &team.people[0];
    assert_eq!((anna.id.as_str(), anna.name.as_str()), ("anna", "anna"));
    assert_eq!((&anna.share, anna.hours_per_week), (&Share::Open, None));
    assert!(anna.ramp.is_empty() && anna.absences.is_empty() && anna.segments.is_empty());
    assert_eq!((team.quotas.step, team.quotas.over_assignment), (None, None));
}

#[test]
fn somebody_with_everything() {
    let team = team(
        "[quotas]\nstep = 10_000\nover-assignment = 1.1\n\
         [people.anna]\nname = \"Anna\"\nfrom = 2026-10-05\nhours-per-week = 32.5\nshare = \"40%\"\nsegments = [\"new\"]\n\
         ramp = [{ until = 2026-10-31, at = \"50%\" }, { until = 2026-11-30, at = 0.75 }]\n\
         absences = [{ from = 2026-12-28, to = 2026-12-31, reason = \"leave\" }, { date = 2026-11-02 }]\n\
         [people.boris]\nshare = { new = \"50%\", repeat = \"1/3\" }\n",
    );
    assert_eq!(team.quotas.step, Some(10_000));
    assert_eq!(
        team.quotas.over_assignment.map(|ratio| ratio.to_string()).as_deref(),
        Some("1.1")
    );
    let [anna, boris] = &team.people[..] else {
        panic!("two people");
    };
    assert_eq!(anna.share, Share::Whole(Rate::of(2, 5).unwrap()));
    assert_eq!(
        anna.hours_per_week.map(|hours| hours.to_string()).as_deref(),
        Some("32.5")
    );
    assert_eq!(anna.ramp_on(date(2026, 10, 31)), Rate::of(1, 2).unwrap());
    assert_eq!(anna.ramp_on(date(2026, 11, 1)), Rate::of(3, 4).unwrap());
    assert_eq!(
        anna.absences,
        [
            Period::new(date(2026, 12, 28), date(2026, 12, 31)).unwrap(),
            Period::new(date(2026, 11, 2), date(2026, 11, 2)).unwrap(),
        ]
    );
    assert!(anna.sells_in("new") && !anna.sells_in("repeat"));
    assert_eq!(boris.share_of("new"), Rate::of(1, 2).ok());
    assert_eq!(boris.share_of("repeat"), Rate::of(1, 3).ok());
}

#[test]
fn quotas_are_the_goal_or_more() {
    let over = |text: &str| folder(&format!("[quotas]\nover-assignment = {text}\n"));
    let ratio = |text: &str| {
        over(text)
            .good()
            .team
            .quotas
            .over_assignment
            .map(|ratio| ratio.normalize().to_string())
    };
    assert_eq!(ratio("\"110%\"").as_deref(), Some("1.1"));
    assert_eq!(ratio("\"112.5 %\"").as_deref(), Some("1.125"));
    assert_eq!(ratio("1").as_deref(), Some("1"));
    assert_eq!(over("110").help(), "was the percent sign forgotten? write \"110%\"");
    for text in [
        "0.9",
        "\"99%\"",
        "-1",
        "110",
        "\"much\"",
        "\"%\"",
        "\"1100%\"",
        "1e40",
        "99999999999999999999999999999",
    ] {
        assert_eq!(
            over(text).found(),
            [format!("invalid-over-assignment: {text}")],
            "{text}"
        );
    }
    for (text, finding) in [
        ("step = 0\n", "invalid-count: 0"),
        ("step = 1.5\n", "wrong-type: 1.5"),
        ("steps = 1\n", "unknown-key: steps"),
    ] {
        assert_eq!(folder(&format!("[quotas]\n{text}")).found(), [finding], "{text}");
    }
    assert!(folder("[quotas]\n").found().is_empty());
}

#[test]
fn a_person_with_a_mistake_says_which() {
    for (keys, findings) in [
        ("hours-per-week = 0\n", vec!["invalid-count: 0"]),
        ("hours-per-week = 168.5\n", vec!["invalid-count: 168.5"]),
        ("hours-per-week = 0.0000001\n", vec!["invalid-count: 0.0000001"]),
        ("hours-per-week = true\n", vec!["wrong-type: true"]),
        ("share = \"0%\"\n", vec!["invalid-rate: \"0%\""]),
        ("share = 40\n", vec!["percent-sign-forgotten: 40"]),
        ("share = [\"40%\"]\n", vec!["wrong-type: [\"40%\"]"]),
        ("share = { neww = \"40%\" }\n", vec!["unknown-segment: neww"]),
        ("share = { new = 0 }\n", vec!["invalid-rate: 0"]),
        ("share = { new = {} }\n", vec!["wrong-type: {}"]),
        (
            "share = { repeat = \"40%\" }\nsegments = [\"new\"]\n",
            vec!["share-outside-segments: repeat"],
        ),
        (
            "segments = [\"neww\", 3]\n",
            vec!["wrong-type: 3", "unknown-segment: \"neww\""],
        ),
        ("segments = []\n", vec!["unknown-value: []"]),
        ("segments = [\"new\", \"new\"]\n", vec!["duplicate-id: \"new\""]),
        ("ramp = [{}]\n", vec!["missing-key: {}", "missing-key: {}"]),
        (
            "ramp = [{ until = 2026-10-31, at = 50 }]\n",
            vec!["percent-sign-forgotten: 50"],
        ),
        (
            "ramp = { until = 2026-10-31 }\n",
            vec!["wrong-type: { until = 2026-10-31 }"],
        ),
        (
            "ramp = [{ until = 2026-10-31, at = 0.5 }, { until = 2026-10-31, at = 0.6 }]\n",
            vec!["invalid-ramp: 2026-10-31"],
        ),
        ("absences = [{}]\n", vec!["missing-key: {}"]),
        (
            "absences = [{ from = 2026-10-05 }]\n",
            vec!["missing-key: { from = 2026-10-05 }"],
        ),
        (
            "absences = [{ from = 2026-10-05, to = 2026-10-04 }]\n",
            vec!["period-reversed: 2026-10-04"],
        ),
        (
            "absences = [{ from = 2026-10-05, to = 2026-10-06, date = 2026-10-05 }]\n",
            vec!["unknown-key: date"],
        ),
        (
            "absences = [{ date = 2026-10-05, reason = 3 }]\n",
            vec!["wrong-type: 3"],
        ),
        ("absences = [3]\n", vec!["wrong-type: 3"]),
        ("shares = 3\n", vec!["unknown-key: shares"]),
    ] {
        assert_eq!(folder(&format!("[people.anna]\n{keys}")).found(), findings, "{keys}");
    }
    assert!(
        folder("[people.anna]\nshare = \"0%\"\n")
            .help()
            .contains("segments = [\"new\"]")
    );
}

#[test]
fn mistakes_of_team_and_plan_come_in_one_run() {
    let folder = Folder::new(&plan_of(&[GOAL, "amout = 3\n", SEGMENTS, FUNNEL])).with(
        "team.toml",
        "[people.anna]\nage = 30\nsegments = [\"neww\"]\nshare = { repat = \"40%\" }\n",
    );
    let mut found = folder.found();
    found.sort();
    assert_eq!(
        found,
        [
            "share-outside-segments: repat",
            "unknown-key: age",
            "unknown-key: amout",
            "unknown-segment: \"neww\"",
            "unknown-segment: repat",
        ]
    );
    // Without a readable plan no segment is called unknown.
    let broken =
        Folder::new("schema-version = 1\n[segments\n").with("team.toml", "[people.anna]\nsegments = [\"new\"]\n");
    let ids: Vec<&str> = broken.read().findings.iter().map(|finding| finding.kind.id).collect();
    assert!(!ids.contains(&"unknown-segment"), "{ids:?}");
}
