//! The two rules that say how the plan is spread: over days, and over people.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{Diagnostic, RULE_ANSWER, RULE_FAULT, RULE_LIMIT_EXCEEDED, RULE_SYNTAX, RULE_TYPE};
use salesplan_model::id::{PersonId, PlanId, SegmentId};
use salesplan_model::period::Week;
use salesplan_model::plan::{Person, Plan};
use salesplan_model::rate::Rate;
use salesplan_model::rules::{Hook, QuotaQuestion, Rules, SeasonQuestion};
use salesplan_model::settings::ParameterValue;
use salesplan_rules::{RuleSet, bundled};

use crate::world::{
    AS_OF, Parameters, bare_quota, bare_quota_question, compile, given, place, plan, quota, quota_question,
    season_question, seasonality, source, still, underlined,
};

fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// The bundled rules, asked as they are and as a company's copy of them.
fn bundled_and_copied() -> [RuleSet; 2] {
    let copies = [Hook::Seasonality, Hook::Quota].map(|hook| source(hook, &bundled(hook).text));
    [Vec::new(), copies.into()].map(|user| RuleSet::compile(user, &Parameters::new(), still()).unwrap())
}

fn days() -> impl Strategy<Value = Date> {
    let days = (Date::MIN.year()..=Date::MAX.year(), 1_i8..=12, 1_i8..=31);
    days.prop_filter_map("a day that there is", |(year, month, day)| {
        Date::new(year, month, day).ok()
    })
}

/// Weights as the calculation makes them, and any other that a decimal can hold.
fn weights() -> impl Strategy<Value = Decimal> {
    let quotient = (0_u64..=1 << 40, 1_u64..=1 << 40)
        .prop_map(|(part, whole)| Decimal::from(part.min(whole)) / Decimal::from(whole.max(1)));
    let any = (0_u128..1 << 96, 0_u32..=28).prop_filter_map("at most a million", |(mantissa, scale)| {
        let mantissa = i128::try_from(mantissa).ok()?;
        let weight = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
        Some(weight % Decimal::from(1_000_001)).filter(|weight| *weight <= Decimal::from(1_000_000))
    });
    prop_oneof![quotient, any]
}

fn rates() -> impl Strategy<Value = Rate> {
    (1_u64.., 1_u64..).prop_map(|(a, b)| Rate::of(a.min(b), a.max(b)).unwrap())
}

prop_compose! {
    fn people()(
        name in ".{0,20}",
        from in proptest::option::of(days()),
        to in proptest::option::of(days()),
    ) -> Person {
        Person { from, to, ..Person::named(PersonId::new("somebody"), name, place("team.toml")) }
    }
}

fn named(plan_id: &str, segment: &str) -> Plan {
    let mut plan = Plan {
        id: PlanId::new(plan_id),
        ..plan()
    };
    plan.segments[0].id = SegmentId::new(segment);
    plan
}

proptest! {
    // The calculation does not ask the bundled rules, since this is what they say.
    #[test]
    fn the_bundled_season_is_one_on_every_day(day in days(), plan_id in ".{0,20}", segment in ".{0,20}") {
        let plan = named(&plan_id, &segment);
        for rules in bundled_and_copied() {
            prop_assert_eq!(rules.seasonality(&season_question(&plan, day)), Ok(Decimal::ONE));
        }
    }

    #[test]
    fn the_bundled_quota_is_the_weight_as_planned(
        weight in weights(),
        person in people(),
        segment in ".{0,20}",
        share in proptest::option::of(rates()),
        hours_per_week in proptest::option::of(weights()),
        n_days: u64,
        n_days_present: u64,
        effective_days in weights(),
    ) {
        let plan = named("million", &segment);
        let asked = QuotaQuestion {
            plan: &plan,
            segment: &plan.segments[0],
            person: &person,
            share,
            hours_per_week,
            n_days,
            n_days_present,
            effective_days,
            weight,
        };
        for rules in bundled_and_copied() {
            prop_assert_eq!(rules.quota(&asked), Ok(weight));
        }
    }
}

