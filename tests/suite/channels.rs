//! Where leads come from: what is counted of which leads, and when.

use salesplan_tests::Workspace;
use serde_json::{Value, json};

const PLAN: &str = r#"schema-version = 1
title = "P"
period = "2026-Q4"
[goal]
metric = "revenue"
amount = 1_000_000
currency = "EUR"
[segments.new]
amount = 1_000_000
average-deal = 100_000
margin = "40%"
commission = "10%"
funnel = "f"
facts = { source = "deals" }
[funnels.f]
stages = [
  { id = "lead", conversion = "40%", lag-days = 5 },
  { id = "meeting", conversion = "50%", lag-days = 10 },
  { id = "deal" },
]
[channels.ads]
share = "50%"
cost-per-lead = 300
[channels.fairs]
share = "50%"
"#;

/// Qualified and warm 10 days after the lead, a deal or none 30 days after it.
const DEALS: &str = "\
id,channel,stage,status,amount,closed,entered.lead,entered.meeting,tags,lost-reason
A,ads,deal,won,80_000,2026-10-20,2026-10-01,2026-10-05,campaign:spring;fit,
B,ads,deal,won,200_000,2026-10-25,2026-10-02,2026-10-10,campaign:spring,
C,ads,lead,lost,,2026-10-09,2026-10-03,,campaign:autumn,No budget
D,ads,lead,lost,,2026-10-30,2026-10-20,,fit,
E,ads,meeting,open,,,2026-10-05,2026-10-30,,
F,ads,lead,open,,,2026-11-05,,,
G,ads,meeting,open,,,2026-11-06,2026-11-07,,
";

const SPENDING: &str = "\
date,measure,channel,amount
2026-10-02,spend,ads,1_200
2026-11-05,spend,ads,600
";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("plans/p/plan.toml", PLAN);
    workspace.write("plans/p/team.toml", "[people.anna]\nname = \"Anna\"\n");
    workspace.write("plans/p/deals.csv", DEALS.replace('_', ""));
    workspace.write("plans/p/facts/spend.csv", SPENDING.replace('_', ""));
    workspace
}

/// On the evening of 10 November.
fn segment(workspace: &Workspace) -> Value {
    let view = workspace
        .run("channels --as-of 2026-11-10 --format json")
        .exits(0)
        .json();
    view["segments"][0].clone()
}

fn counts(share: &Value) -> (u64, u64) {
    (share["successes"].as_u64().unwrap(), share["trials"].as_u64().unwrap())
}

#[test]
fn only_leads_that_had_time_are_judged_and_within_the_same_time() {
    let of = segment(&workspace());
    let ads = &of["channels"][0];
    assert_eq!(
        (&of["qualified_after_days"], &of["deal_after_days"]),
        (&json!(10), &json!(30))
    );
    // A and B met in time, C and D did not; E met too late, and F and G are too young, met or not.
    assert_eq!(counts(&ads["qualified"]), (2, 5));
    assert_eq!((counts(&ads["warm"]), &ads["days_to_warm"]), ((2, 5), &json!(4)));
    assert_eq!(ads["leads_fact"], 7);
    // D has not had thirty days.
    assert_eq!((counts(&ads["won"]), &ads["cycle_days"]), ((2, 4), &json!(19)));
    // One of the two is of twice the average.
    assert_eq!(counts(&ads["large"]), (1, 2));
}

#[test]
fn why_leads_did_not_qualify_is_counted_of_lost_ones() {
    let of = segment(&workspace());
    assert_eq!(
        of["channels"][0]["reasons"],
        json!([{ "reason": "No budget", "count": 1 }, { "reason": null, "count": 1 }])
    );
}

