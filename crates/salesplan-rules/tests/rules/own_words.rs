//! The `check` and `review` rules: what they are told, and what their answers may be.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use salesplan_model::calendar::{Calendar, WorkWeek};
use salesplan_model::diagnostic::{Diagnostic, RULE_ANSWER, RULE_FAULT, Severity};
use salesplan_model::prepare::{Given, prepare};
use salesplan_model::rules::{Hook, PlanQuestion, Priority, Rules};
use salesplan_model::settings::Settings;
use salesplan_model::standing::{Evening, standing};
use salesplan_rules::RuleSet;

use crate::world::{AS_OF, Parameters, deal, plan, question, source, still};

fn rules(hook: Hook, script: &str) -> RuleSet {
    RuleSet::compile(vec![source(hook, script)], &Parameters::new(), still())
        .unwrap_or_else(|faults| panic!("{script}: {faults:?}"))
}

/// What a script finds about the deal of the world.
fn of_deal(script: &str) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let (plan, deal) = (plan(), deal());
    let priority = Priority {
        score: Decimal::from(7),
        reasons: vec!["large".to_owned()],
    };
    rules(Hook::Check, script).check_deal(&question(&plan, &deal), Decimal::new(3, 1), &priority)
}

/// Asks about the plan of the world on its evening, with its one deal.
fn of_plan<T>(hook: Hook, script: &str, ask: impl Fn(&RuleSet, &PlanQuestion<'_>) -> T) -> T {
    let bundled = RuleSet::compile(Vec::new(), &BTreeMap::new(), still()).unwrap();
    let (plan, deals, calendar) = (
        plan(),
        [deal()],
        Calendar::new("mon-fri", "Monday to Friday", WorkWeek::MON_FRI),
    );
    let (prepared, found) = prepare(plan, Given::of(&calendar, &deals, &[]), &bundled);
    let prepared = prepared.unwrap_or_else(|| panic!("{found:?}"));
    let books = prepared.books(Given::of(&calendar, &deals, &[]));
    let evening = Evening::of_day(AS_OF, books.plan.period).unwrap();
    let standing = standing(books, &Settings::default(), &bundled, evening).unwrap();
    let question = PlanQuestion {
        books,
        standing: &standing,
    };
    ask(&rules(hook, script), &question)
}

fn found(script: &str) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    of_plan(Hook::Check, script, |rules, question| rules.check_plan(question))
}

fn notes(script: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    of_plan(Hook::Review, script, |rules, question| rules.review(question))
}

#[test]
fn a_finding_has_id_severity_help_and_the_place_that_it_names() {
    let found = of_deal(
        r##"[#{ id: "late", message: `${id}: ${score}, ${reasons[0]}, ${probability}` },
             #{ id: "worse", message: "m", severity: "error", help: "h", segment: "new" }]"##,
    )
    .unwrap();
    assert_eq!(found[0].id(), "late");
    assert_eq!(found[0].kind.severity, Severity::Warning);
    assert_eq!(found[0].message, format!("{}: 7, large, 0.3", deal().id));
    assert_eq!(found[0].primary.as_ref().unwrap().location, deal().location);
    assert_eq!(found[1].kind.severity, Severity::Error);
    assert_eq!(found[1].help.as_deref(), Some("h"));
    assert_eq!(found[1].primary.as_ref().unwrap().location, plan().segments[0].location);
}

#[test]
fn an_answer_of_another_form_says_so() {
    for (script, message) in [
        ("5", "the answer is `5`, not a list"),
        ("[5]", "a finding is `5`, not a map"),
        ("[#{ message: \"m\" }]", "a finding has no `id`"),
        (
            "[#{ id: \"Late one\", message: \"m\" }]",
            "the id `Late one` of a finding is not made of small letters, digits and -",
        ),
        ("[#{ id: \"a\" }]", "the finding `a` has no `message`"),
        (
            "[#{ id: \"a\", message: 5 }]",
            "`message` of a finding is `5`, not a text",
        ),
        (
            "[#{ id: \"a\", message: \"m\", severity: \"bad\" }]",
            "the severity `bad` is neither warning nor error",
        ),
        (
            "[#{ id: \"a\", message: \"m\", colour: \"red\" }]",
            "a finding has `colour`, which nobody reads",
        ),
        (
            "[#{ id: \"a\", message: \"m\", deal: \"X\" }]",
            "the finding `a` names the deal `X`, which there is not",
        ),
        (
            "[#{ id: \"a\", message: \"m\", person: \"x\", segment: \"new\" }]",
            "the finding `a` names a segment and a person; it can stand in one place only",
        ),
        (
            "[#{ id: \"a\", message: \"two\\nlines\" }]",
            "`message` of a finding has more than one line, or characters that cannot be printed",
        ),
    ] {
        let fault = of_deal(script).unwrap_err();
        assert_eq!((fault.kind, fault.message.as_str()), (&RULE_ANSWER, message));
    }
    assert_eq!(notes("[5]").unwrap_err().message, "a note is `5`, not a text");
    assert_eq!(notes("\"x\"").unwrap_err().message, "the answer is `x`, not a list");
}

#[test]
fn what_only_the_plan_or_only_a_deal_has_is_guarded() {
    let fault = of_deal("if to_bring > 0 { [] } else { [] }").unwrap_err();
    assert_eq!(
        (fault.kind, fault.help.as_deref()),
        (&RULE_FAULT, Some("ask first: `if is_plan { .. }`"))
    );
    let fault = found("if id == \"x\" { [] } else { [] }").unwrap_err();
    assert_eq!(fault.help.as_deref(), Some("ask first: `if is_deal { .. }`"));
    assert!(of_deal("if is_plan { to_bring } else { [] }").unwrap().is_empty());
    // A misspelt name in a map is a fault, not nothing.
    assert_eq!(
        found("[deals[0].ammount]").unwrap_err().message,
        "the map has no `ammount`"
    );
}

#[test]
fn a_rule_is_told_where_the_plan_stands() {
    let told = notes(
        "[`${plan} ${week} ${metric} ${goal} ${fact} ${verdict} ${n_open} ${deals.len()}`,
          `${deals[0].id} ${deals[0].probability > 0} ${conversions[0].from} ${conversions[0].plan}`,
          `${rows[0].measure} ${rows[0].fact}`, `${needs[0].stage} ${needs[0].net >= 0}`]",
    )
    .unwrap();
    let of_deal = deal().id;
    assert_eq!(told.len(), 4);
    assert!(told[0].contains("2026-W45 revenue"), "{told:?}");
    assert!(told[1].starts_with(&format!("{of_deal} true ")), "{told:?}");
    assert!(told[3].ends_with(" true"), "{told:?}");
}

#[test]
fn the_bundled_rules_have_nothing_to_say() {
    let script = |hook| salesplan_rules::bundled_text(hook);
    assert!(of_deal(script(Hook::Check)).unwrap().is_empty());
    assert!(found(script(Hook::Check)).unwrap().is_empty());
    assert!(notes(script(Hook::Review)).unwrap().is_empty());
}