#[test]
fn the_examples_of_the_bundled_season_do_what_they_say() {
    let text = bundled(Hook::Seasonality).text;
    let examples: Vec<String> = text
        .split("\n//\n")
        .filter(|paragraph| paragraph.starts_with("//     "))
        .map(|paragraph| {
            let code = |line: &str| line.strip_prefix("//     ").map(str::to_owned);
            paragraph.lines().filter_map(code).collect::<Vec<_>>().join("\n")
        })
        .collect();
    assert_eq!(examples.len(), 2, "{examples:?}");
    for (day, monthly, few) in [
        (date(2026, 1, 12), "0.6", "1"),
        (date(2026, 2, 2), "1", "1"),
        (date(2026, 11, 30), "1.3", "1.4"),
        (date(2026, 12, 1), "1.5", "1.4"),
    ] {
        assert_eq!(seasonality(&examples[0], day), Ok(number(monthly)), "{day}");
        let few_here = examples[1].replace("retail", "new");
        assert_eq!(seasonality(&few_here, day), Ok(number(few)), "{day}");
        assert_eq!(seasonality(&examples[1], day), Ok(Decimal::ONE), "{day}");
    }
}

/// Each of these is true of Friday, 6 November 2026 in the first segment.
const DAY: &[&str] = &[
    "plan == \"million\" && segment == \"new\"",
    "date == date(\"2026-11-06\") && year == 2026 && month == 11 && day_of_month == 6 && week == 45 && weekday == 5",
    "date.month == month && date.weekday() == weekday && date - 5 == date(\"2026-11-01\")",
    "period_start == date(\"2026-10-01\") && period_end == date(\"2026-12-31\") && period_end - date == 55",
    "let f = switch segment { \"new\" => 1, _ => 2 }; f == 1",
    "let f = if month >= 11 { month / 10 } else { 0 }; f == 1.1 && month in [10, 11, 12]",
];

/// Each of these is true of Anna.
const ANNA: &[&str] = &[
    "segment == \"new\" && person == \"anna\" && name == \"Anna\"",
    "has_share && share * 3 == 1 && has_hours_per_week && hours_per_week == 30",
    "days == 66 && days_present == 59 && effective_days == 54.5 && weight < share && round(weight, 4) == 0.3333",
    "has_from && from == date(\"2026-10-12\") && has_to && to > period_end && from > period_start",
    "let f = switch person { \"anna\" => 2, _ => 1 }; f == 2",
];

#[test]
fn the_rules_are_told_what_they_say() {
    let ask = |ask: &dyn Fn(&str) -> Result<Decimal, Box<Diagnostic>>, script: &str| {
        // The condition is what follows the last semicolon.
        let (setup, condition) = script.rsplit_once("; ").unwrap_or(("", script));
        let script = format!("{setup};\nif {condition} {{ 1 }} else {{ 0 }}");
        assert_eq!(ask(&script), Ok(Decimal::ONE), "{script}");
    };
    for script in DAY {
        ask(&|script| seasonality(script, AS_OF), script);
    }
    for script in ANNA {
        ask(&quota, script);
    }
    ask(
        &bare_quota,
        "!has_share && !has_hours_per_week && !has_from && !has_to && effective_days == days",
    );
}

#[test]
fn a_week_across_the_years_is_the_isos() {
    for (day, script) in [
        (
            date(2027, 1, 1),
            "if year == 2027 && month == 1 && week == 53 { 1 } else { 0 }",
        ),
        (
            date(2024, 12, 30),
            "if year == 2024 && month == 12 && week == 1 { 1 } else { 0 }",
        ),
    ] {
        assert_eq!(seasonality(script, day), Ok(Decimal::ONE), "{day}");
    }
    let plan = plan();
    let rules = compile(Hook::Seasonality, "week").unwrap();
    for day in [Date::MIN, Date::MAX] {
        let asked = SeasonQuestion {
            week: Week::of(day),
            ..season_question(&plan, day)
        };
        assert!(rules.seasonality(&asked).is_ok(), "{day}");
    }
}