#[test]
fn money_is_of_the_leads_that_it_was_spent_on() {
    let of = segment(&workspace());
    let ads = &of["channels"][0];
    // 280,000 by the four leads that had time, of which 30 % are left.
    assert_eq!(ads["revenue_per_lead"], "70000.00");
    assert_eq!(ads["margin_per_lead"], "21000.00");
    // From the first day of spending: 1,800 for six leads.
    assert_eq!(
        (&ads["cost_per_lead"], &ads["spending_from"]),
        (&json!("300.00"), &json!("2026-10-02"))
    );
    // Of leads that had time 1,200 was spent, and B of them became a deal.
    assert_eq!(ads["cost_per_deal"], "1200.00");
    assert_eq!(ads["planned_cost_per_lead"], "300.00");
    // No fair has cost anything that is known, or brought a lead.
    let fairs = &of["channels"][1];
    assert_eq!(
        (&fairs["cost_per_lead"], &fairs["revenue_per_lead"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(of["better_aimed"]["verdict"], "too_few");
}

#[test]
fn spending_for_no_segment_in_particular_is_shared_by_leads() {
    let workspace = workspace();
    let two = PLAN
        .replace(
            "[funnels.f]",
            "[segments.big]\namount = 1_000_000\naverage-deal = 500_000\nfunnel = \"f\"\nfacts = { source = \"deals\" }\n[funnels.f]",
        )
        .replace("amount = 1_000_000\ncurrency", "amount = 2_000_000\ncurrency");
    workspace.write("plans/p/plan.toml", two);
    let mut lines = DEALS
        .replace('_', "")
        .lines()
        .map(|line| format!("{line},new\n"))
        .collect::<String>();
    lines = lines.replacen("lost-reason,new", "lost-reason,segment", 1);
    // Two leads of the other segment, one before the first spending.
    lines.push_str("H,ads,lead,open,,,2026-10-01,,,,big\nI,ads,lead,open,,,2026-10-06,,,,big\nJ,ads,lead,open,,,2026-10-07,,,,big\n");
    workspace.write("plans/p/deals.csv", lines);
    let view = workspace
        .run("channels --as-of 2026-11-10 --format json")
        .exits(0)
        .json();
    // 1,800 for eight leads, six of them here.
    for segment in view["segments"].as_array().unwrap() {
        assert_eq!(segment["channels"][0]["cost_per_lead"], "225.00", "{segment}");
    }
}

#[test]
fn the_company_says_what_qualifies_and_how_campaigns_are_called() {
    let workspace = workspace();
    let of = segment(&workspace);
    let campaigns: Vec<&Value> = of["campaigns"].as_array().unwrap().iter().map(|of| &of["id"]).collect();
    assert_eq!(campaigns, [&json!("autumn"), &json!("spring"), &Value::Null]);
    assert_eq!(counts(&of["campaigns"][1]["qualified"]), (2, 2));
    workspace.write(
        "salesplan.toml",
        "[channels]\nqualified = { tag = \"fit\" }\nwarm = \"deal\"\ncampaign = \"camp-\"\n",
    );
    let of = segment(&workspace);
    assert_eq!(
        (&of["qualified_tag"], &of["warm_stage"]),
        (&json!("fit"), &json!("deal"))
    );
    assert_eq!(counts(&of["channels"][0]["qualified"]), (2, 5));
    assert_eq!(counts(&of["channels"][0]["warm"]), (2, 4));
    assert_eq!(of["campaigns"], json!([]));
    workspace.write("salesplan.toml", "[channels]\nqualified = \"deal\"\n");
    assert_eq!(counts(&segment(&workspace)["channels"][0]["qualified"]), (2, 4));
    workspace.write("salesplan.toml", "[channels]\nwarmth = \"deal\"\n");
    let _ = workspace.run("channels --as-of 2026-11-10").exits(2);
}

#[test]
fn leads_that_are_only_counted_are_judged_by_their_counts() {
    let workspace = workspace();
    let counted = PLAN.replace("facts = { source = \"deals\" }", "facts = { source = \"entered\" }");
    workspace.write("plans/p/plan.toml", counted);
    workspace.write("plans/p/deals.csv", "id,status\n");
    workspace.write(
        "plans/p/facts/leads.csv",
        "date,measure,channel,count\n2026-10-05,lead,ads,20\n2026-10-09,meeting,ads,9\n2026-10-05,lead,fairs,20\n2026-10-12,meeting,fairs,2\n",
    );
    let of = segment(&workspace);
    assert_eq!(counts(&of["channels"][0]["qualified"]), (9, 20));
    assert_eq!(counts(&of["channels"][1]["warm"]), (2, 20));
    // Nobody knows which of them became deals.
    assert_eq!(of["channels"][0]["won"]["trials"], 0);
    assert_eq!(of["better_aimed"]["verdict"], "by_chance");
}

/// Of the case among the reviews: partners are better in truth, and fairs had too few leads.
#[test]
fn a_better_source_is_told_from_chance_and_campaigns_that_are_alike_are_not() {
    let workspace = Workspace::new();
    workspace.copy_from(&salesplan_tests::source_tree::cases("reviews").join("sources"), "");
    let view = workspace.run("channels --week 2026-W49 --format json").exits(0).json();
    let of = &view["segments"][0];
    assert_eq!(
        (&of["better_aimed"]["verdict"], &of["better_aimed"]["best_title"]),
        (&json!("differ"), &json!("Partners"))
    );
    assert_eq!(of["campaigns_warmer"]["verdict"], "by_chance");
    let fairs = of["better_aimed"]["groups"]
        .as_array()
        .unwrap()
        .iter()
        .any(|group| group["id"] == "fairs");
    assert!(!fairs, "{of}");
}

#[test]
fn what_a_campaign_cost_is_told_by_a_column_of_spending() {
    let workspace = workspace();
    workspace.write(
        "plans/p/facts/spend.csv",
        "date,measure,channel,campaign,amount\n2026-10-01,spend,ads,spring,900\n2026-10-02,spend,ads,autumn,500\n2026-10-02,spend,fairs,spring,100\n2026-10-03,spend,ads,,50\n",
    );
    let of = segment(&workspace);
    let campaigns = of["campaigns"].as_array().unwrap();
    // 1,000 for A and B, of which both were won; C cost 500 and was lost.
    let cost = |index: usize| (&campaigns[index]["cost_per_lead"], &campaigns[index]["cost_per_deal"]);
    assert_eq!(cost(0), (&json!("500.00"), &Value::Null));
    assert_eq!(cost(1), (&json!("500.00"), &json!("500.00")));
    assert_eq!(cost(2), (&Value::Null, &Value::Null));
    // The channel's cost has the campaigns in it: 1,450 for seven leads.
    assert_eq!(of["channels"][0]["cost_per_lead"], "207.14");
}

/// Weekly rows of spending on adverts from 3 August on, and leads that are only counted.
fn spending_and_leads(weeks: &[(u32, u32)]) -> Workspace {
    let workspace = workspace();
    let counted = PLAN.replace("facts = { source = \"deals\" }", "facts = { source = \"entered\" }");
    workspace.write("plans/p/plan.toml", counted);
    workspace.write("plans/p/deals.csv", "id,status\n");
    let mut facts = "date,measure,channel,count,amount\n".to_string();
    let mut day = jiff::civil::date(2026, 8, 3);
    for (spent, leads) in weeks {
        facts.push_str(&format!("{day},spend,ads,,{spent}\n{day},lead,ads,{leads},\n"));
        day = day.saturating_add(jiff::Span::new().days(7));
    }
    workspace.write("plans/p/facts/spend.csv", facts);
    workspace
}

#[test]
fn one_more_lead_costs_more_than_the_average_where_leads_grow_slower_than_spending() {
    // Leads grow with the root of spending: twice as many for four times the money.
    let weeks: Vec<(u32, u32)> = (0..14)
        .map(|week| if week % 2 == 0 { (1_000, 40) } else { (4_000, 80) })
        .collect();
    let of = segment(&spending_and_leads(&weeks));
    let marginal = &of["channels"][0]["marginal"];
    assert_eq!(marginal["verdict"], "told", "{marginal}");
    let number = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.as_f64().unwrap(), |text| text.parse().unwrap())
    };
    let elasticity = number(&marginal["elasticity"]["middle"]);
    assert!((elasticity - 0.5).abs() < 0.02, "{elasticity}");
    // At 2,500 a week 63.2 leads are expected, 39.5 each; with e = 0.5 one more costs 79.1.
    let one_more = number(&marginal["lead"]["middle"]);
    assert!((one_more - 79.1).abs() < 4.0, "{one_more}");
    assert_eq!(marginal["trials"], json!([]));
    // No lead is a deal, so no more can be said.
    assert_eq!((&marginal["deal"], &marginal["back"]), (&Value::Null, &Value::Null));
}

#[test]
fn spending_that_hardly_varied_tells_nothing_of_more_and_says_how_it_would_have_to() {
    let of = segment(&spending_and_leads(&[
        (1_000, 20),
        (1_010, 22),
        (1_000, 18),
        (990, 21),
        (1_000, 19),
        (1_000, 20),
    ]));
    let marginal = &of["channels"][0]["marginal"];
    assert_eq!(
        (&marginal["verdict"], &marginal["lead"]),
        (&json!("hardly_varied"), &Value::Null)
    );
    let weeks: Vec<u64> = marginal["trials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["weeks"].as_u64().unwrap())
        .collect();
    assert!(weeks.is_sorted_by(|a, b| a > b) && weeks[0] > 30, "{weeks:?}");
    // A bill of a month says the same as its weeks.
    let workspace = spending_and_leads(&[(1_000, 20); 14]);
    let facts = workspace.read("plans/p/facts/spend.csv");
    let monthly: String = facts
        .lines()
        .enumerate()
        .filter(|(line, text)| *line == 0 || text.contains("lead") || (line - 1) % 8 == 0)
        .map(|(_, text)| text.replace("ads,,1000", "ads,,4000") + "\n")
        .collect();
    workspace.write("plans/p/facts/spend.csv", monthly);
    let marginal = segment(&workspace)["channels"][0]["marginal"].clone();
    assert_eq!(
        (&marginal["verdict"], &marginal["spent_per_week"]),
        (&json!("hardly_varied"), &json!("1000.00"))
    );
    assert_eq!(
        (&marginal["stretches"], &marginal["leads_per_week"]),
        (&json!(3), &json!(20.0))
    );
}

#[test]
fn spending_of_nothing_and_paid_back_is_no_error() {
    for weeks in [
        &[(0, 20), (0, 10), (0, 5), (0, 9)][..],
        &[(1_000, 0), (2_000, 0), (500, 0), (700, 0)],
        &[(1_000, 5)],
        &[(4_000_000_000, 5), (1, 4_000_000), (3, 3), (4_000_000_000, 1)],
    ] {
        let _ = segment(&spending_and_leads(weeks));
    }
    let workspace = spending_and_leads(&[(1_000, 5), (2_000, 9), (900, 4)]);
    let facts = workspace.read("plans/p/facts/spend.csv");
    workspace.write("plans/p/facts/spend.csv", facts.replace("ads,,2000", "ads,,-9000"));
    assert_eq!(segment(&workspace)["channels"][0]["cost_per_lead_low"], Value::Null);
}

/// The chance of so many wins at least, each trial for itself: (count, chance of each).
fn at_least(wins: usize, trials: &[(u64, f64)]) -> f64 {
    let mut exactly = vec![0.0; wins];
    exactly[0] = 1.0;
    for (count, p) in trials {
        for _ in 0..*count {
            for won in (0..wins).rev() {
                let before = if won > 0 { exactly[won - 1] } else { 0.0 };
                exactly[won] = exactly[won] * (1.0 - p) + before * p;
            }
        }
    }
    1.0 - exactly.iter().sum::<f64>()
}

/// What the note of the case says by hand, and what a shift does counted out another way.
#[test]
fn a_shift_is_proposed_within_its_limits_and_its_chance_is_that_of_the_leads_and_open_deals() {
    let workspace = Workspace::new();
    let case = salesplan_tests::source_tree::cases("reviews").join("channels-to-shift");
    workspace.copy_from(&case, "");
    let review = workspace.run("review --week 2026-W47 --format json").exits(0).json();
    let of = &review["sources_of_leads"][0];
    let sum = |value: &Value| value.as_str().unwrap().parse::<f64>().unwrap();
    let ads = &of["channels"][0]["marginal"];
    let near = |value: f64, by_hand: f64| assert!((value / by_hand - 1.0).abs() < 0.05, "{value} {by_hand}");
    near(ads["elasticity"]["middle"].as_f64().unwrap(), 0.5);
    near(sum(&ads["lead"]["middle"]), 395.0);
    near(sum(&ads["deal"]["middle"]), 8_000.0);

    let shift = &of["shift"];
    let (moved, channels) = (&shift["move"], &shift["channels"]);
    assert_eq!(
        (&shift["verdict"], &moved["from"], &moved["to"]),
        (&json!("move"), &json!("ads"), &json!("partners"))
    );
    // Nine a week for the 19 days until 11 December are 24; 8 are planned.
    let leads = moved["leads"].as_u64().unwrap();
    assert_eq!((leads, &channels[1]["leads"]), (16, &json!(8)));
    // Each lead saves what one cost so far and costs 120.
    let cost = leads as f64 * (120.0 - sum(&of["channels"][0]["cost_per_lead"]));
    near(sum(&moved["cost"]), cost);

    let needed = (sum(&review["outlook"]["to_bring"]) / 100_000.0).ceil() as usize;
    let open = review["deals"].as_array().unwrap().iter();
    let open: Vec<(u64, f64)> = open.map(|deal| (1, deal["probability"].as_f64().unwrap())).collect();
    let chance = |moved: u64| {
        let count = |channel: usize| channels[channel]["leads"].as_u64().unwrap();
        let rate = |channel: usize| channels[channel]["rate"].as_f64().unwrap();
        let leads = [(count(0) - moved, rate(0)), (count(1) + moved, rate(1))];
        at_least(needed, &open.iter().copied().chain(leads).collect::<Vec<_>>())
    };
    // Shown is the middle of each rate, reckoned with is its mean.
    for (by_hand, shown) in [
        (chance(0), &moved["chance_before"]),
        (chance(leads), &moved["chance_after"]),
    ] {
        assert!((by_hand - shown.as_f64().unwrap()).abs() < 0.03, "{by_hand} {shown}");
    }
    let proposals = review["actions"]["proposals"].as_array().unwrap();
    let proposed = proposals.iter().find(|of| of["gap"] == "mix").unwrap();
    assert_eq!(
        (&proposed["owner"], &proposed["segment"]),
        (&json!("anna"), &json!("new"))
    );
}

#[test]
fn channels_that_cannot_be_told_apart_are_not_shifted_and_a_trial_is_offered_that_can_be_begun() {
    let workspace = Workspace::new();
    workspace.copy_from(
        &salesplan_tests::source_tree::cases("reviews").join("channels-alike-ru"),
        "",
    );
    let view = workspace.run("channels --week 2026-W42 --format json").exits(0).json();
    let shift = &view["segments"][0]["shift"];
    assert_eq!(shift["verdict"], "not_yet");
    assert!(shift["move"]["helps"].as_f64().unwrap() < 0.8);
    let command = shift["trial"]["command"].as_str().unwrap();
    assert!(
        command.starts_with("salesplan experiments new ads-or-partners "),
        "{command}"
    );
    // Whoever follows it is told the same sample.
    let mut parts: Vec<String> = Vec::new();
    for (index, part) in command.trim_start_matches("salesplan ").split('"').enumerate() {
        if index % 2 == 1 {
            parts.push(part.to_string());
        } else {
            parts.extend(part.split_whitespace().map(str::to_string));
        }
    }
    parts.extend(["--as-of".to_string(), "2026-10-18".to_string()]);
    let begun = workspace.run_words(parts.iter().map(String::as_str)).exits(0);
    let cases = shift["trial"]["cases_per_arm"].as_u64().unwrap();
    assert!(begun.stderr.contains(&cases.to_string()), "{begun}");
}