#[test]
fn an_answer_may_be_any_number_within_its_bounds() {
    for (script, answer) in [
        ("0", "0"),
        ("0.5", "0.5"),
        ("1000", "1000"),
        ("ratio(3, 4) * 10", "7.5"),
        ("month", "11"),
    ] {
        assert_eq!(seasonality(script, AS_OF), Ok(number(answer)), "{script}");
    }
    for (script, answer) in [
        ("0", "0"),
        ("1000000", "1000000"),
        ("share", "0.3333333333333333333333333333"),
        ("hours_per_week * days_present", "1770"),
    ] {
        assert_eq!(quota(script), Ok(number(answer)), "{script}");
    }
}

#[test]
fn faults_of_both_rules_say_what_where_and_for_whom() {
    let season = |script: &str| *seasonality(script, AS_OF).expect_err(script);
    let of_quota = |script: &str| *quota(script).expect_err(script);
    type Fault<'a> = (
        &'a dyn Fn(&str) -> Diagnostic,
        &'a str,
        &'static str,
        &'a str,
        &'a str,
        &'a str,
    );
    let season_form = "from 0 to 1000: what the day counts for";
    let quota_form = "from 0 to 1000000: what the quota weighs";
    let cases: [Fault<'_>; 20] = [
        (
            &season,
            "mounth",
            RULE_SYNTAX.id,
            "mounth",
            "unknown name `mounth`",
            "did you mean `month`?",
        ),
        (
            &season,
            "weight",
            RULE_SYNTAX.id,
            "weight",
            "unknown name `weight`",
            "the rule knows: plan, segment, date",
        ),
        (
            &season,
            "switch month { 1 => 2, _ => 1 }",
            RULE_SYNTAX.id,
            "switch",
            "`switch` is only for an input that is a text",
            "3 and 3.0",
        ),
        (
            &season,
            "month == \"11\"",
            RULE_TYPE.id,
            "==",
            "this compares a number with a text",
            "numbers with numbers",
        ),
        (
            &season,
            "let f = [0.5, 1];\nf[month]",
            RULE_FAULT.id,
            "month",
            "this must be a whole number, not a number",
            "a map",
        ),
        (
            &season,
            "let f = #{ \"1\": 2 };\nf[`${month}`]",
            RULE_FAULT.id,
            "`${month}`",
            "the map has no `11`",
            "",
        ),
        (
            &season,
            "loop { }",
            RULE_LIMIT_EXCEEDED.id,
            "{",
            "the rule takes more than 100000 steps",
            "does a loop ever end?",
        ),
        (
            &season,
            "-0.5",
            RULE_ANSWER.id,
            "-",
            "the answer is `-0.5`, not between 0 and 1000",
            season_form,
        ),
        (
            &season,
            "1000.1",
            RULE_ANSWER.id,
            "1000.1",
            "the answer is `1000.1`, not between 0 and 1000",
            season_form,
        ),
        (
            &season,
            "\"high\"",
            RULE_ANSWER.id,
            "\"high\"",
            "the answer is `high`, not a number",
            season_form,
        ),
        (
            &season,
            "if month == 1 { 0.5 }",
            RULE_ANSWER.id,
            "if",
            "the answer is nothing, not a number",
            season_form,
        ),
        (
            &season,
            "month == 1",
            RULE_ANSWER.id,
            "==",
            "the answer is `false`, not a number",
            season_form,
        ),
        (
            &season,
            "1 / 1 + 1000",
            RULE_SYNTAX.id,
            "1 / 1",
            "two whole numbers are divided, which would drop the remainder",
            "1.0 / 1",
        ),
        (
            &of_quota,
            "wieght",
            RULE_SYNTAX.id,
            "wieght",
            "unknown name `wieght`",
            "did you mean `weight`?",
        ),
        (
            &of_quota,
            "weight * name",
            RULE_TYPE.id,
            "*",
            "`*` cannot be done with a number and a text",
            "",
        ),
        (
            &of_quota,
            "weight - 1",
            RULE_ANSWER.id,
            "-",
            "the answer is `-0.6666666666666666666666666667`, not between 0 and 1000000",
            quota_form,
        ),
        (
            &of_quota,
            "-share",
            RULE_ANSWER.id,
            "-",
            "the answer is `-1/3`, not between 0 and 1000000",
            quota_form,
        ),
        (
            &of_quota,
            "1000000.5",
            RULE_ANSWER.id,
            "1000000.5",
            "the answer is `1000000.5`, not between 0 and 1000000",
            quota_form,
        ),
        (
            &of_quota,
            "name",
            RULE_ANSWER.id,
            "name",
            "the answer is `Anna`, not a number",
            quota_form,
        ),
        (
            &of_quota,
            "#{ weight: weight }",
            RULE_ANSWER.id,
            "#{",
            "the answer is a map, not a number",
            quota_form,
        ),
    ];
    for (ask, script, kind, at, message, help) in cases {
        let finding = ask(script);
        let found = (finding.kind.id, underlined(script, &finding), finding.message.as_str());
        assert_eq!(found, (kind, at, message), "{script}");
        let said = finding.help.as_deref().unwrap_or_default();
        assert!(said.contains(help), "{script}: {said}");
    }
    for (finding, file, text) in [
        (
            season("1 / (month - month)"),
            "plan.toml",
            "asked for 2026-11-06 in this segment",
        ),
        (season("-1"), "plan.toml", "asked for 2026-11-06 in this segment"),
        (
            of_quota("1 / (days - days)"),
            "team.toml",
            "asked for this person in `new`",
        ),
        (of_quota("-1"), "team.toml", "asked for this person in `new`"),
    ] {
        let labels: Vec<_> = finding
            .secondary
            .iter()
            .map(|label| (&label.location, label.text.as_str()))
            .collect();
        assert_eq!(labels, [(&place(file), text)]);
    }
}

#[test]
fn reading_what_is_not_known_of_somebody_is_a_fault() {
    for (input, guard) in [
        ("share", "has_share"),
        ("hours_per_week", "has_hours_per_week"),
        ("from", "has_from"),
        ("to", "has_to"),
    ] {
        let finding = bare_quota(&format!("{input} == {input}")).expect_err(input);
        assert_eq!(finding.message, format!("`{input}` is read, but there is none"));
        assert_eq!(finding.help, Some(format!("ask first: `if {guard} {{ .. }}`")));
        let guarded = format!("if {guard} {{ let x = {input}; 1 }} else {{ 0 }}");
        assert_eq!(
            (bare_quota(&guarded), quota(&guarded)),
            (Ok(Decimal::ZERO), Ok(Decimal::ONE)),
            "{guarded}"
        );
    }
}

#[test]
fn a_parameter_of_the_company_serves_its_rule() {
    let parameters = given(
        Hook::Seasonality,
        &[("summer-factor", ParameterValue::Number(number("0.7")))],
    );
    let script = "if month in [7, 8] { summer_factor } else { 1 }";
    let rules = RuleSet::compile(vec![source(Hook::Seasonality, script)], &parameters, still()).unwrap();
    let plan = plan();
    assert_eq!(
        rules.seasonality(&season_question(&plan, date(2026, 7, 1))),
        Ok(number("0.7"))
    );
    assert!(!rules.is_bundled(Hook::Seasonality) && rules.is_bundled(Hook::Quota));

    // The bundled rule reads none, and an input is no parameter.
    for (hook, name, message) in [
        (
            Hook::Seasonality,
            "summer-factor",
            "rules/seasonality.rhai does not read a parameter `summer_factor`",
        ),
        (
            Hook::Quota,
            "weight",
            "`weight` is an input of the quota rule and cannot be a parameter too",
        ),
    ] {
        let parameters = given(hook, &[(name, ParameterValue::Number(Decimal::ONE))]);
        let faults = RuleSet::compile(Vec::new(), &parameters, still()).err().unwrap();
        assert_eq!(
            faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>(),
            [message]
        );
    }
}

#[test]
fn one_person_does_not_see_what_the_last_one_had() {
    let plan = plan();
    let rules = compile(Hook::Quota, "share").unwrap();
    assert!(rules.quota(&quota_question(&plan)).is_ok());
    let fault = rules.quota(&bare_quota_question(&plan)).unwrap_err();
    assert_eq!(fault.message, "`share` is read, but there is none");
}
